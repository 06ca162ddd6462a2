"""The editors' text in pieces: `[[id]]` and `[[id|words]]` become pieces that lead to records.

Spans over plain text, never over HTML: whoever renders a piece escapes it. Names that are linked without brackets
are found in linking, which knows who bears them.
"""

import re
from collections.abc import Callable, Collection

from generator.model.dossier import Piece

LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]*))?\]\]")


def link_text(text: str, title_of: Callable[[str], str], known: Collection[str], *, own_id: str = "",
              between: Callable[[str], list[Piece]] = lambda part: [Piece(part)]) -> tuple[Piece, ...]:
    """The text in pieces; `between` makes pieces of what stands outside brackets.

    A link to the record itself, or to one that is not `known`, becomes plain text.
    """
    pieces: list[Piece] = []
    position = 0
    for match in LINK.finditer(text):
        pieces += between(text[position:match.start()])
        target = match[1].strip()
        shown = match[2].strip() if match[2] else title_of(target)
        pieces.append(Piece(shown, target if target != own_id and target in known else ""))
        position = match.end()
    pieces += between(text[position:])
    return tuple(piece for piece in pieces if piece.text)


def link_targets(text: str) -> tuple[str, ...]:
    """The ids between brackets, in order."""
    return tuple(match[1].strip() for match in LINK.finditer(text))

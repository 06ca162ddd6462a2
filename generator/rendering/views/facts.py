"""The fact panel: labels with values, and how each is known. The same on every page kind.

Owns whether the panel stands beside the text or below it. Knows no records.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.rendering.context import LinkView
from generator.rendering.views.common import DateView, NoteView, StatementView

#: Characters of reasons from which a fact is long.
_LONG_REASON = 160
#: Characters that a line holds: a value and a reason in the margin, the text, a note.
_VALUE_LINE, _REASON_LINE, _TEXT_LINE, _NOTE_LINE = 24, 28, 66, 76
#: Pixels of a line of facts and of text, and what the panel may reach below the text.
_FACT_HEIGHT, _TEXT_HEIGHT, _OVERHANG = 20, 28, 60


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact of the panel: label, values, and how each is known."""

    label: str
    values: tuple["ValueView", ...]

    @property
    def is_long(self) -> bool:
        """Whether its reasons want more room than a value does."""
        return sum(len(value.why) for value in self.values) > _LONG_REASON


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value: a link, a date or words; `why` says how it is known, `words` are the source's, `said` whose.

    `pieces` are plain and linked words in a row, `code` is a machine's name shown short with its full form,
    `references` are what the editors rest it on.
    """

    link: LinkView | None = None
    pieces: tuple[LinkView, ...] = ()
    date: DateView | None = None
    text: str = ""
    words: tuple[LinkView, ...] = ()
    why: str = ""
    said: str = ""
    code: tuple[str, str] = ("", "")
    references: tuple[LinkView, ...] = ()


def facts_outgrow(facts: Iterable[FactView], text_height: int) -> bool:
    """Whether the panel, set in the margin, would leave a hole below a text of this height in pixels."""
    return sum(map(_height_of_fact, facts)) > text_height + _OVERHANG


def _height_of_fact(fact: FactView) -> int:
    lines = sum(_lines_of_value(value, is_long=fact.is_long) for value in fact.values)
    return max(lines, _lines(fact.label, 12)) * _FACT_HEIGHT + 8 + (_FACT_HEIGHT if fact.is_long else 0)


def _lines_of_value(value: ValueView, *, is_long: bool) -> int:
    shown = [value.text, value.link.text if value.link else "", value.date.text if value.date else "",
             "".join(piece.text for piece in value.pieces), value.code[0]]
    apart = [value.why, value.said, value.date.remark if value.date else "",
             "".join(item.text for item in value.words), "; ".join(item.text for item in value.references)]
    room = 2 * _REASON_LINE if is_long else _REASON_LINE
    return sum(_lines(text, _VALUE_LINE) for text in shown if text) + sum(_lines(text, room) for text in apart if text)


def height_of_text(statements: Sequence[StatementView]) -> int:
    """Pixels of one paragraph of running text, speakers and numbers included."""
    length = sum(sum(len(piece.text) for piece in item.pieces) + len(item.speaker) + 3 for item in statements)
    return _lines("x" * length, _TEXT_LINE) * _TEXT_HEIGHT + 20


def height_of_note(note: NoteView | None) -> int:
    """Pixels of a note of the editors."""
    if note is None:
        return 0
    texts = ["".join(piece.text for piece in paragraph) for paragraph in note.paragraphs]
    texts += [reference.text for reference in note.references]
    return sum(_lines(text, _NOTE_LINE) for text in texts) * 22 + 70


def _lines(text: str, length: int) -> int:
    return -(-len(text) // length)

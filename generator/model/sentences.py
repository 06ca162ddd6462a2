"""Where sentences end in a printed text.

Owns the rule that cuts a stretch of text into sentences. Knows no language: which words with a full stop end
no sentence is passed in. Used for the words around a quote and to tell names from first words of sentences.
"""

import re
from collections.abc import Set

OPENING_MARKS = "\"'“‘‛‟„‚«‹»›([{¿¡"
CLOSING_MARKS = "\"'”’“‘»›«‹)]}"
#: Possessive, and tried at the first mark of a run alone: a line of ten thousand dots costs one pass.
_END = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(CLOSING_MARKS)}]*+(\s++)(?=(.))", re.DOTALL)
_LAST_WORD = re.compile(r"\S+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
#: How far back the word before a full stop is looked for.
_LONGEST_WORD = 40

Extent = tuple[int, int]


def split_sentences(text: str, start: int, end: int, abbreviations: Set[str] = frozenset()) -> list[Extent]:
    """Start and end of every sentence in `text[start:end]`, white space between them left out.

    A sentence ends at `.`, `!`, `?` or `…` with closing marks, if white space and then an upper-case letter,
    a digit or an opening mark follow. Initials and `abbreviations` (case folded, with full stop) end none.
    """
    sentences: list[Extent] = []
    begin = start
    for match in _END.finditer(text, start, end):
        is_shortened = _is_shortened(text, begin, match.start(), match[0], abbreviations)
        if _opens_sentence(match[2]) and not is_shortened:
            sentences.append((begin, match.start(1)))
            begin = match.end(1)
    sentences.append((begin, end))
    trimmed = (trim(text, *sentence) for sentence in sentences)
    return [sentence for sentence in trimmed if sentence[0] < sentence[1]]


def trim(text: str, start: int, end: int) -> Extent:
    """The extent without white space at its ends; empty at `start` where there is nothing else."""
    stripped = text[start:end].lstrip()
    start = end - len(stripped) if stripped else start
    return start, start + len(stripped.rstrip())


def _opens_sentence(character: str) -> bool:
    is_capital = character.isalpha() and not character.islower()
    return is_capital or character.isdigit() or character in OPENING_MARKS


def _is_shortened(text: str, begin: int, stop: int, mark: str, abbreviations: Set[str]) -> bool:
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    found = _LAST_WORD.search(text, max(begin, stop - _LONGEST_WORD), stop)
    word = found[0].lstrip(OPENING_MARKS) if found else ""
    return bool(_INITIALS.match(word)) or f"{word}.".casefold() in abbreviations

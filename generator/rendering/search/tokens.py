"""Words of a text as search compares them: folded, cut at whatever is no letter or digit, other forms beside.

Owns folding. `assets/search-engine.js` folds and cuts what a reader types by the same rules; a test holds the two
together.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

#: Letters that Unicode does not decompose, as those write them who have no such key.
PLAIN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "e",
    "ħ": "h", "ŋ": "n", "ſ": "s", "ς": "σ",
}
#: Scripts that put no space between words: each character is a word of its own.
SINGLE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: What may stand inside one word or number: hyphens, apostrophes, points, a slash.
JOINERS = "-\u2010\u2011'\u2019\u02bc./"

_PLAIN = str.maketrans(PLAIN_LETTERS)
_WORD = re.compile(rf"(?=[^\W_])[{SINGLE}]|(?:(?![{SINGLE}])[^\W_])+")
#: Without this no text in ASCII holds an abbreviation.
_CAPITALS = re.compile("[A-Z].?[A-Z]")


class Token(NamedTuple):
    """A folded word at its place among the words of a text, or a form beside it at the place of its first word.

    Beside stand words joined into one, and abbreviations as they are written, since `AS` may mean more than `as`.
    """

    form: str
    position: int
    kind: Literal["word", "joined", "abbreviation"] = "word"


def fold(text: str) -> str:
    """Text without case and diacritics: `Stéphanakert` and `STEPHANAKERT` become `stephanakert`."""
    return text.lower() if text.isascii() else _without_marks(text.lower()).translate(_PLAIN)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(map(_without_mark, decomposed)))


@lru_cache(maxsize=1 << 12)
def _without_mark(character: str) -> str:
    return "" if unicodedata.category(character) == "Mn" else character


@lru_cache(maxsize=1 << 16)
def parse_words(text: str) -> tuple[Token, ...]:
    """The words of a text in order; `Nagorny-Sund` gives `nagorny`, `sund` and, joined, `nagornysund`."""
    return tuple(_tokens(fold(text), _written(text)))


def _written(text: str) -> Sequence[str]:
    """The words of a text with their case, where any may be an abbreviation."""
    if text.isascii() and not _CAPITALS.search(text):
        return ()
    return _WORD.findall(_without_marks(text))


def is_abbreviation(written: str) -> bool:
    """Whether a word is two or three capitals."""
    return 2 <= len(written) <= 3 and all(unicodedata.category(letter) == "Lu" for letter in written)


def _tokens(folded: str, written: Sequence[str]) -> Iterator[Token]:
    group: list[str] = []
    position = last_end = -1
    for match in _WORD.finditer(folded):
        between = folded[last_end:match.start()] if group else ""
        if not (group and len(between) == 1 and between in JOINERS):
            yield from _joined(group, position, written)
            group = []
        position += 1
        yield Token(match[0], position)
        if written and is_abbreviation(written[position]):
            yield Token(written[position], position, "abbreviation")
        group.append(match[0])
        last_end = match.end()
    yield from _joined(group, position, written)


def _joined(group: Sequence[str], last_position: int, written: Sequence[str]) -> Iterator[Token]:
    """The words of a group written as one; single letters as an abbreviation too, `U.S.` as `US`."""
    if len(group) > 1:
        first = last_position - len(group) + 1
        yield Token("".join(group), first, "joined")
        letters = "".join(written[first:last_position + 1])
        if len(letters) == len(group) and is_abbreviation(letters):
            yield Token(letters, first, "abbreviation")

"""Words of a text as search compares them: folded, cut at whatever is no letter or digit, joined forms beside.

Owns folding. `assets/search.js` folds and cuts what a reader types by the same rules; a test holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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


class Token(NamedTuple):
    """A folded word at its place among the words of a text; a joined form stands at the place of its first part."""

    form: str
    position: int
    is_joined: bool = False


def fold(text: str) -> str:
    """Text without case and diacritics: `Stéphanakert` and `STEPHANAKERT` become `stephanakert`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(map(_without_mark, decomposed))).translate(_PLAIN)


@lru_cache(maxsize=1 << 12)
def _without_mark(character: str) -> str:
    return "" if unicodedata.category(character) == "Mn" else character


@lru_cache(maxsize=1 << 16)
def parse_words(text: str) -> tuple[Token, ...]:
    """The words of a text in order; `Nagorny-Sund` gives `nagorny`, `sund` and, joined, `nagornysund`."""
    return tuple(_tokens(fold(text)))


def _tokens(folded: str) -> Iterator[Token]:
    group: list[str] = []
    position = last_end = -1
    for match in _WORD.finditer(folded):
        between = folded[last_end:match.start()] if group else ""
        if not (group and len(between) == 1 and between in JOINERS):
            yield from _joined(group, position)
            group = []
        position += 1
        yield Token(match[0], position)
        group.append(match[0])
        last_end = match.end()
    yield from _joined(group, position)


def _joined(group: list[str], last_position: int) -> Iterator[Token]:
    """The words of a group written as one."""
    if len(group) > 1:
        yield Token("".join(group), last_position - len(group) + 1, is_joined=True)

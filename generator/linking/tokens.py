"""Words of a text as names are compared.

Owns what a word is and what is folded in it: letter case, diacritics, forms of hyphen and apostrophe. A word
is a run of letters, digits and their marks; an apostrophe between letters belongs to it, and nothing is
stripped from its end. Scripts written without spaces between words are not cut up. Knows no record.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from generator.model.normal import is_mark

#: Letters that Unicode does not decompose, read as the letter they were made of.
_PLAIN_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "ẞ": "SS"})
_APOSTROPHES = str.maketrans("’ʼ", "''")
#: Between two words of one name: white space, a hyphen with or without it, or a dash without it.
_GAP = re.compile(r"\s+|\s*[-‐‑]\s*|[‒–—−]")
_SPACES = re.compile(r"\s+")


def _mark_ranges() -> str:
    """The combining marks of all scripts as ranges of a character class: `\\w` leaves them out."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if not is_mark(chr(code)):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_LETTERS = rf"(?:[^\W_]++[{_mark_ranges()}]*+)++"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*+")


class Token(NamedTuple):
    """A word: its offsets, how it is compared, and what stands between it and the word before (folded)."""

    start: int
    end: int
    folded: str
    gap: str


def parse_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]` in order; the first one's `gap` is empty."""
    tokens: list[Token] = []
    last = -1
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        begin, stop = match.span()
        between = text[last:begin] if tokens else ""
        gap = between if between in ("", " ") else _fold_gap(between, len(tokens[-1].folded) == 1)
        tokens.append(Token(begin, stop, fold_token(match[0]), gap))
        last = stop
    return tokens


@lru_cache(maxsize=4096)
def _fold_gap(between: str, is_behind_initial: bool) -> str:
    """A single space for everything that may stand between the words of a name; else what is printed."""
    if _GAP.fullmatch(between):
        return " "
    if is_behind_initial and between.strip() == ".":
        return "."
    return _SPACES.sub(" ", between)


@lru_cache(maxsize=1 << 16)
def fold_token(word: str) -> str:
    """The word as it is compared: without letter case, diacritics and kinds of apostrophe."""
    return fold_diacritics(word).translate(_APOSTROPHES).casefold()


def fold_diacritics(text: str) -> str:
    """The text without diacritics: NFKD without its marks, and ø, ł, đ, ı, ß as plain letters."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return "".join(character for character in decomposed if not is_mark(character))


def spelling_key(text: str) -> str:
    """What two spellings that are looked for alike have in common; empty where there is no word.

    Case is kept where all letters are capitals: `NTB` is not looked for in `ntb`.
    """
    tokens = parse_tokens(text)
    if not tokens:
        return ""
    if not is_capitals(text):
        return "".join(token.gap + token.folded for token in tokens)
    return "".join(
        token.gap + fold_diacritics(text[token.start:token.end]).translate(_APOSTROPHES) for token in tokens)


def is_capitals(text: str) -> bool:
    """Whether a spelling is looked for with its case: it has letters with case, and all are capitals."""
    return text.isupper()

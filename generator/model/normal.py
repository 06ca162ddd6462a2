"""Text as quotes are compared: NFC, every run of white space as one space, nothing else folded.

Owns `NormalText`, which leads every place of the normalised text back to its offset in the printed one.
Knows nothing of articles. White space is what `str.isspace` says, so line ends of all kinds, tabs and
no-break spaces count; zero-width characters and soft hyphens do not.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPACE_RUN = re.compile(r"\s+")
_LONG_SPACE_RUN = re.compile(r"\s{2,}")
_WORD_OR_SPACE = re.compile(r"\s+|\S+")
#: Vowels and finals that join the Korean syllable before them though they are no combining marks.
_JOINING_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")


@dataclass(frozen=True, slots=True)
class NormalText:
    """A normalised text and the way back to the offsets of the printed text it was made of.

    `text` is not stripped. Positions count code points of `text`, offsets those of the printed text.
    Between two anchors both advance alike; an anchor stands behind every place where they do not.
    """

    text: str
    _positions: tuple[int, ...] = field(default=(0,), repr=False)
    _offsets: tuple[int, ...] = field(default=(0,), repr=False)
    _inside: frozenset[int] = field(default=frozenset(), repr=False)

    def offset(self, position: int) -> int:
        """The offset of the character at this position; the end of the one text leads to that of the other."""
        at = bisect_right(self._positions, position) - 1
        return self._offsets[at] + position - self._positions[at]

    def position(self, offset: int) -> int:
        """The position of the character at this offset; inside a run of white space, behind that run."""
        at = bisect_right(self._offsets, offset) - 1
        position = self._positions[at] + offset - self._offsets[at]
        return min(position, self._positions[at + 1]) if at + 1 < len(self._positions) else position

    def is_boundary(self, position: int) -> bool:
        """Whether a passage may start or end here: not between a letter and a mark that belongs to it."""
        if position in self._inside:
            return False
        return position >= len(self.text) or not is_mark(self.text[position])


def is_mark(character: str) -> bool:
    """Whether this character is written on, or joined to, the one before it."""
    return character > "\u02ff" and unicodedata.category(character).startswith("M")


def normalise_quote(text: str) -> str:
    """The text as quotes are compared, without white space at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def starts_with_words(text: str, words: str) -> bool:
    """Whether a normalised text starts with these normalised words, the last of them whole."""
    if not words or not text.startswith(words):
        return False
    following = text[len(words):len(words) + 1]
    return not following or not (is_mark(following) or words[-1].isalnum() and following.isalnum())


def normalise(text: str) -> NormalText:
    """The text as quotes are compared, with the way back to its offsets."""
    if unicodedata.is_normalized("NFC", text):
        return _fold_spaces(text)
    wanted = _SPACE_RUN.sub(" ", unicodedata.normalize("NFC", text))
    normal = _fold_pieces(text, _sequences(text))
    # A script whose letters join in a way `_sequences` does not know: whole words are never joined.
    return normal if normal.text == wanted else _fold_pieces(
        text, (match.span() for match in _WORD_OR_SPACE.finditer(text)))


def _fold_spaces(text: str) -> NormalText:
    positions, offsets = [0], [0]
    saved = 0
    for match in _LONG_SPACE_RUN.finditer(text):
        saved += match.end() - match.start() - 1
        offsets.append(match.end())
        positions.append(match.end() - saved)
    return NormalText(_SPACE_RUN.sub(" ", text), tuple(positions), tuple(offsets))


def _sequences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every run of white space and of every letter with its marks."""
    for match in _WORD_OR_SPACE.finditer(text):
        start, end = match.span()
        if text[start].isspace():
            yield start, end
            continue
        for offset in range(start + 1, end):
            if not is_mark(text[offset]) and not _JOINING_JAMO.match(text, offset):
                yield start, offset
                start = offset
        yield start, end


def _fold_pieces(text: str, pieces: Iterator[tuple[int, int]]) -> NormalText:
    parts: list[str] = []
    positions, offsets, inside = [0], [0], set[int]()
    position = 0
    for start, end in pieces:
        part = " " if text[start].isspace() else unicodedata.normalize("NFC", text[start:end])
        parts.append(part)
        if part != text[start:end] and (len(part) > 1 or end - start > 1):
            inside.update(range(position + 1, position + len(part)))
            positions.append(position + len(part))
            offsets.append(end)
        position += len(part)
    return NormalText("".join(parts), tuple(positions), tuple(offsets), frozenset(inside))

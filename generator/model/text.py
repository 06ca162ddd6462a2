"""An article's text: paragraphs, their stretches, lines and sentences, by offset.

Owns `Article` and how a decoded seed is cut up. Knows nothing of YAML; `linking/regions.py` finds regions.
Offsets are code points of the decoded seed; CR and a byte order mark count, the mark belongs to no paragraph.
A line ends in LF, CR LF or CR, as editors and `git` count; U+2028, U+2029, NEL, VT and FF are white space
inside a line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import islice
from typing import Literal

from generator.model.dates import EdtfDate
from generator.model.normal import NormalText, normalise, normalise_quote
from generator.model.sentences import Extent, split_sentences, trim

__all__ = ["Article", "Extent", "NormalText", "Paragraph", "Region", "Stretch", "WithheldWords",
           "codec_of", "merge_extents", "normalise", "normalise_quote", "parse_article"]

StretchKind = Literal["body", "apparatus", "boilerplate"]
_LINE_END = re.compile(r"\r\n|\n|\r")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph that is all of one kind; `label` is the kind of apparatus or boilerplate."""

    kind: StretchKind
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without white space at its ends; its stretches follow one another without a gap."""

    index: int
    start: int
    end: int
    stretches: tuple[Stretch, ...]

    @property
    def has_body(self) -> bool:
        """Whether any of it is the article itself."""
        return any(stretch.kind == "body" for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Region:
    """What is not body, anywhere in the text; where regions overlap, the highest `rank` wins."""

    kind: Literal["apparatus", "boilerplate"]
    label: str
    start: int
    end: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class WithheldWords:
    """An extent whose words may appear nowhere, the class of the reason, and the day since which."""

    start: int
    end: int
    reason: str
    date: EdtfDate


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one source and what it is made of.

    `forbidden` are the words that its record withholds, sorted and disjoint. `withheld` are the extents, sorted
    and disjoint, whose characters are no longer in `text`: taken out by rights, or forbidden.
    """

    source_id: str
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    normal: NormalText = field(repr=False, compare=False)
    line_starts: tuple[int, ...] = field(repr=False)
    abbreviations: frozenset[str] = field(default=frozenset(), repr=False)
    withheld: tuple[Extent, ...] = ()
    forbidden: tuple[WithheldWords, ...] = ()

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty one behind the last line end does not count."""
        return len(self.line_starts)

    def line_of(self, offset: int) -> int:
        """The 1-based number of the line this offset stands in."""
        return max(1, bisect_right(self.line_starts, offset))

    def line_span(self, number: int) -> Extent:
        """Start and end of a line without its line end; IndexError for a number there is not."""
        if not 1 <= number <= self.line_count:
            raise IndexError(number)
        start = self.line_starts[number - 1]
        match = _LINE_END.search(self.text, start)
        return start, match.start() if match else len(self.text)

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph this offset stands in, or None between paragraphs."""
        at = bisect_right(self.paragraphs, offset, key=_start) - 1
        return self.paragraphs[at] if at >= 0 and offset < self.paragraphs[at].end else None

    def stretches_in(self, start: int, end: int) -> list[Stretch]:
        """The stretches that share a character with this extent, whole, in order."""
        at = max(0, bisect_right(self.paragraphs, start, key=_start) - 1)
        found: list[Stretch] = []
        for paragraph in islice(self.paragraphs, at, None):
            if paragraph.start >= end:
                break
            found += [each for each in paragraph.stretches if each.start < end and start < each.end]
        return found

    def is_boilerplate(self, start: int, end: int) -> bool:
        """Whether any of this extent is boilerplate."""
        return any(stretch.kind == "boilerplate" for stretch in self.stretches_in(start, end))

    def forbidden_in(self, start: int, end: int) -> tuple[WithheldWords, ...]:
        """The withheld words that share a character with this extent, in order."""
        return tuple(each for each in self.forbidden if each.start < end and start < each.end)

    def is_withheld(self, start: int, end: int) -> bool:
        """Whether rights, and not its source's record, withhold all of this extent but white space."""
        at = start
        for first, last in islice(self.withheld, bisect_right(self.withheld, start, key=_end), None):
            if first >= end or self.text[at:first].strip():
                break
            at = last
        return at > start and not self.text[at:end].strip() and not self.forbidden_in(start, end)

    def shown_in(self, start: int, end: int) -> str:
        """The text of an extent, `[…]` in the place of words that the record withholds."""
        parts, at = [], start
        for words in self.forbidden_in(start, end):
            parts += [self.text[at:max(at, words.start)], "[…]"]
            at = min(end, words.end)
        return "".join((*parts, self.text[at:end]))

    def sentence_around(self, start: int, end: int) -> Extent:
        """Start and end of the sentence or sentences this extent touches, inside its own stretches.

        For an extent outside all paragraphs, the extent itself.
        """
        stretches = self.stretches_in(start, end)
        if not stretches:
            return start, end
        first, last = stretches[0].start, stretches[-1].end
        touched = [extent for extent in split_sentences(self.text, first, last, self.abbreviations)
                   if extent[0] < end and start < extent[1]]
        return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)

    def stretches(self, *kinds: StretchKind) -> Iterator[Stretch]:
        """All stretches of these kinds, in order."""
        for paragraph in self.paragraphs:
            yield from (stretch for stretch in paragraph.stretches if stretch.kind in kinds)

    @property
    def body_length(self) -> int:
        """How many code points of the text are the article itself."""
        return sum(stretch.end - stretch.start for stretch in self.stretches("body"))

    def with_regions(self, regions: Iterable[Region]) -> "Article":
        """The same article with these regions cut out of its body."""
        return replace(self, paragraphs=tuple(_cut_paragraphs(self.text, self.paragraphs, regions)))


def _start(item: Paragraph) -> int:
    return item.start


def _end(extent: Extent) -> int:
    return extent[1]


def codec_of(data: bytes, encoding: str) -> str:
    """How bytes of this encoding are decoded: UTF-16 without a byte order mark low byte first, on every machine."""
    is_unmarked = encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "utf-16-le" if is_unmarked else encoding


def merge_extents(extents: Iterable[Extent]) -> list[Extent]:
    """The extents sorted, those that touch or overlap as one."""
    merged: list[Extent] = []
    for start, end in sorted(extents):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def parse_article(
    source_id: str,
    text: str,
    *,
    mode: Literal["line", "block"] = "line",
    regions: Iterable[Region] = (),
    abbreviations: Iterable[str] = (),
) -> Article:
    """Cut a decoded seed into paragraphs and stretches.

    `line` makes every line that is not blank a paragraph, `block` every block between blank lines; a line of
    nothing but white space is blank.
    """
    lines = list(_lines(text))
    extents = _line_paragraphs(text, lines) if mode == "line" else _block_paragraphs(text, lines)
    paragraphs = tuple(
        Paragraph(index, start, end, (Stretch("body", "", start, end),))
        for index, (start, end) in enumerate(extents))
    shortened = frozenset(f"{word.strip().rstrip('.').casefold()}." for word in abbreviations)
    line_starts = tuple(start for start, _ in lines)
    return Article(source_id, text, paragraphs, normalise(text), line_starts, shortened).with_regions(regions)


def _lines(text: str) -> Iterator[Extent]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text) or not text:
        yield start, len(text)


def _line_paragraphs(text: str, lines: Iterable[Extent]) -> Iterator[Extent]:
    for start, end in lines:
        trimmed = trim(text, _behind_byte_order_mark(text, start), end)
        if trimmed[0] < trimmed[1]:
            yield trimmed


def _block_paragraphs(text: str, lines: Iterable[Extent]) -> Iterator[Extent]:
    block: list[Extent] = []
    for start, end in lines:
        trimmed = trim(text, _behind_byte_order_mark(text, start), end)
        if trimmed[0] < trimmed[1]:
            block.append(trimmed)
        elif block:
            yield block[0][0], block[-1][1]
            block = []
    if block:
        yield block[0][0], block[-1][1]


def _behind_byte_order_mark(text: str, start: int) -> int:
    return 1 if start == 0 and text.startswith(BYTE_ORDER_MARK) else start


# Regions to stretches -------------------------------------------------------------------------------


def _cut_paragraphs(
    text: str, paragraphs: Sequence[Paragraph], regions: Iterable[Region]
) -> Iterator[Paragraph]:
    pieces = _flatten(regions)
    at = 0
    for paragraph in paragraphs:
        while at < len(pieces) and pieces[at].end <= paragraph.start:
            at += 1
        inside: list[Stretch] = []
        last = at
        while last < len(pieces) and pieces[last].start < paragraph.end:
            piece = pieces[last]
            inside.append(Stretch(piece.kind, piece.label, max(piece.start, paragraph.start),
                                  min(piece.end, paragraph.end)))
            last += 1
        yield replace(paragraph, stretches=tuple(_fill_gaps(text, paragraph, inside)))


def _flatten(regions: Iterable[Region]) -> list[Region]:
    """The regions without overlap, in order: of those that overlap the highest rank stays, then the first."""
    ordered = sorted((each for each in regions if each.start < each.end), key=lambda each: each.start)
    cuts = sorted({cut for region in ordered for cut in (region.start, region.end)})
    active: list[tuple[int, int, Region]] = []
    flat: list[Region] = []
    taken = 0
    for start, end in zip(cuts, cuts[1:]):
        while taken < len(ordered) and ordered[taken].start <= start:
            heappush(active, (-ordered[taken].rank, taken, ordered[taken]))
            taken += 1
        while active and active[0][2].end <= start:
            heappop(active)
        if not active:
            continue
        top = active[0][2]
        if flat and flat[-1].end == start and (flat[-1].kind, flat[-1].label) == (top.kind, top.label):
            flat[-1] = replace(flat[-1], end=end)
        else:
            flat.append(replace(top, start=start, end=end))
    return flat


def _fill_gaps(text: str, paragraph: Paragraph, pieces: Sequence[Stretch]) -> Iterator[Stretch]:
    """The pieces with the body between them; white space alone is no body and goes to the piece before it."""
    at = paragraph.start
    for index, piece in enumerate(pieces):
        if at < piece.start:
            yield Stretch("body", "", at, piece.start)
        following = pieces[index + 1].start if index + 1 < len(pieces) else paragraph.end
        at = following if not text[piece.end:following].strip() else piece.end
        yield replace(piece, end=at)
    if at < paragraph.end:
        yield Stretch("body", "", at, paragraph.end)

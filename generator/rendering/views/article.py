"""A source's article as printed: cited passages marked and led back, boilerplate folded, withheld text a gap.

Owns how a paragraph is cut at the ends of quotes. Takes the text by offsets and changes no character of it;
withheld characters never reach a view.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.model.dossier import LinkedStatement, Passage
from generator.model.records import Source
from generator.model.text import Article, Extent, Paragraph, Stretch, normalise_quote
from generator.model.uris import paragraph_anchor
from generator.rendering.context import Context, LinkView
from generator.rendering.views.amendments import gap_text
from generator.rendering.views.common import StatusView, speaker_text, status_view


@dataclass(frozen=True, slots=True)
class CarriedView:
    """What a passage carries: a sentence, who says it, its status unless plain, and the record it stands in.

    `fact` stands instead of a sentence where the record says it of itself: an office, a relation.
    """

    sentence: str
    speaker: str
    status: StatusView | None
    link: LinkView
    fact: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A cited passage under its number, with everything it carries."""

    number: int
    passage: Passage
    carries: tuple[CarriedView, ...]

    @property
    def id(self) -> str:
        """Its anchor on the page."""
        return self.passage.id

    @property
    def span(self) -> str:
        """`61-126`: what marks and notes name it by."""
        return f"{self.passage.start}-{self.passage.end}"


@dataclass(frozen=True, slots=True)
class MarginNote:
    """The note of a passage: what it carries, and what of it is folded under the words `fold`."""

    passage: PassageView
    carries: tuple[CarriedView, ...]
    more: tuple[CarriedView, ...] = ()
    fold: str = ""


@dataclass(frozen=True, slots=True)
class InlineView:
    """A piece of a paragraph: words, the anchor where a passage starts, or the reference where it ends.

    `spans` are the passages the words belong to; `gap` stands for words that are withheld, `cut` names what
    boilerplate inside the paragraph is.
    """

    kind: Literal["words", "anchor", "ref"]
    text: str = ""
    spans: tuple[str, ...] = ()
    gap: str = ""
    cut: str = ""
    is_apparatus: bool = False
    passage: PassageView | None = None


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph as printed, with the notes on its passages, or the reason why it has none.

    `lines` are those of the seed it stands in: `12`, or `12-15`. `folded` are the notes that would stand too far below
    it, under the words `fold`; `unused` says at the first of several paragraphs that no statement rests on them.
    `id` is its anchor, to which the search leads; what the search does not hold has none.
    """

    css: str
    lines: str
    pieces: tuple[InlineView, ...]
    notes: tuple[MarginNote, ...] = ()
    reason: str = ""
    folded: tuple[MarginNote, ...] = ()
    fold: str = ""
    unused: str = ""
    id: str = ""

    @property
    def is_unused(self) -> bool:
        """Whether no statement rests on it, and the editors give no reason of their own for that."""
        return self.css == _UNUSED and not self.reason


_UNUSED = "d-unused"
#: Characters between two passages of a withheld paragraph, such as a comma and a space, that need no gap of their own.
_LEAST_OUTLINED = 4


@dataclass(frozen=True, slots=True)
class PartView:
    """A paragraph of the article, or paragraphs of boilerplate folded under a summary."""

    paragraphs: tuple[ParagraphView, ...]
    fold: str = ""


def article_parts(
    article: Article, passages: Sequence[PassageView], source: Source, context: Context
) -> tuple[PartView, ...]:
    """The whole article in order; neighbouring paragraphs of nothing but boilerplate share one fold."""
    by_paragraph: dict[int, list[PassageView]] = {}
    for view in passages:
        if paragraph := article.paragraph_at(view.passage.start):
            by_paragraph.setdefault(paragraph.index, []).append(view)
    cited = by_paragraph.keys()
    return tuple(part for kind, run in groupby(article.paragraphs, key=lambda each: _kind(each, article, cited))
                 for part in _parts(kind, list(run), article, by_paragraph, source, context))


def _kind(paragraph: Paragraph, article: Article, cited: Container[int]) -> str:
    """Whether a paragraph is shown, folded, or wholly withheld by rights and no passage's."""
    if paragraph.index not in cited and article.is_withheld(paragraph.start, paragraph.end):
        return "gap"
    is_boilerplate = all(stretch.kind == "boilerplate" for stretch in paragraph.stretches)
    return "fold" if is_boilerplate else "text"


def _parts(
    kind: str, run: Sequence[Paragraph], article: Article, by_paragraph: Mapping[int, Sequence[PassageView]],
    source: Source, context: Context,
) -> Iterator[PartView]:
    """Neighbouring paragraphs of one kind: each by itself, or all in one fold or gap."""
    if kind == "gap":
        yield PartView((_gap_view(article, run, context),))
        return
    views = [_paragraph_view(article, each, by_paragraph.get(each.index, ()), source, context, is_folded=kind == "fold")
             for each in run]
    if kind == "fold":
        yield PartView(tuple(views), _fold_summary(article, run, context))
    else:
        yield from (PartView((view,)) for view in views)


def _gap_view(article: Article, run: Sequence[Paragraph], context: Context) -> ParagraphView:
    """Paragraphs of which nothing may be shown, as one."""
    first, last = article.line_of(run[0].start), article.line_of(run[-1].end - 1)
    characters = sum(each.end - each.start for each in run)
    text = context.words.count("margin.gaps", len(run), characters=context.number(characters))
    return ParagraphView("d-gaps", str(first) if first == last else f"{first}-{last}", (InlineView("words", gap=text),))


def carried_view(statement: LinkedStatement, from_uri: str, context: Context) -> CarriedView:
    """A statement as a note beside its passage."""
    kind = statement.status or ""
    return CarriedView(
        "".join(piece.text for piece in statement.pieces), speaker_text(statement, context),
        status_view(kind, context) if kind and kind != "said" else None,
        context.link(statement.record_id, from_uri, anchor=statement.id))


def _fold_summary(article: Article, paragraphs: Sequence[Paragraph], context: Context) -> str:
    lines = sum(article.line_of(paragraph.end - 1) - article.line_of(paragraph.start) + 1
                for paragraph in paragraphs)
    labels = dict.fromkeys(stretch.label for paragraph in paragraphs for stretch in paragraph.stretches)
    return context.words.count("article.folded", lines, kinds=", ".join(
        context.words(f"boilerplate.{label}") for label in labels))


def _paragraph_view(
    article: Article, paragraph: Paragraph, passages: Sequence[PassageView], source: Source, context: Context, *,
    is_folded: bool,
) -> ParagraphView:
    printed = [stretch for stretch in paragraph.stretches if stretch.kind != "boilerplate"]
    css = ""
    if printed and all(stretch.kind == "apparatus" for stretch in printed):
        css = "d-app d-app--t" if any(stretch.label == "title" for stretch in printed) else "d-app"
    elif not passages and not is_folded:
        css = _UNUSED
    reason = "" if passages or is_folded else _uncarried_reason(article, paragraph, source, context)
    is_plain = is_folded or css.startswith("d-app")
    pieces = tuple(_pieces(article, paragraph, passages, context, is_plain=is_plain))
    notes = tuple(MarginNote(view, view.carries) for view in passages)
    return ParagraphView(css, _lines(article, paragraph), pieces, notes, reason,
                         id="" if is_folded else paragraph_anchor(paragraph.start))


def _lines(article: Article, paragraph: Paragraph) -> str:
    first, last = article.line_of(paragraph.start), article.line_of(paragraph.end - 1)
    return str(first) if first == last else f"{first}-{last}"


def _uncarried_reason(article: Article, paragraph: Paragraph, source: Source, context: Context) -> str:
    """Why the editors left a paragraph without a statement; its first words may stand behind a date line."""
    if not source.uncarried or not paragraph.has_body:
        return ""
    starts = {paragraph.start, next(each.start for each in paragraph.stretches if each.kind == "body")}
    texts = [normalise_quote(article.text[start:paragraph.end]) for start in starts]
    return next((context.text(item.why) for item in source.uncarried
                 if item.starts and any(text.startswith(normalise_quote(item.starts)) for text in texts)), "")


def _pieces(
    article: Article, paragraph: Paragraph, passages: Sequence[PassageView], context: Context, *,
    is_plain: bool,
) -> Iterator[InlineView]:
    """The paragraph cut at all ends of quotes, stretches and gaps; `is_plain` sets no stretch apart.

    Where one quote ends and another starts, the reference stands before the anchor, so that an anchor is
    always followed by its own mark.
    """
    is_outline = article.is_withheld(paragraph.start, paragraph.end)
    gaps = (*_clipped(article.withheld, paragraph.start, paragraph.end), *_clipped(
        ((words.start, words.end) for words in article.forbidden), paragraph.start, paragraph.end))
    for start, end in _cuts(paragraph, passages, gaps):
        yield from (InlineView("ref", passage=each) for each in passages if each.passage.end == start)
        yield from (InlineView("anchor", passage=each) for each in passages if each.passage.start == start)
        stretch = next(each for each in paragraph.stretches if each.start <= start < each.end)
        spans = tuple(each.span for each in passages if each.passage.start <= start < each.passage.end)
        is_gap = any(gap[0] <= start < gap[1] for gap in gaps)
        gap = _gap_text(article, start, end, context, is_outline=is_outline) if is_gap else ""
        if is_outline and not spans and end - start < _LEAST_OUTLINED:
            yield InlineView("words", " ")
            continue
        yield InlineView(
            "words", "" if is_gap else article.text[start:end], spans, gap=gap,
            cut="" if is_plain else _cut_label(stretch, context),
            is_apparatus=stretch.kind == "apparatus" and not is_plain)
    yield from (InlineView("ref", passage=each) for each in passages if each.passage.end == paragraph.end)


def _gap_text(article: Article, start: int, end: int, context: Context, *, is_outline: bool) -> str:
    """Who withholds these characters: the source's record with its reason, or else rights.

    In an outline, where nothing of the paragraph is left, how many they are is enough.
    """
    if is_outline:
        return context.words.count("margin.outline", end - start)
    forbidden = article.forbidden_in(start, end)
    return gap_text(forbidden[0], end - start, context) if forbidden \
        else context.words.count("article.withheld", end - start)


def _clipped(extents: Iterable[Extent], start: int, end: int) -> tuple[Extent, ...]:
    return tuple((max(start, first), min(end, last)) for first, last in extents
                 if first < end and start < last)


def _cuts(paragraph: Paragraph, passages: Iterable[PassageView], gaps: Iterable[Extent]) -> list[Extent]:
    ends = {paragraph.start, paragraph.end}
    # What is withheld is one gap, whatever kinds of text it was.
    ends.update(cut for stretch in paragraph.stretches for cut in (stretch.start, stretch.end)
                if not any(start < cut < end for start, end in gaps))
    ends.update(cut for view in passages for cut in (view.passage.start, view.passage.end))
    ends.update(cut for gap in gaps for cut in gap)
    ordered = sorted(ends)
    return list(zip(ordered, ordered[1:]))


def _cut_label(stretch: Stretch, context: Context) -> str:
    return context.words(f"boilerplate.{stretch.label}") if stretch.kind == "boilerplate" else ""

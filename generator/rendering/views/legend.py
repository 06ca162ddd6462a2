"""What a reader of an article needs beside it: what its marks mean, how much is quoted, how words were checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.content import LoadedRecord
from generator.model.dossier import SourceFacts
from generator.model.records import Source
from generator.model.text import Article, Extent, merge_extents
from generator.rendering.context import Context
from generator.rendering.figures.coverage import coverage_strip
from generator.rendering.views.article import InlineView, PartView


@dataclass(frozen=True, slots=True)
class LegendView:
    """Each mark of the article as `(css, sample, meaning)`, what is left out, and how much is quoted."""

    label: str
    marks: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]
    coverage: str
    strip: Markup | None


@dataclass(frozen=True, slots=True)
class CheckView:
    """How quotes of the source were matched; `digest` is empty where the hash may not be given."""

    how: str
    sentences: tuple[str, ...]
    digest_label: str
    digest: str


def legend_view(record: LoadedRecord[Source], parts: tuple[PartView, ...], context: Context) -> LegendView:
    """The legend of an article: only what can be seen in it."""
    article = context.dossier.articles[record.id]
    return LegendView(
        context.words("legend.label"), tuple(_marks(parts, context)),
        tuple(_remarks(record.record, article, parts, context)), *_coverage(article, context))


def _marks(parts: tuple[PartView, ...], context: Context) -> Iterator[tuple[str, str, str]]:
    paragraphs = [view for part in parts if not part.fold for view in part.paragraphs]
    pieces = [piece for view in paragraphs for piece in view.pieces]
    found = {"used": any(piece.spans for piece in pieces),
             "shared": any(len(piece.spans) > 1 for piece in pieces),
             "unused": any(_is_unused(piece) for view in paragraphs for piece in view.pieces
                           if not view.css.startswith("d-app"))}
    for name, is_there in found.items():
        if is_there:
            yield name, context.words(f"legend.{name}"), context.words(f"legend.{name}_why")


def _is_unused(piece: InlineView) -> bool:
    return piece.kind == "words" and not (piece.spans or piece.gap or piece.cut or piece.is_apparatus) \
        and any(map(str.isalnum, piece.text))


def _remarks(
    source: Source, article: Article, parts: tuple[PartView, ...], context: Context
) -> Iterator[str]:
    if any(part.fold for part in parts):
        yield context.words("legend.folded")
    if article.withheld and source.rights.publish_text != "full":
        yield context.words(f"legend.level.{source.rights.publish_text}", percent=_percent_shown(article))
    if article.forbidden:
        yield context.words("withheld.about")


def _percent_shown(article: Article) -> int:
    """How much of the article can be read, in percent."""
    withheld = sum(end - start for start, end in article.withheld)
    total = sum(paragraph.end - paragraph.start for paragraph in article.paragraphs)
    return whole_percent(total - withheld, total)


def whole_percent(part: float, total: float) -> int:
    """A share in percent, rounded; 0 and 100 only where it is nothing or all."""
    if not 0 < part < total:
        return 100 if total and part >= total else 0
    return min(99, max(1, int(100 * part / total + 0.5)))


def _coverage(article: Article, context: Context) -> tuple[str, Markup | None]:
    facts = context.dossier.sources[article.source_id]
    body = [(stretch.start, stretch.end) for stretch in article.stretches("body")]
    if not body:
        return "", None
    return context.words("legend.coverage", percent=whole_percent(facts.coverage, 1)), coverage_strip(body, merge_extents(_extents(facts)))


def _extents(facts: SourceFacts) -> Iterator[Extent]:
    return ((passage.start, passage.end) for passage, _ in facts.passages)


def check_view(record: LoadedRecord[Source], context: Context) -> CheckView:
    """How the words of a source's quotes were matched, and with which bytes."""
    article = context.dossier.articles.get(record.id)
    words, source = context.words, record.record
    size = words("evidence.size", lines=context.number(article.line_count),
                 characters=context.number(len(article.text))) if article else ""
    sentences = [words("evidence.looked_for", seed=source.seed, size=size), words("evidence.counted")]
    if not source.sha256:
        sentences.append(words("evidence.no_digest"))
    return CheckView(words("evidence.how"), tuple(sentences), words("evidence.digest"), source.sha256 or "")

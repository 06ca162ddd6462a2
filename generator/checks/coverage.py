"""paragraph-uncarried, uncarried-but-quoted, name-unresolved: the articles are used up.

Every paragraph of an article's body carries a statement, or `uncarried` in its source says why not; every
capitalised name in the bodies is a record's or stands in `not_names`. Not one of the rules of
`check_dossier`: a dossier may be published before it is complete. The same facts are reported as figures by
`coverage_report`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostics, Span
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier
from generator.model.normal import normalise_quote, starts_with_words
from generator.model.records import Kind
from generator.model.text import Article, Paragraph

#: How much of a paragraph a finding shows.
_SHOWN_WORDS = 8


@dataclass(frozen=True, slots=True)
class UncarriedParagraph:
    """A paragraph with body text that no quote touches; `excuse` is the index of its `uncarried` entry."""

    source_id: str
    line: int
    starts: str
    excuse: int | None


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """Capitalised words that are no record's: where they are first printed, and how often in all."""

    text: str
    source_id: str
    line: int
    column: int
    count: int


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How much of one article is used: paragraphs with body text, characters of body and of quotes in it."""

    source_id: str
    paragraphs: int
    uncarried: tuple[UncarriedParagraph, ...]
    body_length: int
    covered: int

    @property
    def carried(self) -> int:
        """The paragraphs that carry a statement."""
        return self.paragraphs - len(self.uncarried)

    @property
    def missing(self) -> tuple[UncarriedParagraph, ...]:
        """The paragraphs that carry none, and nobody says why."""
        return tuple(paragraph for paragraph in self.uncarried if paragraph.excuse is None)


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage of every source whose article could be read, and the names that are no record's."""

    sources: tuple[SourceCoverage, ...]
    names: tuple[UnresolvedName, ...]


def check_coverage(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report paragraphs nobody used, excuses for paragraphs in use, and names nobody knows.

    Asked after all other checks: with an error among their findings, what is missing may only be broken.
    """
    if diagnostics.has_errors:
        return
    report = coverage_report(dossier)
    for source in report.sources:
        record = dossier.record(source.source_id)
        for paragraph in source.missing:
            diagnostics.add("paragraph-uncarried", Span(_seed_path(record), paragraph.line), hint="carry",
                            source=record.id, starts=paragraph.starts)
        _check_excuses(dossier, record, source, diagnostics)
    for name in report.names:
        diagnostics.add("name-unresolved",
                        Span(_seed_path(dossier.record(name.source_id)), name.line, name.column),
                        hint="record", name=name.text, count=name.count)


def coverage_report(dossier: Dossier) -> CoverageReport:
    """How far the articles are used up, sources by id, names in the order they are first printed."""
    sources = tuple(_cover_source(dossier, record) for record in dossier.content.of_kind(Kind.SOURCE)
                    if record.id in dossier.articles)
    return CoverageReport(sources, tuple(_unresolved_names(dossier)))


# Paragraphs -----------------------------------------------------------------------------------------


def _cover_source(dossier: Dossier, record: LoadedRecord[Any]) -> SourceCoverage:
    article, facts = dossier.articles[record.id], dossier.sources[record.id]
    untouched = frozenset(facts.uncarried_paragraphs)
    uncarried = tuple(
        UncarriedParagraph(record.id, article.line_of(paragraph.start), _first_words(article, paragraph),
                           _excuse_for(record, article, paragraph))
        for paragraph in article.paragraphs if paragraph.index in untouched and _has_words(article, paragraph))
    return SourceCoverage(record.id, sum(1 for each in article.paragraphs if _has_words(article, each)),
                          uncarried, facts.body_length, facts.covered)


def _has_words(article: Article, paragraph: Paragraph) -> bool:
    """Whether its body has words that a statement might rest on: those withheld are none."""
    return any(character.isalnum() for stretch in paragraph.stretches if stretch.kind == "body"
               for character in article.shown_in(stretch.start, stretch.end))


def _first_words(article: Article, paragraph: Paragraph) -> str:
    words = article.shown_in(paragraph.start, paragraph.end).split()
    return " ".join(words[:_SHOWN_WORDS])


def _excuse_for(record: LoadedRecord[Any], article: Article, paragraph: Paragraph) -> int | None:
    return next((index for index, entry in enumerate(record.record.uncarried)
                 if _starts_with(article, paragraph, entry.starts)), None)


def _starts_with(article: Article, paragraph: Paragraph, words: str) -> bool:
    """Whether the paragraph, or the first body in it, starts with these words."""
    bodies = [stretch.start for stretch in paragraph.stretches if stretch.kind == "body"]
    wanted = normalise_quote(words)
    return any(starts_with_words(normalise_quote(article.text[start:paragraph.end]), wanted)
               for start in (paragraph.start, *bodies[:1]) if bodies)


def _check_excuses(
    dossier: Dossier, record: LoadedRecord[Any], source: SourceCoverage, diagnostics: Diagnostics
) -> None:
    """Report `uncarried` entries all of whose paragraphs carry a statement after all."""
    article, used = dossier.articles[record.id], {paragraph.excuse for paragraph in source.uncarried}
    for index, entry in enumerate(record.record.uncarried):
        known = any(_starts_with(article, paragraph, entry.starts) for paragraph in article.paragraphs)
        if known and index not in used:
            diagnostics.add("uncarried-but-quoted", record.span("uncarried", index, "starts"), hint="remove",
                            starts=entry.starts)


# Names ----------------------------------------------------------------------------------------------


def _unresolved_names(dossier: Dossier) -> Iterator[UnresolvedName]:
    places: dict[str, list[tuple[str, int]]] = {}
    for source_id, extents in dossier.names.unexplained().items():
        text = dossier.articles[source_id].text
        for start, end in extents:
            if dossier.articles[source_id].forbidden_in(start, end):
                continue
            places.setdefault(" ".join(text[start:end].split()), []).append((source_id, start))
    for name, found in places.items():
        source_id, start = found[0]
        article = dossier.articles[source_id]
        line = article.line_of(start)
        yield UnresolvedName(name, source_id, line, start - article.line_span(line)[0] + 1, len(found))


def _seed_path(record: LoadedRecord[Any]) -> str:
    return f"seeds/{record.record.seed}"

"""What an editor might do next: unused passages, unknown names, thin events, likely duplicates, dates nobody has.

Owns the list and its order. Nothing in it is wrong with the dossier; what is wrong, `check` says. Reads the linked
dossier, prints nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.checks.coverage import coverage_report
from generator.diagnostics import Span
from generator.editing.article_dates import DateReader, PrintedDate
from generator.editing.similarity import KnownNames, alike_records
from generator.linking.names import LinkedNames
from generator.model.dates import Day, EdtfDate, add_days, day_number
from generator.model.dossier import Dossier
from generator.model.normal import normalise_quote
from generator.model.records import Kind
from generator.model.sentences import split_sentences
from generator.model.text import Article, Extent, Stretch

Topic = Literal["passage", "name", "event", "duplicate", "date"]

#: The topics in the order they are shown.
TOPICS: tuple[Topic, ...] = ("passage", "name", "date", "event", "duplicate")

_LEAST_LETTERS = 12
_SHORT_SPAN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: what it is about, where, and the values that its sentence (`assist.suggest.<key>`) names."""

    topic: Topic
    key: str
    span: Span
    arguments: Mapping[str, Any] = field(default_factory=dict)


def suggest(dossier: Dossier) -> list[Suggestion]:
    """Everything worth a look, by topic, then by place."""
    found = [*_passages(dossier), *_names(dossier), *_dates(dossier), *_events(dossier), *_duplicates(dossier)]
    return sorted(found, key=lambda each: (TOPICS.index(each.topic), each.span, each.key))


# Passages -------------------------------------------------------------------------------------------


def _passages(dossier: Dossier) -> Iterator[Suggestion]:
    """Sentences of the bodies that no quote touches, but for paragraphs with a reason under `uncarried`."""
    excused = {(each.source_id, each.line) for source in coverage_report(dossier).sources
               for each in source.uncarried if each.excuse is not None}
    for source_id, article in dossier.articles.items():
        quoted = [(passage.start, passage.end) for passage, _ in dossier.sources[source_id].passages]
        # What is withheld is for nobody to use.
        quoted += [(words.start, words.end) for words in article.forbidden]
        for paragraph in article.paragraphs:
            line = article.line_of(paragraph.start)
            if (source_id, line) not in excused:
                for start, end in _unused(article, paragraph.stretches, quoted):
                    yield Suggestion("passage", "assist.suggest.passage", _seed_span(dossier, source_id, start), {
                        "source": source_id, "words": normalise_quote(article.text[start:end])})


def _unused(article: Article, stretches: tuple[Stretch, ...], quoted: list[Extent]) -> Iterator[Extent]:
    """The unused sentences of a paragraph, those that follow one another as one."""
    run: Extent | None = None
    for stretch in stretches:
        if stretch.kind != "body":
            continue
        for start, end in split_sentences(article.text, stretch.start, stretch.end, article.abbreviations):
            is_used = any(first < end and start < last for first, last in quoted)
            if not is_used and sum(map(str.isalpha, article.text[start:end])) >= _LEAST_LETTERS:
                run = (run[0] if run else start, end)
            elif run:
                yield run
                run = None
    if run:
        yield run


def _seed_span(dossier: Dossier, source_id: str, offset: int) -> Span:
    article = dossier.articles[source_id]
    line = article.line_of(offset)
    return Span(f"seeds/{dossier.record(source_id).record.seed}", line, offset - article.line_span(line)[0] + 1)


# Names ----------------------------------------------------------------------------------------------


def _names(dossier: Dossier) -> Iterator[Suggestion]:
    """Capitalised words of bodies and captions that no record bears, each once, with the record they are close to."""
    known = KnownNames(dossier)
    articles = {source_id: _with_captions(article) for source_id, article in dossier.articles.items()}
    places: dict[str, list[tuple[str, int]]] = {}
    for source_id, extents in LinkedNames(dossier.content, articles).unexplained().items():
        for start, end in extents:
            if articles[source_id].forbidden_in(start, end):
                continue
            name = normalise_quote(articles[source_id].text[start:end])
            places.setdefault(name, []).append((source_id, start))
    for name, found in places.items():
        close = known.closest(name)
        arguments = {"name": name, "count": len(found), **(
            {"id": close.record_id, "spelling": close.spelling} if close else {})}
        yield Suggestion("name", "assist.suggest.name-close" if close else "assist.suggest.name",
                         _seed_span(dossier, *found[0]), arguments)


def _with_captions(article: Article) -> Article:
    """The article with its captions counted as body: they name people too."""
    def read(stretch: Stretch) -> Stretch:
        return replace(stretch, kind="body") if stretch.label == "caption" and stretch.kind == "apparatus" else stretch

    return replace(article, paragraphs=tuple(
        replace(each, stretches=tuple(map(read, each.stretches))) for each in article.paragraphs))


# Dates ----------------------------------------------------------------------------------------------


def _dates(dossier: Dossier) -> Iterator[Suggestion]:
    """Days printed in bodies that lie in no event's or statement's date."""
    known = {day for first, last in _known_dates(dossier) for day in _days(first, last)}
    readers: dict[str, DateReader] = {}
    for source_id, article in dossier.articles.items():
        source = dossier.record(source_id).record
        reader = readers.setdefault(source.language, DateReader([source.language]))
        year = source.published.date.earliest.year if source.published and source.published.date.earliest else None
        for stretch in article.stretches("body"):
            for printed in reader.find(article.text[stretch.start:stretch.end]):
                day = _day(printed, year)
                if day and day not in known:
                    start = stretch.start + printed.start
                    words = normalise_quote(article.text[start:stretch.start + printed.end])
                    yield Suggestion("date", "assist.suggest.date", _seed_span(dossier, source_id, start), {
                        "source": source_id, "words": words, "date": day.iso})


def _known_dates(dossier: Dossier) -> Iterator[tuple[Day, Day]]:
    for record in dossier.content.of_kind(Kind.EVENT):
        yield from _bounds(record.record.date)
    for statement in dossier.all_statements():
        yield from _bounds(statement.statement.date)


def _bounds(date: EdtfDate | None) -> Iterator[tuple[Day, Day]]:
    if date is not None and (first := date.earliest or date.latest):
        yield first, date.latest or first


def _days(first: Day, last: Day) -> Iterator[Day]:
    """All days of a short span, the ends of a long one: that a month passed does not place a day in it."""
    length = day_number(last) - day_number(first)
    yield from (add_days(first, count) for count in range(length + 1)) if length <= _SHORT_SPAN else (first, last)


def _day(printed: PrintedDate, year: int | None) -> Day | None:
    chosen = printed.year if printed.year is not None else year
    return None if chosen is None else Day(chosen, printed.month, printed.day)


# Events and duplicates ------------------------------------------------------------------------------


def _events(dossier: Dossier) -> Iterator[Suggestion]:
    for record in dossier.content.of_kind(Kind.EVENT):
        event, facts = record.record, dossier.events[record.id]
        if event.withdrawn:
            continue
        if event.place is None and "place" not in event.not_found:
            yield Suggestion("event", "assist.suggest.no-place", Span(record.path), {"id": record.id})
        if len(facts.relays.source_ids) == 1:
            yield Suggestion("event", "assist.suggest.one-article", Span(record.path), {
                "id": record.id, "source": facts.relays.source_ids[0]})


def _duplicates(dossier: Dossier) -> Iterator[Suggestion]:
    keys = {"date": "assist.suggest.same-day", "name": "assist.suggest.same-name",
            "question": "assist.suggest.same-question"}
    for pair in alike_records(dossier):
        yield Suggestion("duplicate", keys[pair.by], Span(dossier.record(pair.first).path), {
            "kind": pair.kind.value, "first": pair.first, "second": pair.second})

"""What can be found: published records and the paragraphs of their articles, each as texts in weighted fields.

Owns which texts of a record are searched, under which field, in which language, and where a hit in them leads.
Boilerplate and withheld words never get here. Numbers of documents are their places in the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Any

from babel import UnknownLocaleError
from babel.dates import get_month_names

from generator.model.content import LoadedRecord
from generator.model.dates import EdtfDate
from generator.model.days import Day, day_number
from generator.model.dossier import LinkedStatement
from generator.model.records import Kind
from generator.model.text import Article, Paragraph
from generator.model.uris import Link, paragraph_anchor, record_uri
from generator.rendering.context import Context

#: The last day of the year 9999: as far as the client's days reach.
_LAST_DAY = date.max.toordinal()


class Field(IntEnum):
    """Where a text stands; the client weighs hits by it. Names are never reduced to families."""

    NAME = 0
    DATE = 1
    STATEMENT = 2
    QUOTE = 3
    TRANSLATION = 4
    BODY = 5


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text that can be found; `anchor` is its place on the document's page."""

    field: Field
    language: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A record or a paragraph. `kind` is one of those that are ranked, `status` an event's, or a claim's finding.

    `actors` and `sources` are record ids; days are ordinals of the calendar, 0 for none.
    """

    id: str
    kind: str
    url: str
    title: str
    title_language: str
    note: str
    texts: tuple[SearchText, ...]
    status: str = ""
    type: str = ""
    first_day: int = 0
    last_day: int = 0
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def search_documents(context: Context) -> Iterator[SearchDocument]:
    """All documents in a fixed order: kind by kind, by id, the paragraphs of an article behind its record.

    What was withdrawn comes last: its page stays, and whoever looks for it should learn why.
    """
    for kind in (Kind.EVENT, Kind.CLAIM, Kind.ACTOR, Kind.PLACE, Kind.SOURCE):
        for record in context.dossier.content.of_kind(kind):
            yield _DOCUMENTS[kind](record, context)
            if kind is Kind.SOURCE:
                yield from _paragraphs(record, context)
    for _, record in sorted(context.public.withdrawn.items()):
        yield _tombstone(record, context)


def _document(record: LoadedRecord[Any], texts: Sequence[SearchText], context: Context, **more: Any) -> SearchDocument:
    link = context.link(record.id, "")
    return SearchDocument(
        record.id, record.kind.value, Link(record_uri(record.kind, record.id)).html_href(""), context.title(record.id),
        link.lang or context.language, texts=tuple(text for text in texts if text.text.strip()), **more)


def _tombstone(record: LoadedRecord[Any], context: Context) -> SearchDocument:
    """What a withdrawn record was called. Why it was withdrawn names others, for which nobody looks here."""
    texts = [_own(Field.NAME, context.title(record.id), context)]
    return _document(record, texts, context, note=context.words("withdrawn.label"))


def _event(record: LoadedRecord[Any], context: Context) -> SearchDocument:
    event, facts = record.record, context.dossier.events[record.id]
    first, last = days_of(event.date)
    place = context.title(event.place) if event.place else ""
    texts = [*_titles(event.title, context), *_date_texts(event.date, context)]
    for statement in (*facts.statements, *facts.guests):
        texts += _statement_texts(statement, record.id, context)
    texts += [_own(Field.BODY, part, context) for part in (
        context.term("event-types", event.type), place, *_remarks(record, context),
        *(context.title(item.actor_id) for item in facts.participations))]
    actors = {item.actor_id for item in facts.participations} | _speakers(facts.statements)
    return _document(
        record, texts, context, note=" · ".join(filter(None, (_date_note(event.date, context), place))),
        status=facts.status.kind, type=event.type, first_day=first, last_day=last, actors=tuple(sorted(actors)),
        sources=facts.relays.source_ids)


def _claim(record: LoadedRecord[Any], context: Context) -> SearchDocument:
    claim, facts = record.record, context.dossier.claims[record.id]
    texts = [*_titles(claim.question, context)]
    for account in facts.accounts:
        texts += _statement_texts(account, record.id, context)
    finding = claim.finding
    if finding:
        texts.append(_own(Field.BODY, context.plain(context.text(finding.why)), context))
    texts += [_own(Field.BODY, part, context)
              for part in (context.words(f"claim-kind.{claim.kind}"), *_remarks(record, context))]
    actors = _speakers(facts.accounts) | {item for item in claim.about if _kind_of(item, context) is Kind.ACTOR}
    return _document(record, texts, context, note="", status=finding.is_ if finding else "", type=claim.kind,
                     actors=tuple(sorted(actors)), sources=facts.relays.source_ids)


def _actor(record: LoadedRecord[Any], context: Context) -> SearchDocument:
    actor, facts = record.record, context.dossier.actors[record.id]
    roles = [context.text(role.title) for role in actor.roles]
    description = [context.text(actor.public_role), *roles, *_remarks(record, context)]
    kind = context.term("actor-types", actor.type)
    texts = [*_name_texts(record, context), *(_own(Field.STATEMENT, part, context) for part in description),
             _own(Field.BODY, kind, context)]
    sources = tuple(item.source_id for item in facts.printed)
    return _document(record, texts, context, note=roles[0] if roles else context.text(actor.public_role) or kind,
                     type=actor.type, actors=(record.id,), sources=sources)


def _place(record: LoadedRecord[Any], context: Context) -> SearchDocument:
    place, facts = record.record, context.dossier.places[record.id]
    kind = context.term("place-types", place.type)
    texts = [*_name_texts(record, context),
             *(_own(Field.STATEMENT, part, context) for part in _remarks(record, context)),
             _own(Field.BODY, kind, context)]
    return _document(record, texts, context, note=kind, type=place.type,
                     sources=tuple(item.source_id for item in facts.printed))


def _source(record: LoadedRecord[Any], context: Context) -> SearchDocument:
    source = record.record
    published = source.published.date if source.published else None
    first, last = days_of(published)
    texts = [SearchText(Field.NAME, source.language if source.title else context.language, context.title(record.id)),
             _own(Field.NAME, context.text(source.title_translation), context), *_date_texts(published, context)]
    texts += [_own(Field.STATEMENT, part, context) for part in (
        context.title(source.publisher) if source.publisher else "",
        *(context.title(relay.actor) for relay in source.relays), *source.authors, *_remarks(record, context))]
    return _document(record, texts, context, note=context.source_label(record.id), first_day=first, last_day=last,
                     actors=(source.publisher,) if source.publisher else (), sources=(record.id,))


_DOCUMENTS = {Kind.EVENT: _event, Kind.CLAIM: _claim, Kind.ACTOR: _actor, Kind.PLACE: _place, Kind.SOURCE: _source}


def _paragraphs(record: LoadedRecord[Any], context: Context) -> Iterator[SearchDocument]:
    """The paragraphs of an article that are not all boilerplate, without what is withheld in them."""
    article, source = context.dossier.articles[record.id], record.record
    first, last = days_of(source.published.date if source.published else None)
    page = Link(record_uri(Kind.SOURCE, record.id)).html_href("")
    for paragraph in article.paragraphs:
        runs = _runs(article, paragraph)
        if runs:
            anchor = paragraph_anchor(paragraph.start)
            texts = tuple(SearchText(Field.BODY, source.language, run, anchor) for run in runs)
            yield SearchDocument(
                f"{record.id}#{anchor}", "passage" if paragraph.has_body else "apparatus", f"{page}#{anchor}",
                context.title(record.id),
                source.language if source.title else context.language, context.source_label(record.id),
                texts, first_day=first, last_day=last,
                actors=(source.publisher,) if source.publisher else (), sources=(record.id,))


def _runs(article: Article, paragraph: Paragraph) -> list[str]:
    """What of a paragraph is printed on its page and is not boilerplate: one line for all that stands together."""
    # Each on its own, so that no phrase is found across what is left out.
    hidden = [*article.withheld, *((words.start, words.end) for words in article.forbidden),
              *((stretch.start, stretch.end) for stretch in paragraph.stretches if stretch.kind == "boilerplate")]
    parts, at = [], paragraph.start
    for start, end in sorted((start, end) for start, end in hidden if start < paragraph.end and paragraph.start < end):
        parts.append(article.text[at:max(at, start)])
        at = max(at, end)
    parts.append(article.text[at:paragraph.end])
    return [line for part in parts if (line := " ".join(part.split()))]


def _statement_texts(statement: LinkedStatement, page_id: str, context: Context) -> Iterator[SearchText]:
    """A statement, its words and their translations; on its home page each has an anchor, as a guest its quotes."""
    says = "".join(piece.text for piece in statement.pieces)
    yield _own(Field.STATEMENT, says, context, anchor=statement.id if statement.record_id == page_id else "")
    for quote in statement.quotes:
        language = context.record(quote.passage.source_id).record.language
        yield SearchText(Field.QUOTE, language, " ".join((quote.words or "").split()), quote.passage.id)
        if quote.translation:
            yield _own(Field.TRANSLATION, context.text(quote.translation.text), context, anchor=quote.passage.id)


def _own(field_: Field, text: str, context: Context, *, anchor: str = "") -> SearchText:
    return SearchText(field_, context.language, " ".join(text.split()), anchor)


def _titles(title: Mapping[str, str], context: Context) -> Iterator[SearchText]:
    """A title as the site has it, then in the dossier's other languages."""
    shown = context.text(title)
    yield _own(Field.NAME, shown, context)
    yield from (SearchText(Field.NAME, language, " ".join(text.split())) for language, text in sorted(title.items())
                if language and text != shown)


def _name_texts(record: LoadedRecord[Any], context: Context) -> Iterator[SearchText]:
    """What a record is called and every other spelling, each once."""
    yield _own(Field.NAME, context.title(record.id), context)
    for name in record.record.names:
        if name.value != context.title(record.id):
            yield SearchText(Field.NAME, name.language or context.language, name.value)


def _remarks(record: LoadedRecord[Any], context: Context) -> list[str]:
    """The editors' description and note, where there are any."""
    found = (getattr(record.record, "description", None), record.record.note)
    return [context.plain(context.text(remark.text)) for remark in found if remark]


def _speakers(statements: Sequence[LinkedStatement]) -> set[str]:
    return {actor for item in statements for actor in (*item.statement.by, *item.statement.by_one_of)
            if actor != "outlet"}


def _kind_of(record_id: str, context: Context) -> Kind | None:
    found = context.dossier.content.records.get(record_id)
    return found.kind if found else None


# Dates ------------------------------------------------------------------------------------------------


def days_of(value: EdtfDate | None) -> tuple[int, int]:
    """The numbers of the first and the last day; an open end is as far as a calendar goes, no date is 0 and 0."""
    if value is None or (value.earliest is None and value.latest is None):
        return 0, 0
    first = _number(value.earliest) if value.earliest else 1
    return first, _number(value.latest) if value.latest else _LAST_DAY


def _number(day: Day) -> int:
    """The number of a day, of one before the calendar of numbers begins or after it ends that of its end."""
    return min(max(day_number(day), 1), _LAST_DAY)


def _date_note(value: EdtfDate | None, context: Context) -> str:
    return context.date(value) if value else ""


def _date_texts(value: EdtfDate | None, context: Context) -> Iterator[SearchText]:
    """A date in words and digits: as the site writes it, the months in the articles' languages, as ISO writes it."""
    if value is None:
        return
    parts = [context.date(value)]
    months = {(day.year, day.month) for day in (value.earliest, value.latest) if day and 1 <= day.year <= 9999}
    for year, month in sorted(months):
        parts += [f"{year:04}-{month:02}", *_month_names(month, context)]
    if value.is_single_day and value.earliest:
        parts.append(value.earliest.iso)
    yield _own(Field.DATE, ", ".join(parts), context)


def _month_names(month: int, context: Context) -> list[str]:
    """A month's name in each language of the dossier and its articles, once."""
    content = context.dossier.content
    return _month_in(month, context.once("search.languages", lambda: frozenset((
        *content.settings.model.languages, *(source.record.language for source in content.of_kind(Kind.SOURCE))))))


@lru_cache(maxsize=None)
def _month_in(month: int, languages: frozenset[str]) -> list[str]:
    names = set()
    for language in languages:
        try:
            names.add(get_month_names("wide", locale=language.replace("-", "_"))[month])
        except (UnknownLocaleError, ValueError):
            continue
    return sorted(names)

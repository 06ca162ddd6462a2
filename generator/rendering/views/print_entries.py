"""The entries of the print edition: a record with everything that belongs to it on paper, and nothing to click.

Each entry is one frozen view. Statements stand with their words below them, once in an entry; what stands elsewhere
is named by its number. Where entries stand is the edition's business.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import LinkedQuote, LinkedStatement, Passage
from generator.model.fields import Remark
from generator.model.records import Kind
from generator.rendering.context import LinkView
from generator.rendering.edition import LONGEST_REFERENCES, EditionContext, entry_id
from generator.rendering.views.bibliography import bibliography
from generator.rendering.views.claim import (
    FindingView, account_date, claim_status_view, figure_of, figure_text, finding_view,
)
from generator.rendering.views.common import (
    DateView, NoteView, StatusView, as_of_text, date_view, event_date_view, event_status_view, note_view,
    pieces_view, relays_text, speaker_text, status_view,
)
from generator.rendering.views.event import event_facts, report_facts
from generator.rendering.views.facts import FactView, ValueView
from generator.rendering.views.quotes import (
    TranslationView, quote_edges, quote_remarks, relay_text, translation_view,
)

Record = LoadedRecord[Any]


@dataclass(frozen=True, slots=True)
class PrintQuoteView:
    """The words of a statement; `above` names the statement of the entry that shows them already."""

    above: str
    lang: str = ""
    before: str = ""
    words: str = ""
    after: str = ""
    translation: TranslationView | None = None
    source: LinkView = LinkView("")
    where: str = ""
    relays: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintStatementView:
    """A statement under its number, with its words; a guest's words stand where `in_full` says."""

    id: str
    label: str
    pieces: tuple[LinkView, ...]
    speaker: str
    figure: str
    date: DateView | None
    status: StatusView | None
    quotes: tuple[PrintQuoteView, ...]
    note: NoteView | None
    in_full: LinkView | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry. Empty fields are left out."""

    id: str
    number: str
    title: LinkView
    translation: str
    type: str
    head: str
    as_of: str
    date: DateView | None
    status: StatusView | None
    statements: tuple[PrintStatementView, ...]
    facts: tuple[FactView, ...]
    notes: tuple[NoteView, ...]
    finding: FindingView | None


def entry_view(record: Record, uri: str, edition: EditionContext) -> EntryView:
    """The entry of a record of any kind, on the page `uri`."""
    return _ENTRIES[record.kind](record, uri, edition)


def _event(record: Record, uri: str, edition: EditionContext) -> EntryView:
    facts = edition.dossier.events[record.id]
    shown = [*event_facts(record, facts, uri, edition), *report_facts(facts, edition)]
    by_relation: dict[str, list[str]] = {}
    for relation, event_id in facts.related:
        by_relation.setdefault(relation, []).append(event_id)
    related = [fact for relation, event_ids in by_relation.items()
               for fact in _references(edition.words(f"relation.{relation}"), event_ids, uri, edition)]
    claims = _references(edition.words("print.claims"), facts.claim_ids, uri, edition)
    return _entry(record, uri, edition, type=edition.term("event-types", record.record.type),
                  head=edition.title(record.record.place) if record.record.place else "",
                  as_of=as_of_text(facts.status, edition),
                  date=event_date_view(record.record, edition, weekday=True),
                  status=event_status_view(facts.status, edition),
                  statements=(*facts.statements, *facts.guests), facts=(*shown, *related, *claims))


def _claim(record: Record, uri: str, edition: EditionContext) -> EntryView:
    facts = edition.dossier.claims[record.id]
    about = _references(edition.words("claim.about"), record.record.about, uri, edition)
    contradictions = [edition.text(item.why) for item in record.record.contradicts]
    why = (FactView(edition.words("claim.contradictions"), tuple(ValueView(text=text) for text in contradictions)),) \
        if contradictions else ()
    return _entry(record, uri, edition, type=edition.words(f"claim-kind.{record.record.kind}"),
                  head=relays_text(facts.relays, edition), status=claim_status_view(record.id, edition),
                  statements=facts.accounts, facts=(*about, *why), finding=finding_view(record.record, uri, edition))


def _source(record: Record, uri: str, edition: EditionContext) -> EntryView:
    passages = edition.dossier.sources[record.id].passages
    facts = [_with_whole_hash(fact) for fact in bibliography(record, passages, uri, edition)]
    carried = {item.key: item for _, found in passages for item in found}
    facts += _labels(edition.words("print.carried"), tuple(carried.values()), uri, edition)
    source = record.record
    entry = _entry(record, uri, edition, type="", facts=facts)
    title = LinkView(source.title, lang=source.language) if source.title else LinkView(edition.title(record.id))
    return replace(entry, title=title, translation=edition.text(source.title_translation))


def _with_whole_hash(fact: FactView) -> FactView:
    """The same fact; on paper a hash that is cut short says nothing."""
    return replace(fact, values=tuple(
        replace(value, code=(f"SHA-256 {value.code[1]}", "")) if value.code[1] else value for value in fact.values))


def _actor(record: Record, uri: str, edition: EditionContext) -> EntryView:
    facts, words = edition.dossier.actors[record.id], edition.words
    place = edition.dossier.places.get(record.id)
    shown = [*_spellings(record, edition), *_references(words("print.events"), facts.event_ids, uri, edition),
             *_labels(words("print.sayings"), facts.sayings, uri, edition)]
    if place:
        shown += _references(words("print.events_here"), place.event_ids, uri, edition)
    shown += _references(words("print.claims"), facts.claim_ids, uri, edition)
    shown += _references(words("print.sources"), (*facts.published_ids, *facts.relayed_ids), uri, edition)
    return _entry(record, uri, edition, type=edition.term("actor-types", record.record.type),
                  head=edition.text(record.record.public_role), facts=shown, description=record.record.description)


def _place(record: Record, uri: str, edition: EditionContext) -> EntryView:
    facts, words = edition.dossier.places[record.id], edition.words
    shown = [*_spellings(record, edition), *_references(words("print.events_here"), facts.event_ids, uri, edition),
             *_references(words("print.claims"), facts.claim_ids, uri, edition)]
    return _entry(record, uri, edition, type=edition.term("place-types", record.record.type), facts=shown,
                  description=record.record.description)


_ENTRIES = {Kind.EVENT: _event, Kind.CLAIM: _claim, Kind.SOURCE: _source, Kind.ACTOR: _actor, Kind.PLACE: _place}
#: Kinds whose entries show their number; the register is in the order of the alphabet.
_WITH_NUMBER = (Kind.EVENT, Kind.CLAIM, Kind.SOURCE)


def _entry(
    record: Record, uri: str, edition: EditionContext, *, type: str, head: str = "", as_of: str = "",
    date: DateView | None = None,
    status: StatusView | None = None, statements: Sequence[LinkedStatement] = (), facts: Sequence[FactView] = (),
    finding: FindingView | None = None, description: Remark | None = None,
) -> EntryView:
    """An entry with what records of all kinds have: title, notes, statements with their words."""
    notes = (note_view(description, edition.words("record.description"), uri, edition),
             note_view(record.record.note, edition.words("label.note"), uri, edition))
    shown: dict[Passage, str] = {}
    return EntryView(
        entry_id(record.id), str(edition.numbers[record.id]) if record.kind in _WITH_NUMBER else "",
        LinkView(edition.title(record.id)), "", type, head, as_of, date, status,
        tuple(_statement(item, record, shown, uri, edition) for item in statements), tuple(facts),
        tuple(note for note in notes if note), finding)


# Statements with their words --------------------------------------------------------------------------


def _statement(
    item: LinkedStatement, record: Record, shown: dict[Passage, str], uri: str, edition: EditionContext
) -> PrintStatementView:
    is_guest, label, model = item.record_id != record.id, edition.statement_label(item), item.statement
    quotes = () if is_guest else tuple(_quote(quote, item, shown, uri, edition) for quote in item.quotes)
    return PrintStatementView(
        id="" if is_guest else _anchor(item, edition), label="" if is_guest else label,
        pieces=pieces_view(item.pieces, uri, edition), speaker=speaker_text(item, edition),
        figure=_figure(item, edition), date=date_view(model.date, edition) if model.date else None,
        status=status_view(item.status, edition) if item.status and not is_guest else None,
        quotes=quotes, note=None if is_guest else note_view(model.note, edition.words("label.note"), uri, edition),
        in_full=_label_link(item, uri, edition) if is_guest else None)


def _anchor(item: LinkedStatement, edition: EditionContext) -> str:
    return f"{entry_id(item.record_id)}-{edition.place_in_record(item)}"


def _label_link(item: LinkedStatement, uri: str, edition: EditionContext) -> LinkView:
    """`event 12.3`, leading to the statement; only the words where its record has no entry."""
    text = edition.words(f"print.statement.{item.kind.value}", label=edition.statement_label(item))
    place = edition.place_of(item.record_id)
    return LinkView(text, replace(place, anchor=_anchor(item, edition)).html_href(uri) if place else "")


def _figure(item: LinkedStatement, edition: EditionContext) -> str:
    figure = item.statement.figure
    if figure is None or item.kind is not Kind.CLAIM:
        return ""
    sign = edition.words(f"comparator.{figure.comparator}")
    parts = [f"{sign} {figure_text(figure, edition)}".strip(), figure_of(figure, edition), account_date(item, edition)]
    return ", ".join(part for part in parts if part)


def _quote(
    quote: LinkedQuote, item: LinkedStatement, shown: dict[Passage, str], uri: str, edition: EditionContext
) -> PrintQuoteView:
    label = edition.statement_label(item)
    first = shown.setdefault(quote.passage, label)
    if first != label:
        return PrintQuoteView(edition.words("print.above", label=first))
    before, after = quote_edges(quote)
    return PrintQuoteView(
        "", lang=edition.record(quote.passage.source_id).record.language, before=before, words=quote.words or "",
        after=after, translation=translation_view(quote, edition), source=edition.link(quote.passage.source_id, uri),
        where=edition.words("print.characters", start=quote.passage.start, end=quote.passage.end),
        relays=relay_text(item, quote, edition), remarks=tuple(quote_remarks(item, quote, edition)))


# References -------------------------------------------------------------------------------------------


def _spellings(record: Record, edition: EditionContext) -> Iterator[FactView]:
    printed = dict.fromkeys((name.value, name.language or "") for name in record.record.names
                            if name.kind == "as_printed")
    if printed:
        yield FactView(edition.words("print.spellings"), (ValueView(
            words=tuple(LinkView(value, lang=lang) for value, lang in printed)),))


def _references(label: str, record_ids: Iterable[str], uri: str, edition: EditionContext) -> list[FactView]:
    """Other entries in a row, each with its number."""
    found = [record_id for record_id in dict.fromkeys(record_ids) if edition.place_of(record_id)]
    return _row(label, [edition.link(record_id, uri) for record_id in found[:LONGEST_REFERENCES]], len(found), edition)


def _labels(label: str, statements: Sequence[LinkedStatement], uri: str, edition: EditionContext) -> list[FactView]:
    """Statements of other entries in a row, each by its number."""
    return _row(label, [_label_link(item, uri, edition) for item in statements[:LONGEST_REFERENCES]],
                len(statements), edition)


def _row(label: str, links: Sequence[LinkView], total: int, edition: EditionContext) -> list[FactView]:
    if not links:
        return []
    pieces = [piece for link in links for piece in (LinkView("; "), link)][1:]
    if total > len(links):
        pieces.append(LinkView("; " + edition.words.count("print.more", total - len(links))))
    return [FactView(label, (ValueView(pieces=tuple(pieces)),))]

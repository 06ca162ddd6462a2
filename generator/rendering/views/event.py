"""An event's page: its statements as running text, the fact panel, each quote in full, what stands before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import EventFacts, Participation
from generator.model.records import Event, Kind
from generator.model.statements import PLANNED
from generator.model.uris import record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import notice_blocks
from generator.rendering.views.cite import CiteAsView, cite_as_view
from generator.rendering.views.claim import claim_status_view
from generator.rendering.views.common import (
    DateView, NoteView, Numbering, StatementView, StatusView, as_of_text, date_view, event_date_view,
    event_status_view, note_view, page_labels, paragraphs_of, relays_text, speaker_text, statement_view,
)
from generator.rendering.views.facts import FactView, ValueView, facts_outgrow, height_of_note, height_of_text
from generator.rendering.views.frame import end_blocks
from generator.rendering.views.glances import SCRIPTS, STYLES, glance_block
from generator.rendering.views.quotes import quotes_block
from generator.rendering.views.relations import event_relation_blocks, taking_part_says
from generator.rendering.views.reporting import reporting_blocks


@dataclass(frozen=True, slots=True)
class HeadView:
    """Kicker and date line."""

    kicker: str
    type: str
    status: StatusView
    date: DateView
    place: str
    as_of: str
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LeadView:
    """Running text and fact panel side by side."""

    paragraphs: tuple[tuple[StatementView, ...], ...]
    guests: tuple[StatementView, ...]
    notes: tuple[NoteView, ...]
    warnings: tuple[str, ...]
    facts: tuple[FactView, ...]
    words: dict[str, Any]

    @property
    def has_wide_facts(self) -> bool:
        """Whether the facts stand below the text, where they would leave a hole beside it."""
        text = sum(map(height_of_text, self.paragraphs)) + sum(height_of_text((item,)) for item in self.guests)
        return facts_outgrow(self.facts, text + sum(map(height_of_note, self.notes)))


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """An event before, after, or related."""

    label: str
    link: LinkView
    date: DateView | None


@dataclass(frozen=True, slots=True)
class EndView:
    """Claims about the event and its neighbours."""

    claims: tuple[tuple[LinkView, StatusView | None], ...]
    neighbours: tuple[NeighbourView, ...]
    cite_as: CiteAsView
    words: dict[str, Any]


def render_event(record: LoadedRecord[Event], context: Context) -> Page:
    """The page of an event."""
    facts = context.dossier.events[record.id]
    uri = record_uri(Kind.EVENT, record.id)
    numbering = Numbering()
    title = context.title(record.id)
    head = _head_view(record, facts, context)
    lead = _lead_view(record, facts, uri, numbering, context)
    blocks: list[Block] = [
        Html(render_html("kicker.html", (head.kicker, head.type))), Heading(1, title),
        Html(render_html("event_head.html", head)), *notice_blocks(record, uri, context), Html(render_html("event_lead.html", lead)),
        *reporting_blocks(record, numbering, context),
        Heading(2, context.words("event.the_words")),
        quotes_block(numbering, uri, context), glance_block(context),
        *event_relation_blocks(record.id, context),
        Html(render_html("event_end.html", _end_view(record, facts, uri, context))),
        *end_blocks(record, uri, context),
    ]
    return Page(uri, PageMeta("event", title, _description(record, head, context), styles=(*STYLES, "figures"), scripts=SCRIPTS), tuple(blocks), record.path)




def _description(record: LoadedRecord[Event], head: HeadView, context: Context) -> str:
    first = record.record.statements[0] if record.record.statements else None
    sentence = context.text(first.says) if first else ""
    return f"{head.date.text}. {head.status.label}. {sentence}"


def _head_view(record: LoadedRecord[Event], facts: EventFacts, context: Context) -> HeadView:
    event = record.record
    return HeadView(
        kicker=context.words("kind.event"), type=context.term("event-types", event.type),
        status=event_status_view(facts.status, context),
        date=event_date_view(event, context, weekday=True),
        place=context.title(event.place) if event.place else "",
        as_of=as_of_text(facts.status, context), words=page_labels(context))


def _lead_view(
    record: LoadedRecord[Event], facts: EventFacts, uri: str, numbering: Numbering, context: Context
) -> LeadView:
    own = tuple(
        tuple(statement_view(item, uri, context, numbering) for item in paragraph)
        for paragraph in paragraphs_of(facts.statements))
    guests = tuple(statement_view(item, uri, context, numbering, is_guest=True) for item in facts.guests)
    note = note_view(record.record.note, context.words("label.note"), uri, context)
    warnings = (context.words("event.only_headline"),) if facts.only_headline else ()
    return LeadView(own, guests, (note,) if note else (), warnings,
                    tuple(event_facts(record, facts, uri, context)), page_labels(context))


def event_facts(record: LoadedRecord[Event], facts: EventFacts, uri: str, context: Context) -> Iterable[FactView]:
    """The facts of an event's panel, in reading order."""
    event, words = record.record, context.words
    if event.date:
        yield FactView(words("fact.date"), (_date_value(record, facts, context),))
    if event.time:
        yield FactView(words("fact.time"), (ValueView(text=context.clock_time(event.time),
                                                      why=context.text(event.reasons.get("time"))),))
    if event.place:
        yield FactView(words("fact.place"), (ValueView(link=context.link(event.place, uri),
                                                       why=context.text(event.reasons.get("place"))),))
    yield from _stated_elsewhere(facts, uri, context)
    yield from _participant_facts(facts, uri, context)
    if event.kind != "single":
        yield FactView(words("fact.kind"), (ValueView(text=words(f"event-kind.{event.kind}")),))
    if facts.outcomes:
        yield FactView(words("fact.outcome"), tuple(
            ValueView(text=words(f"outcome.{report.outcome}"), said=_says(report.speakers, context),
                      why=words("fact.reported_by", source=context.source_label(report.source_id)))
            for report in facts.outcomes))
    yield FactView(words("fact.sources"), (ValueView(text=relays_text(facts.relays, context)),))
    unread = sum(1 for item in facts.statements if item.statement.checked is None)
    if unread:
        yield FactView(words("fact.second_read"), (ValueView(
            text=words.count("fact.unread", unread, total=len(facts.statements))),))


def report_facts(facts: EventFacts, context: Context) -> Iterable[FactView]:
    """The status in each article, where several report one: for pages that do not draw who reported what, when."""
    if len(facts.reports) > 1:
        yield FactView(context.words("fact.reports"), tuple(
            ValueView(text=context.term("statuses", report.status), said=_says(report.speakers, context),
                      why=context.source_label(report.source_id)) for report in facts.reports))


def _date_value(record: LoadedRecord[Event], facts: EventFacts, context: Context) -> ValueView:
    term = context.dossier.content.vocabulary.get("event-types", {}).get(record.record.type)
    of_event = ("event", "unclear", *(("saying",) if term and term.is_speech else ()))
    printed = {(quote.date_words, context.record(quote.passage.source_id).record.language)
               for item in facts.statements for quote in item.quotes
               if quote.date_words and quote.words and item.statement.date_of in of_event
               and item.statement.date in (None, record.record.date)}
    return ValueView(
        date=event_date_view(record.record, context),
        words=tuple(LinkView(text, lang=lang) for text, lang in sorted(printed)),
        why=context.text(record.record.reasons.get("date")))


def _stated_elsewhere(facts: EventFacts, uri: str, context: Context) -> Iterable[FactView]:
    """Dates and places that single statements give and that differ from the event's."""
    dates = [ValueView(date=date_view(item.statement.date, context), said=speaker_text(item, context),
                       why=" ".join(filter(None, [
                           context.words(f"date_of.{item.statement.date_of}"),
                           context.text(item.statement.reasons.get("date")),
                           context.words("fact.reported_by", source=context.source_label(item.source_ids[0]))
                           if item.source_ids else ""])))
             for item in facts.statements if item.statement.date]
    if dates:
        yield FactView(context.words("fact.other_dates"), tuple(dict.fromkeys(dates)))
    places = [ValueView(link=context.link(item.statement.place, uri), said=speaker_text(item, context),
                        why=context.text(item.statement.reasons.get("place")))
              for item in facts.statements if item.statement.place]
    if places:
        yield FactView(context.words("fact.other_places"), tuple(dict.fromkeys(places)))


def _participant_facts(facts: EventFacts, uri: str, context: Context) -> Iterable[FactView]:
    by_role: dict[str, list[Participation]] = {}
    for participation in facts.participations:
        by_role.setdefault(participation.role, []).append(participation)
    for role in sorted(by_role, key=lambda name: name == "not_present"):
        found = by_role[role]
        yield FactView(context.term("roles", role, plural=len(found) > 1), tuple(
            ValueView(link=context.link(item.actor_id, uri), said=taking_part_says(item, facts, context),
                      why=_only_expected(item, facts, context))
            for item in found))
    # A reason holds for a statement, not for one of the actors it names: all of them once, below the roles.
    reasons = dict.fromkeys(context.text(item.statement.reasons["who"]) for item in facts.statements
                            if "who" in item.statement.reasons)
    if reasons:
        yield FactView(context.words("fact.who_is_meant"), tuple(ValueView(why=reason) for reason in reasons))


def _only_expected(item: Participation, facts: EventFacts, context: Context) -> str:
    """That an actor was expected but is not reported to have taken part in what happened."""
    if item.stages and set(item.stages) <= set(PLANNED) and facts.status.kind not in PLANNED:
        return context.words("fact.only_expected")
    return ""


def _says(speakers: tuple[str, ...], context: Context) -> str:
    if not speakers:
        return ""
    return context.words("speaker.says" if len(speakers) == 1 else "speaker.say", name=context.names(speakers))


def _end_view(record: LoadedRecord[Event], facts: EventFacts, uri: str, context: Context) -> EndView:
    neighbours = [
        NeighbourView(context.words(f"neighbour.{label}"), context.link(event_id, uri),
                      date_view(context.record(event_id).record.date, context, with_year=True))
        for label, event_id in (("before", facts.before), ("after", facts.after)) if event_id]
    neighbours += [
        NeighbourView(context.words(f"relation.{relation}"), context.link(event_id, uri), None)
        for relation, event_id in facts.related]
    claims = tuple((context.link(claim_id, uri), claim_status_view(claim_id, context))
                   for claim_id in facts.claim_ids if claim_id in context.dossier.claims)
    return EndView(claims, tuple(neighbours), cite_as_view(record, uri, context), page_labels(context))

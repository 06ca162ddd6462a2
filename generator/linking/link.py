"""From content to the linked dossier: ids to records, quotes to offsets, then everything computed, in this order."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.diagnostics import Diagnostics
from generator.linking.articles import link_article
from generator.linking.events import (
    Clock, event_order, link_outcomes, link_participations, link_relays, link_stage_reports, link_status,
)
from generator.linking.facts import (
    Indexes, index_statements, link_actor, link_back_links, link_claim, link_place, link_source,
    participations_by_actor, printed_names,
)
from generator.linking.names import LinkedNames
from generator.linking.neighbours import link_all_neighbours
from generator.linking.quotes import link_statements
from generator.linking.references import link_references
from generator.linking.reporting import link_reporting, publication_order, shared_relays
from generator.linking.says import RecordNames, link_says, preferred_records
from generator.model.content import Content, LoadedRecord, in_language
from generator.model.dossier import Dossier, EventFacts, LinkedStatement, Mention, PrintedName
from generator.model.records import Kind
from generator.model.text import Article

Statements = dict[str, tuple[LinkedStatement, ...]]


def link_content(content: Content, diagnostics: Diagnostics) -> Dossier:
    """The linked dossier; what does not resolve or match is reported and left out."""
    references = link_references(content, diagnostics)
    articles = _link_articles(content, diagnostics)
    statements = _link_pieces(link_statements(content, articles, diagnostics), content)
    names = LinkedNames(content, articles)
    mentions = _mentions_by_record(names.find_mentions())
    indexes = index_statements(content, statements)
    events = _link_events(content, statements, indexes)
    order = {event_id: position for position, event_id in enumerate(events)}
    printed = {record_id: printed_names(found, articles) for record_id, found in mentions.items()}
    clock = Clock(content)
    participations = participations_by_actor(events)
    neighbours = link_all_neighbours(content, participations, order)
    published = publication_order(content)
    return Dossier(
        content=content, articles=articles, statements=statements, events=events,
        claims={record.id: link_claim(record, statements[record.id], indexes, content)
                for record in content.of_kind(Kind.CLAIM)},
        actors={record.id: link_actor(record, indexes, participations, order, printed.get(record.id, ()), content,
                                      articles, diagnostics, neighbours[record.id])
                for record in content.of_kind(Kind.ACTOR)},
        places=_link_places(content, indexes, order, printed),
        sources={record.id: link_source(record, articles.get(record.id), indexes, clock, order)
                 for record in content.of_kind(Kind.SOURCE)},
        back_links=link_back_links(references, statements), event_order=tuple(events), mentions=mentions,
        names=names, publication_order=published, shared_relays=shared_relays(published, content))


def _link_articles(content: Content, diagnostics: Diagnostics) -> dict[str, Article]:
    found = {}
    for record in content.of_kind(Kind.SOURCE):
        seed = content.seeds.get(record.record.seed)
        if seed is None:
            continue
        article = link_article(record, seed, content.settings.model, diagnostics)
        if article is not None:
            found[record.id] = article
    return found


def _link_pieces(statements: Statements, content: Content) -> Statements:
    """The statements with the names in their sentences linked."""
    names = RecordNames(content)
    return {
        record_id: tuple(
            replace(statement, pieces=link_says(
                in_language(statement.statement.says, content.language), names, own_id=record_id,
                preferred=preferred_records(statement, content)))
            for statement in found)
        for record_id, found in statements.items()}


def _mentions_by_record(mentions: Iterable[Mention]) -> dict[str, tuple[Mention, ...]]:
    found: dict[str, list[Mention]] = {}
    for item in mentions:
        found.setdefault(item.record_id, []).append(item)
    return {record_id: tuple(items) for record_id, items in sorted(found.items())}


def _link_events(content: Content, statements: Statements, indexes: Indexes) -> dict[str, EventFacts]:
    """The facts of all events, in their order."""
    records = {record.id: record for record in content.of_kind(Kind.EVENT)}
    order = event_order(content, {record_id: record.record for record_id, record in records.items()})
    clock = Clock(content)
    related = _relations(records)
    facts = {event_id: _link_event(records[event_id], statements[event_id], indexes, clock, content,
                                   related.get(event_id, ()))
             for event_id in order}
    dated = [event_id for event_id in order if records[event_id].record.date
             and records[event_id].record.kind != "background"]
    for position, event_id in enumerate(dated):
        facts[event_id] = replace(
            facts[event_id], before=dated[position - 1] if position else "",
            after=dated[position + 1] if position + 1 < len(dated) else "")
    return facts


def _link_event(
    record: LoadedRecord[Any], own: tuple[LinkedStatement, ...], indexes: Indexes, clock: Clock, content: Content,
    related: tuple[tuple[str, str], ...],
) -> EventFacts:
    reports = link_stage_reports(own, clock)
    guests = tuple(indexes.visiting.get(record.id, ()))
    claims = dict.fromkeys(indexes.claims_about.get(record.id, ()))
    claims.update(dict.fromkeys(claim for item in own for claim in item.statement.answers))
    return EventFacts(
        status=link_status(record.record, reports), reports=reports, outcomes=link_outcomes(own, clock),
        participations=link_participations(own), statements=own, guests=guests,
        relays=link_relays((*own, *guests), content), related=related, claim_ids=tuple(sorted(claims)),
        only_headline=bool(own) and not any(quote.is_body for item in own for quote in item.quotes),
        reporting=link_reporting(record.record, own, guests, reports, content))


#: How a relation reads from the other event: written in one record, shown in both.
INVERSE_RELATIONS = {"part_of": "has_part", "response_to": "answered_by", "leads_to": "follows_from"}


def _relations(records: Mapping[str, LoadedRecord[Any]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for record in records.values():
        for relation in record.record.related:
            if relation.event not in records or relation.event == record.id:
                continue
            found.setdefault(record.id, {})[(relation.relation, relation.event)] = None
            found.setdefault(relation.event, {})[(INVERSE_RELATIONS[relation.relation], record.id)] = None
    return {record_id: tuple(pairs) for record_id, pairs in found.items()}


def _link_places(
    content: Content, indexes: Indexes, order: Mapping[str, int], printed: Mapping[str, tuple[PrintedName, ...]]
) -> dict[str, Any]:
    """The facts of places, and of actors that serve as one."""
    records = [*content.of_kind(Kind.PLACE),
               *(record for record in content.of_kind(Kind.ACTOR)
                 if record.id in indexes.events_at or record.id in indexes.placed_at)]
    return {record.id: link_place(record, indexes, order, printed.get(record.id, ())) for record in records}

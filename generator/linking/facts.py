"""What follows for claims, actors, places and sources from the linked statements: computed once, never in a template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Diagnostics
from generator.linking.events import Clock, link_relays
from generator.linking.figures import differing_figures
from generator.linking.quotes import link_quote
from generator.linking.references import Reference
from generator.model.content import Content, LoadedRecord
from generator.model.dossier import (
    ActorFacts, BackLink, ClaimFacts, EventFacts, LinkedQuote, LinkedStatement, Mention, Neighbours,
    Participation, Passage, PlaceFacts, PrintedName, SourceFacts,
)
from generator.model.fields import RefersTo
from generator.model.records import Kind, Source
from generator.model.text import Article

Statements = Mapping[str, tuple[LinkedStatement, ...]]


@dataclass(slots=True)
class Indexes:
    """Statements and back-links by what they name; made in one pass, so that no record walks over all others."""

    answering: dict[str, list[LinkedStatement]] = field(default_factory=dict)
    visiting: dict[str, list[LinkedStatement]] = field(default_factory=dict)
    said_by: dict[str, list[LinkedStatement]] = field(default_factory=dict)
    placed_at: dict[str, list[LinkedStatement]] = field(default_factory=dict)
    of_source: dict[str, list[LinkedStatement]] = field(default_factory=dict)
    claims_about: dict[str, list[str]] = field(default_factory=dict)
    events_at: dict[str, list[str]] = field(default_factory=dict)
    published: dict[str, list[str]] = field(default_factory=dict)
    relayed: dict[str, list[str]] = field(default_factory=dict)


def index_statements(content: Content, statements: Statements) -> Indexes:
    """The indexes over all statements and records."""
    indexes = Indexes()
    for found in statements.values():
        for statement in found:
            _index_statement(statement, indexes)
    for record in content.records.values():
        _index_record(record, indexes)
    return indexes


def _index_statement(statement: LinkedStatement, indexes: Indexes) -> None:
    model = statement.statement
    for index, ids in ((indexes.answering, model.answers), (indexes.visiting, model.also_in),
                       (indexes.said_by, (*model.by, *model.by_one_of)),
                       (indexes.placed_at, (model.place,) if model.place else ()),
                       (indexes.of_source, statement.source_ids)):
        for record_id in ids:
            index.setdefault(record_id, []).append(statement)


def _index_record(record: LoadedRecord[Any], indexes: Indexes) -> None:
    if record.kind is Kind.CLAIM:
        for about in record.record.about:
            indexes.claims_about.setdefault(about, []).append(record.id)
    elif record.kind is Kind.EVENT and record.record.place:
        indexes.events_at.setdefault(record.record.place, []).append(record.id)
    elif record.kind is Kind.SOURCE:
        if record.record.publisher:
            indexes.published.setdefault(record.record.publisher, []).append(record.id)
        for relay in record.record.relays:
            indexes.relayed.setdefault(relay.actor, []).append(record.id)


def link_claim(record: LoadedRecord[Any], own: Sequence[LinkedStatement], indexes: Indexes,
               content: Content) -> ClaimFacts:
    """A claim's accounts, its own first, and which of their figures cannot both hold."""
    accounts = (*own, *indexes.answering.get(record.id, ()))
    return ClaimFacts(accounts, differing_figures(accounts, content), link_relays(accounts, content))


def link_actor(
    record: LoadedRecord[Any], indexes: Indexes, participations: Mapping[str, Mapping[str, list[Participation]]],
    order: Mapping[str, int], printed: tuple[PrintedName, ...], content: Content,
    articles: Mapping[str, Article], diagnostics: Diagnostics, neighbours: Neighbours,
) -> ActorFacts:
    """Where an actor takes part, what it is quoted as saying, and where its names are printed."""
    taking_part = participations.get(record.id, {})
    events = {*taking_part, *indexes.events_at.get(record.id, ())}
    sayings = indexes.said_by.get(record.id, [])
    events |= {item.record_id for item in sayings if item.kind is Kind.EVENT}
    return ActorFacts(
        event_ids=_in_order(events, order),
        participations={event_id: tuple(found) for event_id, found in taking_part.items()},
        sayings=tuple(sorted(sayings, key=lambda item: (order.get(item.record_id, len(order)), item.record_id))),
        printed=printed,
        claim_ids=_claims(record.id, sayings, indexes),
        role_passages=tuple(
            link_quote(record, role, ("roles", index), articles, diagnostics)
            for index, role in enumerate(record.record.roles)),
        relation_passages=tuple(
            link_quote(record, relation, ("relations", index), articles, diagnostics) if relation.quote else None
            for index, relation in enumerate(record.record.relations)),
        published_ids=tuple(indexes.published.get(record.id, ())),
        relayed_ids=tuple(indexes.relayed.get(record.id, ())), neighbours=neighbours)


def _claims(record_id: str, statements: Iterable[LinkedStatement], indexes: Indexes) -> tuple[str, ...]:
    """The claims about a record and those its sayings are accounts of."""
    found = dict.fromkeys(indexes.claims_about.get(record_id, ()))
    for statement in statements:
        if statement.kind is Kind.CLAIM:
            found[statement.record_id] = None
        found.update(dict.fromkeys(statement.statement.answers))
    return tuple(sorted(found))


def _in_order(event_ids: Iterable[str], order: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted((item for item in set(event_ids) if item in order), key=order.__getitem__))


def link_place(
    record: LoadedRecord[Any], indexes: Indexes, order: Mapping[str, int], printed: tuple[PrintedName, ...]
) -> PlaceFacts:
    """What happened at a place, and which claims are about it."""
    statements = indexes.placed_at.get(record.id, [])
    events = {*indexes.events_at.get(record.id, ()),
              *(item.record_id for item in statements if item.kind is Kind.EVENT)}
    return PlaceFacts(_in_order(events, order), tuple(statements), printed, _claims(record.id, (), indexes))


def link_source(
    record: LoadedRecord[Source], article: Article | None, indexes: Indexes, clock: Clock,
    order: Mapping[str, int],
) -> SourceFacts:
    """Which passages of a source carry which statements, and how much of its body is used."""
    statements = indexes.of_source.get(record.id, [])
    carried: dict[Passage, list[LinkedStatement]] = {}
    for statement in statements:
        for quote in statement.quotes:
            if quote.passage.source_id == record.id:
                carried.setdefault(quote.passage, []).append(statement)
    passages = tuple((passage, tuple(found)) for passage, found in sorted(carried.items()))
    covered = 0 if article is None else _covered(article, carried)
    return SourceFacts(
        as_of=clock.of(record.id), passages=passages,
        event_ids=_in_order((item.record_id for item in statements if item.kind is Kind.EVENT), order),
        covered=covered, body_length=article.body_length if article else 0,
        unread=sum(1 for statement in statements if statement.statement.checked is None),
        uncarried_paragraphs=_uncarried(article, carried) if article else ())


def _covered(article: Article, passages: Iterable[Passage]) -> int:
    """How many code points of the body at least one passage covers."""
    total = position = 0
    for passage in sorted(passages):
        start = max(passage.start, position)
        for stretch in article.stretches_in(start, passage.end) if start < passage.end else ():
            if stretch.kind == "body":
                total += max(0, min(stretch.end, passage.end) - max(stretch.start, start))
        position = max(position, passage.end)
    return total


def _uncarried(article: Article, passages: Iterable[Passage]) -> tuple[int, ...]:
    """The indexes of paragraphs with body text that no passage touches."""
    touched = {article.paragraph_at(passage.start).index for passage in passages}
    return tuple(paragraph.index for paragraph in article.paragraphs if paragraph.index not in touched
                 and any(_has_words(article, stretch) for stretch in paragraph.stretches))


def _has_words(article: Article, stretch: Any) -> bool:
    return stretch.kind == "body" and any(char.isalnum() for char in article.text[stretch.start:stretch.end])


def participations_by_actor(events: Mapping[str, EventFacts]) -> dict[str, dict[str, list[Participation]]]:
    """The participations of all events, by actor and event."""
    found: dict[str, dict[str, list[Participation]]] = {}
    for event_id, facts in events.items():
        for participation in facts.participations:
            found.setdefault(participation.actor_id, {}).setdefault(event_id, []).append(participation)
    return found


def printed_names(
    mentions: Sequence[Mention], articles: Mapping[str, Article]
) -> tuple[PrintedName, ...]:
    """Per source how often a record's name is printed, and in which spellings."""
    by_source: dict[str, list[str]] = {}
    for mention in mentions:
        words = articles[mention.source_id].text[mention.start:mention.end]
        by_source.setdefault(mention.source_id, []).append(" ".join(words.split()))
    return tuple(PrintedName(source_id, len(words), tuple(sorted(set(words))))
                 for source_id, words in sorted(by_source.items()))


def link_back_links(references: Iterable[Reference], statements: Statements) -> dict[str, tuple[BackLink, ...]]:
    """Who names whom, with the statement's sentence where a statement does; each pair once per field."""
    found: dict[str, dict[tuple[str, str, str], BackLink]] = {}
    for reference in references:
        if not isinstance(reference.marker, RefersTo) or not reference.owner_id:
            continue
        link = BackLink(reference.owner_id, str(reference.path[0]), None)
        if reference.path[0] in ("statements", "accounts"):
            statement = statements[reference.owner_id][int(reference.path[1])]
            field_name = str(reference.path[2])
            link = BackLink(reference.owner_id, field_name, statement)
        key = (link.record_id, link.field, link.statement.id if link.statement else "")
        found.setdefault(reference.value, {})[key] = link
    return {record_id: tuple(links.values()) for record_id, links in sorted(found.items())}


def quotes_of(statements: Iterable[LinkedStatement]) -> Iterable[LinkedQuote]:
    """All quotes of these statements."""
    return (quote for statement in statements for quote in statement.quotes)

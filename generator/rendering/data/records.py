"""Sources, actors, places, events and claims as `data/dossier.json` has them. Their shape is `shapes.py`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import LinkedQuote, Participation
from generator.model.records import Identifiers, Kind, Name
from generator.model.text import Article, Extent, Paragraph
from generator.rendering.context import Context
from generator.rendering.data.parts import (
    Data, common, date, page, passage, present, printed, published, relays, remark, texts, withheld,
)


# Sources --------------------------------------------------------------------------------------------


def source_data(found: LoadedRecord[Any], context: Context) -> Data:
    """A source with its text; `text` is null where rights withhold it."""
    record, facts = found.record, context.dossier.sources[found.id]
    article = context.dossier.articles.get(found.id)
    return {
        **common(found, context), **_bibliography(record, context),
        "seed": record.seed, "encoding": record.encoding, "language": record.language, "extent": record.extent,
        "rights": {"publish_text": record.rights.publish_text, "basis": record.rights.basis,
                   **present(holder=record.rights.holder, note=texts(record.rights.note, context))},
        **present(sha256=record.sha256, as_of=published(facts.as_of),
                  uncarried=[{"starts": item.starts or None, "why": texts(item.why, context)}
                             for item in record.uncarried]),
        "paragraphs": list(_paragraphs(article)) if article else [],
        "coverage": {"quoted": facts.covered, "body": facts.body_length,
                     "uncarried": list(facts.uncarried_paragraphs)},
        "events": list(facts.event_ids)}


def _bibliography(record: Any, context: Context) -> Data:
    retrieved = record.retrieved
    return present(
        publisher=record.publisher, title=record.title, title_supplied=texts(record.title_supplied, context),
        title_translation=texts(record.title_translation, context), authors=list(record.authors),
        editors=list(record.editors), desk_code=record.desk_code, section=record.section,
        published=published(record.published), written_as_of=published(record.written_as_of),
        captured_not_before=published(record.captured_not_before), url=record.url, archived=record.archived,
        relays=[{"actor": relay.actor, **present(words=relay.words)} for relay in record.relays],
        retrieved=retrieved and {"at": published(retrieved.at), **present(by=retrieved.by, method=retrieved.method)},
        originals=[{"seen": item.seen, **present(actor=item.actor, reference=list(item.reference),
                                                 note=texts(item.note, context))} for item in record.originals],
        outlet_corrections=[{"date": published(item.date), "what": texts(item.what, context),
                             **present(reference=list(item.reference))} for item in record.outlet_corrections])


def _paragraphs(article: Article) -> Iterator[Data]:
    at = 0
    for paragraph in article.paragraphs:
        while at < len(article.withheld) and article.withheld[at][1] <= paragraph.start:
            at += 1
        gaps = list(takewhile(lambda gap: gap[0] < paragraph.end, islice(article.withheld, at, None)))
        yield {"start": paragraph.start, "end": paragraph.end, "stretches": list(_stretches(article, paragraph, gaps))}


def _stretches(article: Article, paragraph: Paragraph, gaps: Sequence[Extent]) -> Iterator[Data]:
    """The stretches, cut where withheld text begins and ends."""
    for stretch in paragraph.stretches:
        forbidden = [(words.start, words.end) for words in article.forbidden_in(stretch.start, stretch.end)]
        cuts = sorted({stretch.start, stretch.end, *(
            cut for gap in (*gaps, *forbidden) for cut in gap if stretch.start < cut < stretch.end)})
        for start, end in zip(cuts, cuts[1:]):
            is_withheld = any(first <= start < last for first, last in gaps)
            words = article.forbidden_in(start, end)
            yield {"kind": stretch.kind, "label": stretch.label, "start": start, "end": end,
                   "text": None if is_withheld else article.text[start:end],
                   **present(withheld=withheld(words[0]) if words else None)}


# Actors and places ----------------------------------------------------------------------------------


def actor_data(found: LoadedRecord[Any], context: Context) -> Data:
    """An actor with everything computed of it."""
    record, facts = found.record, context.dossier.actors[found.id]
    relations = zip(record.relations, facts.relation_passages, strict=True)
    return {
        **_named(found, facts, context),
        **present(
            public_role=texts(record.public_role, context),
            roles=[_role(role, quote, context)
                   for role, quote in zip(record.roles, facts.role_passages, strict=True) if quote],
            relations=[{"actor": item.actor, "relation": item.relation,
                        **present(passage=passage(quote) if quote else None, reference=list(item.reference))}
                       for item, quote in relations]),
        "sayings": [statement.key for statement in facts.sayings],
        "published": list(facts.published_ids), "relayed": list(facts.relayed_ids)}


def place_data(found: LoadedRecord[Any], context: Context) -> Data:
    """A place with everything computed of it."""
    record, facts = found.record, context.dossier.places[found.id]
    point = record.coordinates
    return {
        **_named(found, facts, context),
        **present(
            coordinates=point and {"lat": point.lat, "lon": point.lon, "precision": point.precision,
                                   **present(reference=list(point.reference))},
            not_a_place=record.not_a_place),
        "statements": [statement.key for statement in facts.statements]}


def _named(found: LoadedRecord[Any], facts: Any, context: Context) -> Data:
    record = found.record
    return {
        **common(found, context), "name": texts(record.name, context), "type": record.type,
        **present(names=[_name(name, context) for name in record.names],
                  description=remark(record.description, context), identifiers=_identifiers(record.identifiers)),
        "events": list(facts.event_ids), "claims": list(facts.claim_ids), "printed": printed(facts.printed)}


def _name(name: Name, context: Context) -> Data:
    return {"value": name.value, "kind": name.kind, "mentions": name.mentions,
            **present(language=name.language, used_by=list(name.used_by), reference=list(name.reference),
                      note=texts(name.note, context))}


def _identifiers(found: Identifiers | None) -> Data | None:
    return found and present(wikidata=found.wikidata, geonames=found.geonames, viaf=found.viaf,
                             iso_3166=found.iso_3166, reference=list(found.reference))


def _role(role: Any, quote: LinkedQuote, context: Context) -> Data:
    return {"title": texts(role.title, context), "passage": passage(quote),
            **present(of=role.of, note=remark(role.note, context))}


# Events and claims ----------------------------------------------------------------------------------


def event_data(found: LoadedRecord[Any], order: Mapping[str, int], context: Context) -> Data:
    """An event with its status, reports, outcomes and participants."""
    record, facts = found.record, context.dossier.events[found.id]
    status = facts.status
    return {
        **common(found, context), "title": texts(record.title, context), "type": record.type, "kind": record.kind,
        **present(date=date(record.date), time=record.time.iso if record.time else None, place=record.place),
        "order": order[found.id],
        "status": {"kind": status.kind, "speakers": list(status.speakers),
                   **present(source=status.source_id, as_of=published(status.as_of))},
        "reports": [{"source": report.source_id, "status": report.status, "speakers": list(report.speakers),
                     **present(as_of=published(report.as_of))} for report in facts.reports],
        "outcomes": [{"outcome": report.outcome, "source": report.source_id, "speakers": list(report.speakers),
                      **present(as_of=published(report.as_of))} for report in facts.outcomes],
        "participants": [_participant(item, found.id) for item in facts.participations],
        "statements": [statement.key for statement in facts.statements],
        "guests": [statement.key for statement in facts.guests],
        "related": [{"event": event_id, "relation": relation} for relation, event_id in facts.related],
        "claims": list(facts.claim_ids), "relays": relays(facts.relays), "only_headline": facts.only_headline}


def _participant(item: Participation, event_id: str) -> Data:
    return {"actor": item.actor_id, "role": item.role, "speakers": list(item.speakers), "stages": list(item.stages),
            "statements": [f"{event_id}#{statement_id}" for statement_id in item.statement_ids]}


def claim_data(found: LoadedRecord[Any], context: Context) -> Data:
    """A claim with its accounts, named by their keys."""
    record, facts = found.record, context.dossier.claims[found.id]
    finding = record.finding
    return {
        **common(found, context), "question": texts(record.question, context), "kind": record.kind,
        "about": list(record.about), "accounts": [statement.key for statement in facts.accounts],
        "differing": [[pair.first, pair.second] for pair in facts.differing], "relays": relays(facts.relays),
        **present(
            contradicts=[{"statements": list(item.statements), "why": texts(item.why, context)}
                         for item in record.contradicts],
            review=record.review,
            finding=finding and {"is": finding.is_, **present(
                why=texts(finding.why, context), reference=list(finding.reference), date=date(finding.date))})}


def withdrawn_data(found: LoadedRecord[Any], context: Context) -> Data:
    """A withdrawn record: when and why."""
    withdrawn = found.record.withdrawn
    return {"id": found.id, "kind": found.kind.value, "page": page(found), "title": context.title(found.id),
            "date": date(withdrawn.date), "why": texts(withdrawn.why, context)}


def record_data(kind: Kind, context: Context) -> list[Data]:
    """All records of a kind: events in their order, the others by id."""
    records = context.dossier.content.of_kind(kind)
    match kind:
        case Kind.EVENT:
            order = {event_id: number for number, event_id in enumerate(context.dossier.event_order, start=1)}
            return [event_data(found, order, context) for found in sorted(records, key=lambda one: order[one.id])]
        case Kind.SOURCE:
            return [source_data(found, context) for found in records]
        case Kind.ACTOR:
            return [actor_data(found, context) for found in records]
        case Kind.PLACE:
            return [place_data(found, context) for found in records]
        case Kind.CLAIM:
            return [claim_data(found, context) for found in records]

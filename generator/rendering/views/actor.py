"""An actor's page: names, offices and relations, its part in events, what it is quoted as saying."""

from collections.abc import Iterable, Iterator

from generator.model.content import LoadedRecord
from generator.model.dossier import ActorFacts, LinkedQuote
from generator.model.records import Actor, ActorRelation, ActorRole, Kind
from generator.model.uris import Link, record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import notice_blocks
from generator.rendering.views.cite import cite_as_view
from generator.rendering.views.common import note_view, page_labels, reference_views
from generator.rendering.views.facts import FactView, ValueView
from generator.rendering.views.frame import end_blocks
from generator.rendering.views.glances import SCRIPTS, STYLES, glance_block
from generator.rendering.views.names import articles_text, description_view, identifier_facts, name_facts
from generator.rendering.views.record_lists import (
    LeadView, PageState, articles_view, claims_view, elsewhere_view, events_view, printed_view, sayings_view, section,
    sentence_at, statement_of_part,
)
from generator.rendering.views.record_parts import part_pages
from generator.rendering.views.relations import actor_relation_blocks

#: Fields of other records whose content stands elsewhere on the page.
_SHOWN = ("about", "publisher", "relays", "by", "by_one_of", "place")


def render_actor(record: LoadedRecord[Actor], context: Context) -> list[Page]:
    """The page of an actor, and those that hold what its lists have no room for."""
    actor, facts = record.record, context.dossier.actors[record.id]
    page, words = PageState(record_uri(Kind.ACTOR, record.id), record.id, context), context.words
    title = context.title(record.id)
    blocks: list[Block] = [
        Html(render_html("kicker.html", (words("kind.actor"), context.term("actor-types", actor.type)))),
        Heading(1, title), *notice_blocks(record, page.uri, context), Html(render_html("record_lead.html", _lead_view(record, facts, page)))]
    blocks += section("record.sayings", sayings_view("record.sayings", facts.sayings, page), context)
    blocks += _as_place(record.id, page)
    claim_ids = _published(facts, context)
    blocks += section("record.claims", claims_view("record.claims", claim_ids, page), context)
    blocks += section("record.printed", printed_view(facts.printed, page), context)
    blocks += section("record.elsewhere", elsewhere_view(
        record.id, page, _SHOWN, (*facts.published_ids, *facts.relayed_ids)), context)
    blocks += actor_relation_blocks(record.id, context)
    blocks += [Html(render_html("cite_as.html", cite_as_view(record, page.uri, context))),
               *end_blocks(record, page.uri, context), glance_block(context, page.numbering, page.uri)]
    description = context.text(actor.public_role) or context.term("actor-types", actor.type)
    meta = PageMeta("actor", title, description, styles=(*STYLES, "figures"), scripts=SCRIPTS)
    return [Page(page.uri, meta, tuple(blocks), record.path), *part_pages(record, page)]


def _published(facts: ActorFacts, context: Context) -> tuple[str, ...]:
    return tuple(claim_id for claim_id in facts.claim_ids if claim_id in context.dossier.claims)


def _lead_view(record: LoadedRecord[Actor], facts: ActorFacts, page: PageState) -> LeadView:
    actor, context = record.record, page.context
    event_ids = [event_id for event_id in facts.event_ids if event_id in facts.participations]
    events = events_view(
        "record.in_events", event_ids, page,
        lambda event_id: statement_of_part(event_id, facts.participations[event_id], context),
        lambda event_id: _roles(event_id, facts, context))
    return LeadView(
        context.text(actor.public_role), description_view(actor.description, page.uri, record.id, context),
        note_view(actor.note, context.words("label.note"), page.uri, context),
        tuple(_facts(record, facts, page)), context.words("record.in_events"), events, page_labels(context))


def _roles(event_id: str, facts: ActorFacts, context: Context) -> str:
    roles = dict.fromkeys(part.role for part in facts.participations[event_id])
    return ", ".join(context.term("roles", role) for role in roles)


def _as_place(record_id: str, page: PageState) -> Iterator[Block]:
    """What happened there, where the actor serves as a place."""
    place = page.context.dossier.places.get(record_id)
    if place is None:
        return
    placed = {item.record_id: item for item in reversed(place.statements)}
    events = events_view("record.events_here", place.event_ids, page,
                         lambda event_id: sentence_at(event_id, placed, page.context))
    yield from section("record.events_here", events, page.context)
    yield from section("record.statements_here", sayings_view("record.statements_here", [
        item for item in place.statements if item.key not in page.statements], page), page.context)


# Facts ----------------------------------------------------------------------------------------------


def _facts(record: LoadedRecord[Actor], facts: ActorFacts, page: PageState) -> Iterator[FactView]:
    actor, context = record.record, page.context
    yield from name_facts(actor.names, facts.printed, context)
    yield from _offices(actor, facts, page)
    yield from _relations(actor, facts, page)
    yield from _as_outlet(facts, page)
    if facts.sayings:
        articles = {source_id for item in facts.sayings for source_id in item.source_ids}
        yield FactView(context.words("fact.quoted"), (ValueView(text=context.words.count(
            "fact.quoted_times", len(facts.sayings), articles=articles_text(len(articles), context))),))
    yield from identifier_facts(actor.identifiers, context)


def _offices(actor: Actor, facts: ActorFacts, page: PageState) -> Iterator[FactView]:
    """Offices, each once with all the words that give it."""
    found: dict[tuple[str, str], list[tuple[ActorRole, LinkedQuote | None]]] = {}
    for role, quote in zip(actor.roles, facts.role_passages):
        found.setdefault((page.context.text(role.title), role.of or ""), []).append((role, quote))
    values = []
    for (title, of), given in found.items():
        notes = [item.note for item, _ in given if item.note]
        pieces = (LinkView(f"{title}, "), page.context.link(of, page.uri)) if of else (LinkView(title),)
        words, places = _words_of((quote for _, quote in given), page)
        references = (reference for note in notes
                      for reference in reference_views(note.reference, page.context))
        values.append(ValueView(
            pieces=pieces, words=words, why=" ".join(page.context.text(note.text) for note in notes),
            references=tuple(dict.fromkeys((*places, *references)))))
    if values:
        yield FactView(page.context.words("fact.offices"), tuple(values))


def _words_of(
    quotes: Iterable[LinkedQuote | None], page: PageState
) -> tuple[tuple[LinkView, ...], tuple[LinkView, ...]]:
    """The words of quotes, each leading to its passage; apart from them, the places of those withheld."""
    words, places = [], []
    for quote in quotes:
        if quote is None:
            continue
        source_id = quote.passage.source_id
        href = Link(record_uri(Kind.SOURCE, source_id), quote.passage.id).html_href(page.uri)
        if quote.words is None:
            places.append(LinkView(page.context.source_label(source_id), href))
        else:
            language = page.context.record(source_id).record.language
            words.append(LinkView(" ".join(quote.words.split()), href, language))
    return tuple(words), tuple(places)


def _relations(actor: Actor, facts: ActorFacts, page: PageState) -> Iterator[FactView]:
    by_relation: dict[str, list[ValueView]] = {}
    for item, quote in zip(actor.relations, facts.relation_passages):
        by_relation.setdefault(item.relation, []).append(_relation_value(item, quote, page))
    for relation, values in by_relation.items():
        yield FactView(page.context.term("actor-relations", relation), tuple(values))


def _relation_value(item: ActorRelation, quote: LinkedQuote | None, page: PageState) -> ValueView:
    words, places = _words_of((quote,), page)
    return ValueView(link=page.context.link(item.actor, page.uri), words=words,
                     references=(*places, *reference_views(item.reference, page.context)))


def _as_outlet(facts: ActorFacts, page: PageState) -> Iterator[FactView]:
    for key, source_ids in (("fact.outlet_of", facts.published_ids), ("fact.relayed_by", facts.relayed_ids)):
        if articles := articles_view(key, source_ids, page):
            values = [ValueView(link=entry.link, why=entry.label) for entry in articles.entries]
            values += [ValueView(link=entry.link) for entry in articles.more]
            values += [ValueView(link=articles.rest)] if articles.rest else []
            yield FactView(page.context.words(key), tuple(values))

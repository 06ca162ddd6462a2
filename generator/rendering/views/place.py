"""A place's page: names and who uses them, where it is, who holds that it belongs to what, events there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.content import LoadedRecord
from generator.model.dossier import PlaceFacts
from generator.model.records import Kind, Place
from generator.model.uris import record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import notice_blocks
from generator.rendering.views.cite import cite_as_view
from generator.rendering.views.common import note_view, page_labels, reference_views
from generator.rendering.views.facts import FactView, ValueView
from generator.rendering.views.frame import end_blocks
from generator.rendering.views.glances import SCRIPTS, STYLES, glance_block
from generator.rendering.views.map import degrees_text, locator_view
from generator.rendering.views.names import description_view, identifier_facts, name_facts
from generator.rendering.views.record_lists import (
    LeadView, ListView, PageState, accounts_view, claims_view, elsewhere_view, events_view, printed_view, sayings_view,
    section, sentence_at,
)
from generator.rendering.views.record_parts import part_pages

#: Fields of other records whose content stands elsewhere on the page.
_SHOWN = ("about", "place")


@dataclass(frozen=True, slots=True)
class StatusClaimView:
    """A claim about to whom a place belongs, and its accounts side by side."""

    claim: LinkView
    accounts: ListView | None


def render_place(record: LoadedRecord[Place], context: Context) -> list[Page]:
    """The page of a place, and those that hold what its lists have no room for."""
    place, facts = record.record, context.dossier.places[record.id]
    page, words = PageState(record_uri(Kind.PLACE, record.id), record.id, context), context.words
    title, kind = context.title(record.id), context.term("place-types", place.type)
    claims = [claim_id for claim_id in facts.claim_ids if claim_id in context.dossier.claims]
    status = [claim_id for claim_id in claims if context.record(claim_id).record.kind == "status"]
    blocks: list[Block] = [
        Html(render_html("kicker.html", (words("kind.place"), kind))), Heading(1, title),
        *notice_blocks(record, page.uri, context),
        Html(render_html("record_lead.html", _lead_view(record, facts, page)))]
    blocks += _status_blocks(status, page)
    blocks += section("record.statements_here", sayings_view("record.statements_here", [
        item for item in facts.statements if item.key not in page.statements], page), context)
    key = "record.other_claims" if status else "record.claims"
    other = [claim_id for claim_id in claims if claim_id not in status]
    blocks += section(key, claims_view(key, other, page), context)
    blocks += section("record.printed", printed_view(facts.printed, page), context)
    blocks += section("record.elsewhere", elsewhere_view(record.id, page, _SHOWN), context)
    blocks += [Html(render_html("cite_as.html", cite_as_view(record, page.uri, context))),
               *end_blocks(record, page.uri, context), glance_block(context, page.numbering, page.uri)]
    meta = PageMeta("place", title, kind, styles=(*STYLES, "figures"), scripts=SCRIPTS)
    return [Page(page.uri, meta, tuple(blocks), record.path), *part_pages(record, page)]


def _lead_view(record: LoadedRecord[Place], facts: PlaceFacts, page: PageState) -> LeadView:
    place, context = record.record, page.context
    placed = {item.record_id: item for item in reversed(facts.statements)}
    events = events_view("record.events_here", facts.event_ids, page,
                         lambda event_id: sentence_at(event_id, placed, context))
    standfirst = context.words("record.not_a_place") if place.not_a_place else ""
    return LeadView(
        standfirst, description_view(place.description, page.uri, record.id, context),
        note_view(place.note, context.words("label.note"), page.uri, context),
        tuple(_facts(place, facts, context)), context.words("record.events_here"), events,
        page_labels(context), _locator(page))


def _locator(page: PageState) -> Markup:
    """The small drawing of where the place lies; nothing where it is on no map."""
    view = locator_view(page.record_id, page.uri, page.context)
    return Markup(render_html("map_locator.html", view)) if view else Markup("")


def _status_blocks(claim_ids: Sequence[str], page: PageState) -> Iterator[Block]:
    """Who holds that the place belongs to what: every account of these claims, in their order."""
    views = []
    for claim_id in claim_ids:
        views.append(StatusClaimView(page.context.link(claim_id, page.uri), accounts_view(claim_id, page)))
    if views:
        yield Heading(2, page.context.words("record.status_claims"))
        yield Html(render_html("status_claims.html", views))


def _facts(place: Place, facts: PlaceFacts, context: Context) -> Iterator[FactView]:
    yield from name_facts(place.names, facts.printed, context)
    if not place.not_a_place:
        yield FactView(context.words("fact.coordinates"), (_coordinates(place, context),))
    yield from identifier_facts(place.identifiers, context)


def _coordinates(place: Place, context: Context) -> ValueView:
    point = place.coordinates
    if point is None:
        state = "not_found" if "coordinates" in place.not_found else "not_looked_up"
        return ValueView(text=context.words(f"coordinates.{state}"))
    reason = context.text(place.reasons.get("coordinates"))
    why = [context.words(f"precision.{point.precision}"),
           context.words("bib.inferred", why=reason) if reason else ""]
    return ValueView(text=degrees_text(point, context), why=" ".join(part for part in why if part),
                     references=reference_views(point.reference, context))

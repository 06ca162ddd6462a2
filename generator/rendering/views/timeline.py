"""The timeline: all dated events in order, month by month, in parts where there are many; background apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.uris import TIMELINE, Link, part_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.lists import EventItemView, group_by_month
from generator.rendering.views.parts import PartsView, parts_view, split_parts

#: Events on one page of the timeline, at most.
PART_LENGTH = 500


@dataclass(frozen=True, slots=True)
class EventListView:
    """Events of one heading."""

    items: tuple[EventItemView, ...]


def render_timeline(context: Context) -> list[Page]:
    """The timeline's pages: one, or as many as there are parts."""
    parts = split_parts(context.dossier.event_order, PART_LENGTH)
    return [_render_part(part, number, len(parts), context) for number, part in enumerate(parts, 1)]


def _render_part(event_ids: Sequence[str], number: int, total: int, context: Context) -> Page:
    uri = TIMELINE if number == 1 else part_uri("timeline", number)
    title = context.words("timeline.title")
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words("nav.timeline"), ""))), Heading(1, title),
        Html(render_html("standfirst.html", _standfirst(context))),
        *_parts_block(number, total, uri, context)]
    for month, items in group_by_month(event_ids, uri, context):
        blocks += [Heading(2, month), Html(render_html("event_list.html", EventListView(items)))]
    blocks += _parts_block(number, total, uri, context)
    return Page(uri, PageMeta(
        "timeline", context.words("nav.timeline"), _standfirst(context), is_searched=False), tuple(blocks))


def _standfirst(context: Context) -> str:
    events = context.words.count("count.events", len(context.dossier.events))
    sources = context.words.count("count.sources", len(context.dossier.sources))
    return context.words("timeline.standfirst", events=events, sources=sources)


def _parts_block(number: int, total: int, uri: str, context: Context) -> list[Block]:
    view: PartsView = parts_view("timeline", TIMELINE, number, total, uri, context)
    return [Html(render_html("parts_nav.html", view))] if total > 1 else []


def timeline_link(uri: str, context: Context) -> LinkView:
    """The way to the timeline from another page."""
    return LinkView(context.words("timeline.link"), Link(TIMELINE).html_href(uri))

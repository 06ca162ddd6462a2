"""The timeline's pages: a drawing, filters, and all events in order under their months; in periods where there are
many, with an overview of them first.

Owns which blocks stand on which page. What is drawn, listed and filtered is made next door (`timeline_*.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.dates import day_number
from generator.model.uris import TIMELINE, Link
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.time_scale import Frame
from generator.rendering.figures.time_shapes import choose_frame, quiet_stretches
from generator.rendering.markup import render_html
from generator.rendering.views.timeline_drawing import FigureView, figure_view, timeline_view
from generator.rendering.views.timeline_entries import TimelineEntry, timeline_entries
from generator.rendering.views.timeline_filters import FiltersView, filters_view
from generator.rendering.views.timeline_list import item_anchor, timeline_groups
from generator.rendering.views.timeline_overview import NeighboursView, neighbours_view, overview_blocks
from generator.rendering.views.timeline_periods import Period, split_periods

#: Events on the timeline's one page, at most; of more, each period gets a page with at most so many.
WHOLE_LENGTH, PERIOD_LENGTH = 180, 150


@dataclass(frozen=True, slots=True)
class HeadView:
    """The drawing, None where no event has a day, and the filters, None where there is nothing to choose."""

    figure: FigureView | None
    filters: FiltersView | None


def render_timeline(context: Context) -> list[Page]:
    """The timeline's pages: one, or an overview and a page for each period."""
    entries = timeline_entries(context)
    if len(entries) <= WHOLE_LENGTH:
        frame = choose_frame([entry.shape for entry in entries if entry.shape], _period_bounds(context))
        return [_page(TIMELINE, "", _body(entries, frame, TIMELINE, context), context, is_filtered=True)]
    periods = split_periods(entries, PERIOD_LENGTH)
    overview = _page(TIMELINE, "", overview_blocks(periods, context), context, is_filtered=False)
    return [overview, *(_render_period(periods, index, context) for index in range(len(periods)))]


def _render_period(periods: Sequence[Period], index: int, context: Context) -> Page:
    period = periods[index]
    around: NeighboursView = neighbours_view(periods, index, context)
    nav = Html(render_html("timeline_neighbours.html", around))
    body = _body(period.entries, period.frame, period.uri, context)
    return _page(period.uri, period.label(context), [nav, *body, nav], context, is_filtered=True)


def _page(uri: str, period: str, body: Sequence[Block], context: Context, *, is_filtered: bool) -> Page:
    title = context.words("timeline.title_of", period=period) if period else context.words("timeline.title")
    standfirst = [] if period else [Html(render_html("standfirst.html", _standfirst(context)))]
    blocks = (Html(render_html("kicker.html", (context.words("nav.timeline"), ""))), Heading(1, title), *standfirst, *body)
    meta = PageMeta("timeline", period or context.words("nav.timeline"), _standfirst(context),
                    styles=("figures",), scripts=("timeline",) if is_filtered else ())
    return Page(uri, meta, blocks)


def _body(entries: Sequence[TimelineEntry], frame: Frame | None, uri: str, context: Context) -> list[Block]:
    """The drawing, the filters, and the list under its months."""
    quiet = quiet_stretches([entry.shape for entry in entries if entry.shape], frame) if frame else []
    list_id = item_anchor(entries[0].id) if entries else ""
    drawn = timeline_view(entries, frame, quiet, uri, context) if frame else None
    filters = filters_view(entries, context)
    head = HeadView(figure_view(drawn, list_id, context) if drawn else None, filters if filters.selects else None)
    blocks: list[Block] = [Html(render_html("timeline_head.html", head))] if head.figure or head.filters else []
    is_numbered = drawn is not None and drawn.is_numbered
    for group in timeline_groups(entries, quiet, uri, context, is_numbered=is_numbered):
        blocks += [Heading(2, group.heading), Html(render_html("timeline_list.html", group))]
    return blocks


def _period_bounds(context: Context) -> tuple[int | None, int | None]:
    """The first and last day of the dossier's period."""
    period = context.dossier.content.settings.model.period
    return (day_number(period.earliest) if period.earliest else None,
            day_number(period.latest) if period.latest else None)


def _standfirst(context: Context) -> str:
    events = context.words.count("count.events", len(context.dossier.events))
    sources = context.words.count("count.sources", len(context.dossier.sources))
    return context.words("timeline.standfirst", events=events, sources=sources)


def timeline_link(uri: str, context: Context) -> LinkView:
    """The way to the timeline from another page."""
    return LinkView(context.words("timeline.link"), Link(TIMELINE).html_href(uri))

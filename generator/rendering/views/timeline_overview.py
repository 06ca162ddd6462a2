"""The overview of a timeline in periods: a drawing of how many events of each kind each holds, and the list of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.uris import TIMELINE, Link
from generator.rendering.blocks import Block, Heading, Html
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.timeline_density import (
    DensityPart, DensityView, draw_density_narrow, draw_density_wide,
)
from generator.rendering.markup import render_html
from generator.rendering.views.timeline_drawing import lanes_of
from generator.rendering.views.timeline_periods import Period


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period in the list: its page, how many events it holds, and how many of which kind."""

    link: LinkView
    count: str
    kinds: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    """Both drawings, what they show in words, and the list of periods."""

    drawings: tuple[Markup, ...]
    note: str
    periods: tuple[PeriodView, ...]


@dataclass(frozen=True, slots=True)
class NeighboursView:
    """The ways from a period to the one before, to all, and to the one after; without an address where there is none."""

    label: str
    before: LinkView
    overview: LinkView
    after: LinkView


def overview_blocks(periods: Sequence[Period], context: Context) -> list[Block]:
    """The drawing and the list of periods."""
    entries = [entry for period in periods for entry in period.entries]
    lanes, lane_of = lanes_of(entries, context)
    parts = tuple(_part(period, lanes, lane_of, context) for period in periods)
    title = context.words("timeline.overview.title", events=context.words.count("count.events", len(entries)))
    view = DensityView(title, lanes, parts, context.words("timeline.overview.all"))
    listed = tuple(PeriodView(
        LinkView(period.label(context), part.href), context.words.count("count.events", part.total),
        _kinds(part, lanes, context)) for period, part in zip(periods, parts, strict=True))
    overview = OverviewView((draw_density_wide(view), draw_density_narrow(view)),
                            context.words("timeline.overview.note"), listed)
    return [Html(render_html("timeline_overview.html", overview)), Heading(2, context.words("timeline.overview.list")),
            Html(render_html("timeline_periods.html", overview))]


def _part(period: Period, lanes: Sequence[str], lane_of: dict[str, int], context: Context) -> DensityPart:
    counts = Counter(lane_of[entry.type] for entry in period.entries)
    label = period.label(context)
    spoken = f"{label}: {context.words.count('count.events', len(period.entries))}"
    is_within_year = period.unit in ("month", "day") and period.first is not None
    year = str(period.first.year) if period.first and is_within_year else ""
    return DensityPart(period.label(context, short=True) if year else label, year, spoken,
                       Link(period.uri).html_href(TIMELINE), tuple(counts[lane] for lane in range(len(lanes))))


def _kinds(part: DensityPart, lanes: Sequence[str], context: Context) -> str:
    """`12 Talks, 3 Strikes`, the most first."""
    found = sorted(((count, lane) for count, lane in zip(part.counts, lanes, strict=True) if count),
                   key=lambda item: -item[0])
    return ", ".join(context.words("timeline.overview.kind", n=count, kind=lane) for count, lane in found)


def neighbours_view(periods: Sequence[Period], index: int, context: Context) -> NeighboursView:
    """The ways from one period to others."""
    uri = periods[index].uri

    def link(at: int) -> LinkView:
        if not 0 <= at < len(periods):
            return LinkView("")
        return LinkView(periods[at].label(context), Link(periods[at].uri).html_href(uri))
    overview = LinkView(context.words("timeline.overview.link"), Link(TIMELINE).html_href(uri))
    return NeighboursView(context.words("timeline.overview.list"), link(index - 1), overview, link(index + 1))

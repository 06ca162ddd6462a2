"""The timeline's drawing on a page: what stands in which lane, in which frame, and the legend of what occurs in it.

Turns entries into what `figures/` draws. Words and addresses come from here, geometry does not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from generator.model.dates import Day, day_number, edtf_of, parse_edtf
from generator.model.dossier import StatusKind
from generator.model.records import Kind
from generator.model.uris import Link, record_uri
from generator.rendering.context import Context
from generator.rendering.figures.time_legend import sample_drawing, samples_of
from generator.rendering.figures.time_scale import Frame, TimeScale, make_axis
from generator.rendering.figures.timeline import Publication, TimelineEvent, TimelineView
from generator.rendering.figures.timeline_narrow import draw_narrow
from generator.rendering.figures.timeline_wide import draw_wide
from generator.rendering.views.common import StatusView, outlet_name, status_view
from generator.rendering.views.time_words import TimeWords
from generator.rendering.views.timeline_entries import TimelineEntry

#: Lanes of a drawing; of more kinds, those with the fewest events share the last.
_LANES = 8


@dataclass(frozen=True, slots=True)
class LegendView:
    """What a drawing's shape means."""

    drawing: Markup
    label: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """Both drawings with their legend and what it adds in words; `skip` leads past them."""

    drawings: tuple[Markup, ...]
    statuses: tuple[StatusView, ...]
    shapes: tuple[LegendView, ...]
    notes: tuple[str, ...]
    narrow_note: str
    skip: str
    list_id: str


@dataclass(frozen=True, slots=True)
class _Words(TimeWords):
    """The words of a drawing in the site's language."""

    def day(self, day: Day) -> str:
        """`4 Mar`."""
        return self.context.date(parse_edtf(edtf_of(day, "day")), short=True, with_year=False)

    def quiet(self, days: int, *, is_short: bool = False) -> str:
        """`9 days without a dated event`, `9 days`."""
        words = self.context.words
        return words.count("timeline.quiet_short", days) if is_short else words.count("timeline.quiet", days)

    def more(self, number: int) -> str:
        """`and 12 more in the list`."""
        return self.context.words.count("timeline.more", number)

    def of(self, key: str) -> str:
        """The label of a part of the drawing."""
        return self.context.words(f"timeline.drawing.{key}")


def lanes_of(entries: Sequence[TimelineEntry], context: Context) -> tuple[tuple[str, ...], dict[str, int]]:
    """The names of the lanes, and which lane each kind of event stands in; kinds in the order of the vocabulary."""
    counts = Counter(entry.type for entry in entries)
    order = {term: index for index, term in enumerate(context.dossier.content.vocabulary.get("event-types", {}))}
    kinds = sorted(counts, key=lambda kind: (order.get(kind, len(order)), kind))
    own = set(kinds) if len(kinds) <= _LANES else set(
        sorted(kinds, key=lambda kind: (-counts[kind], kinds.index(kind)))[:_LANES - 1])
    shown = [kind for kind in kinds if kind in own]
    names = [context.term("event-types", kind, plural=True) for kind in shown]
    if len(shown) < len(kinds):
        names.append(context.words("timeline.other_kinds"))
    return tuple(names), {kind: shown.index(kind) if kind in own else len(shown) for kind in kinds}


def timeline_view(entries: Sequence[TimelineEntry], frame: Frame, quiet: Sequence[tuple[int, int]], from_uri: str,
                  context: Context) -> TimelineView:
    """A page's events ready to be drawn."""
    lanes, lane_of = lanes_of(entries, context)
    events = tuple(_event(entry, number, lane_of[entry.type], from_uri, context)
                   for number, entry in enumerate(entries, 1))
    title = context.words("timeline.figure.title", events=context.words.count("count.events", len(entries)))
    return TimelineView(title, frame, lanes, events, _publications(entries, from_uri, context), tuple(quiet),
                        _Words(context), _unplaced(entries, context))


def _event(entry: TimelineEntry, number: int, lane: int, from_uri: str, context: Context) -> TimelineEvent:
    link = context.link(entry.id, from_uri)
    when = context.date(entry.date, short=True, with_year=False) if entry.date else ""
    spoken = ", ".join(part for part in (
        link.text, context.date(entry.date) if entry.date else "", context.term("statuses", entry.status)) if part)
    announced = entry.announced.day if entry.announced else None
    return TimelineEvent(entry.id, number, link.text, when, spoken, link.href, lane,
                         entry.status.replace("_", "-"), entry.shape, announced)


def _publications(entries: Sequence[TimelineEntry], from_uri: str, context: Context) -> tuple[Publication, ...]:
    """The articles that report these events and whose day of publication is known, by day."""
    found = []
    for source_id in _sources(entries):
        day = _publication_day(source_id, context)
        if day:
            found.append(Publication(
                day_number(day), outlet_name(source_id, context), context.source_label(source_id),
                Link(record_uri(Kind.SOURCE, source_id)).html_href(from_uri)))
    return tuple(sorted(found, key=lambda item: (item.day, item.label, item.href)))


def _unplaced(entries: Sequence[TimelineEntry], context: Context) -> tuple[str, ...]:
    return tuple(context.source_label(source_id) for source_id in _sources(entries)
                 if _publication_day(source_id, context) is None)


def _sources(entries: Sequence[TimelineEntry]) -> Iterable[str]:
    return dict.fromkeys(source_id for entry in entries for source_id in entry.source_ids)


def _publication_day(source_id: str, context: Context) -> Day | None:
    """The day on which an article appeared, where it is one known day."""
    published = context.record(source_id).record.published
    return published.date.earliest if published and published.date.is_single_day else None


def figure_view(view: TimelineView, list_id: str, context: Context) -> FigureView:
    """The drawings of a page and their legend."""
    shown = {event.status.replace("-", "_") for event in view.events}
    statuses = tuple(status_view(kind, context) for kind in get_args(StatusKind) if kind in shown)
    shapes = tuple(LegendView(sample_drawing(sample), context.words(f"timeline.sample.{sample}")) for sample in samples_of(view))
    notes = [context.words("timeline.figure.numbers")] if view.is_numbered else []
    if view.unplaced:
        notes.append(context.words("timeline.figure.unplaced", sources="; ".join(view.unplaced)))
    axis = make_axis(TimeScale(view.frame, 0, 860), view.words)
    if any(tick.unit == "week" for tick in axis.minor):
        is_daily = any(tick.unit == "day" for tick in axis.minor)
        notes.append(context.words("timeline.figure.days" if is_daily else "timeline.figure.weeks"))
    return FigureView(
        (draw_wide(view), draw_narrow(view)), statuses, shapes, tuple(notes),
        context.words("timeline.figure.narrow"), context.words("timeline.figure.skip"), list_id)

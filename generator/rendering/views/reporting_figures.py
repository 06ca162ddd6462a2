"""The drawings of the page "who reported what, when", as views: lines where they can be read, else numbers by time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.model.dates import Day, EdtfDate, day_number, edtf_of, parse_edtf
from generator.model.records import Kind
from generator.model.uris import Link, record_uri
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.counts_in_time import Counted, draw_counts
from generator.rendering.figures.reporting_chart import SIZES, ChartArticle, ChartEvent, draw_chart
from generator.rendering.figures.time_scale import Frame
from generator.rendering.figures.time_shapes import TimeShape, choose_frame, shape_of
from generator.rendering.views.common import StatusView, status_view
from generator.rendering.views.reporting import outlet_label
from generator.rendering.views.time_words import TimeWords

#: So many events and articles can be drawn with their lines, and that only of numbers that a reader can follow.
_DRAWN_EVENTS, _DRAWN_ARTICLES = 60, 12
#: Stretches of time in the overview, at most; with more of them they become longer.
_MOST_STRETCHES = 48


@dataclass(frozen=True, slots=True)
class ChartView:
    """The drawings, the signs in them, and what stands at their edge."""

    drawings: Markup
    key: tuple[StatusView, ...]
    signs: tuple[tuple[Markup, str], ...]
    edge: str


@dataclass(frozen=True, slots=True)
class StretchView:
    """A stretch of time in the overview; it leads to its first event."""

    link: LinkView
    events: str
    articles: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    """Both drawings of the numbers, and the table that says the same."""

    drawings: Markup
    rows: tuple[StretchView, ...]
    words: dict[str, Any]


def is_drawable(event_ids: Sequence[str], context: Context) -> bool:
    """Whether lines between these events and the articles can be followed, and any has a day."""
    return (len(event_ids) <= _DRAWN_EVENTS and len(context.dossier.sources) <= _DRAWN_ARTICLES
            and _frame(event_ids, context) is not None)


# Lines ----------------------------------------------------------------------------------------------


def chart_view(event_ids: Sequence[str], uri: str, context: Context) -> ChartView:
    """The drawing of lines for every width."""
    order = context.dossier.publication_order
    position = {source_id: index for index, source_id in enumerate(order)}
    articles = [ChartArticle(number, outlet_label(source_id, context), _published(source_id, context))
                for number, source_id in enumerate(order, 1)]
    events = [_chart_event(event_id, position, uri, context) for event_id in event_ids]
    frame = _frame(event_ids, context)
    if frame is None:
        raise ValueError("no event or article has a day")
    title = context.words("reporting.drawing", events=context.words.count("count.events", len(events)))
    drawings = [draw_chart(events, articles, frame, TimeWords(context), title, size=size) for size in SIZES]
    far = sum(1 for event in events if event.happening and not frame.touches(event.happening.first, event.happening.last))
    kinds = dict.fromkeys(report.status or "background" for event_id in event_ids
                          for report in context.dossier.events[event_id].reporting)
    return ChartView(Markup("").join(drawings), tuple(status_view(kind, context) for kind in kinds),
                     _signs(events, context), context.words.count("reporting.at_edge", far) if far else "")


def _chart_event(event_id: str, position: Mapping[str, int], uri: str, context: Context) -> ChartEvent:
    reports = context.dossier.events[event_id].reporting
    return ChartEvent(
        context.title(event_id), Link(record_uri(Kind.EVENT, event_id)).html_href(uri),
        _bounded(context.record(event_id).record.date),
        tuple((position[report.source_id], (report.status or "background").replace("_", "-")) for report in reports))


def _published(source_id: str, context: Context) -> TimeShape | None:
    published = context.record(source_id).record.published
    return _bounded(published.date) if published else None


def _bounded(date: EdtfDate | None) -> TimeShape | None:
    """The shape of a date that has a bound on at least one side."""
    return shape_of(date) if date and (date.earliest or date.latest) else None


def _frame(event_ids: Sequence[str], context: Context) -> Frame | None:
    """The days to draw: those of the articles, and of the events as far as the dossier's period reaches."""
    events = [_bounded(context.record(event_id).record.date) for event_id in event_ids]
    articles = [_published(source_id, context) for source_id in context.dossier.publication_order]
    period = context.dossier.content.settings.model.period
    days = [day and day_number(day) for day in (period.earliest, period.latest)]
    frame = choose_frame([shape for shape in (*events, *articles) if shape], (days[0], days[1]))
    known = [day for shape in articles if shape for day in (shape.first, shape.last) if day is not None]
    return frame and Frame(min(frame.first, *known), max(frame.last, *known)) if len(known) > 0 else frame


_SIGNS = {
    "day": Markup('<svg class="d-g d-g--w" viewBox="0 0 28 12" aria-hidden="true"><rect class="d-hp d-hp--lasted" '
                  'x="4" y="2.5" width="20" height="7" rx="3.5"/></svg>'),
    "within": Markup('<svg class="d-g d-g--w" viewBox="0 0 28 12" aria-hidden="true"><rect class="d-hp d-hp--within" '
                     'x="1" y="2.5" width="26" height="7" rx="3.5"/></svg>'),
    "article": Markup('<svg class="d-g" viewBox="0 0 12 12" aria-hidden="true"><path class="d-col" d="M6 0v12"/></svg>'),
}


def _signs(events: Sequence[ChartEvent], context: Context) -> tuple[tuple[Markup, str], ...]:
    signs = [(_SIGNS["day"], context.words("reporting.key_days"))]
    if any(event.happening and event.happening.kind in ("within", "set") for event in events):
        signs.append((_SIGNS["within"], context.words("reporting.key_within")))
    return (*signs, (_SIGNS["article"], context.words("reporting.key_article")))


# Numbers --------------------------------------------------------------------------------------------


def overview_view(pages: Mapping[str, str], uri: str, context: Context) -> OverviewView:
    """How many events begin and how many articles appear in each stretch of time; `pages` are those of the events."""
    days = {event_id: _first_day(context.record(event_id).record.date) for event_id in pages}
    published = [_first_day(source.published.date if source.published else None)
                 for source in (record.record for record in context.dossier.content.of_kind(Kind.SOURCE))]
    unit = _unit([*days.values(), *published], context)
    events, articles = Counter(map(unit.key, days.values())), Counter(map(unit.key, published))
    firsts = {unit.key(day): Link(pages[event_id], f"r-{event_id}") for event_id, day in reversed(days.items())}
    keys = sorted(events.keys() | articles.keys())
    stretches = [Counted(unit.label(key, context), events[key], articles[key]) for key in unit.run(keys)]
    title = context.words("reporting.overview_drawing")
    rows = tuple(StretchView(
        LinkView(unit.label(key, context), firsts[key].html_href(uri) if key in firsts else ""),
        context.number(events[key]), context.number(articles[key])) for key in keys)
    words = {name: context.words(f"reporting.{name}") for name in (
        "no_drawing", "stretch", "events", "published_articles", "overview", "overview_drawing")}
    return OverviewView(Markup("").join(draw_counts(stretches, title, is_wide=is_wide) for is_wide in (True, False)),
                        rows, words)


def _first_day(date: EdtfDate | None) -> Day | None:
    """The day a date stands under: its first, or its last where the first is open."""
    return (date.earliest or date.latest) if date else None


_Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The stretches of time of an overview: months, years or so many years; before and after the first and last one.

    A key is (0, …) for what lies before, (1, year, month) for a stretch by its first month, (2, …) after, (3, …)
    for what has no date.
    """

    first: Day
    last: Day
    years: int

    def key(self, day: Day | None) -> _Key:
        """The stretch of a day."""
        if day is None:
            return (3, 0, 0)
        start = self._start(day)
        if start < self._start(self.first):
            return (0, 0, 0)
        return (2, 0, 0) if start > self._start(self.last) else (1, *start)

    def _start(self, day: Day) -> tuple[int, int]:
        return (day.year, day.month) if not self.years else (day.year - day.year % self.years, 1)

    def run(self, keys: Sequence[_Key]) -> list[_Key]:
        """All stretches from the first to the last of these, the empty ones too, and what lies before and after."""
        inside = [key for key in keys if key[0] == 1]
        found = [key for key in keys if key[0] == 0]
        key = inside[0] if inside else None
        while key is not None and key <= inside[-1]:
            found.append(key)
            _, year, month = key
            key = (1, year + self.years, 1) if self.years else (1, year + month // 12, month % 12 + 1)
        return [*found, *(key for key in keys if key[0] == 2)]

    def label(self, key: _Key, context: Context) -> str:
        """What a stretch is called."""
        words = context.words
        if key[0] == 3:
            return words("reporting.no_date")
        if key[0] != 1:
            bound = self.first if key[0] == 0 else self.last
            text = context.date(parse_edtf(edtf_of(bound, "year" if self.years else "month")))
            return words("reporting.before_period" if key[0] == 0 else "reporting.after_period", date=text)
        start = Day(key[1], key[2], 1)
        if not self.years:
            return context.date(parse_edtf(edtf_of(start, "month")), short=True)
        if self.years == 1:
            return context.date(parse_edtf(edtf_of(start, "year")))
        end = Day(start.year + self.years - 1, 12, 31)
        return context.date(parse_edtf(f"{edtf_of(start, 'year')}/{edtf_of(end, 'year')}"))


def _unit(days: Sequence[Day | None], context: Context) -> _Unit:
    """Months of the dossier's period, or longer stretches where these are too many."""
    period = context.dossier.content.settings.model.period
    known = [day for day in days if day is not None]
    first = period.earliest or min(known, default=Day(2000, 1, 1))
    last = period.latest or max(known, default=first)
    last = max(first, last)
    if (last.year - first.year) * 12 + last.month - first.month < _MOST_STRETCHES:
        return _Unit(first, last, 0)
    years = 1
    while (last.year - first.year) // years >= _MOST_STRETCHES:
        years *= 10
    return _Unit(first, last, years)

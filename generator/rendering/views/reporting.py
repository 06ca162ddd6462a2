"""Who reported an event, and when: the part of its page with a row per article, each with a strip of time.

The rows are the list that screen readers meet; the strips repeat it for the eye. Two articles are never called
independent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.model.content import LoadedRecord
from generator.model.delays import delay_between
from generator.model.dossier import Report
from generator.model.records import Event, Kind
from generator.model.statements import PLANNED
from generator.model.uris import REPORTING, Link, record_uri
from generator.rendering.blocks import Block, Heading, Html
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.days import DayScale
from generator.rendering.figures.reporting import (
    NARROW_WIDTH, WIDTH, ReportMark, draw_axis, draw_strip, strips_scale,
)
from generator.rendering.figures.time_shapes import TimeShape, shape_of
from generator.rendering.markup import render_html
from generator.rendering.views.common import CiteView, DateView, Numbering, StatusView, status_view
from generator.rendering.views.delays import delay_text

#: Articles shown in full on an event's page; what comes after is a link each.
FULL_ROWS = 40


@dataclass(frozen=True, slots=True)
class ReportView:
    """One article's row: who, when, relaying whom, at which stage, on whose word, how long after."""

    outlet: LinkView
    relays: str
    published: DateView
    as_of: str
    status: StatusView | None
    told: str
    delay: str
    cite: CiteView | None
    strip: Markup = Markup("")


@dataclass(frozen=True, slots=True)
class EventReportingView:
    """The rows, the axes above them where there is more than one, and what is to be said of all."""

    rows: tuple[ReportView, ...]
    more: tuple[LinkView, ...]
    axes: Markup
    key: tuple[tuple[Markup, str], ...]
    remarks: tuple[str, ...]
    all: LinkView
    label: str
    words: dict[str, Any]


def reporting_blocks(record: LoadedRecord[Event], numbering: Numbering, context: Context) -> list[Block]:
    """The part of an event's page: under a heading of its own where several articles report it.

    To be made after all of the page's statements are numbered. Nothing where no article is left to show.
    """
    reports = context.dossier.events[record.id].reporting
    if not reports:
        return []
    view = _event_view(record, reports, numbering, context)
    block = Html(render_html("reporting_event.html", view))
    title = context.words("reporting.event_title")
    return [block] if view.label else [Heading(2, title), block]


def _event_view(
    record: LoadedRecord[Event], reports: Sequence[Report], numbering: Numbering, context: Context
) -> EventReportingView:
    uri, words = record_uri(Kind.EVENT, record.id), context.words
    happening = happening_shape(record.record)
    marks = [report_mark(report) for report in reports[:FULL_ROWS]]
    scale = strips_scale(happening, marks) if happening else None
    rows = tuple(_report_view(report, mark, happening, scale, uri, numbering, context)
                 for report, mark in zip(reports, marks))
    more = tuple(_more_view(report, uri, context) for report in reports[FULL_ROWS:])
    return EventReportingView(
        rows, more, _axes(record.record, reports[:FULL_ROWS], scale, context), _key(marks, scale, context) if scale else (),
        tuple(_remarks(record.record, reports, context)), reporting_link(uri, context),
        words("reporting.event_title") if len(reports) == 1 else "",
        {"more": words.count("reporting.more", len(more)), "quote": words("page.quote")})


def happening_shape(event: Event) -> TimeShape | None:
    """When it happened, as a drawing takes it; background is told, not dated to an article."""
    has_bound = event.date is not None and (event.date.earliest or event.date.latest)
    return shape_of(event.date) if event.date and has_bound and event.kind != "background" else None


def report_mark(report: Report) -> ReportMark:
    """What drawings take of a report."""
    published, written = (
        shape_of(moment.date) if moment and (moment.date.earliest or moment.date.latest) else None
        for moment in (report.published, report.written))
    return ReportMark((report.status or "background").replace("_", "-"), published, written)


def _report_view(
    report: Report, mark: ReportMark, happening: TimeShape | None, scale: DayScale | None, uri: str,
    numbering: Numbering, context: Context,
) -> ReportView:
    words = context.words
    number = numbering.numbers.get(report.passage)
    return ReportView(
        context.link(report.source_id, uri, text=outlet_label(report.source_id, context)),
        relays_phrase(report, context), _published_view(report, context),
        words("reporting.as_of", date=context.published(report.written)) if report.written else "",
        status_view(report.status, context) if report.status else None, _told(report, context),
        delay_text(report.delay, context),
        CiteView(number, f"#{report.passage.id}", "") if number else None,
        draw_strip(happening, mark, scale) if scale else Markup(""))


def _more_view(report: Report, uri: str, context: Context) -> LinkView:
    return LinkView(context.source_label(report.source_id), context.place_of(report.source_id).html_href(uri))


def outlet_label(source_id: str, context: Context) -> str:
    """The outlet's name, on its own."""
    publisher = context.record(source_id).record.publisher
    return context.title(publisher) if publisher else context.words("source.no_publisher")


def _published_view(report: Report, context: Context) -> DateView:
    if report.published is None:
        return DateView(context.words("reporting.undated"))
    return DateView(context.words("reporting.published", date=context.published(report.published)),
                    report.published.iso or "")


def relays_phrase(report: Report, context: Context) -> str:
    """`relaying NTB`; that no relay is named where none is."""
    if not report.relay_ids:
        return context.words("reporting.no_relay")
    return context.words("reporting.relaying", names=context.names(report.relay_ids))


def _told(report: Report, context: Context) -> str:
    """On whose word the article reports it."""
    words = context.words
    if report.status is None:
        return words("reporting.touches") if report.is_guest else words("reporting.background")
    told = [words("reporting.own_words")] if report.is_own else []
    if report.speakers:
        key = "speaker.says" if len(report.speakers) == 1 else "speaker.say"
        told.append(words(key, name=context.names(report.speakers)))
    return "; ".join(told)


def _remarks(event: Event, reports: Sequence[Report], context: Context) -> list[str]:
    """Relays that several of the articles share, and that nothing is known of their independence."""
    counts: dict[str, int] = {}
    for report in reports:
        for relay_id in report.relay_ids:
            counts[relay_id] = counts.get(relay_id, 0) + 1
    found = [_shared_text(count, len(reports), context.title(relay_id), context)
             for relay_id, count in counts.items() if count > 1]
    if len(reports) > 1:
        found.append(context.words("relays.independence"))
    if any(_is_late_plan(event, report) for report in reports):
        found.append(context.words("reporting.counting"))
    return found


def _shared_text(count: int, total: int, relay: str, context: Context) -> str:
    if count < total:
        return context.words("reporting.shared_by_some", n=count, total=total, relay=relay)
    if count > 2:
        return context.words("reporting.shared_by_all", n=count, relay=relay)
    return context.words("reporting.shared_by_both", relay=relay)


def _is_late_plan(event: Event, report: Report) -> bool:
    """Whether an article has as still to come what its own date is later than, and no older reporting explains it."""
    if report.status not in PLANNED or not report.delay or (report.delay.least or 0) <= 0:
        return False
    written = delay_between(event.date, report.written.date) if report.written else None
    return written is None or written.most is None or written.most >= 0


# The axis and its key -------------------------------------------------------------------------------


def _axes(event: Event, reports: Sequence[Report], scale: DayScale | None, context: Context) -> Markup:
    """The dates above the strips, wide and narrow: of the happening, then of the articles, the last one first."""
    if scale is None or event.date is None:
        return Markup("")
    dates = [event.date, *(report.published.date for report in reversed(reports) if report.published)]
    years = {date.earliest.year for date in dates if date.earliest}
    labels = [(shape_of(date), context.date(date, short=True, with_year=len(years) > 1)) for date in dates
              if date.earliest or date.latest]
    return draw_axis(labels, scale, width=WIDTH) + draw_axis(labels, scale, width=NARROW_WIDTH)


_KEY_MARKS = {
    "written": Markup('<svg class="d-g" viewBox="0 0 12 12" aria-hidden="true"><path class="d-asof-m" '
                      'd="M6 1l5 5-5 5-5-5z"/></svg>'),
    "published": Markup('<svg class="d-g" viewBox="0 0 12 12" aria-hidden="true"><path class="d-pub" '
                        'd="M6 11.5v-10m-4 4l4-4.3 4 4.3"/></svg>'),
    "plan": Markup('<svg class="d-g d-g--w" viewBox="0 0 28 12" aria-hidden="true"><path class="d-way d-way--plan" '
                   'd="M1 6h26"/></svg>'),
    "break": Markup('<svg class="d-g" viewBox="0 0 12 12" aria-hidden="true"><path class="d-break" '
                    'd="M3 12l2-12M7 12l2-12"/></svg>'),
}


def _key(marks: Sequence[ReportMark], scale: DayScale, context: Context) -> tuple[tuple[Markup, str], ...]:
    """The signs of these strips and what they mean."""
    key = [(_KEY_MARKS["published"], context.words("reporting.key_published"))]
    if any(mark.written for mark in marks):
        key.append((_KEY_MARKS["written"], context.words("reporting.key_written")))
    if any(mark.status in PLANNED for mark in marks):
        key.append((_KEY_MARKS["plan"], context.words("reporting.key_plan")))
    if scale.breaks:
        key.append((_KEY_MARKS["break"], context.words("reporting.key_break")))
    return tuple(key)


def reporting_link(uri: str, context: Context) -> LinkView:
    """The way to the page "who reported what, when" from another page."""
    return LinkView(context.words("reporting.all"), Link(REPORTING).html_href(uri))

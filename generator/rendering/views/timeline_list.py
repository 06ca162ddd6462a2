"""The timeline's list: every event in words, with all that the drawing shows of it, under the months they begin in.

Owns the items, their headings, and where quiet stretches stand between them. The list is the accessible interface
of the drawing, and carries the data that the filters read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from generator.model.dossier import Report
from generator.model.records import Kind
from generator.model.statements import PLANNED
from generator.model.uris import Link, record_uri
from generator.rendering.context import Context, LinkView
from generator.rendering.views.common import outlet_name
from generator.rendering.views.lists import EventItemView, event_item, month_of
from generator.rendering.views.timeline_entries import TimelineEntry


@dataclass(frozen=True, slots=True)
class FilterData:
    """What the filters compare an event by; lists are ids with spaces between them."""

    kind: str
    status: str
    actors: str
    sources: str
    printed: str


@dataclass(frozen=True, slots=True)
class TimelineItemView:
    """An event of the list. `number` is empty where the drawing has labels; `quiet` stands before the event."""

    anchor: str
    number: str
    event: EventItemView
    kind: str
    notes: tuple[LinkView, ...]
    data: FilterData
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class TimelineGroupView:
    """The events of one heading."""

    heading: str
    items: tuple[TimelineItemView, ...]


def item_anchor(event_id: str) -> str:
    """The id of an event's item in the list."""
    return f"e-{event_id}"


def timeline_groups(entries: Sequence[TimelineEntry], quiet_days: Sequence[tuple[int, int]], from_uri: str,
                    context: Context, *, is_numbered: bool) -> list[TimelineGroupView]:
    """The items under months, with a remark before each event that follows a quiet stretch (its first and last day)."""
    quiet = _quiet_before(entries, quiet_days)
    items = []
    for number, entry in enumerate(entries, 1):
        item = _item(entry, str(number) if is_numbered else "", from_uri, context)
        if entry.id in quiet:
            item = replace(item, quiet=context.words.count("timeline.quiet", quiet[entry.id]))
        items.append((month_of(entry.date, context), item))
    return [TimelineGroupView(month, tuple(item for _, item in group))
            for month, group in groupby(items, key=lambda pair: pair[0])]


def _quiet_before(entries: Sequence[TimelineEntry], quiet_days: Sequence[tuple[int, int]]) -> Mapping[str, int]:
    """How many quiet days end before an event, by the id of the first event after them."""
    found: dict[str, int] = {}
    for first, last in quiet_days:
        following = next((entry.id for entry in entries if entry.shape and entry.shape.first is not None
                          and entry.shape.first > last), "")
        found[following] = last - first + 1
    return found


def _item(entry: TimelineEntry, number: str, from_uri: str, context: Context) -> TimelineItemView:
    item = event_item(entry.id, from_uri, context, with_year=False)
    if entry.status in PLANNED and not item.date.remark:
        item = replace(item, date=replace(item.date, remark=context.words("timeline.planned")))
    return TimelineItemView(
        item_anchor(entry.id), number, item, context.term("event-types", entry.type), _notes(entry, from_uri, context),
        FilterData(entry.type, entry.status, " ".join(entry.actor_ids), " ".join(entry.source_ids),
                   entry.printed_by.iso if entry.printed_by else ""))


def _notes(entry: TimelineEntry, from_uri: str, context: Context) -> tuple[LinkView, ...]:
    """Where it was announced, and where it was first printed, each leading to the article."""
    found = []
    if entry.announced:
        text = context.words("timeline.announced", date=context.published(entry.announced.as_of, with_time=False),
                             source=outlet_name(entry.announced.source_id, context))
        found.append(LinkView(text, _source_href(entry.announced.source_id, from_uri)))
    if entry.printed:
        found += [_printed_note(report, entry, from_uri, context) for report in _first_prints(entry, entry.printed, context)]
    elif entry.source_ids:
        found.append(LinkView(context.words("timeline.printed_undated")))
    return tuple(found)


def _first_prints(entry: TimelineEntry, printed: Report, context: Context) -> list[Report]:
    """The first report; where that is of a plan, also the first that gives the status shown."""
    if printed.status not in PLANNED or entry.status in PLANNED:
        return [printed]
    later = (report for report in context.dossier.events[entry.id].reporting
             if report.published and report.status == entry.status)
    return [printed, *islice(later, 1)]


def _printed_note(report: Report, entry: TimelineEntry, from_uri: str, context: Context) -> LinkView:
    """`First printed: Avisa, 5 March 2021`; at which stage, where the first report is of a plan and the status is not."""
    is_staged = entry.printed is not None and entry.printed.status in PLANNED and entry.status not in PLANNED
    source = context.source_label(report.source_id)
    text = context.words("timeline.first_printed_as", source=source, stage=context.term("statuses", str(report.status))) \
        if is_staged else context.words("timeline.first_printed", source=source)
    return LinkView(text, _source_href(report.source_id, from_uri))


def _source_href(source_id: str, from_uri: str) -> str:
    return Link(record_uri(Kind.SOURCE, source_id)).html_href(from_uri)

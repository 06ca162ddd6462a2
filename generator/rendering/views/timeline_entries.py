"""What the timeline knows of each event, computed once for all its pages: its shape in time, its kind, who named it,
which article first announced it and which first printed it.

Drawings, lists, filters and parts are all made from these entries. Knows no HTML.
"""

from dataclasses import dataclass
from operator import itemgetter

from generator.model.dates import Day, EdtfDate, Published, day_number
from generator.model.dossier import EventFacts, Report
from generator.rendering.context import Context
from generator.rendering.figures.time_shapes import TimeShape, shape_of


@dataclass(frozen=True, slots=True)
class Announcement:
    """The earliest report that an event would come: its article, the moment it is of, and its day where one is given."""

    source_id: str
    as_of: Published
    day: int | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event of the timeline.

    `printed` is its first dated report, by the last day on which that can have appeared; `printed_by` the day by whose
    end one had certainly appeared, None where no article has so sure a date.
    """

    id: str
    type: str
    status: str
    date: EdtfDate | None
    shape: TimeShape | None
    actor_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    announced: Announcement | None
    printed: Report | None
    printed_by: Day | None

    @property
    def first(self) -> Day | None:
        """The day it stands under: its first, or its last where the first is open."""
        return (self.date.earliest or self.date.latest) if self.date else None


def timeline_entries(context: Context) -> list[TimelineEntry]:
    """All events in their order."""
    return [_entry(event_id, context) for event_id in context.dossier.event_order]


def _entry(event_id: str, context: Context) -> TimelineEntry:
    event, facts = context.record(event_id).record, context.dossier.events[event_id]
    dated = [(report.published.date.latest, report) for report in facts.reporting
             if report.published and report.published.date.latest]
    # Of one day the first by its hour: reports come in the order of publication, which `min` keeps.
    _, printed = min(dated, key=itemgetter(0), default=(None, None))
    return TimelineEntry(
        event_id, event.type, facts.status.kind, event.date, shape_of(event.date) if event.date else None,
        actor_ids=_actors(facts), source_ids=tuple(report.source_id for report in facts.reporting),
        announced=_announcement(event.date, facts, context), printed=printed,
        printed_by=min(filter(None, (certain_day(report.published) for report in facts.reporting)), default=None))


def certain_day(published: Published | None) -> Day | None:
    """The day by whose end an article had certainly appeared; None without a date, or with one that is unsure."""
    if published is None or published.date.is_approximate or published.date.is_uncertain:
        return None
    return published.date.latest


def _actors(facts: EventFacts) -> tuple[str, ...]:
    """Who takes part in it, is said to be absent from it, or is quoted on it."""
    taking_part = (participation.actor_id for participation in facts.participations)
    speaking = (speaker for item in facts.statements for speaker in item.statement.by)
    return tuple(sorted({*taking_part, *speaking}))


def _announcement(date: EdtfDate | None, facts: EventFacts, context: Context) -> Announcement | None:
    """The earliest report that it is to come, where older than the event's first day; None where no date tells.

    A proposal announces nothing.
    """
    expecting = {source_id for item in facts.statements if item.statement.stage == "expected"
                 for source_id in item.source_ids}
    moments = [(as_of, source_id) for source_id in expecting
               if (as_of := context.dossier.sources[source_id].as_of) is not None]
    if not moments or date is None or date.earliest is None:
        return None
    as_of, source_id = min(moments, key=lambda item: (item[0].date.sort_key, item[0].text, item[1]))
    if as_of.date.latest is None or as_of.date.latest >= date.earliest:
        return None
    return Announcement(source_id, as_of, day_number(as_of.date.latest) if as_of.date.is_single_day else None)

"""What follows for an event from its statements: status as last reported, outcome, participants, relays.

The rules are those of the editors' guide, "Status and figures": per source, then over sources by the clock of the report.
"""

from collections.abc import Iterable, Mapping, Sequence

from generator.model.content import Content
from generator.model.dates import Published, add_days
from generator.model.dossier import (
    LinkedStatement, OutcomeReport, Participation, Relays, StageReport, Status, StatusKind, sorting_date,
)
from generator.model.records import Event, Source
from generator.model.statements import PLANNED, Statement

#: The stages that supersede one another, in this order.
_PROGRESS: tuple[StatusKind, ...] = ("proposed", "expected", "under_way", "said", "happened")
#: What ends a plan without contradicting it.
_ENDS_A_PLAN: tuple[StatusKind, ...] = ("called_off", "did_not_happen")


class Clock:
    """When the reporting of each source is of: `written_as_of`, else `published`."""

    def __init__(self, content: Content) -> None:
        self._times = {record.id: record.record.written_as_of or record.record.published
                       for record in content.records.values() if isinstance(record.record, Source)}

    def of(self, source_id: str) -> Published | None:
        """The moment a source's reporting is of, where known."""
        return self._times.get(source_id)

    def sort_key(self, source_id: str) -> tuple[object, ...]:
        """Sources in the order of their reporting; undated ones first, so that they never count as latest."""
        moment = self.of(source_id)
        if moment is None:
            return (0, (), 0, source_id)
        return (1, *_clock_key(moment), source_id)


def _clock_key(moment: Published) -> tuple[object, ...]:
    """Days in order; with a time and an offset the day and minute of UTC, so that clocks of two zones compare."""
    date, time = moment.date, moment.time
    if time is None or date.earliest is None:
        return (date.sort_key, 0)
    days, minutes = divmod(time.hour * 60 + time.minute - (time.offset or 0), 24 * 60)
    day = add_days(date.earliest, days)
    return (((0, *day), (0, *day)), minutes)


def link_stage_reports(
    statements: Sequence[LinkedStatement], clock: Clock
) -> tuple[StageReport, ...]:
    """What each source says of the event's stage, in the order of their reporting."""
    by_source: dict[str, list[LinkedStatement]] = {}
    for statement in statements:
        for source_id in statement.source_ids:
            by_source.setdefault(source_id, []).append(statement)
    reports = (_report_of(source_id, by_source[source_id], clock) for source_id in by_source)
    return tuple(sorted(filter(None, reports), key=lambda report: clock.sort_key(report.source_id)))


def _report_of(source_id: str, statements: Sequence[LinkedStatement], clock: Clock) -> StageReport | None:
    kinds = {statement.status: _speakers(statements, statement.status) for statement in statements
             if statement.status}
    if not kinds:
        return None
    status = combine_kinds(kinds)
    return StageReport(source_id, status, kinds.get(status, ()), clock.of(source_id))


def stage_as_met(statement: Statement, *, is_speech: bool) -> StatusKind | None:
    """A statement's stage as readers meet it: `happened` on a speaker's word, or on nobody's, is `said`.

    In an act of speech the speaker's words are the happening itself; hearsay of it is hearsay all the same.
    """
    if statement.stage != "happened":
        return statement.stage
    is_asserted = bool(statement.by or statement.by_one_of) and not is_speech
    return "said" if is_asserted or statement.ground == "unattributed" else "happened"


def _speakers(statements: Iterable[LinkedStatement], kind: StatusKind) -> tuple[str, ...]:
    found = (speaker for statement in statements if statement.status == kind
             for speaker in statement.statement.by)
    return tuple(dict.fromkeys(found))


def combine_kinds(kinds: Iterable[StatusKind]) -> StatusKind:
    """One status from several: the furthest where they supersede one another, else `differ`."""
    found = set(kinds)
    if len(found) == 1:
        return found.pop()
    if found <= set(_PROGRESS):
        return max(found, key=_PROGRESS.index)
    beyond_plans = found - set(PLANNED)
    if len(beyond_plans) == 1 and beyond_plans <= set(_ENDS_A_PLAN):
        return beyond_plans.pop()
    return "differ"


def link_status(event: Event, reports: Sequence[StageReport]) -> Status:
    """The status as last reported, and the latest report it rests on."""
    if not reports:
        return Status("background")
    kind = combine_kinds(report.status for report in reports)
    if kind in _ENDS_A_PLAN and reports[-1].status in PLANNED:
        kind = "differ"  # planned again, or the latest report knows nothing of its end
    matching = [report for report in reports if report.status == kind] or list(reports)
    last = matching[-1]
    speakers = tuple(dict.fromkeys(speaker for report in matching for speaker in report.speakers))
    return Status(kind, speakers if kind != "happened" else (), last.source_id, last.as_of)


def link_outcomes(statements: Sequence[LinkedStatement], clock: Clock) -> tuple[OutcomeReport, ...]:
    """The outcomes reported, in the order of reporting; `none_reported` only where nothing else is."""
    found: dict[tuple[str, str], list[LinkedStatement]] = {}
    for statement in statements:
        for source_id in statement.source_ids if statement.statement.outcome else ():
            found.setdefault((str(statement.statement.outcome), source_id), []).append(statement)
    reports = sorted((OutcomeReport(outcome, _asserted_by(giving), source_id, clock.of(source_id))
                      for (outcome, source_id), giving in found.items()),
                     key=lambda report: clock.sort_key(report.source_id))
    positive = [report for report in reports if report.outcome != "none_reported"]
    return tuple(positive or reports)


def link_participations(statements: Sequence[LinkedStatement]) -> tuple[Participation, ...]:
    """Who took part in which role, by role and actor in the order they are first named."""
    found: dict[tuple[str, str], list[LinkedStatement]] = {}
    for statement in statements:
        for role, actors in statement.statement.who.items():
            for actor_id in actors:
                found.setdefault((role, actor_id), []).append(statement)
    return tuple(
        Participation(
            actor_id, role,
            speakers=_asserted_by(naming),
            stages=tuple(dict.fromkeys(item.statement.stage for item in naming if item.statement.stage)),
            statement_ids=tuple(item.id for item in naming))
        for (role, actor_id), naming in found.items())


def _asserted_by(statements: Sequence[LinkedStatement]) -> tuple[str, ...]:
    """The speakers where only speakers say so; empty where an outlet says so in its own words too."""
    if any(not statement.statement.by for statement in statements):
        return ()
    return tuple(dict.fromkeys(speaker for item in statements for speaker in item.statement.by))


def link_relays(statements: Iterable[LinkedStatement], content: Content) -> Relays:
    """The articles that carry these statements and the outlets they name as relayed."""
    sources: dict[str, None] = {}
    relays: dict[str, None] = {}
    for statement in statements:
        for source_id in statement.source_ids:
            sources[source_id] = None
            source = content.records.get(source_id)
            relays.update(dict.fromkeys(relays_of(statement, source.record if source else None)))
    return Relays(tuple(sources), tuple(relays))


def relays_of(statement: LinkedStatement, source: Source | None) -> tuple[str, ...]:
    """The outlets that a statement's words relay: its own, else those its source names."""
    return tuple(statement.statement.via) or (tuple(relay.actor for relay in source.relays) if source else ())


def event_order(content: Content, events: Mapping[str, Event]) -> tuple[str, ...]:
    """Events by earliest bound, latest bound, time, id; background ones by the same rule."""
    def key(item: tuple[str, Event]) -> tuple[object, ...]:
        record_id, event = item
        time = (1, event.time.sort_key) if event.time else (0, 0)
        return (sorting_date(event.date), time, record_id)
    return tuple(record_id for record_id, _ in sorted(events.items(), key=key))

"""Lists of events as readers meet them on many pages: a date, a title, a sentence, a status, a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model.dates import Day, EdtfDate, day_number
from generator.model.dossier import LinkedStatement
from generator.rendering.context import Context, LinkView
from generator.rendering.views.common import (
    DateView, StatusView, date_view, event_status_view, pieces_view, speaker_text,
)

#: Days without an event, at least, for a quiet stretch to be said.
_QUIET_DAYS = 3


@dataclass(frozen=True, slots=True)
class EventItemView:
    """An event in a list. `quiet` stands instead of an event: so many days without one before the next."""

    link: LinkView
    date: DateView
    status: StatusView
    sentence: tuple[LinkView, ...] = ()
    speaker: str = ""
    place: str = ""
    remark: str = ""
    is_within: bool = False
    group: str = ""
    quiet: str = ""


def event_item(event_id: str, from_uri: str, context: Context, *, statement: LinkedStatement | None = None,
               with_year: bool = True, with_sentence: bool = True) -> EventItemView:
    """An event with the sentence of this statement, else with its first one."""
    event, facts = context.record(event_id).record, context.dossier.events[event_id]
    shown = statement or (facts.statements[0] if facts.statements and with_sentence else None)
    date = date_view(event.date, context, short=True, with_year=with_year)
    is_within = bool(date.remark)
    if event.date and event.date.precision == "lasted" and not date.remark:
        date = replace(date, remark=context.words("date.lasted"))
    return EventItemView(
        context.link(event_id, from_uri), date, event_status_view(facts.status, context),
        sentence=pieces_view(shown.pieces, from_uri, context) if shown else (),
        speaker=speaker_text(shown, context) if shown else "",
        place=context.title(event.place) if event.place else "",
        remark=context.words("event.headline_mark") if facts.only_headline else "", is_within=is_within)


def with_quiet_stretches(event_ids: Sequence[str], items: Iterable[EventItemView], context: Context
                         ) -> list[EventItemView]:
    """The items with a remark before each event that follows days without one, inside the dossier's period."""
    found: list[EventItemView] = []
    period = context.dossier.content.settings.model.period
    last_day: Day | None = None
    for event_id, item in zip(event_ids, items, strict=True):
        date: EdtfDate | None = context.record(event_id).record.date
        days = _days_between(last_day, date.earliest if date else None)
        if days >= _QUIET_DAYS:
            quiet = context.words.count("timeline.quiet", days)
            found.append(replace(item, quiet=quiet, sentence=()))
        found.append(item)
        if date and date.latest and period.contains(date.latest) and (last_day is None or last_day < date.latest):
            last_day = date.latest
    return found


def _days_between(last: Day | None, following: Day | None) -> int:
    if last is None or following is None:
        return 0
    return day_number(following) - day_number(last) - 1


def month_of(date: EdtfDate | None, context: Context) -> str:
    """The heading an event stands under: the month it begins in, the year where only that is known."""
    if date is None or date.earliest is None:
        return context.words("timeline.undated")
    return context.month(date)


def group_by_month(event_ids: Sequence[str], from_uri: str, context: Context
                   ) -> list[tuple[str, tuple[EventItemView, ...]]]:
    """Events under the months they begin in, quiet stretches between them said."""
    items = [event_item(event_id, from_uri, context, with_year=False) for event_id in event_ids]
    grouped = [replace(item, group=month_of(context.record(event_id).record.date, context))
               for event_id, item in zip(event_ids, items, strict=True)]
    groups: list[tuple[str, list[EventItemView]]] = []
    for item in with_quiet_stretches(event_ids, grouped, context):
        if not groups or groups[-1][0] != item.group:
            groups.append((item.group, []))
        groups[-1][1].append(item)
    return [(group, tuple(found)) for group, found in groups]

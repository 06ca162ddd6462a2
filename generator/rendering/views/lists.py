"""Lists of events as readers meet them on many pages: a date, a title, a sentence, a status, a place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.model.dates import EdtfDate
from generator.model.dossier import LinkedStatement, Status
from generator.rendering.context import Context, LinkView
from generator.rendering.views.common import (
    DateView, StatusView, event_date_view, event_status_view, pieces_view, speaker_text,
)


@dataclass(frozen=True, slots=True)
class EventItemView:
    """An event in a list."""

    link: LinkView
    date: DateView
    status: StatusView
    sentence: tuple[LinkView, ...] = ()
    speaker: str = ""
    place: str = ""
    remark: str = ""
    is_within: bool = False


def event_item(event_id: str, from_uri: str, context: Context, *, statement: LinkedStatement | None = None,
               with_year: bool = True, with_sentence: bool = True) -> EventItemView:
    """An event with the sentence of this statement, else with the one that tells of its status."""
    event, facts = context.record(event_id).record, context.dossier.events[event_id]
    shown = statement or (telling_statement(facts.statements, facts.status) if with_sentence else None)
    date = event_date_view(event, context, short=True, with_year=with_year)
    is_within = bool(date.remark)
    if event.date and event.date.precision == "lasted" and event.date.latest and not date.remark:
        date = replace(date, remark=context.words("date.lasted"))
    return EventItemView(
        context.link(event_id, from_uri), date, event_status_view(facts.status, context),
        sentence=pieces_view(shown.pieces, from_uri, context) if shown else (),
        speaker=speaker_text(shown, context) if shown else "",
        place=context.title(event.place) if event.place else "",
        remark=context.words("event.headline_mark") if facts.only_headline else "", is_within=is_within)


def telling_statement(statements: Sequence[LinkedStatement], status: Status) -> LinkedStatement | None:
    """The first statement at the stage shown as the event's status, so that no "was expected" stands beside
    "happened"; where none is, the first one; None for no statements."""
    return next((item for item in statements if item.status == status.kind), statements[0] if statements else None)


def month_of(date: EdtfDate | None, context: Context) -> str:
    """The heading an event stands under: the month it begins in, the year where only that is known."""
    return context.month(date) if date else context.words("timeline.undated")

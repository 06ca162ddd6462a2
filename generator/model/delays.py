"""How long after a happening it was published, with no more precision than the two dates have.

Owns the arithmetic alone: days are counted from date to date as they are printed, without regard to time zones.
Linking computes it once per report; `rendering/` has the words.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.dates import Day, EdtfDate, day_number

#: What is counted from: a happening of one day, or the start, the course or the end of one that lasted.
DelayFrom = Literal["happening", "start", "course", "end"]


@dataclass(frozen=True, slots=True)
class Delay:
    """The least and most days from the happening to the publication; negative where published before it.

    None where a date is open on that side, never on both. `is_about` and `is_uncertain` where either date is so.
    """

    least: int | None
    most: int | None
    since: DelayFrom = "happening"
    is_about: bool = False
    is_uncertain: bool = False


def delay_between(happening: EdtfDate | None, published: EdtfDate | None) -> Delay | None:
    """The delay from a happening to a publication; None where the dates do not say anything of it."""
    if happening is None or published is None:
        return None
    since, first, last = _counted_from(happening, published)
    least, most = _days(last, published.earliest), _days(first, published.latest)
    if least is None and most is None:
        return None
    dates = (happening, published)
    return Delay(least, most, since, any(date.is_approximate for date in dates),
                 any(date.is_uncertain for date in dates))


def _counted_from(happening: EdtfDate, published: EdtfDate) -> tuple[DelayFrom, Day | None, Day | None]:
    """What to count from, and the earliest and latest day it may be."""
    if happening.kind != "interval":
        return "happening", happening.earliest, happening.latest
    start, end = happening.start, happening.end
    if start is None or (end and (_days(end.latest, published.earliest) or 0) > 0):
        return "end", end and end.earliest, end and end.latest
    is_begun = (_days(start.latest, published.earliest) or 0) > 0
    is_going_on = end is not None and (_days(published.latest, end.earliest) or 0) >= 0
    return "course" if is_begun and is_going_on and published.latest else "start", start.earliest, start.latest


def _days(first: Day | None, last: Day | None) -> int | None:
    return None if first is None or last is None else day_number(last) - day_number(first)

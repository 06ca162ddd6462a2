"""A long timeline in parts that are periods: years, months, days, as long as no part is too long for a page.

Owns how events are parted and what the parts are called. Neighbours that hold little are joined, if both are of the
same unit and within the same longer one; a day that alone is too long is cut by number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.model.dates import LONGEST_YEAR, Day, day_number, edtf_of, parse_edtf
from generator.model.days import days_in_month
from generator.model.uris import timeline_part_uri
from generator.rendering.context import Context
from generator.rendering.figures.time_scale import Frame
from generator.rendering.views.timeline_entries import TimelineEntry

Unit = Literal["century", "year", "month", "day", "undated"]

_FINER: dict[Unit, Unit] = {"century": "year", "year": "month", "month": "day"}


@dataclass(frozen=True, slots=True)
class Period:
    """A part: its events, the calendar units it covers, and its number where one day is cut in several."""

    entries: tuple[TimelineEntry, ...]
    unit: Unit
    first: Day | None
    last: Day | None
    number: int = 0

    @property
    def key(self) -> str:
        """Its name in addresses: `2031-03`, `1991-to-1994`, `undated`."""
        if self.first is None or self.last is None:
            name = "undated"
        else:
            first, last = (edtf_of(day, self.unit).removeprefix("Y") for day in (self.first, self.last))
            name = first if first == last else f"{first}-to-{last}"
        return f"{name}-part-{self.number}" if self.number else name

    @property
    def uri(self) -> str:
        """The source path of its page."""
        return timeline_part_uri(self.key)

    @property
    def frame(self) -> Frame | None:
        """The days it covers; None without a date."""
        if self.first is None or self.last is None:
            return None
        return Frame(day_number(self.first), day_number(self.last))

    def label(self, context: Context, *, short: bool = False) -> str:
        """What it is called: `March 2031`, `1991–1994`; in short without the year, where a heading says it."""
        if self.first is None or self.last is None:
            name = context.words("timeline.undated")
        else:
            first, last = edtf_of(self.first, self.unit), edtf_of(self.last, self.unit)
            date = parse_edtf(first if first == last else f"{first}/{last}")
            name = context.date(date, short=short, with_year=not short)
        return context.words("timeline.part_of", name=name, n=self.number) if self.number else name


def split_periods(entries: Sequence[TimelineEntry], most: int) -> list[Period]:
    """The entries in parts of at most this length, in order of time; those without a date last."""
    dated = sorted((entry for entry in entries if entry.first), key=lambda entry: entry.first or Day(0, 1, 1))
    undated = [entry for entry in entries if not entry.first]
    return [*_split(dated, "century", most), *_cut(undated, "undated", None, most)]


def _split(entries: Sequence[TimelineEntry], unit: Unit, most: int) -> list[Period]:
    """The parts of a longer unit: one for each finer unit, split again where it is too long."""
    finer = _FINER[unit]
    found: list[Period] = []
    for first, group in groupby(entries, key=lambda entry: _start(entry.first or Day(0, 1, 1), finer)):
        held = list(group)
        if len(held) <= most:
            found.append(Period(tuple(held), finer, first, _end(first, finer)))
        elif finer == "day" or abs(first.year) > LONGEST_YEAR:
            found += _cut(held, finer, first, most)
        else:
            found += _split(held, finer, most)
    return list(_joined(found, most // 3))


def _cut(entries: Sequence[TimelineEntry], unit: Unit, first: Day | None, most: int) -> Iterator[Period]:
    """Entries that no calendar parts, by number where they are too many."""
    last = _end(first, unit) if first else None
    for number, start in enumerate(range(0, len(entries), most), 1):
        yield Period(tuple(entries[start:start + most]), unit, first, last, number if len(entries) > most else 0)


def _joined(periods: Iterable[Period], most: int) -> Iterator[Period]:
    """Small neighbours as one, where together they hold little."""
    previous: Period | None = None
    for period in periods:
        if previous and previous.unit == period.unit and not previous.number + period.number \
                and len(previous.entries) + len(period.entries) <= most:
            previous = Period((*previous.entries, *period.entries), period.unit, previous.first, period.last)
            continue
        if previous:
            yield previous
        previous = period
    if previous:
        yield previous


def _start(day: Day, unit: Unit) -> Day:
    return Day(day.year, day.month if unit in ("month", "day") else 1, day.day if unit == "day" else 1)


def _end(first: Day, unit: Unit) -> Day:
    if unit == "year":
        return Day(first.year, 12, 31)
    return Day(first.year, first.month, days_in_month(first.year, first.month)) if unit == "month" else first

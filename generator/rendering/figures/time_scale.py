"""Time on a line: which days a drawing shows, where each stands, and the marks of its axis.

Owns frames, scales and ticks. Days are running numbers (`model/days.py`), lengths user units. Words for months and
years come from the caller.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from generator.model.days import Day, day_from_number, day_number, weekday
from generator.rendering.figures.svg import text_width

Unit = Literal["day", "week", "month", "year"]

#: The least room for a tick of each unit, with its label.
_DAY_ROOM, _WEEK_ROOM, _MONTH_ROOM = 18.0, 26.0, 34.0
_LABEL_SIZE = 13.0
_YEAR_DAYS = 365.25


class TickWords(Protocol):
    """How months and years are called in the language of the page."""

    def month(self, day: Day, *, with_year: bool) -> str:
        """The month of a day, long with its year, else short."""

    def year(self, day: Day) -> str:
        """The year of a day."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The days a drawing shows, both included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many they are, at least one."""
        return self.last - self.first + 1

    def touches(self, first: int | None, last: int | None) -> bool:
        """Whether a stretch, open where a bound is None, has a day in it."""
        return (first is None or first <= self.last) and (last is None or last >= self.first)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where days stand between two places on a line."""

    frame: Frame
    start: float
    end: float

    @property
    def day_length(self) -> float:
        """How long a day is drawn."""
        return (self.end - self.start) / self.frame.days

    def at(self, day: float) -> float:
        """Where a day begins; `at(day + 1)` is where it ends. Days outside the frame stand at its edge."""
        share = (day - self.frame.first) / self.frame.days
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis at the beginning of a day, week, month or year."""

    day: int
    unit: Unit
    label: str = ""
    is_weekend: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks of a scale: small ones, and the large ones above them, which name months or years."""

    minor: tuple[Tick, ...]
    major: tuple[Tick, ...]


def make_axis(scale: TimeScale, words: TickWords) -> Axis:
    """Ticks as fine as there is room for: days, weeks, months, or every so many years."""
    length = scale.day_length
    if length * 7 >= _WEEK_ROOM:
        step = 1 if length >= _DAY_ROOM else 7
        return Axis(tuple(_day_ticks(scale.frame, step)), _headed(scale, "month", words))
    if length * 30 >= _MONTH_ROOM:
        minor = tuple(Tick(day, "month", words.month(day_from_number(day), with_year=False))
                      for day in _starts(scale.frame, "month", 1))
        return Axis(minor, _headed(scale, "year", words))
    return Axis(tuple(_year_ticks(scale, words)), ())


def _day_ticks(frame: Frame, step: int) -> Iterator[Tick]:
    """Every day, or every Monday."""
    first = frame.first if step == 1 else frame.first + -weekday(day_from_number(frame.first)) % 7
    for number in range(first, frame.last + 1, step):
        day = day_from_number(number)
        unit: Unit = "week" if weekday(day) == 0 else "day"
        yield Tick(number, unit, str(day.day), step == 1 and weekday(day) > 4)


def _headed(scale: TimeScale, unit: Unit, words: TickWords) -> tuple[Tick, ...]:
    """The months or years that begin in the frame, and the one it begins in, named where there is room."""
    starts = [scale.frame.first, *(day for day in _starts(scale.frame, unit, 1) if day != scale.frame.first)]
    ends = [*starts[1:], scale.frame.last + 1]
    found = []
    for start, end in zip(starts, ends, strict=True):
        room = scale.at(end) - scale.at(start) - 8
        day = day_from_number(start)
        labels = [words.month(day, with_year=True), words.month(day, with_year=False)] if unit == "month" \
            else [words.year(day)]
        found.append(Tick(start, unit, next((text for text in labels if text_width(text, _LABEL_SIZE) <= room), "")))
    return tuple(found)


def _starts(frame: Frame, unit: Unit, step: int) -> Iterator[int]:
    """The first days of months, or of every so many years, in the frame."""
    day = day_from_number(frame.first)
    year, month = day.year, day.month if unit == "month" else 1
    if unit == "year":
        year -= year % step
    while (number := day_number(Day(year, month, 1))) <= frame.last:
        if number >= frame.first:
            yield number
        if unit == "year":
            year += step
        else:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _year_ticks(scale: TimeScale, words: TickWords) -> Iterator[Tick]:
    """Every 1, 2, 5, 10, 20 … years, so that their numbers do not touch."""
    widest = max(text_width(words.year(day_from_number(day)), _LABEL_SIZE)
                 for day in (scale.frame.first, scale.frame.last))
    step, factors = 1, (2, 2.5, 2)
    index = 0
    while step * _YEAR_DAYS * scale.day_length < widest + 16:
        step, index = int(step * factors[index % 3]), index + 1
    for number in _starts(scale.frame, "year", step):
        yield Tick(number, "year", words.year(day_from_number(number)))

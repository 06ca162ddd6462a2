"""Days of the proleptic Gregorian calendar in any year, and counting with them.

Owns `Day` and its arithmetic, which `datetime` refuses outside the years 1 to 9999. Knows nothing of EDTF:
`dates.py` builds on it. Every 400 years the calendar repeats with its weekdays, so each computation is
done by `datetime` in one such cycle and moved back.
"""

from datetime import date
from typing import NamedTuple

_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097
_CYCLE_START = date(2000, 1, 1).toordinal()


class Day(NamedTuple):
    """A day; comparable. Years are astronomical as in EDTF: 0 is 1 BC, -1 is 2 BC."""

    year: int
    month: int
    day: int

    @property
    def iso(self) -> str:
        """The day as EDTF and ISO 8601 write it where the year has four digits: `2021-03-04`."""
        return f"{year_text(self.year)}-{self.month:02}-{self.day:02}"


def year_text(year: int) -> str:
    """The year with at least four digits and its sign, without the `Y` of long EDTF years."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month, 1 to 12, in any year."""
    first = day_number(Day(year, month, 1))
    following = Day(year + 1, 1, 1) if month == 12 else Day(year, month + 1, 1)
    return day_number(following) - first


def date_in_cycle(day: Day) -> date:
    """A date of the years 2000 to 2399 with the same month, day and weekday.

    For what only takes a `datetime.date`, such as a formatter, which must then be given the year itself.
    Raises ValueError for a day the calendar does not have.
    """
    return date(2000 + day.year % _CYCLE_YEARS, day.month, day.day)


def day_number(day: Day) -> int:
    """The running number of a day, that of `datetime.date.toordinal`: 1 is 0001-01-01."""
    stand_in = date_in_cycle(day)
    return stand_in.toordinal() + (day.year - stand_in.year) // _CYCLE_YEARS * _CYCLE_DAYS


def day_from_number(number: int) -> Day:
    """The day with this running number; the reverse of `day_number`."""
    cycles, rest = divmod(number - _CYCLE_START, _CYCLE_DAYS)
    stand_in = date.fromordinal(_CYCLE_START + rest)
    return Day(stand_in.year + cycles * _CYCLE_YEARS, stand_in.month, stand_in.day)


def add_days(day: Day, count: int) -> Day:
    """The day `count` days later, or earlier where it is negative."""
    return day_from_number(day_number(day) + count)


def weekday(day: Day) -> int:
    """The day of the week, Monday 0 to Sunday 6. Raises ValueError for a day the calendar does not have."""
    return date_in_cycle(day).weekday()

"""What a parsed date is: its precision, its bounds, its order, its form in HTML.

Owns the frozen values that `dates.py` parses texts into. Knows nothing of grammar or words. All later
stages compare, sort and draw dates through what stands here.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.days import Day, day_number, year_text

Kind = Literal[
    "day", "datetime", "month", "year", "decade", "century", "season", "unspecified",
    "interval", "span", "set",
]
Precision = Literal["day", "lasted", "within", "about"]


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day. `offset` is in minutes east of UTC, or None for a local time that does not say."""

    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None

    @property
    def iso(self) -> str:
        """The time as ISO 8601 and HTML write it: `06:10+01:00`."""
        seconds = "" if self.second is None else f":{self.second:02}"
        return f"{self.hour:02}:{self.minute:02}{seconds}{self._iso_offset}"

    @property
    def _iso_offset(self) -> str:
        if self.offset is None:
            return ""
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}" if self.offset else "Z"


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date with its precision.

    `text` is as written. `earliest` and `latest` are the first and last day it may mean, both included;
    None stands for an open or unknown end. Qualifiers (`~`, `?`) do not widen them. Intervals, and the
    spans `a..b` that are members of sets, have `start` and `end`; sets have `members` as written; `time`
    is set for kind `datetime` alone. `unspecified` is a day or month unknown within bounds (`2021-03-XX`).
    """

    text: str
    kind: Kind
    earliest: Day | None
    latest: Day | None
    start: "EdtfDate | None" = None
    end: "EdtfDate | None" = None
    members: "tuple[EdtfDate, ...]" = ()
    is_approximate: bool = False
    is_uncertain: bool = False
    time: ClockTime | None = None

    @property
    def is_single_day(self) -> bool:
        """Whether it is one known day, be it qualified."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def start_is_unknown(self) -> bool:
        """Whether an interval began on a day nobody gives (`/2021`), which `..` does not say."""
        return self.kind == "interval" and self.text.startswith("/")

    @property
    def end_is_unknown(self) -> bool:
        """Whether an interval ended on a day nobody gives (`2021/`), which `..` does not say."""
        return self.kind == "interval" and self.text.endswith("/")

    @property
    def precision(self) -> Precision:
        """How the timeline draws it: a day, a stretch, a day unknown within bounds, or about a date."""
        if self.kind == "interval":
            return "lasted"
        if self.is_approximate:
            return "about"
        return "day" if self.kind in ("day", "datetime") else "within"

    @property
    def sort_key(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Order by earliest, then latest day; an open start comes first, an open end last."""
        return ((0, *self.earliest) if self.earliest else (-1,), (0, *self.latest) if self.latest else (1,))

    @property
    def iso_start(self) -> str | None:
        """Where it starts as HTML's `<time datetime>` takes it: `2021`, `2021-03`, `2021-03-04`, with a time.

        None where HTML has no such value: seasons, decades, open starts, years before 1.
        """
        if self.kind in ("interval", "span"):
            return self.start.iso_start if self.start else None
        if self.kind == "set":
            return min(self.members, key=lambda member: member.sort_key).iso_start
        return self._iso_of_a_point()

    def _iso_of_a_point(self) -> str | None:
        if self.earliest is None or self.earliest.year < 1 or self.kind in ("season", "decade", "century"):
            return None
        if self.kind == "year" or (self.kind == "unspecified" and "X" in self.text[:7]):
            return year_text(self.earliest.year)
        if self.kind in ("month", "unspecified"):
            return self.earliest.iso.rpartition("-")[0]
        return f"{self.earliest.iso}T{self.time.iso}" if self.time else self.earliest.iso

    def contains(self, day: Day) -> bool:
        """Whether it may mean this day, or last on it."""
        if self.members:
            return any(member.contains(day) for member in self.members)
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def overlaps(self, other: "EdtfDate") -> bool:
        """Whether some day may belong to both."""
        if self.members:
            return any(member.overlaps(other) for member in self.members)
        if other.members:
            return other.overlaps(self)
        return not (is_before(self.latest, other.earliest) or is_before(other.latest, self.earliest))


@dataclass(frozen=True, slots=True)
class EventTime:
    """A minute with its offset from UTC. `text` is as written, `day` the day where the offset holds."""

    text: str
    day: Day
    time: ClockTime

    @property
    def iso(self) -> str:
        """The point in time as ISO 8601 and HTML write it."""
        return f"{self.day.iso}T{self.time.iso}"

    @property
    def sort_key(self) -> int:
        """Minutes of UTC since a fixed day, so that times of different offsets compare."""
        return day_number(self.day) * 1440 + self.time.hour * 60 + self.time.minute - (self.time.offset or 0)


@dataclass(frozen=True, slots=True)
class Published:
    """When something was published: `date`, never of kind `datetime`, and the `time` of day where given."""

    text: str
    date: EdtfDate
    time: ClockTime | None = None

    @property
    def iso(self) -> str | None:
        """What HTML's `<time datetime>` takes, or None (see `EdtfDate.iso_start`)."""
        start = self.date.iso_start
        return f"{start}T{self.time.iso}" if start and self.time else start


def is_before(last: Day | None, first: Day | None) -> bool:
    """Whether a stretch that ends with `last` is over before `first`; None is never over and never begun."""
    return last is not None and first is not None and last < first

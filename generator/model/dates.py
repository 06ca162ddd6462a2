"""Dates as editors write them: EDTF levels 0 and 1, one of a set, and points in time.

Owns the grammar (ISO 8601-2; https://www.loc.gov/standards/datetime/) and what is said about a text that is
no date. The values it makes stand in `date_values.py`, their words for readers in `date_words.py`. Records
parse their date fields here.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, TypeVar

from generator.model.date_hints import explain
from generator.model.date_values import ClockTime, EdtfDate, EventTime, Kind, Published, is_before
from generator.model.days import Day, add_days, day_number, days_in_month, weekday, year_text

__all__ = [
    "REASONS", "ClockTime", "DateError", "Day", "EdtfDate", "EventTime", "Published", "add_days",
    "day_number", "edtf_of", "parse_edtf", "parse_edtf_set", "parse_published", "parse_time", "weekday",
]

_Parsed = TypeVar("_Parsed")

#: EDTF writes longer years otherwise, and gives them no months.
LONGEST_YEAR = 9999

#: Why a text is refused: the key of the sentence that an editor reads.
REASONS: tuple[str, ...] = (
    "all-of-a-set", "capital-x", "dash", "date-without-time", "day-month-order", "duplicate-member", "empty",
    "empty-set", "end-before-start", "in-words", "interval-slash", "long-year", "missing-zero", "no-bound",
    "no-hyphens", "no-such-day", "no-such-month", "no-such-offset", "no-such-time", "no-such-year",
    "not-edtf", "offset-colon", "set-of-one", "short-end", "slashes", "span-without-brackets",
    "time-in-span", "time-separator", "time-with-seconds", "time-without-date", "time-without-offset",
    "too-long", "two-digit-year", "unknown-season", "white-space", "zero",
)


class DateError(ValueError):
    """A text that is no date. `reason` is one of REASONS.

    `readings` are the dates its writer may have meant, all of them valid; `suggestion` is the only one.
    """

    def __init__(self, reason: str, text: str, readings: Iterable[str] = ()) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.readings = tuple(dict.fromkeys(readings))

    @property
    def suggestion(self) -> str | None:
        """The correction, where there is exactly one."""
        return self.readings[0] if len(self.readings) == 1 else None


@lru_cache(maxsize=1 << 14)
def parse_edtf(text: str) -> EdtfDate:
    """Parse an EDTF date of level 0 or 1, or one of a set (`[a,b..c]`). Raises DateError.

    Beyond level 1 it takes a day's or month's last digit left open (`2021-03-1X`), and, as ISO 8601 does,
    a time without seconds or offset. Seasons are the northern ones of meteorologists; winter starts in
    December of its year.
    """
    return _parse_or_explain(text, _parse)


def parse_edtf_set(members: Sequence[str]) -> EdtfDate:
    """Parse one of a set given as a list of dates and spans `a..b`. Raises DateError."""
    return parse_edtf(f"[{','.join(members)}]")


def edtf_of(day: Day, unit: str) -> str:
    """The text of the `year`, `month` or `day` that a day lies in; of a year too long for four digits that alone: `Y12000`."""
    if abs(day.year) > LONGEST_YEAR:
        return f"Y{day.year}"
    return {"year": year_text(day.year), "month": day.iso.rpartition("-")[0]}.get(unit, day.iso)


@lru_cache(maxsize=1 << 12)
def parse_time(text: str) -> EventTime:
    """Parse an ISO 8601 time to the minute with offset: `2021-03-04T19:30+01:00`. Raises DateError."""
    return _parse_or_explain(text, _parse_event_time)


@lru_cache(maxsize=1 << 12)
def parse_published(text: str) -> Published:
    """Parse a date of publication, ISO 8601 with or without time and offset, or EDTF. Raises DateError."""
    date = parse_edtf(text)
    if date.kind != "datetime":
        return Published(text, date)
    return Published(text, parse_edtf(text.partition("T")[0]), date.time)


_LONGEST = 2000
_YEAR = r"(?P<year>-?[0-9]{4}|Y-?[1-9][0-9]{4,11})"
_MONTH_AND_DAY = r"(?:-(?P<month>[0-9]{2}|[01]X|XX)(?:-(?P<day>[0-9]{2}|[0-3]X|XX))?)?"
_DATE = re.compile(_YEAR + _MONTH_AND_DAY + r"(?P<qualifier>[?~%]?)")
_MASKED_YEAR = re.compile(r"(?P<sign>-?)(?P<digits>[0-9]{2}[0-9X])X(?P<qualifier>[?~%]?)")
_DATE_AND_TIME = re.compile(
    r"(?P<date>-?[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?(?P<offset>Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
)
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_MAX_OFFSET_HOURS = 15


def _parse_or_explain(text: str, parse: Callable[[str], _Parsed]) -> _Parsed:
    """Parse, and on failure look for what was meant; only corrections that parse are offered."""
    if len(text) > _LONGEST:
        raise DateError("too-long", f"{text[:40]}...")
    try:
        return parse(text)
    except DateError as error:
        explanation = explain(text)
        candidates = (*error.readings, *(explanation.candidates if explanation else ()))
        readings = [candidate for candidate in candidates if _parses(candidate, parse)]
        is_plain = error.reason == "not-edtf" or (readings and not error.readings)
        reason = explanation.reason if explanation and is_plain else error.reason
        raise DateError(reason, text, readings) from None


def _parses(text: str, parse: Callable[[str], object]) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True


def _parse(text: str) -> EdtfDate:
    if text.startswith("[") and text.endswith("]"):
        return _parse_set(text)
    if "T" in text and "/" not in text:
        return _parse_date_and_time(text)
    if text.count("/") == 1:
        return _parse_interval(text)
    return _parse_date(text)


def _parse_set(text: str) -> EdtfDate:
    if not text[1:-1].strip():
        raise DateError("empty-set", text)
    # An editor's list of several lines, or `[a, b]` in quotes: the space after a comma says nothing.
    members = tuple(_parse_member(member.strip(" ")) for member in text[1:-1].split(","))
    if len(members) == 1 and members[0].kind != "span":
        raise DateError("set-of-one", text, [members[0].text])
    if len({member.text for member in members}) < len(members):
        raise DateError("duplicate-member", text)
    return EdtfDate(
        f"[{','.join(member.text for member in members)}]", "set",
        earliest=None if any(member.earliest is None for member in members)
        else min(member.earliest for member in members if member.earliest),
        latest=None if any(member.latest is None for member in members)
        else max(member.latest for member in members if member.latest),
        members=members,
        is_approximate=any(member.is_approximate for member in members),
        is_uncertain=any(member.is_uncertain for member in members),
    )


def _parse_member(text: str) -> EdtfDate:
    if ".." not in text:
        return _parse_part(text)
    start, _, end = text.partition("..")
    return _between(text, "span", _parse_part(start) if start else None, _parse_part(end) if end else None)


def _parse_interval(text: str) -> EdtfDate:
    start, end = (None if part in ("", "..") else _parse_part(part) for part in text.split("/"))
    return _between(text, "interval", start, end)


def _between(
    text: str, kind: Literal["interval", "span"], start: EdtfDate | None, end: EdtfDate | None
) -> EdtfDate:
    if start is None and end is None:
        raise DateError("no-bound", text)
    if start and end and is_before(end.latest, start.earliest):
        # A span is part of a set, and a correction must stand for the whole text.
        raise DateError("end-before-start", text, [f"{end.text}/{start.text}"] if kind == "interval" else [])
    parts = [part for part in (start, end) if part]
    return EdtfDate(
        text, kind, start.earliest if start else None, end.latest if end else None, start, end,
        is_approximate=any(part.is_approximate for part in parts),
        is_uncertain=any(part.is_uncertain for part in parts),
    )


def _parse_part(text: str) -> EdtfDate:
    if _DATE_AND_TIME.fullmatch(text):
        raise DateError("time-in-span", text)
    return _parse_date(text)


def _parse_date(text: str) -> EdtfDate:
    masked = _MASKED_YEAR.fullmatch(text)
    if masked:
        return _qualified(_masked_year(text, masked["sign"], masked["digits"]), masked["qualifier"])
    match = _DATE.fullmatch(text)
    if not match or (match["year"][0] == "Y" and match["month"]):
        raise DateError("not-edtf", text)
    year = int(match["year"].removeprefix("Y"))
    if match["year"] == "-0000":
        raise DateError("no-such-year", text)
    if match["day"]:
        date = _parse_day(text, year, match["month"], match["day"])
    elif match["month"]:
        date = _parse_month(text, year, match["month"])
    else:
        date = EdtfDate(text, "year", Day(year, 1, 1), Day(year, 12, 31))
    return _qualified(date, match["qualifier"])


def _qualified(date: EdtfDate, qualifier: str) -> EdtfDate:
    return replace(date, is_approximate=qualifier in ("~", "%"), is_uncertain=qualifier in ("?", "%"))


def _masked_year(text: str, sign: str, digits: str) -> EdtfDate:
    first, last = (int(sign + (digits + "X").replace("X", digit)) for digit in "09")
    kind: Kind = "century" if digits.endswith("X") else "decade"
    return EdtfDate(text, kind, Day(min(first, last), 1, 1), Day(max(first, last), 12, 31))


def _parse_month(text: str, year: int, month: str) -> EdtfDate:
    if month.isdigit() and int(month) in _SEASON_MONTHS:
        first, last = _SEASON_MONTHS[int(month)]
        last_year = year + (last < first)
        return EdtfDate(
            text, "season", Day(year, first, 1), Day(last_year, last, days_in_month(last_year, last)))
    if month.isdigit() and 25 <= int(month) <= 41:
        raise DateError("unknown-season", text)
    first, last = _months(text, month)
    kind: Kind = "month" if month.isdigit() else "unspecified"
    return EdtfDate(text, kind, Day(year, first, 1), Day(year, last, days_in_month(year, last)))


def _parse_day(text: str, year: int, month: str, day: str) -> EdtfDate:
    first_month, last_month = _months(text, month)
    if not month.isdigit() and day != "XX":
        raise DateError("not-edtf", text)
    days = _values(day, days_in_month(year, last_month))
    if not days:
        raise DateError("no-such-day", text)
    kind: Kind = "day" if day.isdigit() else "unspecified"
    return EdtfDate(text, kind, Day(year, first_month, days[0]), Day(year, last_month, days[-1]))


def _months(text: str, month: str) -> tuple[int, int]:
    months = _values(month, 12)
    if not months:
        raise DateError("no-such-month", text)
    return months[0], months[-1]


def _values(digits: str, last: int) -> list[int]:
    """The numbers from 1 to `last` that two digits, `X` standing for any, may mean."""
    return [
        value for value in range(1, last + 1)
        if all(digit in ("X", actual) for digit, actual in zip(digits, f"{value:02}", strict=True))
    ]


def _parse_date_and_time(text: str) -> EdtfDate:
    match = _DATE_AND_TIME.fullmatch(text)
    if not match:
        raise DateError("not-edtf", text)
    date = _parse_date(match["date"])
    second = int(match["second"]) if match["second"] else None
    time = ClockTime(int(match["hour"]), int(match["minute"]), second, _parse_offset(text, match["offset"]))
    if time.hour > 23 or time.minute > 59 or (time.second or 0) > 59:
        raise DateError("no-such-time", text)
    return replace(date, text=text, kind="datetime", time=time)


def _parse_offset(text: str, offset: str | None) -> int | None:
    if offset is None or offset == "Z":
        return None if offset is None else 0
    hours, _, minutes = offset[1:].partition(":")
    if int(hours) > _MAX_OFFSET_HOURS or int(minutes or 0) > 59:
        raise DateError("no-such-offset", text)
    return (-1 if offset[0] == "-" else 1) * (int(hours) * 60 + int(minutes or 0))


def _parse_event_time(text: str) -> EventTime:
    if _DATE.fullmatch(text):
        raise DateError("date-without-time", text)
    date = _parse_date_and_time(text)
    if date.time is None or date.earliest is None or date.time.offset is None:
        raise DateError("time-without-offset", text)
    if date.time.second is not None:
        raise DateError("time-with-seconds", text, [re.sub(r"(T..:..):[0-9.]+", r"\1", text)])
    return EventTime(text, date.earliest, date.time)

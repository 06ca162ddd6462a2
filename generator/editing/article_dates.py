"""Dates as articles print them, with weekday, time of day and zone where they stand beside them.

Owns the ways in which a day is printed. Names of months and weekdays and the order of figures come from Babel, zones
from `time_zones.py`. Knows no record: texts in, `PrintedDate` out. Only for proposals; what is published is parsed
by `model/dates.py`.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from generator.editing.time_zones import ZONE_MINUTES
from generator.linking.tokens import fold_diacritics

#: How far from a date its weekday, time and zone may stand.
_NEAR = 40
_LONGEST_LINE = 4000
#: `man`, `sat`, `Sun`: too often another word.
_LONGEST_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day as printed: half-open offsets, `year` None where none is printed.

    `offset` is in minutes east of UTC. `weekday_fits` is False where the weekday printed beside it is another.
    `is_ordered_by_custom` where 3/4/2021 was read in the order of the language.
    """

    start: int
    end: int
    month: int
    day: int
    year: int | None = None
    hour: int | None = None
    minute: int = 0
    offset: int | None = None
    zone: str = ""
    weekday_fits: bool = True
    is_ordered_by_custom: bool = False

    @property
    def iso_day(self) -> str:
        """The day as ISO 8601; empty without a year."""
        return "" if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def iso(self) -> str:
        """The day with what is known of its time; empty without a year."""
        if not self.iso_day or self.hour is None:
            return self.iso_day
        return f"{self.iso_day}T{self.hour:02}:{self.minute:02}{offset_text(self.offset)}"


def offset_text(minutes: int | None) -> str:
    """An offset as ISO 8601 writes it; empty where it is not known."""
    if minutes is None:
        return ""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


class DateReader:
    """Finds dates in texts of some languages (`nb`, `id`); made once, used for many texts."""

    def __init__(self, languages: Iterable[str]) -> None:
        locales = [locale for language in languages if (locale := _locale(language))] or [Locale("en", "GB")]
        self._months = _names((locale.months for locale in locales), first=1)
        self._weekdays = _names((locale.days for locale in locales), first=0)
        self._month_first = all(_month_comes_first(locale) for locale in locales)
        month, weekday = _either(self._months), _either(self._weekdays)
        self._patterns = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
            rf"(?<![\w.:])(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?(?P<month>{month})\b\.?"
            rf"(?:,?\s+(?:de\s+)?(?P<year>\d{{4}})(?!\d))?",
            rf"(?<!\w)(?P<month>{month})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year>\d{{4}})(?!\d))",
            r"(?<![\d./-])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
            r"(?<![\d./-])(?P<one>\d{1,2})(?P<mark>[./-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\.?\d)",
        ))
        self._weekday = re.compile(rf"(?<!\w)(?:{weekday})(?!\w)", re.IGNORECASE)
        self._weekday_before = re.compile(rf"(?<!\w)(?P<name>{weekday})\b\.?[\s,(]*(?:(?:the|den|de|am)\s+)?$",
                                          re.IGNORECASE)

    def find(self, text: str) -> list[PrintedDate]:
        """Every day printed in the text, in order, none overlapping."""
        text = text[:_LONGEST_LINE]
        found: list[PrintedDate] = []
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                date = self._date(match)
                if date and not any(date.start < other.end and other.start < date.end for other in found):
                    found.append(self._with_neighbours(date, text))
        return sorted(found, key=lambda date: date.start)

    def find_weekday(self, text: str) -> str:
        """The first weekday as it is printed, by its whole name; empty where there is none."""
        match = next((each for each in self._weekday.finditer(text) if len(each[0]) > _LONGEST_ABBREVIATION), None)
        return match[0] if match else ""

    def _date(self, match: re.Match[str]) -> PrintedDate | None:
        given = match.groupdict()
        year = int(given["year"]) if given.get("year") else None
        is_by_custom = False
        if given.get("one"):
            one, two = int(given["one"]), int(given["two"])
            is_by_custom = one <= 12 and two <= 12 and one != two
            month_first = two > 12 or (self._month_first and one <= 12)
            month, day = (one, two) if month_first else (two, one)
        else:
            day = int(given["day"])
            month = int(given["month"]) if given["month"].isdigit() else self._months.get(_folded(given["month"]), 0)
        if not _is_a_day(year, month, day):
            return None
        return PrintedDate(*match.span(), month, day, year, is_ordered_by_custom=is_by_custom)

    def _with_neighbours(self, date: PrintedDate, text: str) -> PrintedDate:
        before, behind = text[max(0, date.start - _NEAR):date.start], text[date.end:date.end + _NEAR]
        weekday = self._weekday_before.search(before)
        if weekday and date.year is not None:
            fits = datetime.date(date.year, date.month, date.day).weekday() == self._weekdays[_folded(weekday["name"])]
            date = replace(date, weekday_fits=fits)
        before = before[:weekday.start()] if weekday else before
        return _with_time(date, _TIME_BEHIND.match(behind)) or _with_time(date, _TIME_BEFORE.search(before)) or date


# Time of day ----------------------------------------------------------------------------------------

_ZONES = "|".join(sorted(ZONE_MINUTES, key=len, reverse=True))
_ZONE = rf"(?:\s*\(?(?P<zone>(?:UTC|GMT)\s?[+-]\d{{1,2}}(?::?\d\d)?|[+-]\d\d:?\d\d|(?-i:{_ZONES})(?!\w)))?"
_CLOCK = (r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d(?:\.\d+)?)?(?!\d)"
          r"(?:\s*(?P<half>[ap])\.?m\b\.?)?")
_TIME_BEHIND = re.compile(rf"(?:T|[\s,;|·•()\-–—]*(?:[^\W\d]{{1,7}}[.:]?\s*){{0,2}}){_CLOCK}{_ZONE}", re.IGNORECASE)
_TIME_BEFORE = re.compile(rf"(?<![\d.:]){_CLOCK}{_ZONE}[\s,;|·•()\-–—]*$", re.IGNORECASE)


def _with_time(date: PrintedDate, match: re.Match[str] | None) -> PrintedDate | None:
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    zone = match["zone"] or ""
    return replace(date, hour=hour, minute=int(match["minute"]), zone=zone, offset=zone_minutes(zone))


def zone_minutes(zone: str) -> int | None:
    """The minutes east of UTC that printed letters or figures mean: `WIB`, `UTC+7`, `+01:00`; None for none."""
    known = ZONE_MINUTES.get(zone.upper())
    if known is not None:
        return known
    match = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return None if minutes > 15 * 60 else -minutes if match[1] == "-" else minutes


def parse_stamp(stamp: str) -> str:
    """A machine's time stamp to the minute as a record writes it (`2021-03-14T08:00+01:00`); empty if it is none."""
    try:
        if "T" not in stamp and ":" not in stamp:
            return datetime.date.fromisoformat(stamp.strip()).isoformat()
        read = datetime.datetime.fromisoformat(stamp.strip())
    except ValueError:
        return ""
    offset = read.utcoffset()
    return read.strftime("%Y-%m-%dT%H:%M") + offset_text(None if offset is None else int(offset.total_seconds()) // 60)


# Names ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale | None:
    for candidate in (language, language.split("-")[0]):
        try:
            locale = Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return Locale("en", "GB") if str(locale) == "en" else locale
    return None


def _month_comes_first(locale: Locale) -> bool:
    pattern = str(getattr(locale.date_formats["short"], "pattern", ""))
    return "M" in pattern and pattern.find("M") < pattern.find("d") and not pattern.startswith("y")


def _names(tables: Iterable[Mapping[str, Mapping[str, Mapping[int, str]]]], *, first: int) -> dict[str, int]:
    """Every name of a month or weekday, folded, with its number."""
    found: dict[str, int] = {}
    for table in tables:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in table.get(context, {}).get(width, {}).items():
                    if len(name) > 2 and number >= first:
                        found.setdefault(_folded(name), number)
    return found


def _folded(name: str) -> str:
    return re.sub(r"['’ʼ.]", "", fold_diacritics(name).casefold())


def _either(names: Iterable[str]) -> str:
    """A pattern for any of these folded names as it may be printed: with diacritics, an apostrophe, a full stop."""
    return "|".join(_loose(name) for name in sorted(names, key=len, reverse=True))


def _loose(name: str) -> str:
    return "['’ʼ]?".join(_LETTERS.get(letter, re.escape(letter)) for letter in name)


def _letters() -> dict[str, str]:
    """Each plain letter with the letters that are folded to it."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = fold_diacritics(chr(code)).casefold()
        if len(plain) == 1 and plain.isalpha() and plain != chr(code):
            found[plain] = found.get(plain, plain) + chr(code)
    return {letter: f"[{marked}]" for letter, marked in found.items()}


_LETTERS = _letters()


def _is_a_day(year: int | None, month: int, day: int) -> bool:
    try:
        datetime.date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return year is None or 1500 <= year <= 2200

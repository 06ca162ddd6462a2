"""Dates in words, as readers read them: `Thursday 4 March 2021`, `22–28 February 2021`, `about 4 March`.

Owns the order of day, month and year per language and how several dates are said in one. Month names and
patterns come from Babel, every other word from the mapping the caller passes; there is none in here.
Rendering calls it; it knows nothing of HTML.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

from generator.model.date_values import ClockTime, EdtfDate, Published
from generator.model.days import Day, date_in_cycle

#: What `words` must hold. Templates take `{date}`, `{year}`, `{time}`, `{earlier}` and `{last}`.
WORD_KEYS: tuple[str, ...] = (
    "date.about", "date.uncertain", "date.or", "date.within", "date.from", "date.from_end_unknown",
    "date.until", "date.until_start_unknown", "date.not_before", "date.not_after", "date.decade",
    "date.spring", "date.summer", "date.autumn", "date.winter", "date.time",
)

_Unit = Literal["day", "month", "year"]
_FIELDS: dict[_Unit, str] = {"day": "yMMMd", "month": "yMMM", "year": "y"}
_SEASONS = {3: "date.spring", 6: "date.summer", 9: "date.autumn", 12: "date.winter"}
_FALLBACK_RANGE = "{0} – {1}"
_YEAR_MARK = "\ue000"
_TOKEN = re.compile(r"'[^']*'|([A-Za-z])\1*")


@dataclass(frozen=True, slots=True)
class _Style:
    """How the caller wants a date said."""

    locale: str
    words: Mapping[str, str]
    has_weekday: bool
    is_short: bool
    has_year: bool

    def say(self, key: str, **parts: str) -> str:
        """The template under this key, filled."""
        return re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], match[0]), self.words[key])


def date_in_words(
    date: EdtfDate, locale: str, words: Mapping[str, str], *,
    weekday: bool = False, short: bool = False, with_year: bool = True,
) -> str:
    """Say a date in the language of `locale` (`en`, `nb`, `en-GB`); `words` holds WORD_KEYS.

    `weekday` counts for single known days; `short` takes short month names and no time of day; without
    `with_year` the year stays where it is all there is or where it changes. A span whose day is unknown
    reads like one that lasted: put `within_note` beside it.
    """
    style = _Style(locale, words, weekday, short, with_year)
    if date.kind in ("interval", "span"):
        return _between_in_words(date, style)
    if date.kind == "set":
        return _set_in_words(date, style)
    return _point_in_words(date, style)


def within_note(date: EdtfDate, words: Mapping[str, str]) -> str | None:
    """The remark that an event fell on one day of a span, where its words would read as if it had lasted."""
    is_span = any(member.kind == "span" and member.start and member.end for member in date.members)
    is_run_of_days = date.kind == "unspecified" and _stretch(date)[2] == "day" and not date.is_single_day
    return words["date.within"] if is_span or is_run_of_days else None


def published_in_words(
    published: Published, locale: str, words: Mapping[str, str], *, weekday: bool = False, short: bool = False
) -> str:
    """Say when something was published: `Friday 5 March 2021, 06:10`, by the clocks of its place."""
    said = date_in_words(published.date, locale, words, weekday=weekday, short=short)
    if published.time is None or short:
        return said
    style = _Style(locale, words, weekday, short, True)
    return style.say("date.time", date=said, time=time_in_words(published.time, locale))


def time_in_words(time: ClockTime, locale: str, *, with_offset: bool = False) -> str:
    """Say a time of day, to the minute: `19:30`, with its offset `19:30 UTC+4`."""
    pattern = getattr(_locale(locale).datetime_skeletons.get("Hm"), "pattern", "HH:mm")
    clock = format_time(datetime.time(time.hour, time.minute), format=pattern, locale=_locale(locale))
    if not with_offset or time.offset is None:
        return clock
    hours, minutes = divmod(abs(time.offset), 60)
    sign = "-" if time.offset < 0 else "+"
    return f"{clock} UTC" + (f"{sign}{hours}" if time.offset else "") + (f":{minutes:02}" if minutes else "")


# Single dates ---------------------------------------------------------------------------------------


def _point_in_words(date: EdtfDate, style: _Style) -> str:
    said = _unqualified(date, replace(style, has_weekday=style.has_weekday and not date.is_approximate))
    if date.time and not style.is_short:
        said = style.say("date.time", date=said, time=time_in_words(date.time, style.locale))
    if date.is_approximate:
        said = style.say("date.about", date=said)
    return style.say("date.uncertain", date=said) if date.is_uncertain else said


def _unqualified(date: EdtfDate, style: _Style) -> str:
    first, last, unit = _stretch(date)
    if date.kind == "season":
        return style.say(_SEASONS[first.month], year=_year_in_words(first.year, style.locale))
    if date.kind == "decade" and first.year > 0:
        return style.say("date.decade", year=str(first.year))
    return _range_in_words(first, last, unit, style)


def _stretch(date: EdtfDate) -> tuple[Day, Day, _Unit]:
    """The first and last day of a date that is no interval or set, and the unit its words count in."""
    if date.earliest is None or date.latest is None:
        raise ValueError(f"not a date with two bounds: {date.text}")
    first, last = date.earliest, date.latest
    digits = date.text.rstrip("?~%")
    if date.kind in ("day", "datetime") or (date.kind == "unspecified" and not digits.endswith("-XX")):
        return first, last, "day" if digits.count("-", 1) > 1 else "month"
    is_month = date.kind in ("month", "season") or (date.kind == "unspecified" and first.month == last.month)
    return first, last, "month" if is_month else "year"


def _day_in_words(day: Day, style: _Style, unit: _Unit = "day") -> str:
    fields = _FIELDS[unit]
    if unit != "year" and not style.has_year:
        fields = fields.removeprefix("y")
    if unit == "day" and style.has_weekday:
        fields = f"{fields[:-1]}Ed"
    return _format(day, _pattern(style.locale, fields, style.is_short), style.locale)


# Several dates in one -------------------------------------------------------------------------------


def _between_in_words(date: EdtfDate, style: _Style) -> str:
    style = replace(style, has_weekday=False)
    start, end = date.start, date.end
    if start and end:
        return _closed_in_words(start, end, style)
    said = _point_in_words(start or end or date, style)
    if date.kind == "span":
        return style.say("date.not_before" if start else "date.not_after", date=said)
    if start:
        return style.say("date.from_end_unknown" if date.end_is_unknown else "date.from", date=said)
    return style.say("date.until_start_unknown" if date.start_is_unknown else "date.until", date=said)


def _closed_in_words(start: EdtfDate, end: EdtfDate, style: _Style) -> str:
    kinds = {start.kind, end.kind}
    is_qualified = any(part.is_approximate or part.is_uncertain for part in (start, end))
    if len(kinds) == 1 and kinds <= {"day", "month", "year"} and not is_qualified:
        first, _, unit = _stretch(start)
        return _range_in_words(first, _stretch(end)[1], unit, style)
    return _join_range(*_said_beside_each_other([start, end], style), locale=style.locale)


def _set_in_words(date: EdtfDate, style: _Style) -> str:
    style = replace(style, has_weekday=False)
    members = sorted(date.members, key=lambda member: member.sort_key)
    if len(members) == 1:
        return _between_in_words(members[0], style)
    said = _said_beside_each_other(members, style)
    return style.say("date.or", earlier=", ".join(said[:-1]), last=said[-1])


def _said_beside_each_other(members: list[EdtfDate], style: _Style) -> list[str]:
    years = {bound and bound.year for bound in _bounds(members)}
    if len(years) == 1 and None not in years:
        return _said_sharing(members, style)
    return [_member_in_words(member, replace(style, has_year=True)) for member in members]


def _said_sharing(members: list[EdtfDate], style: _Style) -> list[str]:
    """Members of one year, each without what the last says for all, or the first where the year leads."""
    pattern = _pattern(style.locale, _FIELDS["day"], style.is_short)
    leads = pattern.index("d") > pattern.index("y")
    bearer = members[0] if leads else members[-1]
    share_month = len({bound and bound.month for bound in _bounds(members)}) == 1
    day_alone = re.search(r"d+\D?$" if leads else r"^d+\.?", pattern)
    said = []
    for member in members:
        if member is bearer:
            said.append(_member_in_words(member, style))
        elif share_month and day_alone and _is_plain_day(member) and _starts_with_day(bearer):
            said.append(_format(_stretch(member)[0], day_alone[0], style.locale))
        else:
            said.append(_member_in_words(member, replace(style, has_year=False)))
    return said


def _bounds(members: list[EdtfDate]) -> list[Day | None]:
    return [bound for member in members for bound in (member.earliest, member.latest)]


def _is_plain_day(member: EdtfDate) -> bool:
    return member.kind == "day" and not member.is_approximate and not member.is_uncertain


def _member_in_words(member: EdtfDate, style: _Style) -> str:
    return _between_in_words(member, style) if member.kind == "span" else _point_in_words(member, style)


def _starts_with_day(member: EdtfDate) -> bool:
    """Whether its words have a day number on the side where those of other days can stand."""
    if member.start and member.end:
        return _is_plain_day(member.start) and _is_plain_day(member.end)
    return _is_plain_day(member)


def _range_in_words(first: Day, last: Day, unit: _Unit, style: _Style) -> str:
    """Two days, months or years as one phrase, what they share said once: `22–28 February 2021`."""
    depth = {"year": 1, "month": 2, "day": 3}[unit]
    differing = next((field for field, a, b in zip("yMd", first[:depth], last[:depth]) if a != b), None)
    if differing is None:
        return _day_in_words(first, style, unit)
    style = replace(style, has_weekday=False, has_year=style.has_year or differing == "y")
    fields = _FIELDS[unit] if style.has_year else _FIELDS[unit].removeprefix("y")
    patterns = _range_patterns(style.locale, fields, differing, style.is_short)
    if patterns is None:
        said = (_day_in_words(day, style, unit) for day in (first, last))
        return _join_range(*said, locale=style.locale)
    return "".join(_format(day, pattern, style.locale)
                   for day, pattern in zip((first, last), patterns, strict=True))


def _join_range(first: str, last: str, *, locale: str) -> str:
    pattern = str(_locale(locale).interval_formats.get(None, _FALLBACK_RANGE))
    return pattern.replace("\u2009", " ").replace("{1}", last).replace("{0}", first)


# Patterns -------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    """Babel's data for a language tag; English means British order, an unknown language English."""
    for candidate in (tag.replace("_", "-"), re.split("[-_]", tag)[0]):
        try:
            locale = Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return Locale("en", "GB") if locale.language == "en" else locale
    return Locale("en", "GB")


@lru_cache(maxsize=512)
def _pattern(tag: str, fields: str, is_short: bool) -> str:
    """The locale's pattern for these fields (`yMMMd`, with `E` for a weekday); long names unless short."""
    locale = _locale(tag)
    long_fields = fields.replace("MMM", "MMMM").replace("E", "EEEE")
    skeletons: Mapping[str, Any] = locale.datetime_skeletons
    pattern = skeletons.get(fields) if is_short else skeletons.get(long_fields)
    if pattern is None and not is_short:
        whole = {"yMMMd": "long", "yMMMEd": "full"}.get(fields)
        pattern = locale.date_formats[whole] if whole else skeletons.get(fields)
    text = str(getattr(pattern, "pattern", pattern or fields))
    return _tidy(text if is_short else _widen(text), locale)


@lru_cache(maxsize=512)
def _range_patterns(tag: str, fields: str, differing: str, is_short: bool) -> tuple[str, str] | None:
    """The locale's patterns for both ends of a range that differs from this field on, the dash included."""
    locale = _locale(tag)
    formats: Mapping[Any, Any] = locale.interval_formats
    for skeleton in (fields,) if is_short else (fields.replace("MMM", "MMMM"), fields):
        found = formats.get(skeleton, {}).get(differing, ())
        if len(found) == 2:
            first, last = (_tidy(part if is_short else _widen(part), locale) for part in found)
            return first, last
    return None


def _widen(pattern: str) -> str:
    """The pattern with months and weekdays written out, as CLDR derives a long form from a short one."""

    def widen_token(token: re.Match[str]) -> str:
        letter, length = token[1], len(token[0])
        is_name = (letter in ("E", "c") and length <= 3) or (letter in ("M", "L") and length == 3)
        return letter * 4 if is_name else token[0]

    return _TOKEN.sub(widen_token, pattern)


def _tidy(pattern: str, locale: Locale) -> str:
    """Days without a leading zero, plain spaces for thin ones, no comma behind an English weekday."""
    pattern = pattern.replace("dd", "d").replace("\u2009", " ")
    return re.sub("(E+),", r"\1", pattern) if locale.language == "en" else pattern


def _format(day: Day, pattern: str, locale: str) -> str:
    """Fill a pattern. A mark holds the place of the year: Babel takes only the years that `datetime` has."""
    marked = _TOKEN.sub(lambda token: _YEAR_MARK if token[1] == "y" else token[0], pattern)
    return _format_in_cycle(date_in_cycle(day), marked, locale).replace(
        _YEAR_MARK, _year_in_words(day.year, locale))


@lru_cache(maxsize=1 << 13)
def _format_in_cycle(day: datetime.date, pattern: str, locale: str) -> str:
    return format_date(day, format=pattern, locale=_locale(locale))


def _year_in_words(year: int, locale: str) -> str:
    return str(year) if year > 0 else f"{1 - year} {_locale(locale).eras['abbreviated'][0]}"

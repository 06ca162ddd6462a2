"""Dates as citations give them: as much of a day as is known, a range, or nothing.

Owns how EDTF becomes the parts that styles and formats can say; their words are the caller's.
"""

import calendar
from dataclasses import dataclass

from babel import localedata
from babel.dates import get_month_names

from generator.model.date_values import EdtfDate
from generator.model.days import Day
from generator.model.words import Words

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date of year, month and day, or fewer of them; `last` ends a range.

    `is_circa`: about, uncertain, or a day unknown within the range. `is_inferred`: not printed. `words` say it
    as pages do, also where no parts can.
    """

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    is_circa: bool = False
    is_inferred: bool = False
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.first)

    @property
    def shared(self) -> tuple[int, ...]:
        """The parts that both ends of a range have in common: what a field for one date may hold."""
        if not self.last:
            return self.first
        alike = 0
        while alike < min(len(self.first), len(self.last)) and self.first[alike] == self.last[alike]:
            alike += 1
        return self.first[:alike]

    @property
    def iso(self) -> str:
        """ISO 8601: `2021-03`, `2021-03-05`, `2021-03-05/2021-03-06`."""
        return "/".join(filter(None, (iso_of(self.first), iso_of(self.last))))


def iso_of(parts: tuple[int, ...]) -> str:
    """The parts as ISO 8601 writes them."""
    return "-".join(f"{part:0{4 if index == 0 else 2}}" for index, part in enumerate(parts))


def english_month(month: int) -> str:
    """The macro that BibTeX has for a month."""
    return _ENGLISH_MONTHS[month - 1]


def cited_date(date: EdtfDate, *, words: str = "", is_inferred: bool = False) -> CitedDate:
    """A date of the dossier; without parts where an end is open or outside the years 1 to 9999."""
    first, last = date.earliest, date.latest
    is_unsure = date.is_approximate or date.is_uncertain
    if first is None or last is None or not 1 <= first.year <= last.year <= 9999:
        return CitedDate(is_circa=is_unsure, is_inferred=is_inferred, words=words)
    start, end = _stretch(first, last)
    is_within = bool(end) and date.kind != "interval"
    return CitedDate(start, end, is_unsure or is_within, is_inferred, words)


def _stretch(first: Day, last: Day) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The days as whole years or months where they are such; the end is empty where it is the start."""
    is_whole_month = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    is_whole_year = is_whole_month and first.month == 1 and last.month == 12
    length = 1 if is_whole_year else 2 if is_whole_month else 3
    start, end = tuple(first)[:length], tuple(last)[:length]
    return start, () if start == end else end


def style_date(date: CitedDate, style: str, words: Words) -> str:
    """The date as a style orders its parts: `March 5, 2021`, `2021, March 5`, `5 Mar. 2021`; empty without parts.

    Says nothing of whether it is sure: each style marks that differently.
    """
    if not date.first:
        return ""
    if not date.last:
        return _with_year(date.first, _without_year(date.first, style, words), style, words)
    is_one_year = date.first[0] == date.last[0]
    if is_one_year and len(date.first) > 1:
        return _with_year(date.first, _range_without_year(date, style, words), style, words)
    ends = (_with_year(parts, _without_year(parts, style, words), style, words) for parts in (date.first, date.last))
    return "–".join(ends)


def _month(month: int, style: str, words: Words) -> str:
    if style == "mla":
        return words("citing.mla_months").split()[month - 1]
    # Where Unicode's data lacks the language, its words are the program's English ones.
    locale = words.language.replace("-", "_")
    return get_month_names("wide", "format", locale if localedata.exists(locale) else "en")[month]


def _without_year(parts: tuple[int, ...], style: str, words: Words) -> str:
    if len(parts) < 2:
        return ""
    month = _month(parts[1], style, words)
    return words(f"citing.day.{style}", month=month, day=parts[2]) if len(parts) == 3 else month


def _range_without_year(date: CitedDate, style: str, words: Words) -> str:
    if len(date.first) == 3 and date.first[1] == date.last[1]:
        days = f"{date.first[2]}–{date.last[2]}"
        return words(f"citing.day.{style}", month=_month(date.first[1], style, words), day=days)
    return "–".join(_without_year(parts, style, words) for parts in (date.first, date.last))


def _with_year(parts: tuple[int, ...], rest: str, style: str, words: Words) -> str:
    year = str(parts[0])
    if not rest:
        return year
    if len(parts) == 2:
        return words(f"citing.month.{style}", month=rest, year=year)
    return words(f"citing.date.{style}", day=rest, year=year)

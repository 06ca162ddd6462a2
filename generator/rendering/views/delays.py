"""Delays in words: `Published the day after`, `2 to 11 days after it began`, `while it lasted`.

Says no more than the dates: ranges where they are ranges, nothing where one is missing.
"""

from generator.model.delays import Delay
from generator.rendering.context import Context

#: Longer stretches are told in months, then in years; both are whole ones that have passed.
_MOST_DAYS, _MOST_MONTHS = 99, 730
_MONTH, _YEAR = 30.4369, 365.2425


def delay_text(delay: Delay | None, context: Context) -> str:
    """`Published the day after`; that nobody knows where the dates do not say."""
    text = _text(delay, context) if delay else ""
    return context.words("reporting.published_when", delay=text) if text else context.words("reporting.delay_unknown")


def _text(delay: Delay, context: Context) -> str:
    text = context.words("reporting.course") if delay.since == "course" else _span_text(delay, context)
    if text and delay.is_about:
        text = context.words("reporting.about", delay=text)
    return context.words("reporting.uncertain", delay=text) if text and delay.is_uncertain else text


def _span_text(delay: Delay, context: Context) -> str:
    words, least, most = context.words, delay.least, delay.most
    point = words(f"reporting.point.{delay.since}")
    if least is None or most is None:
        return _open_text(least, most, point, context)
    if least == most == 0:
        return words(f"reporting.same_day.{delay.since}")
    if least == most == 1:
        return words("reporting.next_day", point=point)
    if least == most == -1:
        return words("reporting.day_before", point=point)
    if least < 0 < most:
        return words("reporting.between", before=_units(-least, context), after=_units(most, context), point=point)
    if least >= 0:
        span = _range(least, most, context)
        return words("reporting.after", span=span, point=point) if span else \
            words("reporting.up_to_after", span=_units(most, context), point=point)
    span = _range(-most, -least, context)
    return words("reporting.before", span=span, point=point) if span else \
        words("reporting.up_to_before", span=_units(-least, context), point=point)


def _open_text(least: int | None, most: int | None, point: str, context: Context) -> str:
    """Where one of the dates is open: so much as is known on the other side."""
    words = context.words
    if least is None and most:
        return words("reporting.up_to_after", span=_units(most, context), point=point) if most > 0 else \
            words("reporting.at_least_before", span=_units(-most, context), point=point)
    if most is None and least:
        return words("reporting.at_least_after", span=_units(least, context), point=point) if least > 0 else \
            words("reporting.up_to_before", span=_units(-least, context), point=point)
    return ""


def _units(days: int, context: Context) -> str:
    number, unit = _counted(days, days)
    return _unit_text(number, unit, context)


def _unit_text(number: int, unit: float, context: Context) -> str:
    if unit == _YEAR:
        return context.words.count("reporting.years", number)
    if unit == _MONTH:
        return context.words.count("reporting.months", number)
    return context.words.count("reporting.days", number)


def _counted(days: int, largest: int) -> tuple[int, float]:
    """So many days in the unit that fits the largest number, and that unit in days."""
    unit = 1.0 if largest <= _MOST_DAYS else _MONTH if largest < _MOST_MONTHS else _YEAR
    return int(days / unit), unit


def _range(first: int, last: int, context: Context) -> str:
    """`2 to 11 days`; one number where both ends are the same; empty where it begins with none at all."""
    (least, unit), (most, _) = _counted(first, last), _counted(last, last)
    if least == 0:
        return ""
    span = _unit_text(most, unit, context)
    return span if least == most else context.words("reporting.range", first=least, span=span)

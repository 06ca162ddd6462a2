"""Figures that differ: same unit, population and area, overlapping time, values that cannot both hold.

An order of size ("hundreds") never counts, nor does a figure of something else; nothing is estimated.
"""

from collections.abc import Sequence
from itertools import combinations
from math import nextafter

from generator.model.content import Content
from generator.model.date_values import is_before
from generator.model.dates import Day, EdtfDate
from generator.model.dossier import Figures, LinkedStatement
from generator.model.statements import Figure

#: How far "about" and "nearly" may be from the number, as a share of it: only for telling what surely differs.
_ABOUT = 0.15
_INFINITE = float("inf")


def differing_figures(accounts: Sequence[LinkedStatement], content: Content) -> tuple[Figures, ...]:
    """The pairs of accounts whose figures cannot both hold."""
    return tuple(
        Figures(first.key, second.key)
        for first, second in combinations([item for item in accounts if item.statement.figure], 2)
        if _differ(first, second, content))


def _differ(first: LinkedStatement, second: LinkedStatement, content: Content) -> bool:
    one, other = first.statement.figure, second.statement.figure
    if one is None or other is None or one.order or other.order:
        return False
    if (one.unit, one.population, one.area, one.cumulative) != (
            other.unit, other.population, other.area, other.cumulative):
        return False
    if not _overlap(first, second, content):
        return False
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    return high < other_low or other_high < low


def bounds(figure: Figure) -> tuple[float, float]:
    """The values the words allow; `about` and `nearly` are widened, "more than" excludes its number and has no upper bound."""
    low, high = (figure.low, figure.high) if figure.low is not None else (figure.value, figure.value)
    if low is None or high is None:
        return 0, _INFINITE
    match figure.comparator:
        case "about":
            return low * (1 - _ABOUT), high * (1 + _ABOUT)
        case "nearly":
            return low * (1 - _ABOUT), nextafter(high, 0)
        case "more_than":
            return nextafter(low, _INFINITE), _INFINITE
        case "at_least":
            return low, _INFINITE
        case _:
            return low, high


#: First and last day; None for an end that is open or not known.
_Time = tuple[Day | None, Day | None]


def _overlap(first: LinkedStatement, second: LinkedStatement, content: Content) -> bool:
    """Whether both may speak of one time; an end nobody gives may lie anywhere.

    Counts that grow are compared where they begin and where they stand: 300 by one day and 500 by a later one hold.
    """
    one, other = _begin_and_end(first, content), _begin_and_end(second, content)
    if first.statement.figure and first.statement.figure.cumulative:
        return _meet(_days(one[0]), _days(other[0])) and _meet(_days(one[1]), _days(other[1]))
    return _meet((_days(one[0])[0], _days(one[1])[1]), (_days(other[0])[0], _days(other[1])[1]))


def _begin_and_end(statement: LinkedStatement, content: Content) -> tuple[EdtfDate | None, EdtfDate | None]:
    """The dates a figure holds from and to: its own, else its statement's, else those of the event it stands in."""
    figure = statement.statement.figure
    date = statement.statement.date or getattr(content.records[statement.record_id].record, "date", None)
    if figure is None or figure.cumulative:
        return (figure.since if figure else None), (figure.until if figure else None) or date
    return figure.since or date, figure.until or date


def _days(date: EdtfDate | None) -> _Time:
    return (date.earliest, date.latest) if date else (None, None)


def _meet(one: _Time, other: _Time) -> bool:
    return not (is_before(one[1], other[0]) or is_before(other[1], one[0]))

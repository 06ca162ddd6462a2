"""Figures that differ: same unit, population and area, overlapping time, values that cannot both hold.

An order of size ("hundreds") never counts, nor does a figure of something else; nothing is estimated.
"""

from collections.abc import Sequence
from itertools import combinations

from generator.model.content import Content
from generator.model.dossier import Figures, LinkedStatement, sorting_date
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
    """The values the words allow; `about` and `nearly` are widened, "more than" has no upper bound."""
    low, high = (figure.low, figure.high) if figure.low is not None else (figure.value, figure.value)
    if low is None or high is None:
        return 0, _INFINITE
    match figure.comparator:
        case "about":
            return low * (1 - _ABOUT), high * (1 + _ABOUT)
        case "nearly":
            return low * (1 - _ABOUT), high
        case "more_than" | "at_least":
            return low, _INFINITE
        case _:
            return low, high


def _overlap(first: LinkedStatement, second: LinkedStatement, content: Content) -> bool:
    """Whether both may speak of one time: figures without a time of their own may."""
    one, other = _time_of(first, content), _time_of(second, content)
    if one is None or other is None:
        return True
    return not (one[1] < other[0] or other[1] < one[0])


def _time_of(statement: LinkedStatement, content: Content) -> tuple[object, object] | None:
    figure = statement.statement.figure
    assert figure is not None
    start, end = figure.since or statement.statement.date, figure.until or statement.statement.date
    if start is None or end is None:
        return None
    start_key, end_key = sorting_date(start), sorting_date(end)
    return (start_key, end_key) if start.earliest and end.latest else None

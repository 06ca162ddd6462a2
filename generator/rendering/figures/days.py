"""A scale of days for drawings whose dates lie unevenly: stretches that say nothing are squeezed, and marked so.

Owns where a day stands. A day is a cell; what is known to the day stands in the middle of its cell, whatever the hour.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.rendering.figures.svg import text_width
from generator.rendering.figures.time_shapes import TimeShape

#: A stretch is squeezed where it is longer than so many days and than so many times all the rest.
_SQUEEZED_DAYS = 45
_SQUEEZED_TIMES = 3
#: The room of a squeezed stretch, at most, as a share of the drawing.
_SQUEEZED_WIDTH = 36.0


@dataclass(frozen=True, slots=True)
class DayScale:
    """Where days stand: straight between knots (day, length). `breaks` are the middles of squeezed stretches."""

    knots: tuple[tuple[int, float], ...]
    breaks: tuple[float, ...] = ()

    @property
    def left(self) -> float:
        """Where the first day begins."""
        return self.knots[0][1]

    @property
    def right(self) -> float:
        """Where the last day ends."""
        return self.knots[-1][1]

    def at(self, day: float) -> float:
        """Where a moment stands, 0.5 being the middle of day 0; what lies outside stands at the end."""
        position = min(max(bisect_right(self.knots, (day, float("inf"))), 1), len(self.knots) - 1)
        (first, start), (last, end) = self.knots[position - 1], self.knots[position]
        share = (day - first) / (last - first)
        return round(start + min(max(share, 0.0), 1.0) * (end - start), 2)

    def middle(self, shape: TimeShape) -> float:
        """The middle of a shape; where it is open to one side, that of the day at its known end."""
        first, last = shape.first, shape.last
        if first is None or last is None:
            known = last if first is None else first
            return self.at((known if known is not None else self.knots[0][0]) + 0.5)
        return round((self.at(first) + self.at(last + 1)) / 2, 2)

    def bounds(self, shape: TimeShape) -> tuple[float, float]:
        """Where a shape begins and ends; at the scale's ends where it is open."""
        return (self.left if shape.first is None else self.at(shape.first),
                self.right if shape.last is None else self.at(shape.last + 1))


def day_scale(shapes: Iterable[TimeShape | None], left: float, right: float) -> DayScale | None:
    """The scale on which all these shapes stand between two lengths; None where none of them has a day."""
    points: set[int] = set()
    for shape in shapes:
        known = [day for day in (shape.first, shape.last) if day is not None] if shape else []
        points |= {min(known), max(known) + 1} if known else set()
    if not points:
        return None
    ordered = sorted(points)
    return _scale(ordered, _squeezed([last - first for first, last in zip(ordered, ordered[1:])]), left, right)


def _squeezed(gaps: Sequence[int]) -> frozenset[int]:
    """Which gaps are squeezed: the longest first, as long as it dwarfs all others together."""
    found: set[int] = set()
    rest = sum(gaps)
    for position in sorted(range(len(gaps)), key=lambda index: (-gaps[index], index)):
        rest -= gaps[position]
        if gaps[position] <= _SQUEEZED_DAYS or rest < 1 or gaps[position] <= _SQUEEZED_TIMES * rest:
            break
        found.add(position)
    return frozenset(found)


def _scale(points: Sequence[int], squeezed: frozenset[int], left: float, right: float) -> DayScale:
    squeezed_width = min(_SQUEEZED_WIDTH, (right - left) / (2 * len(squeezed) + 1)) if squeezed else 0.0
    gaps = [last - first for first, last in zip(points, points[1:])]
    drawn = sum(gap for position, gap in enumerate(gaps) if position not in squeezed)
    a_day = (right - left - squeezed_width * len(squeezed)) / drawn
    knots, breaks, x = [(points[0], left)], [], left
    for position, gap in enumerate(gaps):
        width = squeezed_width if position in squeezed else gap * a_day
        if position in squeezed:
            breaks.append(round(x + width / 2, 2))
        x += width
        knots.append((points[position + 1], round(x, 4)))
    return DayScale(tuple(knots), tuple(breaks))


# Labels ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Label:
    """A text centred at `x`: at the place `wanted`, or as far from there as it takes to stay inside the drawing."""

    x: float
    text: str
    width: float
    wanted: float

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.x - self.width / 2

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width / 2


def labels_in_row(wanted: Iterable[tuple[float, str]], *, size: float, left: float, right: float,
                  gap: float = 12.0) -> tuple[Label, ...]:
    """Of labels wanted at places, those that fit into one row, the first wanted first; a text stands once."""
    placed: list[Label] = []
    for x, text in wanted:
        width = text_width(text, size)
        if width > right - left or any(text == label.text for label in placed):
            continue
        centre = min(max(x, left + width / 2), right - width / 2)
        label = Label(round(centre, 2), text, width, x)
        if all(label.end + gap <= other.start or other.end + gap <= label.start for other in placed):
            placed.append(label)
    return tuple(sorted(placed, key=lambda label: label.x))

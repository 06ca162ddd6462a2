"""Where the names on a map stand: beside their marks, on a short line where it is crowded, never on one another.

Owns the search for free space. Knows no places: a name is lines of a width, a mark a circle. Same input, same output.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin
from typing import Literal

Box = tuple[float, float, float, float]
Anchor = Literal["start", "middle", "end"]

_GAP = 4.0
_AIR = 2.0
_EDGE = 4.0
#: Leading lines: how long they may be, and the directions tried, those to the sides first.
_REACHES = (14.0, 24.0, 36.0, 50.0)
_TURNS = (0, 6, 1, 11, 5, 7, 2, 10, 4, 8, 3, 9)


@dataclass(frozen=True, slots=True)
class Wish:
    """A name to be placed: its mark's middle and radius, and how large it is."""

    id: str
    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: the upper end of its first line, how it is anchored there, and a leading line if any."""

    id: str
    x: float
    top: float
    anchor: Anchor
    leader: tuple[float, float, float, float] | None = None


@dataclass(slots=True)
class Ground:
    """The taken space of a drawing."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    leaders: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a box free of names."""
        self.boxes.append(box)

    def is_free(self, box: Box, own: Box | None = None) -> bool:
        """Whether a box lies inside and on nothing but, perhaps, the mark it belongs to."""
        left, top, right, bottom = box
        if left < _EDGE or top < _EDGE or right > self.width - _EDGE or bottom > self.height - _EDGE:
            return False
        if any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom and other is not own
               for other in self.boxes):
            return False
        return not any(_meets(line, box) for line in self.leaders)

    def is_clear(self, line: tuple[float, float, float, float], own: Box) -> bool:
        """Whether a leading line crosses nothing but its own mark."""
        return not any(_meets(line, box) for box in self.boxes if box is not own) \
            and not any(_cross(line, other) for other in self.leaders)


def mark_box(x: float, y: float, radius: float) -> Box:
    """The space a mark takes."""
    return x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1


def place_labels(wishes: Sequence[tuple[Wish, Box]], ground: Ground, *, with_leaders: bool = True) -> dict[str, Label]:
    """A place for each name in turn, first come first served; those that find none are not in the answer.

    With each wish comes the box of its mark, the one that is in `ground` already.
    """
    found = {}
    for wish, own in wishes:
        for label, box in _candidates(wish, with_leaders):
            if ground.is_free(box, own) and (label.leader is None or ground.is_clear(label.leader, own)):
                found[wish.id] = label
                ground.take((box[0] - _AIR, box[1] - _AIR, box[2] + _AIR, box[3] + _AIR))
                if label.leader:
                    ground.leaders.append(label.leader)
                break
    return found


def _candidates(wish: Wish, with_leaders: bool) -> Iterator[tuple[Label, Box]]:
    side, above, below = wish.radius + _GAP, wish.y - wish.radius - 2 - wish.height, wish.y + wish.radius + 2
    middle, slant = wish.y - wish.height / 2, wish.radius * 0.7 + 2
    yield _at(wish, wish.x + side, middle, "start")
    yield _at(wish, wish.x - side, middle, "end")
    yield _at(wish, wish.x, above, "middle")
    yield _at(wish, wish.x, below, "middle")
    for top in (wish.y - slant - wish.height + 3, wish.y + slant - 3):
        yield _at(wish, wish.x + slant, top, "start")
        yield _at(wish, wish.x - slant, top, "end")
    for reach in _REACHES if with_leaders else ():
        for turn in _TURNS:
            yield _led(wish, reach, turn * pi / 6)


def _led(wish: Wish, reach: float, angle: float) -> tuple[Label, Box]:
    """The name at the end of a line that leaves its mark at an angle."""
    across, down = cos(angle), -sin(angle)
    start, end = wish.radius + 1, wish.radius + reach
    leader = (wish.x + start * across, wish.y + start * down, wish.x + end * across, wish.y + end * down)
    anchor: Anchor = "middle" if abs(across) < 0.1 else "start" if across > 0 else "end"
    shift = 3.0 * (0 if anchor == "middle" else 1 if anchor == "start" else -1)
    top = leader[3] - wish.height / 2 if anchor != "middle" else leader[3] - (wish.height if down < 0 else 0)
    label, box = _at(wish, leader[2] + shift, top, anchor)
    return Label(label.id, label.x, label.top, label.anchor, leader), box


def _at(wish: Wish, x: float, top: float, anchor: Anchor) -> tuple[Label, Box]:
    left = x - {"start": 0.0, "middle": wish.width / 2, "end": wish.width}[anchor]
    return Label(wish.id, x, top, anchor), (left, top, left + wish.width, top + wish.height)


def _meets(line: tuple[float, float, float, float], box: Box) -> bool:
    """Whether a line touches a box, looked at every three pixels."""
    x1, y1, x2, y2 = line
    if max(x1, x2) < box[0] or min(x1, x2) > box[2] or max(y1, y2) < box[1] or min(y1, y2) > box[3]:
        return False
    steps = max(int(hypot(x2 - x1, y2 - y1) / 3), 1)
    points = ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1))
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)


def _cross(first: tuple[float, float, float, float], second: tuple[float, float, float, float]) -> bool:
    """Whether two lines cross."""
    def side(line: tuple[float, float, float, float], x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (side(first, *second[:2]) * side(first, *second[2:]) < 0
            and side(second, *first[:2]) * side(second, *first[2:]) < 0)

"""What a map shows: the frame that serves most places, what lies beyond it, and where places crowd.

Owns which stretch of the earth a drawing has. Knows no names and no lines; places are positions with an id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, hypot

from generator.rendering.figures.map_projection import (
    KILOMETRES_PER_DEGREE, Projection, bearing, bounds, choose_projection, distance, near,
)

#: The shortest side of a frame in degrees of latitude: less shows no line to know the country by.
_LEAST_EXTENT = 5.0
_LEAST_INSET = 0.8
#: How far the frame reaches beyond its outermost places, as a share of its sides.
_MARGIN = 0.09
_INSET_MARGIN = 0.24
#: A place is far away when it is this much farther from the middle than those before it, which are most of all.
_GAP = 2.0
_MOST = 3 / 4
#: Places whose middle is looked for at the most: it takes the square of their number.
SAMPLE = 200
#: Pixels between two marks below which neither can be labelled, and within which others join the inset.
_CROWDED = 18.0
_JOINS = 44.0
_MOST_INSETS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A place as a map sees it; `weight` is how much the dossier says of it."""

    id: str
    lon: float
    lat: float
    weight: int = 0

    @property
    def position(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.lon, self.lat


@dataclass(frozen=True, eq=False)
class Frame:
    """A rectangle of the plane, `width` by `height` pixels; `left` and `top` are its corner on the plane."""

    projection: Projection
    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        return self.place_unturned(self.projection.nearest_turn(lon), lat)

    def place_unturned(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels of a position whose longitude is within a turn of the middle already: lines must not jump."""
        x, y = self.projection.to_plane(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in it."""
        x, y = self.place(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def degrees_at(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude at a pixel."""
        return self.projection.to_degrees(self.left + x / self.scale, self.top - y / self.scale)

    @cached_property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """Longitudes and latitudes along its edges, clockwise from the upper left corner."""
        steps = [step / 12 for step in range(12)]
        return tuple(self.degrees_at(x * self.width, y * self.height) for x, y in (
            *((step, 0.0) for step in steps), *((1.0, step) for step in steps),
            *((1 - step, 1.0) for step in steps), *((0.0, 1 - step) for step in steps)))

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all that it shows."""
        middle = self.degrees_at(self.width / 2, self.height / 2)
        west, south, east, north = bounds((*self.outline, middle))
        return west, max(south, -90.0), min(east, west + 360), min(north, 90.0)

    @property
    def degrees_per_pixel(self) -> float:
        """Degrees of latitude to a pixel."""
        return 1 / self.scale


@dataclass(frozen=True, slots=True)
class Far:
    """A place beyond the frame: how many kilometres from its middle, and on which course."""

    point: Point
    distance: float
    bearing: float


@dataclass(frozen=True, slots=True)
class Size:
    """How wide a drawing is, and between which heights its frame's shape may choose."""

    width: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class MapPlan:
    """A main frame, the insets where places crowd in it with those that they show, and what lies beyond."""

    main: Frame
    inside: tuple[Point, ...]
    insets: tuple[tuple[Frame, tuple[Point, ...]], ...]
    beyond: tuple[Far, ...]


def plan_map(points: Sequence[Point], size: Size, inset_size: Size) -> MapPlan:
    """The frames for some places, at least one."""
    kept, far = split_far(points)
    frame = frame_around(kept, size, _MARGIN, _LEAST_EXTENT)
    middle = frame.degrees_at(frame.width / 2, frame.height / 2)
    insets = []
    for members in _crowds(kept, frame):
        inset = frame_around(members, inset_size, _INSET_MARGIN, _LEAST_INSET)
        # An inset that is hardly larger than what it enlarges would only repeat it.
        if inset.scale > 1.6 * frame.scale:
            insets.append((inset, tuple(point for point in kept if inset.holds(*point.position))))
    beyond = tuple(Far(point, distance(middle, point.position), bearing(middle, point.position)) for point in far)
    return MapPlan(frame, tuple(kept), tuple(insets[:_MOST_INSETS]), beyond)


def split_far(points: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """Those that most lie among, by whole turns of longitude beside one another, and those far from them."""
    middle = _middle(points)
    by_distance = sorted((distance(middle.position, point.position), point.id, point) for point in points)
    count = len(points)
    widest, cut = _GAP, count
    for index in range(max(1, ceil(count * _MOST)), count):
        reached = max(by_distance[index - 1][0], _LEAST_EXTENT / 2 * KILOMETRES_PER_DEGREE)
        if by_distance[index][0] >= widest * reached:
            widest, cut = by_distance[index][0] / reached, index
    kept = {point.id for _, _, point in by_distance[:cut]}
    unwrapped = [Point(point.id, near(point.lon, middle.lon), point.lat, point.weight) for point in points]
    return ([point for point in unwrapped if point.id in kept], [point for point in unwrapped if point.id not in kept])


def _middle(points: Sequence[Point]) -> Point:
    """The place that has the shortest way to all others together, among those of which most is said."""
    sample = sorted(points, key=lambda point: (-point.weight, point.id))[:SAMPLE]
    return min(sample, key=lambda point: (
        sum(distance(point.position, other.position) for other in sample), point.id))


def frame_around(points: Sequence[Point], size: Size, margin: float, least: float) -> Frame:
    """The frame in which these places have a margin all around; longitudes must lie beside one another."""
    projection = choose_projection(*_extent(points, least))
    left, bottom, right, top = bounds(projection.to_plane(*point.position) for point in points)
    spans = [max((high - low) * (1 + 2 * margin), least) for low, high in ((left, right), (bottom, top))]
    height = min(max(size.width * spans[1] / spans[0], size.least), size.most)
    scale = min(size.width / spans[0], height / spans[1])
    width_span, height_span = size.width / scale, height / scale
    return Frame(projection, (left + right - width_span) / 2, (bottom + top + height_span) / 2, scale,
                 size.width, float(round(height)))


def _extent(points: Sequence[Point], least: float) -> tuple[float, float, float, float]:
    """West, south, east and north of places, no narrower than a least extent."""
    west, south, east, north = bounds(point.position for point in points)
    wider, higher = max(0.0, least - (east - west)) / 2, max(0.0, least - (north - south)) / 2
    return west - wider, max(south - higher, -90.0), east + wider, min(north + higher, 90.0)


def _crowds(points: Sequence[Point], frame: Frame) -> list[list[Point]]:
    """Places too near to one another to be labelled, with their next neighbours; the largest crowds first."""
    at = {point.id: frame.place(*point.position) for point in points}
    groups: dict[str, list[Point]] = {}
    root = _joined(points, at)
    for point in points:
        groups.setdefault(root[point.id], []).append(point)
    cores = sorted((group for group in groups.values() if len(group) > 1 and _has_room(group, at)),
                   key=lambda group: (-len(group), group[0].id))
    taken: set[str] = set()
    found = []
    for core in cores:
        members = [point for point in points if point.id not in taken
                   and any(_apart(at[point.id], at[other.id]) < _JOINS for other in core)]
        if not taken & {point.id for point in core}:
            taken |= {point.id for point in members}
            found.append(members)
    return found


def _joined(points: Sequence[Point], at: dict[str, tuple[float, float]]) -> dict[str, str]:
    """For each place the first of its crowd; looked for in cells as wide as what is too near."""
    parent = {point.id: point.id for point in points}

    def root(point_id: str) -> str:
        while parent[point_id] != point_id:
            parent[point_id] = parent[parent[point_id]]
            point_id = parent[point_id]
        return point_id

    cells: dict[tuple[int, int], list[str]] = {}
    for point in points:
        x, y = at[point.id]
        column, row = int(x // _CROWDED), int(y // _CROWDED)
        for beside in ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for other in cells.get(beside, ()):
                if _apart(at[point.id], at[other]) < _CROWDED:
                    parent[root(point.id)] = root(other)
        cells.setdefault((column, row), []).append(point.id)
    return {point.id: root(point.id) for point in points}


def _has_room(group: Sequence[Point], at: dict[str, tuple[float, float]]) -> bool:
    """Whether a crowd spreads at all: places at one spot crowd at every scale."""
    left, top, right, bottom = bounds(at[point.id] for point in group)
    return max(right - left, bottom - top) > 0.5


def _apart(first: tuple[float, float], second: tuple[float, float]) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])

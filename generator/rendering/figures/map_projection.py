"""From degrees to a plane: the projections maps are drawn in, and distances and directions on the globe.

Owns the formulas. Knows no places, no frames in pixels and no lines. One unit of the plane is a degree of latitude,
y grows northwards; the globe is a sphere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, copysign, cos, degrees, hypot, log, pi, radians, sin, tan

#: Mean radius of the earth in kilometres (IUGG), and what a degree of latitude measures on it.
EARTH_RADIUS = 6371.0
KILOMETRES_PER_DEGREE = EARTH_RADIUS * pi / 180

_FLATTEST_CONE = 0.1
_WIDEST_CONE = 150.0
_MARGIN_OF_PARALLELS = 1 / 6


@dataclass(frozen=True, slots=True)
class Projection:
    """True to length along every meridian and along one or two parallels.

    An equidistant conic projection (Snyder, Map Projections, p. 111), `cone` being its constant; or, with `cone` 0,
    an equidistant cylindrical one that is true at `parallel` (ibid., p. 90). Longitudes run from `lon` by 180 each way.
    """

    lon: float
    lat: float
    parallel: float
    cone: float = 0.0
    apex: float = 0.0

    def to_plane(self, lon: float, lat: float) -> tuple[float, float]:
        """The place of a point on the plane; the middle of the frame is the origin."""
        if not self.cone:
            return (lon - self.lon) * cos(radians(self.parallel)), lat - self.lat
        radius, angle = self.apex - lat, radians(self.cone * (lon - self.lon))
        return radius * sin(angle), self.apex - self.lat - radius * cos(angle)

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a place on the plane: the way back."""
        if not self.cone:
            return self.lon + x / cos(radians(self.parallel)), self.lat + y
        down = self.apex - self.lat - y
        radius = copysign(hypot(x, down), self.cone)
        sign = copysign(1.0, self.cone)
        return self.lon + degrees(atan2(sign * x, sign * down)) / self.cone, self.apex - radius

    def nearest_turn(self, lon: float) -> float:
        """The longitude by whole turns so that it lies within half a turn of the middle."""
        return near(lon, self.lon)


def near(lon: float, middle: float) -> float:
    """The longitude by whole turns so that it lies within half a turn of another: from -180 below 180 beside it."""
    return middle + (lon - middle + 180) % 360 - 180


def choose_projection(west: float, south: float, east: float, north: float) -> Projection:
    """A conic projection for what lies to one side of the equator, a cylindrical one for all else."""
    lon, lat, span = (west + east) / 2, (south + north) / 2, north - south
    low, high = south + span * _MARGIN_OF_PARALLELS, north - span * _MARGIN_OF_PARALLELS
    cone = _cone(low, high)
    if abs(cone) < _FLATTEST_CONE or east - west > _WIDEST_CONE or max(abs(south), abs(north)) > 86:
        return Projection(lon, lat, min(max(lat, -60.0), 60.0))
    apex = degrees(cos(radians(low)) / cone) + low
    return Projection(lon, lat, lat, cone, apex)


def _cone(low: float, high: float) -> float:
    """The constant of a cone through two parallels, or of one that touches where they are as good as one."""
    if high - low < 0.01:
        return sin(radians((low + high) / 2))
    return (cos(radians(low)) - cos(radians(high))) / radians(high - low)


def distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Kilometres between two positions on a great circle, by the haversine formula."""
    (lon1, lat1), (lon2, lat2) = first, second
    across, along = sin(radians(lon2 - lon1) / 2), sin(radians(lat2 - lat1) / 2)
    chord = along * along + cos(radians(lat1)) * cos(radians(lat2)) * across * across
    return 2 * EARTH_RADIUS * atan2(chord ** 0.5, max(0.0, 1 - chord) ** 0.5)


def bearing(first: tuple[float, float], second: tuple[float, float]) -> float:
    """The constant course from one position to another, degrees clockwise from north: what "west of" says to readers.

    Along a rhumb line, since the shortest way from one town to another on the same parallel does not start westwards.
    """
    (lon1, lat1), (lon2, lat2) = first, second
    return degrees(atan2(radians(near(lon2, lon1) - lon1), _stretched(lat2) - _stretched(lat1))) % 360


def _stretched(lat: float) -> float:
    """The latitude as Mercator's projection stretches it."""
    return log(tan(pi / 4 + radians(min(max(lat, -89.9), 89.9)) / 2))


def bounds(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The smallest and largest of both coordinates: west, south, east, north, or left, bottom, right, top."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)

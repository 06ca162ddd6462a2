"""The base lines of a map in its frame: land as one area, coasts and borders as quiet lines.

Owns which layer of the base map serves a frame and how its lines become paths. Knows no places and no countries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.geo import BaseMap, MapLayer
from generator.rendering.figures.map_clipping import Position, clip_line, clip_ring, in_short_steps, runs, simplified
from generator.rendering.figures.map_frames import Frame
from generator.rendering.figures.map_projection import near
from generator.rendering.figures.svg import number

#: Steps longer than this many degrees are bent by the projection.
_STEP = 1.0
#: Pixels that no reader sees: lines are thinned to it, and a ring that is no larger is left out.
_FINEST = 0.4
_LEAST_RING = 1.5
#: The share of a frame a layer must cover to be taken for its fineness.
_COVERED = 0.97


@dataclass(frozen=True, slots=True)
class BasePaths:
    """The `d` of three paths: land, coasts, borders; empty where a frame has none."""

    land: str
    coasts: str
    borders: str


def base_paths(base_map: BaseMap, frame: Frame) -> BasePaths:
    """The base lines in a frame, in its pixels."""
    layer = choose_layer(base_map, frame)
    turn = near((layer.west + layer.east) / 2, frame.projection.lon) - (layer.west + layer.east) / 2
    # Beyond the visible edge, so that no coast is drawn along it.
    outer = (-2.0, -2.0, frame.width + 2, frame.height + 2)
    areas, coasts, borders = [], [], []
    for ring in layer.land_lines:
        if area := clip_ring(_placed([*ring, ring[0]], turn, frame)[:-1], outer):
            areas.append(area)
        for line in runs(ring, lambda first, second: _is_cut(first, second, layer)):
            coasts += clip_line(_placed(line, turn, frame), outer)
    for line in layer.border_lines:
        borders += clip_line(_placed(line, turn, frame), outer)
    return BasePaths(_path(filter(_is_visible, areas), "z"), _path(filter(_is_visible, coasts), ""), _path(borders, ""))


def choose_layer(base_map: BaseMap, frame: Frame) -> MapLayer:
    """The layer that covers a frame and is no finer than it needs, else the one that covers most of it."""
    covering = [layer for layer in base_map.layers if _share_covered(layer, frame) >= _COVERED]
    fine = [layer for layer in covering if layer.tolerance <= 1.5 * frame.degrees_per_pixel]
    if fine:
        return max(fine, key=lambda layer: layer.tolerance)
    if covering:
        return min(covering, key=lambda layer: layer.tolerance)
    return max(base_map.layers, key=lambda layer: _share_covered(layer, frame))


def _share_covered(layer: MapLayer, frame: Frame) -> float:
    """How much of a frame's box in degrees a layer covers, 0 to 1."""
    west, south, east, north = frame.box
    turn = near((layer.west + layer.east) / 2, (west + east) / 2) - (layer.west + layer.east) / 2
    across = min(east, layer.east + turn) - max(west, layer.west + turn)
    along = min(north, layer.north) - max(south, layer.south)
    return max(across, 0.0) * max(along, 0.0) / ((east - west) * (north - south))


def _placed(line: Sequence[Position], turn: float, frame: Frame) -> list[Position]:
    """A line in pixels, thinned to what can be seen. Whole turns are the layer's: a line must not jump at one."""
    projection, scale = frame.projection, frame.scale
    plane = (projection.to_plane(lon + turn, lat) for lon, lat in in_short_steps(line, _STEP))
    return simplified([((x - frame.left) * scale, (frame.top - y) * scale) for x, y in plane], _FINEST)


def _is_cut(first: Position, second: Position, layer: MapLayer) -> bool:
    """Whether a step runs along the edge of its layer, or along the meridian at which the source cuts the land."""
    along = [axis for axis in (0, 1) if first[axis] == second[axis]]
    edges = ((layer.west, layer.east, -180.0, 180.0, 540.0, -540.0), (layer.south, layer.north, -90.0))
    return any(first[axis] in edges[axis] for axis in along)


def _is_visible(line: Sequence[Position]) -> bool:
    xs, ys = zip(*line, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys)) >= _LEAST_RING


def _path(lines: Iterable[Sequence[Position]], end: str) -> str:
    """Lines as the data of a path, each step from the one before, tenths of a pixel."""
    return "".join(line_path(line, end) for line in lines)


def line_path(line: Sequence[Position], end: str = "") -> str:
    """One line as the data of a path; empty where it is shorter than can be said."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in line]
    steps = [(second[0] - first[0], second[1] - first[1]) for first, second in zip(tenths, tenths[1:])]
    drawn = [f"{number(dx / 10)} {number(dy / 10)}" for dx, dy in steps if dx or dy]
    start = f"M{number(tenths[0][0] / 10)} {number(tenths[0][1] / 10)}"
    return f"{start}l{' '.join(drawn).replace(' -', '-')}{end}" if drawn else ""

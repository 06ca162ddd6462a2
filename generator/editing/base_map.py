"""The base map of a dossier from a world's TopoJSON: cut to what its maps show, thinned to what they can show.

Owns the reading of TopoJSON and what is kept: outlines of land, and borders as the lines between two countries.
No name and no code of a country is kept. Bytes in, bytes out; adapters read and write the disk.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, floor, log10, radians
from typing import Any

from generator.editing.changes import Refusal
from generator.model.geo import Line, steps_text
from generator.rendering.figures.map_clipping import Box, Position, clip_line, clip_ring, simplified
from generator.rendering.figures.map_frames import Frame
from generator.rendering.figures.map_projection import bounds
from generator.rendering.views.map_places import DossierMap

#: How far a layer reaches beyond its frame, as a share of its sides, so that a place more still has lines around it.
_BEYOND = 0.03
#: Rings smaller than this many pixels are specks.
_SPECK = 6.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stretch that a drawing shows: west, south, east, north, and how many degrees of latitude are a pixel in it."""

    box: Box
    degrees_per_pixel: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the lines come from, as the file says it."""

    title: str
    version: str
    licence: str
    url: str
    file: str
    made_with: str


@dataclass(frozen=True, slots=True)
class Topology:
    """A world's lines: arcs in degrees, the rings of its land, and which arcs lie between two countries."""

    arcs: tuple[tuple[Position, ...], ...]
    rings: tuple[tuple[int, ...], ...]
    borders: tuple[int, ...]


def make_base_map(data: bytes, wanted: Sequence[Wanted], origin: Origin, pixels_off: float = 1.0) -> bytes:
    """The file `content/geo/base-map.json` from the bytes of a TopoJSON file. Raises `Refusal` where it is none.

    `pixels_off` is how far a line may be from where the file has it, in the drawing that shows it largest.
    """
    topology = read_topology(data)
    layers = [_layer(topology, each, pixels_off) for each in wanted]
    head = {"format": 1, "title": origin.title, "version": origin.version, "licence": origin.licence,
            "url": origin.url, "file": origin.file, "sha256": hashlib.sha256(data).hexdigest(),
            "made_with": origin.made_with}
    return _written({key: value for key, value in head.items() if value}, layers).encode()


def wanted_layers(found: DossierMap) -> list[Wanted]:
    """The stretches that the maps of a dossier show: the main frame, then the insets, those that overlap as one."""
    main = [_wanted(plan.main) for plan in (found.wide, found.narrow)]
    layers = [Wanted(_around([each.box for each in main]), min(each.degrees_per_pixel for each in main))]
    insets: list[Wanted] = []
    for each in (_wanted(frame) for plan in (found.wide, found.narrow) for frame, _ in plan.insets):
        known = next((other for other in insets if _are_alike(each.box, other.box)), None)
        if known is not None:
            insets.remove(known)
            each = Wanted(_around([each.box, known.box]), min(each.degrees_per_pixel, known.degrees_per_pixel))
        insets.append(each)
    return layers + insets


def _wanted(frame: Frame) -> Wanted:
    return Wanted(frame.box, frame.degrees_per_pixel)


def _around(boxes: Sequence[Box]) -> Box:
    return (min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes))


def _are_alike(first: Box, second: Box) -> bool:
    """Whether one box around both is hardly larger than the larger of them."""
    def area(box: Box) -> float:
        return (box[2] - box[0]) * (box[3] - box[1])

    return area(_around([first, second])) < 1.7 * max(area(first), area(second))


# Reading --------------------------------------------------------------------------------------------


def read_topology(data: bytes) -> Topology:
    """A TopoJSON file that holds the objects `land` and `countries`."""
    try:
        world = json.loads(data)
        arcs = tuple(_arcs(world))
        land, countries = (world["objects"][name]["geometries"] for name in ("land", "countries"))
        users: dict[int, set[int]] = {}
        for country, geometry in enumerate(countries):
            for arc in (arc for ring in _rings(geometry) for arc in ring):
                users.setdefault(arc if arc >= 0 else ~arc, set()).add(country)
        rings = tuple(tuple(ring) for geometry in land for ring in _rings(geometry))
        borders = tuple(sorted(arc for arc, countries_of in users.items() if len(countries_of) > 1))
        if any(not 0 <= (arc if arc >= 0 else ~arc) < len(arcs) for ring in (*rings, borders) for arc in ring):
            raise IndexError
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise Refusal("assist.refused.no-topology") from error
    return Topology(arcs, rings, borders)


def _arcs(world: Mapping[str, Any]) -> Iterator[tuple[Position, ...]]:
    """The arcs in degrees: each position is a step from the one before, in units of the transform.

    A longitude is by whole turns what is next to the one before, so that no arc leaps over the date line.
    """
    (scale_x, scale_y), (left, bottom) = world["transform"]["scale"], world["transform"]["translate"]
    for arc in world["arcs"]:
        x = y = 0
        found = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            found.append((left + x * scale_x, bottom + y * scale_y))
        if len(found) < 2 or not all(-361 < lon < 361 and -91 < lat < 91 for lon, lat in found):
            raise ValueError
        yield tuple(_without_leaps(found))


def _without_leaps(line: Sequence[Position]) -> list[Position]:
    """The line with each longitude by whole turns next to the one before."""
    found = [line[0]]
    for lon, lat in line[1:]:
        found.append((lon - 360 * round((lon - found[-1][0]) / 360), lat))
    return found


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    """The rings of a polygon or of several, as numbers of arcs; `~n` is arc n backwards."""
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


# Cutting --------------------------------------------------------------------------------------------


def _layer(topology: Topology, wanted: Wanted, pixels_off: float) -> Mapping[str, Any]:
    """One layer as the file has it."""
    tolerance = wanted.degrees_per_pixel * pixels_off
    digits = _digits(tolerance)
    box, tolerance = _with_margin(wanted.box, digits), round(tolerance, digits + 2)
    thinned = _Thinned(topology, tolerance, cos(radians((box[1] + box[3]) / 2)))
    land: list[str] = []
    borders: list[str] = []
    for turn in (-360.0, 0.0, 360.0):
        there = (box[0] - turn, box[1], box[2] - turn, box[3])
        land += (steps_text(_turned(ring, turn), 10 ** digits) for ring in thinned.rings(there, turn))
        borders += (steps_text(_turned(line, turn), 10 ** digits) for line in thinned.borders(there))
    west, south, east, north = box
    return {"west": west, "south": south, "east": east, "north": north, "tolerance": tolerance, "grid": 10 ** digits,
            "land": sorted(filter(None, land)), "borders": sorted(filter(None, borders))}


def _digits(tolerance: float) -> int:
    """Decimals of a degree that are finer than a tolerance."""
    return min(max(-floor(log10(tolerance)), 1), 4)


def _with_margin(box: Box, digits: int) -> Box:
    """The box a little larger, on round numbers, no wider than the earth."""
    west, south, east, north = box
    across, along = (east - west) * _BEYOND, (north - south) * _BEYOND
    if east - west + 2 * across >= 360:
        west, east, across = -180.0, 180.0, 0.0
    return (round(west - across, digits), max(round(south - along, digits), -90.0),
            round(east + across, digits), min(round(north + along, digits), 90.0))


class _Thinned:
    """The arcs of a topology, each thinned once, so that a border still ends on its coast."""

    def __init__(self, topology: Topology, tolerance: float, shrink: float) -> None:
        self.topology, self.tolerance, self.shrink = topology, tolerance, shrink
        self.boxes = [bounds(arc) for arc in topology.arcs]
        self.known: dict[int, list[Position]] = {}

    def arc(self, number: int) -> list[Position]:
        """An arc, backwards where its number is `~n`."""
        index = number if number >= 0 else ~number
        if index not in self.known:
            # A degree of longitude is shorter than one of latitude: distances are taken where both are alike.
            plane = [(lon * self.shrink, lat) for lon, lat in self.topology.arcs[index]]
            self.known[index] = [(x / self.shrink, lat) for x, lat in simplified(plane, self.tolerance)]
        return self.known[index] if number >= 0 else self.known[index][::-1]

    def rings(self, box: Box, turn: float) -> Iterator[list[Position]]:
        """The rings of land in a box, cut at its edges, without specks."""
        for numbers in self.topology.rings:
            ring = _without_leaps([point for number in numbers for point in self.arc(number)[:-1]])
            west, south, east, north = bounds(ring)
            if max((east - west) * self.shrink, north - south) < self.tolerance * _SPECK:
                continue
            if abs(ring[-1][0] - ring[0][0]) > 180:
                # Land around a pole is one with all its turns already.
                ring = _over_the_pole(ring) if not turn else []
            elif not _meet((west, south, east, north), box):
                continue
            if len(ring) > 2 and (cut := clip_ring(ring, box)):
                yield cut

    def borders(self, box: Box) -> Iterator[list[Position]]:
        """The borders in a box, cut at its edges."""
        for number in self.topology.borders:
            if _meet(self.boxes[number], box):
                yield from clip_line(self.arc(number), box)


def _over_the_pole(ring: Sequence[Position]) -> list[Position]:
    """A coast around a pole as a band that runs beyond every layer, closed over the pole."""
    turn = 360.0 if ring[-1][0] > ring[0][0] else -360.0
    band = [(lon + index * turn, lat) for index in (-3, -2, -1, 0, 1, 2, 3) for lon, lat in ring]
    pole = -90.0 if sum(lat for _, lat in ring) < 0 else 90.0
    return [*band, (band[-1][0], pole), (band[0][0], pole)]


def _meet(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def _turned(line: Sequence[Position], turn: float) -> Line:
    return tuple((lon + turn, lat) for lon, lat in line)


# Writing --------------------------------------------------------------------------------------------


def _written(head: Mapping[str, Any], layers: Sequence[Mapping[str, Any]]) -> str:
    """JSON with a line of the file for each line of the map, so that two versions can be compared."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    return "\n".join(["{", *lines, '  "layers": [', ",\n".join(map(_layer_text, layers)), "  ]", "}", ""])


def _layer_text(layer: Mapping[str, Any]) -> str:
    # Whole to the last digit of the grid: a line may lie on an edge, and none beyond it.
    edges = ", ".join(f'"{key}": {layer[key]:.12g}' for key in ("west", "south", "east", "north", "tolerance", "grid"))
    parts = [f"     {edges}"]
    for key in ("land", "borders"):
        if layer[key]:
            texts = ",\n".join(f'       "{line}"' for line in layer[key])
            parts.append(f'     "{key}": [\n{texts}]')
    return "    {\n" + ",\n".join(parts) + "}"

"""The base map as it stands in `content/geo/base-map.json`: outlines of land and borders, and where they come from.

Owns how lines of coordinates are written and read. Knows no place of the dossier and nothing of drawing.
"""

import re
from functools import cached_property
from itertools import accumulate
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.model.fields import FrozenModel, Link, Number, Sha256, Text, fail, shape_of

BASE_MAP_PATH = "content/geo/base-map.json"

#: Longitude and latitude in degrees; a longitude runs on beyond 180 where a layer does.
Position = tuple[float, float]
Line = tuple[Position, ...]

#: Positions to a degree at the finest: some ten metres.
_FINEST_GRID = 10_000
_LINE = re.compile(r"-?\d{1,7}(?: -?\d{1,7}){3,}")
_SHOWN = 40
_MOST_LAYERS = 12

#: A line as the file has it: whole numbers, the first two a position, each further two the step to the next.
Steps = tuple[int, ...]


def _steps(value: Any) -> Steps:
    """`1072 5991 -12 30`, east and north in turn, counted in parts of a degree."""
    if not isinstance(value, str):
        raise fail("wrong-type", expected="text", found=shape_of(value))
    if not _LINE.fullmatch(value):
        raise fail("bad-value", value=value[:_SHOWN], expected="steps")
    steps = tuple(map(int, value.split(" ")))
    if len(steps) % 2:
        raise fail("bad-value", value=value[:_SHOWN], expected="steps")
    return steps


StepsField = Annotated[Steps, BeforeValidator(_steps, json_schema_input_type=str)]


def line_of(steps: Steps, grid: int) -> Line:
    """The positions in degrees that steps lead to."""
    return tuple((x / grid, y / grid) for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2])))


def steps_text(line: Line, grid: int) -> str:
    """A line as the file has it, without steps that lead nowhere; empty where fewer than two positions are left."""
    places = [(round(lon * grid), round(lat * grid)) for lon, lat in line]
    places = [place for index, place in enumerate(places) if not index or place != places[index - 1]]
    steps = [(x - before[0], y - before[1]) for before, (x, y) in zip([(0, 0), *places], places)]
    return " ".join(f"{x} {y}" for x, y in steps) if len(places) > 1 else ""


def _grid(value: Any) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or not 0 < int(value) <= _FINEST_GRID:
        raise fail("bad-value", value=str(value)[:_SHOWN], expected="grid")
    return int(value)


class MapLayer(FrozenModel):
    """The lines of one stretch of the earth, as fine as a drawing of it needs them."""

    west: Annotated[Number, Field(ge=-360, le=360)] = Field(description="Its western edge in degrees.")
    south: Annotated[Number, Field(ge=-90, le=90)] = Field(description="Its southern edge in degrees.")
    east: Annotated[Number, Field(ge=-360, le=540)] = Field(
        description="Its eastern edge in degrees, above 180 where it reaches over that meridian.")
    north: Annotated[Number, Field(ge=-90, le=90)] = Field(description="Its northern edge in degrees.")
    tolerance: Annotated[Number, Field(ge=0, le=90)] = Field(
        description="How far its lines may be from those they were made of, in degrees of latitude.")
    grid: Annotated[int, BeforeValidator(_grid, json_schema_input_type=int)] = Field(
        description="How many parts of a degree its lines are counted in.")
    land: tuple[StepsField, ...] = Field((), description=(
        "Outlines of land and of waters in it, cut at the edges: a position and the steps from it, east and north in "
        "turn."))
    borders: tuple[StepsField, ...] = Field((), description="Borders on land, written alike.")

    @cached_property
    def land_lines(self) -> tuple[Line, ...]:
        """The outlines in degrees."""
        return tuple(line_of(steps, self.grid) for steps in self.land)

    @cached_property
    def border_lines(self) -> tuple[Line, ...]:
        """The borders in degrees."""
        return tuple(line_of(steps, self.grid) for steps in self.borders)

    @model_validator(mode="after")
    def _lines_inside(self) -> Self:
        """No line leads out of the layer: what is drawn is what its edges say."""
        for field in ("land", "borders"):
            for steps in getattr(self, field):
                if not all(self.west <= lon <= self.east and self.south <= lat <= self.north
                           for lon, lat in line_of(steps, self.grid)):
                    raise fail("bad-value", value=" ".join(map(str, steps))[:_SHOWN], field=field, expected="inside")
        return self

    @model_validator(mode="after")
    def _edges_in_order(self) -> Self:
        for low, high in (("west", "east"), ("south", "north")):
            if not getattr(self, low) < getattr(self, high):
                raise fail("bad-value", value=f"{getattr(self, high):g}", field=high, expected="edges")
        if self.east - self.west > 360:
            raise fail("bad-value", value=f"{self.east:g}", field="east", expected="edges")
        return self


def _few(value: Any) -> Any:
    if isinstance(value, list) and len(value) > _MOST_LAYERS:
        raise fail("bad-value", value=str(len(value)), expected="layers")
    return value


class BaseMap(FrozenModel):
    """`content/geo/base-map.json`: the lines that maps are drawn on, made by `dossier new base-map`."""

    format: Annotated[Literal["1"], BeforeValidator(str, json_schema_input_type=Literal[1, "1"])] = Field(
        description="The format of this file: 1.")
    title: Text = Field(description="What the lines were taken from.")
    version: Text = Field(description="Its version.")
    licence: Text = Field(description="Under which terms it may be used.")
    url: Link | None = Field(None, description="Its address.")
    file: Text | None = Field(None, description="The file the lines were read from, and what it came in.")
    sha256: Sha256 = Field(description="The hash of that file.")
    made_with: Text | None = Field(None, description="The command that made this one.")
    layers: Annotated[tuple[MapLayer, ...], BeforeValidator(_few)] = Field(description="The coarsest first; at most 12.")

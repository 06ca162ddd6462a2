"""The map: where the places lie as far as that is known, in a drawing and in a table that says the same.

Not drawn where the dossier has no base map or no place with coordinates; then there is no such page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import hypot

from markupsafe import Markup

from generator.model.geo import BaseMap
from generator.model.records import Coordinates, Kind, Place
from generator.model.uris import MAP, Link, index_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.map_drawing import Drawn, FarMark, Mark, Scene, draw_lines, draw_map
from generator.rendering.figures.map_frames import Far, Frame, MapPlan, Point
from generator.rendering.figures.map_lines import base_paths
from generator.rendering.markup import render_html
from generator.rendering.views.common import reference_views
from generator.rendering.views.map_places import DossierMap, locator_frames, map_of, mark_of, status_claims

#: Rows of the table, and entries of the list of places that are not drawn.
_ROWS = 100
_UNDRAWN = 60
#: Places beyond the frame that are named at its edge, and neighbours in a locator.
_MOST_FAR = 6
_NEIGHBOURS = 40
_LETTERS = "ABCDEFG"


@dataclass(frozen=True, slots=True)
class MapView:
    """The drawings for wide and narrow screens, each the main one and its insets, and the words below them."""

    wide: tuple[Markup, ...]
    narrow: tuple[Markup, ...]
    key: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceRowView:
    """A place of the table. `number` stands on the map where its name has no room, `where` says that it lies beyond."""

    number: str
    link: LinkView
    names: tuple[LinkView, ...]
    type: str
    point: str
    precision: str
    references: tuple[str, ...]
    events: str
    unit: str
    claims: tuple[LinkView, ...]
    where: str


@dataclass(frozen=True, slots=True)
class MapTableView:
    """The table of places, and what the positions rest on by the letters in it."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[PlaceRowView, ...]
    has_claims: bool
    references_label: str
    references: tuple[tuple[str, LinkView], ...]
    more: LinkView | None


@dataclass(frozen=True, slots=True)
class UndrawnView:
    """A place that is not drawn, why, what else it is called, and the claims about to whom it belongs."""

    link: LinkView
    why: str
    events: str
    names: tuple[LinkView, ...]
    claims: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class UndrawnListView:
    """The places that are not drawn; `more` counts those not listed."""

    items: tuple[UndrawnView, ...]
    more: LinkView | None


@dataclass(frozen=True, slots=True)
class LocatorView:
    """A small drawing of where a place lies, and the way to the map."""

    svg: Markup
    map: LinkView


def render_map(context: Context) -> list[Page]:
    """The map's page; none where there is no map."""
    found, base_map = map_of(context), context.dossier.content.base_map
    if found is None or base_map is None:
        return []
    words, rows = context.words, _rows_order(found)
    numbers = {place_id: number for number, place_id in enumerate(rows, 1)}
    wide, narrow = _Drawings(found, base_map, numbers, context), _Drawings(found, base_map, numbers, context)
    drawings = wide.draw(found.wide, "wide"), narrow.draw(found.narrow, "narrow")
    shown_numbers = wide.numbered | narrow.numbered
    view = MapView(*drawings, _key(found, context),
                   tuple(_notes(found, base_map, context, has_numbers=bool(shown_numbers))))
    standfirst = words("map.standfirst", places=words.count("count.places", len(found.points) + found.undrawn))
    blocks: list[Block] = [
        Html(render_html("kicker.html", (words("nav.map"), ""))), Heading(1, words("map.title")),
        Html(render_html("standfirst.html", standfirst)), Html(render_html("map.html", view)),
        Heading(2, words("map.table")),
        Html(render_html("map_table.html", _table(rows, shown_numbers, numbers, found, context)))]
    if undrawn := _undrawn(context):
        blocks += [Heading(2, words("map.undrawn")), Html(render_html("map_undrawn.html", undrawn))]
    return [Page(MAP, PageMeta("map", words("map.title"), standfirst, styles=("figures",)),
                 tuple(blocks))]


def map_link(uri: str, context: Context) -> LinkView | None:
    """The way to the map from another page; None where there is none."""
    return LinkView(context.words("map.link"), Link(MAP).html_href(uri)) if map_of(context) else None


def base_map_notes(context: Context) -> tuple[str, ...]:
    """Where the base lines of the map come from and under which terms, for the page of data; nothing without a map."""
    base_map = context.dossier.content.base_map
    if base_map is None or map_of(context) is None:
        return ()
    return (context.words("map.data", title=base_map.title, version=base_map.version, licence=base_map.licence,
                          file=base_map.file or base_map.title),)


def locator_view(place_id: str, uri: str, context: Context) -> LocatorView | None:
    """Where a place lies, for its own page; None where it is not on the map, or beyond its frame."""
    link = map_link(uri, context)
    ground = next((each for each in _grounds(context) if place_id in each.points), None) if link else None
    if ground is None or link is None:
        return None
    mark = mark_of(place_id, uri, context)
    # The page's own place is no link, and its number of events stands beside.
    mark = Mark(mark.precision, mark.names, "", mark.title, "")
    own = ground.points[place_id]
    points = nsmallest(_NEIGHBOURS + 1, ground.points.values(), key=lambda point: (
        point.id != place_id, hypot(point.lon - own.lon, point.lat - own.lat), point.id))
    scene = Scene(points, {place_id: mark}, {point.id for point in points[1:]}, numbered=False)
    drawn = draw_map(ground.frame, ground.lines, scene, title=context.words("map.locator", place=context.title(place_id)), title_id="map-locator",
                     css="d-map__svg--locator",
                     kilometres=lambda n: _kilometres(n, context))
    return LocatorView(drawn.svg, link)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A stretch for locators: its frame, its lines as drawn, the places in it by their id."""

    frame: Frame
    lines: Markup
    points: dict[str, Point]


def _grounds(context: Context) -> tuple[_Ground, ...]:
    """What the locators of all places are drawn on, made once; nothing where there is no map."""
    def make() -> tuple[_Ground, ...]:
        found, base_map = map_of(context), context.dossier.content.base_map
        if found is None or base_map is None:
            return ()
        return tuple(_Ground(frame, draw_lines(frame, base_paths(base_map, frame)), {point.id: point for point in points})
                     for frame, points in locator_frames(found))

    return context.once("map grounds", make)


# Drawings -------------------------------------------------------------------------------------------


class _Drawings:
    """The drawings of one width, and the places that bear a number in them."""

    def __init__(self, found: DossierMap, base_map: BaseMap, numbers: dict[str, int], context: Context) -> None:
        self.found, self.base_map, self.context = found, base_map, context
        self.marks = {place_id: mark_of(place_id, MAP, context, numbers.get(place_id, 0))
                      for place_id in found.named_ids}
        self.numbered: set[str] = set()

    def draw(self, plan: MapPlan, width: str) -> tuple[Markup, ...]:
        """The main drawing and its insets."""
        named, in_insets = set(self.found.named_ids), {point.id for _, members in plan.insets for point in members}
        boxes = {letter: frame for letter, (frame, _) in zip(_LETTERS, plan.insets)}
        beyond = [(far, self._far(far)) for far in plan.beyond if far.point.id in named][:_MOST_FAR]
        main = Scene(plan.inside, self.marks, {point.id for point in plan.inside if point.id not in named} | in_insets,
                     boxes, beyond)
        drawn = [self._draw(plan.main, main, self.context.words("map.svg"), f"map-{width}")]
        for letter, (frame, members) in zip(_LETTERS, plan.insets):
            scene = Scene(members, self.marks, {point.id for point in members if point.id not in named}, letter=letter)
            title = self.context.words("map.inset", letter=letter)
            drawn.append(self._draw(frame, scene, title, f"map-{width}-{letter}"))
        return tuple(drawn)

    def _draw(self, frame: Frame, scene: Scene, title: str, title_id: str) -> Markup:
        lines = draw_lines(frame, base_paths(self.base_map, frame))
        drawn: Drawn = draw_map(frame, lines, scene, title=title, title_id=title_id,
                                css="d-map__svg--inset" if scene.letter else "d-map__svg--main",
                                kilometres=lambda n: _kilometres(n, self.context))
        self.numbered.update(drawn.numbered)
        return drawn.svg

    def _far(self, far: Far) -> FarMark:
        mark = self.marks[far.point.id]
        away = _kilometres(_rounded(far.distance), self.context)
        return FarMark(self.context.title(far.point.id), away, f"{mark.title}, {_away(far, self.context)}", mark.href)


def _kilometres(length: float, context: Context) -> str:
    return context.words("map.kilometres", n=context.number(length))


def _rounded(length: float) -> float:
    """Kilometres as a reader can use them: hundreds where there are thousands, else tens."""
    return round(length, -2 if length >= 1000 else -1)


#: The points of the compass clockwise, as the words name them.
COURSES = ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")


def _away(far: Far, context: Context) -> str:
    """`8,400 km to the west of the frame's middle`, in the words of the language."""
    course = COURSES[round(far.bearing / 45) % 8]
    return context.words("map.away", distance=_kilometres(_rounded(far.distance), context),
                         course=context.words(f"map.course.{course}"))


def _key(found: DossierMap, context: Context) -> tuple[tuple[str, str], ...]:
    """The shapes that occur in the drawing, each with what it means."""
    precisions = {context.record(place_id).record.coordinates.precision for place_id in found.named_ids}
    shapes = {"building": "point", "locality": "point", "district": "district", "region": "region",
              "country": "country"}
    occurring = dict.fromkeys(shapes[name] for name in shapes if name in precisions)
    return tuple((shape, context.words(f"map.key.{shape}")) for shape in occurring)


def _notes(found: DossierMap, base_map: BaseMap, context: Context, *, has_numbers: bool) -> Iterator[str]:
    words = context.words
    yield words("map.note.counts")
    if has_numbers:
        yield words("map.note.numbers")
    yield words("map.note.lines", title=base_map.title, version=base_map.version, licence=base_map.licence)
    yield words("map.note.conic" if found.wide.main.projection.cone else "map.note.cylindric")
    if unnamed := len(found.points) - len(found.named_ids):
        yield words.count("map.note.unnamed", unnamed)
    if found.undrawn:
        yield words.count("map.note.undrawn", found.undrawn)


# Lists ----------------------------------------------------------------------------------------------


def _rows_order(found: DossierMap) -> tuple[str, ...]:
    return tuple(point.id for point in found.points[:_ROWS])


def _table(
    rows: Sequence[str], shown_numbers: Iterable[str], numbers: dict[str, int], found: DossierMap, context: Context
) -> MapTableView:
    shown, far = set(shown_numbers), {far.point.id: far for far in found.wide.beyond}
    keys = dict.fromkeys(key for place_id in rows for key in context.record(place_id).record.coordinates.reference)
    letters = {key: _letters(index) for index, key in enumerate(keys)}
    views = tuple(_row(place_id, str(numbers[place_id]) if place_id in shown else "",
                       context.words("map.beyond", away=_away(far[place_id], context)) if place_id in far else "",
                       letters, context) for place_id in rows)
    has_claims = any(view.claims for view in views)
    columns = [context.words("column.place"), context.words("column.type"), context.words("map.column.names"),
               context.words("map.column.where"), *([context.words("map.column.claims")] if has_claims else []),
               context.words("column.events")]
    references = tuple((letters[key], view) for key in keys for view in reference_views((key,), context))
    return MapTableView(context.words("map.table"), tuple(columns), views, has_claims, context.words("map.references"),
                        references, _more(len(found.points) + found.undrawn - len(views), context))


def _letters(index: int) -> str:
    """`a` to `z`, then `aa` and so on."""
    before, last = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def _more(count: int, context: Context) -> LinkView | None:
    href = Link(index_uri(Kind.PLACE)).html_href(MAP)
    return LinkView(context.words.count("map.more", count), href) if count > 0 else None


def _row(place_id: str, number: str, where: str, letters: dict[str, str], context: Context) -> PlaceRowView:
    place: Place = context.record(place_id).record
    point, events = place.coordinates, len(context.dossier.places[place_id].event_ids)
    assert point is not None
    return PlaceRowView(
        number, context.link(place_id, MAP), _other_names(place_id, context), context.term("place-types", place.type),
        degrees_text(point, context), context.words(f"precision.{point.precision}"),
        tuple(letters[key] for key in point.reference), str(events), context.words.unit("count.events", events),
        _claim_links(place_id, context), where)


def _claim_links(place_id: str, context: Context) -> tuple[LinkView, ...]:
    return tuple(context.link(claim_id, MAP) for claim_id in status_claims(place_id, context))


def _other_names(place_id: str, context: Context) -> tuple[LinkView, ...]:
    """Every name a record gives besides the one it is called by, each once."""
    shown = {context.title(place_id): LinkView("")}
    for name in context.record(place_id).record.names:
        language = "" if name.language in (None, context.language) else name.language
        shown.setdefault(name.value, LinkView(name.value, lang=language))
    return tuple(shown.values())[1:]


def degrees_text(point: Coordinates, context: Context) -> str:
    """`59.91° N, 10.75° E`."""
    words, lat, lon = context.words, f"{abs(point.lat):g}", f"{abs(point.lon):g}"
    return words("coordinates.point",
                 lat=words("coordinates.north" if point.lat >= 0 else "coordinates.south", degrees=lat),
                 lon=words("coordinates.east" if point.lon >= 0 else "coordinates.west", degrees=lon))


def _undrawn(context: Context) -> UndrawnListView | None:
    """Places without coordinates, and states where something happened; those first where most did."""
    found = []
    for place_id, facts in context.dossier.places.items():
        reason = _why_not(place_id, len(facts.event_ids), context)
        if reason:
            found.append((-len(facts.event_ids), context.title(place_id).casefold(), place_id, reason))
    found.sort()
    items = tuple(UndrawnView(
        context.link(place_id, MAP), reason, context.words.count("count.events", -count) if count else "",
        _other_names(place_id, context), _claim_links(place_id, context))
        for count, _, place_id, reason in found[:_UNDRAWN])
    return UndrawnListView(items, _more(len(found) - len(items), context)) if items else None


def _why_not(place_id: str, events: int, context: Context) -> str:
    """Why a place is not drawn; empty where it is, or where nothing is told of it as a place."""
    loaded = context.record(place_id)
    if loaded.kind is Kind.ACTOR:
        return context.words("map.why.actor") if events else ""
    place: Place = loaded.record
    if place.not_a_place:
        return context.words("record.not_a_place")
    if place.coordinates:
        return ""
    return context.words("map.why.not_found" if "coordinates" in place.not_found else "map.why.not_looked_up")

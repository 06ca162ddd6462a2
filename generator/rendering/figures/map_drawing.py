"""A map as SVG: base lines, marks by precision, names, insets, what lies beyond the frame, and a scale.

Owns how a frame is drawn. Knows no records: what a mark is called and where it leads is given. Classes name what is
drawn; the sizes of marks say how precise a place is known, never how large it is.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, floor, hypot, log10, radians, sin

from markupsafe import Markup

from generator.rendering.figures.map_clipping import clip_line, in_short_steps
from generator.rendering.figures.map_frames import Far, Frame, Point
from generator.rendering.figures.map_labels import Ground, Label, Wish, mark_box, place_labels
from generator.rendering.figures.map_lines import BasePaths, line_path
from generator.rendering.figures.map_projection import KILOMETRES_PER_DEGREE
from generator.rendering.figures.svg import element, number, shortened, text_width

#: Pixels from the middle of a mark to where names may begin, by precision.
RADII = {"building": 4.0, "locality": 4.0, "district": 7.0, "region": 11.0, "country": 14.0}
_QUIET_RADIUS = 2.5
_TEXT, _SMALL, _LINE = 13.0, 12.5, 15.5
#: A line of names is as wide as this share of its drawing at most, but wide enough for a word.
_WIDEST_LINE, _LEAST_LINE = 0.38, 112.0
_MOST_LINES = 4
_STEPS_OF_GRATICULE = (0.5, 1, 2, 5, 10, 20, 30)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as it is drawn: its names with their languages, how many events, and what a pointer is told."""

    precision: str
    names: tuple[tuple[str, str], ...]
    count: str
    title: str
    href: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class FarMark:
    """A place beyond the frame: its name, how far away, and where it leads."""

    name: str
    distance: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What one frame holds. `quiet` are drawn without a name, `boxes` are insets by their letter."""

    points: Sequence[Point]
    marks: Mapping[str, Mark]
    quiet: Collection[str] = ()
    boxes: Mapping[str, Frame] = field(default_factory=dict)
    beyond: Sequence[tuple[Far, FarMark]] = ()
    letter: str = ""
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, and which of its places bear their number instead of a name, or neither."""

    svg: Markup
    numbered: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()


def draw_map(frame: Frame, lines: Markup, scene: Scene, *, title: str, title_id: str, css: str,
             kilometres: Callable[[float], str]) -> Drawn:
    """One frame on the lines that `draw_lines` made for it. `kilometres` says a length in words, such as `200 km`."""
    ground = Ground(frame.width, frame.height)
    at = {point.id: frame.place(*point.position) for point in scene.points}
    quiet = [point for point in scene.points if point.id in scene.quiet]
    named = [point for point in scene.points if point.id not in scene.quiet]
    own = {}
    for point in scene.points:
        radius = _QUIET_RADIUS if point.id in scene.quiet else RADII[scene.marks[point.id].precision]
        own[point.id] = mark_box(*at[point.id], radius)
        ground.take(own[point.id])
    parts = [lines, _boxes(frame, scene.boxes, ground), _letter(scene.letter, ground),
             _scale(frame, ground, kilometres)]
    parts += [_far(frame, far, mark, ground) for far, mark in scene.beyond]
    parts += [element("circle", class_="d-map__q", cx=at[point.id][0], cy=at[point.id][1], r=_QUIET_RADIUS)
              for point in quiet]
    names = {point.id: _lines(scene.marks[point.id], max(frame.width * _WIDEST_LINE, _LEAST_LINE)) for point in named}
    labels = place_labels([(_wish(point.id, at, scene, names[point.id]), own[point.id]) for point in named], ground)
    left = [point.id for point in named if point.id not in labels]
    numbers = place_labels([(_number_wish(point_id, at, scene), own[point_id]) for point_id in left], ground,
                           with_leaders=False) if scene.numbered else {}
    for point in named:
        label = labels.get(point.id)
        text = _label(label, names[point.id], scene.marks[point.id]) if label else Markup("")
        if point.id in numbers:
            text = _number(numbers[point.id], scene.marks[point.id])
        parts.append(_mark(scene.marks[point.id], at[point.id], text))
    content = element("title", title, id=title_id) + Markup("").join(parts)
    links = any(scene.marks[point.id].href for point in named) or any(mark.href for _, mark in scene.beyond)
    view_box = f"0 0 {number(frame.width)} {number(frame.height)}"
    svg = element("svg", content, class_=f"d-map__svg {css}", viewBox=view_box,
                  role="group" if links else "img", aria_labelledby=title_id)
    return Drawn(svg, tuple(numbers), tuple(point_id for point_id in left if point_id not in numbers))


# Ground -----------------------------------------------------------------------------------------------


def draw_lines(frame: Frame, base: BasePaths) -> Markup:
    """Water, land, net of degrees, borders and coasts, and the frame around them."""
    parts = [element("rect", class_="d-map__sea", width=frame.width, height=frame.height)]
    paths = (("land", base.land), ("net", _graticule(frame)), ("border", base.borders), ("coast", base.coasts))
    for css, path in paths:
        if path:
            parts.append(element("path", class_=f"d-map__{css}", d=path))
    parts.append(element("rect", class_="d-map__frame", x=0.5, y=0.5, width=frame.width - 1, height=frame.height - 1))
    return Markup("").join(parts)


def _graticule(frame: Frame) -> str:
    """Meridians and parallels at round degrees."""
    west, south, east, north = frame.box
    step = next((step for step in _STEPS_OF_GRATICULE if (north - south) / step <= 5), _STEPS_OF_GRATICULE[-1])
    meridians = [[(lon, south), (lon, north)] for lon in _multiples(west, east, step)]
    parallels = [[(west, lat), (east, lat)] for lat in _multiples(south, north, step)]
    box = (0.0, 0.0, frame.width, frame.height)
    found = []
    for line in (*meridians, *parallels):
        bent = [frame.place_unturned(lon, lat) for lon, lat in in_short_steps(line, max(step / 2, 1))]
        found += [line_path(piece) for piece in clip_line(bent, box)]
    return "".join(found)


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [index * step for index in range(ceil(low / step), floor(high / step) + 1)]


def _boxes(frame: Frame, boxes: Mapping[str, Frame], ground: Ground) -> Markup:
    """Where the insets lie, each with its letter."""
    found = []
    for letter, inset in boxes.items():
        outline = [frame.place(lon, lat) for lon, lat in inset.outline]
        left, top = min(x for x, _ in outline), min(y for _, y in outline)
        right, bottom = max(x for x, _ in outline), max(y for _, y in outline)
        ground.take((left - 2, top - 2, right + 2, bottom + 2))
        corners_text = " ".join(f"{number(x)},{number(y)}" for x, y in outline)
        found.append(element("polygon", class_="d-map__box", points=corners_text))
        wish = Wish(letter, (left + right) / 2, (top + bottom) / 2, 0, text_width(letter, _TEXT), _LINE)
        corners = ((right + 3, top - 2), (left - 3 - wish.width, top - 2), (left, top - _LINE - 1), (left, bottom + 2))
        free = [(x, y) for x, y in corners if ground.is_free((x, y, x + wish.width, y + wish.height))]
        x, y = (free or corners)[0]
        ground.take((x - 1, y, x + wish.width + 1, y + wish.height))
        found.append(element("text", letter, class_="d-map__letter", x=x, y=y + _LINE * 0.76))
    return Markup("").join(found)


def _letter(letter: str, ground: Ground) -> Markup:
    """The letter of an inset in its own corner."""
    if not letter:
        return Markup("")
    ground.take((0, 0, text_width(letter, _TEXT) + 14, _LINE + 6))
    return element("text", letter, class_="d-map__letter", x=8, y=18)


def _scale(frame: Frame, ground: Ground, say: Callable[[float], str]) -> Markup:
    """A bar of round length in the corner that has most room."""
    kilometres = _round_below(frame.width * 0.22 / frame.scale * KILOMETRES_PER_DEGREE)
    length = kilometres / KILOMETRES_PER_DEGREE * frame.scale
    text = say(kilometres)
    width, height = max(length, text_width(text, _TEXT)) + 4, 24.0
    corners = [(8.0, frame.height - height - 6), (frame.width - width - 8, frame.height - height - 6),
               (frame.width - width - 8, 8.0)]
    free = [corner for corner in corners
            if ground.is_free((corner[0], corner[1], corner[0] + width, corner[1] + height))]
    x, y = (free or corners)[0]
    ground.take((x, y, x + width, y + height))
    bar = f"M{number(x)} {number(y + 16)}v5h{number(length)}v-5"
    return (element("path", class_="d-map__bar", d=bar)
            + element("text", text, class_="d-map__km", x=x, y=y + 12.0))


def _round_below(value: float) -> float:
    """The largest of 1, 2, 5, 10, 20 ... that is not above a value."""
    power = 10.0 ** floor(log10(value))
    return power * next(step for step in (5, 2, 1) if step * power <= value)


# Marks and names --------------------------------------------------------------------------------------


def _lines(mark: Mark, widest: float) -> list[list[tuple[str, str]]]:
    """The names in lines: as many on one as it holds, a stroke between them, each cut where it alone is too wide."""
    found: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for index, (name, language) in enumerate(mark.names):
        shown = shortened(name, _TEXT, max(widest, 165.0) - 12)
        width = text_width(shown, _TEXT) + (12 if index else 0)
        if found[-1] and used + width > widest:
            found.append([])
            used = 0.0
        if len(found) > _MOST_LINES:
            found = [*found[:_MOST_LINES], [("…", "")]]
            break
        found[-1].append((shown, language))
        used += width
    return found


def _wish(
    point_id: str, at: Mapping[str, tuple[float, float]], scene: Scene, lines: list[list[tuple[str, str]]]
) -> Wish:
    mark = scene.marks[point_id]
    widths = [sum(text_width(name, _TEXT) for name, _ in line) + 12 * len(line) - 8 for line in lines]
    widths[-1] += text_width(f" {mark.count}", _SMALL) if mark.count else 0
    return Wish(point_id, *at[point_id], RADII[mark.precision], max(widths), _LINE * len(lines))


def _number_wish(point_id: str, at: Mapping[str, tuple[float, float]], scene: Scene) -> Wish:
    mark = scene.marks[point_id]
    return Wish(point_id, *at[point_id], RADII[mark.precision], text_width(str(mark.number), _SMALL), 13.0)


def _label(label: Label, lines: list[list[tuple[str, str]]], mark: Mark) -> Markup:
    leader = Markup("")
    if label.leader:
        x1, y1, x2, y2 = label.leader
        leader = element("line", class_="d-map__leader", x1=x1, y1=y1, x2=x2, y2=y2)
    rows = []
    for index, line in enumerate(lines):
        pieces = []
        for position, (name, language) in enumerate(line):
            pieces.append(element("tspan", name, lang=language) if language else Markup(element("tspan", name)))
            is_last = index == len(lines) - 1 and position == len(line) - 1
            if not is_last:
                pieces.append(Markup(" / "))
        if index == len(lines) - 1 and mark.count:
            pieces.append(Markup(" ") + element("tspan", mark.count, class_="d-map__n"))
        rows.append(element("text", Markup("").join(pieces), x=label.x, y=label.top + _LINE * (index + 0.76),
                            text_anchor=label.anchor if label.anchor != "start" else None))
    return leader + Markup("").join(rows)


def _number(label: Label, mark: Mark) -> Markup:
    return element("text", str(mark.number), class_="d-map__key", x=label.x, y=label.top + 10.5,
                   text_anchor=label.anchor if label.anchor != "start" else None)


def _mark(mark: Mark, at: tuple[float, float], text: Markup) -> Markup:
    """The mark and its name, in a link where it leads somewhere."""
    x, y = at
    soft = mark.precision in ("region", "country")
    shapes = [element("circle", class_="d-map__p", cx=x, cy=y, r=4.0)] if not soft else []
    if mark.precision == "district":
        shapes = [element("circle", class_="d-map__ring", cx=x, cy=y, r=6.5),
                  element("circle", class_="d-map__p", cx=x, cy=y, r=2.5)]
    if soft:
        radius = RADII[mark.precision]
        shapes = [element("circle", class_="d-map__soft", cx=x, cy=y, r=radius * share) for share in (1.0, 0.75, 0.5)]
        shapes.append(element("circle", class_=f"d-map__edge d-map__edge--{mark.precision}", cx=x, cy=y, r=radius))
    content = Markup("").join(shapes) + text
    css = f"d-map__m d-map__m--{mark.precision}"
    if not mark.href:
        return element("g", content, class_=css)
    return element("a", element("title", mark.title) + content, class_=css, href=mark.href)


# Beyond the frame -------------------------------------------------------------------------------------


def _far(frame: Frame, far: Far, mark: FarMark, ground: Ground) -> Markup:
    """A place's name at the edge, an arrow in its direction and how far it is; nothing where no room is left."""
    across, down = sin(radians(far.bearing)), -cos(radians(far.bearing))
    middle = frame.width / 2, frame.height / 2
    reach = min(half / abs(share) for half, share in zip(middle, (across, down)) if abs(share) > 1e-9)
    name = shortened(mark.name, _TEXT, 130)
    width, height = max(text_width(name, _TEXT), text_width(mark.distance, _SMALL)) + 22, 30.0
    along = (0.0, 1.0) if abs(across) * middle[1] > abs(down) * middle[0] else (1.0, 0.0)
    x, y = middle[0] + across * reach, middle[1] + down * reach
    for step in (0, 1, -1, 2, -2, 3, -3, 4, -4):
        left = min(max(x - width / 2 + step * along[0] * (width + 8), 5.0), frame.width - width - 5)
        top = min(max(y - height / 2 + step * along[1] * (height + 6), 5.0), frame.height - height - 5)
        if ground.is_free((left, top, left + width, top + height)):
            ground.take((left - 2, top - 2, left + width + 2, top + height + 2))
            return _far_mark(left, top, width, (across, down), name, mark)
    return Markup("")


def _far_mark(left: float, top: float, width: float, way: tuple[float, float], name: str, mark: FarMark) -> Markup:
    """An arrow and two lines; the arrow stands on the side it points to."""
    across, down = way
    is_right = across > 0.4
    x, anchor = (left + width - 20, "end") if is_right else (left + 20, None)
    tip = (left + width - 8 if is_right else left + 8, top + 13)
    length = hypot(across, down) * 7
    points = [(tip[0] + across * length, tip[1] + down * length),
              (tip[0] - across * 5 - down * 5, tip[1] - down * 5 + across * 5),
              (tip[0] - across * 5 + down * 5, tip[1] - down * 5 - across * 5)]
    arrow = element("polygon", class_="d-map__arrow",
                    points=" ".join(f"{number(px)},{number(py)}" for px, py in points))
    rows = (element("text", name, x=x, y=top + 12.0, text_anchor=anchor)
            + element("text", mark.distance, class_="d-map__n", x=x, y=top + 27.0, text_anchor=anchor))
    return element("a", element("title", mark.title) + arrow + rows, class_="d-map__m d-map__far", href=mark.href)

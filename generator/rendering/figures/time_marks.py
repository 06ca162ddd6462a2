"""The marks of a timeline: how a date is drawn, across a page or down it.

Owns points, bars, open capsules, dots that run out, linked hollow points, and the line from an announcement.
Position and outline say when, and how surely; the sign beside the label, or as the point itself, says the status.
"""

from dataclasses import dataclass

from markupsafe import Markup

from generator.rendering.figures.svg import element, number
from generator.rendering.figures.time_scale import TimeScale
from generator.rendering.figures.time_shapes import Stretch, TimeShape
from generator.rendering.glyphs import glyph_shape

#: Half the size of a sign, and how far a run of dots reaches.
GLYPH = 6.0
_DOTS = ((5.0, 1.9), (11.0, 1.4), (16.0, 0.9))
_RUN_OUT = 18.0
#: How far beyond the ends of a scale a dot may stand.
_MARGIN = 4.0
_BAR, _CAPSULE, _SLIM_CAPSULE, _MEMBER = 8.0, 13.0, 10.0, 9.5
_THIN = 2.6
_LEAST = {"bar": 9.0, "capsule": 14.0}
#: Statuses that the outline of a bar, or of a capsule and hollow point, tells by itself.
_TOLD_BY_BAR = frozenset({"happened", "said", "expected", "under-way"})
_TOLD_BY_OUTLINE = frozenset({"happened", "said", "expected"})


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws along time and across it: time runs to the right, or down."""

    is_down: bool = False

    def box(self, css: str, start: float, end: float, across: float, thickness: float, radius: float) -> Markup:
        """A rectangle from `start` to `end`, its middle at `across`."""
        along, side = (start, end - start), (across - thickness / 2, thickness)
        (x, width), (y, height) = (side, along) if self.is_down else (along, side)
        return element("rect", class_=css, x=x, y=y, width=width, height=height, rx=radius)

    def dot(self, css: str, along: float, across: float, radius: float) -> Markup:
        """A disc."""
        x, y = (across, along) if self.is_down else (along, across)
        return element("circle", class_=css, cx=x, cy=y, r=radius)

    def line(self, css: str, start: float, end: float, across: float, foot: float = 0.0) -> Markup:
        """A line, with a foot of this half length where it starts."""
        if self.is_down:
            path = f"M{number(across)} {number(start)}V{number(end)}"
            path += f"M{number(across - foot)} {number(start)}h{number(2 * foot)}" if foot else ""
        else:
            path = f"M{number(start)} {number(across)}H{number(end)}"
            path += f"M{number(start)} {number(across - foot)}v{number(2 * foot)}" if foot else ""
        return element("path", class_=css, d=path)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn of a date, and how far it reaches along time.

    `needs_sign` where its outline does not tell the status, so that the sign must stand by the label.
    """

    drawing: Markup
    start: float
    end: float
    needs_sign: bool = False


def draw_sign(status: str, x: float, y: float) -> Markup:
    """A status's sign with its middle at a place, on a ground that keeps lines out."""
    ground = element("circle", class_="d-tback", cx=GLYPH, cy=GLYPH, r=GLYPH)
    return element("g", ground + glyph_shape(status), transform=f"translate({number(x - GLYPH)} {number(y - GLYPH)})")


def draw_mark(shape: TimeShape, status: str, scale: TimeScale, across: float, pen: Pen) -> Mark:
    """A date as a mark, its middle at `across`; in the colour of its status, which the caller's group sets."""
    if shape.kind == "day":
        return _point(shape, status, scale, across, pen)
    parts: list[Markup] = []
    bounds: list[tuple[float, float]] = []
    for stretch in shape.stretches:
        drawing, start, end = _draw_stretch(stretch, shape, status, scale, across, pen)
        if bounds:
            parts.append(pen.line("d-tlink", bounds[-1][1], start, across) if start > bounds[-1][1] else Markup())
        parts.append(drawing)
        bounds.append((start, max(end, bounds[-1][1] if bounds else end)))
    start, end = bounds[0][0], bounds[-1][1]
    if shape.is_about:
        parts += [_dots(start, -1, across, scale, pen), _dots(end, 1, across, scale, pen)]
        start, end = _within(start - _RUN_OUT, end + _RUN_OUT, scale)
    told = _TOLD_BY_BAR if shape.kind == "lasted" else _TOLD_BY_OUTLINE
    return Mark(Markup().join(parts), start, end, status not in told)


def _point(shape: TimeShape, status: str, scale: TimeScale, across: float, pen: Pen) -> Mark:
    day = shape.stretches[0].first or 0
    middle = (scale.at(day) + scale.at(day + 1)) / 2
    x, y = (across, middle) if pen.is_down else (middle, across)
    sign = draw_sign(status, x, y)
    if not shape.is_about:
        return Mark(sign, middle - GLYPH, middle + GLYPH)
    dots = _dots(middle - GLYPH, -1, across, scale, pen) + _dots(middle + GLYPH, 1, across, scale, pen)
    return Mark(dots + sign, *_within(middle - GLYPH - _RUN_OUT, middle + GLYPH + _RUN_OUT, scale))


def _within(start: float, end: float, scale: TimeScale) -> tuple[float, float]:
    """The bounds of a mark with dots, of which none stands far outside the scale."""
    return max(start, scale.start - _MARGIN), min(end, scale.end + _MARGIN)


def _dots(start: float, direction: int, across: float, scale: TimeScale, pen: Pen) -> Markup:
    """Dots that run out from a place, as far as the drawing goes."""
    places = ((start + direction * distance, radius) for distance, radius in _DOTS)
    return Markup().join(pen.dot("d-tdot", place, across, radius) for place, radius in places
                         if scale.start - _MARGIN <= place <= scale.end + _MARGIN)


def _draw_stretch(stretch: Stretch, shape: TimeShape, status: str, scale: TimeScale, across: float, pen: Pen
                  ) -> tuple[Markup, float, float]:
    """A bar, a capsule or a hollow point, with dots where it runs on; its outermost bounds."""
    if shape.kind == "set" and stretch.is_day:
        middle = (scale.at(stretch.first or 0) + scale.at((stretch.first or 0) + 1)) / 2
        ring = pen.dot("d-tring", middle, across, _MEMBER / 2)
        ring += pen.dot("d-tdot", middle, across, 1.6) if status == "said" else Markup()
        return ring, middle - _MEMBER / 2, middle + _MEMBER / 2
    start, end = _bounds(stretch, scale)
    # Where the drawing ends there is no room outside for the dots of "about".
    runs_on = (_runs_on(stretch, scale, -1) or (shape.is_about and start - _RUN_OUT < scale.start),
               _runs_on(stretch, scale, 1) or (shape.is_about and end + _RUN_OUT > scale.end))
    inner_start, inner_end = start + _RUN_OUT * runs_on[0], end - _RUN_OUT * runs_on[1]
    if inner_end - inner_start < 2:
        inner_start = inner_end = min(max((start + end) / 2, inner_end), inner_start)
    parts = [_dots(inner_start, -1, across, scale, pen) if runs_on[0] else Markup(),
             _dots(inner_end, 1, across, scale, pen) if runs_on[1] else Markup()]
    if stretch.is_within or shape.kind == "set":
        thickness = _MEMBER if shape.kind == "set" else _SLIM_CAPSULE if pen.is_down else _CAPSULE
        parts.insert(0, pen.box("d-tcap", inner_start, inner_end, across, thickness, thickness / 2))
        if status == "said" and inner_end - inner_start > 8:
            parts.insert(1, pen.box("d-tinner", inner_start + 3, inner_end - 3, across, thickness - 6, thickness / 2 - 3))
    else:
        parts.insert(0, _bar(stretch, status, scale, inner_start, inner_end, across, pen))
    return Markup().join(parts), start, end


def _bounds(stretch: Stretch, scale: TimeScale) -> tuple[float, float]:
    """Where a stretch begins and ends; what ended on a day nobody gives runs on for little more than a day."""
    start = scale.start if stretch.first is None else scale.at(stretch.first)
    end = scale.end if stretch.last is None else scale.at(stretch.last + 1)
    stub = max(scale.day_length, _LEAST["bar"]) + _RUN_OUT
    if stretch.after == "unknown":
        end = min(end, start + stub)
    if stretch.before == "unknown":
        start = max(start, end - stub)
    least = _LEAST["capsule" if stretch.is_within else "bar"]
    least += _RUN_OUT * (_runs_on(stretch, scale, -1) + _runs_on(stretch, scale, 1))
    if end - start < least:
        middle = min(max((start + end) / 2, scale.start + least / 2), scale.end - least / 2)
        start, end = middle - least / 2, middle + least / 2
    return start, end


def _runs_on(stretch: Stretch, scale: TimeScale, direction: int) -> bool:
    """Whether it goes on at an end: open or unknown there, or beyond what is drawn."""
    if direction < 0:
        return stretch.first is None or stretch.first < scale.frame.first
    return stretch.last is None or stretch.last > scale.frame.last


def _bar(stretch: Stretch, status: str, scale: TimeScale, start: float, end: float, across: float, pen: Pen) -> Markup:
    """A bar; thin where it may have begun later or ended earlier; its filling tells the commonest statuses."""
    sure_start = start if stretch.first is None else max(start, scale.at(
        stretch.first if stretch.sure_first is None else stretch.sure_first))
    sure_end = end if stretch.last is None else min(end, scale.at(
        (stretch.last if stretch.sure_last is None else stretch.sure_last) + 1))
    is_sure = (stretch.first is None or stretch.sure_first is not None) \
        and (stretch.last is None or stretch.sure_last is not None)
    if not is_sure:
        return pen.box("d-tmaybe", start, end, across, _THIN, 0)
    if sure_end - sure_start < _LEAST["bar"] / 2:
        sure_start, sure_end = max(start, sure_end - _LEAST["bar"]), min(end, sure_start + _LEAST["bar"])
    if sure_end - sure_start < 1:
        sure_start, sure_end = start, end
    parts = [pen.box("d-tmaybe", start, sure_start, across, _THIN, 0) if sure_start - start > 1 else Markup(),
             pen.box("d-tmaybe", sure_end, end, across, _THIN, 0) if end - sure_end > 1 else Markup(),
             pen.box("d-tbar", sure_start, sure_end, across, _BAR, 1)]
    if status == "said" and sure_end - sure_start > 6:
        parts.append(pen.box("d-tdot", sure_start + 2.5, sure_end - 2.5, across, 2.4, 0))
    if status == "under-way":
        parts.append(pen.box("d-tdot", sure_start, sure_end, across + _BAR / 4, _BAR / 2, 0))
    return Markup().join(parts)

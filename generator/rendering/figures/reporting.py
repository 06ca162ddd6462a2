"""One row of "who reported it, when": a strip from the happening to an article, and the axis above the rows.

Owns the geometry of strips, which hold no text, so that one drawing serves all widths; the axis has one for each.
Upper line: the happening, as this article reports it. Lower line: from there to the article, over what it relays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.statements import PLANNED
from generator.rendering.figures.days import DayScale, Label, day_scale, labels_in_row
from generator.rendering.figures.svg import element, number
from generator.rendering.figures.time_shapes import TimeShape
from generator.rendering.glyphs import glyph_at

#: The size of a strip, and of the axis that narrow screens show over it: both scale with their column.
WIDTH, HEIGHT = 400.0, 40.0
NARROW_WIDTH = 324.0
_AXIS_HEIGHT = 24.0
_MARGIN = 12.0
_LABEL_SIZE = 13.0
_UPPER, _LOWER = 11.0, 28.0
#: Happenings that would be shorter than this are drawn as their glyph alone.
_LEAST_BAR = 18.0
#: Half the room that a mark takes on its line.
_HALF = 6.0
#: Marks of one day stand side by side on the lower line where its cell has this much room.
_SIDE_BY_SIDE = 40.0


@dataclass(frozen=True, slots=True)
class ReportMark:
    """What a strip draws of one report: the status it gives (`under-way`, empty for none), and its two dates."""

    status: str
    published: TimeShape | None
    written: TimeShape | None


def strips_scale(happening: TimeShape | None, reports: Iterable[ReportMark]) -> DayScale | None:
    """The scale that all strips of an event share; None where nothing has a date."""
    shapes = [happening, *(shape for report in reports for shape in (report.published, report.written))]
    return day_scale(shapes, _MARGIN, WIDTH - _MARGIN)


def draw_strip(happening: TimeShape | None, report: ReportMark, scale: DayScale) -> Markup:
    """The strip of one report; for the eye alone, since the row beside it says the same."""
    parts = [_path(happening, report, scale)]
    if happening:
        parts.append(_happening(happening, report.status, scale))
    parts += map(_break, scale.breaks)
    if report.written and not _is_hidden(report, scale):
        parts.append(_written(report.written, _written_x(report, scale), scale))
    if report.published:
        parts.append(_published(report.published, scale))
    return element("svg", Markup("").join(parts), class_="d-tl d-strip", viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}",
                   aria_hidden="true", focusable="false")


def _break(x: float) -> Markup:
    """Two strokes through both lines, where days were left out."""
    strokes = f"M{number(x - 4)} {number(HEIGHT - 4)}l4-32M{number(x + 1)} {number(HEIGHT - 4)}l4-32"
    return element("path", class_="d-break d-break--back", d=f"M{number(x - 1.5)} {number(HEIGHT - 4)}l4-32") \
        + element("path", class_="d-break", d=strokes)


def draw_axis(labels: Iterable[tuple[TimeShape, str]], scale: DayScale, *, width: float) -> Markup:
    """The dates above the strips, the most telling first: those that do not fit stand in the rows alone."""
    factor = width / WIDTH
    shown = labels_in_row(((scale.middle(shape) * factor, text) for shape, text in labels),
                          size=_LABEL_SIZE, left=0.0, right=width)
    foot = number(_AXIS_HEIGHT - 1)
    ticks = "".join(f"M{number(label.wanted)} {foot}v-4" for label in shown)
    line = element("path", class_="d-tick d-tick--ax",
                   d=f"M{number(scale.left * factor)} {foot}H{number(scale.right * factor)}{ticks}")
    name = "wide" if width == WIDTH else "narrow"
    return element("svg", Markup("").join([line, *map(_label, shown)]), class_=f"d-tl d-axis d-axis--{name}",
                   viewBox=f"0 0 {number(width)} {number(_AXIS_HEIGHT)}", aria_hidden="true", focusable="false")


def _label(label: Label) -> Markup:
    return element("text", label.text, x=label.x, y=_AXIS_HEIGHT - 9, text_anchor="middle")


# The upper line -------------------------------------------------------------------------------------


def _happening(shape: TimeShape, status: str, scale: DayScale) -> Markup:
    """A glyph for a day; a bar for what lasted, a capsule for an unknown day within, dots where an end is unsure."""
    x = scale.middle(shape)
    first, last = scale.bounds(shape)
    parts = []
    is_point = shape.kind == "day" or last - first < _LEAST_BAR
    if not is_point:
        kind = "lasted" if shape.kind == "lasted" else "within"
        parts.append(element("rect", class_=f"d-m d-hap d-hap--{kind} d-status--{status or 'background'}", x=first,
                             y=_UPPER - 4.5, width=last - first, height=9.0, rx=4.5))
    parts.append(glyph_at(status or "background", x, _UPPER))
    for side, is_open in ((-1, shape.first is None), (1, shape.last is None)):
        if shape.is_about or shape.is_uncertain or is_open:
            from_x = x if is_point else (first if side < 0 else last) - side * 10
            parts.append(_dots(from_x, side, shape.is_about or shape.is_uncertain))
    return Markup("").join(parts)


def _dots(x: float, side: int, is_about: bool) -> Markup:
    """Dots that run out to one side: the date is about right, uncertain, or open on that side."""
    distances = ((9.5, 1.9), (14.5, 1.4)) if is_about else ((13.0, 1.9), (17.5, 1.4))
    return Markup("").join(element("circle", class_="d-m--dots", cx=_inside(x + side * distance), cy=_UPPER, r=radius)
                           for distance, radius in distances)


def _inside(x: float) -> float:
    return round(min(max(x, 2.0), WIDTH - 2.0), 2)


# The lower line -------------------------------------------------------------------------------------


def _path(happening: TimeShape | None, report: ReportMark, scale: DayScale) -> Markup:
    """The line from the happening down and along to the article; dashed where that tells what is still to come."""
    stops = [_written_x(report, scale)] if report.written else []
    stops += [scale.middle(report.published)] if report.published else []
    if not stops:
        return Markup("")
    start = _nearest(happening, stops[0], scale) if happening else stops[0]
    is_plan = report.status in PLANNED
    lines = []
    if happening:
        lines.append(element("path", class_="d-way" + (" d-way--plan" if is_plan else ""),
                             d=f"M{number(start)} {number(_UPPER + _HALF)}V{number(_LOWER)}H{number(stops[0])}"))
    if len(stops) == 2:
        lines.append(element("path", class_="d-way d-way--relay", d=f"M{number(stops[0])} {number(_LOWER)}H{number(stops[1])}"))
    return Markup("").join(lines)


def _nearest(happening: TimeShape, x: float, scale: DayScale) -> float:
    """The place on a happening that is nearest to a report: of a day its middle."""
    if happening.kind == "day":
        return scale.middle(happening)
    first, last = scale.bounds(happening)
    return min(max(x, first), last)


def _written_x(report: ReportMark, scale: DayScale) -> float:
    """Where the mark of what is relayed stands: before that of the article where both are of one day."""
    x = scale.middle(report.written) if report.written else 0.0
    if report.written and report.published and _is_same_day(report):
        first, last = scale.bounds(report.published)
        return x - 16 if last - first >= _SIDE_BY_SIDE else x
    return x


def _is_same_day(report: ReportMark) -> bool:
    written, published = report.written, report.published
    return bool(written and published and (written.first, written.last) == (published.first, published.last))


def _is_hidden(report: ReportMark, scale: DayScale) -> bool:
    """Whether the mark of what is relayed would lie below that of the article."""
    return bool(report.written and report.published
                and abs(_written_x(report, scale) - scale.middle(report.published)) < 2 * _HALF)


def _written(shape: TimeShape, x: float, scale: DayScale) -> Markup:
    mark = element("path", class_="d-asof-m", d=f"M{number(x)} {number(_LOWER - 5)}l5 5-5 5-5-5z")
    return _reach(shape, scale) + mark


def _published(shape: TimeShape, scale: DayScale) -> Markup:
    x = scale.middle(shape)
    arrow = f"M{number(x)} {number(_LOWER + 9)}v-15m-4 4.5l4-5 4 5"
    return _reach(shape, scale) + element("path", class_="d-pub d-pub--back", d=arrow) \
        + element("path", class_="d-pub", d=arrow)


def _reach(shape: TimeShape, scale: DayScale) -> Markup:
    """A bracket over the days a date may mean, where it is not one day."""
    if shape.first == shape.last and not shape.is_about:
        return Markup("")
    first, last = scale.bounds(shape)
    if shape.is_about and shape.first == shape.last:
        first, last = max(0.0, first - 6), min(WIDTH, last + 6)
    y = number(_LOWER)
    return element("path", class_="d-span", d=f"M{number(first)} {number(_LOWER - 3)}v6M{number(first)} {y}"
                                              f"H{number(last)}M{number(last)} {number(_LOWER - 3)}v6")

"""The timeline for a phone: time runs down, an event a line; days take the room that their events need.

Owns the places of everything in it. What lasted or is a day unknown stands as a bar or capsule between the axis and
the labels; where too many overlap, the label alone tells, and the list says the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import log2

from markupsafe import Markup

from generator.model.days import day_from_number
from generator.rendering.figures.svg import element, number, shortened, text_width, wrapped
from generator.rendering.figures.time_lanes import Rows
from generator.rendering.figures.time_marks import GLYPH, Pen, draw_mark, draw_sign
from generator.rendering.figures.time_scale import Frame, TimeScale
from generator.rendering.figures.time_shapes import Stretch, TimeShape
from generator.rendering.figures.timeline import (
    LABEL_SIZE, LISTED, SMALL_SIZE, TimelineEvent, TimelineView, event_link,
)

WIDTH = 340.0
_AXIS = 58.0
_ROW, _LEADING = 24.0, 16.0
_COLUMN, _COLUMNS = 13.0, 4
_LONGEST_GAP, _QUIET_GAP = 46.0, 40.0
_NUMBER_ROOM = 46.0
_PEN = Pen(is_down=True)

_Drawn = tuple[TimelineEvent, TimeShape]


@dataclass(frozen=True, slots=True)
class _Line:
    """An event's place: the middle of its first line, and its title in lines, the last for what is no plain day."""

    event: TimelineEvent
    shape: TimeShape
    y: float
    title: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Knot:
    """A day whose events stand between two heights."""

    day: int
    top: float
    bottom: float
    lines: tuple[_Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Down(TimeScale):
    """A scale on which each day with events has its own height and the time between is drawn short."""

    knots: tuple[_Knot, ...] = ()

    @property
    def day_length(self) -> float:
        """How long a day with one event is drawn."""
        return _ROW

    def at(self, day: float) -> float:
        """Where a day begins; between days with events by their distance."""
        previous = (float(self.frame.first), self.start)
        for knot in self.knots:
            for place in ((float(knot.day), knot.top), (knot.day + 1.0, knot.bottom)):
                if day <= place[0]:
                    return _between(previous, place, day)
                previous = place
        return _between(previous, (self.frame.last + 1.0, self.end), day)


def _between(first: tuple[float, float], last: tuple[float, float], day: float) -> float:
    if last[0] <= first[0]:
        return first[1] if day < first[0] else last[1]
    share = min(1.0, max(0.0, (day - first[0]) / (last[0] - first[0])))
    return first[1] + (last[1] - first[1]) * share


@dataclass(slots=True)
class _Sheet:
    ground: list[Markup] = field(default_factory=list)
    front: list[Markup] = field(default_factory=list)
    bottom: float = 6.0

    def text(self, content: str, css: str, x: float, y: float, anchor: str | None = None) -> None:
        """A text in front of lines."""
        self.front.append(element("text", content, class_=css, x=x, y=y, text_anchor=anchor))


def draw_narrow(view: TimelineView) -> Markup:
    """The whole drawing."""
    sheet = _Sheet()
    _draw_elsewhere(view.words.of("before"), view.before, view, sheet)
    drawn = sorted(view.drawn, key=lambda item: item[1].anchor(view.frame))
    if drawn:
        columns = {} if view.is_numbered else _columns(drawn, view.frame)
        label_start = _AXIS + 22 if view.is_numbered else _AXIS + 36 + _COLUMN * (1 + max(columns.values(), default=-1))
        scale = _scale(drawn, view, sheet.bottom + 4, label_start)
        _draw_axis(view, scale, label_start, sheet)
        for line in (line for knot in scale.knots for line in knot.lines):
            if view.is_numbered:
                _draw_number(line, label_start, sheet)
            else:
                _draw_line(line, columns.get(line.event.id), label_start, scale, sheet)
        sheet.bottom = scale.end + 8
    _draw_elsewhere(view.words.of("after"), view.after, view, sheet)
    _draw_elsewhere(view.words.of("undated"), view.undated, view, sheet)
    title = element("title", view.title, id="tl-n-t")
    return element("svg", title + Markup().join(sheet.ground) + Markup().join(sheet.front), class_="d-tl d-tl--narrow",
                   viewBox=f"0 0 {number(WIDTH)} {number(sheet.bottom + 4)}", role="group", aria_labelledby="tl-n-t")


# Heights --------------------------------------------------------------------------------------------


def _scale(drawn: Sequence[_Drawn], view: TimelineView, top: float, label_start: float) -> _Down:
    """The heights of all days with events, and of the time between them."""
    y, knots = top, []
    previous: int | None = None
    for day, found in groupby(drawn, key=lambda item: item[1].anchor(view.frame)):
        if previous is not None:
            y += _gap(day - previous - 1, any(previous < first and last < day for first, last in view.quiet))
            y += 18 if _is_new_year(previous, day) else 0
        lines, bottom = _numbers(list(found), y) if view.is_numbered else _lines(list(found), y, label_start)
        knots.append(_Knot(day, y, bottom, lines))
        y, previous = bottom, day
    rest = view.frame.last - (previous or view.frame.last)
    return _Down(view.frame, top, y + max(4.0, _gap(rest, False)), tuple(knots))


def _gap(days: int, is_quiet: bool) -> float:
    """The room between two days with events."""
    if not days:
        return 2.0
    return max(_QUIET_GAP if is_quiet else 0.0, min(_LONGEST_GAP, 8 + 6 * log2(days)))


def _lines(found: Sequence[_Drawn], top: float, start: float) -> tuple[tuple[_Line, ...], float]:
    """An event below the other; what is no plain day has its date in a line of its own."""
    lines, y = [], top
    for event, shape in found:
        room = WIDTH - start - (text_width("? ", LABEL_SIZE) if shape.is_uncertain else 0)
        title = wrapped(event.title, LABEL_SIZE, room, lines=2)
        when = [] if shape.kind == "day" and not shape.is_about else [shortened(event.when, SMALL_SIZE, room)]
        lines.append(_Line(event, shape, y + _ROW / 2, (*title, *(when or [""]))))
        y += _ROW + (len(title) + len(when) - 1) * _LEADING
    return tuple(lines), y


def _numbers(found: Sequence[_Drawn], top: float) -> tuple[tuple[_Line, ...], float]:
    """Several events a line, each with its number."""
    capacity = int((WIDTH - _AXIS - 20) // _NUMBER_ROOM)
    lines = tuple(_Line(event, shape, top + (place // capacity + 0.5) * _ROW, (str(place % capacity),))
                  for place, (event, shape) in enumerate(found))
    return lines, top + -(-len(found) // capacity) * _ROW


def _is_new_year(previous: int, day: int) -> bool:
    return day_from_number(previous).year != day_from_number(day).year


# The axis -------------------------------------------------------------------------------------------


def _draw_axis(view: TimelineView, scale: _Down, label_start: float, sheet: _Sheet) -> None:
    """The line with the days on which events stand, years where they change, arrows, and quiet stretches."""
    sheet.ground.append(element("path", class_="d-tick d-tick--mo",
                                d=f"M{number(_AXIS)} {number(scale.start)}V{number(scale.end)}"))
    previous: int | None = None
    for knot in scale.knots:
        sheet.ground.append(element("path", class_="d-tick d-tick--wk", d=f"M{number(_AXIS - 5)} {number(knot.top + 12)}h5"))
        sheet.text(shortened(view.words.day(day_from_number(knot.day)), SMALL_SIZE, _AXIS - 6), "d-day", _AXIS - 8,
                   knot.top + 16.5, "end")
        if previous is not None and _is_new_year(previous, knot.day):
            year = shortened(view.words.year(day_from_number(knot.day)), SMALL_SIZE, _AXIS - 8)
            sheet.text(year, "d-month", _AXIS - 8, knot.top - 3, "end")
        previous = knot.day
    for day in sorted({item.day for item in view.publications if view.frame.touches(item.day, item.day)}):
        y = number((scale.at(day) + scale.at(day + 1)) / 2)
        sheet.front.append(element("path", class_="d-pub", d=f"M{number(_AXIS - 5)} {y}h9m-4-3.5l4 3.5-4 3.5"))
    for first, last in view.quiet:
        if not any(first <= knot.day <= last for knot in scale.knots):
            _draw_quiet(first, last, view, scale, label_start, sheet)


def _draw_quiet(first: int, last: int, view: TimelineView, scale: _Down, label_start: float, sheet: _Sheet) -> None:
    """A bracket and its words in up to two lines, where no event stands between."""
    start, end = scale.at(first) + 2, scale.at(last + 1) - 2
    if end - start < 2 * _LEADING:
        return
    x = number(label_start - 16)
    sheet.ground.append(element("path", class_="d-quiet", d=f"M{x} {number(start)}h5V{number(end)}h-5"))
    room = WIDTH - label_start
    lines = wrapped(view.words.quiet(last - first + 1), LABEL_SIZE, room, lines=2)
    y = (start + end) / 2 + 5 - (len(lines) - 1) * _LEADING / 2
    for index, text in enumerate(lines):
        sheet.text(text, "d-quiet__t", label_start, y + index * _LEADING)


# Events ---------------------------------------------------------------------------------------------


def _columns(drawn: Sequence[_Drawn], frame: Frame) -> dict[str, int]:
    """Which events get a column for their bar or capsule: those that overlap in none of the columns there are."""
    columns = [Rows() for _ in range(_COLUMNS)]
    found = {}
    for event, shape in drawn:
        if shape.kind == "day":
            continue
        first = frame.first if shape.first is None else max(frame.first, shape.first)
        last = frame.last if shape.last is None else min(frame.last, shape.last)
        # A day between two in one column, and a gap beyond that of the rows, so that no ends touch.
        wanted = [(0, first * 24.0, (last + 1) * 24.0)]
        free = next((index for index, column in enumerate(columns) if column.first_free(wanted) == 0), None)
        if free is not None:
            columns[free].take(0, wanted)
            found[event.id] = free
    return found


def _draw_line(line: _Line, column: int | None, start: float, scale: _Down, sheet: _Sheet) -> None:
    """An event: its point, or its bar in a column and a line that leads to it; its title and date."""
    event, shape, y = line.event, line.shape, line.y
    if column is None:
        mark = draw_mark(*_alone(shape, event.status, y), start - 13, _PEN)
    else:
        x = _AXIS + 14 + column * _COLUMN
        mark = draw_mark(shape, event.status, scale, x, _PEN)
        sheet.ground.append(element("path", class_="d-lead", d=f"M{number(x)} {number(y)}H{number(start - 4)}",
                                    data_e=event.id))
    drawing = mark.drawing + (draw_sign(event.status, start - 13, y) if mark.needs_sign else Markup())
    title, when = line.title[:-1], line.title[-1]
    uncertain = element("tspan", "? ", class_="d-tq") if shape.is_uncertain else Markup()
    texts = [element("text", (uncertain if not index else Markup()) + element("tspan", text), class_="d-ev", x=start,
                     y=y + 5 + index * _LEADING) for index, text in enumerate(title)]
    if when:
        texts.append(element("text", when, class_="d-pub__t", x=start, y=y + 4 + len(title) * _LEADING))
    sheet.front.append(event_link(event, drawing + Markup().join(texts)))


def _alone(shape: TimeShape, status: str, y: float) -> tuple[TimeShape, str, TimeScale]:
    """A point, or a small mark of its kind where there is no room to draw its time; its status, and its own scale."""
    scale = TimeScale(Frame(0, 2), y - 10, y + 10)
    days = {"day": (Stretch(1, 1),), "lasted": (Stretch(0, 2, sure_first=0, sure_last=2),),
            "within": (Stretch(0, 2, is_within=True),), "set": (Stretch(0, 0), Stretch(2, 2))}
    return TimeShape(days[shape.kind], shape.is_about and shape.kind == "day"), status, scale


def _draw_number(line: _Line, start: float, sheet: _Sheet) -> None:
    """A sign, or a small mark of what is no plain day, with its number."""
    x = start + int(line.title[0]) * _NUMBER_ROOM
    mark = draw_mark(*_alone(line.shape, line.event.status, line.y), x, _PEN)
    sheet.front.append(event_link(line.event, mark.drawing + element(
        "text", str(line.event.number), class_="d-ev", x=x + 9, y=line.y + 5), is_numbered=True))


def _draw_elsewhere(name: str, events: Sequence[TimelineEvent], view: TimelineView, sheet: _Sheet) -> None:
    """What the frame leaves out, above or below a sign that the axis is broken."""
    if not events:
        return
    for line in wrapped(name, SMALL_SIZE, WIDTH, lines=2):
        sheet.bottom += 18
        sheet.text(line, "d-tlane", 0, sheet.bottom)
    for event in events[:LISTED]:
        y = sheet.bottom + 18
        room = WIDTH - 16 - text_width(f" {event.when}", LABEL_SIZE)
        title = shortened(event.title, LABEL_SIZE, max(120, room))
        when = element("tspan", f" {event.when}", class_="d-ev__d") if event.when and room >= 120 else Markup()
        sheet.front.append(event_link(event, draw_sign(event.status, GLYPH, y - 4.5) + element(
            "text", element("tspan", title) + when, class_="d-ev", x=16.0, y=y)))
        sheet.bottom += 24
    if len(events) > LISTED:
        sheet.bottom += 20
        sheet.text(view.words.more(len(events) - LISTED), "d-pub__t", 16, sheet.bottom)
    sheet.bottom += 14
    if events[0].shape:
        sheet.ground.append(element("path", class_="d-tbreak", d=f"M{number(_AXIS)} {number(sheet.bottom - 8)}l-5 4 10 4-5 4"))
    sheet.bottom += 6

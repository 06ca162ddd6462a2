"""The timeline across a page: lanes by kind of act, time to the right, a label beside each mark.

Owns the places of everything in it. Labels stand right of their mark, left of it or above it, in the first row of
their lane where nothing touches them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.rendering.figures.svg import element, named_link, number, shortened, text_width, wrapped
from generator.rendering.figures.time_lanes import Rows, Taken
from generator.rendering.figures.time_marks import GLYPH, Mark, Pen, draw_mark, draw_sign
from generator.rendering.figures.time_scale import Axis, Tick, TimeScale, make_axis
from generator.rendering.figures.time_shapes import TimeShape
from generator.rendering.figures.timeline import (
    LABEL_SIZE, LISTED, SMALL_SIZE, Publication, TimelineEvent, TimelineView, event_link, quiet_text,
)

WIDTH = 996.0
_LEFT, _RIGHT = 132.0, 992.0
_ROW, _LANE_PAD = 22.0, 6.0
_LABEL_ROOM, _WHOLE_ROOM = 300.0, 560.0
_GAP = 8.0
_SIGN = 2 * GLYPH + 4
_QUESTION = 9.0
_PEN = Pen()


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: its text, where it begins and ends, and on which side of its mark it stands."""

    text: str
    start: float
    end: float
    side: str


@dataclass(slots=True)
class _Sheet:
    """What is drawn so far, from the back to the front, and how far down it reaches."""

    ground: list[Markup] = field(default_factory=list)
    front: list[Markup] = field(default_factory=list)
    bottom: float = 0.0

    def text(self, content: str | Markup, css: str, x: float, y: float, anchor: str | None = None) -> None:
        """A text in front of lines."""
        self.front.append(element("text", content, class_=css, x=x, y=y, text_anchor=anchor))


def draw_wide(view: TimelineView) -> Markup:
    """The whole drawing."""
    sheet = _Sheet()
    scale = TimeScale(view.frame, _LEFT, _RIGHT)
    axis = make_axis(scale, view.words)
    _draw_head(axis, scale, sheet)
    _draw_quiet(view, scale, sheet)
    top = sheet.bottom
    _draw_lanes(view, scale, sheet)
    _draw_lines(axis, scale, top, sheet)
    _draw_publications(view, scale, sheet)
    for key, events in (("before", view.before), ("after", view.after), ("undated", view.undated)):
        _draw_elsewhere(view.words.of(key), events, view, sheet)
    title = element("title", view.title, id="tl-w-t")
    return element("svg", title + Markup().join(sheet.ground) + Markup().join(sheet.front), class_="d-tl d-tl--wide",
                   viewBox=f"0 0 {number(WIDTH)} {number(sheet.bottom + 8)}", role="group", aria_labelledby="tl-w-t")


# The axis -------------------------------------------------------------------------------------------


def _draw_head(axis: Axis, scale: TimeScale, sheet: _Sheet) -> None:
    """Months or years above, days or smaller ones below them; only years where the ticks are years."""
    for tick in axis.major:
        if tick.label:
            sheet.text(tick.label, "d-month", scale.at(tick.day) + 4, 14)
    is_days = bool(axis.minor) and axis.minor[0].unit in ("day", "week")
    step = axis.minor[1].day - axis.minor[0].day if len(axis.minor) > 1 else 1
    reached = _LEFT - 2
    for tick in axis.minor:
        x = scale.at(tick.day)
        if is_days and step == 1:
            x = (x + scale.at(tick.day + 1)) / 2
        half = text_width(tick.label, SMALL_SIZE) / 2
        if x - half >= reached and x + half <= WIDTH:
            sheet.text(tick.label, f"d-day{' d-day--we' if tick.is_weekend else ''}", x, 34, "middle")
            reached = x + half + 2
    sheet.bottom = 46


def _draw_lines(axis: Axis, scale: TimeScale, top: float, sheet: _Sheet) -> None:
    """The lines of the ticks behind everything, and the baseline."""
    bottom = sheet.bottom
    lines = [_tick_line(tick, scale, bottom) for tick in (*axis.minor, *axis.major)]
    sheet.ground[:0] = [line for line in lines if line]
    sheet.ground.append(element("path", class_="d-tick d-tick--mo", d=f"M{number(_LEFT)} {number(bottom)}H{number(_RIGHT)}"))
    sheet.ground.append(element("path", class_="d-tick", d=f"M0 {number(top)}H{number(_RIGHT)}"))


def _tick_line(tick: Tick, scale: TimeScale, bottom: float) -> Markup:
    x, is_edge = number(scale.at(tick.day)), tick.day == scale.frame.first
    if tick.unit == "day":
        return element("path", class_="d-tick", d=f"M{x} 40V46")
    css, top = ("d-tick d-tick--wk", 40) if tick.unit == "week" else ("d-tick d-tick--mo", 2)
    return element("path", class_=css if not is_edge else "d-tick d-tick--wk", d=f"M{x} {top}V{number(bottom)}")


def _draw_quiet(view: TimelineView, scale: TimeScale, sheet: _Sheet) -> None:
    """A bracket below the axis over days to which no event is dated, with their number where it fits."""
    for first, last in view.quiet:
        start, end = scale.at(first) + 2, scale.at(last + 1) - 2
        sheet.ground.append(element("path", class_="d-quiet", d=f"M{number(start)} 50v5H{number(end)}v-5"))
        if text := quiet_text(view.words, last - first + 1, end - start):
            sheet.text(text, "d-quiet__t", (start + end) / 2, 70, "middle")
    if view.quiet:
        sheet.bottom = 78


# Lanes ----------------------------------------------------------------------------------------------


def _draw_lanes(view: TimelineView, scale: TimeScale, sheet: _Sheet) -> None:
    by_lane: dict[int, list[tuple[TimelineEvent, TimeShape]]] = {}
    for event, shape in view.drawn:
        by_lane.setdefault(event.lane, []).append((event, shape))
    for index, found in sorted(by_lane.items()):
        top = sheet.bottom
        name = wrapped(view.lanes[index], SMALL_SIZE, _LEFT - 12, lines=3)
        rows = Rows()
        for event, shape in found:
            _draw_event(event, shape, view.is_numbered, scale, top + _LANE_PAD, rows, sheet)
        for line, text in enumerate(name):
            sheet.text(text, "d-tlane", 0, top + _LANE_PAD + 15 + line * 16)
        height = max(len(rows.taken) * _ROW, len(name) * 16 + 6) + 2 * _LANE_PAD
        sheet.bottom = top + height
        sheet.ground.append(element("path", class_="d-tick", d=f"M0 {number(sheet.bottom)}H{number(_RIGHT)}"))


def _draw_event(event: TimelineEvent, shape: TimeShape, is_numbered: bool, scale: TimeScale, top: float,
                rows: Rows, sheet: _Sheet) -> None:
    """A mark, its label and the line from its announcement, in the first rows that are free."""
    mark = draw_mark(shape, event.status, scale, 0, _PEN)
    start, end, question = _with_question(mark) if shape.is_uncertain else (mark.start, mark.end, 0.0)
    if event.announced is not None:
        start = min(start, scale.at(event.announced + 0.5) - 2)
    row, label = _place(_texts(event, is_numbered), mark, start, end, rows)
    middle = top + (row + 0.5 + (label.side == "above")) * _ROW
    label_y = middle - (_ROW if label.side == "above" else 0)
    if start < mark.start - 3:
        line = _PEN.line("d-tann", start + 2, mark.start - 2, middle, 4)
        sheet.ground.append(element("g", line, data_e=event.id))
    drawing = draw_mark(shape, event.status, scale, middle, _PEN).drawing
    if shape.is_uncertain:
        drawing += element("text", "?", class_="d-tq", x=question, y=middle - 2)
    when = element("tspan", f" {event.when}", class_="d-ev__d") if not is_numbered else Markup()
    drawing += element("text", element("tspan", label.text) + when, class_="d-ev", x=_text_place(label, mark),
                       y=label_y + 5, text_anchor="end" if label.side == "left" else None)
    if mark.needs_sign:
        drawing += draw_sign(event.status, label.end - GLYPH if label.side == "left" else label.start + GLYPH, label_y)
    sheet.front.append(event_link(event, drawing, is_numbered=is_numbered))


def _with_question(mark: Mark) -> tuple[float, float, float]:
    """How far a mark reaches with the sign of an uncertain date, and where that stands: behind it, else before."""
    if mark.end + _QUESTION <= _RIGHT:
        return mark.start, mark.end + _QUESTION, mark.end + 1.5
    return mark.start - _QUESTION, mark.end, mark.start - _QUESTION


def _texts(event: TimelineEvent, is_numbered: bool) -> list[tuple[str, float]]:
    """What may stand beside a mark, the best first, and how wide it is: the number, or the title, whole or cut."""
    if is_numbered:
        return [(str(event.number), text_width(str(event.number), LABEL_SIZE))]
    when = text_width(f" {event.when}", LABEL_SIZE)
    titles = dict.fromkeys(shortened(event.title, LABEL_SIZE, room) for room in (_WHOLE_ROOM, _LABEL_ROOM))
    return [(title, text_width(title, LABEL_SIZE) + when) for title in titles]


def _place(texts: Sequence[tuple[str, float]], mark: Mark, start: float, end: float, rows: Rows) -> tuple[int, _Label]:
    """The label right of the mark, left of it, or above it: where the row is highest, in this order."""
    candidates: list[tuple[_Label, list[Taken]]] = []
    sign = _SIGN if mark.needs_sign else 0
    for text, width in texts:
        width += sign
        if end + _GAP + width <= _RIGHT:
            label = _Label(text, end + _GAP, end + _GAP + width, "right")
            candidates.append((label, [(0, start, label.end)]))
        if start - _GAP - width >= _LEFT:
            label = _Label(text, start - _GAP - width, start - _GAP, "left")
            candidates.append((label, [(0, label.start, end)]))
    if not candidates:
        text, width = texts[-1][0], min(texts[-1][1] + sign, _RIGHT - _LEFT)
        first = min(max(mark.start, _LEFT), _RIGHT - width)
        label = _Label(text, first, first + width, "above")
        candidates.append((label, [(0, label.start, label.end), (1, start, end)]))
    rated = [(rows.first_free(wanted), order, label, wanted) for order, (label, wanted) in enumerate(candidates)]
    row, _, label, wanted = min(rated, key=lambda item: item[:2])
    rows.take(row, wanted)
    return row, label


def _text_place(label: _Label, mark: Mark) -> float:
    sign = _SIGN if mark.needs_sign else 0
    return label.end - sign if label.side == "left" else label.start + sign


# Below the baseline ---------------------------------------------------------------------------------


def _draw_publications(view: TimelineView, scale: TimeScale, sheet: _Sheet) -> None:
    """An arrow up to the axis on the day an article appeared, with its outlet where there is room."""
    found = [item for item in view.publications if view.frame.touches(item.day, item.day)]
    if not found:
        return
    top, rows = sheet.bottom, Rows()
    drawn: set[int] = set()
    for item in found:
        sheet.front.append(_publication(item, scale, top, rows, is_first=item.day not in drawn))
        drawn.add(item.day)
    for line, text in enumerate(wrapped(view.words.of("articles"), SMALL_SIZE, _LEFT - 12, lines=2)):
        sheet.text(text, "d-tlane d-tlane--pub", 0, top + 24 + line * 16)
    sheet.bottom = top + 20 + max(2, len(rows.taken)) * 16


def _publication(item: Publication, scale: TimeScale, top: float, rows: Rows, *, is_first: bool) -> Markup:
    x = (scale.at(item.day) + scale.at(item.day + 1)) / 2
    arrow = element("path", class_="d-pub", d=f"M{number(x)} {number(top + 11)}v-10m-3.5 4l3.5-4 3.5 4")
    label = shortened(item.label, SMALL_SIZE, 180)
    half = text_width(label, SMALL_SIZE) / 2
    middle = min(max(x, _LEFT + half), _RIGHT - half)
    row = rows.first_free([(0, middle - half, middle + half)])
    parts = arrow if is_first else Markup()
    if row < 4:
        rows.take(row, [(0, middle - half, middle + half)])
        parts += element("text", label, class_="d-pub__t", x=middle, y=top + 24 + row * 16, text_anchor="middle")
    return named_link(item.spoken, parts, css="d-tpub", href=item.href) if parts else Markup()


def _draw_elsewhere(name: str, events: Sequence[TimelineEvent], view: TimelineView, sheet: _Sheet) -> None:
    """What the frame leaves out, in lines of text behind a sign that the axis is broken."""
    if not events:
        return
    top, x, line = sheet.bottom + 6, _LEFT, 0
    for text, event in _entries(events, view):
        width = text_width(text, LABEL_SIZE) + (_SIGN if event else 0)
        if x > _LEFT and x + width > _RIGHT:
            x, line = _LEFT, line + 1
        y = top + 12 + line * 24
        if event is None:
            sheet.text(text, "d-pub__t", x, y + 5)
        else:
            when = element("tspan", f" {event.when}", class_="d-ev__d") if event.when else Markup()
            words = element("text", element("tspan", _cut(event)) + when, class_="d-ev", x=x + _SIGN, y=y + 5)
            sheet.front.append(event_link(event, draw_sign(event.status, x + GLYPH, y) + words))
        x += width + 24
    if events[0].shape:
        sheet.ground.append(element("path", class_="d-tbreak", d=f"M{number(_LEFT - 14)} {number(top + 6)}l4 4-6 5 4 4"))
    sheet.ground += [element("path", class_="d-tick", d=f"M0 {number(sheet.bottom + 2)}H{number(_RIGHT)}")]
    names = wrapped(name, SMALL_SIZE, _LEFT - 30, lines=3)
    for index, part in enumerate(names):
        sheet.text(part, "d-tlane", 0, top + 17 + index * 16)
    sheet.bottom = top + max((line + 1) * 24, len(names) * 16 + 6)


def _entries(events: Sequence[TimelineEvent], view: TimelineView) -> Iterator[tuple[str, TimelineEvent | None]]:
    for event in events[:LISTED]:
        yield f"{_cut(event)} {event.when}", event
    if len(events) > LISTED:
        yield view.words.more(len(events) - LISTED), None


def _cut(event: TimelineEvent) -> str:
    return shortened(event.title, LABEL_SIZE, _WHOLE_ROOM)



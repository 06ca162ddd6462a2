"""The drawing of an event among those named in it, the events it is related to, and the claims about it.

Who is named stands on one side by role, what is related on the other by relation; an arrow says which came of which.
Owns geometry only; what is drawn, in which order and what is left out is decided by the view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.rendering.context import LinkView
from generator.rendering.figures.relations import BeadKind, as_svg, draw_bead, draw_head
from generator.rendering.figures.sheet import Anchor, Label, Sheet
from generator.rendering.figures.svg import number, shortened, wrapped

#: Which end of a line bears an arrow head: the event in the middle, the neighbour, or none.
Head = Literal["", "here", "there"]

_SIZE, _SMALL, _HEADING = 14.0, 13.0, 15.0
_ROW, _LINE, _GROUP = 26.0, 18.0, 30.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """A neighbour of the event; `kind` says how surely it is named, of those who take part."""

    link: LinkView
    kind: BeadKind | None = None
    head: Head = ""


@dataclass(frozen=True, slots=True)
class SpokeGroup:
    """Neighbours under one word: a role, a relation, or claims; `more` says how many are left out."""

    label: str
    spokes: tuple[Spoke, ...]
    more: LinkView | None = None


@dataclass(frozen=True, slots=True)
class EventDrawing:
    """An event with those named in it and what is related to it."""

    title: str
    name: str
    date: str
    named: tuple[SpokeGroup, ...]
    related: tuple[SpokeGroup, ...]


def draw_event(drawing: EventDrawing, drawing_id: str) -> tuple[Markup, Markup]:
    """The wide and the narrow drawing as SVG; the id is for their titles."""
    return (as_svg(wide_sheet(drawing), "wide", drawing.title, f"{drawing_id}-w"),
            as_svg(narrow_sheet(drawing), "narrow", drawing.title, f"{drawing_id}-n"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A neighbour, a group's word (`is_head`) or the rest of a group, with its lines and height."""

    lines: tuple[str, ...]
    height: float
    spoke: Spoke | None = None
    more: LinkView | None = None

    @property
    def is_head(self) -> bool:
        """Whether it is a group's word."""
        return self.spoke is None and self.more is None


def _rows(groups: Sequence[SpokeGroup], room: float, *, lines: int) -> list[_Row]:
    """The rows of one side from top to bottom."""
    found: list[_Row] = []
    for group in groups:
        label = tuple(wrapped(group.label, _SMALL, room, lines=1, is_bold=True))
        found.append(_Row(label, _GROUP if found else _LINE))
        for spoke in group.spokes:
            text = tuple(wrapped(spoke.link.text, _SIZE, room, lines=lines))
            found.append(_Row(text, _ROW + (len(text) - 1) * _LINE, spoke=spoke))
        if group.more:
            found.append(_Row((shortened(group.more.text, _SIZE, room),), _ROW, more=group.more))
    return found


# Wide -----------------------------------------------------------------------------------------------

WIDE = 860.0
_NAMES_ROOM, _FAN, _BOX, _BOX_TEXT = 270.0, 70.0, 176.0, 152.0
#: Between a line's end and its words.
_STEP = 12.0


def wide_sheet(drawing: EventDrawing) -> Sheet:
    """Who is named at the left, the event in the middle, what is related at the right; one side alone at the right."""
    sheet = Sheet(WIDE)
    left, right = (drawing.named, drawing.related) if drawing.related else ((), drawing.named)
    left_rows = _rows(left, _NAMES_ROOM, lines=1)
    names_x = max((_row_width(row) for row in left_rows), default=0.0)
    box_x = names_x + _STEP + _FAN if left_rows else 1.0
    right_x = box_x + _BOX + _FAN + _STEP
    right_rows = _rows(right, WIDE - right_x, lines=2)
    lines = wrapped(drawing.name, _HEADING, _BOX_TEXT, lines=5, is_bold=True)
    box_height = len(lines) * 19 + (20 if drawing.date else 0) + 24
    heights = [sum(row.height for row in rows) for rows in (left_rows, right_rows)]
    sheet.height = max(*heights, box_height) + 8
    middle = sheet.height / 2
    _side(left_rows, names_x, -1, box_x, middle - heights[0] / 2, middle, sheet)
    _side(right_rows, right_x, 1, box_x + _BOX, middle - heights[1] / 2, middle, sheet)
    _box(drawing.date, lines, box_x, middle, box_height, sheet)
    return sheet


def _row_width(row: _Row) -> float:
    size = _SMALL if row.is_head else _SIZE
    return max(Label(0.0, 0.0, line, size, is_bold=row.is_head).width for line in row.lines)


def _box(date: str, lines: Sequence[str], x: float, middle: float, height: float, sheet: Sheet) -> None:
    """The event itself."""
    sheet.mark("rect", "d-rel__box", x=float(x), y=middle - height / 2, width=_BOX, height=float(height))
    centre, y = x + _BOX / 2, middle - height / 2 + 26
    sheet.texts([Label(centre, y + index * 19, line, _HEADING, "middle", is_bold=True)
                 for index, line in enumerate(lines)], "d-ev d-ev--own")
    if date:
        shown = shortened(date, _SMALL, _BOX_TEXT)
        sheet.text(Label(centre, y + len(lines) * 19 + 1, shown, _SMALL, "middle"), "d-ev__d", title=date)


def _side(
    rows: Sequence[_Row], x: float, side: int, edge: float, top: float, middle: float, sheet: Sheet
) -> None:
    """One side's rows, each joined to the box's edge; `side` is -1 at the left of it, 1 at the right."""
    anchor: Anchor = "end" if side < 0 else "start"
    ports = iter(_ports(sum(1 for row in rows if row.spoke), middle))
    y = top
    for row in rows:
        base = y + row.height - 8 - (len(row.lines) - 1) * _LINE
        _row_labels(row, x, base, anchor, sheet)
        if row.spoke:
            _spoke(row.spoke, x - side * _STEP, base - 5, edge, next(ports), sheet)
        y += row.height


def _ports(count: int, middle: float) -> list[float]:
    """Where lines meet the box: close together around its middle."""
    gap = min(9.0, 60.0 / max(1, count))
    return [middle + (index - (count - 1) / 2) * gap for index in range(count)]


def _row_labels(row: _Row, x: float, y: float, anchor: Anchor, sheet: Sheet) -> None:
    size = _SMALL if row.is_head else _SIZE
    link = row.spoke.link if row.spoke else row.more
    labels = [Label(x, y + index * _LINE, line, size, anchor, is_bold=row.is_head)
              for index, line in enumerate(row.lines)]
    sheet.texts(labels, "d-rel__role" if row.is_head else "d-ev", href=link.href if link else "",
                title=link.text if link else "")


def _spoke(spoke: Spoke, x: float, y: float, edge: float, port: float, sheet: Sheet) -> None:
    """The line from a neighbour to the event; it stops short where the neighbour is said to be absent."""
    direction = 1 if edge > x else -1
    css = "d-rel__doubt" if spoke.kind == "said" else "d-rel__plan" if spoke.kind == "expected" else ""
    if spoke.kind == "absent":
        sheet.line(f"M{number(x)} {number(y)}h{number(direction * 26.0)}", "d-rel__strand d-rel__plan")
        draw_bead("absent", x + direction * 34, y, 5.0, sheet)
        return
    bend = (x + edge) / 2
    sheet.line(f"M{number(x)} {number(y)}C{number(bend)} {number(y)} {number(bend)} {number(port)} "
               f"{number(edge)} {number(port)}", f"d-rel__strand {css}".strip())
    if spoke.head == "here":
        draw_head(edge - direction, port, direction, sheet)
    elif spoke.head == "there":
        draw_head(x, y, -direction, sheet)
    elif spoke.kind:
        draw_bead(spoke.kind, x, y, 4.5, sheet)


# Narrow ---------------------------------------------------------------------------------------------

NARROW = 324.0
_TRUNK, _INDENT = 6.0, 30.0


def narrow_sheet(drawing: EventDrawing) -> Sheet:
    """The event on top, its neighbours in groups below, joined to it by a trunk."""
    sheet = Sheet(NARROW)
    lines = wrapped(drawing.name, _HEADING, NARROW - _INDENT, lines=4, is_bold=True)
    sheet.texts([Label(_INDENT - 10, 16.0 + index * 19, line, _HEADING, is_bold=True)
                 for index, line in enumerate(lines)], "d-ev d-ev--own", title=drawing.name)
    y = 16.0 + (len(lines) - 1) * 19
    if drawing.date:
        y += 19
        sheet.text(Label(_INDENT - 10, y, shortened(drawing.date, _SMALL, NARROW - _INDENT), _SMALL), "d-ev__d")
    sheet.mark("circle", "d-bead d-bead--own", cx=_TRUNK, cy=11.0, r=5.0)
    y, end = y + 18, 11.0
    for row in _rows((*drawing.named, *drawing.related), NARROW - _INDENT, lines=2):
        base = y + row.height - 8 - (len(row.lines) - 1) * _LINE
        _row_labels(row, _INDENT if not row.is_head else _INDENT - 10, base, "start", sheet)
        if row.spoke:
            _twig(row.spoke, base - 5, sheet)
            end = base - 5
        y += row.height
    sheet.line(f"M{number(_TRUNK)} 11V{number(end)}", "d-rel__spine")
    sheet.height = y + 6
    return sheet


def _twig(spoke: Spoke, y: float, sheet: Sheet) -> None:
    css = "d-rel__doubt" if spoke.kind == "said" else "d-rel__plan" if spoke.kind in ("expected", "absent") else ""
    sheet.line(f"M{number(_TRUNK)} {number(y)}H{number(_INDENT - 9)}", f"d-rel__strand {css}".strip())
    if spoke.head:
        draw_head(_INDENT - 8 if spoke.head == "there" else _TRUNK + 2, y, 1 if spoke.head == "there" else -1, sheet)
    elif spoke.kind:
        draw_bead(spoke.kind, _INDENT - 9, y, 4.5, sheet)

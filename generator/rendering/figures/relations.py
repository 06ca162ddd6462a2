"""The drawing of an actor among those named in the same events: strands from it to each, strung with the events.

A strand is a neighbour, a column an event, a bead their crossing; above so many events a bar counts them instead.
Owns geometry only; what is drawn, in which order and what is left out is decided by the view.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from generator.rendering.context import LinkView
from generator.rendering.figures.sheet import Label, Sheet, run_width
from generator.rendering.figures.svg import element, number, shortened, text_width, wrapped

#: How surely an event joins two actors; the glyph says the least sure of the two parts.
BeadKind = Literal["named", "said", "expected", "absent"]

#: Events that are drawn one by one, at most; above it strands carry bars.
MOST_COLUMNS = 12

_SIZE, _SMALL, _HEADING = 14.0, 13.0, 15.0


@dataclass(frozen=True, slots=True)
class Column:
    """An event that joins the actor to somebody."""

    link: LinkView
    date: str


@dataclass(frozen=True, slots=True)
class Strand:
    """A neighbour: its beads by column, how many events join it, and what it is by office or relation.

    `line` says what holds for all its events: on somebody's word alone, or none that both took part in.
    `arrow` points to the neighbour (1) or to the actor (-1) where a relation alone joins them.
    """

    link: LinkView
    count: str
    events: int
    phrase: str
    beads: tuple[BeadKind | None, ...]
    line: Literal["", "doubt", "plan"] = ""
    arrow: int = 0


@dataclass(frozen=True, slots=True)
class ActorDrawing:
    """An actor with the strands that leave it; `more` says how many neighbours are not drawn, and leads to them."""

    title: str
    name: str
    columns: tuple[Column, ...]
    strands: tuple[Strand, ...]
    more: LinkView | None

    @property
    def most_events(self) -> int:
        """The events of the longest bar."""
        return max((strand.events for strand in self.strands), default=0)


def draw_actor(drawing: ActorDrawing, drawing_id: str) -> tuple[Markup, Markup]:
    """The wide and the narrow drawing as SVG; the id is for their titles."""
    return (as_svg(wide_sheet(drawing), "wide", drawing.title, f"{drawing_id}-w"),
            as_svg(narrow_sheet(drawing), "narrow", drawing.title, f"{drawing_id}-n"))


def as_svg(sheet: Sheet, kind: str, title: str, title_id: str) -> Markup:
    """A finished drawing: a group of links with a name."""
    content = element("title", title, id=title_id) + Markup("").join([*sheet.lines, *sheet.marks])
    return element(
        "svg", content, class_=f"d-tl d-rel d-tl--{kind}", viewBox=f"0 0 {number(sheet.width)} {number(sheet.height)}",
        role="group", aria_labelledby=title_id)


def draw_bead(kind: BeadKind, x: float, y: float, radius: float, sheet: Sheet) -> None:
    """The mark of one event on one strand."""
    if kind == "absent":
        reach = radius * 0.8
        sheet.mark("path", "d-bead d-bead--absent", d=(
            f"M{number(x - reach)} {number(y - reach)}L{number(x + reach)} {number(y + reach)}"
            f"M{number(x - reach)} {number(y + reach)}L{number(x + reach)} {number(y - reach)}"))
        return
    sheet.mark("circle", f"d-bead d-bead--{kind}", cx=float(x), cy=float(y), r=float(radius))
    if kind == "said":
        sheet.mark("circle", "d-bead d-bead--core", cx=float(x), cy=float(y), r=radius * 0.45)


# Wide -----------------------------------------------------------------------------------------------

WIDE = 860.0
_NAME_ROOM, _BEADS, _BARS = 154.0, 40.0, 260.0
_ROW, _PHRASE_ROW, _FLAG = 30.0, 44.0, 19.0


def wide_sheet(drawing: ActorDrawing) -> Sheet:
    """The actor at the left, its strands through the events' columns, the neighbours at the right."""
    sheet, columns = Sheet(WIDE), drawing.columns
    name = [Label(0.0, 0.0, line, _HEADING, is_bold=True)
            for line in wrapped(drawing.name, _HEADING, _NAME_ROOM, lines=3, is_bold=True)]
    spine = max((label.width for label in name), default=0.0) + 16
    step = min(44.0, 330.0 / max(1, len(columns)))
    xs = [spine + _BEADS + index * step for index in range(len(columns))]
    names_x = (xs[-1] if xs else spine + _BEADS + (_BARS if drawing.most_events else 40)) + 26
    flags = [_SIZE + index * _FLAG for index in range(len(columns))]
    rows = _wide_rows(drawing.strands, (flags[-1] if flags else 0.0) + 34)
    for index, column in enumerate(columns):
        last = max(y for y, strand in zip(rows, drawing.strands) if strand.beads[index])
        sheet.line(f"M{number(xs[index])} {number(flags[index] + 5)}V{number(last)}", "d-rel__event")
        _flag(column, xs[index], flags[index], sheet)
    _trunk(drawing.name, name, spine, rows, sheet)
    for y, strand in zip(rows, drawing.strands):
        _wide_strand(strand, y, spine, xs, names_x, drawing.most_events, sheet)
    if drawing.more:
        _more(drawing.more, names_x, max(label.box[3] for label in sheet.labels) + 22, WIDE - names_x, sheet)
    sheet.height = max(rows[-1] + 6, *(label.box[3] for label in sheet.labels)) + 4
    return sheet


def _wide_rows(strands: Sequence[Strand], top: float) -> list[float]:
    """The strands' heights; those that no event joins stand apart."""
    rows: list[float] = []
    y = top
    for index, strand in enumerate(strands):
        if index:
            y += _PHRASE_ROW if strands[index - 1].phrase else _ROW
            y += 16 if strand.arrow and not strands[index - 1].arrow else 0
        rows.append(y)
    return rows


def _flag(column: Column, x: float, y: float, sheet: Sheet) -> None:
    """An event's date and title, from its column to the right."""
    room = WIDE - x + 4
    date = shortened(column.date, _SMALL, room * 0.5)
    taken = text_width(date, _SMALL) + 8 if date else 0
    _dated(date, shortened(column.link.text, _SIZE, room - taken), column.link, x - 4, y, sheet)


def _dated(date: str, title: str, link: LinkView, x: float, y: float, sheet: Sheet) -> None:
    """An event on one line: its date, where it has one, and its title."""
    pieces = [(date, _SMALL), (title, _SIZE)] if date else [(title, _SIZE)]
    shown = [(date, "d-ev__d", None), (title, "d-ev", link)][-len(pieces):]
    sheet.run(Label(x, y, title, _SIZE, run=run_width(pieces)), shown)


def _trunk(name: str, lines: Sequence[Label], spine: float, rows: Sequence[float], sheet: Sheet) -> None:
    """The actor's name in the middle of a spine from the first to the last strand."""
    middle = (rows[0] + rows[-1]) / 2
    sheet.line(f"M{number(spine)} {number(rows[0])}V{number(rows[-1])}", "d-rel__spine")
    top = middle - (len(lines) - 1) * 9 + 5
    sheet.texts([replace(line, x=spine - 14, y=top + index * 18, anchor="end") for index, line in enumerate(lines)],
                "d-ev d-ev--own", title=name)
    sheet.mark("circle", "d-bead d-bead--own", cx=float(spine), cy=float(middle), r=5.5)


def _wide_strand(
    strand: Strand, y: float, spine: float, xs: Sequence[float], names_x: float, most: int, sheet: Sheet
) -> None:
    sheet.line(f"M{number(spine)} {number(y)}H{number(names_x - 10)}", _strand_css(strand))
    for x, bead in zip(xs, strand.beads):
        if bead:
            draw_bead(bead, x, y, 5.5, sheet)
    if strand.events and not xs:
        _bar(strand, spine + _BEADS, y, _BARS, most, sheet)
    if strand.arrow:
        draw_head(names_x - 10 if strand.arrow > 0 else spine + 3, y, strand.arrow, sheet)
    _named(strand, names_x, y, WIDE - names_x, sheet)


def _strand_css(strand: Strand) -> str:
    kind = "tie" if strand.arrow else strand.line
    return f"d-rel__strand d-rel__{kind}" if kind else "d-rel__strand"


def _bar(strand: Strand, x: float, y: float, room: float, most: int, sheet: Sheet) -> None:
    """How many events, as a length."""
    css = "d-bar d-bar--doubt" if strand.line == "doubt" else "d-bar"
    sheet.mark("rect", css, x=float(x), y=y - 4, width=max(3.0, room * strand.events / most), height=8.0)


def draw_head(x: float, y: float, direction: int, sheet: Sheet) -> None:
    """An arrow head whose tip is at x, to the right (1) or to the left (-1)."""
    tail = x - 8 * direction
    sheet.mark("path", "d-rel__head", d=(
        f"M{number(tail)} {number(y - 4)}L{number(x)} {number(y)}L{number(tail)} {number(y + 4)}z"))


def _named(strand: Strand, x: float, y: float, room: float, sheet: Sheet) -> None:
    """The neighbour's name and count, below it what it is."""
    count_room = text_width(strand.count, _SMALL) + 8 if strand.count else 0
    name = shortened(strand.link.text, _SIZE, room - count_room)
    pieces = [(name, _SIZE), (strand.count, _SMALL)] if strand.count else [(name, _SIZE)]
    shown = [(name, "d-ev", strand.link), (strand.count, "d-ev__d", None)][:len(pieces)]
    sheet.run(Label(x, y + 5, name, _SIZE, run=run_width(pieces)), shown)
    if strand.phrase:
        sheet.text(Label(x, y + 22, shortened(strand.phrase, _SMALL, room), _SMALL), "d-ev__d", title=strand.phrase)


def _more(more: LinkView, x: float, y: float, room: float, sheet: Sheet) -> None:
    sheet.text(Label(x, y, shortened(more.text, _SIZE, room), _SIZE), "d-ev", href=more.href, title=more.text)


# Narrow ---------------------------------------------------------------------------------------------

NARROW = 324.0
_TRUNK, _INDENT, _RADIUS = 6.0, 22.0, 10.0


def narrow_sheet(drawing: ActorDrawing) -> Sheet:
    """The actor on top, the events as numbers with their key, then its strands below one another."""
    sheet = Sheet(NARROW)
    lines = wrapped(drawing.name, _HEADING, NARROW - _INDENT, lines=3, is_bold=True)
    sheet.texts([Label(_INDENT - 4, 16.0 + index * 19, line, _HEADING, is_bold=True)
                 for index, line in enumerate(lines)], "d-ev d-ev--own", title=drawing.name)
    sheet.mark("circle", "d-bead d-bead--own", cx=_TRUNK, cy=11.0, r=5.0)
    y = _key(drawing.columns, 16.0 + (len(lines) - 1) * 19, sheet)
    step = min(30.0, (NARROW - _INDENT - 2 * _RADIUS - 4) / max(1, len(drawing.columns) - 1))
    end = y
    for strand in drawing.strands:
        y, end = _narrow_strand(strand, y + 30, step, drawing, sheet)
    sheet.line(f"M{number(_TRUNK)} 11V{number(end)}", "d-rel__spine")
    if drawing.more:
        y += 28
        _more(drawing.more, _INDENT, y, NARROW - _INDENT, sheet)
    sheet.height = y + 8
    return sheet


def _narrow_strand(
    strand: Strand, y: float, step: float, drawing: ActorDrawing, sheet: Sheet
) -> tuple[float, float]:
    """One neighbour; returns where it ends and where its strand leaves the trunk."""
    room = NARROW - _INDENT
    y = _narrow_name(strand, y, room, sheet) + 5
    if strand.phrase:
        lines = wrapped(strand.phrase, _SMALL, room, lines=2)
        sheet.texts([Label(_INDENT, y + 17 + index * 17, line, _SMALL) for index, line in enumerate(lines)],
                    "d-ev__d", title=strand.phrase)
        y += 17 * len(lines)
    if strand.arrow:
        level = y + 10
        sheet.line(f"M{number(_TRUNK)} {number(level)}H{number(_INDENT + 60)}", _strand_css(strand))
        draw_head(_INDENT + 60 if strand.arrow > 0 else _TRUNK + 4, level, strand.arrow, sheet)
        return level, level
    level = y + 10 + (_RADIUS if drawing.columns else 3)
    if not drawing.columns:
        sheet.line(f"M{number(_TRUNK)} {number(level)}H{number(_INDENT)}", _strand_css(strand))
        _bar(strand, _INDENT, level, room - 4, drawing.most_events, sheet)
        return level + 4, level
    xs = [_INDENT + _RADIUS + index * step for index in range(len(strand.beads))]
    last = max(x for x, bead in zip(xs, strand.beads) if bead)
    sheet.line(f"M{number(_TRUNK)} {number(level)}H{number(last)}", _strand_css(strand))
    for index, (x, bead) in enumerate(zip(xs, strand.beads)):
        if bead:
            _numbered_bead(bead, index + 1, x, level, drawing.columns[index].link, sheet)
    return level + _RADIUS, level


def _narrow_name(strand: Strand, y: float, room: float, sheet: Sheet) -> float:
    """A neighbour's name in at most two lines, its count behind it; returns the height of the last line."""
    count_room = text_width(strand.count, _SMALL) + 8 if strand.count else 0
    lines = wrapped(strand.link.text, _SIZE, room - count_room, lines=2)
    if len(lines) == 1:
        _named(replace(strand, phrase=""), _INDENT, y, room, sheet)
        return y
    sheet.texts([Label(_INDENT, y + 5 + index * 18, line, _SIZE) for index, line in enumerate(lines)], "d-ev",
                href=strand.link.href, title=strand.link.text)
    y += 18 * (len(lines) - 1)
    if strand.count:
        sheet.text(Label(_INDENT + text_width(lines[-1], _SIZE) + 8, y + 5, strand.count, _SMALL), "d-ev__d")
    return y


def _numbered_bead(kind: BeadKind, which: int, x: float, y: float, link: LinkView, sheet: Sheet) -> None:
    """A bead that holds the number of its event."""
    css = f"d-bead d-bead--{kind} d-bead--full"
    sheet.mark("circle", css, cx=float(x), cy=float(y), r=_RADIUS)
    if kind == "absent":
        reach = _RADIUS * 0.7
        sheet.mark("path", "d-bead d-bead--absent", d=(
            f"M{number(x - reach)} {number(y + reach)}L{number(x + reach)} {number(y - reach)}"))
    css = f"d-bead__n d-bead__n--{kind}"
    sheet.text(Label(x, y + 4.5, str(which), 12.0, "middle"), css)


def _key(columns: Sequence[Column], y: float, sheet: Sheet) -> float:
    """The numbers with their events; returns where the key ends."""
    y += 8 if columns else 0
    text_x = _INDENT + 2 * _RADIUS + 6
    for index, column in enumerate(columns, 1):
        y += 22
        sheet.mark("circle", "d-bead d-bead--key", cx=_INDENT + _RADIUS, cy=y - 4.5, r=_RADIUS)
        sheet.text(Label(_INDENT + _RADIUS, y, str(index), 12.0, "middle"), "d-bead__n")
        date = shortened(column.date, _SMALL, NARROW - text_x)
        if date:
            sheet.text(Label(text_x, y, date, _SMALL), "d-ev__d")
            y += 18
        lines = wrapped(column.link.text, _SIZE, NARROW - text_x, lines=2)
        sheet.texts([Label(text_x, y + line * 18, text, _SIZE) for line, text in enumerate(lines)], "d-ev",
                    href=column.link.href, title=column.link.text)
        y += 18 * (len(lines) - 1)
    return y + (10 if columns else 0)

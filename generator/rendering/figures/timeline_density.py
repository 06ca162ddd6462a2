"""The overview of a long timeline: how many events of each kind each part holds, every part a link to its page.

Owns two drawings of the same numbers: kinds down and parts across, in strips; and for a phone a line for each part.
Columns stand for parts, not for equal times: what a part covers is its label.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.rendering.figures.svg import element, named_link, number, shortened, text_width
from generator.rendering.figures.timeline import LABEL_SIZE, SMALL_SIZE

WIDTH, NARROW = 996.0, 340.0
_LEFT, _RIGHT = 150.0, 992.0
_ROW, _COLUMN = 26.0, 44.0
_LARGEST = 11.0


@dataclass(frozen=True, slots=True)
class DensityPart:
    """A part: its name in short, under which heading it stands, its page, how many events of each kind."""

    label: str
    heading: str
    spoken: str
    href: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All its events."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class DensityView:
    """An overview: the kinds by name, the parts in order, and the words for all kinds together."""

    title: str
    lanes: tuple[str, ...]
    parts: tuple[DensityPart, ...]
    total: str


def draw_density_wide(view: DensityView) -> Markup:
    """Strips of parts across, a row for each kind; the area of a disc stands for the number of events."""
    columns = int((_RIGHT - _LEFT) // _column(view))
    strips = [view.parts[start:start + columns] for start in range(0, len(view.parts), columns)]
    most = max(1, *(count for part in view.parts for count in part.counts))
    drawn, top = [], 0.0
    for strip in strips:
        drawing, top = _strip(strip, view, most, top)
        drawn.append(drawing)
    return _svg("wide", WIDTH, top, view.title, drawn)


def _column(view: DensityView) -> float:
    widest = max((text_width(part.label, SMALL_SIZE) for part in view.parts), default=0)
    return min(_RIGHT - _LEFT, max(_COLUMN, widest + 10))


def _strip(parts: Sequence[DensityPart], view: DensityView, most: int, top: float) -> tuple[Markup, float]:
    width, found, heading = _column(view), [], ""
    bottom = top + 46 + len(view.lanes) * _ROW
    for index, lane in enumerate((*view.lanes, view.total)):
        y = top + 46 + index * _ROW
        found += [element("text", shortened(lane, SMALL_SIZE, _LEFT - 14), class_="d-tlane", x=0, y=y + 17.0),
                  element("path", class_="d-tick", d=f"M0 {number(y)}H{number(_RIGHT)}")]
    for index, part in enumerate(parts):
        x = _LEFT + index * width
        if part.heading != heading and part.heading:
            heading = part.heading
            run = sum(1 for other in parts[index:] if other.heading == heading)
            found += [element("text", shortened(heading, SMALL_SIZE, run * width - 8), class_="d-month", x=x + 4, y=top + 14),
                      element("path", class_="d-tick d-tick--mo", d=f"M{number(x)} {number(top + 2)}V{number(bottom)}")]
        found.append(_column_link(part, x, width, top, most))
    return Markup().join(found), bottom + _ROW + 22


def _column_link(part: DensityPart, x: float, width: float, top: float, most: int) -> Markup:
    middle = x + width / 2
    rows = len(part.counts)
    parts = [element("rect", class_="d-tcell", x=x, y=top + 20, width=width, height=26 + (rows + 1) * _ROW),
             element("text", shortened(part.label, SMALL_SIZE, width - 4), class_="d-day", x=middle, y=top + 36,
                     text_anchor="middle")]
    for index, count in enumerate(part.counts):
        if count:
            radius = max(1.6, _LARGEST * (count / most) ** 0.5)
            parts.append(element("circle", class_="d-tsize", cx=middle, cy=top + 46 + (index + 0.5) * _ROW, r=radius))
    parts.append(element("text", str(part.total), class_="d-ev", x=middle, y=top + 64 + rows * _ROW, text_anchor="middle"))
    return named_link(part.spoken, Markup().join(parts), css="d-tpart", href=part.href)


def draw_density_narrow(view: DensityView) -> Markup:
    """A line for each part: its name, a bar as long as its events are many, their number."""
    most = max(1, *(part.total for part in view.parts))
    widest = max((text_width(part.label, LABEL_SIZE) for part in view.parts), default=0)
    left = min(130.0, widest + 12)
    found, y, heading = [], 0.0, ""
    for part in view.parts:
        if part.heading and part.heading != heading:
            heading, y = part.heading, y + 26
            found.append(element("text", shortened(heading, SMALL_SIZE, NARROW), class_="d-month", x=0, y=y - 6))
        length = max(2.0, (NARROW - left - 44) * part.total / most)
        inner = (element("rect", class_="d-tcell", x=0, y=y, width=NARROW, height=25.0)
                 + element("text", shortened(part.label, LABEL_SIZE, left - 8), class_="d-ev", x=0, y=y + 17)
                 + element("rect", class_="d-tsize", x=left, y=y + 7, width=length, height=11.0)
                 + element("text", str(part.total), class_="d-pub__t", x=left + length + 8, y=y + 17))
        found.append(named_link(part.spoken, inner, css="d-tpart", href=part.href))
        y += 26
    return _svg("narrow", NARROW, y, view.title, found)


def _svg(name: str, width: float, height: float, title: str, drawn: Sequence[Markup]) -> Markup:
    title_id = f"tl-{name[0]}-t"
    return element("svg", element("title", title, id=title_id) + Markup().join(drawn), class_=f"d-tl d-tl--{name}",
                   viewBox=f"0 0 {number(width)} {number(height + 4)}", role="group", aria_labelledby=title_id)

"""The drawing of the whole: a row per event, a column per article at its day, a line from the happening to each.

Owns the geometry of its drawings, wide, medium and narrow: columns that keep apart, labels that do not touch, rows. Happenings
are drawn as plain stretches; what an article makes of them is the glyph where their line meets its column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.rendering.figures.svg import element, number, shortened, text_width
from generator.rendering.figures.time_scale import Axis, Frame, TickWords, TimeScale, make_axis
from generator.rendering.figures.time_shapes import TimeShape
from generator.rendering.glyphs import glyph_at

_SIZE, _LABEL_SIZE = 13.0, 14.0
#: Room between the columns of two articles, at least, for the glyphs in them.
_APART = 17.0
_AXIS_HEIGHT = 44.0


@dataclass(frozen=True, slots=True)
class ChartArticle:
    """An article's column: its number and name, and when it was published; undated ones stand behind the days."""

    number: int
    label: str
    published: TimeShape | None


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """An event's row: its name and address, its days, and the status that each article gives, by position."""

    label: str
    href: str
    happening: TimeShape | None
    reports: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand in one of the drawings; without names of articles above the columns, only their numbers."""

    width: float
    left: float
    label_width: float
    row: float
    label_above: float
    has_names: bool


Size = Literal["wide", "medium", "narrow"]
SIZES: tuple[Size, ...] = ("wide", "medium", "narrow")
_LAYOUTS: dict[Size, _Layout] = {
    "wide": _Layout(930.0, 372.0, 360.0, 22.0, 0.0, True),
    "medium": _Layout(620.0, 290.0, 278.0, 22.0, 0.0, True),
    "narrow": _Layout(324.0, 8.0, 318.0, 42.0, 19.0, False),
}


def draw_chart(
    events: Sequence[ChartEvent], articles: Sequence[ChartArticle], frame: Frame, ticks: TickWords, title: str, *,
    size: Size,
) -> Markup:
    """One of the drawings; its links lead where those of the table do."""
    layout = _LAYOUTS[size]
    undated = sum(article.published is None for article in articles)
    scale = TimeScale(frame, layout.left, layout.width - 10 - undated * _APART - (10 if undated else 0))
    columns = article_columns(articles, scale, layout.width)
    levels = _levels(articles, columns) if layout.has_names else [0] * len(articles)
    flags = 20.0 + 17.0 * max(levels, default=0)
    top = _AXIS_HEIGHT + flags
    height = top + layout.row * len(events) + 6
    axis = make_axis(scale, ticks)
    parts = [*_axis_marks(axis, scale, top, height), *_article_marks(articles, columns, levels, top, height, layout),
             *(_row(event, top + position * layout.row, columns, scale, layout)
               for position, event in enumerate(events))]
    return element("svg", element("title", title, id=f"rep-{size}") + Markup("").join(parts),
                   class_=f"d-tl d-tl--{size} d-chart", viewBox=f"0 0 {number(layout.width)} {number(height)}",
                   role="group", aria_labelledby=f"rep-{size}")


def article_columns(articles: Sequence[ChartArticle], scale: TimeScale, width: float) -> list[float]:
    """Where each article's column stands: at its day, or as near to it as keeps it apart from the others."""
    dated = [_middle(article.published, scale) for article in articles if article.published]
    columns: list[float] = []
    for x in dated:
        columns.append(max(x, columns[-1] + _APART) if columns else x)
    limit = scale.end - 6
    for position in range(len(columns) - 1, -1, -1):
        columns[position] = round(min(columns[position], limit), 1)
        limit = columns[position] - _APART
    rest = len(articles) - len(columns)
    return columns + [round(width - 10 - _APART * (rest - position - 1), 1) for position in range(rest)]


def _middle(shape: TimeShape, scale: TimeScale) -> float:
    first, last = shape.first, shape.last
    known = [day for day in (first, last) if day is not None]
    return (scale.at(min(known)) + scale.at(max(known) + 1)) / 2


# Axis and articles ----------------------------------------------------------------------------------


def _axis_marks(axis: Axis, scale: TimeScale, top: float, height: float) -> list[Markup]:
    parts = [element("path", class_="d-tick d-tick--wk", d=f"M{number(scale.at(tick.day))} {number(top)}V{number(height)}")
             for tick in axis.minor if tick.unit != "day"]
    parts += [element("path", class_="d-tick d-tick--mo", d=f"M{number(scale.at(tick.day))} 4V{number(_AXIS_HEIGHT)}")
              for tick in axis.major]
    parts += [element("text", tick.label, class_="d-month", x=scale.at(tick.day) + 4, y=15.0)
              for tick in axis.major if tick.label]
    parts += [element("text", text, class_="d-day", x=x, y=36.0, text_anchor="middle")
              for x, text in _tick_labels(axis, scale)]
    parts += [element("path", class_="d-tick", d=f"M{number(scale.at(tick.day))} {number(_AXIS_HEIGHT - 5)}v5")
              for tick in axis.minor]
    return [*parts, element("path", class_="d-tick d-tick--mo",
                            d=f"M{number(scale.start)} {number(_AXIS_HEIGHT)}H{number(scale.end)}")]


def _tick_labels(axis: Axis, scale: TimeScale) -> list[tuple[float, str]]:
    """The labels of the small ticks: of all days where there is room, else of as many as do not touch."""
    ends = [*(tick.day for tick in axis.minor[1:]), scale.frame.last + 1]
    widest = max((text_width(tick.label, _SIZE) for tick in axis.minor), default=0.0)
    all_fit = widest + 2 <= scale.day_length
    found, reached = [], 0.0
    for tick, end in zip(axis.minor, ends):
        width = text_width(tick.label, _SIZE)
        x = (scale.at(tick.day) + scale.at(end)) / 2 if all_fit else scale.at(tick.day) + 4 + width / 2
        is_wanted = all_fit or tick.unit != "day"
        if is_wanted and x - width / 2 >= reached and x + width / 2 <= scale.end + 4:
            found.append((x, tick.label))
            reached = x + width / 2 + 2
    return found


def _levels(articles: Sequence[ChartArticle], columns: Sequence[float]) -> list[int]:
    """How high each article's name stands above the rows: no line of one runs through the name of another.

    A name ends at its line, so it can only meet lines and names to its left; it stands above all of those.
    """
    found: list[int] = []
    for position, (article, x) in enumerate(zip(articles, columns)):
        start = x - text_width(_flag(article), _SIZE) - 14
        below = [found[earlier] for earlier in range(position) if columns[earlier] >= start]
        found.append(max(below) + 1 if below else 0)
    return found


def _flag(article: ChartArticle) -> str:
    return f"{shortened(article.label, _SIZE, 190.0)} {article.number}"


def _article_marks(
    articles: Sequence[ChartArticle], columns: Sequence[float], levels: Sequence[int], top: float, height: float,
    layout: _Layout,
) -> list[Markup]:
    parts = []
    for article, x, level in zip(articles, columns, levels):
        y = top - 6 - 17 * level
        parts.append(element("path", class_="d-col", d=f"M{number(x)} {number(y - 10 if layout.has_names else y + 3)}"
                                                       f"V{number(height)}"))
        text = _flag(article) if layout.has_names else str(article.number)
        parts.append(element("text", text, class_="d-flag", x=x - 5 if layout.has_names else x, y=y,
                             text_anchor="end" if layout.has_names else "middle"))
    return parts


# Rows -----------------------------------------------------------------------------------------------


def _row(event: ChartEvent, top: float, columns: Sequence[float], scale: TimeScale, layout: _Layout) -> Markup:
    y = top + layout.label_above + (layout.row - layout.label_above) / 2
    label_y = top + 15 if layout.label_above else y + 4.5
    label = element("text", shortened(event.label, _LABEL_SIZE, layout.label_width), class_="d-ev", x=0.0, y=label_y)
    parts = [element("a", label, href=event.href)]
    stops = [columns[position] for position, _ in event.reports]
    first, last = _bounds(event.happening, scale) if event.happening else (None, None)
    if stops:
        reach = [*stops, *([min(max(stops[0], first), last)] if first is not None and last is not None else [])]
        parts.append(element("path", class_="d-way", d=f"M{number(min(reach))} {number(y)}H{number(max(reach))}"))
    if event.happening and first is not None and last is not None:
        parts.append(_happening(event.happening, first, last, y, scale))
    parts += [glyph_at(status, columns[position], y) for position, status in event.reports]
    return Markup("").join(parts)


def _bounds(shape: TimeShape, scale: TimeScale) -> tuple[float, float]:
    """Where a happening begins and ends; what lies beyond the days drawn stands at their edge."""
    first = scale.start if shape.first is None else scale.at(shape.first)
    last = scale.end if shape.last is None else scale.at(shape.last + 1)
    if last - first >= 6:
        return first, last
    middle = min(max((first + last) / 2, scale.start + 3), scale.end - 3)
    return middle - 3, middle + 3


def _happening(shape: TimeShape, first: float, last: float, y: float, scale: TimeScale) -> Markup:
    kind = "within" if shape.kind in ("within", "set") else "lasted"
    parts = [element("rect", class_=f"d-hp d-hp--{kind}", x=first, y=y - 3.5, width=last - first, height=7.0, rx=3.5)]
    is_vague = shape.is_about or shape.is_uncertain
    for side, x, is_beyond in ((-1, first, _is_before(shape, scale)), (1, last, _is_behind(shape, scale))):
        if is_vague or is_beyond:
            parts += [element("circle", class_="d-m--dots", cx=x + side * distance, cy=y, r=radius)
                      for distance, radius in ((3.2, 1.6), (6.2, 1.1))]
    return Markup("").join(parts)


def _is_before(shape: TimeShape, scale: TimeScale) -> bool:
    return shape.first is None or shape.first < scale.frame.first


def _is_behind(shape: TimeShape, scale: TimeScale) -> bool:
    return shape.last is None or shape.last > scale.frame.last

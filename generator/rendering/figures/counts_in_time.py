"""How many of two kinds fall into each stretch of time: bars above a line for one, below it for the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.rendering.figures.svg import element, number, text_width

_HEIGHT, _BAR, _SIZE = 60.0, 40.0, 13.0


@dataclass(frozen=True, slots=True)
class Counted:
    """A stretch of time and what falls into it, above and below the line."""

    label: str
    above: int
    below: int


def draw_counts(stretches: Sequence[Counted], title: str, *, is_wide: bool) -> Markup:
    """One of the two drawings; every bar's number stands in the table beside it."""
    width = 930.0 if is_wide else 324.0
    step = width / max(1, len(stretches))
    most_above = max((item.above for item in stretches), default=0) or 1
    most_below = max((item.below for item in stretches), default=0) or 1
    middle, height = _HEIGHT, 2 * _HEIGHT + 22
    parts = [element("title", title, id=f"rep-o{'w' if is_wide else 'n'}-t")]
    for position, item in enumerate(stretches):
        x, bar = position * step + step * 0.15, max(step * 0.7, 1.0)
        up, down = _BAR * item.above / most_above, _BAR * item.below / most_below
        if item.above:
            parts.append(element("rect", class_="d-bar", x=x, y=middle - max(up, 1.5), width=bar, height=max(up, 1.5)))
        if item.below:
            parts.append(element("rect", class_="d-bar d-bar--src", x=x, y=middle + 1, width=bar,
                                 height=max(down, 1.5)))
    parts.append(element("path", class_="d-tick d-tick--mo", d=f"M0 {number(middle)}H{number(width)}"))
    parts += _labels(stretches, step, width, height)
    return element("svg", Markup("").join(parts), class_=f"d-tl d-tl--{'wide' if is_wide else 'narrow'}",
                   viewBox=f"0 0 {number(width)} {number(height)}", role="img",
                   aria_labelledby=f"rep-o{'w' if is_wide else 'n'}-t")


def _labels(stretches: Sequence[Counted], step: float, width: float, height: float) -> list[Markup]:
    """The names of the stretches, as many as do not touch."""
    parts, reached = [], 0.0
    for position, item in enumerate(stretches):
        x, length = position * step + step * 0.15, text_width(item.label, _SIZE)
        if x >= reached and x + length <= width:
            parts.append(element("text", item.label, x=x, y=height - 6))
            reached = x + length + 14
    return parts

"""A drawing in the making: its parts in order, and where its labels stand, so that none can run into another.

Knows nothing of what is drawn. Lengths are user units; a label's box is where its letters may come to stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from generator.rendering.context import LinkView
from generator.rendering.figures.svg import BOLD, element, text_width
from generator.rendering.markup import escape_html

Anchor = Literal["start", "middle", "end"]

#: Above and below the base line, in em: what letters with accents and tails take up.
ASCENT, DESCENT = 0.95, 0.3
#: Between the pieces of a label.
_SPACE = 8.0


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text: `x` and `y` are those of its base line at the anchor; `run` is the width of several pieces."""

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor = "start"
    is_bold: bool = False
    run: float = 0.0

    @property
    def width(self) -> float:
        """How wide it may become: of several pieces their own width, else that of its text."""
        return self.run or text_width(self.text, self.size) * (BOLD if self.is_bold else 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return left, self.y - ASCENT * self.size, left + self.width, self.y + DESCENT * self.size


@dataclass(slots=True)
class Sheet:
    """The parts of one drawing, lines below marks below labels, and the boxes of the labels."""

    width: float
    height: float = 0.0
    lines: list[Markup] = field(default_factory=list)
    marks: list[Markup] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def line(self, path: str, css: str) -> None:
        """A line along a path."""
        self.lines.append(element("path", d=path, class_=css))

    def mark(self, name: str, css: str, **attributes: object) -> None:
        """A shape above the lines."""
        self.marks.append(element(name, class_=css, **attributes))

    def text(self, label: Label, css: str, *, href: str = "", title: str = "") -> None:
        """A label; with an address it leads there, with a title it says more when pointed at."""
        self.texts([label], css, href=href, title=title)

    def run(self, label: Label, pieces: Sequence[tuple[str, str, LinkView | None]]) -> None:
        """A label of several pieces in a row, each with its class, and where it leads."""
        self.labels.append(label)
        spans = [_span(text, css, link, dx=_SPACE if index else None)
                 for index, (text, css, link) in enumerate(pieces)]
        self.marks.append(element("text", Markup("").join(spans), x=float(label.x), y=float(label.y)))

    def texts(self, labels: Sequence[Label], css: str, *, href: str = "", title: str = "") -> None:
        """The lines of one label, which lead to one place."""
        self.labels += labels
        words = Markup("").join(
            element("text", label.text, x=float(label.x), y=float(label.y), class_=css,
                    text_anchor=label.anchor if label.anchor != "start" else None) for label in labels)
        is_whole = title in ("", " ".join(label.text for label in labels))
        said = words if is_whole else element("title", title) + words
        self.marks.append(element("a", said, href=href) if href else words if is_whole else element("g", said))


def _span(text: str, css: str, link: LinkView | None, *, dx: float | None) -> Markup:
    if link is None or not link.href:
        return element("tspan", text, class_=css, dx=dx)
    # The span stands outside: HTML's validator refuses one inside a link.
    name = element("title", link.text) if link.text != text else Markup("")
    return element("tspan", element("a", name + escape_html(text), href=link.href), class_=css, dx=dx)


def run_width(pieces: Sequence[tuple[str, float]]) -> float:
    """How wide pieces of text and their sizes may become in a row."""
    return sum(text_width(text, size) for text, size in pieces) + _SPACE * (len(pieces) - 1)

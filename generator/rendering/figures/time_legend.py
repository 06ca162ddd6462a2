"""The legend of a timeline: a small drawing for every way in which a date is drawn, only for those that occur."""

from collections.abc import Callable
from typing import Literal, get_args

from markupsafe import Markup

from generator.rendering.figures.svg import element
from generator.rendering.figures.time_marks import Pen, draw_mark
from generator.rendering.figures.time_scale import Frame, TimeScale
from generator.rendering.figures.time_shapes import Stretch, TimeShape
from generator.rendering.figures.timeline import TimelineEvent, TimelineView

Sample = Literal["lasted", "fades", "runs_on", "within", "set", "about", "uncertain", "announced", "published", "broken"]
SAMPLES: tuple[Sample, ...] = get_args(Sample)

_WIDTH, _MIDDLE = 44.0, 8.0
_SIGNS = ("uncertain", "published", "broken")
_SCALE = TimeScale(Frame(0, 10), 0, _WIDTH)
_SHAPES: dict[Sample, TimeShape] = {
    "lasted": TimeShape((Stretch(0, 10, sure_first=0, sure_last=10),)),
    "fades": TimeShape((Stretch(0, 10, sure_first=4, sure_last=6),)),
    "runs_on": TimeShape((Stretch(0, None, after="open", sure_first=0),)),
    "within": TimeShape((Stretch(0, 10, is_within=True),)),
    "set": TimeShape((Stretch(1, 1), Stretch(9, 9))),
    "about": TimeShape((Stretch(5, 5),), is_about=True),
}


def samples_of(view: TimelineView) -> list[Sample]:
    """What occurs in a drawing, in the order of the legend."""
    shapes = [shape for _, shape in view.drawn]
    stretches = [stretch for shape in shapes for stretch in shape.stretches]
    lasting = [item for item in stretches if not item.is_within and not item.is_day]
    found: dict[Sample, bool] = {
        "lasted": any(_is_sharp(item) for item in lasting),
        "fades": any(_fades(item, view) for item in lasting),
        "runs_on": any(item.first is None or item.last is None or item.first < view.frame.first
                       or item.last > view.frame.last for item in stretches),
        "within": any(shape.kind == "within" for shape in shapes),
        "set": any(shape.kind == "set" for shape in shapes),
        "about": any(shape.is_about for shape in shapes),
        "uncertain": any(shape.is_uncertain for shape in shapes),
        "announced": any(_is_announced(event, view) for event, _ in view.drawn),
        "published": any(view.frame.touches(item.day, item.day) for item in view.publications),
        "broken": bool(view.before or view.after),
    }
    return [sample for sample in SAMPLES if found[sample]]


def _is_sharp(stretch: Stretch) -> bool:
    """Whether the known ends of what lasted are known days."""
    return stretch.sure_first == stretch.first and stretch.sure_last == stretch.last


def _fades(stretch: Stretch, view: TimelineView) -> bool:
    """Whether a first or last day that is not known lies where it can be seen."""
    unsure = ((stretch.first, stretch.sure_first), (stretch.sure_last, stretch.last))
    return any(first is not None and last is not None and first < last and view.frame.touches(first, last)
               for first, last in unsure)


def _is_announced(event: TimelineEvent, view: TimelineView) -> bool:
    return event.announced is not None and event.announced >= view.frame.first


_LINES: dict[Sample, Callable[[], Markup]] = {
    "uncertain": lambda: element("text", "?", class_="d-tq", x=4.0, y=13.0),
    "announced": lambda: Pen().line("d-tann", 2, 42, _MIDDLE, 4),
    "published": lambda: element("path", class_="d-pub", d="M8 13v-10m-3.5 4l3.5-4 3.5 4"),
    "broken": lambda: element("path", class_="d-tbreak", d="M7 1l4 4-6 5 4 4"),
}


def sample_drawing(sample: Sample) -> Markup:
    """A small drawing of its own."""
    drawn = _LINES[sample]() if sample in _LINES else draw_mark(_SHAPES[sample], "happened", _SCALE, _MIDDLE, Pen()).drawing
    is_sign = sample in _SIGNS
    return element("svg", element("g", drawn, class_="d-tm d-tm--happened"),
                   class_=f"d-tl d-g d-g--{'t1' if is_sign else 't'}",
                   viewBox=f"-1 0 {16 if is_sign else _WIDTH + 2:.0f} 16", aria_hidden="true")

"""The timeline's drawings: any dates give places inside the drawing, nothing that is written touches, and each
precision has a shape of its own."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.dates import parse_edtf
from generator.model.days import Day, day_from_number, day_number
from generator.rendering.figures.svg import text_width
from generator.rendering.figures.time_scale import Frame, TimeScale, make_axis
from generator.rendering.figures.time_shapes import choose_frame, quiet_stretches, shape_of
from generator.rendering.figures.timeline import LABELLED, Publication, TimelineEvent, TimelineView
from generator.rendering.figures.timeline_density import (
    DensityPart, DensityView, draw_density_narrow, draw_density_wide,
)
from generator.rendering.figures.timeline_narrow import draw_narrow
from generator.rendering.figures.timeline_wide import draw_wide
from tests.rendering.pages import Element, read_html

#: Every way to write a date, with the class of what must be drawn of it.
PRECISIONS = {
    "2021-03-04": "d-tback", "2021-03-04?": "d-tq", "2021-03-04~": "d-tdot", "2021-03-04%": "d-tq",
    "2021-03": "d-tcap", "2021-03~": "d-tdot", "2021": "d-tcap", "202X": "d-tcap", "20XX": "d-tcap", "2021-21": "d-tcap",
    "2021-03-XX": "d-tcap", "2021-XX": "d-tcap", "2021-03-1X": "d-tcap", "2021-03-04T10:00": "d-tback",
    "2021-03-03/2021-03-08": "d-tbar", "2021-03-03/..": "d-tdot", "../2021-03-08": "d-tdot", "2021-03-03/": "d-tdot",
    "/2021-03-08": "d-tdot", "2021-01/2021-03": "d-tmaybe", "2021-02~/2021-03": "d-tmaybe",
    "[2021-03-06,2021-03-07]": "d-tring", "[2021-03-01..2021-03-05]": "d-tcap", "[2021-03-01..]": "d-tdot",
    "[..2021-03-01]": "d-tdot", "[2021-03-01,2021-03-10..2021-03-12]": "d-tlink",
}
MARCH = (day_number(Day(2021, 3, 1)), day_number(Day(2021, 3, 31)))
STATUSES = ("happened", "said", "expected", "proposed", "under-way", "alleged", "denied", "called-off",
            "did-not-happen", "differ", "background")
_SIZES = {"d-ev": 14.0, "d-quiet__t": 14.0}


class _Words:
    """Words as short as any language has them."""

    def month(self, day: Day, *, with_year: bool) -> str:
        return f"March {day.year}" if with_year else "Mar"

    def year(self, day: Day) -> str:
        return str(day.year)

    def day(self, day: Day) -> str:
        return f"{day.day} Mar"

    def quiet(self, days: int, *, is_short: bool = False) -> str:
        return f"{days} days" + (" without a dated event" if not is_short else "")

    def more(self, number: int) -> str:
        return f"and {number} more in the list"

    def of(self, key: str) -> str:
        return f"The {key}, not to scale"


def view_of(dates: Sequence[str], *, title: str = "Ferries sail again", announced: int | None = None,
            period: tuple[int | None, int | None] = MARCH) -> TimelineView | None:
    """A view of events of these dates, in three lanes; None where nothing can be drawn."""
    shapes = [shape_of(parse_edtf(text)) if text else None for text in dates]
    frame = choose_frame([shape for shape in shapes if shape], period)
    if frame is None:
        return None
    events = tuple(TimelineEvent(
        f"e{index}", index + 1, title, text, title, "x.html", index % 3, STATUSES[index % len(STATUSES)], shape, announced)
        for index, (text, shape) in enumerate(zip(dates, shapes, strict=True)))
    articles = tuple(Publication(frame.first + index, "Avisa", "Avisa, 5 March", "a.html") for index in range(0, 9, 2))
    quiet = tuple(quiet_stretches([shape for shape in shapes if shape], frame))
    return TimelineView("T", frame, ("Talks", "Strikes and lockouts of all kinds", "Votes"), events, articles, quiet, _Words())


def _walk(element: Element, x: float = 0.0, y: float = 0.0) -> list[tuple[Element, float, float]]:
    """All elements with the place to which groups around them move them."""
    found = []
    for child in element.children:
        if isinstance(child, Element):
            moved = re.fullmatch(r"translate\((\S+) (\S+)\)", child.attributes.get("transform", ""))
            at = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
            found += [(child, *at), *_walk(child, *at)]
    return found


def text_boxes(svg: Element) -> list[tuple[float, float, float, float, str]]:
    """Where each text stands at most: left, top, right, bottom."""
    boxes = []
    for text, dx, dy in _walk(svg):
        if text.tag == "text":
            size = next((size for css, size in _SIZES.items() if css in text.classes), 13.0)
            width, x, y = text_width(text.text(), size), dx + float(text.attributes["x"]), dy + float(text.attributes["y"])
            left = x - width * {"middle": 0.5, "end": 1.0}.get(text.attributes.get("text-anchor", ""), 0.0)
            boxes.append((left, y - size * 0.75, left + width, y + size * 0.2, text.text()))
    return boxes


def assert_sound(drawing: str) -> Element:
    """Every number is finite and inside the drawing; no two texts touch."""
    root = read_html(drawing)
    svg = root.all("svg")[0]
    _, _, width, height = map(float, svg.attributes["viewbox"].split())
    assert math.isfinite(height) and 0 < height < 1e6
    for element, dx, dy in _walk(root):
        for name, value in element.attributes.items():
            if name in ("x", "y", "cx", "cy", "width", "height", "r"):
                number = float(value)
                assert math.isfinite(number) and (number >= 0 or name in ("x", "y", "cx", "cy")), (name, value)
                limit = height if name in ("y", "cy", "height") else width
                moved = number + {"x": dx, "cx": dx, "y": dy, "cy": dy}.get(name, 0)
                assert -1 <= moved <= limit + 1, (element.tag, element.classes, name, moved, limit)
    boxes = text_boxes(svg)
    for left, top, right, bottom, text in boxes:
        assert left >= -1 and right <= width + 1 and top >= -1 and bottom <= height + 1, (text, left, right, width)
    for index, first in enumerate(boxes):
        for other in boxes[index + 1:]:
            is_apart = first[2] <= other[0] or other[2] <= first[0] or first[3] <= other[1] or other[3] <= first[1]
            assert is_apart, (first, other)
    return svg


@pytest.mark.parametrize(("date", "css"), PRECISIONS.items())
def test_every_precision_is_drawn(date: str, css: str) -> None:
    view = view_of(["2021-03-01", date, "2021-03-31"])
    assert view is not None
    wide = assert_sound(draw_wide(view))
    link = next(item for item in wide.all("a") if item.attributes.get("data-e") == "e1")
    assert link.all(css=css)
    assert any(item.attributes.get("data-e") == "e1" for item in assert_sound(draw_narrow(view)).all("a"))


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("date", ["2021-03-04", "2021-03-04/2021-03-09", "[2021-03-04..2021-03-09]"])
def test_every_status_shows_in_every_shape(status: str, date: str) -> None:
    drawings = set()
    for other in (status, next(item for item in STATUSES if item != status)):
        view = view_of([date])
        assert view is not None
        event = replace(view.events[0], status=other)
        drawing = str(draw_wide(replace(view, events=(event,))))
        drawings.add(drawing.replace(f"d-tm--{other}", ""))
    # Shape tells them apart, without the class that gives the colour; dashes of plans are the style sheet's.
    assert len(drawings) == 2 or status in ("happened", "expected")


DAYS = st.integers(day_number(Day(1980, 1, 1)), day_number(Day(2040, 1, 1))).map(day_from_number)
NEAR = st.integers(day_number(Day(2021, 2, 1)), day_number(Day(2021, 5, 1))).map(day_from_number)


def _dates(days: st.SearchStrategy[Day]) -> st.SearchStrategy[str]:
    pairs = st.tuples(days, days).map(sorted)
    return st.one_of(
        days.map(lambda day: day.iso), days.map(lambda day: day.iso + "~"), days.map(lambda day: day.iso + "?"),
        days.map(lambda day: day.iso[:7]), days.map(lambda day: day.iso[:4]), days.map(lambda day: day.iso + "/.."),
        days.map(lambda day: day.iso + "/"), days.map(lambda day: "../" + day.iso), days.map(lambda day: "/" + day.iso),
        pairs.map(lambda pair: f"{pair[0].iso}/{pair[1].iso}"), pairs.map(lambda pair: f"[{pair[0].iso}..{pair[1].iso}]"),
        st.sampled_from(sorted(PRECISIONS)), st.sampled_from(["", "Y-170000002", "-0500", "9999-12-31", "0000"]))


@settings(max_examples=40, deadline=None)
@given(dates=st.lists(st.one_of(_dates(NEAR), _dates(NEAR), _dates(DAYS)), min_size=1, max_size=60),
       title=st.sampled_from(["Strike", "Ferry operator and union meet in Oslo", "word " * 60, "x" * 300]),
       announced=st.sampled_from([None, MARCH[0], MARCH[0] - 400]),
       period=st.sampled_from([MARCH, (None, None), (0, MARCH[1])]))
def test_nothing_touches_and_all_stands_inside(dates: list[str], title: str, announced: int | None,
                                               period: tuple[int | None, int | None]) -> None:
    view = view_of(dates, title=title, announced=announced, period=period)
    if view is None:
        return
    for drawing in (draw_wide(view), draw_narrow(view)):
        svg = assert_sound(drawing)
        linked = [item.attributes["data-e"] for item in svg.all("a") if "data-e" in item.attributes]
        assert len(linked) == len(set(linked))
        assert {event.id for event, _ in view.drawn} <= set(linked)


def test_all_events_stand_in_the_frame_or_beyond_it_or_without_a_day() -> None:
    view = view_of(["1994", "2021-03-02", "2021-03-30", "2035-01", ""])
    assert view is not None
    assert [event.number for event, _ in view.drawn] == [2, 3]
    assert [[event.number for event in events] for events in (view.before, view.after, view.undated)] == [[1], [4], [5]]


@pytest.mark.parametrize(("dates", "first", "last"), [
    (["2021-03-02", "2021-03-30", "1994"], "2021-03-01", "2021-03-31"),
    (["2021-02-27", "2021-03-30"], "2021-02-27", "2021-03-31"),
    (["1994-05-01", "1994-05-09"], "1994-05-01", "1994-05-09"),
    (["2021-03-10", "2021-03-12", "1994"], "2021-03-09", "2021-03-13"),
])
def test_the_frame_is_the_period_as_far_as_it_is_filled(dates: list[str], first: str, last: str) -> None:
    frame = choose_frame([shape_of(parse_edtf(text)) for text in dates], MARCH)
    assert frame is not None
    assert (day_from_number(frame.first).iso, day_from_number(frame.last).iso) == (first, last)


@pytest.mark.parametrize(("dates", "expected"), [
    (["2021-03-01", "2021-03-05"], [("2021-03-02", "2021-03-04")]),
    (["2021-03-01", "2021-03-04"], []),
    (["2021-03-01", "2021-03", "2021-03-20"], [("2021-03-02", "2021-03-19")]),
    (["2021-03-01/2021-03-20", "2021-03-22"], [("2021-03-02", "2021-03-19")]),
    (["2021-03-01", "[2021-03-05..2021-03-08]", "2021-03-12"], [("2021-03-02", "2021-03-04"), ("2021-03-09", "2021-03-11")]),
    (["2021-03-20"], []),
])
def test_quiet_stretches_lie_between_days_that_events_are_dated_to(dates: list[str], expected: list[object]) -> None:
    found = quiet_stretches([shape_of(parse_edtf(text)) for text in dates], Frame(*MARCH))
    assert [(day_from_number(first).iso, day_from_number(last).iso) for first, last in found] == expected


@pytest.mark.parametrize(("days", "unit"), [(7, "day"), (30, "day"), (150, "week"), (700, "month"), (9000, "year"), (10**6, "year")])
def test_ticks_suit_the_period(days: int, unit: str) -> None:
    axis = make_axis(TimeScale(Frame(700_000, 700_000 + days), 0, 860), _Words())
    assert axis.minor[-1].unit == unit or (unit == "day" and axis.minor[-1].unit == "week")
    assert 1 < len(axis.minor) < 60


def test_many_events_have_numbers_in_place_of_titles() -> None:
    view = view_of(["2021-03-04"] * (LABELLED + 1))
    assert view is not None
    for drawing in (draw_wide(view), draw_narrow(view)):
        links = [item for item in assert_sound(drawing).all("a") if "data-e" in item.attributes]
        numbers = [item.all("text")[0].text() for item in links]
        assert sorted(map(int, numbers)) == list(range(1, LABELLED + 2))
        assert all(item.all("title")[0].text().startswith(f"{shown}, ") for item, shown in zip(links, numbers))


def test_a_line_leads_from_the_announcement() -> None:
    view = view_of(["2021-03-20", "2021-03-25"], announced=MARCH[0] + 4)
    assert view is not None
    assert len(assert_sound(draw_wide(view)).all(css="d-tann")) == 2
    assert not assert_sound(draw_wide(replace(view, events=tuple(
        replace(event, announced=None) for event in view.events)))).all(css="d-tann")


@given(counts=st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=70),
       label=st.sampled_from(["Mar", "4 March 2021, part 12", "word " * 50]))
@settings(max_examples=40, deadline=None)
def test_the_overview_links_every_part_and_nothing_touches(counts: list[list[int]], label: str) -> None:
    parts = tuple(DensityPart(label, str(2000 + index // 12), f"{index}", f"{index}.html", tuple(found))
                  for index, found in enumerate(counts))
    view = DensityView("T", ("Talks", "Strikes", "x" * 90), parts, "All")
    for drawing in (draw_density_wide(view), draw_density_narrow(view)):
        svg = assert_sound(drawing)
        assert [link.attributes["href"] for link in svg.all("a")] == [part.href for part in parts]


def test_a_span_of_millions_of_years_has_few_ticks() -> None:
    view = view_of(["Y-170000002", "2021-03-04"], period=(None, None))
    assert view is not None
    assert len(assert_sound(draw_wide(view)).all(css="d-tick")) < 60

"""Who reported what, when: drawings in which nothing collides or leaves the frame, lists that say all of it."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.model.dates import day_number, parse_edtf
from generator.model.days import Day, day_from_number
from generator.model.delays import Delay
from generator.model.dossier import LinkedQuote, PublicDossier
from generator.model.records import Kind
from generator.model.tree import Tree
from generator.model.uris import REPORTING
from generator.pipeline import check
from generator.reading.folder_tree import load_tree
from generator.rendering.context import Context
from generator.rendering.figures.counts_in_time import Counted, draw_counts
from generator.rendering.figures.days import day_scale
from generator.rendering.figures.reporting import (
    NARROW_WIDTH, WIDTH, ReportMark, draw_axis, draw_strip, strips_scale,
)
from generator.rendering.figures.reporting_chart import (
    SIZES, ChartArticle, ChartEvent, Size, article_columns, draw_chart,
)
from generator.rendering.figures.svg import text_width
from generator.rendering.figures.time_scale import Frame, TimeScale
from generator.rendering.figures.time_shapes import TimeShape, shape_of
from generator.rendering.views import reporting_page
from generator.rendering.views.delays import delay_text
from generator.rendering.views.event import render_event
from generator.rendering.views.index import render_index
from generator.rendering.views.reporting_figures import overview_view
from generator.rendering.views.reporting_page import render_reporting
from generator.rendering.views.time_words import TimeWords
from tests.benchmarks.synthetic import make_dossier
from tests.rendering.pages import GOLDEN, Element, context_with, golden_context, page_html, read_html
from tests.support.hostile import HOSTILE, Wording, usable
from tests.support.rewriting import rewritten

# Drawings -------------------------------------------------------------------------------------------

Box = tuple[float, float, float, float]


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


def path_points(path: str) -> Iterator[tuple[float, float]]:
    """The points a path of straight strokes goes through."""
    x = y = 0.0
    for command, rest in re.findall(r"([MmLlHhVvz])([^MmLlHhVvz]*)", path):
        values = numbers(rest)
        if command in "Hh":
            x = values[-1] + (x if command == "h" else 0)
        elif command in "Vv":
            y = values[-1] + (y if command == "v" else 0)
        else:
            for dx, dy in zip(values[::2], values[1::2]):
                x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
                yield x, y
        yield x, y


def box_of(element: Element) -> Box | None:
    """The room an element of a drawing takes; None where it takes none of its own."""
    values = {name: float(value) for name, value in element.attributes.items() if re.fullmatch(r"-?[\d.]+", value)}
    match element.tag:
        case "rect":
            return (values["x"], values["y"], values["x"] + values["width"], values["y"] + values["height"])
        case "circle":
            x, y, radius = values["cx"], values["cy"], values["r"]
            return (x - radius, y - radius, x + radius, y + radius)
        case "path":
            points = list(path_points(element.attributes["d"]))
            return (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points),
                    max(y for _, y in points))
        case "text":
            return text_box(element)
        case "g":
            x, y = numbers(element.attributes["transform"])[:2]
            return (x - 1.5, y - 1.5, x + 13.5, y + 13.5)
    return None


def text_box(element: Element) -> Box:
    size = 14.0 if "d-ev" in element.classes else 13.0
    x, y, width = float(element.attributes["x"]), float(element.attributes["y"]), text_width(element.text(), size)
    start = x - {"middle": width / 2, "end": width}.get(element.attributes.get("text-anchor", ""), 0.0)
    return (start, y - size * 0.8, start + width, y + size * 0.25)


def assert_well_drawn(markup: str) -> None:
    """Everything stands inside the frame, and no label on another."""
    drawing = read_html(markup).all("svg")[0]
    width, height = numbers(drawing.attributes["viewbox"])[2:]
    in_glyphs = {id(inner) for glyph in drawing.all("g") for inner in glyph.walk()}
    for element in drawing.walk():
        box = None if id(element) in in_glyphs else box_of(element)
        if box:
            assert box[0] >= -0.1 and box[1] >= -0.1 and box[2] <= width + 0.1 and box[3] <= height + 0.1, (
                element.tag, element.attributes, box)
    boxes = [text_box(element) for element in drawing.all("text")]
    for position, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[position + 1:]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top, (
                [item.text() for item in drawing.all("text")], boxes[position], other)


FIRST = 737_000


@st.composite
def dates(draw: st.DrawFn) -> TimeShape:
    """A day, span, interval or open date, near or centuries away, sure or not."""
    start = FIRST + draw(st.one_of(st.integers(0, 40), st.integers(-300_000, 300_000)))
    end = start + draw(st.one_of(st.integers(0, 20), st.integers(0, 20_000)))
    one, two = day_from_number(start).iso, day_from_number(end).iso
    mark = draw(st.sampled_from(["", "~", "?"]))
    forms = [f"{one}{mark}", f"[{one}..{two}]", f"{one}/{two}", f"{one}/..", f"../{two}", f"[..{two}]", f"{one[:7]}",
             f"{one[:4]}", f"[{one},{day_from_number(end + 1).iso}]"]
    return shape_of(parse_edtf(draw(st.sampled_from(forms))))


STATUSES = st.sampled_from(["happened", "said", "expected", "background", "under-way", "differ"])
MARKS = st.builds(ReportMark, STATUSES, st.none() | dates(), st.none() | dates())
LABELS = st.sampled_from(["9 Oct", "27 September 2020", "MMMM " * 30, "a", "W" * 300, "", "😀 ø"])


@given(st.none() | dates(), st.lists(MARKS, max_size=4), LABELS)
def test_strips_stay_inside(happening: TimeShape | None, marks: list[ReportMark], label: str) -> None:
    scale = strips_scale(happening, marks)
    if scale is None:
        assert happening is None and all(mark.published is mark.written is None for mark in marks)
        return
    for mark in marks:
        assert_well_drawn(draw_strip(happening, mark, scale))
    shapes = [shape for shape in (happening, *(mark.published for mark in marks)) if shape]
    for width in (WIDTH, NARROW_WIDTH):
        assert_well_drawn(draw_axis([(shape, f"{label}{number}") for number, shape in enumerate(shapes)], scale,
                                    width=width))


@given(st.lists(dates(), min_size=1, max_size=6))
def test_a_scale_keeps_the_order_of_days(shapes: list[TimeShape]) -> None:
    scale = day_scale(shapes, 0.0, 400.0)
    assert scale is not None
    days = [day for day, _ in scale.knots]
    places = [scale.at(day) for day in days]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0.0, 400.0)


def test_a_stretch_that_dwarfs_all_others_is_squeezed_and_marked() -> None:
    near, far = shape_of(parse_edtf("2020-10-09")), shape_of(parse_edtf("1994-05-12"))
    scale = day_scale([far, near, shape_of(parse_edtf("2020-10-26"))], 0.0, 400.0)
    assert scale is not None and len(scale.breaks) == 1
    assert scale.middle(near) - scale.middle(far) < 100
    unbroken = day_scale([near, shape_of(parse_edtf("2020-10-26"))], 0.0, 400.0)
    assert unbroken is not None and unbroken.breaks == ()


class _Ticks:
    """Months and years in their longest words."""

    def month(self, day: Day, *, with_year: bool) -> str:
        """The month."""
        return f"September {day.year}" if with_year else "Sept"

    def year(self, day: Day) -> str:
        """The year."""
        return str(day.year)


@st.composite
def charts(draw: st.DrawFn) -> tuple[list[ChartEvent], list[ChartArticle], Frame]:
    """As many events and articles as are drawn, dated anyhow."""
    published = [draw(dates()) for _ in range(draw(st.integers(0, 9)))]
    published = [shape for shape in published if shape.first is not None or shape.last is not None]
    published.sort(key=lambda shape: (shape.first if shape.first is not None else shape.last, str(shape)))
    undated = draw(st.integers(0, 3))
    articles = [ChartArticle(number, draw(LABELS), shape)
                for number, shape in enumerate([*published, *[None] * undated], 1)]
    indexes = st.lists(st.tuples(st.integers(0, max(0, len(articles) - 1)), STATUSES), max_size=4)
    events = [ChartEvent(draw(LABELS), "x.html", draw(st.none() | dates()), tuple(draw(indexes)) if articles else ())
              for _ in range(draw(st.integers(0, 5)))]
    start = FIRST + draw(st.integers(-1000, 1000))
    return events, articles, Frame(start, start + draw(st.sampled_from([0, 1, 20, 40, 400, 4000, 400_000])))


@settings(deadline=None)
@given(charts(), st.sampled_from(SIZES))
def test_the_drawing_of_lines_stays_inside_and_its_labels_apart(
    chart: tuple[list[ChartEvent], list[ChartArticle], Frame], size: Size
) -> None:
    events, articles, frame = chart
    assert_well_drawn(draw_chart(events, articles, frame, _Ticks(), "Lines", size=size))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_columns_keep_apart_and_in_order(days: list[int]) -> None:
    articles = [ChartArticle(number, "", shape_of(parse_edtf(day_from_number(FIRST + day).iso)))
                for number, day in enumerate(sorted(days), 1)]
    columns = article_columns(articles, TimeScale(Frame(FIRST, FIRST + 30), 8.0, 314.0), 324.0)
    assert all(right - left >= 16.9 for left, right in zip(columns, columns[1:]))


@given(st.lists(st.tuples(LABELS, st.integers(0, 9999), st.integers(0, 9999)), max_size=60), st.booleans())
def test_the_drawing_of_numbers_stays_inside(rows: list[tuple[str, int, int]], is_wide: bool) -> None:
    assert_well_drawn(draw_counts([Counted(*row) for row in rows], "Numbers", is_wide=is_wide))


# Pages ----------------------------------------------------------------------------------------------


@cache
def golden() -> Context:
    return golden_context()


def event_page(event_id: str, context: Context) -> Element:
    return page_html(render_event(context.record(event_id), context))


def rows_of(page: Element) -> list[Element]:
    return page.all("li", "d-rep__row")


@pytest.mark.parametrize("event_id", golden().dossier.events)
def test_every_article_of_an_event_has_its_row_and_its_quote(event_id: str) -> None:
    context, page = golden(), event_page(event_id, golden())
    facts = context.dossier.events[event_id]
    assert [report.source_id for report in facts.reporting] == sorted(
        facts.relays.source_ids, key=context.dossier.publication_order.index)
    quotes = {item.attributes["id"] for item in page.all("article", "d-quote")}
    for row, report in zip(rows_of(page), facts.reporting, strict=True):
        hrefs = [link.attributes["href"] for link in row.all("a")]
        assert hrefs == [f"../sources/{report.source_id}.html", f"#{report.passage.id}"]
        assert report.passage.id in quotes
        assert all(context.title(relay) in row.text() for relay in report.relay_ids)
        assert [status.classes[1] for status in row.all("span", "d-status")] == (
            [f"d-status--{report.status.replace('_', '-')}"] if report.status else [])


def test_independence_is_never_claimed() -> None:
    words = golden().words("relays.independence")
    for event_id, facts in golden().dossier.events.items():
        text = "".join(item.text() for item in event_page(event_id, golden()).all("div", "d-rep"))
        assert (words in text) == (len(facts.reporting) > 1), event_id


def test_articles_that_relay_one_outlet_are_pointed_out() -> None:
    shared = golden().dossier.shared_relays
    assert list(shared) == ["ntb"] and len(shared["ntb"]) == 4
    lead = page_html(render_reporting(golden())[0]).all("aside", "d-ed")[0].text()
    assert all(golden().source_label(source_id) in lead for source_id in shared["ntb"])
    several = {event_id for event_id, facts in golden().dossier.events.items()
               if sum("ntb" in report.relay_ids for report in facts.reporting) > 1}
    assert several
    for event_id in golden().dossier.event_order:
        remarks = "".join(item.text() for item in event_page(event_id, golden()).all("p", "d-rep__end"))
        assert (golden().title("ntb") in remarks) == (event_id in several), event_id


def test_one_article_gets_no_heading_of_its_own() -> None:
    for event_id, facts in golden().dossier.events.items():
        headings = [block.text for block in render_event(golden().record(event_id), golden()).blocks
                    if hasattr(block, "text")]
        assert (golden().words("reporting.event_title") in headings) == (len(facts.reporting) > 1), event_id


def test_an_article_without_a_date_says_so_and_is_not_drawn_on_any_day() -> None:
    context = context_with({"content/sources/avisa-2021-03-05.yml": ("published: 2021-03-05T06:10+01:00\n", "")})
    report = next(item for item in context.dossier.events["oslo-talks"].reporting
                  if item.source_id == "avisa-2021-03-05")
    assert report.published is None and report.delay is None
    row = rows_of(event_page("oslo-talks", context))[-1]
    assert context.words("reporting.undated") in row.text()
    assert context.words("reporting.delay_unknown") in row.text()
    assert row.all("path", "d-pub") == []
    assert context.dossier.publication_order[-1] == "avisa-2021-03-05"
    assert page_html(render_reporting(context)[0]).all("svg", "d-chart")


def test_what_was_planned_is_led_to_by_a_dashed_line() -> None:
    page = event_page("members-vote", golden())
    assert page.all("path", "d-way--plan")
    assert event_page("sailing-again", golden()).all("path", "d-way--plan") == []


def test_an_event_without_a_date_has_no_strips() -> None:
    undated = [event_id for event_id, facts in golden().dossier.events.items()
               if golden().record(event_id).record.date is None and facts.reporting]
    assert undated
    for event_id in undated:
        page = event_page(event_id, golden())
        assert rows_of(page) and page.all("svg", "d-strip") == []


def test_withheld_words_do_not_come_back() -> None:
    context = context_with({}, is_public=True)
    assert "havnebladet-2021-03-12" in context.dossier.publication_order
    withheld = {quote.passage for quote in quotes_of(context) if quote.words is None}
    words = {quote.words for quote in quotes_of(golden()) if quote.passage in withheld and quote.words}
    pages = [page_html(render_reporting(context)[0]),
             *(event_page(event_id, context) for event_id in context.dossier.event_order)]
    assert words and pages[0].all("a", "d-status")
    assert [found for page in pages for found in words if found in page.text()] == []


def quotes_of(context: Context) -> Iterator[LinkedQuote]:
    """Every quote of the dossier."""
    for statements in context.dossier.statements.values():
        for statement in statements:
            yield from statement.quotes


def cells(page: Element) -> dict[str, list[str]]:
    """The addresses in each row of the table or list, by event."""
    rows = [*page.all("tr"), *page.all("li", "d-tlist__i")]
    return {row.attributes["id"][2:]: [link.attributes["href"] for link in row.all("a", "d-status")]
            for row in rows if "id" in row.attributes}


@pytest.mark.parametrize("most_columns", [0, reporting_page.MOST_COLUMNS])
def test_every_cell_leads_to_a_quote_on_the_events_page(most_columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting_page, "MOST_COLUMNS", most_columns)
    context = golden()
    (page,) = render_reporting(context)
    assert bool(page_html(page).all("table")) == (most_columns > 0)
    assert cells(page_html(page)) == {
        event_id: [f"events/{event_id}.html#{report.passage.id}" for report in context.dossier.events[event_id].reporting]
        for event_id in context.dossier.event_order if context.dossier.events[event_id].reporting}


def test_many_events_come_in_parts_with_numbers_instead_of_lines() -> None:
    context = context_of_records(450)
    pages = [page_html(page) for page in render_reporting(context)]
    assert len(pages) > 1 and not any(page.all("svg", "d-chart") for page in pages)
    found = [event_id for page in pages for event_id in cells(page)]
    assert found == [event_id for event_id in context.dossier.event_order
                     if context.dossier.events[event_id].reporting]
    numbers_of = [[int(re.sub(r"\D", "", cell.text(lambda item: item.tag == "span"))) for cell in row.all("td")]
                  for row in pages[0].all("table", "d-rep__over")[0].all("tr") if row.all("td")]
    assert sum(row[0] for row in numbers_of) == len(found)
    assert sum(row[1] for row in numbers_of) == len(context.dossier.sources)
    anchors = {item.attributes["id"] for page in pages for item in page.walk() if "id" in item.attributes}
    hrefs = [link.attributes["href"] for link in pages[0].all("table", "d-rep__over")[0].all("a")]
    assert hrefs and all(href.partition("#")[2] in anchors for href in hrefs)


def context_of_records(count: int) -> Context:
    checked = check(make_dossier(count))
    assert checked.dossier is not None
    return Context(PublicDossier(checked.dossier), checked.words)


def test_an_event_known_by_its_end_alone_stands_under_that_in_the_numbers() -> None:
    context = context_with({"content/events/oslo-talks.yml": ("date: 2021-03-04", "date: ../2021-03-04")})
    rows = {row.link.text: row for row in overview_view({"oslo-talks": REPORTING}, REPORTING, context).rows}
    march = context.date(parse_edtf("2021-03"), short=True)
    assert {name for name, row in rows.items() if row.events != "0"} == {march}


@pytest.mark.parametrize("size", SIZES)
def test_years_of_five_digits_have_names(size: Size) -> None:
    words = TimeWords(golden())
    day = Day(12_000, 3, 1)
    assert "12" in words.month(day, with_year=True) and words.month(day, with_year=False) == words.year(day)
    frame = Frame(day_number(day), day_number(day) + 20)
    assert draw_chart([], [ChartArticle(1, "Avisa", None)], frame, words, "x", size=size)


def test_hostile_texts_are_texts() -> None:
    files = dict(load_tree(GOLDEN, Diagnostics()).items()) | dict(
        rewritten(Wording(tuple(map(usable, HOSTILE)), is_number_first=True).replace))
    checked = check(Tree.of(files))
    assert checked.dossier is not None
    context = Context(PublicDossier(checked.dossier), checked.words)
    for page in (*render_reporting(context), *(render_event(record, context)
                                               for record in context.dossier.content.of_kind(Kind.EVENT))):
        html = page_html(page)
        assert not html.all("script") and not html.all("img") and not html.all("b", "x")
        for drawing in html.all("svg", "d-chart"):
            assert {item.tag for item in drawing.walk()} <= {"title", "path", "text", "rect", "circle", "g", "a"}


def test_the_index_of_sources_leads_here() -> None:
    links = [link.attributes["href"] for page in render_index(Kind.SOURCE, golden()) for link in page_html(page).all("a")]
    assert "../reporting.html" in links
    assert "../reporting.html" in [link.attributes["href"] for link in event_page("agreement", golden()).all("a")]


# Words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("delay", "expected"), [
    (None, "How long after is not known"),
    (Delay(0, 0), "Published the same day"),
    (Delay(0, 0, "start"), "Published the day it began"),
    (Delay(1, 1), "Published the day after"),
    (Delay(-1, -1, "start"), "Published the day before it began"),
    (Delay(2, 2), "Published 2 days after"),
    (Delay(-9, -9), "Published 9 days before"),
    (Delay(2, 8), "Published 2 to 8 days after"),
    (Delay(-8, -2), "Published 2 to 8 days before"),
    (Delay(0, 11), "Published at most 11 days after"),
    (Delay(-3, 0), "Published at most 3 days before"),
    (Delay(-21, 9), "Published between 21 days before and 9 days after"),
    (Delay(1, 1, "end"), "Published the day after it ended"),
    (Delay(5, 5, "course"), "Published while it lasted"),
    (Delay(2, 2, is_about=True), "Published about 2 days after"),
    (Delay(1, 1, is_uncertain=True), "Published the day after (date uncertain)"),
    (Delay(1, None), "Published at least 1 day after"),
    (Delay(None, 5), "Published at most 5 days after"),
    (Delay(None, 0), "How long after is not known"),
    (Delay(9414, 9778), "Published 25 to 26 years after"),
    (Delay(120, 125), "Published 3 to 4 months after"),
])
def test_delays_in_words(delay: Delay | None, expected: str) -> None:
    assert delay_text(delay, golden()) == expected

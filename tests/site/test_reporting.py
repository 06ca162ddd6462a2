"""Who reported what, when, as a reader meets it: by keyboard, without scripts, on a phone, on paper."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.golden import golden_build
from tests.support.reader import Reader

PAGE = "reporting.html"
EVENTS = ["events/agreement.html", "events/oslo-talks.html", "events/members-vote.html"]
#: Where the table becomes a list, and the narrow drawings stand in for the wide ones.
PHONE, TABLET, WIDE = ViewportSize(width=360, height=740), ViewportSize(width=768, height=1000), ViewportSize(
    width=1440, height=900)


def overflow(page: Page) -> list[str]:
    """What of ours reaches beyond the window; words for ears alone are one pixel wide."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll('.d-rep, .d-rep *, .d-matrix *, .d-chart, .d-rep__arts *')]
        .filter(item => item.getBoundingClientRect().width > 1 && item.getBoundingClientRect().right > innerWidth + 0.5).map(item => item.outerHTML.slice(0, 80))""")
    return found


@pytest.mark.parametrize("uri", [PAGE, *EVENTS])
def test_nothing_is_wider_than_a_phone(uri: str, reader: Reader) -> None:
    for width in (320, 360):
        reader.page.set_viewport_size({"width": width, "height": 740})
        page = reader.open(uri)
        assert overflow(page) == []
    assert not reader.errors and not reader.foreign


def test_one_drawing_is_shown_and_it_fits_the_screen(reader: Reader) -> None:
    for size, shown in ((PHONE, "narrow"), (TABLET, "medium"), (WIDE, "wide")):
        reader.page.set_viewport_size(size)
        page = reader.open(PAGE)
        for drawing in page.locator(".d-chart").all():
            assert drawing.is_visible() == (f"d-tl--{shown}" in str(drawing.get_attribute("class")).split())


def test_labels_of_the_drawings_do_not_touch_in_a_real_font(reader: Reader) -> None:
    for size, uri in ((PHONE, PAGE), (TABLET, PAGE), (WIDE, PAGE), (PHONE, EVENTS[0]), (WIDE, EVENTS[0])):
        reader.page.set_viewport_size(size)
        page = reader.open(uri)
        touching = page.evaluate("""() => [...document.querySelectorAll('.d-chart, .d-axis')].flatMap(drawing => {
            const texts = [...drawing.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
              .filter(([, box]) => box.width);
            return texts.flatMap(([one, a], index) => texts.slice(index + 1)
              .filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom)
              .map(([other]) => one + ' / ' + other)); })""")
        assert touching == []


def test_a_cell_leads_to_the_quote_by_keyboard(reader: Reader) -> None:
    page = reader.open(PAGE)
    link = page.locator(".d-matrix a.d-status").first
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*.html#q-*")
    expect(page.locator(":target")).to_be_visible()
    assert "d-quote" in str(page.locator(":target").get_attribute("class"))


def test_tab_reaches_every_event_and_cell_of_the_table_in_order(reader: Reader) -> None:
    page = reader.open(PAGE)
    wanted = page.locator(".d-matrix a").evaluate_all("links => links.map(link => link.href)")
    page.locator(".d-scroll:has(.d-matrix)").focus()
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.href"))
    assert reached == wanted


def test_the_drawing_leads_to_the_events(reader: Reader) -> None:
    page = reader.open(PAGE)
    link = page.locator(".d-chart.d-tl--wide a").first
    expected = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{expected}")


def test_a_row_leads_to_the_article_and_to_the_quote(reader: Reader) -> None:
    page = reader.open(EVENTS[0])
    row = page.locator(".d-rep__row").first
    row.locator("a.d-cite").click()
    expect(page.locator(":target.d-quote")).to_be_visible()
    row.locator("b a").click()
    page.wait_for_url("**/sources/*.html")


@pytest.mark.parametrize("uri", [PAGE, *EVENTS])
def test_all_stands_there_without_scripts(uri: str, scriptless: Reader) -> None:
    page = scriptless.open(uri)
    links = page.locator(".d-matrix a.d-status, .d-rep__row b a")
    assert links.count() > 0
    expect(links.first).to_be_visible()
    drawings = page.locator(".d-chart, .d-strip")
    assert drawings.count() > 0


def test_strips_stand_below_their_axis_at_every_width(reader: Reader) -> None:
    for width in (360, 719, 768, 1000, 1440):
        reader.page.set_viewport_size({"width": width, "height": 900})
        page = reader.open(EVENTS[0])
        axis = page.locator(".d-rep__axis svg:visible").bounding_box()
        assert axis
        for strip in page.locator(".d-rep__strip svg").all():
            box = strip.bounding_box()
            assert box and abs(box["x"] - axis["x"]) < 1.5 and abs(box["width"] - axis["width"]) < 2.5, width


def test_a_phone_reads_the_table_as_a_list_with_the_articles_named(reader: Reader) -> None:
    reader.page.set_viewport_size(PHONE)
    page = reader.open(PAGE)
    row = page.locator(".d-matrix tbody tr").first
    assert row.locator("td:visible").count() == row.locator("td a").count()
    box = row.locator(".d-rep__by").first.bounding_box()
    assert box and box["width"] > 40


def test_it_prints_with_the_drawing_that_fits_the_paper(reader: Reader) -> None:
    page = reader.open(PAGE)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 643, "height": 970})
    expect(page.locator(".d-chart.d-tl--medium")).to_be_visible()
    expect(page.locator(".d-chart.d-tl--wide")).to_be_hidden()
    assert overflow(page) == []


def test_hostile_texts_break_no_layout(browser: Browser, served_hostile: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        reader = Reader(context.new_page(), served_hostile).listen()
        assert overflow(reader.open(PAGE)) == []
        for uri in EVENTS:
            assert overflow(reader.open(uri)) == []
        assert not reader.errors


def test_the_page_is_written_with_the_site() -> None:
    assert any(file.uri == "reporting.md" for file in golden_build().files)

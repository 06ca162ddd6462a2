"""Drawings of who stands with whom and the table of actors and events, as a reader meets them in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import Reader

PAGES = ("relations.html", "actors/union-of-seamen.html", "events/oslo-talks.html")
#: Whether any two labels of the drawings that are shown overlap, by their boxes on the screen, and which.
_COLLIDING = """() => [...document.querySelectorAll('svg.d-rel')].flatMap(svg => {
  const shown = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([words, box]) => words.trim() && box.width > 0);
  return shown.flatMap(([words, a], index) => shown.slice(index + 1)
    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5)
    .map(([other]) => `${words} / ${other}`));
})"""
_OVERFLOWING = """() => [...document.querySelectorAll('svg.d-rel')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => text.getBoundingClientRect().right > frame.right + 1)
    .map(text => text.textContent);
})"""
#: What of ours reaches beyond the screen.
_BEYOND = """() => [...document.querySelectorAll(
    '.d-relfig, .d-relfig figcaption *, .d-met, .d-met *, .d-rel-key, .d-rel-scroll')]
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1).map(element => element.className)"""


def shown_kind(page: Page) -> str:
    """Which of the two drawings is shown."""
    wide, narrow = page.locator("svg.d-rel.d-tl--wide").first, page.locator("svg.d-rel.d-tl--narrow").first
    assert wide.is_visible() != narrow.is_visible()
    return "wide" if wide.is_visible() else "narrow"


@pytest.mark.parametrize("uri", PAGES)
def test_pages_fit_and_make_no_noise_at_every_width(reader: Reader, uri: str) -> None:
    for width in (360, 768, 1440):
        reader.page.set_viewport_size({"width": width, "height": 900})
        page = reader.open(uri)
        assert not page.evaluate(_BEYOND), width
        assert not page.evaluate(_COLLIDING) and not page.evaluate(_OVERFLOWING), width
        if uri != "relations.html":
            assert shown_kind(page) == ("wide" if width > 959 else "narrow")
    assert not reader.errors and not reader.foreign


def test_every_mark_of_a_drawing_is_reached_by_keyboard_and_leads_on(reader: Reader) -> None:
    page = reader.open("events/oslo-talks.html")
    links = page.locator("svg.d-rel.d-tl--wide a")
    hrefs = [link.get_attribute("href") for link in links.all()]
    links.first.focus()
    visited = []
    for _ in hrefs:
        visited.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    assert visited == hrefs
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("oslo-talks.html"))
    expect(page.locator("h1")).to_be_visible()


def test_the_table_scrolls_by_keyboard_and_keeps_its_actors_in_sight(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 768, "height": 900})
    page = reader.open("relations.html")
    region = page.get_by_role("region").filter(has=page.locator("table.d-rel-t"))
    # The table of so small a dossier fits: the screen is made narrower than it is.
    region.evaluate("element => { element.style.width = '300px' }")
    region.focus()
    head = page.locator("table.d-rel-t tbody th").first
    before = head.bounding_box()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert region.evaluate("element => element.scrollLeft") > 0
    after = head.bounding_box()
    assert before and after and abs(before["x"] - after["x"]) < 1


def test_a_screen_reader_gets_the_roles_in_words(reader: Reader) -> None:
    page = reader.open("relations.html")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Ministry of Transport"))
    expect(row.get_by_role("cell").filter(has_text="Not present").first).to_be_attached()


def test_on_a_phone_a_row_reads_as_the_actors_events(scriptless: Reader) -> None:
    scriptless.page.set_viewport_size({"width": 360, "height": 900})
    page = scriptless.open("relations.html")
    row = page.locator("table.d-rel-t tbody tr").filter(has=page.locator("th a[href='actors/union-of-seamen.html']"))
    link = row.locator("a[href='events/oslo-talks.html']")
    expect(link).to_be_visible()
    expect(row.locator(".d-rel-t__r").first).to_be_visible()
    link.click()
    assert scriptless.place == "events/oslo-talks.html"


@pytest.fixture
def dark(browser: Browser, base: str) -> Iterator[Reader]:
    """A reader in the dark scheme with forced colours, over HTTP and from disk."""
    with browser.new_context(color_scheme="dark", forced_colors="active") as context:
        yield Reader(context.new_page(), base).listen()


def test_marks_are_told_apart_without_colours(dark: Reader) -> None:
    page = dark.open("actors/union-of-seamen.html")
    style = "element => ['fill', 'stroke', 'strokeDasharray'].map(name => getComputedStyle(element)[name]).join()"
    kinds = {kind: page.locator(f"svg.d-rel.d-tl--wide .d-bead--{kind}").first for kind in ("named", "said", "absent")}
    looks = {kind: mark.evaluate(style) for kind, mark in kinds.items() if mark.count()}
    assert len(looks) > 1 and len(set(looks.values())) == len(looks)


@pytest.mark.parametrize("uri", ["relations.html", "actors/union-of-seamen.html"])
def test_hostile_names_stay_words(page: Page, served_hostile: str, uri: str) -> None:
    reader = Reader(page, served_hostile).listen()
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        reader.open(uri)
        assert not page.evaluate(_BEYOND)
        assert not page.evaluate(_COLLIDING) and not page.evaluate(_OVERFLOWING)
    assert not reader.errors and not reader.foreign

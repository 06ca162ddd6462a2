"""The map as readers meet it: on wide and narrow screens, by keyboard, without scripts, printed, with hostile names."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.reader import Reader

#: The boxes of all visible texts of a drawing that stand apart: an element's lines belong together.
_TEXTS = """svg => [...svg.querySelectorAll('text')].filter(text => text.getBoundingClientRect().width).map(text => {
  const box = text.getBoundingClientRect();
  return [box.left, box.top + 3, box.right, box.bottom - 3, text.textContent];
})"""
_SIZES = """svg => [...svg.querySelectorAll('text, tspan')].map(text =>
  parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""


def visible_drawings(page: Page) -> list[Any]:
    """The drawings of the map that this screen shows."""
    return [svg for svg in page.locator(".d-map__svg").all() if svg.is_visible()]


@pytest.mark.parametrize("width", [320, 360, 768, 960, 1440])
def test_names_are_large_enough_and_stand_apart_at_every_width(http_reader: Reader, width: int) -> None:
    http_reader.page.set_viewport_size({"width": width, "height": 900})
    http_reader.open("map.html")
    drawings = visible_drawings(http_reader.page)
    assert drawings
    for svg in drawings:
        assert min(svg.evaluate(_SIZES)) >= (11 if width == 320 else 12)
        for (left, top, right, bottom, name), other in combinations(svg.evaluate(_TEXTS), 2):
            assert not (left < other[2] and other[0] < right and top < other[3] and other[1] < bottom), (name, other[4])
    assert http_reader.page.evaluate("document.querySelector('.d-map').scrollWidth <= innerWidth")


def test_the_map_is_walked_by_keyboard_and_each_mark_leads_to_its_place(reader: Reader) -> None:
    reader.open("map.html")
    page = reader.page
    page.locator(".d-map a:visible").first.focus()
    names = []
    for _ in range(page.locator(".d-map a:visible").count()):
        names.append(page.evaluate("document.activeElement.querySelector('title').textContent"))
        page.keyboard.press("Tab")
    assert sorted(name.partition(":")[0] for name in names) == ["Bergen", "Nordleia", "Oslo", "Tromsø"]
    page.locator(".d-map a:visible", has_text="Oslo").first.click()
    assert page.url.endswith("places/oslo.html") and page.locator("h1").inner_text() == "Oslo"


def test_a_place_leads_back_to_the_map(reader: Reader) -> None:
    reader.open("places/oslo.html")
    reader.page.locator(".d-map--locator figcaption a").click()
    assert reader.page.url.endswith("map.html")


def test_without_scripts_the_map_is_the_same(scriptless: Reader) -> None:
    scriptless.open("map.html")
    assert scriptless.page.locator(".d-map a:visible").count() == 4
    assert scriptless.page.locator(".d-table--map tbody tr").count() == 4


def test_hostile_names_stay_in_their_drawings(page: Page, served_hostile: str) -> None:
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{served_hostile}map.html")
        for svg in visible_drawings(page):
            frame = svg.bounding_box()
            for left, _, right, _, _ in svg.evaluate(_TEXTS):
                assert frame["x"] - 1 <= left and right <= frame["x"] + frame["width"] + 1


def test_printed_the_wide_drawing_stands_alone(page: Page, golden_site: Path) -> None:
    page.emulate_media(media="print")
    page.goto((golden_site / "map.html").as_uri())
    assert page.locator(".d-map__set--wide").is_visible() and not page.locator(".d-map__set--narrow").is_visible()

"""The site by keyboard: from the top of a page to its end, seeing where one is, in the order of reading."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.support.reader import Reader

WALKED = ["index.html", "events/oslo-talks.html", "sources/avisa-2021-03-05.html", "timeline.html",
          "actors/index.html"]
#: More stops than any of these pages has.
MANY = 600
#: Boxes of one line may differ by so many pixels.
LINE = 30

#: Where the focus is: its place among all elements, a name, its box on the page, and whether it can be seen.
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  (window.walked ||= []).push(one);
  // A radio button of no size stands beside its label.
  const seen = one.getBoundingClientRect().width > 1 ? one : one.nextElementSibling || one;
  const boxes = [...seen.getClientRects()], box = boxes[0] || seen.getBoundingClientRect();
  const isSeen = box => {
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 8));
    return hit && (seen.contains(hit) || hit.contains(seen));
  };
  return {number: [...document.body.querySelectorAll('*')].indexOf(one), drawing: one.closest('svg') ? 1 : 0,
          name: `${one.tagName} ${(one.getAttribute('aria-label') || one.textContent || '').trim().slice(0, 50)}`,
          left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY,
          is_seen: boxes.length > 0 && box.width > 0 && box.height > 0 && boxes.some(isSeen)};
}"""

#: What the n-th element that had the focus looks like now, with what may show the focus in its place.
_LOOK = """n => [walked[n], walked[n].parentElement, walked[n].labels?.[0], walked[n].nextElementSibling]
  .filter(Boolean).flatMap(element => [null, '::before', '::after'].map(part => {
    const style = getComputedStyle(element, part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor,
            style.borderColor, style.fill, style.stroke, style.strokeWidth, style.textDecoration].join(' ');
  })).join()"""


@dataclass(frozen=True)
class Stop:
    """An element that had the focus. `look` is how it looked with it, `left_look` without it."""

    number: int
    name: str
    left: float
    right: float
    top: float
    bottom: float
    drawing: int
    is_seen: bool
    look: str
    left_look: str


def walk(page: Page) -> list[Stop]:
    """Every stop from the top of the page until the focus leaves it."""
    stops: list[dict] = []
    for count in range(MANY):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUSED)
        if stops:
            stops[-1]["left_look"] = page.evaluate(_LOOK, count - 1)
        if found is None or stops and found["number"] == stops[0]["number"]:
            return [Stop(**stop) for stop in stops]
        stops.append({**found, "look": page.evaluate(_LOOK, count)})
    raise AssertionError(f"the focus never leaves the page; last {[stop['name'] for stop in stops[-4:]]}")


def out_of_order(first: Stop, second: Stop) -> bool:
    """Whether the second stands before the first for who looks: above it in one column, or left of it in one line."""
    if first.drawing and second.drawing:
        return False
    shares_column = first.left < second.right and second.left < first.right
    shares_line = abs(first.top - second.top) < LINE / 4
    return shares_column and second.bottom < first.top + 1 or shares_line and second.right <= first.left


@pytest.mark.parametrize("uri", WALKED)
def test_a_page_is_walked_by_keyboard(http_reader: Reader, uri: str) -> None:
    http_reader.page.emulate_media(reduced_motion="reduce")
    stops = walk(http_reader.open(uri))
    assert len(stops) > 12
    assert [stop.name for stop in stops if not stop.is_seen] == []
    assert [stop.name for stop in stops if stop.look == stop.left_look] == []
    assert [(one.name, other.name) for one, other in zip(stops, stops[1:]) if one.number == other.number] == []
    assert [(one.name, other.name) for one, other in zip(stops, stops[1:]) if out_of_order(one, other)] == []
    assert (http_reader.foreign, http_reader.errors) == ([], [])


@pytest.mark.parametrize("uri", WALKED)
def test_the_first_stop_leads_past_the_sections(reader: Reader, uri: str) -> None:
    page = reader.open(uri)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("() => !document.activeElement.closest('header')")


def test_focus_that_cannot_be_seen_is_noticed(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    page.evaluate("html => document.querySelector('h1').insertAdjacentHTML('afterend', html)",
                  '<p><a href="#" id="x">x</a></p>')
    page.evaluate("() => { const style = document.getElementById('x').style;"
                  " for (const name of ['outline', 'text-decoration', 'background'])"
                  " style.setProperty(name, 'none', 'important'); style.color = 'red'; style.transition = 'none' }")
    [stop] = [stop for stop in walk(page) if stop.name == "A x"]
    assert stop.look == stop.left_look

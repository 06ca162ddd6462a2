"""Previews of citations as readers meet them: by pointer, keyboard and touch, on small screens, without storage.

WCAG 1.4.13 is walked: what is shown can be pointed at, stays, and goes away when it is told to.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.adapters.cli import run
from tests.site.test_axe import axe, found_in
from tests.site.test_reading import lit_marks, marks_of, span_of
from tests.support.golden import make_project
from tests.support.reader import Reader, serving

__all__ = ["axe"]

EVENT, ACTOR, SOURCE = "events/oslo-talks.html", "actors/nordferje.html", "sources/avisa-2021-03-05.html"
PREVIEW = "#d-glance"
#: Longer than any delay of the script: what has not happened by then does not happen.
LONG = 900


def preview(page: Page) -> Locator:
    return page.locator(PREVIEW)


def numbers(page: Page) -> Locator:
    """The citation numbers of the page's running text."""
    return page.locator(".d-prose a.d-cite, .d-tlist a.d-cite")


def point_at(page: Page, element: Locator) -> None:
    element.scroll_into_view_if_needed()
    element.hover()


def point_at_line(page: Page, element: Locator) -> None:
    """Point at the largest of the lines a link stands in, in the middle of the window: between two there is nothing."""
    place = element.evaluate("""element => {
        element.scrollIntoView({block: "center"});
        const area = box => box.width * box.height;
        const box = [...element.getClientRects()].sort((a, b) => area(b) - area(a))[0];
        return [box.x + box.width / 2, box.y + box.height / 2];
    }""")
    page.mouse.move(*place)


def move_to(page: Page, element: Locator) -> None:
    """Move the pointer as a hand does: over everything that lies between."""
    box = element.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=12)


def focus(page: Page, number: Locator) -> None:
    """Reach a number with Tab."""
    number.evaluate("""number => {
      const all = [...document.querySelectorAll('a[href], button, input, summary')].filter(one => one.offsetParent);
      all[all.indexOf(number) - 1].focus();
    }""")
    page.keyboard.press("Tab")
    expect(number).to_be_focused()


@pytest.fixture
def touching(browser: Browser, served: str) -> Iterator[Reader]:
    """A reader with a small screen and a finger."""
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as context:
        yield Reader(context.new_page(), served).listen()


# Pointer ----------------------------------------------------------------------------------------------


def assert_shows_the_second_quote(page: Page) -> None:
    number = numbers(page).nth(1)
    href = number.get_attribute("href") or ""
    quote = page.locator(f"article[id='{href[1:]}']")
    for part in (".d-words", ".d-trans", ".d-attr"):
        expect(preview(page).locator(part).first).to_have_text(quote.locator(part).first.text_content() or "")
    assert preview(page).locator(".d-words").get_attribute("lang") == "nb"
    links = preview(page).get_by_role("link").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == [quote.locator(".d-attr a").get_attribute("href"), href]


def test_pointing_at_a_number_shows_its_quote_as_it_stands_below(reader: Reader) -> None:
    page = reader.open(EVENT)
    point_at(page, numbers(page).nth(1))
    expect(preview(page)).to_be_visible()
    assert_shows_the_second_quote(page)
    assert page.evaluate("() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);"
                         " return ids.length - new Set(ids).size }") == 0
    assert (reader.foreign, reader.errors) == ([], [])


def test_it_needs_no_storage(storageless: Reader) -> None:
    page = storageless.open(EVENT)
    point_at(page, numbers(page).nth(1))
    expect(preview(page)).to_be_visible()
    assert_shows_the_second_quote(page)


def test_a_preview_can_be_pointed_at_and_goes_when_the_pointer_leaves(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    point_at(page, numbers(page).nth(1))
    expect(preview(page)).to_be_visible()
    move_to(page, preview(page).locator(".d-trans__t"))
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_be_visible()
    page.mouse.move(5, 5, steps=12)
    expect(preview(page)).to_have_count(0)


def test_passing_over_a_number_shows_nothing(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    point_at(page, numbers(page).nth(1))
    page.mouse.move(5, 5)
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_have_count(0)


def test_escape_takes_it_away_until_the_pointer_comes_back(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    number = numbers(page).nth(1)
    point_at(page, number)
    expect(preview(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    move_to(page, number)
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_have_count(0)
    page.mouse.move(5, 5)
    point_at(page, number)
    expect(preview(page)).to_be_visible()


def test_a_click_goes_to_the_quote_and_its_preview_goes(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    number = numbers(page).nth(1)
    point_at(page, number)
    expect(preview(page)).to_be_visible()
    number.click()
    assert http_reader.place == f"{EVENT}{number.get_attribute('href')}"
    expect(preview(page)).to_have_count(0)
    expect(page.locator(":target")).to_be_focused()


def test_only_one_stands_open(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    for index in (0, 1):
        point_at(page, numbers(page).nth(index))
        expect(numbers(page).nth(index)).to_have_attribute("aria-expanded", "true")
    expect(preview(page)).to_have_count(1)
    expect(numbers(page).nth(0)).to_have_attribute("aria-expanded", "false")


def test_axe_finds_nothing_in_a_preview(http_reader: Reader, axe: str) -> None:
    page = http_reader.open(EVENT)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.mouse.move(5, 5)
        point_at(page, numbers(page).nth(1))
        expect(preview(page)).to_be_visible()
        assert found_in(page, axe) == []
        page.keyboard.press("Escape")


# Keyboard ---------------------------------------------------------------------------------------------


def test_the_keyboard_opens_walks_through_and_leaves(reader: Reader) -> None:
    page = reader.open(EVENT)
    number, following = numbers(page).nth(0), numbers(page).nth(1)
    focus(page, number)
    expect(preview(page)).to_be_visible()
    expect(number).to_have_attribute("aria-expanded", "true")
    expect(number).to_have_attribute("aria-controls", "d-glance")
    expect(number).to_be_focused()
    for link in (0, 1):
        page.keyboard.press("Tab")
        expect(preview(page).get_by_role("link").nth(link)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(number).to_be_focused()
    expect(preview(page)).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(preview(page).locator(":focus")).to_have_count(0)
    assert following.evaluate("number => !!(document.activeElement.compareDocumentPosition(number) & 6)"
                              " || document.activeElement === number")
    assert number.get_attribute("aria-expanded") == "false"
    assert reader.errors == []


def test_escape_leaves_the_focus_on_the_number(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    number = numbers(page).nth(1)
    focus(page, number)
    expect(preview(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    expect(number).to_be_focused()
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_have_count(0)


def test_the_pointer_does_not_take_away_what_the_keyboard_opened(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    focus(page, numbers(page).nth(1))
    expect(preview(page)).to_be_visible()
    page.mouse.move(400, 400)
    page.mouse.move(5, 5)
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_be_visible()


def test_enter_goes_where_the_number_leads(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    number = numbers(page).nth(1)
    focus(page, number)
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_focused()
    assert http_reader.place == f"{EVENT}{number.get_attribute('href')}"


# Touch ------------------------------------------------------------------------------------------------


def test_the_first_tap_shows_and_the_second_goes(touching: Reader) -> None:
    page = touching.open(EVENT)
    number = numbers(page).nth(1)
    number.tap()
    expect(preview(page)).to_be_visible()
    assert touching.place == EVENT
    number.tap()
    assert touching.place == f"{EVENT}{number.get_attribute('href')}"
    expect(preview(page)).to_have_count(0)


def test_a_tap_closes_it(touching: Reader) -> None:
    page = touching.open(EVENT)
    numbers(page).nth(1).tap()
    preview(page).get_by_role("button").tap()
    expect(preview(page)).to_have_count(0)
    numbers(page).nth(0).tap()
    expect(preview(page)).to_be_visible()
    page.touchscreen.tap(3, 400)  # Beside the text, where nothing stands.
    expect(preview(page)).to_have_count(0)
    assert touching.place == EVENT


def test_a_link_in_it_leads_to_the_lit_words(touching: Reader) -> None:
    page = touching.open(EVENT)
    number = numbers(page).nth(1)
    number.tap()
    preview(page).get_by_role("link").first.tap()
    page.wait_for_url(re.compile(re.escape(SOURCE)))
    assert lit_marks(page) == marks_of(page, span_of(touching.place)) != []


# Small windows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("uri", "width", "height"), [
    (EVENT, 320, 568), (EVENT, 320, 256), (ACTOR, 320, 568), (EVENT, 768, 300), (EVENT, 1440, 900)])
def test_it_stays_in_the_window(http_reader: Reader, uri: str, width: int, height: int) -> None:
    page = http_reader.open(uri)
    page.set_viewport_size({"width": width, "height": height})
    outside = []
    for number in numbers(page).all()[:6]:
        page.mouse.move(1, 1)
        point_at(page, number)
        expect(number).to_have_attribute("aria-expanded", "true")
        box = preview(page).bounding_box()
        assert box
        if box["x"] < 0 or box["x"] + box["width"] > width or box["y"] < 0 or box["y"] + box["height"] > height:
            outside.append((number.inner_text(), box))
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert outside == []


# Pages whose quotes stand elsewhere -------------------------------------------------------------------


def test_lists_of_other_pages_sentences_bring_their_quotes_along(reader: Reader) -> None:
    page = reader.open(ACTOR)
    number = page.locator(".d-tlist a.d-cite").first
    href = number.get_attribute("href") or ""
    assert href.startswith("../sources/")
    point_at(page, number)
    expect(preview(page).locator("q, .d-withheld").first).to_be_visible()
    assert preview(page).get_by_role("link").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))") == [href]
    assert (reader.foreign, reader.errors) == ([], [])


def test_a_number_right_above_its_words_shows_nothing(http_reader: Reader) -> None:
    page = http_reader.open(ACTOR)
    number = page.locator("li:has([data-shown]) > .d-sayings__s a.d-cite").first
    point_at(page, number)
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_have_count(0)


def test_a_number_in_an_article_shows_its_note_where_that_is_out_of_sight(http_reader: Reader) -> None:
    page = http_reader.open(SOURCE)
    folded = page.locator(".d-notes .d-note").first
    number = page.locator(f".d-ref[href='#{folded.get_attribute('id')}']")
    point_at_line(page, number)
    expect(preview(page).locator(".d-note__s, .d-note__m").first).to_be_visible()
    assert preview(page).get_by_role("link").first.get_attribute("href") == \
        folded.locator(".d-note__m a").first.get_attribute("href")
    page.mouse.move(5, 5)
    expect(preview(page)).to_have_count(0)
    beside = page.locator(".d-margin > .d-note:not(:has(details))").first
    point_at_line(page, page.locator(f".d-ref[href='#{beside.get_attribute('id')}']"))
    page.wait_for_timeout(LONG)
    expect(preview(page)).to_have_count(0)


# Arriving at a passage --------------------------------------------------------------------------------


def test_reading_goes_on_from_the_passage_in_the_address(reader: Reader) -> None:
    page = reader.open(SOURCE)
    anchor = page.locator(".d-anchor").nth(3).get_attribute("id") or ""
    reader.open("index.html")
    page = reader.open(f"{SOURCE}#{anchor}")
    focused = page.locator(f"mark[data-q~='{span_of(anchor)}']").first
    expect(focused).to_be_focused()
    expect(focused).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("anchor => !!(document.getElementById(anchor)"
                         ".compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)", anchor)
    assert reader.errors == []


def test_a_folded_note_opens_when_its_passage_or_itself_is_named(http_reader: Reader) -> None:
    page = http_reader.open(SOURCE)
    note = page.locator(".d-notes .d-note").first
    number, span = note.get_attribute("id"), note.get_attribute("data-q")
    expect(note).to_be_hidden()
    for fragment in (f"q-avisa-2021-03-05-{span}", number):
        http_reader.open("index.html")
        http_reader.open(f"{SOURCE}#{fragment}")
        expect(note).to_be_visible()


def test_tab_follows_the_eye_through_text_and_notes(http_reader: Reader) -> None:
    page = http_reader.open(SOURCE)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        order = page.locator(".d-para a, .d-para summary").evaluate_all("""(found) => found
          .filter(one => one.checkVisibility())
          .map(one => [one.closest('p[lang]') ? 'text' : 'note', one.getBoundingClientRect().top + scrollY])""")
        assert {kind for kind, _ in order} == {"text", "note"}
        for kind in ("text", "note"):
            tops = [top for each, top in order if each == kind]
            assert all(later >= earlier - 12 for earlier, later in zip(tops, tops[1:]))


def test_no_note_begins_below_the_paragraph_that_follows_its_own(http_reader: Reader) -> None:
    page = http_reader.open("sources/kystposten-2021-03-09.html")
    misplaced = page.locator(".d-para").evaluate_all("""(all) => all.filter((one, index) => {
      const notes = one.querySelector('.d-margin'), next = all[index + 1];
      if (!notes) return false;
      const text = one.querySelector('p[lang]').getBoundingClientRect(), top = notes.getBoundingClientRect().top;
      const below = next ? next.querySelector('p[lang]').getBoundingClientRect().top : Infinity;
      return notes.getBoundingClientRect().left < text.right || top < text.top - 1 || top > below + 6;
    }).length""")
    assert misplaced == 0


def test_on_paper_nothing_is_folded_and_no_preview_stands(http_reader: Reader) -> None:
    page = http_reader.open(SOURCE)
    folds = page.locator(".d-article details")
    assert folds.count() > 0
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".d-article details:not([open])").count() == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator(".d-article details[open]").count() == 0
    http_reader.open(EVENT)
    point_at(page, numbers(page).nth(1))
    expect(preview(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(preview(page)).to_be_hidden()


# Withheld words ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["excerpts", "none"])
def restricted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The level of a ceiling over all sources, and the address of the golden site under it."""
    project: Path = make_project(tmp_path_factory.mktemp(request.param) / "project")
    settings = project / "content/dossier.yml"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("publish_text:")]
    settings.write_text("\n".join([*kept, f"publish_text: {request.param}", ""]), encoding="utf-8")
    assert run(["build", "--project", str(project)]) == 0
    with serving(project / "site") as address:
        yield request.param, address


def test_withheld_words_keep_their_previews_and_anchors(page: Page, restricted: tuple[str, str]) -> None:
    level, address = restricted
    reader = Reader(page, address).listen()
    page.set_viewport_size({"width": 1440, "height": 900})
    reader.open(EVENT)
    point_at(page, numbers(page).nth(1))
    expect(preview(page).locator("q" if level == "excerpts" else ".d-withheld")).to_be_visible()
    assert preview(page).locator("q, .d-trans").count() == (2 if level == "excerpts" else 0)
    preview(page).get_by_role("link").first.click()
    page.wait_for_url(re.compile(re.escape(SOURCE)))
    assert lit_marks(page) == marks_of(page, span_of(reader.place)) != []
    assert page.locator(".d-article p[lang]").evaluate_all("all => all.filter(one => !one.textContent.trim()).length") == 0
    assert (reader.foreign, reader.errors) == ([], [])


# Without scripts --------------------------------------------------------------------------------------


def test_without_scripts_a_number_is_a_link_and_nothing_more(scriptless: Reader) -> None:
    page = scriptless.open(EVENT)
    assert numbers(page).first.get_attribute("aria-expanded") is None
    numbers(page).first.click()
    expect(page.locator(":target .d-words")).to_be_in_viewport()

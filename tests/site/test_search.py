"""The field of the search as a reader meets it, over HTTP and from disk; without scripts or storage, by rule."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.model.records import Kind
from tests.site.test_axe import axe, found_in
from tests.support.golden import golden_build
from tests.support.reader import BLOCKED_STORAGE, Reader

__all__ = ["axe"]

NARROW = {"width": 320, "height": 640}
TALKS = "Ferry operator and union meet in Oslo"


def field_of(page: Page) -> Locator:
    """The field of the masthead."""
    return page.get_by_role("combobox", name="Search")


def options(page: Page) -> Locator:
    """What the list below the field shows."""
    return page.get_by_role("option")


def asked(reader: Reader, query: str, uri: str = "index.html") -> Page:
    """A page on which a question was typed, with its results."""
    page = reader.open(uri)
    field_of(page).press_sequentially(query)
    expect(options(page).first).to_be_visible()
    return page


def results(reader: Reader, query: str) -> Page:
    """The page of results for a query, once it says how many there are."""
    page = reader.open(f"search.html#q={quote(query)}")
    expect(page.locator(".d-query__n")).not_to_be_empty()
    return page


def assert_clean(reader: Reader) -> None:
    """Nothing went wrong, and nothing was asked of another host."""
    assert (reader.foreign, reader.errors) == ([], [])


def chosen(page: Page) -> str:
    """The option that the field names as the active one, which is also the one shown as such."""
    active = field_of(page).get_attribute("aria-activedescendant") or ""
    shown = page.locator("[role=option][aria-selected=true]").evaluate_all("all => all.map(one => one.id)")
    assert shown == ([active] if active else [])
    return active


# The field --------------------------------------------------------------------------------------------


def test_nothing_is_loaded_before_the_search_is_opened(reader: Reader) -> None:
    page = reader.open("index.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in reader.requests if "/search/" in url or "engine" in url] == []
    field_of(page).focus()
    page.wait_for_function("() => window.dossierEngine")
    assert_clean(reader)


def test_results_come_as_one_types_and_lead_to_their_page(reader: Reader) -> None:
    page = asked(reader, "operator union meet")
    expect(options(page).first).to_contain_text(TALKS)
    expect(options(page).first).to_contain_text("Event")
    expect(options(page).first.locator(".d-status svg")).to_have_count(1)
    field_of(page).press("ArrowDown")
    field_of(page).press("Enter")
    page.wait_for_url("**/events/oslo-talks.html*")
    assert_clean(reader)


def _spellings() -> list[tuple[str, str]]:
    public = golden_build().public
    assert public is not None
    return sorted({(name.value, f"actors/{actor.id}.html") for actor in public.dossier.content.of_kind(Kind.ACTOR)
                   for name in actor.record.names if name.kind == "as_printed"})


SEARCHES = [
    (TALKS, "events/oslo-talks.html"),
    ("nattfergen vikarer", "sources/avisa-2021-03-05.html"),
    ("tålmodigheten", "sources/fjordradio-undated.html"),
    *_spellings(),
]

_FOUND = """async query => {
  const engine = await dossierSearchField.open(), found = await engine.find(query, false);
  return Promise.all(found.numbers.map(async number => (await engine.show(found, number)).href));
}"""


def test_events_articles_and_every_spelling_are_found(reader: Reader) -> None:
    page = reader.open("index.html")
    missing = [(words, uri) for words, uri in SEARCHES
               if not any(uri in href for href in page.evaluate(_FOUND, words))]
    assert missing == []
    assert_clean(reader)


def test_the_list_is_walked_by_arrows_and_left_by_escape(http_reader: Reader) -> None:
    page = asked(http_reader, "ferry")
    field, count = field_of(page), options(page).count()
    assert count > 2 and chosen(page) == ""
    expect(field).to_have_attribute("aria-expanded", "true")
    assert page.locator(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    steps = []
    for key in ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "Home"]:
        field.press(key)
        steps.append(chosen(page))
    last = f"d-search-{count - 1}"
    assert steps == ["d-search-0", "d-search-1", "d-search-0", "", last, "", "d-search-0", ""]
    assert field.evaluate("field => field.selectionStart") == 0
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("ferry")
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    # Below the list are the links to all results and to how to search.
    for name in ("All ", "How to search"):
        field.page.keyboard.press("Tab")
        expect(page.locator(".d-search__foot :focus")).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(options(page)).to_have_count(0)
    field.press("Tab")
    expect(field).not_to_be_focused()
    assert_clean(http_reader)


def test_enter_leads_to_all_results_and_a_click_to_one(reader: Reader) -> None:
    page = asked(reader, "ferry strike")
    field_of(page).press("Enter")
    page.wait_for_url("**/search.html#q=ferry%20strike")
    expect(page.locator(".d-hit").first).to_be_visible()
    page = asked(reader, "operator union meet")
    options(page).first.click()
    page.wait_for_url("**/events/oslo-talks.html*")
    assert_clean(reader)


def test_how_many_were_found_is_said_once_one_stops_typing(http_reader: Reader) -> None:
    page = asked(http_reader, "ferry")
    status = page.locator(".d-search [role=status]")
    expect(status).to_have_text("")
    expect(status).to_contain_text("results")
    field_of(page).fill("zzqqxx")
    expect(page.locator(".d-search__say")).to_be_visible()
    expect(status).to_contain_text("Nothing was found")
    # The words for eyes are not said a second time.
    expect(page.locator(".d-search__say")).to_have_attribute("aria-hidden", "true")


def test_the_list_says_what_was_tried_and_when_things_happened(http_reader: Reader) -> None:
    page = asked(http_reader, "ferry zzqqxx ")
    expect(options(page).first).to_contain_text("Company")
    expect(options(page).nth(1)).to_contain_text("3–8 March 2021")
    loose = "No page holds all of these words; these hold some of them"
    expect(page.locator(".d-search__say")).to_have_text(loose)
    expect(page.locator(".d-search [role=status]")).to_have_text(f"13 results. {loose}")
    field_of(page).fill("operator union meet ")
    expect(options(page).nth(1).locator(".d-hit__rest")).to_have_text("Only some of the words")
    expect(page.locator(".d-search [role=status]")).to_contain_text("1 result. Holding only some of the words")
    field_of(page).fill("ferry from:mars ")
    expect(page.locator(".d-search__say")).to_contain_text("“from:mars” was not understood")


def test_below_the_list_links_lead_to_all_results_and_to_how_to_search(reader: Reader) -> None:
    page = asked(reader, "ferry strike")
    page.get_by_role("link", name=re.compile("^All .* results$")).click()
    page.wait_for_url("**/search.html#q=ferry%20strike")
    page = asked(reader, "zzqqxx ferry")
    page.get_by_role("link", name="How to search").click()
    page.wait_for_url("**/search.html#d-ways")
    expect(page.locator(".d-ways dl")).to_be_in_viewport()
    assert_clean(reader)


def test_an_option_chosen_by_arrows_is_seen_in_forced_colours(http_reader: Reader) -> None:
    http_reader.page.emulate_media(forced_colors="active")
    page = asked(http_reader, "ferry")
    field_of(page).press("ArrowDown")
    expect(options(page).first).to_have_css("outline-style", "solid")
    expect(options(page).nth(1)).to_have_css("outline-style", "none")


def test_a_pasted_question_is_answered(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    field_of(page).focus()
    page.keyboard.insert_text("operator union meet")
    expect(options(page).first).to_contain_text(TALKS)


def test_what_is_composed_is_not_searched_and_enter_ends_the_composing_alone(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    field = field_of(page)
    field.fill("ferry")
    expect(options(page).first).to_be_visible()
    field.evaluate("field => field.dispatchEvent(new KeyboardEvent('keydown', "
                   "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))")
    assert http_reader.place == "index.html"
    field.evaluate("field => { field.value = 'zzqqxx'; field.dispatchEvent(new InputEvent('input', "
                   "{isComposing: true, bubbles: true})) }")
    expect(options(page).first).to_be_visible()
    field.evaluate("field => field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))")
    expect(options(page)).to_have_count(0)


def hold_back(page: Page) -> None:
    """From now on the answer to `strike` waits until `late()` is called."""
    page.evaluate("""() => {
      const find = dossierEngine.find;
      dossierEngine.find = async (query, isOpen) => {
        const found = await find(query, isOpen);
        if (query === 'strike') { await new Promise(resolve => { window.late = resolve }) }
        return found;
      };
    }""")


def test_an_older_answer_never_takes_the_place_of_a_newer_one(http_reader: Reader) -> None:
    page = asked(http_reader, "ferry")
    hold_back(page)
    field_of(page).fill("strike")
    page.wait_for_function("() => window.late")
    field_of(page).fill("operator union meet")
    expect(options(page).first).to_contain_text(TALKS)
    before = page.locator("#d-search-list").inner_text()
    page.evaluate("async () => { late(); await new Promise(resolve => setTimeout(resolve, 100)) }")
    assert page.locator("#d-search-list").inner_text() == before
    field_of(page).fill("strike")
    field_of(page).press("Escape")
    page.evaluate("async () => { late(); await new Promise(resolve => setTimeout(resolve, 100)) }")
    expect(options(page)).to_have_count(0)


def test_a_piece_that_cannot_be_loaded_is_told_and_asked_for_anew(page: Page, served: str) -> None:
    reader = Reader(page, served).listen()
    reader.open("index.html")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/search/t/*.js", refuse)
    field_of(page).press_sequentially("ferry")
    expect(page.locator(".d-search__say")).to_contain_text("could not be read")
    page.unroute("**/search/t/*.js", refuse)
    field_of(page).press_sequentially(" ")
    expect(options(page).first).to_be_visible()


# Keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Control+k", "Meta+k", "/"])
def test_a_key_opens_the_search_and_escape_leads_back(reader: Reader, key: str) -> None:
    page = reader.open("events/oslo-talks.html")
    page.locator(".d-cite").nth(1).focus()
    page.evaluate("() => scrollTo(0, 300)")
    page.keyboard.press(key)
    expect(field_of(page)).to_be_focused()
    expect(field_of(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(".d-cite").nth(1)).to_be_focused()
    assert page.evaluate("() => scrollY") == 300
    assert_clean(reader)


def test_the_single_key_can_be_switched_off_and_stays_off(reader: Reader) -> None:
    page = reader.open("search.html")
    page.get_by_role("checkbox").uncheck()
    page = reader.open("index.html")
    page.keyboard.press("/")
    expect(field_of(page)).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(field_of(page)).to_be_focused()
    page = reader.open("search.html")
    page.get_by_role("checkbox").check()
    page = reader.open("index.html")
    page.keyboard.press("/")
    expect(field_of(page)).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(http_reader: Reader) -> None:
    page = http_reader.open("actors/index.html")
    filter_ = page.get_by_role("searchbox").first
    if not filter_.count():
        page.evaluate("() => document.querySelector('h1').append(document.createElement('textarea'))")
        filter_ = page.locator("textarea")
    filter_.press("/")
    expect(filter_).to_have_value("/")


# A phone ----------------------------------------------------------------------------------------------


def test_on_a_phone_a_word_opens_the_field_and_nothing_leaves_the_screen(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    page.set_viewport_size(NARROW)
    expect(field_of(page)).to_be_hidden()
    button = page.get_by_role("button", name="Search")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(field_of(page)).to_be_focused()
    field_of(page).press_sequentially("ferry")
    expect(options(page).first).to_be_visible()
    box = page.locator("#d-search-list").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"]
    assert box["y"] + box["height"] <= NARROW["height"]
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW["width"]
    field_of(page).press("Escape")
    field_of(page).press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    button.click()
    expect(field_of(page)).to_be_hidden()
    assert_clean(http_reader)


_MARKS_SEEN = """all => all.filter(one => one.querySelector('mark')).map(one => {
  const [mark, excerpt] = [one.querySelector('mark'), one.querySelector('.d-hit__x')].map(it => it.getBoundingClientRect());
  return mark.bottom <= excerpt.bottom + 1;
})"""


def test_on_a_phone_the_list_shows_what_was_found_and_keeps_off_the_field(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    page.set_viewport_size({"width": 360, "height": 640})
    page.get_by_role("button", name="Search").click()
    expect(field_of(page)).to_have_attribute("placeholder", "Search")
    for query in ("ferry", "strike", "oslo", "tromsø"):
        field_of(page).fill("")
        expect(options(page)).to_have_count(0)
        field_of(page).fill(query)
        expect(options(page).first).to_be_visible()
        seen = options(page).evaluate_all(_MARKS_SEEN)
        assert seen and all(seen), query
    field, panel = field_of(page).bounding_box(), page.locator(".d-search__panel").bounding_box()
    ring = 4
    assert field and panel and panel["y"] >= field["y"] + field["height"] + ring
    foot = page.locator(".d-search__foot").bounding_box()
    assert foot and foot["y"] + foot["height"] <= 640


def test_on_a_low_screen_the_page_scrolls_not_a_slit_in_it(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    page.set_viewport_size({"width": 320, "height": 256})
    page.get_by_role("button", name="Search").click()
    field_of(page).fill("ferry")
    expect(options(page).first).to_be_visible()
    assert page.locator("#d-search-list").evaluate("list => list.scrollHeight <= list.clientHeight")
    for _ in range(4):
        field_of(page).press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_be_in_viewport()


# Without scripts, without storage, with hostile texts ---------------------------------------------------


def test_without_scripts_a_link_leads_to_a_page_that_says_so(scriptless: Reader) -> None:
    page = scriptless.open("events/oslo-talks.html")
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    page.wait_for_url("**/search.html")
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    page.locator("[data-search-off]").get_by_role("link").nth(1).click()
    expect(page.locator("h1")).to_be_visible()
    assert_clean(scriptless)


def test_it_works_where_nothing_may_be_stored(storageless: Reader) -> None:
    page = asked(storageless, "ferry")
    field_of(page).press("Enter")
    page.wait_for_url("**/search.html#q=ferry")
    expect(page.locator(".d-hit").first).to_be_visible()
    page.get_by_text("How to search").click()
    page.get_by_role("checkbox").uncheck()
    assert_clean(storageless)


@pytest.fixture
def hostile(browser: Browser, served_hostile: str) -> Iterator[Reader]:
    """A reader of the site with hostile texts."""
    with browser.new_context() as context:
        page = context.new_page()
        reader = Reader(page, served_hostile).listen()
        page.on("dialog", lambda dialog: reader.errors.append(dialog.message))
        yield reader


#: Elements that the search itself makes.
_OURS = ["A", "ASIDE", "BUTTON", "CIRCLE", "DIV", "FORM", "H2", "H3", "INPUT", "LABEL", "LI", "MARK", "OL", "P", "PATH",
         "Q", "SECTION", "SPAN", "SVG", "UL", "CODE", "DD", "DETAILS", "DL", "DT", "SUMMARY"]
_STRANGE = """([root, ours]) => [...document.querySelectorAll(root + ' *')]
  .filter(one => !ours.includes(one.tagName.toUpperCase()) || [...one.attributes].some(it => /^on/.test(it.name)))
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("query", ["script", "img onerror", "alert", "x", "type:event", "type:claim", "type:source",
                                   "<script>alert(1)</script>", "actor:\"<img src=x onerror=alert(1)>\"",
                                   "{n} $& __proto__",
                                   "constructor type:constructor status:__proto__"])
def test_hostile_texts_are_texts(hostile: Reader, query: str) -> None:
    page = results(hostile, query)
    while page.get_by_role("button", name="Show more").is_visible():
        before = page.locator(".d-hit").count()
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".d-hit").nth(before)).to_be_visible()
    assert page.evaluate(_STRANGE, [".d-search-page", _OURS]) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page = hostile.open("index.html")
    field_of(page).fill(query)
    page.wait_for_timeout(200)
    assert page.evaluate(_STRANGE, [".d-search", _OURS]) == []
    assert_clean(hostile)


def test_an_unstorable_choice_holds_for_the_page(browser: Browser, served: str) -> None:
    with browser.new_context() as context:
        context.add_init_script(BLOCKED_STORAGE)
        page = Reader(context.new_page(), served).listen().open("search.html")
        page.get_by_role("checkbox").uncheck()
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).not_to_be_focused()


# By rule ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_list_open_and_on_the_results(
    http_reader: Reader, axe: str, scheme: str  # noqa: F811
) -> None:
    http_reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = asked(http_reader, "ferry")
    field_of(page).press("ArrowDown")
    found = found_in(page, axe)
    page.set_viewport_size({"width": 360, "height": 780})
    page.get_by_role("button", name="Search").click()
    field_of(page).fill("strike")
    expect(options(page).first).to_be_visible()
    found += found_in(page, axe)
    for query in ("ferry type:event", "zzqqxx"):
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page = results(http_reader, query)
            found += found_in(page, axe)
    assert not found, "\n".join(found)
    assert_clean(http_reader)

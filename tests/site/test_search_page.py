"""The page of results as a reader meets it: linked queries, what narrows them, and who speaks in an excerpt."""

import re
from typing import Literal
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.site.test_search import NARROW, TALKS, assert_clean, hold_back, results
from tests.support.reader import Reader


def test_a_query_is_linked_to_and_stays_on_the_machine(reader: Reader) -> None:
    page = results(reader, "operator union meet")
    expect(page.get_by_role("searchbox")).to_have_value("operator union meet")
    expect(page).to_have_title("operator union meet – Search – " + page.title().rpartition(" – ")[2])
    first = page.locator(".d-hit").first
    expect(first.get_by_role("heading")).to_have_text(TALKS)
    expect(first).to_contain_text("Event")
    expect(first.locator(".d-status svg")).to_have_count(1)
    assert [url for url in reader.requests if "operator" in unquote(url.partition("#")[0])] == []
    assert_clean(reader)


def test_an_excerpt_stands_in_its_language_and_leads_to_its_passage(reader: Reader) -> None:
    page = results(reader, "nattfergen vikarer")
    hit = page.locator(".d-hit", has=page.locator("[href*='#p-']")).first
    expect(hit.locator(".d-hit__x q")).to_have_attribute("lang", "nb")
    assert "nattfergen" in [text.lower() for text in hit.locator("mark").all_inner_texts()]
    hit.get_by_role("heading").get_by_role("link").click()
    page.wait_for_url("**/sources/*.html#p-*")
    expect(page.locator(":target")).to_be_in_viewport()
    assert_clean(reader)


def test_words_in_quotation_marks_follow_one_another(reader: Reader) -> None:
    page = results(reader, '"seks timer"')
    expect(page.locator(".d-hit").first).to_contain_text("seks timer", ignore_case=True)
    page = results(reader, '"timer seks"')
    expect(page.locator(".d-hit")).to_have_count(0)


def test_results_are_narrowed_by_links_and_back_widens_them(reader: Reader) -> None:
    page = results(reader, "ferry")
    count = page.locator(".d-query__n").inner_text()
    kinds = page.get_by_role("list", name="Kind")
    kinds.get_by_role("link", name=re.compile("^Claims [(]")).click()
    expect(page.get_by_role("searchbox")).to_have_value("ferry type:claim")
    expect(page.locator(".d-query__n")).not_to_have_text(count)
    assert set(page.locator(".d-hit__k").all_inner_texts()) == {"Claim"}
    on = kinds.get_by_role("link", name=re.compile("^Claims [(]"))
    expect(on).to_have_attribute("aria-current", "true")
    expect(on).to_be_focused()
    page.go_back()
    expect(page.locator(".d-query__n")).to_have_text(count)
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    page.go_forward()
    expect(page.get_by_role("searchbox")).to_have_value("ferry type:claim")
    kinds.get_by_role("link", name=re.compile("^All")).click()
    expect(page.locator(".d-query__n")).to_have_text(count)
    expect(kinds.get_by_role("link", name=re.compile("^All"))).to_be_focused()
    assert_clean(reader)


def test_results_are_told_by_kind_and_a_chosen_kind_hides_no_other(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    page.set_viewport_size(NARROW)
    kinds = page.get_by_role("list", name="Kind").get_by_role("link")
    told = kinds.all_inner_texts()
    counts = [int(text) for text in kinds.locator(".d-facets__n").all_inner_texts()]
    assert len(told) > 3 and counts[0] == sum(counts[1:])
    for index in range(1, len(told)):
        kinds.nth(index).click()
        expect(kinds.nth(index)).to_have_attribute("aria-current", "true")
        expect(page.locator(".d-query__n")).to_have_text(f"{counts[index]} results" if counts[index] > 1 else "1 result")
        assert kinds.all_inner_texts() == told


def test_a_chosen_actor_is_taken_out_by_its_link(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    count = page.locator(".d-query__n").inner_text()
    section(page, "Actor").get_by_role("link").first.click()
    expect(page.locator(".d-query__n")).not_to_have_text(count)
    page.get_by_role("link", name=re.compile("^Remove Actor: ")).click()
    expect(page.locator(".d-query__n")).to_have_text(count)
    expect(page.locator(".d-query__n")).to_be_focused()


def test_every_way_to_narrow_keeps_its_word(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    titles = page.locator(".d-facets h2").all_inner_texts()
    assert {"Status", "Actor", "Source"} <= set(titles)
    for title in titles:
        section = page.locator(".d-facets section", has=page.get_by_role("heading", name=title, exact=True))
        link = section.get_by_role("link").first
        wanted = int(section.locator(".d-facets__n").first.inner_text())
        link.click()
        expect(page.locator(".d-query__n")).to_have_text(f"{wanted} results" if wanted > 1 else "1 result")
        expect(page.locator(".d-chosen a")).to_have_count(1)
        page.go_back()
        expect(page.locator(".d-chosen a")).to_have_count(0)


def test_typing_is_one_step_of_the_history(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    box = page.get_by_role("searchbox")
    box.fill("")
    box.press_sequentially("strike")
    box.press("Enter")
    page.wait_for_url("**#q=strike")
    page.go_back()
    expect(box).to_have_value("ferry")


def test_more_is_shown_on_demand_and_after_coming_back(http_reader: Reader) -> None:
    page = results(http_reader, "type:event")
    hits = page.locator(".d-hit")
    if not page.get_by_role("button", name="Show more").is_visible():
        page = results(http_reader, "from:2000 to:2030")
    expect(hits).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(hits.nth(20).get_by_role("link").first).to_be_focused()
    shown = hits.count()
    hits.nth(20).get_by_role("heading").get_by_role("link").click()
    page.wait_for_url(lambda url: "search.html" not in url)
    page.go_back()
    expect(hits).to_have_count(shown)
    assert_clean(http_reader)


def test_what_was_tried_instead_is_told(http_reader: Reader) -> None:
    page = results(http_reader, "nordferjee")
    expect(page.locator(".d-query__notes")).to_contain_text("nordferje")
    page = results(http_reader, "ferry zzqqxx")
    expect(page.locator(".d-query__notes")).not_to_be_empty()


def test_who_finds_nothing_gets_help_and_the_lists(reader: Reader) -> None:
    page = results(reader, "zzqqxx type:claim")
    expect(page.locator(".d-query__n")).to_contain_text("Nothing was found")
    # Folded: what was found is said before how to ask.
    expect(page.locator(".d-ways dl")).to_be_hidden()
    expect(page.get_by_text("How to search")).to_be_visible()
    expect(page.locator("[data-search-off] a").first).to_be_visible()
    page.get_by_role("list", name="Kind").get_by_role("link", name="All").click()
    expect(page.get_by_role("searchbox")).to_have_value("zzqqxx")
    assert_clean(reader)


def test_the_link_past_the_sections_keeps_the_results(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    page.evaluate("() => { location.hash = 'd-content' }")
    page.wait_for_timeout(100)
    expect(page.locator(".d-hit").first).to_be_visible()


def test_on_a_phone_what_narrows_is_folded(http_reader: Reader) -> None:
    http_reader.page.set_viewport_size(NARROW)
    page = results(http_reader, "ferry")
    expect(page.locator(".d-facets__groups")).to_be_hidden()
    page.locator(".d-facets summary").click()
    expect(page.locator(".d-facets__groups")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW["width"]


def test_results_are_printed_without_what_can_be_pressed(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    page.emulate_media(media="print")
    assert page.locator("input, button, .d-facets").filter(visible=True).count() == 0
    expect(page.locator(".d-hit").first).to_be_visible()


# What narrows -----------------------------------------------------------------------------------------

_GIVEN = """async address => {
  const engine = await dossierSearchField.open(), query = new URLSearchParams(address.slice(1)).get('q');
  const found = await engine.find(query, false);
  return found.strict || found.numbers.length;
}"""


@pytest.mark.parametrize("query", ["ferry", "type:event", "strike", "mediator talks", "ferry zzqqxx",
                                   "union from:2021-03-04 to:2021-03-10"])
def test_what_narrows_counts_what_it_gives(http_reader: Reader, query: str) -> None:
    page = results(http_reader, query)
    links = page.locator(".d-facets a:not([aria-current])")
    said = [int(text) for text in links.locator(".d-facets__n").all_inner_texts()]
    hrefs = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert said and said == [page.evaluate(_GIVEN, href) for href in hrefs]


def test_counts_hold_for_the_word_as_it_stands_while_one_types(http_reader: Reader) -> None:
    page = http_reader.open("search.html")
    page.get_by_role("searchbox").press_sequentially("uni")
    expect(page.locator(".d-hit").first).to_be_visible()
    links = page.locator(".d-facets a")
    said = [int(text) for text in links.locator(".d-facets__n").all_inner_texts()]
    assert said == [page.evaluate(_GIVEN, href) for href in links.evaluate_all(
        "all => all.map(one => one.getAttribute('href'))")]


def section(page: Page, title: str) -> Locator:
    """A group of what narrows."""
    return page.locator(".d-facets section", has=page.get_by_role("heading", name=title, exact=True))


def test_another_month_takes_the_place_of_the_first(http_reader: Reader) -> None:
    page = results(http_reader, "strike from:2021-03-04")
    months = section(page, "Month").get_by_role("link")
    months.filter(has_text="March").click()
    expect(page.get_by_role("searchbox")).to_have_value("strike from:2021-03 to:2021-03")
    section(page, "Month").get_by_role("link", name=re.compile("February")).click()
    expect(page.get_by_role("searchbox")).to_have_value("strike from:2021-02 to:2021-02")
    expect(page.locator(".d-chosen a")).to_have_text(["Remove Month: February 2021 ×"])


def test_a_single_month_is_shown_where_it_narrows(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    expect(section(page, "Month").get_by_role("link")).to_have_count(1)
    section(page, "Month").get_by_role("link").click()
    expect(page.locator(".d-query__n")).to_have_text("7 results")
    # What narrows nothing is not offered.
    page = results(http_reader, "patience")
    expect(page.locator(".d-hit")).to_have_count(1)
    expect(page.locator(".d-facets")).to_be_hidden()


def test_findings_of_claims_narrow_like_statuses(http_reader: Reader) -> None:
    page = results(http_reader, "strike")
    section(page, "Status").get_by_role("link", name=re.compile("^Contradicted")).click()
    expect(page.locator(".d-hit__k")).to_have_text(["Claim"])
    expect(page.locator(".d-hit .d-status")).to_have_text(["Contradicted"])


def test_sources_are_named_by_outlet_and_date_and_outlets_are_no_actors(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    expect(section(page, "Actor")).not_to_contain_text("Kystposten")
    section(page, "Source").get_by_role("link", name=re.compile("Kystposten, 9 March 2021")).click()
    expect(page.get_by_role("searchbox")).to_have_value('ferry source:"Fergene går igjen"')
    expect(page.locator(".d-chosen a")).to_have_text(["Remove Source: Kystposten, 9 March 2021 ×"])


def test_typographic_marks_hold_a_name_together(http_reader: Reader) -> None:
    page = results(http_reader, "ferry actor:“Ingfrid Fergestad”")
    expect(page.locator(".d-chosen a")).to_have_text(["Remove Actor: Ingfrid Fergestad ×"])
    page.locator(".d-chosen a").click()
    expect(page.get_by_role("searchbox")).to_have_value("ferry")


def test_what_is_no_time_is_said_not_shown_as_chosen(http_reader: Reader) -> None:
    page = results(http_reader, "ferry from:mars")
    expect(page.locator(".d-query__notes")).to_have_text("“from:mars” was not understood and left out")
    expect(page.locator(".d-chosen a")).to_have_count(0)
    page = results(http_reader, "ferry from:2021-03 to:2021-02")
    expect(page.locator(".d-query__notes")).to_have_text("The time ends before it begins")
    results(http_reader, "ferry from:2021-03 to:2021")
    expect(page.locator(".d-query__notes")).to_be_empty()


def test_results_come_before_what_narrows_them_where_there_is_room(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    order = "([first, second]) => document.querySelector(first).compareDocumentPosition(document.querySelector(second))"
    following = 4
    assert page.evaluate(order, [".d-hit", ".d-facets"]) == following
    facets, first = page.locator(".d-facets").bounding_box(), page.locator(".d-hit").first.bounding_box()
    assert facets and first and facets["x"] > first["x"] + first["width"] and facets["y"] < first["y"]
    page.set_viewport_size(NARROW)
    page.wait_for_function(f"pair => ({order})(pair) === {following}", arg=[".d-facets", ".d-hit"])
    expect(section(page, "Actor").get_by_role("link").first).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(section(page, "Status").get_by_role("link").first).to_have_accessible_name(re.compile(r"^\w.* \(\d+ results\)$"))


# Who speaks -------------------------------------------------------------------------------------------


def test_ochre_marks_the_words_of_sources_alone(http_reader: Reader) -> None:
    page = results(http_reader, "nattfergen vikarer")
    said = page.locator(".d-hit", has_text="Quote, Norwegian Bokmål").first
    expect(said.locator("q")).to_have_attribute("lang", "nb")
    ochre = said.locator("mark").first.evaluate("one => getComputedStyle(one).backgroundColor")
    expect(page.locator(".d-hit", has_text="Article, Norwegian Bokmål").locator("q").first).to_be_visible()
    for query, label in (("operator union meet", "Statement"), ("patience", "Translation")):
        page = results(http_reader, query)
        hit = page.locator(".d-hit", has_text=label).first
        expect(hit.locator("q")).to_have_count(0)
        mark = hit.locator("mark").first
        assert mark.evaluate("one => getComputedStyle(one).backgroundColor") not in (ochre, "")
        expect(mark).to_have_css("font-weight", "700")


def test_results_with_some_of_the_words_stand_apart(http_reader: Reader) -> None:
    page = results(http_reader, "operator union meet")
    expect(page.locator(".d-query__n")).to_have_text("1 result")
    expect(page.locator(".d-query__notes")).to_contain_text("Holding only some of the words: ")
    expect(page.locator(".d-hit__rest")).to_have_count(1)
    expect(page.locator(".d-hit").nth(1).locator(".d-hit__rest")).to_have_text("Only some of the words")
    page = results(http_reader, "ferry zzqqxx")
    expect(page.locator(".d-query__notes")).to_have_text("No page holds all of these words; these hold some of them")
    expect(page.locator(".d-hit__rest")).to_have_count(0)


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_hit_in_an_article_leads_to_a_lit_paragraph(http_reader: Reader, colours: Literal["none", "active"]) -> None:
    http_reader.page.emulate_media(forced_colors=colours)
    page = results(http_reader, "tålmodigheten")
    page.locator(".d-hit", has_text="In an article").get_by_role("link").first.click()
    lit = page.locator("p:target")
    expect(lit).to_be_in_viewport()
    style = lit.evaluate("one => { const style = getComputedStyle(one); return [style.backgroundColor, style.outlineStyle] }")
    other = page.locator(".d-article p[lang]:not(:target)").first
    dark = other.evaluate("one => { const style = getComputedStyle(one); return [style.backgroundColor, style.outlineStyle] }")
    at = 1 if colours == "active" else 0
    assert style[at] != dark[at]


# Help, failure, words -----------------------------------------------------------------------------------


def test_how_to_search_stands_near_the_field_with_examples_of_the_dossier(reader: Reader) -> None:
    page = results(reader, "ferry")
    summary = page.get_by_text("How to search")
    box, first = summary.bounding_box(), page.locator(".d-hit").first.bounding_box()
    assert box and first and box["y"] < first["y"]
    summary.click()
    examples = page.locator(".d-ways code").all_inner_texts()
    for query in [text for text in examples if re.match("(actor|from|type):", text)]:
        assert page.evaluate(_GIVEN, f"#q={quote(query)}"), query
    assert len(examples) == 6
    page = reader.open("search.html")
    expect(page.locator(".d-ways dl")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_attribute("placeholder", "Search")
    assert_clean(reader)


def test_without_scripts_there_is_no_help_for_what_is_not_there(scriptless: Reader) -> None:
    page = scriptless.open("search.html")
    expect(page.locator(".d-ways")).to_be_hidden()


@pytest.mark.parametrize("body", ["", "<!doctype html><title>Sign in to this network</title>", "ok = 1"])
def test_a_lost_piece_is_told_on_the_page_and_asked_for_by_enter(page: Page, served: str, body: str) -> None:
    reader = Reader(page, served).listen()

    def refuse(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript") if body else route.abort()

    page.route("**/search/rank.js", refuse)
    results(reader, "ferry")
    expect(page.locator(".d-query__n")).to_contain_text("could not be read")
    page.unroute("**/search/rank.js", refuse)
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".d-hit").first).to_be_visible()


def test_without_what_narrows_the_results_are_there_all_the_same(page: Page, served: str) -> None:
    reader = Reader(page, served).listen()
    page.route("**/search/facets.js", lambda route: route.abort())
    results(reader, "ferry")
    expect(page.locator(".d-query__n")).to_have_text(re.compile(r"^\d+ results$"))
    expect(page.locator(".d-hit").first).to_be_visible()
    expect(page.locator(".d-facets")).to_be_hidden()


def test_on_the_page_an_older_answer_never_takes_the_place_of_a_newer_one(http_reader: Reader) -> None:
    page = results(http_reader, "ferry")
    hold_back(page)
    box = page.get_by_role("searchbox")
    box.fill("strike")
    page.wait_for_function("() => window.late")
    box.fill("operator union meet")
    expect(page.locator(".d-hit").first).to_contain_text(TALKS)
    page.evaluate("async () => { late(); await new Promise(resolve => setTimeout(resolve, 100)) }")
    expect(page.locator(".d-hit").first).to_contain_text(TALKS)
    assert page.url.endswith("#q=operator%20union%20meet")

"""Pages of actors and places: parts in events, sayings with their words, who holds what, nothing twice."""

from dataclasses import replace
from functools import cache
from posixpath import dirname, join, normpath
from typing import Any

import pytest

from generator.model.dossier import LinkedStatement, PublicDossier
from generator.model.records import Kind
from generator.rendering.blocks import Page
from generator.rendering.context import Context
from generator.rendering.views import record_lists, record_parts
from generator.rendering.views.actor import render_actor
from generator.rendering.views.place import render_place
from tests.rendering.pages import Element, golden_context, page_html


@cache
def golden() -> Context:
    return golden_context()


def actor(actor_id: str) -> Element:
    return page_html(render_actor(golden().record(actor_id), golden())[0])


def place(place_id: str) -> Element:
    return page_html(render_place(golden().record(place_id), golden())[0])


def targets(root: Element) -> list[str]:
    return [link.attributes["href"] for link in root.all("a")]


def all_pages() -> list[Page]:
    content = golden().dossier.content
    return [*(page for record in content.of_kind(Kind.ACTOR) for page in render_actor(record, golden())),
            *(page for record in content.of_kind(Kind.PLACE) for page in render_place(record, golden()))]


def shown_sentences(root: Element) -> list[str]:
    return [item.text() for item in root.all("span", "d-st")]


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.uri)
def test_ids_are_unique_and_a_number_leads_to_one_passage(page: Page) -> None:
    root = page_html(page)
    ids = [item.attributes["id"] for item in root.walk() if "id" in item.attributes]
    assert len(ids) == len(set(ids))
    by_number: dict[str, set[str]] = {}
    for link in root.all("a", "d-cite"):
        by_number.setdefault(link.all("span", "d-cite__n")[0].text(), set()).add(link.attributes["href"])
    assert all(len(hrefs) == 1 for hrefs in by_number.values())
    assert len({href for hrefs in by_number.values() for href in hrefs}) == len(by_number)


def test_an_actor_lists_every_event_it_takes_part_in() -> None:
    listed = {href for item in actor("union-of-seamen").all("ol", "d-tlist") for href in targets(item)}
    for event_id in golden().dossier.actors["union-of-seamen"].participations:
        assert f"../events/{event_id}.html" in listed


def test_a_saying_stands_with_speaker_and_words_and_leads_to_the_lit_passage() -> None:
    root = actor("union-of-seamen")
    items = root.all("ol", "d-sayings")[0].all("li")
    sayings = golden().dossier.actors["union-of-seamen"].sayings
    assert len(items) == len(sayings)
    for item, statement in zip(items, sayings, strict=True):
        assert item.all("span", "d-said")
        assert quotes_of(item) == words_of(statement)
        passage = statement.quotes[0].passage
        assert f"../sources/{passage.source_id}.html#{passage.id}" in targets(item)


def quotes_of(item: Element) -> list[str]:
    return [words.all("q")[0].text() for words in item.all("blockquote")]


def words_of(statement: LinkedStatement) -> list[str]:
    return [quote.words or "" for quote in statement.quotes]


def test_printed_words_bear_their_language() -> None:
    for words in actor("union-of-seamen").all("blockquote"):
        assert words.attributes["lang"] == "nb"


def test_an_office_shows_the_words_that_give_it_once() -> None:
    root = actor("torbein-fergestad")
    facts = golden().dossier.actors["torbein-fergestad"]
    hrefs = targets(root.all("aside", "d-facts")[0])
    for quote in facts.role_passages:
        assert quote is not None
        assert hrefs.count(f"../sources/{quote.passage.source_id}.html#{quote.passage.id}") == 1
    assert "../actors/nordferje.html" not in hrefs and "nordferje.html" in hrefs


def test_an_office_whose_words_are_withheld_still_leads_to_its_place() -> None:
    context = golden()
    facts = context.dossier.actors["torbein-fergestad"]
    withheld = tuple(quote and replace(quote, words=None) for quote in facts.role_passages)
    actors = {**context.dossier.actors, "torbein-fergestad": replace(facts, role_passages=withheld)}
    masked = Context(PublicDossier(replace(context.dossier, actors=actors)), context.words)
    panel = page_html(render_actor(context.record("torbein-fergestad"), masked)[0]).all("aside", "d-facts")[0]
    shown = [words.text() for words in panel.all("q")]
    for quote, gone in zip(facts.role_passages, withheld, strict=True):
        assert quote and gone and quote.words not in shown
        assert f"../sources/{quote.passage.source_id}.html#{quote.passage.id}" in targets(panel)


def test_a_spelling_that_is_not_looked_for_says_so() -> None:
    values = actor("union-of-seamen").all("aside", "d-facts")[0].all("dd")
    by_spelling = {q.text(): value.text() for value in values for q in value.all("q", "d-w")}
    assert "Not looked for" in by_spelling["forbundet"]
    assert "Not looked for" not in by_spelling["Sjømannsforbundet"]


def test_identifiers_with_public_addresses_are_links() -> None:
    assert "https://www.wikidata.org/wiki/Q20" in targets(actor("norway"))


def test_a_state_lists_what_happened_there() -> None:
    root = actor("norway")
    events = golden().dossier.places["norway"].event_ids
    assert events
    assert {f"../events/{event_id}.html" for event_id in events} <= set(targets(root))


def test_an_outlet_lists_what_it_published_and_who_relays_it() -> None:
    assert "../sources/avisa-2021-03-05.html" in targets(actor("avisa").all("aside", "d-facts")[0])
    assert "../sources/avisa-2021-03-05.html" in targets(actor("ntb").all("aside", "d-facts")[0])


def test_every_account_of_who_owns_a_place_names_its_speaker_and_number() -> None:
    section = place("graholmen").all("div", "d-belongs")[0]
    accounts = golden().dossier.claims["quay-belongs-to"].accounts
    items = section.all("li")
    assert len(items) == len(accounts)
    for item in items:
        assert item.all("span", "d-said") or item.all("span", "d-own")
        assert item.all("a", "d-cite")


def test_a_name_says_who_uses_it() -> None:
    values = {q.text(): value.text() for value in place("graholmen").all("dd") for q in value.all("q", "d-w")}
    assert "Nordferje" in values["Statsholmen"]


def test_what_is_no_place_says_so_and_has_no_coordinates() -> None:
    root = place("vestlandet-ferry")
    assert root.all("p", "d-standfirst")
    assert not any("Coordinates" in item.text() for item in root.all("dt"))


def test_coordinates_are_shown_or_were_looked_for_in_vain() -> None:
    known = {place_id: place(place_id).all("aside", "d-facts")[0].text()
             for place_id in ("graholmen", "oslo")}
    assert golden().words("coordinates.not_found") in known["graholmen"]
    assert golden().words("coordinates.not_found") not in known["oslo"] and "°\N{NO-BREAK SPACE}N" in known["oslo"]


def test_named_elsewhere_repeats_no_sentence_of_the_page() -> None:
    repeated = []
    for page in all_pages():
        root = page_html(page)
        elsewhere = [each.text() for item in root.all("ul", "d-list") for each in item.all("span", "d-st")]
        repeated += [(page.uri, text) for text in elsewhere if shown_sentences(root).count(text) > 1]
    assert not repeated


def test_long_lists_go_on_as_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_lists, "FULL_ENTRIES", 2)
    root = actor("union-of-seamen")
    facts = golden().dossier.actors["union-of-seamen"]
    assert len(root.all("ol", "d-tlist")[0].all("li")) == 2
    assert len(root.all("ol", "d-sayings")[0].all("blockquote")) == 2
    rest = {href for item in root.all("details") for href in targets(item)}
    assert {f"../events/{event_id}.html" for event_id in facts.event_ids
            if event_id in facts.participations} <= rest | set(targets(root.all("ol", "d-tlist")[0]))
    for statement in facts.sayings[2:]:
        assert f"../{statement.kind.folder}/{statement.record_id}.html#{statement.id}" in rest


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists so short that the golden dossier's go on on pages of their own."""
    monkeypatch.setattr(record_lists, "FULL_ENTRIES", 2)
    monkeypatch.setattr(record_lists, "FOLDED_LINKS", 0)
    for module in (record_lists, record_parts):
        monkeypatch.setattr(module, "PART_ENTRIES", 2)


@pytest.mark.usefixtures("short_lists")
@pytest.mark.parametrize("kind", [Kind.ACTOR, Kind.PLACE])
def test_what_a_page_has_no_room_for_stands_in_full_on_further_pages(kind: Kind) -> None:
    pages_of, facts_of = _PAGES[kind]
    for record in golden().dossier.content.of_kind(kind):
        facts, pages = facts_of(golden())[record.id], pages_of(record, golden())
        listed = {href for page in pages for item in page_html(page).all("ol", "d-tlist") for href in paths(page, item)}
        taking_part = getattr(facts, "participations", facts.event_ids)
        assert {f"events/{event_id}.html" for event_id in facts.event_ids if event_id in taking_part} <= listed
        said = [text for page in pages for item in page_html(page).all("ol", "d-sayings") for text in shown_sentences(item)]
        assert {"".join(piece.text for piece in item.pieces) for item in getattr(facts, "sayings", ())} <= set(said)


@pytest.mark.usefixtures("short_lists")
def test_every_further_page_is_reached_from_the_page_of_its_record() -> None:
    pages = {page.uri.removesuffix(".md") + ".html": page for page in all_pages()}
    further = {path for path in pages if "/in/" in path}
    links = {path: set(paths(page, page_html(page))) for path, page in pages.items()}
    first = {path for path in further if any(path in links[other] for other in pages.keys() - further)}
    assert {path for path in further if path.endswith("/in/2.html")} == first and first
    assert further == first | {path for other in first for path in links[other] & further}
    assert all(f"{path.partition('/')[0]}/{path.split('/')[1]}.html" in links[path] for path in further)


@pytest.mark.usefixtures("short_lists")
def test_no_entry_of_a_list_stands_on_two_pages() -> None:
    pages = render_actor(golden().record("union-of-seamen"), golden())
    listed = [href for page in pages if "sayings" not in page.uri
              for item in page_html(page).all("h3", "d-tlist__t") for href in paths(page, item)]
    assert len(listed) == len(set(listed)) > 4


_PAGES: dict[Kind, Any] = {
    Kind.ACTOR: (render_actor, lambda context: context.dossier.actors),
    Kind.PLACE: (render_place, lambda context: context.dossier.places)}


def paths(page: Page, root: Element) -> list[str]:
    """Where the links lead, from the site's root and without anchors."""
    return [normpath(join(dirname(page.uri), href.partition("#")[0])) for href in targets(root) if "://" not in href]

"""The print edition: everything in it once, cross references that lead somewhere on paper, parts of a bounded size.

And the accessibility statement, which like it belongs to no record.
"""

import re
from collections import Counter

import pytest

from generator.model.records import Kind
from generator.model.uris import PRINT_EDITION
from generator.rendering import edition as edition_module
from generator.rendering.blocks import Page, render_markdown
from generator.rendering.context import Context
from generator.rendering.edition import PART_LENGTH, Part, make_edition
from generator.rendering.views.accessibility import render_accessibility
from generator.rendering.views.print_edition import _entry_blocks, _meta, render_print_edition
from tests.rendering.pages import _SMALL, Element, golden_context, page_html, small_context

SMALL_SETTINGS = _SMALL["content/dossier.yml"]

@pytest.fixture
def context() -> Context:
    """The golden dossier, ready to be rendered."""
    return golden_context()


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of four records."""
    monkeypatch.setattr(edition_module, "PART_LENGTH", 4)


def pages(context: Context) -> dict[str, Element]:
    """The pages of the edition by their place."""
    return {page.uri: page_html(page) for page in render_print_edition(context)}


def ids(root: Element) -> list[str]:
    """Every id on a page."""
    return [item.attributes["id"] for item in root.walk() if "id" in item.attributes]


def hrefs(root: Element) -> list[str]:
    """Every address that a page leads to within the site."""
    found = [item.attributes["href"] for item in root.all("a")]
    return [href for href in found if not re.match(r"[a-z]+:", href)]


def test_a_small_dossier_is_one_page_with_every_record(context: Context) -> None:
    found = pages(context)
    assert list(found) == [PRINT_EDITION]
    entries = found[PRINT_EDITION].all("article", "d-pe")
    assert Counter(entry.attributes["id"] for entry in entries) == Counter(
        f"p-{record.id}" for kind in Kind for record in context.dossier.content.of_kind(kind))


def test_every_quote_of_events_and_claims_stands_in_it(context: Context) -> None:
    shown = {"".join(item.text().split()) for item in pages(context)[PRINT_EDITION].all("q")}
    own = [item for kind in (Kind.EVENT, Kind.CLAIM) for record in context.dossier.content.of_kind(kind)
           for item in context.dossier.statements.get(record.id, ())]
    wanted = {"".join(quote.words.split()) for item in own for quote in item.quotes if quote.words}
    assert wanted and wanted <= shown


def test_a_passage_is_quoted_once_in_an_entry(context: Context) -> None:
    for entry in pages(context)[PRINT_EDITION].all("article", "d-pe"):
        # The same sentence may hold two passages: the words differ, or where they stand in it.
        quoted = Counter(tuple((part.tag, part.text()) for part in item.walk() if part.tag != "p")
                         for item in entry.all("blockquote"))
        assert [words for words, times in quoted.items() if times > 1] == []


@pytest.mark.parametrize("is_cut", [False, True])
def test_links_stay_inside_and_arrive(context: Context, is_cut: bool, request: pytest.FixtureRequest) -> None:
    if is_cut:
        request.getfixturevalue("in_parts")
    found = pages(context)
    known = {_built(uri): set(ids(root)) for uri, root in found.items()}
    assert all(len(ids(root)) == len(set(ids(root))) for root in found.values())
    for uri, root in found.items():
        for href in hrefs(root):
            place, _, anchor = href.partition("#")
            target = _resolved(place, _built(uri)) if place else _built(uri)
            assert target in known, href
            assert not anchor or anchor in known[target], href


def _built(uri: str) -> str:
    return uri.removesuffix(".md") + ".html"


def _resolved(href: str, base: str) -> str:
    folder = base.split("/")[:-1]
    for step in href.split("/"):
        folder = folder[:-1] if step == ".." else [*folder, step]
    return "/".join(folder)


def test_references_say_the_number_they_lead_to(context: Context) -> None:
    root, (edition, _) = pages(context)[PRINT_EDITION], make_edition(context)
    numbered = {f"#p-{record.id}": edition.numbers[record.id] for kind in (Kind.EVENT, Kind.CLAIM, Kind.SOURCE)
                for record in context.dossier.content.of_kind(kind)}
    entries = root.all("section", "d-pes")
    links = [link for entry in entries for link in entry.all("a") if link.attributes["href"] in numbered]
    assert links
    assert all(f" {numbered[link.attributes['href']]})" in link.text() for link in links)


def test_a_large_dossier_is_cut_into_parts_with_contents(context: Context, in_parts: None) -> None:
    found = pages(context)
    first, *parts = found
    assert first == PRINT_EDITION and parts == [f"print/in/{number}.md" for number in range(1, len(parts) + 1)]
    assert [href for href in hrefs(found[first]) if not href.startswith("#")] == list(map(_built, parts))
    entries = [entry.attributes["id"] for uri in parts for entry in found[uri].all("article", "d-pe")]
    assert len(entries) == len(set(entries)) == sum(len(context.dossier.content.of_kind(kind)) for kind in Kind)
    assert all(len(found[uri].all("article", "d-pe")) <= 4 for uri in parts)


def test_a_part_holds_so_many_records_at_most() -> None:
    assert PART_LENGTH == 200


def test_a_part_ends_where_its_page_would_grow_too_long(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition_module, "_PART_WEIGHT", 20_000)
    _, parts = make_edition(context)
    assert len(parts) > 2
    sizes = [len(render_markdown(page).text) for page in render_print_edition(context) if page.uri != PRINT_EDITION]
    assert all(size < 40_000 for size in sizes), sizes


def test_pages_are_no_longer_than_was_estimated(context: Context) -> None:
    edition, _ = make_edition(context)
    for record in (record for kind in Kind for record in context.dossier.content.of_kind(kind)):
        size = len(render_markdown(_page_of(record.id, edition)).text)
        # A long note or many facts may go beyond; a page of many entries does not.
        assert size < 2 * edition_module._weight(record, context) + 1_000, record.id


def _page_of(record_id: str, edition: edition_module.EditionContext) -> Page:
    return Page(PRINT_EDITION, _meta("x", edition), tuple(_entry_blocks(Part(0, (record_id,)), edition)))


def test_a_dossier_of_two_outlets_and_nothing_else_has_an_edition() -> None:
    entries = pages(small_context({}))[PRINT_EDITION].all("article", "d-pe")
    assert [entry.attributes["id"] for entry in entries] == ["p-avisa", "p-nordferje"]


def test_the_accessibility_statement_names_whom_to_tell() -> None:
    [page] = render_accessibility(small_context({}))
    assert "A desk" in page_html(page).text()
    repository = "repository: {url: 'https://forge.example/x', branch: main, forge: gitlab}"
    [page] = render_accessibility(small_context({"content/dossier.yml": f"{SMALL_SETTINGS}{repository}\n"}))
    assert "https://forge.example/x/-/issues" in [link.attributes["href"] for link in page_html(page).all("a")]


def test_the_editors_own_statement_takes_its_place() -> None:
    assert render_accessibility(small_context({"content/pages/accessibility.md": "# Ours\n"})) == []

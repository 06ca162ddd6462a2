"""What stands in the heads of pages: titles of their own, descriptions, and what reference managers read."""

import html
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.model.nodes import MappingNode, plain_value
from generator.model.outputs import OutputFile
from generator.model.records import Kind
from generator.reading.yaml_events import parse_yaml
from generator.rendering.site import render_site
from generator.rendering.views.head import DESCRIPTION_LENGTH, open_graph_locale, shortened
from tests.rendering.pages import golden_context, small_context
from tests.support.golden import golden_build

EVENT = """title: The crews stop work
type: talks
date: {date}
statements:
  - says: The crews stop work.
    stage: happened
    date_words: torsdag
    from: avisa-1
    quote: Mannskapet legger ned arbeidet torsdag
    translation: The crews stop work on Thursday
"""
SOURCE = "seed: a.txt\npublisher: avisa\ntitle: Streik\ntitle_translation: Strike\npublished: 2021-03-05\nlanguage: nb\n" \
    "rights: {publish_text: full, basis: permission}\n"


def front_matter(file: OutputFile) -> dict[str, object]:
    """The front matter of a page, as the builder reads it."""
    node = parse_yaml(file.uri, file.text.split("\n---\n")[0].removeprefix("---\n").encode(), Diagnostics())
    assert isinstance(node, MappingNode)
    return plain_value(node)


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, object]]:
    """The front matter of every generated page of the golden dossier; hand-written ones bring their own."""
    written = golden_context().dossier.content.pages
    return {file.uri: front_matter(file) for file in golden_build().files if file.is_page and file.uri not in written}


def test_no_two_pages_have_one_title(pages: dict[str, dict[str, object]]) -> None:
    counts = Counter(str(page["head_title"]) for page in pages.values())
    assert [title for title, count in counts.items() if count > 1] == []
    assert all(title.endswith(" – The Ferry Strike") for title in counts)


def test_records_of_one_title_are_told_apart() -> None:
    context = small_context({
        "seeds/a.txt": "Mannskapet legger ned arbeidet torsdag.\n",
        "content/sources/avisa-1.yml": SOURCE, "content/sources/avisa-2.yml": SOURCE,
        "content/events/one.yml": EVENT.format(date="2021-03-04"), "content/events/two.yml": EVENT.format(date="2021-03-04"),
        "content/events/later.yml": EVENT.format(date="2021-03-05")})
    titles = [front_matter(file)["head_title"] for file in render_site(context.public, context.words)
              if re.fullmatch(r"(events|sources)/(avisa-.|one|two|later)\.md", file.uri)]
    assert len(titles) == len(set(titles)) == 5
    assert "The crews stop work – Event, 5 March 2021 – Small" in titles


def test_descriptions_are_short_and_there(pages: dict[str, dict[str, object]]) -> None:
    lacking = [uri for uri, page in pages.items() if not page.get("description")
               and page["kind"] not in ("moved", "guide")]
    assert lacking == []
    assert [uri for uri, page in pages.items()
            if len(html.unescape(str(page.get("description", "")))) > DESCRIPTION_LENGTH] == []
    assert [uri for uri, page in pages.items() if "[[" in str(page.get("description", ""))] == []


@given(st.text(max_size=400), st.integers(min_value=5, max_value=200))
def test_a_description_is_cut_behind_a_word(text: str, length: int) -> None:
    cut = shortened(text, length)
    assert len(cut) <= length
    if cut.endswith("…") and not text.rstrip().endswith("…") and " " in cut:
        kept = cut.removesuffix("…").split()
        assert kept[:-1] == shortened(text, 10_000).split()[:len(kept) - 1]


def test_a_record_says_how_it_is_cited(pages: dict[str, dict[str, object]]) -> None:
    tags = pages["sources/avisa-2021-03-02.md"]["citation"]
    assert isinstance(tags, list)
    assert [value for name, value in tags if name == "citation_author"] == ["Kari Nordmann", "Ola Nordmann"]
    assert dict(map(tuple, tags)) | {"citation_author": ""} == {
        "citation_title": "Ferger kan bli stående [Ferries may be left lying]", "citation_author": "",
        "citation_publication_date": "2021/03/02", "citation_publisher": "Avisa", "citation_language": "nb",
        "citation_public_url": "https://avisa.example/ferger-kan-bli-staaende?a=1&amp;b=2"}
    assert pages["events/oslo-talks.md"]["modified"] == "2021-03-20"


def test_a_date_that_is_not_sure_is_cut_to_its_year(pages: dict[str, dict[str, object]]) -> None:
    tags = pages["sources/fjordradio-undated.md"]["citation"]
    assert isinstance(tags, list) and ["citation_publication_date", "2021"] in tags


@pytest.mark.parametrize("kind", ["moved", "guide"])
def test_pages_that_nobody_cites_say_nothing_of_it(pages: dict[str, dict[str, object]], kind: str) -> None:
    found = [page for page in pages.values() if page["kind"] == kind]
    assert found and not any("citation" in page for page in found)


@pytest.mark.parametrize("uri", ["timeline.md", "events/index.md", "sources/index.md", "data.md", "state.md"])
def test_pages_that_are_no_records_end_with_how_to_cite_them(uri: str) -> None:
    context = golden_context()
    text = next(file.text for file in render_site(context.public, context.words) if file.uri == uri)
    assert text.count('class="d-citeas"') == 1


def test_every_record_says_once_how_to_cite_it() -> None:
    context = golden_context()
    folders = tuple(f"{kind.folder}/" for kind in Kind)
    found = {file.uri: file.text.count('class="d-citeas"') for file in render_site(context.public, context.words)
             if file.is_page and file.uri.startswith(folders) and "redirect_to" not in file.text}
    assert found and set(found.values()) == {1}


@pytest.mark.parametrize(("language", "locale"), [("en", "en_US"), ("nb", "nb_NO"), ("id", "id_ID"), ("qqq", "")])
def test_a_language_has_its_likely_country(language: str, locale: str) -> None:
    assert open_graph_locale(language) == locale

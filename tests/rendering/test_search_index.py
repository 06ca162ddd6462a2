"""The index of the golden dossier: what is in it, what is not, and that it is the same every time."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from generator import pipeline
from generator.model.outputs import OutputFile
from generator.model.tree import Tree
from generator.rendering.search.documents import Field
from generator.rendering.search.tokens import fold, parse_words
from generator.rendering.search.vocabulary import RANKED
from tests.support.golden import golden_build, golden_tree
from tests.support.hostile import HOSTILE, Wording, usable
from tests.support.leaks import search_data
from tests.support.rewriting import rewritten

TEXT, ANCHOR = 2, 3


def search_files(files: tuple[OutputFile, ...]) -> dict[str, str]:
    """The files of the index."""
    return {file.uri: file.text for file in files if file.uri.startswith("search/")}


@cache
def index() -> dict[str, str]:
    """The golden dossier's index."""
    return search_files(golden_build().files)


def parts(files: dict[str, str], name: str) -> Iterator[Any]:
    """The data of all files of a name, in order."""
    found = [search_data(text) for text in files.values()]
    yield from (data for _, _, data in sorted((item for item in found if item[0] == name), key=lambda item: item[1]))


def shown_documents(files: dict[str, str]) -> list[list[Any]]:
    """All documents: address, title, its language, note, status, texts."""
    return [document for chunk in parts(files, "d") for document in chunk]


def test_every_published_record_and_what_was_withdrawn_can_be_found() -> None:
    public = golden_build().public
    assert public is not None
    records = (*public.dossier.content.records.values(), *public.withdrawn.values())
    expected = {f"{record.kind.folder}/{record.id}.html" for record in records}
    assert {document[0] for document in shown_documents(index()) if "#" not in document[0]} == expected


def test_every_word_that_is_shown_is_in_the_index_and_no_other() -> None:
    forms = {form for terms in parts(index(), "t") for form in terms}
    texts = [text for document in shown_documents(index()) for text in document[5]]
    shown = {word.form for text in texts for word in parse_words(text[TEXT])}
    names = {"".join(filter(str.isalnum, fold(text[TEXT]))) for text in texts if text[0] == Field.NAME}
    assert shown <= forms
    assert all(any(form in name for name in names) for form in forms - shown)


def test_terms_stand_in_the_files_that_the_head_names() -> None:
    head = next(parts(index(), "head"))
    starts = [next(iter(terms)) for terms in parts(index(), "t")]
    assert starts == head["terms"]
    assert [list(terms) for terms in parts(index(), "t")] == [list(places) for places in parts(index(), "p")]
    assert len(shown_documents(index())) == head["count"]


def test_ranking_knows_every_document() -> None:
    count = next(parts(index(), "head"))["count"]
    kinds, names, lengths = next(parts(index(), "rank"))
    assert len(kinds) == len(names) == len(lengths) == count
    assert set(kinds) == set("ABCDEFG"[:len(RANKED)])


def test_hits_in_articles_lead_to_their_paragraph() -> None:
    pages = {file.uri: file.text for file in golden_build().files if file.uri.startswith("sources/")}
    passages = [document[0].split("#") for document in shown_documents(index()) if "#" in document[0]]
    assert passages
    for page, anchor in passages:
        assert f' id="{anchor}"' in pages[page.replace(".html", ".md")]


def test_every_place_in_the_index_is_on_its_page() -> None:
    pages = {file.uri: file.text for file in golden_build().files}
    for document in shown_documents(index()):
        page = pages[document[0].partition("#")[0].replace(".html", ".md")]
        assert all(f'id="{text[ANCHOR]}"' in page for text in document[5] if len(text) > ANCHOR)


def test_boilerplate_cannot_be_found() -> None:
    dossier = golden_build().checked.dossier
    assert dossier is not None
    texts = [text[TEXT] for document in shown_documents(index()) for text in document[5]]
    cut = [" ".join(article.text[stretch.start:stretch.end].split()) for article in dossier.articles.values()
           for paragraph in article.paragraphs for stretch in paragraph.stretches if stretch.kind == "boilerplate"]
    long = [text for text in cut if len(text.split()) > 2]
    assert long
    assert not [text for text in long for shown in texts if text in shown]


def test_index_does_not_depend_on_the_order_of_files() -> None:
    turned = Tree(dict(sorted(golden_tree().items(), reverse=True)))
    assert search_files(pipeline.build(turned).files) == index()


@pytest.mark.parametrize("texts", [tuple(map(usable, HOSTILE))])
def test_hostile_texts_are_data(texts: tuple[str, ...]) -> None:
    files = search_files(pipeline.build(Tree(rewritten(Wording(texts, is_number_first=True).replace))).files)
    assert files.keys() >= {"search/head.js", "search/d/0.js"}
    for script in files.values():
        assert "</" not in script
        assert len(script.splitlines()) == 1 or not {"\n", "\r"} & set(script[:-1])
        assert search_data(script)


def test_synonyms_are_in_the_head_with_their_folded_words() -> None:
    groups = next(parts(index(), "head"))["synonyms"]
    assert ["Redd-Overfarten", "redd", "overfarten"] in next(group for group in groups if ["RO", "RO"] in group)
    assert sum(any(form[1:] == ["stoppage"] for form in group) for group in groups) == 2


def test_the_head_says_which_abbreviations_are_words_too() -> None:
    assert next(parts(index(), "head"))["small"] == ["ro"]


def test_names_that_are_common_words_too_stand_apart() -> None:
    names, common = (set(words.split()) for words in next(parts(index(), "names")))
    assert {"nordferje", "seamens", "tromso"} <= names
    assert {"mediator", "quay"} <= common
    assert not names & common


def test_findings_of_claims_are_statuses() -> None:
    head, facets = next(parts(index(), "head")), next(parts(index(), "facets"))
    assert head["statuses"]["contested"] == "Contested"
    assert set(facets["statuses"]) - {""} == set(head["statuses"])

"""The sentence shown under a result: the one that best answers what was asked, and what is marked in it."""

import pytest

from tests.search.engine import Engine

QUERIES = ("strike", "streik", "agreement", "avtale", "seks timer", "RO", "nordferje mediator", "vikarer", "ferries",
           "meklingsmannen", "save the crossing")


@pytest.mark.parametrize(("query", "language"), [
    ("agreement", "en"), ("avtale", "nb"), ("strike", "en"), ("streik", "nb"),
])
def test_the_very_word_goes_before_a_synonym_in_another_language(engine: Engine, query: str, language: str) -> None:
    found = [result for result in engine.find(query, most=50).results if query in " ".join(result.marked).casefold()]
    assert len(found) > 3
    assert {result.language for result in found} == {language}
    others = [result for result in engine.find(query, most=50).results if result.kind in ("event", "claim")]
    assert sum(result.language == language for result in others) > len(others) / 2


def test_a_statement_with_all_words_goes_before_one_with_one_of_them_twice(engine: Engine) -> None:
    result = next(item for item in engine.find("union operator").results if item.page == "events/oslo-talks.html")
    assert {form.casefold() for form in result.marked} == {"operator", "union"}


@pytest.mark.parametrize("query", QUERIES)
def test_a_result_does_not_repeat_its_title(engine: Engine, query: str) -> None:
    assert all(result.shown != result.title for result in engine.find(query, most=50).results)


def test_of_an_article_whose_title_was_found_its_translation_is_shown(engine: Engine) -> None:
    result = engine.find("seks timer").results[0]
    assert (result.title, result.shown) == ("Seks timer uten enighet", "Six hours without agreement")


def test_words_of_a_longer_synonym_are_marked_only_where_it_stands(engine: Engine) -> None:
    marked = {form for result in engine.find("RO", most=50).results for form in result.marked}
    assert marked & {"Save the Crossing", "Redd-Overfarten", "Redd Overfarten"}
    assert not marked & {"Save", "the", "Redd", "Overfarten"}


@pytest.mark.parametrize("query", ["redd-overfarten", "reddoverfarten", '"redd overfarten"'])
def test_words_that_were_asked_for_as_one_are_marked_as_one(engine: Engine, query: str) -> None:
    passage = next(result for result in engine.find(query).results if result.kind == "source" or "#p-" in result.url)
    assert passage.marked[0] == "Redd-Overfarten" and not {"Redd", "Overfarten"} & set(passage.marked)


def test_a_word_joined_within_a_longer_one_is_marked_as_one(engine: Engine) -> None:
    """The text has "Seamen's" alone; what hangs on it behind would not part it."""
    marked = {form for result in engine.find("seamens", most=50).results for form in result.marked}
    assert marked == {"Seamen's"}


def test_captions_and_credits_stand_behind_what_an_article_says(engine: Engine) -> None:
    """Twice "Streikende i tog gjennom Bergen mandag" is the line of a photograph."""
    urls = [result.url for result in engine.find("bergen type:passage", most=50).results]
    captions = [url for url in urls if url.endswith(("#p-108", "#p-149"))]
    assert len(captions) == 2 and urls[-2:] == captions


def test_each_excerpt_says_what_it_is(engine: Engine) -> None:
    shown = {result.text for query in QUERIES for result in engine.find(query, most=50).results}
    assert {"name", "statement", "quote", "body"} <= shown <= {"", "name", "statement", "quote", "translation", "body"}

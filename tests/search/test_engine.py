"""The engine in JavaScript: it folds and cuts as the index does, and finds what a reader means."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.rendering.search.tokens import fold, parse_words
from tests.search.engine import Engine
from tests.support.hostile import HOSTILE

SCRIPTS = st.text(st.one_of(
    st.characters(codec="utf-8", max_codepoint=0x24F), st.sampled_from("İıŞşĞğəßẞÆæŒœØøĐđÐðÞþŁłĦħŊŋſςΣσ"),
    st.characters(min_codepoint=0x300, max_codepoint=0x36F), st.characters(min_codepoint=0x530, max_codepoint=0x58F),
    st.characters(min_codepoint=0x900, max_codepoint=0x97F), st.characters(min_codepoint=0xE00, max_codepoint=0xE7F),
    st.characters(min_codepoint=0x3040, max_codepoint=0x30FF), st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF),
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1F64F), st.sampled_from("-‐‑'’ʼ./ \u200b\u00a0\u00ad_"),
), max_size=24)
TEXTS = SCRIPTS | st.sampled_from(HOSTILE)
#: The fixture is one running program for all examples, on purpose.
CALM = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@CALM
@given(text=TEXTS)
def test_both_fold_alike(engine: Engine, text: str) -> None:
    assert engine.fold(text) == fold(text)


@CALM
@example(text="\u103b \u1000\u103b \u0e01\u0e31 \u0e31")
@example(text="RO ro Ro ROS SKIP U.S. u.S. E.O.S É\u0301Ø ǅA ΑΣ a-RO-b NTB/RO U.S.A.F \u0e01AB 1AB")
@given(text=TEXTS)
def test_both_cut_alike(engine: Engine, text: str) -> None:
    words, expected = engine.words(text), parse_words(text)
    assert [word[0] for word in words] == [word.form for word in expected if word.kind == "word"]
    assert [word[1] for word in words if word[1]] == [word.form for word in expected if word.kind == "joined"]
    abbreviations = sorted((form, at) for at, word in enumerate(words) for form in word[2:] if form)
    assert abbreviations == sorted((word.form, word.position) for word in expected if word.kind == "abbreviation")


@CALM
@given(query=TEXTS)
def test_any_query_is_answered(engine: Engine, query: str) -> None:
    found = engine.find(query, is_open=True, most=3)
    assert len(found.results) == min(found.count, 3)


@pytest.mark.parametrize("query", HOSTILE)
def test_what_is_marked_is_text_of_the_excerpt(engine: Engine, query: str) -> None:
    for result in engine.find(query).results:
        assert all(words for words, _ in result.excerpt)


def first(engine: Engine, query: str) -> str:
    """The page that comes first."""
    return next(iter(engine.find(query).pages), "")


def test_a_phrase_is_found_in_its_order_alone(engine: Engine) -> None:
    assert engine.find('"seks timer"').count
    assert engine.find('"timer seks"').count == 0
    assert engine.find("timer seks").count


@pytest.mark.parametrize("query", ["“seks timer”", "„seks timer“", "«seks timer»", "“seks timer"])
def test_typographic_quotation_marks_make_a_phrase_too(engine: Engine, query: str) -> None:
    assert engine.find(query).pages == engine.find('"seks timer"').pages
    assert not engine.find(query.replace("seks timer", "timer seks")).count


def test_a_single_word_in_quotation_marks_stands_for_no_other_form(engine: Engine) -> None:
    assert engine.find("strikes").count
    assert not engine.find('"strikes"').count


def test_hyphen_space_and_joined_forms_are_alike(engine: Engine) -> None:
    pages = {query: first(engine, query) for query in ("redd-overfarten", "redd overfarten", "reddoverfarten")}
    assert set(pages.values()) == {"actors/save-the-crossing.html"}


def test_a_word_with_minus_takes_its_pages_out(engine: Engine) -> None:
    with_it, without = engine.find("agreement", most=50), engine.find("agreement -vote", most=50)
    assert 0 < without.count < with_it.count
    assert "events/members-vote.html" in with_it.pages and "events/members-vote.html" not in without.pages


def test_a_synonym_is_named(engine: Engine) -> None:
    assert {note["form"] for note in engine.find("vikarer").notes if note["kind"] == "synonym"} >= {"stand-ins"}


@pytest.mark.parametrize("query", ["stand-ins", "stand ins"])
def test_a_synonym_of_several_words_is_known_by_hyphen_and_by_space(engine: Engine, query: str) -> None:
    assert synonyms(engine, query) >= {"vikarer"}
    assert engine.find("vikarer").pages[0] in engine.find(query).pages


@pytest.mark.parametrize("query", ["stand-outs", "stand-ins-crews", "all-ferry"])
def test_a_part_of_joined_words_is_no_synonym(engine: Engine, query: str) -> None:
    assert not synonyms(engine, query)


def test_a_synonym_with_a_common_word_is_known(engine: Engine) -> None:
    assert synonyms(engine, "save the crossing") >= {"Redd-Overfarten"}
    assert synonyms(engine, "crossing campaign") >= {"Save the Crossing"}


def synonyms(engine: Engine, query: str) -> set[str]:
    """The other forms that were looked for."""
    return {note["form"] for note in engine.find(query).notes if note["kind"] == "synonym"}


def test_a_form_of_two_meanings_leads_to_both_groups(engine: Engine) -> None:
    assert synonyms(engine, "stoppage") >= {"streik", "innstilt"}


def test_two_capitals_are_the_abbreviation_and_small_letters_the_word(engine: Engine) -> None:
    """`i ro og orden` stands in the sentence that names Redd-Overfarten (RO)."""
    assert first(engine, "RO") == "actors/save-the-crossing.html"
    assert "Redd-Overfarten" in synonyms(engine, "RO")
    assert "Redd-Overfarten" not in synonyms(engine, "ro")
    marked = {query: {form for result in engine.find(query).results for form in result.marked}
              for query in ("RO", "ro")}
    assert "RO" in marked["RO"] and "ro" not in marked["RO"]
    assert "ro" in marked["ro"]
    assert {form for result in engine.find("redd overfarten").results for form in result.marked} >= {"RO"}


def test_an_abbreviation_that_is_no_word_is_found_in_small_letters_too(engine: Engine) -> None:
    assert engine.find("ntb").pages == engine.find("NTB").pages
    assert engine.find("N.T.B.").pages == engine.find("NTB").pages


def test_capitals_of_no_abbreviation_are_the_word(engine: Engine) -> None:
    assert engine.find("KAI").count and engine.find("KAI").pages == engine.find("kai").pages


@pytest.mark.parametrize(("typed", "meant"), [
    ("nordfrje", "actors/nordferje.html"), ("nordferge", "actors/nordferje.html"), ("fergestd", "actors/"),
    ("brgen", "places/bergen.html"),
])
def test_a_mistyped_name_is_found_and_said(engine: Engine, typed: str, meant: str) -> None:
    found = engine.find(typed)
    assert found.pages[0].startswith(meant)
    assert [note["word"] for note in found.notes if note["kind"] == "typo"] == [typed]


@pytest.mark.parametrize("typed", ["seamons", "seamon's"])
def test_a_mistyped_name_of_joined_words_is_found(engine: Engine, typed: str) -> None:
    found = engine.find(typed)
    assert found.pages[0] == "actors/union-of-seamen.html"
    assert [note["forms"][0] for note in found.notes if note["kind"] == "typo"] in (["seamens"], ["seamen"])


@pytest.mark.parametrize("query", ["nordferje's", "Nordferje’s"])
def test_what_is_somebodys_is_about_somebody(engine: Engine, query: str) -> None:
    assert engine.find(query).pages == engine.find("nordferje").pages
    assert engine.find(f"{query} mediator").pages == engine.find("nordferje mediator").pages


@pytest.mark.parametrize("typed", ["forbuxyz", "avtalisk"])
def test_no_word_is_taken_for_another_that_merely_begins_alike(engine: Engine, typed: str) -> None:
    assert not engine.find(typed).count


def test_a_word_that_is_printed_is_not_taken_for_a_common_word_of_a_name(engine: Engine) -> None:
    """`staten` is a word of a name and of sentences, `save` a short one; `state` and `gave` are printed themselves."""
    assert not synonyms(engine, "state") and not synonyms(engine, "gave")


def test_a_short_word_is_not_taken_for_a_name(engine: Engine) -> None:
    assert engine.find("olo").count == 0


def test_words_are_loosened_visibly(engine: Engine) -> None:
    found = engine.find("nordferje mediator xylophone")
    assert found.is_loose and found.count and found.strict == 0
    strict = engine.find("nordferje mediator")
    assert not strict.is_loose and strict.strict == strict.count
    assert found.pages[:strict.count] == strict.pages


def test_where_next_to_nothing_holds_all_words_others_follow_that_hold_half_of_them(engine: Engine) -> None:
    found = engine.find("agreement vote", most=50)
    assert found.is_loose and 0 < found.strict <= 2 < found.count
    assert found.pages[0] == "events/members-vote.html"
    both = {page for word in ("agreement", "vote") for page in engine.find(word, most=50).pages}
    assert set(found.pages) == both


def test_what_is_loosened_holds_at_least_half_of_the_words(engine: Engine) -> None:
    pages = [set(engine.find(word, most=50).pages) for word in ("quay", "vote", "passengers")]
    found = engine.find("quay vote passengers", most=50)
    assert all(sum(page in holding for holding in pages) >= 2 for page in found.pages)


def test_words_in_quotation_marks_are_never_left_out(engine: Engine) -> None:
    assert set(engine.find('"seks timer" xylophone').pages) == set(engine.find('"seks timer"').pages)
    assert not engine.find('"timer seks" streik').count


def test_a_beginning_finds_while_it_is_typed_and_said_to_be_one_after(engine: Engine) -> None:
    assert engine.find("sjømannsf", is_open=True).pages[0] == "actors/union-of-seamen.html"
    assert not engine.find("sjømannsf", is_open=True).notes
    assert engine.find("ferg", is_open=True).count > 0
    after = engine.find("sjømannsf")
    assert after.pages[0] == "actors/union-of-seamen.html"
    assert [note["forms"] for note in after.notes] == [["sjomannsforbundet"]]


def test_words_that_follow_one_another_come_first(engine: Engine) -> None:
    first_hit = engine.find("seks timer").results[0]
    assert "seks timer" in f"{first_hit.title} {first_hit.shown}".casefold()


@pytest.mark.parametrize(("query", "kinds"), [
    ("type:claim strike", {"claim"}), ("type:place bergen", {"place"}), ("type:passage streik", {"passage"}),
])
def test_type_narrows(engine: Engine, query: str, kinds: set[str]) -> None:
    assert {result.kind for result in engine.find(query).results} == kinds


def test_a_time_narrows_to_what_has_a_date_in_it(engine: Engine) -> None:
    pages = engine.find("from:2021-03-04 to:2021-03-04 type:event", most=50).pages
    assert "events/oslo-talks.html" in pages
    assert "events/agreement.html" not in pages


def test_a_source_and_an_actor_narrow(engine: Engine) -> None:
    assert "events/sailing-again.html" in engine.find("source:kystposten type:event", most=50).pages
    assert "events/oslo-talks.html" in engine.find('actor:"seamen\'s union" type:event', most=50).pages
    assert engine.find("actor:nobodyatall type:event").count == 0


def test_a_hit_in_an_article_leads_to_its_paragraph(engine: Engine) -> None:
    results = engine.find("passasjerene tålmodigheten type:passage").results
    assert results[0].url.startswith("sources/fjordradio-undated.html#p-")
    assert results[0].language == "nb"


def test_a_query_loads_only_some_of_the_index(fresh_engine: Engine) -> None:
    assert fresh_engine.loaded() == []
    fresh_engine.find("nordferje", most=3)
    loaded = fresh_engine.loaded()
    assert {"search/head.js", "search/rank.js"} <= set(loaded)
    assert "search/facets.js" not in loaded and "search/names.js" not in loaded
    assert len(loaded) == len(set(loaded))

"""Passages by remembered words, statement blocks, skeletons and suggestions."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.diagnostics import Diagnostics
from generator.editing.changes import Refusal
from generator.editing.passages import find_passages
from generator.editing.skeletons import KINDS, new_record
from generator.editing.statement_block import statement_block
from generator.editing.suggestions import suggest
from generator.model.dossier import Dossier
from generator.model.nodes import plain_value
from generator.model.records import Kind
from generator.model.tree import Tree
from generator.reading.words import load_words
from generator.reading.yaml_events import parse_yaml
from tests.support.cases import base_files, parse_case
from tests.support.golden import golden_tree

WORDS = load_words("en")


@cache
def _dossier() -> Dossier:
    dossier = pipeline.check(golden_tree()).dossier
    assert dossier is not None
    return dossier


def _case(sections: str) -> Dossier:
    dossier = pipeline.check(Tree.of(parse_case(f"{sections}--- expect\n").files)).dossier
    assert dossier is not None
    return dossier


# quote ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "passage"), [
    ("møttes  torsdag\ni Oslo", "møttes torsdag i Oslo"),
    ("Mottes Torsdag i oslo", "møttes torsdag i Oslo"),
    ('"Jeg håper at begge kommer", skriver meklingsmannen', "«Jeg håper at begge kommer», skriver meklingsmannen"),
    ("streiken begynte på onsdag morgen", "Streiken begynte onsdag morgen"),
    ("tre hundre sjøfolk i streik sier forbundet", "sjøfolk er i streik, sier forbundet"),
])
def test_the_best_passage(words: str, passage: str) -> None:
    found = find_passages(_dossier(), words)
    assert found[0].words == passage
    assert found[0].is_exact is (" ".join(words.split()) == passage)


def test_words_that_stand_twice_are_told_apart() -> None:
    found = find_passages(_dossier(), "Nordferje avviser dette", "avisa-2021-03-05")
    assert [each.line for each in found] == [8, 10]
    assert all(each.prefix or each.suffix for each in found)
    assert [each.uses[0][0].record_id for each in found] == ["night-ferry", "accusations"]


def test_only_the_article_asked_for_is_searched() -> None:
    assert {each.passage.source_id for each in find_passages(_dossier(), "NTB", "havnebladet-2021-03-12")} == {
        "havnebladet-2021-03-12"}


@pytest.mark.parametrize("words", ["", " ", "qqq xxx zzz", "Slik reiser du uten ferge"])
def test_nothing_is_found_for_nothing_and_for_boilerplate(words: str) -> None:
    assert [each for each in find_passages(_dossier(), words) if each.is_exact] == []


@settings(max_examples=50)
@given(st.data())
def test_a_pasted_block_anchors_where_it_was_found(data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(sorted(_dossier().articles.items())))[1]
    paragraph = data.draw(st.sampled_from(article.paragraphs))
    words = article.text[paragraph.start:paragraph.end].split()
    first = data.draw(st.integers(0, len(words) - 1))
    remembered = " ".join(words[first:first + data.draw(st.integers(1, 8))])
    for found in find_passages(_dossier(), remembered, article.source_id)[:2]:
        block = "\n".join(statement_block(_dossier(), found, WORDS))
        record = f"title: X\ntype: talks\nstatements:\n{block}\n".replace("says:", "says: X.").replace(
            "stage:\n", "stage: happened\n").replace("translation:", "translation: X")
        tree = Tree({**golden_tree(), "content/events/new-one.yml": record.encode()})
        dossier = pipeline.check(tree).dossier
        assert dossier is not None
        assert [quote.passage for quote in dossier.statements["new-one"][0].quotes] == [found.passage]


def test_what_is_open_in_a_block_is_empty() -> None:
    found = find_passages(_dossier(), "møttes torsdag i Oslo")[0]
    node = parse_yaml("x.yml", "\n".join(["statements:", *statement_block(_dossier(), found, WORDS)]).encode(), Diagnostics())
    assert node is not None
    statement, = plain_value(node)["statements"]
    assert statement == {"says": None, "stage": None, "date_words": "torsdag", "from": "avisa-2021-03-05",
                         "quote": "møttes torsdag i Oslo", "translation": None}


# skeletons ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_leads_to_what_is_missing(kind: Kind) -> None:
    path, data = new_record(_dossier().content, kind, "new-one", WORDS, title="Boats: # and all")
    assert path == f"content/{kind.folder}/new-one.yml"
    found = [finding for finding in pipeline.check(Tree({**golden_tree(), path: data})).diagnostics
             if finding.span.path == path]
    assert {finding.code for finding in found} == {"empty-value"}
    assert "Boats: # and all" in plain_value(parse_yaml(path, data, Diagnostics())).values()


def test_a_skeleton_names_the_terms_and_records_allowed() -> None:
    text = new_record(_dossier().content, Kind.EVENT, "new-one", WORDS)[1].decode()
    assert "talks (Talks)" in text and "norway" in text and "nordferje" not in text


@pytest.mark.parametrize("record_id", ["Not An Id", "oslo-talks", "avisa", "avisa-5-mars", "index"])
def test_an_id_that_cannot_be_or_is_taken_is_refused(record_id: str) -> None:
    with pytest.raises(Refusal):
        new_record(_dossier().content, Kind.EVENT, record_id, WORDS)


# suggest --------------------------------------------------------------------------------------------


def _found(dossier: Dossier, key: str) -> list[dict[str, object]]:
    return [dict(each.arguments) for each in suggest(dossier) if each.key == f"assist.suggest.{key}"]


def _with_line(line: str) -> Dossier:
    """The base dossier with a line more in its first article."""
    seed = base_files()["seeds/avisa.txt"]
    return _case(f"--- seeds/avisa.txt\n{seed}{line}\n")


def test_a_passage_nobody_uses() -> None:
    line = "Kaien lå tom hele dagen. Ingen ventet der."
    assert line in [each["words"] for each in _found(_with_line(line), "passage")]


def test_a_name_close_to_a_record_and_one_that_is_not() -> None:
    dossier = _with_line("Det sier Nordferge og Morgenposten.")
    assert [each["id"] for each in _found(dossier, "name-close")] == ["nordferje"]
    assert [each["name"] for each in _found(dossier, "name")] == ["Morgenposten"]


def test_a_date_no_event_has() -> None:
    found = _found(_with_line("Det ble roligere 29. mars."), "date")
    assert [(each["words"], each["date"]) for each in found] == [("29. mars.", "2021-03-29")]


def test_events_without_a_place_or_with_one_article() -> None:
    assert "summons" in {each["id"] for each in _found(_dossier(), "no-place")}
    one = {each["id"]: each["source"] for each in _found(_dossier(), "one-article")}
    assert one["summons"] == "avisa-2021-03-02" and "oslo-talks" not in one


def test_records_that_may_be_one() -> None:
    event = base_files()["content/events/oslo-talks.yml"]
    dossier = _case(f"--- content/events/talks-in-oslo.yml\n{event}"
                    "--- content/actors/nordfergen.yml\nname: Nordferjen\ntype: organisation\n")
    pairs = {(each["kind"], each["first"], each["second"]) for key in ("same-day", "same-name")
             for each in _found(dossier, key)}
    assert pairs == {("event", "oslo-talks", "talks-in-oslo"), ("actor", "nordfergen", "nordferje")}

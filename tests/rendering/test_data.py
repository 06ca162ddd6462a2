"""`data/dossier.json`: valid by its own schema, complete, sorted, and silent where rights say so."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.diagnostics import Diagnostics
from generator.linking.articles import decode_seed
from generator.model.dossier import PublicDossier
from generator.model.outputs import OutputFile
from generator.model.uris import DOSSIER_JSON, DOSSIER_SCHEMA
from generator.reading.words import load_words
from generator.rendering.context import Context
from generator.rendering.data import dossier_schema, render_data_files
from tests.releasing.test_removal import release
from tests.support.golden import golden_build

RECORDS = ("sources", "actors", "places", "events", "claims")


@cache
def golden_files() -> dict[str, OutputFile]:
    built = golden_build()
    assert built.public
    return {file.uri: file for file in render_data_files(Context(built.public, built.checked.words))}


def golden_data() -> dict[str, Any]:
    data = json.loads(golden_files()[DOSSIER_JSON].text)
    assert isinstance(data, dict)
    return data


def data_of(public: PublicDossier) -> dict[str, Any]:
    data = json.loads(render_data_files(Context(public, load_words("en")))[0].text)
    assert isinstance(data, dict)
    return data


def by_id(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return {record["id"]: record for record in data[kind]}


def faults(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}"
            for error in Draft202012Validator(dossier_schema()).iter_errors(data)]


# The schema -----------------------------------------------------------------------------------------


def test_schema_is_published_beside_the_data() -> None:
    schema = json.loads(golden_files()[DOSSIER_SCHEMA].text)
    Draft202012Validator.check_schema(schema)
    assert schema == dossier_schema()
    assert golden_data()["$schema"] == DOSSIER_SCHEMA.rpartition("/")[2]


@pytest.mark.parametrize("changes", [
    "", "--- in content/actors/union-of-seamen.yml\n- type: organisation\n+ type: organisation\n+ draft: true\n",
    *(f"--- in content/dossier.yml\n- licence: {{name: CC BY 4.0}}\n+ licence: {{name: CC BY 4.0}}\n"
      f"+ publish_text: {level}\n" for level in ("excerpts", "none")),
])
def test_data_is_valid(changes: str) -> None:
    assert faults(data_of(release(changes))) == []


def test_golden_data_is_valid() -> None:
    assert faults(golden_data()) == []


@pytest.mark.parametrize("part", [*RECORDS, "statements", "evidence", "mentions", "withdrawn"])
def test_schema_refuses_a_key_it_does_not_know(part: str) -> None:
    data = golden_data()
    assert data[part], "an empty list would show nothing"
    data[part][0]["surprise"] = 1
    assert len(faults(data)) == 1


def test_every_object_of_the_schema_is_closed_and_described() -> None:
    schema = dossier_schema()
    parts = {name: part for name, part in schema["$defs"].items() if "properties" in part}
    assert [name for name, part in parts.items() if part.get("additionalProperties") is not False] == []
    assert [name for name, part in parts.items() if not part.get("description")] == []
    assert schema["additionalProperties"] is False and set(schema["required"]) == set(schema["properties"])


def test_every_key_of_the_schema_is_used_in_the_golden_dossier() -> None:
    used = {key for mapping in mappings_in(golden_data()) for key in mapping}
    declared = {key for part in dossier_schema()["$defs"].values() for key in part.get("properties", {})}
    assert declared - used == set()


def mappings_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings_in(item)


# What it holds --------------------------------------------------------------------------------------


def test_everything_published_is_in_it_once() -> None:
    public, data = golden_build().public, golden_data()
    assert public
    ids = [record["id"] for kind in RECORDS for record in data[kind]]
    assert sorted(ids) == sorted(public.dossier.content.records)
    assert [event["id"] for event in data["events"]] == list(public.dossier.event_order)
    assert [event["order"] for event in data["events"]] == list(range(1, len(data["events"]) + 1))
    assert {item["id"] for item in data["withdrawn"]} == {"rented-room"}
    assert data["redirects"]["harbour-room"] == "rented-room"


def test_every_name_of_a_record_or_statement_leads_somewhere() -> None:
    data = golden_data()
    records = {record["id"] for kind in (*RECORDS, "withdrawn") for record in data[kind]}
    keys = {statement["key"] for statement in data["statements"]}
    named = set()
    for mapping in mappings_in({kind: data[kind] for kind in (*RECORDS, "statements", "evidence", "mentions")}):
        for key in ("record", "source", "actor", "event", "place", "publisher", "area", "holder", "of"):
            named |= {mapping[key]} if isinstance(mapping.get(key), str) else set()
    assert named <= records and len(named) > 20
    listed = {key for kind in ("events", "claims") for record in data[kind]
              for name in ("statements", "guests", "accounts") for key in record.get(name, ())}
    assert listed == keys


def test_evidence_is_one_entry_per_quote() -> None:
    data = golden_data()
    quotes = [(statement["record"], statement["key"], quote["source"], quote["quote"], quote["start"], quote["end"])
              for statement in data["statements"] for quote in statement["quotes"]]
    assert quotes == [tuple(item[key] for key in ("record", "statement", "source", "quote", "start", "end"))
                      for item in data["evidence"]]


def test_offsets_lead_to_the_words_in_the_seed() -> None:
    built, data = golden_build(), golden_data()
    assert built.checked.content
    texts = {source["id"]: decode_seed(built.checked.content.records[source["id"]],
                                       built.checked.content.seeds[source["seed"]], Diagnostics())
             for source in data["sources"]}
    for item in data["evidence"]:
        text = texts[item["source"]]
        assert text and item["quote"] in (None, text[item["start"]:item["end"]])
    for source in data["sources"]:
        for stretch in (each for paragraph in source["paragraphs"] for each in paragraph["stretches"]):
            text = texts[source["id"]]
            assert text and stretch["text"] in (None, text[stretch["start"]:stretch["end"]])


def test_stretches_follow_one_another_without_a_gap() -> None:
    for source in golden_data()["sources"]:
        for paragraph in source["paragraphs"]:
            ends = [paragraph["start"], *(stretch["end"] for stretch in paragraph["stretches"])]
            assert [stretch["start"] for stretch in paragraph["stretches"]] == ends[:-1]
            assert ends[-1] == paragraph["end"]


def test_withheld_words_are_null_and_shown_parts_stretches_of_their_own() -> None:
    sources = by_id(golden_data(), "sources")
    shown = {source_id: {stretch["text"] is not None for paragraph in source["paragraphs"]
                         for stretch in paragraph["stretches"]} for source_id, source in sources.items()}
    assert shown["avisa-2021-03-02"] == {True}
    assert shown["avisa-2021-03-05"] == {True, False}
    assert shown["havnebladet-2021-03-12"] == {False}
    quotes = {item["source"]: item["quote"] for item in golden_data()["evidence"]}
    assert quotes["havnebladet-2021-03-12"] is None and quotes["avisa-2021-03-05"]


def test_links_point_into_the_sentence() -> None:
    data = golden_data()
    linked = [(statement["says"]["en"][link["start"]:link["end"]], link["record"])
              for statement in data["statements"] for link in statement.get("links", ())]
    assert ("Oslo", "oslo") in linked


def test_texts_are_by_language_and_dates_have_bounds() -> None:
    data = golden_data()
    assert not [mapping for mapping in mappings_in(data) if "" in mapping]
    assert data["dossier"]["title"] == {"en": "The Ferry Strike", "nb": "Fergestreiken"}
    event = by_id(data, "events")["oslo-talks"]
    assert event["date"] == {"text": "2021-03-04", "precision": "day", "earliest": "2021-03-04",
                             "latest": "2021-03-04", "approximate": False, "uncertain": False}
    assert "[[" not in json.dumps([record.get("note") for kind in RECORDS for record in data[kind]])


# How it is written ----------------------------------------------------------------------------------


def test_no_text_can_end_a_script() -> None:
    text = golden_files()[DOSSIER_JSON].text
    assert "</" not in text and "<\\/script>" in text


def test_keys_are_sorted_and_a_record_is_a_line() -> None:
    text = golden_files()[DOSSIER_JSON].text
    lines = [json.loads(line.removesuffix(",")) for line in text.splitlines() if line.startswith("  {")]
    data = golden_data()
    assert len(lines) == sum(len(value) for value in data.values() if isinstance(value, list))
    assert all(list(line) == sorted(line) for line in lines)
    assert list(data) == sorted(data)
    assert text.encode().decode() == text


def test_the_same_dossier_gives_the_same_bytes() -> None:
    built = golden_build()
    assert built.public
    again = render_data_files(Context(built.public, built.checked.words))
    assert {file.uri: file.text for file in again} == {uri: file.text for uri, file in golden_files().items()}

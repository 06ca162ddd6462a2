"""The schemas with ids offer what a dossier holds, and take no less than those without."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.diagnostics import Diagnostics
from generator.model.tree import Tree
from generator.reading.completion_schemas import Known, completing_schemas, known_in
from generator.reading.content import load_content
from generator.reading.schemas import FILES, record_schemas
from generator.reading.yaml_events import parse_yaml
from tests.reading.test_schemas import core_value, kind_of
from tests.support.golden import golden_tree


def known(tree: Tree) -> Known:
    diagnostics = Diagnostics()
    content = load_content(tree, diagnostics)
    assert content is not None
    return known_in(content)


SCHEMAS = completing_schemas(known(golden_tree()))


def choices(schema: dict[str, Any], field: str, part: str = "") -> list[str]:
    """What the schema offers in a field, of the file itself or of one of its parts."""
    properties = (schema["$defs"][part] if part else schema)["properties"]
    reference = next(branch["$ref"] for branch in properties[field]["anyOf"] if "known-" in branch.get("$ref", ""))
    return schema["$defs"][reference.removeprefix("#/$defs/")]["enum"]


@pytest.mark.parametrize("name", FILES)
def test_schema_is_one_of_its_dialect(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", [path for path in golden_tree().files_below("content") if kind_of(path)])
def test_golden_file_is_accepted(path: str) -> None:
    node = parse_yaml(path, golden_tree()[path], Diagnostics())
    assert node is not None
    assert list(Draft202012Validator(SCHEMAS[kind_of(path) or ""]).iter_errors(core_value(node))) == []


@pytest.mark.parametrize(("name", "part", "field", "offered"), [
    ("event", "", "type", "talks"), ("event", "", "place", "oslo"), ("event", "", "place", "norway"),
    ("event", "Statement", "from", "avisa-2021-03-05"), ("event", "Statement", "by", "union-of-seamen"),
    ("event", "Statement", "who", "nordferje"), ("event", "EventRelation", "event", "oslo-talks"),
    ("event", "Remark", "reference", "gazetteer"), ("event", "Figure", "unit", "persons"),
    ("claim", "", "about", "ferry-strike"), ("source", "", "publisher", "avisa"), ("source", "Relay", "actor", "ntb"),
    ("actor", "", "type", "organisation"), ("place", "", "type", "city"), ("proposal", "", "for", "crews-on-strike"),
])
def test_field_offers_what_it_may_name(name: str, part: str, field: str, offered: str) -> None:
    assert offered in choices(SCHEMAS[name], field, part)


def test_place_offers_no_event_and_speaker_no_place() -> None:
    assert "ferry-strike" not in choices(SCHEMAS["event"], "place")
    assert "oslo" not in choices(SCHEMAS["event"], "by", "Statement")


def test_what_has_mistakes_is_offered_too() -> None:
    files = dict(golden_tree())
    files["content/actors/half-written.yml"] = b"name:\n"
    schemas = completing_schemas(known(Tree(files)))
    assert "half-written" in choices(schemas["event"], "by", "Statement")


def test_without_a_dossier_the_schemas_take_what_they_took() -> None:
    schemas = completing_schemas(Known())
    assert schemas.keys() == record_schemas().keys()
    assert schemas["event"]["properties"]["type"] == record_schemas()["event"]["properties"]["type"]

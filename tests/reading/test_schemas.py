"""The JSON Schemas accept what `check` accepts by its shape, as a YAML 1.2 loader hands it over, and know every key."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.diagnostics import Diagnostics
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.model.proposals import Proposal
from generator.model.records import RECORD_MODELS, Kind
from generator.model.searches import SearchList
from generator.model.settings import DossierSettings
from generator.reading.content import ReferenceFile, SynonymFile, TermFile
from generator.reading.schemas import record_schemas
from generator.reading.validation import validate_node
from generator.reading.yaml_events import parse_yaml
from tests.support.cases import CASES_PATH, parse_case

GOLDEN_PATH = Path(__file__).parents[1] / "golden" / "dossier"
MODELS: dict[str, Any] = {
    **{kind.value: model for kind, model in RECORD_MODELS.items()},
    "proposal": Proposal, "dossier": DossierSettings, "references": ReferenceFile, "vocabulary": TermFile,
    "synonyms": SynonymFile, "searches": SearchList}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_INTEGER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def core_value(node: Node) -> Any:
    """The node as a loader with the core schema of YAML 1.2 reads it (https://yaml.org/spec/1.2.2/#103-core-schema)."""
    match node:
        case ScalarNode(value=value, is_plain=is_plain):
            return _core_scalar(value) if is_plain else value
        case SequenceNode(items=items):
            return [core_value(item) for item in items]
        case MappingNode(entries=entries):
            return {key.value: core_value(value) for key, value in entries}


def _core_scalar(value: str) -> Any:
    if value in ("", "~", "null", "Null", "NULL"):
        return None
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    if _OTHER_INTEGER.fullmatch(value):
        return int(value, 0)
    return float(value) if _FLOAT.fullmatch(value) else value


def kind_of(path: str) -> str | None:
    """The schema that a file of a dossier belongs to; None for files that have none."""
    if path in ("content/dossier.yml", "content/references.yml", "content/searches.yml"):
        return path.removeprefix("content/").removesuffix(".yml")
    folder = path.removeprefix("content/").partition("/")[0]
    if path == "content/vocabulary/synonyms.yml":
        return "synonyms"
    if folder == "vocabulary" and not path.endswith("words.yml"):
        return "vocabulary"
    if folder == "proposals":
        return "proposal"
    return next((kind.value for kind in Kind if kind.folder == folder and path.endswith(".yml")), None)


def golden_files() -> list[str]:
    return [path.relative_to(GOLDEN_PATH).as_posix() for path in sorted(GOLDEN_PATH.rglob("content/**/*.yml"))]


@lru_cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(record_schemas()[kind])


@lru_cache(maxsize=None)
def faults(kind: str, text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether `check` takes a text as a file of this kind, and what the schema says against it."""
    diagnostics = Diagnostics()
    node = parse_yaml("content/x.yml", text.encode(), diagnostics)
    if node is None:
        return False, ()
    accepted = validate_node(MODELS[kind], node, diagnostics) is not None
    return accepted, tuple(f"{error.json_path}: {error.message[:200]}"
                           for error in validator(kind).iter_errors(core_value(node)))


def case_files() -> Iterator[tuple[str, str, str]]:
    for case_path in sorted(CASES_PATH.rglob("*.case")):
        for path, text in parse_case(case_path.read_text(encoding="utf-8")).files.items():
            if isinstance(text, str) and (kind := kind_of(path)):
                yield f"{case_path.name}: {path}", kind, text


@pytest.mark.parametrize("kind", MODELS)
def test_schema_is_one_of_its_dialect(kind: str) -> None:
    schema = record_schemas()[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", golden_files())
def test_golden_file_is_accepted(path: str) -> None:
    kind = kind_of(path)
    if kind is None:
        pytest.skip("a file without a schema")
    assert faults(kind, (GOLDEN_PATH / path).read_text(encoding="utf-8")) == (True, ())


def test_what_check_accepts_in_the_cases_is_accepted() -> None:
    refused = {}
    for name, kind, text in case_files():
        accepted, found = faults(kind, text)
        if accepted and found:
            refused[name] = found
    assert not refused


EVENT = "title: a\ntype: talks\nstatements:\n- says: b\n  from: c\n  quote: d\n"
SOURCE = "seed: a.txt\nlanguage: nb\ntitle: a\nrights: {publish_text: full, basis: licence}\n"
CLAIM = "question: a\naccounts:\n- says: b\n  from: c\n  quote: d\n"
DOSSIER = ("format: 1\nid: a\ntitle: a\nversion: 1.0\ndate: 2021-03-20\nlanguages: en\nperiod: 2021\n"
           "licence: {name: x}\npublisher: x\n")


@pytest.mark.parametrize(("kind", "text"), [
    ("event", EVENT.replace("title: a", "title: 2020")),
    ("event", EVENT.replace("title: a", "title: true")),
    ("event", EVENT.replace("title: a", "title: {en: 2020, nb: 1e3}")),
    ("event", EVENT + "date: 2020\n"),
    ("event", EVENT + "date: 2020-10-01\n"),
    ("event", EVENT + "date: [2020-10-01, 2021]\ndate_why: 1\n"),
    ("event", EVENT + "date: -0500\n"),
    ("event", EVENT + "former_ids: [2020]\n"),
    ("event", EVENT + "draft: 'true'\n"),
    ("event", EVENT + "withdrawn: {date: 2020, why: 300}\n"),
    ("event", EVENT + "  by: a\n  who: b\n  key: 12\n  line: '3'\n  translation: 300\n  checked: 2021-01-01\n"),
    ("event", EVENT + "  by: [a, 1]\n  who: [b]\n  line: 3\n  translation: {en: a}\n  note: x\n"),
    ("event", EVENT + "  who: {party: a, host: [b, c]}\n  who_why: 7\n  translation: {text: a, by: 7}\n"),
    ("event", EVENT + "  date_words: 12\n  note: {text: x, reference: 12}\n  answers: 1984\n"),
    ("event", EVENT + "  figure: {words: 300, value: '300', unit: persons, since: 2020}\n"),
    ("event", EVENT + "  figure: {words: 300, low: 1e2, high: 300.5, unit: 1, cumulative: true}\n"),
    ("source", SOURCE + "authors: 12\nretrieved: {at: 2021}\npublished: 2021\npublished_why: a\n"),
    ("source", SOURCE + f"sha256: {'1' * 64}\napparatus: [{{line: 1, kind: title}}, {{lines: 3-4, kind: caption}}]\n"),
    ("source", SOURCE + "boilerplate: [{starts: 12, kind: menu}]\nrelays: [{actor: 1, words: 2}]\n"),
    ("actor", "name: 1\ntype: 2\nidentifiers: {geonames: 3143244, wikidata: Q585}\n"),
    ("place", "name: a\ntype: b\ncoordinates: {lat: '59.91', lon: 10, precision: locality}\n"),
    ("claim", CLAIM + "about: a\nfinding: {is: contested, why: 1, reference: 2, date: 2020}\n"),
    ("dossier", DOSSIER),
    ("dossier", DOSSIER.replace("format: 1", "format: '1'") + "limits: [1, {en: 2}]\nnot_names: 12\n"
                "text_rules: {nb: {negation: 1, quotation_marks: [a, b]}}\n"),
    ("references", "a: {title: 1984, accessed: 2020-01-01, date: 1949}\n1984: {title: b, note: 12}\n"),
    ("vocabulary", "a: {label: 12, codes: {x: 190}, glyph: 1, is_person: true}\n"),
])
def test_text_that_looks_otherwise_is_accepted(kind: str, text: str) -> None:
    assert faults(kind, text) == (True, ())


@pytest.mark.parametrize(("kind", "text"), [
    ("event", EVENT + "titel: x\n"),
    ("event", EVENT + "titel_why: x\n"),
    ("event", EVENT + "  stages: happened\n"),
    ("event", EVENT + "  stage: happend\n"),
    ("event", EVENT + "draft: maybe\n"),
    ("event", "title: a\n"),
    ("event", EVENT + "note: {text: x, refrence: y}\n"),
    ("source", SOURCE + "apparatus: [{line: 1, kind: titel}]\n"),
    ("place", "name: a\ntype: b\ncoordinates: {lat: 95, lon: 10, precision: locality}\n"),
    ("vocabulary", "a: {lable: x}\n"),
    ("dossier", DOSSIER + "subtitel: x\n"),
])
def test_what_check_refuses_by_its_shape_is_refused(kind: str, text: str) -> None:
    accepted, found = faults(kind, text)
    assert not accepted and found


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_is_described(kind: str) -> None:
    schema = record_schemas()[kind]
    parts = [schema, *schema.get("$defs", {}).values()]
    bare = [f"{part.get('title', kind)}.{name}" for part in parts for name, item in part.get("properties", {}).items()
            if not item.get("description") and part.get("title") not in ("Remark",)]
    assert bare == []

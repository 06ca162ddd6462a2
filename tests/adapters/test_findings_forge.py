"""Findings for a forge: commands that cannot be forged by what they name, and SARIF that its readers take."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.adapters.findings_forge import findings_github, findings_sarif
from generator.diagnostics import CODES, Diagnostic, Diagnostics, Related, Severity, Span
from generator.reading.words import load_words

WORDS = load_words("en")

#: What GitHub and the standard ask of a log; the standard's whole schema is no part of this repository.
ESSENTIALS = {
    "type": "object", "required": ["$schema", "version", "runs"], "additionalProperties": False,
    "properties": {"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": {
        "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["tool", "results"], "additionalProperties": False, "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                    "type": "object", "required": ["name", "rules"], "properties": {
                        "semanticVersion": {"pattern": r"^\d+\.\d+\.\d+"},
                        "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}}}}}},
                "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "originalUriBaseIds": {"type": "object"},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}}}}}},
    "$defs": {
        "text": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "rule": {"type": "object", "required": ["id", "shortDescription", "fullDescription", "help"], "properties": {
            "shortDescription": {"$ref": "#/$defs/text"}, "fullDescription": {"$ref": "#/$defs/text"},
            "help": {"$ref": "#/$defs/text"},
            "defaultConfiguration": {"properties": {"level": {"$ref": "#/$defs/level"}}}}},
        "location": {"type": "object", "required": ["physicalLocation"], "properties": {"physicalLocation": {
            "type": "object", "required": ["artifactLocation", "region"], "properties": {
                "artifactLocation": {"required": ["uri"], "properties": {
                    "uri": {"type": "string", "pattern": r"^(?!/)[A-Za-z0-9%._~/-]+$"}}},
                "region": {"required": ["startLine"], "additionalProperties": False, "properties": {
                    name: {"type": "integer", "minimum": 1}
                    for name in ("startLine", "startColumn", "endLine", "endColumn")}}}}}},
        "result": {"type": "object", "required": ["ruleId", "ruleIndex", "level", "message", "locations"], "properties": {
            "message": {"$ref": "#/$defs/text"}, "level": {"$ref": "#/$defs/level"},
            "locations": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/location"}},
            "relatedLocations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}}}}}}


def _finding(path: str = "content/events/x.yml", code: str = "unknown-term", **arguments: object) -> Diagnostic:
    return Diagnostic(code, Span(path, 2, 5, 2, 9), Severity.ERROR, {"term": "talkz", **arguments}, "",
                      (Related(Span("content/a.yml", 3, 1), "related.first"),))


def _sarif(*findings: Diagnostic, folder: str = "") -> dict[str, object]:
    return json.loads(findings_sarif(Diagnostics(findings), WORDS, version="1.2.3", folder=folder))


# Workflow commands ----------------------------------------------------------------------------------

_COMMAND = re.compile(r"::(error|warning) (?P<properties>(?:\w+=[^,:\n]*,?)+)::(?P<message>[^\n]*)")


def _properties(line: str) -> dict[str, str]:
    match = _COMMAND.fullmatch(line)
    assert match, line
    return dict(part.split("=", 1) for part in match["properties"].split(","))


def test_a_finding_is_put_on_its_line_and_columns() -> None:
    line, summary = findings_github(Diagnostics([_finding()]), WORDS).splitlines()
    assert _properties(line) == {"file": "content/events/x.yml", "line": "2", "col": "5", "endColumn": "9",
                                 "title": "unknown-term"}
    assert summary == "1 error in 1 file"


def test_a_finding_of_several_lines_has_no_columns() -> None:
    finding = Diagnostic("yaml-syntax", Span("content/a.yml", 2, 5, 4, 1), Severity.WARNING)
    line = findings_github(Diagnostics([finding]), WORDS).splitlines()[0]
    assert _properties(line) == {"file": "content/a.yml", "line": "2", "endLine": "4", "title": "yaml-syntax"}
    assert line.startswith("::warning ")


def test_a_project_in_a_folder_of_its_repository_names_files_from_the_root() -> None:
    line = findings_github(Diagnostics([_finding()]), WORDS, folder="dossiers/first/").splitlines()[0]
    assert _properties(line)["file"] == "dossiers/first/content/events/x.yml"


@pytest.mark.parametrize("path", ["content/a,line=99.yml", "content/a::error ::x.yml", "content/100%.yml"])
def test_a_name_cannot_add_a_property_or_end_the_command(path: str) -> None:
    found = _properties(findings_github(Diagnostics([_finding(path)]), WORDS).splitlines()[0])
    assert found["line"] == "2"
    assert found["file"].replace("%2C", ",").replace("%3A", ":").replace("%25", "%") == path


@given(st.text(), st.text(min_size=1))
def test_nothing_a_finding_names_begins_a_command_of_its_own(value: str, path: str) -> None:
    shown = findings_github(Diagnostics([_finding(f"content/{path}", term=value)]), WORDS)
    assert len(shown.splitlines()) == 2
    _properties(shown.splitlines()[0])


def test_nothing_found_is_said_in_a_line() -> None:
    assert findings_github(Diagnostics(), WORDS) == "no problems found"


# SARIF ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_code_makes_a_valid_log_with_its_rule(code: str) -> None:
    log = _sarif(_finding(code=code))
    Draft202012Validator(ESSENTIALS).validate(log)
    (run,) = log["runs"]
    (rule,), (result,) = run["tool"]["driver"]["rules"], run["results"]
    assert rule["id"] == result["ruleId"] == code
    assert rule["defaultConfiguration"]["level"] == CODES[code].label


def test_an_empty_log_is_valid() -> None:
    log = _sarif()
    Draft202012Validator(ESSENTIALS).validate(log)
    assert log["runs"][0]["results"] == []


def test_results_name_their_rule_by_its_place() -> None:
    run = _sarif(_finding(code="yaml-tab"), _finding(), _finding(term="other"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["unknown-term", "yaml-tab"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_files_are_relative_and_percent_encoded() -> None:
    run = _sarif(_finding("content/møte 1.yml"), folder="a b/")["runs"][0]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20b/content/m%C3%B8te%201.yml"
    assert location["region"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 9}


def test_a_finding_keeps_its_fingerprint_when_its_line_moves() -> None:
    first, second, other = (
        _sarif(finding)["runs"][0]["results"][0]["partialFingerprints"]
        for finding in (_finding(), Diagnostic("unknown-term", Span("content/events/x.yml", 30, 1), Severity.ERROR,
                                               {"term": "talkz"}), _finding(term="other")))
    assert first == second != other


@given(st.text(), st.text(min_size=1))
def test_any_text_makes_a_valid_log(value: str, path: str) -> None:
    Draft202012Validator(ESSENTIALS).validate(_sarif(_finding(f"content/{path}", term=value)))

"""Findings as text and JSON; what they name can neither steer a terminal nor fill it."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.adapters.findings import (
    finding_hint, finding_lines, finding_message, findings_json, findings_text, visible,
)
from generator.diagnostics import CODES, Diagnostic, Diagnostics, Related, Severity, Span
from generator.model.words import Words
from generator.reading.words import load_words

WORDS = Words("en", {
    "made-up.message": "'{value}' is not {expected}", "made-up.hints.closest": "the closest is '{suggestion}'",
    "made-up.hints.slip": "mind the slip", "made-up.hints.default": "look again",
    "finding.hint": "hint", "finding.suggestion": ": try {suggestion}", "finding.expected.list": "a list",
    "finding.summary.errors.one": "1 error", "finding.summary.errors.other": "{n} errors",
    "finding.summary.warnings.one": "1 warning", "finding.summary.files.one": "in 1 file",
    "finding.summary.files.other": "in {n} files", "finding.summary.clean": "no problems found",
    "related.first": "first defined here",
})
SPAN = Span("content/events/x.yml", 2, 5, 2, 9)


def _finding(hint: str = "", severity: Severity = Severity.ERROR, **arguments: object) -> Diagnostic:
    return Diagnostic("made-up", SPAN, severity, {"value": "talkz", "expected": "list", **arguments}, hint,
                      (Related(Span("content/a.yml", 3, 1), "related.first"),))


def test_a_finding_names_place_severity_code_hint_and_related_place() -> None:
    assert finding_lines(_finding("closest", suggestion="talks"), WORDS) == [
        "content/events/x.yml:2:5: error[made-up]: 'talkz' is not a list",
        "  hint: the closest is 'talks'",
        "  content/a.yml:3:1: first defined here",
    ]


@pytest.mark.parametrize(("hint", "suggestion", "shown"), [
    ("closest", "talks", "the closest is 'talks'"),
    ("slip", "talks", "mind the slip: try talks"),
    ("slip", "", "mind the slip"),
    ("", "", "look again"),
    ("unheard-of", "", "look again"),
])
def test_the_hint_is_the_named_one_or_the_default(hint: str, suggestion: str, shown: str) -> None:
    assert finding_hint(_finding(hint, suggestion=suggestion), WORDS) == shown


def test_a_code_without_hints_has_none() -> None:
    assert finding_hint(_finding(), Words("en", {})) == ""


def test_the_line_in_question_is_shown_with_a_mark() -> None:
    lines = finding_lines(_finding(), WORDS, files={SPAN.path: b"title: x\ntype: talkz\n"})
    assert lines[1:3] == ["  2 | type: talkz", "    |     ^^^^"]


@pytest.mark.parametrize("data", [
    b"", b"one line", b"\n\n", b"a\n" + b"x" * 101, b"a\ntype: \x1b[31m", "a\ntype: møte".encode(), b"a\n\xff\xfe",
])
def test_a_line_that_would_not_read_well_is_left_out(data: bytes) -> None:
    assert len(finding_lines(_finding(), WORDS, files={SPAN.path: data})) == 3


def test_the_summary_counts_errors_warnings_and_files() -> None:
    diagnostics = Diagnostics([_finding(), _finding(value="b"), Diagnostic(
        "made-up", Span("content/other.yml"), Severity.WARNING)])
    assert findings_text(diagnostics, WORDS).splitlines()[-1] == "2 errors, 1 warning in 2 files"
    assert findings_text(Diagnostics(), WORDS) == "no problems found"


def test_colour_is_asked_for() -> None:
    diagnostics = Diagnostics([_finding()])
    assert "\x1b[" in findings_text(diagnostics, WORDS, colour=True)
    assert "\x1b[" not in findings_text(diagnostics, WORDS)


@given(st.text())
def test_no_text_reaches_the_terminal_unseen(text: str) -> None:
    diagnostics = Diagnostics([_finding(value=text)])
    shown = findings_text(diagnostics, WORDS)
    assert all(mark.isprintable() or mark == "\n" for mark in shown)
    assert len(shown.splitlines()) == 4
    json.loads(findings_json(diagnostics, WORDS))


@pytest.mark.parametrize(("text", "shown"), [
    ("\x1b[31mred", "\\x1b[31mred"), ("a\nb", "a\\nb"), ("a\u202eb", "a\\u202eb"), ("a\u00a0b", "a b"),
    ("x" * 200, "x" * 159 + "…"),
])
def test_what_does_not_print_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_json_keeps_its_keys() -> None:
    found = json.loads(findings_json(Diagnostics([_finding("closest", suggestion="talks")]), WORDS))
    assert found == {
        "format": 1,
        "findings": [{
            "code": "made-up", "severity": "error", "path": SPAN.path, "line": 2, "column": 5, "end_line": 2,
            "end_column": 9, "message": "'talkz' is not a list", "hint": "the closest is 'talks'",
            "hint_name": "closest", "arguments": {"value": "talkz", "expected": "list", "suggestion": "talks"},
            "related": [{"path": "content/a.yml", "line": 3, "column": 1, "text": "first defined here"}],
        }],
        "summary": {"errors": 1, "warnings": 0, "files": 1},
    }


# The words files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_and_an_explanation(code: str) -> None:
    words = load_words("en")
    assert words.has(f"{code}.message")
    assert len(words.texts.get(f"{code}.explain", "")) > 80


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_and_hint_is_there_in_indonesian_with_the_same_places_to_fill(code: str) -> None:
    english, indonesian = load_words("en").texts, load_words("id").texts
    for key in english:
        if key == f"{code}.message" or key.startswith(f"{code}.hints."):
            assert indonesian[key] != english[key], key
            assert _places(indonesian[key]) <= _places(english[key]), key


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_text_can_be_filled(language: str) -> None:
    words = load_words(language)
    for key in words.texts:
        if not key.endswith(".explain"):
            words(key, line=1, value="x")


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_message_without_its_arguments_still_reads() -> None:
    assert finding_message(Diagnostic("bad-date", SPAN, Severity.ERROR), load_words("en")) == "'{value}' is not a date"

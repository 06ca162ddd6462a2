"""Findings as text for people and as JSON for programs.

Owns how a finding's sentence, hint and related places are laid out, and that untrusted text in them can neither
steer a terminal nor fill it. Knows no stage; the sentences come from the words files.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import click

from generator.diagnostics import Diagnostic, Diagnostics, Severity, Span
from generator.model.words import Words

#: Version of the JSON form; keys may be added to it, none changes or goes without a new number.
JSON_FORMAT = 1

_LONGEST = 160
_LONGEST_LIST = 800
_LISTS = {"known", "expected", "fields"}
_NAMED_VALUES = {"expected": ("shape", "expected", "kind"), "found": ("shape", "kind"), "kind": ("kind",)}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def visible(text: str, limit: int = _LONGEST) -> str:
    """The text on one line: what does not print shown as its escape, and cut behind `limit` code points.

    Terminal escapes, line ends and marks that turn the writing direction become `\\x1b` and such; spaces of all
    widths become plain ones, since matching takes them for the same.
    """
    shown = text if len(text) <= limit else text[:limit - 1] + "…"
    return "".join(mark if mark.isprintable() else _escaped(mark) for mark in shown)


def _escaped(mark: str) -> str:
    return " " if unicodedata.category(mark) == "Zs" else ascii(mark)[1:-1]


def finding_message(finding: Diagnostic, words: Words) -> str:
    """The finding's sentence, its values filled in."""
    return words(f"{finding.code}.message", **_arguments(finding.arguments, words))


def finding_hint(finding: Diagnostic, words: Words) -> str:
    """What to do, or an empty string: the hint the finding names, else the code's `default`.

    A suggestion that the hint's words do not name is added behind them.
    """
    key = next((key for key in (f"{finding.code}.hints.{name}" for name in (finding.hint, "default") if name)
                if words.has(key)), "")
    if not key:
        return ""
    arguments = _arguments(finding.arguments, words)
    hint = words(key, **arguments)
    suggestion = arguments.get("suggestion", "")
    if suggestion and str(suggestion) not in hint:
        hint += words("finding.suggestion", suggestion=suggestion)
    return hint


def _arguments(arguments: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """The arguments as they may be shown; keys of words (`expected: list`) become these words."""
    return {name: _shown(name, value, words) for name, value in arguments.items()}


def _shown(name: str, value: Any, words: Words) -> Any:
    if isinstance(value, (int, float)):
        return value
    text = str(value)
    groups = _NAMED_VALUES.get(name, ())
    if groups:
        text = " / ".join(_named(part, groups, words) for part in text.split(" / "))
    return visible(text, _LONGEST_LIST if name in _LISTS else _LONGEST)


def _named(value: str, groups: Iterable[str], words: Words) -> str:
    keys = (f"finding.{group}.{value}" for group in groups)
    return next((words(key) for key in keys if words.has(key)), value)


# Text -----------------------------------------------------------------------------------------------


def findings_text(
    diagnostics: Diagnostics, words: Words, *, files: Mapping[str, bytes] | None = None, colour: bool = False
) -> str:
    """All findings in order, then the summary; with `files`, the line in question with a mark below it."""
    lines: list[str] = []
    for finding in diagnostics:
        lines += finding_lines(finding, words, files=files, colour=colour)
    lines.append(findings_summary(diagnostics, words))
    return "\n".join(lines)


def finding_lines(
    finding: Diagnostic, words: Words, *, files: Mapping[str, bytes] | None = None, colour: bool = False
) -> list[str]:
    """One finding: `path:line:column: error[code]: sentence`, then its hint and related places, indented."""
    label = f"{finding.severity.label}[{finding.code}]"
    if colour:
        label = click.style(label, fg=_COLOURS[finding.severity], bold=True)
    lines = [f"{_place(finding.span)}: {label}: {finding_message(finding, words)}"]
    lines += _excerpt(finding.span, files or {})
    hint = finding_hint(finding, words)
    if hint:
        lines.append(f"  {words('finding.hint')}: {hint}")
    lines += [f"  {_place(other.span)}: {words(other.role)}" for other in finding.related]
    return lines


def _place(span: Span) -> str:
    return f"{visible(span.path, 400)}:{span.line}:{span.column}"


def _excerpt(span: Span, files: Mapping[str, bytes]) -> list[str]:
    """The line with a mark below the stretch; nothing where it would not fit or prints in another width."""
    lines = re.split("\r\n|\r|\n", files.get(span.path, b"").decode("utf-8-sig", errors="replace"))
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    if not line.strip() or len(line) > 100 or not line.isascii() or not line.isprintable():
        return []
    same_line = span.end_line in (0, span.line)
    end = (span.end_column if span.end_column else span.column + 1) if same_line else len(line) + 1
    margin = " " * len(str(span.line))
    mark = " " * (span.column - 1) + "^" * max(1, min(end, len(line) + 1) - span.column)
    return [f"  {span.line} | {line}", f"  {margin} | {mark}"]


def findings_summary(diagnostics: Diagnostics, words: Words) -> str:
    """`3 errors, 1 warning in 2 files`, or `no problems found`."""
    counted = [("errors", diagnostics.count(Severity.ERROR)), ("warnings", diagnostics.count(Severity.WARNING))]
    parts = [words.count(f"finding.summary.{name}", number) for name, number in counted if number]
    if not parts:
        return words("finding.summary.clean")
    files = len({finding.span.path for finding in diagnostics})
    return f"{', '.join(parts)} {words.count('finding.summary.files', files)}"


# JSON -----------------------------------------------------------------------------------------------


def findings_json(diagnostics: Diagnostics, words: Words) -> str:
    """The findings as one JSON object, sorted as in the text.

    `format` is JSON_FORMAT; `findings` holds objects with `code`, `severity` (`error` or `warning`), `path`,
    `line`, `column`, `end_line`, `end_column` (1-based, code points, 0 where unknown), `message`, `hint` (empty
    where there is none), `hint_name` (which of the code's hints it is), `arguments` (the untouched values) and
    `related` (`path`, `line`, `column`, `text`); `summary` holds `errors`, `warnings` and `files`.
    """
    return json.dumps({
        "format": JSON_FORMAT,
        "findings": [_finding_object(finding, words) for finding in diagnostics],
        "summary": {
            "errors": diagnostics.count(Severity.ERROR),
            "warnings": diagnostics.count(Severity.WARNING),
            "files": len({finding.span.path for finding in diagnostics}),
        },
    }, indent=2)


def _finding_object(finding: Diagnostic, words: Words) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code, "severity": finding.severity.label,
        "path": span.path, "line": span.line, "column": span.column,
        "end_line": span.end_line, "end_column": span.end_column,
        "message": finding_message(finding, words), "hint": finding_hint(finding, words),
        "hint_name": finding.hint,
        "arguments": {name: value if isinstance(value, (int, float)) else str(value)
                      for name, value in finding.arguments.items()},
        "related": [{"path": other.span.path, "line": other.span.line, "column": other.span.column,
                     "text": words(other.role)} for other in finding.related],
    }

"""The comment on a pull request: findings in plain words, and what the change does.

Both come from a run over somebody else's files, maybe by somebody else's code: they are read as hostile, within limits,
and shown as inert text. Owns their shape and the layout; how a finding is put into words is handed in.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.diagnostics import CODES, Diagnostic, Severity, Span
from generator.editing.inert_markdown import inert_code, inert_markdown, inert_sentence
from generator.model.words import Words

#: By which the comment is found again, so that there is one on each pull request.
MARKER = "<!-- dossier: check of this change -->"

#: A larger file is refused unread, and more findings than these are only counted.
MOST_BYTES = 2_000_000
_MOST_FINDINGS = 10_000
_MOST_SHOWN = 40
#: A forge takes 65,536 characters; entities make a text longer than it looks.
_LONGEST_COMMENT = 60_000

#: A finding put into words: its sentence, and what to write instead (empty where there is no hint).
Say = Callable[[Diagnostic, Words], tuple[str, str]]


class BadReport(Exception):
    """What the check of a pull request left is not what it must be; the message is one sentence."""


class _Reported(BaseModel):
    """A finding as `dossier check --format json` writes it, and not an inch longer."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
    severity: Literal["error", "warning"]
    path: Annotated[str, Field(min_length=1, max_length=500)]
    line: Annotated[int, Field(ge=1, le=10_000_000)]
    column: Annotated[int, Field(ge=1, le=10_000_000)]
    message: Annotated[str, Field(max_length=10_000)]
    hint: Annotated[str, Field(max_length=10_000)] = ""
    hint_name: Annotated[str, Field(max_length=60)] = ""
    arguments: Annotated[Mapping[str, str | int | float], Field(max_length=40)] = {}


class _Report(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    format: Literal[1]
    findings: Annotated[list[_Reported], Field(max_length=_MOST_FINDINGS)]


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding of the other run: `finding` where this program knows its code, and its own words in any case."""

    severity: Severity
    code: str
    span: Span
    message: str
    hint: str
    finding: Diagnostic | None


def parse_report(data: bytes) -> tuple[ReportedFinding, ...]:
    """The findings in a file that `dossier check --format json` is said to have written.

    Raises `BadReport` for anything else: too large, no JSON, other keys, values of another shape.
    """
    if len(data) > MOST_BYTES:
        raise BadReport(f"the findings take more than {MOST_BYTES:,} bytes")
    try:
        report = _Report.model_validate(json.loads(data.decode("utf-8")))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the whole"
        raise BadReport(f"the findings are not as `dossier check` writes them, at {where}") from error
    except (ValueError, RecursionError) as error:
        raise BadReport("the findings are no JSON") from error
    return tuple(_reported(item) for item in report.findings)


def _reported(item: _Reported) -> ReportedFinding:
    severity, span = Severity[item.severity.upper()], Span(item.path, item.line, item.column)
    finding = Diagnostic(item.code, span, severity, item.arguments, item.hint_name) if item.code in CODES else None
    return ReportedFinding(severity, item.code, span, item.message, item.hint, finding)


def parse_diff(data: bytes) -> str:
    """The Markdown that `dossier diff` is said to have written; raises `BadReport` where it is too large or no text."""
    if len(data) > MOST_BYTES:
        raise BadReport(f"the description of the change takes more than {MOST_BYTES:,} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadReport("the description of the change is not UTF-8") from error


# Layout ---------------------------------------------------------------------------------------------


def render_comment(
    findings: Sequence[ReportedFinding], diff: str | None, words: Words, say: Say, *, files_url: str = ""
) -> str:
    """The comment as Markdown, below the limit of a forge; without a `diff` it says that the change is not known.

    `files_url` is where a file of the change is shown, without its path (`https://host/owner/name/blob/COMMIT`);
    without one, places are named and not linked.
    """
    parts = [MARKER, f"## {words('comment.title')}", f"**{_summary(findings, words)}**"]
    if findings:
        parts.append(words("comment.explanation"))
        parts.append("\n".join(_finding_item(item, words, say, files_url) for item in _shown(findings)))
    if len(findings) > _MOST_SHOWN:
        parts.append(words.count("comment.more", len(findings) - _MOST_SHOWN))
    parts += [f"### {words('comment.change')}", _change(diff, words)]
    room = _LONGEST_COMMENT - sum(len(part) + 2 for part in parts[:-1])
    return "\n\n".join([*parts[:-1], _cut(parts[-1], room, words)]) + "\n"


def _shown(findings: Sequence[ReportedFinding]) -> Sequence[ReportedFinding]:
    """The findings that are shown: errors first, else in their order."""
    return sorted(findings, key=lambda item: -item.severity)[:_MOST_SHOWN]


def _summary(findings: Sequence[ReportedFinding], words: Words) -> str:
    errors = sum(item.severity is Severity.ERROR for item in findings)
    warnings = len(findings) - errors
    counted = [words.count(f"finding.summary.{name}", number)
               for name, number in (("errors", errors), ("warnings", warnings)) if number]
    if not counted:
        return words("comment.clean")
    files = len({item.span.path for item in findings})
    return f"{', '.join(counted)} {words.count('finding.summary.files', files)}"


def _finding_item(item: ReportedFinding, words: Words, say: Say, files_url: str) -> str:
    """One list item: the place, what is wrong, and below it what to write instead."""
    message, hint = say(item.finding, words) if item.finding else (item.message, item.hint)
    label = words("comment.error" if item.severity is Severity.ERROR else "comment.warning")
    lines = [f"- {_place(item.span, words, files_url)} · **{label}** `{item.code}`", f"  {_sentence(message)}"]
    if hint:
        lines.append(f"  **{words('comment.instead')}** {_sentence(hint)}")
    return "<br>\n".join(lines)


def _sentence(text: str) -> str:
    """Words of this program around somebody's values, cut where a value would fill the page."""
    return inert_sentence(text if len(text) <= 1_000 else f"{text[:999]}…")


def _place(span: Span, words: Words, files_url: str) -> str:
    shown = f"{inert_code(span.path)} {words('comment.line', line=span.line)}"
    return f"[{shown}]({files_url}/{quote(span.path)}#L{span.line})" if files_url else shown


def _change(diff: str | None, words: Words) -> str:
    if diff is None:
        return words("comment.unknown_change")
    return inert_markdown(diff.strip()) if diff.strip() else words("comment.no_change")


def _cut(text: str, room: int, words: Words) -> str:
    """The text, or as many of its lines as there is room for, and a sentence that says so."""
    if len(text) <= room:
        return text
    note = words("comment.cut")
    lines, left = [], room - len(note) - 2
    for line in text.split("\n"):
        left -= len(line) + 1
        if left < 0:
            break
        lines.append(line)
    return "\n".join([*lines, "", note])

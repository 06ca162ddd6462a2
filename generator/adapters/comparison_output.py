"""A comparison as an outline for people and as JSON for programs.

Owns the order in which a change is told: numbers, records with their statements, files, findings, pages. Knows no
stage; the words come from the words files.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from generator.adapters.findings import finding_hint, finding_message
from generator.adapters.outline import Line
from generator.diagnostics import Diagnostic
from generator.editing.comparison import (
    Comparison, FileChange, Pages, QuotedWords, RecordChange, StatementChange, ValueChange,
)
from generator.model.words import Words

#: Version of the JSON form; keys may be added to it, none changes or goes without a new number.
JSON_FORMAT = 1

#: Pages named one by one, at most; the number says how many there are.
_MOST_PAGES = 40


def comparison_lines(comparison: Comparison, words: Words) -> Iterator[Line]:
    """Everything a comparison says, in the order it is read."""
    yield Line(0, words("judging.title", old=comparison.old, new=comparison.new))
    if comparison.new_errors:
        yield Line(1, words.count("judging.errors.new", comparison.new_errors), is_strong=True)
    if comparison.old_errors:
        yield Line(1, words.count("judging.errors.old", comparison.old_errors))
    if comparison.is_empty:
        yield Line(1, words("judging.empty"))
        return
    yield from _section("judging.section.counts", (
        Line(1, words("judging.count.line", name=words(count.name), old=count.old, new=count.new))
        for count in comparison.counts), words)
    yield from _section("judging.section.records", _records(comparison.records, words), words)
    yield from _section("judging.section.seeds", _files(comparison.seeds, words), words)
    yield from _section("judging.section.files", _files(comparison.files, words), words)
    yield from _section("judging.section.findings_new", _findings(comparison.findings_new, words), words)
    yield from _section("judging.section.findings_gone", _findings(comparison.findings_gone, words), words)
    yield from _section("judging.section.pages", _pages(comparison.pages, words), words)


def _section(key: str, lines: Iterable[Line], words: Words) -> Iterator[Line]:
    """A heading and its lines; nothing where there are none."""
    found = list(lines)
    if found:
        yield Line(0, words(key))
        yield from found


# Records --------------------------------------------------------------------------------------------


def _records(records: Iterable[RecordChange], words: Words) -> Iterator[Line]:
    for record in records:
        yield Line(1, _record_title(record, words), is_strong=True)
        yield from (Line(2, _value(field, words)) for field in record.fields)
        for statement in record.statements:
            yield from _statement(statement, words)
        for lost in record.lost_quotes:
            yield Line(2, words("judging.lost_quote", source=lost.quote.source_id, path=lost.path, line=lost.line))
            yield Line(3, f"“{lost.quote.words}”")
        if record.computed:
            yield Line(2, words("judging.follows"))
            yield from (Line(3, _value(item, words, name=words(item.name))) for item in record.computed)


def _record_title(record: RecordChange, words: Words) -> str:
    fate = words(f"judging.fate.{record.fate}", id=record.old_id)
    parts = [fate, words("judging.fate.draft")] if record.is_draft else [fate]
    named = f"{record.title} ({record.id})" if record.title else record.id
    return f"{words(f'finding.kind.{record.kind}')} {named}: {', '.join(parts)}"


def _statement(statement: StatementChange, words: Words) -> Iterator[Line]:
    yield Line(2, f"{words(f'judging.statement.{statement.fate}', record=statement.elsewhere)}: {statement.says}")
    if statement.fate != "changed":
        yield from (Line(3, _quote(quote)) for quote in statement.quotes)
    yield from (Line(3, _value(field, words)) for field in statement.fields)


def _quote(quote: QuotedWords) -> str:
    return f"“{quote.words}” [{quote.source_id}]"


def _value(change: ValueChange, words: Words, *, name: str = "") -> str:
    key = "changed" if change.old and change.new else "added" if change.new else "removed"
    return words(f"judging.value.{key}", name=name or change.name.replace("_", " "), old=change.old, new=change.new)


# Files, findings, pages -----------------------------------------------------------------------------


def _files(files: Iterable[FileChange], words: Words) -> Iterator[Line]:
    for file in files:
        yield Line(1, f"{file.path}: {words(f'judging.fate.{file.fate}', id='')}")
        yield from (Line(2, _value(field, words)) for field in file.fields)


def _findings(findings: Iterable[Diagnostic], words: Words) -> Iterator[Line]:
    for finding in findings:
        yield Line(1, f"{finding.span}: {finding.severity.label}[{finding.code}]: {finding_message(finding, words)}")
        if hint := finding_hint(finding, words):
            yield Line(2, f"{words('finding.hint')}: {hint}")


def _pages(pages: Pages | None, words: Words) -> Iterator[Line]:
    if pages is None:
        yield Line(1, words("judging.pages.unknown"))
        return
    for key, uris in (("added", pages.added), ("removed", pages.removed), ("changed", pages.changed)):
        if uris:
            yield Line(1, words.count(f"judging.pages.{key}", len(uris)))
            yield from _named(uris, words)


def _named(uris: Sequence[str], words: Words) -> Iterator[Line]:
    for uri in uris[:_MOST_PAGES]:
        yield Line(2, uri.removesuffix(".md") + ".html" if uri.endswith(".md") else uri)
    if len(uris) > _MOST_PAGES:
        yield Line(2, words.count("judging.more", len(uris) - _MOST_PAGES))


# JSON -----------------------------------------------------------------------------------------------


def comparison_json(comparison: Comparison, words: Words) -> str:
    """The comparison as one JSON object.

    `format` is JSON_FORMAT; the other keys are the fields of `Comparison` and of what it holds, texts as they are
    written; a finding has `code`, `severity`, `path`, `line`, `column`, `message` and `hint`; what was computed has
    `label` beside `name`. `pages` is null where a side has errors.
    """
    data = asdict(comparison)
    for record in data["records"]:
        record["computed"] = [{**item, "label": words(item["name"])} for item in record["computed"]]
    data["counts"] = [{**item, "label": words(item["name"])} for item in data["counts"]]
    for name, findings in (("findings_new", comparison.findings_new), ("findings_gone", comparison.findings_gone)):
        data[name] = [_finding_object(finding, words) for finding in findings]
    return json.dumps({"format": JSON_FORMAT, **data}, indent=2)


def _finding_object(finding: Diagnostic, words: Words) -> dict[str, Any]:
    return {"code": finding.code, "severity": finding.severity.label, "path": finding.span.path,
            "line": finding.span.line, "column": finding.span.column, "message": finding_message(finding, words),
            "hint": finding_hint(finding, words)}

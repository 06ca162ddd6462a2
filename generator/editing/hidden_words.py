"""Words that sources withhold, taken out of what is told about a change or a mistake.

A comparison and the findings go to places that are public and mailed: a comment, a log, a report. Owns which words
are hidden there and how; the dossier's own pages never meet them (`releasing/withholding.py`). Knows no output.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.checks.withheld_words import withheld_runs
from generator.diagnostics import Diagnostic, Diagnostics
from generator.editing.comparison import (
    Comparison, FileChange, LostQuote, Pages, QuotedWords, RecordChange, StatementChange, ValueChange,
)
from generator.model.dossier import Dossier, LinkedQuote, LinkedStatement
from generator.model.text import Article
from generator.releasing.pruning import LEFT_OUT

_WORD = re.compile(r"[^\W_]+")

Run = tuple[str, ...]


@dataclass(frozen=True)
class HiddenWords:
    """Runs of words that are not to be repeated, letter case and what stands between them set aside."""

    runs: frozenset[Run] = frozenset()

    @cached_property
    def _by_first(self) -> Mapping[str, list[Run]]:
        found: dict[str, list[Run]] = {}
        for run in self.runs:
            found.setdefault(run[0], []).append(run)
        return found

    def hide(self, text: str) -> str:
        """The text, `[…]` in the place of such words."""
        normal = unicodedata.normalize("NFC", text) if self.runs else ""
        places = list(_WORD.finditer(normal))
        words = [place[0].casefold() for place in places]
        covered = {at + offset for at, word in enumerate(words) for run in self._by_first.get(word, ())
                   if tuple(words[at:at + len(run)]) == run for offset in range(len(run))}
        if not covered:
            return text
        parts, end = [], 0
        for at, place in enumerate(places):
            if at in covered:
                parts += [] if at - 1 in covered else [normal[end:place.start()], LEFT_OUT]
                end = place.end()
        return "".join((*parts, normal[end:]))


def hidden_words(*sides: Dossier | None) -> HiddenWords:
    """The words that any of these dossiers withholds: the old side and the new one of a change, or one alone.

    With a quote that holds withheld words its translation is hidden, and the sentence of a statement that rests on one
    and is not said any more on the last side.
    """
    dossiers = [dossier for dossier in sides if dossier is not None]
    runs = {tuple(run.split()) for dossier in dossiers for run in withheld_runs(dossier)}
    if runs:
        runs |= {run for text in _texts_around(dossiers) if (run := _run(text))}
    return HiddenWords(frozenset(runs))


def _run(text: str) -> Run:
    return tuple(word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def _texts_around(dossiers: list[Dossier]) -> Iterator[str]:
    """Quotes that touch withheld words, whole, and what the editors wrote for them."""
    said = {text for statement in dossiers[-1].all_statements() for text in statement.statement.says.values()}
    for dossier in dossiers:
        for statement in dossier.all_statements():
            touched = {quote.path for quote in statement.quotes if _is_touched(quote, dossier, dossiers)}
            if touched:
                yield from _texts_of(statement, touched)
                yield from (text for text in statement.statement.says.values() if text not in said)
        for facts in dossier.actors.values():
            yield from (quote.words for quote in (*facts.role_passages, *facts.relation_passages)
                        if quote is not None and _is_touched(quote, dossier, dossiers))


def _is_touched(quote: LinkedQuote, home: Dossier, dossiers: Iterable[Dossier]) -> bool:
    """Whether a side that holds the same article withholds some of a quote's words."""
    source_id, start, end = quote.passage.source_id, quote.passage.start, quote.passage.end
    text = home.articles[source_id].text
    others: list[Article] = [dossier.articles[source_id] for dossier in dossiers if source_id in dossier.articles]
    return any(article.forbidden_in(start, end) for article in others if article.text == text)


def _texts_of(statement: LinkedStatement, touched: set[Any]) -> Iterator[str]:
    for index, citation in enumerate(statement.statement.citations):
        path = (*statement.path, "quotes", index) if statement.statement.quotes is not None else statement.path
        if path in touched:
            yield citation.quote
            yield from (citation.translation.text.values() if citation.translation else ())


# A comparison and findings without them -------------------------------------------------------------


def without_hidden_words(comparison: Comparison, hidden: HiddenWords) -> Comparison:
    """The comparison with every text in it, ids and paths too, without the hidden words."""
    if not hidden.runs:
        return comparison
    pages = comparison.pages and Pages(*(
        tuple(map(hidden.hide, uris)) for uris in
        (comparison.pages.added, comparison.pages.removed, comparison.pages.changed)))
    return replace(
        comparison, pages=pages,
        records=tuple(_record(record, hidden) for record in comparison.records),
        seeds=tuple(_file(file, hidden) for file in comparison.seeds),
        files=tuple(_file(file, hidden) for file in comparison.files),
        findings_new=tuple(_finding(finding, hidden) for finding in comparison.findings_new),
        findings_gone=tuple(_finding(finding, hidden) for finding in comparison.findings_gone))


def discreet_findings(findings: Iterable[Diagnostic], hidden: HiddenWords) -> Diagnostics:
    """The findings, all at their places, with values that do not repeat hidden words."""
    return Diagnostics(_finding(finding, hidden) for finding in findings)


def _finding(finding: Diagnostic, hidden: HiddenWords) -> Diagnostic:
    return replace(finding, arguments={
        name: value if isinstance(value, (int, float)) else hidden.hide(str(value))
        for name, value in finding.arguments.items()})


def _record(record: RecordChange, hidden: HiddenWords) -> RecordChange:
    hide = hidden.hide
    return replace(
        record, id=hide(record.id), title=hide(record.title), path=hide(record.path), old_id=hide(record.old_id),
        fields=_values(record.fields, hidden), computed=_values(record.computed, hidden),
        statements=tuple(_statement(statement, hidden) for statement in record.statements),
        lost_quotes=tuple(LostQuote(hide(lost.statement), _quoted(lost.quote, hidden), hide(lost.path), lost.line)
                          for lost in record.lost_quotes))


def _statement(statement: StatementChange, hidden: HiddenWords) -> StatementChange:
    return replace(
        statement, says=hidden.hide(statement.says), fields=_values(statement.fields, hidden),
        elsewhere=hidden.hide(statement.elsewhere),
        quotes=tuple(_quoted(quote, hidden) for quote in statement.quotes))


def _quoted(quote: QuotedWords, hidden: HiddenWords) -> QuotedWords:
    return QuotedWords(hidden.hide(quote.source_id), hidden.hide(quote.words))


def _values(changes: Iterable[ValueChange], hidden: HiddenWords) -> tuple[ValueChange, ...]:
    return tuple(replace(change, old=hidden.hide(change.old), new=hidden.hide(change.new)) for change in changes)


def _file(file: FileChange, hidden: HiddenWords) -> FileChange:
    return replace(file, path=hidden.hide(file.path), fields=_values(file.fields, hidden))

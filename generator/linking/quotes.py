"""From statements as written to statements at their place: every quote anchored to offsets in its seed.

Owns passage and statement ids. A quote that does not match is reported and left out; its statement stays known.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.diagnostics import Diagnostics
from generator.linking.events import stage_as_met
from generator.linking.matching import Mismatch, match_quote
from generator.model.content import Content, LoadedRecord
from generator.model.dossier import LinkedQuote, LinkedStatement, Passage, Path
from generator.model.records import Kind
from generator.model.statements import Statement, Translation
from generator.model.text import Article

STATEMENT_FIELDS = {Kind.EVENT: "statements", Kind.CLAIM: "accounts"}


def link_statements(
    content: Content, articles: Mapping[str, Article], diagnostics: Diagnostics
) -> dict[str, tuple[LinkedStatement, ...]]:
    """The statements of every event and claim, by record id; each passage's translation given to all its quotes."""
    linked = {record.id: _statements_of(record, _is_speech(record, content), articles, diagnostics)
              for record in content.records.values() if record.kind in STATEMENT_FIELDS}
    translations = _translations(linked)
    return {record_id: tuple(_with_translations(statement, translations) for statement in statements)
            for record_id, statements in linked.items()}


def _is_speech(record: LoadedRecord[Any], content: Content) -> bool:
    """Whether a record is an event whose type makes the saying itself the happening."""
    term = content.vocabulary.get("event-types", {}).get(getattr(record.record, "type", ""))
    return record.kind is Kind.EVENT and term is not None and term.is_speech


def _statements_of(
    record: LoadedRecord[Any], is_speech: bool, articles: Mapping[str, Article], diagnostics: Diagnostics
) -> tuple[LinkedStatement, ...]:
    field = STATEMENT_FIELDS[record.kind]
    found = []
    for index, statement in enumerate(getattr(record.record, field)):
        path: Path = (field, index)
        quotes = tuple(_quotes_of(record, statement, path, articles, diagnostics))
        found.append(LinkedStatement(
            statement.key or _hashed_id(quotes, statement), record.id, record.kind, path, statement, quotes,
            stage_as_met(statement, is_speech=is_speech)))
    return _told_apart(found)


def _told_apart(statements: Sequence[LinkedStatement]) -> tuple[LinkedStatement, ...]:
    """Numbers behind the ids that several share, counted by what the statements say and not by where they stand."""
    sharing: dict[str, list[LinkedStatement]] = {}
    for statement in statements:
        sharing.setdefault(statement.id, []).append(statement)
    numbered = {
        statement.path: f"{shared_id}-{number}"
        for shared_id, found in sharing.items()
        for number, statement in enumerate(sorted(found, key=_telling_apart), start=1) if number > 1}
    return tuple(replace(statement, id=numbered.get(statement.path, statement.id)) for statement in statements)


def _telling_apart(statement: LinkedStatement) -> tuple[str, ...]:
    """What two statements over the same words are told apart by; their sentences only where nothing else differs."""
    model = statement.statement
    return (model.stage or "", *(repr(value) for value in (
        model.by, model.by_one_of, model.outcome, model.figure and model.figure.words, model.place,
        model.date and model.date.text, sorted(model.who.items()), model.answers, model.also_in)),
        json.dumps(model.says, default=dict, sort_keys=True))


def _hashed_id(quotes: tuple[LinkedQuote, ...], statement: Statement) -> str:
    """`s-` and 8 hex digits over the quote ids: stable under reordering and rewording."""
    parts = [quote.passage.id for quote in quotes] or [citation.quote for citation in statement.citations]
    return "s-" + hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:8]


def _quotes_of(
    record: LoadedRecord[Any], statement: Statement, path: Path, articles: Mapping[str, Article],
    diagnostics: Diagnostics,
) -> Iterator[LinkedQuote]:
    for index, citation in enumerate(statement.citations):
        quote_path = (*path, "quotes", index) if statement.quotes is not None else path
        quote = link_quote(record, citation, quote_path, articles, diagnostics)
        if quote is not None:
            yield quote


def link_quote(
    record: LoadedRecord[Any], citation: Any, path: Path, articles: Mapping[str, Article], diagnostics: Diagnostics
) -> LinkedQuote | None:
    """The quote of anything that has `from_`, `quote`, `prefix`, `suffix` and `line`, or None with a finding.

    A source that is unknown or broken has no article here; that has its own finding.
    """
    article = articles.get(citation.from_)
    if article is None:
        return None
    match = match_quote(article, quote=citation.quote, prefix=citation.prefix, suffix=citation.suffix,
                        line=citation.line, others=articles.values())
    if isinstance(match, Mismatch):
        diagnostics.add(match.code, record.span(*path, "quote"), hint=match.hint.key,
                        **{**match.arguments, "source": citation.from_, "quote": citation.quote})
        return None
    start, end = article.sentence_around(match.start, match.end)
    stretches = article.stretches_in(match.start, match.end)
    is_body = any(found.kind == "body" for found in stretches)
    stretch = "" if is_body else next((found.label or found.kind for found in stretches), "")
    return LinkedQuote(
        Passage(citation.from_, match.start, match.end), article.text[match.start:match.end], path,
        before=article.text[start:match.start], after=article.text[match.end:end], stretch=stretch,
        translation=getattr(citation, "translation", None), date_words=getattr(citation, "date_words", None))


def _translations(linked: Mapping[str, tuple[LinkedStatement, ...]]) -> dict[Passage, Translation]:
    found: dict[Passage, Translation] = {}
    for statements in linked.values():
        for statement in statements:
            for quote in statement.quotes:
                if quote.translation is not None:
                    found.setdefault(quote.passage, quote.translation)
    return found


def _with_translations(statement: LinkedStatement, translations: Mapping[Passage, Translation]) -> LinkedStatement:
    if all(quote.translation is not None for quote in statement.quotes):
        return statement
    quotes = tuple(
        replace(quote, translation=quote.translation or translations.get(quote.passage))
        for quote in statement.quotes)
    return replace(statement, quotes=quotes)

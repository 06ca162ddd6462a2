"""What several rules ask of a statement: whether its words were found, whom they name, who printed them.

No rule itself. A statement whose quotes were not all found has its finding; rules that look into quotes
pass it by.
"""

import re
from collections.abc import Iterator
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, LinkedStatement
from generator.model.normal import normalise_quote
from generator.model.records import Kind

_NUMBER_BEFORE = re.compile(r"\d[.,]?\Z")
_NUMBER_BEHIND = re.compile(r"[.,]?\d")


def whole_statements(dossier: Dossier) -> Iterator[tuple[LoadedRecord[Any], LinkedStatement]]:
    """Every statement with its home record, those left out whose quotes were not all found."""
    for statement in dossier.all_statements():
        if is_whole(statement):
            yield dossier.record(statement.record_id), statement


def is_whole(statement: LinkedStatement) -> bool:
    """Whether every quote of the statement has its place."""
    written = statement.statement.quotes
    return len(statement.quotes) == (1 if written is None else len(written))


def named_in(dossier: Dossier, statement: LinkedStatement) -> frozenset[str]:
    """The records that some quote of the statement names."""
    return frozenset().union(*(dossier.names.named_in(quote) for quote in statement.quotes))


def is_actor(dossier: Dossier, record_id: str) -> bool:
    """Whether this id leads to a usable actor; any other has a finding of its own."""
    found = dossier.content.records.get(record_id)
    return found is not None and found.kind is Kind.ACTOR


def is_place(dossier: Dossier, record_id: str) -> bool:
    """Whether this id leads to a usable place, or to an actor that serves as one."""
    found = dossier.content.records.get(record_id)
    if found is None or found.kind is not Kind.ACTOR:
        return found is not None and found.kind is Kind.PLACE
    term = dossier.content.vocabulary.get("actor-types", {}).get(found.record.type)
    return term is None or term.serves_as_place


def publishers_of(dossier: Dossier, statement: LinkedStatement) -> set[str]:
    """The outlets that printed the statement's quotes."""
    records = dossier.content.records
    sources = (records[source_id].record for source_id in statement.source_ids if source_id in records)
    return {source.publisher for source in sources if source.publisher}


def holds_words(text: str, words: str) -> bool:
    """Whether the words stand in the text as printed, white space apart; `30` does not stand in `300`."""
    text, wanted = normalise_quote(text), normalise_quote(words)
    start = text.find(wanted)
    while start >= 0:
        if not _cuts_number(text, start, start + len(wanted)):
            return True
        start = text.find(wanted, start + 1)
    return False


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether this extent starts or ends inside a number."""
    if text[start:start + 1].isdigit() and _NUMBER_BEFORE.search(text, max(0, start - 2), start):
        return True
    return text[end - 1:end].isdigit() and _NUMBER_BEHIND.match(text, end) is not None

"""What several rules ask of a statement: whether its words were found, whom they name, where its fields stand.

No rule itself. A statement whose quotes were not all found has its finding; rules that look into quotes pass it by.
"""

import re
from collections.abc import Iterator
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, LinkedStatement
from generator.model.normal import normalise_quote


def whole_statements(dossier: Dossier) -> Iterator[tuple[LoadedRecord[Any], LinkedStatement]]:
    """Every statement with its home record, those left out whose quotes were not all found."""
    for statement in dossier.all_statements():
        if is_whole(statement):
            yield dossier.record(statement.record_id), statement


def is_whole(statement: LinkedStatement) -> bool:
    """Whether every quote of the statement has its place."""
    return len(statement.quotes) == len(statement.statement.citations)


def named_in(dossier: Dossier, statement: LinkedStatement) -> frozenset[str]:
    """The records that some quote of the statement names."""
    return frozenset().union(*(dossier.names.named_in(quote) for quote in statement.quotes))


def bears_names(dossier: Dossier, record_id: str) -> bool:
    """Whether this id leads to a usable record whose spellings are known; another has a finding of its own."""
    return record_id in dossier.content.records


def publishers_of(dossier: Dossier, statement: LinkedStatement) -> set[str]:
    """The outlets that printed the statement's quotes."""
    records = dossier.content.records
    found = {records[source_id].record.publisher for source_id in statement.source_ids if source_id in records}
    return {publisher for publisher in found if publisher}


def holds_words(text: str, words: str) -> bool:
    """Whether the words stand in the text as printed, white space apart; `30` does not stand in `300`."""
    wanted = normalise_quote(words)
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else ""
    behind = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(wanted)}{behind}", normalise_quote(text)) is not None

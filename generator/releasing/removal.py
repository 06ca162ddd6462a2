"""Which records and statements may not be published: drafts, withdrawn records, and what cannot stand without them.

Only decides; `pruning.py` takes out. A statement goes where its words or its speakers do: without its speaker it
would read as the outlet's own words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from generator.linking.quotes import STATEMENT_FIELDS
from generator.model.content import Content, LoadedRecord
from generator.model.records import Kind
from generator.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes: ids of records, and statements of the others by record id and index. `tombstones` keep a page."""

    record_ids: frozenset[str]
    tombstones: frozenset[str]
    statements: frozenset[tuple[str, int]]


def find_removal(content: Content) -> Removal:
    """Everything that may not be published, with what loses its last words or its last account by that."""
    marked = {record.id for record in content.records.values() if record.record.draft or record.record.withdrawn}
    if not marked:
        return Removal(frozenset(), frozenset(), frozenset())
    tombstones = {record_id for record_id in marked if not content.records[record_id].record.draft}
    statements = {(record.id, index) for record in content.records.values() if record.id not in marked
                  for index, statement in enumerate(statements_of(record)) if _loses_its_ground(statement, marked)}
    gone = marked | _emptied_events(content, marked, statements)
    gone |= _emptied_claims(content, gone, statements)
    return Removal(frozenset(gone), frozenset(tombstones),
                   frozenset(found for found in statements if found[0] not in gone))


def statements_of(record: LoadedRecord[Any]) -> tuple[Statement, ...]:
    """A record's own statements; empty for kinds that have none."""
    field = STATEMENT_FIELDS.get(record.kind)
    return getattr(record.record, field) if field else ()


def source_ids(statement: Statement) -> tuple[str, ...]:
    """The sources that a statement cites, in either of the shapes it may have."""
    if statement.quotes is not None:
        return tuple(citation.from_ for citation in statement.quotes)
    return (statement.from_,) if statement.from_ is not None else ()


def _loses_its_ground(statement: Statement, gone: Collection[str]) -> bool:
    """Whether its sources, its speakers or those it relays are gone so far that it would say something else."""
    speakers = [actor for actor in statement.by if actor not in gone]
    return (all(source_id in gone for source_id in source_ids(statement))
            or bool(statement.by) and len(speakers) < (2 if statement.mutual else 1)
            or any(actor in gone for actor in statement.by_one_of)
            or bool(statement.via) and all(actor in gone for actor in statement.via))


def _emptied_events(
    content: Content, gone: Collection[str], statements: Collection[tuple[str, int]]
) -> set[str]:
    return {record.id for record in content.of_kind(Kind.EVENT)
            if record.id not in gone and all((record.id, index) in statements
                                             for index in range(len(record.record.statements)))}


def _emptied_claims(
    content: Content, gone: Collection[str], statements: Collection[tuple[str, int]]
) -> set[str]:
    """Claims that had accounts and have none left, of their own or by `answers`."""
    had: set[str] = set()
    have: set[str] = set()
    for record in content.records.values():
        for index, statement in enumerate(statements_of(record)):
            answered = {*statement.answers, *((record.id,) if record.kind is Kind.CLAIM else ())}
            had |= answered
            if record.id not in gone and (record.id, index) not in statements:
                have |= answered
    return {record.id for record in content.of_kind(Kind.CLAIM)
            if record.id not in gone and record.id in had and record.id not in have}

"""Which record of the old side is which of the new one, and what became of each.

A record is known by its id, else by `former_ids`, else by what it holds: an article's hash, the words that are
quoted, the name. Reads two linked sides, broken records included; knows nothing of git, findings or pages.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.editing.comparison import RecordChange, StatementChange, ValueChange
from generator.editing.diff_computed import compare_computed, facts_of
from generator.editing.diff_statements import (
    Matching, changed_value, compare_statements, lost_quotes, match_statements, quoted_words, says,
)
from generator.editing.phrases import Phrases, markers_of, title_of
from generator.model.content import BrokenRecord, Content, LoadedRecord
from generator.model.dossier import Dossier, LinkedStatement
from generator.model.normal import normalise_quote
from generator.model.records import Kind

_ORDER = {kind: number for number, kind in enumerate((Kind.SOURCE, Kind.EVENT, Kind.CLAIM, Kind.ACTOR, Kind.PLACE))}
#: The share of quotes that two records must have in common to be one that was renamed.
_MOST_QUOTES = 0.5
_HANDLED = {"statements", "accounts"}

Known = LoadedRecord[Any] | BrokenRecord


@dataclass(frozen=True, slots=True)
class Linked:
    """A side as far as it could be linked: its dossier, its bytes by path, its words."""

    dossier: Dossier
    files: Mapping[str, bytes]
    phrases: Phrases

    @property
    def content(self) -> Content:
        """What was read."""
        return self.dossier.content


def find_renamed(old: Content, new: Content) -> dict[str, str]:
    """Old id to new id of the records that were renamed; each id once."""
    gone = {record_id: old.records[record_id] for record_id in old.records
            if record_id not in new.records and record_id not in new.broken}
    came = {record_id: new.records[record_id] for record_id in new.records
            if record_id not in old.records and record_id not in old.broken}
    found: dict[str, str] = {}
    for record_id, record in came.items():
        for former in record.record.former_ids:
            if former in gone and gone[former].kind is record.kind:
                found.setdefault(former, record_id)
    left = {record_id: record for record_id, record in came.items() if record_id not in found.values()}
    bearers: dict[Hashable, list[str]] = {}
    for record_id, record in left.items():
        for trait in _traits(record):
            bearers.setdefault(trait, []).append(record_id)
    for former, record in gone.items():
        if former not in found and (heir := _heir(record, left, bearers, set(found.values()))):
            found[former] = heir
    return found


def _traits(record: LoadedRecord[Any]) -> set[Hashable]:
    """What a record keeps when it gets another id."""
    model = record.record
    match record.kind:
        case Kind.SOURCE:
            return {(record.kind, model.sha256 or model.seed)}
        case Kind.ACTOR | Kind.PLACE:
            return {(record.kind, *model.name.items())}
    statements = model.statements if record.kind is Kind.EVENT else model.accounts
    quotes = {(record.kind, normalise_quote(citation.quote)) for item in statements for citation in item.citations}
    return quotes or {(record.kind, *model.question.items())}


def _heir(
    record: LoadedRecord[Any], came: Mapping[str, LoadedRecord[Any]], bearers: Mapping[Hashable, list[str]],
    taken: set[str],
) -> str:
    """The new record that has most of what the old one had; empty where none has enough of it."""
    traits = _traits(record)
    shared: dict[str, int] = {}
    for trait in traits:
        for record_id in bearers.get(trait, ()):
            shared[record_id] = shared.get(record_id, 0) + 1
    best = max((record_id for record_id in shared if record_id not in taken),
               key=lambda record_id: (shared[record_id], record_id), default="")
    return best if best and shared[best] > _MOST_QUOTES * max(len(traits), len(_traits(came[best]))) else ""


# Records --------------------------------------------------------------------------------------------


def compare_records(old: Linked, new: Linked) -> list[RecordChange]:
    """The records that differ, by kind and id."""
    heirs = {new_id: old_id for old_id, new_id in old.phrases.renamed.items()}
    changes = [_compare(heirs.get(record_id, record_id), record, old, new)
               for record_id, record in _known(new.content).items()]
    now = {*_known(new.content), *old.phrases.renamed}
    changes += [_removed(record, old) for record_id, record in _known(old.content).items() if record_id not in now]
    return sorted((change for change in changes if change is not None),
                  key=lambda change: (_ORDER[change.kind], change.id))


def _known(content: Content) -> dict[str, Known]:
    return {**content.broken, **content.records}


def _compare(old_id: str, record: Known, old: Linked, new: Linked) -> RecordChange | None:
    before = _known(old.content).get(old_id)
    if isinstance(record, BrokenRecord):
        is_same = before is not None and old.files.get(before.path) == new.files.get(record.path)
        return None if is_same else RecordChange(
            "unreadable", record.kind, record.id, _old_title(before, old), record.path)
    if before is None or before.kind is not record.kind:
        return _added(record, new)
    if isinstance(before, BrokenRecord):
        return RecordChange("changed", record.kind, record.id, title_of(record, new.content.language), record.path,
                            is_draft=record.record.draft)
    return _both(before, record, old, new)


def _old_title(record: Known | None, old: Linked) -> str:
    return title_of(record, old.content.language) if isinstance(record, LoadedRecord) else ""


def _added(record: LoadedRecord[Any], side: Linked) -> RecordChange:
    return RecordChange(
        "added", record.kind, record.id, title_of(record, side.content.language), record.path,
        is_draft=record.record.draft, fields=tuple(_all_fields(record, side.phrases)),
        statements=tuple(_one_sided(side.dossier.statements.get(record.id, ()), side.phrases, is_new=True)),
        computed=tuple(compare_computed(None, facts_of(side.dossier, record.kind, record.id), record.kind,
                                        side.phrases, side.phrases)))


def _removed(record: Known, side: Linked) -> RecordChange:
    if isinstance(record, BrokenRecord):
        return RecordChange("removed", record.kind, record.id, "", record.path)
    return RecordChange(
        "removed", record.kind, record.id, title_of(record, side.content.language), record.path,
        statements=tuple(_one_sided(side.dossier.statements.get(record.id, ()), side.phrases, is_new=False)))


def _all_fields(record: LoadedRecord[Any], phrases: Phrases) -> Iterator[ValueChange]:
    """The fields of a new record that somebody wrote, in words."""
    markers = markers_of(record.record)
    for name, info in type(record.record).model_fields.items():
        value, key = getattr(record.record, name), info.alias or name
        if key in _HANDLED or key == "reasons" or value == info.default:
            continue
        if said := phrases.say(value, (key,), markers):
            yield ValueChange(key, "", said)


def _one_sided(
    statements: Iterable[LinkedStatement], phrases: Phrases, *, is_new: bool
) -> Iterator[StatementChange]:
    for item in statements:
        yield StatementChange("added" if is_new else "lost", item.id, says(item, phrases), quoted_words(item))


def _both(before: LoadedRecord[Any], after: LoadedRecord[Any], old: Linked, new: Linked) -> RecordChange | None:
    """One record on both sides; None where it is the same, computed things included."""
    is_renamed = before.id != after.id
    fields: tuple[ValueChange, ...] = ()
    matching = Matching((), (), ())
    statements: list[StatementChange] = []
    first, second = (side.dossier.statements.get(record.id, ()) for side, record in ((old, before), (new, after)))
    is_same = not is_renamed and not old.phrases.renamed and old.files.get(before.path) == new.files.get(after.path)
    if not is_same:
        fields = tuple(_changed_fields(before, after, old.phrases, new.phrases))
    if first != second:
        matching = match_statements(first, second, old.phrases)
        statements += compare_statements(matching.pairs, old.phrases, new.phrases)
        statements += _one_sided(matching.added, new.phrases, is_new=True)
        statements += _one_sided(matching.lost, old.phrases, is_new=False)
    lost = tuple(lost_quotes(matching.pairs, after, new.phrases))
    computed = tuple(compare_computed(
        facts_of(old.dossier, before.kind, before.id), facts_of(new.dossier, after.kind, after.id), after.kind,
        old.phrases, new.phrases))
    if not (is_renamed or fields or statements or lost or computed):
        return None
    return RecordChange(
        "renamed" if is_renamed else "changed", after.kind, after.id, title_of(after, new.content.language), after.path,
        old_id=before.id if is_renamed else "", is_draft=after.record.draft, fields=fields,
        statements=tuple(statements), lost_quotes=lost, computed=computed)


def _changed_fields(
    before: LoadedRecord[Any], after: LoadedRecord[Any], old: Phrases, new: Phrases
) -> Iterator[ValueChange]:
    first, second = before.record, after.record
    old_markers, new_markers = markers_of(first), markers_of(second)
    for name, info in type(first).model_fields.items():
        key = info.alias or name
        if key in _HANDLED or (key == "former_ids" and before.id != after.id):
            continue
        if getattr(first, name) != getattr(second, name):
            yield from changed_value(
                key, getattr(first, name), getattr(second, name), old, new, old_markers, new_markers)

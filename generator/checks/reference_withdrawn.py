"""reference-withdrawn: a published record does not rest on one that was taken back.

A link in a text may still lead to it, such as in a correction that says so; a statement's sentence may not.
"""

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Diagnostics, Related
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, Path
from generator.model.fields import ForReaders, NamesStatement, RefersTo, marked_values
from generator.model.markup import linked_ids


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report every reference of a record that is published to one that is withdrawn."""
    records = dossier.content.records
    withdrawn = {record.id for record in records.values() if record.record.withdrawn}
    if not withdrawn:
        return
    for record in records.values():
        if record.id in withdrawn or record.record.draft:
            continue
        for path, record_id in _references(record):
            if record_id in withdrawn:
                diagnostics.add("reference-withdrawn", record.span(*path), hint="remove", id=record_id,
                                field=_field_of(path),
                                related=[Related(records[record_id].span("withdrawn"), "related.record")])


def _field_of(path: Path) -> str:
    return next(str(step) for step in reversed(path) if isinstance(step, str))


def _references(record: LoadedRecord[Any]) -> Iterator[tuple[Path, str]]:
    for path, marker, value in marked_values(record.record):
        match marker:
            case RefersTo():
                yield path, value
            case NamesStatement():
                yield path, value.partition("#")[0]
            case ForReaders() if path[-1] == "says":
                yield from ((path, record_id) for text in value.values() for record_id in linked_ids(text))

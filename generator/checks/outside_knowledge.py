"""outside-knowledge: what no article says carries a `reference`.

Holds for descriptions, identifiers, coordinates, names that no article prints, relations without a quote, and
originals that the editors have seen. The name of the record itself needs none.
"""

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier, Path
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report knowledge from elsewhere that does not say where from."""
    for record in dossier.content.records.values():
        for path, field in _unreferenced(record.kind, record.record):
            diagnostics.add("outside-knowledge", record.key_span(*path), hint="reference", field=field)


def _unreferenced(kind: Kind, record: Any) -> Iterator[tuple[Path, str]]:
    if kind in (Kind.ACTOR, Kind.PLACE):
        for field in ("description", "identifiers", "coordinates"):
            value = getattr(record, field, None)
            if value is not None and not value.reference:
                yield (field,), field
        for index, name in enumerate(record.names):
            if name.kind != "as_printed" and not name.reference:
                yield ("names", index, "kind"), f"names ({name.kind})"
    if kind is Kind.ACTOR:
        for index, relation in enumerate(record.relations):
            if not relation.quote and not relation.reference:
                yield ("relations", index, "relation"), "relations"
    if kind is Kind.SOURCE:
        for index, original in enumerate(record.originals):
            if original.seen and not original.reference:
                yield ("originals", index, "seen"), "originals"

"""The spellings of actors and places, with the place each was written at. No rule itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, Path
from generator.model.records import Kind, Name


@dataclass(frozen=True, slots=True)
class WrittenSpelling:
    """A spelling in the record that bears it; `name` is None for the record's own name."""

    record: LoadedRecord[Any]
    text: str
    path: Path
    name: Name | None


def written_spellings(dossier: Dossier) -> Iterator[WrittenSpelling]:
    """Every spelling of every actor and place that is not withdrawn."""
    for record in dossier.content.records.values():
        if record.kind not in (Kind.ACTOR, Kind.PLACE) or record.record.withdrawn:
            continue
        for language, text in record.record.name.items():
            yield WrittenSpelling(record, text, ("name", language) if language else ("name",), None)
        for index, name in enumerate(record.record.names):
            yield WrittenSpelling(record, name.value, ("names", index, "value"), name)

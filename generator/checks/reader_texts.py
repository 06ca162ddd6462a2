"""The texts for readers in a dossier, each with the place it was written at. No rule itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.model.content import LoadedFile, LoadedRecord
from generator.model.dossier import Dossier, Path
from generator.model.fields import ForReaders, marked_values

Owner = LoadedFile[Any] | LoadedRecord[Any]


def reader_texts(dossier: Dossier) -> Iterator[tuple[Owner, Path, Mapping[str, str]]]:
    """Every text for readers, language to words, with its file and its path in the YAML."""
    for owner, model in _models(dossier):
        for path, marker, text in marked_values(model):
            if isinstance(marker, ForReaders):
                yield owner, _written_path(path), text


def _models(dossier: Dossier) -> Iterator[tuple[Owner, BaseModel]]:
    content = dossier.content
    files = (content.settings, *content.vocabulary_files.values(), content.references_file)
    yield from ((file, file.model) for file in files if file is not None)
    yield from ((record, record.record) for record in content.records.values())


def _written_path(path: Path) -> Path:
    """The path as an editor wrote it: a reason stands as `x_why`, a file of terms has no root field."""
    if len(path) > 1 and path[-2] == "reasons":
        return (*path[:-2], f"{path[-1]}_why")
    return path[1:] if path[0] == "root" else path

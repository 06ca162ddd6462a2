"""What reading hands to linking: validated records with their nodes, settings, vocabularies, seeds and pages.

Owns `LoadedRecord` (a record that knows where each of its fields stands) and `Content`. Nothing here is linked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from generator.diagnostics import Span
from generator.model.geo import BaseMap
from generator.model.nodes import MappingNode, Node, Step, find_key_span, find_node, plain_value
from generator.model.proposals import Proposal
from generator.model.records import Kind, Record
from generator.model.searches import SearchList
from generator.model.settings import DossierSettings, Reference, Synonyms, Vocabulary

Model = TypeVar("Model", covariant=True)
RecordT = TypeVar("RecordT", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class LoadedFile(Generic[Model]):
    """A validated YAML file: its project-relative path, its nodes and the model made of them."""

    path: str
    node: Node
    model: Model

    def span(self, *path: Step) -> Span:
        """Where the value at this path of YAML keys and indexes stands."""
        return find_node(self.node, path).span

    def key_span(self, *path: Step) -> Span:
        """Where the key that the path's last step names stands."""
        return find_key_span(self.node, path)


@dataclass(frozen=True, slots=True)
class LoadedRecord(Generic[RecordT]):
    """A validated record, its kind and id, and the nodes it was made of."""

    kind: Kind
    id: str
    path: str
    node: MappingNode
    record: RecordT

    def span(self, *path: Step) -> Span:
        """Where the value at this path of YAML keys and indexes stands; no path: the record's start."""
        return find_node(self.node, path).span if path else Span(self.path)

    def key_span(self, *path: Step) -> Span:
        """Where the key that the path's last step names stands."""
        return find_key_span(self.node, path)


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record with findings of its own: unusable, but known, so that nothing that names it is blamed."""

    kind: Kind
    id: str
    path: str
    node: Node | None

    def texts(self, *path: Step) -> list[str]:
        """The texts found at a path in the raw YAML, such as `texts("seed")`; empty where there are none."""
        if self.node is None:
            return []
        found: Any = plain_value(self.node)
        for step in path:
            if isinstance(found, list) and isinstance(step, str):
                found = [item.get(step) for item in found if isinstance(item, dict)]
            elif isinstance(found, dict):
                found = found.get(str(step))
            else:
                return []
        found = found if isinstance(found, list) else [found]
        return [item for item in found if isinstance(item, str)]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything read, by id in sorted order; `broken` ids are known but have no record.

    `unusable` are the paths of other files with findings of their own: what they define is not known.
    `proposals` are by path: checked with the rest, part of nothing else.
    """

    settings: LoadedFile[DossierSettings]
    records: Mapping[str, LoadedRecord[Any]]
    broken: Mapping[str, BrokenRecord] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=dict)
    vocabulary_files: Mapping[str, LoadedFile[Any]] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    references_file: LoadedFile[Any] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    synonyms: Synonyms = field(default_factory=dict)
    synonyms_file: LoadedFile[Any] | None = None
    searches: LoadedFile[SearchList] | None = None
    seeds: Mapping[str, bytes] = field(default_factory=dict)
    pages: Mapping[str, bytes] = field(default_factory=dict)
    unusable: frozenset[str] = frozenset()
    proposals: Mapping[str, LoadedFile[Proposal]] = field(default_factory=dict)
    base_map: BaseMap | None = None

    def of_kind(self, kind: Kind) -> Sequence[LoadedRecord[Any]]:
        """The records of one kind, sorted by id."""
        return [record for record in self.records.values() if record.kind is kind]

    @property
    def language(self) -> str:
        """The site's language."""
        return self.settings.model.language


def in_language(text: Mapping[str, str] | None, language: str) -> str:
    """The text in this language, else in the dossier's first (stored under "" or its code), else any."""
    if not text:
        return ""
    return text.get(language) or text.get("") or next(iter(text.values()))

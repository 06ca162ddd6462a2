"""Content without what is removed: references to it dropped by `rules.py`, links in texts made plain words.

Works on the YAML nodes and makes the models anew from them, so that every path still leads to its place in the
file. Knows nothing of rights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel

from generator.linking.references import names_of
from generator.linking.quotes import STATEMENT_FIELDS
from generator.model.content import Content, LoadedFile, LoadedRecord, in_language
from generator.model.dossier import Path
from generator.model.fields import ForReaders, RefersTo, marked_values
from generator.model.markup import LINK
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from generator.model.records import Claim, Kind, Withdrawal
from generator.releasing.removal import Removal, statements_of
from generator.releasing.rules import NEEDED_LISTS, path_to_drop

ModelT = TypeVar("ModelT", bound=BaseModel)
#: Stands for a record that has no public name, where an editor gave no words of a link to it.
LEFT_OUT = "[…]"
#: The fields that a withdrawn record keeps on its page.
_KEPT_BY_TOMBSTONES = ("withdrawn", "former_ids", "title", "title_supplied", "title_translation", "name", "question",
                       "type", "kind", "seed", "language", "rights")


@dataclass(slots=True)
class _Edits:
    """What to change in one file, by the place in its nodes; a text with the ids that it may not link to."""

    drops: set[Path] = field(default_factory=set)
    texts: dict[Path, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.drops or self.texts)


def prune_content(content: Content, removal: Removal) -> Content:
    """The content without removed records and statements and without anything that names them."""
    records = {record.id: _prune_record(record, content, removal) for record in content.records.values()
               if record.id not in removal.record_ids}
    vocabulary_files = {name: _prune_file(file, content, removal) for name, file in content.vocabulary_files.items()}
    references_file = content.references_file and _prune_file(content.references_file, content, removal)
    return replace(
        content, settings=_prune_file(content.settings, content, removal), records=records, searches=None,
        vocabulary_files=vocabulary_files,
        vocabulary={name: file.model.root for name, file in vocabulary_files.items()},
        references_file=references_file, references=references_file.model.root if references_file else {})


def make_tombstones(content: Content, removal: Removal) -> dict[str, LoadedRecord[Any]]:
    """The withdrawn records by id, with nothing left but what they were called and why they were withdrawn."""
    return {record_id: _tombstone(content.records[record_id], content, removal)
            for record_id in sorted(removal.tombstones)}


def removed_names(content: Content, removal: Removal) -> tuple[str, ...]:
    """Every spelling of removed records: still the name of somebody, so that a shorter name inside is none."""
    return tuple(name for record_id in sorted(removal.record_ids) for name in names_of(content.records[record_id]))


def _tombstone(record: LoadedRecord[Any], content: Content, removal: Removal) -> LoadedRecord[Any]:
    fields = type(record.record).model_fields
    update: dict[str, Any] = {
        name: () if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in fields.items() if name not in _KEPT_BY_TOMBSTONES}
    node = replace(record.node, entries=tuple(
        entry for entry in record.node.entries if entry[0].value in _KEPT_BY_TOMBSTONES))
    edits = _edits(record.record.model_copy(update=update), node, removal)
    node = _rewritten(node, edits, content, removal)
    withdrawn = node.get("withdrawn")
    assert withdrawn is not None
    update["withdrawn"] = Withdrawal.model_validate(plain_value(withdrawn))
    if record.kind is Kind.SOURCE:
        update["rights"] = record.record.rights.model_copy(update={"holder": None, "note": None})
    return replace(record, node=node, record=record.record.model_copy(update=update))


# One file -------------------------------------------------------------------------------------------


def _prune_record(record: LoadedRecord[Any], content: Content, removal: Removal) -> LoadedRecord[Any]:
    edits = _edits(record.record, record.node, removal)
    edits.drops.update(_lost_statements(record, removal))
    if isinstance(record.record, Claim):
        edits.drops.update(_lost_contradictions(record.record, content, removal))
    if not edits:
        return record
    node = _rewritten(record.node, edits, content, removal)
    return replace(record, node=node, record=_made_anew(record.record, node))


def _prune_file(file: LoadedFile[Any], content: Content, removal: Removal) -> LoadedFile[Any]:
    edits = _edits(file.model, file.node, removal)
    if not edits or not isinstance(file.node, MappingNode):
        return file
    node = _rewritten(file.node, edits, content, removal)
    return LoadedFile(file.path, node, _made_anew(file.model, node))


def _made_anew(model: ModelT, node: Node) -> ModelT:
    return type(model).model_validate(plain_value(node))


def _edits(model: BaseModel, node: Node, removal: Removal) -> _Edits:
    edits = _Edits()
    for path, marker, value in marked_values(model):
        if isinstance(marker, RefersTo):
            if value in removal.record_ids:
                edits.drops.add(_place(node, path_to_drop(path)))
        elif isinstance(marker, ForReaders):
            # A withdrawn record keeps a page to lead to; a sentence is linked by what is in the dossier alone.
            lost = removal.record_ids if path[-1] == "says" else removal.record_ids - removal.tombstones
            if any(_names_any(text, lost) for text in value.values()):
                edits.texts[_place(node, path[1:] if isinstance(model, RootModel) else path)] = lost
    return edits


def _lost_statements(record: LoadedRecord[Any], removal: Removal) -> Iterator[Path]:
    for index in range(len(statements_of(record))):
        if (record.id, index) in removal.statements:
            yield STATEMENT_FIELDS[record.kind], index


def _lost_contradictions(claim: Claim, content: Content, removal: Removal) -> Iterator[Path]:
    """`contradicts` entries that name a removed statement: what is left contradicts nothing."""
    for index, contradiction in enumerate(claim.contradicts):
        if any(_is_lost(name, content, removal) for name in contradiction.statements):
            yield "contradicts", index


def _is_lost(name: str, content: Content, removal: Removal) -> bool:
    record_id, _, key = name.partition("#")
    if record_id in removal.record_ids:
        return True
    return any(statement.key == key and (record_id, index) in removal.statements
               for index, statement in enumerate(statements_of(content.records[record_id])))


def _place(root: Node, path: Path) -> Path:
    """The steps of a model's path that the YAML has: a short form has fewer, a reason its own key."""
    if "reasons" in path:
        at = path.index("reasons")
        path = (*path[:at], f"{path[at + 1]}_why", *path[at + 2:])
    found: list[str | int] = []
    node = root
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str) and (below := node.get(step)) is not None:
            node = below
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        found.append(step)
    return tuple(found)


# Rewriting nodes ------------------------------------------------------------------------------------


def _rewritten(node: MappingNode, edits: _Edits, content: Content, removal: Removal) -> MappingNode:
    changed = _edited(node, (), edits, content, removal)
    return changed if isinstance(changed, MappingNode) else replace(node, entries=())


def _edited(node: Node, path: Path, edits: _Edits, content: Content, removal: Removal) -> Node | None:
    """The node with its edits; None where it is dropped or nothing is left in it."""
    if path in edits.drops:
        return None
    if path in edits.texts:
        return _with_plain_links(node, "", edits.texts[path], content, removal)
    match node:
        case ScalarNode():
            return node
        case SequenceNode():
            items = (_edited(item, (*path, index), edits, content, removal) for index, item in enumerate(node.items))
            left = tuple(item for item in items if item is not None)
            return replace(node, items=left) if left else None
        case MappingNode():
            return _edited_mapping(node, path, edits, content, removal)


def _edited_mapping(
    node: MappingNode, path: Path, edits: _Edits, content: Content, removal: Removal
) -> MappingNode | None:
    """The mapping with its edits; the reason for a field goes with the field."""
    values = [(key, _edited(value, (*path, key.value), edits, content, removal)) for key, value in node.entries]
    dropped = {key.value for key, value in values if value is None}
    if dropped & NEEDED_LISTS:
        return None
    orphaned = {f"{name}_why" for name in dropped}
    entries = tuple((key, value) for key, value in values if value is not None and key.value not in orphaned)
    return replace(node, entries=entries) if entries else None


def _with_plain_links(
    node: Node, language: str, lost: frozenset[str], content: Content, removal: Removal
) -> Node:
    """A text, or a text per language, with links to these records as plain words."""
    if isinstance(node, MappingNode):
        return replace(node, entries=tuple(
            (key, _with_plain_links(value, key.value, lost, content, removal)) for key, value in node.entries))
    if not isinstance(node, ScalarNode):
        return node

    def plain(match: Any) -> str:
        target = match[1].strip()
        if target not in lost:
            return str(match[0])
        return (match[2] or "").strip() or _public_name(target, language, content, removal)

    return ScalarNode(LINK.sub(plain, node.value), node.span)


def _names_any(text: str, record_ids: frozenset[str]) -> bool:
    return "[[" in text and any(match[1].strip() in record_ids for match in LINK.finditer(text))


def _public_name(record_id: str, language: str, content: Content, removal: Removal) -> str:
    """What a removed record is called in a sentence: a withdrawn one keeps its name, of a draft nothing is told."""
    if record_id not in removal.tombstones:
        return LEFT_OUT
    record = content.records[record_id]
    name = {Kind.EVENT: "title", Kind.CLAIM: "question", Kind.SOURCE: "title_supplied"}.get(record.kind, "name")
    printed = record.record.title if record.kind is Kind.SOURCE else None
    texts: Mapping[str, str] = getattr(record.record, name) or {}
    return printed or in_language(texts, language or content.language)

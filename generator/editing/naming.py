"""Where a dossier names a record: ids in fields, `record#key`, `[[links]]` in texts, links in hand-written pages.

Owns finding all of them and turning them to another id. Knows nothing of what else becomes of the record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Span
from generator.editing.changes import Refusal
from generator.editing.surgery import CannotEdit, Change, Path, Put, edit_source
from generator.editing.yaml_source import YamlSource, parse_source
from generator.model.content import Content
from generator.model.fields import ForReaders, RefersTo, marked_values
from generator.model.markup import LINK
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.model.records import Claim, Kind
from generator.model.tree import Tree

PAGES_FOLDER = "content/pages"


@dataclass(frozen=True, slots=True)
class Move:
    """Whatever names `old` names `new` from now on."""

    kind: Kind
    old: str
    new: str

    def text(self, text: str) -> str:
        """A text with its links turned."""
        return LINK.sub(lambda found: found[0].replace(self.old, self.new, 1) if found[1].strip() == self.old else
                        found[0], text)

    @property
    def id_words(self) -> tuple[tuple[str, str], ...]:
        """How an id changes where it is written, quotes and all."""
        return ((rf"(?<![a-z0-9-]){self.old}(?![a-z0-9-])", self.new),)

    @property
    def link_words(self) -> tuple[tuple[str, str], ...]:
        """How a link in a text changes where it is written, a line break before the id included."""
        return ((rf"(?<=\[\[)(\s*){self.old}(?=\s*(?:\]\]|\|))", rf"\g<1>{self.new}"),)


#: Files of words alone: no record is named in them by its id.
_NAMELESS = {"content/vocabulary/words.yml", "content/vocabulary/synonyms.yml"}


def yaml_models(content: Content) -> Iterator[tuple[str, BaseModel]]:
    """Every YAML file that was read, by path, with its model."""
    files = (content.settings, content.references_file, content.searches, *content.vocabulary_files.values(),
             *content.proposals.values())
    yield from ((file.path, file.model) for file in files if file is not None)
    yield from ((record.path, record.record) for record in content.records.values())


def refuse_unread(content: Content, tree: Tree) -> None:
    """Refuse where a YAML file could not be read: it may name the record, and nobody would turn it."""
    known = {path for path, _ in yaml_models(content)} | _NAMELESS
    for path in tree.files_below("content"):
        if path.endswith((".yml", ".yaml")) and path not in known:
            raise Refusal("unread", Span(path), path=path)


def read_source(tree: Tree, path: str) -> YamlSource:
    """A file as text and nodes; refused where it has a finding of its own."""
    source = parse_source(path, tree[path])
    if source is None:
        raise Refusal("unread", Span(path), path=path)
    return source


def edited(source: YamlSource, changes: list[Change]) -> bytes:
    """The file with these changes; refused where they cannot be made without touching something else."""
    try:
        return edit_source(source, changes)
    except CannotEdit as error:
        raise Refusal("by-hand", Span(error.path, error.line), path=error.path, line=error.line) from None


def naming_changes(source: YamlSource, model: BaseModel, move: Move) -> list[Change]:
    """What must be put where in one file so that it names the record by its new id."""
    found: dict[Path, Change] = {}
    for path, marker, value in marked_values(model):
        steps, node = written_place(source.node, path)
        if isinstance(marker, RefersTo):
            if value == move.old and isinstance(node, ScalarNode):
                found[steps] = Put(steps, move.new, move.id_words)
        elif isinstance(marker, ForReaders):
            for below, scalar in _scalars(node, steps):
                text = move.text(scalar.value)
                if text != scalar.value:
                    found[below] = Put(below, text, move.link_words)
    if isinstance(model, Claim):
        found |= {change.path: change for change in _statement_names(source, model, move)}
    return list(found.values())


def _statement_names(source: YamlSource, claim: Claim, move: Move) -> Iterator[Put]:
    for index, contradiction in enumerate(claim.contradicts):
        for position, name in enumerate(contradiction.statements):
            record_id, mark, key = name.partition("#")
            if record_id == move.old:
                steps, _ = written_place(source.node, ("contradicts", index, "statements", position))
                yield Put(steps, f"{move.new}{mark}{key}", move.id_words)


def written_place(root: Node, path: Path) -> tuple[Path, Node]:
    """The steps that lead to a validated value as an editor wrote it, and the node there.

    A short form has fewer steps (`by: a` is read as a list), a reason stands as `x_why`.
    """
    if len(path) > 1 and path[-2] == "reasons":
        path = (*path[:-2], f"{path[-1]}_why")
    node, steps = root, []
    for step in path:
        child: Node | None = None
        if isinstance(node, MappingNode) and isinstance(step, str):
            child = node.get(step)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            child = node.items[step]
        if child is not None:
            steps.append(step)
            node = child
    return tuple(steps), node


def _scalars(node: Node, path: Path) -> Iterator[tuple[Path, ScalarNode]]:
    """A text as written: one scalar, or one for each language."""
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            if isinstance(value, ScalarNode):
                yield (*path, key.value), value


def renamed_pages(tree: Tree, move: Move) -> Mapping[str, tuple[bytes, int]]:
    """The hand-written pages whose links lead to the record, with those turned, and how many."""
    address = re.compile(rf"(?<![\w-])({move.kind.folder}/){move.old}(?=\.(?:md|html)(?![\w-]))")
    passage = re.compile(rf"(?<=#)q-{move.old}(?=-\d+-\d+(?![\w-]))")
    found = {}
    for path in tree.files_below(PAGES_FOLDER):
        try:
            text = tree[path].decode() if path.endswith(".md") else ""
        except UnicodeDecodeError:
            raise Refusal("unread", Span(path), path=path) from None
        text, count = address.subn(rf"\g<1>{move.new}", text)
        if move.kind is Kind.SOURCE:
            text = passage.sub(f"q-{move.new}", text)
        if text and text.encode() != tree[path]:
            found[path] = (text.encode(), count)
    return found


def count_of(changes: list[Change]) -> int:
    """How many places a list of changes touches."""
    return len({change.path for change in changes if isinstance(change, Put)})


def record_ids(content: Content) -> Mapping[str, Any]:
    """Every id in use, with its record, broken ones included."""
    return {**content.broken, **content.records}

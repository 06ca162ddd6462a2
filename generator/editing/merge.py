"""`dossier merge`: two records of one kind become one, and everything that names either names it.

Owns when that must not be and the order of things: names turned, what is pointless taken out, the fields joined.
Nothing is written here, and nothing lost: what cannot be joined is kept as a comment.
"""

from typing import Any

from generator.editing.changes import ProjectChange, Refusal, Remark
from generator.editing.collapsing import removed_paths, without_repeats, without_self
from generator.editing.joining import Joining, conflict_comment
from generator.editing.naming import (
    Move, count_of, edited, naming_changes, read_source, refuse_unread, renamed_pages, yaml_models,
)
from generator.editing.rename import record_to_change
from generator.editing.surgery import Change
from generator.editing.yaml_source import YamlSource
from generator.linking.quotes import STATEMENT_FIELDS
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier
from generator.model.records import Kind
from generator.model.tree import Tree


def merge_records(
    tree: Tree, dossier: Dossier, kind: Kind, other_id: str, own_id: str, *, heading: str
) -> ProjectChange:
    """The change that lays the record `other_id` into `own_id`; raises `Refusal` where it must not be made.

    `heading` is the sentence above the fields that are left to the editor.
    """
    content = dossier.content
    other, own = record_to_change(content, kind, other_id), record_to_change(content, kind, own_id)
    _refuse_unlike(kind, other, own)
    refuse_unread(content, tree)
    move = Move(kind, other_id, own_id)
    written, done = _elsewhere(tree, dossier, move, {other.path, own.path})
    joining, changes = _joining(tree, dossier, move, other, own)
    joined = joining.join()
    written[own.path] = edited(joining.into, [*changes, *joined.changes, *conflict_comment(heading, joined)])
    first = Remark(own.path, "merged", {"other": other.path})
    added = [Remark(own.path, "joined", {"fields": ", ".join(joined.added)})] if joined.added else []
    pointless = [Remark(own.path, "self-dropped", {"field": ".".join(map(str, path))})
                 for path in removed_paths(changes)]
    left = [Remark(own.path, "conflict", {"field": field}) for field in joined.conflicts]
    return ProjectChange(written, frozenset({other.path}), (first, *added, *pointless, *done), tuple(left))


def _refuse_unlike(kind: Kind, other: LoadedRecord[Any], own: LoadedRecord[Any]) -> None:
    if other.id == own.id:
        raise Refusal("same-id", id=own.id)
    if kind is Kind.SOURCE:
        raise Refusal("sources")
    if other.record.draft != own.record.draft:
        raise Refusal("draft", (other if other.record.draft else own).span("draft"))
    field = STATEMENT_FIELDS.get(kind)
    if field:
        mine, theirs = ({each.key: each for each in getattr(record.record, field) if each.key}
                        for record in (own, other))
        for key in mine.keys() & theirs.keys():
            if mine[key] != theirs[key]:
                index = next(index for index, each in enumerate(getattr(other.record, field)) if each.key == key)
                raise Refusal("key-clash", other.span(field, index, "key"), key=key)


def _elsewhere(
    tree: Tree, dossier: Dossier, move: Move, left_out: set[str]
) -> tuple[dict[str, bytes], list[Remark]]:
    """The other files that name the record, with the names turned and none named twice."""
    written: dict[str, bytes] = {}
    done: list[Remark] = []
    for path, model in yaml_models(dossier.content):
        if path in left_out or (move.old.encode() not in tree[path] and b"\\" not in tree[path]):
            continue
        source = read_source(tree, path)
        changes = naming_changes(source, model, move)
        if changes:
            written[path] = edited(source, without_repeats(source, changes))
            done.append(Remark(path, "references", {"n": count_of(changes)}))
    for path, (data, count) in renamed_pages(tree, move).items():
        written[path] = data
        done.append(Remark(path, "links", {"n": max(1, count)}))
    return written, done


def _joining(
    tree: Tree, dossier: Dossier, move: Move, other: LoadedRecord[Any], own: LoadedRecord[Any]
) -> tuple[Joining, list[Change]]:
    """Both files with the names in them turned: the one that goes is read anew, for the other its changes."""
    ids = frozenset((move.old, move.new))
    into, changes = _turned(tree, own, move, ids)
    before, turned = _turned(tree, other, move, ids)
    source = _read_again(before.path, edited(before, turned))
    facts: Any = dossier.actors.get(other.id) or dossier.places.get(other.id)
    printed = frozenset(text for name in (facts.printed if facts else ()) for text in name.spellings)
    return Joining(source, into, own.id, other.id, printed, dossier.content.language,
                   frozenset(removed_paths(changes))), changes


def _turned(
    tree: Tree, record: LoadedRecord[Any], move: Move, ids: frozenset[str]
) -> tuple[YamlSource, list[Change]]:
    source = read_source(tree, record.path)
    changes = without_self(source, record.record, ids, naming_changes(source, record.record, move))
    return source, without_repeats(source, changes)


def _read_again(path: str, data: bytes) -> YamlSource:
    """A file that was just written by us."""
    return read_source(Tree({path: data}), path)

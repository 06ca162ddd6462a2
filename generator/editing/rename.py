"""`dossier rename`: a record gets another id, and everything that names it follows.

Owns when that must not be and what becomes of the record's own file. All or nothing: the whole change is worked out
here, nothing is written.
"""

from generator.diagnostics import Span
from generator.editing.changes import ProjectChange, Refusal, Remark
from generator.editing.naming import (
    Move, edited, naming_changes, read_source, record_ids, refuse_unread, renamed_pages, yaml_models,
)
from generator.editing.naming import count_of
from generator.editing.surgery import AddEntry, Append, Change, Put, Remove
from generator.linking.references import OUTLET
from generator.model.content import Content, LoadedRecord
from generator.model.fields import id_fault
from generator.model.nodes import SequenceNode
from generator.model.records import Kind
from generator.model.tree import Tree


def rename_record(tree: Tree, content: Content, kind: Kind, old: str, new: str) -> ProjectChange:
    """The change that gives a record another id; raises `Refusal` where it must not be made."""
    record = record_to_change(content, kind, old)
    _refuse_bad_id(content, kind, old, new)
    refuse_unread(content, tree)
    move = Move(kind, old, new)
    written, done = moved_names(tree, content, move)
    source = read_source(tree, record.path)
    changes = [*naming_changes(source, record.record, move), *_former_ids(record, old, new)]
    path = f"content/{kind.folder}/{new}.yml"
    written.pop(record.path, None)
    written[path] = edited(source, changes)
    done = [Remark(path, "renamed", {"old": record.path}), *(each for each in done if each.path != record.path)]
    return ProjectChange(written, frozenset({record.path}), tuple(done))


def record_to_change(content: Content, kind: Kind, record_id: str) -> LoadedRecord[object]:
    """The record of this kind and id; refused where there is none, it is broken, or a tombstone."""
    if record_id in content.broken:
        broken = content.broken[record_id]
        raise Refusal("unread", Span(broken.path), path=broken.path)
    record = content.records.get(record_id)
    if record is None or record.kind is not kind:
        moved = next((each.id for each in content.of_kind(kind) if record_id in each.record.former_ids), "")
        raise Refusal("moved" if moved else "no-record", kind=kind.value, id=record_id, new=moved)
    if record.record.withdrawn:
        raise Refusal("withdrawn", record.span("withdrawn"), id=record_id)
    return record


def _refuse_bad_id(content: Content, kind: Kind, old: str, new: str) -> None:
    if new == old:
        raise Refusal("same-id", id=new)
    if id_fault(new) or new == OUTLET:
        raise Refusal("bad-id", id=new)
    taken = record_ids(content).get(new)
    if taken is not None:
        raise Refusal("taken", Span(taken.path), id=new, path=taken.path)
    for other in content.records.values():
        if new in other.record.former_ids and other.id != old:
            raise Refusal("taken-before", other.span("former_ids"), id=new, other=other.id)
    for page in content.pages:
        if page.casefold().rpartition(".")[0] == f"{kind.folder}/{new}":
            raise Refusal("taken-by-page", Span(f"content/pages/{page}"), id=new, path=f"content/pages/{page}")


def moved_names(tree: Tree, content: Content, move: Move) -> tuple[dict[str, bytes], list[Remark]]:
    """Every file that names the record, with the names turned, and how many there were."""
    written: dict[str, bytes] = {}
    done: list[Remark] = []
    for path, model in yaml_models(content):
        if move.old.encode() not in tree[path] and b"\\" not in tree[path]:
            continue
        source = read_source(tree, path)
        changes = naming_changes(source, model, move)
        if changes:
            written[path] = edited(source, changes)
            done.append(Remark(path, "references", {"n": count_of(changes)}))
    for path, (data, count) in renamed_pages(tree, move).items():
        written[path] = data
        done.append(Remark(path, "links", {"n": max(1, count)}))
    return written, done


def _former_ids(record: LoadedRecord[object], old: str, new: str) -> list[Change]:
    """The redirect from the old id; an id that is taken up again is no former one any more."""
    node = record.node.get("former_ids")
    if not isinstance(node, SequenceNode):
        return [AddEntry("former_ids", [old])]
    before: list[Change] = [Remove(("former_ids", index)) for index, item in enumerate(node.items)
                            if getattr(item, "value", "") == new]
    if len(before) == len(node.items):
        return [Put(("former_ids", 0), old)]
    return [*before, Append(("former_ids",), old)]

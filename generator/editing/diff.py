"""Two sides of a dossier set side by side: what a change means, for those who judge it.

Owns the order of the comparison and what does not belong to one record: seeds, shared files, findings, counts,
statements that moved, pages. The sides come as trees, the pages from a function that is passed in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from generator import pipeline
from generator.diagnostics import Diagnostic, Diagnostics, Severity
from generator.editing.affected import affected_records
from generator.editing.comparison import (
    Comparison, Count, FileChange, Pages, RecordChange, StatementChange, ValueChange,
)
from generator.editing.diff_computed import count_quotes
from generator.editing.diff_records import Linked, compare_records, find_renamed
from generator.editing.diff_statements import changed_value
from generator.editing.hidden_words import hidden_words, without_hidden_words
from generator.editing.phrases import Markers, Phrases, markers_of
from generator.model.content import Content
from generator.model.dossier import PublicDossier
from generator.model.garbage import garbage_collection_held
from generator.model.outputs import OutputFile
from generator.model.records import Kind
from generator.model.tree import Tree
from generator.model.uris import DOSSIER_JSON
from generator.model.words import Words
from generator.pipeline import Checked
from generator.releasing.release import release_dossier

#: The pages of some records, and all pages that belong to none: `(public, words, record ids or None for all)`.
RenderPart = Callable[[PublicDossier, Words, frozenset[str] | None], Iterable[OutputFile]]

_KINDS = {
    Kind.SOURCE: "judging.count.sources", Kind.EVENT: "judging.count.events", Kind.ACTOR: "judging.count.actors",
    Kind.PLACE: "judging.count.places", Kind.CLAIM: "judging.count.claims"}
_OTHER_FOLDERS = ("content/vocabulary", "content/pages", "content/geo", "content/proposals")


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it is called, its files, what checking found, and what of it may be published."""

    name: str
    tree: Tree
    checked: Checked
    public: PublicDossier | None


@garbage_collection_held()
def read_side(name: str, tree: Tree, diagnostics: Diagnostics | None = None) -> Side:
    """Check a tree, and release it where it has no errors; `diagnostics` may hold findings of reading it."""
    checked = pipeline.check(tree, diagnostics=diagnostics)
    is_clean = checked.dossier is not None and not checked.diagnostics.has_errors
    return Side(name, tree, checked, release_dossier(checked.dossier) if is_clean and checked.dossier else None)


@garbage_collection_held()
def compare_sides(old: Side, new: Side, words: Words, render: RenderPart) -> Comparison:
    """Everything that differs, said with these words; what cannot be linked is compared as far as it can.

    What a source of either side withholds is not repeated: a takedown is judged in public, and so is undoing one.
    """
    records: tuple[RecordChange, ...] = ()
    renamed: dict[str, str] = {}
    counts: tuple[Count, ...] = ()
    shared: tuple[FileChange, ...] = ()
    others = tuple(_compare_files(old.tree, new.tree, _OTHER_FOLDERS))
    if old.checked.dossier is not None and new.checked.dossier is not None:
        first, second = old.checked.dossier, new.checked.dossier
        renamed = find_renamed(first.content, second.content)
        before = Linked(first, old.tree, Phrases(first.content, words, renamed))
        after = Linked(second, new.tree, Phrases(second.content, words))
        records = tuple(_with_moves(compare_records(before, after)))
        counts = tuple(_counts(before, after))
        shared = tuple(_shared_fields(before, after))
        others = tuple(_with_proposed(file, before, after) for file in others)
    else:
        shared = tuple(FileChange("changed", path) for path in ("content/dossier.yml", "content/references.yml")
                       if old.tree.get(path) != new.tree.get(path))
    findings_new, findings_gone = _compare_findings(old, new, renamed)
    return without_hidden_words(Comparison(
        old.name, new.name, records, tuple(_compare_files(old.tree, new.tree, ("seeds",))),
        tuple(sorted((*shared, *others), key=lambda file: file.path)),
        counts, findings_new, findings_gone, old.checked.diagnostics.count(Severity.ERROR),
        new.checked.diagnostics.count(Severity.ERROR), _compare_pages(old, new, render)),
        hidden_words(old.checked.dossier, new.checked.dossier))


# Statements that moved ------------------------------------------------------------------------------


def _with_moves(changes: Iterable[RecordChange]) -> Iterator[RecordChange]:
    """What one record lost and another got with the same words moved from one to the other."""
    found = list(changes)
    lost: dict[Any, list[str]] = {}
    got: dict[Any, list[str]] = {}
    for change in found:
        for item in change.statements:
            if item.fate in ("lost", "added"):
                (lost if item.fate == "lost" else got).setdefault(item.quotes, []).append(change.id)
    moved = {quotes for quotes in lost.keys() & got.keys() if len(lost[quotes]) == len(got[quotes]) == 1}
    for change in found:
        yield replace(change, statements=tuple(
            _as_moved(item, lost, got) if item.quotes in moved else item for item in change.statements))


def _as_moved(item: StatementChange, lost: Mapping[Any, list[str]], got: Mapping[Any, list[str]]) -> StatementChange:
    if item.fate == "lost":
        return replace(item, fate="moved_out", elsewhere=got[item.quotes][0])
    return replace(item, fate="moved_in", elsewhere=lost[item.quotes][0]) if item.fate == "added" else item


# Counts ---------------------------------------------------------------------------------------------


def _counts(old: Linked, new: Linked) -> Iterator[Count]:
    """How many records, statements and quotes, where the number differs; the share of the articles that is quoted."""
    for kind, name in _KINDS.items():
        yield from _count(name, len(old.content.of_kind(kind)), len(new.content.of_kind(kind)))
    first, second = old.dossier.all_statements(), new.dossier.all_statements()
    yield from _count("judging.count.statements", len(first), len(second))
    yield from _count("judging.count.quotes", count_quotes(first), count_quotes(second))
    yield from _count("judging.count.coverage", _coverage(old), _coverage(new))


def _count(name: str, old: int, new: int) -> Iterator[Count]:
    if old != new:
        yield Count(name, old, new)


def _coverage(side: Linked) -> int:
    """The share of all bodies that quotes take up, in per cent."""
    facts = side.dossier.sources.values()
    length = sum(found.body_length for found in facts)
    return round(100 * sum(found.covered for found in facts) / length) if length else 0


# Files ----------------------------------------------------------------------------------------------


def _compare_files(old: Tree, new: Tree, folders: Iterable[str]) -> Iterator[FileChange]:
    """The files below these folders whose bytes differ; vocabularies are told by their fields instead."""
    for folder in folders:
        for path in sorted({*old.files_below(folder), *new.files_below(folder)}):
            if path not in old:
                yield FileChange("added", path)
            elif path not in new:
                yield FileChange("removed", path)
            elif old[path] != new[path] and folder != "content/vocabulary":
                yield FileChange("changed", path)


def _with_proposed(file: FileChange, old: Linked, new: Linked) -> FileChange:
    """A proposal that is there on the new side with what it proposes, for whoever is to accept it."""
    after = new.content.proposals.get(file.path)
    if after is None:
        return file
    before = old.content.proposals.get(file.path)
    old_markers, new_markers = markers_of(before.model) if before else {}, markers_of(after.model)
    fields: list[ValueChange] = []
    for name, info in type(after.model).model_fields.items():
        nothing = None if info.is_required() else info.get_default(call_default_factory=True)
        first, second = getattr(before.model, name) if before else nothing, getattr(after.model, name)
        if first != second:
            fields += changed_value(info.alias or name, first, second, old.phrases, new.phrases, old_markers, new_markers)
    return replace(file, fields=tuple(sorted(fields, key=lambda field: field.name != "for")))


def _shared_fields(old: Linked, new: Linked) -> Iterator[FileChange]:
    """Settings, references, vocabularies and words of both sides, field by field."""
    for path in sorted({*_shared_models(old.content), *_shared_models(new.content)}):
        if old.files.get(path) == new.files.get(path):
            continue
        first, second = _shared_models(old.content).get(path, {}), _shared_models(new.content).get(path, {})
        fields = tuple(field for name in dict.fromkeys([*first, *second]) if first.get(name) != second.get(name)
                       for field in _entry(name, first.get(name), second.get(name), old.phrases, new.phrases))
        yield FileChange("changed", path, fields)


def _shared_models(content: Content) -> Mapping[str, Mapping[str, Any]]:
    """What each shared file holds, by its path and the entry's name."""
    settings = content.settings.model
    found: dict[str, Mapping[str, Any]] = {content.settings.path: {
        info.alias or name: getattr(settings, name) for name, info in type(settings).model_fields.items()}}
    if content.references_file is not None:
        found[content.references_file.path] = content.references
    for name, file in content.vocabulary_files.items():
        found[file.path] = content.vocabulary[name]
    found["content/vocabulary/words.yml"] = content.words
    found["content/vocabulary/synonyms.yml"] = content.synonyms
    return found


def _entry(name: str, before: Any, after: Any, old: Phrases, new: Phrases) -> Iterator[ValueChange]:
    old_markers, new_markers = _markers_below(name, before), _markers_below(name, after)
    yield from changed_value(name, before, after, old, new, old_markers, new_markers)


def _markers_below(name: str, entry: Any) -> Markers:
    """The markers in an entry, their paths led from the entry's name."""
    if not isinstance(entry, BaseModel):
        return {}
    return {(name, *path): found for path, found in markers_of(entry).items()}


# Findings -------------------------------------------------------------------------------------------


def _compare_findings(
    old: Side, new: Side, renamed: Mapping[str, str]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Findings that are new and that are gone; a line that only moved is neither."""
    paths = {_path_of(old, former): _path_of(new, record_id) for former, record_id in renamed.items()}
    before = Counter(_name(finding, paths) for finding in old.checked.diagnostics)
    after = Counter(_name(finding, {}) for finding in new.checked.diagnostics)
    return (tuple(_left_over(new.checked.diagnostics, {}, before)),
            tuple(_left_over(old.checked.diagnostics, paths, after)))


def _path_of(side: Side, record_id: str) -> str:
    record = side.checked.content.records.get(record_id) if side.checked.content else None
    return record.path if record else ""


def _name(finding: Diagnostic, paths: Mapping[str, str]) -> tuple[Any, ...]:
    return (finding.code, paths.get(finding.span.path, finding.span.path),
            tuple(sorted((key, str(value)) for key, value in finding.arguments.items())))


def _left_over(findings: Iterable[Diagnostic], paths: Mapping[str, str], other: Counter[Any]) -> Iterator[Diagnostic]:
    left = Counter(other)
    for finding in findings:
        name = _name(finding, paths)
        if left[name]:
            left[name] -= 1
        else:
            yield finding


# Pages ----------------------------------------------------------------------------------------------


def _compare_pages(old: Side, new: Side, render: RenderPart) -> Pages | None:
    """The files of the site that differ; only pages that can differ are made."""
    if old.public is None or new.public is None:
        return None
    if old.tree == new.tree:
        return Pages()
    ids = affected_records(old.public, new.public, old.checked.words, new.checked.words)
    before, after = _site_files(old, render, ids), _site_files(new, render, ids)
    changed = {uri for uri in before.keys() & after.keys() if before[uri] != after[uri]}
    # The data holds all that the records' pages are made of; it is too large to be made for this alone.
    changed |= {DOSSIER_JSON} if ids else set()
    return Pages(tuple(sorted(after.keys() - before.keys())), tuple(sorted(before.keys() - after.keys())),
                 tuple(sorted(changed)))


def _site_files(side: Side, render: RenderPart, ids: frozenset[str] | None) -> dict[str, str | bytes]:
    assert side.public is not None
    copied: dict[str, str | bytes] = dict(side.public.dossier.content.pages)
    return {**copied, **{file.uri: file.text for file in render(side.public, side.checked.words, ids)}}

"""From a tree of files to `Content`: which file is what, its id, its model; whatever is wrong becomes a finding.

A record with findings becomes a `BrokenRecord`, so that nothing that names it is blamed. Never touches the disk.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, RootModel

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.closest import closest
from generator.model.content import BrokenRecord, Content, LoadedFile, LoadedRecord
from generator.model.fields import Identifier, Text, fail, id_fault, id_like
from generator.model.garbage import garbage_collection_held
from generator.model.geo import BASE_MAP_PATH, BaseMap
from generator.model.nodes import MappingNode, find_key_span
from generator.model.proposals import PROPOSALS_FOLDER, Proposal
from generator.model.records import RECORD_MODELS, Kind
from generator.model.searches import SEARCHES_PATH, SearchList
from generator.model.settings import VOCABULARIES, DossierSettings, Reference, Term
from generator.model.tree import Tree
from generator.reading.proposed_values import report_proposed
from generator.reading.validation import validate_node
from generator.reading.words import FALLBACK_LANGUAGE, load_words
from generator.reading.yaml_events import parse_yaml

SETTINGS_PATH = "content/dossier.yml"
REFERENCES_PATH = "content/references.yml"
WORDS_PATH = "content/vocabulary/words.yml"
SYNONYMS_PATH = "content/vocabulary/synonyms.yml"
_FOLDERS = {kind.folder: kind for kind in Kind}


class TermFile(RootModel[Mapping[str, Term]]):
    """A vocabulary: terms by their id."""


class ReferenceFile(RootModel[Mapping[Identifier, Reference]]):
    """`content/references.yml`: references by their key."""


class WordFile(RootModel[Mapping[str, Text]]):
    """`content/vocabulary/words.yml`: interface words of this dossier by their key."""

    root: Mapping[str, Text] = Field(description="The word by its key.")


def _synonym_group(forms: tuple[str, ...]) -> tuple[str, ...]:
    """A group as it is: of at least two forms, none of them twice, in whatever case and spacing."""
    if len(forms) < 2:
        raise fail("bad-value", value=forms[0], hint="alone")
    known = set()
    for form in forms:
        plain = " ".join(form.casefold().split())
        if plain in known:
            raise fail("bad-value", value=form, hint="repeated")
        known.add(plain)
    return forms


class SynonymFile(RootModel[Mapping[Identifier, tuple[Text, ...]]]):
    """`content/vocabulary/synonyms.yml`: forms that mean the same to whoever searches, by a name of the group."""

    root: Mapping[Identifier, Annotated[tuple[Text, ...], AfterValidator(_synonym_group)]] = Field(
        description="Abbreviations, synonyms and translations of one thing; a form may stand in several groups.")


def load_content(tree: Tree, diagnostics: Diagnostics) -> Content | None:
    """Everything below `content/` and `seeds/`, or None where there are no usable settings."""
    with garbage_collection_held():
        settings = _load_model(tree, SETTINGS_PATH, DossierSettings, diagnostics)
        if SETTINGS_PATH not in tree:
            diagnostics.add("file-missing", Span(SETTINGS_PATH), path=SETTINGS_PATH)
        vocabulary = _load_vocabulary(tree, diagnostics)
        references = _load_model(tree, REFERENCES_PATH, ReferenceFile, diagnostics)
        words = _load_own_words(tree, diagnostics)
        synonyms = _load_model(tree, SYNONYMS_PATH, SynonymFile, diagnostics)
        searches = _load_model(tree, SEARCHES_PATH, SearchList, diagnostics)
        records, broken = _load_records(tree, diagnostics)
        proposals = _load_proposals(tree, diagnostics)
        base_map = _load_model(tree, BASE_MAP_PATH, BaseMap, diagnostics)
        _check_unexpected(tree, diagnostics)
    if settings is None:
        return None
    return Content(
        settings=settings, records=records, broken=broken,
        vocabulary={name: file.model.root for name, file in vocabulary.items()}, vocabulary_files=vocabulary,
        references=references.model.root if references else {}, references_file=references,
        words=words.model.root if words else {}, synonyms=synonyms.model.root if synonyms else {},
        synonyms_file=synonyms, searches=searches,
        unusable=_unusable(tree, vocabulary, references, words, synonyms), proposals=proposals,
        base_map=base_map.model if base_map else None,
        seeds={path.removeprefix("seeds/"): tree[path] for path in tree.files_below("seeds")},
        pages={path.removeprefix("content/pages/"): tree[path] for path in tree.files_below("content/pages")},
    )


def _load_model(tree: Tree, path: str, model: type[Any], diagnostics: Diagnostics) -> LoadedFile[Any] | None:
    if path not in tree:
        return None
    node = parse_yaml(path, tree[path], diagnostics)
    if node is None:
        return None
    validated = validate_node(model, node, diagnostics)
    return None if validated is None else LoadedFile(path, node, validated)


def _load_own_words(tree: Tree, diagnostics: Diagnostics) -> LoadedFile[Any] | None:
    """The dossier's own words; a key under which the program has none is reported, since it would change nothing."""
    file = _load_model(tree, WORDS_PATH, WordFile, diagnostics)
    known = load_words(FALLBACK_LANGUAGE).texts
    for key in file.model.root.keys() - known.keys() if file else ():
        suggestion = closest(key, known)
        groups = sorted({f"{name.partition('.')[0]}." for name in known})
        diagnostics.add("unknown-key", find_key_span(file.node, (key,)), hint="closest" if suggestion else "known",
                        key=key, suggestion=suggestion, known=", ".join(groups))
    return file


def _load_vocabulary(tree: Tree, diagnostics: Diagnostics) -> dict[str, LoadedFile[Any]]:
    found = {}
    for name in VOCABULARIES:
        file = _load_model(tree, _vocabulary_path(name), TermFile, diagnostics)
        if file is not None:
            found[name] = file
    return found


def _unusable(
    tree: Tree, vocabulary: Mapping[str, LoadedFile[Any]], references: LoadedFile[Any] | None,
    words: LoadedFile[Any] | None, synonyms: LoadedFile[Any] | None,
) -> frozenset[str]:
    """The files that are there and could not be used."""
    wanted = {**{_vocabulary_path(name): vocabulary.get(name) for name in VOCABULARIES},
              REFERENCES_PATH: references, WORDS_PATH: words, SYNONYMS_PATH: synonyms}
    return frozenset(path for path, file in wanted.items() if file is None and path in tree)


def _vocabulary_path(name: str) -> str:
    return f"content/vocabulary/{name}.yml"


def _load_records(
    tree: Tree, diagnostics: Diagnostics
) -> tuple[dict[str, LoadedRecord[Any]], dict[str, BrokenRecord]]:
    records: dict[str, LoadedRecord[Any]] = {}
    broken: dict[str, BrokenRecord] = {}
    for path, kind, record_id in _record_files(tree, diagnostics):
        first = records.get(record_id) or broken.get(record_id)
        if first is not None:
            diagnostics.add("duplicate-id", Span(path), id=record_id, first=first.path,
                            related=[Related(Span(first.path), "related.first")])
            continue
        found = Diagnostics()
        node = parse_yaml(path, tree[path], found)
        diagnostics.extend(found)
        report_proposed(path, tree[path], node, diagnostics)
        # Of a field that stands twice nobody knows what was meant: whatever follows from it is no mistake of its own.
        is_doubtful = node is None or any(finding.code == "duplicate-key" for finding in found)
        record = None if is_doubtful else validate_node(RECORD_MODELS[kind], node, diagnostics)
        if record is None or not isinstance(node, MappingNode):
            broken[record_id] = BrokenRecord(kind, record_id, path, node)
        else:
            records[record_id] = LoadedRecord(kind, record_id, path, node, record)
    return dict(sorted(records.items())), dict(sorted(broken.items()))


def _record_files(tree: Tree, diagnostics: Diagnostics) -> Iterator[tuple[str, Kind, str]]:
    """The files that are records; wrongly named ones are reported and passed over."""
    for folder, kind in _FOLDERS.items():
        for path, stem in _named_files(tree, f"content/{folder}", diagnostics):
            yield path, kind, stem


def _named_files(tree: Tree, folder: str, diagnostics: Diagnostics) -> Iterator[tuple[str, str]]:
    """The files of a folder that are named as an id, with that id."""
    for path in tree.files_below(folder):
        name = path.removeprefix(f"{folder}/")
        stem, dot, ending = name.rpartition(".")
        fault = "folder" if "/" in name else "ending" if ending != "yml" or not dot else id_fault(stem)
        if fault:
            likely = "" if "/" in name else id_like(stem if dot else name)
            diagnostics.add("file-name", Span(path), name=name, hint=fault,
                            suggestion=f"{likely}.yml" if likely else "")
        else:
            yield path, stem


def _load_proposals(tree: Tree, diagnostics: Diagnostics) -> dict[str, LoadedFile[Proposal]]:
    found = {}
    for path, _ in _named_files(tree, PROPOSALS_FOLDER, diagnostics):
        file = _load_model(tree, path, Proposal, diagnostics)
        if file is not None:
            found[path] = file
    return found


def _check_unexpected(tree: Tree, diagnostics: Diagnostics) -> None:
    expected = {SETTINGS_PATH, REFERENCES_PATH, WORDS_PATH, SYNONYMS_PATH, SEARCHES_PATH, BASE_MAP_PATH,
                *map(_vocabulary_path, VOCABULARIES)}
    folders = tuple(f"content/{folder}/" for folder in (*_FOLDERS, "pages", "proposals"))
    for path in tree.files_below("content"):
        if path not in expected and not path.startswith(folders):
            diagnostics.add("file-unexpected", Span(path), path=path)

"""The golden dossier written anew with other texts: every text that readers see replaced, all else as it was.

Owns which values are such texts and how nodes become YAML again. Knows the records' models and how to read.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache

from generator.checks.reader_texts import reader_texts
from generator.diagnostics import Diagnostics
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, find_node
from generator.model.tree import Tree
from generator.reading.yaml_events import parse_yaml
from tests.support.golden import golden_build, golden_tree

#: Texts that are no `ReaderText`, by the last two steps of their path.
PLAIN_TEXTS = {
    ("licence", "name"), ("rights", "basis"), ("retrieved", "by"), ("retrieved", "method"), ("checked", "by"),
    ("translation", "by"), ("translation", "checked_by"), ("translations", "by"), ("codes", "cameo"),
    ("replies", "name"),
}
REFERENCE_TEXTS = {"title", "publisher", "author", "licence"}
RECORDS_WITH_NAMES = ("content/actors/", "content/places/")

#: Gives the text that replaces an old one; called in a fixed order.
Replace = Callable[[str], str]


def write_yaml(node: Node, changed: Callable[[ScalarNode], str | None]) -> str:
    """The node in YAML's flow style; `changed` gives the YAML that stands for a scalar; None keeps it."""
    match node:
        case ScalarNode():
            text = changed(node)
            if text is not None:
                return text
            return node.value if node.is_plain and node.value in ("", "~", "null") else quoted(node.value)
        case SequenceNode(items=items):
            return f"[{', '.join(write_yaml(item, changed) for item in items)}]"
        case MappingNode(entries=entries):
            pairs = (f"{quoted(key.value)}: {write_yaml(value, changed)}" for key, value in entries)
            return f"{{{', '.join(pairs)}}}"


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, whatever it holds."""
    marks = (mark if mark.isalnum() and mark.isascii() else f"\\U{ord(mark):08x}" for mark in text)
    return f'"{"".join(marks)}"'


@cache
def nodes() -> dict[str, Node]:
    """Every YAML file of the golden dossier as nodes."""
    found = {}
    for path, data in golden_tree().items():
        if path.endswith(".yml"):
            node = parse_yaml(path, data, Diagnostics())
            assert node is not None
            found[path] = _with_old_names(node) if path.startswith(RECORDS_WITH_NAMES) else node
    return found


def _with_old_names(record: Node) -> Node:
    """The record with its names among its spellings, so that quotes go on naming it under another name."""
    assert isinstance(record, MappingNode)
    name, names = record.get("name"), record.get("names")
    assert name is not None
    spellings = names.items if isinstance(names, SequenceNode) else ()
    aliases = tuple(_spelling(scalar) for scalar in scalars(name))
    entries = tuple(entry for entry in record.entries if entry[0].value != "names")
    key = ScalarNode("names", record.span)
    return MappingNode((*entries, (key, SequenceNode((*spellings, *aliases), record.span))), record.span)


def _spelling(scalar: ScalarNode) -> MappingNode:
    value, kind = ScalarNode(scalar.value, scalar.span), ScalarNode("as_printed", scalar.span)
    keys = [ScalarNode(key, scalar.span) for key in ("value", "kind")]
    return MappingNode(((keys[0], value), (keys[1], kind)), scalar.span)


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Every scalar value below a node, in file order."""
    match node:
        case ScalarNode():
            yield node
        case SequenceNode(items=items):
            for item in items:
                yield from scalars(item)
        case MappingNode(entries=entries):
            for _, value in entries:
                yield from scalars(value)


@cache
def text_nodes() -> frozenset[int]:
    """The identities of the scalars that readers see as text of the editors."""
    dossier = golden_build().checked.dossier
    assert dossier is not None
    found = {id(scalar) for owner, path, _ in reader_texts(dossier)
             for scalar in scalars(find_node(nodes()[owner.path], path))}
    for path, node in nodes().items():
        found |= {id(scalar) for steps, scalar in _with_paths(node, ()) if _is_plain_text(path, steps)}
    return frozenset(found)


def _with_paths(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ScalarNode]]:
    match node:
        case ScalarNode():
            yield path, node
        case SequenceNode(items=items):
            for item in items:
                yield from _with_paths(item, path)
        case MappingNode(entries=entries):
            for key, value in entries:
                yield from _with_paths(value, (*path, key.value))


def _is_plain_text(file_path: str, path: tuple[str, ...]) -> bool:
    if file_path == "content/references.yml":
        return path[-1] in REFERENCE_TEXTS
    return path[-2:] in PLAIN_TEXTS or path[-1] == "spoken_language"


def rewritten(replace: Replace) -> Tree:
    """The golden dossier with every text for readers replaced, and an article of such texts beside it."""
    texts = text_nodes()
    files = dict(golden_tree())
    for path, node in nodes().items():
        text = write_yaml(node, lambda scalar: quoted(replace(scalar.value)) if id(scalar) in texts else None)
        files[path] = text.encode()
    files.update({path: text.encode() for path, text in _replaced_article(replace).items()})
    return Tree(files)


def _replaced_article(replace: Replace) -> dict[str, str]:
    """A source, an event and a claim all of whose printed words are replaced ones."""
    title, quote, unused, caption, menu = (f"{word}: " + re.sub(r"\s", " ", replace(word)) for word in (
        "Tittel", "Nordferje i Oslo", "Ellers", "Bilde", "Meny"))
    seed = "\n".join([title, f"{quote} [[oslo]] [[", unused, caption, menu, ""])
    words_of = f"""
    from: replaced-source
    quote: {quoted(f"{quote} [[oslo]] [[")}
    by: nordferje
    translation: {{text: {quoted(replace('translation'))}, note: {quoted(replace('note'))}}}"""
    return {
        "seeds/replaced.txt": seed,
        "content/sources/replaced-source.yml": f"""
seed: replaced.txt
sha256: {hashlib.sha256(seed.encode()).hexdigest()}
title: {quoted(title)}
authors: [{quoted(title)}]
section: {quoted(title)}
desk_code: {quoted(title)}
published: 2021-03-15
language: nb
relays: [{{actor: ntb, words: {quoted(quote)}}}]
rights: {{publish_text: full, basis: {quoted(replace('basis'))}}}
apparatus: [{{line: 1, kind: title}}, {{line: 4, kind: caption}}]
boilerplate: [{{line: 5, kind: menu}}]
uncarried: [{{starts: {quoted(unused)}, why: {quoted(replace('why'))}}}]
""",
        "content/events/replaced-event.yml": f"""
title: {quoted(replace('title'))}
type: talks
date: 2021-03-14
statements:
  - says: {quoted(replace('says'))}
    stage: happened
    date_words: {quoted(quote)}
    who: [nordferje]
    place: oslo{words_of}
""",
        "content/claims/replaced-claim.yml": f"""
question: {quoted(replace('question'))}
accounts:
  - says: {quoted(replace('account'))}
    figure:
      {{words: {quoted(quote)}, comparator: exactly, value: 4, unit: persons, population: strikers}}{words_of}
""",
    }

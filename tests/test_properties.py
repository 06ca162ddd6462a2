"""What holds whatever editors and articles hold: no exception, text stays text, no dead link, same bytes.

Each property runs the whole pipeline on the golden dossier, changed. Few examples, many changes in each.
"""

import itertools
import json
import os
import posixpath
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.model.outputs import OutputFile
from generator.model.tree import Tree
from tests.support.golden import ROOT, golden_build, golden_tree
from tests.support.hostile import HOSTILE, STAND_IN, Wording, usable
from tests.support.markup import Content, Element, folded, read_page
from tests.support.rewriting import nodes, quoted, rewritten, scalars, write_yaml

PATHS = sorted(golden_tree())
TEXT_PATHS = [path for path in PATHS if path.endswith((".yml", ".md")) or path.startswith("seeds/")]


def bounded(examples: int, *, shrink: bool = True) -> settings:
    """So many examples; without shrinking where one run takes long and the first failure says enough."""
    phases = tuple(phase for phase in Phase if shrink or phase not in (Phase.shrink, Phase.explain))
    return settings(max_examples=examples, phases=phases, suppress_health_check=list(HealthCheck))


# Any bytes ------------------------------------------------------------------------------------------


@st.composite
def damaged_trees(draw: st.DrawFn) -> Tree:
    """The golden dossier with up to four files cut, spliced or replaced."""
    files = dict(golden_tree())
    for path in draw(st.lists(st.sampled_from(TEXT_PATHS), min_size=1, max_size=4, unique=True)):
        data = files[path]
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 400)))
        files[path] = data[:start] + draw(st.binary(max_size=60) | st.sampled_from(ODD_BYTES)) + data[end:]
    for path in draw(st.lists(st.sampled_from(PATHS), max_size=2)):
        files[path] = draw(st.binary(max_size=200) | st.sampled_from(ODD_BYTES))
    for path in draw(st.lists(st.sampled_from(PATHS), max_size=2)):
        files.pop(path, None)
    return Tree(files)


ODD_BYTES = [
    b"", b"\xff\xfe\x00", b"\xef\xbb\xbf", b"- a\n- b\n", b"{", b"[[[[", b"a: &x [*x]\n", b"? a\n",
    b"!!python/object:os {}\n", b"a: 1\r\n\r\n\tb: 2\r", b"\x00\x01\x02wzxhzdk:0\x03",
    "«\u202e\u2066»\u2028\u0085".encode(), b"%YAML 1.1\n---\n", b"title: {en: x, xx: y, '': z}\n",
    b"--- \n...\n--- \n", b"nan", b"date: 0000-00-00\n", b"statements: {}\n",
]


@bounded(50)
@given(tree=damaged_trees())
def test_any_bytes_end_in_findings_or_in_pages(tree: Tree) -> None:
    built = pipeline.build(tree)
    assert bool(built.files) != built.checked.diagnostics.has_errors
    assert all(found.span.line >= 1 and found.span.column >= 1 for found in built.checked.diagnostics)


#: YAML that may stand where a value belongs; the other values of the dossier join them.
ODD_VALUES = [
    "", "~", "[]", "{}", "[[]]", "{a: b}", "[a, {b: c}]", '"[["', '"[[oslo|"', '"\\0"', '"\\ud800"', "-1",
    "1e999", "index", "..", '"../../x"', "con", "0000", "9999-12-31", "2021-02-30", "2021-1X", '"../.."',
    "[2021, 2022]", '"2021/2020"', "true", "=", quoted("a" * 5000), quoted("\u202e\u2066\ufeff\u200b"),
    quoted(" \n \n "), "oslo", "oslo-talks", '"oslo-talks#none"', "nb",
]


@st.composite
def scrambled_trees(draw: st.DrawFn) -> Tree:
    """The golden dossier with some values of its files replaced by those of another kind or place."""
    files = dict(golden_tree())
    for path in draw(st.lists(st.sampled_from(sorted(nodes())), min_size=1, max_size=5, unique=True)):
        here = list(scalars(nodes()[path]))
        others = list(scalars(nodes()[draw(st.sampled_from(sorted(nodes())))]))
        value = st.sampled_from(ODD_VALUES) | st.sampled_from(others).map(lambda scalar: quoted(scalar.value))
        changes = draw(st.dictionaries(st.sampled_from(range(len(here))), value, min_size=1, max_size=3))
        changed = {id(here[number]): text for number, text in changes.items()}
        files[path] = write_yaml(nodes()[path], lambda scalar: changed.get(id(scalar))).encode()
    return Tree(files)


@bounded(70)
@given(tree=scrambled_trees())
def test_any_values_end_in_findings_or_in_pages(tree: Tree) -> None:
    built = pipeline.build(tree)
    assert bool(built.files) != built.checked.diagnostics.has_errors


@pytest.mark.parametrize("value", ODD_BYTES, ids=ascii)
def test_the_settings_may_be_anything(value: bytes) -> None:
    tree = Tree({**golden_tree(), "content/dossier.yml": value})
    assert pipeline.build(tree).checked.diagnostics.has_errors


# Order ----------------------------------------------------------------------------------------------


@bounded(6)
@given(seed=st.integers(), tree=damaged_trees())
def test_the_order_of_files_changes_nothing(seed: int, tree: Tree) -> None:
    paths = list(tree)
    random.Random(seed).shuffle(paths)
    built, shuffled = pipeline.build(tree), pipeline.build(Tree({path: tree[path] for path in paths}))
    assert list(built.checked.diagnostics) == list(shuffled.checked.diagnostics)
    assert built.files == shuffled.files


def test_the_same_files_give_the_same_pages() -> None:
    assert pipeline.build(golden_tree()).files == golden_build().files


def test_another_process_gives_the_same_pages() -> None:
    # Sets and hashes are ordered anew in each process.
    script = ("from tests.support.golden import golden_build as b; import hashlib; "
              "print(hashlib.sha256(repr(b().files).encode()).hexdigest(), end='')")
    found = [subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True,
        check=True, timeout=120).stdout for seed in ("1", "2")]
    assert found[0] == found[1] != b""


# Text stays text ------------------------------------------------------------------------------------

ANY_CHARACTER = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
HOSTILE_PARTS = st.sampled_from(HOSTILE) | st.text(ANY_CHARACTER, max_size=6)
HOSTILE_TEXTS = st.lists(HOSTILE_PARTS, min_size=1, max_size=12).map("".join)


@st.composite
def wordings(draw: st.DrawFn) -> Wording:
    """Hostile texts of any kind, many at once or one at the start of everything."""
    is_number_first = draw(st.booleans())
    texts = draw(st.lists(HOSTILE_TEXTS.map(usable), min_size=1, max_size=12 if is_number_first else 1))
    return Wording(tuple(texts), is_number_first)


#: What means something to Markdown only where a line starts with it.
STARTS = [
    "# a", "- b", "1. c", "> d", "    e", "```", "| f |\n|---|\n", "***", "[g]: http://h.example", "<div>", "<!--",
    "===",
]


@bounded(12, shrink=False)
@given(wording=wordings())
@example(wording=Wording(tuple(map(usable, HOSTILE)), True))
def test_every_text_comes_out_as_text(wording: Wording) -> None:
    _assert_comes_out(wording)


@pytest.mark.parametrize("start", STARTS)
def test_no_text_starts_anything(start: str) -> None:
    _assert_comes_out(Wording((usable(start),), False))


@pytest.mark.parametrize("text", ["x\n\n    y", "x\n\n<b>y</b>", "x\n\n# y\n\n- z", "x\n\n</div>\n\n```\ny\n"])
def test_empty_lines_part_paragraphs_and_nothing_else(text: str) -> None:
    wording = Wording((f"{text}{STAND_IN.replace('z', 'x')}",), True)
    harmless = _harmless_pieces(True)
    for file in pipeline.build(rewritten(wording.replace)).files:
        assert _elements(_pieces(file)) == _elements(harmless[file.uri]), file.uri


def _elements(pieces: list[str]) -> list[str]:
    """The start tags among the pieces of a page, without paragraphs."""
    return [piece for piece in pieces if re.fullmatch(r"<[a-z]+[1-6]?", piece) and piece != "<p"]


def _assert_comes_out(wording: Wording) -> None:
    built = pipeline.build(rewritten(wording.replace))
    assert [found for found in built.checked.diagnostics if found.severity.label == "error"] == []
    harmless = _harmless_pieces(wording.is_number_first)
    # How many files an index takes is a matter of its words.
    files = [file for file in built.files if not file.uri.startswith("search/")]
    assert [file.uri for file in files] == [uri for uri in harmless if not uri.startswith("search/")]
    for file in files:
        expected = [_with_texts(piece, wording) for piece in harmless[file.uri]]
        _assert_same(file.uri, [_masked(piece) for piece in _pieces(file)], expected)


@cache
def _harmless_pieces(is_number_first: bool) -> dict[str, list[str]]:
    """The pieces of each file with texts of the same length that no language gives a meaning to."""
    files = pipeline.build(rewritten(Wording((STAND_IN,), is_number_first).replace)).files
    assert files
    return {file.uri: _pieces(file) for file in files}


#: JSON alone, or in a script that gives it a name.
_DATA = re.compile(r"((?:window\.\w+ = )?)(\{.*\}|\[.*\])(;?\s*)", re.DOTALL)


def _pieces(file: OutputFile) -> list[str]:
    """What a file consists of: elements, attributes and texts of a page, keys and values of data, or lines."""
    if file.is_page:
        content = read_page(file.text)
        return [*_values(content.meta), *_page_pieces(content)]
    if data := _DATA.fullmatch(file.text):
        return [data[1], *_values(json.loads(data[2])), data[3]]
    # Each of these has signs of its own; tests/rendering/test_citing_formats.py and tests/search read them.
    return [] if file.uri.endswith((".bib", ".ris")) or file.uri.startswith("search/") else file.text.split("\n")


#: What figures and citations consist of. Words are cut, wrapped and escaped in them as each of them needs it, so that
#: other words make other elements; here it is enough that they make none that is not the generator's.
_DRAWN = frozenset((
    "figcaption", "svg", "title", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "use",
    "defs", "symbol", "clippath", "lineargradient", "stop", "figure", "div", "p", "span", "ul", "ol", "li", "time", "a"))
#: One of these is on each such element that the generator makes.
_MADE = {"class", "href", "lang"}
_CITED = frozenset(("p", "pre", "span", "cite"))
#: The number of a place whose name had no room on the map.
_NUMBER = ("class", "d-map__no")
#: What stands for a role in a table: the first letters of its name, with a number where others have them too.
_LETTERS = re.compile(r"[^\W_]{1,4}(?: [^\W_]{1,4})*")


def _page_pieces(content: Content) -> Iterator[str]:
    allowed, depth = frozenset[str](), 0
    for piece in content.pieces:
        is_tag = isinstance(piece, Element) or piece.startswith("\0")
        if depth and is_tag:
            name = piece.name if isinstance(piece, Element) else piece.removeprefix("\0/")
            assert name in allowed, piece
            if isinstance(piece, Element) and name in ("a", "div", "p", "span"):
                assert _MADE & dict(piece.attributes).keys(), piece
            depth += 1 if isinstance(piece, Element) else -1
        elif isinstance(piece, Element):
            allowed = _loose(piece)
            yield from [] if _NUMBER in piece.attributes else _element_pieces(piece)
            depth = 1 if allowed else 0
        elif not depth:
            yield "~" if _LETTERS.fullmatch(piece.strip()) else piece


def _loose(element: Element) -> frozenset[str]:
    """What may stand in an element whose content depends on the words; nothing where it does not."""
    if element.name == "svg" or _NUMBER in element.attributes or "d-fig" in (element.get("class") or "").split():
        return _DRAWN
    if element.name == "select":
        # Its choices are sorted by their words.
        return frozenset(("select", "option"))
    return _CITED if element.get("data-cite-text") is not None else frozenset()


def _element_pieces(element: Element) -> Iterator[str]:
    yield f"<{element.name}"
    if element.name == "svg":
        return
    for name, value in element.attributes:
        yield f"{name}="
        yield "~" if name == "id" and _is_slug(element, value) else value


def _is_slug(element: Element, value: str) -> bool:
    """Whether this is an id that the builder makes of a heading's words: nothing in it could be markup."""
    return bool(re.fullmatch(r"h[1-6]", element.name) and re.fullmatch(r"[\w-]+", value))


#: Characters of a description that stays whole, whatever white space is folded in it.
_UNCUT = 60


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{key}:"
            # A long one may be cut where a word ends.
            yield from ["~"] if key == "description" and isinstance(item, str) and len(item) > _UNCUT else _values(item)
    elif isinstance(value, list):
        yield "["
        for item in value:
            yield from _values(item)
    else:
        yield str(value)


_STAND_IN = {True: re.compile(rf"(\d{{4}}){STAND_IN}"), False: re.compile(rf"{STAND_IN}(\d{{4}})")}
#: What depends on the bytes of the texts: hashes of articles, sizes of files.
_COMPUTED = re.compile(r"\b[0-9a-f]{12,64}\b|\b[\d.,]+ [kM]B\b")
#: What HTML forbids, and the sign shown in its place; some of it is white space too.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]")


def _masked(piece: str) -> str:
    """A piece without what HTML forbids, white space folded, without what is computed from bytes."""
    # Translated titles stand in brackets, without white space at their ends.
    return folded(_FORBIDDEN.sub(" ", _COMPUTED.sub("~", piece))).replace("[ ", "[")


def _with_texts(piece: str, wording: Wording) -> str:
    """A piece of a harmless file as it must be with these texts."""
    return _masked(_STAND_IN[wording.is_number_first].sub(lambda found: wording.text(int(found[1])), piece))


def _assert_same(uri: str, made: list[str], expected: list[str]) -> None:
    if made == expected:
        return
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(made, expected))
    place = len(list(same))
    shown = [ascii(pieces[max(0, place - 3):place + 3]) for pieces in (made, expected)]
    pytest.fail(f"{uri}: made\n{shown[0]}\ninstead of\n{shown[1]}", pytrace=False)


def test_every_file_for_editors_has_texts_that_are_replaced() -> None:
    replaced: list[str] = []
    tree = rewritten(lambda old: replaced.append(old) or "x")
    assert all(tree[path] != data for path, data in golden_tree().items() if path in nodes())
    assert {"Ferry operator and union meet in Oslo", "CC BY 4.0", "Norwegian (Bokmål)"} <= set(replaced)


# Links ----------------------------------------------------------------------------------------------

_ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "use": "href", "source": "src"}


def _links(content: Content) -> Iterator[str]:
    for element in content.elements:
        name = _ADDRESSES.get(element.name)
        if name and (address := element.get(name)) is not None:
            yield address


def _hand_written(tree: Tree) -> dict[str, str]:
    folder = "content/pages/"
    return {path.removeprefix(folder): tree[path].decode() for path in tree.files_below(folder)}


def _assets() -> Iterator[str]:
    """The files that the page shell brings along."""
    folder = ROOT / "site-overrides"
    return (path.relative_to(folder).as_posix() for path in folder.rglob("assets/*"))


def _dead_links(tree: Tree, files: Sequence[OutputFile]) -> list[tuple[str, str]]:
    """Page and address of each link that leads to no file, page or anchor."""
    texts = _hand_written(tree) | {file.uri: file.text for file in files}
    pages = {uri: read_page(text) for uri, text in texts.items() if uri.endswith(".md")}
    built = {re.sub(r"\.md$", ".html", uri): uri for uri in texts} | {uri: uri for uri in _assets()}
    ids = {uri: {element.get("id") for element in content.elements} for uri, content in pages.items()}
    return [(uri, address) for uri, content in pages.items() for address in _links(content)
            if not _leads_somewhere(uri, address, built, ids)]


def _leads_somewhere(uri: str, address: str, built: dict[str, str], ids: dict[str, set[str | None]]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https", "mailto")
    folder = posixpath.dirname(uri)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else uri
    # Links in Markdown name the page's source, those in HTML the page.
    target = built.get(path) or (path if path in built.values() else None)
    return target is not None and (not parts.fragment or unquote(parts.fragment) in ids.get(target, set()))


@pytest.mark.parametrize("is_rewritten", [False, True])
def test_every_link_leads_somewhere(is_rewritten: bool) -> None:
    tree = rewritten(lambda old: old[:200]) if is_rewritten else golden_tree()
    files = pipeline.build(tree).files
    assert files
    assert _dead_links(tree, files) == []


@pytest.mark.parametrize("address", [
    "events/nowhere.html", "events/oslo-talks.html#nowhere", "#nowhere", "javascript:alert(1)",
])
def test_a_dead_link_is_seen(address: str) -> None:
    files = [file for file in golden_build().files if file.uri != "data.md"]
    files.append(OutputFile("data.md", f'<a href="{address}">x</a>'))
    assert ("data.md", address) in _dead_links(golden_tree(), files)

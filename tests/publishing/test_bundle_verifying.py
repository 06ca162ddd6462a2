"""Every changed, missing and extra file is named, and every quote that its article does not hold."""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import bagit
import pytest

from generator.publishing.bundle import quotes, verifying
from generator.publishing.bundle.bag import make_bag, manifest
from generator.publishing.bundle.opening import DamagedFile, OpenedBundle
from generator.publishing.bundle.verifying import verify_bundle

ARTICLE = "Seks timer. Møttes i Oslo."
Faults = list[tuple[str, str]]


def data(**changes: Any) -> dict[str, Any]:
    seed = ARTICLE.encode()
    quote = {"source": "avisa", "start": 12, "end": 18, "quote": "Møttes"}
    return {
        "sources": [{"id": "avisa", "seed": "avisa.txt", "sha256": hashlib.sha256(seed).hexdigest(), "encoding": "utf-8"}],
        "evidence": [{"statement": "talks#s-1", **quote}], "statements": [{"key": "talks#s-1", "quotes": [quote]}], **changes}


def bag(exports: object = None, seed: bytes | None = ARTICLE.encode(), page: str = "<p>") -> dict[str, bytes]:
    payload = {"site/data/dossier.json": json.dumps(data() if exports is None else exports).encode(),
               "site/index.html": page.encode()}
    if seed is not None:
        payload |= {"project/seeds/avisa.txt": seed, "project/mkdocs.yml": b"x"}
    return dict(make_bag(payload, {"START-HERE.html": b"start"}, []).files)


def opened(files: dict[str, bytes]) -> OpenedBundle:
    return OpenedBundle("b", {path: partial(iter, [content]) for path, content in sorted(files.items())})


def faults(files: dict[str, bytes]) -> Faults:
    return [(fault.kind, fault.name) for fault in verify_bundle(opened(files)).faults]


def test_a_whole_bundle() -> None:
    found = verify_bundle(opened(bag()))
    assert (found.faults, found.files, found.quotes, found.on_pages) == ((), 9, 1, 0)


def test_without_articles_quotes_are_not_checkable() -> None:
    found = verify_bundle(opened(bag(seed=None)))
    assert (found.faults, found.quotes) == ((), None)


def _change(files: dict[str, bytes]) -> None:
    files["data/site/index.html"] += b"!"


def _lose(files: dict[str, bytes]) -> None:
    del files["data/site/index.html"]


def _add(files: dict[str, bytes]) -> None:
    files["data/site/more.html"] = b""


def _change_a_tag(files: dict[str, bytes]) -> None:
    files["START-HERE.html"] = b""


def _lose_the_manifest(files: dict[str, bytes]) -> None:
    del files["tagmanifest-sha256.txt"]


def _list_in_the_wrong_manifest(files: dict[str, bytes]) -> None:
    files["data/site/more.html"] = b""
    tags = {path: files[path] for path in files if not path.startswith("data/") and path != "tagmanifest-sha256.txt"}
    files["tagmanifest-sha256.txt"] = manifest({**tags, "data/site/more.html": b""})


def _spoil_the_manifest(files: dict[str, bytes]) -> None:
    files["tagmanifest-sha256.txt"] = b"x\n"


@pytest.mark.parametrize(("change", "expected"), [
    (_change, [("changed", "data/site/index.html")]),
    (_lose, [("missing", "data/site/index.html")]),
    (_add, [("extra", "data/site/more.html")]),
    (_change_a_tag, [("changed", "START-HERE.html")]),
    (_list_in_the_wrong_manifest, [("extra", "data/site/more.html")]),
])
def test_each_fault_is_named(change: Callable[[dict[str, bytes]], None], expected: Faults) -> None:
    files = bag()
    change(files)
    assert faults(files) == expected


@pytest.mark.parametrize(("change", "first"), [
    (_spoil_the_manifest, ("bad-manifest", "tagmanifest-sha256.txt:1")),
    (_lose_the_manifest, ("no-manifest", "tagmanifest-sha256.txt")),
])
def test_without_a_manifest_nothing_it_should_list_is_vouched_for(
    change: Callable[[dict[str, bytes]], None], first: tuple[str, str]
) -> None:
    files = bag()
    change(files)
    found = faults(files)
    assert first in found
    assert ("extra", "START-HERE.html") in found
    assert not any(name.startswith("data/") for _, name in found)


def test_all_faults_are_told_at_once() -> None:
    files = bag()
    for change in (_change_a_tag, _lose, _add):
        change(files)
    assert len(faults(files)) == 3


def test_a_folder_of_anything_is_no_bag() -> None:
    assert ("no-bag", "bagit.txt") in faults({"a": b""})


def test_a_damaged_file_is_named_and_the_others_are_compared() -> None:
    def damaged() -> Any:
        raise DamagedFile("it")
        yield

    files = opened(bag())
    broken = OpenedBundle("b", {**files.files, "data/site/index.html": damaged})
    assert [(fault.kind, fault.name) for fault in verify_bundle(broken).faults] == [("unreadable", "data/site/index.html")]


# Quotes -----------------------------------------------------------------------------------------------


def evidence(**changes: Any) -> dict[str, Any]:
    """The data with another quote, in the evidence and in its statement alike."""
    quote = {**data()["evidence"][0], **changes}
    return data(evidence=[quote], statements=[{"key": quote["statement"], "quotes": [quote]}])


@pytest.mark.parametrize("exports", [
    evidence(quote="Møtte"), evidence(start=11), evidence(end=10_000), evidence(quote="", start=10_000, end=10_000),
    evidence(quote=None)])
def test_a_quote_that_the_article_does_not_hold(exports: dict[str, Any]) -> None:
    assert [kind for kind, _ in faults(bag(exports))] == ["quote-differs"]


def test_an_article_that_is_not_the_one_of_its_record() -> None:
    assert faults(bag(seed=b"x")) == [("seed-changed", "data/project/seeds/avisa.txt")]


def test_an_article_that_is_missing() -> None:
    exports = data(sources=[{**data()["sources"][0], "seed": "other.txt"}])
    assert faults(bag(exports)) == [("seed-missing", "data/project/seeds/other.txt")]


def test_an_article_left_out_though_the_editors_files_are_there() -> None:
    files = bag()
    payload = {path.removeprefix("data/"): files[path] for path in files if path.startswith("data/") and "seeds" not in path}
    assert faults(dict(make_bag(payload, {}, []).files)) == [("seed-missing", "data/project/seeds/avisa.txt")]


@pytest.mark.parametrize("encoding", ["ascii", "no-such", "zlib", "punycode", "\0"])
def test_an_article_that_its_encoding_does_not_fit(encoding: str) -> None:
    exports = data(sources=[{**data()["sources"][0], "encoding": encoding}])
    assert faults(bag(exports)) == [("seed-unreadable", "data/project/seeds/avisa.txt")]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1"])
def test_articles_in_other_encodings(encoding: str) -> None:
    seed = ARTICLE.encode("utf-16-le" if encoding == "utf-16" else encoding)
    source = {**data()["sources"][0], "encoding": encoding, "sha256": hashlib.sha256(seed).hexdigest()}
    assert faults(bag(data(sources=[source]), seed)) == []


@pytest.mark.parametrize("exports", [
    [], {}, "x", {"sources": 1, "evidence": [], "statements": []}, data(statements=None), data(statements=[{"key": "a"}]),
    evidence(quote=1), data(sources=[1]), data(evidence=[1]), data(evidence=None),
    evidence(start="12"), evidence(start=-5), evidence(end=None), evidence(source="other"),
    data(sources=[{"id": "avisa", "seed": {}}, 1])])
def test_data_of_another_shape_is_said_to_be_unreadable(exports: object) -> None:
    assert ("data-unreadable", "data/site/data/dossier.json") in faults(bag(exports))


@pytest.mark.parametrize("written", [b"", b"{", b"\xff", b"[" * 200_000])
def test_data_that_is_no_json_is_said_to_be_unreadable(written: bytes) -> None:
    files = bag()
    files["data/site/data/dossier.json"] = written
    assert ("data-unreadable", "data/site/data/dossier.json") in faults(files)


def test_data_of_more_values_than_memory_should_hold_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "MOST_MARKS", 10)
    assert ("data-unreadable", "data/site/data/dossier.json") in faults(bag())
    monkeypatch.undo()
    monkeypatch.setattr(quotes, "MOST_DATA", 10)
    assert ("data-unreadable", "data/site/data/dossier.json") in faults(bag())


def test_articles_that_memory_should_not_hold_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "MOST_HELD", 10)
    assert faults(bag()) == [("seed-unreadable", "data/project/seeds/avisa.txt")]


# Quotes in several places -----------------------------------------------------------------------------


@pytest.mark.parametrize("exports", [
    data(statements=[{"key": "talks#s-1", "quotes": [{**data()["evidence"][0], "quote": "Aldri!"}]}]),
    data(statements=[{"key": "talks#s-2", "quotes": data()["statements"][0]["quotes"]}]),
    data(statements=[]), data(evidence=[])])
def test_statements_and_the_evidence_have_the_same_quotes(exports: dict[str, Any]) -> None:
    for seed in (ARTICLE.encode(), None):
        assert {kind for kind, _ in faults(bag(exports, seed))} == {"quote-unmatched"}


def page(words: str, quote_id: str = "q-avisa-12-18") -> str:
    return (f'<article class="d-quote" id="{quote_id}" aria-labelledby="h"><h3>1</h3><blockquote><p><span>Før </span><q>{words}</q>'
            f'</p></blockquote></article><article data-quote="{quote_id}"><q>{words}</q></article><q>none of these</q>')


@pytest.mark.parametrize("seed", [ARTICLE.encode(), None])
def test_quotations_on_pages_are_compared(seed: bytes | None) -> None:
    found = verify_bundle(opened(bag(seed=seed, page=page("M&oslash;t<wbr>tes"))))
    assert (found.faults, found.on_pages) == ((), 2)
    for other in (page("Møttes aldri"), page("Møttes", "q-avisa-0-4")):
        assert [kind for kind, _ in faults(bag(seed=seed, page=other))] == ["page-quote-differs"]


def test_a_line_break_in_a_quote_is_a_space_on_a_page() -> None:
    seed = ARTICLE.replace("Møttes i", "Møttes\ni").encode()
    source = {**data()["sources"][0], "sha256": hashlib.sha256(seed).hexdigest()}
    exports = {**evidence(quote="Møttes\ni", end=20), "sources": [source]}
    assert faults(bag(exports, seed, page("Møttes i", "q-avisa-12-20"))) == []


def test_withheld_words_are_on_no_page() -> None:
    assert faults(bag(evidence(quote=None), None, page(""))) == []
    assert [kind for kind, _ in faults(bag(evidence(quote=None), None, page("Møttes")))] == ["page-quote-differs"]


# As other programs judge it ---------------------------------------------------------------------------


def _repeat_a_line(files: dict[str, bytes]) -> None:
    listed = files["manifest-sha256.txt"]
    files["manifest-sha256.txt"] = b"0" * 64 + listed[64:].partition(b"\n")[0] + b"\n" + listed


def _blank_lines(files: dict[str, bytes]) -> None:
    files["manifest-sha256.txt"] = b"\n" * 5 + files["manifest-sha256.txt"]


def _declare_nothing(files: dict[str, bytes]) -> None:
    files["bagit.txt"] = b"nothing"


def _another_encoding(files: dict[str, bytes]) -> None:
    files["bagit.txt"] = files["bagit.txt"].replace(b"UTF-8", b"no-such")


def _another_size(files: dict[str, bytes]) -> None:
    files["bag-info.txt"] = b"Payload-Oxum: 1.1\n"


def _another_manifest(files: dict[str, bytes]) -> None:
    files["manifest-md5.txt"] = b"0" * 32 + b"  data/site/index.html\n"


def _something_to_fetch(files: dict[str, bytes]) -> None:
    files["fetch.txt"] = b"http://other.example/x 3 data/x\n"


REFUSED = [
    (_repeat_a_line, ("bad-manifest", "manifest-sha256.txt:2")), (_declare_nothing, ("no-bag", "bagit.txt")),
    (_another_encoding, ("no-bag", "bagit.txt")), (_another_size, ("wrong-oxum", "bag-info.txt")),
    (_another_manifest, ("other-list", "manifest-md5.txt"))]


def forged(change: Callable[[dict[str, bytes]], None]) -> dict[str, bytes]:
    """A bag that was changed beside its payload, with a tag manifest that fits."""
    files = bag()
    change(files)
    tags = {path: files[path] for path in files if not path.startswith("data/") and path != "tagmanifest-sha256.txt"}
    return {**files, "tagmanifest-sha256.txt": manifest(tags)}


@pytest.mark.parametrize(("change", "expected"), REFUSED)
def test_what_other_programs_refuse_is_refused(
    change: Callable[[dict[str, bytes]], None], expected: tuple[str, str], tmp_path: Path
) -> None:
    files = forged(change)
    assert expected in faults(files)
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with pytest.raises((bagit.BagError, LookupError)):
        bagit.Bag(str(tmp_path)).validate()


def test_files_to_be_fetched_from_elsewhere_are_refused() -> None:
    assert faults(forged(_something_to_fetch)) == [("other-list", "fetch.txt")]


def test_a_list_of_nothing_is_refused_at_its_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("bad-manifest", "manifest-sha256.txt:1") in faults(forged(_blank_lines))
    monkeypatch.setattr(verifying, "_MOST_LISTED", 100)
    assert ("unreadable", "manifest-sha256.txt") in faults(bag())


def test_where_a_file_differs_the_size_of_all_is_not_told_too() -> None:
    files = bag()
    _change(files)
    assert [kind for kind, _ in faults(files)] == ["changed"]

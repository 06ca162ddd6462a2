"""Every changed, missing and extra file is named, and every quote that its article does not hold."""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from generator.publishing.bundle.bag import make_bag, manifest
from generator.publishing.bundle.opening import DamagedFile, OpenedBundle
from generator.publishing.bundle.verifying import verify_bundle

ARTICLE = "Seks timer. Møttes i Oslo."
Faults = list[tuple[str, str]]


def data(**changes: Any) -> dict[str, Any]:
    seed = ARTICLE.encode()
    return {
        "sources": [{"id": "avisa", "seed": "avisa.txt", "sha256": hashlib.sha256(seed).hexdigest(), "encoding": "utf-8"}],
        "evidence": [{"statement": "talks#s-1", "source": "avisa", "start": 12, "end": 18, "quote": "Møttes"}], **changes}


def bag(exports: object = None, seed: bytes | None = ARTICLE.encode()) -> dict[str, bytes]:
    payload = {"site/data/dossier.json": json.dumps(data() if exports is None else exports).encode(), "site/index.html": b"<p>"}
    if seed is not None:
        payload["project/seeds/avisa.txt"] = seed
    return dict(make_bag(payload, {"START-HERE.html": b"start"}, []).files)


def opened(files: dict[str, bytes]) -> OpenedBundle:
    return OpenedBundle("b", {path: partial(iter, [content]) for path, content in sorted(files.items())})


def faults(files: dict[str, bytes]) -> Faults:
    return [(fault.kind, fault.name) for fault in verify_bundle(opened(files)).faults]


def test_a_whole_bundle() -> None:
    found = verify_bundle(opened(bag()))
    assert (found.faults, found.files, found.quotes) == ((), 8, 1)


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
    return data(evidence=[{**data()["evidence"][0], **changes}])


@pytest.mark.parametrize("exports", [evidence(quote="Møtte"), evidence(start=11), evidence(end=10_000)])
def test_a_quote_that_the_article_does_not_hold(exports: dict[str, Any]) -> None:
    assert [kind for kind, _ in faults(bag(exports))] == ["quote-differs"]


def test_an_article_that_is_not_the_one_of_its_record() -> None:
    assert faults(bag(seed=b"x")) == [("seed-changed", "data/project/seeds/avisa.txt")]


def test_an_article_that_is_missing() -> None:
    exports = data(sources=[{**data()["sources"][0], "seed": "other.txt"}])
    assert faults(bag(exports)) == [("seed-missing", "data/project/seeds/other.txt")]


@pytest.mark.parametrize("encoding", ["ascii", "no-such", "zlib", "\0"])
def test_an_article_that_its_encoding_does_not_fit(encoding: str) -> None:
    exports = data(sources=[{**data()["sources"][0], "encoding": encoding}])
    assert faults(bag(exports)) == [("seed-unreadable", "data/project/seeds/avisa.txt")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_articles_in_other_encodings(encoding: str) -> None:
    seed = ARTICLE.encode("utf-16-le" if encoding == "utf-16" else encoding)
    source = {**data()["sources"][0], "encoding": encoding, "sha256": hashlib.sha256(seed).hexdigest()}
    assert faults(bag(data(sources=[source]), seed)) == []


@pytest.mark.parametrize("exports", [
    [], {}, "x", {"sources": 1, "evidence": []}, data(sources=[1]), data(evidence=[1]), data(evidence=None),
    evidence(start="12"), evidence(start=-5), evidence(end=None), evidence(source="other"),
    data(sources=[{"id": "avisa", "seed": {}}, 1])])
def test_data_of_another_shape_is_said_to_be_unreadable(exports: object) -> None:
    assert ("data-unreadable", "data/site/data/dossier.json") in faults(bag(exports))


@pytest.mark.parametrize("written", [b"", b"{", b"\xff", b"[" * 200_000])
def test_data_that_is_no_json_is_said_to_be_unreadable(written: bytes) -> None:
    files = bag()
    files["data/site/data/dossier.json"] = written
    assert ("data-unreadable", "data/site/data/dossier.json") in faults(files)

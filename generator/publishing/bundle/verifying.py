"""What is wrong with a bundle: every changed, missing and extra file, and every quote that its seed does not hold.

Owns the comparison; knows no commands. A bundle without seeds cannot have its quotes checked, which is no fault.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.publishing.bundle.bag import BAG_DECLARATION, MANIFEST, PAYLOAD, TAG_MANIFEST, parse_manifest
from generator.publishing.bundle.opening import BundleError, DamagedFile, OpenedBundle

#: Where the exports and the editors' files stand in the payload.
DATA_FILE = "data/site/data/dossier.json"
SEEDS_FOLDER = "data/project/seeds/"

Fault = Literal["changed", "unreadable", "missing", "extra", "no-manifest", "bad-manifest", "no-bag", "seed-changed",
                "seed-missing", "seed-unreadable", "quote-differs", "data-unreadable"]


@dataclass(frozen=True, slots=True)
class BundleFault:
    """One thing that is wrong: its kind, the file or quote it is about."""

    kind: Fault
    name: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All faults, sorted; how many files and quotes were compared; `quotes` is None where there are no seeds."""

    faults: tuple[BundleFault, ...]
    files: int
    quotes: int | None


def verify_bundle(bundle: OpenedBundle) -> Verification:
    """Compare every file with the manifests, and every quote with its seed."""
    faults = list(_file_faults(bundle))
    quotes: int | None = None
    if any(path.startswith(SEEDS_FOLDER) for path in bundle.files):
        found = list(_quote_faults(bundle))
        quotes = sum(1 for kind, _ in found if kind == "compared")
        faults += [BundleFault(kind, name) for kind, name in found if kind != "compared"]
    ordered = sorted(set(faults), key=lambda fault: (fault.kind, fault.name))
    return Verification(tuple(ordered), len(bundle.files), quotes)


def _file_faults(bundle: OpenedBundle) -> Iterator[BundleFault]:
    if BAG_DECLARATION not in bundle.files:
        yield BundleFault("no-bag", BAG_DECLARATION)
    listed: dict[str, str] = {}
    for name in (MANIFEST, TAG_MANIFEST):
        if name not in bundle.files:
            yield BundleFault("no-manifest", name)
            continue
        try:
            found = parse_manifest(bundle.read(name))
        except BundleError:
            yield BundleFault("unreadable", name)
        except ValueError as error:
            yield BundleFault("bad-manifest", f"{name}:{error}")
        else:
            # A manifest vouches for the payload, the tag manifest for what stands beside it (RFC 8493, 2.1.3, 2.2.1).
            listed |= {path: digest for path, digest in found.items() if path.startswith(PAYLOAD) == (name == MANIFEST)}
    for path in sorted(listed.keys() - bundle.files.keys()):
        yield BundleFault("missing", path)
    for path in bundle.files:
        if path in listed:
            yield from _content_faults(bundle, path, listed[path])
        elif path != TAG_MANIFEST:
            yield BundleFault("extra", path)


def _content_faults(bundle: OpenedBundle, path: str, digest: str) -> Iterator[BundleFault]:
    try:
        if bundle.digest(path) != digest:
            yield BundleFault("changed", path)
    except DamagedFile:
        yield BundleFault("unreadable", path)


# Quotes -----------------------------------------------------------------------------------------------


def _quote_faults(bundle: OpenedBundle) -> Iterator[tuple[Any, str]]:
    """`compared` for each quote that was looked at, and a fault for each that its seed does not hold."""
    try:
        data = json.loads(bundle.read(DATA_FILE))
        sources = {str(source["id"]): source for source in data["sources"]}
        evidence = [_passage(entry) for entry in data["evidence"]]
    except (BundleError, KeyError, ValueError, TypeError, AttributeError, RecursionError):
        yield "data-unreadable", DATA_FILE
        return
    texts: dict[str, str] = {}
    for source_id, source in sources.items():
        path = f"{SEEDS_FOLDER}{source.get('seed', '')}"
        fault, text = _text_of(bundle, path, source)
        if fault:
            yield fault, path
        else:
            texts[source_id] = text
    for passage in evidence:
        if passage.source_id not in sources:
            yield "data-unreadable", DATA_FILE
        elif passage.source_id in texts:
            yield "compared", ""
            if texts[passage.source_id][passage.start:passage.end] != passage.words:
                yield "quote-differs", f"{passage.statement} ({passage.source_id}, {passage.start}-{passage.end})"


@dataclass(frozen=True, slots=True)
class _Passage:
    statement: str
    source_id: str
    start: int
    end: int
    words: str


def _passage(entry: Mapping[str, Any]) -> _Passage:
    """One quote of the exports; what is no quote raises TypeError or KeyError."""
    start, end = entry["start"], entry["end"]
    if not (type(start) is int and type(end) is int and 0 <= start <= end):
        raise TypeError("offsets")
    return _Passage(str(entry["statement"]), str(entry["source"]), start, end, str(entry["quote"]))


def _text_of(bundle: OpenedBundle, path: str, source: Mapping[str, Any]) -> tuple[Fault | None, str]:
    """The text of a source's seed, or what is wrong with it."""
    if path not in bundle.files:
        return "seed-missing", ""
    try:
        if source.get("sha256") not in (None, bundle.digest(path)):
            return "seed-changed", ""
        return None, _decoded(bundle.read(path), codecs.lookup(str(source.get("encoding", "utf-8"))).name)
    except (BundleError, LookupError, UnicodeError, ValueError):
        return "seed-unreadable", ""


def _decoded(data: bytes, encoding: str) -> str:
    """As the generator decodes it: without a byte order mark the lower byte comes first, on every machine."""
    is_unmarked = encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16-le" if is_unmarked else encoding)

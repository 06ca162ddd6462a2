"""What is wrong with a bundle: every changed, missing and extra file, and every quote that its article does not hold.

Owns the comparison with the lists that a bag has; quotes are compared in `quotes.py`. Knows no commands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.publishing.bundle.bag import (
    BAG_DECLARATION, BAG_INFO, MANIFEST, OTHER_LISTS, PAYLOAD, TAG_MANIFEST, is_declaration, oxum, parse_manifest,
    parse_oxums,
)
from generator.publishing.bundle.opening import BundleError, DamagedFile, OpenedBundle
from generator.publishing.bundle.quotes import QuoteFault, compare_quotes

#: Bytes of a list, or of another file of the bag's own, at most; a list of 65,000 files has 10 MB.
_MOST_LISTED = 20_000_000

FileFault = Literal["changed", "unreadable", "missing", "extra", "no-manifest", "bad-manifest", "no-bag", "wrong-oxum",
                    "other-list"]
Fault = FileFault | QuoteFault


@dataclass(frozen=True, slots=True)
class BundleFault:
    """One thing that is wrong: its kind, the file or quote it is about."""

    kind: Fault
    name: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All faults, sorted, and how many files, quotes and quotations on pages were compared.

    `quotes` is None where there are no articles to compare them with.
    """

    faults: tuple[BundleFault, ...]
    files: int
    quotes: int | None
    on_pages: int


def verify_bundle(bundle: OpenedBundle) -> Verification:
    """Compare every file with the manifests, and every quote with its article."""
    sizes: dict[str, int] = {}
    faults = set(_file_faults(bundle, sizes))
    # Where a file is missing or another, what all of them come to differs too, which says nothing more.
    payload = "" if faults else oxum(size for path, size in sizes.items() if path.startswith(PAYLOAD))
    compared = compare_quotes(bundle)
    faults.update(_bag_faults(bundle, payload), (BundleFault(kind, name) for kind, name in compared.faults))
    ordered = sorted(faults, key=lambda fault: (fault.kind, fault.name))
    return Verification(tuple(ordered), len(bundle.files), compared.with_articles, compared.on_pages)


def _file_faults(bundle: OpenedBundle, sizes: dict[str, int]) -> Iterator[BundleFault]:
    """What is wrong with single files; `sizes` is given the bytes of each that is listed."""
    listed: dict[str, str] = {}
    for name in (MANIFEST, TAG_MANIFEST):
        if name not in bundle.files:
            yield BundleFault("no-manifest", name)
            continue
        try:
            found = parse_manifest(bundle.read(name, _MOST_LISTED))
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
            yield from _content_faults(bundle, path, listed[path], sizes)
        elif path != TAG_MANIFEST:
            yield BundleFault("extra", path)


def _content_faults(bundle: OpenedBundle, path: str, digest: str, sizes: dict[str, int]) -> Iterator[BundleFault]:
    try:
        found, sizes[path] = bundle.digest_and_size(path)
    except DamagedFile:
        yield BundleFault("unreadable", path)
    else:
        if found != digest:
            yield BundleFault("changed", path)


def _bag_faults(bundle: OpenedBundle, payload: str) -> Iterator[BundleFault]:
    """What makes it no bag of ours: its declaration, another size than it says, lists that nothing here compares.

    `payload` is empty where its size is not to be judged.
    """
    try:
        if BAG_DECLARATION not in bundle.files or not is_declaration(bundle.read(BAG_DECLARATION, _MOST_LISTED)):
            yield BundleFault("no-bag", BAG_DECLARATION)
        said = parse_oxums(bundle.read(BAG_INFO, _MOST_LISTED)) if BAG_INFO in bundle.files else []
        if payload and set(said) - {payload}:
            yield BundleFault("wrong-oxum", BAG_INFO)
    except (BundleError, ValueError):
        yield BundleFault("unreadable", BAG_INFO)
    for path in bundle.files:
        if OTHER_LISTS.fullmatch(path) and path not in (MANIFEST, TAG_MANIFEST):
            yield BundleFault("other-list", path)

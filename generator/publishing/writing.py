"""Files onto the disk: only what changed, only below the given folder, each file whole or not at all.

Owns the list of what was written before (the manifest), so that what is no longer made goes away and what
somebody else put there stays. Knows nothing of pages or records; adapters say where to write.
"""

import errno
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from generator.model.outputs import OutputFile

MANIFEST_FORMAT = 1

#: A file that is being written, beside its place: `.index.md.0123abcd.part`.
_HALF = re.compile(r"\..{1,60}\.[0-9a-f]{8}\.part")
#: What no folder or file is named with: some system cannot hold it.
BAD_PART = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|[. ]$')


class WriteError(Exception):
    """Something cannot or must not be written; the message is one sentence that names the path."""


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file passed through as it is, such as a picture beside a hand-written page."""

    uri: str
    data: bytes


@dataclass(frozen=True, slots=True)
class WriteReport:
    """The `/`-separated paths below the root that were written, left as they were, and removed; sorted."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether anything on the disk is different now."""
        return bool(self.written or self.removed)


@dataclass(slots=True)
class _Root:
    """A folder that is written to, and the folders below it already found to be no links."""

    path: Path
    safe: set[Path] = field(default_factory=set)


def write_files(
    files: Iterable[OutputFile | CopiedFile], root_path: Path, manifest_path: Path
) -> WriteReport:
    """Make the folder hold these files; what an earlier call wrote and is not among them is removed.

    Nothing is rewritten whose bytes are the same. Interrupted, a later call finishes. Raises `WriteError` for an
    address that leads out of the folder, a link in the way, two files of one name, or a disk that refuses.
    """
    wanted = _bytes_by_uri(files)
    root = _Root(root_path)
    try:
        root_path.mkdir(parents=True, exist_ok=True)
        _refuse_link(root_path)
        _remove_halves(root_path)
        before = read_manifest(manifest_path)
        if wanted.keys() - before:
            _write_manifest(manifest_path, wanted.keys() | before)
        written = {uri for uri, data in wanted.items() if _write_if_changed(root, uri, data)}
        removed = [uri for uri in sorted(before - wanted.keys()) if _remove(root, uri)]
        _write_manifest(manifest_path, wanted.keys())
    except OSError as error:
        raise WriteError(explain(error, root_path)) from error
    return WriteReport(tuple(sorted(written)), tuple(sorted(wanted.keys() - written)), tuple(removed))


def read_manifest(manifest_path: Path) -> frozenset[str]:
    """The files an earlier call wrote; empty where there is no manifest or not one of ours."""
    try:
        found = json.loads(manifest_path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return frozenset()
    files = found.get("files") if isinstance(found, dict) else None
    return frozenset(uri for uri in files if isinstance(uri, str)) if isinstance(files, list) else frozenset()


def write_bytes(path: Path, data: bytes) -> None:
    """Write one file whole or not at all: beside it first, then in its place. Raises `WriteError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise WriteError(explain(error, path)) from error


def change_files(
    root_path: Path, before: Mapping[str, bytes], written: Mapping[str, bytes], removed: Iterable[str] = ()
) -> None:
    """Change files that somebody works on: all of them or none.

    `before` is what was read of each file that is written or removed; one that is new must not be there. Raises
    `WriteError`, with everything as it was, where a file is another by now, a link is in the way or the disk refuses.
    """
    root = _Root(root_path)
    gone = {path for path in removed if path not in written}
    targets = {path: _target(root, path) for path in (*written, *gone)}
    for path, target in targets.items():
        if (target.read_bytes() if target.is_file() else None) != before.get(path):
            raise WriteError(f"'{path}' was changed meanwhile; nothing was written, try again")
    changed: list[str] = []
    try:
        for path in targets:
            changed.append(path)
            targets[path].parent.mkdir(parents=True, exist_ok=True)
            if path in written:
                _replace(targets[path], written[path])
            else:
                targets[path].unlink()
    except OSError as error:
        _put_back(targets, changed, before)
        raise WriteError(explain(error, root_path)) from error


def _put_back(targets: Mapping[str, Path], changed: Iterable[str], before: Mapping[str, bytes]) -> None:
    for path in changed:
        if path in before:
            _replace(targets[path], before[path])
        else:
            targets[path].unlink(missing_ok=True)


def write_bytes_if_changed(path: Path, data: bytes) -> bool:
    """Write one file unless it holds these bytes already; returns whether it was written. Raises `WriteError`."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        # Not there, or not to be read: the writing says what is wrong.
        pass
    write_bytes(path, data)
    return True


def _bytes_by_uri(files: Iterable[OutputFile | CopiedFile]) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    # Some file systems take names that differ in case for one.
    folded: dict[str, str] = {}
    for file in files:
        _check_uri(file.uri)
        other = folded.setdefault(file.uri.casefold(), file.uri)
        if file.uri in found or other != file.uri:
            raise WriteError(f"two files would be written to '{file.uri}'")
        found[file.uri] = file.data if isinstance(file, CopiedFile) else file.text.encode("utf-8", errors="replace")
    return found


def _check_uri(uri: str) -> None:
    parts = uri.split("/")
    if not uri or any(part in ("", ".", "..") or BAD_PART.search(part) for part in parts):
        raise WriteError(f"'{ascii(uri)[1:-1]}' is no path below the folder that is written to")


def _target(root: _Root, uri: str) -> Path:
    """Where a file stands; refuses links on the way to it, since they may lead anywhere."""
    _check_uri(uri)
    path = root.path
    for part in uri.split("/")[:-1]:
        path = path / part
        if path not in root.safe:
            _refuse_link(path)
            root.safe.add(path)
    target = path / uri.rpartition("/")[2]
    _refuse_link(target)
    return target


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise WriteError(f"'{path}' is a symbolic link; nothing is written through it")


def _write_if_changed(root: _Root, uri: str, data: bytes) -> bool:
    target = _target(root, uri)
    try:
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return False
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    _replace(target, data)
    return True


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name[:60]}.{uuid4().hex[:8]}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _remove_halves(root_path: Path) -> None:
    """Remove what a call that was killed left half-written."""
    for path in root_path.rglob(".*.part"):
        if _HALF.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _remove(root: _Root, uri: str) -> bool:
    """Remove a file of ours and the folders it leaves empty; a folder put in its place stays."""
    try:
        target = _target(root, uri)
    except WriteError:
        return False
    if not target.is_file():
        return False
    target.unlink()
    for folder in target.parents:
        if folder == root.path or any(folder.iterdir()):
            break
        folder.rmdir()
    root.safe.clear()
    return True


def _write_manifest(path: Path, uris: Iterable[str]) -> None:
    data = json.dumps({"format": MANIFEST_FORMAT, "files": sorted(uris)}, indent=0).encode()
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)


def explain(error: OSError, path: Path) -> str:
    """Why a file cannot be written, in one sentence that names it."""
    # Where a file is copied or renamed, the first name is where it comes from.
    place = error.filename2 or error.filename or path
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"there is no space left for '{place}'"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"'{place}' may not be written"
    return f"'{place}' cannot be written: {error.strerror or error}"

"""A bundle opened, zip or folder, as what it is: a file from anybody.

Owns the limits and refusals: names that climb out, links, encrypted, doubled or overlapping entries, and more than a
bundle can hold once it is unpacked. Files are read in blocks when they are asked for; nothing is written.
"""

import hashlib
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

#: What a bundle may come to, unpacked, and how many files it may hold.
MOST_BYTES, MOST_FILES = 4_000_000_000, 400_000
#: What one file may come to that is held in memory: manifests, the data, the files a site is made of.
MOST_HELD = 1_000_000_000
#: How much larger than its compressed form a large file may be; text seldom shrinks to a fiftieth.
MOST_RATIO, RATIO_FROM = 200, 1_000_000
_BLOCK = 1 << 20
#: A local file header without its name (APPNOTE.TXT 4.3.7).
_HEADER = 30
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")

#: A file as its blocks, read anew at each call.
Blocks = Callable[[], Iterator[bytes]]


class BundleError(Exception):
    """This is no bundle, or one that is not opened; the message is one sentence."""


class DamagedFile(BundleError):
    """One file of a bundle cannot be read; the others may be whole."""


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """The files of a bundle below its top folder, by their sorted paths; readable while it is open."""

    top: str
    files: Mapping[str, Blocks]

    def digest(self, path: str) -> str:
        """The SHA-256 of a file, however large it is. Raises `DamagedFile`."""
        found = hashlib.sha256()
        for block in self.files[path]():
            found.update(block)
        return found.hexdigest()

    def read(self, path: str) -> bytes:
        """A whole file. Raises `DamagedFile`, and `BundleError` for one that no memory should hold."""
        parts, length = [], 0
        for block in self.files[path]():
            parts.append(block)
            length += len(block)
            if length > MOST_HELD:
                raise BundleError(f"{shown_name(path)} is larger than {MOST_HELD // 10**6} MB")
        return b"".join(parts)


@contextmanager
def open_bundle(path: Path) -> Iterator[OpenedBundle]:
    """Open a bundle, a zip or the folder it was unpacked to. Raises `BundleError`."""
    try:
        if path.is_dir():
            yield _open_folder(path)
            return
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise BundleError(f"'{path}' is no zip that can be read: {error}") from error
    except OSError as error:
        raise BundleError(f"'{path}' cannot be read: {error.strerror or error}") from error
    with archive:
        yield _open_zip(archive, path.stat().st_size)


def shown_name(name: str) -> str:
    """A name in quotation marks that no terminal takes for anything else."""
    return f"'{name if name.isprintable() else ascii(name)[1:-1]}'"


# A zip ------------------------------------------------------------------------------------------------


def _open_zip(archive: zipfile.ZipFile, size: int) -> OpenedBundle:
    every = archive.infolist()
    if len(every) > MOST_FILES:
        raise BundleError(f"it holds {len(every)} files; a bundle holds at most {MOST_FILES}")
    for entry in every:
        _check_name(entry)
    entries = [entry for entry in every if not entry.is_dir()]
    _check_doubles(entries)
    for entry in entries:
        _check_entry(entry)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BundleError(f"it unpacks to more than {MOST_BYTES // 10**6} MB")
    _check_overlaps(entries, min(size, archive.start_dir))
    top = _top_of([entry.filename for entry in entries])
    files = {entry.filename.removeprefix(f"{top}/"): partial(_blocks_in, archive, entry) for entry in entries}
    return OpenedBundle(top, dict(sorted(files.items())))


def _check_name(entry: zipfile.ZipInfo) -> None:
    """Refuse what leads elsewhere on any system; zipfile cuts a name at its first NUL, so both forms must agree."""
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if name != entry.filename or _UNSAFE.search(name) or any(part in ("", ".", "..") for part in parts):
        raise BundleError(f"the name {shown_name(name)} leads out of the bundle")


def _check_doubles(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse two files that some disk would write to one place, and a file where another needs a folder."""
    seen: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.filename).casefold()
        if name in seen:
            raise BundleError(f"{shown_name(entry.filename)} stands in it twice")
        seen.add(name)
        parts = name.split("/")
        folders.update("/".join(parts[:length]) for length in range(1, len(parts)))
    if both := sorted(seen & folders):
        raise BundleError(f"{shown_name(both[0])} is a file and a folder in it")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = shown_name(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise BundleError(f"{name} is {'a link' if kind == stat.S_IFLNK else 'no plain file'}")
    if entry.flag_bits & 1:
        raise BundleError(f"{name} is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BundleError(f"{name} is compressed in a way that bundles are not")
    if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise BundleError(f"{name} unpacks to more than {MOST_RATIO} times its size")


def _check_overlaps(entries: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse entries that share their bytes: so a small zip unpacks to far more than its size."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [*(entry.header_offset for entry in ordered[1:]), end]
    for entry, following in zip(ordered, starts):
        if entry.header_offset + _HEADER + len(entry.orig_filename) + entry.compress_size > following:
            raise BundleError(f"{shown_name(entry.filename)} shares its bytes with another file, or is cut off")


def _blocks_in(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry; the size it declares is not believed."""
    length = 0
    try:
        with archive.open(entry) as file:
            while block := file.read(_BLOCK):
                length += len(block)
                if length > entry.file_size:
                    raise DamagedFile(f"{shown_name(entry.filename)} is larger than it says")
                yield block
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, OSError) as error:
        raise DamagedFile(f"{shown_name(entry.filename)} cannot be unpacked: {error}") from error
    if length != entry.file_size:
        raise DamagedFile(f"{shown_name(entry.filename)} is smaller than it says")


def _top_of(names: list[str]) -> str:
    tops = {name.partition("/")[0] for name in names if "/" in name}
    if len(tops) != 1 or any("/" not in name for name in names):
        raise BundleError("its files do not stand in one top folder")
    return tops.pop()


# A folder ---------------------------------------------------------------------------------------------


def _open_folder(path: Path) -> OpenedBundle:
    found: dict[str, Blocks] = {}
    total = 0
    for file in _files_below(path):
        total += file.stat().st_size
        if total > MOST_BYTES or len(found) > MOST_FILES:
            raise BundleError(f"'{path}' holds more than a bundle can")
        found[file.relative_to(path).as_posix()] = partial(_blocks_of, file)
    return OpenedBundle(path.resolve().name, dict(sorted(found.items())))


def _files_below(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path, onerror=_raise, followlinks=False):
        for name in [*folders, *names]:
            mode = Path(folder, name).lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                shown = shown_name(Path(folder, name).relative_to(path).as_posix())
                raise BundleError(f"{shown} is {'a link' if stat.S_ISLNK(mode) else 'no plain file'}")
        yield from (Path(folder, name) for name in names)


def _raise(error: OSError) -> None:
    raise error


def _blocks_of(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                yield block
    except OSError as error:
        raise DamagedFile(f"{shown_name(file.name)} cannot be read: {error.strerror or error}") from error

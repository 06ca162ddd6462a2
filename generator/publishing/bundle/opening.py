"""A bundle opened, zip or folder, as what it is: a file from anybody.

Owns the limits and refusals: names that climb out, links, encrypted or doubled entries, bytes that belong to no entry
or to two, and more than a bundle can hold once it is unpacked. Files are read in blocks when they are asked for;
nothing is written.
"""

import hashlib
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.publishing.bundle.archive import MOST_BYTES, MOST_FILES

#: What files may come to that are held in memory at one time: the data, a page, the files a site is made of.
MOST_HELD = 200_000_000
#: How much larger than its compressed form a large file may be, and all files together; pages shrink to a tenth.
MOST_RATIO, MOST_RATIO_OF_ALL, RATIO_FROM = 200, 40, 1_000_000
_BLOCK = 1 << 20
#: What stands before a file, in the directory for each file, and at the end of a zip, each without its name
#: (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). What a bundle never has is named there too: comments, extra fields.
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), 46, struct.Struct("<4s4H2IH")
_MOST_OF_DIRECTORY = 240 * MOST_FILES
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

    def digest_and_size(self, path: str) -> tuple[str, int]:
        """The SHA-256 of a file and its number of bytes, however large it is. Raises `DamagedFile`."""
        found, size = hashlib.sha256(), 0
        for block in self.files[path]():
            found.update(block)
            size += len(block)
        return found.hexdigest(), size

    def read(self, path: str, most: int | None = None) -> bytes:
        """A whole file. Raises `DamagedFile`, and `BundleError` for one of more bytes than `most`, or `MOST_HELD`."""
        return self.read_all([path], most)[path]

    def read_all(self, paths: Iterable[str], most: int | None = None) -> dict[str, bytes]:
        """Whole files, together of no more bytes than `most`. Raises as `read` does."""
        found, size, most = {}, 0, MOST_HELD if most is None else most
        for path in paths:
            parts = []
            for block in self.files[path]():
                parts.append(block)
                size += len(block)
                if size > most:
                    raise BundleError(f"with {shown_name(path)} it is more than the {most // 10**6} MB that are read")
            found[path] = b"".join(parts)
        return found


@contextmanager
def open_bundle(path: Path) -> Iterator[OpenedBundle]:
    """Open a bundle, a zip or the folder it was unpacked to. Raises `BundleError`."""
    try:
        if path.is_dir():
            yield _open_folder(path)
            return
        _check_end(path)
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


def _check_end(path: Path) -> None:
    """Refuse, before it is read, what does not end as a bundle does, or has a directory that no memory should hold."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END.size))
        end = file.read()
    if len(end) < _END.size or (fields := _END.unpack(end))[0] != b"PK\5\6" or fields[-1]:
        raise ValueError("it does not end as a bundle does")
    if fields[5] > _MOST_OF_DIRECTORY:
        raise BundleError(f"it lists more than the {MOST_FILES} files that a bundle can hold")


def _open_zip(archive: zipfile.ZipFile, size: int) -> OpenedBundle:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise BundleError(f"it holds {len(entries)} files; a bundle holds at most {MOST_FILES}")
    for entry in entries:
        _check_name(entry)
    _check_doubles(entries)
    for entry in entries:
        _check_entry(entry)
    _check_sizes(entries)
    _check_places(archive, entries, size)
    top = _top_of([entry.filename for entry in entries])
    files = {entry.filename.removeprefix(f"{top}/"): partial(_blocks_in, archive, entry) for entry in entries}
    return OpenedBundle(top, dict(sorted(files.items())))


def _check_name(entry: zipfile.ZipInfo) -> None:
    """Refuse what leads elsewhere on any system; zipfile cuts a name at its first NUL, so both forms must agree."""
    name = entry.orig_filename
    if name.endswith("/"):
        raise BundleError(f"{shown_name(name)} is a folder of its own, which bundles do not have: another program packed "
                          "it; unpack it and name the folder")
    parts = name.split("/")
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


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > MOST_BYTES:
        raise BundleError(f"it unpacks to more than {MOST_BYTES // 10**6} MB")
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO_OF_ALL * packed:
        raise BundleError(f"it unpacks to more than {MOST_RATIO_OF_ALL} times its size")


def _check_places(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse bytes that belong to two entries, a small zip that unpacks to far more, or to none: what programs that
    read a zip from its beginning would find there, this one would not have looked at.
    """
    at = directory = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
        if entry.header_offset < at:
            raise BundleError(f"{shown_name(entry.filename)} shares its bytes with another file, or is cut off")
        if entry.header_offset > at or not _is_told_alike(archive, entry, name):
            raise BundleError(f"before {shown_name(entry.filename)} stands what belongs to no file")
        at += _LOCAL.size + len(name) + entry.compress_size
        directory += _CENTRAL + len(name)
    if at > archive.start_dir:
        raise BundleError("its last file is cut off")
    if at < archive.start_dir or archive.start_dir + directory + _END.size != size:
        raise BundleError("behind its files stands what belongs to no file")


def _is_told_alike(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: bytes) -> bool:
    """Whether the header before a file says what the directory says of it, and nothing more."""
    assert archive.fp is not None
    archive.fp.seek(entry.header_offset)
    header = archive.fp.read(_LOCAL.size + len(name))
    if len(header) < _LOCAL.size + len(name):
        return False
    mark, _, flags, method, _, _, crc, packed, unpacked, length, extra = _LOCAL.unpack_from(header)
    told = (mark, flags, method, crc, packed, unpacked, length, extra, header[_LOCAL.size:])
    return told == (b"PK\3\4", entry.flag_bits, entry.compress_type, entry.CRC, entry.compress_size, entry.file_size,
                    len(name), 0, name)


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

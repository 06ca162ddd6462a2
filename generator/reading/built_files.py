"""The text files of built folders, and those in archives among them: what may have been published already.

Only reads, follows no link, and reads no file and no archive beyond a limit. Does not look into the texts.
"""

import io
import os
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 50_000_000
#: What one archive may unpack to, and how many files it may have: it may be made to fill a disk.
MAX_UNPACKED_BYTES = 500_000_000
MAX_MEMBERS = 100_000

_TEXTS = (".html", ".htm", ".md", ".json", ".jsonl", ".jsonld", ".geojson", ".js", ".css", ".csv", ".tsv", ".txt",
          ".xml", ".svg", ".yml", ".yaml", ".ttl", ".nt", ".bib", ".ris", ".atom", ".rss", ".ics")


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file by its path (`dist/x.zip!/index.html` in an archive) with its text; None where it could not be read."""

    path: str
    text: str | None


def built_files(project_path: Path, folder: str) -> Iterator[BuiltFile]:
    """The text files below a folder of the project, sorted by path; none where there is no such folder."""
    root = project_path / folder
    if root.is_symlink() or not root.is_dir():
        return
    for parent, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(parent) / name
            shown = path.relative_to(project_path).as_posix()
            if not path.is_symlink() and path.is_file():
                yield from _read(path, shown)


def _read(path: Path, shown: str) -> Iterator[BuiltFile]:
    is_archive = shown.endswith((".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz"))
    if not is_archive and not shown.endswith(_TEXTS):
        return
    try:
        if is_archive:
            yield from (_zip_files if shown.endswith(".zip") else _tar_files)(path, shown)
        elif path.stat().st_size > MAX_BYTES:
            yield BuiltFile(shown, None)
        else:
            yield BuiltFile(shown, path.read_bytes().decode("utf-8", errors="replace"))
    except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError):
        yield BuiltFile(shown, None)


def _zip_files(path: Path, shown: str) -> Iterator[BuiltFile]:
    left = MAX_UNPACKED_BYTES
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist()[:MAX_MEMBERS]:
            if member.is_dir() or not member.filename.endswith(_TEXTS):
                continue
            with archive.open(member) as file:
                data = file.read(min(MAX_BYTES, left) + 1)
            left -= len(data)
            yield _member(shown, member.filename, data)
            if left <= 0:
                yield BuiltFile(shown, None)
                return


def _tar_files(path: Path, shown: str) -> Iterator[BuiltFile]:
    left = MAX_UNPACKED_BYTES
    with tarfile.open(path) as archive:
        for number, member in enumerate(archive):
            if number >= MAX_MEMBERS or left <= 0:
                yield BuiltFile(shown, None)
                return
            if member.isfile() and member.name.endswith(_TEXTS):
                file = archive.extractfile(member) or io.BytesIO()
                data = file.read(min(MAX_BYTES, left) + 1)
                left -= len(data)
                yield _member(shown, member.name, data)


def _member(archive: str, name: str, data: bytes) -> BuiltFile:
    text = None if len(data) > MAX_BYTES else data.decode("utf-8", errors="replace")
    return BuiltFile(f"{archive}!/{name}", text)

"""The safe edge to the disk: `content/` and `seeds/` of a project become a `Tree`.

Owns what may be read at all: regular files of bearable size below those two folders, nothing that a link
leads to elsewhere. Does not look into the files. First step of reading.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from generator.diagnostics import Diagnostics, Span
from generator.model.tree import Tree
from generator.reading.file_rules import FOLDERS, check_case, check_plain_name, is_ignored, size_limit

# A device or a FIFO put in a file's place after it was looked at must not hold up the opening.
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def load_tree(project_path: Path, diagnostics: Diagnostics) -> Tree:
    """Read every file below `content/` and `seeds/` of a project.

    What cannot or must not be read is left out with a finding at its path: `path-outside`,
    `file-unreadable`, `file-too-large`, `file-name`. Names that differ only in case (`file-name-case`) are
    both kept. A missing folder gives no files and no finding. Hidden files and editors' backups are ignored.
    """
    return _FolderReader(project_path, diagnostics).read()


class _FolderReader:
    """One reading of one project folder."""

    def __init__(self, project_path: Path, diagnostics: Diagnostics) -> None:
        self.root_path = os.path.realpath(project_path)
        self.diagnostics = diagnostics
        self.files: dict[str, bytes] = {}

    def read(self) -> Tree:
        # A stack, since folders may nest deeper than calls may.
        waiting = [name for name in FOLDERS if self._is_folder_to_read(name)]
        while waiting:
            waiting.extend(self._read_folder(waiting.pop()))
        return Tree(self.files)

    def _is_folder_to_read(self, name: str) -> bool:
        disk_path = self._disk_path(name)
        if not os.path.lexists(disk_path):
            return False
        if os.path.islink(disk_path):
            self._refuse_link(name)
            return False
        if not os.path.isdir(disk_path):
            self._refuse(name, "not-a-folder")
            return False
        return True

    def _read_folder(self, folder: str) -> list[str]:
        """Read the files right below a folder; returns the folders below it."""
        try:
            with os.scandir(self._disk_path(folder)) as found:
                entries = sorted((entry for entry in found if not is_ignored(entry.name)), key=_name_of)
        except OSError as error:
            self._refuse(folder, _hint_for(error))
            return []
        entries = [entry for entry in entries if check_plain_name(folder, entry.name, self.diagnostics)]
        check_case(folder, [entry.name for entry in entries], self.diagnostics)
        below = []
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if _is_link(entry):
                self._read_link(path)
            elif _is_folder(entry):
                below.append(path)
            else:
                self._read_file(path, self._disk_path(path))
        return below

    def _read_link(self, path: str) -> None:
        """Read the file a link leads to, if that lies in a folder of the dossier.

        A link to a folder is never followed: two folders of links to each other would have endless paths.
        """
        target_path = os.path.realpath(self._disk_path(path))
        if not self._is_inside(target_path):
            self._refuse_link(path)
        elif os.path.isdir(target_path):
            self._refuse(path, "folder-link")
        elif os.path.islink(target_path):
            self._refuse(path, "link-loop")
        else:
            self._read_file(path, target_path)

    def _read_file(self, path: str, disk_path: str) -> None:
        limit = size_limit(path)
        try:
            size, content = _read_bounded(disk_path, limit)
        except OSError as error:
            self._refuse(path, _hint_for(error))
            return
        if size > limit:
            self.diagnostics.add("file-too-large", Span(path), size=size, limit=limit)
        elif content is None:
            self._refuse(path, "not-a-file")
        else:
            self.files[path] = content

    def _is_inside(self, target_path: str) -> bool:
        folder_paths = [self._disk_path(folder) + os.sep for folder in FOLDERS]
        return any(target_path.startswith(folder_path) for folder_path in folder_paths)

    def _disk_path(self, path: str) -> str:
        return os.path.join(self.root_path, *path.split("/"))

    def _refuse_link(self, path: str) -> None:
        self.diagnostics.add("path-outside", Span(path), path=path)

    def _refuse(self, path: str, hint: str) -> None:
        self.diagnostics.add("file-unreadable", Span(path), hint=hint, path=path)


def _read_bounded(disk_path: str, limit: int) -> tuple[int, bytes | None]:
    """The size of a file and its bytes; no bytes where it is too large or no regular file."""
    # Looked at before it is opened, since opening alone may wake a device.
    if not stat.S_ISREG(os.lstat(disk_path).st_mode):
        return 0, None
    descriptor = os.open(disk_path, _OPEN_FLAGS)
    with open(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return 0, None
        if state.st_size > limit:
            return state.st_size, None
        content = _read_open_file(file, state.st_size, limit)
    return len(content), content if len(content) <= limit else None


def _read_open_file(file: BinaryIO, size: int, limit: int) -> bytes:
    """What a file holds, or one byte more than the limit; its size alone is not believed."""
    content = file.read(size + 1)
    return content if len(content) <= size else content + file.read(limit + 1 - len(content))


def _is_link(entry: os.DirEntry[str]) -> bool:
    # Junctions are Windows' other links; Python tells them apart from 3.12 on.
    is_junction = getattr(entry, "is_junction", lambda: False)
    return entry.is_symlink() or is_junction()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        # Reading it as a file meets the same error and reports it.
        return False


def _name_of(entry: os.DirEntry[str]) -> str:
    return entry.name


def _hint_for(error: OSError) -> str:
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return "permission"
        case errno.ENOENT:
            return "broken-link"
        case _:
            return "other"

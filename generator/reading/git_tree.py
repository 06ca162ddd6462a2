"""The files of a git revision as a `Tree`, without a checkout: the second safe edge to what lies outside.

Owns which entries of a revision are read: what `folder_tree.py` would read of the same files on a disk. The work
tree is never looked at. Works in a bare repository and in a project that is a folder of its repository.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import Diagnostics, Span
from generator.model.tree import Tree
from generator.reading.file_rules import FOLDERS, check_case, check_plain_name, is_ignored, size_limit
from generator.reading.git import GitError, ask_git, resolve

_LINK, _SUBMODULE = "120000", "160000"
#: A link's target is a path; longer ones lead nowhere on any system.
_LONGEST_TARGET = 4096
_MOST_LINKS = 40
_INSIDE = tuple(f"{folder}/" for folder in FOLDERS)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a revision: its mode, object id and size in bytes (0 for a submodule)."""

    mode: str
    object_id: str
    size: int


def load_git_tree(repository_path: Path, revision: str, diagnostics: Diagnostics) -> Tree:
    """Read every file below `content/` and `seeds/` of a revision; the folder may be one inside the repository.

    What is refused is left out with the finding that reading a folder gives. Raises GitError where git, the
    repository or the revision is missing.
    """
    tree_id = resolve(repository_path, revision, "tree")
    return _RevisionReader(repository_path, diagnostics, _list(repository_path, tree_id)).read()


def _list(repository_path: Path, tree_id: str) -> dict[str, _Entry]:
    listed = ask_git(repository_path, "ls-tree", "-r", "-z", "--long", tree_id, "--", *FOLDERS)
    found = {}
    for line in listed.decode("utf-8", errors="surrogateescape").split("\0"):
        about, tab, path = line.partition("\t")
        if tab:
            mode, _, object_id, size = about.split()
            found[path] = _Entry(mode, object_id, int(size) if size.isdigit() else 0)
    return found


@dataclass(slots=True)
class _RevisionReader:
    """One reading of one revision."""

    repository_path: Path
    diagnostics: Diagnostics
    entries: Mapping[str, _Entry]
    targets: dict[str, str] = field(default_factory=dict)

    def read(self) -> Tree:
        paths = list(self._named_paths())
        links = {entry.object_id for entry in self.entries.values()
                 if entry.mode == _LINK and entry.size <= _LONGEST_TARGET}
        self.targets = {object_id: data.decode(errors="surrogateescape")
                        for object_id, data in self._read_objects(links).items()}
        wanted = {path: entry for path in paths if (entry := self._file_at(path)) is not None}
        data = self._read_objects({entry.object_id for entry in wanted.values()})
        return Tree({path: data[entry.object_id] for path, entry in wanted.items()})

    def _named_paths(self) -> Iterator[str]:
        """The paths whose names are read at all; each folder's names are checked once."""
        names: dict[str, dict[str, bool]] = {}
        for path in self.entries:
            parts = path.split("/")
            is_read = True
            for depth, name in enumerate(parts[1:], 1):
                folder = names.setdefault("/".join(parts[:depth]), {})
                if name not in folder:
                    folder[name] = not is_ignored(name) and check_plain_name(
                        "/".join(parts[:depth]), name, self.diagnostics)
                is_read = folder[name]
                if not is_read:
                    break
            if is_read:
                yield path
        for folder_path, found in names.items():
            check_case(folder_path, [name for name, is_read in found.items() if is_read], self.diagnostics)

    def _file_at(self, path: str) -> _Entry | None:
        """The entry whose bytes are read at a path; None, with a finding, where there is none."""
        entry, place = self.entries[path], path
        if path in FOLDERS and entry.mode not in (_LINK, _SUBMODULE):
            return self._refuse(path, "not-a-folder")
        for _ in range(_MOST_LINKS):
            if entry.mode == _SUBMODULE:
                return self._refuse(path, "submodule")
            if entry.mode != _LINK:
                return self._of_bearable_size(path, entry)
            target = self.targets.get(entry.object_id, "")
            place = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
            if path in FOLDERS or not target or target.startswith("/") or not place.startswith(_INSIDE):
                self.diagnostics.add("path-outside", Span(path), path=path)
                return None
            if place not in self.entries:
                is_folder = any(other.startswith(f"{place}/") for other in self.entries)
                return self._refuse(path, "folder-link" if is_folder else "broken-link")
            entry = self.entries[place]
        return self._refuse(path, "link-loop")

    def _of_bearable_size(self, path: str, entry: _Entry) -> _Entry | None:
        limit = size_limit(path)
        if entry.size <= limit:
            return entry
        self.diagnostics.add("file-too-large", Span(path), size=entry.size, limit=limit)
        return None

    def _refuse(self, path: str, hint: str) -> None:
        self.diagnostics.add("file-unreadable", Span(path), hint=hint, path=path)

    def _read_objects(self, object_ids: Iterable[str]) -> dict[str, bytes]:
        return read_objects(self.repository_path, sorted(object_ids))


def read_objects(repository_path: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs, by the names they were asked by (an id, or `REVISION:PATH`). Raises GitError.

    A name that git does not know is an error: a clone without all its objects cannot be compared.
    """
    asked = list(names)
    if not asked:
        return {}
    lines = "".join(f"{name}\n" for name in asked)
    answer = ask_git(repository_path, "cat-file", "--batch", asked=lines.encode())
    found, position = {}, 0
    for name in asked:
        end = answer.index(b"\n", position)
        about = answer[position:end].decode(errors="replace").split(" ")
        if about[-1] == "missing" or len(about) != 3:
            raise GitError("incomplete", name)
        start, size = end + 1, int(about[2])
        found[name] = answer[start:start + size]
        position = start + size + 1
    return found

"""Where a file stands in a repository's history: its commits, and the branches and tags that hold it.

Asks git and reads nothing else; knows no record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.reading.git import ask_git

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the day it was made (ISO 8601), and its first line."""

    id: str
    day: str
    subject: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A branch or tag by its full name; `holds_now` where its files hold it, else only what led to it did."""

    name: str
    holds_now: bool


@dataclass(frozen=True, slots=True)
class History:
    """The commits that touched some files, the newest first, and the branches and tags that have them."""

    commits: tuple[Commit, ...] = ()
    references: tuple[Reference, ...] = ()


def history_of(repository_path: Path, paths: Sequence[str]) -> History:
    """The history of these paths, which are taken from this folder. Raises GitError."""
    listed = ask_git(repository_path, "log", "--all", "--full-history", f"--format=%H{_SEPARATOR}%cs{_SEPARATOR}%s",
                     "--", *map(_literal, paths)).decode(errors="replace")
    commits = tuple(Commit(*line.split(_SEPARATOR, 2)) for line in listed.splitlines() if line)
    if not commits:
        return History()
    names: dict[str, None] = {}
    for commit in _first_commits(repository_path, paths):
        found = ask_git(repository_path, "for-each-ref", "--format=%(refname)", "--contains", commit)
        names.update(dict.fromkeys(found.decode(errors="replace").split()))
    return History(commits, tuple(Reference(name, _holds(repository_path, name, paths)) for name in sorted(names)))


def last_revision_with(repository_path: Path, path: str) -> str:
    """The newest commit whose files hold this path; empty where none does. Raises GitError."""
    found = ask_git(repository_path, "log", "--all", "--diff-filter=AMRC", "-1", "--format=%H", "--", _literal(path))
    return found.decode().strip()


def _first_commits(repository_path: Path, paths: Sequence[str]) -> list[str]:
    """The commits that brought these paths in."""
    found = ask_git(repository_path, "log", "--all", "--diff-filter=A", "--format=%H", "--", *map(_literal, paths))
    return list(dict.fromkeys(found.decode().split()))


def _holds(repository_path: Path, name: str, paths: Sequence[str]) -> bool:
    return bool(ask_git(repository_path, "ls-tree", "-z", "--name-only", name, "--", *paths))


def _literal(path: str) -> str:
    """The path as git's pattern for itself alone."""
    return f":(literal){path}"

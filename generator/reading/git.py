"""Git asked for what it holds: commands that read, never one that changes a repository or its work tree.

Owns how git is called and what its refusals mean. Knows nothing of dossiers.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 120

#: Nothing is fetched, asked for or written: whoever compares two revisions expects no such thing.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C", "GIT_PAGER": "cat",
}


class GitError(Exception):
    """Git cannot answer. `reason` is `missing`, `no-repository`, `unknown-revision`,
    `shallow`, `incomplete` or `failed`.

    `value` is the revision or what git said.
    """

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason, value)
        self.reason = reason
        self.value = value


def ask_git(repository_path: Path, *arguments: str, asked: bytes = b"") -> bytes:
    """What a git command prints when run in this folder, which may be a bare repository. Raises GitError."""
    done = _run(repository_path, arguments, asked)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        if "not a git repository" in said:
            raise GitError("no-repository", str(repository_path))
        raise GitError("failed", said)
    return done.stdout


def resolve(repository_path: Path, revision: str, kind: str = "commit") -> str:
    """The object id that a revision names, as a `commit` or a `tree`. Raises GitError."""
    ask_git(repository_path, "rev-parse", "--git-dir")
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{{kind}}}")
    done = _run(repository_path, arguments, b"") if revision and "\0" not in revision else None
    if done is None or done.returncode:
        raise GitError("shallow" if is_shallow(repository_path) else "unknown-revision", revision)
    return done.stdout.decode().strip()


def merge_base(repository_path: Path, first: str, second: str) -> str:
    """The newest commit that both revisions have in their history. Raises GitError."""
    ids = [resolve(repository_path, revision) for revision in (first, second)]
    done = _run(repository_path, ("merge-base", *ids), b"")
    if done.returncode:
        raise GitError("shallow" if is_shallow(repository_path) else "unknown-revision", f"{first}...{second}")
    return done.stdout.decode().split()[0]


def is_shallow(repository_path: Path) -> bool:
    """Whether the clone lacks a part of the history."""
    return ask_git(repository_path, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _run(repository_path: Path, arguments: Sequence[str], asked: bytes) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments], cwd=repository_path, input=asked, capture_output=True,
            check=False, timeout=_SECONDS, env={**os.environ, **_ENVIRONMENT})
    except FileNotFoundError as error:
        raise GitError("missing" if error.filename == "git" else "no-repository", str(repository_path)) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise GitError("failed", str(error)) from error

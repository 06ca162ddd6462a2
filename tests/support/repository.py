"""Git repositories made for tests: commits of given files, with nobody's name and nobody's settings."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_SETTINGS = ("-c", "user.name=A tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgSign=false",
             "-c", "core.autocrlf=false", "-c", "init.defaultBranch=main")
_ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
                "GIT_AUTHOR_DATE": "2021-04-01T12:00:00Z", "GIT_COMMITTER_DATE": "2021-04-01T12:00:00Z"}


@dataclass(frozen=True)
class Repository:
    """A repository whose work tree is `path`."""

    path: Path

    def git(self, *arguments: str) -> str:
        """What a git command prints; raises where it fails."""
        return subprocess.run(["git", *_SETTINGS, *arguments], cwd=self.path, check=True, capture_output=True, text=True,
                              env={**os.environ, **_ENVIRONMENT}).stdout

    def commit(self, files: Mapping[str, bytes | str | None], subject: str = "a change") -> str:
        """Write these files (None: remove), commit everything, and return the commit's id."""
        for name, data in files.items():
            path = self.path / name
            if data is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data.encode() if isinstance(data, str) else data)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)
        return self.git("rev-parse", "HEAD").strip()


def make_repository(path: Path, files: Mapping[str, bytes | str]) -> Repository:
    """A repository with one commit of these files."""
    path.mkdir(parents=True, exist_ok=True)
    repository = Repository(path)
    repository.git("init", "--quiet")
    repository.commit(files, "the first commit")
    return repository

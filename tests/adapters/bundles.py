"""Bundles of the tiny dossier: made, read, and changed as a forger would."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from generator.adapters import cli
from generator.publishing.bundle.archive import write_archive
from generator.publishing.bundle.bag import make_bag

NAME = "ferry-strike-1.0.0"
#: The record of the only article.
SOURCE = "content/sources/avisa-2021-03-05.yml"


def bundle_of(project: Path) -> Path:
    """The bundle of a project, made in its `dist`."""
    assert cli.run(["bundle", "--project", str(project)]) == 0
    return project / "dist" / f"{NAME}.zip"


def files_in(path: Path) -> dict[str, bytes]:
    """The files of a bundle below its top folder."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, **changes: bytes) -> None:
    """Change payload files of a bundle as a forger would: with manifests that fit."""
    files = files_in(path)
    payload = {name.removeprefix("data/"): data for name, data in files.items() if name.startswith("data/")}
    payload |= changes
    tags = {name: files[name] for name in ("START-HERE.html", "index.html", "versions.json")}
    write_archive(path, NAME, make_bag(payload, tags, []).files, 1_616_198_400)


def forge_words(old: str, new: str, *paths: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Files of the payload with other words, of a bundle's files."""
    def forge(files: dict[str, bytes]) -> dict[str, bytes]:
        for path in paths:
            assert old.encode() in files[f"data/{path}"]
        return {path: files[f"data/{path}"].replace(old.encode(), new.encode()) for path in paths}
    return forge


def change_words(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Other words in a file of a project."""
    def change(project: Path) -> None:
        text = (project / path).read_text(encoding="utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new), encoding="utf-8", newline="")
    return change

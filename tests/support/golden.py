"""The golden dossier as tests use it: its files, what the pipeline makes of them, a project to build in.

Owns where it stands. Knows the pipeline's two ends, no stage.
"""

import shutil
from functools import cache
from pathlib import Path

from generator import pipeline
from generator.model.tree import Tree
from generator.pipeline import Built
from tests.support.leaks import of_the_dossier

ROOT = Path(__file__).resolve().parents[2]
GOLDEN_PATH = ROOT / "tests" / "golden"
DOSSIER_PATH = GOLDEN_PATH / "dossier"
EXPECTED_PATH = GOLDEN_PATH / "expected"


@cache
def golden_tree() -> Tree:
    """The files of the golden dossier."""
    return Tree(files_below(DOSSIER_PATH))


@cache
def golden_build() -> Built:
    """What the pipeline makes of the golden dossier."""
    return pipeline.build(golden_tree())


def files_of_the_dossier() -> dict[str, bytes]:
    """The generated files by their place, without the editors' guide: that is the same for every dossier."""
    return {file.uri: file.text.encode() for file in of_the_dossier(golden_build().files)}


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its `/`-separated path; empty where there is no such folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def make_project(folder: Path) -> Path:
    """Make a project of the golden dossier with this repository's builder settings and page shell."""
    shutil.copytree(DOSSIER_PATH, folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "site-overrides", folder / "site-overrides")
    return folder

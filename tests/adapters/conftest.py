"""Fixtures of the adapters' tests: the tiny dossier on the disk, and its bundle."""

import shutil
from pathlib import Path

import pytest

from tests.adapters.bundles import bundle_of
from tests.adapters.tiny import make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh folder with the tiny dossier in it."""
    return make_project(tmp_path / "a project")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the tiny dossier, whose only article is free; never changed by a test."""
    return bundle_of(make_project(tmp_path_factory.mktemp("made") / "project"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A bundle that a test may change."""
    return Path(shutil.copy(made, tmp_path))

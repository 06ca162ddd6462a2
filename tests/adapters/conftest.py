"""Fixtures of the adapters' tests: the tiny dossier on the disk."""

from pathlib import Path

import pytest

from tests.adapters.tiny import make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh folder with the tiny dossier in it."""
    return make_project(tmp_path / "a project")

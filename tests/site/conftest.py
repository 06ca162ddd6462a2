"""The golden dossier built as an editor builds it, once for all tests of a worker."""

from pathlib import Path

import pytest

from generator.adapters.cli import run
from tests.support.golden import make_project


@pytest.fixture(scope="session")
def golden_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder in which `dossier build` has run."""
    project = make_project(tmp_path_factory.mktemp("golden") / "project")
    assert run(["build", "--project", str(project)]) == 0
    return project


@pytest.fixture(scope="session")
def golden_site(golden_project: Path) -> Path:
    """The folder of the built site."""
    return golden_project / "site"

"""The golden dossier built as an editor builds it, once for all tests of a worker."""

from pathlib import Path

import pytest

from generator.adapters.cli import run
from tests.support.golden import make_project
from tests.support.hostile import HOSTILE, Wording, usable
from tests.support.rewriting import rewritten

#: Words as no language has them, so long that nothing narrow can hold them.
LONG_WORDS = ["Donaudampfschifffahrtsgesellschaft" * 4, "x" * 200, "ø" * 90]


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


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the golden dossier with hostile texts in place of its own."""
    project = make_project(tmp_path_factory.mktemp("hostile") / "project")
    wording = Wording((*map(usable, HOSTILE), *LONG_WORDS), is_number_first=True)
    for path, data in rewritten(wording.replace).items():
        (project / path).write_bytes(data)
    assert run(["build", "--project", str(project)]) == 0
    return project / "site"

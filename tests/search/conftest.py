"""The engine over the golden dossier's site, built once for a worker."""

from collections.abc import Iterator

import pytest

from generator.adapters.cli import run
from tests.search.engine import Engine, running_engine
from tests.support.golden import make_project
from tests.support.node_packages import find_node


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine of the golden site."""
    node = find_node()
    project = make_project(tmp_path_factory.mktemp("search") / "project")
    assert run(["build", "--project", str(project)]) == 0
    with running_engine(node, project / "site") as found:
        yield found


@pytest.fixture
def fresh_engine(engine: Engine) -> Iterator[Engine]:
    """An engine of the same site that has loaded nothing yet."""
    with running_engine(find_node(), engine.site) as found:
        yield found

"""The engine over the golden dossier's site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.engine import Engine, running_engine
from tests.support.node_packages import find_node


@pytest.fixture(scope="session")
def engine(golden_site: Path) -> Iterator[Engine]:
    """The engine of the golden site."""
    with running_engine(find_node(), golden_site) as found:
        yield found


@pytest.fixture
def fresh_engine(engine: Engine) -> Iterator[Engine]:
    """An engine of the same site that has loaded nothing yet."""
    with running_engine(find_node(), engine.site) as found:
        yield found

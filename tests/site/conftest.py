"""Readers of the golden dossier's site, and the same site with hostile texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.adapters.cli import run
from tests.support.golden import make_project
from tests.support.hostile import HOSTILE, Wording, usable
from tests.support.reader import BLOCKED_STORAGE, Reader, serving
from tests.support.rewriting import rewritten

#: Words as no language has them, so long that nothing narrow can hold them.
LONG_WORDS = ["Donaudampfschifffahrtsgesellschaft" * 4, "x" * 200, "ø" * 90]


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the golden dossier with hostile texts in place of its own."""
    project = make_project(tmp_path_factory.mktemp("hostile") / "project")
    wording = Wording((*map(usable, HOSTILE), *LONG_WORDS), is_number_first=True)
    for path, data in rewritten(wording.replace).items():
        (project / path).write_bytes(data)
    assert run(["build", "--project", str(project)]) == 0
    return project / "site"


@pytest.fixture(scope="session")
def served(golden_site: Path) -> Iterator[str]:
    """The address of the golden site over HTTP."""
    with serving(golden_site) as address:
        yield address


@pytest.fixture(scope="session")
def served_hostile(hostile_site: Path) -> Iterator[str]:
    """The address of the site with hostile texts."""
    with serving(hostile_site) as address:
        yield address


@pytest.fixture(params=["http", "disk"])
def base(request: pytest.FixtureRequest, golden_site: Path) -> str:
    """Where the golden site begins, over HTTP and from disk."""
    if request.param == "http":
        address: str = request.getfixturevalue("served")
        return address
    return f"{golden_site.as_uri()}/"


@pytest.fixture
def reader(page: Page, base: str) -> Reader:
    """A reader of the site, over HTTP and from disk."""
    page.set_viewport_size({"width": 1440, "height": 900})
    return Reader(page, base).listen()


@pytest.fixture
def http_reader(page: Page, served: str) -> Reader:
    """A reader of the site over HTTP."""
    page.set_viewport_size({"width": 1440, "height": 900})
    return Reader(page, served).listen()


@pytest.fixture
def disk_reader(page: Page, golden_site: Path) -> Reader:
    """A reader of the site from disk."""
    page.set_viewport_size({"width": 1440, "height": 900})
    return Reader(page, f"{golden_site.as_uri()}/").listen()


@pytest.fixture
def scriptless(browser: Browser, base: str) -> Iterator[Reader]:
    """A reader whose browser runs no scripts of pages, over HTTP and from disk."""
    with browser.new_context(java_script_enabled=False) as context:
        yield Reader(context.new_page(), base).listen()


@pytest.fixture
def storageless(browser: Browser, base: str) -> Iterator[Reader]:
    """A reader whose browser lets no page keep anything, over HTTP and from disk."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.add_init_script(BLOCKED_STORAGE)
        yield Reader(context.new_page(), base).listen()

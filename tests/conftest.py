"""Fixtures every test may use: a browser, a page of its own for each test, the golden dossier built once for a worker."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.adapters.cli import run
from tests.support.golden import make_project
from tests.support.tools import HOW_TO_GET_A_BROWSER, browser_arguments, find_browser, require_tool

# How long an example takes depends on the machine and on the tests that run beside it.
hypothesis.settings.register_profile("untimed", parent=hypothesis.settings.default, deadline=None)
# With CI the same examples every time: a change is judged by what it changes. New ones are sought by hand-started runs.
hypothesis.settings.register_profile("repeated", parent=hypothesis.settings.get_profile("untimed"), derandomize=True)
hypothesis.settings.load_profile("repeated" if os.environ.get("CI") else "untimed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium that reaches nothing but this machine; a named skip or failure without one."""
    executable = require_tool("A browser", find_browser(), HOW_TO_GET_A_BROWSER)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=browser_arguments())
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with storage, cache and window of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def golden_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden dossier in a folder in which `dossier build` has run; no test changes its site."""
    project = make_project(tmp_path_factory.mktemp("golden") / "project")
    assert run(["build", "--project", str(project)]) == 0
    return project


@pytest.fixture(scope="session")
def golden_site(golden_project: Path) -> Path:
    """The folder of the built site."""
    return golden_project / "site"

"""Fixtures every test may use: a browser, and a page of its own for each test."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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

"""Tests of how tools are found, and what a missing one does."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.support.tools import browser_arguments, find_browser, require_tool


def make_executable(path: Path) -> Path:
    """Write an empty program to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    path.chmod(0o755)
    return path


def test_browser_is_found_by_its_command(tmp_path: Path) -> None:
    program = make_executable(tmp_path / "chromium-browser")
    assert find_browser({"PATH": str(tmp_path)}, platform="linux") == program


def test_chosen_browser_wins_over_the_command(tmp_path: Path) -> None:
    make_executable(tmp_path / "bin" / "chromium")
    chosen = make_executable(tmp_path / "my chromium")
    environ = {"PATH": str(tmp_path / "bin"), "CHROMIUM": str(chosen)}
    assert find_browser(environ, platform="linux") == chosen


def test_wrong_choice_is_not_replaced_by_another_browser(tmp_path: Path) -> None:
    make_executable(tmp_path / "chromium")
    environ = {"PATH": str(tmp_path), "CHROMIUM": str(tmp_path / "absent")}
    assert find_browser(environ, platform="linux") is None


@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("darwin", "HOME", "Applications/Chromium.app/Contents/MacOS/Chromium"),
        ("win32", "LOCALAPPDATA", "Google/Chrome/Application/chrome.exe"),
    ],
)
def test_browser_is_found_where_installers_put_it(
    tmp_path: Path, platform: str, variable: str, place: str
) -> None:
    program = make_executable(tmp_path / place)
    environ = {"PATH": str(tmp_path), variable: str(tmp_path)}
    assert find_browser(environ, platform=platform) == program


def test_missing_tool_is_a_named_skip_on_a_developers_machine() -> None:
    with pytest.raises(pytest.skip.Exception, match="Java.*apt-get"):
        require_tool("Java", None, "apt-get install default-jre", environ={})


def test_missing_tool_is_a_failure_in_ci() -> None:
    with pytest.raises(pytest.fail.Exception, match="Java"):
        require_tool("Java", None, "apt-get install default-jre", environ={"CI": "1"})


def test_found_tool_is_handed_on(tmp_path: Path) -> None:
    assert require_tool("Java", tmp_path, "nowhere", environ={"CI": "1"}) == tmp_path


def test_ci_runs_without_the_sandbox() -> None:
    assert "--no-sandbox" in browser_arguments({"CI": "1"})


def test_browser_runs_scripts(page: Page) -> None:
    page.goto("data:text/html,<title>before</title><script>document.title = 'after'</script>")
    assert page.title() == "after"


def test_browser_reaches_no_other_host(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://dossier.example/")

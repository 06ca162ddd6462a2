"""Tools that tests need beyond the locked packages: a browser, programs, the packages of Node.

Owns where they are looked for and what happens where they are missing: a named skip on a developer's
machine, a failure where `CI` is set. Knows nothing of what the tests do with them.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

Tool = TypeVar("Tool")

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

FIREFOX_NAMES = ("firefox-esr", "firefox")

HOW_TO_GET_A_BROWSER = (
    "install Chromium or Google Chrome, or set CHROMIUM to its path (Debian: apt-get install chromium)"
)

HOW_TO_GET_FIREFOX = "install Firefox, or set FIREFOX to its path (Debian: apt-get install firefox-esr)"


def find_browser(environ: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> Path | None:
    """Return the executable of a Chromium-like browser, or None.

    `CHROMIUM` (a path or a command) is taken alone where it is set, so that a wrong value is noticed
    and no other browser is tested by mistake. Commands are looked for in the `PATH` of `environ`.
    """
    search_path = environ.get("PATH", os.defpath)
    chosen = environ.get("CHROMIUM")
    names = (chosen,) if chosen else BROWSER_NAMES
    for name in names:
        if found := shutil.which(name, path=search_path):
            return Path(found)
    if chosen:
        return None
    return next((path for path in _usual_places(environ, platform) if path.is_file()), None)


def find_firefox(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the executable of Firefox, or None; `FIREFOX` (a path or a command) is taken alone where it is set."""
    names = (environ["FIREFOX"],) if environ.get("FIREFOX") else FIREFOX_NAMES
    found = (shutil.which(name, path=environ.get("PATH", os.defpath)) for name in names)
    return next((Path(path) for path in found if path), None)


def find_program(name: str, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return a program, the one beside the running Python first, since the locked packages put theirs there."""
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    found = beside or shutil.which(name, path=environ.get("PATH", os.defpath))
    return Path(found) if found else None


def _usual_places(environ: Mapping[str, str], platform: str) -> Iterator[Path]:
    """Yield where installers put a browser without naming it in `PATH`."""
    if platform == "darwin":
        for folder in (Path(environ.get("HOME", "/"), "Applications"), Path("/Applications")):
            yield folder / "Google Chrome.app/Contents/MacOS/Google Chrome"
            yield folder / "Chromium.app/Contents/MacOS/Chromium"
    elif platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := environ.get(variable):
                yield Path(folder, "Google/Chrome/Application/chrome.exe")
                yield Path(folder, "Chromium/Application/chrome.exe")


def browser_arguments(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command-line arguments that keep the browser off the network and able to start.

    Chromium's sandbox refuses root and most containers; the pages under test are our own.
    """
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-default-browser-check",
        "--no-first-run",
        "--no-pings",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root or environ.get("CI"):
        arguments.append("--no-sandbox")
    return arguments


def require_tool(
    name: str, found: Tool | None, how_to_get: str, *, environ: Mapping[str, str] = os.environ
) -> Tool:
    """Return `found`; where it is None, skip the test and name the tool, or fail where `CI` is set."""
    if found is not None:
        return found
    reason = f"{name} was not found: {how_to_get}"
    if environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)

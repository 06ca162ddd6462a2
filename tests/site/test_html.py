"""The HTML of every page, held to the standard by the validator that the W3C runs.

What the theme gets wrong is not listed here: a bare page of it is validated too, and its very messages taken off.
"""

import json
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.support.golden import ROOT
from tests.support.node_packages import install_packages
from tests.support.tools import find_program, require_tool

HOW_TO_GET_JAVA = "install Java 17 or newer (Debian: apt-get install default-jre-headless)"

#: Warnings that are no advice to follow here.
NO_FAULT = (
    # A page on the disk has no origin that 'self' could mean; what the policy does is tested in the browser.
    "violates Content Security Policy",
    # Without it, Safari tells nobody that a list without bullets is one.
    "The “list” role is unnecessary",
    # Words stand as they were printed.
    "not in Unicode Normalization Form C",
)


@dataclass(frozen=True)
class Fault:
    """What the validator says of a piece of markup."""

    message: str
    markup: str


#: How often each fault stands on each page, by the page's address.
Faults = dict[str, Counter[Fault]]


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the theme alone, with one page and the settings of this repository that the theme reads."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# A page\n\nSome words.\n", encoding="utf-8")
    ours = load_config(str(ROOT / "mkdocs.yml"), plugins=["search"]).theme
    theme = {"name": "material", **{key: ours[key] for key in ("font", "features", "palette")}}
    build(load_config(site_name="Bare", docs_dir=str(folder / "docs"), site_dir=str(folder / "site"), theme=theme,
                      plugins=["search"]))
    (folder / "site/faulty.html").write_text("<!doctype html><title>x</title><p><b>x</p>", encoding="utf-8")
    return folder / "site"


@pytest.fixture(scope="session")
def faults(
    tmp_path_factory: pytest.TempPathFactory, golden_site: Path, hostile_site: Path, bare_site: Path
) -> dict[Path, Faults]:
    """What is wrong with the pages of each site, found in one run."""
    java = require_tool("Java", find_program("java"), HOW_TO_GET_JAVA)
    packages = install_packages(ROOT / "tests/node", tmp_path_factory.mktemp("node"))
    sites = (golden_site, hostile_site, bare_site)
    done = subprocess.run(
        [java, "-jar", packages / "vnu-jar/build/dist/vnu.jar", "--format", "json", "--exit-zero-always", "--stdout",
         "--skip-info-messages", "--skip-non-html", *sites], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[Path, Faults] = {site: {} for site in sites}
    for message in json.loads(done.stdout)["messages"]:
        site = next(site for site in sites if message["url"].startswith(f"file:{site}/"))
        uri = message["url"].removeprefix(f"file:{site}/")
        # Hostile texts may well look odd; they must not be wrong.
        is_advice = message["type"] != "error"
        if not is_advice or site is golden_site and not any(part in message["message"] for part in NO_FAULT):
            found[site].setdefault(uri, Counter())[_fault(message)] += 1
    return found


def _fault(message: dict[str, Any]) -> Fault:
    start, length = message.get("hiliteStart", 0), message.get("hiliteLength", 0)
    return Fault(message["message"], message.get("extract", "")[start:start + length].strip())


def of_our_own(faults: dict[Path, Faults], site: Path, bare_site: Path) -> Faults:
    """The faults of a site's pages but for those of a bare page, as often as they stand there."""
    of_the_theme = faults[bare_site].get("index.html", Counter())
    return {uri: left for uri, found in sorted(faults[site].items()) if (left := found - of_the_theme)}


def lines(faults: Faults) -> str:
    """Each message once, with the first markup it is said of and the pages."""
    pages: dict[str, dict[str, str]] = {}
    for uri, found in faults.items():
        for fault in found:
            pages.setdefault(fault.message, {}).setdefault(uri, fault.markup)
    return "\n".join(f"{message} {next(iter(on.values()))} on {', '.join(on)}" for message, on in pages.items())


def test_every_page_is_valid(faults: dict[Path, Faults], golden_site: Path, bare_site: Path) -> None:
    found = of_our_own(faults, golden_site, bare_site)
    assert not found, lines(found)


def test_every_page_of_hostile_texts_is_valid(
    faults: dict[Path, Faults], hostile_site: Path, bare_site: Path
) -> None:
    found = of_our_own(faults, hostile_site, bare_site)
    assert not found, lines(found)


def test_a_fault_is_seen(faults: dict[Path, Faults], bare_site: Path) -> None:
    assert any("“b”" in fault.message for fault in faults[bare_site]["faulty.html"])

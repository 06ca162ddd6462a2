"""The bundle as its keeper meets it: unpacked years later, opened from disk, in Chromium and in Firefox.

One walk, the same in both, is made by `tests/node/walk.mjs`: it follows links, words and figures, searches, and
tells what it saw. What is right is decided here.
"""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.adapters.cli import run
from generator.publishing.bundle.offline import leads_outside
from generator.publishing.site_check import check_site
from tests.support.golden import ROOT, make_project
from tests.support.node_packages import find_node, install_packages
from tests.support.page_kinds import ON_DISK
from tests.support.tools import (
    HOW_TO_GET_A_BROWSER, HOW_TO_GET_FIREFOX, find_browser, find_firefox, require_tool,
)

EDITION = "Edition of 20 March 2021; later corrections are not here."
PAGES = [uri for uri in ON_DISK if not uri.startswith("guide/")]


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the golden dossier, unpacked, in a folder with letters that addresses escape."""
    folder = tmp_path_factory.mktemp("bundle")
    project = make_project(folder / "project")
    assert run(["bundle", "--project", str(project), "--output", str(folder)]) == 0
    unpacked = folder / "reading room #1 å"
    with zipfile.ZipFile(folder / "ferry-strike-1.0.zip") as archive:
        archive.extractall(unpacked)
    return unpacked / "ferry-strike-1.0"


@pytest.fixture(scope="session")
def walker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the walk and what drives the browsers."""
    find_node()
    folder = tmp_path_factory.mktemp("walk")
    install_packages(ROOT / "tests/node", folder)
    shutil.copy(ROOT / "tests/node/walk.mjs", folder)
    return folder


@pytest.fixture(scope="session", params=["chrome", "firefox"])
def seen(request: pytest.FixtureRequest, bundle: Path, walker: Path) -> dict[str, Any]:
    """What a browser met on its way through the bundle."""
    program = require_tool("Firefox", find_firefox(), HOW_TO_GET_FIREFOX) if request.param == "firefox" \
        else require_tool("Chromium", find_browser(), HOW_TO_GET_A_BROWSER)
    done = subprocess.run(
        [find_node(), "walk.mjs", request.param, program, f"{bundle.as_uri()}/", *PAGES],
        cwd=walker, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_goes_wrong_and_nothing_leaves_the_machine(seen: dict[str, Any]) -> None:
    assert seen["troubles"] == []
    assert [address[:80] for address in seen["requests"] if not address.startswith("data:")] == []


def test_every_page_is_whole_and_says_which_edition_it_is(seen: dict[str, Any]) -> None:
    assert set(seen["pages"]) == set(PAGES)
    for uri, page in seen["pages"].items():
        assert (uri, page["edition"], page["outside"], page["broken"]) == (uri, [EDITION], [], [])
        assert page["styles"] and page["title"], uri


def test_the_first_page_leads_into_the_dossier(seen: dict[str, Any]) -> None:
    assert seen["steps"]["start"]["title"] == "The Ferry Strike"
    assert seen["steps"]["opened"] == "data/site/index.html"


def test_a_number_leads_to_its_quote_and_to_the_lit_passage(seen: dict[str, Any]) -> None:
    steps = seen["steps"]
    span = steps["quote"].rpartition("-05-")[2]
    assert steps["words"] == "møttes torsdag i Oslo i seks timer, uten å komme til enighet"
    assert steps["passage"].startswith("data/site/sources/avisa-2021-03-05.html#q-")
    assert len(steps["lit"]) == 2 and all(span in ids.split() for ids in steps["lit"])


def test_previews_figures_and_search_work(seen: dict[str, Any]) -> None:
    steps = seen["steps"]
    assert steps["preview"].startswith("Nordferje og Sjømannsforbundet møttes torsdag")
    assert steps["figures"] > 5
    assert steps["fromFigure"].startswith("data/site/events/")
    assert re.match("Actor .*Seamen's Union", " ".join(steps["options"][0].split()))
    assert steps["found"] == "data/site/actors/union-of-seamen.html"
    assert any(address.endswith("actors/nordferje.html") for address in steps["results"])


# What the files themselves say ------------------------------------------------------------------------

_ADDRESS = re.compile(r"""\s(?:href|src|action|poster|data|xlink:href)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_METADATA = re.compile(r"<(?:link rel=\"?canonical|meta)\b[^>]*>")
_LEADS_ON = re.compile(r"""http-equiv\s*=\s*["']?refresh[^>]*(?:[a-z]:|//)""", re.IGNORECASE)


def _pages(bundle: Path) -> list[Path]:
    return [bundle / "START-HERE.html", bundle / "index.html", *sorted((bundle / "data/site").rglob("*.html"))]


def test_no_page_leads_or_reaches_outside(bundle: Path) -> None:
    found = []
    for path in _pages(bundle):
        whole = path.read_text(encoding="utf-8")
        html = _METADATA.sub("", whole)
        found += [(path.name, address) for groups in _ADDRESS.findall(html)
                  for address in groups if leads_outside(address) and not address.startswith("data:")]
        assert _LEADS_ON.search(whole) is None, path
    assert found == []


def test_an_outside_link_of_the_site_is_printed_with_its_address(bundle: Path) -> None:
    html = (bundle / "data/site/places/oslo.html").read_text(encoding="utf-8")
    assert '<span class="d-url">https://www.geonames.org/' in html


def test_every_link_finds_its_file_and_anchor(bundle: Path) -> None:
    assert check_site(bundle / "data/site") == []
    for name in ("START-HERE.html", "index.html"):
        html = (bundle / name).read_text(encoding="utf-8")
        addresses = [one for groups in _ADDRESS.findall(html) for one in groups if one]
        assert addresses
        for address in addresses:
            assert Path(unquote(urlsplit(urljoin((bundle / name).as_uri(), address)).path)).is_file(), address


def test_ways_to_change_the_dossier_are_left_out(bundle: Path) -> None:
    for path in _pages(bundle):
        html = path.read_text(encoding="utf-8")
        for part in ("d-propose", "d-editline", 'class="d-edit"', "propose.js", "records.js"):
            assert part not in html, (path.name, part)


def test_the_editors_guide_is_not_of_the_dossier(bundle: Path) -> None:
    assert not (bundle / "data/site/guide").exists()
    for path in _pages(bundle):
        assert "guide/" not in path.read_text(encoding="utf-8"), path


def test_what_only_a_server_or_a_developer_needs_is_left_out(bundle: Path) -> None:
    names = [path.relative_to(bundle / "data/site").as_posix() for path in (bundle / "data/site").rglob("*")]
    wrong = re.compile(r"\.map$|sitemap|404|workers/|lunr|search_index|propose|quoting|(^|/)\.")
    assert [name for name in names if wrong.search(name)] == []
    assert "data/dossier.json" in names
    assert not any("sourceMappingURL" in path.read_text(encoding="utf-8")
                   for path in (bundle / "data/site").rglob("*") if path.suffix in (".js", ".css"))

"""The plain tree of the golden dossier under other builders: what MkDocs makes of the project, they make too."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import tinyhtml5
from playwright.sync_api import Page

from generator.adapters.cli import run
from generator.adapters.mkdocs.policy import add_policies
from generator.adapters.plain_headings import with_heading_ids
from generator.publishing.site_check import check_site
from tests.builders.environment import HERE, PAGE, build, commands, install_builders
from tests.support.reader import Reader

BUILDERS = ("ProperDocs", "Zensical")
_UNSEEN = {"head", "script", "style", "template", "noscript"}


@pytest.fixture(scope="module")
def tree(golden_project: Path) -> Path:
    """The plain tree of the same dossier."""
    folder = golden_project.parent / "tree"
    assert run(["markdown", "--project", str(golden_project), str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of the other builders."""
    return install_builders(tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="module", params=BUILDERS)
def other_site(request: pytest.FixtureRequest, tree: Path, programs: Path) -> Path:
    """The site that another builder makes of the tree."""
    folder = tree.with_name(request.param)
    shutil.copytree(tree, folder)
    return build(request.param, folder, programs)


def pages_of(site: Path) -> list[str]:
    """All pages of a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@cache
def words_of(path: Path) -> str:
    """What stands on a page for a reader, without the theme's own link past the masthead."""
    body = tinyhtml5.parse(path.read_text(encoding="utf-8")).find("{*}body")
    assert body is not None
    return " ".join(" ".join(_texts(body)).split())


def _texts(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"
    if name not in _UNSEEN and element.get("data-md-component") != "skip":
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def test_the_pages_are_the_same(golden_project: Path, other_site: Path) -> None:
    assert pages_of(other_site) == pages_of(golden_project / "site")


def test_every_page_says_the_same(golden_project: Path, other_site: Path) -> None:
    for uri in pages_of(golden_project / "site"):
        theirs, ours = words_of(other_site / uri), words_of(golden_project / "site" / uri)
        if 'http-equiv="refresh"' in (golden_project / "site" / uri).read_text(encoding="utf-8"):
            # A page that only leads on names its goal's address or its own, as the page on builders says.
            theirs, ours = (re.sub(r"https://\S+", "", words) for words in (theirs, ours))
        assert theirs == ours, uri


def test_what_is_no_page_is_the_same(golden_project: Path, other_site: Path) -> None:
    ours = {path.relative_to(golden_project / "site") for path in (golden_project / "site").rglob("*") if path.is_file()}
    own = {path for path in ours if path.suffix != ".html" and path.parts[:2] not in
           {("assets", "javascripts"), ("assets", "stylesheets"), ("assets", "images")}
           and not path.name.startswith("sitemap.xml")}
    assert any(path.parts[0] == "search" for path in own) and any(path.parts[0] == "data" for path in own)
    for path in own:
        assert (other_site / path).read_bytes() == (golden_project / "site" / path).read_bytes(), path


def test_links_anchors_and_policies_hold(other_site: Path) -> None:
    assert [str(found) for found in check_site(other_site)] == []


def search(reader: Reader, query: str) -> list[tuple[str | None, str]]:
    """What the field in the masthead of the first page lists, and where the list ends."""
    page = reader.open("index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type(query)
    page.locator("[data-search] [role=option]").first.wait_for()
    return [(item.get_attribute("class"), item.inner_text()) for item in page.locator("[data-search] [role=option]").all()]


@pytest.mark.parametrize("query", ["ferry", "seamen strike", "sjomannsforbundet"])
def test_search_from_disk_finds_the_same(golden_project: Path, other_site: Path, page: Page, query: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    ours = search(Reader(page, f"{(golden_project / 'site').as_uri()}/").listen(), query)
    with page.context.browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        reader = Reader(context.new_page(), f"{other_site.as_uri()}/").listen()
        assert search(reader, query) == ours
        assert reader.errors == reader.foreign == []


def test_former_addresses_lead_on(other_site: Path, page: Page) -> None:
    reader = Reader(page, f"{other_site.as_uri()}/").listen()
    reader.open("actors/nf-rederi.html")
    page.wait_for_url("**/actors/nordferje.html")


# The tree -------------------------------------------------------------------------------------------


def test_the_tree_needs_no_mkdocs(golden_project: Path, tree: Path, tmp_path: Path) -> None:
    code = ("import sys; sys.modules['mkdocs'] = None; from generator.adapters.cli import run;"
            f"sys.exit(run(['markdown', '--project', {str(golden_project)!r}, {str(tmp_path / 'tree')!r}]) or"
            f" 10 + run(['build', '--project', {str(golden_project)!r}]))")
    before = (golden_project / "site/index.html").stat().st_mtime_ns
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 11 and "dossier markdown" in done.stderr
    assert (golden_project / "site/index.html").stat().st_mtime_ns == before
    assert {path.relative_to(tree): path.read_bytes() for path in tree.rglob("*") if path.is_file()} == {
        path.relative_to(tmp_path / "tree"): path.read_bytes()
        for path in (tmp_path / "tree").rglob("*") if path.is_file()}


@pytest.mark.parametrize(("page", "expected"), [
    ("# One\n\n## Two words\n", '# One\n\n<h2 id="h-two-words">Two words</h2>\n'),
    ("## *Same*\n\n### Same\n", '<h2 id="h-same"><em>Same</em></h2>\n\n<h3 id="h-same_1">Same</h3>\n'),
    ("## To [another](about.md)\n", "## To [another](about.md)\n"),
    ("```\na\n\n## no heading\n\n```\n\n## B\n", '```\na\n\n## no heading\n\n```\n\n<h2 id="h-b">B</h2>\n'),
    ("<p>a\n## no heading</p>\n", "<p>a\n## no heading</p>\n"),
    ("## &lt;b&gt; \\*x\\*\n", '<h2 id="h-b-x">&lt;b&gt; *x*</h2>\n'),
])
def test_headings_keep_the_ids_that_links_lead_to(page: str, expected: str) -> None:
    assert with_heading_ids(page) == expected


def test_a_finished_site_gets_its_policies_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("index.html", "a/b.html"):
        (tmp_path / name).write_text('<!doctype html><meta charset="utf-8"><script>a()</script>', encoding="utf-8")
    assert [add_policies(tmp_path), add_policies(tmp_path)] == [2, 0]
    assert (tmp_path / "a/b.html").read_text(encoding="utf-8").count("script-src 'self' 'sha256-") == 1


# The page that tells of it --------------------------------------------------------------------------


def test_the_page_names_the_versions_that_are_tried() -> None:
    lock = dict(re.findall(r"^([\w-]+)==([\w.]+)", (HERE / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    for builder in BUILDERS:
        assert f"{builder} {lock[builder.casefold()]}" in PAGE.read_text(encoding="utf-8")


def test_the_page_installs_what_is_tried() -> None:
    wanted = (HERE / "requirements.in").read_text(encoding="utf-8").splitlines()
    named = {name for builder in BUILDERS for program, *words in commands(builder) if program == "pip"
             for name in words[1:]}
    assert named == {line for line in wanted if not line.startswith("#")}

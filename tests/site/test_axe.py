"""axe-core on every kind of page, in both schemes, on a phone and a wide screen, with everything unfolded.

It finds what can be found by rule, which is less than half of what keeps people out; the other tests of this folder
and the statement on the site say what else was looked at.
"""

import pytest
from playwright.sync_api import Page

from tests.support.golden import ROOT
from tests.support.node_packages import install_packages
from tests.support.page_kinds import KINDS
from tests.support.reader import Reader

#: Conformance to WCAG 2.0 to 2.2, levels A and AA, and what the makers of the rules advise beyond it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1440, 360)

_RUN = """async rules => {
  document.querySelectorAll('details').forEach(details => { details.open = true });
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return found.violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.target.join(' ')} ${node.html}`));
}"""


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core."""
    packages = install_packages(ROOT / "tests/node", tmp_path_factory.mktemp("node"))
    return (packages / "axe-core/axe.min.js").read_text(encoding="utf-8")


def found_in(page: Page, axe: str) -> list[str]:
    """What axe finds in a page, which it is put into as no script of the page: the page's policy stays in force."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(_RUN, RULES)
    return found


@pytest.mark.parametrize("uri", KINDS)
def test_axe_finds_nothing(http_reader: Reader, axe: str, uri: str) -> None:
    found: list[str] = []
    for scheme in ("light", "dark"):
        http_reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page = http_reader.open(uri)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += (f"{scheme}, {width}: {fault}" for fault in found_in(page, axe))
    assert not found, "\n".join(found)
    assert (http_reader.foreign, http_reader.errors) == ([], [])


def test_axe_sees_a_fault(http_reader: Reader, axe: str) -> None:
    page = http_reader.open("index.html")
    page.evaluate("() => document.querySelector('h1').insertAdjacentHTML('afterend', '<p><img src=\"data:,\"></p>')")
    assert any(fault.startswith("image-alt: ") for fault in found_in(page, axe))

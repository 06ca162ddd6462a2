"""The content security policy: strict, fitting the very page, and nothing the theme needs is blocked."""

import base64
import functools
import hashlib
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.adapters import cli
from generator.adapters.mkdocs.policy import add_policy, page_policy
from tests.adapters.tiny import make_project

HEAD = '<!doctype html><html><head><meta charset="utf-8">'


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_is_the_first_element_behind_the_charset() -> None:
    page = add_policy(HEAD + "<link rel=icon href=x></head></html>")
    assert re.match(re.escape(HEAD) + r'\s*<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ',
                    page)


def test_exactly_the_inline_scripts_of_the_page_are_allowed() -> None:
    policy = page_policy("<script>a()</script><script type='application/json'>{}</script><script src=x></script>"
                         "<SCRIPT type=module>\r\nb()</SCRIPT >")
    assert re.findall("'sha256-([^']*)'", policy) == sorted([_hash("a()"), _hash("\nb()")])
    assert "unsafe" not in policy


def test_a_page_without_scripts_allows_none() -> None:
    assert "script-src 'self';" in page_policy("<p>x</p>")


def test_a_preview_allows_the_servers_script_but_no_other_host() -> None:
    policy = page_policy("<script>a()</script>", is_preview=True)
    assert "script-src 'self' 'unsafe-inline';" in policy
    assert "default-src 'none'" in policy


def test_what_has_no_head_is_left_alone() -> None:
    assert add_policy("<svg/>") == "<svg/>"


# In a browser ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built tiny dossier."""
    project = make_project(tmp_path_factory.mktemp("policy") / "project")
    assert cli.run(["build", "--project", str(project)]) == 0
    return project / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served on this machine."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _blocked(page: Page) -> list[str]:
    """Fills with what the browser refuses from now on."""
    found: list[str] = []
    page.add_init_script("addEventListener('securitypolicyviolation', event => console.error('policy: ' + "
                         "event.violatedDirective + ' ' + event.blockedURI))")
    page.on("console", lambda message: found.append(message.text)
            if "policy" in message.text.lower() else None)
    return found


@pytest.mark.parametrize("name", ["index.html", "events/oslo-talks.html", "404.html"])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_policy_blocks_nothing_of_the_sites_own(
    name: str, scheme: str, page: Page, site: Path, address: str
) -> None:
    blocked = _blocked(page)
    page.goto(f"{address}/{name}" if scheme == "http" else (site / name).as_uri())
    page.wait_for_load_state("load")
    assert page.evaluate("typeof __md_get") == "function"
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    assert blocked == []


def test_search_works_under_the_policy(page: Page, address: str) -> None:
    blocked = _blocked(page)
    page.goto(f"{address}/index.html")
    page.get_by_role("combobox").press_sequentially("operator")
    page.get_by_role("option").first.wait_for()
    assert "Ferry operator" in page.get_by_role("option").first.inner_text()
    assert blocked == []


def test_an_injected_script_does_not_run(page: Page, site: Path) -> None:
    target = site / "injected.html"
    target.write_text(_with_script((site / "index.html").read_text("utf-8")), encoding="utf-8")
    blocked = _blocked(page)
    page.goto(target.as_uri())
    page.wait_for_load_state("load")
    target.unlink()
    assert page.evaluate("window.injected") is None
    assert blocked


def _with_script(html: str) -> str:
    return html.replace("</body>", "<script>window.injected = 1</script><img src=x onerror='injected = 2'></body>")

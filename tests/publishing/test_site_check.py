"""The checker over a built site: small sites that are good but for one fault, and a bare theme's site."""

import base64
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publishing import site_check
from generator.publishing.site_check import SITE_CODES, THEME_FAULTS, check_site, site_report

SCRIPT = 'document.documentElement.className = "js"'
DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; script-src 'self' 'sha256-{DIGEST}'; style-src 'self'; img-src 'self' data:"

PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="canonical" href="https://dossier.example/ferry/index.html">
<link rel="stylesheet" href="style.css">
<title>Ferry strike</title>
<script>{SCRIPT}</script>
<script type="application/json">{{"a": null}}</script>
</head>
<body>
<h1 id="top-heading">Ferry strike</h1>
<p>See <a href="events/oslo%2Dtalks.html#q-1">the talks</a> and <a href="#map">the map</a>.</p>
<h2>Around it</h2>
<ul><li><a href="events/">Events</a></li><li><a href="#">Up</a></li><li><a href="#top">Up</a></li></ul>
<p><a href="https://elsewhere.example/">Elsewhere</a> <a href="mailto:desk@dossier.example">Mail</a>
<a href="https://dossier.example/ferry/events/oslo-talks.html#q-1">Permanent</a></p>
<p><img src="map.svg#shore" alt=""> <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="dot"></p>
<svg viewBox="0 0 9 9" role="group" aria-labelledby="map-t"><title id="map-t">Map</title>
<g id="map"><a href="events/oslo-talks.html"><circle r="2"/></a><use href="#map-t"/></g></svg>
<dl><div><dt>When</dt><dd>4 March</dd></div></dl>
</body>
</html>
"""
TALKS = """<!doctype html>
<html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>Talks</title></head>
<body><h1>Talks</h1><blockquote id="q-1" lang="nb"><p>seks timer</p></blockquote>
<p><a href="../index.html#map">back</a></p></body></html>
"""
GOOD_SITE = {
    "index.html": PAGE,
    "events/oslo-talks.html": TALKS,
    "events/index.html": TALKS.replace("q-1", "q-2"),
    "style.css": '@namespace svg url("http://www.w3.org/2000/svg");\n'
    "/* url(gone.png) */\nb { background: url(map.svg) }\n",
    "map.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path id="shore" d="M0 0"/></svg>\n',
    "sitemap.xml": "<urlset>\n<url><loc>https://dossier.example/ferry/index.html</loc></url>\n</urlset>\n",
}


def write_site(folder: Path, files: dict[str, str]) -> Path:
    """The files of a site written below the folder."""
    for uri, text in files.items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def found(folder: Path, files: dict[str, str]) -> list[tuple[str, str, int]]:
    """Code, page and line of each finding in a site of these files."""
    return [(one.code, one.page, one.line) for one in check_site(write_site(folder, files))]


def test_a_good_site_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD_SITE) == []


TITLE = "<title>Ferry"
HOME, END = "index.html", "</body>"
#: Code, file, words to replace, words put in their place, line of the finding.
FAULTS = [
    ("broken-link", HOME, 'href="events/oslo%2Dtalks.html#q-1"', 'href="events/oslo-walks.html"', 14),
    ("broken-link", HOME, 'href="events/"', 'href="places/"', 16),
    ("broken-link", HOME, 'href="events/"', 'href="../ferry/index.html"', 16),
    ("broken-link", HOME, 'href="events/"', 'href="/other/index.html"', 16),
    ("broken-link", HOME, 'href="events/"', 'href="Events/index.html"', 16),
    ("broken-link", HOME, "ferry/events/oslo-talks.html#q-1", "ferry/events/none.html", 18),
    ("broken-link", HOME, ' href="events/oslo-talks.html"><c', ' xlink:href="gone.html"><c', 21),
    ("broken-link", HOME, 'src="map.svg#shore"', 'src="map.svg" srcset="map.svg 1x, gone.png 2x"', 19),
    ("broken-link", HOME, 'src="map.svg#shore"', 'src=""', 19),
    ("broken-link", HOME, END, '<form action="search.html"></form></body>', 23),
    ("broken-link", HOME, TITLE, '<meta http-equiv="refresh" content="0; url=gone.html">' + TITLE, 8),
    ("broken-link", "style.css", "url(map.svg)", "url('gone.png')", 3),
    ("broken-link", "style.css", "/* url(gone.png) */", '@import "gone.css";', 2),
    ("broken-link", "sitemap.xml", "ferry/index.html", "ferry/gone.html", 2),
    ("broken-link", "sitemap.xml", "dossier.example/ferry", "elsewhere.example/ferry", 2),
    ("broken-link", "map.svg", "<path", '<a href="gone.html"/><path', 1),
    ("broken-anchor", HOME, "talks.html#q-1\">the", "talks.html#q-9\">the", 14),
    ("broken-anchor", HOME, 'href="#map"', 'href="#maps"', 14),
    ("broken-anchor", HOME, 'href="#map-t"', 'href="#map-x"', 21),
    ("broken-anchor", HOME, "map.svg#shore", "map.svg#sea", 19),
    ("broken-anchor", HOME, "<circle", '<circle fill="url(#none)"', 21),
    ("broken-anchor", HOME, "ferry/events/oslo-talks.html#q-1", "ferry/events/#q-1", 18),
    ("bad-scheme", HOME, "https://elsewhere.example/", "javascript:alert(1)", 17),
    ("bad-scheme", HOME, "https://elsewhere.example/", "data:text/html,x", 17),
    ("bad-scheme", HOME, "https://elsewhere.example/", "https://[bad", 17),
    ("foreign-load", HOME, 'src="map.svg#shore"', 'src="https://cdn.example/map.svg"', 19),
    ("foreign-load", HOME, 'src="map.svg#shore"', 'src="//cdn.example/map.svg"', 19),
    ("foreign-load", HOME, 'src="map.svg#shore"', 'src="https://dossier.example/ferry/map.svg"', 19),
    ("foreign-load", HOME, TITLE, '<link rel="preconnect" href="https://cdn.example">' + TITLE, 8),
    ("foreign-load", HOME, 'href="style.css"', 'href="https://cdn.example/style.css"', 7),
    ("foreign-load", HOME, "<script>", '<script src="https://cdn.example/a.js"></script><script>', 9),
    ("foreign-load", "style.css", "url(map.svg)", "url( https://cdn.example/a.woff2 )", 3),
    ("foreign-load", "style.css", "url(map.svg)", 'image-set("https://cdn.example/a.png" 1x)', 3),
    ("foreign-load", "style.css", "/* url(gone.png) */", "@import url(//cdn.example/a.css);", 2),
    ("base-element", HOME, TITLE, '<base href="./">' + TITLE, 8),
    ("csp-missing", HOME, f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">', "", 1),
    ("csp-late", "events/index.html", "<meta", '<link rel="license" href="index.html"><meta', 3),
    ("csp-default", "events/index.html", "default-src 'self'", "script-src 'self'", 3),
    ("csp-default", "events/index.html", "default-src 'self'", "default-src 'self' data:", 3),
    ("csp-unsafe", HOME, "script-src 'self'", "script-src 'self' 'unsafe-eval'", 5),
    ("csp-unsafe", HOME, "script-src 'self'", "script-src 'self' 'unsafe-inline'", 5),
    ("csp-unsafe", HOME, "script-src 'self'", "script-src 'self' data:", 5),
    ("csp-foreign-host", HOME, "img-src 'self'", "img-src 'self' https:", 5),
    ("csp-foreign-host", HOME, "img-src 'self'", "img-src 'self' *.cdn.example", 5),
    ("csp-inline-script", HOME, '"js"</script>', '"js" </script>', 9),
    ("csp-inline-script", HOME, f"'sha256-{DIGEST}'", "", 9),
    ("csp-inline-style", HOME, "<h2>", '<h2 style="color: red">', 15),
    ("csp-inline-style", HOME, TITLE, "<style>b { top: 0 }</style><title>Ferry", 8),
    ("csp-handler", HOME, "<h2>", '<h2 onclick="go()">', 15),
    ("csp-blocks-own", HOME, "; img-src 'self' data:", "; img-src data:", 19),
    ("csp-blocks-own", HOME, "; style-src 'self'", "", 7),
    ("duplicate-id", HOME, "<h2>", '<h2 id="map">', 21),
    ("dangling-idref", HOME, 'aria-labelledby="map-t"', 'aria-labelledby="map-t map-d"', 20),
    ("dangling-idref", HOME, END, '<label for="field">Find</label></body>', 23),
    ("dangling-idref", HOME, "<h2>", '<h2 aria-describedby="gone">', 15),
    ("html-syntax", HOME, "<!doctype html>\n", "\n", 2),
    ("html-syntax", HOME, END, "<div></body>", 23),
    ("html-syntax", HOME, END, "<p>one<p>two</p></p></body>", 23),
    ("html-syntax", HOME, END, "<p>one<ul><li>two</li></ul></p></body>", 23),
    ("html-syntax", HOME, END, "<p><b>one<i>two</b></i></p></body>", 23),
    ("html-syntax", HOME, END, "<table><tr><td>a</td></tr><b>x</b></table></body>", 23),
    ("html-syntax", HOME, END, '<p class="a" class="b">x</p></body>', 23),
    ("html-syntax", HOME, END, "<p>&nosuch;</p></body>", 23),
    ("html-syntax", HOME, END, "<div/></body>", 23),
    ("xml-syntax", "map.svg", "</svg>", "", 2),
    ("xml-syntax", "sitemap.xml", "</urlset>", "</urls>", 3),
    ("nesting", HOME, "<h2>Around it</h2>", "<h2><div>Around it</div></h2>", 15),
    ("nesting", HOME, END, "<div><li>x</li></div></body>", 23),
    ("nesting", HOME, END, "<ul><div>x</div></ul></body>", 23),
    ("nesting", HOME, END, "<span><a href='#map'><div>x</div></a></span></body>", 23),
    ("nesting", HOME, END, "<button type='button'><a href='#map'>x</a></button></body>", 23),
    ("nesting", HOME, "<circle", "<a href='#map'><g/></a><circle", 21),
    ("nesting", HOME, "<dt>When", "<p>x</p><dt>When", 22),
    ("h1-count", HOME, "<h2>Around it</h2>", "<h1>Around it</h1>", 15),
    ("h1-count", "events/index.html", "<h1>Talks</h1>", "", 1),
    ("heading-skipped", HOME, "<h2>Around it</h2>", "<h3>Around it</h3>", 15),
    ("lang-missing", HOME, '<html lang="en">', "<html>", 1),
    ("title-missing", HOME, "<title>Ferry strike</title>", "<title> </title>", 1),
    ("title-missing", HOME, "<title>Ferry strike</title>", "", 1),
    ("image-without-alt", HOME, 'src="map.svg#shore" alt=""', 'src="map.svg#shore"', 19),
    ("leaked-value", HOME, "<dd>4 March</dd>", "<dd>None</dd>", 22),
    ("leaked-value", HOME, "4 March", "&lt;built-in method title of str object at 0x7f&gt;", 22),
]


@pytest.mark.parametrize(("code", "page", "old", "new", "line"), FAULTS)
def test_one_fault_gives_its_finding_and_no_other(
    tmp_path: Path, code: str, page: str, old: str, new: str, line: int
) -> None:
    assert GOOD_SITE[page].count(old) == 1
    files = GOOD_SITE | {page: GOOD_SITE[page].replace(old, new)}
    assert found(tmp_path, files) == [(code, page, line)]


def test_every_code_has_a_case() -> None:
    assert {code for code, *_ in FAULTS} == SITE_CODES.keys()


def test_two_policies_must_both_hold(tmp_path: Path) -> None:
    second = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>Talks'
    files = GOOD_SITE | {"events/index.html": GOOD_SITE["events/index.html"].replace("<title>Talks", second)}
    assert found(tmp_path, files) == []
    pictured = files["events/index.html"].replace("</h1>", '</h1><img src="../map.svg" alt="">')
    files["events/index.html"] = pictured
    assert found(tmp_path, files) == [("csp-blocks-own", "events/index.html", 5)]


def test_hashes_allow_styles_and_handlers_only_as_browsers_do(tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(b"top: 0").digest()).decode()
    page = GOOD_SITE["events/index.html"].replace("<h1>", '<h1 style="top: 0">')
    hashed = page.replace("default-src 'self'", f"default-src 'self'; style-src 'self' 'sha512-{digest}'")
    assert found(tmp_path, GOOD_SITE | {"events/index.html": hashed}) == [
        ("csp-inline-style", "events/index.html", 5)
    ]
    allowed = hashed.replace("style-src 'self'", "style-src 'self' 'unsafe-hashes'")
    assert found(tmp_path, GOOD_SITE | {"events/index.html": allowed}) == []


def test_a_site_that_names_no_address_is_checked_by_its_files(tmp_path: Path) -> None:
    own = ("canonical", "Permanent")
    bare = "\n".join(line for line in PAGE.splitlines() if not any(word in line for word in own))
    files = GOOD_SITE | {"index.html": bare.replace("Mail</a>", "Mail</a></p>"), "sitemap.xml": "<urlset/>"}
    assert found(tmp_path, files) == []
    files["404.html"] = TALKS.replace("../index.html#map", "/index.html#gone")
    assert found(tmp_path, files) == [("broken-anchor", "404.html", 6)]


ODD_BYTES = b"\xff\x00<a href='http://['><![x <svg><p></svg>&#0;<![CDATA[<table><b><tr></b><!"


def test_bytes_that_are_no_html_give_findings_not_exceptions(tmp_path: Path) -> None:
    (write_site(tmp_path, GOOD_SITE) / "odd.html").write_bytes(ODD_BYTES)
    assert {one.page for one in check_site(tmp_path)} == {"odd.html"}


def test_a_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_site(tmp_path)


def test_the_report_names_a_shared_fault_once(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD_SITE)
    assert site_report(check_site(tmp_path)) == "no problems found"
    for uri in ("events/index.html", "events/oslo-talks.html"):
        (tmp_path / uri).write_text(GOOD_SITE[uri].replace(' lang="en"', ""), encoding="utf-8")
    lines = site_report(check_site(tmp_path)).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("events/index.html:1: error[lang-missing]:")
    assert lines[1] == "2 errors in 2 files of the site"


def test_a_missing_parser_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tinyhtml5.parser", None)
    with pytest.raises(site_check.HtmlParserMissing, match="tinyhtml5"):
        check_site(write_site(tmp_path, GOOD_SITE))


BARE_SETTINGS = """
site_name: Bare
site_url: https://dossier.example/bare/
use_directory_urls: false
repo_url: https://code.example/bare
edit_uri: edit/main/docs/
nav: [index.md, Section: [more.md]]
not_in_nav: /records/
theme:
  name: material
  font: false
  features: [content.action.edit, navigation.footer, search.highlight]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
markdown_extensions: [attr_list, md_in_html, tables, toc: {permalink: true}]
"""
BARE_PAGE = "# Title\n\nWords.\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the theme alone: no plugin, no override, no policy."""
    folder = tmp_path_factory.mktemp("bare")
    pages = {"index.md": BARE_PAGE, "more.md": BARE_PAGE, "records/one.md": BARE_PAGE}
    write_site(folder, {"mkdocs.yml": BARE_SETTINGS} | {f"docs/{uri}": text for uri, text in pages.items()})
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=folder, env=quiet, check=True, timeout=120)
    return folder / "site"


def test_the_excused_faults_are_those_of_the_bare_theme(
    bare_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_check, "THEME_FAULTS", frozenset())
    theme = {(one.code, one.detail) for one in check_site(bare_site) if one.code != "csp-missing"}
    assert theme == THEME_FAULTS


def test_the_bare_theme_lacks_nothing_but_a_policy(bare_site: Path) -> None:
    assert {one.code for one in check_site(bare_site)} == {"csp-missing"}

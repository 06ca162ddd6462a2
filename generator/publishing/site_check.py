"""The checker over a built static site: what a reader, a browser or an archive would stumble over.

Owns the walk over the files, the resolving of addresses to files and anchors, and the report.
It must not know what built the site or what it is about; of the generator it imports its own parts alone.
Last in the pipeline: `make check-dossier` runs it over the real site, the tests over the golden one.
"""

import gc
import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from generator.publishing.site_page import SiteFinding, SitePage, SiteReference, parse_css, parse_page
from generator.publishing.site_policy import check_policy

__all__ = ["SITE_CODES", "THEME_FAULTS", "HtmlParserMissing", "SiteFinding", "check_site", "site_report"]

#: Every code of a finding and what it says of the page.
SITE_CODES = {
    "broken-link": "an address of the site that leads to no file",
    "broken-anchor": "a fragment that no element of the target page bears as its id",
    "bad-scheme": "a link that is neither http, https nor mailto, or an address that cannot be read",
    "foreign-load": "something fetched from another host, or from the site's own by its full address",
    "base-element": "a base element, which turns every fragment link into a link to another page",
    "csp-missing": "a page without a content security policy",
    "csp-late": "a policy that comes after a script, style or link and so does not hold for it",
    "csp-default": "a policy whose default-src is neither 'none' nor 'self'",
    "csp-unsafe": "a policy that lets any inline or built script run",
    "csp-foreign-host": "a policy that allows another host",
    "csp-inline-script": "an inline script whose hash the policy lacks",
    "csp-inline-style": "a style element or attribute that the policy blocks",
    "csp-handler": "an event handler attribute that the policy blocks",
    "csp-blocks-own": "something of the site's own that the policy blocks",
    "duplicate-id": "an id that an earlier element of the page bears",
    "dangling-idref": "an attribute that names an id the page does not have",
    "html-syntax": "an error that the HTML parser reports",
    "xml-syntax": "an XML or SVG file that is not well-formed",
    "nesting": "an element where the HTML standard does not allow it",
    "h1-count": "a page without exactly one main heading",
    "heading-skipped": "a heading more than one level below the one before",
    "lang-missing": "an html element without a language",
    "title-missing": "a page without a title",
    "image-without-alt": "an image without alternative text, not even an empty one",
    "leaked-value": "the name of a program's value where a reader expects words",
}

#: What a bare page of the theme gets wrong too, as (code, detail): it does not count. A test builds such
#: a page and holds this list to what it finds, so nothing stays excused once the theme has mended it.
#: On a page that is not in the navigation the contents' label names a switch that is not there.
THEME_FAULTS = frozenset({("dangling-idref", "for=__toc")})

_LINK_SCHEMES = {"http", "https", "mailto"}
_LOADS_AS_DATA = {"image", "media", "css"}
_LOC = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)


class HtmlParserMissing(RuntimeError):
    """The HTML5 parser is not installed; the message says what to install."""


@dataclass(frozen=True, slots=True)
class _Site:
    """What addresses resolve against: all files, the ids of each page, the address it is published under."""

    files: frozenset[str]
    ids: dict[str, set[str]]
    base: str

    @property
    def base_path(self) -> str:
        return urlsplit(self.base).path or "/"


def check_site(site_path: Path) -> list[SiteFinding]:
    """All faults of the built site below this folder, by page and line, without those of the bare theme.

    Raises `HtmlParserMissing` without the package tinyhtml5, and `FileNotFoundError` where no page stands.
    """
    make_parser = _html_parser()
    paths = (path for path in site_path.rglob("*") if path.is_file())
    files = frozenset(path.relative_to(site_path).as_posix() for path in paths)
    if not any(uri.endswith(".html") for uri in files):
        raise FileNotFoundError(f"no page of a built site in {site_path}")
    pages: list[SitePage] = []
    findings: list[SiteFinding] = []
    with _garbage_held():
        for uri in sorted(files):
            if uri.endswith((".html", ".svg", ".css", ".xml")):
                text = (site_path / uri).read_bytes().decode("utf-8-sig", errors="replace")
                findings += _check_syntax(uri, text, make_parser)
                pages.append(_read_file(uri, text))
    ids = {page.uri: page.ids.keys() | page.names for page in pages if page.uri.endswith((".html", ".svg"))}
    site = _Site(files, ids, _find_base(pages))
    for page in pages:
        findings += _check_file(site, page)
    return sorted({found for found in findings if (found.code, found.detail) not in THEME_FAULTS})


def site_report(findings: Iterable[SiteFinding]) -> str:
    """The findings as lines, one per fault however many pages share it; the last line counts them."""
    places: dict[tuple[str, str], list[SiteFinding]] = {}
    for found in sorted(findings):
        places.setdefault((found.code, found.detail), []).append(found)
    if not places:
        return "no problems found"
    lines = []
    for (code, detail), group in places.items():
        more = f" (and {len(group) - 1} more like it)" if len(group) > 1 else ""
        lines.append(f"{group[0].page}:{group[0].line}: error[{code}]: {detail}{more}")
    pages = {found.page for group in places.values() for found in group}
    total = sum(map(len, places.values()))
    lines.append(f"{total} error{'s' * (total > 1)} in {len(pages)} file{'s' * (len(pages) > 1)} of the site")
    return "\n".join(lines)


def _html_parser() -> Any:
    # tinyhtml5 keeps the standard's parse errors with their positions, as its ancestor html5lib does, and is
    # still kept up; html5lib had its last release in 2020. The standard library's parser reports no errors.
    try:
        from tinyhtml5.parser import HTMLParser
    except ImportError as error:
        raise HtmlParserMissing(
            "checking a built site needs the package tinyhtml5; it comes with the test requirements"
        ) from error
    return HTMLParser


@contextmanager
def _garbage_held() -> Iterator[None]:
    """Collect no garbage meanwhile: the parser's trees are cyclic and make every collection slow."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _check_syntax(uri: str, text: str, make_parser: Any) -> Iterator[SiteFinding]:
    if uri.endswith((".xml", ".svg")):
        try:
            ElementTree.fromstring(text.encode())
        except ElementTree.ParseError as error:
            yield SiteFinding(uri, error.position[0], "xml-syntax", error.msg)
    elif uri.endswith(".html"):
        parser = make_parser()
        parser.parse(text)
        # One mistake makes the parser stumble several times: the first on a line is the one to mend.
        for (line, _), code, values in {error[0][0]: error for error in reversed(parser.errors)}.values():
            yield SiteFinding(uri, line, "html-syntax", " ".join((code, *map(str, values.values()))))


def _read_file(uri: str, text: str) -> SitePage:
    if uri.endswith((".html", ".svg")):
        return parse_page(uri, text)
    page = SitePage(uri)
    if uri.endswith(".css"):
        page.references += (found for found in parse_css(text) if not found.url.startswith("#"))
    elif posixpath.basename(uri) == "sitemap.xml":
        for match in _LOC.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            page.references.append(SiteReference("location", unescape(match[1]), line))
    return page


def _find_base(pages: list[SitePage]) -> str:
    """The address the site is published under, ending in `/`, from a page that names its own; or empty."""
    for page in sorted(pages, key=lambda page: (page.uri != "index.html", page.uri)):
        canonical = unquote(page.canonical)
        for own in (page.uri, page.uri.removesuffix("index.html")):
            if canonical.endswith("/" + own) and urlsplit(canonical).netloc:
                return canonical.removesuffix(own)
    return ""


def _check_file(site: _Site, page: SitePage) -> Iterator[SiteFinding]:
    yield from page.faults
    for reference in page.references:
        code = _reference_fault(site, page.uri, reference)
        if code:
            yield SiteFinding(page.uri, reference.line, code, reference.url[:200])
    for name, target, line in page.idrefs:
        if target not in page.ids:
            yield SiteFinding(page.uri, line, "dangling-idref", f"{name}={target}")
    if page.uri.endswith(".html"):
        yield from check_policy(page)
        yield from _check_head_and_headings(page)


def _check_head_and_headings(page: SitePage) -> Iterator[SiteFinding]:
    if not page.lang:
        yield SiteFinding(page.uri, 1, "lang-missing", "the html element has no lang")
    if not page.title.strip():
        yield SiteFinding(page.uri, 1, "title-missing", "no title in the head")
    tops = [line for level, line in page.headings if level == 1]
    if len(tops) != 1:
        yield SiteFinding(page.uri, (tops or [1])[-1], "h1-count", f"{len(tops)} h1")
    before = 0
    for level, line in page.headings:
        if level > before + 1:
            after = f"h{before}" if before else "no heading"
            yield SiteFinding(page.uri, line, "heading-skipped", f"h{level} after {after}")
        before = level


def _reference_fault(site: _Site, uri: str, reference: SiteReference) -> str:
    """The code of what is wrong with an address, or empty."""
    try:
        parts = urlsplit(reference.url)
    except ValueError:
        return "bad-scheme"
    address = unquote(parts._replace(query="", fragment="").geturl())
    if site.base and reference.kind in {"link", "location"} and (address + "/").startswith(site.base):
        return _target_fault(site, address[len(site.base):], parts.fragment)
    if reference.kind == "location" and (site.base or parts.netloc):
        return "broken-link"
    if parts.scheme or parts.netloc:
        return _outside_fault(reference.kind, parts.scheme.lower())
    if not parts.path:
        empty_load = not parts.fragment and reference.kind != "link"
        return "broken-link" if empty_load else _target_fault(site, uri, parts.fragment)
    return _target_fault(site, _site_uri(site, uri, unquote(parts.path)), parts.fragment)


def _outside_fault(kind: str, scheme: str) -> str:
    if kind == "link":
        return "" if not scheme or scheme in _LINK_SCHEMES else "bad-scheme"
    if scheme == "data":
        return "" if kind in _LOADS_AS_DATA else "bad-scheme"
    return "foreign-load" if scheme in {"", "http", "https", "ws", "wss", "ftp"} else "bad-scheme"


def _site_uri(site: _Site, uri: str, path: str) -> str:
    """The file a path in this page means, relative to the site; `..` in front where it leaves the site."""
    if path.startswith("/"):
        return path[len(site.base_path):] if (path + "/").startswith(site.base_path) else ".."
    folder = posixpath.dirname(uri)
    return posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")


def _target_fault(site: _Site, target: str, fragment: str) -> str:
    file = _file_of(site, target)
    if not file:
        return "broken-link"
    fragment = fragment.partition(":~:")[0]
    if file not in site.ids or not fragment or fragment.lower() == "top":
        return ""
    return "" if {fragment, unquote(fragment)} & site.ids[file] else "broken-anchor"


def _file_of(site: _Site, target: str) -> str:
    """The file a server would send for this path: itself, or the index page of the folder it names."""
    if target in site.files:
        return target
    index = posixpath.normpath(posixpath.join(target, "index.html"))
    return index if index in site.files else ""

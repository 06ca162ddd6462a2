"""One built page as the site's checker sees it: its references, ids, headings, scripts and policy.

Owns the reading of HTML, SVG and CSS into plain facts, with the faults that show in one page alone.
Knows nothing of other pages, of files or of records. Used by `site_check` only, after the site is built.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.publishing.site_markup import VOID_TAGS, closed_by, is_foreign, nesting_fault


@dataclass(frozen=True, slots=True, order=True)
class SiteFinding:
    """One fault of the built site.

    `page` is the site-relative, `/`-separated path of the file, `line` is 1-based, `code` is a key of
    `site_check.SITE_CODES`, `detail` names what is wrong in the page's own words.
    """

    page: str
    line: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class SiteReference:
    """An address in a page; `kind` is `link` where a reader follows it, else what the browser fetches."""

    kind: str
    url: str
    line: int


@dataclass(frozen=True, slots=True)
class InlineCode:
    """Code in the page itself that a policy must allow; `kind`: script, style, style-attribute, handler."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """A content security policy; `late` where a script, style or link comes before it, or in the body."""

    content: str
    line: int
    late: bool


@dataclass(slots=True)
class SitePage:
    """The facts of one file, in the order of the page; `faults` are those that need no other page."""

    uri: str
    references: list[SiteReference] = field(default_factory=list)
    inline: list[InlineCode] = field(default_factory=list)
    policies: list[PagePolicy] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    idrefs: list[tuple[str, str, int]] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    canonical: str = ""
    title: str = ""
    lang: str = ""
    faults: list[SiteFinding] = field(default_factory=list)

    def add(self, code: str, line: int, detail: str) -> None:
        """Add a fault of this page."""
        self.faults.append(SiteFinding(self.uri, line, code, detail))


#: What a browser fetches by itself, by element and attribute; every other address is a link.
_LOADS = {
    ("script", "src"): "script", ("script", "href"): "script", ("script", "xlink:href"): "script",
    ("img", "src"): "image", ("input", "src"): "image", ("video", "poster"): "image",
    ("image", "href"): "image", ("image", "xlink:href"): "image",
    ("feimage", "href"): "image", ("feimage", "xlink:href"): "image",
    ("use", "href"): "image", ("use", "xlink:href"): "image",
    ("video", "src"): "media", ("audio", "src"): "media",
    ("source", "src"): "media", ("track", "src"): "media",
    ("iframe", "src"): "frame", ("frame", "src"): "frame",
    ("embed", "src"): "object", ("object", "data"): "object", ("a", "ping"): "connect",
}
_LINK_RELS = {
    "stylesheet": "style", "icon": "image", "apple-touch-icon": "image", "mask-icon": "image",
    "manifest": "manifest", "preload": "hint", "modulepreload": "script", "prefetch": "hint",
    "preconnect": "hint", "dns-prefetch": "hint", "prerender": "hint",
}
_URL_ATTRIBUTES = {"href", "xlink:href", "src", "action", "formaction", "poster", "ping"}
_SOURCE_SETS = {"srcset", "imagesrcset"}
_ID_ATTRIBUTES = {
    "for", "list", "headers",
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns",
}
_SCRIPT_TYPES = {
    "", "module", "importmap", "speculationrules", "text/javascript", "application/javascript",
    "text/ecmascript", "application/ecmascript",
}
_UNSEEN = {"script", "style", "template", "code", "pre", "textarea"}
# Braces of templates are no mark: articles and records may hold them, and must show them as text.
_LEAKED_WORDS = {"None", "undefined", "null", "NaN", "Undefined"}
_LEAKED_PARTS = re.compile(r"<built-in|object at 0x|<generator object|\[object Object\]|<bound method")
_SOURCE_SET = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"^[\s\d.]*[;,]\s*(?:url\s*=\s*)?[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.DOTALL)
_CSS = re.compile(
    r"/\*.*?\*/"
    r"|@namespace[^;]*;"
    r"|@import\s+(?P<sheet>\"[^\"]*\"|'[^']*')"
    r"|@import\s+url\(\s*(?P<sheet_url>\"[^\"]*\"|'[^']*'|[^)]*?)\s*\)"
    r"|\burl\(\s*(?P<url>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^)]*?)\s*\)"
    r"|(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')",
    re.IGNORECASE | re.DOTALL,
)


def parse_page(uri: str, text: str) -> SitePage:
    """The facts of an HTML page or SVG file from its text; errors of its syntax are ignored."""
    reader = _PageReader(SitePage(uri))
    reader.feed(text)
    reader.close()
    return reader.page


def parse_css(text: str, first_line: int = 1) -> Iterator[SiteReference]:
    """Every address a stylesheet or style attribute loads; `kind` is `style` for `@import`, else `css`."""
    line, position = first_line, 0
    for match in _CSS.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        sheet = match["sheet"] or match["sheet_url"]
        url = (sheet or match["url"] or "").strip("\"'").strip()
        if not url and match["text"] and re.match(r"https?:|//", match["text"][1:]):
            url = match["text"].strip("\"'")  # image-set() and src() name addresses as bare strings
        if url:
            yield SiteReference("style" if sheet else "css", url, line)


class _PageReader(HTMLParser):
    """Fills a `SitePage` tag by tag; keeps the open elements as a browser would for well-formed pages."""

    def __init__(self, page: SitePage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._open: list[str] = []
        self._loads_seen = False
        self._code: InlineCode | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if self._code and tag == self._code.kind:
            self._finish_code()

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        # The standard library of Python 3.11 fails on `<![x`; a browser reads a comment.
        return self.parse_bogus_comment(i, report)

    def handle_data(self, data: str) -> None:
        if self._code:
            self._code = InlineCode(self._code.kind, self._code.text + data, self._code.line)
        elif self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.page.title += data
        words = data.strip()
        if (words in _LEAKED_WORDS or _LEAKED_PARTS.search(words)) and _UNSEEN.isdisjoint(self._open):
            self.page.add("leaked-value", self.getpos()[0], words[:60])

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> None:
        line = self.getpos()[0]
        # A browser keeps the first of two attributes; the parser of errors reports the second.
        values = {name: value or "" for name, value in reversed(attrs)}
        foreign = tag == "svg" or is_foreign(self._open)
        if not foreign:
            while self._open and self._open[-1] in closed_by(tag):
                self._open.pop()
        if fault := nesting_fault(tag, self._open):
            self.page.add("nesting", line, fault)
        self._note_element(tag, values, line)
        self._note_attributes(tag, values, line)
        if not (closed if foreign else tag in VOID_TAGS):
            self._open.append(tag)

    def _note_element(self, tag: str, values: dict[str, str], line: int) -> None:
        if tag == "html":
            self.page.lang = values.get("lang", "").strip()
        elif tag == "meta":
            self._note_meta(values, line)
        elif tag == "img" and "alt" not in values:
            self.page.add("image-without-alt", line, values.get("src", ""))
        elif tag == "base":
            self.page.add("base-element", line, values.get("href", ""))
        elif re.fullmatch("h[1-6]", tag):
            self.page.headings.append((int(tag[1]), line))
        elif tag == "style" or (tag == "script" and not {"src", "href", "xlink:href"} & values.keys()):
            if tag == "style" or values.get("type", "").strip().lower() in _SCRIPT_TYPES:
                self._code = InlineCode(tag, "", line)
        self._loads_seen = self._loads_seen or tag in {"script", "style", "link"}

    def _note_meta(self, values: dict[str, str], line: int) -> None:
        kind, content = values.get("http-equiv", "").lower(), values.get("content", "")
        if kind == "content-security-policy":
            late = self._loads_seen or "body" in self._open
            self.page.policies.append(PagePolicy(content, line, late))
        elif kind == "refresh" and (match := _REFRESH.match(content)):
            self._refer("link", match[1], line)

    def _note_attributes(self, tag: str, values: dict[str, str], line: int) -> None:
        for name, value in values.items():
            if name == "id":
                self._note_id(value, line)
            elif name == "name" and tag == "a":
                self.page.names.add(value)
            elif name in _URL_ATTRIBUTES or (tag, name) in _LOADS:
                self._note_url(tag, name, values, line)
            elif name in _SOURCE_SETS:
                for match in _SOURCE_SET.finditer(value):
                    self._refer("image", match[1], line)
            elif name in _ID_ATTRIBUTES:
                self.page.idrefs += [(name, target, line) for target in value.split()]
            elif name == "style":
                self.page.inline.append(InlineCode("style-attribute", value, line))
                self.page.references += parse_css(value, line)
            elif name.startswith("on"):
                self.page.inline.append(InlineCode("handler", value, line))
            elif "url(" in value and "svg" in (tag, *self._open):
                self.page.references += parse_css(value, line)

    def _note_id(self, value: str, line: int) -> None:
        if value in self.page.ids:
            self.page.add("duplicate-id", line, value)
        self.page.ids.setdefault(value, line)

    def _note_url(self, tag: str, name: str, values: dict[str, str], line: int) -> None:
        kind = _LOADS.get((tag, name), "link")
        if tag == "link":
            rels = values.get("rel", "").lower().split()
            kind = next((_LINK_RELS[rel] for rel in rels if rel in _LINK_RELS), "link")
            if "canonical" in rels:
                self.page.canonical = values[name].strip()
        self._refer(kind, values[name], line)

    def _refer(self, kind: str, url: str, line: int) -> None:
        self.page.references.append(SiteReference(kind, url.strip(), line))

    def _finish_code(self) -> None:
        assert self._code is not None
        self.page.inline.append(self._code)
        if self._code.kind == "style":
            self.page.references += parse_css(self._code.text, self._code.line)
        self._code = None

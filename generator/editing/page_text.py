"""A web page as lines of text, each with where on the page it stood, and what the page says of itself to machines.

Owns the reading of HTML, with selectolax. Nothing a reader would see is left out: what is not article is told apart
by its part of the page, and proposed as boilerplate. Knows no record.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Part = Literal["", "title", "byline", "date", "caption", "related_link", "menu", "page_furniture"]

_UNSEEN = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "canvas", "-comment",
           "-doctype"}
_IN_LINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
            "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "label"}
_PARTS: dict[str, Part] = {"h1": "title", "figcaption": "caption", "nav": "menu", "aside": "page_furniture",
                           "footer": "page_furniture", "form": "page_furniture"}
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author)(?:$|[\s_-])", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report")


#: A longer line is text that names an author or a day, not a byline or a date line.
_LONGEST_MARK = 150


class HtmlReaderMissing(Exception):
    """selectolax is not installed; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page and the part of the page it stood in (empty: the article's text, or unknown)."""

    text: str
    part: Part = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page tells machines; empty where it does not. `published` is a time stamp as it stands there."""

    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    section: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in order, and its facts."""

    lines: tuple[PageLine, ...]
    facts: PageFacts = field(default=PageFacts())

    @property
    def text(self) -> str:
        """The lines as the text of a seed."""
        return "".join(f"{line.text}\n" for line in self.lines)


def read_page(data: bytes) -> Page:
    """The page in these bytes. Never raises on any bytes; raises `HtmlReaderMissing` without the library."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise HtmlReaderMissing("reading a web page needs selectolax: pip install selectolax") from None
    tree = LexborHTMLParser(decode_page(data).replace("\0", ""))
    body = tree.body
    if body is None:
        return Page(())
    main = [node for node in tree.css("article, main") if len(node.text(deep=True).split()) > 40]
    collector = _Collector(has_main=bool(main))
    collector.walk(body)
    return Page(tuple(collector.lines), _facts(tree))


def decode_page(data: bytes) -> str:
    """The page's text by its byte order mark, else UTF-8 where that fits, else the set it names, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
        try:
            return data.decode(named[1].decode("ascii") if named else "windows-1252", "replace")
        except LookupError:
            return data.decode("windows-1252", "replace")


# Lines ----------------------------------------------------------------------------------------------


@dataclass
class _Collector:
    """The lines so far, and the line being put together: its pieces and how much of it is a link."""

    has_main: bool
    lines: list[PageLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    part: Part = ""

    def walk(self, root: "LexborNode") -> None:
        """Go through the tree without recursion, since pages may be nested without end."""
        outside: Part = "page_furniture" if self.has_main else ""
        # None ends the line of a block behind its last child.
        waiting: list[tuple[LexborNode | None, Part, bool]] = [(root, outside, False)]
        while waiting:
            node, part, in_link = waiting.pop()
            if node is None:
                self._end()
            elif node.tag == "-text":
                self._add(node.text(deep=False), part, in_link)
            elif node.tag == "br":
                self._end()
            elif node.tag not in _UNSEEN and "hidden" not in node.attributes:
                below = _part_of(node, part)
                if node.tag not in _IN_LINE:
                    self._end()
                    waiting.append((None, below, False))
                children = list(node.iter(include_text=True))
                waiting += [(child, below, in_link or node.tag == "a") for child in reversed(children)]
        self._end()

    def _add(self, text: str | None, part: Part, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            self.part = self.part or part
            self.linked += len(text.strip()) if in_link else 0

    def _end(self) -> None:
        text = _SPACES.sub(" ", "".join(self.pieces)).strip(" ")
        if text.strip():
            is_link = self.linked >= 0.9 * len(text) and not self.part
            is_short = len(text) <= _LONGEST_MARK or self.part not in ("byline", "date")
            self.lines.append(PageLine(text, "related_link" if is_link else self.part if is_short else ""))
        self.pieces, self.linked, self.part = [], 0, ""


def _part_of(node: "LexborNode", around: Part) -> Part:
    tag, attributes = node.tag or "", node.attributes
    if tag in ("article", "main"):
        return ""
    if around in ("menu", "page_furniture") and tag not in ("h1", "nav"):
        return around
    if tag in _PARTS:
        return _PARTS[tag]
    said = " ".join(filter(None, (attributes.get(name) for name in ("class", "rel", "itemprop"))))
    if tag == "time":
        return around or "date"
    return "byline" if not around and tag != "body" and _BYLINE.search(said) else around


# Facts ----------------------------------------------------------------------------------------------


def _facts(tree: Any) -> PageFacts:
    data = _linked_data(tree)
    metas = {(node.attributes.get("property") or node.attributes.get("name") or "").lower():
             html.unescape(node.attributes.get("content") or "") for node in tree.css("meta[content]")}
    stamp = tree.css_first("time[datetime]")
    canonical = tree.css_first("link[rel=canonical]")
    root = tree.css_first("html")
    return PageFacts(
        title=_text(data.get("headline")) or metas.get("og:title", ""),
        published=_text(data.get("datePublished")) or metas.get("article:published_time", "")
        or (stamp.attributes.get("datetime") or "" if stamp else ""),
        authors=tuple(_names(data.get("author"))) or tuple(filter(None, [metas.get("author", "")])),
        publisher=next(_names(data.get("publisher")), "") or metas.get("og:site_name", ""),
        language=_text(data.get("inLanguage")) or (root.attributes.get("lang") or "" if root else ""),
        section=_text(data.get("articleSection")) or metas.get("article:section", ""),
        url=(canonical.attributes.get("href") or "" if canonical else "") or metas.get("og:url", ""))


def _linked_data(tree: Any) -> dict[str, Any]:
    """The first description of an article in the page's JSON-LD; empty where there is none."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            waiting: list[Any] = [json.loads(node.text(deep=True) or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                if _ARTICLE_TYPES.search(str(value.get("@type", ""))):
                    return value
                waiting += [value["@graph"]] if "@graph" in value else []
    return {}


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = _text(item.get("name")) if isinstance(item, dict) else _text(item)
        if name:
            yield name


def _text(value: Any) -> str:
    return html.unescape(value).strip() if isinstance(value, str) else ""

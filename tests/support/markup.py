"""Generated Markdown as a browser would see it: built as the builder does, then read as elements and texts.

Owns how two pages are compared. Knows no record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any

import yaml
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from tests.support.golden import ROOT


@dataclass(frozen=True)
class Element:
    """A start tag: its name, and its attributes with their values."""

    name: str
    attributes: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True)
class Content:
    """A page: its front matter, and start tags (`Element`), end tags and texts (`str`) in their order."""

    meta: dict[str, Any]
    pieces: tuple[Element | str, ...]

    @property
    def elements(self) -> Iterator[Element]:
        """The start tags."""
        return (piece for piece in self.pieces if isinstance(piece, Element))

    @property
    def text(self) -> str:
        """What a reader sees, white space folded."""
        return folded(" ".join(piece for piece in self.pieces
                               if isinstance(piece, str) and not piece.startswith("\0")))


class _Reader(HTMLParser):
    """Collects pieces; an end tag, a comment or a declaration is a string that starts with NUL."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Element | str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(Element(tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(f"\0/{tag}")

    def handle_comment(self, data: str) -> None:
        self.pieces.append(f"\0!{data}")

    def handle_decl(self, decl: str) -> None:
        self.pieces.append(f"\0!{decl}")

    unknown_decl = handle_pi = handle_decl

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        if self.pieces and isinstance(self.pieces[-1], str) and not self.pieces[-1].startswith("\0"):
            data = self.pieces.pop() + data
        self.pieces.append(data)


@cache
def _markdown() -> Markdown:
    """Python-Markdown with the extensions that `mkdocs.yml` names, and those MkDocs adds by itself."""
    config = MkDocsConfig(config_file_path=str(ROOT / "mkdocs.yml"))
    # Only the extensions are wanted: the plugins would read the project beside the file.
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config.load_dict({"site_name": "x", "markdown_extensions": settings["markdown_extensions"]})
    config.validate()
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def read_page(text: str) -> Content:
    """A generated page's Markdown as its front matter and the pieces of its HTML."""
    meta, body = _split(text)
    reader = _Reader()
    reader.feed(_markdown().reset().convert(body))
    reader.close()
    return Content(meta, tuple(reader.pieces))


def _split(text: str) -> tuple[dict[str, Any], str]:
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if not found:
        return {}, text
    return _unescaped(yaml.safe_load(found[1])), text[found.end():]


def _unescaped(value: Any) -> Any:
    """Front matter as it was before it became HTML, which the theme prints as it stands."""
    if isinstance(value, dict):
        return {key: _unescaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unescaped(item) for item in value]
    return unescape(value) if isinstance(value, str) else value


def folded(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())

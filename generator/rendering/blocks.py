"""A page as a sequence of blocks, and Markdown as their serialisation: the contract every builder takes."""

import json
from dataclasses import dataclass

from generator.model.outputs import OutputFile
from generator.rendering.markup import escape_html, escape_markdown, visible_text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page's text; levels 1 and 2."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """Finished HTML that Markdown has no words for; one block, no empty line in it."""

    html: str


@dataclass(frozen=True, slots=True)
class Written:
    """Markdown that editors wrote by hand."""

    markdown: str


Block = Heading | Prose | Html | Written


@dataclass(frozen=True, slots=True)
class Head:
    """What only machines and tabs show: `title` with what it belongs to; `modified` (ISO 8601) of a record's page.

    `citation` holds names and contents of further elements, several of one name in order.
    """

    title: str
    modified: str = ""
    citation: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageMeta:
    """A page's front matter: `kind` chooses its layout, `description` is for previews and search engines.

    `language` is the page's own where it is not the site's.
    `redirect_to` is the address, as raw HTML on this page has it, to which a page that only leads on sends readers.
    `styles` and `scripts` name the files below `assets/` that this page needs besides those of all pages.
    """

    kind: str
    title: str
    description: str = ""
    redirect_to: str = ""
    language: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its place, front matter and blocks, and the file an edit link leads to."""

    uri: str
    meta: PageMeta
    blocks: tuple[Block, ...]
    edit_path: str = ""


def render_markdown(page: Page) -> OutputFile:
    """The page as Markdown with front matter."""
    parts = [_front_matter(page.meta), *(_block(block) for block in page.blocks)]
    return OutputFile(page.uri, "\n\n".join(parts) + "\n", edit_path=page.edit_path)


def _front_matter(meta: PageMeta) -> str:
    head = meta.head or Head("")
    fields = {"kind": meta.kind, "title": meta.title, "description": meta.description, "head_title": head.title,
              "modified": head.modified, "redirect_to": meta.redirect_to, "lang": meta.language}
    lines = [f"{key}: {_quoted(value)}" for key, value in fields.items() if value]
    if head.citation:
        lines += ["citation:", *(f"  - [{_quoted(name)}, {_quoted(value)}]" for name, value in head.citation)]
    lines_of = {"styles": meta.styles, "scripts": meta.scripts}
    assets = (f"{key}: {json.dumps(list(names))}" for key, names in lines_of.items() if names)
    return "\n".join(["---", *lines, *assets, "---"])


def _quoted(text: str) -> str:
    """A JSON string without line ends or control characters is a YAML string; the theme prints it unescaped."""
    return json.dumps(escape_html(visible_text(text)), ensure_ascii=False)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return "#" * level + " " + escape_markdown(text)
        case Prose(text=text):
            return escape_markdown(text)
        case Html(html=html):
            return html
        case Written(markdown=markdown):
            return markdown.strip("\n")

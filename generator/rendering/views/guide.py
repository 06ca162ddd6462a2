"""The editors' guide as pages of the site: the walk-throughs, every field, every finding.

Owns how their Markdown, written for files of a repository, becomes blocks that lead to places on the site. Knows no
record: but for the words of its frame and the address of the files, the pages are the same in every dossier.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.uris import GUIDE, GUIDE_FIELDS, GUIDE_FINDINGS, STATE, Link
from generator.model.words import Words
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta, Written
from generator.rendering.context import Context, LinkView
from generator.rendering.guide import findings_body, guide_text, reference_body
from generator.rendering.markup import escape_markdown, render_html

#: Where the repository's documents stand on the site, by the last part of their path.
_PAGES: Mapping[str, str] = {
    "CONTRIBUTING.md": GUIDE, "reference.md": GUIDE_FIELDS, "findings.md": GUIDE_FINDINGS}

_TITLES: Mapping[str, str] = {
    GUIDE: "guide.title", GUIDE_FIELDS: "guide.reference.title", GUIDE_FINDINGS: "guide.findings.title"}

_PART = re.compile(
    r"^```(?P<info>[^\n]*)\n(?P<code>.*?)^```$|^(?P<level>##+) (?P<title>[^\n]+)$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[(?P<text>[^\[\]]+)\]\((?P<path>[^()\s#]*)(?P<anchor>#[^()\s]+)?\)")
_TITLE = re.compile(r'title="(?P<title>[^"]*)"')


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading with an id of its own, so that links to it do not depend on the builder; `level` is 2 or 3."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """An example: the file it stands in or what is shown, `label` for those who only hear it, and its text."""

    title: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class GuideLeadView:
    """The head of the guide: what stands beside it, its chapters; `lang` where its text is in another language."""

    title: str
    lang: str
    standfirst: str
    beside: tuple[LinkView, ...]
    label: str
    chapters: tuple[LinkView, ...]


def render_guide(context: Context) -> Iterator[Page]:
    """The three pages."""
    yield _walk_throughs(context)
    # Without the words of a dossier: these texts are Markdown, and a dossier's words may hold anything.
    words = Words(context.words.language, context.words.texts)
    for uri, title, body in (
            (GUIDE_FIELDS, words("guide.reference.title"), reference_body(words)),
            (GUIDE_FINDINGS, words("guide.findings.title"), findings_body(words))):
        back = Html(render_html("state_link.html", LinkView(words("guide.title"), Link(GUIDE).html_href(uri))))
        blocks = (Heading(1, title), back, *_blocks("\n\n".join(body), uri, context))
        yield Page(uri, PageMeta("guide", title, styles=("guide",)), blocks)


def _walk_throughs(context: Context) -> Page:
    words = context.words
    title, text = words("guide.title"), guide_text(words)
    language = words("guide.language")
    own = "" if language == context.language else language
    chapters = tuple(LinkView(match["title"], f"#{_anchor(match['title'])}", own) for match in _PART.finditer(text)
                     if match["level"] == "##")
    view = GuideLeadView(title, context.language if own else "", words("guide.standfirst"), tuple(_beside(context)),
                         words("guide.chapters"), chapters)
    meta = PageMeta("guide", title, words("guide.standfirst"), language=own, styles=("guide",))
    return Page(GUIDE, meta, (Html(render_html("guide_lead.html", view)), *_blocks(text, GUIDE, context)))


def _beside(context: Context) -> Iterator[LinkView]:
    """The other pages for editors, and where the files stand."""
    words = context.words
    for uri, title in ((GUIDE_FIELDS, words("guide.reference.title")), (GUIDE_FINDINGS, words("guide.findings.title")),
                       (STATE, words("state.title"))):
        yield LinkView(title, Link(uri).html_href(GUIDE))
    repository = context.dossier.content.settings.model.repository
    if repository is not None:
        yield LinkView(words("guide.repository"), repository.url)


def _blocks(markdown: str, uri: str, context: Context) -> Iterator[Block]:
    """The text in pieces: what Markdown has no words for, headings with ids and titled examples, as HTML."""
    end = 0
    for match in _PART.finditer(markdown):
        yield from _prose(markdown[end:match.start()], uri, context)
        yield _heading(match) if match["level"] else _code(match, context)
        end = match.end()
    yield from _prose(markdown[end:], uri, context)


def _prose(markdown: str, uri: str, context: Context) -> Iterator[Block]:
    if markdown.strip():
        yield Written(_LINK.sub(lambda match: _on_site(match, uri, context), markdown))


def _on_site(match: re.Match[str], uri: str, context: Context) -> str:
    """A link as the page has it; a file that is no page of the site is named instead."""
    text, path, anchor = match["text"], match["path"], match["anchor"]
    if re.match(r"https?:", path):
        return match[0]
    page = _PAGES.get(path.rpartition("/")[2]) if path else uri
    if page is None:
        return f"{text} (`{path}`)"
    if text.endswith(".md"):
        text = escape_markdown(context.words(_TITLES[page]))
    return f"[{text}]({Link(page, f'h-{anchor[1:]}' if anchor else '').markdown_href(uri)})"


def _heading(match: re.Match[str]) -> Html:
    view = HeadingView(len(match["level"]), _anchor(match["title"]), match["title"])
    return Html(render_html("guide_heading.html", view))


def _code(match: re.Match[str], context: Context) -> Html:
    title = _TITLE.search(match["info"])
    view = CodeView(title["title"] if title else "", context.words("guide.example"), match["code"].rstrip("\n"))
    return Html(render_html("guide_code.html", view))


def _anchor(title: str) -> str:
    """The anchor a forge gives to this heading, with the site's prefix for headings."""
    return "h-" + re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")

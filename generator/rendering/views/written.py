"""Hand-written pages with their placeholders filled, and the pages given where editors wrote none."""

import re

from markdown import markdown as markdown_to_html

from generator.model.outputs import OutputFile
from generator.model.uris import ABOUT, HOME
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta, Prose, render_markdown
from generator.rendering.context import Context
from generator.rendering.views.home import PLACEHOLDERS, limits_are_long

PLACEHOLDER = re.compile(r"<!--\s*dossier:([a-z-]+)\s*-->")


def render_written_pages(context: Context) -> list[OutputFile]:
    """Every hand-written page that has a placeholder, filled; home and about also where nobody wrote them."""
    pages = context.dossier.content.pages
    found = [_fill(uri, data.decode("utf-8-sig", errors="replace"), context)
             for uri, data in pages.items() if uri.endswith(".md") and b"dossier:" in data]
    if HOME not in pages:
        found.append(render_markdown(_default_home(context)))
    if ABOUT not in pages:
        found.append(render_markdown(_default_about(context)))
    return found


def _fill(uri: str, markdown: str, context: Context) -> OutputFile:
    """The page with each known placeholder replaced; two neighbours that belong side by side become one lead."""
    def replace(match: re.Match[str]) -> str:
        block = PLACEHOLDERS.get(match[1])
        return block(uri, context).html if block else match[0]

    return OutputFile(uri, PLACEHOLDER.sub(replace, _side_by_side(markdown, uri, context)),
                      edit_path=f"content/pages/{uri}")


_LEAD = re.compile(r"^(?P<prose>[^\s#<>|*+-][^\n]*(?:\n[^\n]+)*)\n+<!--\s*dossier:limits\s*-->", re.MULTILINE)
_PAIR = re.compile(r"<!--\s*dossier:course\s*-->\s*<!--\s*dossier:sources\s*-->")


def _side_by_side(markdown: str, uri: str, context: Context) -> str:
    """The standfirst beside the limits, the course of events beside the sources; the order is the page's."""
    def pair(match: re.Match[str]) -> str:
        del match
        course, sources = PLACEHOLDERS["course"](uri, context), PLACEHOLDERS["sources"](uri, context)
        return f'<div class="d-lead d-wide">\n{course.html}\n{sources.html}\n</div>'

    def lead(match: re.Match[str]) -> str:
        prose = markdown_to_html(match["prose"]).removeprefix("<p>").removesuffix("</p>")
        limits = PLACEHOLDERS["limits"](uri, context)
        if limits_are_long(context):
            return f'<p class="d-standfirst">{prose}</p>\n\n{limits.html}'
        return (f'<div class="d-lead d-wide">\n<div class="d-lead__text"><p class="d-standfirst">{prose}</p></div>\n'
                f"{limits.html}\n</div>")

    return _PAIR.sub(pair, _LEAD.sub(lead, markdown, count=1))


def _default_home(context: Context) -> Page:
    settings = context.dossier.content.settings.model
    names = ("limits", "course", "sources", "voices", "counts", "cite")
    blocks: list[Block] = [
        Heading(1, context.text(settings.title)), Prose(context.text(settings.subtitle)),
        *(PLACEHOLDERS[name](HOME, context) for name in names)]
    return Page(HOME, PageMeta("home", context.text(settings.title)), tuple(blocks))


def _default_about(context: Context) -> Page:
    title = context.words("nav.about")
    blocks: list[Block] = [Heading(1, title), Prose(context.words("about.text")),
                           Html(PLACEHOLDERS["gaps"](ABOUT, context).html),
                           Heading(2, context.words("correction.all")), PLACEHOLDERS["corrections"](ABOUT, context)]
    return Page(ABOUT, PageMeta("about", title), tuple(blocks))

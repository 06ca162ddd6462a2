"""The page of downloads."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.outputs import OutputFile
from generator.model.uris import DATA, DOSSIER_JSON, DOSSIER_SCHEMA, PRINT_EDITION, STATE, Link, bibliography_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta, Prose
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.map import base_map_notes


@dataclass(frozen=True, slots=True)
class DownloadView:
    """A file to download."""

    name: str
    href: str
    what: str
    format: str
    size: str


@dataclass(frozen=True, slots=True)
class DataView:
    """The table of downloads."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[DownloadView, ...]


def render_data(files: Sequence[OutputFile], context: Context) -> Page:
    """The page that lists these files."""
    what = {DOSSIER_JSON: ("data.dossier", "JSON"), DOSSIER_SCHEMA: ("data.schema", "JSON Schema 2020-12"),
            bibliography_uri("bib"): ("citing.data", "BibTeX"), bibliography_uri("ris"): ("citing.data", "RIS"),
            bibliography_uri("csl.json"): ("citing.data", "CSL-JSON")}
    rows = tuple(
        DownloadView(file.uri.rpartition("/")[2], Link(file.uri).html_href(DATA), context.words(what[file.uri][0]),
                     what[file.uri][1], f"{len(file.text.encode()) / 1000:.1f} kB")
        for file in files if file.uri in what)
    title = context.words("data.title")
    licence = context.dossier.content.settings.model.licence
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words("nav.data"), ""))), Heading(1, title),
        Html(render_html("standfirst.html", context.words("data.standfirst"))),
        Html(render_html("data.html", DataView(
            title, tuple(context.words(f"data.{key}") for key in ("name", "what", "format", "size")), rows))),
        Prose(context.words("data.licence", name=licence.name, note=context.text(licence.note))),
        *map(Prose, base_map_notes(context)),
        *(Html(render_html("state_link.html", LinkView(text, Link(uri).html_href(DATA)))) for text, uri in (
            (context.words("print.link"), PRINT_EDITION), (context.words("state.title"), STATE)))]
    return Page(DATA, PageMeta("data", title, context.words("data.standfirst")), tuple(blocks))

"""All pages and files of the site, and what the builder's settings take from the dossier. The list of page kinds."""

from collections.abc import Iterator
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import PublicDossier
from generator.model.outputs import OutputFile, SectionPage, SiteSettings
from generator.model.records import Kind
from generator.model.uris import ABOUT, DATA, HOME, MAP, TIMELINE, index_uri
from generator.model.words import Words
from generator.rendering.blocks import Page, render_markdown
from generator.rendering.citing.files import render_citation_files
from generator.rendering.context import Context
from generator.rendering.data import render_data_files
from generator.rendering.search.files import render_search_files
from generator.rendering.views.accessibility import render_accessibility
from generator.rendering.views.actor import render_actor
from generator.rendering.views.claim import render_claim
from generator.rendering.views.data import render_data
from generator.rendering.views.event import render_event
from generator.rendering.views.guide import render_guide
from generator.rendering.views.head import finishing, open_graph_locale
from generator.rendering.views.index import render_index
from generator.rendering.views.map import render_map
from generator.rendering.views.map_places import map_of
from generator.rendering.views.place import render_place
from generator.rendering.views.print_edition import render_print_edition
from generator.rendering.views.propose import records_script
from generator.rendering.views.relation_table import render_relations
from generator.rendering.views.reporting_page import render_reporting
from generator.rendering.views.search import render_search
from generator.rendering.views.source import render_source
from generator.rendering.views.state import render_state
from generator.rendering.views.timeline import render_timeline
from generator.rendering.views.tombstone import render_former_pages
from generator.rendering.views.written import render_written_pages


def render_site(public: PublicDossier, words: Words) -> tuple[OutputFile, ...]:
    """Every generated file, sorted by its place."""
    context = Context(public, words)
    return tuple(sorted(_files(context, None), key=lambda file: file.uri))


def render_part(public: PublicDossier, words: Words, record_ids: frozenset[str] | None) -> tuple[OutputFile, ...]:
    """The generated files, in no order; where records are named, without the pages of others.

    For those who compare two dossiers and know which records cannot have changed. Then data and the print edition,
    which repeat all records, are left out too.
    """
    return tuple(_files(Context(public, words), record_ids))


def _files(context: Context, record_ids: frozenset[str] | None) -> Iterator[OutputFile]:
    yield from render_written_pages(context)
    finished = finishing(context)
    yield from map(render_markdown, finished.pages(_pages(context, record_ids)))
    citation_files = tuple(render_citation_files(context, record_ids))
    yield from citation_files
    if record_ids is None:
        data_files = render_data_files(context)
        data_page = render_data((*data_files, *citation_files), context)
        yield from data_files
        yield from map(render_markdown, finished.pages((data_page, *render_guide(context))))
        yield from map(render_markdown, finished.pages(render_print_edition(context)))
    yield records_script(context)
    if record_ids is None:
        yield from map(render_markdown, finished.pages([render_search(context)]))
        yield from render_search_files(context)
    for record in _records(Kind.SOURCE, context, record_ids):
        page, stylesheet = render_source(record, context)
        yield from (*map(render_markdown, finished.pages([page])), stylesheet)


def _records(kind: Kind, context: Context, record_ids: frozenset[str] | None) -> Iterator[LoadedRecord[Any]]:
    """The records of a kind, or those among them that are asked for."""
    return (record for record in context.dossier.content.of_kind(kind) if record_ids is None or record.id in record_ids)


def _pages(context: Context, record_ids: frozenset[str] | None) -> Iterator[Page]:
    """Every page that is generated whole."""
    yield from render_timeline(context)
    yield from render_reporting(context)
    yield from render_map(context)
    yield render_state(context)
    yield from render_accessibility(context)
    yield from render_relations(context)
    yield from render_former_pages(context)
    for kind in Kind:
        yield from render_index(kind, context)
    yield from (render_event(record, context) for record in _records(Kind.EVENT, context, record_ids))
    for record in _records(Kind.ACTOR, context, record_ids):
        yield from render_actor(record, context)
    for record in _records(Kind.PLACE, context, record_ids):
        yield from render_place(record, context)
    yield from (render_claim(record, context) for record in _records(Kind.CLAIM, context, record_ids))


def render_site_settings(public: PublicDossier, words: Words) -> SiteSettings:
    """The site's name, language, navigation and the words of its frame."""
    context = Context(public, words)
    settings = public.dossier.content.settings.model
    on_map = ((MAP, "map"),) if map_of(context) else ()
    sections = ((HOME, "home"), (TIMELINE, "timeline"), *on_map, (index_uri(Kind.EVENT), "events"),
                (index_uri(Kind.ACTOR), "actors"), (index_uri(Kind.SOURCE), "sources"),
                (index_uri(Kind.PLACE), "places"), (index_uri(Kind.CLAIM), "claims"), (DATA, "data"),
                (ABOUT, "about"))
    frame = ("sections", "guide", "not_found_title", "not_found_text", "accessibility", "print_edition",
             "scheme_light", "scheme_dark", "scheme_system")
    search = ("label", "results", "all", "count", "one", "none", "failed", "help")
    return SiteSettings(
        title=context.text(settings.title), subtitle=context.text(settings.subtitle), language=context.language,
        period=context.date(settings.period), colophon=_colophon(context), site_url=settings.site_url or "",
        description=context.text(settings.subtitle) or context.text(settings.title),
        nav=tuple(SectionPage(words(f"nav.{key}"), uri) for uri, key in sections),
        words={**{key: words(f"frame.{key}") for key in frame}, **{key: words(f"search.{key}", n="{n}") for key in search},
               "locale": open_graph_locale(context.language)})


def _colophon(context: Context) -> str:
    settings = context.dossier.content.settings.model
    licence = settings.licence
    parts = [context.text(settings.publisher), context.words("colophon.licence", name=licence.name),
             context.text(licence.note),
             context.words("colophon.version", version=settings.version, date=context.date(settings.date))]
    return ". ".join(part.rstrip(".") for part in parts if part)

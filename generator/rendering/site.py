"""All pages and files of the site, and what the builder's settings take from the dossier. The list of page kinds."""

from collections.abc import Iterator
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import PublicDossier
from generator.model.outputs import OutputFile, SectionPage, SiteSettings
from generator.model.records import Kind
from generator.model.uris import ABOUT, DATA, HOME, TIMELINE, index_uri
from generator.model.words import Words
from generator.rendering.blocks import Page, render_markdown
from generator.rendering.context import Context
from generator.rendering.data import render_data_files
from generator.rendering.views.actor import render_actor
from generator.rendering.views.claim import render_claim
from generator.rendering.views.data import render_data
from generator.rendering.views.event import render_event
from generator.rendering.views.guide import render_guide
from generator.rendering.views.index import render_index
from generator.rendering.views.place import render_place
from generator.rendering.views.propose import records_script
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
    """The generated files, in no order; where records are named, without the pages of others and without data.

    For those who compare two dossiers and know which records cannot have changed.
    """
    return tuple(_files(Context(public, words), record_ids))


def _files(context: Context, record_ids: frozenset[str] | None) -> Iterator[OutputFile]:
    yield from render_written_pages(context)
    yield from map(render_markdown, _pages(context, record_ids))
    if record_ids is None:
        data_files = render_data_files(context)
        yield from (*data_files, render_markdown(render_data(data_files, context)))
        yield from map(render_markdown, render_guide(context))
    yield records_script(context)
    for record in _records(Kind.SOURCE, context, record_ids):
        page, stylesheet = render_source(record, context)
        yield from (render_markdown(page), stylesheet)


def _records(kind: Kind, context: Context, record_ids: frozenset[str] | None) -> Iterator[LoadedRecord[Any]]:
    """The records of a kind, or those among them that are asked for."""
    return (record for record in context.dossier.content.of_kind(kind) if record_ids is None or record.id in record_ids)


def _pages(context: Context, record_ids: frozenset[str] | None) -> Iterator[Page]:
    """Every page that is generated whole."""
    yield from render_timeline(context)
    yield render_state(context)
    yield from render_former_pages(context)
    for kind in Kind:
        yield from render_index(kind, context)
    yield from (render_event(record, context) for record in _records(Kind.EVENT, context, record_ids))
    yield from (render_actor(record, context) for record in _records(Kind.ACTOR, context, record_ids))
    yield from (render_place(record, context) for record in _records(Kind.PLACE, context, record_ids))
    yield from (render_claim(record, context) for record in _records(Kind.CLAIM, context, record_ids))


def render_site_settings(public: PublicDossier, words: Words) -> SiteSettings:
    """The site's name, language, navigation and the words of its frame."""
    context = Context(public, words)
    settings = public.dossier.content.settings.model
    sections = ((HOME, "home"), (TIMELINE, "timeline"), (index_uri(Kind.EVENT), "events"),
                (index_uri(Kind.ACTOR), "actors"), (index_uri(Kind.SOURCE), "sources"),
                (index_uri(Kind.PLACE), "places"), (index_uri(Kind.CLAIM), "claims"), (DATA, "data"),
                (ABOUT, "about"))
    frame = ("sections", "guide", "not_found_title", "not_found_text")
    return SiteSettings(
        title=context.text(settings.title), subtitle=context.text(settings.subtitle), language=context.language,
        period=context.date(settings.period), colophon=_colophon(context), site_url=settings.site_url or "",
        description=context.text(settings.subtitle) or context.text(settings.title),
        nav=tuple(SectionPage(words(f"nav.{key}"), uri) for uri, key in sections),
        words={key: words(f"frame.{key}") for key in frame})


def _colophon(context: Context) -> str:
    settings = context.dossier.content.settings.model
    licence = settings.licence
    parts = [context.text(settings.publisher), context.words("colophon.licence", name=licence.name),
             context.text(licence.note),
             context.words("colophon.version", version=settings.version, date=context.date(settings.date))]
    return ". ".join(part.rstrip(".") for part in parts if part)

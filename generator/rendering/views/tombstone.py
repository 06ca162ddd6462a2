"""Pages of what is no record any more: a withdrawn one says when and why, a former id leads on.

Knows nothing of what a withdrawn record held; the release has taken that out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.uris import Link, record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.cite import CiteAsView, cite_as_view
from generator.rendering.views.common import DateView, date_view, reader_text_view

#: Records named as citing a withdrawn one, at most.
_NAMED = 50


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """When and why a record was withdrawn, and which pages still lead here."""

    withdrawn: str
    date: DateView
    label: str
    why: tuple[tuple[LinkView, ...], ...]
    cited_label: str
    cited: tuple[LinkView, ...]
    explanation: str
    cite_as: CiteAsView


@dataclass(frozen=True, slots=True)
class MovedView:
    """Where a record is now."""

    text: str
    link: LinkView
    explanation: str


def render_former_pages(context: Context) -> Iterator[Page]:
    """The pages of all withdrawn records and of all former ids."""
    for record in context.public.withdrawn.values():
        yield render_tombstone(record, context)
    for former, record_id in context.public.redirects.items():
        yield render_moved(former, record_id, context)


def render_tombstone(record: LoadedRecord[Any], context: Context) -> Page:
    """The page that a withdrawn record leaves: its title, when and why, where it was cited."""
    uri, title = record_uri(record.kind, record.id), context.title(record.id)
    withdrawn, date = record.record.withdrawn, context.date(record.record.withdrawn.date)
    kicker = (context.words(f"kind.{record.kind.value}"), context.words("withdrawn.label"))
    cited = tuple(context.link(record_id, uri) for record_id in context.public.citing.get(record.id, ())[:_NAMED])
    view = TombstoneView(
        context.words("withdrawn.on"), date_view(withdrawn.date, context), context.words("withdrawn.why"),
        reader_text_view(context.text(withdrawn.why), uri, context, own_id=record.id),
        context.words("withdrawn.cited"), cited, context.words("withdrawn.explanation"),
        cite_as_view(record, uri, context))
    blocks: list[Block] = [Html(render_html("kicker.html", kicker)), Heading(1, title),
                           Html(render_html("tombstone.html", view))]
    meta = PageMeta("withdrawn", title, context.words("withdrawn.description", date=date))
    return Page(uri, meta, tuple(blocks), record.path)


def render_moved(former: str, record_id: str, context: Context) -> Page:
    """The page at an id that a record had before: it leads on, with a script or without."""
    place = context.place_of(record_id)
    assert place is not None
    kind = (context.dossier.content.records.get(record_id) or context.public.withdrawn[record_id]).kind
    uri, title = record_uri(kind, former), context.words("moved.title")
    view = MovedView(context.words("moved.text"), context.link(record_id, uri), context.words("moved.explanation"))
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words(f"kind.{kind.value}"), ""))), Heading(1, title),
        Html(render_html("moved.html", view))]
    meta = PageMeta("moved", title, redirect_to=Link(place.uri).html_href(uri))
    return Page(uri, meta, tuple(blocks))

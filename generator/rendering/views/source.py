"""A source's page: what is known of the copy, the article with its passages marked, and the list of these.

Also makes the stylesheet that lights the passage named in the address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import Passage
from generator.model.outputs import OutputFile
from generator.model.records import ActorRelation, ActorRole, Kind, Source
from generator.model.uris import Link, lit_css_uri, record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.glyphs import glyph
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import notice_blocks
from generator.rendering.views.article import CarriedView, PartView, PassageView, article_parts, carried_view
from generator.rendering.views.bibliography import bibliography
from generator.rendering.views.cite import CiteAsView, cite_as_view
from generator.rendering.views.common import NoteView, note_view, page_labels
from generator.rendering.views.facts import FactView
from generator.rendering.views.frame import end_blocks
from generator.rendering.views.glances import SCRIPTS, STYLES, glance_block
from generator.rendering.views.legend import CheckView, LegendView, check_view, legend_view
from generator.rendering.views.margin import with_margin
from generator.rendering.views.propose import propose_blocks


@dataclass(frozen=True, slots=True)
class HeadView:
    """Title, its translation or the reason why there is none, and the bibliographic head."""

    title: LinkView
    translation: str
    supplied: str
    facts: tuple[FactView, ...]
    check: CheckView
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The article, the stylesheet that lights its passages, and the editors' notes on it."""

    legend: LegendView
    parts: tuple[PartView, ...]
    stylesheet: str
    lang: str
    site_lang: str
    notes: tuple[NoteView, ...]
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CitedView:
    """A passage in the list; `words` stands for it where its text is withheld."""

    number: str
    href: str
    words: LinkView
    records: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class CitedListView:
    """The list of cited passages, and how to cite the page."""

    passages: tuple[CitedView, ...]
    cite_as: CiteAsView
    words: dict[str, Any]


def render_source(record: LoadedRecord[Source], context: Context) -> tuple[Page, OutputFile]:
    """The page of a source, and its stylesheet."""
    uri = record_uri(Kind.SOURCE, record.id)
    passages = passage_views(record.id, uri, context)
    publisher = context.title(record.record.publisher) if record.record.publisher \
        else context.words("source.no_publisher")
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words("kind.source"), publisher))),
        Html(render_html("source_head.html", _head_view(record, passages, uri, context))),
        *notice_blocks(record, uri, context)]
    if record.id in context.dossier.articles:
        blocks += [Heading(2, context.words("article.heading")), *propose_blocks(record, uri, context),
                   Html(render_html("source_article.html", _article_view(record, passages, uri, context))),
                   glance_block(context)]
    blocks += [Html(render_html("source_passages.html", _cited_view(record, passages, uri, context))),
               *end_blocks(record, uri, context)]
    meta = PageMeta("source", context.title(record.id), _description(record, context),
                    styles=("propose", *STYLES), scripts=("quoting", "propose", *SCRIPTS))
    return (Page(uri, meta, tuple(blocks), record.path),
            OutputFile(lit_css_uri(record.id), lit_css(passages), edit_path=record.path))


def _description(record: LoadedRecord[Source], context: Context) -> str:
    label = context.source_label(record.id)
    return ". ".join(part for part in (label, context.text(record.record.title_translation)) if part) + "."


# Passages -------------------------------------------------------------------------------------------


def passage_views(source_id: str, from_uri: str, context: Context) -> tuple[PassageView, ...]:
    """Every passage a statement, an office or a relation rests on, in text order, with all it carries."""
    carried: dict[Passage, list[CarriedView]] = {}
    for passage, statements in context.dossier.sources[source_id].passages:
        views = dict.fromkeys(carried_view(item, from_uri, context) for item in statements)
        carried.setdefault(passage, []).extend(views)
    for passage, view in _of_actors(source_id, from_uri, context):
        carried.setdefault(passage, []).append(view)
    return tuple(PassageView(number, passage, tuple(dict.fromkeys(carried[passage])))
                 for number, passage in enumerate(sorted(carried), start=1))


def _of_actors(source_id: str, from_uri: str, context: Context) -> Iterator[tuple[Passage, CarriedView]]:
    """The passages that actors' offices and relations rest on; back-links say which actors have any here."""
    actor_ids = dict.fromkeys(
        link.record_id for link in context.dossier.back_links.get(source_id, ())
        if link.field in ("roles", "relations") and link.record_id in context.dossier.actors)
    for actor_id in actor_ids:
        facts, actor = context.dossier.actors[actor_id], context.record(actor_id).record
        pairs = [*zip(actor.roles, facts.role_passages), *zip(actor.relations, facts.relation_passages)]
        for item, quote in pairs:
            if quote is not None and quote.passage.source_id == source_id:
                yield quote.passage, CarriedView(
                    "", "", None, context.link(actor_id, from_uri), actor_fact_text(item, context))


def actor_fact_text(item: ActorRole | ActorRelation, context: Context) -> str:
    """An office or a relation in words: `Managing director of Nordferje`, `Leads Nordferje`."""
    if isinstance(item, ActorRelation):
        return context.words("actor.relation", relation=context.term("actor-relations", item.relation),
                             of=context.title(item.actor))
    title = context.text(item.title)
    return context.words("actor.office", title=title, of=context.title(item.of)) if item.of else title


def lit_css(passages: tuple[PassageView, ...]) -> str:
    """The rules that light all stretches of the passage named in the address, or whose note is pointed at.

    An anchor and the marks of its passage are siblings, since no quote reaches over the end of a paragraph; so the
    first rule needs nothing that an older browser does not know. One that does not know `:has` loses the second alone.
    """
    marks = [(view, f'.d-mark[data-q~="{view.span}"]') for view in passages]
    targets = ",".join(f"#{view.id}:target~{mark}" for view, mark in marks)
    notes = ",".join(f":root:has(#n{view.number}:hover) {mark}" for view, mark in marks)
    bars = ",".join(f":root:has(#{view.id}:target) #n{view.number}" for view in passages)
    lit = "background:var(--d-lit);color:var(--d-lit-ink);border-bottom:.15rem solid var(--d-ink)"
    rules = [f"{selectors}{{{look}}}" for selectors, look in (
        (targets, lit), (notes, lit), (bars, "border-color:var(--d-src)")) if selectors]
    return "\n".join(["/* lights the passage named in the address, or whose note is pointed at */", *rules, ""])


# Views ----------------------------------------------------------------------------------------------


def _head_view(
    record: LoadedRecord[Source], passages: tuple[PassageView, ...], uri: str, context: Context
) -> HeadView:
    source = record.record
    supplied = ""
    if source.title is None:
        reasons = (context.text(source.reasons.get(field)) for field in ("title_supplied", "title"))
        reason = next(filter(None, reasons), "")
        supplied = f"{context.words('source.title_supplied')} {reason}".strip()
    return HeadView(
        LinkView(context.title(record.id), lang=source.language if source.title is not None else ""),
        context.text(source.title_translation), supplied,
        tuple(bibliography(record, passages, uri, context)), check_view(record, context),
        page_labels(context) | {"verified": context.words("source.verified"), "check": glyph("check")})


def _article_view(
    record: LoadedRecord[Source], passages: tuple[PassageView, ...], uri: str, context: Context
) -> ArticleView:
    note = note_view(record.record.note, context.words("label.note"), uri, context)
    article = context.dossier.articles[record.id]
    parts = article_parts(article, passages, record.record, context)
    return ArticleView(
        legend_view(record, parts, context), with_margin(parts, context),
        Link(lit_css_uri(record.id)).html_href(uri), record.record.language, context.language,
        (note,) if note else (), {key: context.words(f"article.{key}") for key in ("carries", "uncarried")})


def _cited_view(
    record: LoadedRecord[Source], passages: tuple[PassageView, ...], uri: str, context: Context
) -> CitedListView:
    words = {key: context.words(f"article.{key}") for key in ("cited", "cited_for")}
    return CitedListView(
        tuple(CitedView(str(view.number), f"#{view.id}", _passage_words(view.passage, context),
                        tuple({item.link.text: item.link for item in reversed(view.carries)}.values())[::-1])
              for view in passages),
        cite_as_view(record, uri, context), words)


def _passage_words(passage: Passage, context: Context) -> LinkView:
    """The words of a passage on one line; its place where any of them is withheld."""
    article = context.dossier.articles[passage.source_id]
    if any(start < passage.end and passage.start < end for start, end in article.withheld):
        return LinkView(context.words("article.passage_at", start=passage.start, end=passage.end))
    language = context.record(passage.source_id).record.language
    return LinkView(" ".join(article.text[passage.start:passage.end].split()), lang=language)

"""A claim's page: its accounts side by side, where figures differ, and the editors' finding apart."""

from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import ClaimFacts, LinkedQuote, LinkedStatement
from generator.model.records import Claim, Kind
from generator.model.statements import Figure
from generator.model.uris import Link, record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.glyphs import glyph
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import notice_blocks, withheld_text
from generator.rendering.views.cite import CiteAsView, cite_as_view
from generator.rendering.views.common import (
    NoteView, StatusView, note_view, page_labels, pieces_view, reader_text_view, reference_views, relays_text,
    speaker_text,
)
from generator.rendering.views.frame import end_blocks, line_links
from generator.rendering.views.quotes import (
    TranslationView, VerifiedView, quote_edges, quote_remarks, relay_text, translation_view, verified_view,
)


@dataclass(frozen=True, slots=True)
class AccountQuoteView:
    """The words of an account. `id` is empty where the page shows them a second time."""

    id: str
    lang: str
    before: str
    words: str
    after: str
    hangs: bool
    withheld: str
    translation: TranslationView | None
    source: LinkView
    source_url: str
    relays: str
    remarks: tuple[str, ...]
    verified: VerifiedView
    edits: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account: who gives it, its sentence, its figure in large, its words."""

    id: str
    speaker: str
    is_said: bool
    figure_sign: str
    figure: str
    figure_of: str
    sentence: tuple[LinkView, ...]
    date: str
    quotes: tuple[AccountQuoteView, ...]
    home: LinkView | None
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """What the editors conclude."""

    word: str
    paragraphs: tuple[tuple[LinkView, ...], ...]
    references: tuple[LinkView, ...]
    reviewed: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's page below its heading."""

    status: StatusView | None
    standfirst: str
    about: tuple[LinkView, ...]
    accounts: tuple[AccountView, ...]
    contradictions: tuple[str, ...]
    finding: FindingView | None
    note: NoteView | None
    cite_as: CiteAsView
    words: dict[str, Any]


def render_claim(record: LoadedRecord[Claim], context: Context) -> Page:
    """The page of a claim."""
    uri, facts = record_uri(Kind.CLAIM, record.id), context.dossier.claims[record.id]
    title = context.title(record.id)
    view = _claim_view(record, facts, uri, context)
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words("kind.claim"),
                                         context.words(f"claim-kind.{record.record.kind}")))),
        Heading(1, title), Html(render_html("claim_head.html", view)), *notice_blocks(record, uri, context),
        Heading(2, context.words("claim.accounts")), Html(render_html("claim.html", view)),
        *end_blocks(record, uri, context)]
    return Page(uri, PageMeta("claim", title, view.standfirst), tuple(blocks), record.path)


def _claim_view(record: LoadedRecord[Claim], facts: ClaimFacts, uri: str, context: Context) -> ClaimView:
    words = page_labels(context) | {
        key: context.words(f"claim.{key}") for key in ("about", "finding", "contradictions", "home")}
    shown: set[str] = set()
    return ClaimView(
        status=claim_status_view(record.id, context), standfirst=_standfirst(facts, context),
        about=tuple(context.link(item, uri) for item in record.record.about),
        accounts=tuple(_account_view(item, record, uri, shown, context) for item in facts.accounts),
        contradictions=tuple(context.text(item.why) for item in record.record.contradicts),
        finding=finding_view(record.record, uri, context),
        note=note_view(record.record.note, context.words("label.note"), uri, context),
        cite_as=cite_as_view(record, uri, context), words=words)


def _standfirst(facts: ClaimFacts, context: Context) -> str:
    accounts = context.words.count("count.accounts", len(facts.accounts))
    text = context.words("claim.standfirst", accounts=accounts)
    if facts.differing:
        differing = len({key for pair in facts.differing for key in (pair.first, pair.second)})
        text = context.words("claim.standfirst_differ", n=differing, total=len(facts.accounts))
    return f"{text} {relays_text(facts.relays, context)}"


def claim_status_view(claim_id: str, context: Context) -> StatusView | None:
    """`Figures differ` where they do, `Accounts differ` where the editors say so; else nothing."""
    if context.dossier.claims[claim_id].differing:
        return StatusView("differ", context.words("claim.figures_differ"), glyph("differ"))
    if context.record(claim_id).record.contradicts:
        return StatusView("differ", context.words("claim.accounts_differ"), glyph("differ"))
    return None


def finding_label(claim: Claim, context: Context) -> str:
    """The editors' finding in a word; empty where there is none."""
    return context.words(f"finding.{claim.finding.is_}") if claim.finding else ""


def _account_view(
    item: LinkedStatement, record: LoadedRecord[Claim], uri: str, shown: set[str], context: Context
) -> AccountView:
    model, is_guest = item.statement, item.record_id != record.id
    speaker = speaker_text(item, context)
    note = note_view(model.note, context.words("label.note"), uri, context)
    return AccountView(
        id=item.id if not is_guest else f"s-{item.record_id}-{item.id}",
        speaker=speaker or context.words("speaker.outlet_of", outlet=_outlets(item, context)), is_said=bool(speaker),
        figure_sign=context.words(f"comparator.{model.figure.comparator}") if model.figure else "",
        figure=figure_text(model.figure, context) if model.figure else "",
        figure_of=figure_of(model.figure, context) if model.figure else "",
        sentence=pieces_view(item.pieces, uri, context), date=account_date(item, context),
        quotes=tuple(_quote_view(quote, item, uri, shown, context) for quote in item.quotes),
        home=context.link(item.record_id, uri, anchor=item.id) if is_guest else None,
        notes=(note,) if note else ())


def _outlets(item: LinkedStatement, context: Context) -> str:
    outlets = dict.fromkeys(
        context.title(publisher) if (publisher := context.record(source_id).record.publisher)
        else context.words("source.no_publisher") for source_id in item.source_ids)
    return context.join(list(outlets))


def account_date(item: LinkedStatement, context: Context) -> str:
    """The time an account holds for: `since 3 March, until 8 March`; the day it was said is told as such."""
    figure, date = item.statement.figure, item.statement.date
    since, until = (figure.since, figure.until) if figure else (None, None)
    if since and until and since.text == until.text:
        date, since, until = since, None, None
    words, said = context.words, context.date
    point = "claim.said_on" if item.statement.date_of == "saying" else "claim.for_date"
    return ", ".join(filter(None, (
        words("claim.since", date=said(since)) if since else "",
        words("claim.until", date=said(until)) if until else "",
        words(point, date=said(date)) if date else "")))


def figure_text(figure: Figure, context: Context) -> str:
    """A figure as it is worded: a number, a span, an order of size."""
    if figure.order:
        return context.words(f"order.{figure.order}")
    if figure.low is not None and figure.high is not None:
        return f"{context.number(figure.low)}–{context.number(figure.high)}"
    return context.number(figure.value or 0)


def figure_of(figure: Figure, context: Context) -> str:
    """What a figure counts, of whom and where."""
    parts = [context.term("units", figure.unit, plural=True)]
    if figure.population:
        parts.append(context.term("populations", figure.population))
    if figure.area:
        parts.append(context.title(figure.area))
    return ", ".join(parts)


def _quote_view(
    quote: LinkedQuote, item: LinkedStatement, uri: str, shown: set[str], context: Context
) -> AccountQuoteView:
    place = Link(record_uri(Kind.SOURCE, quote.passage.source_id), quote.passage.id)
    is_first = quote.passage.id not in shown
    shown.add(quote.passage.id)
    before, after = quote_edges(quote)
    return AccountQuoteView(
        id=quote.passage.id if is_first else "",
        lang=context.record(quote.passage.source_id).record.language, before=before, words=quote.words or "",
        after=after, hangs=not before.strip(), withheld=withheld_text(quote, context),
        translation=translation_view(quote, context),
        source=LinkView(context.source_label(quote.passage.source_id), place.html_href(uri)),
        source_url=place.absolute_url(context.site_url) if context.site_url else "",
        relays=relay_text(item, quote, context), remarks=tuple(quote_remarks(item, quote, context)),
        verified=verified_view(item, quote, uri, context),
        edits=line_links([item], context))


def finding_view(claim: Claim, uri: str, context: Context) -> FindingView | None:
    """What the editors conclude of a claim; None where they conclude nothing."""
    finding = claim.finding
    if finding is None:
        return None
    parts = [context.words("claim.reviewed", date=context.date(finding.date))] if finding.date else []
    if claim.review:
        parts.append(context.words(f"review.{claim.review}"))
    return FindingView(
        finding_label(claim, context), reader_text_view(context.text(finding.why), uri, context),
        reference_views(finding.reference, context), " ".join(parts))

"""The page "who reported what, when": the drawing, the articles, and every event with what each article says of it.

Many events are cut into parts, and where lines could not be read any more an overview of numbers stands in their place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.dossier import Report
from generator.model.records import Kind
from generator.model.uris import REPORTING, Link, index_uri, part_uri, record_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.common import DateView, StatusView, date_view, published_view, status_view
from generator.rendering.views.parts import parts_view
from generator.rendering.views.reporting import outlet_label
from generator.rendering.views.reporting_figures import chart_view, is_drawable, overview_view

#: Events, and what articles report of them, on one page, at most.
PART_EVENTS, PART_REPORTS = 200, 600
#: Articles with a column of their own in the table; with more of them each event has a list of its articles.
MOST_COLUMNS = 7
#: Articles that the page lists, and articles that it lists for one event, at most.
_LISTED, _LISTED_OF_EVENT = 40, 100


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article in the list: title, outlet and date, what it relays, of when that reporting is."""

    number: int
    link: LinkView
    outlet: str
    published: DateView
    relays: str
    as_of: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """What one article says of an event: a short word that leads to its quote, under or beside the article's name."""

    status: StatusView
    href: str
    article: str


@dataclass(frozen=True, slots=True)
class RowView:
    """An event: in the table a cell per article, None where it says nothing; in the list what there is."""

    id: str
    link: LinkView
    date: DateView
    cells: tuple[SaidView | None, ...]
    more: LinkView | None = None


@dataclass(frozen=True, slots=True)
class TableView:
    """The events of a page; with `columns` a table, without them a list."""

    label: str
    columns: tuple[ArticleView, ...]
    rows: tuple[RowView, ...]
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LeadView:
    """How the page is to be read, and what must not be read from it."""

    how: str
    witnesses_label: str
    witnesses: str
    relays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """The articles in the order of publication; where there are too many, the way to their index."""

    articles: tuple[ArticleView, ...]
    all: LinkView | None


def render_reporting(context: Context) -> list[Page]:
    """The pages: one, or as many as there are parts."""
    parts = _parts(context)
    return [_render_part(part, number, len(parts), context) for number, part in enumerate(parts, 1)]


def _parts(context: Context) -> list[list[str]]:
    """The events that any article reports, in order, so many on a page as stay readable."""
    parts: list[list[str]] = [[]]
    reports = 0
    for event_id in context.dossier.event_order:
        count = len(context.dossier.events[event_id].reporting)
        if not count:
            continue
        if parts[-1] and (len(parts[-1]) == PART_EVENTS or reports + count > PART_REPORTS):
            parts.append([])
            reports = 0
        parts[-1].append(event_id)
        reports += count
    return parts


def _render_part(event_ids: Sequence[str], number: int, total: int, context: Context) -> Page:
    uri = part_address(number)
    title = context.words("reporting.title")
    standfirst = context.words(
        "reporting.standfirst", events=context.words.count("count.events", len(context.dossier.events)),
        articles=context.words.count("count.articles", len(context.dossier.sources)))
    blocks: list[Block] = [Html(render_html("kicker.html", (context.words("reporting.nav"), ""))), Heading(1, title)]
    if number == 1:
        blocks += [Html(render_html("standfirst.html", standfirst)), *_first_blocks(event_ids, total, uri, context)]
    navigation = [Html(render_html("parts_nav.html", parts_view(
        "reporting", REPORTING, number, total, uri, context)))] if total > 1 else []
    if event_ids:
        blocks += [Heading(2, context.words("reporting.matrix")), *navigation,
                   Html(render_html("reporting_table.html", _table_view(event_ids, uri, context))), *navigation]
    return Page(uri, PageMeta("reporting", title, standfirst, styles=("figures",)), tuple(blocks))


def part_address(number: int) -> str:
    """The source path of a part."""
    return REPORTING if number == 1 else part_uri("reporting", number)


def _first_blocks(event_ids: Sequence[str], total: int, uri: str, context: Context) -> Iterator[Block]:
    """What stands on the first page alone: how to read it, the drawing or the overview, the articles."""
    yield Html(render_html("reporting_lead.html", _lead_view(context)))
    if event_ids and total == 1 and is_drawable(event_ids, context):
        yield Html(render_html("reporting_chart.html", chart_view(event_ids, uri, context)))
    elif event_ids:
        yield Html(render_html("reporting_overview.html", overview_view(_parts_of_events(context), uri, context)))
    if context.dossier.publication_order:
        yield Heading(2, context.words("reporting.articles"))
        yield Html(render_html("reporting_articles.html", _articles_view(uri, context)))


def _parts_of_events(context: Context) -> dict[str, str]:
    """The page of each event, by its id."""
    return {event_id: part_address(number) for number, part in enumerate(_parts(context), 1) for event_id in part}


def _lead_view(context: Context) -> LeadView:
    words = context.words
    relays = [_shared_relay(relay_id, source_ids, context)
              for relay_id, source_ids in context.dossier.shared_relays.items()]
    return LeadView(words("reporting.how"), words("reporting.witnesses_label"), words("reporting.witnesses"),
                    tuple(relays) or (words("reporting.relays_not_shared"),))


def _shared_relay(relay_id: str, source_ids: Sequence[str], context: Context) -> str:
    articles = context.words.count("count.articles", len(source_ids))
    relay = context.title(relay_id)
    if len(source_ids) > 8:
        return context.words("reporting.relays_shared", relay=relay, articles=articles)
    names = "; ".join(map(context.source_label, source_ids))
    return context.words("reporting.relays_shared_named", relay=relay, articles=articles, names=names)


# Articles -------------------------------------------------------------------------------------------


def _articles_view(uri: str, context: Context) -> ArticlesView:
    order = context.dossier.publication_order
    if len(order) > _LISTED:
        return ArticlesView((), LinkView(context.words("reporting.all_articles"),
                                         Link(index_uri(Kind.SOURCE)).html_href(uri)))
    return ArticlesView(tuple(_article_view(number, source_id, uri, context) for number, source_id in enumerate(order, 1)), None)


def _article_view(number: int, source_id: str, uri: str, context: Context, *, is_short: bool = False) -> ArticleView:
    source, words = context.record(source_id).record, context.words
    outlet = outlet_label(source_id, context)
    published = published_view(source.published, context, weekday=False) if source.published \
        else DateView(words("source.undated"))
    if is_short and source.published:
        published = DateView(context.published(source.published, short=True), source.published.iso or "")
    relay_ids = tuple(dict.fromkeys(relay.actor for relay in source.relays))
    relays = words("reporting.relaying", names=context.names(relay_ids)) if relay_ids else words("reporting.no_relay")
    as_of = words("reporting.as_of", date=context.published(source.written_as_of)) if source.written_as_of else ""
    return ArticleView(number, context.link(source_id, uri, text=outlet if is_short else ""), outlet, published, relays,
                       as_of)


# Events ---------------------------------------------------------------------------------------------


def _table_view(event_ids: Sequence[str], uri: str, context: Context) -> TableView:
    order = context.dossier.publication_order
    columns = order if len(order) <= MOST_COLUMNS else ()
    words = {"event": context.words("reporting.event"), "legend": context.words("reporting.legend")}
    return TableView(
        context.words("reporting.matrix"),
        tuple(_article_view(number, source_id, uri, context, is_short=True)
              for number, source_id in enumerate(columns, 1)),
        tuple(_row_view(event_id, columns, uri, context) for event_id in event_ids), words)


def _row_view(event_id: str, columns: Sequence[str], uri: str, context: Context) -> RowView:
    reports = context.dossier.events[event_id].reporting
    date = date_view(context.record(event_id).record.date, context, short=True)
    link = context.link(event_id, uri)
    if not columns:
        cells = tuple(_said_view(event_id, report, uri, context) for report in reports[:_LISTED_OF_EVENT])
        more = LinkView(context.words.count("reporting.more", len(reports) - _LISTED_OF_EVENT), link.href)
        return RowView(f"r-{event_id}", link, date, cells, more if len(reports) > _LISTED_OF_EVENT else None)
    said = {report.source_id: _said_view(event_id, report, uri, context) for report in reports}
    return RowView(f"r-{event_id}", link, date, tuple(said.get(source_id) for source_id in columns))


def _said_view(event_id: str, report: Report, uri: str, context: Context) -> SaidView:
    view = status_view(report.status or "background", context)
    short = report.status or ("touches" if report.is_guest else "background")
    return SaidView(
        StatusView(view.css, context.words(f"reporting.short.{short}"), view.glyph),
        Link(record_uri(Kind.EVENT, event_id), report.passage.id).html_href(uri),
        context.source_label(report.source_id))

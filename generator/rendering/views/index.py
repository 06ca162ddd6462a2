"""The index of each record kind: a table, cut into parts where it is long, and a field that filters its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import ActorFacts
from generator.model.records import Kind
from generator.model.uris import index_uri, part_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.claim import claim_status_view, finding_label
from generator.rendering.views.common import DateView, StatusView, event_date_view, event_status_view, published_view
from generator.rendering.views.map import map_link
from generator.rendering.views.parts import parts_view, split_parts
from generator.rendering.views.reporting import reporting_link
from generator.rendering.views.relations import relations_link

#: Rows of one page of an index, at most.
PART_LENGTH = 500
#: Rows above which a field to filter them is offered.
_FILTER_FROM = 12


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: exactly one of its contents is shown. `css` places it on narrow screens; `unit` is said there."""

    css: str = ""
    link: LinkView | None = None
    date: DateView | None = None
    status: StatusView | None = None
    text: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; the first link of a row is its heading."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    filter_label: str
    filter_none: str

    @property
    def ends_in_number(self) -> bool:
        """Whether the last column holds numbers, which are set flush right."""
        return any(row[-1].css == "n" for row in self.rows if row)


Rows = Callable[[LoadedRecord[Any], str, Context], tuple[CellView, ...]]


def render_index(kind: Kind, context: Context) -> list[Page]:
    """The pages of one kind's index."""
    parts = split_parts(_ordered(kind, context), PART_LENGTH)
    return [_render_part(kind, part, number, len(parts), context) for number, part in enumerate(parts, 1)]


def _ordered(kind: Kind, context: Context) -> Sequence[LoadedRecord[Any]]:
    if kind is Kind.EVENT:
        return [context.record(event_id) for event_id in context.dossier.event_order]
    records = list(context.dossier.content.of_kind(kind))
    if kind is Kind.SOURCE:
        return sorted(records, key=lambda record: (
            record.record.published.date.sort_key if record.record.published else (), record.id))
    return sorted(records, key=lambda record: (context.title(record.id).casefold(), record.id))


def _render_part(
    kind: Kind, records: Sequence[LoadedRecord[Any]], number: int, total: int, context: Context
) -> Page:
    uri = index_uri(kind) if number == 1 else part_uri(kind.folder, number)
    title = context.words(f"nav.{kind.folder}")
    count = context.words.count(f"count.{kind.folder}", len(context.dossier.content.of_kind(kind)))
    standfirst = context.words(f"index.{kind.folder}", count=count)
    columns, row = _TABLES[kind]
    table = TableView(
        title, tuple(context.words(f"column.{name}") for name in columns),
        tuple(row(record, uri, context) for record in records),
        context.words("index.filter") if len(records) > _FILTER_FROM else "", context.words("index.filter_none"))
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words("index.kicker"), ""))), Heading(1, title),
        Html(render_html("standfirst.html", standfirst))]
    if kind is Kind.ACTOR:
        blocks.append(Html(render_html("more.html", relations_link(uri, context))))
    if kind is Kind.SOURCE and number == 1:
        blocks.append(Html(render_html("more.html", reporting_link(uri, context))))
    if kind is Kind.PLACE and (on_map := map_link(uri, context)):
        blocks.append(Html(render_html("more.html", on_map)))
    if total > 1:
        blocks.append(Html(render_html("parts_nav.html", parts_view(
            kind.folder, index_uri(kind), number, total, uri, context))))
    if records:
        blocks.append(Html(render_html("table.html", table)))
    return Page(uri, PageMeta("index", title, standfirst), tuple(blocks))


def _event_row(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[CellView, ...]:
    facts = context.dossier.events[record.id]
    quotes = len({quote.passage for item in facts.statements for quote in item.quotes})
    return (
        CellView("d", date=event_date_view(record.record, context, short=True)),
        CellView(link=context.link(record.id, uri)),
        CellView("p", text=context.title(record.record.place) if record.record.place else ""),
        CellView("s", status=event_status_view(facts.status, context)),
        _count(quotes, "quotes", context))


def _count(number: int, what: str, context: Context) -> CellView:
    """A number whose unit the column's heading says, and the cell itself on narrow screens."""
    return CellView("n", text=str(number), unit=context.words.unit(f"count.{what}", number))


def _actor_row(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[CellView, ...]:
    facts = context.dossier.actors[record.id]
    return (
        CellView(link=context.link(record.id, uri)),
        CellView("p", text=context.term("actor-types", record.record.type)),
        CellView("s", text=_spellings(record)),
        _count(sum(1 for event_id in facts.event_ids if not _is_only_absent(event_id, facts)), "events", context),
        _count(len(facts.sayings), "sayings", context))


def _is_only_absent(event_id: str, facts: ActorFacts) -> bool:
    """Whether all that an event says of an actor is that it was not there."""
    parts = facts.participations.get(event_id, ())
    return bool(parts) and all(part.role == "not_present" for part in parts)


def _spellings(record: LoadedRecord[Any]) -> str:
    """The spellings as printed, so that a reader who knows one finds the record."""
    printed = dict.fromkeys(name.value for name in record.record.names if name.kind == "as_printed")
    return ", ".join(printed)


def _source_row(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[CellView, ...]:
    source, facts = record.record, context.dossier.sources[record.id]
    published = published_view(source.published, context, weekday=False) if source.published \
        else DateView(context.words("source.undated"))
    outlet = context.link(source.publisher, uri) if source.publisher else LinkView(
        context.words("source.no_publisher"))
    return (
        CellView("d", date=published), CellView(link=context.link(record.id, uri)), CellView("p", link=outlet),
        CellView("s", text=", ".join(map(context.title, dict.fromkeys(relay.actor for relay in source.relays)))),
        _count(len(facts.passages), "passages", context))


def _place_row(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[CellView, ...]:
    facts = context.dossier.places[record.id]
    return (
        CellView(link=context.link(record.id, uri)),
        CellView("p", text=context.words("place.not_a_place") if record.record.not_a_place
                 else context.term("place-types", record.record.type)),
        CellView("s", text=_spellings(record)),
        _count(len(facts.event_ids), "events", context),
        _count(sum(printed.count for printed in facts.printed), "prints", context))


def _claim_row(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[CellView, ...]:
    facts = context.dossier.claims[record.id]
    return (
        CellView(link=context.link(record.id, uri)),
        CellView("p", text=context.words(f"claim-kind.{record.record.kind}")),
        CellView("s", status=claim_status_view(record.id, context)) if facts.differing
        else CellView("s", text=finding_label(record.record, context)),
        _count(len(facts.accounts), "accounts", context),
        _count(len(facts.relays.source_ids), "articles", context))


_TABLES: dict[Kind, tuple[tuple[str, ...], Rows]] = {
    Kind.EVENT: (("date", "event", "place", "status", "quotes"), _event_row),
    Kind.ACTOR: (("actor", "type", "spellings", "events", "sayings"), _actor_row),
    Kind.SOURCE: (("published", "title", "outlet", "relays", "passages"), _source_row),
    Kind.PLACE: (("place", "type", "spellings", "events", "printed"), _place_row),
    Kind.CLAIM: (("question", "kind", "standing", "accounts", "articles"), _claim_row),
}

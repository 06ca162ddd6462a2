"""The page "State of the dossier": what is open, record by record, and what was corrected.

Lists are cut, so that the page stays small in a large dossier; the numbers above them are whole.
"""

from collections.abc import Iterator, Sequence

from generator.model.state import Counted, DossierState, SourceUse, state_of
from generator.model.uris import STATE
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta, Prose
from generator.rendering.context import Context
from generator.rendering.markup import render_html
from generator.rendering.views.common import date_view, published_view
from generator.rendering.views.gaps import gaps_block
from generator.rendering.views.index import CellView, TableView

#: Rows of one table, at most.
LONGEST_TABLE = 200

Row = tuple[CellView, ...]


def render_state(context: Context) -> Page:
    """The page; of a dossier that has nothing open it still says so in numbers."""
    state, title = state_of(context.dossier), context.words("state.title")
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words("nav.about"), ""))), Heading(1, title),
        Html(render_html("standfirst.html", context.words("state.standfirst"))), gaps_block(STATE, context)]
    blocks += _lists(state, context)
    return Page(STATE, PageMeta("state", title, context.words("state.standfirst")), tuple(blocks))


def _lists(state: DossierState, context: Context) -> Iterator[Block]:
    words = context.words
    yield from _table(words("state.sources"), ("source", "passages", "unused", "coverage"),
                      [_source_row(use, context) for use in state.sources], context)
    yield from _counted(words("state.unread"), "statements", state.unread, context)
    yield from _counted(words("state.untranslated"), "quotes", state.untranslated, context)
    yield from _counted(words("state.single_article"), "statements", state.single_article, context)
    yield from _counted(words("state.headline_only"), "statements", state.headline_only, context)
    for label, ids in (
            (words("state.single_article_events"), state.single_article_events),
            (words("state.headline_only_events"), state.headline_only_events),
            (words("state.differing_events"), state.differing_events),
            (words("state.unresolved_claims"), state.unresolved_claims),
            (words("state.open_claims"), state.open_claims),
            (words("state.unlocated_places"), state.unlocated_places)):
        yield from _table(label, ("record",), [(_record(record_id, context),) for record_id in ids], context)
    yield from _corrections(state, context)


def _counted(label: str, unit: str, counted: Counted, context: Context) -> Iterator[Block]:
    """Records with most of it first."""
    ordered = sorted(counted, key=lambda item: (-item[1], item[0]))
    rows = [(_record(record_id, context), _number(context.number(number), unit, context))
            for record_id, number in ordered]
    yield from _table(label, ("record", unit), rows, context)


def _record(record_id: str, context: Context) -> CellView:
    return CellView("t", link=context.link(record_id, STATE))


def _source_row(use: SourceUse, context: Context) -> Row:
    unused = context.words("state.of", number=use.unused, total=use.paragraphs)
    percent = context.words("state.percent", number=int(use.coverage * 100 + 0.5))
    return (_record(use.source_id, context), _number(context.number(use.passages), "passages", context),
            _number(unused, "unused", context), _number(percent, "coverage", context))


def _number(text: str, column: str, context: Context) -> CellView:
    """A number; narrow screens, which have no head of the table, say behind it of what."""
    return CellView("n", text=text, unit=f" {context.words(f'state.column.{column}')}")


def _corrections(state: DossierState, context: Context) -> Iterator[Block]:
    rows: list[Row] = [
        (CellView("d", date=date_view(item.date, context)), _record(record_id, context),
         CellView(text=f"{context.text(item.what)} {context.text(item.why)}"))
        for record_id, item in state.corrections]
    yield from _table(context.words("state.corrections"), ("date", "record", "what"), rows, context,
                      none=context.words("state.no_corrections"))
    rows = [(CellView("d", date=published_view(item.date, context)), _record(record_id, context),
             CellView(text=context.text(item.what))) for record_id, item in state.outlet_corrections]
    yield from _table(context.words("state.outlet_corrections"), ("date", "record", "what"), rows, context)


def _table(
    label: str, columns: Sequence[str], rows: Sequence[Row], context: Context, *, none: str = ""
) -> Iterator[Block]:
    """A heading and a table; nothing where it has no rows, or the sentence that says so."""
    if not rows and not none:
        return
    yield Heading(2, label)
    if not rows:
        yield Prose(none)
        return
    names = tuple(context.words(f"state.column.{name}") for name in columns)
    yield Html(render_html("table.html", TableView(label, names, tuple(rows[:LONGEST_TABLE]), "", "")))
    if len(rows) > LONGEST_TABLE:
        yield Prose(context.words.count("record.more", len(rows) - LONGEST_TABLE))

"""What is still open in the dossier, counted: for the page about the method."""

from dataclasses import dataclass
from itertools import chain

from generator.model.records import Kind
from generator.rendering.blocks import Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html

#: Records named in a row, at most; the number says how many there are.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class GapsView:
    """Rows of label, number and the records meant."""

    label: str
    rows: tuple[tuple[str, str, tuple[LinkView, ...]], ...]


def gaps_block(uri: str, context: Context) -> Html:
    """Statements not second-read or not translated, events with one article or a headline only, open claims."""
    dossier = context.dossier
    statements = list(chain.from_iterable(dossier.statements.values()))
    unread = sum(1 for item in statements if item.statement.checked is None)
    untranslated = sum(1 for item in statements for quote in item.quotes if quote.translation is None)
    rows = [(context.words("gaps.unread"), f"{unread} / {len(statements)}", ()),
            (context.words("gaps.untranslated"), str(untranslated), ()),
            _records("single_article", [event_id for event_id, facts in dossier.events.items()
                                        if len(facts.relays.source_ids) == 1], uri, context, named=False),
            _records("only_headline", [event_id for event_id, facts in dossier.events.items()
                                       if facts.only_headline], uri, context),
            _records("differ", [event_id for event_id, facts in dossier.events.items()
                                if facts.status.kind == "differ"], uri, context),
            _records("unresolved", [record.id for record in dossier.content.of_kind(Kind.CLAIM)
                                    if record.record.finding and record.record.finding.is_ == "unresolved"],
                     uri, context),
            _records("unlocated", [record.id for record in dossier.content.of_kind(Kind.PLACE)
                                   if record.record.coordinates is None and not record.record.not_a_place],
                     uri, context)]
    return Html(render_html("gaps.html", GapsView(context.words("gaps.label"), tuple(rows))))


def _records(key: str, ids: list[str], uri: str, context: Context, *, named: bool = True
             ) -> tuple[str, str, tuple[LinkView, ...]]:
    links = tuple(context.link(record_id, uri) for record_id in ids[:_NAMED]) if named else ()
    return context.words(f"gaps.{key}"), str(len(ids)), links

"""What is still open in the dossier, counted: for the page about the method, which leads to the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.state import DossierState, state_of
from generator.model.uris import GUIDE, STATE, Link
from generator.rendering.blocks import Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html

#: Records named in a row, at most; the number says how many there are.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class GapsView:
    """Rows of label, number and the records meant; links to the whole list and to the guide.

    On the page that holds the list there are no links.
    """

    label: str
    rows: tuple[tuple[str, str, tuple[LinkView, ...]], ...]
    more: tuple[LinkView, ...] = ()


def gaps_block(uri: str, context: Context) -> Html:
    """The numbers of what is open, with the first records of each short list."""
    places = () if uri == STATE else ((context.words("state.link"), STATE), (context.words("frame.guide"), GUIDE))
    more = tuple(LinkView(text, Link(place).html_href(uri)) for text, place in places)
    rows = tuple(_rows(state_of(context.dossier), uri, context))
    return Html(render_html("gaps.html", GapsView(context.words("gaps.label"), rows, more)))


def _rows(state: DossierState, uri: str, context: Context) -> list[tuple[str, str, tuple[LinkView, ...]]]:
    words = context.words
    return [
        (words("gaps.unread"), f"{sum(number for _, number in state.unread)} / {state.statements}", ()),
        (words("gaps.untranslated"), str(sum(number for _, number in state.untranslated)), ()),
        (words("gaps.single_article"), str(len(state.single_article_events)), ()),
        _named(words("gaps.only_headline"), state.headline_only_events, uri, context),
        _named(words("gaps.differ"), state.differing_events, uri, context),
        _named(words("gaps.unresolved"), state.unresolved_claims, uri, context),
        _named(words("gaps.unlocated"), state.unlocated_places, uri, context)]


def _named(label: str, ids: Sequence[str], uri: str, context: Context) -> tuple[str, str, tuple[LinkView, ...]]:
    return label, str(len(ids)), tuple(context.link(record_id, uri) for record_id in ids[:_NAMED])

"""What a citation number shows before it is followed: the quote, its translation, who says it, and the ways on.

Owns the template that `assets/preview.js` clones; shows nothing by itself. Where the quotes stand on the page the
script copies them from there, and the template holds only the frame; lists of other pages' sentences bring theirs along.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.rendering.blocks import Html
from generator.rendering.context import Context
from generator.rendering.markup import render_html
from generator.rendering.views.common import Numbering, page_labels
from generator.rendering.views.quotes import QuoteView, quote_views

#: The style sheet and the script that a page with citation numbers names in its front matter.
STYLES, SCRIPTS = ("preview",), ("preview",)
#: Quotes that a page of lists brings along: of its first numbers, so that no page grows with its record's fame.
BROUGHT_ALONG = 24


@dataclass(frozen=True, slots=True)
class GlanceView:
    """The frame of a preview with its words, and the quotes that the page shows nowhere with all that is known."""

    quotes: tuple[QuoteView, ...]
    words: dict[str, Any]


def glance_block(context: Context, numbering: Numbering | None = None, from_uri: str = "") -> Html:
    """The template for previews; with a numbering, also the quotes of its first numbers."""
    first = Numbering()
    if numbering:
        first.numbers = dict(islice(numbering.numbers.items(), BROUGHT_ALONG))
        first.statements = {passage: numbering.statements[passage] for passage in first.numbers}
    words = page_labels(context) | {
        key: context.words(f"glance.{key}", n="{n}") for key in ("label", "note", "passage", "below", "close")}
    return Html(render_html("glances.html", GlanceView(quote_views(first, from_uri, context), words)))

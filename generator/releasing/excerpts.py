"""An article as it may be shown: withheld characters replaced one for one, so that every offset still holds.

Owns what stays of a text: the quoted passages with the sentences they stand in, or nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model.dossier import LinkedQuote
from generator.model.text import Article, Extent, merge_extents, normalise

#: Stands for each withheld character; never shown, `Article.withheld` says where it stands.
FILLER = "\N{FULL BLOCK}"
_SHOWN_AS_IT_IS = re.compile(r"[^\r\n]")


def withhold_text(article: Article, quotes: Iterable[LinkedQuote]) -> Article:
    """The article with nothing left of its text but these quotes and the rest of their sentences."""
    kept = merge_extents(_sentence_extent(quote) for quote in quotes)
    withheld = tuple(extent for paragraph in article.paragraphs
                     for extent in _gaps(article.text, paragraph.start, paragraph.end, kept))
    text = mask_text(article.text, withheld)
    return replace(article, text=text, normal=normalise(text), withheld=withheld)


def _sentence_extent(quote: LinkedQuote) -> Extent:
    return quote.passage.start - len(quote.before), quote.passage.end + len(quote.after)


def _gaps(text: str, start: int, end: int, kept: list[Extent]) -> Iterator[Extent]:
    """What of a paragraph is not kept; white space alone is no gap."""
    at = start
    position = bisect_right(kept, start, key=lambda extent: extent[1])
    while position < len(kept) and kept[position][0] < end:
        if text[at:kept[position][0]].strip():
            yield at, kept[position][0]
        at = kept[position][1]
        position += 1
    if text[at:end].strip():
        yield at, end


def mask_text(text: str, extents: Iterable[Extent]) -> str:
    """The text with every character of these extents but its line ends replaced."""
    parts: list[str] = []
    at = 0
    for start, end in extents:
        parts += [text[at:start], _SHOWN_AS_IT_IS.sub(FILLER, text[start:end])]
        at = end
    return "".join((*parts, text[at:]))

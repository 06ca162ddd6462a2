"""How much of an article is quoted, and where: a strip from its first word to its last.

Takes extents of the text and gives a drawing without words; what it says stands beside it in a sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from markupsafe import Markup

from generator.model.text import Extent
from generator.rendering.figures.svg import element

_WIDTH, _HEIGHT = 600.0, 8.0
#: What would be thinner than this cannot be seen.
_THINNEST = 1.0


def coverage_strip(body: Sequence[Extent], quoted: Iterable[Extent]) -> Markup:
    """The strip of an article whose text stands at `body`, with `quoted` filled in; both sorted and disjoint."""
    total = sum(end - start for start, end in body)
    shapes = [element("rect", class_="d-cover__all", width=_WIDTH, height=_HEIGHT)]
    for start, end in _inside(body, quoted):
        x = start / total * _WIDTH
        shapes.append(element("rect", class_="d-cover__q", x=x, height=_HEIGHT,
                              width=max(_THINNEST, (end - start) / total * _WIDTH)))
    return element("svg", Markup("").join(shapes), class_="d-cover", viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
                   preserveAspectRatio="none", aria_hidden="true")


def _inside(body: Sequence[Extent], quoted: Iterable[Extent]) -> Iterator[Extent]:
    """The quoted extents as they would stand if the body were one text."""
    before, found, at = 0, list(quoted), 0
    for first, last in body:
        while at < len(found) and found[at][1] <= first:
            at += 1
        for start, end in islice(found, at, None):
            if start >= last:
                break
            yield before + max(start, first) - first, before + min(end, last) - first
        before += last - first

"""Which pages of the golden site stand for all: of every kind one that has most, and those that have what it lacks.

Taken from the `kind` in the pages' front matter and from their markup, so that a new kind of page, and a new part
of a page, is tested without a word here.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from tests.support.golden import golden_build

#: So many pages of a kind at most: what a few tests ask of each would otherwise take minutes.
MOST = 3
_KIND = re.compile(r'\A---\n(?:(?!---\n).*\n)*?kind: "?([\w-]+)')
_ELEMENT = re.compile(r"<([a-z][\w-]*)")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
#: A browser leaves such a page at once; what it does is tested where it leads to.
_LEADS_ON = "moved"
#: Served by a server only, and takes its files from the site's own address.
_NOT_FOUND = "404.html"


def kind_of(text: str) -> str:
    """The kind in a Markdown page's front matter; hand-written pages may have none."""
    found = _KIND.match(text)
    return found[1] if found else "prose"


def parts_of(text: str) -> frozenset[str]:
    """The elements and classes of a page."""
    return frozenset(_ELEMENT.findall(text)).union(*(found.split() for found in _CLASSES.findall(text)))


def examples(pages: Mapping[str, frozenset[str]], most: int = MOST) -> list[str]:
    """Of pages with these parts, as few as show every part, at most so many, those with most first."""
    chosen: list[str] = []
    left = frozenset().union(*pages.values())
    while left and len(chosen) < most:
        chosen.append(max(sorted(pages), key=lambda uri: len(pages[uri] & left)))
        left -= pages[chosen[-1]]
    return chosen


def _pages_by_kind() -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    """By kind and folder, the parts of every page by its address."""
    found: dict[tuple[str, str], dict[str, frozenset[str]]] = defaultdict(dict)
    for file in golden_build().files:
        if file.is_page:
            uri = file.uri.removesuffix(".md") + ".html"
            found[kind_of(file.text), uri.rpartition("/")[0]][uri] = parts_of(file.text)
    return dict(sorted(found.items()))


#: Pages that open from disk and from a server.
ON_DISK = [uri for (kind, _), pages in _pages_by_kind().items() if kind != _LEADS_ON for uri in examples(pages)]
#: A few pages of every kind, as a server shows them.
KINDS = [*ON_DISK, _NOT_FOUND]

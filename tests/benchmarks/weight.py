"""What a browser loads for a page of a built site, compressed as a server sends it, and how large pages grow.

Computed from the files: a page, the style sheets, scripts and pictures it names, and the theme's worker for search,
which the theme's script names. The search index is left apart, since it grows with the dossier.
"""

import gzip
import re
from collections import defaultdict
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

#: In bytes: a page with all it loads, our own scripts on all pages together but for the search, the scripts of the
#: search, a page by itself.
AIMS = {"loaded": 150_000, "scripts": 30_000, "search": 27_000, "largest": 500_000}

_KIND = re.compile(r'\bclass="d-page d-page--([\w-]+)"')
_LOADS = re.compile(
    r"""<(?:link\b[^>]*\brel="?(?:stylesheet|icon)"?[^>]*\bhref|script\b[^>]*\bsrc|img\b[^>]*\bsrc)="?([^">\s]+)""")
_WORKER = "assets/javascripts/workers/*.js"


@dataclass(frozen=True)
class KindWeight:
    """The pages of one kind: how many, the largest, and what that one loads in all, in bytes."""

    pages: int
    largest: int
    largest_uri: str
    loaded: int
    scripts: int


@cache
def compressed(path: Path) -> int:
    """The size of a file as a server sends it."""
    return len(gzip.compress(path.read_bytes(), 9))


def loads_of(site: Path, path: Path) -> set[Path]:
    """The files of the site that a page loads, itself among them."""
    html = path.read_text(encoding="utf-8")
    named = {(path.parent / name).resolve() for name in _LOADS.findall(html) if not name.startswith(("http", "data:"))}
    return {path.resolve(), *(found for found in named if found.is_file()), *site.resolve().glob(_WORKER)}


def is_own_script(path: Path) -> bool:
    """Whether a file is a script of the dossier, not of the theme."""
    return path.suffix == ".js" and path.parent.name != "javascripts" and path.parent.name != "workers"


def weigh(site: Path) -> dict[str, dict[str, object]]:
    """The weights of a built site by kind of page, as plain values; the search index is loaded by none."""
    kinds: dict[str, list[tuple[int, Path]]] = defaultdict(list)
    for path in sorted(site.rglob("*.html")):
        found = _KIND.search(path.read_text(encoding="utf-8"))
        kinds[found[1] if found else "none"].append((path.stat().st_size, path))
    return {kind: asdict(_weigh_kind(site, pages)) for kind, pages in sorted(kinds.items())}


def _weigh_kind(site: Path, pages: list[tuple[int, Path]]) -> KindWeight:
    largest, path = max(pages)
    loads = loads_of(site, path)
    return KindWeight(
        len(pages), largest, path.relative_to(site).as_posix(), sum(map(compressed, loads)),
        sum(compressed(found) for found in loads if is_own_script(found)))


def own_scripts(site: Path) -> int:
    """All scripts of the dossier's own that any page may load, in bytes; the list of records is data, the search apart."""
    return sum(compressed(path) for path in site.rglob("assets/*.js") if is_own_script(path) and not is_search(path))


def search_scripts(site: Path) -> int:
    """The scripts of the search, in bytes, of which a page loads the field alone until the search is opened."""
    return sum(map(compressed, filter(is_search, site.rglob("assets/*.js"))))


def is_search(path: Path) -> bool:
    """Whether a script is one of the search."""
    return path.name.startswith("search")

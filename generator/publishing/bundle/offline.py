"""A built page for readers without a network: what leads outside is printed as text.

Owns what of a built site, and of a page, a bundle leaves out. Works on finished HTML, page by page; knows no records.
"""

import re
from html import unescape

_ATTRIBUTES = r"""((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)"""
_ANCHOR = re.compile(rf"<a{_ATTRIBUTES}>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r"""(?<![\w:-])(?:xlink:)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_DRAWING = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)
#: Ways to change the dossier, which end at a forge: the dialog, the link to a record's file, the links to lines.
_WAYS_TO_EDIT = re.compile(
    r"""<div class="d-propose".*?</template>\s*</div>\s*|<p class="d-edit">.*?</p>\s*|\s*<a class="d-editline".*?</a>""",
    re.DOTALL)
#: Of no use on a reader's own disk, or not of the dossier: maps of sources, search engines' lists, scripts of the
#: theme's search, the page that a server sends for a wrong address, scripts that change the dossier.
_LEFT_OUT = re.compile(
    r"(\.map|sitemap\.xml(\.gz)?|(^|/)404\.html|assets/javascripts/(lunr|workers)/.*|search/search_index\.js(on)?"
    r"|assets/(propose\.(js|css)|quoting\.js)|data/records\.js)$")
#: What names a map of sources at the end of a style sheet or script; with a console open a browser asks for it.
_MAP = re.compile(rb"(?:\s*/\*# sourceMappingURL=[^*]*\*/|\s*^//# sourceMappingURL=\S*)\s*\Z", re.MULTILINE)


def is_left_out(path: str) -> bool:
    """Whether a file of the built site stays out of a bundle."""
    return _LEFT_OUT.search(path) is not None


def without_map(path: str, data: bytes) -> bytes:
    """A file of the site; of a style sheet or script without the name of its map."""
    return _MAP.sub(b"\n", data) if path.endswith((".css", ".js")) else data


def without_outside_links(html: str) -> str:
    """The page without ways to edit, and with every link to another host or program in words: text and address."""
    pieces = _DRAWING.split(_WAYS_TO_EDIT.sub("", html))
    return "".join(_ANCHOR.sub(_as_group if at % 2 else _as_text, piece) for at, piece in enumerate(pieces))


def leads_outside(address: str) -> bool:
    """Whether an address, without character references, names another host or program."""
    return _OUTSIDE.match(re.sub(r"[\t\n\r]", "", address)) is not None


def _address(attributes: str) -> str:
    """The address as it is written, escaped; empty where there is none."""
    href = _HREF.search(attributes)
    return next((value for value in href.groups() if value is not None), "") if href else ""


def _as_text(match: re.Match[str]) -> str:
    address = _address(match[1])
    if not leads_outside(unescape(address)):
        return match[0]
    shown = unescape(_TAGS.sub("", match[2])).strip()
    is_shown = unescape(address).removeprefix("mailto:") in (shown, f"{shown}/")
    beside = "" if is_shown else f' <span class="d-url">{_plain(address)}</span>'
    return f'<span class="d-out">{match[2]}</span>{beside}'


def _plain(address: str) -> str:
    """An address out of its quotation marks: what was plain in an attribute may begin a tag outside it."""
    return address.replace("<", "&lt;").replace(">", "&gt;")


def _as_group(match: re.Match[str]) -> str:
    """In a drawing a link's shapes stay together; its address stands in the list that says the same."""
    return f"<g>{match[2]}</g>" if leads_outside(unescape(_address(match[1]))) else match[0]

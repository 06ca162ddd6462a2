"""A built page for readers without a network: what leads outside is printed as text.

Owns what of a built site, and of a page, a bundle leaves out. Works on finished HTML, page by page; knows no records.
"""

import re
from dataclasses import dataclass
from html import unescape

#: Attributes and tags, cut as browsers cut them (HTML, 13.2.5.32 and following); no letter is tried twice.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)
_TAG = re.compile(
    rf"<(/?)(a|area|base|button|form|input|link|meta|svg)(?=[\s/>])((?:[\s/]++|{_ATTRIBUTE})*+)>", re.IGNORECASE)
_ADDRESSES = {"href", "xlink:href", "action", "formaction"}
_OUTSIDE = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_ADDRESS_WITHIN = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_GUIDE = r"(?:\.\./)*guide/(?:index|fields|findings)\.html"
_IN_GUIDE = re.compile(_GUIDE + "(#.*)?")
#: Ways to change the dossier, which end at a forge: the dialog, the link to a record's file, the links to lines, and
#: those to the editors' guide where they stand alone.
_WAYS_TO_EDIT = re.compile(
    r"""<div class="d-propose".*?</template>\s*</div>\s*|<p class="d-edit">.*?</p>\s*|\s*<a class="d-editline".*?</a>"""
    rf"""|<(li|p)><a href="{_GUIDE}">[^<]*</a></\1>\s*""",
    re.DOTALL)
#: Of no use on a reader's own disk, or not of the dossier: maps of sources, search engines' lists, scripts of the
#: theme's search, the page that a server sends for a wrong address, the editors' guide, scripts that change the dossier.
_LEFT_OUT = re.compile(
    r"(\.map|sitemap\.xml(\.gz)?|(^|/)404\.html|assets/javascripts/(lunr|workers)/.*|search/search_index\.js(on)?"
    r"|assets/(propose\.(js|css)|quoting\.js|guide\.css)|^guide/(index|fields|findings)\.html|data/records\.js)$")
#: What names a map of sources at the end of a style sheet or script; with a console open a browser asks for it.
_MAP = re.compile(rb"(?:\s*/\*# sourceMappingURL=[^*]*\*/|\s*^//# sourceMappingURL=\S*)\s*\Z", re.MULTILINE)


def is_left_out(path: str) -> bool:
    """Whether a file of the built site stays out of a bundle."""
    return _LEFT_OUT.search(path) is not None


def without_map(path: str, data: bytes) -> bytes:
    """A file of the site; of a style sheet or script without the name of its map."""
    return _MAP.sub(b"\n", data) if path.endswith((".css", ".js")) else data


def without_outside_links(html: str) -> str:
    """The page without ways to edit, and with every link to another host or program in words: text and address.

    What else would lead or call there goes wholly: addresses of forms and of areas of pictures, pages that lead on.
    """
    html = _WAYS_TO_EDIT.sub("", html)
    pieces: list[str] = []
    at = drawings = 0
    link: _Link | None = None
    for tag in _TAG.finditer(html):
        pieces.append(html[at:tag.start()])
        at = tag.end()
        is_end, name = bool(tag[1]), tag[2].lower()
        if name == "a":
            # A link ends where the next begins, too.
            if link:
                pieces.append(link.end("".join(pieces[link.place:])))
            was_open, link = link is not None, None if is_end else _link(tag[3], drawings > 0, len(pieces) + 1)
            pieces.append(link.begin() if link else "" if is_end and was_open else _without_addresses(tag[0], name))
        else:
            drawings += (name == "svg") * (-1 if is_end else 1)
            pieces.append(tag[0] if is_end else _without_addresses(tag[0], name))
    return "".join([*pieces, html[at:]])


def leads_outside(address: str) -> bool:
    """Whether an address, without character references, names another host or program."""
    return _OUTSIDE.match(re.sub(r"[\t\n\r]", "", address)) is not None


@dataclass(frozen=True, slots=True)
class _Link:
    """A link that leads nowhere from here: its address as it is written, escaped, empty where nobody needs it; the
    place of its words among the pieces.
    """

    address: str
    is_drawn: bool
    place: int

    def begin(self) -> str:
        """In a drawing a link's shapes stay together; its address stands in the list that says the same."""
        return "<g>" if self.is_drawn else '<span class="d-out">'

    def end(self, words: str) -> str:
        """The end, and behind it the address where the words are another text."""
        if self.is_drawn:
            return "</g>"
        shown, address = unescape(_TAGS.sub("", words)).strip(), unescape(self.address).removeprefix("mailto:")
        # What was plain in an attribute may begin a tag outside it.
        plain = self.address.replace("<", "&lt;").replace(">", "&gt;")
        return "</span>" if address in ("", shown, f"{shown}/") else f'</span> <span class="d-url">{plain}</span>'


def _link(attributes: str, is_drawn: bool, place: int) -> _Link | None:
    """The link that a tag begins; None where it leads nowhere or to what is here."""
    for name, value in map(_pair, _EACH_ATTRIBUTE.findall(attributes)):
        is_guide = _IN_GUIDE.fullmatch(value) is not None
        if name in ("href", "xlink:href") and (is_guide or _is_outside(value)):
            return _Link("" if is_guide else value, is_drawn, place)
    return None


def _pair(attribute: str) -> tuple[str, str]:
    """The name in lower case, and the value as it is written."""
    name, _, value = attribute.partition("=")
    value = value.strip()
    return name.strip().lower(), value[1:-1] if value[:1] in ("'", '"') else value


def _is_outside(value: str) -> bool:
    return leads_outside(unescape(value))


def _without_addresses(tag: str, name: str) -> str:
    """A tag without addresses outside; nothing where it was there for such a one alone."""
    start, attributes = tag[:1 + len(name)], tag[1 + len(name):-1]
    pairs = dict(map(_pair, reversed(_EACH_ATTRIBUTE.findall(attributes))))
    if name == "meta":
        leads_on = unescape(pairs.get("http-equiv", "")).strip().lower() == "refresh"
        return "" if leads_on and _ADDRESS_WITHIN.search(unescape(pairs.get("content", ""))) else tag
    if name in ("base", "link"):
        is_canonical = unescape(pairs.get("rel", "")).strip().lower() == "canonical"
        return "" if _is_outside(pairs.get("href", "")) and not is_canonical else tag
    unwanted = {key for key, value in pairs.items() if key == "ping" or (key in _ADDRESSES and _is_outside(value))}
    if not unwanted:
        return tag
    kept = _EACH_ATTRIBUTE.sub(lambda found: "" if _pair(found[0])[0] in unwanted else found[0], attributes)
    return f"{start}{kept}>"

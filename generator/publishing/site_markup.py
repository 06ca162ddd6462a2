"""What may stand in what: the rules of nesting that an HTML parser repairs without a word.

Owns the tables of the HTML standard's content models that matter here, nothing else.
Knows no page and no file; it answers for one start tag and the elements open around it.
Source of the rules: https://html.spec.whatwg.org/multipage/indices.html#elements-3
"""

from collections.abc import Sequence

VOID_TAGS = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote details dialog div dl dd dt fieldset figcaption figure footer form"
    " header hgroup hr li main menu nav ol p pre search section table ul".split()
)
#: Elements whose content is words and inline elements only.
_INLINE_PARENTS = _HEADINGS | frozenset(
    "p pre span em strong b i u s small q cite dfn abbr code var samp kbd sub sup mark bdi bdo time data"
    " label button legend summary output rt".split()
)
_HEADING_PARENTS = frozenset({"legend", "summary"})
#: Elements that may hold whatever their own parent may hold.
_TRANSPARENT = frozenset("a ins del map object video audio canvas noscript slot".split())
_PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "legend": {"fieldset"},
    "source": {"picture", "audio", "video"},
    "option": {"select", "datalist", "optgroup"},
}
_CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "menu": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
}
_INTERACTIVE = frozenset("a button details embed iframe input label select textarea".split())
_CLOSED_BY = {
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "option": frozenset({"option"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th"}),
    "tfoot": frozenset({"tbody", "tr", "td", "th"}),
}
_FOREIGN_BOUNDS = frozenset({"svg", "math", "foreignobject"})
_PARAGRAPH = frozenset({"p"})
_NOTHING: frozenset[str] = frozenset()


def closed_by(tag: str) -> frozenset[str]:
    """The innermost open elements that this start tag ends without an end tag of theirs."""
    return _CLOSED_BY.get(tag, _PARAGRAPH if tag in _BLOCKS else _NOTHING)


def is_foreign(ancestors: Sequence[str]) -> bool:
    """Whether what stands inside these open elements is SVG or MathML, not HTML. Outermost first."""
    inner = next((name for name in reversed(ancestors) if name in _FOREIGN_BOUNDS), "")
    return inner in {"svg", "math"}


def nesting_fault(tag: str, ancestors: Sequence[str]) -> str:
    """Why this element may not stand here, as `CHILD in ANCESTOR`; empty where it may. Outermost first."""
    if holder := _interactive_holder(tag, ancestors):
        return f"{tag} in {holder}"
    if not ancestors or is_foreign(ancestors):
        return ""
    parent = ancestors[-1]
    if tag in _PARENTS and parent not in _PARENTS[tag] and parent != "template":
        return f"{tag} in {parent}"
    if tuple(ancestors[-2:]) == ("dl", "div"):
        parent = "dl"  # a div may group the terms of a list, and is then no other div
    if parent in _CHILDREN and tag not in _CHILDREN[parent]:
        return f"{tag} in {parent}"
    holder = next(name for name in (*reversed(ancestors), "") if name not in _TRANSPARENT)
    if tag in _BLOCKS and holder in _INLINE_PARENTS and not (tag in _HEADINGS and holder in _HEADING_PARENTS):
        return f"{tag} in {holder}"
    return ""


def _interactive_holder(tag: str, ancestors: Sequence[str]) -> str:
    if tag not in _INTERACTIVE:
        return ""
    if tag == "label":
        return "label" if "label" in ancestors else ""
    return next((name for name in reversed(ancestors) if name in {"a", "button"}), "")

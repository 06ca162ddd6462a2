"""The small vocabulary that all drawings share: numbers, elements, and how wide a label will be.

Owns escaping in drawings. Lengths are user units, one of which is a CSS pixel at a drawing's natural size.
"""

import unicodedata
from functools import lru_cache

from markupsafe import Markup

from generator.rendering.markup import escape_html

#: Widths of characters in em, for the sans faces a system may have: the widest of them, since labels must not collide.
_NARROW = frozenset("iljtfrI.,:;!'|()[]/ ·‘’-")
_WIDE = frozenset("mwMW@%—…")
_WIDTHS = {"narrow": 0.38, "wide": 0.92, "capital": 0.72, "digit": 0.6, "other": 0.6, "full": 1.05}
#: How much wider bold letters are.
BOLD = 1.08


def number(value: float) -> str:
    """A length with at most one decimal, without a needless zero: the same bytes on every machine."""
    rounded = f"{value:.1f}"
    short = rounded.removesuffix(".0")
    return "0" if short == "-0" else short


def element(name: str, content: str | Markup = "", /, **attributes: object) -> Markup:
    """An element; content and values are escaped, `class_` is `class`, `_` in names is `-`, None leaves one out.

    Floats are printed as lengths.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            shown = number(value) if isinstance(value, float) else value
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape_html(shown)}"')
    inner = escape_html(content)
    return Markup(f"<{' '.join(parts)}>{inner}</{name}>" if inner else f"<{' '.join(parts)}/>")


def named_link(name: str, drawing: Markup, /, *, css: str, href: str, **attributes: object) -> Markup:
    """A link around what is drawn, with its whole name as a title: what is drawn of it may be cut."""
    return element("a", element("title", name) + drawing, class_=css, href=href, **attributes)


def text_width(text: str, size: float) -> float:
    """How wide a label may become at a font size, both in user units: an estimate on the safe side."""
    return size * sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDTHS["full"]
    if character in _NARROW:
        return _WIDTHS["narrow"]
    if character in _WIDE:
        return _WIDTHS["wide"]
    if character.isdigit():
        return _WIDTHS["digit"]
    return _WIDTHS["capital" if character.isupper() else "other"]


def shortened(text: str, size: float, width: float) -> str:
    """A label cut at a word, with an ellipsis, where it is wider than `width`; the whole text where it fits."""
    if text_width(text, size) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        if text_width(cut := " ".join(words).rstrip(",;:.–-") + "…", size) <= width:
            return cut
    kept = words[0]
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept + "…"


def wrapped(text: str, size: float, width: float, *, lines: int, is_bold: bool = False) -> list[str]:
    """A text in one to so many lines, each at most so wide; the last one is cut where there is more."""
    room = width / (BOLD if is_bold else 1)
    words, found = text.split(), []
    while words and len(found) < lines - 1:
        taken = 1
        while taken < len(words) and text_width(" ".join(words[:taken + 1]), size) <= room:
            taken += 1
        found.append(shortened(" ".join(words[:taken]), size, room))
        words = words[taken:]
    return [*found, shortened(" ".join(words), size, room)] if words else found or [""]

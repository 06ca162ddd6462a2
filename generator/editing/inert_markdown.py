"""Somebody else's text and Markdown made inert, so that a forge shows it and does nothing because of it.

Owns what stays of it: headings, lists, quotations, bold and code; links give their words, everything else becomes plain
text. Nobody is mentioned, no issue is referred to, nothing is loaded. Knows neither findings nor where it is shown.
"""

import html
import re
from collections.abc import Iterator

#: Behind the mark that would make a mention, a reference or an address of what follows, in the next piece too.
_BREAK = "\u200b"
_ACTIVE = re.compile(r"@(?=\w|$)|#(?=\d|$)|\bGH(?=-\d|-?$)|:(?=//|/?$)|\bwww(?=\.|$)|^(?=/)", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#!|~&$]")
# Where a list would begin, or a line below a heading.
_LINE_MARK = re.compile(r"^( *(?:\d{1,9}(?=[.)]))?)([-+=.)])")
# Marks without a glyph: control characters, line ends, and those that turn the direction of writing.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_LINE_START = re.compile(r"(?P<indent> {0,8})(?P<mark>#{1,6} |[-*+] |\d{1,3}[.)] |> )?(?P<rest>.*)")
_HIGHEST_HEADING = 4
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!`)`(?P<code>[^`]+)`(?!`)"
    r"|\*\*(?P<bold>(?=[^\s*])[^*]*[^\s*])\*\*"
    r"|!?\[(?P<words>[^\[\]]*)\]\([^()\s]*\)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<mark>.)")


def inert_text(text: str) -> str:
    """Plain text as Markdown that shows exactly this text, on one line; unseen marks become spaces."""
    return _inert_piece(_UNSEEN.sub(" ", text).strip())


def _inert_piece(text: str) -> str:
    broken = _ACTIVE.sub(lambda found: f"{found[0]}{_BREAK}", text)
    shown = _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", broken)
    return _LINE_MARK.sub(lambda found: f"{found[1]}&#{ord(found[2])};", shown)


def inert_sentence(text: str) -> str:
    """Plain text on one line in which words between backticks are code."""
    pieces = _CODE.split(_UNSEEN.sub(" ", text).strip())
    return "".join(f"`{piece}`" if index % 2 else _inert_piece(piece) for index, piece in enumerate(pieces))


def inert_line(text: str) -> str:
    """One line of Markdown with bold, code and the words of its links; all else as the text it is."""
    return "".join(_inert_tokens(_UNSEEN.sub(" ", text)))


def inert_code(text: str) -> str:
    """Text as a span of code, which no forge looks into; a text with a backtick as plain text."""
    shown = _UNSEEN.sub(" ", text).strip()
    return f"`{shown}`" if shown and "`" not in shown else inert_text(shown)


def inert_markdown(text: str) -> str:
    """Markdown of several lines; headings go down to the level below those of the page they are shown on."""
    return "\n".join(_inert_start(line) for line in text.splitlines())


def _inert_start(line: str) -> str:
    found = _LINE_START.fullmatch(_UNSEEN.sub(" ", line.rstrip()))
    if found is None:
        return inert_line(line)
    mark = found["mark"] or ""
    if mark.startswith("#"):
        mark = "#" * max(mark.count("#"), _HIGHEST_HEADING) + " "
    return f"{found['indent']}{mark}{inert_line(found['rest'])}".rstrip()


def _inert_tokens(text: str) -> Iterator[str]:
    """The pieces of a line; plain marks are gathered first, since `://` and `@name` take more than one."""
    plain = ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind in ("code", "bold"):
            yield _inert_piece(plain)
            plain = ""
            yield f"`{token['code']}`" if kind == "code" else f"**{inert_line(token['bold'])}**"
        else:
            plain += html.unescape(token[0]) if kind == "entity" else token[kind or 0]
    yield _inert_piece(plain)

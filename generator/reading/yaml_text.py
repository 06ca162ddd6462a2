"""The text of a YAML file, before any parser sees it.

Owns what bytes may not hold (other encodings, a BOM, control characters, leading tabs, directives), so that
one parser cannot read a file otherwise than another. Knows nothing of YAML's structure.
"""

import re

from generator.diagnostics import Diagnostics, Span

MAX_YAML_BYTES = 1_000_000

#: What a file may not hold: YAML's own list, and the line breaks that no editor shows as such.
_UNWELCOME = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
#: What a value may not hold even where it was written as an escape (`"\0"`).
_UNPRINTABLE = re.compile("[^\t\n\r\x85 -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEADING_TAB = re.compile(r"^ *\t", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_LINE_SEPARATORS = "\x85\u2028\u2029"
_BOM = "\ufeff"


def decode_yaml(path: str, data: bytes, diagnostics: Diagnostics) -> str | None:
    """The text of a file with `\\n` as its only line break, one behind the last line, and no tabs.

    None, with one finding, where it is too large, is not UTF-8 or holds what no parser should see.
    A BOM at the start is a finding too, but what follows is read. A tab inside a line becomes a space:
    matching takes every run of white space as one space, and the parsers disagree about tabs.
    """
    if len(data) > MAX_YAML_BYTES:
        diagnostics.add("file-too-large", Span(path), size=len(data), limit=MAX_YAML_BYTES)
        return None
    text = _decode(path, data, diagnostics)
    if text is None:
        return None
    if text.startswith(_BOM):
        diagnostics.add("yaml-bom", Span(path))
        text = text[1:]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _check_characters(path, text, diagnostics):
        return None
    if "\t" in text:
        text = text.replace("\t", " ")
    return text if text.endswith("\n") else text + "\n"


def has_unprintable(value: str) -> bool:
    """Whether a value holds a control character or half a character, written as an escape."""
    return _UNPRINTABLE.search(value) is not None


def _decode(path: str, data: bytes, diagnostics: Diagnostics) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        # A character of several bytes may be broken off at the start of the bad ones; what precedes is sound.
        before = data[:error.start].decode().removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
        span = _span_at(path, before, len(before))
        diagnostics.add("not-utf8", span, byte=f"0x{data[error.start]:02x}")
        return None


def _check_characters(path: str, text: str, diagnostics: Diagnostics) -> bool:
    """Whether a parser may see the text; else the first unwelcome thing is reported."""
    if found := _UNWELCOME.search(text):
        _report_character(_span_at(path, text, found.start()), found.group(), diagnostics)
        return False
    if "\t" in text and (found := _LEADING_TAB.search(text)):
        diagnostics.add("yaml-tab", _span_at(path, text, found.end() - 1))
        return False
    if found := _DIRECTIVE.search(text):
        line = text[found.start():].partition("\n")[0]
        span = _span_at(path, text, found.start())
        diagnostics.add("yaml-syntax", span, hint="directive", text=shorten(line), problem="directive")
        return False
    return True


def _report_character(span: Span, character: str, diagnostics: Diagnostics) -> None:
    shown = f"U+{ord(character):04X}"
    if character == _BOM:
        diagnostics.add("yaml-bom", span)
    elif character in _LINE_SEPARATORS:
        diagnostics.add("yaml-syntax", span, hint="line-separator", text=shown, problem="character")
    else:
        diagnostics.add("yaml-syntax", span, hint="control-character", text=shown, problem="character")


def shorten(line: str, limit: int = 60) -> str:
    """A line as a finding shows it: without the space around it, cut where it is long."""
    line = line.strip()
    return line if len(line) <= limit else line[:limit - 1].rstrip() + "…"


def _span_at(path: str, text: str, index: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return Span(path, line, column, line, column + 1)

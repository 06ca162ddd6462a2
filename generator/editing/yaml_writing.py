"""Values as YAML text in the one form of this dossier: plain where that is safe, `>-` for long words.

Owns which text needs quotes and how long texts are broken. Knows neither files nor records. Whoever uses it reads
the result again and compares: this module is careful, not trusted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

#: How wide a line may get, as far as its words can be parted.
WIDTH = 120

_SAFE_START = re.compile(r"[^\W_]|[(«“„‘–—+/$€§…]")
_UNSAFE = re.compile(r": |:$| #|^#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]|:[\"'?]|\?$")
_NULL = ("", "~", "null", "Null", "NULL")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_NEEDS_ESCAPE = re.compile("[\\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def plain_is_safe(text: str, *, in_flow: bool) -> bool:
    """Whether a text without quotes is read back as it is, and by everybody as one text."""
    if text in _NULL or text != text.strip() or not _SAFE_START.match(text) or _UNSAFE.search(text):
        return False
    return not (in_flow and _UNSAFE_IN_FLOW.search(text))


def quoted(text: str) -> str:
    """A text between double quotes."""
    return '"' + _NEEDS_ESCAPE.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\U{ord(found[0]):08x}"


def scalar_text(value: str | None, *, in_flow: bool = False) -> str:
    """A scalar on one line."""
    if value is None:
        return "null"
    return value if plain_is_safe(value, in_flow=in_flow) else quoted(value)


def flow_text(value: Any) -> str:
    """Any value on one line, between brackets where it is a collection."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar_text(key, in_flow=True)}: {flow_text(item)}"
                               for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return scalar_text(value, in_flow=True)


def can_fold(text: str) -> bool:
    """Whether a text can stand in a `>` block without any change."""
    lines = text.split("\n")
    return prints_as_it_is(text) and bool(lines[0].strip()) and all(line == line.strip() for line in lines)


def prints_as_it_is(text: str) -> bool:
    """Whether no character of a text has to be written as an escape."""
    return all(found[0] in '"\\\n' for found in _NEEDS_ESCAPE.finditer(text))


def folded_lines(text: str, indent: int, *, width: int = WIDTH) -> list[str]:
    """A `>` block: its head (`>-`), then its lines indented by `indent`; a break is a blank line."""
    words = text.rstrip("\n")
    ends = len(text) - len(words)
    lines = [">" + ("-" if not ends else "" if ends == 1 else "+")]
    for position, paragraph in enumerate(words.split("\n")):
        lines += [""] * (1 if position else 0)
        lines += [" " * indent + line for line in wrapped(paragraph, width - indent)] if paragraph else []
    return lines + [""] * max(0, ends - 1)


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of at most `width` characters, as far as it can be parted at single spaces."""
    while len(text) > width:
        breaks = [found.start() for found in _BREAK.finditer(text)]
        cut = max((at for at in breaks if at <= width), default=min(breaks, default=-1))
        if cut < 0:
            break
        yield text[:cut]
        text = text[cut + 1:]
    yield text


def entry_lines(key: str, value: Any, indent: int) -> list[str]:
    """A mapping's entry in block form, every line indented by `indent`."""
    head = " " * indent + scalar_text(key) + ":"
    return _below(head, value, indent)


def item_lines(value: Any, indent: int) -> list[str]:
    """A list's item in block form, its dash indented by `indent`."""
    if isinstance(value, Mapping) and value and not _fits(value, indent + 2):
        lines = [line for key, item in value.items() for line in entry_lines(key, item, indent + 2)]
        return [f"{' ' * indent}- {lines[0].lstrip(' ')}", *lines[1:]]
    return _below(" " * indent + "-", value, indent)


def _below(head: str, value: Any, indent: int) -> list[str]:
    if isinstance(value, str):
        text = scalar_text(value)
        if (len(head) + 1 + len(text) > WIDTH or "\n" in value) and can_fold(value):
            first, *rest = folded_lines(value, indent + 2)
            return [f"{head} {first}", *rest]
        return [f"{head} {text}"]
    if not value or _fits(value, len(head) + 1):
        return [f"{head} {flow_text(value)}"]
    lines = ([line for key, item in value.items() for line in entry_lines(key, item, indent + 2)]
             if isinstance(value, Mapping) else [line for item in value for line in item_lines(item, indent + 2)])
    return [head, *lines]


def _fits(value: Any, column: int) -> bool:
    """Whether a collection stands between brackets: short, and no list of mappings."""
    if isinstance(value, Sequence) and any(isinstance(item, Mapping) for item in value):
        return False
    if isinstance(value, Mapping) and "quote" in value:
        return False
    text = flow_text(value)
    return column + len(text) <= WIDTH and '\\' not in text

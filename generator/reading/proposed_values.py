"""proposed-value: a value that the program proposed and nobody has confirmed yet.

Owns the mark: a line of its own, `# proposed: why`, above the field. It is a remark to YAML and nothing but a remark
to the record; taking the line out is the confirmation.
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostics, Span
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode

#: What a line begins with, behind its indentation, that marks the value below it.
MARK = "# proposed:"

_MARKED = re.compile(rf"[ \t]*{MARK}[ \t]*(?P<why>.*)")
_KEY = re.compile(r"[ \t]*(?:- )?(?P<key>\w+):")


def report_proposed(path: str, data: bytes, node: Node | None, diagnostics: Diagnostics) -> None:
    """Report every mark of a file, at its place; a text that happens to hold such a line is left alone."""
    if node is None or MARK.encode() not in data:
        return
    lines = re.split("\r\n|\r|\n", data.decode("utf-8-sig", errors="replace"))
    inside = {number for first, last in _long_scalars(node) for number in range(first + 1, last + 1)}
    for number, line in enumerate(lines, start=1):
        marked = _MARKED.fullmatch(line)
        if marked and number not in inside:
            key = _KEY.match(lines[number]) if number < len(lines) else None
            diagnostics.add("proposed-value", Span(path, number, line.index("#") + 1), hint="confirm",
                            field=key["key"] if key else "", why=marked["why"])


def _long_scalars(node: Node) -> Iterator[tuple[int, int]]:
    """First and last line of the texts that go over several lines."""
    waiting: list[Node] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, SequenceNode):
            waiting += each.items
        elif isinstance(each, MappingNode):
            waiting += (value for _, value in each.entries)
        elif isinstance(each, ScalarNode) and each.span.end_line > each.span.line:
            yield each.span.line, each.span.end_line - (each.span.end_column == 1)

"""A YAML file as its exact text and as positioned nodes: where each key, value and item stands, and each comment.

Owns the way from lines and columns to offsets, and from nodes to slots (an entry or item with all its text).
Reads only; `surgery.py` changes texts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Diagnostics, Span
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, Step
from generator.reading.yaml_events import parse_yaml

Extent = tuple[int, int]

_LINE_END = re.compile(r"\r\n|\r|\n")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+(?:\s+#[^\r\n]*)*\s*")
_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")
_BLOCK_HEAD = re.compile(r"[>|][-+0-9]*")
_COMMENT = re.compile(r"(?:(?<=[\s])|^)#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Slot:
    """An entry of a mapping or an item of a list with its text: half-open offsets.

    `start` is the key's first character, the dash of an item in block form, or the item itself between brackets;
    `value_start` to `value_end` is the value (an alias: `*name`), its anchor included.
    """

    step: Step
    start: int
    value_start: int
    value_end: int
    value: Node
    key: ScalarNode | None = None
    is_alias: bool = False


@dataclass(frozen=True)
class YamlSource:
    """One file: its project-relative path, its text exactly as stored, and the nodes read from it."""

    path: str
    text: str
    node: Node
    _starts: tuple[int, ...] = field(repr=False)

    # Places

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based place."""
        return self._starts[line - 1] + column - 1

    def extent(self, node: Node) -> Extent:
        """The offsets of a node, with its anchor where that stands right before it (a block mapping's does not)."""
        start, end = self._extent(node.span)
        head = _BLOCK_HEAD.match(self.text, self.body_start(node)) if isinstance(node, ScalarNode) else None
        if head and "+" in head[0] and not node.is_plain:
            while (behind := self.next_line(end)) < len(self.text) and self._is_blank(behind):
                end = self.line_end(behind)
        return start, end

    def _is_blank(self, line_start: int) -> bool:
        return not self.text[line_start:self.line_end(line_start)].strip()

    def _extent(self, span: Span) -> Extent:
        return self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)

    def body_start(self, node: Node) -> int:
        """Where a node starts behind its anchor."""
        start = self.offset(node.span.line, node.span.column)
        found = _ANCHOR.match(self.text, start)
        return found.end() if found else start

    def column(self, offset: int) -> int:
        """How many characters stand before this offset on its line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """The offset at which the line starts that holds this offset."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """The offset behind the last character of the line, its line break left out."""
        found = _LINE_END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def next_line(self, offset: int) -> int:
        """The offset at which the next line starts; the end of the text where there is none."""
        found = _LINE_END.search(self.text, offset)
        return found.end() if found else len(self.text)

    @property
    def line_break(self) -> str:
        """The line break the file uses."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    # Structure

    def is_flow(self, node: Node) -> bool:
        """Whether a collection stands between brackets."""
        return not isinstance(node, ScalarNode) and self.text[self.body_start(node)] in "[{"

    def slots(self, node: Node) -> tuple[Slot, ...]:
        """The entries or items of a collection in file order; none for a scalar."""
        if isinstance(node, MappingNode):
            return tuple(self._entry_slots(node))
        return tuple(self._item_slots(node)) if isinstance(node, SequenceNode) else ()

    def _entry_slots(self, node: MappingNode) -> Iterator[Slot]:
        for key, value in node.entries:
            start, cursor = self._extent(key.span)
            value_start, value_end, is_alias = self._value_extent(value, cursor, self.extent(node)[1])
            yield Slot(key.value, start, value_start, value_end, value, key, is_alias)

    def _item_slots(self, node: SequenceNode) -> Iterator[Slot]:
        is_flow = self.is_flow(node)
        first = self.body_start(node)
        cursor, end = first + is_flow, self.extent(node)[1]
        dash = re.compile(rf"(?<![^\r\n]) {{{self.column(first)}}}-(?=\s|\Z)")
        for index, item in enumerate(node.items):
            start = cursor
            if not is_flow and index:
                found = dash.search(self.text, cursor)
                assert found is not None
                start = found.end() - 1
            if not is_flow:
                cursor = start + 1
            value_start, value_end, is_alias = self._value_extent(item, cursor, end)
            yield Slot(index, value_start if is_flow else start, value_start, value_end, item, None, is_alias)
            cursor = value_end

    def _value_extent(self, value: Node, cursor: int, end: int) -> tuple[int, int, bool]:
        start, stop = self.extent(value)
        if cursor <= start and stop <= end:
            return start, stop, False
        # An alias stands where its anchor's node does not.
        found = _ALIAS.search(self.text, cursor)
        assert found is not None
        return found.start(), found.end(), True

    # Comments

    @cached_property
    def comments(self) -> tuple[Extent, ...]:
        """Every comment from its `#` to the end of its line, in file order."""
        found: list[Extent] = []
        cursor = 0
        for start, end in sorted(self._scalar_bodies(self.node)):
            found += self._comments_between(cursor, start)
            cursor = max(cursor, end)
        return (*found, *self._comments_between(cursor, len(self.text)))

    def comments_in(self, start: int, end: int) -> tuple[Extent, ...]:
        """The comments that start within an extent."""
        return tuple(comment for comment in self.comments if start <= comment[0] < end)

    def _comments_between(self, start: int, end: int) -> list[Extent]:
        return [found.span() for found in _COMMENT.finditer(self.text, start, end)] if start < end else []

    def _scalar_bodies(self, node: Node) -> set[Extent]:
        """Where the words of scalars stand; the first line of a block scalar may end in a comment and is left out."""
        found: set[Extent] = set()
        waiting: list[Node] = [node]
        while waiting:
            each = waiting.pop()
            if isinstance(each, SequenceNode):
                waiting += each.items
            elif isinstance(each, MappingNode):
                waiting += [part for entry in each.entries for part in entry]
            else:
                start, end = self.body_start(each), self.extent(each)[1]
                is_block = not each.is_plain and _BLOCK_HEAD.match(self.text, start)
                found.add((min(self.next_line(start), end) if is_block else start, end))
        return found


def parse_source(path: str, data: bytes) -> YamlSource | None:
    """The file as text and nodes; None where it has a finding of its own, since its text is not what it seems."""
    diagnostics = Diagnostics()
    node = parse_yaml(path, data, diagnostics)
    if node is None or len(diagnostics):
        return None
    text = data.decode()
    return YamlSource(path, text, node, (0, *(found.end() for found in _LINE_END.finditer(text))))

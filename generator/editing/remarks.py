"""The comments of a YAML file by the entry or item they belong to, so that they can move with it.

A comment on a line of its own belongs to what follows, or to what precedes where it is indented as that is; one at the
end of a line belongs to what ends there. Owns that choice; every comment is given to exactly one place.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.editing.yaml_source import Slot, YamlSource
from generator.model.nodes import Node, SequenceNode


#: In the comment by which a YAML server finds a file's schema.
SCHEMA_MARK = "yaml-language-server:"


@dataclass
class Remarks:
    """The comments of one slot: lines before it, lines behind it, on its key's line, at the end of its last line.

    A line before may be empty: a blank line that parts it from what precedes.
    """

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    on_key: str = ""
    behind: str = ""


@dataclass(frozen=True)
class RemarksBySlot:
    """The comments of a file: by the start of the slot they belong to, at the file's head and end, and flow ones.

    `inside` are the starts of flow collections that hold a comment themselves.
    """

    slots: dict[int, Remarks]
    head: list[str]
    end: list[str]
    inside: set[int]

    def of(self, slot: Slot) -> Remarks:
        """What belongs to a slot."""
        return self.slots.get(slot.start) or Remarks()


def remarks_by_slot(source: YamlSource) -> RemarksBySlot:
    """Every comment and blank line of a file, each at the one place it belongs to."""
    found = RemarksBySlot({}, [], [], set())
    slots, flows = _block_slots(source)
    for comment in source.comments:
        flow = next((start for start, end in flows if start < comment[0] < end), None)
        if flow is not None:
            found.inside.add(flow)
        elif source.text[source.line_start(comment[0]):comment[0]].strip():
            _place_behind(source, slots, comment, found)
        else:
            _place_above(source, slots, comment, found)
    if slots:
        _part_head(source, slots[0], found)
    _note_blank_lines(source, slots, found)
    return found


def _block_slots(source: YamlSource) -> tuple[list[Slot], list[tuple[int, int]]]:
    """The slots outside brackets by their start, of several that start together the outermost; and the brackets."""
    slots: dict[int, Slot] = {}
    flows: list[tuple[int, int]] = []

    def visit(node: Node) -> None:
        for slot in source.slots(node):
            slots.setdefault(slot.start, slot)
            if slot.is_alias:
                continue
            if source.is_flow(slot.value):
                flows.append((source.body_start(slot.value), slot.value_end))
            else:
                visit(slot.value)

    if source.is_flow(source.node):
        flows.append(source.extent(source.node))
    else:
        visit(source.node)
    return sorted(slots.values(), key=lambda slot: slot.start), flows


def _place_behind(source: YamlSource, slots: list[Slot], comment: tuple[int, int], found: RemarksBySlot) -> None:
    """A comment at the end of a line: of the value that ends there, else of the key whose value starts below."""
    text = source.text[comment[0]:comment[1]].rstrip()
    line = source.line_start(comment[0])
    ending = [slot for slot in slots if line <= slot.value_end <= comment[0] and slot.value_end > slot.start]
    innermost = max(ending, key=lambda slot: slot.start, default=None)
    if innermost is not None:
        found.slots.setdefault(innermost.start, Remarks()).behind = text
        return
    starting = [slot for slot in slots if line <= slot.start <= comment[0]]
    if starting:
        found.slots.setdefault(starting[-1].start, Remarks()).on_key = text
    else:
        found.head.append(text)


def _place_above(source: YamlSource, slots: list[Slot], comment: tuple[int, int], found: RemarksBySlot) -> None:
    text = source.text[comment[0]:comment[1]].rstrip()
    index = bisect_left([slot.start for slot in slots], comment[0])
    if index == 0:
        found.head.append(text)
        return
    column = source.column(comment[0])
    following = slots[index] if index < len(slots) else None
    if following is None or column > source.column(following.start):
        before = next((slot for slot in reversed(slots[:index]) if source.column(slot.start) == column
                       and _ends_before(source, slot, comment[0])), None)
        if before is not None and column:
            found.slots.setdefault(before.start, Remarks()).after.append(text)
            return
    if following is None:
        found.end.append(text)
    else:
        found.slots.setdefault(following.start, Remarks()).before.append(text)


def _part_head(source: YamlSource, first: Slot, found: RemarksBySlot) -> None:
    """What stands above a file's first key: of the file down to the last blank line, the rest is the key's."""
    lines = [line.strip() for line in source.text[:source.line_start(first.start)].splitlines()]
    if "" not in lines:
        count = sum(SCHEMA_MARK in line for line in found.head)
    else:
        count = len([line for line in lines[:len(lines) - lines[::-1].index("")] if line.startswith("#")])
    below = found.head[count:]
    if below:
        del found.head[count:]
        found.slots.setdefault(first.start, Remarks()).before[:0] = below
    if found.head and "" in lines:
        found.head.append("")


def _ends_before(source: YamlSource, slot: Slot, offset: int) -> bool:
    return slot.value_end <= offset and not isinstance(slot.value, SequenceNode)


def _note_blank_lines(source: YamlSource, slots: list[Slot], found: RemarksBySlot) -> None:
    """A blank line above a slot, or above the comments right before it, stays one blank line."""
    for slot in slots[1:]:
        if slot.start in found.slots or _is_blank_above(source, slot.start):
            remarks = found.slots.setdefault(slot.start, Remarks())
            start = slot.start
            for _ in remarks.before:
                start = source.line_start(source.line_start(start) - 1)
            if _is_blank_above(source, start):
                remarks.before.insert(0, "")


def _is_blank_above(source: YamlSource, offset: int) -> bool:
    start = source.line_start(offset)
    if start == 0 or source.text[start:offset].strip(" -"):
        return False
    return not source.text[source.line_start(start - 1):start].strip()


def all_comments(source: YamlSource) -> Iterator[str]:
    """The text of every comment, in file order."""
    return (source.text[start:end].rstrip() for start, end in source.comments)

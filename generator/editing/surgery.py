"""Changes to one YAML file that leave every other byte as it is: comments, order, quotes, anchors, blocks.

A change names a place by its path and says what shall stand there. It is carried out on the text, the text is read
again, and only if it then says exactly what was wanted is it handed back. Knows no records.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from generator.editing.yaml_source import Slot, YamlSource, parse_source
from generator.editing.yaml_writing import entry_lines, flow_text, item_lines, scalar_text
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, Step, plain_value

Path = tuple[Step, ...]


class CannotEdit(Exception):
    """The file is written in a way that this change cannot be made in; nothing was changed."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(f"{path}:{line}")
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class Put:
    """The value at this path becomes another; a last key that the mapping has not is added at its end.

    `words` is what changes within a text, as pairs of pattern and replacement: so its quotes and breaks stay.
    """

    path: Path
    value: Any
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remove:
    """The entry or item at this path goes; comments within it stay."""

    path: Path


@dataclass(frozen=True, slots=True)
class Append:
    """A further item of the list at this path; `lines` is how it is written in block form, from column 0 on."""

    path: Path
    value: Any
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddEntry:
    """A further entry at the end of the file's mapping, written as `lines` say."""

    key: str
    value: Any
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddComment:
    """Lines of comment at the end of the file."""

    lines: tuple[str, ...]


Change = Put | Remove | Append | AddEntry | AddComment


def edit_source(source: YamlSource, changes: Sequence[Change]) -> bytes:
    """The file with these changes and no other; raises `CannotEdit` where its text does not allow one."""
    wanted = changed_value(plain_value(source.node), changes)
    comments = [source.text[start:end].rstrip() for start, end in source.comments]
    for is_bold in (False, True):
        data = _Surgeon(source, is_bold).operate(changes).encode()
        read = parse_source(source.path, data)
        if read is not None and plain_value(read.node) == wanted and _keeps(comments, read):
            return data
    raise CannotEdit(source.path, 1)


def _keeps(comments: Sequence[str], read: YamlSource) -> bool:
    left = [read.text[start:end].rstrip() for start, end in read.comments]
    return all(left.count(comment) >= comments.count(comment) for comment in set(comments))


def changed_value(value: Any, changes: Sequence[Change]) -> Any:
    """What the file says after the changes, as plain values; paths are those of the value before all of them."""
    wanted = deepcopy(value)
    removals = []
    for change in changes:
        match change:
            case Put(path=path, value=new):
                _at(wanted, path[:-1])[path[-1]] = deepcopy(new)
            case Append(path=path, value=new):
                _at(wanted, path).append(deepcopy(new))
            case AddEntry(key=key, value=new):
                wanted[key] = deepcopy(new)
            case Remove(path=path):
                removals.append(path)
    for path in sorted(removals, key=lambda each: [(isinstance(step, str), step) for step in each], reverse=True):
        del _at(wanted, path[:-1])[path[-1]]
    return wanted


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


@dataclass
class _Surgeon:
    """The edits to one text, put together and made from the end to the start.

    Timid, a text keeps its style and only the words named change; bold, it is written anew as a whole.
    """

    source: YamlSource
    is_bold: bool
    edits: dict[tuple[int, int, int], str] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)

    def operate(self, changes: Sequence[Change]) -> str:
        self.removed = {id(self._slot(change.path).value) for change in changes if isinstance(change, Remove)}
        for change in changes:
            match change:
                case Put():
                    self._put(change)
                case Remove(path=path):
                    self._remove(path)
                case Append():
                    self._append(change)
                case AddEntry():
                    lines = change.lines or entry_lines(change.key, change.value, 0)
                    self._insert_below(self.source.extent(self.source.node)[1], lines)
                case AddComment(lines=lines):
                    self._insert_lines(len(self.source.text), lines)
        return self._result()

    def _result(self) -> str:
        text = self.source.text
        last = len(text) + 1
        for (start, end, _), replacement in sorted(self.edits.items(), reverse=True):
            if end > last:
                raise CannotEdit(self.source.path, text.count("\n", 0, start) + 1)
            text = text[:start] + replacement + text[end:]
            last = start
        return text

    def _edit(self, start: int, end: int, replacement: str) -> None:
        # Two insertions at one place stand in the order they were asked for; one and the same edit is made once.
        order = len(self.edits) if start == end else 0
        if self.edits.setdefault((start, end, order), replacement) != replacement:
            self._refuse(start)

    def _refuse(self, offset: int) -> None:
        raise CannotEdit(self.source.path, self.source.text.count("\n", 0, offset) + 1)

    # Finding

    def _parent(self, path: Path) -> tuple[Node, Slot | None]:
        """The collection that holds the path's last step, and the slot there; the slot is None for a new key."""
        node = self.source.node
        for position, step in enumerate(path):
            slots = {slot.step: slot for slot in self.source.slots(node)}
            slot = slots.get(step)
            if position == len(path) - 1:
                return node, slot
            if slot is None:
                raise CannotEdit(self.source.path, node.span.line)
            node = slot.value
        raise CannotEdit(self.source.path, 1)

    def _slot(self, path: Path) -> Slot:
        _, slot = self._parent(path)
        if slot is None:
            raise CannotEdit(self.source.path, self.source.node.span.line)
        return slot

    # Putting

    def _put(self, change: Put) -> None:
        parent, slot = self._parent(change.path)
        if slot is None:
            self._add_key(parent, str(change.path[-1]), change.value)
        elif isinstance(slot.value, ScalarNode) and isinstance(change.value, str) and (
                change.words or self.source.is_flow(parent)):
            self._put_scalar(slot, change)
        else:
            self._put_value(parent, slot, change.value)

    def _put_scalar(self, slot: Slot, change: Put) -> None:
        node = slot.value
        start, end = self.source.body_start(node), self.source.extent(node)[1]
        if self.is_bold or not change.words:
            text = flow_text(change.value)
            self._edit(start, end, text)
            return
        for pattern, replacement in change.words:
            for found in re.finditer(pattern, self.source.text[start:end]):
                self._edit(start + found.start(), start + found.end(), found.expand(replacement))

    def _put_value(self, parent: Node, slot: Slot, value: Any) -> None:
        source = self.source
        if slot.is_alias or source.comments_in(slot.value_start, slot.value_end):
            self._refuse(slot.start)
        if source.is_flow(parent) or source.is_flow(slot.value):
            self._edit(slot.value_start, slot.value_end, flow_text(value))
            return
        indent = source.column(slot.start)
        lines = entry_lines(str(slot.step), value, indent) if slot.key else item_lines(value, indent)
        self._edit(slot.start, slot.value_end, source.line_break.join(lines).lstrip(" "))

    def _add_key(self, parent: Node, key: str, value: Any) -> None:
        if not isinstance(parent, MappingNode):
            raise CannotEdit(self.source.path, parent.span.line)
        last = self.source.slots(parent)[-1]
        if self.source.is_flow(parent):
            self._edit(last.value_end, last.value_end, f", {scalar_text(key, in_flow=True)}: {flow_text(value)}")
        else:
            self._insert_below(last.value_end, entry_lines(key, value, self.source.column(last.start)))

    # Appending

    def _append(self, change: Append) -> None:
        node = self._node(change.path)
        slots = self.source.slots(node)
        if not isinstance(node, SequenceNode) or not slots:
            raise CannotEdit(self.source.path, node.span.line)
        if self.source.is_flow(node):
            self._edit(slots[-1].value_end, slots[-1].value_end, f", {flow_text(change.value)}")
            remarks = self._remarks_in(change.lines)
            if remarks:
                self._insert_below(self.source.extent(node)[1], remarks)
            return
        indent = self.source.column(slots[-1].start)
        lines = [" " * indent + line if line else "" for line in change.lines] or item_lines(change.value, indent)
        self._insert_below(slots[-1].value_end, lines)

    def _remarks_in(self, lines: Sequence[str]) -> list[str]:
        """The comments of an item in block form; a line of a text may begin with `#` and is none."""
        source = parse_source(self.source.path, "".join(f"{line}\n" for line in lines).encode()) if lines else None
        if source is None:
            return [line for line in lines if line.lstrip().startswith("#")]
        return [source.text[start:end].rstrip() for start, end in source.comments]

    def _node(self, path: Path) -> Node:
        slot = self._slot(path)
        if slot.is_alias:
            self._refuse(slot.start)
        return slot.value

    def _insert_below(self, offset: int, lines: Sequence[str]) -> None:
        """Lines below the line that holds this offset."""
        self._insert_lines(self.source.next_line(offset) if offset else 0, lines)

    def _insert_lines(self, offset: int, lines: Sequence[str]) -> None:
        source = self.source
        text = "".join(line + source.line_break for line in lines)
        is_open = offset == len(source.text) and source.column(offset) > 0
        self._edit(offset, offset, (source.line_break if is_open and not self._opens(offset) else "") + text)

    def _opens(self, offset: int) -> bool:
        """Whether something is inserted here already, behind a line without a break."""
        return any(start == offset for start, _, _ in self.edits)

    # Removing

    def _remove(self, path: Path) -> None:
        parent, slot = self._parent(path)
        slots = self.source.slots(parent)
        if slot is None or len(slots) < 2:
            raise CannotEdit(self.source.path, parent.span.line)
        position = slots.index(slot)
        if self.source.is_flow(parent):
            self._cut_from_flow(slots, position)
        elif slot.key is not None and self._shares_line_with_dash(slot):
            self._cut_first_entry(slot, slots[1])
        else:
            self._cut_lines(slot)

    def _cut_from_flow(self, slots: Sequence[Slot], position: int) -> None:
        slot = slots[position]
        # Cuts of neighbours touch and do not overlap: up to the next where all before it goes, else from the last on.
        start, end = (slots[position - 1].value_end, slot.value_end) if any(
            id(each.value) not in self.removed for each in slots[:position]) else \
            (slot.start, slots[position + 1].start)
        if self.source.comments_in(start, end):
            self._refuse(start)
        self._edit(start, end, "")

    def _shares_line_with_dash(self, slot: Slot) -> bool:
        return self.source.text[self.source.line_start(slot.start):slot.start].strip() != ""

    def _cut_first_entry(self, slot: Slot, following: Slot) -> None:
        """The entry on the line of a dash: the next one takes its place."""
        if self.source.comments_in(slot.start, following.start):
            self._refuse(slot.start)
        self._edit(slot.start, following.start, "")

    def _cut_lines(self, slot: Slot) -> None:
        source = self.source
        start, end = source.line_start(slot.start), source.next_line(slot.value_end)
        if source.text[start:slot.start].strip():
            self._refuse(start)
        indent = " " * source.column(slot.start)
        kept = (source.text[first:last] for first, last in source.comments_in(start, end))
        self._edit(start, end, "".join(f"{indent}{comment}{source.line_break}" for comment in kept))

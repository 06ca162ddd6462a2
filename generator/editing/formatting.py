"""`dossier fmt`: every YAML file in one form, its values and comments unchanged.

Owns the form: two spaces of indentation, keys in the order of the models, words in `>-` blocks, short lists between
brackets. What it cannot bring into that form without a loss it leaves as it is and says so.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.editing.key_order import ordered_keys, type_below, type_of_file
from generator.editing.remarks import Remarks, RemarksBySlot, all_comments, remarks_by_slot
from generator.editing.yaml_source import Slot, YamlSource, parse_source
from generator.editing.yaml_writing import WIDTH, can_fold, folded_lines, plain_is_safe, prints_as_it_is, quoted
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value

#: How wide a line may stay that an editor wrote so.
_TOLERATED = 132
#: How often a file is gone over until it stays as it is.
_ROUNDS = 4
#: Wider than any text: the words of a source stand on one line, where they can be searched for.
_UNBROKEN = 10**9
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+")
_HAS_ANCHOR = re.compile(r"[&*][^\s,\[\]{}]+")


class CannotFormat(Exception):
    """The file is written in a way that cannot be brought into the one form without a loss."""


def format_source(source: YamlSource) -> bytes:
    """The file in the one form; its value and its comments are the same, and formatted again it stays as it is.

    Raises `CannotFormat` where that cannot be had.
    """
    data = _formatted(source)
    # A comment that gave way may leave a list short enough for brackets.
    for _ in range(_ROUNDS):
        read = parse_source(source.path, data)
        if read is None or plain_value(read.node) != plain_value(source.node):
            raise CannotFormat
        if Counter(all_comments(read)) != Counter(all_comments(source)):
            raise CannotFormat
        before, data = data, _formatted(read)
        if data == before:
            return data
    raise CannotFormat


def _formatted(source: YamlSource) -> bytes:
    lines = _Form(source, remarks_by_slot(source)).lines()
    return "".join(line + source.line_break for line in lines).encode()


@dataclass(frozen=True)
class _Form:
    """One file on its way into the form."""

    source: YamlSource
    remarks: RemarksBySlot

    def lines(self) -> Iterator[str]:
        """The whole file."""
        yield from self.remarks.head
        node = self.source.node
        if isinstance(node, MappingNode) and not self.source.is_flow(node):
            yield from self._mapping_lines(node, 0, type_of_file(self.source.path))
        else:
            raise CannotFormat
        yield from self.remarks.end

    # Blocks

    def _mapping_lines(self, node: MappingNode, indent: int, held: Any) -> Iterator[str]:
        slots = {str(slot.step): slot for slot in self.source.slots(node)}
        for position, key in enumerate(self._order(held, list(slots))):
            slot = slots[key]
            yield from self._slot_lines(slot, self._key_text(slot) + ":", indent, type_below(held, key),
                                        is_first=position == 0)

    def _order(self, held: Any, keys: list[str]) -> list[str]:
        # An alias must not come to stand before its anchor.
        return keys if self._has_anchors else ordered_keys(held, keys)

    @property
    def _has_anchors(self) -> bool:
        return _HAS_ANCHOR.search(self.source.text) is not None and self._find_anchors(self.source.node)

    def _find_anchors(self, node: Node) -> bool:
        return any(slot.is_alias or self._anchor(slot) or self._find_anchors(slot.value)
                   for slot in self.source.slots(node))

    def _key_text(self, slot: Slot) -> str:
        assert slot.key is not None
        start, end = self.source.extent(slot.key)
        if _ANCHOR.match(self.source.text, start):
            raise CannotFormat
        return self.source.text[start:end]

    def _sequence_lines(self, node: SequenceNode, indent: int, held: Any) -> Iterator[str]:
        for slot in self.source.slots(node):
            yield from self._slot_lines(slot, "-", indent, type_below(held, slot.step), is_first=slot.step == 0)

    def _slot_lines(self, slot: Slot, head: str, indent: int, held: Any, *, is_first: bool) -> Iterator[str]:
        remarks = self.remarks.of(slot) if not self._is_in_flow(slot) else Remarks()
        # Blank lines part top entries and items; the keys of an item stand together.
        has_blanks = not is_first and (slot.key is None or not indent)
        for line in remarks.before:
            if line or has_blanks:
                yield " " * indent + line if line else ""
        first, *rest = self._value_lines(slot, " " * indent + head, indent, held)
        remark = remarks.on_key or remarks.behind
        # Behind a first line that holds words already, a comment would cut them.
        is_full = not isinstance(slot.value, ScalarNode) and first.strip() != head
        if remark and is_full and (rest or remarks.on_key):
            yield " " * indent + remark
        elif remark:
            first = f"{first}{'  ' if rest else self._gap(slot)}{remark}"
        yield first
        yield from rest
        for line in remarks.after:
            yield " " * indent + line

    def _gap(self, slot: Slot) -> str:
        """The space before a comment at the end of a line, which may bring several of them into line."""
        between = self.source.text[slot.value_end:self.source.line_end(slot.value_end)]
        width = len(between) - len(between.lstrip())
        return " " * max(1, width)

    def _is_in_flow(self, slot: Slot) -> bool:
        return slot.key is None and self.source.text[slot.start:slot.start + 1] != "-"

    # Values

    def _value_lines(self, slot: Slot, head: str, indent: int, held: Any) -> list[str]:
        """An entry or item from its key or dash on; the first line starts with `head`."""
        source, node = self.source, slot.value
        if slot.is_alias:
            return [f"{head} {source.text[slot.value_start:slot.value_end]}"]
        anchor = self._anchor(slot)
        head = f"{head} {anchor}" if anchor else head
        if isinstance(node, ScalarNode):
            return self._scalar_lines(slot, node, head, indent)
        if source.body_start(node) in self.remarks.inside:
            raise CannotFormat
        flow = self._flow(node, held, slot, head)
        if flow:
            return [f"{head} {flow}"]
        if isinstance(node, MappingNode):
            lines = list(self._mapping_lines(node, indent + 2, held))
        else:
            lines = list(self._sequence_lines(node, indent + 2, held))
        is_compact = head.endswith("-") and not lines[0].lstrip().startswith("#")
        return [f"{head} {lines[0].lstrip()}", *lines[1:]] if is_compact else [head, *lines]

    def _anchor(self, slot: Slot) -> str:
        """The anchor of a value, wherever between key and value it stands."""
        start = self.source.extent(slot.key)[1] if slot.key else slot.start
        end = self.source.body_start(slot.value) if not slot.is_alias else slot.value_start
        between = "".join(line.partition("#")[0] for line in self.source.text[start:end].splitlines())
        found = _ANCHOR.search(between)
        return found[0] if found else ""

    def _scalar_lines(self, slot: Slot, node: ScalarNode, head: str, indent: int) -> list[str]:
        start, end = self.source.body_start(node), slot.value_end
        raw = self.source.text[start:end]
        if plain_value(node) is None:
            return [f"{head} {raw}".rstrip()]
        is_block = not node.is_plain and raw[:1] in (">", "|")
        is_verse = raw.startswith("|") and "\n" in node.value.rstrip("\n")
        is_long = "\n" in raw or len(head) + 1 + len(raw) > _TOLERATED
        if is_verse:
            return self._verse_lines(node.value, head, indent)
        if (is_block or is_long or slot.step == "quote") and can_fold(node.value) and not head.startswith("- -"):
            if raw.startswith(">") and slot.step != "quote" and (kept := self._broken_as_written(raw, indent + 2)):
                return [f"{head} {folded_lines(node.value, 0)[0]}", *kept]
            width = _UNBROKEN if slot.step == "quote" else WIDTH
            if is_block or slot.step == "quote" or " " in node.value:
                first, *rest = folded_lines(node.value, indent + 2, width=width)
                return [f"{head} {first}", *rest]
        if "\n" in raw or is_block:
            return [f"{head} {quoted(node.value)}"]
        return [f"{head} {raw}"]

    @staticmethod
    def _broken_as_written(raw: str, indent: int) -> list[str]:
        """The lines of a `>` block as an editor broke them; none where one is too long.

        A word added to a paragraph shall not show as a change of all the lines below it.
        """
        lines = [line.strip() for line in raw.splitlines()[1:]]
        return [" " * indent + line if line else "" for line in lines] if indent + max(map(len, lines)) <= _TOLERATED \
            else []

    def _verse_lines(self, value: str, head: str, indent: int) -> list[str]:
        """A text whose line breaks an editor wrote as they stand."""
        words = value.rstrip("\n")
        ends = len(value) - len(words)
        lines = words.split("\n")
        if not lines[0].strip() or lines[0] != lines[0].lstrip() or not prints_as_it_is(value):
            return [f"{head} {quoted(value)}"]
        mark = "|" + ("-" if not ends else "" if ends == 1 else "+")
        below = [" " * (indent + 2) + line if line else "" for line in lines]
        return [f"{head} {mark}", *below, *[""] * max(0, ends - 1)]

    # Brackets

    def _flow(self, node: Node, held: Any, slot: Slot, head: str) -> str:
        """A collection between brackets, or nothing where it stands in lines of its own."""
        was_flow = self.source.is_flow(node)
        is_plain_list = isinstance(node, SequenceNode) and all(isinstance(item, ScalarNode) for item in node.items)
        if not was_flow and not (is_plain_list and self._is_bare(slot)):
            return ""
        if not was_flow and not all(each.is_plain and plain_is_safe(each.value, in_flow=True)
                                    for each in getattr(node, "items", ())):
            return ""
        text = self._flow_text(node, held)
        return text if text and len(head) + 1 + len(text) <= (_TOLERATED if was_flow else WIDTH) else ""

    def _is_bare(self, slot: Slot) -> bool:
        """Whether no comment and no anchor stands in a block."""
        return not self.source.comments_in(slot.start, self.source.line_end(slot.value_end)) and not any(
            below.is_alias or self._anchor(below) for below in self.source.slots(slot.value))

    def _flow_text(self, node: Node, held: Any) -> str:
        """A collection between brackets; nothing where it holds words that stand in a block."""
        slots = self.source.slots(node)
        if isinstance(node, MappingNode) and (node.get("quote") or not slots):
            return "" if slots else "{}"
        parts = {slot.step: self._flow_part(slot, type_below(held, slot.step)) for slot in slots}
        if not all(parts.values()):
            return ""
        if isinstance(node, MappingNode):
            keys = {str(slot.step): self._key_text(slot) for slot in slots}
            return "{" + ", ".join(f"{keys[key]}: {parts[key]}" for key in self._order(held, list(keys))) + "}"
        return "[" + ", ".join(parts.values()) + "]"

    def _flow_part(self, slot: Slot, held: Any) -> str:
        if slot.is_alias:
            return self.source.text[slot.value_start:slot.value_end]
        anchor = self._anchor(slot)
        node = slot.value
        if isinstance(node, ScalarNode):
            raw = self.source.text[self.source.body_start(node):slot.value_end]
            text = quoted(node.value) if "\n" in raw else raw
        else:
            text = self._flow_text(node, held)
        return f"{anchor} {text}" if anchor and text else text

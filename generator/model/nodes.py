"""YAML as positioned nodes: what reading builds and what every later finding points into.

Owns the three node types and the walk from a field's path to its span. Knows nothing of YAML's syntax
(`reading/yaml_events.py` does) and nothing of records. Scalars stay text: the record's field decides the type.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Span


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar's text and place; `is_plain` says that it stood without quotes or block mark."""

    value: str
    span: Span
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list and its place."""

    items: tuple["Node", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping in file order, keys unique, and its place."""

    entries: tuple[tuple[ScalarNode, "Node"], ...]
    span: Span

    def entry(self, key: str) -> "tuple[ScalarNode, Node] | None":
        """The entry with this key, or None."""
        return next(((k, v) for k, v in self.entries if k.value == key), None)

    def get(self, key: str) -> "Node | None":
        """The value under this key, or None."""
        found = self.entry(key)
        return found[1] if found else None

    def keys(self) -> Iterator[str]:
        """The keys in file order."""
        return (key.value for key, _ in self.entries)


Node = ScalarNode | SequenceNode | MappingNode
Step = str | int


def plain_value(node: Node) -> Any:
    """The node as dicts, lists and strings; a plain empty scalar or `null`/`~` becomes None."""
    match node:
        case ScalarNode(value=value, is_plain=is_plain):
            return None if is_plain and value in ("", "~", "null", "Null", "NULL") else value
        case SequenceNode(items=items):
            return [plain_value(item) for item in items]
        case MappingNode(entries=entries):
            return {key.value: plain_value(value) for key, value in entries}


def find_node(root: Node, path: Sequence[Step]) -> Node:
    """The node a validated field came from.

    Tolerant where a short form was brought to a long one before validation (`by: a` became `by: [a]`):
    a step that the node does not have stays where it is.
    """
    node = root
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str):
            node = node.get(step) or node
        elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
    return node


def find_key_span(root: Node, path: Sequence[Step]) -> Span:
    """The span of the key that the path's last step names, else of the value there."""
    parent = find_node(root, path[:-1])
    if path and isinstance(parent, MappingNode) and isinstance(path[-1], str):
        found = parent.entry(path[-1])
        if found:
            return found[0].span
    return find_node(root, path).span

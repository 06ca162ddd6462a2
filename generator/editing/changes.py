"""What a command is about to change in a project: whole files, worked out before anything is written.

Owns `ProjectChange`, which an adapter shows and writes, and `Refusal`. Knows no disk and no words: what is said of a
change are keys below `editing` with their values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Span
from generator.model.tree import Tree


class Refusal(Exception):
    """The change cannot or must not be made, and nothing was: why, as the key of a sentence and its values."""

    def __init__(self, reason: str, span: Span | None = None, /, **arguments: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span
        self.arguments = arguments


@dataclass(frozen=True, slots=True)
class Remark:
    """What was done in a file, or is left to the editor: the key of a sentence and its values."""

    path: str
    key: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """The files that get other bytes, those that go, and what to say of each; paths are the project's."""

    written: Mapping[str, bytes] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    done: tuple[Remark, ...] = ()
    left: tuple[Remark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing on the disk would be different."""
        return not self.written and not self.removed

    def applied_to(self, tree: Tree) -> Tree:
        """The project's files as they will be."""
        return Tree({path: data for path, data in {**tree, **self.written}.items() if path not in self.removed})

"""What becomes empty or double when two ids become one: a record that names itself, a list that names one twice.

Owns which entries and items must go. Knows the two ids only through the changes and values it is given.
"""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Span
from generator.editing.changes import Refusal
from generator.editing.naming import written_place
from generator.editing.surgery import Change, Path, Put, Remove, changed_value
from generator.editing.yaml_source import YamlSource
from generator.model.fields import RefersTo, marked_values
from generator.model.nodes import find_node, plain_value

#: Lists whose items say what the record is to another: pointless where that is the record itself.
_RELATIONS = ("relations", "related")


def without_repeats(source: YamlSource, changes: list[Change]) -> list[Change]:
    """The changes, and the removal of each item that they make the same as another of its list."""
    value = changed_value(plain_value(source.node), changes)
    gone: list[Path] = []
    for change in changes:
        for path in _items_around(change.path) if isinstance(change, Put) else ():
            items = _at(value, path[:-1])
            others = [index for index, item in enumerate(items)
                      if index != path[-1] and item == items[path[-1]] and (*path[:-1], index) not in gone]
            if isinstance(items, list) and others:
                gone.append(path)
    return without_paths(source, changes, gone)


def _items_around(path: Path) -> Iterable[Path]:
    """The item that a changed id is, or that it is a field of."""
    return [path[:length] for length in (len(path), len(path) - 1)
            if length > 0 and isinstance(path[length - 1], int)]


def without_self(source: YamlSource, model: BaseModel, own: frozenset[str], changes: list[Change]) -> list[Change]:
    """The changes, and the removal of whatever would make a record name itself; `own` are its old and new ids.

    Refused where the reference is part of something that says more than that.
    """
    gone: dict[Path, None] = {}
    for path, marker, value in marked_values(model):
        if isinstance(marker, RefersTo) and value in own:
            steps, _ = written_place(source.node, path)
            gone[_pointless(source, steps)] = None
    return without_paths(source, changes, list(gone))


def _pointless(source: YamlSource, steps: Path) -> Path:
    """What goes with a reference of a record to itself."""
    if steps[0] in _RELATIONS:
        return steps[:2]
    if isinstance(steps[-1], int) or steps[-1] in ("also_in", "answers", "used_by"):
        return steps
    span: Span = find_node(source.node, steps).span
    raise Refusal("names-itself", span, path=source.path, line=span.line, field=str(steps[-1]))


def without_paths(source: YamlSource, changes: list[Change], gone: list[Path]) -> list[Change]:
    """The changes that are left beside these removals, and the removals; a list that loses all goes as a whole."""
    value = plain_value(source.node)
    paths = set(gone)
    for path in sorted(paths, key=len, reverse=True):
        above = path[:-1]
        if isinstance(path[-1], int) and all((*above, index) in paths for index in range(len(_at(value, above)))):
            paths -= {each for each in paths if each[:len(above)] == above}
            paths.add(above)
    kept: list[Change] = [change for change in changes
                          if not (isinstance(change, Put) and any(change.path[:len(path)] == path for path in paths))]
    return [*kept, *map(Remove, sorted(paths, key=str))]


def removed_paths(changes: Iterable[Change]) -> list[Path]:
    """The paths that go."""
    return [change.path for change in changes if isinstance(change, Remove)]


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value

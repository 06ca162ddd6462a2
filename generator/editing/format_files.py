"""Which files of a dossier `dossier fmt` brings into the one form, and what becomes of each.

Owns the choice of files; the form is `formatting.py`'s. Nothing is written here.
"""

from collections.abc import Iterable

from generator.editing.changes import ProjectChange, Remark
from generator.editing.formatting import CannotFormat, format_source
from generator.editing.schema_lines import with_schema_line
from generator.editing.yaml_source import parse_source
from generator.model.tree import Tree


def yaml_files(tree: Tree) -> tuple[str, ...]:
    """The YAML files that editors write, sorted."""
    return tuple(path for path in tree.files_below("content") if path.endswith(".yml")
                 and not path.startswith("content/pages/"))


def format_files(tree: Tree, paths: Iterable[str], *, schema_lines: bool = False) -> ProjectChange:
    """The change that brings these files into the one form; `left` names those that stay as they are, and why.

    With `schema_lines` each gets the line at its head by which an editor finds its schema.
    """
    written: dict[str, bytes] = {}
    left: list[Remark] = []
    for path in paths:
        source = parse_source(path, tree[path])
        if source is None:
            left.append(Remark(path, "unread"))
            continue
        try:
            data = format_source(source)
            data = with_schema_line(path, data) if schema_lines else data
        except CannotFormat:
            left.append(Remark(path, "unformatted"))
            continue
        if data != tree[path]:
            written[path] = data
    return ProjectChange(written, done=tuple(Remark(path, "formatted") for path in written), left=tuple(left))

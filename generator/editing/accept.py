"""`dossier accept`: a proposed statement moves into its record, as it is written, and its file goes.

Owns how a file's mapping becomes an item of a list, comments included. Refuses what has errors; writes nothing.
"""

from generator.diagnostics import Severity
from generator.editing.changes import ProjectChange, Refusal, Remark
from generator.editing.naming import edited, read_source
from generator.editing.remarks import SCHEMA_MARK
from generator.editing.rename import record_to_change
from generator.editing.surgery import AddEntry, Append, Change, Remove
from generator.editing.yaml_source import YamlSource
from generator.editing.yaml_writing import item_lines
from generator.linking.quotes import STATEMENT_FIELDS
from generator.model.nodes import plain_value
from generator.model.tree import Tree
from generator.pipeline import Checked

def accept_proposal(tree: Tree, checked: Checked, path: str) -> ProjectChange:
    """The change that moves a proposal into its record; raises `Refusal` where it has errors or no record."""
    content = checked.content
    proposal = content.proposals.get(path) if content else None
    errors = [finding for finding in checked.diagnostics
              if finding.span.path == path and finding.severity is Severity.ERROR]
    if errors:
        raise Refusal("proposal-errors", errors[0].span, path=path)
    if content is None or proposal is None:
        raise Refusal("no-proposal", path=path)
    found = content.broken.get(proposal.model.for_) or content.records[proposal.model.for_]
    record = record_to_change(content, found.kind, found.id)
    source, into = read_source(tree, path), read_source(tree, record.path)
    data = edited(into, [_as_statement(source, into, STATEMENT_FIELDS[record.kind])])
    done = (Remark(record.path, "accepted", {"path": path}),)
    return ProjectChange({record.path: data}, frozenset({path}), done)


def _as_statement(source: YamlSource, into: YamlSource, field: str) -> Change:
    """The proposal as one more item of the record's list."""
    value = {key: item for key, item in plain_value(source.node).items() if key != "for"}
    lines = _item_lines(source, value)
    if field in plain_value(into.node):
        return Append((field,), value, lines)
    return AddEntry(field, [value], (f"{field}:", *(f"  {line}" if line else "" for line in lines)))


def _item_lines(source: YamlSource, value: dict[str, object]) -> tuple[str, ...]:
    """The file without `for` as an item in block form, from column 0 on."""
    if source.is_flow(source.node):
        remarks = [source.text[start:end] for start, end in source.comments]
        return (*filter(_is_kept, remarks), *item_lines(value, 0))
    without = edited(source, [Remove(("for",))]).decode()
    lines = [line for line in without.splitlines() if line.strip() not in ("---", "...") and _is_kept(line)]
    first = next(index for index, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    while not lines[-1].strip():
        lines.pop()
    above = [line for line in lines[:first] if line.strip()]
    below = [f"  {line}" if line.strip() else "" for line in lines[first + 1:]]
    return (*above, f"- {lines[first]}", *below)


def _is_kept(line: str) -> bool:
    """Whether a line is not the one that names the schema of proposals."""
    return not (line.startswith("#") and SCHEMA_MARK in line)


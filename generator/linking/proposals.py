"""Proposed statements put into the records they are for, as if they had been accepted: so every rule can judge them.

The nodes of a proposal keep their places, so what is found in it is found in its own file. Nothing of this is ever
published: the content made here is only checked.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.diagnostics import Diagnostics, Related
from generator.linking.quotes import STATEMENT_FIELDS
from generator.linking.references import resolve_record
from generator.model.content import Content, LoadedFile, LoadedRecord
from generator.model.nodes import MappingNode, ScalarNode, SequenceNode
from generator.model.proposals import Proposal


def with_proposals(content: Content, diagnostics: Diagnostics) -> Content:
    """The content with every proposal at the end of its record; a finding where there is no such record.

    A proposal for a record that is broken is left out: nothing can be said of it before that is mended.
    """
    records = dict(content.records)
    for proposal in content.proposals.values():
        record_id = resolve_record(proposal, ("for",), proposal.model.for_, ("event", "claim"), content, diagnostics)
        if record_id and content.records[record_id].record.withdrawn:
            diagnostics.add("reference-withdrawn", proposal.span("for"), hint="remove", id=record_id, field="for",
                            related=[Related(content.records[record_id].span("withdrawn"), "related.record")])
        elif record_id:
            records[record_id] = _with_statement(records[record_id], proposal)
    return replace(content, records=records, proposals={})


def _with_statement(record: LoadedRecord[Any], proposal: LoadedFile[Proposal]) -> LoadedRecord[Any]:
    field = STATEMENT_FIELDS[record.kind]
    statements = (*getattr(record.record, field), proposal.model.statement)
    return replace(record, record=record.record.model_copy(update={field: statements}),
                   node=_with_item(record.node, field, proposal))


def _with_item(record: MappingNode, field: str, proposal: LoadedFile[Proposal]) -> MappingNode:
    """The record's node with one item more in this list, at its own place in its own file."""
    found = record.entry(field)
    key = found[0] if found else ScalarNode(field, proposal.node.span)
    items = found[1].items if found and isinstance(found[1], SequenceNode) else ()
    entry = (key, SequenceNode((*items, proposal.node), key.span))
    entries = {each[0].value: each for each in record.entries} | {field: entry}
    return MappingNode(tuple(entries.values()), record.span)


def in_proposals(content: Content, found: Diagnostics) -> Diagnostics:
    """The findings whose place is in a proposal."""
    paths: Mapping[str, Any] = content.proposals
    return Diagnostics(finding for finding in found if finding.span.path in paths)

"""`data/dossier.json` and its JSON Schema: everything published, linked and sorted, for programs.

Owns the two files and how they are written: one record a line, so that a change shows as few lines.
Later exports build on the same data.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from generator.model.outputs import OutputFile
from generator.model.records import Kind
from generator.model.uris import DOSSIER_JSON, DOSSIER_SCHEMA
from generator.rendering.context import Context
from generator.rendering.data.event_shapes import DossierFile
from generator.rendering.data.frame import references_data, settings_data, vocabulary_data
from generator.rendering.data.parts import Data
from generator.rendering.data.records import record_data, withdrawn_data
from generator.rendering.data.statements import evidence_data, statement_data

FORMAT = 1


def render_data_files(context: Context) -> tuple[OutputFile, ...]:
    """The data of the dossier and the schema that documents it."""
    schema = json.dumps(dossier_schema(), ensure_ascii=False, indent=1, sort_keys=True)
    return OutputFile(DOSSIER_JSON, _as_text(dossier_data(context))), OutputFile(DOSSIER_SCHEMA, f"{schema}\n")


def dossier_data(context: Context) -> Data:
    """Everything published, as `DossierFile` declares it."""
    dossier, statements = context.dossier, context.dossier.all_statements()
    return {
        "$schema": DOSSIER_SCHEMA.rpartition("/")[2], "format": FORMAT, "dossier": settings_data(context),
        "vocabulary": vocabulary_data(context), "references": references_data(context),
        **{kind.folder: record_data(kind, context) for kind in Kind},
        "statements": [statement_data(linked, context) for linked in statements],
        "evidence": list(evidence_data(statements)),
        "mentions": [{"record": mention.record_id, "source": mention.source_id, "start": mention.start,
                      "end": mention.end} for found in dossier.mentions.values() for mention in found],
        "withdrawn": [withdrawn_data(found, context) for found in context.public.withdrawn.values()],
        "redirects": dict(context.public.redirects)}


@cache
def dossier_schema() -> dict[str, Any]:
    """The JSON Schema of the file, made of the declared shapes."""
    schema = TypeAdapter(DossierFile).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A published dossier",
            "description": "Everything published, linked and sorted. A key that may be missing is missing where "
                           "nothing is written or known. Offsets are code points of the seed, half-open."}


def _as_text(data: Data) -> str:
    """JSON with sorted keys and one entry a line; `</` cannot end a script that it stands in."""
    members = (f"{_line(key)}: {_entries(data[key])}" for key in sorted(data))
    return ("{\n" + ",\n".join(members) + "\n}\n").replace("</", "<\\/")


def _entries(value: Any) -> str:
    if isinstance(value, list):
        return _block("[", (_line(item) for item in value), "]")
    if isinstance(value, dict):
        return _block("{", (f"{_line(key)}: {_line(value[key])}" for key in sorted(value)), "}")
    return _line(value)


def _block(opening: str, lines: Iterable[str], closing: str) -> str:
    found: Iterator[str] = iter(lines)
    body = ",\n  ".join(found)
    return f"{opening}\n  {body}\n {closing}" if body else opening + closing


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

"""JSON Schemas of the files that editors write, for their editors' completion and checks as they type.

Made of the same models and words that `check` validates with. They accept whatever `check` accepts by its shape,
also text that a YAML loader takes for a number, a truth value or a date; what depends on other files is not theirs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.model.fields import REASONS_KEY
from generator.model.proposals import PROPOSALS_FOLDER, Proposal
from generator.model.records import RECORD_MODELS
from generator.model.searches import SEARCHES_PATH, SearchList
from generator.model.settings import DossierSettings
from generator.reading.content import ReferenceFile, SynonymFile, TermFile

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: The model and the files of each schema.
FILES: Mapping[str, tuple[type[BaseModel], str]] = {
    **{kind.value: (model, f"content/{kind.folder}/*.yml") for kind, model in RECORD_MODELS.items()},
    "proposal": (Proposal, f"{PROPOSALS_FOLDER}/*.yml"),
    "dossier": (DossierSettings, "content/dossier.yml"),
    "references": (ReferenceFile, "content/references.yml"),
    "vocabulary": (TermFile, "content/vocabulary/*.yml"),
    "synonyms": (SynonymFile, "content/vocabulary/synonyms.yml"),
    "searches": (SearchList, SEARCHES_PATH),
}
#: How pydantic writes bounds of values that it does not validate itself, and how JSON Schema calls them.
_BOUNDS = {"ge": "minimum", "le": "maximum"}
_WHY = "Why a field of this name holds what it holds, where that is inferred."


def record_schemas() -> dict[str, Schema]:
    """The JSON Schema (2020-12) of each kind of file: the record kinds, then the other files of `content/`."""
    return {name: _file_schema(model, name, path) for name, (model, path) in FILES.items()}


def _file_schema(model: type[BaseModel], name: str, path: str) -> Schema:
    schema = model.model_json_schema(mode="validation", by_alias=True)
    for part in _objects(schema):
        _take_reasons(part)
    schema = _plain(schema)
    return {"$schema": _DIALECT, **schema, "title": f"{name} ({path})"}


def _objects(schema: Schema) -> Iterator[Schema]:
    """The schema itself and its definitions, as far as they are objects with declared keys."""
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            yield part


def _take_reasons(part: Schema) -> None:
    """Instead of the collected `reasons`: the keys `x_why` that editors write beside a field `x`."""
    reasons = part["properties"].pop(REASONS_KEY, None)
    if reasons is None:
        return
    names = "|".join(part["properties"])
    part["patternProperties"] = {f"^({names})_why$": {**reasons["additionalProperties"], "description": _WHY}}


def _plain(schema: Any) -> Any:
    """The schema without what says nothing to an editor: empty alternatives, defaults of nothing, made-up titles."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {_BOUNDS.get(key, key): _members(key, value) for key, value in schema.items()
             if not (key == "title" and isinstance(value, str) and "properties" not in schema)
             and not (key == "default" and value in (None, [], {}))}
    if "patternProperties" in found:
        found.setdefault("additionalProperties", False)
    alternatives = found.get("anyOf")
    if isinstance(alternatives, list):
        found["anyOf"] = [item for item in alternatives if item != {"type": "null"}]
        if len(found["anyOf"]) == 1:
            return {**found.pop("anyOf")[0], **found}
    return found


def _members(key: str, value: Any) -> Any:
    """What stands under a keyword; under `properties` and `$defs` stand names, which are not keywords."""
    if key in ("properties", "$defs", "patternProperties") and isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value if key in ("enum", "const", "required", "default") else _plain(value)

"""The JSON Schemas with what a dossier holds: the ids, terms and references that may stand in each field.

Only for completion in an editor: each list stands beside the shape it belongs to, so that a record made a minute ago is
no mistake. Which field takes what comes out of the models' markers; `check` says what is really there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from generator.model.content import Content, in_language
from generator.model.field_guide import Shape, model_guide
from generator.model.fields import Remark
from generator.model.records import Kind
from generator.reading.schemas import FILES, Schema, record_schemas

#: What to write, and the words shown beside it.
Choices = Mapping[str, str]

#: The field of a record that says what it is, by its kind.
_NAMED_BY = {Kind.ACTOR: "name", Kind.PLACE: "name", Kind.CLAIM: "question"}
#: Roles that every dossier has.
_ROLES = {"participant": "", "not_present": ""}


@dataclass(frozen=True, slots=True)
class Known:
    """What a dossier holds: records by kind, terms by vocabulary, references; each with its words."""

    records: Mapping[str, Choices] = field(default_factory=dict)
    terms: Mapping[str, Choices] = field(default_factory=lambda: {"roles": _ROLES})
    references: Choices = field(default_factory=dict)


def known_in(content: Content) -> Known:
    """What may be named in this content; records with findings count, since they are there."""
    records: dict[str, dict[str, str]] = {kind.value: {} for kind in Kind}
    for record_id, broken in content.broken.items():
        records[broken.kind.value][record_id] = ""
    for record_id, record in content.records.items():
        name = getattr(record.record, _NAMED_BY.get(record.kind, "title"))
        records[record.kind.value][record_id] = _words(name, content)
    terms = {name: {key: _words(term.label, content) for key, term in vocabulary.items()}
             for name, vocabulary in content.vocabulary.items()}
    return Known(
        {kind: dict(sorted(found.items())) for kind, found in records.items()},
        {**terms, "roles": {**_ROLES, **terms.get("roles", {})}},
        {key: _words(reference.title, content) for key, reference in content.references.items()})


def _words(text: Any, content: Content) -> str:
    return text if isinstance(text, str) else in_language(text, content.language)


def completing_schemas(known: Known) -> dict[str, Schema]:
    """The schemas of `record_schemas`, with the choices of each field that names something."""
    schemas = record_schemas()
    for name, schema in schemas.items():
        lists: dict[str, Schema] = {}
        for model in _models_in(FILES[name][0]):
            part = schema if model is FILES[name][0] else schema.get("$defs", {}).get(model.__name__, {})
            _complete_fields(model, part.get("properties", {}), known, lists)
        if lists:
            schema["$defs"] = {**schema.get("$defs", {}), **lists}
    return schemas


def _models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and all models below it, each once; a remark is below most, though to the guides it is one value."""
    seen: dict[type[BaseModel], None] = {}
    waiting = [model, Remark]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen[current] = None
            waiting += model_guide(current).parts
    return iter(seen)


def _complete_fields(
    model: type[BaseModel], properties: dict[str, Schema], known: Known, lists: dict[str, Schema]
) -> None:
    """Let the fields of a model offer their choices, which are added to `lists`: once, however many fields share them."""
    for guide in model_guide(model).fields:
        shape = _innermost(guide.shape)
        choices = _choices(shape, known)
        if guide.name in properties and choices:
            name = "-".join(("known", shape.name, *shape.values))
            lists[name] = {"enum": list(choices), "enumDescriptions": list(choices.values())}
            properties[guide.name] = _completed(properties[guide.name], {"$ref": f"#/$defs/{name}"})
            if shape.name == "participants":
                _complete_roles(properties[guide.name], known)


def _innermost(shape: Shape) -> Shape:
    """What the items of a list, or the values of a mapping, are."""
    while shape.of is not None:
        shape = shape.of
    return shape


def _choices(shape: Shape, known: Known) -> Choices:
    match shape.name:
        case "record":
            return {key: words for kind in shape.values for key, words in known.records.get(kind, {}).items()}
        case "participants":
            return known.records.get(Kind.ACTOR.value, {})
        case "term":
            return known.terms.get(shape.values[0], {})
        case "reference":
            return known.references
    return {}


def _completed(schema: Schema, choices: Schema) -> Schema:
    """The schema with the choices wherever it takes a text, also in lists and by key."""
    found = dict(schema)
    if "anyOf" in found:
        branches = [_completed(branch, choices) if branch.get("type") in ("array", "object") else branch
                    for branch in found["anyOf"]]
        takes_text = any(branch.get("type") == "string" for branch in branches)
        # An editor would offer `true` and `false` among the ids.
        found["anyOf"] = [choices, *(branch for branch in branches if branch.get("type") != "boolean")
                          ] if takes_text else branches
    for key in ("items", "additionalProperties"):
        if isinstance(found.get(key), dict):
            found[key] = _completed(found[key], choices)
    return found


def _complete_roles(schema: Schema, known: Known) -> None:
    """Roles are keys: those of the dossier are named, any other is still taken."""
    for branch in schema.get("anyOf", ()):
        if isinstance(branch.get("additionalProperties"), dict):
            branch["properties"] = {
                role: {**branch["additionalProperties"], **({"description": words} if words else {})}
                for role, words in known.terms["roles"].items()}

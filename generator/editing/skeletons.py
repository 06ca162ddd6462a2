"""A new record of an actor, an event, a place or a claim with its fields explained in the models' own words.

Owns the layout of such a file. What must be filled in stands there empty, so that `check` leads to it; what may
apply stands as a remark. Fields, shapes and terms come from the models and the dossier's vocabulary.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from pydantic import BaseModel

from generator.editing.changes import Refusal
from generator.editing.yaml_writing import entry_lines
from generator.model.content import Content, in_language
from generator.model.field_guide import FieldGuide, Shape, field_names, model_guide
from generator.model.fields import id_fault
from generator.model.records import RECORD_MODELS, Actor, Kind, Record
from generator.model.words import Words

#: The kinds that begin empty; a source begins with its article.
KINDS = (Kind.ACTOR, Kind.EVENT, Kind.PLACE, Kind.CLAIM)

#: The field in which a kind has its name.
NAME_FIELDS: Mapping[Kind, str] = {
    Kind.ACTOR: "name", Kind.EVENT: "title", Kind.PLACE: "name", Kind.CLAIM: "question"}

#: Fields that stand open though they may be absent: without them the record would say nothing.
_OPEN = {Kind.EVENT: ("date", "place"), Kind.CLAIM: ("accounts",)}
_WIDTH = 116
_MOST_IDS = 40


def new_record(
    content: Content, kind: Kind, record_id: str, words: Words, *, title: str = ""
) -> tuple[str, bytes]:
    """Path and bytes of a new record; `title` is its name or question.

    Raises `Refusal` where the id cannot be one or is taken.
    """
    if id_fault(record_id):
        raise Refusal("assist.refused.bad-id", id=record_id)
    if record_id in content.records or record_id in content.broken:
        raise Refusal("assist.refused.taken-id", id=record_id)
    former = next((record.id for record in content.records.values() if record_id in record.record.former_ids), None)
    if former:
        raise Refusal("assist.refused.former-id", id=record_id, record=former)
    lines = _lines(content, kind, words, {NAME_FIELDS[kind]: title})
    return f"content/{kind.folder}/{record_id}.yml", "".join(f"{line}\n" for line in lines).encode()


def _lines(content: Content, kind: Kind, words: Words, given: Mapping[str, str]) -> Iterator[str]:
    guide = model_guide(RECORD_MODELS[kind], without=field_names(Record))
    parts = {part.__name__: part for part in guide.parts}
    yield from _remark(guide.description)
    yield from _remark(words("assist.skeleton.head"))
    is_open = {field.name: field.is_required or field.name in _OPEN.get(kind, ()) for field in guide.fields}
    # A list of statements is long: it comes last, whatever the order of the model.
    for field in sorted(guide.fields, key=lambda each: (not is_open[each.name], _holds_statements(each))):
        if not is_open[field.name]:
            continue
        if not _holds_statements(field):
            yield from _explained(field, content, words)
            yield from entry_lines(field.name, given[field.name], 0) if given.get(field.name) else [f"{field.name}:"]
    for field in guide.fields:
        if not is_open[field.name]:
            yield from _explained(field, content, words)
            yield from (f"# {line}" for line in _sample(field, parts))
    yield ""
    yield from _remark(words("assist.skeleton.every", fields=", ".join(
        field.name for field in model_guide(Record).fields)))
    for field in guide.fields:
        if is_open[field.name] and _holds_statements(field):
            yield from _explained(field, content, words)
            yield from _remark(words("assist.skeleton.statements"))
            yield f"{field.name}:"


def _holds_statements(field: FieldGuide) -> bool:
    return field.shape.of is not None and field.shape.of.values == ("Statement",)


def _explained(field: FieldGuide, content: Content, words: Words) -> Iterator[str]:
    yield ""
    yield from _remark(field.description)
    allowed = _allowed(field.shape.of or field.shape, content)
    if allowed:
        yield from _remark(words("assist.skeleton.allowed", values=allowed))


def _remark(text: str) -> list[str]:
    return [f"# {line}" for paragraph in text.splitlines()
            for line in wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def _allowed(shape: Shape, content: Content) -> str:
    """What may stand there: terms with their labels, the choices, or the ids of records; empty where it is free."""
    if shape.name == "choice":
        return ", ".join(shape.values)
    if shape.name == "term":
        terms = content.vocabulary.get(shape.values[0], {})
        return ", ".join(f"{name} ({in_language(term.label, content.language)})" for name, term in terms.items())
    if shape.name == "record":
        ids = [record.id for record in content.records.values() if record.kind.value in shape.values
               and (record.kind is not Kind.ACTOR or "place" not in shape.values
                    or _is_place(content, record.record))]
        return ", ".join(ids[:_MOST_IDS]) + (" ..." if len(ids) > _MOST_IDS else "")
    return ""


def _is_place(content: Content, actor: Actor) -> bool:
    found = content.vocabulary.get("actor-types", {}).get(actor.type)
    return found is not None and found.serves_as_place


def _sample(field: FieldGuide, parts: Mapping[str, type[BaseModel]]) -> list[str]:
    """The field as it is written, with the keys that a part of it must have."""
    shape = field.shape.of or field.shape
    if shape.name not in ("model", "short_model") or shape.values[0] not in parts:
        return [f"{field.name}:"]
    keys = [each.name for each in model_guide(parts[shape.values[0]]).fields if each.is_required] or ["..."]
    inner = "{" + ", ".join(f"{key}: ..." for key in keys) + "}"
    return [f"{field.name}:", f"  - {inner}"] if field.shape.of else [f"{field.name}: {inner}"]

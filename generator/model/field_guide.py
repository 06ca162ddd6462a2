"""What a model says about itself: its fields with shape, default and description, for the editors' reference.

Owns how a field's type becomes a shape that can be put into words. Knows neither words nor layout, and no
record: all comes out of the annotations and descriptions in `records.py`, `statements.py`, `settings.py`.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from generator.model import fields
from generator.model.fields import CitesReference, RefersTo, TermIn
from generator.model.statements import Participants

#: The shape that a value's validator stands for, by the validator of the alias in `fields.py`.
_PLAIN_SHAPES = {
    id(get_args(alias)[1]): name for name, alias in {
        "text": fields.Text, "identifier": fields.Identifier, "flag": fields.Flag, "number": fields.Number,
        "line": fields.LineNumber, "lines": fields.LineRange, "sha256": fields.Sha256,
        "language": fields.Language, "link": fields.Link, "date": fields.Date,
        "published": fields.PublishedDate, "time": fields.Time, "reader_text": fields.ReaderText,
        "remark": fields.RemarkField,
        "participants": Participants,
    }.items()
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field takes: `name` is a key of words, `values` what its sentence names.

    `name` is a plain shape (`text`, `date` ...), `record` (values: kinds), `term` (the vocabulary),
    `reference`, `choice` (the values), `model` (its name), `short_model` (its name and the field that may
    stand alone), or `list`, `one_or_more` and `mapping` with one shape `of` each.
    """

    name: str
    values: tuple[str, ...] = ()
    of: "Shape | None" = None


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """One field as an editor writes it; `default` is empty where there is none worth saying."""

    name: str
    shape: Shape
    is_required: bool
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class ModelGuide:
    """A model: its name, its first sentence, its fields as they are declared, and the models in them."""

    name: str
    description: str
    fields: tuple[FieldGuide, ...]
    parts: tuple[type[BaseModel], ...] = field(default=(), compare=False)


def model_guide(model: type[BaseModel], *, without: Iterable[str] = ()) -> ModelGuide:
    """The guide to one model; `without` names fields that are described elsewhere."""
    left_out = set(without)
    infos = [(info.alias or name, info) for name, info in model.model_fields.items()
             if not info.exclude and (info.alias or name) not in left_out]
    parts: dict[type[BaseModel], None] = {}
    for _, info in infos:
        parts.update(dict.fromkeys(_models_below(info.annotation, tuple(info.metadata))))
    guides = tuple(_field_guide(name, info) for name, info in infos)
    return ModelGuide(model.__name__, (model.__doc__ or "").split("\n")[0], guides, tuple(parts))


def field_names(model: type[BaseModel]) -> frozenset[str]:
    """The keys that a model takes in YAML, without the reasons beside them (`x_why`)."""
    return frozenset(info.alias or name for name, info in model.model_fields.items() if not info.exclude)


def _field_guide(name: str, info: FieldInfo) -> FieldGuide:
    default = "" if info.is_required() else _default(info.default)
    return FieldGuide(name, _shape(info.annotation, tuple(info.metadata)), info.is_required(), default,
                      info.description or "")


def _default(value: Any) -> str:
    """A default as YAML; nothing for what only means that the field is absent."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.value if isinstance(value, enum.Enum) else value if isinstance(value, str) else ""


# Shapes ---------------------------------------------------------------------------------------------


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    annotation, metadata = _bare(annotation, metadata)
    marked = _marked_shape(metadata)
    if marked:
        return marked
    if get_origin(annotation) is Literal:
        return Shape("choice", tuple(str(value) for value in get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model_shape(annotation, metadata)
    if get_origin(annotation) is tuple:
        items = get_args(annotation)
        takes_one = any(getattr(item, "func", None) is fields.one_or_many for item in metadata)
        return Shape("one_or_more" if takes_one else "list", of=_shape(items[0]))
    if get_origin(annotation) is Mapping:
        return Shape("mapping", of=_shape(get_args(annotation)[1]))
    raise TypeError(f"no shape for {annotation!r}")


def _model_shape(model: type[BaseModel], metadata: tuple[Any, ...]) -> Shape:
    """A model; one that a validator makes of a bare value may be written as its first field alone."""
    if any(isinstance(item, BeforeValidator) for item in metadata):
        return Shape("short_model", (model.__name__, next(iter(model.model_fields))))
    return Shape("model", (model.__name__,))


def _marked_shape(metadata: tuple[Any, ...]) -> Shape | None:
    """The shape that a marker or a known validator gives; markers say more than validators."""
    for item in metadata:
        if isinstance(item, RefersTo):
            return Shape("record", item.kinds)
        if isinstance(item, TermIn):
            return Shape("term", (item.vocabulary,))
        if isinstance(item, CitesReference):
            return Shape("reference")
    return next((Shape(_PLAIN_SHAPES[id(item)]) for item in metadata if id(item) in _PLAIN_SHAPES), None)


def _bare(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """The annotation without `| None` and `Annotated`, and all metadata found on the way."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *extra = get_args(annotation)
            metadata = (*metadata, *extra)
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation, metadata


def _models_below(annotation: Any, metadata: tuple[Any, ...]) -> Iterator[type[BaseModel]]:
    """The models an editor writes below a field; a remark is a shape of its own."""
    annotation, metadata = _bare(annotation, metadata)
    if _marked_shape(metadata):
        return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        if part is not Ellipsis and get_origin(annotation) is not Literal:
            yield from _models_below(part, ())

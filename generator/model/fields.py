"""The field types of records: texts, ids, terms, dates, links, and the markers that say what a value names.

Owns how one value is validated and which of several shapes an editor may write. Every validator raises
`PydanticCustomError("dossier.<code>", ...)`, whose code `reading/validation.py` turns into a finding.
Knows no record kind. Marked values are found again by `marked_values`, so references are checked in one place.
"""

import re
import unicodedata
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from generator.model.dates import DateError, EdtfDate, EventTime, Published
from generator.model.dates import parse_edtf, parse_edtf_set, parse_published, parse_time

_Parsed = TypeVar("_Parsed")
ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICE_NAME = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LINK_SCHEMES = ("https://", "http://", "mailto:")


# Markers: what a value names ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefersTo:
    """The value is the id of a record of one of these kinds (`any` stands for all)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermIn:
    """The value is a term of this vocabulary (the file's name without `.yml`)."""

    vocabulary: str


@dataclass(frozen=True, slots=True)
class CitesReference:
    """The value is a key of `content/references.yml`."""


@dataclass(frozen=True, slots=True)
class ForReaders:
    """The value is text for readers: checked for markup, `[[links]]` and missing languages."""


@dataclass(frozen=True, slots=True)
class NamesStatement:
    """The value is `record#key`."""


Marker = RefersTo | TermIn | CitesReference | ForReaders | NamesStatement


def fail(code: str, /, **context: Any) -> PydanticCustomError:
    """The exception that becomes the finding `code` with these arguments (`hint` picks its hint)."""
    return PydanticCustomError(f"dossier.{code}", code, context)  # type: ignore[arg-type]


# Plain values ---------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise fail("wrong-type", expected="text", found=shape_of(value))
    return value


def shape_of(value: Any) -> str:
    """The key of the word for a value's shape: `mapping`, `list` or `text`."""
    return "mapping" if isinstance(value, Mapping) else "list" if isinstance(value, list) else "text"


def _identifier(value: Any) -> str:
    text = _text(value)
    reason = id_fault(text)
    if reason:
        raise fail("bad-id", value=text, hint=reason)
    return text


def id_fault(text: str) -> str:
    """Why this text cannot be an id (a hint key), or an empty string where it can."""
    if not ID_PATTERN.fullmatch(text):
        return "pattern"
    if text == "index" or _DEVICE_NAME.fullmatch(text):
        return "reserved"
    return "too-long" if len(text) > 80 else ""


def id_like(text: str) -> str:
    """The id that somebody who wrote this text probably meant, or an empty string: `Oslo Talks` as `oslo-talks`."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text.casefold()))
    likely = re.sub(r"[\W_]+", "-", plain).strip("-")
    return "" if id_fault(likely) else likely


def _flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise fail("wrong-type", expected="flag", found=shape_of(value))
    return value == "true"


def _number(value: Any) -> float:
    try:
        number = float(_text(value).replace("_", "x"))
    except ValueError:
        raise fail("wrong-type", expected="number", found="text") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise fail("wrong-type", expected="number", found="text")
    return int(number) if number.is_integer() else number


def _line_number(value: Any) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", _text(value)):
        raise fail("bad-value", value=value, expected="line")
    return int(value)


def _line_range(value: Any) -> tuple[int, int]:
    match = re.fullmatch(r"([1-9]\d{0,6})\s*[-–]\s*([1-9]\d{0,6})", _text(value))
    if not match or int(match[1]) > int(match[2]):
        raise fail("bad-value", value=value, expected="lines")
    return int(match[1]), int(match[2])


def _hash(value: Any) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", _text(value)):
        raise fail("bad-value", value=value, expected="sha256")
    return value


def _language(value: Any) -> str:
    if not _LANGUAGE.fullmatch(_text(value)):
        raise fail("bad-value", value=value, expected="language")
    return value


def _link(value: Any) -> str:
    text = _text(value)
    if not text.startswith(_LINK_SCHEMES) or re.search(r"[\s<>\"\\^`{|}\x00-\x20]", text):
        raise fail("bad-link", value=text)
    return text


TextInput = str | float | bool
Text = Annotated[str, BeforeValidator(_text, json_schema_input_type=TextInput)]
Identifier = Annotated[str, PlainValidator(_identifier, json_schema_input_type=TextInput)]
Flag = Annotated[bool, PlainValidator(_flag, json_schema_input_type=bool | Literal["true", "false"])]
Number = Annotated[float, PlainValidator(_number, json_schema_input_type=float | str)]
LineNumber = Annotated[int, PlainValidator(_line_number, json_schema_input_type=int | str)]
LineRange = Annotated[tuple[int, int], PlainValidator(_line_range, json_schema_input_type=str)]
Sha256 = Annotated[str, PlainValidator(_hash, json_schema_input_type=TextInput)]
Language = Annotated[str, PlainValidator(_language, json_schema_input_type=str)]
Link = Annotated[str, PlainValidator(_link, json_schema_input_type=str)]


# Dates ----------------------------------------------------------------------------------------------


def _date_parser(parse: Callable[[str], _Parsed]) -> Callable[[Any], _Parsed]:
    def validate(value: Any) -> _Parsed:
        try:
            return parse(_text(value))
        except DateError as error:
            raise fail("bad-date", value=value, hint=error.reason, suggestion=_readings(error)) from None

    return validate


def _edtf(value: Any) -> EdtfDate:
    if not isinstance(value, list):
        return _parse_single_date(value)
    try:
        return parse_edtf_set([_text(member) for member in value])
    except DateError as error:
        raise fail("bad-date", value=", ".join(value), hint=error.reason, suggestion=_readings(error)) from None


def _readings(error: DateError) -> str:
    """All that the writer may have meant: which of them it is, nobody else can say."""
    return " / ".join(error.readings)


_parse_single_date = _date_parser(parse_edtf)
DateInput = str | int | list[str | int]
Date = Annotated[EdtfDate, PlainValidator(_edtf, json_schema_input_type=DateInput)]
PublishedDate = Annotated[Published, PlainValidator(_date_parser(parse_published), json_schema_input_type=str | int)]


def _time(value: Any) -> EventTime:
    try:
        return parse_time(_text(value))
    except DateError as error:
        raise fail("bad-time", value=value, hint=error.reason, suggestion=_readings(error)) from None


Time = Annotated[EventTime, PlainValidator(_time, json_schema_input_type=str)]


# Several shapes brought to one ----------------------------------------------------------------------


def one_or_many(value: Any) -> Any:
    """A single value stands for a list of one."""
    return value if isinstance(value, list) else [value]


def _localised(value: Any) -> Mapping[str, str]:
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, Mapping):
        raise fail("wrong-type", expected="text", found=shape_of(value))
    return {_language(key): _text(text) for key, text in value.items()}


LocalisedInput = TextInput | dict[Annotated[str, Field(pattern=f"^{_LANGUAGE.pattern}$")], TextInput]
#: Text for readers: language to text; the key "" is the first language of the dossier.
ReaderText = Annotated[
    Mapping[str, str], PlainValidator(_localised, json_schema_input_type=LocalisedInput), ForReaders()
]

ReferenceKeys = Annotated[
    tuple[Annotated[Text, CitesReference()], ...],
    BeforeValidator(one_or_many, json_schema_input_type=TextInput | list[TextInput]),
]


#: Under this key the reasons `x_why` of a record or statement reach its model; no editor writes it.
REASONS_KEY = "*_why"


class FrozenModel(BaseModel):
    """Base of everything read from YAML: immutable, no unknown keys, nothing coerced by pydantic.

    A field is known by its alias alone where it has one: `from_` and `is_` are names of the code, not of YAML.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True,
                              validate_by_name=False, validate_by_alias=True)


class Remark(FrozenModel):
    """Words of the editors that may rest on knowledge from elsewhere."""

    text: ReaderText
    reference: ReferenceKeys = ()


def _remark(value: Any) -> Any:
    return value if isinstance(value, Mapping) and "text" in value else {"text": value}


#: A remark is written as text, or as `{text, reference}`.
RemarkField = Annotated[Remark, BeforeValidator(_remark, json_schema_input_type=LocalisedInput | Remark)]


def record_reference(*kinds: str) -> Any:
    """The type of a field holding one id of a record of these kinds."""
    return Annotated[Text, RefersTo(kinds)]


def record_references(*kinds: str) -> Any:
    """The type of a field holding one id or a list of ids of records of these kinds."""
    return Annotated[
        tuple[Annotated[Text, RefersTo(kinds)], ...],
        BeforeValidator(one_or_many, json_schema_input_type=TextInput | list[TextInput]),
    ]


def term(vocabulary: str) -> Any:
    """The type of a field holding a term of this vocabulary."""
    return Annotated[Text, TermIn(vocabulary)]


# Finding marked values again ------------------------------------------------------------------------

Path = tuple[str | int, ...]


Found = tuple[Path, Marker, Any]
#: Adds the marked values in a value at a path; made once per type, since every record is walked several times.
_Walk = Callable[[Any, Path, list[Found]], None]


def marked_values(model: BaseModel) -> Iterator[Found]:
    """Every marked value in a model with its path in the YAML, depth first, in field order."""
    found: list[Found] = []
    _walk_model(model, (), found)
    return iter(found)


def _walk_model(model: BaseModel, path: Path, found: list[Found]) -> None:
    for name, key, walk in _field_plan(type(model)):
        value = getattr(model, name)
        if value is not None:
            walk(value, (*path, key), found)


@cache
def _field_plan(model_type: type[BaseModel]) -> tuple[tuple[str, str, _Walk], ...]:
    return tuple(
        (name, field.alias or name, _walk_of(field.annotation, tuple(field.metadata)))
        for name, field in model_type.model_fields.items()
        if _is_interesting(field.annotation, tuple(field.metadata))
    )


@cache
def _is_interesting(annotation: Any, metadata: tuple[Any, ...]) -> bool:
    """Whether a marker can stand somewhere below this annotation."""
    if any(isinstance(item, Marker) for item in metadata):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_field_plan(annotation))
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        return _is_interesting(inner, tuple(extra))
    return any(_is_interesting(argument, ()) for argument in get_args(annotation)
               if argument not in (Ellipsis, type(None)))


def _walk_of(annotation: Any, metadata: tuple[Any, ...]) -> _Walk:
    marker = next((item for item in metadata if isinstance(item, Marker)), None)
    if marker is not None:
        return lambda value, path, found: found.append((path, marker, value))
    annotation, metadata = _without_optional(annotation)
    if metadata:
        return _walk_of(annotation, metadata)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _walk_model
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    walks = [_walk_of(argument, ()) if _is_interesting(argument, ()) else None for argument in arguments]
    return _walk_items(walks[0]) if len(walks) == 1 else _walk_entries(*walks)


def _walk_items(item_walk: _Walk | None) -> _Walk:
    def walk(value: Any, path: Path, found: list[Found]) -> None:
        if item_walk is not None:
            for index, item in enumerate(value):
                item_walk(item, (*path, index), found)

    return walk


def _walk_entries(key_walk: _Walk | None, item_walk: _Walk | None) -> _Walk:
    def walk(value: Any, path: Path, found: list[Found]) -> None:
        for key, item in value.items():
            if key_walk is not None:
                key_walk(key, (*path, key), found)
            if item_walk is not None:
                item_walk(item, (*path, key), found)

    return walk


@cache
def _without_optional(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The annotation without `| None` and without `Annotated`, and the metadata found on the way."""
    metadata: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *extra = get_args(annotation)
            metadata += tuple(item for item in extra if isinstance(item, Marker))
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(argument for argument in get_args(annotation) if argument is not type(None))
        else:
            return annotation, metadata

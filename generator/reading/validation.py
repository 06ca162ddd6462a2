"""From nodes to models: runs pydantic over plain values and turns its errors into findings with places.

One mistake gives one finding: an empty value is reported once and then left out, and a misspelt key is not also
a missing one. Knows the models only through their field names.
"""

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostics, Span
from generator.model.fields import REASONS_KEY
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, find_key_span, find_node
from generator.model.nodes import plain_value
from generator.model.closest import closest

ModelT = TypeVar("ModelT", bound=BaseModel)
Path = tuple[str | int, ...]
_MISSING = object()
#: The slips of shape that have a hint: what stands there, and what belongs there.
_SHAPE_HINTS = frozenset((
    "list-for-text", "mapping-for-text", "text-for-list", "mapping-for-list", "text-for-mapping",
    "list-for-mapping", "text-for-flag", "text-for-number"))


def validate_node(model_type: type[ModelT], node: Node, diagnostics: Diagnostics) -> ModelT | None:
    """The model made of a mapping node, or None with at least one finding added."""
    if not isinstance(node, MappingNode):
        diagnostics.add("not-a-mapping", node.span, found=_shape(node))
        return None
    empty: set[Path] = set()
    value = _without_empty(node, (), empty, diagnostics)
    try:
        model = model_type.model_validate(value)
    except ValidationError as error:
        _report(error.errors(include_url=False, include_input=False), model_type, node, empty, diagnostics)
        return None
    return None if empty else model


def _shape(node: Node) -> str:
    return {ScalarNode: "text", SequenceNode: "list", MappingNode: "mapping"}[type(node)]


def _without_empty(node: Node, path: Path, empty: set[Path], diagnostics: Diagnostics) -> Any:
    """The plain value without what is empty; each empty place is reported and its path noted."""
    if isinstance(node, ScalarNode):
        value = plain_value(node)
        if value is not None and value.strip():
            return value
        return _empty(node.span, path, empty, diagnostics)
    if isinstance(node, SequenceNode):
        items = [_without_empty(item, (*path, index), empty, diagnostics) for index, item in enumerate(node.items)]
        if not items:
            return _empty(node.span, path, empty, diagnostics)
        return _MISSING if any(item is _MISSING for item in items) else items
    if not node.entries:
        return _empty(node.span, path, empty, diagnostics)
    found = {}
    for key, child in node.entries:
        value = _without_empty(child, (*path, key.value), empty, diagnostics)
        if value is _MISSING:
            empty.add((*path, key.value))
        else:
            found[key.value] = value
    return found


def _empty(span: Span, path: Path, empty: set[Path], diagnostics: Diagnostics) -> Any:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    diagnostics.add("empty-value", span, field=name)
    empty.add(path)
    return _MISSING


def _report(
    errors: Sequence[Any], model_type: type[BaseModel], node: MappingNode, empty: set[Path],
    diagnostics: Diagnostics,
) -> None:
    misspelt: set[Path] = set()
    misplaced: set[Path] = set()
    lacking = {_written_path(error["loc"])[:-1] for error in errors if error["type"] == "missing"}
    for error in errors:
        if error["type"] == "extra_forbidden" and tuple(error["loc"][:-1]) not in misplaced:
            meant = _report_unknown_key(error["loc"], model_type, node, lacking, diagnostics)
            misspelt.add(meant)
            if not meant[-1] and meant[:-1] in lacking:
                misplaced.add(meant[:-1])
    for error in errors:
        path = _written_path(error["loc"])
        if error["type"] == "missing":
            if path not in empty and path not in misspelt and path[:-1] not in misplaced:
                _report_missing(path, node, diagnostics)
        elif error["type"] != "extra_forbidden":
            _report_value(error, path, node, empty, diagnostics)


def _written_path(location: Sequence[str | int]) -> Path:
    """The steps of an error's place as an editor wrote them: the reason for a field `x` stands as `x_why`."""
    steps = [step for step in location if step != "[key]"]
    if REASONS_KEY in steps[:-1]:
        at = steps.index(REASONS_KEY)
        steps[at:at + 2] = [f"{steps[at + 1]}_why"]
    return tuple(steps)


def _report_unknown_key(
    path: Path, model_type: type[BaseModel], node: MappingNode, lacking: Set[Path], diagnostics: Diagnostics
) -> Path:
    """Report a key that the model has not; the path of the key it was probably meant to be.

    An entry that has such a key and also lacks what it must have belongs elsewhere as a whole: one mistake.
    """
    key = str(path[-1])
    known = _known_keys(model_type, path[:-1])
    suggestion = closest(key, known)
    span = find_key_span(node, path)
    hint = "closest" if suggestion else "misplaced" if len(path) > 1 and path[:-1] in lacking else "known"
    diagnostics.add("unknown-key", span, hint=hint, key=key,
                    suggestion=suggestion, known=", ".join(sorted(known)))
    return (*path[:-1], suggestion)


def _known_keys(model_type: type[BaseModel], path: Path) -> set[str]:
    current: type[BaseModel] | None = model_type
    for step in path:
        if current is None or not isinstance(step, str):
            continue
        annotation = next((field.annotation for name, field in current.model_fields.items()
                           if step in (name, field.alias)), None)
        current = _model_in(annotation)
    if current is None:
        return set()
    return {field.alias or name for name, field in current.model_fields.items() if name != "reasons"}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model type inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _report_missing(path: Path, node: MappingNode, diagnostics: Diagnostics) -> None:
    parent = find_node(node, path[:-1])
    diagnostics.add("missing-field", _start(parent), field=str(path[-1]))


def _start(node: Node) -> Span:
    return node.span


def _report_value(
    error: Mapping[str, Any], path: Path, node: MappingNode, empty: set[Path], diagnostics: Diagnostics
) -> None:
    found = find_node(node, path)
    span = found.span
    context = dict(error.get("ctx", {}))
    kind = error["type"]
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if kind.startswith("dossier."):
        code = kind.removeprefix("dossier.")
        if code == "missing-field" and (*path, str(context.get("field"))) in empty:
            return
        if code == "conflicting-fields" and isinstance(found, MappingNode):
            span = find_key_span(node, (*path, str(context["fields"]).split(", ")[-1]))
        if code == "bad-value" and not isinstance(found, ScalarNode):
            span = _span_of_value(found, context)
        hint = _shape_hint(context) if code == "wrong-type" else context.pop("hint", "")
        diagnostics.add(code, span, hint=hint, **{"field": name, **context})
    elif kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        value = found.value if isinstance(found, ScalarNode) else ""
        suggestion = closest(value, allowed)
        diagnostics.add("bad-value", span, hint="closest" if suggestion else "allowed", value=value, field=name,
                        suggestion=suggestion, expected=", ".join(allowed))
    elif kind.endswith("_type") or kind in ("model_attributes_type",):
        shapes = {"found": _shape(found), "expected": _expected_shape(kind)}
        diagnostics.add("wrong-type", span, hint=_shape_hint(shapes), field=name, **shapes)
    else:
        value = found.value if isinstance(found, ScalarNode) else _shape(found)
        limit = next((str(context[key]) for key in ("pattern", "le", "ge", "max_length", "min_length")
                      if key in context), kind)
        diagnostics.add("bad-value", span, hint="limit", value=value, field=name, expected=limit)


def _shape_hint(shapes: Mapping[str, Any]) -> str:
    """How to write one shape where another stands: `list-for-text` and such."""
    hint = f"{shapes['found']}-for-{shapes['expected']}"
    return hint if hint in _SHAPE_HINTS else ""


def _span_of_value(whole: Node, context: Mapping[str, Any]) -> Span:
    """Where the value stands that a mapping or list as a whole was refused for; the whole where it does not say which.

    Of a value that stands twice, the last place.
    """
    node = whole.get(str(context.get("field"))) if isinstance(whole, MappingNode) else whole
    items = reversed(node.items) if isinstance(node, SequenceNode) else ()
    wanted = (item for item in items if isinstance(item, ScalarNode) and item.value == context.get("value"))
    return next(wanted, node or whole).span


def _expected_shape(kind: str) -> str:
    if kind in ("tuple_type", "list_type", "iterable_type"):
        return "list"
    return "mapping" if kind in ("model_type", "dict_type", "mapping_type", "model_attributes_type") else "text"

"""same-name: two records of one kind do not bear one name: readers could not tell them apart in a list."""

from typing import Any

from generator.diagnostics import Diagnostics, Related
from generator.model.content import LoadedRecord, in_language
from generator.model.dossier import Dossier
from generator.model.records import Kind

_NAME_FIELDS = {
    Kind.ACTOR: ("name",), Kind.PLACE: ("name",), Kind.EVENT: ("title",), Kind.CLAIM: ("question",),
    Kind.SOURCE: ("title", "title_supplied"),
}


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report every record whose name another one of its kind bears."""
    first: dict[tuple[Kind, str], LoadedRecord[Any]] = {}
    for record in dossier.content.records.values():
        field, name = own_name(record, dossier.content.language)
        if record.record.withdrawn or not name:
            continue
        other = first.setdefault((record.kind, _folded(name)), record)
        if other is not record:
            other_field, _ = own_name(other, dossier.content.language)
            hint = "articles" if record.kind is Kind.SOURCE else "tell-apart"
            diagnostics.add("same-name", record.span(field), hint=hint, name=name, other=other.id,
                            kind=record.kind.value, related=[Related(other.span(other_field), "related.other")])


def own_name(record: LoadedRecord[Any], language: str) -> tuple[str, str]:
    """The field that names a record for readers, and its words."""
    for field in _NAME_FIELDS[record.kind]:
        value = getattr(record.record, field)
        if value:
            return field, value if isinstance(value, str) else in_language(value, language)
    return _NAME_FIELDS[record.kind][0], ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()

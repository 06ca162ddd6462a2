"""From ids, terms and keys to what they name: one walk over all marked values, one finding per dangling one.

Owns which references exist and whether they resolve. A reference to a broken record is not blamed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.closest import closest
from generator.model.content import Content, LoadedFile, LoadedRecord
from generator.model.dossier import Path
from generator.model.fields import CitesReference, Marker, NamesStatement, RefersTo, TermIn, marked_values
from generator.model.records import Claim, Kind

#: Roles every dossier has, whether or not its vocabulary describes them.
BUILT_IN_ROLES = ("participant", "not_present")
#: The word that stands for the paper in `by_one_of`.
OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names something else, and the file and path where it stands."""

    owner: LoadedFile[Any] | LoadedRecord[Any]
    path: Path
    marker: Marker
    value: Any

    @property
    def owner_id(self) -> str:
        """The id of the record it stands in; empty in settings and vocabularies."""
        return self.owner.id if isinstance(self.owner, LoadedRecord) else ""


def references_in(content: Content) -> Iterator[Reference]:
    """Every marked value of all records and of the settings, in order of records and fields."""
    for path, marker, value in marked_values(content.settings.model):
        yield Reference(content.settings, path, marker, value)
    for record in content.records.values():
        for path, marker, value in marked_values(record.record):
            yield Reference(record, path, marker, value)


def link_references(content: Content, diagnostics: Diagnostics) -> tuple[Reference, ...]:
    """Report what does not resolve; return the references between records that do."""
    resolved = []
    for reference in references_in(content):
        match reference.marker:
            case RefersTo(kinds=kinds):
                if _resolves(reference, kinds, content, diagnostics):
                    resolved.append(reference)
            case TermIn(vocabulary=vocabulary):
                _check_term(reference, vocabulary, content, diagnostics)
            case CitesReference():
                _check_reference_key(reference, content, diagnostics)
            case NamesStatement():
                pass
    _check_statement_names(content, diagnostics)
    return tuple(resolved)


def _resolves(reference: Reference, kinds: tuple[str, ...], content: Content, diagnostics: Diagnostics) -> bool:
    """Whether the id names a record of an allowed kind; a finding where not."""
    name = reference.value
    if name == OUTLET and "by_one_of" in reference.path:
        return False
    if name == reference.owner_id:
        diagnostics.add("self-reference", reference.owner.span(*reference.path), id=name, field=_field_of(reference.path))
        return False
    if broken := content.broken.get(name):
        if broken.kind.value not in kinds:
            _wrong_kind(reference, broken.kind, kinds, Span(broken.path), diagnostics)
        return False
    found = content.records.get(name)
    if found is None:
        _unknown(reference, kinds, content, diagnostics)
        return False
    if found.kind.value not in kinds or not _may_stand_here(found, kinds, content):
        _wrong_kind(reference, found.kind, kinds, found.span(), diagnostics)
        return False
    return True


def _may_stand_here(found: LoadedRecord[Any], kinds: tuple[str, ...], content: Content) -> bool:
    """Where a place is asked for, an actor may stand only if its type serves as a place."""
    if kinds != ("place", "actor") or found.kind is not Kind.ACTOR:
        return True
    term = content.vocabulary.get("actor-types", {}).get(found.record.type)
    return term is None or term.serves_as_place


def _field_of(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _unknown(reference: Reference, kinds: tuple[str, ...], content: Content, diagnostics: Diagnostics) -> None:
    known = [record.id for record in (*content.records.values(), *content.broken.values())
             if record.kind.value in kinds]
    suggestion = closest(reference.value, known) or _by_name(reference.value, kinds, content)
    moved = _former(reference.value, content)
    hint = "former" if moved else "closest" if suggestion else "new"
    diagnostics.add("unknown-record", reference.owner.span(*reference.path), hint=hint, id=reference.value,
                    field=_field_of(reference.path), kind=kinds[0], suggestion=moved or suggestion,
                    folder=Kind(kinds[0]).folder)


def _former(name: str, content: Content) -> str:
    return next((record.id for record in content.records.values() if name in record.record.former_ids), "")


def _by_name(text: str, kinds: tuple[str, ...], content: Content) -> str:
    """The id of the record that bears this text as a name: editors write names where ids belong."""
    for record in content.records.values():
        if record.kind.value in kinds and text.casefold() in {name.casefold() for name in names_of(record)}:
            return record.id
    return ""


def names_of(record: LoadedRecord[Any]) -> tuple[str, ...]:
    """Every spelling an actor or a place bears, its own name's first; empty for other kinds."""
    if record.kind not in (Kind.ACTOR, Kind.PLACE):
        return ()
    own = tuple(record.record.name.values())
    return tuple(dict.fromkeys((*own, *(name.value for name in record.record.names))))


def _wrong_kind(
    reference: Reference, found: Kind, kinds: tuple[str, ...], other: Span, diagnostics: Diagnostics
) -> None:
    diagnostics.add("wrong-kind", reference.owner.span(*reference.path), id=reference.value,
                    field=_field_of(reference.path), found=found.value, expected=" / ".join(kinds),
                    related=[Related(other, "related.record")])


def _check_term(reference: Reference, vocabulary: str, content: Content, diagnostics: Diagnostics) -> None:
    known = set(content.vocabulary.get(vocabulary, {}))
    if vocabulary == "roles":
        known |= set(BUILT_IN_ROLES)
    if reference.value in known or f"content/vocabulary/{vocabulary}.yml" in content.unusable:
        return
    span = reference.owner.key_span(*reference.path) if vocabulary == "roles" \
        else reference.owner.span(*reference.path)
    suggestion = closest(reference.value, known)
    diagnostics.add("unknown-term", span, hint="closest" if suggestion else "new", term=reference.value,
                    vocabulary=vocabulary, suggestion=suggestion, known=", ".join(sorted(known)))


def _check_reference_key(reference: Reference, content: Content, diagnostics: Diagnostics) -> None:
    if reference.value in content.references or "content/references.yml" in content.unusable:
        return
    suggestion = closest(reference.value, content.references)
    diagnostics.add("unknown-reference", reference.owner.span(*reference.path),
                    hint="closest" if suggestion else "new", key=reference.value, suggestion=suggestion)


def _check_statement_names(content: Content, diagnostics: Diagnostics) -> None:
    """`contradicts[].statements` names statements as `record#key`."""
    keys = statement_keys(content)
    for claim in content.of_kind(Kind.CLAIM):
        for index, contradiction in enumerate(claim.record.contradicts):
            for position, name in enumerate(contradiction.statements):
                if name in keys or name.partition("#")[0] in content.broken:
                    continue
                suggestion = closest(name, keys)
                diagnostics.add("unknown-statement", claim.span("contradicts", index, "statements", position),
                                hint="closest" if suggestion else "key", name=name, suggestion=suggestion)


def statement_keys(content: Content) -> Mapping[str, Path]:
    """Every statement that has a key, as `record#key`, with its path in the record."""
    found: dict[str, Path] = {}
    for record in content.records.values():
        field = "accounts" if isinstance(record.record, Claim) else "statements"
        for index, statement in enumerate(getattr(record.record, field, ())):
            if statement.key:
                found[f"{record.id}#{statement.key}"] = (field, index)
    return found

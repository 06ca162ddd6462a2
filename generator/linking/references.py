"""From ids, terms and keys to what they name: one walk over all marked values, one finding per dangling one.

Owns which references exist and whether they resolve. A reference to a broken record is not blamed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    if content.searches:
        for path, marker, value in marked_values(content.searches.model):
            yield Reference(content.searches, path, marker, value)
    for record in content.records.values():
        for path, marker, value in marked_values(record.record):
            yield Reference(record, path, marker, value)


def link_references(content: Content, diagnostics: Diagnostics) -> tuple[Reference, ...]:
    """Report what does not resolve; return the references between records that do."""
    resolved, suggestions = [], _Suggestions(content)
    for reference in references_in(content):
        match reference.marker:
            case RefersTo(kinds=kinds):
                if _resolves(reference, kinds, content, suggestions, diagnostics):
                    resolved.append(reference)
            case TermIn(vocabulary=vocabulary):
                _check_term(reference, vocabulary, content, diagnostics)
            case CitesReference():
                _check_reference_key(reference, content, diagnostics)
            case NamesStatement():
                pass
    _check_statement_names(content, diagnostics)
    return tuple(resolved)


def _resolves(
    reference: Reference, kinds: tuple[str, ...], content: Content, suggestions: "_Suggestions",
    diagnostics: Diagnostics,
) -> bool:
    """Whether the id names a record of an allowed kind; a finding where not."""
    name = reference.value
    if name == OUTLET and "by_one_of" in reference.path:
        return False
    if name == reference.owner_id:
        diagnostics.add("self-reference", reference.owner.span(*reference.path), id=name,
                        field=_field_of(reference.path))
        return False
    if broken := content.broken.get(name):
        if broken.kind.value not in kinds:
            _wrong_kind(reference, broken.kind, kinds, Span(broken.path), diagnostics)
        return False
    found = content.records.get(name)
    if found is None:
        _unknown(reference, kinds, suggestions, diagnostics)
        return False
    if found.kind.value not in kinds or not _may_stand_here(found, kinds, content):
        _wrong_kind(reference, found.kind, kinds, found.span(), diagnostics)
        return False
    return True


def resolve_record(
    owner: LoadedFile[Any], path: Path, record_id: str, kinds: tuple[str, ...], content: Content,
    diagnostics: Diagnostics,
) -> str:
    """The id where it names a usable record of an allowed kind, else empty; a finding unless that is broken."""
    reference = Reference(owner, path, RefersTo(kinds), record_id)
    is_usable = _resolves(reference, kinds, content, _Suggestions(content), diagnostics)
    return record_id if is_usable else ""


def _may_stand_here(found: LoadedRecord[Any], kinds: tuple[str, ...], content: Content) -> bool:
    """Where a place is asked for, an actor may stand only if its type serves as a place."""
    if kinds != ("place", "actor") or found.kind is not Kind.ACTOR:
        return True
    term = content.vocabulary.get("actor-types", {}).get(found.record.type)
    return term is None or term.serves_as_place


def _field_of(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _unknown(
    reference: Reference, kinds: tuple[str, ...], suggestions: "_Suggestions", diagnostics: Diagnostics
) -> None:
    hint, suggestion = suggestions.find(reference.value, kinds)
    diagnostics.add("unknown-record", reference.owner.span(*reference.path), hint=hint, id=reference.value,
                    field=_field_of(reference.path), kind=kinds[0], suggestion=suggestion,
                    folder=Kind(kinds[0]).folder)


class _Suggestions:
    """What ids that lead nowhere may stand for; each is looked for once, however often it is written."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._found: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}

    def find(self, name: str, kinds: tuple[str, ...]) -> tuple[str, str]:
        """The key of the hint and the id it names."""
        if (name, kinds) not in self._found:
            self._found[name, kinds] = self._find(name, kinds)
        return self._found[name, kinds]

    def _find(self, name: str, kinds: tuple[str, ...]) -> tuple[str, str]:
        if moved := self._former.get(name):
            return "former", moved
        known = (record.id for record in (*self._content.records.values(), *self._content.broken.values())
                 if record.kind.value in kinds)
        # Editors write names where ids belong.
        bearers = (record.id for record in self._bearers.get(name.casefold(), ()) if record.kind.value in kinds)
        suggestion = closest(name, known) or next(bearers, "")
        return "closest" if suggestion else "new", suggestion

    @cached_property
    def _former(self) -> Mapping[str, str]:
        records = reversed(self._content.records.values())
        return {former: record.id for record in records for former in record.record.former_ids}

    @cached_property
    def _bearers(self) -> Mapping[str, Sequence[LoadedRecord[Any]]]:
        """The records that bear a name, letter case set aside."""
        found: dict[str, list[LoadedRecord[Any]]] = {}
        for record in self._content.records.values():
            for name in names_of(record):
                found.setdefault(name.casefold(), []).append(record)
        return found


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

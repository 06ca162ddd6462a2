"""person-without-role: a person has a record only for a public role, and `public_role` says which.

Which actor types are persons is said in `vocabulary/actor-types.yml` (`is_person: true`).
"""

from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report persons without a public role."""
    types = dossier.content.vocabulary.get("actor-types", {})
    for record in dossier.content.of_kind(Kind.ACTOR):
        term = types.get(record.record.type)
        if term and term.is_person and not record.record.public_role and not record.record.withdrawn:
            diagnostics.add("person-without-role", record.span("type"), hint="role", id=record.id)

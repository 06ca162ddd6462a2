"""harm-without-speaker: whoever is accused of harm is named by the words, or somebody is named who says so.

Holds for the roles that `vocabulary/roles.yml` marks with `harms: true`. A reason in `who_why` is not enough:
without a speaker the dossier itself would be the accuser.
"""

from generator.checks.statements import is_actor, named_in, whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier, LinkedStatement


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report bearers of harmful roles whom neither a speaker nor the quote names."""
    for home, statement in whole_statements(dossier):
        for role, actors in statement.statement.who.items():
            if not is_unspoken_harm(dossier, statement, role):
                continue
            named = named_in(dossier, statement)
            for index, actor_id in enumerate(actors):
                if actor_id not in named and is_actor(dossier, actor_id):
                    diagnostics.add("harm-without-speaker", home.span(*statement.path, "who", role, index),
                                    hint="speaker", actor=actor_id, role=role)


def is_unspoken_harm(dossier: Dossier, statement: LinkedStatement, role: str) -> bool:
    """Whether the role harms whoever bears it and the statement names nobody who says so."""
    term = dossier.content.vocabulary.get("roles", {}).get(role)
    return bool(term and term.harms) and not (statement.statement.by or statement.statement.by_one_of)

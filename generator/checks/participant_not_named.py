"""participant-not-named: the words name who took part, or `who_why` says whom a pronoun or an office means.

Who is also the speaker may be named by `by_why`. A harmful role without a speaker is left to
`harm-without-speaker`, for which a reason is not enough.
"""

from collections.abc import Iterator

from generator.checks.harm_without_speaker import is_unspoken_harm
from generator.checks.statements import is_actor, named_in, whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier, LinkedStatement, Path


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report participants that no quote of their statement names."""
    for home, statement in whole_statements(dossier):
        if not statement.statement.who or "who" in statement.statement.reasons:
            continue
        named = named_in(dossier, statement) | _named_as_speakers(statement)
        for role, actor_id, path in participants(statement):
            if actor_id in named or not is_actor(dossier, actor_id):
                continue
            if not is_unspoken_harm(dossier, statement, role):
                diagnostics.add("participant-not-named", home.span(*path), hint="why", actor=actor_id,
                                role=role)


def participants(statement: LinkedStatement) -> Iterator[tuple[str, str, Path]]:
    """Role, actor and path of everybody named in `who`."""
    for role, actors in statement.statement.who.items():
        for index, actor_id in enumerate(actors):
            yield role, actor_id, (*statement.path, "who", role, index)


def _named_as_speakers(statement: LinkedStatement) -> set[str]:
    return set(statement.statement.by) if "by" in statement.statement.reasons else set()

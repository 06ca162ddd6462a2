"""speaker-not-named: the words name who speaks, or `by_why` says whom a pronoun or an office means.

Holds for `by` and `by_one_of` (with `by_one_of_why`). The outlet that printed the words need not name itself.
"""

from generator.checks.statements import is_actor, named_in, publishers_of, whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report speakers that no quote of their statement names."""
    for home, statement in whole_statements(dossier):
        model = statement.statement
        if not (model.by or model.by_one_of) or model.reasons.keys() & {"by", "by_one_of"}:
            continue
        named = named_in(dossier, statement) | publishers_of(dossier, statement)
        for field in ("by", "by_one_of"):
            for index, speaker in enumerate(getattr(model, field)):
                if speaker not in named and is_actor(dossier, speaker):
                    diagnostics.add("speaker-not-named", home.span(*statement.path, field, index), hint="why",
                                    speaker=speaker, field=field)

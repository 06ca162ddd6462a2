"""language-without-rules: `dossier.yml` has word lists for every language that articles are written in.

Without `text_rules` for a language, no cut quote in it can be found out.
"""

from generator.checks.quote_cut import rules_for
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report each language without word lists, at the first source written in it."""
    seen: set[str] = set()
    for record in dossier.content.of_kind(Kind.SOURCE):
        language = record.record.language
        if language not in seen and rules_for(dossier, record.id) is None:
            diagnostics.add("language-without-rules", record.span("language"), hint="rules",
                            language=language)
        seen.add(language)

"""missing-language, unknown-language: a text by language has the dossier's first, and only declared ones.

The first language is the one every page can fall back to; `languages` in `dossier.yml` lists all of them.
"""

from generator.checks.reader_texts import reader_texts
from generator.diagnostics import Diagnostics
from generator.model.closest import closest
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report languages that are not declared, and texts that lack the first; never both of one text."""
    declared = dossier.content.settings.model.languages
    for owner, path, text in reader_texts(dossier):
        if "" in text:
            continue
        unknown = [language for language in text if language not in declared]
        for language in unknown:
            suggestion = closest(language, declared)
            diagnostics.add("unknown-language", owner.key_span(*path, language), language=language,
                            hint="closest" if suggestion else "default", suggestion=suggestion,
                            known=", ".join(declared))
        if not unknown and declared[0] not in text:
            diagnostics.add("missing-language", owner.span(*path), hint="add", language=declared[0],
                            field=str(path[-1]))

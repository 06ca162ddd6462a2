"""title-states-allegation: the title of an event that is only alleged says so.

Where every report of an event is `alleged`, its title needs one of the `hedges` that `dossier.yml` lists
under `text_rules` for the dossier's language, such as "alleged" or "accuses".
"""

import re
from collections.abc import Iterable

from generator.diagnostics import Diagnostics
from generator.model.content import in_language
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report titles that state what is only alleged."""
    language = dossier.content.language
    rules = dossier.content.settings.model.text_rules.get(language)
    hedges = rules.hedges if rules else ()
    for event_id, facts in dossier.events.items():
        if facts.status.kind != "alleged":
            continue
        record = dossier.record(event_id)
        title = in_language(record.record.title, language)
        if not _holds_any(title, hedges):
            diagnostics.add("title-states-allegation", record.span("title"), title=title, language=language,
                            hint="hedge" if hedges else "no-hedges", hedges=", ".join(hedges))


def _holds_any(title: str, words: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title, re.IGNORECASE) for word in words)

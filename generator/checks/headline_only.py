"""headline-only: an event rests on the body of some article, not on a headline or a caption alone.

Headlines are written by others than the article and sharpen it. Such an event is published and marked so.
"""

from generator.checks.statements import is_whole
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report events whose only words are no body text."""
    for event_id, facts in dossier.events.items():
        if facts.only_headline and all(map(is_whole, facts.statements)):
            record, quote = dossier.record(event_id), facts.statements[0].quotes[0]
            diagnostics.add("headline-only", record.span(*quote.path, "quote"), hint="body",
                            stretch=quote.stretch)

"""place-not-named: the words name the place, or `place_why` says how they mean it.

The place of an event is named in a quote of any of its statements, the place of a statement in one of its
own. Any spelling counts, as whole words, not as a part of a longer name.
"""

from generator.checks.statements import is_place, is_whole, named_in, whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report places of events and statements that no quote names."""
    for record in dossier.content.of_kind(Kind.EVENT):
        place, own = record.record.place, dossier.statements[record.id]
        if not place or "place" in record.record.reasons or not is_place(dossier, place):
            continue
        if all(map(is_whole, own)) and not any(place in named_in(dossier, statement) for statement in own):
            diagnostics.add("place-not-named", record.span("place"), hint="event", place=place)
    for home, statement in whole_statements(dossier):
        place = statement.statement.place
        if not place or "place" in statement.statement.reasons or not is_place(dossier, place):
            continue
        if place not in named_in(dossier, statement):
            diagnostics.add("place-not-named", home.span(*statement.path, "place"), hint="statement",
                            place=place)

"""spelling-ambiguous: one spelling belongs to one record, unless `shared_spellings` lists all that bear it.

Where two bear it, none can be told from the text: its mentions count for nobody.
"""

from generator.checks.spellings import WrittenSpelling, written_spellings
from generator.diagnostics import Diagnostics, Related
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report every spelling that a second record bears, at that record."""
    shared = {dossier.names.key(entry.spelling): set(entry.records)
              for entry in dossier.content.settings.model.shared_spellings}
    first: dict[str, WrittenSpelling] = {}
    for spelling in written_spellings(dossier):
        if spelling.name and not spelling.name.mentions:
            continue
        key = dossier.names.key(spelling.text)
        other = first.setdefault(key, spelling)
        bearers = {other.record.id, spelling.record.id}
        if len(bearers) == 1 or bearers <= shared.get(key, set()) or _is_same_name(spelling, other):
            continue
        diagnostics.add("spelling-ambiguous", spelling.record.span(*spelling.path), hint="shared",
                        spelling=spelling.text, other=other.record.id,
                        related=[Related(other.record.span(*other.path), "related.first")])


def _is_same_name(one: WrittenSpelling, other: WrittenSpelling) -> bool:
    """Whether the rule `same-name` reports these two."""
    return one.name is None and other.name is None and one.record.kind is other.record.kind

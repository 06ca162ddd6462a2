"""bad-markup, unknown-record: `[[id]]` and `[[id|words]]` in the editors' texts are closed and name a record.

Nothing else is markup: Markdown and HTML in a text are shown as they are written.
"""

from generator.checks.reader_texts import Owner, reader_texts
from generator.diagnostics import Diagnostics
from generator.model.closest import closest
from generator.model.dossier import Dossier, Path
from generator.model.markup import linked_ids, markup_fault


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report links that do not end, and links to records that are not there."""
    for owner, path, text in reader_texts(dossier):
        for language, words in text.items():
            if "[[" in words or "]]" in words:
                _check_text(dossier, owner, (*path, language) if language else path, words, diagnostics)


def _check_text(dossier: Dossier, owner: Owner, path: Path, words: str, diagnostics: Diagnostics) -> None:
    content = dossier.content
    fault = markup_fault(words)
    if fault:
        diagnostics.add("bad-markup", owner.span(*path), hint=fault[0], text=fault[1])
    for record_id in linked_ids(words):
        if record_id not in content.records and record_id not in content.broken:
            suggestion = closest(record_id, [*content.records, *content.broken])
            diagnostics.add("unknown-record", owner.span(*path), hint="closest" if suggestion else "link",
                            id=record_id, field=str(path[-1]), kind="record", suggestion=suggestion)

"""date-without-words: a date needs the words that give it, or the editors' reason.

The date of an event needs `date_words` in a statement that has no other date of its own and does not date the
saying; the date of a statement needs them in one of its quotes. `date_why` says instead how it was inferred.
"""

from collections.abc import Iterator

from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Event, Kind
from generator.model.statements import Statement


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report every date that no words and no reason carry."""
    for record in dossier.content.of_kind(Kind.EVENT):
        if record.record.date and "date" not in record.record.reasons and not _words_date(record.record):
            diagnostics.add("date-without-words", record.span("date"), hint="event",
                            date=record.record.date.text)
    for statement in dossier.all_statements():
        model = statement.statement
        if model.date and "date" not in model.reasons and not any(_date_words(model)):
            home = dossier.record(statement.record_id)
            diagnostics.add("date-without-words", home.span(*statement.path, "date"), hint="statement",
                            date=model.date.text)


def _words_date(event: Event) -> bool:
    """Whether some statement has words for the event's own date."""
    return any(
        words for statement in event.statements
        if statement.date_of != "saying" and (statement.date is None or statement.date == event.date)
        for words in _date_words(statement))


def _date_words(statement: Statement) -> Iterator[str]:
    return (citation.date_words for citation in statement.citations if citation.date_words)



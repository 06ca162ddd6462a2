"""time-outside-date: the `time` of an event lies within its `date`, on the day where its offset holds."""

from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report times without a date and times on another day."""
    for record in dossier.content.of_kind(Kind.EVENT):
        date, time = record.record.date, record.record.time
        if time is None:
            continue
        if date is None:
            diagnostics.add("time-outside-date", record.span("time"), hint="no-date", time=time.text, date="")
        elif not date.contains(time.day):
            diagnostics.add("time-outside-date", record.span("time"), hint="other-day", time=time.text,
                            date=date.text)

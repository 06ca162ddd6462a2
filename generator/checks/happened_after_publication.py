"""happened-after-publication: what a source reports as happened is not later than the source.

An event may lie in the future of all its sources only where one of its statements is a plan: `proposed`,
`expected` or `called_off`. A statement's own date is held to the sources of that statement. One day is
tolerated, for time zones. Nothing is said where a source's publication is not known.
"""

from collections.abc import Iterable, Sequence

from generator.checks.statements import is_whole
from generator.diagnostics import Diagnostics
from generator.model.dates import Day, EdtfDate, add_days
from generator.model.dossier import Dossier, LinkedStatement
from generator.model.records import Kind

#: Stages that speak of something to come.
_PLANS = ("proposed", "expected", "called_off")


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report events and statements dated after all of their sources."""
    for record in dossier.content.of_kind(Kind.EVENT):
        own = dossier.statements[record.id]
        late = _later(dossier, record.record.date, own)
        if late:
            diagnostics.add("happened-after-publication", record.span("date"), hint="event",
                            date=record.record.date.text, published=late)
        for statement in own:
            date = statement.statement.date
            if statement.statement.date_of == "saying" or (late and date == record.record.date):
                continue
            published = _later(dossier, date, [statement])
            if published:
                diagnostics.add("happened-after-publication", record.span(*statement.path, "date"),
                                hint="statement", date=date.text, published=published)


def _later(dossier: Dossier, date: EdtfDate | None, statements: Sequence[LinkedStatement]) -> str:
    """The last day of publication, where the date lies more than a day behind it; else an empty string."""
    if date is None or date.earliest is None or not statements or not all(map(is_whole, statements)):
        return ""
    if any(statement.statement.stage in (*_PLANS, None) for statement in statements):
        return ""
    last = _last_publication(dossier, {source for statement in statements for source in statement.source_ids})
    return last.iso if last and date.earliest > add_days(last, 1) else ""


def _last_publication(dossier: Dossier, source_ids: Iterable[str]) -> Day | None:
    """The last day any of these sources can have been published; None where that is open."""
    sources = [dossier.record(source_id).record for source_id in source_ids]
    moments = [source.published or source.written_as_of for source in sources]
    days = [moment.date.latest if moment else None for moment in moments]
    return max(day for day in days if day) if days and all(days) else None

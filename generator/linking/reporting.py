"""Who reported what, and when: per event the articles in the order of publication, with what each relays.

Knows nothing of whether articles are independent, and nothing here may say so: two articles are not two witnesses.
"""

from collections.abc import Mapping, Sequence

from generator.linking.events import relays_of
from generator.model.content import Content
from generator.model.delays import delay_between
from generator.model.dossier import LinkedStatement, Report, StageReport
from generator.model.records import Event, Kind, Source


def link_reporting(
    event: Event, own: Sequence[LinkedStatement], guests: Sequence[LinkedStatement],
    stages: Sequence[StageReport], content: Content,
) -> tuple[Report, ...]:
    """The articles that report an event, by publication; `guests` are sentences of other records that touch on it."""
    by_source: dict[str, list[LinkedStatement]] = {}
    for statement in (*own, *guests):
        for source_id in statement.source_ids:
            by_source.setdefault(source_id, []).append(statement)
    told = {source_id for statement in own for source_id in statement.source_ids}
    staged = {stage.source_id: stage for stage in stages}
    reports = [_report(source_id, found, event, staged.get(source_id), content, is_guest=source_id not in told)
               for source_id, found in by_source.items() if source_id in content.records]
    return tuple(sorted(reports, key=lambda report: publication_key(report.source_id, content)))


def _report(
    source_id: str, statements: Sequence[LinkedStatement], event: Event, stage: StageReport | None, content: Content,
    *, is_guest: bool,
) -> Report:
    source: Source = content.records[source_id].record
    relays = dict.fromkeys(relay for item in statements for relay in relays_of(item, source))
    passage = next(quote.passage for item in statements for quote in item.quotes
                   if quote.passage.source_id == source_id)
    return Report(
        source_id, stage.status if stage else None, stage.speakers if stage else (), tuple(relays), passage,
        source.published, source.written_as_of,
        delay_between(event.date, source.published.date if source.published else None),
        stage is not None and any(item.status == stage.status and _is_own(item) for item in statements), is_guest)


def _is_own(statement: LinkedStatement) -> bool:
    """Whether an outlet says it in its own words, on nobody's say-so."""
    model = statement.statement
    return not model.by and not model.by_one_of and model.ground != "unattributed"


def publication_key(source_id: str, content: Content) -> tuple[object, ...]:
    """Articles in the order of publication: by the printed day, within it by the moment where the hour is printed.

    Undated ones are last.
    """
    published = content.records[source_id].record.published
    if published is None:
        return (1, source_id)
    time = published.time
    minutes = (time.hour * 60 + time.minute - (time.offset or 0),) if time else ()
    return (0, published.date.sort_key, minutes, source_id)


def publication_order(content: Content) -> tuple[str, ...]:
    """All articles in the order of publication."""
    return tuple(sorted((record.id for record in content.of_kind(Kind.SOURCE)),
                        key=lambda source_id: publication_key(source_id, content)))


def shared_relays(source_ids: Sequence[str], content: Content) -> Mapping[str, tuple[str, ...]]:
    """The outlets that more than one of these articles names as relayed, and those articles."""
    found: dict[str, list[str]] = {}
    for source_id in source_ids:
        for relay_id in dict.fromkeys(relay.actor for relay in content.records[source_id].record.relays):
            found.setdefault(relay_id, []).append(source_id)
    return {relay_id: tuple(ids) for relay_id, ids in found.items() if len(ids) > 1}

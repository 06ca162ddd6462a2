"""What is still open in a dossier: what nobody read twice, what rests on one article, what no statement uses.

Owns these lists as ids and numbers, for the page about the state of the dossier and for the editors' report. Computed
from the linked dossier alone, in one pass; knows neither words nor pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator.model.dossier import Dossier, LinkedStatement, sorting_date
from generator.model.records import Correction, Kind, OutletCorrection

#: Records by id with how many of their statements or quotes are meant.
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SourceUse:
    """How far an article is used: passages quoted, paragraphs of its body that carry no statement, share quoted."""

    source_id: str
    passages: int
    paragraphs: int
    unused: int
    coverage: float


@dataclass(frozen=True, slots=True)
class DossierState:
    """Everything that is open, by record id in the order in which it is listed."""

    statements: int
    quotes: int
    unread: Counted
    untranslated: Counted
    single_article: Counted
    headline_only: Counted
    single_article_events: tuple[str, ...]
    headline_only_events: tuple[str, ...]
    differing_events: tuple[str, ...]
    unresolved_claims: tuple[str, ...]
    open_claims: tuple[str, ...]
    unlocated_places: tuple[str, ...]
    sources: tuple[SourceUse, ...]
    corrections: tuple[tuple[str, Correction], ...]
    outlet_corrections: tuple[tuple[str, OutletCorrection], ...]
    drafts: tuple[str, ...]


def state_of(dossier: Dossier) -> DossierState:
    """The state of a dossier; of the public one it holds nothing that is not published."""
    content, events = dossier.content, dossier.events
    order = [event_id for event_id in dossier.event_order if event_id in events]
    claims, places = content.of_kind(Kind.CLAIM), content.of_kind(Kind.PLACE)
    statements = dossier.all_statements()
    return DossierState(
        statements=len(statements),
        quotes=sum(len(item.quotes) for item in statements),
        unread=_counted(statements, lambda item: item.statement.checked is None),
        untranslated=_counted(statements, lambda item: _untranslated(item, dossier)),
        single_article=_counted(statements, lambda item: len(item.source_ids) == 1),
        headline_only=_counted(statements, lambda item: bool(item.quotes) and not any(
            quote.is_body for quote in item.quotes)),
        single_article_events=tuple(event_id for event_id in order if len(events[event_id].relays.source_ids) == 1),
        headline_only_events=tuple(event_id for event_id in order if events[event_id].only_headline),
        differing_events=tuple(event_id for event_id in order if events[event_id].status.kind == "differ"),
        unresolved_claims=tuple(record.id for record in claims
                                if record.record.finding and record.record.finding.is_ == "unresolved"),
        open_claims=tuple(record.id for record in claims if record.record.finding is None),
        unlocated_places=tuple(record.id for record in places
                               if record.record.coordinates is None and not record.record.not_a_place),
        sources=tuple(_use_of(record.id, dossier) for record in content.of_kind(Kind.SOURCE)
                      if record.id in dossier.articles and record.id in dossier.sources),
        corrections=_dated((record.id, item) for record in content.records.values()
                           for item in record.record.corrections),
        outlet_corrections=_dated((record.id, item) for record in content.of_kind(Kind.SOURCE)
                                  for item in record.record.outlet_corrections),
        drafts=tuple(record.id for record in content.records.values() if record.record.draft))


def _counted(statements: Iterable[LinkedStatement], measure: Callable[[LinkedStatement], int]) -> Counted:
    """The records whose statements have something of what is measured, and how much."""
    found: dict[str, int] = {}
    for item in statements:
        if number := int(measure(item)):
            found[item.record_id] = found.get(item.record_id, 0) + number
    return tuple(sorted(found.items()))


def _untranslated(item: LinkedStatement, dossier: Dossier) -> int:
    """How many of its quotes have no translation and stand in a language that the dossier is not written in."""
    return sum(quote.translation is None and not _is_own_language(quote.passage.source_id, dossier)
               for quote in item.quotes)


def _is_own_language(source_id: str, dossier: Dossier) -> bool:
    source = dossier.content.records.get(source_id)
    return source is not None and source.record.language == dossier.content.language


def _use_of(source_id: str, dossier: Dossier) -> SourceUse:
    facts, article = dossier.sources[source_id], dossier.articles[source_id]
    touched = {article.paragraph_at(passage.start).index for passage, _ in facts.passages}
    return SourceUse(source_id, len(facts.passages), len(touched) + len(facts.uncarried_paragraphs),
                     len(facts.uncarried_paragraphs), facts.coverage)


def _dated(items: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """The newest first, of one day by id."""
    by_id = sorted(items, key=lambda item: item[0])
    return tuple(sorted(by_id, key=lambda item: sorting_date(getattr(item[1].date, "date", item[1].date)),
                        reverse=True))

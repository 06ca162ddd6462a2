"""Which records' pages a change can have altered, told from the linked dossiers without making the pages.

A page shows its record, what was computed of it, and the titles, dates and statuses of what it links to. Names too
many rather than too few; whether a page really differs is seen when it is made.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, PublicDossier
from generator.model.fields import CitesReference, RefersTo, marked_values
from generator.model.records import Kind
from generator.model.words import Words
from generator.rendering.views.map_places import map_positions

_STATEMENTS = {"statements", "accounts"}


def affected_records(old: PublicDossier, new: PublicDossier, old_words: Words, new_words: Words
                     ) -> frozenset[str] | None:
    """The ids of the records whose pages may differ; None where any page may."""
    if _frame(old, old_words) != _frame(new, new_words):
        return None
    first, second = old.dossier, new.dossier
    ids = {*first.content.records, *second.content.records, *old.withdrawn, *new.withdrawn}
    changed = {record_id for record_id in ids if _inputs(old, record_id) != _inputs(new, record_id)}
    changed |= _on_the_map(first, second)
    cited = _cited_references(first, second)
    near = {record_id for record_id in changed if _face(first, record_id) != _face(second, record_id)}
    far = {record_id for record_id in near if _is_named_at_one_remove((first, second), record_id)
           and _own_fields(first, record_id) != _own_fields(second, record_id)}
    far |= {source_id for record_id in far for dossier in (first, second)
            for source_id in _named_after(dossier, record_id)}
    graph = _Graph((first, second))
    one_step = set(graph.neighbours(near))
    return frozenset(changed | one_step | set(graph.neighbours(graph.neighbours(far))) | cited)


def _on_the_map(first: Dossier, second: Dossier) -> set[str]:
    """The places whose pages show the map's frame, where it may have moved: one place more moves it for all."""
    old, new = map_positions(first), map_positions(second)
    return {str(position[0]) for position in old | new} if old != new else set()


def _is_named_at_one_remove(dossiers: Iterable[Dossier], record_id: str) -> bool:
    """Whether pages show a record of this kind beside others that they link to: an article with its outlet."""
    kinds = {dossier.content.records[record_id].kind for dossier in dossiers if record_id in dossier.content.records}
    return not kinds <= {Kind.EVENT, Kind.CLAIM}


def _named_after(dossier: Dossier, record_id: str) -> tuple[str, ...]:
    """The sources that pages call by this actor's name: its articles, and those that relay it."""
    actor = dossier.actors.get(record_id)
    return (*actor.published_ids, *actor.relayed_ids) if actor else ()


def _frame(public: PublicDossier, words: Words) -> tuple[Any, ...]:
    """What every page may show."""
    content = public.dossier.content
    return (content.settings.model, content.vocabulary, words.overrides, words.language, content.base_map,
            sorted(public.redirects.items()))


def _inputs(public: PublicDossier, record_id: str) -> tuple[Any, ...]:
    """Everything that a record's own page is made of, but for what it links to."""
    dossier = public.dossier
    record = dossier.content.records.get(record_id)
    facts = [getattr(dossier, name).get(record_id) for name in ("events", "claims", "actors", "places", "sources")]
    return (record and record.record, *facts, dossier.statements.get(record_id), dossier.articles.get(record_id),
            dossier.back_links.get(record_id), dossier.mentions.get(record_id),
            _record_of(public.withdrawn.get(record_id)))


def _record_of(record: LoadedRecord[Any] | None) -> Any:
    return record.record if record else None


def _own_fields(dossier: Dossier, record_id: str) -> Any:
    record = dossier.content.records.get(record_id)
    if record is None:
        return None
    return (record.kind, *(getattr(record.record, name) for name in type(record.record).model_fields
                           if name not in _STATEMENTS))


def _face(dossier: Dossier, record_id: str) -> Any:
    """What other pages show of a record."""
    event, claim = dossier.events.get(record_id), dossier.claims.get(record_id)
    computed = (event.status, event.outcomes, event.relays, event.only_headline, len(event.statements),
                event.participations) if event else ()
    accounts = (len(claim.accounts), claim.differing, claim.relays) if claim else ()
    return _own_fields(dossier, record_id), computed, accounts, _printed(dossier, record_id)


def _printed(dossier: Dossier, record_id: str) -> Any:
    facts = dossier.actors.get(record_id) or dossier.places.get(record_id)
    return facts.printed if facts else None


def _cited_references(old: Dossier, new: Dossier) -> set[str]:
    """The records that cite a reference which differs."""
    first, second = old.content.references, new.content.references
    changed = {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}
    if not changed:
        return set()
    return {record.id for dossier in (old, new) for record in dossier.content.records.values()
            for _, marker, value in marked_values(record.record)
            if isinstance(marker, CitesReference) and value in changed}


class _Graph:
    """Who names whom, in either direction, on either side; asked for few records, so walked on demand."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._dossiers = tuple(dossiers)

    def neighbours(self, record_ids: Iterable[str]) -> set[str]:
        """The records that name these or are named by them."""
        return {neighbour for record_id in record_ids for dossier in self._dossiers
                for neighbour in _neighbours(dossier, record_id)}


def _neighbours(dossier: Dossier, record_id: str) -> Iterator[str]:
    for link in dossier.back_links.get(record_id, ()):
        yield link.record_id
    record = dossier.content.records.get(record_id)
    if record is not None:
        for _, marker, value in marked_values(record.record):
            if isinstance(marker, RefersTo):
                yield str(value)
    yield from _computed_neighbours(dossier, record_id, record.kind if record else None)


def _computed_neighbours(dossier: Dossier, record_id: str, kind: Kind | None) -> Iterator[str]:
    """Neighbours in time, those whom a statement elsewhere joins to it, and sources that print its name."""
    event = dossier.events.get(record_id)
    if event:
        yield from (event.before, event.after, *event.claim_ids, *(other for other, _ in event.related))
        yield from (item.record_id for item in event.guests)
    claim = dossier.claims.get(record_id)
    if claim:
        yield from (item.record_id for item in claim.accounts)
    if kind is Kind.SOURCE:
        yield from (item.record_id for _, found in dossier.sources[record_id].passages for item in found)
    yield from (mention.source_id for mention in dossier.mentions.get(record_id, ()))
    yield from _mentioned_in(dossier, record_id) if kind is Kind.SOURCE else ()


def _mentioned_in(dossier: Dossier, source_id: str) -> Iterator[str]:
    """The records whose names a source prints."""
    for record_id, mentions in dossier.mentions.items():
        if any(mention.source_id == source_id for mention in mentions):
            yield record_id

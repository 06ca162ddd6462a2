"""The print edition's frame: every record under a number, and in which part it stands.

Owns the numbers of entries, where parts end, and links that stay inside the edition and name the number in words,
so that they lead somewhere on paper. Knows nothing of how an entry looks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import LinkedStatement
from generator.model.records import Kind
from generator.model.uris import PRINT_EDITION, Link, part_uri
from generator.rendering.context import Context, LinkView

#: The order of the sections.
SECTIONS = (Kind.EVENT, Kind.CLAIM, Kind.SOURCE, Kind.ACTOR, Kind.PLACE)
#: Records of one part, at most, and characters of its page that they are estimated at.
PART_LENGTH = 200
_PART_WEIGHT = 460_000
#: What an entry, a statement, a quote and a reference cost on a page besides their texts.
_ENTRY, _STATEMENT, _QUOTE, _REFERENCE = 1_000, 480, 780, 90
#: Kinds whose entries are found by number; actors and places stand in the order of the alphabet.
_NUMBERED = (Kind.EVENT, Kind.CLAIM, Kind.SOURCE)
#: References of one entry of the register, at most.
LONGEST_REFERENCES = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A page of entries. `number` is 0 where the edition is one page."""

    number: int
    record_ids: tuple[str, ...]

    @property
    def uri(self) -> str:
        """Its place on the site."""
        return part_uri("print", self.number) if self.number else PRINT_EDITION


@dataclass(frozen=True)
class EditionContext(Context):
    """The context of the edition's pages: links to records lead to their entries and say the number."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    uris: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, record_id: str, anchor: str = "") -> Link | None:
        """The entry of a record; None where it has none. Anchors of the record's own page do not hold here."""
        uri = self.uris.get(record_id)
        return Link(uri, entry_id(record_id)) if uri else None

    def link(self, record_id: str, from_uri: str, text: str = "", anchor: str = "") -> LinkView:
        """A link to an entry, with its number where entries of its kind are found by number."""
        found, place = self.dossier.content.records.get(record_id), self.place_of(record_id)
        if found is None or place is None or found.kind not in _NUMBERED:
            return super().link(record_id, from_uri, text, anchor)
        # A printed title is in its own language, the number is not: the source goes by its outlet and day.
        shown = text or (self.source_label(record_id) if found.kind is Kind.SOURCE else self.title(record_id))
        return LinkView(f"{shown} ({self.number_in_words(record_id)})", place.html_href(from_uri))

    def number_in_words(self, record_id: str) -> str:
        """`event 12`."""
        kind = self.dossier.content.records[record_id].kind.value
        return self.words(f"print.number.{kind}", n=self.numbers[record_id])

    def statement_label(self, statement: LinkedStatement) -> str:
        """`12.3`: the third statement of an entry, whatever its kind."""
        return f"{self.numbers[statement.record_id]}.{self.place_in_record(statement)}"

    def place_in_record(self, statement: LinkedStatement) -> int:
        """The place of a statement among those of its record, counted from 1."""
        if not self._places:
            for found in self.dossier.statements.values():
                self._places.update((item.key, place) for place, item in enumerate(found, 1))
        return self._places[statement.key]

    _places: dict[str, int] = field(default_factory=dict)


def entry_id(record_id: str) -> str:
    """The anchor of a record's entry."""
    return f"p-{record_id}"


def make_edition(context: Context) -> tuple[EditionContext, tuple[Part, ...]]:
    """The numbers of all entries, and the parts they stand in."""
    ordered = {kind: _ordered(kind, context) for kind in SECTIONS}
    numbers = {record.id: number for records in ordered.values() for number, record in enumerate(records, 1)}
    parts = _parts([record for records in ordered.values() for record in records], context)
    uris = {record_id: part.uri for part in parts for record_id in part.record_ids}
    return EditionContext(context.public, context.words, numbers=numbers, uris=uris), parts


def _ordered(kind: Kind, context: Context) -> Sequence[LoadedRecord[Any]]:
    if kind is Kind.EVENT:
        return [context.record(event_id) for event_id in context.dossier.event_order]
    if kind is Kind.SOURCE and context.dossier.publication_order:
        return [context.record(source_id) for source_id in context.dossier.publication_order]
    records = context.dossier.content.of_kind(kind)
    return sorted(records, key=lambda record: (context.title(record.id).casefold(), record.id))


def _parts(records: Sequence[LoadedRecord[Any]], context: Context) -> tuple[Part, ...]:
    cut = list(_cut(records, context))
    if len(cut) == 1:
        return (Part(0, cut[0]),)
    return tuple(Part(number, record_ids) for number, record_ids in enumerate(cut, 1))


def _cut(records: Sequence[LoadedRecord[Any]], context: Context) -> Iterator[tuple[str, ...]]:
    """The ids of each part in order; a new part begins where the next entry would make the page too long."""
    found: list[str] = []
    total = 0
    for record in records:
        weight = _weight(record, context)
        if found and (len(found) == PART_LENGTH or total + weight > _PART_WEIGHT):
            yield tuple(found)
            found, total = [], 0
        found.append(record.id)
        total += weight
    yield tuple(found)


def _weight(record: LoadedRecord[Any], context: Context) -> int:
    """About how many characters of HTML an entry takes."""
    dossier = context.dossier
    own = dossier.statements.get(record.id, ())
    texts = (getattr(record.record, name, None) for name in ("note", "description"))
    weight = _ENTRY + sum(_statement_weight(item) for item in own) + sum(_longest(item.text) for item in texts if item)
    if record.kind is Kind.EVENT:
        facts = dossier.events[record.id]
        return weight + _REFERENCE * (len(facts.participations) * 2 + len(facts.guests) * 6 + len(facts.related))
    if record.kind is Kind.CLAIM:
        return weight + _REFERENCE * 6 * (len(dossier.claims[record.id].accounts) - len(own))
    if record.kind is Kind.SOURCE:
        return weight + 2_000 + _REFERENCE * len(dossier.sources[record.id].passages)
    return weight + _REFERENCE * _references(record, context)


def _references(record: LoadedRecord[Any], context: Context) -> int:
    """How many references an entry of the register has, at most."""
    actor, place = context.dossier.actors.get(record.id), context.dossier.places.get(record.id)
    of_actor = (actor.event_ids, actor.sayings, actor.claim_ids, actor.published_ids, actor.relayed_ids) if actor else ()
    rows = [*of_actor, *((place.event_ids, place.claim_ids) if place else ())]
    return sum(min(len(row), LONGEST_REFERENCES) for row in rows)


def _statement_weight(statement: LinkedStatement) -> int:
    model = statement.statement
    texts = sum(len(quote.words or "") + len(quote.before) + len(quote.after)
                + (_longest(quote.translation.text) if quote.translation else 0) for quote in statement.quotes)
    texts += sum(_longest(reason) for reason in model.reasons.values())
    texts += _longest(model.note.text) if model.note else 0
    return _STATEMENT + _QUOTE * len(statement.quotes) + texts + 2 * sum(len(piece.text) for piece in statement.pieces)


def _longest(text: Mapping[str, str]) -> int:
    return max(map(len, text.values()), default=0)

"""The shape of events, claims and statements in `data/dossier.json`, and of the file as a whole.

Like `shapes.py`: the JSON Schema is made of these types and their words.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from typing_extensions import NotRequired, TypedDict

from generator.rendering.data.shapes import (
    Actor, Date, Ids, Keys, Number, Offset, Page, Place, Record, RecordId, Reference, ReferenceKeys, Relays, Remark,
    Settings, Shape, Source, StatementKey, Term, Texts, Withheld,
)


class Report(Shape):
    """How far one source goes."""

    source: RecordId
    status: str
    speakers: Ids
    as_of: NotRequired[Date]


class Status(Shape):
    """The status as last reported, who says so, and the report it rests on."""

    kind: str
    speakers: Ids
    source: NotRequired[RecordId]
    as_of: NotRequired[Date]


class Outcome(Shape):
    """An outcome as one source gives it."""

    outcome: str
    source: RecordId
    speakers: Ids
    as_of: NotRequired[Date]


class Participant(Shape):
    """An actor in a role; no speakers: an outlet says so in its own words, or the statements leave open who does."""

    actor: RecordId
    role: str
    speakers: Ids
    stages: list[str]
    statements: Keys


class Related(Shape):
    """What dates cannot say about two events, as seen from this one."""

    event: RecordId
    relation: Literal["part_of", "has_part", "response_to", "answered_by", "leads_to", "follows_from"]


class Event(Record):
    """A happening, with its announcement and outcome as stages of it."""

    title: Texts
    type: str
    kind: Literal["single", "repeated", "continuing", "group", "background"]
    date: NotRequired[Date]
    time: NotRequired[Annotated[str, Field(description="ISO 8601 with offset.")]]
    place: NotRequired[RecordId]
    order: Annotated[int, Field(ge=1, description="Its place among all events.")]
    status: Status
    reports: list[Report]
    outcomes: list[Outcome]
    participants: list[Participant]
    statements: Annotated[Keys, Field(description="Its own.")]
    guests: Annotated[Keys, Field(description="Statements of other records that belong to it too.")]
    related: list[Related]
    claims: Ids
    relays: Relays
    only_headline: Annotated[bool, Field(description="No words of an article's body carry it.")]


class Contradiction(Shape):
    """Statements whose words cannot both hold, as the editors say."""

    statements: list[str]
    why: Texts


#: As a class it could not have the key `is`.
Finding = TypedDict("Finding", {
    "is": Literal["supported", "contested", "contradicted", "misreported", "unresolved"],
    "why": NotRequired[Texts],
    "reference": NotRequired[ReferenceKeys],
    "date": NotRequired[Date],
})
Finding.__doc__ = "What the editors conclude."
Finding.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]


class Claim(Record):
    """A question that can be contested, with all its accounts."""

    question: Texts
    kind: Literal["figure", "fact", "status"]
    about: Ids
    accounts: Annotated[Keys, Field(description="Its own, then those that answer it from elsewhere.")]
    differing: Annotated[list[Keys], Field(description="Pairs of accounts whose figures cannot both hold.")]
    contradicts: NotRequired[list[Contradiction]]
    review: NotRequired[Literal["open", "closed"]]
    finding: NotRequired[Finding]
    relays: Relays


class Translation(Shape):
    """A passage in the dossier's language."""

    text: Texts
    method: Annotated[str, Field(description="How it was made, by default as `dossier.translations` says.")]
    by: NotRequired[str]
    checked_by: NotRequired[str]
    note: NotRequired[Texts]


class Quote(Shape):
    """Words of a source at their place, with the rest of the sentence they stand in."""

    id: Annotated[str, Field(description="The passage's anchor: `q-<source>-<start>-<end>`.")]
    source: RecordId
    start: Offset
    end: Offset
    quote: Annotated[str | None, Field(description="The words as printed; null where they are withheld.")]
    withheld: NotRequired[Annotated[Withheld, Field(description="Why, where it is not rights that withhold them.")]]
    before: NotRequired[Annotated[str, Field(description="The sentence up to the quote.")]]
    after: NotRequired[Annotated[str, Field(description="The sentence behind the quote.")]]
    stretch: NotRequired[Annotated[str, Field(description="What of the article it is, unless its body.")]]
    translation: NotRequired[Translation]
    date_words: NotRequired[str]


class Figure(Shape):
    """A quantity as worded; `words` are missing where rights withhold them."""

    words: NotRequired[str]
    comparator: Literal["exactly", "about", "nearly", "more_than", "at_least"]
    value: NotRequired[Number]
    low: NotRequired[Number]
    high: NotRequired[Number]
    order: NotRequired[Literal["tens", "hundreds", "thousands"]]
    unit: str
    population: NotRequired[str]
    area: NotRequired[RecordId]
    since: NotRequired[Date]
    until: NotRequired[Date]
    cumulative: bool


class Check(Shape):
    """A second reading."""

    date: Date
    by: NotRequired[str]


class NameLink(Shape):
    """A record named in a sentence: half-open, in code points of `says` in the dossier's first language."""

    record: RecordId
    start: int
    end: int


class Statement(Shape):
    """One sentence of the editors with the words that carry it."""

    key: StatementKey
    id: Annotated[str, Field(description="Its anchor on the page of its record.")]
    record: RecordId
    says: Texts
    links: NotRequired[list[NameLink]]
    quotes: list[Quote]
    by: NotRequired[Annotated[Ids, Field(description="Who says it; missing: the outlet's own words.")]]
    by_one_of: NotRequired[Annotated[Ids, Field(description="Possible speakers; `outlet` stands for the paper.")]]
    mutual: NotRequired[bool]
    direct: NotRequired[Annotated[bool, Field(description="Printed in quotation marks.")]]
    spoken_language: NotRequired[str]
    ground: NotRequired[Literal["witnessed", "unattributed"]]
    via: NotRequired[Ids]
    stage: NotRequired[str]
    outcome: NotRequired[str]
    who: NotRequired[Annotated[dict[str, Ids], Field(description="Actors by role.")]]
    place: NotRequired[RecordId]
    date: NotRequired[Date]
    date_of: NotRequired[Literal["event", "saying", "unclear"]]
    figure: NotRequired[Figure]
    answers: NotRequired[Annotated[Ids, Field(description="Claims it is an account of.")]]
    also_in: NotRequired[Annotated[Ids, Field(description="Further events it belongs to.")]]
    note: NotRequired[Remark]
    checked: NotRequired[Annotated[Check, Field(description="Missing: not yet second-read.")]]
    reasons: NotRequired[dict[str, Texts]]


# The file -------------------------------------------------------------------------------------------


class Evidence(Shape):
    """One quote of one statement; `quote` is null where its words are withheld."""

    record: RecordId
    statement: StatementKey
    source: RecordId
    quote: str | None
    start: Offset
    end: Offset


class Mention(Shape):
    """A record's name printed in an article."""

    record: RecordId
    source: RecordId
    start: Offset
    end: Offset


class Withdrawn(Shape):
    """A record taken back; its page says so."""

    id: RecordId
    kind: Literal["source", "actor", "place", "event", "claim"]
    page: Page
    title: str
    date: Date
    why: Texts


DossierFile = TypedDict("DossierFile", {
    "$schema": Annotated[str, Field(description="The address of this schema, relative to the file.")],
    "format": Literal[1],
    "dossier": Settings,
    "vocabulary": dict[str, dict[str, Term]],
    "references": dict[str, Reference],
    "sources": list[Source],
    "actors": list[Actor],
    "places": list[Place],
    "events": Annotated[list[Event], Field(description="In their order.")],
    "claims": list[Claim],
    "statements": list[Statement],
    "evidence": Annotated[list[Evidence], Field(description="One entry per quote of a statement.")],
    "mentions": list[Mention],
    "withdrawn": list[Withdrawn],
    "redirects": Annotated[dict[str, str], Field(description="Ids that records had before, to those they have.")],
})
DossierFile.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]

"""The linked dossier: records joined to words, and everything computed once from them.

Owns `Dossier` and the facts per record kind; all of it frozen, sorted, made by `linking/` and only read elsewhere.
Templates and checks never compute these things again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from generator.model.content import Content, LoadedRecord
from generator.model.dates import EdtfDate, Published
from generator.model.delays import Delay
from generator.model.records import ActorRelation, ActorRole, Kind
from generator.model.statements import Statement, Translation
from generator.model.text import Article, Extent, WithheldWords

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a seed: half-open, in code points of its decoded text."""

    source_id: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """The passage's id on every page that shows it."""
        return f"q-{self.source_id}-{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class LinkedQuote:
    """A quote at its place. `words` is the seed's own text there (None where it may not be published).

    `withheld` says why, where the words are not the rights' to withhold but the source's record's.
    """

    passage: Passage
    words: str | None
    path: Path
    before: str
    after: str
    stretch: str
    translation: Translation | None = None
    date_words: str | None = None
    withheld: WithheldWords | None = None

    @property
    def is_body(self) -> bool:
        """Whether the words stand in the article's body, not in its headline or a caption."""
        return self.stretch == ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the editors' text: plain, or the name of a record it leads to."""

    text: str
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class LinkedStatement:
    """A statement in its home record. `id` is its anchor there; `path` leads to it in the record's YAML.

    `status` is its stage as readers meet it: `happened` by hearsay is `said`, but for acts of speech.
    """

    id: str
    record_id: str
    kind: Kind
    path: Path
    statement: Statement
    quotes: tuple[LinkedQuote, ...]
    status: "StatusKind | None" = None
    pieces: tuple[Piece, ...] = ()

    @property
    def key(self) -> str:
        """`record#id`: one name for the statement in the whole dossier."""
        return f"{self.record_id}#{self.id}"

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of its quotes, each once, in order."""
        return tuple(dict.fromkeys(quote.passage.source_id for quote in self.quotes))


StatusKind = Literal["proposed", "expected", "under_way", "happened", "said", "did_not_happen", "alleged", "denied",
                     "called_off", "differ", "background"]


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one source says of an event's stage: the furthest it goes, by whom, as of when."""

    source_id: str
    status: StatusKind
    speakers: tuple[str, ...]
    as_of: Published | None


@dataclass(frozen=True, slots=True)
class Status:
    """The status as last reported: its kind, who says so, and the report it rests on."""

    kind: StatusKind
    speakers: tuple[str, ...] = ()
    source_id: str = ""
    as_of: Published | None = None


@dataclass(frozen=True, slots=True)
class OutcomeReport:
    """An outcome as one statement gives it."""

    outcome: str
    speakers: tuple[str, ...]
    source_id: str
    as_of: Published | None


@dataclass(frozen=True, slots=True)
class Participation:
    """An actor in a role. `speakers` is empty where an outlet says so itself; `stages` are those of the statements."""

    actor_id: str
    role: str
    speakers: tuple[str, ...]
    stages: tuple[str, ...]
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Two accounts of a claim whose figures cannot both hold."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Relays:
    """Who reported it: the articles, the outlets they relay, and nothing said about independence."""

    source_ids: tuple[str, ...]
    relay_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one article reports of an event, and when it did.

    `status` is None where it gives no stage: of background, or where only sentences of other records touch on the
    event (`is_guest`). `is_own` where the outlet gives that stage in its own words too. `passage` is its first one on the event's page. `written` is None where the record has none.
    """

    source_id: str
    status: StatusKind | None
    speakers: tuple[str, ...]
    relay_ids: tuple[str, ...]
    passage: Passage
    published: Published | None
    written: Published | None
    delay: Delay | None
    is_own: bool = False
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Everything computed of an event."""

    status: Status
    reports: tuple[StageReport, ...]
    outcomes: tuple[OutcomeReport, ...]
    participations: tuple[Participation, ...]
    statements: tuple[LinkedStatement, ...]
    guests: tuple[LinkedStatement, ...]
    relays: Relays
    related: tuple[tuple[str, str], ...]
    claim_ids: tuple[str, ...]
    before: str = ""
    after: str = ""
    only_headline: bool = False
    reporting: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Everything computed of a claim; `accounts` are its own, then those that answer it from elsewhere."""

    accounts: tuple[LinkedStatement, ...]
    differing: tuple[Figures, ...]
    relays: Relays


@dataclass(frozen=True, slots=True)
class PrintedName:
    """How often a record's name is printed in one source (body and apparatus, never boilerplate)."""

    source_id: str
    count: int
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """An office or relation that joins two actors; `is_own` where the record at hand gives it, not the other's."""

    said: ActorRole | ActorRelation
    is_own: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another actor: the events that name both, apart those in which one of the two is said to be absent."""

    actor_id: str
    event_ids: tuple[str, ...]
    absent_ids: tuple[str, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The actors named together with one: the nearest, those without an event in common last, and how many in all."""

    nearest: tuple[Neighbour, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """Everything computed of an actor."""

    event_ids: tuple[str, ...]
    participations: Mapping[str, tuple[Participation, ...]]
    sayings: tuple[LinkedStatement, ...]
    printed: tuple[PrintedName, ...]
    claim_ids: tuple[str, ...]
    role_passages: tuple[LinkedQuote | None, ...]
    relation_passages: tuple[LinkedQuote | None, ...]
    published_ids: tuple[str, ...]
    relayed_ids: tuple[str, ...]
    neighbours: Neighbours = Neighbours()


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Everything computed of a place (and of an actor that serves as one)."""

    event_ids: tuple[str, ...]
    statements: tuple[LinkedStatement, ...]
    printed: tuple[PrintedName, ...]
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Everything computed of a source; `passages` in text order, each with the statements it carries."""

    as_of: Published | None
    passages: tuple[tuple[Passage, tuple[LinkedStatement, ...]], ...]
    event_ids: tuple[str, ...]
    covered: int
    body_length: int
    unread: int
    uncarried_paragraphs: tuple[int, ...]

    @property
    def coverage(self) -> float:
        """The share of the body's characters that quotes take up, 0 to 1."""
        return self.covered / self.body_length if self.body_length else 0.0


@dataclass(frozen=True, slots=True)
class BackLink:
    """A place in another record that names this one; `statement` where it is a statement's."""

    record_id: str
    field: str
    statement: LinkedStatement | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A record's name printed in an article: half-open, in code points of the seed."""

    record_id: str
    source_id: str
    start: int
    end: int


class Names(Protocol):
    """The names of all records, looked for in quotes and articles; made by linking."""

    def named_in(self, quote: LinkedQuote) -> frozenset[str]:
        """The records named in a quote in any spelling, not as a part of a longer name or office."""

    def key(self, spelling: str) -> str:
        """What two spellings have in common that are looked for as one."""

    def unexplained(self) -> Mapping[str, tuple[Extent, ...]]:
        """By source, where capitalised words stand in the body that name no record and are not in `not_names`."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The linked dossier. Mappings are keyed by record id unless said otherwise; orders are final."""

    content: Content
    articles: Mapping[str, Article]
    statements: Mapping[str, tuple[LinkedStatement, ...]]
    events: Mapping[str, EventFacts]
    claims: Mapping[str, ClaimFacts]
    actors: Mapping[str, ActorFacts]
    places: Mapping[str, PlaceFacts]
    sources: Mapping[str, SourceFacts]
    back_links: Mapping[str, tuple[BackLink, ...]]
    event_order: tuple[str, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    names: Names = field(compare=False)
    #: The articles in the order of publication, undated ones last.
    publication_order: tuple[str, ...] = ()
    #: The outlets that more than one article names as relayed: the articles, in the order of publication.
    shared_relays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def record(self, record_id: str) -> LoadedRecord[Any]:
        """The record of this id; KeyError where there is none."""
        return self.content.records[record_id]

    def all_statements(self) -> Sequence[LinkedStatement]:
        """Every statement, by home record's id, in file order."""
        return [statement for found in self.statements.values() for statement in found]


@dataclass(frozen=True, slots=True)
class PublicDossier:
    """What may be published, linked anew, forbidden words physically taken out.

    `withdrawn` and `redirects` hold what keeps a page without being a record: id to tombstone, former id to id.
    `citing` are the published records whose texts link to a withdrawn one, by its id.
    """

    dossier: Dossier
    withdrawn: Mapping[str, LoadedRecord[Any]] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    citing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def sorting_date(date: EdtfDate | None) -> tuple[Any, ...]:
    """The order of events by date: earliest bound, latest bound; without a date last."""
    return (1,) if date is None else (0, *date.sort_key)

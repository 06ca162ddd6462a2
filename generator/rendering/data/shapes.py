"""The shape of `data/dossier.json`, declared once: its JSON Schema is made of these types and their words.

Owns names and meanings of all keys. A key that may be missing is missing where nothing is written or known.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from typing_extensions import NotRequired, TypedDict

Texts = Annotated[dict[str, str], Field(description="Text for readers by language; links in it are plain words.")]
RecordId = Annotated[str, Field(description="The id of a record, or of a withdrawn one.")]
StatementKey = Annotated[str, Field(description="`record#id`: a statement in the whole dossier.",
                                    pattern=r"^[a-z0-9-]+#[a-z0-9-]+$")]
Offset = Annotated[int, Field(ge=0, description="In code points of the seed decoded by its `encoding`.")]
Page = Annotated[str, Field(description="The address of its page, relative to the site's root.")]
Day = Annotated[str, Field(description="A day, ISO 8601, in the proleptic Gregorian calendar.")]
ReferenceKeys = Annotated[list[str], Field(description="Keys of `references`.")]
Keys = list[StatementKey]
Ids = list[RecordId]
Number = int | float


class Shape(TypedDict):
    """Base of all objects: no key but those declared."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]


# What many records hold -----------------------------------------------------------------------------


class Date(Shape):
    """A date with its precision."""

    text: Annotated[str, Field(description="EDTF as the editors wrote it; a point in time as ISO 8601.")]
    earliest: Annotated[str | None, Field(description="The first day it may mean; null: open or unknown.")]
    latest: Annotated[str | None, Field(description="The last day it may mean; null: open or unknown.")]
    precision: Annotated[Literal["day", "lasted", "within", "about"], Field(
        description="One day; a stretch that lasted; one day within the bounds; about the bounds.")]
    approximate: bool
    uncertain: bool
    time: NotRequired[Annotated[str, Field(description="The time of day, ISO 8601, with its offset where known.")]]


class Remark(Shape):
    """A remark of the editors."""

    text: Texts
    reference: NotRequired[ReferenceKeys]


class Correction(Shape):
    """A mistake of the editors that was mended."""

    date: Date
    what: Texts
    why: Texts


class Reply(Shape):
    """What somebody concerned replied to a record, and the editors' answer; `who` has a record, `name` has none."""

    who: NotRequired[RecordId]
    name: NotRequired[str]
    date: Date
    words: Texts
    reference: NotRequired[ReferenceKeys]
    answer: NotRequired[Texts]


class Withheld(Shape):
    """Words that the editors took out of everything published, and since when."""

    reason_class: Literal["personal_data", "court_order", "safety", "rights", "other"]
    date: Date


class Record(Shape):
    """What every record holds."""

    id: RecordId
    page: Page
    note: NotRequired[Remark]
    corrections: NotRequired[list[Correction]]
    replies: NotRequired[list[Reply]]
    former_ids: NotRequired[list[str]]
    not_found: NotRequired[Annotated[list[str], Field(description="Fields that were looked for in vain.")]]
    reasons: NotRequired[Annotated[dict[str, Texts], Field(description="Why a field that is inferred holds what "
                                                                       "it holds, by the field's name.")]]


class Relays(Shape):
    """Who reported it: articles, and the outlets they relay. Independence is not established."""

    sources: Ids
    outlets: Ids


class Printed(Shape):
    """How often a record's names are printed in one source."""

    source: RecordId
    count: int
    spellings: list[str]


class Passage(Shape):
    """A place in a source that carries an office or a relation."""

    id: str
    source: RecordId
    start: Offset
    end: Offset
    quote: Annotated[str | None, Field(description="The words there; null where they are withheld.")]
    withheld: NotRequired[Annotated[Withheld, Field(description="Why, where it is not rights that withhold them.")]]


# Settings, vocabularies, references -----------------------------------------------------------------


class Licence(Shape):
    """The licence of the editors' words and data; quoted words keep their own rights."""

    name: str
    url: NotRequired[str]
    note: NotRequired[Texts]


class Repository(Shape):
    """Where the editors' files stand."""

    url: str
    branch: str
    forge: str


class Translations(Shape):
    """How translations are made where a quote does not say."""

    method: str
    by: NotRequired[str]


class Settings(Shape):
    """The dossier as a whole."""

    id: str
    title: Texts
    subtitle: NotRequired[Texts]
    version: str
    date: Date
    languages: Annotated[list[str], Field(description="Of the editors' texts; the first is the site's.")]
    period: Date
    licence: Licence
    publisher: Texts
    site_url: NotRequired[str]
    repository: NotRequired[Repository]
    limits: Annotated[list[Texts], Field(description="What the dossier cannot know.")]
    translations: Translations
    publish_text: Literal["full", "excerpts", "none"]


class Term(Shape):
    """A term of a vocabulary."""

    label: Texts
    plural: NotRequired[Texts]
    description: NotRequired[Texts]
    codes: NotRequired[dict[str, str]]
    glyph: NotRequired[str]
    harms: NotRequired[bool]
    is_person: NotRequired[bool]
    is_speech: NotRequired[bool]
    serves_as_place: NotRequired[bool]


class Reference(Shape):
    """What the editors cite from elsewhere."""

    title: str
    publisher: NotRequired[str]
    author: NotRequired[str]
    date: NotRequired[Date]
    url: NotRequired[str]
    accessed: NotRequired[Date]
    licence: NotRequired[str]
    note: NotRequired[Texts]


# Sources --------------------------------------------------------------------------------------------


class Stretch(Shape):
    """A part of a paragraph; `label` is the kind of apparatus or boilerplate, empty for the body."""

    kind: Literal["body", "apparatus", "boilerplate"]
    label: str
    start: Offset
    end: Offset
    text: Annotated[str | None, Field(description="The words as printed; null where they are withheld.")]
    withheld: NotRequired[Annotated[Withheld, Field(description="Why, where it is not rights that withhold them.")]]


class Paragraph(Shape):
    """A paragraph of the article; its stretches follow one another without a gap."""

    start: Offset
    end: Offset
    stretches: list[Stretch]


class Rights(Shape):
    """What is shown of the article."""

    publish_text: Annotated[Literal["full", "excerpts", "none"], Field(
        description="The stricter of the article's own and the dossier's.")]
    basis: str
    holder: NotRequired[RecordId]
    note: NotRequired[Texts]


class Relay(Shape):
    """An outlet or agency whose reporting the article passes on, with the words that say so."""

    actor: RecordId
    words: NotRequired[str]


class Retrieval(Shape):
    """How the copy came here."""

    at: Date
    by: NotRequired[str]
    method: NotRequired[str]


class Original(Shape):
    """A text that the article relays: context, never a quote."""

    actor: NotRequired[RecordId]
    reference: NotRequired[ReferenceKeys]
    seen: bool
    note: NotRequired[Texts]


class Uncarried(Shape):
    """A paragraph that carries no statement, and why; its first words unless rights withhold them."""

    starts: str | None
    why: Texts


class OutletCorrection(Shape):
    """A correction that the outlet printed."""

    date: Date
    what: Texts
    reference: NotRequired[ReferenceKeys]


class Coverage(Shape):
    """How much of the body is quoted, in code points, and which paragraphs carry nothing."""

    quoted: int
    body: int
    uncarried: Annotated[list[int], Field(description="Indexes into `paragraphs`.")]


class Source(Record):
    """An article: what it prints about itself, what is inferred, and its text."""

    seed: Annotated[str, Field(description="The file below `seeds/`.")]
    sha256: NotRequired[Annotated[str, Field(description="Of the seed's bytes.")]]
    encoding: str
    language: str
    publisher: NotRequired[RecordId]
    title: NotRequired[str]
    title_supplied: NotRequired[Texts]
    title_translation: NotRequired[Texts]
    authors: NotRequired[list[str]]
    editors: NotRequired[list[str]]
    desk_code: NotRequired[str]
    section: NotRequired[str]
    published: NotRequired[Date]
    written_as_of: NotRequired[Date]
    as_of: NotRequired[Annotated[Date, Field(description="What its reporting is of: `written_as_of`, else "
                                                         "`published`.")]]
    relays: NotRequired[list[Relay]]
    extent: Literal["complete", "fragment", "unknown"]
    captured_not_before: NotRequired[Date]
    retrieved: NotRequired[Retrieval]
    url: NotRequired[str]
    archived: NotRequired[str]
    originals: NotRequired[list[Original]]
    rights: Rights
    uncarried: NotRequired[list[Uncarried]]
    outlet_corrections: NotRequired[list[OutletCorrection]]
    paragraphs: list[Paragraph]
    coverage: Coverage
    events: Annotated[Ids, Field(description="The events it carries statements of, in their order.")]


# Actors and places ----------------------------------------------------------------------------------


class Name(Shape):
    """A spelling."""

    value: str
    kind: Literal["as_printed", "alias", "former", "transliteration"]
    language: NotRequired[str]
    mentions: Annotated[bool, Field(description="Whether articles are searched for it.")]
    used_by: NotRequired[Ids]
    reference: NotRequired[ReferenceKeys]
    note: NotRequired[Texts]


class Role(Shape):
    """An office at the time, with the words that give it."""

    title: Texts
    of: NotRequired[RecordId]
    passage: Passage
    note: NotRequired[Remark]


class Relation(Shape):
    """What an actor is to another, as an article or a reference says."""

    actor: RecordId
    relation: str
    passage: NotRequired[Passage]
    reference: NotRequired[ReferenceKeys]


class Identifiers(Shape):
    """Identifiers in other catalogues."""

    wikidata: NotRequired[str]
    geonames: NotRequired[str]
    viaf: NotRequired[str]
    iso_3166: NotRequired[str]
    reference: NotRequired[ReferenceKeys]


class Named(Record):
    """What actors and places share."""

    name: Texts
    type: str
    names: NotRequired[list[Name]]
    description: NotRequired[Remark]
    identifiers: NotRequired[Identifiers]
    events: Annotated[Ids, Field(description="The events it belongs to, in their order.")]
    claims: Ids
    printed: list[Printed]


class Actor(Named):
    """A person in a public role, a state, an organisation, a group or an outlet."""

    public_role: NotRequired[Texts]
    roles: NotRequired[list[Role]]
    relations: NotRequired[list[Relation]]
    sayings: Annotated[Keys, Field(description="The statements it is quoted with.")]
    published: Annotated[Ids, Field(description="The sources it published.")]
    relayed: Annotated[Ids, Field(description="The sources that relay it.")]


class Coordinates(Shape):
    """A point and the size of what it stands for."""

    lat: Number
    lon: Number
    precision: Literal["building", "locality", "district", "region", "country"]
    reference: NotRequired[ReferenceKeys]


class Place(Named):
    """A place; where a state serves as one, it stands among the actors."""

    coordinates: NotRequired[Coordinates]
    not_a_place: NotRequired[bool]
    statements: Annotated[Keys, Field(description="The statements that name it as their place.")]

"""The record kinds as editors write them: one pydantic model per kind, fields described where they are declared.

These descriptions are the editors' reference and the text of the JSON Schemas. Nothing computed stands here;
nothing here reads files or looks at another record.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.model.fields import (
    REASONS_KEY, Date, Flag, FrozenModel, Identifier, Language, LineNumber, LineRange, Link, NamesStatement, Number,
    PublishedDate, ReaderText, ReferenceKeys, RemarkField, Sha256, Text, TextInput, Time, fail, one_or_many,
    record_reference, record_references, term,
)
from generator.model.statements import Statement, collect_reasons


class Kind(StrEnum):
    """The record kinds; a kind's folder below `content/` and on the site is its plural."""

    SOURCE = "source"
    ACTOR = "actor"
    PLACE = "place"
    EVENT = "event"
    CLAIM = "claim"

    @property
    def folder(self) -> str:
        """The folder of this kind's records and pages."""
        return f"{self.value}s"


# What all kinds share -------------------------------------------------------------------------------


class Correction(FrozenModel):
    """A mistake of ours that was mended."""

    date: Date = Field(description="The day of the correction.")
    what: ReaderText = Field(description="What was changed, from what to what.")
    why: ReaderText = Field(description="Why.")


class Reply(FrozenModel):
    """What somebody concerned replied to this record, and our answer."""

    who: record_reference("actor") | None = Field(  # type: ignore[valid-type]
        None, description="Who replied: the id of an actor.")
    name: Text | None = Field(None, description="Who replied, where they have no record; as they wish to be named.")
    date: Date = Field(description="The day of the reply.")
    words: ReaderText = Field(description="Their words, unchanged; a shortened text shows where by `[…]`.")
    reference: ReferenceKeys = Field((), description="Where they published it: keys of `references.yml`.")
    answer: ReaderText | None = Field(None, description="Our answer, and what was changed because of it.")

    @model_validator(mode="after")
    def _somebody_replies(self) -> Self:
        if self.who is not None and self.name is not None:
            raise fail("conflicting-fields", fields="who, name", hint="reply")
        if self.who is None and self.name is None:
            raise fail("missing-field", field="who", hint="reply")
        return self


class Withdrawal(FrozenModel):
    """A record taken back; its page stays as a tombstone."""

    date: Date = Field(description="The day it was withdrawn.")
    why: ReaderText = Field(description="Why, in words for readers.")


class Record(FrozenModel):
    """The fields every record may have."""

    note: RemarkField | None = Field(
        None, description="A note of the editors; with `reference` where it rests on knowledge from elsewhere.")
    corrections: tuple[Correction, ...] = Field((), description="Mistakes of ours that were mended, newest last.")
    replies: tuple[Reply, ...] = Field((), description="What those concerned replied, with our answers.")
    draft: Flag = Field(False, description="Not to be published yet.")
    former_ids: tuple[Identifier, ...] = Field((), description="Ids this record had before; their pages lead here.")
    withdrawn: Withdrawal | None = Field(None, description="The record is taken back; a page saying so stays.")
    not_found: tuple[Text, ...] = Field((), description="Fields that were looked for in vain.")
    reasons: Mapping[str, ReaderText] = Field({}, validation_alias=REASONS_KEY, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _collect_reasons(cls, value: Any) -> Any:
        return collect_reasons(cls, value)

    @model_validator(mode="after")
    def _not_found_names_fields(self) -> Self:
        fields = {field.alias or name for name, field in type(self).model_fields.items()}
        for name in self.not_found:
            if name not in fields:
                raise fail("bad-value", field="not_found", value=name, expected="field-name")
        return self


class Identifiers(FrozenModel):
    """Identifiers in other catalogues, each looked up."""

    wikidata: Text | None = Field(None, pattern=r"^Q[1-9]\d*$", description="The Wikidata item, such as `Q64`.")
    geonames: Text | None = Field(None, pattern=r"^[1-9]\d*$", description="The GeoNames number.")
    viaf: Text | None = Field(None, pattern=r"^[1-9]\d*$", description="The VIAF number.")
    iso_3166: Text | None = Field(None, pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", description="The ISO 3166 code.")
    reference: ReferenceKeys = Field((), description="Where they were looked up: keys of `references.yml`.")


# Events ---------------------------------------------------------------------------------------------


class EventRelation(FrozenModel):
    """What dates cannot say about two events; written in one of the two."""

    event: record_reference("event") = Field(description="The other event's id.")  # type: ignore[valid-type]
    relation: Literal["part_of", "response_to", "leads_to"] = Field(description="What this event is to the other.")


class Event(Record):
    """One happening, with its announcement and its outcome as stages of it."""

    title: ReaderText = Field(description="What happened, in few words; no surer than the statements.")
    type: term("event-types") = Field(description="A term of `vocabulary/event-types.yml`.")  # type: ignore[valid-type]
    kind: Literal["single", "repeated", "continuing", "group", "background"] = Field(
        "single", description="`group`: several happenings that the words do not tell apart.")
    date: Date | None = Field(None, description="EDTF; a list is one of a set. Absent where no statement has one.")
    time: Time | None = Field(None, description="ISO 8601 to the minute with offset, within `date`.")
    place: record_reference("place", "actor") | None = Field(  # type: ignore[valid-type]
        None, description="The id of a place, or of a state.")
    statements: tuple[Statement, ...] = Field(description="What is said about it, each sentence with its words.")
    related: tuple[EventRelation, ...] = Field((), description="What dates cannot say about two events.")


# Claims ---------------------------------------------------------------------------------------------


class Contradiction(FrozenModel):
    """Statements whose words cannot both hold, where no figures show it."""

    statements: tuple[Annotated[Text, NamesStatement()], ...] = Field(
        description="Two or more statements as `record#key`.")
    why: ReaderText = Field(description="In what they differ.")


class Finding(FrozenModel):
    """What the editors conclude, apart from what anybody says."""

    is_: Literal["supported", "contested", "contradicted", "misreported", "unresolved"] = Field(
        alias="is", description="`misreported`: a reference shows that the words are not what was said.")
    why: ReaderText | None = Field(None, description="The reasons, in full sentences.")
    reference: ReferenceKeys = Field((), description="Keys of `references.yml`.")
    date: Date | None = Field(None, description="The day of the finding.")


class Claim(Record):
    """A question that can be contested, with all its accounts side by side."""

    question: ReaderText = Field(description="The question the accounts answer.")
    kind: Literal["figure", "fact", "status"] = Field(
        "fact", description="`status`: who holds that a place belongs to what.")
    about: record_references("event", "place", "actor") = Field(  # type: ignore[valid-type]
        (), description="The events, places or actors it is about.")
    accounts: tuple[Statement, ...] = Field(
        (), description="What is answered, each account with its words. Statements elsewhere join by `answers`.")
    contradicts: tuple[Contradiction, ...] = Field((), description="Accounts that cannot both hold, by hand.")
    review: Literal["open", "closed"] | None = Field(None, description="Whether the editors still look for more.")
    finding: Finding | None = Field(None, description="What the editors conclude.")


# Sources --------------------------------------------------------------------------------------------


class Region(FrozenModel):
    """A stretch of a seed, named in one of four ways."""

    starts: Text | None = Field(None, description="Every line that starts with these words.")
    line: LineNumber | None = Field(None, description="This line of the seed.")
    lines: LineRange | None = Field(None, description="These lines of the seed, such as `31-40`.")
    text: Text | None = Field(None, description="These exact words inside a paragraph.")

    @model_validator(mode="after")
    def _one_way_to_name_it(self) -> Self:
        given = [name for name in ("starts", "line", "lines", "text") if getattr(self, name) is not None]
        if not given:
            raise fail("missing-field", field="starts, line, lines or text")
        if len(given) > 1:
            raise fail("conflicting-fields", fields=", ".join(given), hint="region")
        return self


ApparatusKind = Literal["title", "byline", "date", "dateline", "caption", "credit", "section", "editor",
                        "publisher", "source_line", "desk_code", "page_mark"]
BoilerplateKind = Literal["related_link", "promotion", "menu", "teaser", "page_furniture"]


class ApparatusRegion(Region):
    """What an article prints about itself."""

    kind: ApparatusKind = Field(description="What it is.")


class BoilerplateRegion(Region):
    """What stands on the page and is not the article."""

    kind: BoilerplateKind = Field(description="What it is.")


WithholdingReason = Literal["personal_data", "court_order", "safety", "rights", "other"]


class WithheldRegion(Region):
    """Words of the seed that are taken out of everything published."""

    text: Text | None = Field(None, description="These exact words, wherever they stand inside a paragraph.")


class Withholding(FrozenModel):
    """Words taken out of everything published, and a mark left in their place."""

    passages: tuple[WithheldRegion, ...] = Field(description="The words, wherever in the seed they stand.")
    reason_class: WithholdingReason = Field(description="Why, in one word; shown to readers.")
    date: Date = Field(description="The day since which they are withheld; shown to readers.")


class Relay(FrozenModel):
    """An outlet or agency whose reporting the article passes on."""

    actor: record_reference("actor") = Field(description="The outlet or agency.")  # type: ignore[valid-type]
    words: Text | None = Field(None, description="The words of the seed that say so.")


class Rights(FrozenModel):
    """What may be shown of the article."""

    holder: record_reference("actor") | None = Field(  # type: ignore[valid-type]
        None, description="Who holds the rights.")
    publish_text: Literal["full", "excerpts", "none"] = Field(
        description="`excerpts`: quoted passages and their sentences; `none`: no words at all.")
    basis: Text = Field(description="Why that is allowed, such as `quotation`, `licence` or `permission`.")
    note: ReaderText | None = Field(None, description="A remark for readers.")


class Retrieval(FrozenModel):
    """How the copy came here."""

    at: PublishedDate = Field(description="When.")
    by: Text | None = Field(None, description="Who, where they wish to be named.")
    method: Text | None = Field(None, description="How, such as `saved from the browser`.")


class Original(FrozenModel):
    """The text an article relays: context, never a quote."""

    actor: record_reference("actor") | None = Field(None, description="Whose text it is.")  # type: ignore[valid-type]
    reference: ReferenceKeys = Field((), description="Where it is: keys of `references.yml`.")
    seen: Flag = Field(False, description="Whether the editors have read it.")
    note: ReaderText | None = Field(None, description="What it shows.")


class Uncarried(FrozenModel):
    """A paragraph of the body that carries no statement, and why."""

    starts: Text = Field(description="The paragraph's first words.")
    why: ReaderText = Field(description="Why it carries none.")


class OutletCorrection(FrozenModel):
    """A correction that the outlet itself printed."""

    date: PublishedDate = Field(description="When.")
    what: ReaderText = Field(description="What it corrected.")
    reference: ReferenceKeys = Field((), description="Where: keys of `references.yml`.")


class Source(Record):
    """One article: the seed, what it prints about itself, and what is inferred."""

    seed: Text = Field(description="The file below `seeds/`.")
    sha256: Sha256 | None = Field(None, description="The hash of the seed's bytes.")
    encoding: Literal["utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1254",
                      "iso-8859-1", "iso-8859-2", "iso-8859-9", "iso-8859-15"] = Field(
        "utf-8", description="How the seed's bytes are read.")
    publisher: record_reference("actor") | None = Field(None, description="The outlet.")  # type: ignore[valid-type]
    title: Text | None = Field(None, description="The title as printed.")
    title_supplied: ReaderText | None = Field(None, description="A title of the editors, where none is printed.")
    title_translation: ReaderText | None = Field(None, description="The printed title in the dossier's language.")
    authors: Annotated[tuple[Text, ...], BeforeValidator(
        one_or_many, json_schema_input_type=TextInput | list[TextInput])] = Field((), description="As printed.")
    editors: Annotated[tuple[Text, ...], BeforeValidator(
        one_or_many, json_schema_input_type=TextInput | list[TextInput])] = Field((), description="As printed.")
    desk_code: Text | None = Field(None, description="The desk's or writer's mark, as printed.")
    section: Text | None = Field(None, description="The section of the paper, as printed.")
    published: PublishedDate | None = Field(
        None, description="ISO 8601 with offset, or EDTF; with `published_why` where it is inferred.")
    written_as_of: PublishedDate | None = Field(
        None, description="The moment the relayed reporting is of, where it is older than the article.")
    language: Language = Field(description="The language of the article, such as `nb`.")
    relays: tuple[Relay, ...] = Field((), description="Whose reporting it passes on, with the words that say so.")
    extent: Literal["complete", "fragment", "unknown"] = Field("unknown", description="How much of the article is here.")
    captured_not_before: PublishedDate | None = Field(
        None, description="The earliest day the copy can have been made, from what stands on it.")
    retrieved: Retrieval | None = Field(None, description="How the copy came here.")
    url: Link | None = Field(None, description="The article's address.")
    archived: Link | None = Field(None, description="The address of an archived copy.")
    originals: tuple[Original, ...] = Field((), description="Texts it relays: context, never a quote.")
    rights: Rights = Field(description="What may be shown of it.")
    paragraphs: Literal["line", "block"] = Field(
        "line", description="Whether each line is a paragraph, or each block between blank lines.")
    apparatus: tuple[ApparatusRegion, ...] = Field((), description="Title, byline, date line, captions, credits.")
    boilerplate: tuple[BoilerplateRegion, ...] = Field((), description="What on the page is not the article.")
    uncarried: tuple[Uncarried, ...] = Field((), description="Paragraphs that carry no statement, and why.")
    outlet_corrections: tuple[OutletCorrection, ...] = Field((), description="Corrections the outlet printed.")
    withhold: Annotated[tuple[Withholding, ...], BeforeValidator(
        one_or_many, json_schema_input_type=Withholding | list[Withholding])] = Field(
        (), description="Words of the article that may appear nowhere: pages, data, search.")

    @model_validator(mode="after")
    def _one_title(self) -> Self:
        if self.title is not None and self.title_supplied is not None:
            raise fail("conflicting-fields", fields="title, title_supplied", hint="title")
        if self.title is None and self.title_supplied is None:
            raise fail("missing-field", field="title", hint="title")
        return self


# Actors and places ----------------------------------------------------------------------------------


class Name(FrozenModel):
    """One spelling."""

    value: Text = Field(description="The spelling.")
    kind: Literal["as_printed", "alias", "former", "transliteration"] = Field(
        description="`as_printed`: it stands so in an article.")
    language: Language | None = Field(None, description="Its language.")
    mentions: Flag = Field(True, description="Whether articles are searched for it.")
    used_by: record_references("actor") = Field((), description="Who uses this name.")  # type: ignore[valid-type]
    reference: ReferenceKeys = Field((), description="Where a name that no article prints was found.")
    note: ReaderText | None = Field(None, description="A remark, such as that it is a misprint.")


class ActorRole(FrozenModel):
    """An office at the time, with the words that give it."""

    title: ReaderText = Field(description="The office, such as `Foreign minister`.")
    of: record_reference("actor", "place") | None = Field(  # type: ignore[valid-type]
        None, description="Of which state, organisation or body.")
    from_: record_reference("source") = Field(alias="from", description="The source's id.")  # type: ignore[valid-type]
    quote: Text = Field(description="The exact words that give the office.")
    prefix: Text | None = Field(None, description="The words right before the quote, where it occurs more than once.")
    suffix: Text | None = Field(None, description="The words right behind the quote, where it occurs more than once.")
    line: LineNumber | None = Field(None, description="The seed's line in which the quote starts.")
    note: RemarkField | None = Field(None, description="A remark of the editors.")


class ActorRelation(FrozenModel):
    """What an actor is to another."""

    actor: record_reference("actor") = Field(description="The other actor's id.")  # type: ignore[valid-type]
    relation: term("actor-relations") = Field(  # type: ignore[valid-type]
        description="A term of `vocabulary/actor-relations.yml`.")
    from_: record_reference("source") | None = Field(  # type: ignore[valid-type]
        None, alias="from", description="The source's id, where an article says so.")
    quote: Text | None = Field(None, description="The exact words that say so.")
    prefix: Text | None = Field(None, description="The words right before the quote, where it occurs more than once.")
    suffix: Text | None = Field(None, description="The words right behind the quote, where it occurs more than once.")
    line: LineNumber | None = Field(None, description="The seed's line in which the quote starts.")
    reference: ReferenceKeys = Field((), description="Where it is known from, if no article says so.")

    @model_validator(mode="after")
    def _words_with_their_source(self) -> Self:
        if (self.from_ is None) != (self.quote is None):
            raise fail("missing-field", field="quote" if self.quote is None else "from")
        return self


class Actor(Record):
    """A person in a public role, a state, a ministry, an organisation, a group or an outlet."""

    name: ReaderText = Field(description="The name used in this dossier.")
    type: term("actor-types") = Field(description="A term of `vocabulary/actor-types.yml`.")  # type: ignore[valid-type]
    names: tuple[Name, ...] = Field((), description="All spellings, as printed and otherwise.")
    public_role: ReaderText | None = Field(
        None, description="Why a person is a public one; without it there is no record of a person.")
    roles: tuple[ActorRole, ...] = Field((), description="Offices at the time, with the words that give them.")
    relations: tuple[ActorRelation, ...] = Field((), description="What the actor is to others.")
    description: RemarkField | None = Field(
        None, description="What readers should know from elsewhere; with `reference`.")
    identifiers: Identifiers | None = Field(None, description="Identifiers in other catalogues.")


class Coordinates(FrozenModel):
    """A point on the map and how precise it is."""

    lat: Annotated[Number, Field(ge=-90, le=90)] = Field(description="Degrees north.")
    lon: Annotated[Number, Field(ge=-180, le=180)] = Field(description="Degrees east.")
    precision: Literal["building", "locality", "district", "region", "country"] = Field(
        description="The size of what the point stands for.")
    reference: ReferenceKeys = Field((), description="Where it was looked up: keys of `references.yml`.")


class Place(Record):
    """A place, with all its names and who uses them."""

    name: ReaderText = Field(description="The name used in this dossier.")
    type: term("place-types") = Field(description="A term of `vocabulary/place-types.yml`.")  # type: ignore[valid-type]
    names: tuple[Name, ...] = Field((), description="All spellings, and who uses which.")
    coordinates: Coordinates | None = Field(None, description="Where it is, if looked up.")
    identifiers: Identifiers | None = Field(None, description="Identifiers in other catalogues.")
    description: RemarkField | None = Field(
        None, description="What readers should know from elsewhere; with `reference`.")
    not_a_place: Flag = Field(False, description="It only looks like a place, such as in a group's name.")


RECORD_MODELS: dict[Kind, type[Record]] = {
    Kind.SOURCE: Source, Kind.ACTOR: Actor, Kind.PLACE: Place, Kind.EVENT: Event, Kind.CLAIM: Claim,
}

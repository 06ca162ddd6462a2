"""The statement: one sentence of the editors with the words that carry it. The unit of the dossier.

Owns the shape of statements, their quotes, translations and figures as written in YAML.
Field descriptions are the editors' reference. Knows no record kind and nothing computed.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.model.fields import (
    REASONS_KEY, Date, Flag, FrozenModel, Identifier, LineNumber, LocalisedInput, Number, ReaderText, RemarkField,
    Text, TextInput, fail, one_or_many, record_reference, record_references, term,
)

Stage = Literal["proposed", "expected", "under_way", "happened", "did_not_happen", "alleged", "denied", "called_off"]
#: The stages of what is still to come.
PLANNED: tuple[Stage, ...] = ("proposed", "expected")
Outcome = Literal["agreed", "in_force", "collapsed", "refused", "none_reported"]
TranslationMethod = Literal["human", "machine", "machine_checked"]
Comparator = Literal["exactly", "about", "nearly", "more_than", "at_least"]
Order = Literal["tens", "hundreds", "thousands"]


class Translation(FrozenModel):
    """A translation of one passage, labelled as such wherever it is shown."""

    text: ReaderText = Field(description="The passage in the dossier's language.")
    method: TranslationMethod | None = Field(
        None, description="How it was made; the default stands in `dossier.yml`.")
    by: Text | None = Field(None, description="Who translated, where they wish to be named.")
    checked_by: Text | None = Field(None, description="Who compared it with the original, where they wish to be named.")
    note: ReaderText | None = Field(None, description="A remark on a difficult word.")


def _translation(value: Any) -> Any:
    return value if isinstance(value, Mapping) and "text" in value else {"text": value}


TranslationField = Annotated[
    Translation, BeforeValidator(_translation, json_schema_input_type=LocalisedInput | Translation)]


class Citation(FrozenModel):
    """A source and the exact words in it that carry a sentence."""

    from_: record_reference("source") = Field(alias="from", description="The source's id.")  # type: ignore[valid-type]
    quote: Text = Field(description="The exact words, as printed, from one paragraph of the article.")
    prefix: Text | None = Field(None, description="The words right before the quote, where it occurs more than once.")
    suffix: Text | None = Field(None, description="The words right behind the quote, where it occurs more than once.")
    line: LineNumber | None = Field(
        None, description="The seed's line in which the quote starts, where it occurs more than once.")
    translation: TranslationField | None = Field(
        None, description="The words in the dossier's language; given once per passage.")
    date_words: Text | None = Field(None, description="The words of the quote that give the date.")


class Figure(FrozenModel):
    """A quantity as worded; never an estimate of the editors."""

    words: Text = Field(description="The words of the quote that give the number.")
    comparator: Comparator = Field("exactly", description="How the words hold the number.")
    value: Number | None = Field(None, description="The number.")
    low: Number | None = Field(None, description="The lower bound, where the words give a range.")
    high: Number | None = Field(None, description="The upper bound, where the words give a range.")
    order: Order | None = Field(None, description="An order of size (`tens`), where the words give no number.")
    unit: term("units") = Field(description="What is counted: a term of `vocabulary/units.yml`.")  # type: ignore[valid-type]
    population: term("populations") | None = Field(  # type: ignore[valid-type]
        None, description="Whose number it is: a term of `vocabulary/populations.yml`.")
    area: record_reference("place", "actor") | None = Field(  # type: ignore[valid-type]
        None, description="The place it holds for.")
    since: Date | None = Field(None, description="The first day it holds for.")
    until: Date | None = Field(None, description="The last day it holds for.")
    cumulative: Flag = Field(False, description="Whether it counts from `since` on rather than one moment.")

    @model_validator(mode="after")
    def _one_way_to_give_the_size(self) -> Self:
        given = [self.value is not None, self.low is not None or self.high is not None, self.order is not None]
        if sum(given) > 1:
            raise fail("conflicting-fields", fields="value, low and high, order", hint="figure")
        if not any(given) or (self.low is None) != (self.high is None):
            raise fail("missing-field", field="value, low and high, or order")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise fail("bad-value", value=f"{self.low:g}", expected="low-below-high")
        return self


class Check(FrozenModel):
    """A second reading: who compared wording, translation and date with the source, and when."""

    date: Date = Field(description="The day of the second reading.")
    by: Text | None = Field(None, description="Who read, where they wish to be named.")


def _check(value: Any) -> Any:
    return value if isinstance(value, Mapping) else {"date": value}


def _participants(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {role: one_or_many(who) for role, who in value.items()}
    return {"participant": one_or_many(value)}


ActorIds = tuple[record_reference("actor"), ...]  # type: ignore[valid-type]
WhoInput = TextInput | list[TextInput] | dict[str, TextInput | list[TextInput]]
Participants = Annotated[
    Mapping[term("roles"), ActorIds],  # type: ignore[valid-type]
    BeforeValidator(_participants, json_schema_input_type=WhoInput),
]

#: Fields of a statement that belong to one quote; refused beside `quotes:`.
CITATION_FIELDS = ("from", "quote", "prefix", "suffix", "line", "translation", "date_words")


class Statement(FrozenModel):
    """One sentence of the editors with the words that carry it."""

    says: ReaderText = Field(
        description="The sentence. Names of records in it are linked by themselves; `[[id]]` or `[[id|words]]` "
                    "where they are not spelled so.")
    from_: record_reference("source") | None = Field(  # type: ignore[valid-type]
        None, alias="from", description="The source's id.")
    quote: Text | None = Field(None, description="The exact words, as printed, from one paragraph of the article.")
    prefix: Text | None = Field(None, description="The words right before the quote, where it occurs more than once.")
    suffix: Text | None = Field(None, description="The words right behind the quote, where it occurs more than once.")
    line: LineNumber | None = Field(
        None, description="The seed's line in which the quote starts, where it occurs more than once.")
    translation: TranslationField | None = Field(
        None, description="The words in the dossier's language; given once per passage.")
    quotes: tuple[Citation, ...] | None = Field(
        None, description="Instead of `from` and `quote`: several passages that carry this one sentence, all else "
                          "holding for each.")
    by: record_references("actor") = Field(  # type: ignore[valid-type]
        (), description="Who says it: an actor, or several that all say it. Absent: the outlet's own words.")
    by_one_of: record_references("actor") = Field(  # type: ignore[valid-type]
        (), description="The possible speakers, where the text leaves open which; `outlet` stands for the paper.")
    mutual: Flag = Field(False, description="Those named in `by` say it of each other.")
    direct: Flag = Field(False, description="The quote is speech printed in quotation marks.")
    spoken_language: Text | None = Field(
        None, description="The language the words were spoken in, where the source shows that it translates.")
    ground: Literal["witnessed", "unattributed"] | None = Field(
        None, description="What the outlet's words rest on, where the text shows it.")
    via: record_references("actor") = Field(  # type: ignore[valid-type]
        (), description="The outlet or agency this passage relays, where it differs from the source's `relays`.")
    stage: Stage | None = Field(
        None, description="The stage of the event in whose record it stands (in an act of speech: of the saying).")
    outcome: Outcome | None = Field(None, description="How it ended, where the words say so.")
    who: Participants = Field(
        {}, description="Actors by role; a plain list means `participant`; `not_present` is kept out of counts.")
    place: record_reference("place", "actor") | None = Field(  # type: ignore[valid-type]
        None, description="The place, where it differs from the event's.")
    date: Date | None = Field(None, description="The date these words give (EDTF), where it differs from the event's.")
    date_words: Text | None = Field(None, description="The words of the quote that give the date.")
    date_of: Literal["event", "saying", "unclear"] = Field("event", description="What the date belongs to.")
    figure: Figure | None = Field(None, description="The quantity the words give.")
    answers: record_references("claim") = Field(  # type: ignore[valid-type]
        (), description="Claims of which this statement is an account.")
    also_in: record_references("event") = Field(  # type: ignore[valid-type]
        (), description="Further events it belongs to; they share sentence and quote only.")
    key: Identifier | None = Field(None, description="A name for the statement; only where another record names it.")
    note: RemarkField | None = Field(None, description="A remark of the editors, with `reference` where it rests on "
                                                       "knowledge from elsewhere.")
    checked: Annotated[Check, BeforeValidator(_check, json_schema_input_type=TextInput | Check)] | None = Field(
        None, description="Who compared wording, translation and date, and when; absent: not yet second-read.")
    reasons: Mapping[str, ReaderText] = Field({}, validation_alias=REASONS_KEY, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _collect_reasons(cls, value: Any) -> Any:
        return collect_reasons(cls, value)

    @model_validator(mode="after")
    def _one_way_to_give_the_words(self) -> Self:
        single = [name for name in CITATION_FIELDS if getattr(self, "from_" if name == "from" else name) is not None]
        if self.quotes is not None and single:
            raise fail("conflicting-fields", fields=f"quotes, {single[0]}", hint="quotes")
        for name in ("from", "quote"):
            if self.quotes is None and name not in single:
                raise fail("missing-field", field=name, hint="statement")
        if self.by and self.by_one_of:
            raise fail("conflicting-fields", fields="by, by_one_of", hint="speaker")
        if self.mutual and len(self.by) < 2:
            raise fail("missing-field", field="by")
        return self

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The quotes in one shape, however they were written: at least one."""
        if self.quotes is not None:
            return self.quotes
        return (Citation.model_construct(
            from_=self.from_, quote=self.quote, prefix=self.prefix, suffix=self.suffix, line=self.line,
            translation=self.translation, date_words=self.date_words),)


def collect_reasons(model: type[FrozenModel], value: Any) -> Any:
    """Bring `x_why` beside a field `x` into the mapping `reasons`; other keys stay and are judged as fields."""
    if not isinstance(value, Mapping):
        return value
    if REASONS_KEY in value:
        value = {"reasons" if key == REASONS_KEY else key: item for key, item in value.items()}
    fields = {field.alias or name for name, field in model.model_fields.items()}
    reasons = {key: text for key, text in value.items()
               if isinstance(key, str) and key.endswith("_why") and key[:-4] in fields}
    if not reasons:
        return value
    rest = {key: item for key, item in value.items() if key not in reasons}
    return {**rest, REASONS_KEY: {key[:-4]: text for key, text in reasons.items()}}

"""What holds for the whole dossier: `dossier.yml`, the vocabularies and the references, as editors write them.

Knows no record kind. Languages, word lists and newspapers' habits are data here, never in code.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.fields import (
    Date, Flag, FrozenModel, Identifier, Language, Link, PublishedDate, ReaderText, Text, TextInput, one_or_many,
    record_references,
)
from generator.model.records import ApparatusRegion, BoilerplateRegion
from generator.model.statements import TranslationMethod

Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_many, json_schema_input_type=TextInput | list[TextInput])]


class Licence(FrozenModel):
    """The licence of the editors' own words and data."""

    name: Text = Field(description="The licence's name, such as `CC BY 4.0`.")
    url: Link | None = Field(None, description="Its address.")
    note: ReaderText | None = Field(None, description="What it does not cover, such as quoted passages.")


class Repository(FrozenModel):
    """Where the editors' files can be changed."""

    url: Link = Field(description="The repository's address.")
    branch: Text = Field("main", description="The branch that is published.")
    forge: Literal["github", "gitlab", "gitea", "other"] = Field("github", description="How edit links are built.")


class SourceRules(FrozenModel):
    """Regions that every article may have; one that an article lacks is no finding."""

    apparatus: tuple[ApparatusRegion, ...] = Field((), description="What articles print about themselves.")
    boilerplate: tuple[BoilerplateRegion, ...] = Field((), description="What is not article.")


class SharedSpelling(FrozenModel):
    """A spelling that several records rightly bear."""

    spelling: Text = Field(description="The spelling.")
    records: record_references("actor", "place") = Field(description="The records that bear it.")  # type: ignore[valid-type]
    mentions: record_references("actor", "place") = Field(  # type: ignore[valid-type]
        (), description="The one whose page counts the mentions; absent: none.")


class LanguageRules(FrozenModel):
    """What the checks must know of a language in which articles are written."""

    name: ReaderText | None = Field(None, description="The language's name, where the program has none.")
    quotation_marks: tuple[Text, Text] | None = Field(None, description="Opening and closing mark.")
    negation: Texts = Field((), description="Words that negate.")
    condition: Texts = Field((), description="Words that make a condition or a doubt.")
    deputy: Texts = Field((), description="Words before an office that make it a deputy's.")
    reporting: Texts = Field((), description="Words that say that somebody says it.")
    relaying: Texts = Field((), description="Words that say whose reporting an article passes on, such as `source:`; "
                                            "for the proposals of `dossier new source`.")
    abbreviations: Texts = Field((), description="Words with a full stop that end no sentence.")
    hedges: Texts = Field((), description="In a language of the dossier: words by which a title says that something is "
                                          "only alleged.")


class Translations(FrozenModel):
    """How translations are made unless a statement says otherwise."""

    method: TranslationMethod = Field("human", description="The default method.")
    by: Text | None = Field(None, description="Who, where they wish to be named.")


class DossierSettings(FrozenModel):
    """`content/dossier.yml`: the dossier as a whole."""

    format: Annotated[Literal["1"], BeforeValidator(str, json_schema_input_type=Literal[1, "1"])] = Field(description="The format of these files: 1.")
    id: Identifier = Field(description="The dossier's id, used in file names.")
    title: ReaderText = Field(description="The dossier's name.")
    subtitle: ReaderText | None = Field(None, description="What it is, in one line.")
    version: Text = Field(description="The edition's version.")
    date: Date = Field(description="The day of the edition.")
    languages: Annotated[tuple[Language, ...], BeforeValidator(
        one_or_many, json_schema_input_type=str | list[str])] = Field(
        description="Languages of the editors' texts; the first is the site's.")
    period: Date = Field(description="The time it covers, an EDTF interval.")
    licence: Licence = Field(description="The licence of the editors' words and data.")
    publisher: ReaderText = Field(description="Who publishes it.")
    site_url: Link | None = Field(None, description="Where the site will stand.")
    repository: Repository | None = Field(None, description="Where the editors' files can be changed.")
    limits: tuple[ReaderText, ...] = Field((), description="What the dossier cannot know.")
    translations: Translations = Field(Translations(), description="How translations are made by default.")
    publish_text: Literal["full", "excerpts", "none"] = Field(
        "full", description="A ceiling over the `rights.publish_text` of all sources.")
    sources: SourceRules = Field(SourceRules(), description="Regions that every article may have.")
    text_rules: Mapping[Language, LanguageRules] = Field({}, description="Word lists per language of the articles.")
    shared_spellings: tuple[SharedSpelling, ...] = Field((), description="Spellings several records rightly bear.")
    not_names: Texts = Field((), description="Capitalised words of the articles that name no record.")

    @property
    def language(self) -> str:
        """The site's language."""
        return self.languages[0]


class Term(FrozenModel):
    """A term of a vocabulary."""

    label: ReaderText = Field(description="The word readers see.")
    plural: ReaderText | None = Field(None, description="The word for several.")
    description: ReaderText | None = Field(None, description="What the term means.")
    codes: Mapping[str, Text] = Field({}, description="Codes of other standards, by the standard's name.")
    glyph: Text | None = Field(None, max_length=4, description="A sign shown beside the word.")
    harms: Flag = Field(False, description="In roles: whoever bears it is accused of harm.")
    is_person: Flag = Field(False, description="In actor types: a natural person, who needs a public role.")
    is_speech: Flag = Field(
        False, description="In event types: the saying itself is the happening, so `happened` is the outlet's report "
                           "even where the words are a speaker's.")
    serves_as_place: Flag = Field(False, description="In actor types: may stand where a place is asked for.")


class Reference(FrozenModel):
    """What editors cite from elsewhere."""

    title: Text = Field(description="Its title.")
    publisher: Text | None = Field(None, description="Who published it.")
    author: Text | None = Field(None, description="Who wrote it.")
    date: PublishedDate | None = Field(None, description="When it was published.")
    url: Link | None = Field(None, description="Its address.")
    accessed: Date | None = Field(None, description="When it was looked up.")
    licence: Text | None = Field(None, description="The licence of data taken from it.")
    note: ReaderText | None = Field(None, description="What it was used for.")


#: The vocabularies there may be, each a file `content/vocabulary/<name>.yml`; `words.yml` overrides interface words.
VOCABULARIES = ("event-types", "actor-types", "place-types", "roles", "actor-relations", "units", "populations",
                "statuses")

Vocabulary = Mapping[str, Mapping[str, Term]]

#: Forms that mean the same to whoever searches, by a name of the group that is shown nowhere.
Synonyms = Mapping[str, tuple[str, ...]]

"""What a dossier's articles have in common: its outlets, and how their articles print bylines, marks and cross-links.

Owns `Habits`, learned from the linked dossier alone, so that no newspaper's custom stands in the program. Read by
the proposals for a new article; decides nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.linking.references import names_of
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier
from generator.model.normal import normalise_quote
from generator.model.records import Kind, Rights
from generator.model.text import Article, Stretch

_LONGEST_LABEL = 30
_COMMON_WORDS = 400


@dataclass(frozen=True, slots=True)
class Custom:
    """What stands for something in another article: its kind and label there, and that article's id."""

    kind: str
    label: str
    source_id: str


@dataclass(frozen=True)
class Habits:
    """What is known before the new article is read.

    `publishers` are the outlets that publish, or are of the type of one that does.
    `outlets` are spellings (as printed) of everybody who publishes or is relayed, by id; `openings` are the first
    words of lines (`Tekst:`, `Av`), `inserted` those of brackets inside paragraphs, and `lines` are whole lines, all
    folded, with what they were; `people` are bylines with their field; `offsets` are minutes east of UTC by publisher
    and by language; `languages` hold words used much in each; `seeds` lead to their sources.
    """

    outlets: Mapping[str, tuple[str, ...]]
    publishers: frozenset[str]
    openings: Mapping[str, Custom]
    inserted: Mapping[str, Custom]
    lines: Mapping[str, Custom]
    people: Mapping[str, str]
    desk_codes: Mapping[str, str]
    offsets: Mapping[str, frozenset[int]]
    rights: Mapping[str, Rights]
    languages: Mapping[str, frozenset[str]]
    names: frozenset[str] = frozenset()
    seeds: Mapping[str, str] = field(default_factory=dict)


def learn_habits(dossier: Dossier) -> Habits:
    """The habits of the articles this dossier has."""
    sources = dossier.content.of_kind(Kind.SOURCE)
    known = frozenset(record.record.publisher for record in sources if record.record.publisher)
    relayed = frozenset(relay.actor for record in sources for relay in record.record.relays)
    # Who is only ever relayed is no likely publisher, though it be an outlet like the others.
    publishers = _alike(dossier, known) - (relayed - known)
    learned = _Learned()
    for record in sources:
        article = dossier.articles.get(record.id)
        if article is not None:
            learned.read(record, article)
    return Habits(
        outlets=dict(_outlets(dossier, publishers, relayed)), publishers=publishers,
        openings=learned.openings, inserted=learned.inserted, lines=learned.lines,
        people={name: field_name for record in sources for field_name in ("authors", "editors")
                for name in getattr(record.record, field_name)},
        desk_codes={record.record.desk_code: record.record.publisher or "" for record in sources
                    if record.record.desk_code},
        offsets=_offsets(sources),
        rights={record.record.publisher or "": record.record.rights for record in sources},
        languages=_languages(dossier, sources),
        names=frozenset(name.casefold() for record in dossier.content.records.values() for name in names_of(record)),
        seeds={record.record.seed: record.id for record in sources})


@dataclass
class _Learned:
    openings: dict[str, Custom] = field(default_factory=dict)
    inserted: dict[str, Custom] = field(default_factory=dict)
    lines: dict[str, Custom] = field(default_factory=dict)

    def read(self, record: LoadedRecord[Any], article: Article) -> None:
        """Take in one article: what its apparatus and boilerplate are, and how they begin."""
        people = (*record.record.authors, *record.record.editors)
        for paragraph in article.paragraphs:
            for stretch in paragraph.stretches:
                if stretch.kind != "body":
                    self._read_stretch(record.id, article, stretch, people, len(paragraph.stretches) == 1)

    def _read_stretch(self, source_id: str, article: Article, stretch: Stretch, people: Iterable[str],
                      is_whole: bool) -> None:
        text = normalise_quote(article.text[stretch.start:stretch.end])
        custom = Custom(stretch.kind, stretch.label, source_id)
        opening = _opening(text, people)
        if not is_whole:
            if opening and text.startswith("("):
                self.inserted.setdefault(opening.casefold(), custom)
            return
        if stretch.label not in ("title", "date", "caption"):
            self.lines.setdefault(text.casefold(), custom)
        if opening and stretch.label not in ("title", "dateline", "caption", "date"):
            self.openings.setdefault(opening.casefold(), custom)


def _opening(text: str, people: Iterable[str]) -> str:
    """The words by which such a line may be known again: up to a colon, or before a person's name."""
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head) <= _LONGEST_LABEL and not any(map(str.isdigit, head)):
        return f"{head.strip()}:"
    before = next((text[:text.find(name)].strip() for name in people if name in text), "")
    return before if before and len(before) <= _LONGEST_LABEL else ""


def _outlets(
    dossier: Dossier, publishers: frozenset[str], relayed: frozenset[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whoever publishes, is relayed, or is of the type of one who does."""
    wanted = publishers | _alike(dossier, relayed)
    for actor in dossier.content.of_kind(Kind.ACTOR):
        if actor.id in wanted:
            yield actor.id, tuple(sorted({normalise_quote(name) for name in names_of(actor)}, key=len, reverse=True))


def _alike(dossier: Dossier, actor_ids: frozenset[str]) -> frozenset[str]:
    """These actors and all of their types."""
    actors = dossier.content.of_kind(Kind.ACTOR)
    types = {actor.record.type for actor in actors if actor.id in actor_ids}
    return actor_ids | {actor.id for actor in actors if actor.record.type in types}


def _offsets(sources: Iterable[LoadedRecord[Any]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        published = source.record.published
        if published and published.time and published.time.offset is not None:
            for key in (source.record.publisher or "", f"language:{source.record.language}"):
                found[key].add(published.time.offset)
    return {key: frozenset(offsets) for key, offsets in found.items()}


def _languages(dossier: Dossier, sources: Iterable[LoadedRecord[Any]]) -> dict[str, frozenset[str]]:
    """By language of the articles, the words used most in them, and those of its text rules."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        article = dossier.articles.get(source.id)
        if article is not None:
            counted[source.record.language].update(common_words(article.text))
    found = {language: {word for word, _ in count.most_common(_COMMON_WORDS)} for language, count in counted.items()}
    for language, rules in dossier.content.settings.model.text_rules.items():
        words = {word.casefold() for listed in (rules.negation, rules.condition, rules.reporting) for word in listed}
        found.setdefault(language, set()).update(words)
    return {language: frozenset(words) for language, words in found.items()}


def common_words(text: str) -> list[str]:
    """The words of a text that begin with a small letter, so that names do not tell languages apart."""
    return [word for word in (each.strip(".,;:!?()\"'«»“”–-") for each in text.split()) if word[:1].islower()]

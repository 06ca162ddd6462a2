"""The parts of a synthetic dossier and how they are written: YAML as editors write it, articles as lines.

Knows nothing of how the parts are made up; `synthetic.py` does that.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from textwrap import indent

from tests.benchmarks.invented import CONDITION, DEPUTY, MONTHS, NEGATION, REPORTING, Sentence

#: What the editors' sentences are made of; no sense is meant.
ENGLISH = (
    "met told signed crew sailed before after noon quay harbour ferry strike talks answer offer again late "
    "early with without about paper letter morning evening new old long short council members plan vote road "
    "bridge water winter goods fare ticket rule change promise delay").split()
EVENT_TYPES = ("talks", "announcement", "appeal", "incident", "agreement")

File = tuple[str, str]


@dataclass(eq=False)
class Actor:
    """An actor; only what was printed of its spellings is written as printed."""

    id: str
    name: str
    spellings: tuple[str, ...]
    type: str
    printed: set[str] = field(default_factory=set)
    office: "Quoted | None" = None

    def print_name(self, chance: Random) -> str:
        """One of the spellings, the first most often, noted as printed."""
        return _print_one(self.spellings, self.printed, chance)


@dataclass(eq=False)
class Place:
    """A place, as `Actor`."""

    id: str
    name: str
    spellings: tuple[str, ...]
    printed: set[str] = field(default_factory=set)

    def print_name(self, chance: Random) -> str:
        """One of the spellings, the first most often, noted as printed."""
        return _print_one(self.spellings, self.printed, chance)


def _print_one(spellings: tuple[str, ...], printed: set[str], chance: Random) -> str:
    words = spellings[0] if chance.random() < 0.6 else chance.choice(spellings)
    printed.add(words)
    return words


@dataclass
class Article:
    """An article: its head, and its sentences until they are put into paragraphs."""

    id: str
    outlet: Actor
    agency: Actor
    place: Place
    published: date
    title: str
    author: str
    weight: float
    sentences: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Quoted:
    """A sentence in an article."""

    article_id: str
    sentence: Sentence


@dataclass
class Statement:
    """A statement of an event."""

    says: str
    quoted: Quoted
    who: list[Actor]
    speaker: Actor | None
    date_words: str
    figure: int
    stage: str
    role: str
    further: Quoted | None = None
    translation: str = ""
    answers: str = ""
    also_in: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Account:
    """An account of a claim."""

    says: str
    quoted: Quoted
    speaker: Actor | None
    figure: int


@dataclass
class Event:
    """An event. `edtf` is its date where it is not known to be that day; a planned one has only been announced."""

    id: str
    title: str
    type: str
    day: date
    place: Place
    edtf: str = ""
    is_planned: bool = False
    statements: list[Statement] = field(default_factory=list)
    related: str = ""


@dataclass
class Claim:
    """A claim."""

    id: str
    question: str
    about: list[str] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)


def _file(path: str, lines: Iterable[str]) -> File:
    return path, "\n".join(lines) + "\n"


def _block(key: str, text: str, depth: int) -> Iterator[str]:
    """Words as they are, over lines of their own."""
    yield f"{' ' * depth}{key}: >-"
    yield indent(text, " " * (depth + 2))


# Actors and places ----------------------------------------------------------------------------------


def write_actor(actor: Actor, chance: Random) -> File:
    """The actor's file."""
    lines = [f"name: {actor.name}", f"type: {actor.type}", *_names(actor.printed)]
    if actor.type == "person":
        lines.append("public_role: Speaks in public for an invented body.")
    if actor.office:
        lines += ["roles:", "  - title: Speaker of an invented body", f"    from: {actor.office.article_id}",
                  *_block("quote", actor.office.sentence.quote, 4)]
    if chance.random() < 0.3:
        lines += ["description:", "  text: An invented body or person, described in an almanac.",
                  "  reference: almanac"]
    if chance.random() < 0.3:
        lines.append(f"identifiers: {{wikidata: Q{chance.randint(1, 10 ** 8)}, reference: almanac}}")
    return _file(f"content/actors/{actor.id}.yml", lines)


def write_place(place: Place, chance: Random) -> File:
    """The place's file."""
    # Most in two crowds, as in any dossier about a region, the others anywhere.
    lat, lon = chance.choices(((59, 11), (46, 14), (0, 0)), weights=(6, 2, 2))[0]
    spread = 3 if lat else 60
    lat, lon = lat + chance.uniform(-spread, spread), lon + chance.uniform(-spread, spread)
    return _file(f"content/places/{place.id}.yml", [
        f"name: {place.name}", "type: town", *_names(place.printed),
        f"coordinates: {{lat: {lat:.2f}, lon: {lon:.2f}, precision: locality, reference: almanac}}"])


def _names(printed: set[str]) -> Iterator[str]:
    if printed:
        yield "names:"
    for words in sorted(printed):
        yield f"  - {{value: {words}, kind: as_printed, language: art}}"


# Sources --------------------------------------------------------------------------------------------


def write_article(article: Article) -> File:
    """The article's seed."""
    day = article.published
    return _file(f"seeds/{article.id}.txt", [
        article.title, article.author, f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{article.place.spellings[0]} ({article.agency.name})", *article.paragraphs])


def write_source(article: Article, chance: Random) -> File:
    """The source's file."""
    moment = article.published.isoformat()
    if chance.random() < 0.5:
        moment += f"T{chance.randint(6, 23):02}:{chance.randint(0, 59):02}+01:00"
    rights = chance.choices(("full", "excerpts"), weights=(3, 1))[0]
    older = (article.published - timedelta(days=1)).isoformat()
    return _file(f"content/sources/{article.id}.yml", [
        f"seed: {article.id}.txt",
        f"sha256: {hashlib.sha256(write_article(article)[1].encode()).hexdigest()}",
        f"publisher: {article.outlet.id}", f"title: {article.title}", f"authors: [{article.author}]",
        f"published: {moment}", *([f"written_as_of: {older}"] if chance.random() < 0.2 else ()), "language: art",
        f"relays: [{{actor: {article.agency.id}, words: ({article.agency.name})}}]", "extent: complete",
        f"rights: {{publish_text: {rights}, basis: invented}}", "apparatus:", "  - {line: 1, kind: title}",
        "  - {line: 2, kind: byline}", "  - {line: 3, kind: date}", "  - {line: 4, kind: dateline}"])


# Events and claims ----------------------------------------------------------------------------------


def write_event(event: Event) -> File:
    """The event's file."""
    lines = [f"title: {event.title}", f"type: {event.type}", f"date: {event.edtf or event.day.isoformat()}"]
    if event.edtf:
        lines.append("date_why: The article says no day.")
    lines += [f"place: {event.place.id}", "statements:"]
    for statement in event.statements:
        lines += _statement(statement)
    if event.related:
        lines.append(f"related: [{{event: {event.related}, relation: response_to}}]")
    return _file(f"content/events/{event.id}.yml", lines)


def _statement(statement: Statement) -> Iterator[str]:
    yield f"  - says: {statement.says}"
    yield f"    stage: {statement.stage}"
    yield f"    who: {{{statement.role}: [{', '.join(actor.id for actor in statement.who)}]}}"
    if statement.speaker:
        yield f"    by: {statement.speaker.id}"
    if statement.figure:
        yield from _figure(statement.figure)
    for name in ("answers", "also_in"):
        if getattr(statement, name):
            yield f"    {name}: {getattr(statement, name)}"
    if statement.checked:
        yield "    checked: 2031-12-01"
    if statement.further:
        yield "    quotes:"
        yield f"      - from: {statement.further.article_id}"
        yield from _block("quote", statement.further.sentence.quote, 8)
        yield f"      - from: {statement.quoted.article_id}"
    else:
        yield f"    from: {statement.quoted.article_id}"
    yield from _words(statement, 8 if statement.further else 4)


def _words(statement: Statement, depth: int) -> Iterator[str]:
    yield from _block("quote", statement.quoted.sentence.quote, depth)
    if statement.date_words:
        yield f"{' ' * depth}date_words: {statement.date_words}"
    if statement.translation:
        yield from _block("translation", statement.translation, depth)


def _figure(figure: int) -> Iterator[str]:
    yield (f"    figure: {{words: \"{figure}\", comparator: about, value: {figure}, unit: persons, "
           "population: crews}")


def write_claim(claim: Claim) -> File:
    """The claim's file."""
    lines = [f"question: {claim.question}", "kind: figure", f"about: [{', '.join(claim.about)}]", "accounts:"]
    for account in claim.accounts:
        lines.append(f"  - says: {account.says}")
        if account.speaker:
            lines.append(f"    by: {account.speaker.id}")
        if account.figure:
            lines += _figure(account.figure)
        lines += [f"    from: {account.quoted.article_id}",
                  *_block("quote", account.quoted.sentence.quote, 4)]
    lines.append("finding: {is: unresolved, why: Nobody counted.}")
    return _file(f"content/claims/{claim.id}.yml", lines)


# What every dossier has -----------------------------------------------------------------------------


def shared_files(period: tuple[date, date]) -> Iterator[File]:
    """Settings, vocabularies, references and the hand-written pages."""
    yield _file("content/dossier.yml", [
        "format: 1", "id: synthetic", "title: A synthetic dossier",
        "subtitle: Made by chance, to be measured", "version: \"1\"", "date: 2031-12-31", "languages: [en]",
        f"period: {period[0].isoformat()}/{period[1].isoformat()}", "licence: {name: CC BY 4.0}",
        "publisher: Nobody", "limits: [All of it is made by chance.]", "sources:", "  boilerplate:",
        "    - {starts: \"Lemu vidar:\", kind: related_link}", "text_rules:",
        "  en: {hedges: [alleged]}",
        f"  art: {{name: an invented language, negation: [{NEGATION}], condition: [{CONDITION}], "
        f"deputy: [{DEPUTY}], reporting: [{', '.join(REPORTING)}]}}",
        f"not_names: [{', '.join(MONTHS)}]"])
    vocabulary = {
        "event-types": EVENT_TYPES,
        "actor-types": ("organisation", "ministry", "company", "group", "outlet", "agency"),
        "place-types": ("town",), "units": ("persons",), "populations": ("crews",),
        "roles": ("participant", "party", "convener", "not_present")}
    for name, terms in vocabulary.items():
        lines = [f"{term}: {{label: {term.replace('_', ' ').capitalize()}}}" for term in terms]
        if name == "actor-types":
            lines.append("person: {label: Person, is_person: true}")
        yield _file(f"content/vocabulary/{name}.yml", lines)
    yield _file("content/references.yml", ["almanac: {title: An invented almanac, publisher: Nobody}"])
    yield _file("content/pages/index.md", [
        "---", "kind: home", "title: A synthetic dossier", "---", "# A synthetic dossier", "",
        *(f"<!-- dossier:{part} -->\n"
          for part in ("limits", "course", "sources", "voices", "counts", "cite"))])

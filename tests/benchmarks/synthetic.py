"""Synthetic dossiers: records and articles of any number, made by chance and the same for the same seed.

Half of the records are events; actors and places are named as often as Zipf's law has it, articles carry very
different numbers of statements. The dossier keeps every rule of the checks. `invented.py` makes the words,
`written.py` the YAML.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from generator.model.tree import Tree
from tests.benchmarks.invented import MONTHS, REPORTING, Language, Popularity, Sentence, plain
from tests.benchmarks.written import (
    ENGLISH, EVENT_TYPES, Account, Actor, Article, Claim, Event, Place, Quoted, Statement, shared_files,
    write_actor, write_article, write_claim, write_event, write_place, write_source,
)

FIRST_DAY = date(2031, 1, 6)
_STATEMENTS = ((1, 2, 3, 4, 5, 6), (14, 24, 26, 18, 11, 7))
_FIRST_STAGES = ("happened", "happened", "expected")
_LATER_STAGES = ("happened", "happened", "happened", "under_way", "expected", "alleged", "denied",
                 "called_off")


@dataclass
class _Cast:
    """Whom and what the dossier is about, each kind by its popularity."""

    language: Language
    chance: Random
    outlets: list[Actor] = field(default_factory=list)
    agencies: list[Actor] = field(default_factory=list)
    others: list[Actor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)


def make_dossier(records: int, seed: int = 1) -> Tree:
    """A dossier of so many records (at least 40): half events, a fifth actors, a tenth of each other kind."""
    chance = Random(f"{seed} {records}")
    cast = _Cast(Language(chance), chance)
    tenth = records // 10
    _make_actors(cast, tenth * 2)
    cast.places += [Place(*_named(cast)) for _ in range(tenth)]
    _make_articles(cast, tenth, days=max(30, records // 5))
    cast.claims += [_make_claim(cast, number) for number in range(tenth)]
    _make_events(cast, records - 5 * tenth)
    for claim in cast.claims:
        claim.accounts += [_make_account(cast) for _ in range(chance.randint(1, 3))]
        claim.about = [chance.choice(cast.events).id]
    for article in cast.articles:
        _fill(cast, article)
    return Tree.of(dict(_files(cast)))


def _files(cast: _Cast) -> list[tuple[str, str]]:
    days = [article.published for article in cast.articles]
    agencies, chance = cast.agencies, cast.chance
    return [
        *shared_files((FIRST_DAY - timedelta(days=40), max(days))),
        *(write_actor(actor, chance) for actor in (*cast.outlets, *agencies, *cast.others)),
        *(write_place(place, chance) for place in cast.places),
        *(write_source(article, chance) for article in cast.articles),
        *(write_article(article) for article in cast.articles),
        *(write_event(event) for event in cast.events),
        *(write_claim(claim) for claim in cast.claims),
    ]


# Actors and places ----------------------------------------------------------------------------------


def _make_actors(cast: _Cast, count: int) -> None:
    outlets = max(3, count // 25)
    cast.outlets += [Actor(*_named(cast), type="outlet") for _ in range(outlets)]
    for _ in range(3):
        words = cast.language.new_capitals()
        cast.agencies.append(Actor(words.casefold(), words, (words,), type="agency"))
    given = [cast.language.new_name() for _ in range(30)]
    for _ in range(count - outlets - 3):
        if cast.chance.random() < 0.45:
            cast.others.append(_make_person(cast, cast.chance.choice(given)))
        else:
            kind = cast.chance.choice(("organisation", "ministry", "company", "group"))
            cast.others.append(Actor(*_named(cast), type=kind))


def _make_person(cast: _Cast, given: str) -> Actor:
    family = cast.language.new_name()
    spellings = (f"{given} {family}", family, f"{given[0]}. {family}")
    known = spellings[:cast.chance.randint(1, 3)]
    return Actor(f"{plain(given)}-{plain(family)}", spellings[0], known, type="person")


def _named(cast: _Cast) -> tuple[str, str, tuple[str, ...]]:
    """An id, a name, and its spellings: of one word or two, some printed in several ways."""
    name = cast.language.new_name()
    if cast.chance.random() < 0.4:
        name += " " + cast.language.new_name()
    others = tuple(cast.language.new_name() for _ in range(cast.chance.choice((0, 0, 1, 2))))
    return plain(name).replace(" ", "-"), name, (name, *others)


# Articles -------------------------------------------------------------------------------------------


def _make_articles(cast: _Cast, count: int, days: int) -> None:
    chance = cast.chance
    publishers = Popularity(cast.outlets)
    moments = sorted(chance.randrange(days) for _ in range(count))
    for number, day in enumerate(moments):
        outlet, published = publishers.choose(chance), FIRST_DAY + timedelta(days=day)
        cast.articles.append(Article(
            f"{outlet.id}-{published.isoformat()}-{number}", outlet, chance.choice(cast.agencies),
            chance.choice(cast.places), published, cast.language.title(),
            " ".join(cast.language.new_name() for _ in range(2)),
            # As long as an article can be, however large the dossier: a Pareto law with an end.
            weight=min(12.0, chance.paretovariate(1.1))))


def _fill(cast: _Cast, article: Article) -> None:
    """Sentences that nobody quotes, and the order of all of them."""
    chance, actors = cast.chance, Popularity(cast.others)
    for _ in range(max(6, len(article.sentences) * 2 // 5)):
        parts = [actors.choose(chance).print_name(chance)] if chance.random() < 0.3 else []
        article.sentences.append(cast.language.sentence(parts).text)
    chance.shuffle(article.sentences)
    while article.sentences:
        length = chance.randint(1, 4)
        article.paragraphs.append(" ".join(article.sentences[:length]))
        del article.sentences[:length]
    link = f"Lemu vidar: {cast.language.title()}"
    article.paragraphs.insert(chance.randint(1, len(article.paragraphs)), link)


# Events ---------------------------------------------------------------------------------------------


def _make_events(cast: _Cast, count: int) -> None:
    actors, places = Popularity(cast.others), Popularity(cast.places)
    weights = [article.weight for article in cast.articles]
    first_articles = cast.chance.choices(range(len(cast.articles)), weights=weights, k=count)
    for number, at in enumerate(sorted(first_articles)):
        near = slice(max(0, at - 6), at + 7)
        articles = [cast.articles[at]]
        articles += cast.chance.choices(cast.articles[near], weights=weights[near], k=_count(cast.chance) - 1)
        cast.events.append(_make_event(cast, number, articles, actors, places))


def _count(chance: Random) -> int:
    numbers, weights = _STATEMENTS
    return chance.choices(numbers, weights=weights)[0]


def _make_event(
    cast: _Cast, number: int, articles: list[Article], actors: Popularity, places: Popularity
) -> Event:
    chance = cast.chance
    before = timedelta(days=min(30, int(chance.expovariate(0.5))))
    day = min(article.published for article in articles) - before
    place, kind = places.choose(chance), chance.choice(EVENT_TYPES)
    who = actors.choose_several(chance, chance.randint(1, 3))
    event = Event(f"{kind}-{number}-{plain(place.name).split()[0]}",
                  f"{kind.capitalize()} {number} of {who[0].name} in {place.name}", kind, day, place)
    if chance.random() < 0.08:
        event.is_planned = True
        event.day = max(article.published for article in articles) + timedelta(days=chance.randint(2, 60))
    event.edtf = _inexact(event.day, chance)
    for index, article in enumerate(articles):
        event.statements.append(_make_statement(cast, event, article, who, is_first=not index))
        who = actors.choose_several(chance, chance.randint(1, 3))
    if cast.events and chance.random() < 0.2:
        event.related = chance.choice(cast.events[-20:]).id
    return event


def _inexact(day: date, chance: Random) -> str:
    """A date that is less than this day, or nothing for three events in four."""
    later = (day + timedelta(days=chance.randint(1, 12))).isoformat()
    forms = ("", day.isoformat()[:7], f"{day.isoformat()}/{later}", f"{day.isoformat()}~", f"../{day.isoformat()}")
    return chance.choices(forms, weights=(76, 10, 8, 4, 2))[0]


def _make_statement(
    cast: _Cast, event: Event, article: Article, who: list[Actor], *, is_first: bool
) -> Statement:
    chance = cast.chance
    speaker = who[0] if chance.random() < 0.35 else None
    figure = chance.randint(11, 9999) if chance.random() < 0.12 else 0
    date_words = f"{event.day.day} {MONTHS[event.day.month - 1]}" if is_first and not event.edtf else ""
    parts = [actor.print_name(chance) for actor in who]
    if speaker:
        parts.insert(1, chance.choice(REPORTING))
    if is_first:
        parts.append(event.place.print_name(chance))
    parts += [*([date_words] if date_words else []), *([str(figure)] if figure else [])]
    quoted = _print(cast, article, parts, who)
    statement = Statement(
        _says(cast, [actor.name for actor in who], event.place.name), quoted, who, speaker, date_words,
        figure=figure,
        stage="expected" if event.is_planned else chance.choice(_FIRST_STAGES if is_first else _LATER_STAGES),
        role=chance.choice(("participant", "party", "convener", "not_present")))
    if chance.random() < 0.06:
        statement.further = _print(cast, article, parts, who)
    if chance.random() < 0.7:
        statement.translation = _english(chance, len(quoted.sentence.quote.split()))
    if chance.random() < 0.15:
        statement.answers = chance.choice(cast.claims).id
    if cast.events and chance.random() < 0.05:
        statement.also_in = chance.choice(cast.events[-20:]).id
    statement.checked = chance.random() < 0.5
    return statement


def _print(cast: _Cast, article: Article, parts: list[str], who: list[Actor]) -> Quoted:
    """A new sentence in the article."""
    sentence: Sentence = cast.language.sentence(parts, is_cut=cast.chance.random() < 0.2)
    article.sentences.append(sentence.text)
    quoted = Quoted(article.id, sentence)
    cast.quoted.append(quoted)
    for actor in who:
        if actor.type == "person" and actor.office is None and cast.chance.random() < 0.5:
            actor.office = quoted
    return quoted


# Claims ---------------------------------------------------------------------------------------------


def _make_claim(cast: _Cast, number: int) -> Claim:
    words = _english(cast.chance, 8).rstrip(".")
    return Claim(f"claim-{number}", f"{words}, and how many in case {number}?")


def _make_account(cast: _Cast) -> Account:
    """An account of words that an event rests on too, or of a sentence of its own."""
    chance = cast.chance
    speaker = chance.choice(cast.others)
    if chance.random() < 0.4:
        return Account(_says(cast, [speaker.name], "town"), chance.choice(cast.quoted), None, 0)
    figure = chance.randint(11, 9999)
    parts = [speaker.print_name(chance), chance.choice(REPORTING), str(figure)]
    quoted = _print(cast, chance.choice(cast.articles), parts, [])
    return Account(_says(cast, [speaker.name], f"{figure} cases"), quoted, speaker, figure)


def _says(cast: _Cast, names: list[str], last: str) -> str:
    """A sentence of the editors with names in it."""
    chance = cast.chance
    middle = " ".join(chance.choices(ENGLISH, k=chance.randint(4, 12)))
    return f"{' and '.join(names)} {middle} in {last}."


def _english(chance: Random, length: int) -> str:
    return " ".join(chance.choices(ENGLISH, k=max(3, length))).capitalize() + "."

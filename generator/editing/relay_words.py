"""Whose reporting a new article says it passes on: known outlets behind a relaying word or between brackets.

Owns that search. The relaying words of a language are data (`text_rules.<language>.relaying` of `dossier.yml`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from generator.editing.article_layout import Layout
from generator.editing.habits import Habits
from generator.model.normal import normalise_quote
from generator.model.sentences import split_sentences
from generator.model.settings import DossierSettings

_NEAR_BEHIND = 70
_NEAR_BEFORE = 30
_MOST_OF_ONE = 3
_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w.'’&-]*(?: [^\W\d_a-z][\w.'’&-]*){0,3}")


@dataclass(frozen=True, slots=True)
class RelayFound:
    """A known outlet, the words that name it as the origin, and the line they stand in."""

    actor: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class NewcomerNamed:
    """A name behind a relaying word that no record bears, the words around it and their line."""

    name: str
    words: str
    line: int


def find_relays(
    layout: Layout, habits: Habits, settings: DossierSettings, language: str
) -> tuple[list[RelayFound], list[NewcomerNamed]]:
    """The relays of an article, and the names behind relaying words that may be of further outlets."""
    found: list[RelayFound] = []
    newcomers: list[NewcomerNamed] = []
    words = _relaying_words(settings, language)
    between = re.compile(rf"\s*(?:[,/&]|{and_word(language)})\s*")
    for start, end in _sentences(layout):
        line = layout.article.line_of(start)
        sentence = normalise_quote(layout.article.text[start:end])
        for actor, said in _named(sentence, words, habits, between):
            known = [each.words for each in found if each.actor == actor]
            if said not in known and len(known) < _MOST_OF_ONE:
                found.append(RelayFound(actor, said, line))
        newcomers += [each for each in _newcomers(sentence, words, habits, line)
                      if each.name not in {other.name for other in newcomers}]
    return found, newcomers


def _relaying_words(settings: DossierSettings, language: str) -> tuple[str, ...]:
    rules = settings.text_rules.get(language) or settings.text_rules.get(language.split("-")[0])
    return rules.relaying if rules else ()


def _sentences(layout: Layout) -> Iterator[tuple[int, int]]:
    """The sentences of all that is not boilerplate; the words must be quotable from one paragraph."""
    for paragraph in layout.article.paragraphs:
        guess = layout.guesses.get(paragraph.index)
        if guess is None or guess.kind != "boilerplate":
            yield from split_sentences(layout.article.text, paragraph.start, paragraph.end)


def and_word(language: str) -> str:
    """The language's "and" between the last two of a list, as a pattern."""
    try:
        pattern = str(Locale.parse(language, sep="-").list_patterns["standard"]["end"])
    except (UnknownLocaleError, ValueError, KeyError):
        pattern = "{0} and {1}"
    return re.escape(re.sub(r"\{\d\}|,", "", pattern).strip() or "and")


def _named(
    sentence: str, words: Sequence[str], habits: Habits, between: re.Pattern[str]
) -> Iterator[tuple[str, str]]:
    """The outlets named in a sentence as its origin, with the words from the relaying one to the name."""
    places = sorted(((match, actor) for actor, names in habits.outlets.items()
                     if (match := next((each for name in names for each in _whole(name, sentence, 0)), None))),
                    key=lambda each: each[0].start())
    brackets = list(_BRACKETS.finditer(sentence))
    marked = {actor: each[0] for match, actor in places for each in brackets if _is_mark(each, match)}
    yield from marked.items()
    for relaying in (match for word in words for match in _whole(word, sentence, re.IGNORECASE)):
        open_places = [(match, actor) for match, actor in places if actor not in marked]
        for match, actor in _origins(sentence, relaying, open_places, between):
            yield actor, sentence[min(relaying.start(), match.start()):max(relaying.end(), match.end())]


def _origins(
    sentence: str, relaying: re.Match[str], places: Sequence[tuple[re.Match[str], str]], between: re.Pattern[str]
) -> list[tuple[re.Match[str], str]]:
    """Those a relaying word means: the last name behind it with what is listed beside it, else the one right before.

    In "quoted by X from Y" it is Y.
    """
    behind = [each for each in places if 0 <= each[0].start() - relaying.end() <= _NEAR_BEHIND]
    before = [each for each in places if 0 <= relaying.start() - each[0].end() <= _NEAR_BEFORE]
    if not behind:
        return before[-1:]
    found = behind[-1:]
    for each in reversed(behind[:-1]):
        if not between.fullmatch(sentence, each[0].end(), found[0][0].start()):
            break
        found.insert(0, each)
    return found


def _is_mark(bracket: re.Match[str], place: re.Match[str]) -> bool:
    """Whether the name stands in the brackets alone, or parted by strokes from other marks: (NTB), (NTB/hb)."""
    inside = bracket.start() < place.start() and place.end() < bracket.end()
    return inside and place[0] in (part.strip() for part in re.split(r"[/,|]", bracket[1]))


def _newcomers(sentence: str, words: Sequence[str], habits: Habits, line: int) -> Iterator[NewcomerNamed]:
    """Capitalised words close behind a relaying word in a sentence that names no known outlet."""
    if any(next(_whole(name, sentence, 0), None) for names in habits.outlets.values() for name in names):
        return
    for word in words:
        for match in _whole(word, sentence, re.IGNORECASE):
            behind = re.match(rf"[\s:]*(?:[^\W\d_A-Z][\w]*\s+){{0,2}}(?P<name>{_CAPITALISED.pattern})",
                              sentence[match.end():match.end() + _NEAR_BEHIND])
            if behind and behind["name"].rstrip(".").casefold() not in habits.names:
                said = sentence[match.start():match.end() + behind.end()]
                yield NewcomerNamed(behind["name"].rstrip("."), said, line)


def _whole(words: str, text: str, flags: int) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags)

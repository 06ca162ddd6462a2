"""Records that may be one and the same: likely duplicates, and printed names close to a record's.

Owns how alike is alike enough. Everything found here is a suggestion.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from generator.editing.passages import fold
from generator.linking.references import names_of
from generator.model.content import in_language
from generator.model.dossier import Dossier
from generator.model.records import Kind

_NAMES_ALIKE = 86
_QUESTIONS_ALIKE = 82
_TITLES_ALIKE = 80
#: Enough where the events share a participant.
_TITLES_NEAR = 55
_NAME_CLOSE = 80
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """Two records and what they share: `date`, `name` or `question`."""

    kind: Kind
    first: str
    second: str
    by: str


@dataclass(frozen=True, slots=True)
class CloseName:
    """The record whose name is closest to a printed one, and that spelling of it."""

    record_id: str
    spelling: str


def alike_records(dossier: Dossier) -> Iterator[Alike]:
    """Pairs of records that may be one, each pair once, in order of kind and id."""
    yield from _alike_events(dossier)
    yield from _alike_names(dossier)
    yield from _alike_questions(dossier)


def _alike_events(dossier: Dossier) -> Iterator[Alike]:
    """Events of one day that share a participant and their type or part of a title, or whose titles are alike.

    Related ones are told apart already.
    """
    by_day: dict[str, list[str]] = defaultdict(list)
    for record in dossier.content.of_kind(Kind.EVENT):
        date = record.record.date
        if date and date.earliest and date.earliest == date.latest and not record.record.withdrawn:
            by_day[date.earliest.iso].append(record.id)
    for ids in by_day.values():
        for first, second in combinations(ids, 2):
            one, other = dossier.events[first], dossier.events[second]
            if second in {each for each, _ in one.related} or first in {each for each, _ in other.related}:
                continue
            own, others = _participants(dossier, first), _participants(dossier, second)
            titles = [fold(in_language(dossier.record(each).record.title, dossier.content.language))
                      for each in (first, second)]
            likeness = fuzz.token_set_ratio(*titles)
            is_one_sort = dossier.record(first).record.type == dossier.record(second).record.type
            shares = own & others and (is_one_sort or likeness >= _TITLES_NEAR)
            if shares or likeness >= _TITLES_ALIKE:
                yield Alike(Kind.EVENT, first, second, "date")


def _participants(dossier: Dossier, event_id: str) -> set[str]:
    return {each.actor_id for each in dossier.events[event_id].participations}


def _alike_names(dossier: Dossier) -> Iterator[Alike]:
    for kind in (Kind.ACTOR, Kind.PLACE):
        names = {record.id: [fold(name) for name in names_of(record)] for record in dossier.content.of_kind(kind)}
        owners = [(name, record_id) for record_id, own in names.items() for name in own if len(name) >= _LEAST_LETTERS]
        texts = [name for name, _ in owners]
        seen: set[frozenset[str]] = set()
        for name, record_id in owners:
            for _, _, at in process.extract(name, texts, scorer=fuzz.ratio, score_cutoff=_NAMES_ALIKE, limit=6):
                pair = frozenset({record_id, owners[at][1]})
                if len(pair) == 2 and pair not in seen and not _is_shared(dossier, pair):
                    seen.add(pair)
                    first, second = sorted(pair)
                    yield Alike(kind, first, second, "name")


def _is_shared(dossier: Dossier, pair: frozenset[str]) -> bool:
    """Whether `dossier.yml` says that the two rightly bear one spelling."""
    return any(pair <= set(shared.records) for shared in dossier.content.settings.model.shared_spellings)


def _alike_questions(dossier: Dossier) -> Iterator[Alike]:
    questions = {record.id: fold(in_language(record.record.question, dossier.content.language))
                 for record in dossier.content.of_kind(Kind.CLAIM)}
    ids, texts = list(questions), list(questions.values())
    for position, text in enumerate(texts):
        for _, _, at in process.extract(text, texts[position + 1:], scorer=fuzz.token_sort_ratio,
                                        score_cutoff=_QUESTIONS_ALIKE, limit=6):
            yield Alike(Kind.CLAIM, ids[position], ids[position + 1 + at], "question")


# Printed names --------------------------------------------------------------------------------------


class KnownNames:
    """All spellings of actors and places, and their longer words, for the closest to a printed name."""

    def __init__(self, dossier: Dossier) -> None:
        self._by_text: dict[str, CloseName] = {}
        for kind in (Kind.ACTOR, Kind.PLACE):
            for record in dossier.content.of_kind(kind):
                for spelling in names_of(record):
                    self._add(record.id, spelling)
        self._texts = list(self._by_text)

    def _add(self, record_id: str, spelling: str) -> None:
        words = [word for word in spelling.split() if len(word) >= _LEAST_LETTERS and word[0].isupper()]
        for text in (spelling, *words):
            self._by_text.setdefault(fold(text), CloseName(record_id, spelling))

    def closest(self, name: str) -> CloseName | None:
        """The record a printed name is close to, as a whole or by its longest word; None where none is."""
        longest = max(name.split(), key=len, default="")
        for text in dict.fromkeys((fold(name), fold(longest))):
            if len(text) >= _LEAST_LETTERS:
                found = process.extractOne(text, self._texts, scorer=fuzz.ratio, score_cutoff=_NAME_CLOSE)
                if found:
                    return self._by_text[found[0]]
        return None

"""An invented language: its words, names and sentences, made by chance and the same for the same chance.

Ordinary words, words with a sense for the checks, and names share no word, so that a name stands only where
it was put. Knows nothing of records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypeVar

#: Words that the checks know: they stand only where a sentence is made with them.
NEGATION, CONDITION, DEPUTY = "nemi", "tivoa", "subol"
REPORTING = ("dirak", "sagun", "melto")
MONTHS = ("Janur", "Fevur", "Martu", "Aprul", "Maiun", "Junul", "Julat", "Augut", "Setul", "Oktur", "Novur",
          "Decur")

_ORDINARY_WORDS = 2500
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "kl", "sv")
_VOWELS = ("a", "e", "i", "o", "u", "a", "e", "å", "ö")
_ENDINGS = ("", "", "n", "r", "s", "t", "l")
_PLAIN = str.maketrans("åöé", "aoe")

Item = TypeVar("Item")


@dataclass(frozen=True)
class Sentence:
    """A printed sentence and the part of it that a quote takes: all of it, or all but its last clause."""

    text: str
    quote: str


class Popularity:
    """Items chosen by chance, the one in place n about n**-exponent as often as the first (Zipf's law)."""

    def __init__(self, items: Sequence[Item], exponent: float = 1.0) -> None:
        self._items = items
        self._weights = list(accumulate((rank + 1) ** -exponent for rank in range(len(items))))

    def choose(self, chance: Random) -> Item:
        """One item."""
        return chance.choices(self._items, cum_weights=self._weights)[0]

    def choose_several(self, chance: Random, count: int) -> list[Item]:
        """Different items, at most so many."""
        return list(dict.fromkeys(chance.choices(self._items, cum_weights=self._weights, k=count)))


class Language:
    """The language as one dossier's articles write it."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._taken = {NEGATION, CONDITION, DEPUTY, *REPORTING, *(month.casefold() for month in MONTHS)}
        self._words = Popularity([self._new_word(1 + rank // 60) for rank in range(_ORDINARY_WORDS)], 0.9)

    def new_name(self) -> str:
        """A capitalised word that is in no use yet."""
        return self._new_word(3).capitalize()

    def new_capitals(self) -> str:
        """An abbreviation in capitals, as agencies have."""
        while True:
            letters = "".join(self._chance.choices("BDFGKLMNPRSTV", k=4))
            if letters.casefold() not in self._taken:
                self._taken.add(letters.casefold())
                return letters

    def words(self, count: int) -> list[str]:
        """Ordinary words, the common ones often."""
        return [self._words.choose(self._chance) for _ in range(count)]

    def title(self) -> str:
        """A headline."""
        return " ".join(self.words(self._chance.randint(4, 9))).capitalize()

    def sentence(self, parts: Sequence[str] = (), *, is_cut: bool = False) -> Sentence:
        """A sentence as long as those in news, with these parts in order and ordinary words around each."""
        length = min(42, max(9, round(self._chance.lognormvariate(2.8, 0.35))))
        share = max(1, (length - len(parts)) // (len(parts) + 1))
        pieces = self.words(max(3, share))
        pieces[0] = pieces[0].capitalize()
        for part in parts:
            pieces += [part, *self.words(max(1, share + self._chance.randint(-2, 2)))]
        if self._chance.random() < 0.08:
            pieces.insert(-1, NEGATION)
        text = " ".join(pieces)
        if is_cut:
            return Sentence(f"{text}, {' '.join(self.words(self._chance.randint(3, 8)))}.", text)
        return Sentence(f"{text}.", f"{text}.")

    def _new_word(self, syllables: int) -> str:
        """A word of about so many syllables, at most four; longer where the short ones are used up."""
        count = min(syllables, 4)
        for attempt in range(1000):
            count = min(count + attempt // 20, 8)
            word = "".join(self._chance.choice(_ONSETS) + self._chance.choice(_VOWELS) for _ in range(count))
            word += self._chance.choice(_ENDINGS)
            if plain(word) not in self._taken:
                self._taken.add(plain(word))
                return word
        raise RuntimeError("no word is left")


def plain(word: str) -> str:
    """The word in lower case and ASCII, as ids are."""
    return word.casefold().translate(_PLAIN)

"""From documents to postings: for each folded form the documents it stands in, in which fields, at which places.

Owns what counts as a name in running text: a form that is part of a name and never printed in lower case.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.rendering.search.documents import Field, SearchDocument, SearchText
from generator.rendering.search.families import link_families, unprinted_forms
from generator.rendering.search.tokens import Token, parse_words

#: Kinds of records whose names are names: titles of events and articles are sentences.
_NAMED = ("actor", "place")
#: Between two texts of a document, so that no phrase runs from one into the next.
GAP = 8


@dataclass(slots=True)
class Posting:
    """A form in one document: the fields as bits, and its places among all words of the document, rising."""

    document: int
    fields: int
    positions: list[int]


@dataclass(frozen=True, slots=True)
class Postings:
    """Everything that is printed, by form. `related` are the other forms of a form's families.

    `names` are the words of names, `small` the words that are printed in lower case anywhere outside of a name.
    """

    by_form: Mapping[str, list[Posting]]
    related: Mapping[str, tuple[str, ...]]
    unprinted: Mapping[str, str]
    names: frozenset[str]
    small: frozenset[str]
    name_lengths: tuple[int, ...]
    lengths: tuple[int, ...]


def link_postings(documents: Iterable[SearchDocument]) -> Postings:
    """The postings of documents in their order."""
    by_form: dict[str, list[Posting]] = defaultdict(list)
    names: set[str] = set()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lower: set[str] = set()
    name_lengths, lengths = [], []
    for number, document in enumerate(documents):
        texts = [(text, parse_words(text.text)) for text in document.texts]
        for text, words in texts:
            if text.field == Field.NAME and document.kind in _NAMED:
                names.update(word.form for word in words if word.kind != "abbreviation")
            elif text.field not in (Field.NAME, Field.DATE):
                counts[text.language].update(word.form for word in words if word.kind != "abbreviation")
                lower.update(part for part in text.text.split() if part[0].islower())
        for form, posting in _document_postings(number, document.kind in _NAMED, texts).items():
            by_form[form].append(posting)
        name_lengths.append(min((_length(words) for text, words in texts if text.field == Field.NAME), default=0))
        lengths.append(sum(_length(words) for _, words in texts))
    small = frozenset(word.form for part in lower for word in parse_words(part))
    reduced = {language: {form: count for form, count in found.items() if form not in names or form in small}
               for language, found in counts.items()}
    return Postings(by_form, link_families(reduced), unprinted_forms(reduced), frozenset(names), small,
                    tuple(name_lengths), tuple(lengths))


def _document_postings(
    number: int, is_named: bool, texts: Sequence[tuple[SearchText, tuple[Token, ...]]]
) -> dict[str, Posting]:
    """The forms of one document; the words of a name that people have also written as one count among them."""
    found: dict[str, Posting] = {}
    start = 0
    for text, words in texts:
        bit = 1 << int(text.field)
        for word in (*words, *_pairs(words)) if is_named and text.field == Field.NAME else words:
            posting = found.get(word.form)
            if posting is None:
                posting = found[word.form] = Posting(number, 0, [])
            posting.fields |= bit
            posting.positions.append(start + word.position)
        start += _length(words) + GAP
    return found


def _length(words: tuple[Token, ...]) -> int:
    """How many words there are; behind the last stand at most two forms beside it."""
    return max((word.position for word in words[-3:]), default=-1) + 1


def _pairs(words: tuple[Token, ...]) -> list[Token]:
    """Neighbouring words of a name written as one, where no hyphen joins them already."""
    single = [word for word in words if word.kind == "word"]
    joined = {word.form for word in words if word.kind == "joined"}
    return [Token(first.form + second.form, first.position, "joined") for first, second in pairwise(single)
            if first.form + second.form not in joined]

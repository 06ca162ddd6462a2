"""Passages by words as an editor remembers them: exact first, then whatever comes close, with where each is in use.

Owns that search. What it finds is the seed's own text, so that what is pasted matches; likeness only ranks. Knows the
linked dossier and no YAML text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import islice

from rapidfuzz import fuzz

from generator.linking.matching import find_places
from generator.linking.mismatches import settle_ambiguity
from generator.linking.tokens import fold_diacritics
from generator.model.dossier import Dossier, LinkedQuote, LinkedStatement, Passage
from generator.model.normal import normalise_quote
from generator.model.text import Article, Extent, Paragraph

_MOST_FOUND = 6
_LIKE_ENOUGH = 62
_ALIGNS = 75
_LONGEST_PARAGRAPH = 8000
_LONGEST_WORDS = 1000
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″\"", "'") | dict.fromkeys("‘’‚‛‹›´`ʼ", "'") | dict.fromkeys("‐‑‒–—−", "-"))
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
#: How many words an alignment of letters may be off at either end.
_SHIFT = 4
_ENDING = ".,;:"


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of an article: offsets into the decoded seed, its words and sentence, and how to tell it apart.

    `likeness` is 100 where the remembered words stand there exactly; `prefix` or `suffix` is set, or a line needed,
    where the words alone would be ambiguous; `uses` are the statements whose quotes touch it, `named` the records
    named in its sentence.
    """

    passage: Passage
    words: str
    sentence: str
    line: int
    likeness: float
    stretch: str
    uses: tuple[tuple[LinkedStatement, LinkedQuote], ...]
    named: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""
    needs_line: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the remembered words stand there as they were given."""
        return self.likeness >= 100


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: Article
    start: int
    end: int
    likeness: float


def find_passages(dossier: Dossier, words: str, source_id: str = "") -> list[FoundPassage]:
    """The passages nearest to these words in all articles, or in one; exact ones alone where there are any."""
    wanted = normalise_quote(words[:_LONGEST_WORDS])
    articles = [article for each, article in dossier.articles.items() if source_id in ("", each)]
    found = list(islice(_exact(articles, wanted), _MOST_FOUND)) or _close(articles, wanted)
    return [_found(dossier, candidate) for candidate in found]


def _exact(articles: Sequence[Article], words: str) -> Iterator[_Candidate]:
    for article in articles:
        for place in find_places(article, words):
            if _is_usable(article, place.start, place.end):
                yield _Candidate(article, place.start, place.end, 100)


def _is_usable(article: Article, start: int, end: int) -> bool:
    paragraph = article.paragraph_at(start)
    return paragraph is not None and end <= paragraph.end and not article.is_boilerplate(start, end)


# Close ----------------------------------------------------------------------------------------------


def _close(articles: Sequence[Article], words: str) -> list[_Candidate]:
    """The best place in each of the likeliest paragraphs, the likeliest first."""
    wanted = fold(words)
    scored = ((_likeness(wanted, fold(article.text[paragraph.start:paragraph.end])), article, paragraph)
              for article in articles for paragraph in article.paragraphs
              if paragraph.end - paragraph.start <= _LONGEST_PARAGRAPH)
    likely = nlargest(_MOST_FOUND, (each for each in scored if each[0] >= _LIKE_ENOUGH), key=lambda each: each[0])
    placed = (_place(article, paragraph, wanted) for _, article, paragraph in likely)
    found = [each for each in placed if each is not None and each.likeness >= _LIKE_ENOUGH]
    best = max((each.likeness for each in found), default=0)
    return sorted((each for each in found if each.likeness >= best - 25), key=lambda each: -each.likeness)


def _likeness(wanted: str, text: str) -> float:
    if not wanted or len(text) * 2 < len(wanted):
        return 0
    return max(fuzz.partial_ratio(wanted, text), 0.95 * fuzz.token_set_ratio(wanted, text))


def _place(article: Article, paragraph: Paragraph, wanted: str) -> _Candidate | None:
    """The stretch of a paragraph that fits the words, else its sentence that shares most words with them."""
    start, end, likeness = paragraph.start, paragraph.end, 0.0
    folded, offsets = _folded_with_offsets(article.text, start, end)
    found = fuzz.partial_ratio_alignment(wanted, folded)
    if found and found.score >= _ALIGNS and found.dest_end > found.dest_start:
        near = _whole_words(article.text, offsets[found.dest_start], offsets[found.dest_end - 1] + 1)
        start, end = _best_fit(article.text, paragraph, near, wanted)
        likeness = found.score
    else:
        sentences = _sentences(article, paragraph)
        start, end = max(sentences, key=lambda each: fuzz.token_set_ratio(wanted, fold(article.text[slice(*each)])))
        likeness = 0.95 * fuzz.token_set_ratio(wanted, fold(article.text[start:end]))
    # Folding may make them equal; what differs is then case or marks, and the words are still not as given.
    return _Candidate(article, start, end, min(likeness, 99)) if _is_usable(article, start, end) else None


def _best_fit(text: str, paragraph: Paragraph, near: Extent, wanted: str) -> Extent:
    """The stretch with a few words more or less at either end that is most like the words; the shortest of equals."""
    words = [match.span() for match in _WORD.finditer(text, paragraph.start, paragraph.end)]
    first = next((at for at, each in enumerate(words) if each[1] > near[0]), 0)
    last = next((at for at in range(len(words) - 1, -1, -1) if words[at][0] < near[1]), 0)
    stretches = [(words[start][0], words[end][1])
                 for start in range(max(0, first - _SHIFT), min(first + _SHIFT, len(words) - 1) + 1)
                 for end in range(max(start, last - _SHIFT), min(last + _SHIFT, len(words) - 1) + 1)]
    start, end = max(stretches, key=lambda each: (fuzz.ratio(wanted, fold(text[slice(*each)])), each[0] - each[1]))
    return start, end - (text[end - 1] in _ENDING and not wanted.endswith(text[end - 1]))


def _sentences(article: Article, paragraph: Paragraph) -> list[Extent]:
    found, at = [], paragraph.start
    while at < paragraph.end:
        sentence = article.sentence_around(at, at + 1)
        found.append(sentence)
        at = max(sentence[1], at + 1)
        while at < paragraph.end and article.text[at].isspace():
            at += 1
    return found


def _whole_words(text: str, start: int, end: int) -> Extent:
    while start > 0 and _in_word(text, start - 1) and _in_word(text, start):
        start -= 1
    while end < len(text) and _in_word(text, end) and _in_word(text, end - 1):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _in_word(text: str, at: int) -> bool:
    return text[at].isalnum() or text[at] in "'’-"


def fold(text: str) -> str:
    """A text as it is compared with what somebody remembers: no case, diacritics, kinds of marks or runs of spaces."""
    return _SPACES.sub(" ", fold_diacritics(text).translate(_MARKS)).casefold().strip()


def _folded_with_offsets(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset of the one it was made of."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset in range(start, end):
        for letter in _fold_letter(text[offset]):
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                offsets.append(offset)
    return "".join(letters), offsets


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return " " if letter.isspace() else fold_diacritics(letter).translate(_MARKS).casefold()


# What is known of it --------------------------------------------------------------------------------


def _found(dossier: Dossier, candidate: _Candidate) -> FoundPassage:
    article, start, end = candidate.article, candidate.start, candidate.end
    first, last = article.sentence_around(start, end)
    passage = Passage(article.source_id, start, end)
    stretch = next((each.label for each in article.stretches_in(start, end)), "")
    quote = LinkedQuote(Passage(article.source_id, first, last), article.text[first:last], (), "", "", stretch)
    prefix, suffix, needs_line = _context(article, start, end)
    return FoundPassage(
        passage, normalise_quote(article.text[start:end]), normalise_quote(article.text[first:last]),
        article.line_of(start), candidate.likeness, stretch, tuple(uses_of(dossier, passage)),
        tuple(sorted(dossier.names.named_in(quote))), prefix, suffix, needs_line)


def _context(article: Article, start: int, end: int) -> tuple[str, str, bool]:
    """The prefix or suffix that tells the place from others with the same words; the line where neither does."""
    words = normalise_quote(article.text[start:end])
    usable = [(place.start, place.end) for place in islice(find_places(article, words), 200)
              if _is_usable(article, place.start, place.end)]
    if len(usable) < 2:
        return "", "", False
    hint = settle_ambiguity(article, [(start, end)], usable)
    passage = str(hint.arguments.get("passage", ""))
    return (passage if hint.key == "prefix" else "", passage if hint.key == "suffix" else "", hint.key == "line")


def uses_of(dossier: Dossier, passage: Passage) -> Iterator[tuple[LinkedStatement, LinkedQuote]]:
    """The statements one of whose quotes shares words with a passage, with that quote."""
    for other, statements in dossier.sources[passage.source_id].passages:
        if other.start < passage.end and passage.start < other.end:
            for statement in statements:
                yield from ((statement, quote) for quote in statement.quotes if quote.passage == other)

"""Quotes to offsets: one exact place in one paragraph, or the reason why there is none.

Owns `match_quote`. A match is exact in normalised text (`model/normal.py`); what comes close is only ever a
hint, made in `linking/mismatches.py`. Knows articles and words, no records and no YAML.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from generator.linking.mismatches import Hint, explain_absence, settle_ambiguity
from generator.model.normal import normalise_quote
from generator.model.text import Article, Extent

#: Places looked at for one quote; a quote printed more often is ambiguous in any case.
_MOST_PLACES = 2000


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands: offsets into the decoded seed."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why a quote has no place: the code of the finding, the key of its hint and the values both name."""

    code: str
    hint: Hint

    @property
    def arguments(self) -> dict[str, str | int]:
        """What the message and the hint name."""
        return dict(self.hint.arguments)


def match_quote(
    article: Article,
    *,
    quote: str,
    prefix: str | None = None,
    suffix: str | None = None,
    line: int | None = None,
    others: Iterable[Article] = (),
) -> Match | Mismatch:
    """The one place of these words inside one paragraph, touching no boilerplate.

    `prefix` and `suffix` are the words right before and behind, over paragraph ends if need be; `line` is the
    1-based line the quote starts in. `others` are searched for the hint alone.
    """
    words = normalise_quote(quote)
    places = list(islice(find_places(article, words), _MOST_PLACES))
    in_paragraph = [place for place in places if _is_in_one_paragraph(article, place)]
    usable = [place for place in in_paragraph if not article.is_boilerplate(place.start, place.end)]
    fitting = [place for place in usable if _fits(article, place, prefix, suffix, line)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return Mismatch("quote-ambiguous", settle_ambiguity(article, _extents(fitting), _extents(usable)))
    if usable:
        return Mismatch("quote-not-in-source", _explain_context(article, usable, prefix, suffix, line))
    if in_paragraph:
        return Mismatch("quote-in-boilerplate", _explain_boilerplate(article, in_paragraph[0]))
    return Mismatch("quote-not-in-source", explain_absence(article, words, _extents(places), others))


def find_places(article: Article, words: str) -> Iterator[Match]:
    """Every place where these normalised words stand, whatever stands around them; none for no words."""
    normal = article.normal
    position = normal.text.find(words) if words else -1
    while position >= 0:
        if normal.is_boundary(position) and normal.is_boundary(position + len(words)):
            yield Match(normal.offset(position), normal.offset(position + len(words)))
        position = normal.text.find(words, position + 1)


def is_printed(article: Article, words: str) -> bool:
    """Whether these words stand anywhere in the seed, boilerplate and paragraph ends regardless."""
    return next(find_places(article, normalise_quote(words)), None) is not None


def _extents(places: Iterable[Match]) -> list[Extent]:
    return [(place.start, place.end) for place in places]


def _is_in_one_paragraph(article: Article, place: Match) -> bool:
    paragraph = article.paragraph_at(place.start)
    return paragraph is not None and place.end <= paragraph.end


def _fits(article: Article, place: Match, prefix: str | None, suffix: str | None, line: int | None) -> bool:
    return (
        (prefix is None or _text_before(article, place).endswith(normalise_quote(prefix)))
        and (suffix is None or _text_behind(article, place).startswith(normalise_quote(suffix)))
        and (line is None or article.line_of(place.start) == line)
    )


def _text_before(article: Article, place: Match, length: int | None = None) -> str:
    position = article.normal.position(place.start)
    return article.normal.text[0 if length is None else max(0, position - length):position].rstrip()


def _text_behind(article: Article, place: Match, length: int | None = None) -> str:
    position = article.normal.position(place.end)
    return article.normal.text[position:None if length is None else position + length].lstrip()


def _explain_context(
    article: Article, usable: list[Match], prefix: str | None, suffix: str | None, line: int | None
) -> Hint:
    """The first of prefix, suffix and line that no place has, with what stands there instead."""
    place = usable[0]
    found_line = article.line_of(place.start)
    if prefix is not None and not any(_fits(article, each, prefix, None, None) for each in usable):
        around = _text_before(article, place, len(prefix) + 20)
        return Hint("prefix", {"line": found_line, "passage": " ".join(around.split()[-_words_in(prefix):])})
    if suffix is not None and not any(_fits(article, each, None, suffix, None) for each in usable):
        around = _text_behind(article, place, len(suffix) + 20)
        return Hint("suffix", {"line": found_line, "passage": " ".join(around.split()[:_words_in(suffix)])})
    lines = ", ".join(str(number) for number in sorted({article.line_of(each.start) for each in usable})[:5])
    return Hint("line", {"lines": lines})


def _words_in(text: str) -> int:
    return max(1, len(text.split()))


def _explain_boilerplate(article: Article, place: Match) -> Hint:
    cut = next(each for each in article.stretches_in(place.start, place.end) if each.kind == "boilerplate")
    is_whole = cut.start <= place.start and place.end <= cut.end
    return Hint("whole" if is_whole else "part", {
        "line": article.line_of(max(cut.start, place.start)), "kind": cut.label,
        "passage": normalise_quote(article.text[cut.start:cut.end])[:160]})

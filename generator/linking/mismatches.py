"""Why words were not found, or were found too often: the hints of the findings about quotes.

Owns every comparison that is not exact, all of it for hints: nothing found here anchors a quote.
Effort is bounded, so that a thousand wrong quotes do not stop the check. Knows articles and words alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice

from rapidfuzz import fuzz

from generator.linking.tokens import fold_diacritics
from generator.model.normal import normalise_quote
from generator.model.text import Article, Extent

#: Below this likeness (0 to 100) a passage is not worth showing.
_LIKE_ENOUGH = 70
_MOST_PARAGRAPHS = 8
_LONGEST_QUOTE = 600
_LONGEST_PARAGRAPH = 6000
_MOST_WINDOWS = 2000
_MOST_WORDS_OF_CONTEXT = 12
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Hint:
    """The key of a hint below a finding's code, and the values that the message and the hint name."""

    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)


# Found too often ------------------------------------------------------------------------------------


def settle_ambiguity(article: Article, fitting: Sequence[Extent], usable: Sequence[Extent]) -> Hint:
    """The shortest run of words before one of the fitting places that no other place has; else behind one.

    Words are told apart from all usable places, since the hint is pasted instead of what was given.
    """
    befores = [_words_before(article, start) for start, _ in usable]
    behinds = [_words_behind(article, end) for _, end in usable]
    chosen = [index for index, place in enumerate(usable) if place in fitting][:_MOST_PLACES]
    for count in range(1, _MOST_WORDS_OF_CONTEXT + 1):
        for index in chosen:
            run = " ".join(befores[index].split(" ")[-count:])
            if run and sum(before.endswith(run) for before in befores) == 1:
                return _settled(article, "prefix", fitting, usable[index], run)
    for count in range(1, _MOST_WORDS_OF_CONTEXT + 1):
        for index in chosen:
            run = " ".join(behinds[index].split(" ")[:count])
            if run and sum(behind.startswith(run) for behind in behinds) == 1:
                return _settled(article, "suffix", fitting, usable[index], run)
    return _settled(article, "line", fitting, fitting[0], "")


def _settled(article: Article, key: str, fitting: Sequence[Extent], place: Extent, run: str) -> Hint:
    lines = ", ".join(str(article.line_of(start)) for start, _ in fitting[:5])
    line = article.line_of(place[0])
    return Hint(key, {"count": len(fitting), "lines": lines, "line": line, "passage": run})


def _words_before(article: Article, start: int) -> str:
    position = article.normal.position(start)
    return article.normal.text[max(0, position - 400):position].rstrip()


def _words_behind(article: Article, end: int) -> str:
    position = article.normal.position(end)
    return article.normal.text[position:position + 400].lstrip()


# Not found ------------------------------------------------------------------------------------------

Fold = Callable[[str], str]
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″❝❞〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›´`′ʼ＇", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_ALL_QUOTATION_MARKS = "\"'" + "".join(map(chr, _QUOTATION_MARKS))
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f", ""))
#: How a quote may differ from the print, each the key of a hint, the likeliest first.
_FOLDS: tuple[tuple[str, Fold], ...] = (
    ("case", str.casefold),
    ("quotation-marks", lambda text: text.translate(_QUOTATION_MARKS)),
    ("hyphens", lambda text: text.translate(_HYPHENS)),
    ("invisible", lambda text: text.translate(_INVISIBLE)),
    ("diacritics", fold_diacritics),
)


def explain_absence(
    article: Article, words: str, crossing: Sequence[Extent], others: Iterable[Article] = ()
) -> Hint:
    """Why these normalised words are not in the article, and what stands there that may be meant.

    `crossing` are places where they stand over the end of a paragraph.
    """
    if crossing:
        return _explain_crossing(article, crossing[0])
    return (
        _explain_fold(article, words)
        or _explain_added_marks(article, words)
        or _explain_cut(article, words)
        or _explain_elsewhere(article, words, others)
        or explain_closest(article, words)
    )


def _explain_crossing(article: Article, place: Extent) -> Hint:
    paragraph = article.paragraph_at(place[0])
    end = paragraph.end if paragraph else place[1]
    return Hint("paragraphs", {"line": article.line_of(place[0]), "next_line": article.line_of(place[1] - 1),
                               "passage": normalise_quote(article.text[place[0]:end])[-80:]})


def _explain_fold(article: Article, words: str) -> Hint | None:
    for key, fold in _FOLDS:
        text, folded = article.normal.text, fold(words)
        at = fold(text).find(folded) if folded else -1
        if at >= 0:
            return _shown(article, key, _unfold(text, fold, at), _unfold(text, fold, at + len(folded)))
    return None


def _unfold(text: str, fold: Fold, position: int) -> int:
    """The position in the text of a position in the folded text."""
    length = 0
    for index, character in enumerate(text):
        if length >= position:
            return index
        length += len(fold(character))
    return len(text)


def _explain_added_marks(article: Article, words: str) -> Hint | None:
    """Whether the words stand there without the quotation marks that an editor put around them."""
    bare = words.strip(_ALL_QUOTATION_MARKS)
    at = article.normal.text.find(bare) if bare and bare != words else -1
    return _shown(article, "added-marks", at, at + len(bare)) if at >= 0 else None


def _explain_cut(article: Article, words: str) -> Hint | None:
    """Whether the words stand there once the boilerplate inside a paragraph is left out."""
    for paragraph in article.paragraphs:
        if len(paragraph.stretches) < 2:
            continue
        kept = [stretch for stretch in paragraph.stretches if stretch.kind != "boilerplate"]
        cut = next((stretch for stretch in paragraph.stretches if stretch.kind == "boilerplate"), None)
        text = normalise_quote(" ".join(article.text[stretch.start:stretch.end] for stretch in kept))
        if cut and words and words in text:
            return Hint("boilerplate-inside", {
                "line": article.line_of(cut.start), "kind": cut.label,
                "passage": normalise_quote(article.text[cut.start:cut.end])[:160]})
    return None


def _explain_elsewhere(article: Article, words: str, others: Iterable[Article]) -> Hint | None:
    for other in others:
        if other.source_id != article.source_id and words and words in other.normal.text:
            start = other.normal.offset(other.normal.text.find(words))
            return Hint("other-source", {"other": other.source_id, "line": other.line_of(start)})
    return None


# The closest passage --------------------------------------------------------------------------------


def explain_closest(article: Article, words: str) -> Hint:
    """The passage most like these words, and the one word that differs if it is one; else `nothing-close`."""
    quote = words[:_LONGEST_QUOTE]
    best = max(_alignments(article, quote), default=None)
    if best is None or best[0] < _LIKE_ENOUGH:
        return Hint("nothing-close")
    start, end = _widen(article.normal.text, best[1], best[2])
    if len(words) > len(quote):
        end = min(end + len(words) - len(quote), len(article.normal.text))
    hint = _shown(article, "closest", start, end)
    return _explain_spelling(hint, words) or hint


def _alignments(article: Article, quote: str) -> Iterator[tuple[float, int, int]]:
    """Likeness, start and end (positions of the normalised text) of the best passage of likely paragraphs."""
    text = article.normal.text
    tokens = set(quote.casefold().split())
    likely = nlargest(_MOST_PARAGRAPHS, islice(_windows(article), _MOST_WINDOWS),
                      key=lambda window: len(tokens.intersection(text[slice(*window)].casefold().split())))
    for start, end in likely:
        found = fuzz.partial_ratio_alignment(quote, text[start:end], score_cutoff=_LIKE_ENOUGH)
        if found and len(quote) <= (end - start) * 2:
            yield found.score, start + found.dest_start, start + found.dest_end


def _windows(article: Article) -> Iterator[Extent]:
    """The paragraphs as positions of the normalised text, long ones in parts."""
    for paragraph in article.paragraphs:
        start, end = article.normal.position(paragraph.start), article.normal.position(paragraph.end)
        for at in range(start, end, _LONGEST_PARAGRAPH):
            yield at, min(end, at + _LONGEST_PARAGRAPH)


def _widen(text: str, start: int, end: int) -> Extent:
    """The passage without the pieces of words that an alignment leaves at its ends."""
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    return start, end


def _explain_spelling(hint: Hint, words: str) -> Hint | None:
    given, printed = words.split(), str(hint.arguments["passage"]).split()
    if len(printed) > len(given):
        printed = _best_window(printed, given)
    different = [(ours, theirs) for ours, theirs in zip(given, printed, strict=False) if ours != theirs]
    if len(given) != len(printed) or len(different) != 1 or len(given) < 2:
        return None
    ours, theirs = different[0]
    passage = " ".join(printed)
    return Hint("spelling", {**hint.arguments, "passage": passage, "given": ours, "printed": theirs})


def _best_window(printed: list[str], given: list[str]) -> list[str]:
    windows = [printed[at:at + len(given)] for at in range(len(printed) - len(given) + 1)]
    return max(windows, key=lambda window: sum(map(str.__eq__, given, window)))


def _shown(article: Article, key: str, start: int, end: int) -> Hint:
    passage = article.normal.text[start:end].strip()
    return Hint(key, {"line": article.line_of(article.normal.offset(start)), "passage": passage})

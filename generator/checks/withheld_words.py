"""withheld-words-quoted, withheld-words-left: what a source withholds stands nowhere else.

Its words go by themselves from the article, from quotes with their translations, and from what was copied from the
seed. A quote that loses its words is a warning, so that the editors look at what still rests on it. What the editors
wrote is theirs to change: the same words in a text, a name, an address, an id or a page are an error, in whatever
letter case; of long words any six in a row.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.checks.reader_texts import reader_texts
from generator.diagnostics import Diagnostics, Related, Span
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, LinkedQuote, Path
from generator.model.records import Kind
from generator.model.text import Article

#: So many words in a row are somebody's, and no coincidence.
_RUN = 6
#: Letters and digits that words must have for their repetition to mean anything.
_FEWEST_LETTERS = 3
_WORD = re.compile(r"[^\W_]+")
#: The fields of a withdrawn record that its page shows.
_ON_TOMBSTONES = frozenset({"withdrawn", "title", "title_supplied", "name", "question"})


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quote that holds withheld words, and the record it stands in."""

    home: LoadedRecord[Any]
    quote: LinkedQuote


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report quotes that lose their words, and withheld words that stand elsewhere."""
    touched = {source_id: article for source_id, article in dossier.articles.items() if article.forbidden}
    if not touched:
        return
    quoted = list(_quoted(dossier, touched))
    for found in quoted:
        words = touched[found.quote.passage.source_id].forbidden_in(found.quote.passage.start, found.quote.passage.end)
        diagnostics.add("withheld-words-quoted", found.home.span(*found.quote.path, "quote"), hint="rest",
                        source=found.quote.passage.source_id, date=words[0].date.text)
    runs = {run: source_id for source_id, article in touched.items()
            for run in _forbidden_runs(dossier, source_id, article)}
    lost = {(found.home.id, found.quote.path) for found in quoted}
    for span, text in (*_texts(dossier, lost), *_names(dossier), *_articles(dossier, touched)):
        if run := next((gram for gram in _grams(text, runs) if gram in runs), ""):
            _report_left(dossier, span, runs[run], diagnostics)
    for page, text in _pages(dossier):
        for number, line in enumerate(text.splitlines(), start=1):
            if run := next((gram for gram in _grams(line, runs) if gram in runs), ""):
                _report_left(dossier, Span(f"content/pages/{page}", number), runs[run], diagnostics)


def withheld_runs(dossier: Dossier) -> set[str]:
    """What must not be repeated: runs of small-lettered words parted by single spaces, none of more than six.

    A passage that is named by its words counts even where it is not found in its seed.
    """
    return {run for source_id, article in dossier.articles.items() if dossier.record(source_id).record.withhold
            for run in _forbidden_runs(dossier, source_id, article)}


def _report_left(dossier: Dossier, span: Span, source_id: str, diagnostics: Diagnostics) -> None:
    diagnostics.add("withheld-words-left", span, hint="reword", source=source_id,
                    related=[Related(dossier.record(source_id).span("withhold"), "related.record")])


def _quoted(dossier: Dossier, touched: Mapping[str, Article]) -> Iterator[_Quoted]:
    quotes = [(linked.record_id, quote) for linked in dossier.all_statements() for quote in linked.quotes]
    quotes += [(record_id, quote) for record_id, facts in dossier.actors.items()
               for quote in (*facts.role_passages, *facts.relation_passages) if quote is not None]
    for record_id, quote in quotes:
        home, article = dossier.record(record_id), touched.get(quote.passage.source_id)
        is_published = not home.record.draft and not home.record.withdrawn
        if article and is_published and article.forbidden_in(quote.passage.start, quote.passage.end):
            yield _Quoted(home, quote)


# The words ------------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _runs(text: str) -> set[str]:
    """The words as a whole where they are few, else every six in a row."""
    words = _words(text)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return set()
    if len(words) <= _RUN:
        return {" ".join(words)}
    return {" ".join(words[at:at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _forbidden_runs(dossier: Dossier, source_id: str, article: Article) -> set[str]:
    """Words named as such, wherever else they stand; of lines only what no article prints outside them."""
    named: set[str] = set()
    for item in dossier.record(source_id).record.withhold:
        named = named.union(*(_runs(region.text) for region in item.passages if region.text is not None))
    inside = {run for words in article.forbidden for run in _runs(article.text[words.start:words.end])}
    lengths = {run: 0 for run in inside - named}
    printed = {gram for other in dossier.articles.values() for piece in _visible(other, 0, len(other.text))
               for gram in _grams(piece, lengths)}
    return named | (inside - printed)


def _grams(text: str, runs: Iterable[str]) -> Iterator[str]:
    words = _words(text)
    for length in {run.count(" ") + 1 for run in runs}:
        yield from (" ".join(words[at:at + length]) for at in range(len(words) - length + 1))


def _visible(article: Article, start: int, end: int) -> Iterator[str]:
    """What is left of an extent, piece by piece."""
    for words in article.forbidden_in(start, end):
        yield article.text[start:max(start, words.start)]
        start = min(end, words.end)
    yield article.text[start:end]


# Where they may stand -------------------------------------------------------------------------------


def _texts(dossier: Dossier, lost: set[tuple[str, Path]]) -> Iterator[tuple[Span, str]]:
    """The texts for readers that will be published; a translation goes with its quote."""
    for owner, path, texts in reader_texts(dossier):
        if isinstance(owner, LoadedRecord) and (owner.record.draft or owner.record.withdrawn
                                                and path[0] not in _ON_TOMBSTONES):
            continue
        if isinstance(owner, LoadedRecord) and "translation" in path \
                and (owner.id, path[:path.index("translation")]) in lost:
            continue
        yield from ((owner.span(*path), text) for text in texts.values())


def _names(dossier: Dossier) -> Iterator[tuple[Span, str]]:
    """What is no text for readers and published all the same: synonyms; ids, spellings, addresses, who replied."""
    if synonyms := dossier.content.synonyms_file:
        for group, forms in dossier.content.synonyms.items():
            yield from ((synonyms.span(group, index), form) for index, form in enumerate(forms))
    for record in dossier.content.records.values():
        if record.record.draft:
            continue
        yield Span(record.path), record.id
        if record.record.withdrawn:
            continue
        for index, name in enumerate(getattr(record.record, "names", ())):
            if name.kind != "as_printed":
                yield record.span("names", index, "value"), name.value
        for index, reply in enumerate(record.record.replies):
            yield record.span("replies", index, "name"), reply.name or ""
        if record.kind is Kind.SOURCE:
            yield from ((record.span(name), getattr(record.record, name) or "") for name in ("seed", "url", "archived"))


def _pages(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The hand-written pages and their text."""
    return ((page, data.decode("utf-8", "replace")) for page, data in dossier.content.pages.items()
            if page.casefold().endswith(".md"))


def _articles(dossier: Dossier, touched: Mapping[str, Article]) -> Iterator[tuple[Span, str]]:
    """What is left of the same articles: named words may stand there in other letters."""
    for source_id, article in touched.items():
        seed = f"seeds/{dossier.record(source_id).record.seed}"
        for number in range(1, article.line_count + 1):
            yield from ((Span(seed, number), piece) for piece in _visible(article, *article.line_span(number)))

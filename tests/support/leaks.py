"""What must not be published, found in the dossier as it was, and looked for in what is published.

Owns how words are compared: by runs of words, without markup, so that no way of writing them hides any.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from generator.model.dossier import Dossier, LinkedQuote, PublicDossier
from generator.model.fields import ForReaders, marked_values
from generator.model.outputs import OutputFile
from generator.model.text import Article

#: So many words in a row are somebody's, and no coincidence.
RUN = 6
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def of_the_dossier(files: Iterable[OutputFile]) -> tuple[OutputFile, ...]:
    """The files that can hold words of a dossier.

    The editors' guide is the same for every dossier, which `tests/test_guide.py` holds; its examples are invented
    from the same strike as those of the tests.
    """
    return tuple(file for file in files if not file.uri.startswith("guide/"))


def withheld_words(dossier: Dossier, public: PublicDossier) -> dict[str, str]:
    """Runs of words that must not appear, each with where it comes from.

    Asks the released dossier only which records and statements it has. Forbidden are the texts of articles that
    rights restrict, their quotes and translations where no words may be shown, words that a source's record
    withholds, however few, with the translations of quotes that hold any, and everything written in removed
    records, a withdrawn record's name excepted; allowed is what the editors wrote in the records that stay, what
    is printed in free articles, and the sentences that excerpts keep.
    """
    found: dict[str, str] = {}
    for source_id, article in dossier.articles.items():
        if _level(dossier, source_id) != "full":
            shown = _shown_offsets(dossier, public, source_id)
            for paragraph in article.paragraphs:
                words = list(_WORD.finditer(article.text, paragraph.start, paragraph.end))
                found |= dict.fromkeys(_hidden_runs(words, shown), source_id)
    for record_id in dossier.content.records.keys() - public.dossier.content.records.keys():
        found |= dict.fromkeys(_runs_in(_texts_of(dossier, public, record_id)), record_id)
        if record_id not in public.withdrawn:
            found[words_in(record_id)] = record_id
    for quote in (quote for linked in dossier.all_statements() for quote in linked.quotes):
        if quote.translation and (_level(dossier, quote.passage.source_id) == "none" or _is_forbidden(dossier, quote)):
            found |= dict.fromkeys(_runs_in(quote.translation.text.values()), quote.passage.source_id)
    for source_id, article in dossier.articles.items():
        for extent in article.forbidden:
            words = article.text[extent.start:extent.end]
            found |= dict.fromkeys([*_runs(words), *[words_in(words)] * (len(words_in(words).split()) < RUN)], source_id)
    allowed = f" {' | '.join(map(words_in, _allowed(dossier, public)))} "
    return {run: origin for run, origin in found.items() if f" {run} " not in allowed}


def _shown_offsets(dossier: Dossier, public: PublicDossier, source_id: str) -> set[int]:
    """The offsets of the sentences that excerpts keep: those that statements and offices still quote."""
    if _level(dossier, source_id) == "none":
        return set()
    kept = {quote.passage for linked in public.dossier.all_statements() for quote in linked.quotes}
    quotes = [quote for linked in dossier.all_statements() for quote in linked.quotes if quote.passage in kept]
    for record_id in public.dossier.actors:
        facts = dossier.actors[record_id]
        quotes += [quote for quote in (*facts.role_passages, *facts.relation_passages) if quote]
    return {at for quote in quotes if quote.passage.source_id == source_id
            for at in range(quote.passage.start - len(quote.before), quote.passage.end + len(quote.after))}


def _hidden_runs(words: list[re.Match[str]], shown: set[int]) -> Iterator[str]:
    """The runs with at least one word that is not shown."""
    starts = range(len(words) - RUN + 1) if len(words) >= RUN else range(len(words) > 2)
    for at in starts:
        run = words[at:at + RUN]
        if not all(word.start() in shown for word in run):
            yield " ".join(word[0].casefold() for word in run)


def _level(dossier: Dossier, source_id: str) -> str:
    """The stricter of the source's own level and the dossier's."""
    levels = {dossier.record(source_id).record.rights.publish_text, dossier.content.settings.model.publish_text}
    return next(level for level in ("none", "excerpts", "full") if level in levels)


def _allowed(dossier: Dossier, public: PublicDossier) -> Iterator[str]:
    for record_id in public.dossier.content.records:
        record = dossier.record(record_id).record
        for path, marker, value in marked_values(record):
            if isinstance(marker, ForReaders) and "translation" not in path:
                yield from value.values()
        facts = ("title", "authors", "editors", "desk_code", "section", "names", "url", "seed", "basis")
        article = dossier.articles.get(record_id)
        left = [words_in(piece) for piece in _left_of(article)] if article and article.forbidden else None
        for name in facts:
            given = strings_in(getattr(record, name, ""))
            yield from (text for text in given if left is None or name in ("url", "seed", "basis")
                        or any(words_in(text) in piece for piece in left))
        if article and _level(dossier, record_id) == "full":
            yield from _left_of(article)
    yield from strings_in(dossier.content.settings.model)
    yield from strings_in(dossier.content.references)
    for linked in public.dossier.all_statements():
        yield from (piece.text for piece in linked.pieces)
    for quote in (quote for linked in public.dossier.all_statements() for quote in linked.quotes):
        if _level(dossier, quote.passage.source_id) != "none" and not _is_forbidden(dossier, quote):
            yield from strings_in(quote.translation)


def _left_of(article: Article) -> Iterator[str]:
    """The pieces of a text between the words that its record withholds."""
    ends = [0, *(end for extent in article.forbidden for end in (extent.start, extent.end)), len(article.text)]
    return (article.text[start:end] for start, end in zip(ends[::2], ends[1::2]))


def _is_forbidden(dossier: Dossier, quote: LinkedQuote) -> bool:
    """Whether a quote holds words that its source's record withholds."""
    passage = quote.passage
    return bool(dossier.articles[passage.source_id].forbidden_in(passage.start, passage.end))


def leaks_in(files: Iterable[OutputFile], forbidden: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Which forbidden runs stand in which files, with their origin."""
    lengths = {run.count(" ") + 1 for run in forbidden}
    return [(file.uri, run, forbidden[run]) for file in files
            for run in sorted(set(_grams(_published_words(file), lengths)) & forbidden.keys())]


def strings_in(value: Any) -> Iterator[str]:
    """Every string in a frozen value, at any depth; objects that compute have none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    elif isinstance(value, BaseModel):
        for item in value.__dict__.values():
            yield from strings_in(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from strings_in(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings_in(key)
            yield from strings_in(item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from strings_in(item)


def _texts_of(dossier: Dossier, public: PublicDossier, record_id: str) -> Iterator[str]:
    record = dossier.record(record_id).record
    is_named = record_id in public.withdrawn
    for path, marker, value in marked_values(record):
        if isinstance(marker, ForReaders) and not (is_named and path[0] in ("withdrawn", "title", "name", "question")):
            yield from value.values()
    for linked in dossier.statements.get(record_id, ()):
        yield from (quote.words for quote in linked.quotes if quote.words)


def _published_words(file: OutputFile) -> str:
    if file.uri.endswith(".json"):
        return " ".join(map(words_in, strings_in(json.loads(file.text))))
    if file.uri.startswith("search/"):
        return " ".join(map(words_in, strings_in(search_data(file.text)[2])))
    text = html.unescape(file.text)
    return f"{words_in(text)} {words_in(html.unescape(_TAG.sub('', file.text)))}"


def search_data(script: str) -> list[Any]:
    """Name, number and data of a file of the search index."""
    found: list[Any] = json.loads(f"[{script.removeprefix('dossierSearch(').removesuffix(');' + chr(10))}]")
    return found


def words_in(text: str) -> str:
    """The words of a text in small letters, one space between them."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _runs_in(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _runs(text)


def _runs(text: str) -> Iterator[str]:
    """Every run of six words; a shorter text as a whole, unless it is a word or two."""
    words = words_in(text).split()
    if 2 < len(words) < RUN:
        yield " ".join(words)
    for at in range(len(words) - RUN + 1):
        yield " ".join(words[at:at + RUN])


def _grams(text: str, lengths: Iterable[int]) -> Iterator[str]:
    words = text.split()
    for length in lengths:
        for at in range(len(words) - length + 1):
            yield " ".join(words[at:at + length])

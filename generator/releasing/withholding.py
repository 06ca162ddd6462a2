"""Words that a source's record withholds, taken out of everything: article, quotes, records, names, mentions.

Runs behind rights and says the last word. What was copied from the seed (a title, a byline, a printed spelling)
stays as long as it can still be read somewhere in what is left; the editors' own sentences are held to it by the
check `withheld-words-left`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.linking.facts import printed_names
from generator.linking.matching import find_places, is_printed
from generator.linking.names import LinkedNames
from generator.model.content import Content, LoadedRecord
from generator.model.dossier import Dossier, LinkedQuote, Mention, Path
from generator.model.normal import normalise_quote
from generator.model.records import Kind, Source
from generator.model.settings import DossierSettings
from generator.model.text import Article, merge_extents, normalise
from generator.releasing.excerpts import mask_text
from generator.releasing.pruning import LEFT_OUT
from generator.releasing.rights import Level, settings_without_words, with_citations, with_model, without_words
from generator.releasing.swapping import swap_words


def take_out(dossier: Dossier, articles: Mapping[str, Article]) -> Dossier:
    """The dossier without the words that its sources withhold; `articles` are those with their whole text."""
    seeds = _Seeds({source_id: article for source_id, article in articles.items() if article.forbidden}, articles)
    if not seeds.touched:
        return dossier
    content = _content(dossier, seeds)
    cut = {source_id: _cut(dossier.articles[source_id]) for source_id in seeds.touched}
    kept = {**dossier.articles, **cut}
    swapped = swap_words(dossier, content, lambda quote: _published(quote, articles[quote.passage.source_id]))
    return replace(_without_mentions(swapped, seeds), articles=kept, names=LinkedNames(content, kept))


@dataclass
class _Seeds:
    """The articles that withhold words, and all there are, with their whole text."""

    touched: Mapping[str, Article]
    whole: Mapping[str, Article]

    @cached_property
    def left(self) -> Mapping[str, Article]:
        """The articles that withhold words, with what is left of their text."""
        return {source_id: _cut(article) for source_id, article in self.touched.items()}

    def hides_name(self, spelling: str) -> bool:
        """Whether a spelling is printed among withheld words and nowhere else, letter case set aside."""
        pattern = re.compile(rf"(?<!\w){re.escape(normalise_quote(spelling))}(?!\w)", re.IGNORECASE)
        if not any(_stands_in_forbidden(pattern, article) for article in self.touched.values()):
            return False
        return not any(pattern.search(article.normal.text) for article in {**self.whole, **self.left}.values())


def _stands_in_forbidden(pattern: re.Pattern[str], article: Article) -> bool:
    return any(article.forbidden_in(article.normal.offset(found.start()), article.normal.offset(found.end()))
               for found in pattern.finditer(article.normal.text))


# Articles and quotes --------------------------------------------------------------------------------


def _cut(article: Article) -> Article:
    extents = [(words.start, words.end) for words in article.forbidden]
    text = mask_text(article.text, extents)
    return replace(article, text=text, normal=normalise(text),
                   withheld=tuple(merge_extents((*article.withheld, *extents))))


def _published(quote: LinkedQuote, article: Article) -> LinkedQuote:
    """The quote without its words where any is withheld; the rest of its sentence with a mark in their place."""
    start, end = quote.passage.start, quote.passage.end
    if touching := article.forbidden_in(start, end):
        return replace(without_words(quote), withheld=touching[0])
    before = article.shown_in(start - len(quote.before), start) if quote.before else quote.before
    after = article.shown_in(end, end + len(quote.after)) if quote.after else quote.after
    is_same = (before, after) == (quote.before, quote.after)
    return quote if is_same else replace(quote, before=before, after=after)


# Records --------------------------------------------------------------------------------------------


def _content(dossier: Dossier, seeds: _Seeds) -> Content:
    content = dossier.content
    lost = {(record_id, path) for record_id, path, quote in _places_of_quotes(dossier)
            if quote.passage.source_id in seeds.touched
            and seeds.touched[quote.passage.source_id].forbidden_in(quote.passage.start, quote.passage.end)}
    settings = settings_without_words(content.settings)
    shared = tuple(item for item in settings.model.shared_spellings if not seeds.hides_name(item.spelling))
    model: DossierSettings = settings.model.model_copy(update={"shared_spellings": shared})
    return replace(content, settings=replace(settings, model=model), proposals={}, records={
        record.id: _record(record, lost, seeds) for record in content.records.values()})


def _places_of_quotes(dossier: Dossier) -> Iterator[tuple[str, Path, LinkedQuote]]:
    """Every quote with the record and the path at which it is written."""
    for statement in dossier.all_statements():
        yield from ((statement.record_id, quote.path, quote) for quote in statement.quotes)
    for record_id, facts in dossier.actors.items():
        found = (*facts.role_passages, *facts.relation_passages)
        yield from ((record_id, quote.path, quote) for quote in found if quote is not None)


def _record(record: LoadedRecord[Any], lost: set[tuple[str, Path]], seeds: _Seeds) -> LoadedRecord[Any]:
    if record.kind is Kind.SOURCE:
        is_touched = record.id in seeds.touched
        return with_model(record, _source(record.record, record.id, seeds)) if is_touched else record

    def level_of(record_id: str, path: Path, source_id: str) -> Level | None:
        if source_id not in seeds.touched:
            return None
        return "none" if (record_id, path) in lost else "excerpts"

    model = with_citations(record, level_of)
    names = getattr(model, "names", ())
    kept = tuple(name for name in names if name.kind != "as_printed" or not seeds.hides_name(name.value))
    if len(kept) < len(names):
        model = model.model_copy(update={"names": kept})
    return with_model(record, model)


def _source(source: Source, source_id: str, seeds: _Seeds) -> Source:
    """The record without words of its seed that can no longer be read in it.

    The hash of the seed goes too: where a few words alone are missing, it would prove a guess at them.
    """
    whole, left = seeds.touched[source_id], seeds.left[source_id]
    regions = {name: tuple(region.model_copy(update={"starts": None, "text": None})
                           for region in getattr(source, name)) for name in ("apparatus", "boilerplate")}
    texts = {name: words if (words := getattr(source, name)) and is_printed(left, words) else None
             for name in ("desk_code", "section")}
    lists = {name: tuple(words for words in getattr(source, name) if is_printed(left, words))
             for name in ("authors", "editors")}
    has_title = source.title is None or is_printed(left, source.title)
    title = {} if has_title else {"title": _title(source.title or "", whole), "title_translation": None}
    return source.model_copy(update={
        **regions, **texts, **lists, **title, "sha256": None, "withhold": _reasons_alone(source),
        "relays": tuple(relay if relay.words is None or is_printed(left, relay.words)
                        else relay.model_copy(update={"words": None}) for relay in source.relays),
        "uncarried": tuple(item if item.starts and is_printed(left, item.starts)
                           else item.model_copy(update={"starts": ""}) for item in source.uncarried)})


def _reasons_alone(source: Source) -> tuple[Any, ...]:
    return tuple(item.model_copy(update={"passages": ()}) for item in source.withhold)


def _title(title: str, whole: Article) -> str:
    """The title as first printed, `[…]` in the place of withheld words."""
    place = next(find_places(whole, normalise_quote(title)), None)
    return normalise_quote(whole.shown_in(place.start, place.end)) if place else LEFT_OUT


# Mentions -------------------------------------------------------------------------------------------


def _without_mentions(dossier: Dossier, seeds: _Seeds) -> Dossier:
    """The dossier without names printed among withheld words, in lists and in numbers."""
    mentions = {record_id: kept for record_id, found in dossier.mentions.items()
                if (kept := tuple(item for item in found if not _is_forbidden(item, seeds)))}
    fewer = {record_id for record_id, found in dossier.mentions.items() if len(mentions.get(record_id, ())) < len(found)}

    def recounted(facts_of: Mapping[str, Any]) -> dict[str, Any]:
        return {record_id: replace(facts, printed=printed_names(mentions.get(record_id, ()), seeds.whole))
                if record_id in fewer else facts for record_id, facts in facts_of.items()}

    return replace(dossier, mentions=mentions, actors=recounted(dossier.actors), places=recounted(dossier.places))


def _is_forbidden(mention: Mention, seeds: _Seeds) -> bool:
    article = seeds.touched.get(mention.source_id)
    return article is not None and bool(article.forbidden_in(mention.start, mention.end))

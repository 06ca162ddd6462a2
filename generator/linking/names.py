"""The names of all records, looked for in articles and quotes: who is printed, who is named, what nobody explains.

Owns which spellings take part in which search; `mentions.py` searches.
"""

from collections.abc import Iterator, Mapping

from generator.linking.mentions import (
    Mention, NameIndex, Spelling, capitalised_names, find_mentions, words_capitalised_inside,
)
from generator.linking.references import names_of
from generator.linking.tokens import spelling_key
from generator.model.content import Content
from generator.model.dossier import LinkedQuote, Passage
from generator.model.text import Article, Extent


class LinkedNames:
    """`model.dossier.Names` over all spellings of a dossier; each index is built when it is first asked."""

    def __init__(self, content: Content, articles: Mapping[str, Article]) -> None:
        self._content = content
        self._articles = articles
        self._index = NameIndex((*_spellings(content), *_not_names(content)), _resolution(content))
        self._named: dict[Passage, frozenset[str]] = {}

    def find_mentions(self) -> list[Mention]:
        """Where names are printed; spellings with `mentions: false` are not counted."""
        unwanted = {(record.id, name.value) for record in self._content.records.values()
                    for name in getattr(record.record, "names", ()) if not name.mentions}
        counted = (spelling for spelling in _spellings(self._content)
                   if (spelling.record_id, spelling.text) not in unwanted)
        index = NameIndex((*counted, *_not_names(self._content)), _resolution(self._content))
        return find_mentions(index, self._articles.values())

    def named_in(self, quote: LinkedQuote) -> frozenset[str]:
        """The records named in a quote in any spelling, not as a part of a longer name or office.

        The quote is read in its article, so that a name it cuts in two is not one it names.
        """
        passage = quote.passage
        if passage not in self._named:
            article = self._articles[passage.source_id]
            before, after = len(quote.before), len(quote.after)
            found = self._index.occurrences(article.text, passage.start - before, passage.end + after)
            self._named[passage] = frozenset(
                record_id for occurrence in found
                if passage.start <= occurrence.start and occurrence.end <= passage.end
                for record_id in occurrence.bearers)
        return self._named[passage]

    def key(self, spelling: str) -> str:
        """What two spellings have in common that are looked for as one."""
        return spelling_key(spelling)

    def unexplained(self) -> Mapping[str, tuple[Extent, ...]]:
        """By source, where capitalised words stand in the body that name no record and are not in `not_names`."""
        inside = words_capitalised_inside(self._articles.values())
        return {
            source_id: tuple((run.start, run.end) for run in capitalised_names(
                article, capitalised_inside=inside, covered=self._covered(article)))
            for source_id, article in self._articles.items()}

    def _covered(self, article: Article) -> Iterator[Extent]:
        for stretch in article.stretches("body"):
            for found in self._index.occurrences(article.text, stretch.start, stretch.end):
                yield found.start, found.end


def _spellings(content: Content) -> Iterator[Spelling]:
    for record in content.records.values():
        for text in names_of(record):
            yield Spelling(record.id, text)


def _not_names(content: Content) -> Iterator[Spelling]:
    """Words that name nobody take part, so that a name inside them does not count."""
    return (Spelling("", text) for text in content.settings.model.not_names)


def _resolution(content: Content) -> dict[str, str | None]:
    """For spellings that `dossier.yml` lists as shared: the record whose page counts the mentions, if one does."""
    return {spelling_key(shared.spelling): next(iter(shared.mentions), None)
            for shared in content.settings.model.shared_spellings}

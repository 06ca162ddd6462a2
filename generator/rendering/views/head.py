"""What stands in the head of a page: a title of its own, a description, and what reference managers read.

Owns these for every page that is generated whole, so that the views of single kinds need not. Says nothing that
the page does not say: no day of first publication is known, and no picture is made.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from babel.core import get_global

from generator.model.content import LoadedRecord
from generator.model.records import Kind
from generator.rendering.blocks import Head, Html, Page
from generator.rendering.citing.citation import Citation, citation_of, page_citation
from generator.rendering.citing.dates import CitedDate
from generator.rendering.context import Context
from generator.rendering.markup import render_html, visible_text
from generator.rendering.views.cite import cite_page_view

#: What search engines and previews show of a description.
DESCRIPTION_LENGTH = 160
#: Pages of a record, of what was one, of editors, the print edition, the search: they say elsewhere how to cite, or
#: nothing.
_WITHOUT_CITATION = {"home", "about", "moved", "withdrawn", "guide", "print", "accessibility", "event", "actor", "place",
                     "claim", "source", "search"}


@dataclass(frozen=True, slots=True)
class Finished:
    """Gives pages their heads; `counts` says how often records share a title and what follows it."""

    context: Context
    counts: Counter[tuple[str, str]]

    def pages(self, pages: Iterable[Page]) -> Iterable[Page]:
        """The pages with their heads, and those that are no record's with how to cite them."""
        return map(self._finished, pages)

    def _finished(self, page: Page) -> Page:
        meta = replace(page.meta, description=self._description(page), head=self._head(page))
        blocks = page.blocks
        if meta.kind not in _WITHOUT_CITATION:
            view = cite_page_view(self._own_title(page), page.uri, self.context)
            blocks = (*blocks, Html(render_html("cite_as.html", view)))
        return replace(page, meta=meta, blocks=blocks)

    def _description(self, page: Page) -> str:
        """What the page's view says of it; of an actor or a place also how much of it the dossier has."""
        context, record, said = self.context, _record_of(page, self.context), page.meta.description
        facts = record and (context.dossier.actors if record.kind is Kind.ACTOR else context.dossier.places).get(record.id)
        if record and facts:
            printed = sum(name.count for name in facts.printed)
            numbers = [("events", len(facts.event_ids)), ("claims", len(facts.claim_ids)), ("printed", printed)]
            counts = ", ".join(context.words.count(f"count.{name}", number) for name, number in numbers if number)
            said = ". ".join(part.rstrip(".") for part in (page.meta.title, said, counts) if part) + "."
        return shortened(context.plain(said))

    def _head(self, page: Page) -> Head:
        context, settings = self.context, self.context.dossier.content.settings.model
        dossier, record = context.text(settings.title), _record_of(page, context)
        if record is None:
            title = self._own_title(page)
            is_cited = page.meta.kind not in _WITHOUT_CITATION
            tags = tuple(citation_tags(page_citation(title, page.uri, context))) if is_cited else ()
            return Head(f"{title} – {dossier}", citation=tags)
        label = _label(record, context)
        if self.counts[page.meta.title, label] > 1:
            label = f"{label} ({record.id})"
        title = context.words("head.title", title=page.meta.title, section=label, dossier=dossier)
        modified = settings.date.iso_start if settings.date.is_single_day else None
        return Head(title, modified or "", tuple(citation_tags(citation_of(record, page.uri, context))))

    def _own_title(self, page: Page) -> str:
        """The title of a page that is no record's: of a further part with its number, of a former id with the id."""
        path = page.uri.removesuffix(".md")
        _, _, number = path.partition("/in/")
        if number:
            return self.context.words("head.part", section=page.meta.title, number=number)
        return f"{page.meta.title} ({path.rpartition('/')[2]})" if page.meta.kind == "moved" else page.meta.title


def finishing(context: Context) -> Finished:
    """What gives this dossier's pages their heads."""
    records = context.dossier.content.records.values()
    return Finished(context, Counter((context.title(record.id), _label(record, context)) for record in records))


def _record_of(page: Page, context: Context) -> LoadedRecord[Any] | None:
    """The record that a page is the page of."""
    folder, _, record_id = page.uri.removesuffix(".md").partition("/")
    record = context.dossier.content.records.get(record_id)
    return record if record and record.kind.folder == folder else None


def _label(record: LoadedRecord[Any], context: Context) -> str:
    """What tells a record from others of its title: a source's outlet and date, an event's date, else its kind."""
    if record.kind is Kind.SOURCE:
        return context.source_label(record.id)
    kind = context.words(f"kind.{record.kind.value}")
    date = record.record.date if record.kind is Kind.EVENT else None
    return context.words("head.dated", kind=kind, date=context.date(date)) if date else kind


def citation_tags(citation: Citation) -> Iterable[tuple[str, str]]:
    """The elements that reference managers read from a page, by the names that Highwire Press gave them."""
    yield "citation_title", citation.title.on_one_line
    yield from (("citation_author", name) for name in citation.authors)
    if date := _day(citation.issued):
        yield "citation_publication_date", date
    publisher = citation.container if citation.kind == "source" else citation.edition.publisher
    yield from [("citation_publisher", publisher)] if publisher else []
    yield "citation_language", citation.language
    url = citation.url or citation.edition.url
    yield from [("citation_public_url", url)] if url else []


def _day(date: CitedDate) -> str:
    """`2021/03/05`, or as much of it as is known for sure."""
    return "/".join(f"{part:02}" for part in (date.shared[:1] if date.is_circa else date.shared))


def shortened(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Text of at most this many characters, cut behind a word; one word that is too long is cut inside."""
    text = visible_text(text)
    if len(text) <= length:
        return text
    cut = text[:length - 1]
    words = cut if text[length - 1] == " " else cut.rpartition(" ")[0] or cut
    return f"{words.rstrip(' ,;:.–-')}…"


def open_graph_locale(language: str) -> str:
    """The language with its most likely country, as Open Graph has it: `nb_NO`; empty where none is known."""
    likely = get_global("likely_subtags").get(language.partition("-")[0], "")
    parts = likely.split("_")
    return f"{parts[0]}_{parts[-1]}" if len(parts) > 1 and len(parts[-1]) == 2 else ""

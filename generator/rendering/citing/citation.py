"""The frozen value that every style and format is written from: a source as received, or a page of the dossier.

Owns its making from records. Every text in it stands on one line and is still untrusted.
"""

from dataclasses import dataclass
from typing import Any, Literal

from generator.model.content import LoadedRecord
from generator.model.dates import Published
from generator.model.records import Kind, Source
from generator.model.uris import Link, record_uri
from generator.rendering.citing.dates import CitedDate, cited_date
from generator.rendering.context import Context
from generator.rendering.markup import visible_text


@dataclass(frozen=True, slots=True)
class CitedTitle:
    """A title; `is_supplied` where the editors gave it, `translation` in the dossier's language."""

    text: str
    translation: str = ""
    is_supplied: bool = False
    language: str = ""

    @property
    def on_one_line(self) -> str:
        """The title with its translation in square brackets, a supplied one in brackets itself."""
        shown = f"[{self.text}]" if self.is_supplied else self.text
        return f"{shown} [{self.translation}]" if self.translation else shown


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the dossier, and the address of the cited page in it where the site has one."""

    title: str
    publisher: str
    version: str
    date: CitedDate
    url: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited. Names are as printed, whole; what nobody knows is empty.

    `source`: an article, `container` its outlet and `edition` the dossier that holds the copy.
    `page`: a page of the dossier. `dossier`: the dossier itself. `key` is unique in the dossier and of the
    characters `a-z0-9_-`; `notes` are sentences in the dossier's language on what is inferred.
    """

    kind: Literal["source", "page", "dossier"]
    key: str
    title: CitedTitle
    edition: Edition
    language: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    container: str = ""
    is_container_inferred: bool = False
    issued: CitedDate = CitedDate()
    accessed: CitedDate = CitedDate()
    url: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()


def dossier_citation(context: Context) -> Citation:
    """The dossier as a whole."""
    settings = context.dossier.content.settings.model
    edition = _edition("index.md", context)
    return Citation("dossier", settings.id, CitedTitle(edition.title), edition, context.language,
                    authors=(edition.publisher,), issued=edition.date, url=edition.url)


def page_citation(title: str, uri: str, context: Context, record_id: str = "") -> Citation:
    """A page of the dossier; `record_id` is that of the record it belongs to."""
    edition, dossier_id = _edition(uri, context), context.dossier.content.settings.model.id
    # An underscore is in no id, so a page and a record never share a key.
    page = uri.removesuffix(".md").replace("/", "-")
    key = f"{dossier_id}-{record_id}" if record_id else f"{dossier_id}_{page}"
    return Citation("page", key, CitedTitle(visible_text(title)), edition, context.language,
                    authors=(edition.publisher,), container=edition.title, issued=edition.date, url=edition.url)


def source_citation(record: LoadedRecord[Source], context: Context) -> Citation:
    """An article as received, and the page of the dossier on which it is held."""
    source = record.record
    edition = _edition(record_uri(Kind.SOURCE, record.id), context)
    issued = _issued(source, context)
    return Citation(
        "source", f"{context.dossier.content.settings.model.id}-{record.id}",
        CitedTitle(visible_text(context.title(record.id)), visible_text(context.text(source.title_translation)),
                   source.title is None, source.language if source.title is not None else ""),
        edition, source.language,
        authors=_lines(source.authors), editors=_lines(source.editors),
        container=visible_text(context.title(source.publisher)) if source.publisher else "",
        is_container_inferred="publisher" in source.reasons, issued=issued,
        accessed=_dated(source.retrieved.at, context) if source.retrieved else CitedDate(),
        url=source.url or "", sha256=source.sha256 or "",
        notes=tuple(map(visible_text, filter(None, _notes(source, issued, edition, context)))))


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(visible_text, texts)))


def _edition(uri: str, context: Context) -> Edition:
    settings = context.dossier.content.settings.model
    date = cited_date(settings.date, words=context.date(settings.date))
    url = Link(uri).absolute_url(context.site_url) if context.site_url else ""
    return Edition(visible_text(context.text(settings.title)), visible_text(context.text(settings.publisher)),
                   visible_text(settings.version), date, url)


def _dated(published: Published, context: Context, *, is_inferred: bool = False) -> CitedDate:
    words = visible_text(context.published(published, with_time=False))
    return cited_date(published.date, words=words, is_inferred=is_inferred)


def _issued(source: Source, context: Context) -> CitedDate:
    if source.published is None:
        return CitedDate()
    return _dated(source.published, context, is_inferred="published" in source.reasons)


def _notes(source: Source, issued: CitedDate, edition: Edition, context: Context) -> list[str]:
    """What the fields of a citation cannot say, each a sentence."""
    words, reasons = context.words, source.reasons
    inferred = {field: context.text(reasons.get(field)) for field in ("title_supplied", "title", "publisher",
                                                                      "authors", "published")}
    why = inferred["title_supplied"] or inferred["title"]
    notes = [f"{words('source.title_supplied')} {why}".strip() if source.title is None else ""]
    notes += [words("citing.note.authors", why=inferred["authors"]) if inferred["authors"] else ""]
    notes += [words("citing.note.outlet", why=inferred["publisher"]) if inferred["publisher"] else
              "" if source.publisher else words("citing.note.no_outlet")]
    within = context.within(source.published.date) if source.published else ""
    said = f"{issued.words} ({within})" if within else issued.words
    notes += [words("citing.note.date", date=said) if issued.is_circa else "",
              words("citing.note.date_why", why=inferred["published"]) if inferred["published"] else
              "" if source.published else words("citing.note.undated")]
    relayed = tuple(dict.fromkeys(relay.actor for relay in source.relays))
    notes += [words("citing.note.relays", names=context.names(relayed)) if relayed else "",
              words("citing.note.fragment") if source.extent == "fragment" else "",
              words("citing.note.archived", url=source.archived) if source.archived else ""]
    held = words("citing.note.held", dossier=edition.title, version=edition.version, date=edition.date.words)
    notes += [f"{held} {edition.url}".strip(), words("citing.note.hash", hash=source.sha256) if source.sha256 else ""]
    return notes


def citation_of(record: LoadedRecord[Any], uri: str, context: Context) -> Citation:
    """How the page of a record is cited: a published source as the article itself, all else as a page."""
    if record.kind is Kind.SOURCE and record.id in context.dossier.sources:
        return source_citation(record, context)
    return page_citation(context.title(record.id), uri, context, record.id)

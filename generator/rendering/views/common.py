"""Views that several page kinds share: statuses, statements with their citation numbers, dates, notes.

A view holds finished strings and addresses for one page; templates only place them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from generator.model.dates import EdtfDate, Published
from generator.model.dossier import LinkedStatement, Passage, Piece, Relays, Status
from generator.model.fields import Remark
from generator.model.pieces import link_text
from generator.model.records import Event
from generator.rendering.context import Context, LinkView
from generator.rendering.glyphs import glyph

#: Statements of one paragraph of running text, at most: longer ones are hard to follow to their quotes.
_PARAGRAPH_LENGTH = 4


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status as glyph and word; `css` names its colour."""

    css: str
    label: str
    glyph: Markup


@dataclass(frozen=True, slots=True)
class DateView:
    """A date in words, its machine form (empty where HTML has none), and the remark "one day within"."""

    text: str
    iso: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CiteView:
    """A citation number behind a sentence; `anchor` is set where it stands first on the page."""

    number: int
    href: str
    anchor: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A sentence of the editors: its pieces, who asserts it, and the numbers of its quotes."""

    id: str
    pieces: tuple[LinkView, ...]
    speaker: str
    cites: tuple[CiteView, ...]
    home: LinkView | None = None

    @property
    def is_said(self) -> bool:
        """Whether somebody asserts it, rather than an outlet in its own words."""
        return bool(self.speaker)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A text of the editors, and the references it rests on."""

    label: str
    paragraphs: tuple[tuple[LinkView, ...], ...]
    references: tuple[LinkView, ...] = ()


@dataclass(slots=True)
class Numbering:
    """The citation numbers of one page: a passage once, under one number, in order of first appearance."""

    numbers: dict[Passage, int] = field(default_factory=dict)
    statements: dict[Passage, list[LinkedStatement]] = field(default_factory=dict)

    def cite(self, passage: Passage, statement: LinkedStatement) -> CiteView:
        """The number of a passage, new or known, with the address of its quote on the page."""
        is_first = passage not in self.numbers
        number = self.numbers.setdefault(passage, len(self.numbers) + 1)
        known = self.statements.setdefault(passage, [])
        if statement not in known:
            known.append(statement)
        return CiteView(number, f"#{passage.id}", f"c{number}" if is_first else "")


def page_labels(context: Context) -> dict[str, Any]:
    """The labels that templates of all pages place, and the check mark."""
    keys = ("quote", "translation", "facts", "before_after", "also", "claims", "source_in")
    return {key: context.words(f"page.{key}") for key in keys} | {"check": glyph("check")}


def status_view(kind: str, context: Context) -> StatusView:
    """A status kind (`under_way`) as glyph, word and colour."""
    css = kind.replace("_", "-")
    return StatusView(css, context.term("statuses", kind), glyph(css))


def event_status_view(status: Status, context: Context) -> StatusView:
    """An event's status; where somebody says it happened, the word says so."""
    return status_view(status.kind, context)


def as_of_text(status: Status, context: Context) -> str:
    """`As last reported on 5 March 2021 by Avisa`; empty where nothing reports a stage.

    The date is the article's; that the reporting it relays is older is said after it.
    """
    if not status.source_id:
        return ""
    words, outlet = context.words, outlet_name(status.source_id, context)
    published = context.record(status.source_id).record.published
    dates = [context.published(item, with_time=False) if item else "" for item in (published, status.as_of)]
    reported = words("status.as_last_reported", source=outlet, date=dates[0]) if published else \
        words("status.as_last_reported_undated", source=outlet)
    if dates[1] in ("", dates[0]):
        return reported
    return words("status.reporting_as_of", reported=reported, date=dates[1])


def outlet_name(source_id: str, context: Context) -> str:
    """Who published a source; the source's own name where nobody is named."""
    publisher = context.record(source_id).record.publisher
    return context.title(publisher) if publisher else context.words("source.no_publisher_in_sentence")


def date_view(date: EdtfDate | None, context: Context, *, weekday: bool = False, short: bool = False,
              with_year: bool = True) -> DateView:
    """A date for a `<time>`; `—` in words where there is none."""
    if date is None:
        return DateView(context.words("date.none"))
    return DateView(context.date(date, weekday=weekday, short=short, with_year=with_year),
                    date.iso_start or "", context.within(date))


def event_date_view(event: Event, context: Context, **style: bool) -> DateView:
    """An event's date; for a group of events, a span it fell into is not told as one day."""
    view = date_view(event.date, context, **style)
    return replace(view, remark=context.words("date.within_several")) if view.remark and event.kind == "group" else view


def published_view(published: Published, context: Context, *, weekday: bool = True) -> DateView:
    """A date of publication for a `<time>`."""
    return DateView(context.published(published, weekday=weekday), published.iso or "")


def pieces_view(pieces: Iterable[Piece], from_uri: str, context: Context) -> tuple[LinkView, ...]:
    """A sentence in pieces, each plain or leading to a record that is published."""
    return tuple(
        context.link(piece.record_id, from_uri, piece.text) if piece.record_id else LinkView(piece.text)
        for piece in pieces)


def speaker_text(statement: LinkedStatement, context: Context) -> str:
    """`Seamen's Union says`; empty for an outlet's own words."""
    model = statement.statement
    if model.by_one_of:
        names = [context.words("speaker.outlet") if actor == "outlet" else context.title(actor)
                 for actor in model.by_one_of]
        return context.words("speaker.one_of", names=context.join(names, key="list.or"))
    if not model.by:
        return context.words("speaker.unattributed") if model.ground == "unattributed" else ""
    names = context.names(model.by)
    if model.mutual:
        return context.words("speaker.mutual", names=names)
    return context.words("speaker.says" if len(model.by) == 1 else "speaker.say", name=names)


def statement_view(
    statement: LinkedStatement, from_uri: str, context: Context, numbering: Numbering, *, is_guest: bool = False
) -> StatementView:
    """A sentence with its numbers; a guest from another record's page names its home."""
    cites = tuple(numbering.cite(quote.passage, statement) for quote in statement.quotes)
    home = context.link(statement.record_id, from_uri, anchor=statement.id) if is_guest else None
    return StatementView(
        "" if is_guest else statement.id, pieces_view(statement.pieces, from_uri, context),
        speaker_text(statement, context), cites, home)


def paragraphs_of(statements: Sequence[LinkedStatement]) -> list[list[LinkedStatement]]:
    """Running text: a paragraph ends where the source changes, or after a few sentences."""
    paragraphs: list[list[LinkedStatement]] = []
    for statement in statements:
        last = paragraphs[-1] if paragraphs else None
        if last and len(last) < _PARAGRAPH_LENGTH and last[-1].source_ids[:1] == statement.source_ids[:1]:
            last.append(statement)
        else:
            paragraphs.append([statement])
    return paragraphs


def reader_text_view(text: str, from_uri: str, context: Context, *, own_id: str = "") -> tuple[tuple[LinkView, ...], ...]:
    """A text for readers: paragraphs at empty lines, `[[links]]` resolved, nothing else interpreted."""
    paragraphs = (" ".join(part.split()) for part in text.replace("\r", "").split("\n\n"))
    return tuple(
        pieces_view(link_text(part, context.title, context.linked_ids, own_id=own_id), from_uri, context)
        for part in paragraphs if part)


def note_view(remark: Remark | None, label: str, from_uri: str, context: Context) -> NoteView | None:
    """A remark of the editors under a label."""
    if remark is None:
        return None
    return NoteView(label, reader_text_view(context.text(remark.text), from_uri, context),
                    reference_views(remark.reference, context))


def reference_views(keys: Iterable[str], context: Context) -> tuple[LinkView, ...]:
    """References as `Title, publisher, accessed DATE`, leading to their address where they have one."""
    found = []
    for key in keys:
        reference = context.dossier.content.references.get(key)
        if reference is None:
            continue
        parts = [reference.author, reference.title, reference.publisher,
                 context.published(reference.date) if reference.date else None,
                 context.words("reference.accessed", date=context.date(reference.accessed))
                 if reference.accessed else None]
        found.append(LinkView(", ".join(part for part in parts if part), reference.url or ""))
    return tuple(found)


def relays_text(relays: Relays, context: Context) -> str:
    """`In 2 articles. Relays named: NTB. Independence not established.`"""
    parts = [context.words.count("relays.articles", len(relays.source_ids))]
    if relays.relay_ids:
        parts.append(context.words("relays.named", names=", ".join(map(context.title, relays.relay_ids))))
    else:
        parts.append(context.words("relays.none"))
    if len(relays.source_ids) > 1:
        parts.append(context.words("relays.independence"))
    return " ".join(parts)

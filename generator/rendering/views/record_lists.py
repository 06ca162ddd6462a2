"""Lists that the pages of actors and places share: events, sentences with their words, claims, printed names.

Every list shows a fixed number of entries in full and the rest as links, so that no page grows beyond reason.
Numbers lead straight to the lit passage in its article.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from markupsafe import Markup

from generator.model.dossier import BackLink, LinkedStatement, Participation, Passage, PrintedName
from generator.model.records import Kind
from generator.model.uris import Link, record_uri
from generator.rendering.blocks import Block, Heading, Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.claim import claim_status_view
from generator.rendering.views.common import (
    DateView, NoteView, Numbering, StatementView, StatusView, outlet_name, page_labels, statement_view,
    status_view,
)
from generator.rendering.views.facts import FactView, facts_outgrow, height_of_note, height_of_text
from generator.rendering.views.lists import EventItemView, event_item
from generator.rendering.views.quotes import QuoteView, quote_views

#: Entries of a list shown in full; what comes after is a link each.
FULL_ENTRIES = 25
#: Pixels of an event in a list besides its sentence, and of a drawing below the facts.
_EVENT_HEIGHT = 54
_FIGURE_HEIGHT = 270

Item = TypeVar("Item")


@dataclass(slots=True)
class PageState:
    """One page in the making: its address and record, its numbers, and what it has shown already."""

    uri: str
    record_id: str
    context: Context
    numbering: Numbering = field(default_factory=Numbering)
    statements: set[str] = field(default_factory=set)
    quoted: set[Passage] = field(default_factory=set)
    event_ids: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class MoreView:
    """An entry that is a link only."""

    link: LinkView
    date: DateView | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    """Entries in full, the rest as links, and the words the template places."""

    entries: tuple[object, ...]
    more: tuple[MoreView, ...]
    words: dict[str, object]


@dataclass(frozen=True, slots=True)
class LeadView:
    """What the record is, its facts, and the events it takes part in."""

    standfirst: str
    description: NoteView | None
    note: NoteView | None
    facts: tuple[FactView, ...]
    heading: str
    events: ListView | None
    words: dict[str, Any]
    figure: Markup = Markup("")

    @property
    def has_wide_facts(self) -> bool:
        """Whether the facts stand below the rest, where they would leave a hole beside it."""
        entries = [entry for entry in (self.events.entries if self.events else ()) if isinstance(entry, EventEntryView)]
        height = sum(_EVENT_HEIGHT + (height_of_text((entry.sentence,)) if entry.sentence else 0) for entry in entries)
        height += height_of_note(self.description) + height_of_note(self.note)
        return facts_outgrow(self.facts, height - (_FIGURE_HEIGHT if self.figure else 0))


@dataclass(frozen=True, slots=True)
class EventEntryView:
    """An event in a list, with the sentence that names the part and the numbers of its words."""

    item: EventItemView
    sentence: StatementView | None
    roles: str


@dataclass(frozen=True, slots=True)
class SayingView:
    """A sentence with its words in full; a passage the page has shown before is a number only.

    `own_words` names the outlets where nobody else is said to say so.
    """

    sentence: StatementView
    own_words: str
    status: StatusView | None
    home: LinkView | None
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class PrintedView:
    """How often a name stands in one article, and in which spellings."""

    source: LinkView
    label: str
    count: str
    spellings: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """Another record that names this one: in which sentence, or as what."""

    link: LinkView
    label: str
    sentence: StatementView | None


def section(title: str, template_name: str, view: ListView | None) -> tuple[Block, ...]:
    """A heading and its list; nothing where there is nothing to list."""
    return (Heading(2, title), Html(render_html(template_name, view))) if view else ()


def list_view(
    items: Sequence[Item], full: Callable[[Item], object], short: Callable[[Item], MoreView], context: Context
) -> ListView | None:
    """The first entries in full, the rest short; None for an empty list."""
    if not items:
        return None
    words = page_labels(context) | {
        "more": context.words.count("record.more", max(0, len(items) - FULL_ENTRIES))}
    return ListView(tuple(full(item) for item in items[:FULL_ENTRIES]),
                    tuple(short(item) for item in items[FULL_ENTRIES:]), words)


def sentence_view(statement: LinkedStatement, page: PageState) -> StatementView:
    """A sentence whose numbers lead straight to the lit passages."""
    view = statement_view(statement, page.uri, page.context, page.numbering, is_guest=True)
    cites = tuple(replace(cite, href=_passage_href(quote.passage, page), anchor="")
                  for cite, quote in zip(view.cites, statement.quotes))
    return replace(view, cites=cites)


def _passage_href(passage: Passage, page: PageState) -> str:
    return Link(record_uri(Kind.SOURCE, passage.source_id), passage.id).html_href(page.uri)


def _statement_link(statement: LinkedStatement, page: PageState, text: str = "") -> LinkView:
    return page.context.link(statement.record_id, page.uri, text, anchor=statement.id)


# Events ---------------------------------------------------------------------------------------------


def events_view(
    event_ids: Sequence[str], page: PageState, sentence_of: Callable[[str], LinkedStatement | None],
    roles_of: Callable[[str], str] = lambda event_id: "",
) -> ListView | None:
    """Events in their order, each with the sentence chosen for it."""
    page.event_ids.update(event_ids)
    return list_view(event_ids, lambda event_id: _event_entry(event_id, page, sentence_of, roles_of),
                     lambda event_id: _event_link(event_id, page), page.context)


def _event_link(event_id: str, page: PageState) -> MoreView:
    item = event_item(event_id, page.uri, page.context, with_sentence=False)
    return MoreView(item.link, item.date)


def _event_entry(
    event_id: str, page: PageState, sentence_of: Callable[[str], LinkedStatement | None],
    roles_of: Callable[[str], str],
) -> EventEntryView:
    statement = sentence_of(event_id)
    if statement:
        page.statements.add(statement.key)
    item = event_item(event_id, page.uri, page.context, with_sentence=False)
    if page.context.record(event_id).record.place == page.record_id:
        item = replace(item, place="")
    return EventEntryView(item, sentence_view(statement, page) if statement else None, roles_of(event_id))


def statement_of_part(
    event_id: str, participations: Iterable[Participation], context: Context
) -> LinkedStatement | None:
    """The first sentence of an event that names a part; where none does, its first sentence."""
    own = context.dossier.statements.get(event_id, ())
    wanted = {statement_id for part in participations for statement_id in part.statement_ids}
    return next((item for item in own if item.id in wanted), own[0] if own else None)


def sentence_at(
    event_id: str, placed: dict[str, LinkedStatement], context: Context
) -> LinkedStatement | None:
    """The sentence that puts an event at a place: the event's first, or the one whose own place it is."""
    return placed.get(event_id) or statement_of_part(event_id, (), context)


# Sentences with their words -------------------------------------------------------------------------


def sayings_view(
    statements: Sequence[LinkedStatement], page: PageState, *, with_home: bool = True
) -> ListView | None:
    """Sentences with speaker, status, words and translation; `with_home` names the record of each."""
    page.statements.update(item.key for item in statements)
    sentences = {item.key: sentence_view(item, page) for item in statements[:FULL_ENTRIES]}
    quotes = _quotes_of(statements[:FULL_ENTRIES], page)
    return list_view(statements, lambda item: _saying(item, sentences, quotes, page, with_home=with_home),
                     lambda item: MoreView(_statement_link(item, page, _plain_sentence(item))),
                     page.context)


def _plain_sentence(statement: LinkedStatement) -> str:
    return "".join(piece.text for piece in statement.pieces)


def _quotes_of(statements: Sequence[LinkedStatement], page: PageState) -> dict[Passage, QuoteView]:
    """The quotes of these statements that the page has not shown yet."""
    wanted = Numbering()
    for statement in statements:
        for quote in statement.quotes:
            if quote.passage not in page.quoted:
                wanted.cite(quote.passage, statement)
    return dict(zip(wanted.numbers, quote_views(wanted, page.uri, page.context)))


def _saying(
    statement: LinkedStatement, sentences: dict[str, StatementView], quotes: dict[Passage, QuoteView],
    page: PageState, *, with_home: bool,
) -> SayingView:
    shown = [quote.passage for quote in statement.quotes if quote.passage not in page.quoted]
    page.quoted.update(shown)
    kind = statement.status or ""
    sentence = sentences[statement.key]
    outlets = dict.fromkeys(outlet_name(source_id, page.context) for source_id in statement.source_ids)
    own_words = "" if sentence.is_said else page.context.words(
        "record.own_words", outlets=page.context.join(list(outlets)))
    return SayingView(
        sentence, own_words, status_view(kind, page.context) if kind and kind != "said" else None,
        _statement_link(statement, page) if with_home else None, tuple(quotes[passage] for passage in shown))


# Claims, printed names, what is left ----------------------------------------------------------------


def claims_view(claim_ids: Sequence[str], page: PageState) -> ListView | None:
    """Claims with `figures differ` where they do."""
    return list_view(claim_ids, lambda claim_id: (page.context.link(claim_id, page.uri),
                                                  claim_status_view(claim_id, page.context)),
                     lambda claim_id: MoreView(page.context.link(claim_id, page.uri)), page.context)


def printed_view(printed: Sequence[PrintedName], page: PageState) -> ListView | None:
    """The articles that print a name."""
    return list_view(printed, lambda item: _printed_entry(item, page),
                     lambda item: MoreView(page.context.link(item.source_id, page.uri)), page.context)


def _printed_entry(item: PrintedName, page: PageState) -> PrintedView:
    language = page.context.record(item.source_id).record.language
    return PrintedView(
        page.context.link(item.source_id, page.uri), page.context.source_label(item.source_id),
        page.context.words.count("record.times", item.count),
        tuple(LinkView(spelling, lang=language) for spelling in item.spellings))


def elsewhere_view(
    record_id: str, page: PageState, shown_fields: Iterable[str], shown_records: Iterable[str] = ()
) -> ListView | None:
    """What names a record and is not on its page yet; a statement once, however often it names it.

    `shown_records` are on the page whole; what they say of this record beside their statements is left out.
    """
    hidden, shown = frozenset(shown_fields), frozenset(shown_records)
    found: dict[str, BackLink] = {}
    for link in page.context.dossier.back_links.get(record_id, ()):
        if link.record_id not in page.context.dossier.content.records or link.field in hidden:
            continue
        if link.statement is None and link.record_id not in shown:
            found.setdefault(f"{link.record_id} {link.field}", link)
        elif link.statement and link.statement.key not in page.statements and not _is_told(link, page):
            found.setdefault(link.statement.key, link)
    return list_view(list(found.values()), lambda link: _elsewhere_entry(record_id, link, page),
                     lambda link: MoreView(_link_of(link, page)), page.context)


def _is_told(link: BackLink, page: PageState) -> bool:
    """Whether the page lists the event in which the record takes part."""
    return link.field in ("who", "place") and link.record_id in page.event_ids


def _link_of(link: BackLink, page: PageState) -> LinkView:
    if link.statement:
        return _statement_link(link.statement, page)
    return page.context.link(link.record_id, page.uri)


def _elsewhere_entry(record_id: str, link: BackLink, page: PageState) -> ElsewhereView:
    return ElsewhereView(_link_of(link, page), _back_label(record_id, link, page.context),
                         sentence_view(link.statement, page) if link.statement else None)


def _back_label(record_id: str, link: BackLink, context: Context) -> str:
    """As what another record names this one: the office, the relation, or the field in words."""
    record = context.record(link.record_id).record
    if link.field == "roles":
        titles = (context.text(role.title) for role in record.roles if role.of == record_id)
        return ", ".join(dict.fromkeys(titles))
    if link.field == "relations":
        relations = (context.term("actor-relations", item.relation) for item in record.relations
                     if item.actor == record_id)
        return context.words("record.relation_to", relation=", ".join(dict.fromkeys(relations)),
                             name=context.title(record_id))
    if link.field == "names":
        return context.words("back.names", names=", ".join(
            name.value for name in record.names if record_id in name.used_by))
    key = f"back.{link.field}"
    return context.words(key) if link.statement is None and context.words.has(key) else ""

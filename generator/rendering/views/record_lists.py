"""Lists that the pages of actors and places share: events, sentences with their words, claims, printed names.

Every list shows a fixed number of entries in full and the rest as links; a long rest goes to pages of its own, which
`record_parts.py` makes, so that no page grows beyond reason. Numbers lead straight to the lit passage in its article.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from markupsafe import Markup

from generator.model.dossier import BackLink, LinkedStatement, Participation, Passage, PrintedName
from generator.model.records import Kind
from generator.model.uris import Link, part_uri, record_uri
from generator.rendering.blocks import Block, Heading, Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.claim import claim_status_view
from generator.rendering.views.common import (
    DateView, NoteView, Numbering, StatementView, StatusView, outlet_name, page_labels, statement_view,
    status_view,
)
from generator.rendering.views.facts import FactView, facts_outgrow, height_of_note, height_of_text
from generator.rendering.views.lists import EventItemView, event_item, telling_statement
from generator.rendering.views.quotes import QuoteView, quote_views

#: Entries of a list shown in full; what comes after is a link each.
FULL_ENTRIES = 25
#: Links after them, at most: a longer rest goes to pages of its own, with so many entries in full on each.
FOLDED_LINKS = 75
PART_ENTRIES = 100
#: Pixels of an event in a list besides its sentence, and of a drawing below the facts.
_EVENT_HEIGHT = 54
_FIGURE_HEIGHT = 270

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Rest:
    """What a list of a record's page leaves to pages of its own: `key` is its heading's, `start` how many precede it."""

    key: str
    start: int
    items: Sequence[Any]
    view_of: Callable[[Sequence[Any], "PageState"], "ListView | None"]

    def part_uri(self, page_uri: str, number: int) -> str:
        """The source path of a part; the record's page, of this path, is the first."""
        folder = f"{page_uri.removesuffix('.md')}/{self.key.partition('.')[2].replace('_', '-')}"
        return part_uri(folder, number)


@dataclass(slots=True)
class PageState:
    """One page in the making: its address and record, its numbers, and what it has shown already.

    `rests` are what its lists leave to further pages, of which `is_part` is true.
    """

    uri: str
    record_id: str
    context: Context
    numbering: Numbering = field(default_factory=Numbering)
    statements: set[str] = field(default_factory=set)
    quoted: set[Passage] = field(default_factory=set)
    event_ids: set[str] = field(default_factory=set)
    rests: list[Rest] = field(default_factory=list)
    is_part: bool = False

    @property
    def room(self) -> int:
        """How many entries each list shows in full."""
        return PART_ENTRIES if self.is_part else FULL_ENTRIES

    def leave(self, key: str, items: Sequence[Any], view_of: Callable[[Sequence[Any], "PageState"], "ListView | None"]) -> str:
        """Leave a rest to pages of its own; the address of the first of them."""
        rest = Rest(key, self.room, items, view_of)
        self.rests.append(rest)
        return Link(rest.part_uri(self.uri, 2)).html_href(self.uri)


@dataclass(frozen=True, slots=True)
class MoreView:
    """An entry that is a link only."""

    link: LinkView
    date: DateView | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    """Entries in full, the rest as links or as one link that leads to it, and the words the template places."""

    entries: tuple[object, ...]
    more: tuple[MoreView, ...]
    words: dict[str, object]
    rest: LinkView | None = None


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


_TEMPLATES = {
    "record.in_events": "record_events.html", "record.events_here": "record_events.html",
    "record.sayings": "sayings.html", "record.statements_here": "sayings.html",
    "record.claims": "claim_list.html", "record.other_claims": "claim_list.html",
    "record.printed": "printed.html", "record.elsewhere": "elsewhere.html",
    "fact.outlet_of": "elsewhere.html", "fact.relayed_by": "elsewhere.html",
}


def section(key: str, view: ListView | None, context: Context, heading: str = "") -> tuple[Block, ...]:
    """A list below its heading, which is the key's words where none is given; nothing where there is nothing to list."""
    if view is None:
        return ()
    return Heading(2, heading or context.words(key)), Html(render_html(_TEMPLATES[key], view))


def list_view(
    items: Sequence[Item], full: Callable[[Item], object], short: Callable[[Item], MoreView], page: PageState,
    address_of_rest: Callable[[Sequence[Item]], str],
) -> ListView | None:
    """The first entries in full, the rest short, or where it is long at an address of its own; None for an empty list."""
    if not items:
        return None
    words, rest = page.context.words, items[page.room:]
    entries = tuple(full(item) for item in items[:page.room])
    labels = page_labels(page.context) | {"more": words.count("record.more", len(rest))}
    if len(rest) > FOLDED_LINKS:
        return ListView(entries, (), labels, LinkView(words.count("record.rest", len(rest)), address_of_rest(rest)))
    return ListView(entries, tuple(map(short, rest)), labels)


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
    key: str, event_ids: Sequence[str], page: PageState, sentence_of: Callable[[str], LinkedStatement | None],
    roles_of: Callable[[str], str] = lambda event_id: "",
) -> ListView | None:
    """Events in their order, each with the sentence chosen for it; `key` is the heading's."""
    page.event_ids.update(event_ids)
    return list_view(
        event_ids, lambda event_id: _event_entry(event_id, page, sentence_of, roles_of),
        lambda event_id: _event_link(event_id, page), page,
        lambda rest: page.leave(key, rest, lambda items, part: events_view(key, items, part, sentence_of, roles_of)))


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
    """The sentence of an event that names a part, at the event's status if one does so there; where none names it,
    the one that tells of the event."""
    own, status = context.dossier.statements.get(event_id, ()), context.dossier.events[event_id].status
    wanted = {statement_id for part in participations for statement_id in part.statement_ids}
    return telling_statement([item for item in own if item.id in wanted] or own, status)


def sentence_at(
    event_id: str, placed: dict[str, LinkedStatement], context: Context
) -> LinkedStatement | None:
    """The sentence that puts an event at a place: the event's first, or the one whose own place it is."""
    return placed.get(event_id) or statement_of_part(event_id, (), context)


# Sentences with their words -------------------------------------------------------------------------


def sayings_view(key: str, statements: Sequence[LinkedStatement], page: PageState) -> ListView | None:
    """Sentences with speaker, status, words, translation and the record of each; `key` is the heading's."""
    return _sentences_view(statements, page, lambda rest: page.leave(
        key, rest, lambda items, part: sayings_view(key, items, part)), with_home=True)


def accounts_view(claim_id: str, page: PageState) -> ListView | None:
    """The accounts of a claim as sentences with their words; the claim's own page has the rest."""
    return _sentences_view(page.context.dossier.claims[claim_id].accounts, page, lambda rest: Link(
        record_uri(Kind.CLAIM, claim_id)).html_href(page.uri), with_home=False)


def _sentences_view(
    statements: Sequence[LinkedStatement], page: PageState, address_of_rest: Callable[[Sequence[LinkedStatement]], str],
    *, with_home: bool,
) -> ListView | None:
    page.statements.update(item.key for item in statements)
    sentences = {item.key: sentence_view(item, page) for item in statements[:page.room]}
    quotes = _quotes_of(statements[:page.room], page)
    return list_view(statements, lambda item: _saying(item, sentences, quotes, page, with_home=with_home),
                     lambda item: MoreView(_statement_link(item, page, _plain_sentence(item))), page, address_of_rest)


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


def claims_view(key: str, claim_ids: Sequence[str], page: PageState) -> ListView | None:
    """Claims with `figures differ` where they do; `key` is the heading's."""
    return list_view(
        claim_ids,
        lambda claim_id: (page.context.link(claim_id, page.uri), claim_status_view(claim_id, page.context)),
        lambda claim_id: MoreView(page.context.link(claim_id, page.uri)), page,
        lambda rest: page.leave(key, rest, lambda items, part: claims_view(key, items, part)))


def printed_view(printed: Sequence[PrintedName], page: PageState) -> ListView | None:
    """The articles that print a name."""
    return list_view(
        printed, lambda item: _printed_entry(item, page),
        lambda item: MoreView(page.context.link(item.source_id, page.uri)), page,
        lambda rest: page.leave("record.printed", rest, printed_view))


def articles_view(key: str, source_ids: Sequence[str], page: PageState) -> ListView | None:
    """Articles with outlet and date; `key` is the heading's."""
    return list_view(
        source_ids,
        lambda source_id: ElsewhereView(page.context.link(source_id, page.uri), page.context.source_label(source_id), None),
        lambda source_id: MoreView(page.context.link(source_id, page.uri)), page,
        lambda rest: page.leave(key, rest, lambda items, part: articles_view(key, items, part)))


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
    return _back_links_view(list(found.values()), page)


def _back_links_view(links: Sequence[BackLink], page: PageState) -> ListView | None:
    return list_view(links, lambda link: _elsewhere_entry(page.record_id, link, page),
                     lambda link: MoreView(_link_of(link, page)), page,
                     lambda rest: page.leave("record.elsewhere", rest, _back_links_view))


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

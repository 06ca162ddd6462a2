"""The computed parts of hand-written pages: what `<!-- dossier:… -->` stands for on home and about.

Owns the placeholders. An unknown one is the editor's mistake and is found in checking, not here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from generator.model.content import LoadedRecord
from generator.model.dossier import LinkedStatement
from generator.model.records import Kind
from generator.model.uris import HOME, Link, index_uri, record_uri
from generator.rendering.blocks import Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import corrections_block
from generator.rendering.views.cite import cite_as_view
from generator.rendering.views.common import Numbering, StatementView, statement_view
from generator.rendering.views.gaps import gaps_block
from generator.rendering.views.lists import EventItemView, event_item
from generator.rendering.views.timeline import timeline_link

#: Events listed on the home page; where there are more, those that the articles say most about.
_COURSE_LENGTH = 14
_SOURCES_LENGTH = 12
#: Characters of text that the margin beside a standfirst holds.
_MARGIN_LENGTH = 480


@dataclass(frozen=True, slots=True)
class CourseView:
    """The course of events at a glance."""

    title: str
    items: tuple[EventItemView, ...]
    choice: str
    more: LinkView


@dataclass(frozen=True, slots=True)
class TextsView:
    """A title and texts below it; `is_wide` where they are too long for the margin."""

    title: str
    items: tuple[str, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class SourceItemView:
    """A source in the list of the home page."""

    link: LinkView
    translation: str
    meta: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The sources; `more` leads to the rest where there are many."""

    title: str
    items: tuple[SourceItemView, ...]
    more: LinkView | None


@dataclass(frozen=True, slots=True)
class VoicesView:
    """The three voices, each with an example from the dossier itself where it has one."""

    title: str
    words: dict[str, str]
    lang: str
    quote: str
    statement: StatementView | None
    statement_href: str
    finding: LinkView | None


def course_block(uri: str, context: Context) -> Html:
    """Events in order, background left out; where they are many, those that the articles say most about, and the last."""
    events = [event_id for event_id in context.dossier.event_order
              if context.record(event_id).record.kind != "background"]
    # How it ends, as far as the articles go, is what a reader looks for, however little they say of it.
    dated = [event_id for event_id in events if context.record(event_id).record.date]
    by_weight = sorted(events, key=lambda event_id: _weight(event_id, context), reverse=True)
    most = set(list(dict.fromkeys([*dated[-1:], *by_weight]))[:_COURSE_LENGTH])
    shown = [event_id for event_id in events if event_id in most]
    choice = "" if len(shown) == len(events) else context.words(
        "home.choice", n=len(shown), events=context.words.count("count.events", len(context.dossier.event_order)))
    view = CourseView(
        context.words("home.course"),
        tuple(event_item(event_id, uri, context, with_year=False, with_sentence=False) for event_id in shown),
        choice, timeline_link(uri, context))
    return Html(render_html("home_course.html", view))


def _weight(event_id: str, context: Context) -> tuple[int, int]:
    """How many articles report an event, and in how many passages."""
    facts = context.dossier.events[event_id]
    passages = {quote.passage for item in facts.statements for quote in item.quotes}
    return len({passage.source_id for passage in passages}), len(passages)


def limits_block(uri: str, context: Context) -> Html:
    """What the dossier cannot know."""
    limits = _limits(context)
    view = TextsView(context.words("home.limits"), limits, limits_are_long(context))
    return Html(render_html("home_limits.html", view) if limits else "")


def limits_are_long(context: Context) -> bool:
    """Whether the limits would run down the margin far below the text beside them."""
    return sum(map(len, _limits(context))) > _MARGIN_LENGTH


def _limits(context: Context) -> tuple[str, ...]:
    return tuple(map(context.text, context.dossier.content.settings.model.limits))


def sources_block(uri: str, context: Context) -> Html:
    """The sources in the order of their publication."""
    records = sorted(context.dossier.content.of_kind(Kind.SOURCE), key=lambda record: (
        record.record.published.date.sort_key if record.record.published else (), record.id))
    items = tuple(_source_item(record, uri, context) for record in records[:_SOURCES_LENGTH])
    more = LinkView(context.words("home.all_sources"), Link(index_uri(Kind.SOURCE)).html_href(uri)) \
        if len(records) > _SOURCES_LENGTH else None
    return Html(render_html("home_sources.html", SourcesView(context.words("home.sources"), items, more)))


def _source_item(record: LoadedRecord, uri: str, context: Context) -> SourceItemView:  # type: ignore[type-arg]
    facts = context.dossier.sources[record.id]
    parts = [context.source_label(record.id) + "."]
    if record.record.relays:
        names = context.names(tuple(dict.fromkeys(relay.actor for relay in record.record.relays)))
        parts.append(context.words("home.relays", names=names))
    parts.append(context.words.count("home.passages", len(facts.passages)))
    return SourceItemView(context.link(record.id, uri), context.text(record.record.title_translation), " ".join(parts))


def voices_block(uri: str, context: Context) -> Html:
    """The three voices, explained by an assertion of this dossier and its words."""
    example = next(iter(_short_assertions(context)), None)
    quote = example.quotes[0] if example else None
    keys = ("source", "source_text", "said", "said_text", "editors", "editors_text")
    return Html(render_html("home_voices.html", VoicesView(
        context.words("home.voices"), {key: context.words(f"voice.{key}") for key in keys},
        lang=context.record(quote.passage.source_id).record.language if quote else "",
        quote=quote.words or "" if quote else "",
        statement=statement_view(example, uri, context, Numbering()) if example else None,
        statement_href=_home_of(example).html_href(uri) if example else "",
        finding=_example_finding(uri, context))))


def _short_assertions(context: Context) -> Iterable[LinkedStatement]:
    """Assertions with short words, the shortest first: examples that fit a column."""
    found = (item for item in chain.from_iterable(context.dossier.statements.values())
             if item.statement.by and item.quotes and item.quotes[0].words and item.quotes[0].is_body)
    return sorted(found, key=lambda item: (abs(len(item.quotes[0].words or "") - 60), item.key))


def _home_of(statement: LinkedStatement) -> Link:
    return Link(record_uri(statement.kind, statement.record_id), statement.id)


def _example_finding(uri: str, context: Context) -> LinkView | None:
    for record in context.dossier.content.of_kind(Kind.CLAIM):
        finding = record.record.finding
        if finding:
            text = f"{context.words(f'finding.{finding.is_}')}: {context.title(record.id)}"
            return context.link(record.id, uri, text)
    return None


def counts_block(uri: str, context: Context) -> Html:
    """How much there is of everything."""
    return Html(render_html("home_counts.html", counts_text(context)))


def counts_text(context: Context) -> str:
    """`9 events, 5 actors, …, 40 statements with 45 quotes.`"""
    dossier = context.dossier
    statements = dossier.all_statements()
    numbers = [("events", len(dossier.events)), ("actors", len(dossier.actors)),
               ("places", len(dossier.content.of_kind(Kind.PLACE))), ("claims", len(dossier.claims)),
               ("sources", len(dossier.sources)), ("statements", len(statements)),
               ("quotes", sum(len(item.quotes) for item in statements))]
    return context.join([context.words.count(f"count.{name}", number) for name, number in numbers]) + "."


def cite_block(uri: str, context: Context) -> Html:
    """How to cite the dossier."""
    return Html(render_html("cite_as.html", cite_as_view(None, HOME, context)))


#: What each placeholder stands for: `<!-- dossier:limits -->` and so on.
PLACEHOLDERS: dict[str, Callable[[str, Context], Html]] = {
    "limits": limits_block, "course": course_block, "sources": sources_block, "voices": voices_block,
    "counts": counts_block, "cite": cite_block, "gaps": gaps_block, "corrections": corrections_block,
}

"""The page of search results: without a script it says so and leads to the lists; a script builds the rest on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.dates import edtf_of
from generator.model.records import Kind
from generator.model.uris import SEARCH, TIMELINE, Link, index_uri
from generator.rendering.blocks import Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html

#: What the script says, as data attributes of its place.
_SAID = ("label", "count", "one", "none", "failed", "more", "narrow", "chosen", "remove", "there", "lists", "slash", "any")
_NARROWED = ("kind", "status", "period", "actor", "source", "from", "to")
_WAYS = ("words", "phrase", "not", "type", "actor", "period")


@dataclass(frozen=True, slots=True)
class SearchView:
    """The words of the script, what stands there without it, and how to ask: example and meaning."""

    said: tuple[tuple[str, str], ...]
    off: str
    lists: tuple[LinkView, ...]
    help: str
    ways: tuple[tuple[str, str], ...]


def render_search(context: Context) -> Page:
    """The page of results."""
    words = context.words
    # The script fills the gap.
    said = [*((name, words(f"search.{name}", n="{n}")) for name in _SAID),
            *((name, words(f"search.by.{name}")) for name in _NARROWED)]
    lists = [LinkView(words("nav.timeline"), Link(TIMELINE).html_href(SEARCH)),
             *(LinkView(words(f"nav.{kind.folder}"), Link(index_uri(kind)).html_href(SEARCH)) for kind in Kind)]
    own = dict(_own_examples(context))
    view = SearchView(
        tuple(said), words("search.off"), tuple(lists), words("search.help"),
        tuple((words(f"search.example.{way}", **own.get(way, {})), words(f"search.meaning.{way}")) for way in _WAYS
              if way not in {"actor", "period"} or way in own))
    title = words("search.title")
    meta = PageMeta("search", title, words("search.standfirst"), scripts=("search-page",))
    return Page(SEARCH, meta, (
        Heading(1, title), Html(render_html("standfirst.html", words("search.standfirst"))),
        Html(render_html("search.html", view))))


def _own_examples(context: Context) -> Iterator[tuple[str, dict[str, str]]]:
    """What fills the examples, from the dossier itself: its most named actor, its first day and the month of that day."""
    actors = context.dossier.actors
    if actors:
        yield "actor", {"name": context.title(max(sorted(actors), key=lambda actor_id: len(actors[actor_id].event_ids)))}
    events = (context.record(event_id).record for event_id in context.dossier.event_order)
    days = (event.date.earliest for event in events
            if event.kind != "background" and event.date and event.date.is_single_day)
    day = next(filter(None, days), None)
    day = day or context.dossier.content.settings.model.period.earliest
    if day:
        yield "period", {"day": edtf_of(day, "day"), "month": edtf_of(day, "month")}

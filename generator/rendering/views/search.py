"""The page of search results: without a script it says so and leads to the lists; a script builds the rest on it."""

from dataclasses import dataclass

from generator.model.records import Kind
from generator.model.uris import SEARCH, TIMELINE, Link, index_uri
from generator.rendering.blocks import Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html

#: What the script says, as data attributes of its place.
_SAID = ("label", "count", "one", "none", "failed", "more", "narrow", "chosen", "remove", "there", "also", "typo",
         "loose", "lists", "slash")
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
    # The script fills the gaps.
    gaps = {name: f"{{{name}}}" for name in ("n", "word", "names", "forms")}
    said = [*((name, words(f"search.{name}", **gaps)) for name in _SAID),
            *((name, words(f"search.by.{name}")) for name in _NARROWED)]
    lists = [LinkView(words("nav.timeline"), Link(TIMELINE).html_href(SEARCH)),
             *(LinkView(words(f"nav.{kind.folder}"), Link(index_uri(kind)).html_href(SEARCH)) for kind in Kind)]
    view = SearchView(
        tuple(said), words("search.off"), tuple(lists), words("search.help"),
        tuple((words(f"search.example.{way}"), words(f"search.meaning.{way}")) for way in _WAYS))
    title = words("search.title")
    meta = PageMeta("search", title, words("search.standfirst"), scripts=("search-page",))
    return Page(SEARCH, meta, (
        Heading(1, title), Html(render_html("standfirst.html", words("search.standfirst"))),
        Html(render_html("search.html", view))))

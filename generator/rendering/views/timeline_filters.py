"""The filters of a page's timeline: which kinds, actors, statuses, articles and days of publication it holds.

Owns the choices and the words that the script speaks; without the script they stay hidden. The page's list carries
the data, the address's fragment what is chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.dates import Day, parse_edtf
from generator.rendering.context import Context
from generator.rendering.views.common import outlet_name
from generator.rendering.views.timeline_entries import TimelineEntry, certain_day


@dataclass(frozen=True, slots=True)
class SelectView:
    """One filter: its name in the fragment, its label, the words for no choice, and values with their words."""

    name: str
    label: str
    none: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FiltersView:
    """The filters and what the script says: how many are shown, how many of them were in print, the mark of others."""

    label: str
    selects: tuple[SelectView, ...]
    reset: str
    shown: str
    printed: str
    late: str


def filters_view(entries: Sequence[TimelineEntry], context: Context) -> FiltersView:
    """The filters for these events; one with a single choice is left out."""
    kinds = _options(entry.type for entry in entries)
    statuses = _options(entry.status for entry in entries)
    actors = _options(actor_id for entry in entries for actor_id in entry.actor_ids)
    sources = _options(source_id for entry in entries for source_id in entry.source_ids)
    selects = (
        _select("kind", ((kind, context.term("event-types", kind)) for kind in kinds), context),
        _select("actor", ((actor_id, context.title(actor_id)) for actor_id in actors), context),
        _select("status", ((status, context.term("statuses", status)) for status in statuses), context),
        _select("article", _articles(sources, context), context, is_sorted=False),
        _select("by", _days(sources, context), context, is_sorted=False))
    return FiltersView(
        context.words("timeline.filter.label"), tuple(select for select in selects if len(select.options) > 1),
        context.words("timeline.filter.reset"), context.words("timeline.filter.shown", n="{n}", total="{total}"),
        context.words("timeline.filter.printed", n="{n}", date="{date}"), context.words("timeline.filter.late"))


def _options(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


def _select(name: str, options: Iterable[tuple[str, str]], context: Context, *, is_sorted: bool = True) -> SelectView:
    shown = sorted(options, key=lambda option: (option[1].casefold(), option[0])) if is_sorted else options
    return SelectView(name, context.words(f"timeline.filter.{name}"), context.words(f"timeline.any.{name}"),
                      tuple(shown))


def _articles(source_ids: Iterable[str], context: Context) -> list[tuple[str, str]]:
    """The articles by publication, undated ones last."""
    def key(source_id: str) -> tuple[object, ...]:
        published = context.record(source_id).record.published
        return (published is None, published.date.sort_key if published else (), source_id)
    return [(source_id, context.source_label(source_id)) for source_id in sorted(source_ids, key=key)]


def _days(source_ids: Iterable[str], context: Context) -> list[tuple[str, str]]:
    """The days by whose end articles had certainly appeared, each with their outlets."""
    outlets: dict[Day, list[str]] = {}
    for source_id in source_ids:
        day = certain_day(context.record(source_id).record.published)
        if day and 0 < day.year <= 9999:
            outlets.setdefault(day, []).append(outlet_name(source_id, context))
    return [(day.iso, context.words("timeline.filter.day", date=context.date(parse_edtf(day.iso)),
                                    sources=", ".join(dict.fromkeys(found))))
            for day, found in sorted(outlets.items())]

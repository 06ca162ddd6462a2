"""The table of actors by event: one page where it fits, else an overview by period and a page for each run of events.

Cells bear a short letter for a role, with its word; on narrow screens a row reads as the actor's events in order.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.model.dossier import Participation
from generator.model.records import Kind
from generator.model.uris import RELATIONS, Link, index_uri, part_uri
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.relations import BeadKind
from generator.rendering.markup import render_html
from generator.rendering.views.common import DateView, date_view
from generator.rendering.views.lists import month_of
from generator.rendering.views.parts import parts_view, split_parts
from generator.rendering.views.relations import KINDS, part_kind, short_date

#: Events and actors of one page, at most, and cells that are filled, so that no page grows beyond reason.
COLUMNS, ROWS, FILLED = 40, 60, 900
#: Periods and actors of the overview, at most: most of its cells are filled.
PERIODS, PERIOD_ROWS = 36, 40
#: Characters of an event's title in a cell, where a row stands alone.
_TITLE_LENGTH = 80

_FOLDER = "relations"


@dataclass(frozen=True, slots=True)
class ColumnView:
    """An event, or a period whose link leads to its events."""

    date: DateView | None
    link: LinkView


@dataclass(frozen=True, slots=True)
class CellView:
    """What an event says of an actor: letters for its roles, their words, how surely, and on narrow screens where."""

    letters: str
    words: str
    kind: BeadKind
    event: LinkView
    date: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """An actor, in how many of these events, and its cells by column."""

    link: LinkView
    count: int
    unit: str
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """The table, the key to its letters and marks, and what it leaves out."""

    label: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    roles: tuple[tuple[str, str], ...]
    states: tuple[tuple[BeadKind, str], ...]
    notes: tuple[tuple[str, LinkView], ...]
    is_periods: bool
    words: dict[str, str]


def render_relations(context: Context) -> list[Page]:
    """The table's page; where events are many, the overview and the pages of its parts."""
    naming = [event_id for event_id in context.dossier.event_order
              if context.dossier.events[event_id].participations]
    if len(naming) <= COLUMNS:
        return [_render_whole(naming, context)]
    parts = split_parts(naming, COLUMNS)
    return [_render_overview(parts, context),
            *(_render_part(part, number, len(parts), context) for number, part in enumerate(parts, 1))]


def _render_whole(naming: Sequence[str], context: Context) -> Page:
    standfirst = context.words("relations.standfirst", actors=_count_actors(naming, context),
                               events=context.words.count("count.events", len(naming)))
    blocks = [_table_block(naming, RELATIONS, _whole_notes(len(naming), RELATIONS, context), context)] if naming else []
    return _page(RELATIONS, standfirst, blocks, context)


def _render_part(event_ids: Sequence[str], number: int, total: int, context: Context) -> Page:
    uri = part_uri(_FOLDER, number)
    months = [month_of(context.record(event_id).record.date, context) for event_id in (event_ids[0], event_ids[-1])]
    standfirst = context.words("relations.part_standfirst", first=months[0], last=months[1],
                               events=context.words.count("count.events", len(event_ids)))
    overview = LinkView(context.words("relations.overview"), Link(RELATIONS).html_href(uri))
    blocks = [_parts_block(number, total, uri, context), _table_block(event_ids, uri, (("", overview),), context)]
    return _page(uri, standfirst, blocks, context)


def _render_overview(parts: Sequence[Sequence[str]], context: Context) -> Page:
    naming = [event_id for part in parts for event_id in part]
    standfirst = context.words("relations.periods_standfirst", actors=_count_actors(naming, context),
                               events=context.words.count("count.events", len(naming)))
    blocks = [_parts_block(0, len(parts), RELATIONS, context),
              Html(render_html("relations_table.html", _periods_view(naming, context)))]
    return _page(RELATIONS, standfirst, blocks, context)


def _page(uri: str, standfirst: str, blocks: Sequence[Block], context: Context) -> Page:
    title = context.words("relations.title")
    head: list[Block] = [
        Html(render_html("kicker.html", (context.words("index.kicker"), ""))), Heading(1, title),
        Html(render_html("standfirst.html", standfirst))]
    meta = PageMeta("relations", title, standfirst, styles=("figures",))
    return Page(uri, meta, (*head, *blocks))


def _parts_block(number: int, total: int, uri: str, context: Context) -> Block:
    view = parts_view(_FOLDER, part_uri(_FOLDER, 1), number, total, uri, context)
    return Html(render_html("parts_nav.html", view))


def _count_actors(event_ids: Sequence[str], context: Context) -> str:
    actors = {part.actor_id for event_id in event_ids for part in context.dossier.events[event_id].participations}
    return context.words.count("count.actors", len(actors))


def _whole_notes(naming: int, uri: str, context: Context) -> tuple[tuple[str, LinkView], ...]:
    """What the dossier holds and the table cannot show."""
    dossier, words = context.dossier, context.words
    nameless = len(dossier.events) - naming
    eventless = sum(1 for facts in dossier.actors.values() if not facts.participations)
    notes = []
    if nameless:
        notes.append((words.count("relations.nameless", nameless),
                      LinkView(words("relations.all_events"), Link(index_uri(Kind.EVENT)).html_href(uri))))
    if eventless:
        notes.append((words.count("relations.eventless", eventless), _all_actors(uri, context)))
    return tuple(notes)


def _all_actors(uri: str, context: Context) -> LinkView:
    return LinkView(context.words("relations.all_actors"), Link(index_uri(Kind.ACTOR)).html_href(uri))


# Actors by event ------------------------------------------------------------------------------------

Parts = Mapping[str, Mapping[str, Sequence[Participation]]]


def _table_block(
    event_ids: Sequence[str], uri: str, notes: tuple[tuple[str, LinkView], ...], context: Context
) -> Block:
    parts = _parts_by_actor(event_ids, context)
    kept = _kept_rows(parts, context)
    letters = role_letters([
        (part.role, context.term("roles", part.role)) for actor_id in kept for found in parts[actor_id].values()
        for part in found], list(context.dossier.content.vocabulary.get("roles", {})))
    events = {event_id: _cut_title(event_id, uri, context) for event_id in event_ids}
    rows = tuple(_row(actor_id, event_ids, parts[actor_id], letters, events, uri, context) for actor_id in kept)
    kinds = {cell.kind for row in rows for cell in row.cells if cell}
    left_out = len(parts) - len(kept)
    if left_out:
        notes = ((context.words.count("relations.left_out", left_out), _all_actors(uri, context)), *notes)
    view = TableView(
        context.words("relations.table"),
        tuple(ColumnView(_column_date(event_id, context), context.link(event_id, uri)) for event_id in event_ids),
        rows, tuple((letter, context.term("roles", role)) for role, letter in letters.items()),
        tuple((kind, context.words(f"relations.state.{kind}")) for kind in ("said", "expected", "absent")
              if kind in kinds), notes, False, _table_words(context))
    return Html(render_html("relations_table.html", view))


def _column_date(event_id: str, context: Context) -> DateView:
    """A date without its year, where that is the only year of the dossier's period."""
    date, period = context.record(event_id).record.date, context.dossier.content.settings.model.period
    bounds = (period.earliest, period.latest, *((date.earliest, date.latest) if date else ()))
    is_one_year = all(bounds) and len({day.year for day in bounds if day}) == 1
    return date_view(date, context, short=True, with_year=not is_one_year)


def _table_words(context: Context) -> dict[str, str]:
    return {key: context.words(f"relations.{key}") for key in ("actor", "role_key", "state_key", "events", "meaning")}


def _parts_by_actor(event_ids: Sequence[str], context: Context) -> dict[str, dict[str, list[Participation]]]:
    found: dict[str, dict[str, list[Participation]]] = {}
    for event_id in event_ids:
        for part in context.dossier.events[event_id].participations:
            found.setdefault(part.actor_id, {}).setdefault(event_id, []).append(part)
    return found


def _kept_rows(parts: Parts, context: Context) -> list[str]:
    """The actors with a row, those in most events first; absent ones count for nothing."""
    ordered = sorted(parts, key=lambda actor_id: (-_presences(parts[actor_id]), context.title(actor_id).casefold(),
                                                  actor_id))
    kept: list[str] = []
    filled = 0
    for actor_id in ordered[:ROWS]:
        filled += len(parts[actor_id])
        if kept and filled > FILLED:
            break
        kept.append(actor_id)
    return kept


def _presences(by_event: Mapping[str, Sequence[Participation]]) -> int:
    return sum(1 for found in by_event.values() if any(part.role != "not_present" for part in found))


def _cut_title(event_id: str, uri: str, context: Context) -> LinkView:
    link = context.link(event_id, uri)
    cut = link.text if len(link.text) <= _TITLE_LENGTH else link.text[:_TITLE_LENGTH - 1].rstrip() + "…"
    return LinkView(cut, link.href)


def _row(
    actor_id: str, event_ids: Sequence[str], by_event: Mapping[str, Sequence[Participation]],
    letters: Mapping[str, str], events: Mapping[str, LinkView], uri: str, context: Context,
) -> RowView:
    cells = tuple(_cell(event_id, by_event[event_id], letters, events[event_id], context)
                  if event_id in by_event else None for event_id in event_ids)
    count = _presences(by_event)
    return RowView(context.link(actor_id, uri), count, _unit(count, context), cells)


def _unit(count: int, context: Context) -> str:
    return context.words.unit("count.events", count)


def _cell(
    event_id: str, found: Sequence[Participation], letters: Mapping[str, str], event: LinkView, context: Context
) -> CellView:
    roles = list(dict.fromkeys(part.role for part in found))
    facts = context.dossier.events[event_id]
    kind = min((part_kind(part, facts, context) for part in found), key=KINDS.index)
    words = ", ".join(context.term("roles", role) for role in roles)
    if kind in ("said", "expected"):
        words = f"{words} ({context.words(f'relations.state.{kind}')})"
    return CellView(" ".join(letters[role] for role in roles), words, kind, event, short_date(event_id, context))


def role_letters(roles: Sequence[tuple[str, str]], order: Sequence[str]) -> dict[str, str]:
    """A short sign for each role: the first letters of its label that no other has, in the vocabulary's order."""
    labels = dict(roles)
    positions = {role: index for index, role in enumerate(order)}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for role in sorted(labels, key=lambda name: (positions.get(name, len(order)), name)):
        numbers = map(str, range(1, len(labels) + 1))
        sign = next(sign for sign in chain(_signs(labels[role]), numbers) if sign.casefold() not in taken)
        taken.add(sign.casefold())
        found[role] = sign
    return found


def _signs(label: str) -> list[str]:
    """Signs a label may have, the shortest first: its first letter, with one that follows, three in a row."""
    letters = [letter for letter in label if letter.isalnum()]
    if not letters:
        return []
    first = letters[0].upper()
    return [first, *(first + letter.lower() for letter in letters[1:]), "".join(letters[:3]).capitalize()]


# Actors by period -----------------------------------------------------------------------------------


def _periods_view(naming: Sequence[str], context: Context) -> TableView:
    """How often the most named actors are named in each period; a period leads to the part its events begin in."""
    period_of, columns = _periods(naming, context)
    counts: dict[str, Counter[int]] = {}
    for event_id in naming:
        present = {part.actor_id for part in context.dossier.events[event_id].participations
                   if part.role != "not_present"}
        for actor_id in present:
            counts.setdefault(actor_id, Counter())[period_of[event_id]] += 1
    ordered = sorted(counts, key=lambda actor_id: (-counts[actor_id].total(), context.title(actor_id).casefold(),
                                                   actor_id))
    kept = ordered[:PERIOD_ROWS]
    rows = tuple(_period_row(actor_id, counts[actor_id], columns, context) for actor_id in kept)
    notes = _whole_notes(len(naming), RELATIONS, context)
    if len(ordered) > len(kept):
        notes = ((context.words.count("relations.left_out", len(ordered) - len(kept)),
                  _all_actors(RELATIONS, context)), *notes)
    return TableView(context.words("relations.periods"), tuple(ColumnView(None, link) for link in columns), rows,
                     (), (), notes, True, _table_words(context))


def _periods(naming: Sequence[str], context: Context) -> tuple[dict[str, int], list[LinkView]]:
    """The period of each event, by its position, and the periods with where they lead; months in even runs."""
    months = [month_of(context.record(event_id).record.date, context) for event_id in naming]
    names = list(dict.fromkeys(months))
    length = -(-len(names) // PERIODS)
    runs = split_parts(names, length)
    position = {name: index for index, run in enumerate(runs) for name in run}
    period_of = {event_id: position[month] for event_id, month in zip(naming, months)}
    first: dict[int, int] = {}
    for index, event_id in enumerate(naming):
        first.setdefault(period_of[event_id], index)
    labels = [run[0] if len(run) == 1 else context.words("relations.period_span", first=run[0], last=run[-1])
              for run in runs]
    return period_of, [
        LinkView(label, Link(part_uri(_FOLDER, first[index] // COLUMNS + 1)).html_href(RELATIONS))
        for index, label in enumerate(labels)]


def _period_row(actor_id: str, counts: Counter[int], columns: Sequence[LinkView], context: Context) -> RowView:
    cells = tuple(
        CellView(str(counts[index]), context.words.count("count.events", counts[index]), "named", LinkView(column.text))
        if counts[index] else None for index, column in enumerate(columns))
    total = counts.total()
    return RowView(context.link(actor_id, RELATIONS), total, _unit(total, context), cells)

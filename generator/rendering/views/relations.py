"""Who and what stands together: the drawing and list on an actor's page, the drawing on an event's.

A line says that two are named in the same event, or what a record says one is to the other; never that they agree.
Chooses what is drawn and says what is left out; geometry is in `figures/`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.dossier import EventFacts, Neighbour, Participation, Tie
from generator.model.records import ActorRelation, Kind
from generator.model.statements import PLANNED
from generator.model.uris import RELATIONS, Link, record_uri
from generator.rendering.blocks import Block, Heading, Html
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.event_relations import EventDrawing, Head, Spoke, SpokeGroup, draw_event
from generator.rendering.figures.relations import MOST_COLUMNS, ActorDrawing, BeadKind, Column, Strand, draw_actor
from generator.rendering.figures.svg import element
from generator.rendering.markup import render_html
from generator.rendering.views.common import DateView, date_view, speaker_text

#: Neighbours that a drawing shows, at most; of an actor, so many of them by office or relation alone, if there are.
DRAWN = 12
_DRAWN_TIES = 4
#: Neighbours without which there is nothing to draw.
_DRAWN_FROM = 2
#: Events that the list names under one neighbour, at most.
_LISTED_EVENTS = 6

#: How surely an event names an actor, the surest first.
KINDS: tuple[BeadKind, ...] = ("named", "said", "expected", "absent")
#: Which event came first where a relation says so.
_HEADS: dict[str, Head] = {"response_to": "here", "follows_from": "here", "answered_by": "there", "leads_to": "there"}


@dataclass(frozen=True, slots=True)
class MarkView:
    """A mark of the legend and what it means."""

    glyph: Markup
    text: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A drawing in its two widths, and its legend."""

    wide: Markup
    narrow: Markup
    marks: tuple[MarkView, ...]
    note: str
    table: LinkView


@dataclass(frozen=True, slots=True)
class MeetingView:
    """An event that names both: in which roles, and on whose word alone."""

    date: DateView
    link: LinkView
    roles: str
    said: str


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """Another actor, what joins it, and in which events."""

    link: LinkView
    count: str
    ties: tuple[str, ...]
    meetings: tuple[MeetingView, ...]
    more: LinkView | None


@dataclass(frozen=True, slots=True)
class ActorRelationsView:
    """The drawing, where there is enough to draw, and the list that says the same."""

    figure: FigureView | None
    neighbours: tuple[NeighbourView, ...]
    more: LinkView | None


# An actor -------------------------------------------------------------------------------------------


def actor_relation_blocks(actor_id: str, context: Context) -> tuple[Block, ...]:
    """The actors named together with one; nothing where there are none."""
    found = context.dossier.actors[actor_id].neighbours
    if not found.nearest:
        return ()
    uri, words = record_uri(Kind.ACTOR, actor_id), context.words
    figure = _actor_figure(actor_id, uri, context) if len(found.nearest) >= _DRAWN_FROM else None
    rest = found.total - len(found.nearest)
    more = LinkView(words.count("relations.more_actors", rest), Link(RELATIONS).html_href(uri)) if rest else None
    view = ActorRelationsView(
        figure, tuple(_neighbour_view(actor_id, item, uri, context) for item in found.nearest), more)
    return Heading(2, words("relations.of_actor")), Html(render_html("relations_actor.html", view))


def _actor_figure(actor_id: str, uri: str, context: Context) -> FigureView:
    found, words = context.dossier.actors[actor_id].neighbours, context.words
    drawn = _drawn_neighbours(found.nearest)
    event_ids = _joining_events(actor_id, drawn, context)
    columns = event_ids if len(event_ids) <= MOST_COLUMNS else ()
    strands = tuple(_strand(actor_id, item, columns, uri, context) for item in drawn)
    rest = found.total - len(drawn)
    drawing = ActorDrawing(
        words("relations.actor_drawing", name=context.title(actor_id)), context.title(actor_id),
        tuple(Column(context.link(event_id, uri), short_date(event_id, context)) for event_id in columns),
        strands, LinkView(words.count("relations.more_actors", rest), "#named-with") if rest else None)
    kinds = {bead for strand in strands for bead in strand.beads if bead}
    has_doubt = any(strand.line == "doubt" for strand in strands)
    return _figure(draw_actor(drawing, "d-rel"), _actor_marks(kinds, strands, has_doubt, context),
                   words("relations.meaning"), uri, context)


def _drawn_neighbours(nearest: Sequence[Neighbour]) -> tuple[Neighbour, ...]:
    """The first of those that events join, and of those that only an office or relation joins."""
    joined = [item for item in nearest if item.event_ids or item.absent_ids]
    tied = [item for item in nearest if not (item.event_ids or item.absent_ids)]
    room = max(_DRAWN_TIES, DRAWN - len(joined))
    return (*joined[:DRAWN - min(room, len(tied))], *tied[:room])


def _joining_events(actor_id: str, neighbours: Iterable[Neighbour], context: Context) -> tuple[str, ...]:
    found = {event_id for item in neighbours for event_id in (*item.event_ids, *item.absent_ids)}
    return tuple(event_id for event_id in context.dossier.actors[actor_id].event_ids if event_id in found)


def short_date(event_id: str, context: Context) -> str:
    """A date with the remark "one day within", where it needs one."""
    if context.record(event_id).record.date is None:
        return ""
    date = date_view(context.record(event_id).record.date, context, short=True)
    return f"{date.text} ({date.remark})" if date.remark else date.text


def _strand(actor_id: str, item: Neighbour, columns: Sequence[str], uri: str, context: Context) -> Strand:
    shared = {*item.event_ids, *item.absent_ids}
    beads = tuple(_pair_kind(event_id, (actor_id, item.actor_id), context) if event_id in shared else None
                  for event_id in columns)
    joining = [_pair_kind(event_id, (actor_id, item.actor_id), context) for event_id in item.event_ids]
    arrow = 0 if shared else 1 if item.ties[0].is_own else -1
    return Strand(
        context.link(item.actor_id, uri), _count(item, context), len(item.event_ids),
        "; ".join(_tie_texts(actor_id, item, context)), beads,
        line="" if arrow or "named" in joining else "doubt" if "said" in joining else "plan", arrow=arrow)


def _count(item: Neighbour, context: Context) -> str:
    return context.words.count("count.events", len(item.event_ids)) if item.event_ids else ""


def _pair_kind(event_id: str, actor_ids: Iterable[str], context: Context) -> BeadKind:
    """How surely an event names them all: the least sure of them."""
    facts = context.dossier.events[event_id]
    return max((_kind_of(context.dossier.actors[actor_id].participations[event_id], facts, context)
                for actor_id in actor_ids), key=KINDS.index)


def _kind_of(parts: Iterable[Participation], facts: EventFacts, context: Context) -> BeadKind:
    """How surely an event names an actor: the surest of its parts."""
    return min((part_kind(part, facts, context) for part in parts), key=KINDS.index)


def part_kind(part: Participation, facts: EventFacts, context: Context) -> BeadKind:
    """How surely an actor takes part in a role."""
    if part.role == "not_present":
        return "absent"
    if part.stages and set(part.stages) <= set(PLANNED):
        return "expected"
    return "said" if taking_part_says(part, facts, context) else "named"


def taking_part_says(part: Participation, facts: EventFacts, context: Context) -> str:
    """Who says that an actor took part; where no outlet does and nobody is named for sure, so much as is said."""
    if part.speakers:
        return context.words("speaker.says" if len(part.speakers) == 1 else "speaker.say",
                             name=context.names(part.speakers))
    naming = (statement for statement in facts.statements if statement.id in part.statement_ids)
    said = [speaker_text(statement, context) for statement in naming]
    return said[0] if said and all(said) else ""


def _tie_texts(actor_id: str, item: Neighbour, context: Context) -> tuple[str, ...]:
    """What one of the two is to the other, each once."""
    return tuple(dict.fromkeys(
        _tie_text(tie, item.actor_id if tie.is_own else actor_id, context) for tie in item.ties))


def _tie_text(tie: Tie, of: str, context: Context) -> str:
    """`Minister, Norway` or `part of the Union`."""
    if isinstance(tie.said, ActorRelation):
        relation = context.term("actor-relations", tie.said.relation)
        return context.words("actor.relation", relation=relation, of=context.title(of))
    return context.words("actor.office", title=context.text(tie.said.title), of=context.title(of))


def _neighbour_view(actor_id: str, item: Neighbour, uri: str, context: Context) -> NeighbourView:
    shared = {*item.event_ids, *item.absent_ids}
    events = [event_id for event_id in context.dossier.actors[actor_id].event_ids if event_id in shared] \
        if item.absent_ids else list(item.event_ids)
    rest = len(events) - _LISTED_EVENTS
    link = context.link(item.actor_id, uri)
    return NeighbourView(
        link, _count(item, context), _listed_ties(actor_id, item, context),
        tuple(_meeting(event_id, actor_id, item.actor_id, uri, context) for event_id in events[:_LISTED_EVENTS]),
        LinkView(context.words.count("relations.more_events", rest), link.href) if rest > 0 else None)


def _listed_ties(actor_id: str, item: Neighbour, context: Context) -> tuple[str, ...]:
    """As `_tie_texts`, with the name of the actor at hand where it is the one who bears it."""
    return tuple(dict.fromkeys(
        context.words("relations.own_tie", name=context.title(actor_id), tie=_tie_text(tie, item.actor_id, context))
        if tie.is_own else _tie_text(tie, actor_id, context) for tie in item.ties))


def _meeting(event_id: str, actor_id: str, other_id: str, uri: str, context: Context) -> MeetingView:
    facts, record = context.dossier.events[event_id], context.record(event_id).record
    parts = [context.dossier.actors[each].participations[event_id] for each in (actor_id, other_id)]
    own, other = (", ".join(dict.fromkeys(context.term("roles", part.role) for part in found)) for found in parts)
    roles = context.words("relations.both", role=own) if own == other else context.words(
        "relations.roles", own_name=context.title(actor_id), own=own, name=context.title(other_id), role=other)
    said = dict.fromkeys(filter(None, (_only_says(found, facts, context) for found in parts)))
    if any(_kind_of(found, facts, context) == "expected" for found in parts):
        said[context.words("fact.only_expected")] = None
    return MeetingView(date_view(record.date, context, short=True), context.link(event_id, uri), roles, " ".join(said))


def _only_says(parts: Sequence[Participation], facts: EventFacts, context: Context) -> str:
    """On whose word alone an event names an actor; empty where an outlet names it in any role."""
    said = [taking_part_says(part, facts, context) for part in parts]
    return said[0] if all(said) else ""


# An event -------------------------------------------------------------------------------------------


def event_relation_blocks(event_id: str, context: Context) -> tuple[Block, ...]:
    """Who is named in an event and what is related to it, drawn; nothing where that is less than two."""
    facts, uri = context.dossier.events[event_id], record_uri(Kind.EVENT, event_id)
    claim_ids = [claim_id for claim_id in facts.claim_ids if claim_id in context.dossier.claims]
    parts = sorted(facts.participations, key=lambda part: part.role == "not_present")
    neighbours = {part.actor_id for part in parts} | {other for _, other in facts.related} | set(claim_ids)
    if len(neighbours) < _DRAWN_FROM:
        return ()
    rooms = _allot((len(parts), len(facts.related), len(claim_ids)))
    named = _grouped([(part.role, Spoke(context.link(part.actor_id, uri), part_kind(part, facts, context)))
                      for part in parts], rooms[0], "roles", uri, context)
    related = _grouped([(relation, Spoke(context.link(other, uri), head=_HEADS.get(relation, "")))
                        for relation, other in facts.related], rooms[1], "relation", uri, context)
    claims = _grouped([("claims", Spoke(context.link(claim_id, uri))) for claim_id in claim_ids],
                      rooms[2], "page", uri, context)
    drawing = EventDrawing(context.words("relations.event_drawing", title=context.title(event_id)),
                           context.title(event_id), short_date(event_id, context),
                           named, (*related, *claims))
    figure = _figure(draw_event(drawing, "d-rel"), _event_marks(drawing, context),
                     context.words("relations.meaning_event"), uri, context)
    return (Heading(2, context.words("relations.of_event")), Html(render_html("relations_event.html", figure)))


def _allot(sizes: Sequence[int]) -> tuple[int, ...]:
    """How many of each list are drawn: those named and related before claims, none left empty that has something."""
    rooms = [0] * len(sizes)
    shares = (2, 2, 1)
    while sum(rooms) < min(DRAWN, sum(sizes)):
        for index, share in enumerate(shares):
            left = DRAWN - sum(rooms)
            rooms[index] += max(0, min(share, sizes[index] - rooms[index], left))
    return tuple(rooms)


#: Where those are that a drawing leaves out: below it on the page, or in the table.
_REST = {"relation": "#event-related", "page": "#event-claims"}


def _grouped(
    items: Sequence[tuple[str, Spoke]], room: int, vocabulary: str, uri: str, context: Context
) -> tuple[SpokeGroup, ...]:
    """So many of them, under their roles or relations; the last group says how many are left out."""
    found: dict[str, list[Spoke]] = {}
    for key, spoke in items[:room]:
        found.setdefault(key, []).append(spoke)
    sizes = {key: sum(1 for other, _ in items if other == key) for key in found}
    groups = [SpokeGroup(_group_label(vocabulary, key, sizes[key], context), tuple(spokes))
              for key, spokes in found.items()]
    rest = len(items) - room
    if groups and rest:
        more = LinkView(context.words.count("relations.more", rest),
                        _REST.get(vocabulary) or Link(RELATIONS).html_href(uri))
        groups[-1] = SpokeGroup(groups[-1].label, groups[-1].spokes, more)
    return tuple(groups)


def _group_label(vocabulary: str, key: str, size: int, context: Context) -> str:
    return context.term(vocabulary, key, plural=size > 1)


# Legends --------------------------------------------------------------------------------------------


def _figure(
    drawn: tuple[Markup, Markup], marks: tuple[MarkView, ...], note: str, uri: str, context: Context
) -> FigureView:
    return FigureView(*drawn, marks, note, relations_link(uri, context))


def relations_link(uri: str, context: Context) -> LinkView:
    """The way to the table of actors and events from another page."""
    return LinkView(context.words("relations.link"), Link(RELATIONS).html_href(uri))


def _actor_marks(
    kinds: Iterable[BeadKind], strands: Sequence[Strand], has_doubt: bool, context: Context
) -> tuple[MarkView, ...]:
    found = [MarkView(_glyph(_in_both_widths(kind)), context.words(f"relations.mark.{kind}"))
             for kind in KINDS if kind in kinds]
    if not found and any(strand.events for strand in strands):
        found.append(MarkView(_glyph(element("rect", x=0, y=2, width=24, height=8, class_="d-bar")),
                              context.words("relations.mark.bar")))
    if has_doubt:
        found.append(MarkView(_line_glyph("d-rel__doubt"), context.words("relations.mark.doubt")))
    # Where beads stand on a line, they say it.
    if not kinds and any(strand.line == "plan" for strand in strands):
        found.append(MarkView(_line_glyph("d-rel__plan"), context.words("relations.mark.plan")))
    if any(strand.arrow for strand in strands):
        head = element("path", d="M17 2L24 6L17 10z", class_="d-rel__head")
        found.append(MarkView(_line_glyph("d-rel__tie", head), context.words("relations.mark.tie")))
    return tuple(found)


def _event_marks(drawing: EventDrawing, context: Context) -> tuple[MarkView, ...]:
    kinds = {spoke.kind for group in drawing.named for spoke in group.spokes}
    found = [MarkView(_glyph(_bead(kind)), context.words(f"relations.spoke.{kind}"))
             for kind in KINDS if kind in kinds and kinds != {"named"}]
    if any(spoke.head for group in drawing.related for spoke in group.spokes):
        head = element("path", d="M17 2L24 6L17 10z", class_="d-rel__head")
        found.append(MarkView(_line_glyph("", head), context.words("relations.mark.arrow")))
    return tuple(found)


def _in_both_widths(kind: BeadKind) -> Markup:
    """A bead as it looks in the wide drawing and, where numbers stand in it, in the narrow one."""
    narrow = element("circle", cx=12, cy=6, r=4.6, class_=f"d-bead d-bead--{kind}")
    if kind == "absent":
        narrow += element("path", d="M9 9L15 3", class_="d-bead d-bead--absent")
    return element("g", _bead(kind), class_="d-tl--wide") + element("g", narrow, class_="d-tl--narrow")


def _bead(kind: BeadKind) -> Markup:
    if kind == "absent":
        return element("path", d="M8 2L16 10M8 10L16 2", class_="d-bead d-bead--absent")
    core = element("circle", cx=12, cy=6, r=2, class_="d-bead d-bead--core") if kind == "said" else Markup("")
    return element("circle", cx=12, cy=6, r=4.6, class_=f"d-bead d-bead--{kind}") + core


def _line_glyph(css: str, head: Markup = Markup("")) -> Markup:
    return _glyph(element("path", d="M0 6H24", class_=f"d-rel__strand {css}".strip()) + head)


def _glyph(content: Markup) -> Markup:
    return element("svg", content, class_="d-g d-g--w", viewBox="0 0 24 12", aria_hidden="true")

"""Which actors are named together: in the same events, or by an office or relation that a record gives.

Says nothing on whether they met or agree. The number of pairs grows with the square of an event's participants, so
only the nearest neighbours are kept with their events, and all of them are counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nsmallest

from generator.model.content import Content
from generator.model.dossier import Neighbour, Neighbours, Participation, Tie
from generator.model.records import Kind

#: Neighbours kept of each actor: those named in most events with it, and those tied to it by their records alone.
NEAREST_BY_EVENTS = 20
NEAREST_BY_TIES = 8

Participations = Mapping[str, Mapping[str, Sequence[Participation]]]


def link_all_neighbours(content: Content, participations: Participations, order: Mapping[str, int]
                        ) -> dict[str, Neighbours]:
    """The neighbours of all actors; `participations` are by actor and event, `order` is the events' order."""
    named: dict[str, list[str]] = {}
    for actor_id, taking_part in participations.items():
        for event_id in taking_part:
            named.setdefault(event_id, []).append(actor_id)
    ties = _all_ties(content)
    return {record.id: _neighbours(record.id, participations, named, ties.get(record.id, {}), order)
            for record in content.of_kind(Kind.ACTOR)}


def _all_ties(content: Content) -> dict[str, dict[str, list[Tie]]]:
    """The offices and relations between actors, under both of them: by actor and other actor."""
    actors = {record.id for record in content.of_kind(Kind.ACTOR)}
    found: dict[str, dict[str, list[Tie]]] = {}
    for record in content.of_kind(Kind.ACTOR):
        written = [*((role.of, role) for role in record.record.roles),
                   *((relation.actor, relation) for relation in record.record.relations)]
        for other_id, said in written:
            if other_id in actors and other_id != record.id:
                found.setdefault(record.id, {}).setdefault(other_id, []).append(Tie(said, is_own=True))
                found.setdefault(other_id, {}).setdefault(record.id, []).append(Tie(said, is_own=False))
    return found


def _neighbours(
    actor_id: str, participations: Participations, named: Mapping[str, Sequence[str]],
    ties: Mapping[str, Sequence[Tie]], order: Mapping[str, int],
) -> Neighbours:
    own = participations.get(actor_id, {})
    counts: Counter[str] = Counter()
    for event_id in own:
        counts.update(named[event_id])
    counts.pop(actor_id, None)
    by_events = nsmallest(NEAREST_BY_EVENTS, counts, key=lambda other_id: (-counts[other_id], other_id))
    by_ties = sorted(ties.keys() - counts.keys())
    event_ids = sorted(own, key=order.__getitem__)
    joined = [_neighbour(other_id, event_ids, own, participations[other_id], ties.get(other_id, ()))
              for other_id in by_events]
    joined.sort(key=lambda item: (-len(item.event_ids), -len(item.absent_ids), not item.ties,
                                  order[(item.event_ids or item.absent_ids)[0]], item.actor_id))
    tied = [Neighbour(other_id, (), (), tuple(ties[other_id])) for other_id in by_ties[:NEAREST_BY_TIES]]
    return Neighbours((*joined, *tied), len(counts) + len(by_ties))


def _neighbour(
    other_id: str, event_ids: Sequence[str], own: Mapping[str, Sequence[Participation]],
    others: Mapping[str, Sequence[Participation]], ties: Sequence[Tie],
) -> Neighbour:
    shared = [event_id for event_id in event_ids if event_id in others]
    absent = [event_id for event_id in shared
              if is_only_absent(own[event_id]) or is_only_absent(others[event_id])]
    missed = set(absent)
    return Neighbour(other_id, tuple(event_id for event_id in shared if event_id not in missed), tuple(absent),
                     tuple(ties))


def is_only_absent(parts: Sequence[Participation]) -> bool:
    """Whether all that an event says of an actor is that it was not there."""
    return all(part.role == "not_present" for part in parts)

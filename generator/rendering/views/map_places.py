"""Which places a map shows, in which frames, and what they are called there: for the map's page and for locators.

Owns the choice. The frames follow from the places alone, so the command that makes the base map asks here too.
"""

from dataclasses import dataclass

from generator.model.dossier import Dossier
from generator.model.records import Kind, Name, Place
from generator.model.uris import Link, record_uri
from generator.rendering.context import Context
from generator.rendering.figures.map_drawing import Mark
from generator.rendering.figures.map_frames import SAMPLE, Frame, MapPlan, Point, Size, frame_around, plan_map

#: Places that are drawn, and those among them that are named, at most: those first of which most is told.
MOST_DRAWN = 400
MOST_NAMED = 40
#: Pixels of the drawings: the frame beside the text, the insets in its margin; one below the other on a phone.
WIDE, WIDE_INSET = Size(560, 380, 610), Size(252, 180, 310)
NARROW, NARROW_INSET = Size(310, 260, 390), Size(310, 200, 330)
LOCATOR = Size(248, 170, 230)


@dataclass(frozen=True, slots=True)
class DossierMap:
    """The frames of a dossier's map for wide and narrow screens, and the places in them by weight."""

    points: tuple[Point, ...]
    undrawn: int
    wide: MapPlan
    narrow: MapPlan

    @property
    def named_ids(self) -> tuple[str, ...]:
        """The places that are called by their names, those first of which most is told."""
        return tuple(point.id for point in self.points[:MOST_NAMED])


def find_map(dossier: Dossier) -> DossierMap | None:
    """The map of a dossier; None where no place has coordinates."""
    points = sorted(_points(dossier), key=lambda point: (-point.weight, point.id))
    if not points:
        return None
    drawn = tuple(points[:MOST_DRAWN])
    return DossierMap(drawn, len(points) - len(drawn), plan_map(drawn, WIDE, WIDE_INSET),
                      plan_map(drawn, NARROW, NARROW_INSET))


def map_positions(dossier: Dossier) -> frozenset[tuple[object, ...]]:
    """What the frames of a dossier's map follow from: where its places lie and, where there are many, their weights."""
    points = _points(dossier)
    many = len(points) > SAMPLE
    return frozenset((point.id, *point.position, point.weight if many else 0) for point in points)


def map_of(context: Context) -> DossierMap | None:
    """The map of the dossier that is published; None where it has no base map or no place on it."""
    if context.dossier.content.base_map is None:
        return None
    return context.once("map", lambda: find_map(context.dossier))


def _points(dossier: Dossier) -> list[Point]:
    found = []
    for loaded in dossier.content.of_kind(Kind.PLACE):
        place: Place = loaded.record
        if place.coordinates and not place.not_a_place:
            weight = len(dossier.places[loaded.id].event_ids)
            found.append(Point(loaded.id, place.coordinates.lon, place.coordinates.lat, weight))
    return found


def locator_frames(found: DossierMap) -> tuple[tuple[Frame, tuple[Point, ...]], ...]:
    """The stretches in which places are shown on their own pages, insets before the map, each with its places."""
    insets = tuple((frame_around(members, LOCATOR, 0.24, 0.8), members) for _, members in found.wide.insets)
    main = frame_around(found.wide.inside, LOCATOR, 0.09, 5.0)
    return (*insets, (main, found.wide.inside))


def mark_of(place_id: str, from_uri: str, context: Context, number: int = 0) -> Mark:
    """A place as it is drawn on a page."""
    place: Place = context.record(place_id).record
    assert place.coordinates is not None
    count = len(context.dossier.places[place_id].event_ids)
    title = context.words("map.mark", place=context.title(place_id), events=context.words.count("count.events", count))
    return Mark(place.coordinates.precision, shown_names(place_id, context), str(count) if count else "", title,
                Link(record_uri(Kind.PLACE, place_id)).html_href(from_uri), number)


def shown_names(place_id: str, context: Context) -> tuple[tuple[str, str], ...]:
    """The names in a drawing, with languages: the dossier's, others in its language, and of a disputed place all.

    Where a place has other names, but none in the language of the page, those in the dossier's next language that
    has some stand for them: a name that one side uses is not lost with the language. Spellings that differ in
    nothing but case, spaces and hyphens are one name.
    """
    place: Place = context.record(place_id).record
    disputed = bool(status_claims(place_id, context))
    languages = (context.language, *context.dossier.content.settings.model.languages)
    language_shown = next((code for code in languages if any(_is_other_name(name, code) for name in place.names)), "")
    shown = {_folded(context.title(place_id)): (context.title(place_id), "")}
    for name in place.names:
        if (disputed and name.kind != "transliteration") or _is_other_name(name, language_shown):
            language = name.language or ""
            shown.setdefault(_folded(name.value), (name.value, "" if language == context.language else language))
    return tuple(shown.values())


def status_claims(place_id: str, context: Context) -> list[str]:
    """The claims about to whom a place belongs."""
    return [claim_id for claim_id in context.dossier.places[place_id].claim_ids
            if claim_id in context.dossier.claims and context.record(claim_id).record.kind == "status"]


def _is_other_name(name: Name, language: str) -> bool:
    return name.kind == "alias" and name.language == language


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())

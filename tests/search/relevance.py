"""What readers type and which page must then come first, tried in the search of a built site.

Owns the score. The searches are data of the dossier, `content/searches.yml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.content import Content
from generator.model.searches import ExpectedSearch
from generator.model.uris import Link, record_uri
from tests.search.engine import Engine


@dataclass(frozen=True, slots=True)
class Outcome:
    """A search, the place of the best page that it must find, 0 where that is not found, and the pages that came."""

    search: ExpectedSearch
    place: int
    pages: tuple[str, ...]

    @property
    def is_hit(self) -> bool:
        """Whether a wanted page came early enough."""
        return 0 < self.place <= self.search.among


def record_pages(content: Content) -> dict[str, str]:
    """The page of each record by its id."""
    return {record.id: Link(record_uri(record.kind, record.id)).html_href("") for record in content.records.values()}


def try_searches(engine: Engine, searches: Iterable[ExpectedSearch], pages: Mapping[str, str]) -> list[Outcome]:
    """Every search, as somebody types it who has not yet pressed Enter. Raises KeyError for an id of no record."""
    outcomes = []
    for search in searches:
        wanted = {pages[record_id] for record_id in search.find}
        found = engine.find(search.ask, is_open=True, most=12).pages
        place = next((at for at, page in enumerate(found, 1) if page in wanted), 0)
        outcomes.append(Outcome(search, place, tuple(found[:4])))
    return outcomes


def report(outcomes: Iterable[Outcome], least: int) -> str:
    """Each search that fails with what came instead, and the score beside the recorded one."""
    outcomes = list(outcomes)
    hits = sum(outcome.is_hit for outcome in outcomes)
    lines = [f"  {outcome.search.ask}\n    wanted among {outcome.search.among:.0f}: {', '.join(outcome.search.find)}\n"
             f"    came: {', '.join(outcome.pages) or 'nothing'}" for outcome in outcomes if not outcome.is_hit]
    return "\n".join([*lines, f"Search: {hits} of {len(outcomes)} succeed; recorded: {least:.0f}."])

"""Long lists in parts, so that no page lists all records: how they are cut and how one gets from part to part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.model.uris import Link, part_uri
from generator.rendering.context import Context, LinkView

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PartsView:
    """Links to all parts; the one shown has no address."""

    label: str
    links: tuple[LinkView, ...]


def split_parts(items: Sequence[Item], length: int) -> list[Sequence[Item]]:
    """The items in parts of at most this length; one empty part where there are none."""
    return [items[start:start + length] for start in range(0, len(items), length)] or [items]


def parts_view(folder: str, first_uri: str, number: int, total: int, uri: str, context: Context) -> PartsView:
    """The links from one part to the others."""
    links = tuple(
        LinkView(context.words("parts.part", n=part),
                 "" if part == number else Link(first_uri if part == 1 else part_uri(folder, part)).html_href(uri))
        for part in range(1, total + 1))
    return PartsView(context.words("parts.label"), links)

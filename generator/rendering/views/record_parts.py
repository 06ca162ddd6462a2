"""The further pages of an actor or a place: what the lists of its own page leave to them, with every entry in full.

Owns how these pages look and lead to each other. What their entries are is decided in `record_lists.py`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.uris import Link
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.glances import SCRIPTS, STYLES, glance_block
from generator.rendering.views.parts import PartsView, split_parts
from generator.rendering.views.record_lists import PART_ENTRIES, PageState, Rest, section


def part_pages(record: LoadedRecord[Any], page: PageState) -> Iterator[Page]:
    """The pages to which the lists of a record's page have left something; they are not searched for, the page is."""
    for rest in page.rests:
        parts = split_parts(rest.items, PART_ENTRIES)
        for index, items in enumerate(parts):
            yield _part_page(record, page, rest, index, items, len(parts))


def _part_page(
    record: LoadedRecord[Any], page: PageState, rest: Rest, index: int, items: Sequence[Any], total: int
) -> Page:
    context = page.context
    part = PageState(rest.part_uri(page.uri, index + 2), record.id, context, is_part=True)
    title, name, first = context.title(record.id), context.words(rest.key), rest.start + index * PART_ENTRIES
    heading = context.words("record.part", list=name, first=str(first + 1), last=str(first + len(items)),
                            total=str(rest.start + len(rest.items)))
    blocks: list[Block] = [
        Html(render_html("kicker.html", (context.words(f"kind.{record.kind.value}"), name))), Heading(1, title),
        Html(render_html("parts_nav.html", _links(page, part, rest, index, total))),
        *section(rest.key, rest.view_of(items, part), context, heading)]
    if index + 1 < total:
        following = Link(rest.part_uri(page.uri, index + 3)).html_href(part.uri)
        blocks.append(Html(render_html("more.html", LinkView(context.words("record.next"), following))))
    blocks.append(glance_block(context, part.numbering, part.uri))
    meta = PageMeta(record.kind.value, f"{title}: {name}", heading, styles=STYLES, scripts=SCRIPTS)
    return Page(part.uri, meta, tuple(blocks), record.path)


def _links(page: PageState, part: PageState, rest: Rest, index: int, total: int) -> PartsView:
    """The links to the record's page, by its name, and to all parts."""
    context = page.context
    others = (LinkView(context.words("parts.part", n=number),
                       "" if number == index + 2 else Link(rest.part_uri(page.uri, number)).html_href(part.uri))
              for number in range(2, total + 2))
    return PartsView(context.words("parts.label"), (context.link(page.record_id, part.uri), *others))

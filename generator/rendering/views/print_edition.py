"""The print edition: the whole dossier on one page, or in parts with a contents page where it is large.

Owns the pages. Their entries are made in `print_entries`, numbers and parts in `rendering/edition.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.uris import PRINT_EDITION, Link
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta
from generator.rendering.context import Context, LinkView
from generator.rendering.edition import EditionContext, Part, entry_id, make_edition
from generator.rendering.markup import render_html
from generator.rendering.views.common import page_labels
from generator.rendering.views.facts import FactView, ValueView
from generator.rendering.views.parts import PartsView
from generator.rendering.views.print_entries import EntryView, entry_view

_STYLES = ("edition",)
#: Sections whose entries are found by number.
_NUMBERED = ("events", "claims", "sources")


@dataclass(frozen=True, slots=True)
class TitleView:
    """What the edition is: the dossier's own facts, its limits, how to read it."""

    subtitle: str
    facts: tuple[FactView, ...]
    limits: tuple[str, ...]
    reading: tuple[str, ...]
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class ContentsItemView:
    """A section or a part in the table of contents, with the entries found by number where it is one page."""

    link: LinkView
    rest: str
    entries: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentsView:
    """The table of contents."""

    title: str
    items: tuple[ContentsItemView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """The entries of one kind in one part; `range` says which of them where there are more."""

    id: str
    title: str
    range: str
    entries: tuple[EntryView, ...]
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    """The records of one kind in one part."""

    folder: str
    record_ids: tuple[str, ...]


def render_print_edition(context: Context) -> Iterator[Page]:
    """The edition's pages, the one with title and contents first."""
    edition, parts = make_edition(context)
    title, blocks = context.words("print.title"), [*_title_blocks(context), _contents(parts, edition)]
    if parts[0].number == 0:
        blocks += _entry_blocks(parts[0], edition)
    yield Page(PRINT_EDITION, _meta(title, context), tuple(blocks))
    if parts[0].number:
        yield from (_part_page(part, parts, edition) for part in parts)


def _meta(title: str, context: Context) -> PageMeta:
    description = context.text(context.dossier.content.settings.model.subtitle)
    return PageMeta("print", title, description, styles=_STYLES)


def _part_page(part: Part, parts: Sequence[Part], edition: EditionContext) -> Page:
    words = edition.words
    settings = edition.dossier.content.settings.model
    name = words("print.part", n=part.number, total=len(parts))
    links = (LinkView(words("print.contents"), Link(PRINT_EDITION).html_href(part.uri)), *(
        LinkView(str(other.number), "" if other is part else Link(other.uri).html_href(part.uri))
        for other in parts if abs(other.number - part.number) <= 4 or other.number in (1, len(parts))))
    nav = Html(render_html("parts_nav.html", PartsView(words("parts.label"), links)))
    blocks: list[Block] = [
        Html(render_html("kicker.html", (words("print.title"), name))), Heading(1, edition.text(settings.title)), nav,
        *_entry_blocks(part, edition), nav]
    return Page(part.uri, _meta(f"{words('print.title')}, {name}", edition), tuple(blocks))


def _title_blocks(context: Context) -> list[Block]:
    settings, words = context.dossier.content.settings.model, context.words
    licence = " ".join(filter(None, [settings.licence.name, settings.licence.url or ""]))
    facts = [(words("print.published"), context.text(settings.publisher), ""),
             (words("print.version"), f"{settings.version}, {context.date(settings.date)}", ""),
             (words("print.period"), context.date(settings.period), ""),
             (words("print.address"), context.site_url, ""),
             (words("print.licence"), licence, context.text(settings.licence.note))]
    labels = {"facts": words("page.facts"), "limits": words("home.limits"), "reading": words("print.reading")}
    view = TitleView(
        context.text(settings.subtitle),
        tuple(FactView(label, (ValueView(text=text, why=why),)) for label, text, why in facts if text),
        tuple(map(context.text, settings.limits)),
        tuple(words(f"print.{key}") for key in ("reading_text", "voices_text", "articles_text")), labels)
    return [Html(render_html("kicker.html", (words("print.title"), ""))), Heading(1, context.text(settings.title)),
            Html(render_html("print_title.html", view))]


def _sections(part: Part, edition: EditionContext) -> list[_Section]:
    grouped = groupby(part.record_ids, key=lambda record_id: edition.record(record_id).kind.folder)
    return [_Section(folder, tuple(record_ids)) for folder, record_ids in grouped]


def _contents(parts: Sequence[Part], edition: EditionContext) -> Html:
    """Sections with their entries where the edition is one page, else the parts and what stands in them."""
    words = edition.words
    if parts[0].number:
        items = [ContentsItemView(
            LinkView(words("print.part", n=part.number, total=len(parts)), Link(part.uri).html_href(PRINT_EDITION)),
            "; ".join(f"{words(f'nav.{section.folder}')} {_range(section, edition)}".strip()
                      for section in _sections(part, edition))) for part in parts]
    else:
        items = [ContentsItemView(
            LinkView(words(f"nav.{section.folder}"), f"#p--{section.folder}"), str(len(section.record_ids)),
            tuple(LinkView(edition.title(record_id), f"#{entry_id(record_id)}") for record_id in section.record_ids
                  if section.folder in _NUMBERED)) for section in _sections(parts[0], edition)]
    return Html(render_html("print_contents.html", ContentsView(words("print.contents"), tuple(items))))


def _range(section: _Section, edition: EditionContext) -> str:
    """`1–200`: the numbers of the first and last entry, or their names in the register; empty for a whole kind."""
    first, last = section.record_ids[0], section.record_ids[-1]
    total = len(edition.dossier.content.of_kind(edition.record(first).kind))
    if len(section.record_ids) == total:
        return ""
    if section.folder in ("actors", "places"):
        return f"{edition.title(first)} – {edition.title(last)}"
    return f"{edition.numbers[first]}–{edition.numbers[last]}"


def _entry_blocks(part: Part, edition: EditionContext) -> Iterator[Block]:
    words = edition.words
    before, _, after = words("print.in_full", label="\n").partition("\n")
    labels = {key: value for key, value in page_labels(edition).items() if isinstance(value, str)} | {
        "finding": words("claim.finding"), "in_full_before": before, "in_full_after": after}
    for section in _sections(part, edition):
        entries = tuple(entry_view(edition.record(record_id), part.uri, edition) for record_id in section.record_ids)
        yield Html(render_html("print_entries.html", SectionView(
            f"p--{section.folder}", words(f"nav.{section.folder}"), _range(section, edition), entries, labels)))

"""What holds on every kind of page: from disk and from a server, without scripts, without storage, and on paper."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page

from tests.support.page_kinds import ON_DISK, examples, kind_of, parts_of
from tests.support.reader import Reader

#: A4 within the margins that `print.css` sets, in pixels of a screen.
PAPER = {"width": 642, "height": 979}
WHITE = ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def faults_of(reader: Reader, uris: Iterable[str], judge: Callable[[Page], Iterable[str]]) -> list[str]:
    """What is wrong with these pages, opened one after the other, by a judge and by what went wrong meanwhile."""
    found = []
    for uri in uris:
        page = reader.open(uri)
        found += [f"{uri}: {fault}" for fault in judge(page)]
        found += [f"{uri}: {fault}" for fault in (*reader.foreign, *reader.errors)]
        reader.errors.clear()
        reader.requests.clear()
    return found


def missing(page: Page) -> list[str]:
    """What every page has and a reader does not see here."""
    found = [] if page.locator("h1").is_visible() else ["no heading"]
    sections = page.get_by_role("navigation", name="Sections").get_by_role("link")
    return found if sections.first.is_visible() else [*found, "no sections"]


def test_every_page_opens(reader: Reader) -> None:
    faults = faults_of(reader, ON_DISK, missing)
    assert not faults, "\n".join(faults)


def test_every_page_reads_without_scripts(scriptless: Reader) -> None:
    faults = faults_of(scriptless, ON_DISK, missing)
    assert not faults, "\n".join(faults)


def test_every_page_reads_where_nothing_may_be_stored(storageless: Reader) -> None:
    faults = faults_of(storageless, ON_DISK, missing)
    assert not faults, "\n".join(faults)


# On paper ---------------------------------------------------------------------------------------------


def faults_on_paper(page: Page) -> list[str]:
    """What is wrong with a page on paper: it is wider, dark, or shows what nobody can press there."""
    page.emulate_media(media="print", color_scheme="dark")
    found = [] if page.pdf(format="A4", tagged=True).startswith(b"%PDF-") else ["no PDF"]
    width = page.evaluate("() => document.documentElement.scrollWidth")
    if width > PAPER["width"]:
        found.append(f"{width} pixels wide")
    if (colour := page.evaluate("() => getComputedStyle(document.body).backgroundColor")) not in WHITE:
        found.append(f"on {colour}")
    shown = page.locator("input, select, textarea, dialog, .d-mast__tools").filter(visible=True)
    found += shown.evaluate_all("all => all.map(one => one.outerHTML.slice(0, 80))")
    return [*found, *missing_on_paper(page)]


def missing_on_paper(page: Page) -> list[str]:
    """What a printed page must show."""
    return [] if page.locator("h1").is_visible() else ["no heading"]


def test_every_page_prints(http_reader: Reader) -> None:
    http_reader.page.set_viewport_size(PAPER)
    faults = faults_of(http_reader, ON_DISK, faults_on_paper)
    assert not faults, "\n".join(faults)


def test_marked_passages_are_printed_as_marked(http_reader: Reader) -> None:
    page = http_reader.open("sources/avisa-2021-03-05.html")
    page.emulate_media(media="print")
    marks = page.locator("mark[data-q]").evaluate_all(
        "marks => marks.map(getComputedStyle).map(style => [style.printColorAdjust, style.borderBottomStyle])")
    assert marks
    # A printer that leaves out backgrounds still draws lines.
    assert [mark for mark in marks if mark[0] != "exact" and mark[1] == "none"] == []


# How pages are chosen ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("pages", "most", "expected"), [
    ({"a": "x", "b": "x y", "c": "x y"}, 3, ["b"]),
    ({"a": "x", "b": "x y", "c": "z"}, 3, ["b", "c"]),
    ({"a": "x", "b": "x y", "c": "z"}, 1, ["b"]),
    ({"a": ""}, 3, []),
], ids=["one has all", "two have all", "as many as asked for", "no parts"])
def test_pages_are_chosen_that_show_every_part(pages: dict[str, str], most: int, expected: list[str]) -> None:
    assert examples({uri: frozenset(parts.split()) for uri, parts in pages.items()}, most) == expected


def test_a_kind_stands_in_the_front_matter() -> None:
    assert kind_of('---\ntitle: "x"\nkind: "event"\n---\n') == "event"
    assert kind_of("---\ntitle: x\n---\nkind: event\n") == kind_of("kind: event\n") == "prose"


def test_parts_are_elements_and_classes() -> None:
    assert parts_of('<p class="a b"><br></p>x < y') == {"p", "a", "b", "br"}

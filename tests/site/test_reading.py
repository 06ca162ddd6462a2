"""The golden site as a reader meets it: in a browser, over HTTP and from disk, with and without scripts.

The way that every statement promises is walked once: home, event, number, quote, lit passage, and back.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.golden import golden_build
from tests.support.page_kinds import KINDS, ON_DISK
from tests.support.reader import Reader, serving

__all__ = ["KINDS", "ON_DISK", "Reader", "lit_marks", "marks_of", "serving", "span_of"]

WIDTHS = (320, 360, 768, 1440)


# The way from a statement to its words and back -------------------------------------------------------

_LIT = """() => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.background = 'var(--d-lit)';
  const lit = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const isLit = mark => getComputedStyle(mark).backgroundColor === lit;
  return [...document.querySelectorAll('mark[data-q]')].filter(isLit).map(mark => mark.dataset.q);
}"""


def lit_marks(page: Page) -> list[str]:
    """The passages each lit mark belongs to, in text order."""
    found: list[str] = page.evaluate(_LIT)
    return found


def marks_of(page: Page, span: str) -> list[str]:
    """The passages of each mark of one passage."""
    marks = page.locator("mark[data-q]").evaluate_all("marks => marks.map(mark => mark.dataset.q)")
    return [mark for mark in marks if span in mark.split()]


def span_of(place: str) -> str:
    """`10-20` in `sources/a.html#q-a-10-20`."""
    found = re.search(r"-(\d+-\d+)$", place)
    assert found, place
    return found[1]


def walk(reader: Reader) -> None:
    """From home to the lit passage of an event's second sentence, which overlaps with the first, and back."""
    page = reader.open("index.html")
    page.get_by_role("link", name="Ferry operator and union meet in Oslo").first.click()
    assert reader.place == "events/oslo-talks.html"
    number = page.locator(".d-cite").nth(1)
    number.click()
    quote = page.locator(":target")
    expect(quote).to_be_in_viewport()
    expect(quote.locator("q")).to_have_text("møttes torsdag i Oslo i seks timer, uten å komme til enighet")
    quote.get_by_role("link", name="Avisa, 5 March 2021").click()
    assert reader.place.startswith("sources/avisa-2021-03-05.html#q-")
    expect(page.locator("mark[data-q]", has_text="møttes torsdag").first).to_be_in_viewport()
    span = span_of(reader.place)
    assert lit_marks(page) == marks_of(page, span)
    assert len(lit_marks(page)) == 2
    note = page.locator(f".d-note[data-q='{span}']")
    if not note.is_visible():  # It is folded; its number leads into the fold, without a script too.
        page.locator(f".d-ref[href='#{note.get_attribute('id')}']").click()
    note.get_by_role("link", name="Ferry operator and union meet in Oslo").first.click()
    assert re.fullmatch(r"events/oslo-talks\.html#s-[0-9a-f]{8}", reader.place)
    expect(page.locator(":target")).to_have_text("They parted without agreement.")
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_statement_leads_to_its_lit_words_and_back(reader: Reader) -> None:
    walk(reader)
    assert (reader.foreign, reader.errors) == ([], [])


def test_it_does_without_scripts(scriptless: Reader) -> None:
    walk(scriptless)
    assert (scriptless.foreign, scriptless.errors) == ([], [])


def _sources() -> list[str]:
    public = golden_build().public
    assert public is not None
    return [f"sources/{source_id}.html" for source_id in public.dossier.articles]


@pytest.mark.parametrize("uri", _sources())
def test_every_passage_lights_all_its_words_and_no_others(http_reader: Reader, uri: str) -> None:
    page = http_reader.open(uri)
    assert lit_marks(page) == []
    anchors = page.locator(".d-anchor").evaluate_all("anchors => anchors.map(anchor => anchor.id)")
    for anchor in anchors:
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        expected = marks_of(page, span_of(anchor))
        # Words that are withheld have no mark.
        assert lit_marks(page) == expected


def test_some_passages_overlap(http_reader: Reader) -> None:
    page = http_reader.open("sources/avisa-2021-03-05.html")
    assert page.locator("mark[data-q*=' ']").count() > 0


# Every kind of page -----------------------------------------------------------------------------------


def assert_fits(reader: Reader, uri: str) -> None:
    """Open a page in all widths; nothing goes wrong, and nothing stands beyond the edge."""
    page = reader.open(uri)
    assert page.locator("meta[http-equiv='Content-Security-Policy']").count() == 1
    too_wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("() => document.documentElement.scrollWidth")
        if found > width:
            too_wide.append((width, found))
    assert too_wide == []
    assert (reader.foreign, reader.errors) == ([], [])


@pytest.mark.parametrize("uri", KINDS)
def test_a_page_opens_without_errors_and_fits_every_screen(http_reader: Reader, uri: str) -> None:
    assert_fits(http_reader, uri)


@pytest.mark.parametrize("uri", [*KINDS, "sources/replaced-source.html"])
def test_hostile_texts_do_nothing_and_fit_every_screen(page: Page, served_hostile: str, uri: str) -> None:
    reader = Reader(page, served_hostile).listen()
    page.on("dialog", lambda dialog: reader.errors.append(dialog.message))
    assert_fits(reader, uri)


def test_the_scheme_of_the_system_is_taken(http_reader: Reader) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        http_reader.page.emulate_media(color_scheme=scheme)
        page = http_reader.open("index.html")
        colours.add(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


# The tests' own eyes ----------------------------------------------------------------------------------


_ADD = "html => document.body.insertAdjacentHTML('beforeend', html)"


@pytest.mark.parametrize("fault", [
    lambda page: page.evaluate(_ADD, '<img src="http://x.example/a.png">'),
    lambda page: page.evaluate(_ADD, '<p style="top: 0">x</p>'),
    lambda page: page.evaluate("() => { setTimeout(() => { throw new Error('seen') }) }"),
], ids=["another host", "an inline style", "an exception"])
def test_a_fault_is_seen(http_reader: Reader, fault: Callable[[Page], None]) -> None:
    page = http_reader.open("index.html")
    fault(page)
    page.wait_for_timeout(100)
    assert http_reader.errors

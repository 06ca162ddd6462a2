"""Citing a page as a reader does: by keyboard, from disk, without scripts, with texts that mean harm."""

import json
from pathlib import Path

import pytest
import rispy
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from tests.support.reader import Reader

EVENT, SOURCE = "events/oslo-talks.html", "sources/avisa-2021-03-02.html"
#: A clipboard that tests can read; a browser's own asks the reader first.
CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', {value: {
  writeText: (text) => { window.copied = text; return Promise.resolve(); }}});"""
NO_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', {value: undefined});
document.execCommand = (name) => { window.copied = document.activeElement.value; return name === 'copy'; };"""


def _copied(page: Page) -> str:
    page.wait_for_function("() => window.copied !== undefined")
    return str(page.evaluate("() => { const text = window.copied; delete window.copied; return text }"))


def _fold(page: Page) -> None:
    page.locator(".d-citeas summary").first.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [CLIPBOARD, NO_CLIPBOARD], ids=["clipboard", "no clipboard"])
def test_a_citation_is_copied_by_keyboard_and_that_is_announced(reader: Reader, script: str) -> None:
    reader.page.add_init_script(script)
    page = reader.open(EVENT)
    block = page.locator(".d-citeas")
    button = block.get_by_role("button", name="Copy: Cite this page")
    button.focus()
    page.keyboard.press("Enter")
    assert _copied(page) == ("“Ferry operator and union meet in Oslo”, in The Ferry Strike, version 1.0, 20 March 2021. "
                             "https://dossier.example/ferry/events/oslo-talks.html")
    expect(block.get_by_role("status")).to_have_text("Copied.")
    expect(button).to_be_focused()
    assert (reader.foreign, reader.errors) == ([], [])


def test_every_style_is_copied_as_it_stands(reader: Reader) -> None:
    reader.page.add_init_script(CLIPBOARD)
    page = reader.open(SOURCE)
    _fold(page)
    names = page.locator(".d-citeas__n").all_text_contents()
    assert names[:4] == ["Chicago, note", "Chicago, bibliography", "APA 7", "MLA 9"]
    for name in names:
        page.get_by_role("button", name=f"Copy: {name}", exact=True).press("Enter")
        shown = page.locator(f"[data-cite='{name}'] [data-cite-text]").text_content() or ""
        assert _copied(page) == shown.strip() != ""


def test_formats_are_saved_as_files_that_parsers_read(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(EVENT)
    _fold(page)
    found = {}
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        page.locator(".d-citeas__f summary", has_text=name).click()
        item = page.locator(f".d-citeas [data-cite='{name}']")
        with page.expect_download() as download:
            item.get_by_role("button", name="Download").click()
        found[name] = download.value
    paths = {name: tmp_path / file.suggested_filename for name, file in found.items()}
    for name, file in found.items():
        file.save_as(paths[name])
    assert {path.name for path in paths.values()} == {f"ferry-strike-oslo-talks.{end}" for end in ("bib", "ris", "csl.json")}
    assert parse_string(paths["BibTeX"].read_text("utf-8"), "bibtex").entries.keys() == {"ferry-strike-oslo-talks"}
    assert json.loads(paths["CSL-JSON"].read_text("utf-8"))[0]["container-title"] == "The Ferry Strike"
    data = paths["RIS"].read_bytes()
    assert data.endswith(b"ER  - \r\n") or data.endswith(b"ER  -\r\n")
    assert rispy.loads(data.decode().replace("\r\n", "\n"))[0]["type_of_reference"] == "ELEC"
    assert (reader.foreign, reader.errors) == ([], [])


def test_links_to_a_quote_and_its_statement_are_copied(reader: Reader) -> None:
    reader.page.add_init_script(CLIPBOARD)
    page = reader.open(EVENT)
    quote = page.locator(".d-quote").first
    quote.get_by_role("button", name="Copy link to the quote").press("Enter")
    base = "https://dossier.example/ferry/events/oslo-talks.html#"
    assert _copied(page) == f"{base}{quote.get_attribute('id')}"
    quote.get_by_role("button", name="Copy link to the statement").press("Enter")
    statement = _copied(page).removeprefix(base)
    assert page.locator(f"[id='{statement}'].d-st").count() == 1


def test_it_does_without_scripts(scriptless: Reader, golden_site: Path) -> None:
    page = scriptless.open(SOURCE)
    block = page.locator(".d-citeas")
    expect(block).to_contain_text("“Ferger kan bli stående” [Ferries may be left lying], [Avisa], 2 March 2021")
    assert block.get_by_role("button").count() == 0
    _fold(page)
    expect(block.locator("[data-cite='APA 7']")).to_be_visible()
    links = block.locator(".d-citeas__files a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert len(links) == 3
    assert all((golden_site / "sources" / link).stat().st_size > 200 for link in links)


def test_hostile_texts_are_text(page: Page, served_hostile: str) -> None:
    reader = Reader(page, served_hostile).listen()
    page.on("dialog", lambda dialog: reader.errors.append(dialog.message))
    page.add_init_script(CLIPBOARD)
    for uri in (EVENT, SOURCE, "index.html", "timeline.html"):
        reader.open(uri)
        _fold(page)
        button = page.locator(".d-citeas").get_by_role("button", name="Copy").first
        button.click()
        assert _copied(page) == (page.locator("[data-cite-text]").first.text_content() or "").strip()
        assert page.locator(".d-citeas :is(script, img, style, b)").count() == 0
        for name in ("og:title", "og:description", "og:site_name"):
            assert page.locator(f"meta[property='{name}']").count() == 1
    assert (reader.foreign, reader.errors) == ([], [])


@pytest.mark.parametrize(("uri", "kind", "title"), [
    ("index.html", "website", "The Ferry Strike"), ("timeline.html", "website", "Timeline"),
    (EVENT, "article", "Ferry operator and union meet in Oslo"), ("about.html", "website", "About and method"),
])
def test_previews_have_what_they_show(http_reader: Reader, uri: str, kind: str, title: str) -> None:
    page = http_reader.open(uri)
    found = dict(page.locator("meta[property^='og:'], meta[property^='article:']").evaluate_all(
        "all => all.map(one => [one.getAttribute('property'), one.content])"))
    assert found["og:type"] == kind and found["og:title"] == title
    assert found["og:site_name"] == "The Ferry Strike" and found["og:locale"] == "en_US"
    assert found["og:url"] == page.locator("link[rel=canonical]").get_attribute("href")
    assert found["og:description"] == page.locator("meta[name=description]").get_attribute("content") != ""
    assert found.get("article:modified_time") == ("2021-03-20" if kind == "article" else None)
    assert "og:image" not in found


def test_paper_has_the_line_alone(http_reader: Reader) -> None:
    page = http_reader.open(EVENT)
    page.emulate_media(media="print")
    block = page.locator(".d-citeas")
    expect(block).to_contain_text("version 1.0, 20 March 2021")
    assert [one for one in page.locator(".d-citeas__do, .d-citeas__more").all() if one.is_visible()] == []

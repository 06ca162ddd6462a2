"""The first page of a bundle: what it tells a stranger, whether its commands do what it says; links and sheets taken away."""

import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.adapters.cli import run
from generator.rendering.context import Context
from generator.rendering.start import render_start
from tests.adapters import tiny
from tests.site.test_citing import CLIPBOARD
from tests.support.golden import golden_build
from tests.support.tools import find_program, require_tool

NAME = "ferry-strike-1.0.0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked bundle of a dossier without an address, from a repository."""
    folder = tmp_path_factory.mktemp("start")
    project = tiny.make_project(folder / "project")
    git = ["git", "-C", str(project), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *arguments], check=True)
    assert run(["bundle", "--project", str(project), "--output", str(folder)]) == 0
    with zipfile.ZipFile(folder / f"{NAME}.zip") as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked" / NAME


def golden_start(missing: tuple[str, ...] = ()) -> str:
    """The first page that the golden dossier would have, as text in lines."""
    public, words = golden_build().public, golden_build().checked.words
    assert public is not None
    return as_text(render_start(Context(public, words), "ferry-strike-1.0", missing, ""))


def as_text(html: str) -> str:
    """The words of a page, one element a line."""
    return re.sub(r"\n\s*", "\n", unescape(re.sub("<[^>]*>", "\n", html)))


def commands(folder: Path) -> list[str]:
    """What the page shows as a command."""
    found = re.findall(r'class="d-start__do">.*?<code>(.*?)</code>', (folder / "START-HERE.html").read_text(encoding="utf-8"))
    return [unescape(command) for command in found]


# What it tells --------------------------------------------------------------------------------------------


def test_it_names_publisher_version_licence_and_address() -> None:
    text = golden_start()
    for said in ("The invented research desk", "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). The invented articles",
                 "Rights in the articles", "https://dossier.example/ferry/", "https://forge.example/ferry-strike"):
        assert said in text
    assert "Ask its publisher for later editions" not in text


def test_without_an_address_it_says_whom_to_ask(made: Path) -> None:
    text = as_text((made / "START-HERE.html").read_text(encoding="utf-8"))
    assert "An invented desk" in text and "Ask its publisher for later editions" in text
    assert "Ask the publisher for it" in text and re.search("Revision [0-9a-f]{40} of its files", text)


def test_it_names_each_article_that_may_not_be_given_away_in_full() -> None:
    text = golden_start(("rights", "draft"))
    assert "(Havnebladet, 12 March 2021). None of its words are published here." in text
    assert "(Avisa, 5 March 2021). Only quoted passages and their sentences are published here." in text
    assert "Kystposten" not in text
    assert text.count("The bundle is without the files it was made from") == 1
    assert "(Havnebladet" not in golden_start(("draft",))


# Its commands ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("program", ["sha256sum", "shasum"])
def test_the_command_notices_every_change_even_of_the_page_itself(made: Path, tmp_path: Path, program: str) -> None:
    require_tool(program, find_program(program), f"install {program}")
    command = next(command for command in commands(made) if command.startswith(program))
    for name in ("START-HERE.html", "data/site/index.html"):
        copy = tmp_path / name.replace("/", "-")
        shutil.copytree(made, copy)
        assert subprocess.run(command, shell=True, cwd=copy, capture_output=True).returncode == 0
        (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
        assert subprocess.run(command, shell=True, cwd=copy, capture_output=True).returncode != 0


def test_the_commands_name_this_bundle(made: Path) -> None:
    assert f"dossier verify {NAME}.zip" in commands(made)
    assert any(command.endswith(f"-n dossier-bundle -s {NAME}.zip.sig < {NAME}.zip") for command in commands(made))


# In a browser ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_stands_beyond_the_screen(page: Page, made: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((made / "START-HERE.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("folder", "below"), [("data/site", f"{NAME}/data/site/"), ("data/copy", "copy/")])
def test_a_copied_link_names_no_folder_of_the_reader(page: Page, made: Path, tmp_path: Path, folder: str, below: str) -> None:
    site = tmp_path / "somebody's own" / NAME / folder
    shutil.copytree(made / "data/site", site)
    page.add_init_script(CLIPBOARD)
    page.goto((site / "events/oslo-talks.html").as_uri())
    page.get_by_role("button", name="Copy link to the quote").first.click()
    page.wait_for_function("() => window.copied !== undefined")
    quote = page.locator(".d-quote[id]").first.get_attribute("id")
    assert page.evaluate("window.copied") == f"{below}events/oslo-talks.html#{quote}"


def test_every_printed_sheet_says_which_edition_it_is(browser: Browser, made: Path, tmp_path: Path) -> None:
    program = require_tool("pdftotext", find_program("pdftotext"), "install Poppler (Debian: apt-get install poppler-utils)")
    page = browser.new_page()
    page.goto((made / "data/site/print.html").as_uri())
    page.pdf(path=str(tmp_path / "print.pdf"), prefer_css_page_size=True)
    page.close()
    text = subprocess.run([program, tmp_path / "print.pdf", "-"], capture_output=True, text=True, check=True).stdout
    sheets = text.removesuffix("\f").split("\f")
    assert len(sheets) > 2
    assert [number for number, sheet in enumerate(sheets) if "Edition of 1 April 2021" not in sheet] == []

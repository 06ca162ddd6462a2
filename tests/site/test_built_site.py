"""The built golden site as files: whole, well-formed, the same every time, without what is withheld."""

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.adapters.cli import run
from generator.model.outputs import OutputFile
from generator.publishing.site_check import check_site, site_report
from tests.support.golden import DOSSIER_PATH, files_below, golden_build, make_project

SITE_URL = "https://dossier.example/ferry/"


def built_uri(file: OutputFile) -> str:
    """The address of a generated file on the built site."""
    return file.uri.removesuffix(".md") + ".html" if file.is_page else file.uri


def pages(site: Path) -> dict[str, str]:
    """Every page of a site by its address."""
    return {uri: data.decode() for uri, data in files_below(site).items() if uri.endswith(".html")}


def test_the_checker_finds_nothing(golden_site: Path) -> None:
    assert site_report(check_site(golden_site)) == "no problems found"


def test_the_checker_finds_nothing_among_hostile_texts(hostile_site: Path) -> None:
    assert site_report(check_site(hostile_site)) == "no problems found"


def test_every_generated_page_and_file_is_there(golden_site: Path) -> None:
    made = {built_uri(file) for file in golden_build().files}
    assert made | {"404.html", "sitemap.xml", "assets/dossier.css"} <= files_below(golden_site).keys()


def test_files_that_are_no_pages_are_copied_as_they_are(golden_site: Path) -> None:
    for file in golden_build().files:
        if not file.is_page:
            assert (golden_site / file.uri).read_bytes() == file.text.encode()


def test_the_sitemap_names_every_page_once(golden_site: Path) -> None:
    found = [element.text for element in ElementTree.parse(golden_site / "sitemap.xml").iter()
             if element.tag.endswith("}loc")]
    expected = {f"{SITE_URL}{uri}" for uri, page in pages(golden_site).items()
                if uri != "404.html" and 'http-equiv="refresh"' not in page}
    assert len(found) == len(set(found))
    assert {f"{SITE_URL}index.html" if url == SITE_URL else url for url in found} == expected


def test_the_page_for_wrong_addresses_leads_on(golden_site: Path) -> None:
    page = (golden_site / "404.html").read_text(encoding="utf-8")
    assert {f"/ferry/{uri}" for uri in ("timeline.html", "events/index.html", "sources/index.html")} <= set(
        re.findall(r'href="([^"]+)"', page))


def test_every_page_leads_to_the_editors_guide_and_the_search_does_not(golden_site: Path) -> None:
    found = pages(golden_site)
    assert [uri for uri, page in found.items()
            if not re.search(r'href="(/ferry/|\.\./|\.\./\.\./)?(guide/)?index\.html">[^<]*editors', page)] == []
    assert 'href="guide/index.html"' in found["about.html"].partition("<footer")[0]
    index = [path.read_text(encoding="utf-8") for path in (golden_site / "search").rglob("*.js")]
    assert index and [text for text in index if '"guide/' in text] == []


def test_every_page_of_a_record_says_where_it_is_edited(golden_site: Path) -> None:
    public = golden_build().public
    assert public is not None
    records = public.dossier.content.records.values()
    shown = {record.path: unescape((golden_site / record.kind.folder / f"{record.id}.html").read_text("utf-8"))
             for record in records}
    assert [path for path, page in shown.items() if path not in page] == []


def test_strict_mkdocs_builds_the_same_pages(golden_project: Path, golden_site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environ = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1616198400"}
    found = subprocess.run(
        command, cwd=golden_project, env=environ, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stderr
    assert pages(tmp_path / "site") == pages(golden_site)


# The same every time --------------------------------------------------------------------------------


def _times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
            for path in folder.rglob("*") if path.name != "lock"}


def test_building_twice_writes_nothing(golden_project: Path) -> None:
    before = [_times(golden_project / folder) for folder in ("build", "site")]
    assert run(["build", "--project", str(golden_project)]) == 0
    assert [_times(golden_project / folder) for folder in ("build", "site")] == before


def test_another_folder_gives_the_same_bytes(golden_site: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "another name")
    assert run(["build", "--project", str(other)]) == 0
    assert files_below(other / "site") == files_below(golden_site)


def test_an_error_leaves_the_site_as_it_was(golden_project: Path, tmp_path: Path) -> None:
    project = shutil.copytree(golden_project, tmp_path / "project")
    before = files_below(project / "site")
    (project / "content/events/oslo-talks.yml").write_text("title: [\n", encoding="utf-8")
    assert run(["build", "--project", str(project)]) == 1
    assert files_below(project / "site") == before


# Nothing leaks --------------------------------------------------------------------------------------

#: Words that only a withdrawn or a draft record, or a source without a right to its words, would publish.
WITHHELD_RECORDS = ("third-conversation", "strike-committee")
WITHHELD_WORDS = ("leid lokale ved havnen", "tredje samtale skal ha vært", "måkene er tilbake")


def _shingles(text: str, length: int = 5) -> set[str]:
    """Every run of so many words of a text."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[start:start + length]) for start in range(len(words) - length + 1)}


def _published_text(site: Path) -> dict[str, str]:
    """What stands in each file of the site that holds text, escapes of HTML and JSON resolved."""
    texts = {}
    for uri, data in files_below(site).items():
        if uri.endswith((".html", ".json", ".js", ".css", ".xml")):
            text = data.decode(errors="replace")
            text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
            texts[uri] = re.sub(r"<[^>]*>", " ", unescape(text)) + text
    return texts


@pytest.mark.parametrize("record_id", WITHHELD_RECORDS)
def test_no_file_speaks_of_a_draft(golden_site: Path, record_id: str) -> None:
    assert [uri for uri, text in _published_text(golden_site).items() if record_id in text] == []
    assert [uri for uri in files_below(golden_site) if record_id in uri] == []


@pytest.mark.parametrize("words", WITHHELD_WORDS)
def test_no_file_holds_words_that_are_withheld(golden_site: Path, words: str) -> None:
    assert words in (DOSSIER_PATH / "seeds/avisa-ferge.txt").read_text(encoding="utf-8")
    assert [uri for uri, text in _published_text(golden_site).items() if words in text] == []


def test_no_file_holds_words_of_a_source_that_may_show_none(golden_site: Path) -> None:
    seed = (DOSSIER_PATH / "seeds/havnebladet-side-2.txt").read_text(encoding="utf-8")
    _, title, *rest = seed.split("\n")
    others = _shingles(" ".join(
        path.read_bytes().decode("utf-8", errors="replace")
        for path in (DOSSIER_PATH / "seeds").glob("*.txt") if "havnebladet" not in path.name))
    withheld = _shingles("\n".join(rest)) - others - _shingles(title)
    assert len(withheld) > 40
    shown = {uri: withheld & _shingles(text) for uri, text in _published_text(golden_site).items()}
    assert {uri: words for uri, words in shown.items() if words} == {}

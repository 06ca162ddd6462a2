"""A new editor's day: a sixth article in a layout of its own, by the commands alone, from git's checkout to the site.

Every step is a command or what its words tell the editor to do; the difference and the built pages must then say
exactly what was added.
"""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.adapters import cli
from generator.publishing.site_page import SitePage, parse_page
from tests.support.golden import make_project
from tests.support.repository import Repository, make_repository

#: Masthead, moment and reading time first, a title over two lines, the byline in small letters, blocks of text.
ARTICLE = """\
KYSTPOSTEN
Oppdatert 16.03.2021, 14:20 | Lesetid 2 min

Fergene seiler igjen,
men billettlukene står tomme

tekst: astrid kaiberg

Fergene mellom Bergen og Nordleia seilte som normalt mandag, opplyser Nordferje. Billettlukene var likevel stengt.

Passasjerforbundet krever at rederiet betaler tilbake 1200 sesongkort, skriver Passasjerforbundet i et brev.

Passasjerforbundet overleverte kravet til Nordferje i Bergen mandag ettermiddag.

Annonse: Badebukser
Les også: Slik reiser du uten ferge
"""
SOURCE, ACTOR, EVENT, CLAIM = ("kystposten-2021-03-16", "passenger-union", "passengers-claim", "season-tickets")
#: Where the editor's words stand.
WRITTEN = {"source": f"content/sources/{SOURCE}.yml", "actor": f"content/actors/{ACTOR}.yml",
           "event": f"content/events/{EVENT}.yml", "claim": f"content/claims/{CLAIM}.yml"}
HANDED_OVER = "Passasjerforbundet overleverte kravet til Nordferje i Bergen mandag"
DEMANDED = "Passasjerforbundet krever at rederiet betaler tilbake 1200 sesongkort"


@dataclass(frozen=True)
class Desk:
    """A clone of the golden dossier with an editor before it."""

    project: Path

    def run(self, *arguments: str, code: int = 0) -> str:
        """What a command prints; it must end with this exit code."""
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            ended = cli.run([*arguments, "--project", str(self.project)])
        assert ended == code, printed.getvalue()
        return printed.getvalue()

    def edit(self, path: str, *changes: tuple[str, str]) -> None:
        """Change the lines that fit each pattern; every pattern must fit."""
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        for pattern, new in changes:
            text, count = re.subn(pattern, lambda _, new=new: new, text, flags=re.MULTILINE)
            assert count, pattern
        file.write_text(text, encoding="utf-8")

    def fill(self, path: str, **values: str) -> None:
        """Write values behind fields that stand empty."""
        for name, value in values.items():
            self.edit(path, (rf"(?<=\b{name}:)$", f" {value}"))

    def page(self, uri: str) -> SitePage:
        """A page of the built site as it was read."""
        return parse_page(uri, (self.project / "site" / uri).read_text(encoding="utf-8"))

    def paste(self, path: str, words: str) -> None:
        """Put what `dossier quote` prints for these words at the end of a record."""
        block = self.run("quote", words, "--source", SOURCE).partition(":\n\n")[2]
        file = self.project / path
        file.write_text(file.read_text(encoding="utf-8") + block, encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The desk at the end of the day; nothing is committed yet."""
    folder = tmp_path_factory.mktemp("new-editor")
    project = make_project(folder / "dossier")
    article = folder / "fra nettet.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    desk = Desk(project)
    # The awkward cases of the golden dossier are not in form, and `fmt` below is to change the new records alone.
    desk.run("fmt")
    make_repository(project, {".gitignore": "/build/\n/site/\n"})
    _take_article(desk, article)
    _make_records(desk)
    desk.run("fmt")
    desk.run("build")
    return desk


def _take_article(desk: Desk, article: Path) -> None:
    desk.run("new", "source", str(article), "--id", SOURCE)
    waiting = desk.run("check", code=1)
    assert set(re.findall(r"error\[([a-z-]+)\]", waiting)) == {"proposed-value"}
    desk.edit(WRITTEN["source"],
              (r"^title: .*$", "title: Fergene seiler igjen, men billettlukene står tomme"),
              (r"\{line: 4, kind: title\}", "{lines: 4-5, kind: title}"),
              (r"^# proposed:.*\n", ""))
    desk.run("check")


def _make_records(desk: Desk) -> None:
    desk.run("new", "actor", ACTOR, "--title", "Passengers' Union")
    desk.fill(WRITTEN["actor"], type="organisation")
    desk.edit(WRITTEN["actor"], (r"^# names:\n#   - \{.*$",
                                 "names:\n  - {value: Passasjerforbundet, kind: as_printed, language: nb}"))
    desk.run("new", "event", EVENT, "--title", "Passengers' union hands over a claim")
    desk.fill(WRITTEN["event"], type="appeal", date="2021-03-15", place="bergen")
    desk.paste(WRITTEN["event"], "overleverte kravet til nordferje i bergen mandag")
    desk.edit(WRITTEN["event"],
              (r"^      overleverte kravet .*$", f"      {HANDED_OVER}"),
              (r"^    # who: .*$", f"    who: [{ACTOR}, nordferje]"),
              (r"(?<=stage:)$", " happened"))
    desk.fill(WRITTEN["event"], says="The passengers' union handed its claim to the operator in Bergen.",
              translation="The Passengers' Union handed the claim to Nordferje in Bergen on Monday")
    desk.run("new", "claim", CLAIM, "--title", "How many season tickets are to be paid back?")
    desk.paste(WRITTEN["claim"], DEMANDED)
    desk.edit(WRITTEN["claim"], (r"^    # In an event one of.*\n    stage:\n", ""),
              (r"^    # by: .*$", f"    by: {ACTOR}"))
    desk.fill(WRITTEN["claim"], says="The passengers' union demands money back for 1,200 season tickets.",
              translation="The Passengers' Union demands that the company pay back 1200 season tickets")
    desk.run("check")


# What came of it ------------------------------------------------------------------------------------


def test_only_the_new_files_are_new(desk: Desk) -> None:
    listed = Repository(desk.project).git("status", "--porcelain", "--untracked-files=all", "-z").split("\0")
    wanted = [*WRITTEN.values(), f"seeds/{SOURCE}.txt"]
    assert sorted(filter(None, listed)) == sorted(f"?? {path}" for path in wanted)


def test_the_difference_names_the_four_records_and_nothing_lost(desk: Desk) -> None:
    records = json.loads(desk.run("diff", "HEAD", "--format", "json"))["records"]
    added = {(record["kind"], record["id"]) for record in records if record["fate"] == "added"}
    assert added == {("source", SOURCE), ("actor", ACTOR), ("event", EVENT), ("claim", CLAIM)}
    # What the article prints counts for records that were there before; nobody wrote in them.
    others = [record for record in records if record["fate"] != "added"]
    assert {record["fate"] for record in others} <= {"changed"}
    assert all(record["computed"] and not record["fields"] and not record["statements"] for record in others)
    assert not any(record["lost_quotes"] for record in records)


def test_the_difference_names_the_two_statements_with_their_words(desk: Desk) -> None:
    records = json.loads(desk.run("diff", "HEAD", "--format", "json"))["records"]
    statements = [(record["id"], statement["fate"], quote["source_id"], quote["words"])
                  for record in records for statement in record["statements"] for quote in statement["quotes"]]
    assert sorted(statements) == [
        (EVENT, "added", SOURCE, HANDED_OVER), (CLAIM, "added", SOURCE, DEMANDED)]


def test_the_difference_as_text_is_read_by_people(desk: Desk) -> None:
    told = desk.run("diff", "HEAD")
    for words in (HANDED_OVER, DEMANDED, "The passengers' union handed its claim to the operator in Bergen.",
                  f"({SOURCE}): new", f"({ACTOR}): new", f"({EVENT}): new", f"({CLAIM}): new"):
        assert words in told


def test_check_and_form_ask_for_nothing_more(desk: Desk) -> None:
    checked = desk.run("check")
    assert not any(path in checked for path in WRITTEN.values())
    desk.run("fmt", "--check")


def test_the_statements_lead_to_their_passages_in_the_article(desk: Desk) -> None:
    article = desk.page(f"sources/{SOURCE}.html")
    passages = {name for name in article.ids if name.startswith("q-")}
    assert len(passages) == 2
    for uri in (f"events/{EVENT}.html", f"claims/{CLAIM}.html"):
        led_to = {reference.url.partition("#")[2] for reference in desk.page(uri).references
                  if reference.url.startswith(f"../sources/{SOURCE}.html#q-")}
        assert len(led_to & passages) == 1
    styles = "".join(path.read_text(encoding="utf-8") for path in (desk.project / "site").rglob("*.css")
                     if SOURCE in path.name)
    assert all(f"#{name}" in styles for name in passages)


def test_the_new_actor_has_a_page_that_leads_to_the_event(desk: Desk) -> None:
    urls = {reference.url.partition("#")[0] for reference in desk.page(f"actors/{ACTOR}.html").references}
    assert f"../events/{EVENT}.html" in urls


def test_the_built_site_has_no_dead_link(desk: Desk) -> None:
    assert cli.run(["check-site", str(desk.project / "site")]) == 0

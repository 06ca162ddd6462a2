"""A new editor's way by these commands alone: a sixth article becomes source, actor, event and claim, then pages."""

import json
import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.adapters import cli
from generator.diagnostics import Diagnostics
from generator.pipeline import Built
from generator.reading.folder_tree import load_tree
from tests.editing.articles import PAGE, TEXT
from tests.support.golden import files_below, make_project

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The golden dossier in a folder of its own."""
    return make_project(tmp_path / "project")


def _run(project: Path, *arguments: str) -> int:
    return cli.run([*arguments, "--project", str(project)])


def _article(tmp_path: Path, text: str, name: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def _fill(path: Path, **values: str) -> None:
    """Write values behind the fields that stand empty, as an editor does."""
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text, count = re.subn(rf"^( *(?:- )?{name}:)$", lambda match, value=value: f"{match[1]} {value}", text, count=1,
                              flags=re.MULTILINE)
        assert count == 1, name
    path.write_text(text, encoding="utf-8")


def _paste(project: Path, path: Path, words: str, capsys: Captured, **values: str) -> None:
    """Paste the block that `dossier quote` prints at the end of a record, and fill in what is open."""
    capsys.readouterr()
    assert _run(project, "quote", words, "--source", "sixth") == 0
    block = capsys.readouterr().out.partition("\n\n")[2].partition("\n\n")[2]
    path.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")
    _fill(path, **values)


def _without_lines(path: Path, *starts: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.strip().startswith(starts)), encoding="utf-8")


def _built(project: Path) -> Built:
    return pipeline.build(load_tree(project, Diagnostics()))


@pytest.mark.parametrize(("text", "name", "outlet"), [
    (TEXT, "smaabaater.txt", "havnebladet"), (PAGE, "smaabaater.html", "kystposten")])
def test_a_sixth_article_by_these_commands_alone(
    text: str, name: str, outlet: str, project: Path, tmp_path: Path, capsys: Captured
) -> None:
    content = project / "content"
    before = files_below(content)
    assert _run(project, "new", "source", _article(tmp_path, text, name), "--id", "sixth") == 0
    assert _run(project, "check") == 1
    shown = capsys.readouterr().out
    assert set(re.findall(r"error\[([a-z-]+)\]", shown)) == {"proposed-value"}
    _without_lines(content / "sources/sixth.yml", "# proposed:")
    if outlet == "havnebladet":
        # Nothing of that outlet may be shown; the editor knows better for this one.
        source = content / "sources/sixth.yml"
        source.write_text(source.read_text(encoding="utf-8").replace("publish_text: none", "publish_text: full"), "utf-8")
    assert _run(project, "check") == 0

    assert _run(project, "new", "actor", "fri-led", "--title", "Fri Led") == 0
    _fill(content / "actors/fri-led.yml", type="group")

    assert _run(project, "new", "event", "boats-in-nordleia", "--title", "Small boats close the harbour") == 0
    event = content / "events/boats-in-nordleia.yml"
    _fill(event, type="protest", date="2021-03-13", place="nordleia")
    _paste(project, event, "femti smaabaater stengte lordag 13. mars innlopet til Nordleia", capsys,
           says="Small boats closed the harbour of Nordleia.", stage="happened", translation="Fifty small boats closed it")
    _paste(project, event, "sier aksjonen Fri Led", capsys,
           says="Fri Led spoke for them.", stage="happened", translation="says the action Fri Led")
    _without_lines(event, "# who: [ministry")

    assert _run(project, "new", "claim", "number-of-boats", "--title", "How many boats were there?") == 0
    claim = content / "claims/number-of-boats.yml"
    _paste(project, claim, "femti småbåter stengte", capsys,
           says="There were about fifty boats.", translation="fifty small boats closed")
    _without_lines(claim, "stage:", "date_words:")

    assert _run(project, "check") == 0
    built = _built(project)
    assert built.public is not None
    pages = {file.uri: file.text for file in built.files}
    assert "Small boats closed the harbour" in pages["events/boats-in-nordleia.md"]
    for page in ("sources/sixth.md", "actors/fri-led.md", "claims/number-of-boats.md"):
        assert "boats" in pages[page] or "Fri Led" in pages[page]
    changed = {path for path, data in files_below(content).items() if before.get(path) != data}
    assert changed == {"sources/sixth.yml", "actors/fri-led.yml", "events/boats-in-nordleia.yml",
                       "claims/number-of-boats.yml"}


def test_nothing_that_exists_is_overwritten(project: Path, tmp_path: Path, capsys: Captured) -> None:
    article = _article(tmp_path, TEXT, "smaabaater.txt")
    assert _run(project, "new", "source", article) == 0
    before = files_below(project)
    assert _run(project, "new", "source", article) == 1
    assert _run(project, "new", "source", _article(tmp_path, TEXT + "x", "y.txt"), "--id", "oslo-talks") == 1
    assert _run(project, "new", "event", "oslo-talks") == 1
    assert "havnebladet-2021-03-14" in capsys.readouterr().err
    assert files_below(project) == before


def test_quoting_writes_nothing_and_says_where_a_passage_is_used(project: Path, capsys: Captured) -> None:
    before = files_below(project)
    assert _run(project, "quote", "møttes torsdag i Oslo") == 0
    shown = capsys.readouterr().out
    assert "oslo-talks" in shown and "quote: >-\n      møttes torsdag i Oslo\n" in shown
    assert _run(project, "quote", "qqqqq wwwww") == 1
    assert _run(project, "quote", "x", "--source", "nowhere") == 2
    assert _run(project, "quote", "Oslo", "--pick", "999") == 2
    assert files_below(project) == before


def test_suggestions_as_text_and_as_json(project: Path, capsys: Captured) -> None:
    assert _run(project, "suggest", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["suggestions"]
    assert {"topic": "event", "key": "no-place", "path": "content/events/summons.yml"}.items() <= next(
        each for each in found if each["path"].endswith("summons.yml")).items()
    assert _run(project, "suggest", "--only", "event") == 0
    shown = capsys.readouterr().out
    assert all(each["message"] in shown for each in found if each["topic"] == "event")


def test_untrusted_words_cannot_steer_the_terminal(project: Path, tmp_path: Path, capsys: Captured) -> None:
    article = _article(tmp_path, TEXT.replace("Fri Led", "Fri\x1b[31m Led"), "x.txt")
    assert _run(project, "new", "source", article) == 0
    _run(project, "quote", "aksjonen Fri Led")
    _run(project, "suggest")
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err


@pytest.mark.parametrize("command", [["new"], ["new", "source"], ["new", "event"], ["quote"], ["suggest"]])
def test_every_command_shows_an_example(command: list[str], capsys: Captured) -> None:
    assert cli.run([*command, "--help"]) == 0
    assert "Example: dossier" in capsys.readouterr().out

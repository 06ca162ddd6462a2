"""The commands as an editor meets them: output, exit codes, and what stays on the disk."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.adapters import cli
from generator.adapters.commands import check as check_command
from generator.adapters.builder import BuilderError
from generator.publishing.exchange import build_lock
from tests.adapters.tiny import ROOT, make_project

EVENT = "content/events/oslo-talks.yml"


def _break(project: Path) -> None:
    _replace(project / EVENT, "type: talks", "type: talkz")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
            for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


# check ----------------------------------------------------------------------------------------------


def test_a_clean_dossier(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--project", str(project), "--strict", "--coverage"]) == 0
    assert capsys.readouterr().out == "no problems found\n"


def test_an_error_is_shown_with_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _break(project)
    assert cli.run(["check", "--project", str(project)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{EVENT}:2:7: error[unknown-term]: ")
    assert lines[-1] == "1 error in 1 file"


def test_json_is_all_there_is_on_standard_output(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _break(project)
    assert cli.run(["check", "--project", str(project), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(finding["code"], finding["path"], finding["line"]) for finding in found["findings"]] == [
        ("unknown-term", EVENT, 2)]


def test_a_warning_counts_only_when_strict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _replace(project / "content/actors/union-of-seamen.yml", "names:\n",
             "names:\n  - {value: Sjømannslaget, kind: as_printed, language: nb}\n")
    assert cli.run(["check", "--project", str(project)]) == 0
    assert cli.run(["check", "--project", str(project), "--strict"]) == 1
    assert "warning[spelling-not-found]" in capsys.readouterr().out


def test_coverage_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = project / "seeds/avisa-ferge.txt"
    seed.write_text(seed.read_text(encoding="utf-8") + "Kari Nordmann var der.\n", encoding="utf-8")
    _rehash(project)
    assert cli.run(["check", "--project", str(project)]) == 0
    assert cli.run(["check", "--project", str(project), "--coverage"]) == 1
    assert "error[paragraph-uncarried]" in capsys.readouterr().out


def _rehash(project: Path) -> None:
    digest = hashlib.sha256((project / "seeds/avisa-ferge.txt").read_bytes()).hexdigest()
    source = project / "content/sources/avisa-2021-03-05.yml"
    source.write_text(re.sub("sha256: .*", f"sha256: {digest}", source.read_text(encoding="utf-8")), encoding="utf-8")


def test_explain_knows_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "bad-date"]) == 0
    assert capsys.readouterr().out.startswith("error[bad-date]\n\n")


# usage and faults -----------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [
    ["explain", "bad-datt"], ["bild"], ["check", "--project", "no such folder"], ["check", "--format", "xml"],
    ["serve", "--port", "1", "--dev-addr", "127.0.0.1:1"], ["check-site", "no such folder"], ["markdown"],
])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    assert "Usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "build", "serve", "markdown", "export", "explain", "check-site"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: dossier {command} ")


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_ours_is_one_sentence(
    debug: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError("of \x1b[31mours")

    monkeypatch.setattr(check_command, "check_project", fail)
    monkeypatch.setattr(cli.tempfile, "tempdir", str(tmp_path))
    assert cli.run([*(["--debug"] if debug else []), "check"]) == 3
    shown = capsys.readouterr().err
    assert "RuntimeError: of \\x1b[31mours" in shown.splitlines()[0]
    assert ("Traceback" in shown) is debug
    assert len(list(tmp_path.glob("dossier-fault-*.txt"))) == (0 if debug else 1)


def test_the_module_is_the_command(project: Path) -> None:
    ended = subprocess.run([sys.executable, "-m", "generator", "check", "--project", str(project)], cwd=ROOT,
                           capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "no problems found\n")


# build ----------------------------------------------------------------------------------------------


def test_build_says_what_it_published(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "--project", str(project)]) == 0
    published, opening = capsys.readouterr().out.splitlines()
    assert published == ("Published 1 event, 3 actors, 1 source, 1 place, 0 claims, 1 statement, 1 quote; "
                         "no warnings.")
    assert opening == f"Open {project / 'site' / 'index.html'}"
    assert "Ferry operator and union meet in Oslo" in (project / "site/events/oslo-talks.html").read_text("utf-8")


def test_building_twice_writes_nothing(project: Path) -> None:
    cli.run(["build", "--project", str(project)])
    before = _state(project)
    cli.run(["build", "--project", str(project)])
    assert _state(project) == before


def test_one_change_leaves_other_pages_the_files_they_were(project: Path) -> None:
    cli.run(["build", "--project", str(project)])
    before = _state(project / "site")
    _replace(project / EVENT, "met for six hours", "met for all of six hours")
    cli.run(["build", "--project", str(project)])
    after = _state(project / "site")
    assert after["events/oslo-talks.html"] != before["events/oslo-talks.html"]
    assert after["actors/index.html"] == before["actors/index.html"]


def test_an_error_leaves_the_last_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["build", "--project", str(project)])
    before = _state(project)
    _break(project)
    before[EVENT] = _state(project)[EVENT]
    assert cli.run(["build", "--project", str(project)]) == 1
    assert "error[unknown-term]" in capsys.readouterr().out
    assert _state(project) == before


def test_a_builder_that_fails_leaves_the_last_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["build", "--project", str(project)])
    before = _state(project / "site")
    (project / "site-overrides" / "main.html").write_text("{% broken", encoding="utf-8")
    assert cli.run(["build", "--project", str(project)]) != 0
    assert "Traceback" not in capsys.readouterr().err
    assert _state(project / "site") == before
    assert not (project / "site.new").exists()


@pytest.mark.parametrize(("text", "said"), [
    ("site_name: x\ndocs_dir: content/pages\nplugins: [search]\n",
     "does not list the plugin 'dossier'"),
    ("site_name: [\n", "mkdocs.yml"),
    (None, "there is no mkdocs.yml"),
])
def test_a_wrong_configuration_is_said(
    text: str | None, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "mkdocs.yml").unlink()
    if text is not None:
        (project / "mkdocs.yml").write_text(text)
    assert cli.run(["build", "--project", str(project)]) == 1
    assert said in capsys.readouterr().err


def test_two_builds_at_once_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with build_lock(project / "build" / "lock"):
        assert cli.run(["build", "--project", str(project)]) == 1
    assert "another build" in capsys.readouterr().err


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    sites = []
    for name in ("one", "two"):
        project = make_project(tmp_path / name)
        _give_address(project)
        assert cli.run(["build", "--project", str(project)]) == 0
        sites.append({path.relative_to(project / "site").as_posix(): path.read_bytes()
                      for path in (project / "site").rglob("*") if path.is_file()})
    assert sites[0] == sites[1]
    assert b"2021-04-01" in sites[0]["sitemap.xml"]
    assert "SOURCE_DATE_EPOCH" not in os.environ


def _give_address(project: Path) -> None:
    _replace(project / "content/dossier.yml", "version:", "site_url: https://example.org/ferry\nversion:")


def test_a_given_build_date_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    _give_address(project)
    cli.run(["build", "--project", str(project)])
    assert "<lastmod>1970-01-02</lastmod>" in (project / "site/sitemap.xml").read_text()
    assert os.environ["SOURCE_DATE_EPOCH"] == "86400"


def test_check_site_finds_a_dead_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tinyhtml5")
    (tmp_path / "index.html").write_text('<!doctype html><html lang="en"><title>x</title><h1>x</h1><a href="y">z</a>')
    assert cli.run(["check-site", str(tmp_path)]) == 1
    assert "error[broken-link]: y" in capsys.readouterr().out


# markdown and export --------------------------------------------------------------------------------


def test_the_markdown_tree_builds_without_our_plugin(project: Path, tmp_path: Path) -> None:
    (project / "content/pages/method.md").write_text("# Method\n", encoding="utf-8")
    target = tmp_path / "tree"
    assert cli.run(["markdown", "--project", str(project), str(target)]) == 0
    assert '- "dossier"' not in (target / "mkdocs.yml").read_text("utf-8")
    build(load_config(str(target / "mkdocs.yml")))
    page = (target / "site/events/oslo-talks.html").read_text("utf-8")
    assert "Ferry operator and union meet in Oslo" in page
    assert "The ferry strike &lt;of&gt; 2021" in page
    assert (target / "site/method.html").is_file()


def test_the_markdown_tree_builds_in_a_language_that_the_theme_lacks(project: Path, tmp_path: Path) -> None:
    settings = project / "content/dossier.yml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [en]", "languages: [tlh]"), encoding="utf-8")
    assert cli.run(["markdown", "--project", str(project), str(tmp_path / "tree")]) == 0
    build(load_config(str(tmp_path / "tree/mkdocs.yml")))
    assert (tmp_path / "tree/site/index.html").is_file()


def test_the_markdown_tree_is_brought_up_to_date(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "tree"
    cli.run(["markdown", "--project", str(project), str(target)])
    assert cli.run(["markdown", "--project", str(project), str(target)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 written")


def test_a_folder_with_other_files_is_refused(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "tree"
    target.mkdir()
    (target / "thesis.txt").write_text("mine")
    assert cli.run(["markdown", "--project", str(project), str(target)]) == 2
    assert [path.name for path in target.iterdir()] == ["thesis.txt"]


def test_coverage_is_a_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "coverage", "--project", str(project)]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("avisa-2021-03-05"))
    assert row.split() == ["avisa-2021-03-05", "1", "0", "0", "100%", "0"]


def test_data_is_what_the_site_has(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "--project", str(project)]) == 0
    assert cli.run(["export", "data", "--project", str(project), str(tmp_path / "out.json")]) == 0
    assert (tmp_path / "out.json").read_bytes() == (project / "site/data/dossier.json").read_bytes()


def test_schemas_are_written_for_every_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "schema", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} >= {f"{kind}.schema.json" for kind in
                                                          ("source", "actor", "place", "event", "claim")}
    capsys.readouterr()
    assert cli.run(["export", "schema", "event"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads((tmp_path / "event.schema.json").read_bytes())


def test_a_builders_failure_is_a_problem_not_a_fault(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: object) -> None:
        raise BuilderError("the builder gave up")

    monkeypatch.setattr("generator.adapters.site_build.build_site", fail)
    assert cli.run(["build", "--project", str(project)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "dossier: the builder gave up"

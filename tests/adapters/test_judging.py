"""`dossier diff`, `report`, `recall` and `check --format` on a repository: output, exit codes, nothing touched."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from generator.adapters import cli
from tests.support.golden import golden_tree
from tests.support.repository import Repository, make_repository

OSLO = "content/events/oslo-talks.yml"
Out = pytest.CaptureFixture[str]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The golden dossier in three commits: as it is (v1), with another date (v2), with a mistake (main)."""
    repository = make_repository(tmp_path / "a repository", golden_tree())
    repository.git("tag", "v1")
    text = golden_tree()[OSLO].decode()
    later = text.replace("date: 2021-03-04 ", "date: 2021-03-03 ")
    repository.commit({OSLO: later}, "another date")
    repository.git("tag", "v2")
    repository.commit({OSLO: later.replace("type: talks ", "type: talkz ")}, "a mistake")
    return repository


def run(repository: Repository, *arguments: str) -> int:
    command, *rest = arguments
    return cli.run([command, "--project", str(repository.path), *rest])


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
            for path in folder.rglob("*") if path.is_file()}


# diff -----------------------------------------------------------------------------------------------


def test_two_revisions_are_told_in_words(repository: Repository, capsys: Out) -> None:
    assert run(repository, "diff", "v1", "v2") == 0
    assert capsys.readouterr().out.startswith("""\
From v1 to v2

Records
  event Ferry operator and union meet in Oslo (oslo-talks): changed
    date: Thursday 4 March 2021 → Wednesday 3 March 2021
""")


def test_without_a_second_revision_the_files_on_disk_count(repository: Repository, capsys: Out) -> None:
    path = repository.path / OSLO
    path.write_bytes(golden_tree()[OSLO])
    before = state(repository.path)
    assert run(repository, "diff", "v1", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["records"], found["seeds"], found["pages"]) == ([], [], {"added": [], "removed": [], "changed": []})
    assert state(repository.path) == before


def test_a_new_error_is_a_problem_and_one_that_was_there_is_none(repository: Repository, capsys: Out) -> None:
    assert run(repository, "diff", "v2", "main", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(finding["code"], finding["path"], finding["line"]) for finding in found["findings_new"]] == [
        ("unknown-term", OSLO, 2)]
    assert (found["new_errors"], found["pages"]) == (1, None)
    repository.commit({"README.md": "Nothing of the dossier.\n"})
    assert run(repository, "diff", "main~1", "main") == 0
    assert run(repository, "diff", "main", "v2") == 0


def test_json_has_its_documented_keys(repository: Repository, capsys: Out) -> None:
    run(repository, "diff", "v1", "v2", "--format", "json")
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"format", "old", "new", "records", "seeds", "files", "counts", "findings_new", "findings_gone",
                          "old_errors", "new_errors", "pages"}
    (record,) = (record for record in found["records"] if record["id"] == "oslo-talks")
    assert record["fields"] == [{"name": "date", "old": "Thursday 4 March 2021", "new": "Wednesday 3 March 2021"}]
    assert "events/oslo-talks.md" in found["pages"]["changed"]


def test_markdown_shows_hostile_text_as_text(repository: Repository, capsys: Out) -> None:
    hostile = "<img src=x onerror=alert(1)> @everyone **b** [x](https://example.org) #1 ::error::"
    repository.commit({OSLO: golden_tree()[OSLO], "content/places/narvik.yml": f"name: '{hostile}'\ntype: city\n"})
    assert run(repository, "diff", "v1", "main", "--format", "markdown") == 0
    shown = capsys.readouterr().out
    assert "### " in shown and "narvik" in shown
    for active in ("<img", "@everyone", "**b**", "](http", "https://", "#1"):
        assert active not in shown


def test_the_report_may_be_in_another_language(repository: Repository, capsys: Out) -> None:
    assert run(repository, "diff", "v1", "v2", "--language", "id") == 0
    assert "Kamis, 4 Maret 2021" in capsys.readouterr().out


def test_a_branch_is_compared_with_where_it_began(repository: Repository, capsys: Out) -> None:
    repository.git("checkout", "--quiet", "-b", "change", "v1")
    repository.commit({"content/places/narvik.yml": "name: Narvik\ntype: city\n"})
    run(repository, "diff", "v2", "change", "--merge-base", "--format", "json")
    assert [(record["id"], record["fate"]) for record in json.loads(capsys.readouterr().out)["records"]] == [
        ("narvik", "added")]


@pytest.mark.parametrize("revision", ["nothing", "--upload-pack=x"])
def test_an_unknown_revision_is_wrong_usage(repository: Repository, revision: str, capsys: Out) -> None:
    assert run(repository, "diff", "--", revision) == 2
    assert revision in capsys.readouterr().err


def test_a_folder_without_git_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path.parent))
    assert cli.run(["diff", "--project", str(tmp_path), "main"]) == 2
    assert "git" in capsys.readouterr().err


# check ----------------------------------------------------------------------------------------------


def test_findings_go_to_the_lines_of_a_pull_request(repository: Repository, capsys: Out,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.path.parent)
    assert run(repository, "check", "--format", "github") == 1
    assert any(line.startswith(f"::error file=a repository/{OSLO},line=2,col=7,endColumn=12,title=unknown-term::")
               for line in capsys.readouterr().out.splitlines())


def test_sarif_is_all_there_is_on_standard_output(repository: Repository, capsys: Out) -> None:
    assert run(repository, "check", "--format", "sarif") == 1
    run_object = json.loads(capsys.readouterr().out)["runs"][0]
    assert "unknown-term" in {result["ruleId"] for result in run_object["results"]}


# report ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_report_lists_what_is_open(repository: Repository, form: str, capsys: Out) -> None:
    repository.git("checkout", "--quiet", "v1")
    assert run(repository, "report", "--format", form) == 0
    shown = capsys.readouterr().out.replace("&#", "")
    for text in ("State of the dossier", "harbour", "strike", "third", "Corrections"):
        assert text in shown


def test_the_report_as_json(repository: Repository, capsys: Out) -> None:
    assert run(repository, "report", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["errors"]) == (1, 1)
    assert found["drafts"] == ["strike-committee", "third-conversation"]
    assert {"record": "nordferje", "date": "2021-03-18", "what": "The former name was added.",
            "why": "Found in the yearbook."} in found["corrections"]


def test_a_report_without_settings_shows_what_is_wrong(repository: Repository, capsys: Out) -> None:
    (repository.path / "content/dossier.yml").write_text("format: [\n")
    assert run(repository, "report") == 1
    assert "content/dossier.yml:" in capsys.readouterr().out


# recall ---------------------------------------------------------------------------------------------


def _recalled(repository: Repository, record_id: str, capsys: Out) -> dict[str, object]:
    assert run(repository, "recall", record_id, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_pages_built_folders_archives_and_tags_that_hold_a_record_are_listed(repository: Repository, capsys: Out) -> None:
    repository.git("checkout", "--quiet", "v1")
    words = "Departementet deltok ikke, ifølge <b>Sjømannsforbundet</b>"
    site, dist = repository.path / "site", repository.path / "dist"
    site.mkdir()
    dist.mkdir()
    (site / "old.html").write_text(f"<p>{words}</p>", encoding="utf-8")
    (site / "other.html").write_text("<p>Nothing.</p>", encoding="utf-8")
    with zipfile.ZipFile(dist / "bundle.zip", "w") as archive:
        archive.writestr("events/oslo-talks.html", "x")
    (dist / "broken.zip").write_bytes(b"PK no archive")
    found = _recalled(repository, "oslo-talks", capsys)
    places = {place["place"]: place for place in found["places"]}
    rendered = {file["path"]: file["reasons"] for file in places["rendered"]["files"]}
    assert rendered["events/oslo-talks.md"][0] == "page"
    assert {"id", "words"} <= set(rendered["data/dossier.json"])
    assert places["site"]["files"] == [{"path": "site/old.html", "reasons": ["words"]}]
    assert places["dist"]["files"] == [{"path": "dist/bundle.zip!/events/oslo-talks.html", "reasons": ["page"]}]
    assert places["dist"]["unread"] == ["dist/broken.zip"]
    assert not places["build/pages"]["is_searched"]
    assert {ref["name"]: ref["holds_now"] for ref in found["history"]["references"]} == {
        "refs/heads/main": True, "refs/tags/v1": True, "refs/tags/v2": True}
    assert len(found["history"]["commits"]) == 3


def test_a_record_that_was_taken_out_is_read_from_git(repository: Repository, capsys: Out) -> None:
    repository.git("checkout", "--quiet", "-B", "main", "v1")
    gone = repository.git("rev-parse", "HEAD").strip()
    repository.commit({"content/claims/mediator-on-legality.yml": None}, "taken out")
    found = _recalled(repository, "mediator-on-legality", capsys)
    assert found["from_revision"] == gone
    assert {ref["name"]: ref["holds_now"] for ref in found["history"]["references"]} == {
        "refs/heads/main": False, "refs/tags/v1": True, "refs/tags/v2": True}


def test_a_former_id_leads_to_the_record(repository: Repository, capsys: Out) -> None:
    assert _recalled(repository, "talks-in-oslo", capsys)["record"] == "oslo-talks"


def test_the_list_says_what_cannot_be_seen(repository: Repository, capsys: Out) -> None:
    assert run(repository, "recall", "bergen") == 0
    assert "What cannot be seen from here" in capsys.readouterr().out


def test_an_id_that_never_was_is_wrong_usage(repository: Repository, capsys: Out) -> None:
    assert run(repository, "recall", "oslo-talk") == 2
    assert "oslo-talks" in capsys.readouterr().err

"""`dossier bundle` and `verify` as their users meet them: what goes in, what stays out, what is said."""

import io
import json
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
import yaml

from generator.adapters import cli
from tests.adapters.bundles import NAME, SOURCE, bundle_of, change_words, files_in, forge_words, rewrite
from tests.adapters.tiny import ROOT
from tests.support.golden import golden_build
from tests.support.golden import make_project as make_golden
from tests.support.leaks import leaks_in, withheld_words
from tests.support.repository import make_repository


# What goes in -----------------------------------------------------------------------------------------


def test_it_holds_the_site_the_data_and_what_they_were_made_from(made: Path) -> None:
    files = files_in(made)
    for name in ("START-HERE.html", "index.html", "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "versions.json",
                 "data/site/index.html", "data/site/events/oslo-talks.html", "data/site/data/dossier.json",
                 "data/project/mkdocs.yml", "data/project/content/events/oslo-talks.yml",
                 "data/project/seeds/avisa-ferge.txt", "data/project/site-overrides/main.html"):
        assert name in files, name
    assert files["START-HERE.html"] == files["index.html"]
    with zipfile.ZipFile(made) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {NAME}
        assert max(map(len, archive.namelist())) < 180


def test_an_archive_takes_it_as_a_bag(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path / NAME)).validate()
    (tmp_path / NAME / "data/site/index.html").write_bytes(b"")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / NAME)).validate()


def test_it_names_the_versions_of_what_made_it(made: Path) -> None:
    found = json.loads(files_in(made)["versions.json"])
    assert found["revision"] == "" and found["has_changes_since"] is False
    asked_for = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert found["versions"].keys() == {"dossier-generator", "python", "zlib", *(name.partition(">")[0] for name in asked_for)}
    assert all(re.match(r"\d+\.\d+", number) for number in found["versions"].values())


def test_the_revision_and_whether_the_files_differ_from_it(project: Path) -> None:
    make_repository(project, {})
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True).stdout.strip()
    found = json.loads(files_in(bundle_of(project))["versions.json"])
    assert (found["revision"], found["has_changes_since"]) == (revision, False)
    (project / "content/pages/more.md").write_text("# More\n")
    files = files_in(bundle_of(project))
    found = json.loads(files["versions.json"])
    assert (found["revision"], found["has_changes_since"]) == (revision, True)
    assert b"differ from revision " + revision.encode() in files["START-HERE.html"]
    assert f"Source-Revision: {revision}+".encode() in files["bag-info.txt"]


def test_files_that_are_not_of_the_dossier_stay_out(project: Path) -> None:
    for name in ("site-overrides/.DS_Store", "site-overrides/assets/.x.swp", "content/pages/.draft.md", "content/events/x.yml~",
                 ".env", "notes.txt", "seeds/.hidden"):
        (project / name).write_bytes(b"not of the dossier")
    bundle_of(project)
    assert not any(b"not of the dossier" in data for data in files_in(project / f"dist/{NAME}.zip").values())


@pytest.mark.parametrize("name", ["seeds/unused.txt", "content/notes.txt", "content/events/photograph.jpg"])
def test_with_files_of_no_known_meaning_nothing_is_bundled(project: Path, name: str) -> None:
    (project / name).write_bytes(b"not of the dossier")
    assert cli.run(["bundle", "--project", str(project)]) == 1
    assert not (project / "dist").exists()


def test_pictures_of_the_project_are_of_the_dossier(project: Path, tmp_path: Path) -> None:
    (project / "site-overrides/.icons").mkdir()
    (project / "site-overrides/.icons/ferry.svg").write_bytes(b"<svg/>")
    path = bundle_of(project)
    assert files_in(path)["data/project/site-overrides/.icons/ferry.svg"] == b"<svg/>"
    assert cli.run(["build", "--trust", "--from-bundle", str(path), "--output", str(tmp_path / "site")]) == 0


def test_a_name_that_sha256sum_would_not_find_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/pages/100%.txt").write_bytes(b"1")
    assert cli.run(["bundle", "--project", str(project)]) == 1
    assert "100%.txt' has a percent sign" in capsys.readouterr().err
    assert not (project / "dist").exists()


def test_a_day_after_the_last_one_becomes_the_last(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300800")
    assert b"Bagging-Date: 2106-02-07" in files_in(bundle_of(project))["bag-info.txt"]


def test_a_link_in_the_page_shell_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".env").write_bytes(b"secret")
    (project / "site-overrides/assets/link.css").symlink_to(project / ".env")
    assert cli.run(["bundle", "--project", str(project)]) == 1
    assert "is a symbolic link" in capsys.readouterr().err
    assert not (project / "dist").exists()


# What stays out ---------------------------------------------------------------------------------------


def _write(path: str, text: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    return write


def _append(path: str, text: str) -> Callable[[Path], None]:
    """Settings that name a file of a folder which no bundle holds."""
    def append(project: Path) -> None:
        (project / "tools").mkdir()
        (project / "tools/hook.py").write_bytes(b"")
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)
    return append


REASONS = [
    ("rights", change_words(SOURCE, "publish_text: full", "publish_text: excerpts")),
    ("rights", change_words(SOURCE, "publish_text: full", "publish_text: none")),
    ("rights", change_words("content/dossier.yml", "publisher:", "publish_text: excerpts\npublisher:")),
    ("withheld", change_words(SOURCE, "extent: complete", "extent: complete\nwithhold:\n  - {passages: [{text: OSLO (NTB)}], reason_class: personal_data, date: 2021-03-30}")),
    ("draft", _write("content/places/bergen.yml", "name: Bergen\ntype: city\ndraft: true\n")),
    ("draft", _write("content/proposals/2021-03-30-meeting.yml", """\
for: oslo-talks
says: The meeting was on Thursday.
stage: happened
from: avisa-2021-03-05
quote: møttes torsdag i Oslo
translation: met on Thursday in Oslo
""")),
    ("settings", _append("mkdocs.yml", "hooks: [tools/hook.py]\n")),
    ("settings", _append("mkdocs.yml", "INHERIT: !ENV [NONE, tools/hook.py]\n")),
    ("settings", _append("mkdocs.yml", "extra_dir: tools\n")),
    ("withdrawn", _write("content/places/bergen.yml", "name: Bergen\ntype: city\nwithdrawn: {date: 2021-03-30, why: Wrong.}\n")),
]


@pytest.mark.parametrize(("reason", "change"), REASONS)
def test_each_reason_keeps_the_editors_files_out_and_is_told(
    project: Path, reason: str, change: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    change(project)
    files = files_in(bundle_of(project))
    assert not any(name.startswith("data/project") for name in files)
    assert "data/site/data/dossier.json" in files
    words = yaml.safe_load((Path(cli.__file__).parents[1] / "words/en/bundle.yml").read_text(encoding="utf-8"))
    assert words["bundle"]["missing"][reason] in capsys.readouterr().out
    said = files["START-HERE.html"].decode().replace("&#39;", "'")
    assert words["bundle"]["missing"]["label"] in said and words["bundle"]["missing"][reason] in said
    assert "data/project" not in said


def test_without_a_reason_nothing_is_said_to_be_missing(made: Path) -> None:
    assert "What is not in this bundle" not in files_in(made)["START-HERE.html"].decode()


def test_nothing_that_may_not_be_published_is_anywhere_in_it(tmp_path: Path) -> None:
    """The golden dossier has drafts, withdrawn records, excerpts and withheld words."""
    built = golden_build()
    dossier, public = built.checked.dossier, built.public
    assert dossier is not None and public is not None
    forbidden = withheld_words(dossier, public)
    assert len(forbidden) > 20
    project = make_golden(tmp_path / "project")
    make_repository(project, {})
    assert cli.run(["bundle", "--project", str(project)]) == 0
    files = files_in(project / "dist/ferry-strike-1.0.zip")
    texts = [_Text(name, data.decode("utf-8", "replace")) for name, data in files.items()]
    assert leaks_in(texts, forbidden) == []
    drafts = [record.id for record in dossier.content.records.values() if record.record.draft]
    assert drafts
    for record_id in drafts:
        word = re.compile(rf"(?<![\w-]){re.escape(record_id)}(?![\w-])")
        assert [name for name, data in files.items() if word.search(name + data.decode("utf-8", "replace"))] == []


class _Text:
    """A file of a bundle as the search for leaks takes it; JSON of a script is text too."""

    def __init__(self, uri: str, text: str) -> None:
        self.uri, self.text = uri, text


# Verified ---------------------------------------------------------------------------------------------


def test_a_whole_bundle_is_said_to_be_whole(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["verify", str(made)]) == 0
    out = capsys.readouterr().out
    assert "1 quote compared with the articles; 4 quotations on pages compared with the data; no faults found" in out
    assert "not compared: other words of pages and of the editors' files" in out
    assert re.search(r"^sha256  [0-9a-f]{64}$", out, re.MULTILINE)


def test_the_hash_is_the_one_that_was_printed_when_it_was_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bundle_of(project)
    first = re.findall(r"^sha256  .*$", capsys.readouterr().out, re.MULTILINE)
    cli.run(["verify", str(path)])
    assert first == re.findall(r"^sha256  .*$", capsys.readouterr().out, re.MULTILINE) != []


def test_an_unpacked_bundle_with_three_faults(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.unpack_archive(made, tmp_path)
    folder = tmp_path / NAME
    (folder / "data/site/about.html").write_bytes(b"")
    (folder / "data/site/data.html").unlink()
    (folder / "Thumbs.db").write_bytes(b"")
    assert cli.run(["verify", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "data/site/about.html: changed", "Thumbs.db: not listed in a manifest", "data/site/data.html: missing"]


def test_json_for_programs(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr(f"{NAME}/more.txt", b"")
    assert cli.run(["verify", "--format", "json", str(copy)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["faults"] == [{"kind": "extra", "name": "more.txt"}]
    assert (found["quotes"], found["on_pages"], len(found["sha256"])) == (1, 4, 64)


@pytest.mark.parametrize(("forge", "said"), [
    (forge_words("møttes torsdag", "møttes fredag", "site/events/oslo-talks.html"), "the page prints the quote in other words"),
    (forge_words("møttes torsdag", "møttes fredag", "site/data/dossier.json"), "the article does not hold the quote"),
    (forge_words("møttes torsdag", "møttes fredag", "project/seeds/avisa-ferge.txt"), "the article is not the one"),
    (forge_words('"evidence": [', '"evidence": [], "x": [', "site/data/dossier.json"), "the one of the evidence differ")])
def test_a_quote_that_was_changed_in_one_place_is_found(
    copy: Path, forge: Callable[[dict[str, bytes]], dict[str, bytes]], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(copy, **forge(files_in(copy)))
    assert cli.run(["verify", str(copy)]) == 1
    assert said in capsys.readouterr().out


def test_what_is_refused_is_a_problem_and_not_a_fault_of_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../a\x1b[2J", b"")
    for data in (buffer.getvalue(), b"no zip", b""):
        (tmp_path / "a.zip").write_bytes(data)
        assert cli.run(["verify", str(tmp_path / "a.zip")]) == 1
        said = capsys.readouterr()
        assert said.err.startswith("dossier: ") and said.err.rstrip("\n").isprintable() and not said.out
    assert cli.run(["verify", str(tmp_path / "missing.zip")]) == 2


def test_a_name_cannot_write_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\x1b]0;b\n").write_bytes(b"")
    assert cli.run(["verify", str(tmp_path)]) == 1
    assert "\x1b" not in capsys.readouterr().out

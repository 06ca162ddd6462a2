"""`dossier bundle`, `verify` and `build --from-bundle` as their users meet them: what goes in, what stays out, what is said."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
import yaml

from generator.adapters import cli
from generator.publishing.bundle.archive import write_archive
from generator.publishing.bundle.bag import make_bag
from tests.adapters.tiny import make_project
from tests.support.golden import files_below, golden_build
from tests.support.golden import make_project as make_golden
from tests.support.leaks import leaks_in, withheld_words
from tests.support.repository import make_repository

NAME = "ferry-strike-1.0.0"


def bundle_of(project: Path) -> Path:
    assert cli.run(["bundle", "--project", str(project)]) == 0
    return project / "dist" / f"{NAME}.zip"


def files_in(path: Path) -> dict[str, bytes]:
    """The files of a bundle below its top folder."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the tiny dossier, whose only article is free; never changed by a test."""
    return bundle_of(make_project(tmp_path_factory.mktemp("made") / "project"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A bundle that a test may change."""
    return Path(shutil.copy(made, tmp_path))


def rewrite(path: Path, **changes: bytes | None) -> None:
    """Change payload files of a bundle as a forger would: with manifests that fit."""
    files = files_in(path)
    payload = {name.removeprefix("data/"): data for name, data in files.items() if name.startswith("data/")}
    payload |= {name: data for name, data in changes.items() if data is not None}
    tags = {name: files[name] for name in ("START-HERE.html", "index.html", "versions.json")}
    write_archive(path, NAME, make_bag(payload, tags, []).files, 1_616_198_400)


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
    assert {"dossier-generator", "python", "mkdocs", "mkdocs-material", "markdown", "zlib"} <= found["versions"].keys()
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


def test_a_link_in_the_page_shell_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".env").write_bytes(b"secret")
    (project / "site-overrides/assets/link.css").symlink_to(project / ".env")
    assert cli.run(["bundle", "--project", str(project)]) == 1
    assert "is a symbolic link" in capsys.readouterr().err
    assert not (project / "dist").exists()


# What stays out ---------------------------------------------------------------------------------------


def _change(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        text = (project / path).read_text(encoding="utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new), encoding="utf-8", newline="")
    return change


def _write(path: str, text: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    return write


SOURCE = "content/sources/avisa-2021-03-05.yml"
REASONS = [
    ("rights", _change(SOURCE, "publish_text: full", "publish_text: excerpts")),
    ("rights", _change(SOURCE, "publish_text: full", "publish_text: none")),
    ("rights", _change("content/dossier.yml", "publisher:", "publish_text: excerpts\npublisher:")),
    ("withheld", _change(SOURCE, "extent: complete", "extent: complete\nwithhold:\n  - {passages: [{text: OSLO (NTB)}], reason_class: personal_data, date: 2021-03-30}")),
    ("draft", _write("content/places/bergen.yml", "name: Bergen\ntype: city\ndraft: true\n")),
    ("draft", _write("content/proposals/2021-03-30-meeting.yml", """\
for: oslo-talks
says: The meeting was on Thursday.
stage: happened
from: avisa-2021-03-05
quote: møttes torsdag i Oslo
translation: met on Thursday in Oslo
""")),
    ("withdrawn", _write("content/places/bergen.yml", "name: Bergen\ntype: city\nwithdrawn: {date: 2021-03-30, why: Wrong.}\n")),
]


@pytest.mark.parametrize(("reason", "change"), REASONS)
def test_each_reason_keeps_the_editors_files_out_and_is_told(
    project: Path, reason: str, change: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    change(project)
    files = files_in(bundle_of(project))
    assert f"without the editors' files: {reason}" in capsys.readouterr().out
    assert not any(name.startswith("data/project") for name in files)
    assert "data/site/data/dossier.json" in files
    words = yaml.safe_load((Path(cli.__file__).parents[1] / "words/en/bundle.yml").read_text(encoding="utf-8"))
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
    texts = [_Text(name, data.decode("utf-8", "replace")) for name, data in files.items()
             if not name.startswith("data/site/guide/")]
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


# Built anew -------------------------------------------------------------------------------------------


def test_the_site_built_from_it_is_the_same(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "built anew"
    assert cli.run(["build", "--from-bundle", str(made), "--output", str(target)]) == 0
    files = {name.removeprefix("data/site/"): data for name, data in files_in(made).items() if name.startswith("data/site/")}
    assert files_below(target) == files
    assert [path.name for path in tmp_path.iterdir()] == ["built anew"]


def test_from_the_folder_it_was_unpacked_to_and_from_a_repository(project: Path, tmp_path: Path) -> None:
    make_repository(project, {})
    path = bundle_of(project)
    shutil.unpack_archive(path, tmp_path / "unpacked")
    target = tmp_path / "site"
    target.mkdir()
    assert cli.run(["build", "--from-bundle", str(tmp_path / "unpacked" / NAME), "--output", str(target)]) == 0
    assert files_below(target) == files_below(tmp_path / "unpacked" / NAME / "data/site")


def test_without_the_editors_files_there_is_nothing_to_build(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _change(SOURCE, "publish_text: full", "publish_text: excerpts")(project)
    path = bundle_of(project)
    assert cli.run(["build", "--from-bundle", str(path), "--output", str(tmp_path / "site")]) == 1
    assert "does not hold the files" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_damaged_bundle_is_not_built(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr(f"{NAME}/data/project/content/more.yml", b"")
    assert cli.run(["build", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 1
    assert "see dossier verify" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]


def test_a_filled_folder_stays_as_it_is(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"1")
    assert cli.run(["build", "--from-bundle", str(made), "--output", str(tmp_path)]) == 1
    assert files_below(tmp_path) == {"mine": b"1"}


@pytest.mark.parametrize("arguments", [["--from-bundle", "."], ["--output", "x"], ["--trust"]])
def test_options_that_go_together(arguments: list[str]) -> None:
    assert cli.run(["build", *arguments]) == 2


def hostile(witness: Path) -> dict[str, dict[str, bytes]]:
    """Payloads that would write a file if the builder ran them."""
    code = f"open({str(witness)!r}, 'w').close()"
    template = "{{ cycler.__init__.__globals__.os.mknod(" + json.dumps(str(witness)) + ") }}"
    config = (Path(cli.__file__).parents[2] / "mkdocs.yml").read_bytes()
    return {
        "hooks": {"project/mkdocs.yml": config + b"hooks: [site-overrides/hook.py]\n",
                  "project/site-overrides/hook.py": code.encode()},
        "tags": {"project/mkdocs.yml": config + b"extra2: !!python/object/apply:os.mknod [" + json.dumps(str(witness)).encode() + b"]\n"},
        "inherited": {"project/mkdocs.yml": b"INHERIT: content/x.yml\n" + config,
                      "project/content/x.yml": b"a: !!python/object/apply:os.mknod [" + json.dumps(str(witness)).encode() + b"]\n"},
        "shell": {"project/site-overrides/main.html": template.encode()},
        "beside": {"project/site-overrides/.icons/evil.svg": template.encode()},
    }


@pytest.mark.parametrize("kind", ["hooks", "tags", "inherited", "shell", "beside"])
def test_code_in_a_bundle_is_not_run(copy: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    witness = tmp_path / "witness"
    rewrite(copy, **hostile(witness)[kind])
    assert cli.run(["verify", str(copy)]) == 0
    assert cli.run(["build", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 1
    assert "--trust" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == [copy.name]


@pytest.mark.parametrize("template", ["assets/evil.css", "./assets//evil.css", "/assets/evil.css"])
def test_no_style_sheet_is_taken_for_a_template(copy: Path, tmp_path: Path, template: str) -> None:
    witness = tmp_path / "witness"
    code = hostile(witness)["shell"]["project/site-overrides/main.html"]
    page = f"---\ntemplate: {template}\n---\n# Notes\n".encode()
    rewrite(copy, **{"project/site-overrides/assets/evil.css": code, "project/content/pages/notes.md": page})
    assert cli.run(["build", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 0
    assert b"Notes" in (tmp_path / "site/notes.html").read_bytes()
    assert not witness.exists()


def test_a_bundle_brings_its_own_look(copy: Path, tmp_path: Path) -> None:
    own = files_in(copy)["data/project/site-overrides/assets/dossier.css"] + b"/* of another time */\n"
    rewrite(copy, **{"project/site-overrides/assets/dossier.css": own})
    assert cli.run(["build", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 0
    assert (tmp_path / "site/assets/dossier.css").read_bytes() == own


def test_a_trusted_bundle_brings_its_own_page_shell(copy: Path, tmp_path: Path) -> None:
    own = files_in(copy)["data/project/site-overrides/dossier/colophon.html"] + b"<p>of another time</p>\n"
    rewrite(copy, **{"project/site-overrides/dossier/colophon.html": own})
    assert cli.run(["build", "--trust", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 0
    assert b"of another time" in (tmp_path / "site/index.html").read_bytes()


def test_files_beside_the_project_are_not_taken(copy: Path, tmp_path: Path) -> None:
    rewrite(copy, **{"project/setup.py": b"", "project/.git/config": b""})
    assert cli.run(["build", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 0


# Verified ---------------------------------------------------------------------------------------------


def test_a_whole_bundle_is_said_to_be_whole(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["verify", str(made)]) == 0
    out = capsys.readouterr().out
    assert "1 quote compared" in out and "no faults found" in out
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
    assert (found["quotes"], found["signature"], len(found["sha256"])) == (1, None, 64)


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

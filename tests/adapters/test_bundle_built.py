"""`dossier build --from-bundle` as its users meet it: the same pages again, where they go, and what is not run."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from generator.adapters import cli
from generator.publishing.bundle import opening
from generator.publishing.bundle.archive import write_archive
from tests.adapters.bundles import NAME, SOURCE, bundle_of, change_words, files_in, forge_words, rewrite
from tests.support.golden import files_below
from tests.support.repository import make_repository


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
    change_words(SOURCE, "publish_text: full", "publish_text: excerpts")(project)
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


def test_without_a_place_it_is_built_here_under_the_name_of_the_bundle(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["build", "--from-bundle", str(made)]) == 0
    assert f"{NAME}/index.html" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == [NAME] and (tmp_path / NAME / "index.html").is_file()


def test_a_name_that_means_something_else_is_not_taken_for_the_place(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_archive(tmp_path / "a.zip", ".git", files_in(made), 1_616_198_400)
    monkeypatch.chdir(tmp_path)
    assert cli.run(["build", "--from-bundle", "a.zip"]) == 1
    assert "--output" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_the_empty_folder_one_is_in(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    try:
        assert cli.run(["build", "--from-bundle", str(made), "--output", "."]) == 0
    finally:
        # The folder itself was exchanged.
        os.chdir(tmp_path)
    assert (tmp_path / "here/index.html").is_file()


def test_what_stands_beside_the_place_stays(made: Path, tmp_path: Path) -> None:
    (tmp_path / ".site.part").mkdir()
    (tmp_path / ".site.part/mine").write_bytes(b"1")
    assert cli.run(["build", "--from-bundle", str(made), "--output", str(tmp_path / "site")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.part", "site"]
    assert (tmp_path / ".site.part/mine").is_file()


@pytest.mark.parametrize("place", ["site", "data/site/more", ""])
def test_nothing_is_built_within_an_unpacked_bundle(
    made: Path, tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.unpack_archive(made, tmp_path)
    folder = tmp_path / NAME
    assert cli.run(["build", "--from-bundle", str(folder), "--output", str(folder / place)]) == 1
    assert "within it" in capsys.readouterr().err
    assert cli.run(["verify", str(folder)]) == 0


def test_a_bundle_that_no_memory_should_hold_is_not_built(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = files_in(made)
    of_editors = sum(len(data) for name, data in files.items() if name.startswith("data/project/"))
    assert max(map(len, files.values())) < of_editors
    monkeypatch.setattr(opening, "MOST_HELD", of_editors - 1)
    assert cli.run(["build", "--from-bundle", str(made), "--output", str(tmp_path / "site")]) == 1
    assert "more than the" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--output", "x"], ["--trust"]])
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


def test_a_quote_that_was_changed_in_the_editors_files_is_found_by_building(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(copy, **forge_words("møttes torsdag", "møttes fredag", "project/content/events/oslo-talks.yml")(files_in(copy)))
    assert cli.run(["build", "--from-bundle", str(copy), "--output", str(tmp_path / "site")]) == 1
    assert "content/events/oslo-talks.yml" in capsys.readouterr().out
    assert not (tmp_path / "site").exists()

"""The schemas as files: the committed ones are those of the models, lines and settings lead to them."""

import json
import shutil
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.adapters.cli import dossier
from generator.editing.schema_lines import LOCAL_SCHEMAS_FOLDER, schema_line, with_schema_line
from generator.model.tree import Tree
from generator.pipeline import check
from generator.reading.schemas import FILES, record_schemas
from tests.support.golden import DOSSIER_PATH, ROOT, golden_tree

PATHS = [path for path in golden_tree().files_below("content") if path.endswith(".yml")] + ["content/proposals/a.yml"]


@pytest.mark.parametrize("name", FILES)
def test_committed_schema_is_up_to_date(name: str) -> None:
    found = json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    assert found == record_schemas()[name], "run `python -m generator export schema schemas`"


def test_no_other_schema_is_committed() -> None:
    assert {path.name for path in (ROOT / "schemas").glob("*.json")} == {f"{name}.schema.json" for name in FILES}


@pytest.mark.parametrize("path", PATHS)
def test_line_leads_from_the_file_to_its_schema(path: str, tmp_path: Path) -> None:
    name = schema_line(path).rpartition("$schema=")[2]
    found = (tmp_path / path).parent.joinpath(name).resolve().relative_to(tmp_path.resolve())
    kind = found.name.removesuffix(".schema.json")
    assert found.parent.as_posix() == LOCAL_SCHEMAS_FOLDER
    assert fnmatch(path, FILES[kind][1])


@pytest.mark.parametrize("path", ["content/pages/about.md", "content/pages/x.yml", "content/vocabulary/words.yml",
                                  "content/events/x.yaml", "seeds/a.txt", "content/x.yml"])
def test_file_without_a_schema_has_no_line(path: str) -> None:
    assert schema_line(path) == ""
    assert with_schema_line(path, b"a: b\n") == b"a: b\n"


@pytest.mark.parametrize("text", [b"title: x\n", b"title: x\r\n", b"# about\ntitle: x\n", b"", b"title: x"])
def test_line_is_added_once(text: bytes) -> None:
    path = "content/events/x.yml"
    added = with_schema_line(path, text)
    assert added.endswith(text) and added.splitlines()[0].decode() == schema_line(path)
    assert with_schema_line(path, added) == added
    assert (b"\r\n" in text) == (b"\r\n" in added)


def test_line_is_a_comment_to_the_program() -> None:
    with_lines = Tree({path: with_schema_line(path, data) for path, data in golden_tree().items()})
    assert with_lines != golden_tree()
    before, after = check(golden_tree()).diagnostics, check(with_lines).diagnostics
    assert [finding.code for finding in before] == [finding.code for finding in after]


def test_form_of_a_project_with_schemas_has_the_line(tmp_path: Path) -> None:
    shutil.copytree(DOSSIER_PATH, tmp_path / "project")
    (tmp_path / "project/schemas").mkdir()
    path = "content/events/oslo-talks.yml"
    for _ in range(2):
        CliRunner().invoke(dossier, ["fmt", "--project", str(tmp_path / "project"), path])
        lines = (tmp_path / "project" / path).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if "yaml-language-server" in line] == [schema_line(path)] == lines[:1]
    result = CliRunner().invoke(dossier, ["fmt", "--check", "--project", str(tmp_path / "project"), path])
    assert result.exit_code == 0


def test_new_record_of_a_project_with_schemas_has_the_line(tmp_path: Path) -> None:
    shutil.copytree(DOSSIER_PATH, tmp_path / "project")
    (tmp_path / "project/schemas").mkdir()
    result = CliRunner().invoke(dossier, ["new", "event", "blockade", "--project", str(tmp_path / "project")])
    assert result.exit_code == 0, result.output
    text = (tmp_path / "project/content/events/blockade.yml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == schema_line("content/events/blockade.yml")


def test_settings_lead_every_kind_of_file_to_its_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert settings.keys() == {f"./schemas/{name}.schema.json" for name in FILES}
    for path in PATHS:
        kind = schema_line(path).rpartition("/")[2]
        patterns = settings[f"./schemas/{kind}"]
        assert any(fnmatch(path, pattern) for pattern in ([patterns] if isinstance(patterns, str) else patterns))

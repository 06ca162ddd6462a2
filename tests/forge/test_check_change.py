"""`.ci/check-change`: which files it leaves, and when it fails, with a stand-in for the program."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.tools import find_program, require_tool

SCRIPT_PATH = Path(__file__).resolve().parents[2] / ".ci" / "check-change"
STAND_IN = """#!/bin/sh
shift 2
echo "$@"
case "$*" in
  "diff "*) exit "$DIFF_CODE" ;;
  *) exit "$CHECK_CODE" ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with spaces in its name that holds the script and the stand-in."""
    root = tmp_path / "a project"
    (root / ".ci").mkdir(parents=True)
    shutil.copy(SCRIPT_PATH, root / ".ci")
    (root / "program").write_text(STAND_IN, encoding="utf-8")
    (root / "program").chmod(0o755)
    return root


def run(project: Path, *arguments: str, check: int = 0, diff: int = 0, **extra: str) -> subprocess.CompletedProcess[str]:
    bash = require_tool("bash", find_program("bash"), "install bash")
    environ = {name: value for name, value in os.environ.items() if name not in ("GITHUB_ACTIONS", "COMMENT_LANGUAGE")}
    return subprocess.run(
        [bash, project / ".ci/check-change", "out", *arguments], capture_output=True, text=True, timeout=60,
        env=environ | {"DOSSIER_PYTHON": str(project / "program"), "CHECK_CODE": str(check), "DIFF_CODE": str(diff)} | extra)


def left(project: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8").strip() for path in (project / "out").iterdir()}


def test_clean_change_leaves_all_files(project: Path) -> None:
    done = run(project, "0123abc")
    assert done.returncode == 0 and done.stdout == "check\n"
    assert left(project) == {"findings.json": "check --format json", "findings.sarif": "check --format sarif",
                             "diff.md": "diff 0123abc --format markdown"}


def test_base_is_the_first_parent_where_none_is_named(project: Path) -> None:
    run(project)
    assert left(project)["diff.md"] == "diff HEAD^1 --format markdown"


def test_language_of_the_comment_is_that_of_the_description(project: Path) -> None:
    run(project, COMMENT_LANGUAGE="id")
    assert left(project)["diff.md"] == "diff HEAD^1 --format markdown --language id"


def test_findings_fail_and_are_kept(project: Path) -> None:
    done = run(project, check=1, diff=1, GITHUB_ACTIONS="true")
    assert done.returncode == 1 and done.stdout == "check --format github\n"
    assert left(project).keys() == {"findings.json", "findings.sarif", "diff.md"}


def test_comparison_that_fails_leaves_no_file_and_the_check_goes_on(project: Path) -> None:
    done = run(project, diff=3)
    assert done.returncode == 0
    assert left(project).keys() == {"findings.json", "findings.sarif"}
    assert "diff HEAD^1" in done.stderr

"""The files for forges, held by linters and by rules of our own: least rights, pinned actions, nothing hostile in a shell."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Diagnostics
from generator.model.nodes import plain_value
from generator.reading.yaml_events import parse_yaml
from tests.support.tools import find_program, require_tool

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS, "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [ROOT / ".github/ISSUE_TEMPLATE/config.yml"],
    "vendor.gitlab-ci": [ROOT / "docs/gitlab-ci.example.yml"],
}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
#: What somebody from outside chooses; in a script it would be run.
EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
WRITING = {("code-scanning", "security-events"), ("post", "pull-requests"), ("pages", "pages"), ("pages", "id-token"),
           ("bundle", "contents")}


def workflow(path: Path) -> dict[str, Any]:
    diagnostics = Diagnostics()
    node = parse_yaml(path.name, path.read_bytes(), diagnostics)
    assert node is not None and not diagnostics.has_errors
    return plain_value(node)


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in workflow(path)["jobs"].items():
            yield path.name, name, job


def run(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


# Linters --------------------------------------------------------------------------------------------


def test_workflows_pass_the_linter_of_their_security() -> None:
    program = require_tool("zizmor", find_program("zizmor"), "`make env` installs it where there is a wheel for the system")
    run(program, "--offline", "--no-progress", "--persona", "pedantic", "--strict-collection", ".github/workflows")


def test_linter_finds_a_mistake(tmp_path: Path) -> None:
    program = require_tool("zizmor", find_program("zizmor"), "`make env` installs it where there is a wheel for the system")
    file = tmp_path / "bad.yml"
    file.write_text("on: pull_request_target\njobs: {a: {runs-on: x, steps: [{run: 'echo ${{ github.head_ref }}'}]}}\n",
                    encoding="utf-8")
    done = subprocess.run([program, "--offline", "--no-progress", file], capture_output=True, timeout=120)
    assert done.returncode >= 10


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_for_forges_have_the_shape_that_the_forge_takes(schema: str) -> None:
    assert SCHEMAS[schema]
    extra = ["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *extra, *SCHEMAS[schema])


# Rules of our own -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_with_the_version_beside_it(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_an_action_is_used_in_one_version_alone() -> None:
    used = {line for path in WORKFLOWS for line in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))}
    assert len(used) == len({line.partition("@")[0] for line in used})


def test_no_expression_stands_in_a_script() -> None:
    assert [(file, name) for file, name, job in jobs() for step in job["steps"]
            if EXPRESSION.search(step.get("run", ""))] == []


def test_rights_are_the_least() -> None:
    assert [path.name for path in WORKFLOWS if workflow(path)["permissions"] != {}] == []
    writing = {(name, scope) for _, name, job in jobs() for scope, right in job["permissions"].items() if right == "write"}
    assert writing == WRITING
    assert {right for _, _, job in jobs() for right in job["permissions"].values()} == {"read", "write"}


def test_no_job_that_can_write_runs_the_program() -> None:
    for _, name, job in jobs():
        if "write" in job["permissions"].values():
            scripts = " ".join(step.get("run", "") for step in job["steps"])
            assert not re.search(r"\bmake\b|generator|\.ci/run|check-change", scripts), name


def test_no_checkout_keeps_its_token_or_takes_the_pull_request_where_a_token_is_used() -> None:
    for file, _, job in jobs():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"
                assert file != "comment.yml" or step["with"]["ref"] == "${{ github.event.repository.default_branch }}"


def test_no_secret_stands_anywhere() -> None:
    assert [path.name for path in WORKFLOWS if re.search(r"\bsecrets\b|pull_request_target", path.read_text("utf-8"))] == []


def test_no_workflow_runs_by_the_clock_and_every_job_has_an_end() -> None:
    assert [path.name for path in WORKFLOWS if "schedule" in workflow(path)["on"]] == []
    assert [name for _, name, job in jobs() if "timeout-minutes" not in job] == []


def test_what_jobs_take_from_one_another_is_there() -> None:
    for path in WORKFLOWS:
        text, found = path.read_text(encoding="utf-8"), workflow(path)["jobs"]
        outputs = {f"needs.{name}.outputs.{key}" for name, job in found.items() for key in job.get("outputs", {})}
        steps = {step["id"] for job in found.values() for step in job["steps"] if "id" in step}
        assert set(re.findall(r"needs\.\w+\.outputs\.\w+", text)) <= outputs
        assert set(re.findall(r"steps\.(\w+)\.", text)) <= steps
        assert {job["needs"] for job in found.values() if "needs" in job} <= found.keys()
        kept = {step["with"].get("name") for job in found.values() for step in job["steps"]
                if "upload-artifact@" in step.get("uses", "")}
        assert {step["with"]["name"] for job in found.values() for step in job["steps"]
                if "download-artifact@" in step.get("uses", "")} <= kept


def test_comment_follows_the_check_by_its_name() -> None:
    named = workflow(ROOT / ".github/workflows/comment.yml")["on"]["workflow_run"]["workflows"]
    assert named == [workflow(ROOT / ".github/workflows/check.yml")["name"]]


def test_scripts_named_in_the_files_exist_and_targets_too() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in (*WORKFLOWS, ROOT / "docs/gitlab-ci.example.yml"):
        text = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert all((ROOT / name).is_file() for name in re.findall(r"(?<![\w/])\.ci/[\w.-]+", text))
        # `bundle` is made where there is such a target.
        assert set(re.findall(r"\bmake (?:-n )?([a-z-]+)", text)) <= targets | {"bundle"}

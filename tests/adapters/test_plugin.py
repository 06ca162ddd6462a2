"""The MkDocs plugin under MkDocs's own command, as an editor runs it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.tiny import ROOT

EVENT = "content/events/oslo-talks.yml"


def _mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "mkdocs", "build", *arguments], cwd=project, env=environment,
                          capture_output=True, text=True, check=False)


def _page(project: Path, name: str) -> str:
    return (project / "site" / name).read_text(encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_strict_build_by_mkdocs_alone(project: Path) -> None:
    ended = _mkdocs(project, "--strict")
    assert ended.returncode == 0, ended.stderr
    page = _page(project, "events/oslo-talks.html")
    assert '<html lang="en"' in page
    assert re.search("<title>Ferry operator and union meet in Oslo – [^<]* – The ferry strike &lt;of&gt; 2021</title>", page)
    assert 'href="../actors/index.html"' in page
    assert (project / "build/pages/events/oslo-talks.md").is_file()


def test_our_warnings_do_not_fail_a_strict_build(project: Path) -> None:
    _replace(project / "content/actors/union-of-seamen.yml", "names:\n",
             "names:\n  - {value: Sjømannslaget, kind: as_printed, language: nb}\n")
    ended = _mkdocs(project, "--strict")
    assert ended.returncode == 0, ended.stderr
    assert "warning[spelling-not-found]" in ended.stderr


def test_an_error_ends_the_build_without_a_traceback_and_keeps_the_site(project: Path) -> None:
    assert _mkdocs(project).returncode == 0
    _replace(project / EVENT, "type: talks", "type: talkz")
    ended = _mkdocs(project, "--strict")
    assert ended.returncode == 1
    assert f"{EVENT}:2:7: error[unknown-term]" in ended.stderr
    assert "1 error in 1 file" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Ferry operator" in _page(project, "events/oslo-talks.html")


def test_building_twice_writes_nothing_below_build(project: Path) -> None:
    _mkdocs(project)
    before = {path: path.stat().st_mtime_ns for path in (project / "build").rglob("*")}
    _mkdocs(project)
    assert {path: path.stat().st_mtime_ns for path in (project / "build").rglob("*")} == before


def test_a_hand_written_page_beside_the_generated_ones(project: Path) -> None:
    (project / "content/pages/how-we-work.md").write_text(
        "# How we work\n\nSee [the talks](events/oslo-talks.md).\n", encoding="utf-8")
    ended = _mkdocs(project)
    assert ended.returncode == 0, ended.stderr
    assert 'href="events/oslo-talks.html"' in _page(project, "how-we-work.html")


@pytest.mark.parametrize("name", ["events/oslo-talks.md", "EVENTS/Oslo-Talks.md", "events/README.md"])
def test_a_generated_page_never_replaces_a_hand_written_one(name: str, project: Path) -> None:
    path = project / "content/pages" / name
    path.parent.mkdir(parents=True)
    path.write_text("# Mine\n", encoding="utf-8")
    ended = _mkdocs(project)
    assert ended.returncode == 1
    assert f"content/pages/{name}:1:1: error[page-collision]" in ended.stderr


def test_front_matter_of_a_hand_written_page_is_no_markup(project: Path) -> None:
    page = project / "content/pages/more.md"
    page.write_text("---\nmodified: '\"><b id=x>'\nscripts: ['x']\nstyles: ['x']\ncitation: [['n', '\"><b id=x>']]\n---\n# More\n")
    assert _mkdocs(project).returncode == 0
    html = _page(project, "more.html")
    assert "<b id=x>" not in html
    assert "assets/x." not in html


def test_a_hand_written_page_with_placeholders_is_filled(project: Path) -> None:
    (project / "content/pages/about.md").write_text(
        "# About\n\nOurs.\n\n<!-- dossier:sources -->\n", encoding="utf-8")
    ended = _mkdocs(project, "--strict")
    assert ended.returncode == 0, ended.stderr
    assert "<p>Ours.</p>" in _page(project, "about.html")
    assert "dossier:sources" not in _page(project, "about.html")
    assert "sources/avisa-2021-03-05.html" in _page(project, "about.html")


def test_the_golden_dossier_builds_strictly(project: Path) -> None:
    for name in ("content", "seeds"):
        shutil.rmtree(project / name)
        shutil.copytree(ROOT / "tests/golden/dossier" / name, project / name)
    (project / "content/pages").mkdir(exist_ok=True)
    ended = _mkdocs(project, "--strict")
    assert ended.returncode == 0, ended.stderr


def test_hostile_settings_come_out_as_text(project: Path) -> None:
    hostile = '"</title><script>alert(1)</script>\\" onload=x {{ 7*7 }} {% raw %}"'
    _replace(project / "content/dossier.yml", "title: The ferry strike <of> 2021", f"title: {hostile}")
    _replace(project / "content/dossier.yml", "subtitle: One article about a strike that never was",
             f"subtitle: {hostile}")
    _replace(project / "content/dossier.yml", "publisher: An invented desk", f"publisher: {hostile}")
    _replace(project / EVENT, "title: Ferry operator and union meet in Oslo", f"title: {hostile}")
    ended = _mkdocs(project)
    assert ended.returncode == 0, ended.stderr
    for path in (project / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page, path
        # Drawings have titles too, in the body.
        assert page.partition("</head>")[0].count("</title>") == 1, path
        assert " onload=x" not in re.sub(r'(&#34;|&quot;) onload=x', "", page), path


def test_the_edit_path_reaches_the_templates(project: Path) -> None:
    (project / "site-overrides/main.html").write_text(
        '{% extends "base.html" %}{% block content %}[{{ page.meta.edit_path }}]{% endblock %}', encoding="utf-8")
    assert _mkdocs(project).returncode == 0
    assert f"[{EVENT}]" in _page(project, "events/oslo-talks.html")

"""The searches of the golden dossier lead where they must, and how many do may not fall."""

from pathlib import Path

import pytest

from tests.search import __main__ as command
from tests.search.engine import Engine
from tests.search.relevance import Outcome, record_pages, report, try_searches
from tests.support.golden import golden_build


def test_the_score_is_at_least_the_recorded_one(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    content = golden_build().checked.content
    assert content is not None and content.searches is not None
    searches = content.searches.model
    outcomes = try_searches(engine, searches.searches, record_pages(content))
    with capsys.disabled():
        print("\n" + report(outcomes, searches.score))
    assert len(outcomes) >= 30
    assert sum(outcome.is_hit for outcome in outcomes) >= searches.score


def test_the_command_fails_where_the_score_falls(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = engine.site.parent
    assert command.main(project) == 0
    searches = (project / "content/searches.yml").read_text(encoding="utf-8")
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("seeds", "site"):
        (copy / name).symlink_to(project / name)
    (copy / "content").mkdir()
    for path in (project / "content").iterdir():
        if path.name != "searches.yml":
            (copy / "content" / path.name).symlink_to(path)
    (copy / "content/searches.yml").write_text(searches.replace("score: ", "score: 9"), encoding="utf-8")
    capsys.readouterr()
    assert command.main(copy) == 1


def test_a_hit_is_early_enough(engine: Engine) -> None:
    content = golden_build().checked.content
    assert content is not None and content.searches is not None
    search = next(each for each in content.searches.model.searches if each.among == 1)
    assert Outcome(search, 1, ()).is_hit
    assert not Outcome(search, 2, ()).is_hit
    assert not Outcome(search, 0, ()).is_hit


def test_without_node_it_is_named_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_program", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    assert command.main(tmp_path) == 0
    assert "node" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert command.main(tmp_path) == 1

"""The synthetic dossiers that benchmarks are run on: clean under all checks, and the same each time."""

import pytest

from generator.model.records import Kind
from generator.model.tree import Tree
from generator.pipeline import Checked, check
from tests.benchmarks.synthetic import make_dossier


@pytest.fixture(scope="module")
def tree() -> Tree:
    return make_dossier(100)


@pytest.fixture(scope="module")
def checked(tree: Tree) -> Checked:
    return check(tree)


def test_it_has_no_findings(checked: Checked) -> None:
    assert [(str(found.span), found.code) for found in checked.diagnostics] == []


def test_it_has_the_kinds_in_their_shares(checked: Checked) -> None:
    assert checked.content is not None
    counts = {kind: len(checked.content.of_kind(kind)) for kind in Kind}
    assert counts == {Kind.EVENT: 50, Kind.ACTOR: 20, Kind.SOURCE: 10, Kind.PLACE: 10, Kind.CLAIM: 10}


def test_few_actors_are_named_often(checked: Checked) -> None:
    assert checked.dossier is not None
    named = sorted((len(facts.event_ids) for facts in checked.dossier.actors.values()), reverse=True)
    assert sum(named[:3]) > sum(named) / 3


def test_the_same_seed_gives_the_same_dossier(tree: Tree) -> None:
    assert dict(make_dossier(100)) == dict(tree)


def test_another_seed_gives_another_dossier(tree: Tree) -> None:
    assert dict(make_dossier(100, seed=2)) != dict(tree)

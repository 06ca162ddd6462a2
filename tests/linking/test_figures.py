"""Figures that differ: what cannot both hold, and what only seems so."""

import pytest

from generator import pipeline
from generator.model.tree import Tree
from tests.support.cases import parse_case

EARLY = "from: avisa-2021-03-05\n    quote: Mer enn 300 sjøfolk er i streik, sier Sjømannsforbundet."
LATE = "from: kystposten-2021-03-09\n    quote: Om lag 240 sjøfolk var i streik, sier Nordferje."
EVENT = "title: Counted\ntype: talks\ndate: {date}\nstatements:\n  - says: Words.\n    answers: counted\n{body}"


def differ(*figures: str, sections: str = "") -> bool:
    """Whether accounts with these figures (and what follows them) are said to differ."""
    accounts = "".join(f"  - says: Words.\n    figure: {{words: '1', unit: persons, {figure}\n    {words}\n"
                       for figure, words in zip(figures, (EARLY, LATE), strict=False))
    claim = f"question: How many?\naccounts:\n{accounts}"
    case = parse_case(f"{sections}--- content/claims/counted.yml\n{claim}--- expect\n")
    dossier = pipeline.check(Tree.of(case.files)).dossier
    assert dossier is not None
    facts = dossier.claims["counted"]
    assert len([item for item in facts.accounts if item.statement.figure]) == 2
    return bool(facts.differing)


@pytest.mark.parametrize(("one", "other"), [
    ("value: 300}", "value: 240}"),
    ("value: 300, comparator: more_than}", "value: 240, comparator: about}"),
    ("low: 100, high: 120}", "low: 130, high: 140}"),
    ("value: 300, comparator: more_than}", "value: 300}"),
    ("value: 300, comparator: nearly}", "value: 300}"),
    ("value: 300, since: 2021-03-01, until: 2021-03-04}", "value: 240, since: 2021-03-04, until: 2021-03-08}"),
    ("value: 300}\n    date: 2021-03", "value: 240}\n    date: 2021-03-15"),
    ("value: 300, since: 2021-03-01}", "value: 240}\n    date: 2021-03-15"),
    ("value: 300, since: 2021-03-01, until: 2021-03-05, cumulative: true}",
     "value: 240, since: 2021-03-01, until: 2021-03-05, cumulative: true}"),
])
def test_numbers_that_cannot_both_hold(one: str, other: str) -> None:
    assert differ(one, other) and differ(other, one)


@pytest.mark.parametrize(("one", "other"), [
    ("value: 300, comparator: at_least}", "value: 340}"),
    ("low: 100, high: 140}", "value: 120}"),
    ("value: 300}", "order: hundreds}"),
    ("value: 300, population: strikers}", "value: 240}"),
    ("value: 300, area: bergen}", "value: 240, area: oslo}"),
    ("value: 300, cumulative: true}", "value: 240}"),
    ("value: 300}\n    date: 2021-02", "value: 240}\n    date: 2021-03"),
    ("value: 300, until: 2021-02-28}", "value: 240, since: 2021-03-01}"),
    # A count that grows: by one day, and by a later one.
    ("value: 240, since: 2021-03-01, until: 2021-03-05, cumulative: true}",
     "value: 300, since: 2021-03-01, until: 2021-03-09, cumulative: true}"),
    # Counted from different days on.
    ("value: 240, since: 2021-03-08, until: 2021-03-09, cumulative: true}",
     "value: 300, since: 2021-03-01, until: 2021-03-09, cumulative: true}"),
])
def test_numbers_that_only_seem_to_differ(one: str, other: str) -> None:
    assert not differ(one, other) and not differ(other, one)


@pytest.mark.parametrize(("date", "expected"), [("2021-03-15", True), ("2021-04-15", False)])
def test_a_figure_in_an_event_is_of_its_date(date: str, expected: bool) -> None:
    body = f"    stage: happened\n    figure: {{words: '1', unit: persons, value: 240}}\n    {LATE}\n"
    event = f"--- content/events/counted-there.yml\n{EVENT.format(date=date, body=body)}"
    assert differ("value: 300}\n    date: 2021-03", sections=event) is expected

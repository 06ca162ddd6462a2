"""What narrows a query: days, operators with and without a minus, what is ignored, and that it is said."""

import pytest

from tests.search.engine import Engine


@pytest.mark.parametrize("query", ["2021-03-04", "04.03.2021", "4/3/2021", "04-03-2021"])
def test_a_day_in_digits_finds_what_is_of_that_day_before_what_lasted_longer(engine: Engine, query: str) -> None:
    pages = engine.find(query, most=50).pages
    assert set(pages[:2]) == {"events/oslo-talks.html", "events/night-ferry.html"}
    assert pages.index("events/ferry-strike.html") < pages.index("events/quay-pickets.html")
    assert "events/agreement.html" not in pages


def test_an_american_day_is_one_where_no_other_can_be_meant(engine: Engine) -> None:
    assert engine.find("3/19/2021").pages == engine.find("2021-03-19").pages != []


@pytest.mark.parametrize("operator", [
    "type:event", "type:strike", "status:happened", 'source:"fjordradio"', "actor:nordferje", "from:2021-03-03",
    "to:2021-03-03",
])
def test_a_minus_before_an_operator_takes_out_what_it_would_have_left(engine: Engine, operator: str) -> None:
    everything, left, rest = ({result.url for result in engine.find(query, most=99).results}
                              for query in ("streik", f"streik {operator}", f"streik -{operator}"))
    assert left and rest and not left & rest
    assert left | rest == everything


@pytest.mark.parametrize("operator", [
    "from:mars", "to:2021-13-40", "from:2021-02-30", "-to:2021-3-4-5", "type:", 'actor:""', "to:12",
])
def test_an_operator_that_says_nothing_is_ignored_and_that_is_said(engine: Engine, operator: str) -> None:
    found = engine.find(f"streik {operator}")
    assert {"kind": "ignored", "text": operator} in found.notes
    assert found.count == engine.find("streik").count


def test_an_operator_is_not_said_to_be_ignored_while_it_is_typed(engine: Engine) -> None:
    assert not [note for note in engine.find("streik from:2021-0", is_open=True).notes if note["kind"] == "ignored"]
    assert [note for note in engine.find("from:2021-0 streik", is_open=True).notes if note["kind"] == "ignored"]


def test_a_time_that_ends_before_it_begins_holds_nothing(engine: Engine) -> None:
    assert engine.find("from:2021-03-01 to:2021-03-31").count
    assert not engine.find("from:2021-03-31 to:2021-03-01").count


@pytest.mark.parametrize("operator", ["actor:“Torbein Fergestad”", "actor:«Torbein Fergestad»"])
def test_operators_take_typographic_quotation_marks(engine: Engine, operator: str) -> None:
    assert engine.find(operator).pages == engine.find('actor:"Torbein Fergestad"').pages != []


def test_an_actor_may_be_called_by_a_synonym(engine: Engine) -> None:
    pages = engine.find('actor:"crossing campaign" type:event', most=50).pages
    assert "events/quay-pickets.html" in pages
    assert engine.find('actor:"save the crossing" type:event', most=50).pages == pages


def test_an_actor_is_asked_for_by_name_and_not_by_what_is_said_of_it(engine: Engine) -> None:
    """`Invented` stands in many a description, `crews` in that of the union."""
    assert engine.find("actor:ferries type:actor").pages == ["actors/nordferje.html"]
    assert not engine.find("actor:crews").count


def test_what_a_claim_was_found_to_be_is_its_status(engine: Engine) -> None:
    for query in ("status:contested", "status:Contested"):
        found = engine.find(query)
        assert found.pages == ["claims/replacement-crews.html"]
        assert found.results[0].status == "Contested"


def test_what_kind_of_claim_and_event_it_is_can_be_asked_for(engine: Engine) -> None:
    assert engine.find("status graholmen").pages[0] == "claims/quay-belongs-to.html"
    assert "events/hotel-talks.html" in engine.find("talks", most=50).pages

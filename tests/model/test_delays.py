"""How long after a happening an article appeared: never more precise than the two dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.dates import day_number, parse_edtf
from generator.model.days import day_from_number
from generator.model.delays import Delay, delay_between


@pytest.mark.parametrize(("happening", "published", "expected"), [
    ("2021-03-04", "2021-03-04", Delay(0, 0)),
    ("2021-03-04", "2021-03-05", Delay(1, 1)),
    ("2021-03-19", "2021-03-10", Delay(-9, -9)),
    ("[2021-02-22..2021-02-28]", "2021-03-02", Delay(2, 8)),
    ("2021-03", "2021-03-10", Delay(-21, 9)),
    ("2021-03-04", "[2021-03-05..2021-03-07]", Delay(1, 3)),
    ("2021-03-04~", "2021-03-05", Delay(1, 1, is_about=True)),
    ("2021-03-04", "2021-03-05?", Delay(1, 1, is_uncertain=True)),
    ("2021-03-03/2021-03-08", "2021-03-02", Delay(-1, -1, "start")),
    ("2021-03-03/2021-03-08", "2021-03-05", Delay(2, 2, "course")),
    ("2021-03-03/2021-03-08", "2021-03-08", Delay(5, 5, "course")),
    ("2021-03-03/2021-03-08", "2021-03-09", Delay(1, 1, "end")),
    ("2021-03-03/..", "2021-03-09", Delay(6, 6, "start")),
    ("2021-03-03/", "2021-03-09", Delay(6, 6, "start")),
    ("../2021-03-08", "2021-03-09", Delay(1, 1, "end")),
    ("/2021-03-08", "2021-03-05", Delay(-3, -3, "end")),
    ("[..2021-03-08]", "2021-03-09", Delay(1, None)),
    ("2021-03-04", "[2021-03-05..]", Delay(1, None)),
    ("[2021-03-04..]", "2021-03-09", Delay(None, 5)),
])
def test_delays(happening: str, published: str, expected: Delay) -> None:
    assert delay_between(parse_edtf(happening), parse_edtf(published)) == expected


def test_a_missing_date_gives_no_delay() -> None:
    day = parse_edtf("2021-03-04")
    assert delay_between(None, day) is None
    assert delay_between(day, None) is None


DAYS = st.integers(700_000, 740_000)


@given(DAYS, st.integers(0, 500), DAYS, st.integers(0, 500))
def test_the_bounds_hold_every_pair_of_days(first: int, length: int, published: int, reach: int) -> None:
    def span(start: int, days: int) -> str:
        return f"[{day_from_number(start).iso}..{day_from_number(start + days).iso}]"

    happening = parse_edtf(span(first, length))
    delay = delay_between(happening, parse_edtf(span(published, reach)))
    assert happening.earliest is not None and day_number(happening.earliest) == first
    assert delay is not None and (delay.least, delay.most) == (published - first - length, published + reach - first)

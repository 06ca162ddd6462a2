"""What dates parse to, why others are refused, and that neither depends on luck."""

import datetime
from typing import Any

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.dates import (
    REASONS, DateError, Day, EdtfDate, add_days, day_number, parse_edtf, parse_edtf_set, parse_published,
    parse_time, weekday,
)

# text, kind, earliest, latest, precision, the value for <time datetime>
GOOD: tuple[tuple[str, str, str | None, str | None, str, str | None], ...] = (
    ("2021", "year", "2021-01-01", "2021-12-31", "within", "2021"),
    ("2021-02", "month", "2021-02-01", "2021-02-28", "within", "2021-02"),
    ("2020-02", "month", "2020-02-01", "2020-02-29", "within", "2020-02"),
    ("1900-02", "month", "1900-02-01", "1900-02-28", "within", "1900-02"),
    ("2021-03-04", "day", "2021-03-04", "2021-03-04", "day", "2021-03-04"),
    ("2000-02-29", "day", "2000-02-29", "2000-02-29", "day", "2000-02-29"),
    ("2021-03-04~", "day", "2021-03-04", "2021-03-04", "about", "2021-03-04"),
    ("2021-03-04?", "day", "2021-03-04", "2021-03-04", "day", "2021-03-04"),
    ("2021-03%", "month", "2021-03-01", "2021-03-31", "about", "2021-03"),
    ("199X", "decade", "1990-01-01", "1999-12-31", "within", None),
    ("199X~", "decade", "1990-01-01", "1999-12-31", "about", None),
    ("19XX", "century", "1900-01-01", "1999-12-31", "within", None),
    ("-019X", "decade", "-0199-01-01", "-0190-12-31", "within", None),
    ("2004-XX", "unspecified", "2004-01-01", "2004-12-31", "within", "2004"),
    ("1985-04-XX", "unspecified", "1985-04-01", "1985-04-30", "within", "1985-04"),
    ("1985-XX-XX", "unspecified", "1985-01-01", "1985-12-31", "within", "1985"),
    ("2020-10-1X", "unspecified", "2020-10-10", "2020-10-19", "within", "2020-10"),
    ("2020-10-0X", "unspecified", "2020-10-01", "2020-10-09", "within", "2020-10"),
    ("2021-02-2X", "unspecified", "2021-02-20", "2021-02-28", "within", "2021-02"),
    ("2020-10-3X", "unspecified", "2020-10-30", "2020-10-31", "within", "2020-10"),
    ("2020-1X", "unspecified", "2020-10-01", "2020-12-31", "within", "2020"),
    ("2001-21", "season", "2001-03-01", "2001-05-31", "within", None),
    ("2001-22", "season", "2001-06-01", "2001-08-31", "within", None),
    ("2001-23~", "season", "2001-09-01", "2001-11-30", "about", None),
    ("2003-24", "season", "2003-12-01", "2004-02-29", "within", None),
    ("2021-02-22/2021-02-28", "interval", "2021-02-22", "2021-02-28", "lasted", "2021-02-22"),
    ("2021-02/2021", "interval", "2021-02-01", "2021-12-31", "lasted", "2021-02"),
    ("2021-03-04/2021-03-04", "interval", "2021-03-04", "2021-03-04", "lasted", "2021-03-04"),
    ("2021-03-04~/2021-03-08?", "interval", "2021-03-04", "2021-03-08", "lasted", "2021-03-04"),
    ("2020-10/", "interval", "2020-10-01", None, "lasted", "2020-10"),
    ("2020-10/..", "interval", "2020-10-01", None, "lasted", "2020-10"),
    ("/2020", "interval", None, "2020-12-31", "lasted", None),
    ("../2020", "interval", None, "2020-12-31", "lasted", None),
    ("[2021-03-05,2021-03-04]", "set", "2021-03-04", "2021-03-05", "within", "2021-03-04"),
    ("[2021-02-22..2021-02-28]", "set", "2021-02-22", "2021-02-28", "within", "2021-02-22"),
    ("[2021-03-01,2021-03-04..2021-03-06]", "set", "2021-03-01", "2021-03-06", "within", "2021-03-01"),
    ("[2021-03-04~,2021-03-05]", "set", "2021-03-04", "2021-03-05", "about", "2021-03-04"),
    ("[..2021-03-04]", "set", None, "2021-03-04", "within", None),
    ("[2021-03-04..]", "set", "2021-03-04", None, "within", "2021-03-04"),
    ("2021-03-04T19:30:15Z", "datetime", "2021-03-04", "2021-03-04", "day", "2021-03-04T19:30:15Z"),
    ("2021-03-04T19:30+01:00", "datetime", "2021-03-04", "2021-03-04", "day", "2021-03-04T19:30+01:00"),
    ("2021-03-04T19:30:00-04", "datetime", "2021-03-04", "2021-03-04", "day", "2021-03-04T19:30:00-04:00"),
    ("2021-03-04T00:00", "datetime", "2021-03-04", "2021-03-04", "day", "2021-03-04T00:00"),
    ("0000", "year", "0000-01-01", "0000-12-31", "within", None),
    ("-0333", "year", "-0333-01-01", "-0333-12-31", "within", None),
    ("-0004-02-29", "day", "-0004-02-29", "-0004-02-29", "day", None),
    ("Y170000002", "year", "170000002-01-01", "170000002-12-31", "within", "170000002"),
    ("Y-170000002", "year", "-170000002-01-01", "-170000002-12-31", "within", None),
)

# text, reason, what it may have meant
BAD: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("", "empty", ()),
    (" ", "empty", ()),
    ("2021 ", "white-space", ("2021",)),
    ("2021\n", "white-space", ("2021",)),
    ("9/10/2020", "day-month-order", ("2020-10-09", "2020-09-10")),
    ("9/9/2020", "day-month-order", ("2020-09-09",)),
    ("13/10/2020", "day-month-order", ("2020-10-13",)),
    ("13.10.2020", "day-month-order", ("2020-10-13",)),
    ("31/31/2020", "day-month-order", ()),
    ("9/10/20", "two-digit-year", ()),
    ("20-10-09", "two-digit-year", ()),
    ("2020/10/09", "slashes", ("2020-10-09",)),
    ("2020/10", "slashes", ("2020-10",)),
    ("20201009", "no-hyphens", ("2020-10-09",)),
    ("202010", "no-hyphens", ("2020-10",)),
    ("20201399", "no-hyphens", ()),
    ("2020-1-5", "missing-zero", ("2020-01-05",)),
    ("2020-01-5", "missing-zero", ("2020-01-05",)),
    ("2020-1", "missing-zero", ("2020-01",)),
    ("2020-1-5/2020-1-9", "missing-zero", ("2020-01-05/2020-01-09",)),
    ("[2020-1-5, 2020-01-09]", "missing-zero", ("[2020-01-05, 2020-01-09]",)),
    ("2020–10–09", "dash", ("2020-10-09",)),
    ("2020-10-09 – 2020-10-12", "interval-slash", ("2020-10-09/2020-10-12",)),
    ("1990-2000", "interval-slash", ("1990/2000",)),
    ("2020-10-09/12", "short-end", ("2020-10-09/2020-10-12",)),
    ("2020-10-09/10-12", "short-end", ("2020-10-09/2020-10-12",)),
    ("10 October 2020", "in-words", ()),
    ("yesterday", "in-words", ()),
    ("1990s", "in-words", ("199X",)),
    ("201x", "capital-x", ("201X",)),
    ("2020-10-uu", "capital-x", ("2020-10-XX",)),
    ("12345", "long-year", ("Y12345",)),
    ("2020-13", "no-such-month", ()),
    ("2020-25-12", "no-such-month", ("2020-12-25",)),
    ("2021-02-29", "no-such-day", ()),
    ("2021-04-31", "no-such-day", ()),
    ("2021-02-3X", "no-such-day", ()),
    ("2020-10-00", "zero", ("2020-10",)),
    ("2020-00-00", "zero", ("2020",)),
    ("-0000", "no-such-year", ()),
    ("2001-25", "unknown-season", ()),
    ("2021/2020", "end-before-start", ("2020/2021",)),
    ("[2021..2020]", "end-before-start", ()),
    ("../..", "no-bound", ()),
    ("/", "no-bound", ()),
    ("[..]", "no-bound", ()),
    ("[]", "empty-set", ()),
    ("[2021-03-04]", "set-of-one", ("2021-03-04",)),
    ("[2021,2021]", "duplicate-member", ()),
    ("2021-03-04..2021-03-06", "span-without-brackets", ("[2021-03-04..2021-03-06]",)),
    ("{2020,2021}", "all-of-a-set", ()),
    ("2021-03-04T19:30Z/2021-03-05", "time-in-span", ()),
    ("2021-03-04 19:30+01:00", "time-separator", ("2021-03-04T19:30+01:00",)),
    ("2021-03-04T19:30+0100", "offset-colon", ("2021-03-04T19:30+01:00",)),
    ("2021-03-04T24:30Z", "no-such-time", ()),
    ("2021-03-04T19:60Z", "no-such-time", ()),
    ("2021-03-04T19:30+40:00", "no-such-offset", ()),
    ("19:30", "time-without-date", ()),
    ("1985-XX-04", "not-edtf", ()),
    ("20XX-03", "not-edtf", ()),
    ("Y2021", "not-edtf", ()),
    ("2021-03-04?~", "not-edtf", ()),
    ("٢٠٢١", "not-edtf", ()),
    ("2" * 5000, "too-long", ()),
)

BAD_TIMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("2021-03-04T19:30", "time-without-offset", ()),
    ("2021-03-04T19:30:00+01:00", "time-with-seconds", ("2021-03-04T19:30+01:00",)),
    ("2021-03-04", "date-without-time", ()),
    ("19:30+01:00", "time-without-date", ()),
    ("2021-03-04 19:30+01:00", "time-separator", ("2021-03-04T19:30+01:00",)),
    ("2021-03-04T25:00Z", "no-such-time", ()),
    ("2021-02-30T19:30Z", "no-such-day", ()),
)


@pytest.mark.parametrize(("text", "kind", "earliest", "latest", "precision", "iso_start"), GOOD)
def test_good_dates_have_bounds_and_precision(
    text: str, kind: str, earliest: str | None, latest: str | None, precision: str, iso_start: str | None
) -> None:
    date = parse_edtf(text)
    assert date.text == text
    assert date.kind == kind
    assert (date.earliest and date.earliest.iso, date.latest and date.latest.iso) == (earliest, latest)
    assert date.precision == precision
    assert date.iso_start == iso_start


@pytest.mark.parametrize(("text", "reason", "readings"), BAD)
def test_bad_dates_say_why_and_what_was_meant(text: str, reason: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert (caught.value.reason, caught.value.readings) == (reason, readings)
    assert caught.value.suggestion == (readings[0] if len(readings) == 1 else None)


@pytest.mark.parametrize(("text", "reason", "readings"), BAD_TIMES)
def test_bad_times_say_why_and_what_was_meant(text: str, reason: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(DateError) as caught:
        parse_time(text)
    assert (caught.value.reason, caught.value.readings) == (reason, readings)


def test_every_reason_has_a_case() -> None:
    assert {reason for _, reason, _ in (*BAD, *BAD_TIMES)} == set(REASONS)


def test_qualifiers_are_kept_apart() -> None:
    qualified = {text: parse_edtf(f"2021-03{text}") for text in ("", "~", "?", "%")}
    assert {text for text, date in qualified.items() if date.is_approximate} == {"~", "%"}
    assert {text for text, date in qualified.items() if date.is_uncertain} == {"?", "%"}


def test_qualifiers_of_parts_hold_for_the_whole() -> None:
    date = parse_edtf("2021-03-04~/2021-03-08")
    assert date.is_approximate and not date.is_uncertain
    assert date.start and date.start.is_approximate and date.end and not date.end.is_approximate


def test_open_and_unknown_ends_differ() -> None:
    assert parse_edtf("2020/").end_is_unknown and not parse_edtf("2020/..").end_is_unknown
    assert parse_edtf("/2020").start_is_unknown and not parse_edtf("../2020").start_is_unknown


def test_only_one_known_day_is_a_single_day() -> None:
    single = ("2021-03-04", "2021-03-04~", "2021-03-04T10:00Z", "2021-03-04/2021-03-04")
    others = ("2021-03", "2021-03-04/2021-03-05", "[2021-03-04,2021-03-05]", "2021-03-04/", "../2021")
    assert all(parse_edtf(text).is_single_day for text in single)
    assert not any(parse_edtf(text).is_single_day for text in others)


def test_a_list_and_its_text_are_the_same_set() -> None:
    from_list = parse_edtf_set(["2021-03-01", "2021-03-04..2021-03-06"])
    assert from_list == parse_edtf("[2021-03-01, 2021-03-04..2021-03-06]")
    assert from_list.text == "[2021-03-01,2021-03-04..2021-03-06]"
    assert [member.kind for member in from_list.members] == ["day", "span"]


@pytest.mark.parametrize(("members", "reason"), [
    ([], "empty-set"), (["2021"], "set-of-one"), (["2021", "21"], "not-edtf"), (["2021", ""], "not-edtf"),
    (["2021-03-04/2021-03-05", "2022"], "not-edtf"), (["2021-03-04", "2021-3-5"], "missing-zero"),
])
def test_bad_lists_are_refused(members: list[str], reason: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf_set(members)
    assert caught.value.reason == reason


def test_a_set_holds_its_members_alone() -> None:
    date = parse_edtf("[2021-03-01,2021-03-04..2021-03-06]")
    assert [day for day in range(1, 9) if date.contains(Day(2021, 3, day))] == [1, 4, 5, 6]
    assert not date.overlaps(parse_edtf("2021-03-02/2021-03-03"))
    assert not parse_edtf("2021-03-02").overlaps(date)
    assert date.overlaps(parse_edtf("[2021-03-03,2021-03-05]"))


def test_open_ends_reach_everywhere() -> None:
    far = Day(-5_000_000, 1, 1)
    assert parse_edtf("../2021").contains(far) and not parse_edtf("2021/..").contains(far)
    assert parse_edtf("2021/").overlaps(parse_edtf("Y99999")) and not parse_edtf("/2020").overlaps(
        parse_edtf("2021"))


def test_order_is_by_earliest_then_latest_with_open_ends_outside() -> None:
    ordered = [
        "../2020", "[..2021-03-04]", "Y-99999", "-0001", "2020", "2021-03-04", "2021-03-04/2021-03-08",
        "2021-03-04/..", "2021-03-05", "Y12345",
    ]
    assert sorted(reversed(ordered), key=lambda text: parse_edtf(text).sort_key) == ordered


def test_times_keep_their_offset_and_compare_across_offsets() -> None:
    late, early = parse_time("2021-03-05T00:30+04:00"), parse_time("2021-03-04T20:29Z")
    assert (late.day, late.time.hour, late.time.minute, late.time.offset) == (Day(2021, 3, 5), 0, 30, 240)
    assert late.sort_key - early.sort_key == 1
    assert parse_time("2021-03-04T19:30-03:30").time.offset == -210
    assert parse_time("2021-03-04T19:30-03:30").iso == "2021-03-04T19:30-03:30"


def test_publication_takes_a_time_or_any_date() -> None:
    timed = parse_published("2021-03-05T06:10+01:00")
    assert (timed.date, timed.iso) == (parse_edtf("2021-03-05"), "2021-03-05T06:10+01:00")
    assert timed.time and (timed.time.hour, timed.time.minute, timed.time.offset) == (6, 10, 60)
    untimed = parse_published("2021-03~")
    assert (untimed.date, untimed.time, untimed.iso) == (parse_edtf("2021-03~"), None, "2021-03")
    with pytest.raises(DateError):
        parse_published("5 March 2021")


# Properties -----------------------------------------------------------------------------------------

_days = st.builds(
    lambda day, year: Day(year, day.month, day.day if (day.month, day.day) != (2, 29) else 28),
    st.dates(), st.integers(-10**11, 10**11),
)


def _is_season(text: str) -> bool:
    return text[4:] in ("-21", "-22", "-23")


# The reference implementation ends winter with its year, and takes no qualifier after a season.
_ORACLE_SEASONS = (21, 22, 23)
_alphabet = st.text(st.sampled_from("0123456789-/.,[]{}XxYTZ:+~?% –"), max_size=30)
_level_texts = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7)),
    st.dates().map(lambda day: f"{day.year:04}"),
    st.dates().map(lambda day: f"{day.year // 10:03}X"),
    st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-XX"),
    st.builds(lambda day, code: f"{day.year:04}-{code}", st.dates(), st.sampled_from(_ORACLE_SEASONS)),
    st.integers(10_000, 10**9).map(lambda year: f"Y{year}"),
    st.integers(-9999, -1).map(lambda year: f"-{-year:04}"),
)
_qualified_texts = st.builds(
    lambda text, mark: text if text[0] == "Y" or "X" in text or _is_season(text) else text + mark,
    _level_texts, st.sampled_from(("", "?", "~", "%")))
_parsed = st.one_of(
    _qualified_texts,
    _level_texts.map(lambda text: f"{text}/.."), _level_texts.map(lambda text: f"/{text}"),
    st.lists(st.dates().map(str), min_size=2, unique=True).map(lambda days: f"[{','.join(days)}]"),
).map(parse_edtf)


def _parse_or_none(text: Any, parse: Any = parse_edtf, parse_reading: Any = None) -> Any:
    try:
        return parse(text)
    except DateError as error:
        assert error.reason in REASONS
        for reading in error.readings:
            (parse_reading or parse)(reading)
        return None


_slips = st.builds(
    lambda text, place, typed: text[:place % len(text)] + typed + text[place % len(text) + len(typed):],
    st.sampled_from([text for text, *_ in (*GOOD, *BAD[2:-1], *BAD_TIMES)]), st.integers(0, 60),
    st.sampled_from([*"0123456789-/.,[]XxuTZ+~? –", "..", "00", "-0"]),
)


@given(st.one_of(st.text(), _alphabet, _slips))
def test_any_text_parses_or_is_refused_with_readings_that_parse(text: str) -> None:
    for parse in (parse_edtf, parse_time, parse_published):
        _parse_or_none(text, parse)


@given(st.lists(st.one_of(st.text(max_size=12), st.dates().map(str)), max_size=5))
def test_any_list_parses_or_is_refused(members: list[str]) -> None:
    _parse_or_none(members, parse_edtf_set, parse_edtf)


def _oracle_bounds(text: str) -> tuple[Day, Day]:
    parsed = edtf.parse_edtf(text)
    lower, upper = (tuple(bound)[:3] for bound in (parsed.lower_strict(), parsed.upper_strict()))
    return Day(*lower), Day(*upper)


@given(_qualified_texts)
def test_bounds_agree_with_the_reference_implementation(text: str) -> None:
    date = parse_edtf(text)
    assert (date.earliest, date.latest) == _oracle_bounds(text)


@given(_level_texts, _level_texts)
def test_intervals_agree_with_the_reference_implementation(start: str, end: str) -> None:
    date = _parse_or_none(f"{start}/{end}")
    assume(date is not None)
    assert (date.earliest, date.latest) == (_oracle_bounds(start)[0], _oracle_bounds(end)[1])


@given(_level_texts, _level_texts)
def test_an_interval_is_refused_exactly_where_it_ends_before_it_starts(start: str, end: str) -> None:
    ends_before = _oracle_bounds(end)[1] < _oracle_bounds(start)[0]
    assert (_parse_or_none(f"{start}/{end}") is None) == ends_before


@given(_parsed, _parsed)
def test_overlap_is_mutual_and_implied_by_a_common_day(one: EdtfDate, other: EdtfDate) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    ends = [day for date in (one, other) for day in (date.earliest, date.latest) if day]
    assert not any(one.contains(day) and other.contains(day) for day in ends) or one.overlaps(other)


@given(_days, st.integers(-10**9, 10**9))
def test_adding_days_can_be_undone_in_any_year(day: Day, count: int) -> None:
    later = add_days(day, count)
    assert add_days(later, -count) == day
    assert day_number(later) - day_number(day) == count
    assert (weekday(day) + count) % 7 == weekday(later)


@given(st.dates(), st.integers(-500, 500))
def test_days_agree_with_datetime_in_its_years(date: datetime.date, count: int) -> None:
    day = Day(date.year, date.month, date.day)
    assert (day_number(day), weekday(day), day.iso) == (date.toordinal(), date.weekday(), date.isoformat())
    assume(1 <= date.toordinal() + count <= datetime.date.max.toordinal())
    later = date + datetime.timedelta(count)
    assert add_days(day, count) == Day(later.year, later.month, later.day)

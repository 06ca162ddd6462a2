"""How dates read: the order of each language, one phrase for several days, no surer than what is known."""

import re
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.date_words import (
    WORD_KEYS, date_in_words, published_in_words, time_in_words, within_note,
)
from generator.model.dates import parse_edtf, parse_published, parse_time

WORDS = {
    "date.about": "about {date}",
    "date.uncertain": "{date} (uncertain)",
    "date.or": "{earlier} or {last}",
    "date.within": "one day within",
    "date.from": "from {date}",
    "date.from_end_unknown": "from {date}, end not known",
    "date.until": "until {date}",
    "date.until_start_unknown": "until {date}, start not known",
    "date.not_before": "no earlier than {date}",
    "date.not_after": "no later than {date}",
    "date.decade": "the {year}s",
    "date.spring": "spring {year}",
    "date.summer": "summer {year}",
    "date.autumn": "autumn {year}",
    "date.winter": "winter {year}",
    "date.time": "{date}, {time}",
}

LONG = (
    ("2021-03-04", "4 March 2021"),
    ("2021-03", "March 2021"),
    ("2021", "2021"),
    ("2021-02-22/2021-02-28", "22–28 February 2021"),
    ("[2021-02-22..2021-02-28]", "22–28 February 2021"),
    ("2021-02-26/2021-03-03", "26 February – 3 March 2021"),
    ("2020-12-28/2021-01-03", "28 December 2020 – 3 January 2021"),
    ("2021-03-04/2021-03-04", "4 March 2021"),
    ("2021-02/2021-03", "February – March 2021"),
    ("2019/2021", "2019–2021"),
    ("2021-02-03/2021-03", "3 February – March 2021"),
    ("2020-12-28/2021-01", "28 December 2020 – January 2021"),
    ("2021-02-26~/2021-03-03", "about 26 February – 3 March 2021"),
    ("2021-03-04~", "about 4 March 2021"),
    ("2021-03-04?", "4 March 2021 (uncertain)"),
    ("2021-03%", "about March 2021 (uncertain)"),
    ("[2021-03-05,2021-03-04]", "4 or 5 March 2021"),
    ("[2021-03-04,2021-03-05,2021-03-08]", "4, 5 or 8 March 2021"),
    ("[2021-02-28,2021-03-01]", "28 February or 1 March 2021"),
    ("[2020-12-31,2021-01-01]", "31 December 2020 or 1 January 2021"),
    ("[2021-03-04,2021-03-06..2021-03-08]", "4 or 6–8 March 2021"),
    ("[2021-03-01..2021-03-02,2021-03-06]", "1–2 March or 6 March 2021"),
    ("[2021-03-04~,2021-03-05]", "about 4 March or 5 March 2021"),
    ("[2021-03,2021-04]", "March or April 2021"),
    ("[2020,2022]", "2020 or 2022"),
    ("[..2021-03-04]", "no later than 4 March 2021"),
    ("[2021-03-04..]", "no earlier than 4 March 2021"),
    ("2021-03-04/..", "from 4 March 2021"),
    ("2021-03-04/", "from 4 March 2021, end not known"),
    ("../2021-03", "until March 2021"),
    ("/2021", "until 2021, start not known"),
    ("1985-04-XX", "April 1985"),
    ("1985-XX", "1985"),
    ("1985-XX-XX", "1985"),
    ("2020-10-1X", "10–19 October 2020"),
    ("2020-1X", "October – December 2020"),
    ("199X", "the 1990s"),
    ("199X~", "about the 1990s"),
    ("19XX", "1900–1999"),
    ("2001-21", "spring 2001"),
    ("2001-24", "winter 2001"),
    ("2021-03-04T19:30+01:00", "4 March 2021, 19:30"),
    ("0000", "1 BC"),
    ("-0333-05-04", "4 May 334 BC"),
    ("Y170000002", "170000002"),
)

SHORT = (
    ("2021-03-04", "4 Mar"),
    ("2021-03-04~", "about 4 Mar"),
    ("2021-02-22/2021-02-28", "22–28 Feb"),
    ("2021-02-26/2021-03-03", "26 Feb – 3 Mar"),
    ("[2021-03-04,2021-03-05]", "4 or 5 Mar"),
    ("2020-12-28/2021-01-03", "28 Dec 2020 – 3 Jan 2021"),
    ("[2020-12-31,2021-01-01]", "31 Dec 2020 or 1 Jan 2021"),
    ("2021-03", "Mar"),
    ("2021", "2021"),
    ("2021-03-04T19:30+01:00", "4 Mar"),
)

OTHER_LANGUAGES = (
    ("id", "2021-03-04", "Kamis, 4 Maret 2021"),
    ("id", "2021-02-22/2021-02-28", "22–28 Februari 2021"),
    ("id", "2021-02-26/2021-03-03", "26 Februari – 3 Maret 2021"),
    ("id", "[2021-03-04,2021-03-05]", "4 or 5 Maret 2021"),
    ("nb", "2021-03-04", "torsdag 4. mars 2021"),
    ("nb", "2021-02-22/2021-02-28", "22.–28. februar 2021"),
    ("nb", "[2021-03-04,2021-03-05]", "4. or 5. mars 2021"),
    ("es", "[2021-03-04,2021-03-05]", "4 or 5 de marzo de 2021"),
    ("pt-BR", "2021-02-26/2021-03-03", "26 de fevereiro – 3 de março de 2021"),
    ("ja", "2021-02-22/2021-02-28", "2021年2月22日～28日"),
    ("ja", "[2021-03-04,2021-03-05]", "2021年3月4日 or 5日"),
    ("en", "2021-03-04", "Thursday 4 March 2021"),
    ("en-US", "2021-03-04", "Thursday 4 March 2021"),
    ("qqq", "2021-03-04", "Thursday 4 March 2021"),
)


def _say(text: str, locale: str = "en", **options: bool) -> str:
    return date_in_words(parse_edtf(text), locale, WORDS, **options)


@pytest.mark.parametrize(("text", "said"), LONG)
def test_dates_in_full(text: str, said: str) -> None:
    assert _say(text) == said


@pytest.mark.parametrize(("text", "said"), SHORT)
def test_dates_in_short_without_a_year_that_can_be_spared(text: str, said: str) -> None:
    assert _say(text, short=True, with_year=False) == said


@pytest.mark.parametrize(("locale", "text", "said"), OTHER_LANGUAGES)
def test_each_language_has_its_own_order(locale: str, text: str, said: str) -> None:
    assert _say(text, locale, weekday=True) == said


def test_only_a_known_day_has_a_weekday() -> None:
    assert _say("2021-03-04", weekday=True, with_year=False) == "Thursday 4 March"
    assert _say("2021-03-04?", weekday=True) == "Thursday 4 March 2021 (uncertain)"
    without = ("2021-03-04~", "2021-03-04/2021-03-05", "[2021-03-04,2021-03-05]", "2021-03", "../2021-03-04")
    for text in without:
        assert _say(text, weekday=True) == _say(text)


def test_the_weekday_is_right_outside_the_years_of_datetime() -> None:
    assert _say("-0001-03-04", weekday=True).split()[0] == _say("1999-03-04", weekday=True).split()[0]


@pytest.mark.parametrize(("text", "has_note"), [
    ("[2021-02-22..2021-02-28]", True), ("[2021-03-04,2021-03-06..2021-03-08]", True), ("2020-10-1X", True),
    ("2021-02-22/2021-02-28", False), ("2021-03-04", False), ("2021-03", False), ("1985-04-XX", False),
    ("[2021-03-04,2021-03-05]", False), ("[..2021-03-04]", False), ("2021-04-3X", False),
])
def test_a_span_that_reads_like_a_stretch_has_a_note(text: str, has_note: bool) -> None:
    assert within_note(parse_edtf(text), WORDS) == (WORDS["date.within"] if has_note else None)


def test_publication_in_words() -> None:
    published = parse_published("2021-03-05T06:10+01:00")
    assert published_in_words(published, "en", WORDS, weekday=True) == "Friday 5 March 2021, 06:10"
    assert published_in_words(published, "en", WORDS, short=True) == "5 Mar 2021"
    assert published_in_words(parse_published("2021-03~"), "en", WORDS) == "about March 2021"


@pytest.mark.parametrize(("text", "locale", "said"), [
    ("2021-03-05T06:10+04:00", "en", "06:10 UTC+4"), ("2021-03-05T06:10-03:30", "en", "06:10 UTC-3:30"),
    ("2021-03-05T06:10Z", "en", "06:10 UTC"), ("2021-03-05T06:10+07:00", "id", "06.10 UTC+7"),
])
def test_times_in_words(text: str, locale: str, said: str) -> None:
    assert time_in_words(parse_time(text).time, locale, with_offset=True) == said
    assert time_in_words(parse_time(text).time, locale) == said.split(" ")[0]


def test_all_words_come_from_the_mapping() -> None:
    """With words of one sign alone no letter is left over, months and eras of the language apart."""
    assert set(WORDS) == set(WORD_KEYS)
    blank = {key: re.sub(f"[{ascii_letters}]+(?![^{{]*}})", "#", text) for key, text in WORDS.items()}
    for text, _ in LONG:
        said = date_in_words(parse_edtf(text), "ja", blank)
        assert not re.search(f"[{ascii_letters}]", said), said


_texts = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: f"{day.year:04}-{day.month:02}"),
    st.integers(-10**11, -10_000).map(lambda year: f"Y{year}"),
    st.builds(lambda year, day: f"-{year:04}-{day.month:02}-1X", st.integers(1, 9999), st.dates()),
    st.builds(lambda one, two: "/".join(sorted((str(one), str(two)))), st.dates(), st.dates()),
    st.lists(st.dates().map(str), min_size=2, unique=True).map(lambda days: f"[{','.join(days)}]"),
)


_locales = st.sampled_from(
    ("en", "id", "nb", "ja", "de", "es", "fa", "ar", "ru", "hu", "zh-Hant", "", "no_x", "../en"))


@given(_texts, _locales, st.booleans(), st.booleans(), st.booleans())
def test_every_date_can_be_said_in_every_language(
    text: str, locale: str, weekday: bool, short: bool, with_year: bool
) -> None:
    said = _say(text, locale, weekday=weekday, short=short, with_year=with_year)
    assert said.strip() and "{" not in said and "'" not in said and "\ue000" not in said


@given(_texts, st.sampled_from(("en", "id", "nb", "ja", "pt")))
def test_the_year_is_always_said_where_it_is_wanted(text: str, locale: str) -> None:
    date = parse_edtf(text)
    years = {day.year for day in (date.earliest, date.latest) if day}
    said = _say(text, locale)
    assert all(str(year if year > 0 else 1 - year) in said for year in years)

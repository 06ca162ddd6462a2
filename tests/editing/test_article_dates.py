"""Dates as articles print them, in several languages, with their times and zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editing.article_dates import DateReader, parse_stamp, zone_minutes
from generator.model.dates import parse_published


@pytest.mark.parametrize(("language", "text", "iso"), [
    ("nb", "Publisert 5. mars 2021 kl. 06.10", "2021-03-05T06:10"),
    ("nb", "14.03.2021, 08:15 CET", "2021-03-14T08:15+01:00"),
    ("nb", "08.15 | 14.3.2021", "2021-03-14T08:15"),
    ("nb", "Oslo, 2021-03-14T08:00 +01:00", "2021-03-14T08:00+01:00"),
    ("id", "Jum'at, 5 Maret 2021 - 17:16 WIB", "2021-03-05T17:16+07:00"),
    ("id", "Jumat 5 Maret 2021 pukul 05.53 WITA", "2021-03-05T05:53+08:00"),
    ("id", "Jumat (5/3/2021)", "2021-03-05"),
    ("en", "March 4, 2021 at 6.10 pm", "2021-03-04T18:10"),
    ("en-US", "3/14/2021", "2021-03-14"),
    ("fr", "le 1er août 2021 à 18:05", "2021-08-01T18:05"),
    ("de", "4. März 2021", "2021-03-04"),
    ("xx", "4 March 2021", "2021-03-04"),
])
def test_a_printed_date(language: str, text: str, iso: str) -> None:
    assert [date.iso for date in DateReader([language]).find(text)] == [iso]


@pytest.mark.parametrize("text", [
    "31. februar 2021", "12.13.14", "version 1.2.2021.3", "kl. 06.10", "i mars 2021", "0. mars 2021", "99/99/2021"])
def test_what_is_no_day(text: str) -> None:
    assert DateReader(["nb"]).find(text) == []


def test_a_day_without_a_year() -> None:
    date, = DateReader(["nb"]).find("fra og med fredag 19. mars.")
    assert (date.iso, date.month, date.day) == ("", 3, 19)


def test_a_weekday_that_does_not_fit_is_noticed() -> None:
    reader = DateReader(["nb"])
    assert [reader.find(f"{day} 14. mars 2021")[0].weekday_fits for day in ("søndag", "mandag")] == [True, False]


@pytest.mark.parametrize(("language", "month"), [("nb", 4), ("en-US", 3)])
def test_figures_that_may_be_either_are_read_by_custom(language: str, month: int) -> None:
    date, = DateReader([language]).find("3/4/2021")
    assert (date.month, date.is_ordered_by_custom) == (month, True)


@pytest.mark.parametrize(("zone", "minutes"), [
    ("WIB", 420), ("UTC+7", 420), ("GMT-3:30", -210), ("+0530", 330), ("est", -300), ("", None), ("XYZ", None)])
def test_zones(zone: str, minutes: int | None) -> None:
    assert zone_minutes(zone) == minutes


def test_small_words_are_no_zone() -> None:
    date, = DateReader(["fr"]).find("4 mars 2021, 18:05 est le moment")
    assert date.offset is None


@pytest.mark.parametrize(("stamp", "written"), [
    ("2021-03-14T08:15:00+01:00", "2021-03-14T08:15+01:00"), ("2021-03-14", "2021-03-14"),
    ("2021-03-14T07:15:00.000Z", "2021-03-14T07:15+00:00"), ("yesterday", ""), ("", "")])
def test_time_stamps_of_pages(stamp: str, written: str) -> None:
    assert parse_stamp(stamp) == written


@given(st.text(alphabet="0123456789 ./-:mrsaplikov,|WITA+", max_size=60))
def test_whatever_is_found_is_a_date_that_records_take(text: str) -> None:
    for date in DateReader(["nb", "id"]).find(text):
        assert text[date.start:date.end].strip()
        if date.year is not None:
            assert parse_published(date.iso).date.earliest

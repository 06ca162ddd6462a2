"""The timeline's pages: what the list says in words, and how a long timeline is parted."""

import pytest

from generator.model.dates import parse_edtf
from generator.model.days import Day, add_days
from generator.rendering.figures.time_shapes import shape_of
from generator.rendering.views.timeline import render_timeline
from generator.rendering.views.timeline_entries import TimelineEntry, timeline_entries
from generator.rendering.views.timeline_periods import split_periods
from tests.rendering.pages import context_with, golden_context, page_html


def _entry(text: str, number: int = 0) -> TimelineEntry:
    date = parse_edtf(text) if text else None
    return TimelineEntry(f"e{number}", "talks", "happened", date, shape_of(date) if date else None, (), (), None, None, None)


def test_every_event_stands_in_the_list_and_in_both_drawings() -> None:
    context = golden_context()
    page = page_html(render_timeline(context)[0])
    events = set(context.dossier.event_order)
    assert {item.attributes["id"].removeprefix("e-") for item in page.all("li", "d-tlist__i")} == events
    for name in ("d-tl--wide", "d-tl--narrow"):
        drawing = page.all("svg", name)[0]
        assert {link.attributes["data-e"] for link in drawing.all("a") if "data-e" in link.attributes} == events


def test_the_first_dated_article_of_an_event_is_named() -> None:
    context = golden_context()
    page = page_html(render_timeline(context)[0])
    by_id = {item.attributes["id"]: item for item in page.all("li", "d-tlist__i")}
    for entry in timeline_entries(context):
        days = [published.date.latest for source_id in entry.source_ids
                if (published := context.record(source_id).record.published) and published.date.latest
                and "~" not in published.date.text]
        item = by_id[f"e-{entry.id}"]
        assert item.attributes["data-by"] == (min(days).iso if days else "")
        if entry.printed:
            assert f"sources/{entry.printed.source_id}.html" in [link.attributes["href"] for link in item.all("a")]


def test_of_articles_of_one_day_the_earlier_one_printed_it_first() -> None:
    context = context_with({
        "content/sources/kystposten-2021-03-09.yml": ("2021-03-09T12:00+01:00", "2021-03-05T06:00+01:00"),
        "content/sources/avisa-2021-03-05.yml": ("2021-03-05T06:10+01:00", "2021-03-05T05:30Z")})
    both = {"kystposten-2021-03-09", "avisa-2021-03-05"}
    entries = [entry for entry in timeline_entries(context) if set(entry.source_ids) == both]
    assert entries
    for entry in entries:
        assert entry.printed and entry.printed.source_id == "kystposten-2021-03-09"
    order = context.dossier.publication_order
    assert order.index("kystposten-2021-03-09") < order.index("avisa-2021-03-05")


def test_an_article_of_about_a_day_is_not_said_to_be_in_print_by_it() -> None:
    context = context_with({"content/sources/kystposten-2021-03-09.yml": ("2021-03-09T12:00+01:00", "2021-03-09~")})
    unsure = [entry for entry in timeline_entries(context) if entry.source_ids == ("kystposten-2021-03-09",)]
    assert unsure and all(entry.printed and entry.printed_by is None for entry in unsure)


def test_what_was_announced_says_where() -> None:
    context = golden_context()
    announced = [entry for entry in timeline_entries(context) if entry.announced]
    assert announced
    page = page_html(render_timeline(context)[0])
    for entry in announced:
        item = next(item for item in page.all("li") if item.attributes.get("id") == f"e-{entry.id}")
        assert entry.announced and entry.date and entry.date.earliest
        assert entry.announced.as_of.date.latest < entry.date.earliest  # type: ignore[operator]
        assert any(f"sources/{entry.announced.source_id}.html" in link.attributes["href"] for link in item.all("a"))


def test_a_proposal_is_no_announcement() -> None:
    context = golden_context()
    vote = next(entry for entry in timeline_entries(context) if entry.id == "members-vote")
    proposing, expecting = ({source_id for item in context.dossier.events["members-vote"].statements
                             if item.statement.stage == stage for source_id in item.source_ids}
                            for stage in ("proposed", "expected"))
    assert vote.announced and vote.announced.source_id in expecting - proposing


def test_a_long_timeline_is_parted_by_periods_that_are_short_enough() -> None:
    days = [add_days(Day(2021, 1, 1), index // 3) for index in range(900)]
    entries = [_entry("1994"), _entry("199X"), *(_entry(day.iso, index) for index, day in enumerate(days)), _entry("")]
    periods = split_periods(entries, 150)
    assert sum(len(period.entries) for period in periods) == len(entries)
    assert max(len(period.entries) for period in periods) <= 150
    assert len({period.uri for period in periods}) == len(periods)
    assert [period.key for period in periods][:3] == ["1990-to-1994", "2021-01", "2021-02"]
    assert periods[-1].key == "undated"


@pytest.mark.parametrize("text", ["2021-03-04", "", "Y170000002", "-0500", "../2021-03-04"])
def test_more_than_a_page_holds_of_one_day_is_cut_by_number(text: str) -> None:
    context = golden_context()
    periods = split_periods([_entry(text, number) for number in range(25)], 10)
    assert [len(period.entries) for period in periods] == [10, 10, 5]
    assert len({period.uri for period in periods}) == 3 == len({period.label(context) for period in periods})


def test_periods_are_pages_with_a_way_to_all_and_to_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    context = golden_context()
    whole = page_html(render_timeline(context)[0])
    monkeypatch.setattr("generator.rendering.views.timeline.WHOLE_LENGTH", 5)
    monkeypatch.setattr("generator.rendering.views.timeline.PERIOD_LENGTH", 5)
    overview, *pages = render_timeline(context)
    listed = [link.attributes["href"] for item in page_html(overview).all("ol", "d-tperiods") for link in item.all("a")]
    assert listed == [page.uri.removesuffix(".md") + ".html" for page in pages]
    ids = [item.attributes["id"] for page in pages for item in page_html(page).all("li", "d-tlist__i")]
    assert sorted(ids) == sorted(item.attributes["id"] for item in whole.all("li", "d-tlist__i"))
    for page in pages:
        nav = page_html(page).all("nav", "d-tneigh")[0]
        assert "../../timeline.html" in [link.attributes["href"] for link in nav.all("a")]

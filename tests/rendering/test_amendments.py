"""Corrections, replies, withdrawn and moved records on their pages, each in a voice of its own."""

import json
from functools import cache

from generator.model.uris import DOSSIER_JSON
from generator.reading.words import load_words
from generator.rendering.context import Context
from generator.rendering.views.amendments import corrections_block
from tests.rendering.pages import Element, read_html
from tests.support.golden import golden_build


@cache
def files() -> dict[str, str]:
    return {file.uri: file.text for file in golden_build().files}


def html_of(uri: str) -> Element:
    """The HTML of a page: everything but its front matter and Markdown headings."""
    text = files()[uri].split("---\n", 2)[2]
    return read_html("\n".join(line for line in text.splitlines() if not line.startswith("#")))


def test_the_newest_correction_stands_near_the_head_and_all_at_the_end() -> None:
    page = html_of("events/hotel-talks.md")
    [notice] = page.all("div", "d-notices")
    link = notice.all("a")[0]
    assert link.attributes["href"] == "#h-corrections" and link.text() == "Corrected on 18 March 2021:"
    assert "It was thought to be" in notice.text() and "1 earlier correction" in notice.text()
    [section] = page.all("section", "d-corrections")
    assert [item.attributes["datetime"] for item in section.all("time")] == ["2021-03-18", "2021-03-12"]
    assert section.all("h2")[0].attributes["id"] == "h-corrections"


def test_replies_are_said_by_who_replied_and_answered_by_the_editors() -> None:
    page = html_of("events/accusations.md")
    first, second = page.all("div", "d-reply")
    assert [item.text() for item in first.all("p", "d-st--said")] == [
        "No fare was raised.", "The price list of those days is public."]
    assert [item.text() for item in first.all("span", "d-said")] == ["Nordferje says"]
    assert {link.attributes["href"] for link in first.all("a")} == {"ferry-strike.html", "../actors/nordferje.html"}
    assert "it stays" in first.all("aside", "d-ed")[0].text()
    assert second.all("p", "d-st--said")[0].text() == "I paid <b>more</b> than before, *twice*."
    assert not second.all("aside") and "A passenger" in second.text()
    assert [link.attributes["href"] for link in page.all("div", "d-notices")[0].all("a")] == ["#h-replies"] * 2


def test_the_page_of_who_replied_says_where() -> None:
    assert "../events/accusations.html" in {
        link.attributes.get("href") for link in html_of("actors/nordferje.md").all("a")}


def test_a_withdrawn_record_leaves_when_why_and_where_it_is_named() -> None:
    page, text = html_of("events/rented-room.md"), files()["events/rented-room.md"]
    assert "# Parties arrive one by one at a rented room" in text
    assert [item.attributes["datetime"] for item in page.all("time")] == ["2021-03-19"]
    assert "It is no event of its own" in page.all("aside", "d-ed")[0].text()
    assert [link.attributes["href"] for link in page.all("nav")[0].all("a")] == ["hotel-talks.html"]
    assert "leid lokale" not in text and "Oslo talks" not in text


def test_links_to_a_withdrawn_record_say_so() -> None:
    links = [link for uri in ("events/hotel-talks.md", "events/harbour-room.md", "about.md")
             for link in html_of(uri).all("a") if link.attributes.get("href", "").endswith("rented-room.html")]
    assert len(links) >= 5 and all(link.text().endswith("(withdrawn)") for link in links)


def test_every_former_id_has_a_page_that_leads_on() -> None:
    public = golden_build().public
    assert public and len(public.redirects) >= 4
    for former, record_id in public.redirects.items():
        record = public.dossier.content.records.get(record_id) or public.withdrawn[record_id]
        text = files()[f"{record.kind.folder}/{former}.md"]
        assert f'redirect_to: "{record_id}.html"' in text
        assert html_of(f"{record.kind.folder}/{former}.md").all("a")[0].attributes["href"] == f"{record_id}.html"


def test_all_corrections_and_withdrawals_newest_first() -> None:
    public = golden_build().public
    assert public
    root = read_html(corrections_block("about.md", Context(public, load_words("en"))).html)
    dates = [item.attributes["datetime"] for item in root.all("time")]
    corrections = sum(len(record.record.corrections) for record in public.dossier.content.records.values())
    assert len(dates) == corrections + len(public.withdrawn) and dates == sorted(dates, reverse=True)
    assert "d-amendments" in files()["about.md"]


def test_quotes_of_a_source_that_its_outlet_corrected_say_so() -> None:
    remark = "The outlet corrected this article on 10 March 2021."
    for uri in ("events/agreement.md", "claims/quay-belongs-to.md"):
        marked = [item for item in html_of(uri).all("p", "d-attr--r") if item.text() == remark]
        assert marked
    assert remark not in files()["events/summons.md"]


def test_data_holds_replies_and_corrections() -> None:
    data = json.loads(files()[DOSSIER_JSON])
    event = next(each for each in data["events"] if each["id"] == "accusations")
    assert [(reply.get("who"), reply.get("name"), reply["date"]["text"]) for reply in event["replies"]] == [
        ("nordferje", None, "2021-03-15"), (None, "A passenger", "2021-03-17")]
    assert event["replies"][0]["answer"]["en"].endswith("it stays.")

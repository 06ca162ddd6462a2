"""What was withdrawn, moved or put right, as a reader meets it: from disk, without a script."""

import re
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import Browser, expect

from generator.publishing.site_check import check_site


def test_a_former_address_leads_on_from_disk_and_without_a_script(browser: Browser, golden_site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((golden_site / "events" / "harbour-room.html").as_uri())
        page.wait_for_url("**/events/rented-room.html")
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator(".d-kicker")).to_contain_text("Withdrawn")
        page.get_by_role("link", name="Reported conversations").click()
        page.wait_for_url("**/events/hotel-talks.html")
        page.get_by_role("link", name="(withdrawn)").first.click()
        page.wait_for_url("**/events/rented-room.html")


def test_a_notice_leads_to_the_correction_it_names(browser: Browser, golden_site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((golden_site / "events" / "hotel-talks.html").as_uri())
        page.get_by_role("link", name="Corrected on 18 March 2021").click()
        expect(page.locator("#h-corrections")).to_be_in_viewport()


def test_search_and_sitemap_leave_out_what_only_leads_on(golden_site: Path) -> None:
    index = "".join(path.read_text(encoding="utf-8") for path in (golden_site / "search").rglob("*.js"))
    assert '"events/hotel-talks.html"' in index and "harbour-room.html" not in index
    addresses = [entry.text or "" for entry in ElementTree.parse(golden_site / "sitemap.xml").iter()
                 if entry.tag.endswith("loc")]
    assert len(addresses) == len(set(addresses)) > 40
    assert not any("harbour-room" in address for address in addresses)


def test_a_former_address_names_the_one_it_has_now(golden_site: Path) -> None:
    html = (golden_site / "events" / "harbour-room.html").read_text(encoding="utf-8")
    assert re.findall(r'<link rel="canonical" href="([^"]*)"', html) == [
        "https://dossier.example/ferry/events/rented-room.html"]
    assert re.findall(r'http-equiv="refresh" content="([^"]*)"', html) == ["0; url=rented-room.html"]


def test_these_pages_have_no_fault(golden_site: Path) -> None:
    amended = {"events/harbour-room.html", "events/rented-room.html", "events/hotel-talks.html",
               "events/accusations.html", "sources/kystposten-2021-03-09.html", "claims/quay-belongs-to.html"}
    assert all((golden_site / page).is_file() for page in amended)
    assert [found for found in check_site(golden_site) if found.page in amended | {"sitemap.xml"}] == []


def test_withheld_words_are_in_no_built_file(golden_site: Path) -> None:
    files = [path for path in golden_site.rglob("*") if path.suffix in (".html", ".json", ".js", ".xml", ".css")]
    assert [path.name for path in files if "Per Bølgen" in path.read_text(encoding="utf-8")] == []

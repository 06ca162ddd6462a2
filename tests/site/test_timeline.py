"""The timeline's filters as a reader uses them: by keyboard, with the count spoken and the choice in the address;
and the page without them."""

import re

from playwright.sync_api import Page, expect

from tests.support.reader import Reader

_ITEMS = ".d-tlist__i:visible"


def _shown(page: Page) -> int:
    return page.locator(_ITEMS).count()


def _total(page: Page) -> int:
    return page.locator(".d-tlist__i").count()


def _choose_by_keyboard(page: Page, label: str) -> str:
    """Take the first choice of a filter with the arrow key; gives its value."""
    select = page.get_by_label(label, exact=True)
    select.focus()
    page.keyboard.press("ArrowDown")
    return select.input_value()


def test_a_filter_by_keyboard_narrows_list_and_drawing_and_stands_in_the_address(reader: Reader) -> None:
    page = reader.open("timeline.html")
    total = _total(page)
    kind = _choose_by_keyboard(page, "Kind")
    assert page.url.endswith(f"#kind={kind}")
    expected = page.locator(f".d-tlist__i[data-kind='{kind}']").count()
    assert 0 < expected < total and _shown(page) == expected
    expect(page.locator(".d-tfilter [role=status]")).to_have_text(re.compile(rf"^{expected} .*{total}\b"))
    assert page.locator(".d-tl--wide a[data-e]:visible").count() == expected
    assert (reader.foreign, reader.errors) == ([], [])


def test_an_address_with_choices_is_restored_and_back_undoes_them(reader: Reader) -> None:
    page = reader.open("timeline.html")
    total = _total(page)
    kind = _choose_by_keyboard(page, "Kind")
    narrowed = _shown(page)
    page.reload()
    assert (page.get_by_label("Kind", exact=True).input_value(), _shown(page)) == (kind, narrowed)
    page.locator(".d-tfilter [type=reset]").click()
    assert _shown(page) == total and "#" not in page.url
    page.go_back()
    assert _shown(page) == narrowed and page.url.endswith(f"#kind={kind}")


def test_what_no_article_had_printed_by_a_day_is_dimmed_and_named(reader: Reader) -> None:
    page = reader.open("timeline.html")
    total = _total(page)
    day = _choose_by_keyboard(page, "In print by")
    printed = page.locator(".d-tlist__i").evaluate_all(
        "(items, day) => items.filter(item => item.dataset.by && item.dataset.by <= day).length", day)
    assert 0 < printed < total and _shown(page) == total
    assert page.locator(".d-tlist__i.is-late").count() == total - printed
    assert page.locator(".d-tlist__late:visible").count() == total - printed
    assert page.locator(".d-tl--wide a.is-late").count() == total - printed
    expect(page.locator(".d-tfilter [role=status]")).to_contain_text(re.compile(rf"{printed} "))


def test_an_anchor_is_no_filter_and_shows_an_item_that_was_filtered_out(reader: Reader) -> None:
    page = reader.open("timeline.html")
    kind = _choose_by_keyboard(page, "Kind")
    hidden = page.locator(f".d-tlist__i:not([data-kind='{kind}'])").last
    anchor = hidden.get_attribute("id")
    page.evaluate("anchor => { location.hash = anchor }", anchor)
    expect(hidden).to_be_in_viewport()
    assert _shown(page) == _total(page)
    page.goto(page.url)
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_fragment_that_cannot_be_read_is_no_fault(reader: Reader) -> None:
    page = reader.open("timeline.html#%E0%A4%A")
    kind = _choose_by_keyboard(page, "Kind")
    assert page.url.endswith(f"#kind={kind}")
    assert (reader.foreign, [error for error in reader.errors if "URI" in error]) == ([], [])


def test_without_scripts_all_is_shown_and_no_filters(scriptless: Reader) -> None:
    page = scriptless.open("timeline.html")
    assert page.locator(".d-tfilter:visible").count() == 0
    assert _shown(page) == _total(page) > 0
    assert page.locator(".d-tl a[data-e]:visible").count() > 0


def test_it_needs_no_storage(storageless: Reader) -> None:
    page = storageless.open("timeline.html")
    _choose_by_keyboard(page, "Kind")
    assert 0 < _shown(page) < _total(page)


def test_one_drawing_stands_on_a_page_of_each_width(http_reader: Reader) -> None:
    page = http_reader.open("timeline.html")
    for width, name in ((1440, "wide"), (768, "narrow"), (360, "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        visible = page.locator(".d-timeline > .d-tl:visible")
        expect(visible).to_have_count(1)
        expect(visible).to_have_class(re.compile(f"d-tl--{name}"))

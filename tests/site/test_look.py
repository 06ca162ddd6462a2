"""The look against its rules: colours that can be told apart, in every scheme and where readers choose their own.

The first part reads the style sheets, the second a browser's pages. Contrast as it comes out on pages is axe's.
"""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.support.colours import ASSETS, LITERAL, contrast, mixed, rules, schemes
from tests.support.page_kinds import KINDS
from tests.support.reader import Reader

SHEETS = sorted(path.name for path in ASSETS.glob("*.css"))
TEXT = ("ink", "ink-2", "accent", "src", "said", "ed", "st-expected", "st-happened", "st-alleged", "st-denied",
        "st-differ")
GROUNDS = ("paper", "panel", "src-bg", "src-bg-2")
#: Lines and outlines that mean something, on the grounds they stand on.
GRAPHICS = [("rule-2", "paper"), ("rule-2", "panel"), ("focus", "paper"), ("focus", "panel"), ("focus", "src-bg"),
            ("focus", "src-bg-2"), ("src", "src-bg"), ("src", "src-bg-2"), ("lit-ink", "lit")]
#: Text on the colours that otherwise are text's own.
REVERSED = [("lit-ink", "lit"), ("paper", "ink"), ("paper", "ink-2")]


# Colours ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", schemes())
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    pairs = [*((text, ground) for text in TEXT for ground in GROUNDS), *REVERSED]
    assert {pair: round(found, 2) for pair in pairs
            if (found := contrast(colours[pair[0]], colours[pair[1]])) < 4.5} == {}


@pytest.mark.parametrize("scheme", schemes())
def test_lines_that_mean_something_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    assert {pair: round(found, 2) for pair in GRAPHICS
            if (found := contrast(colours[pair[0]], colours[pair[1]])) < 3} == {}
    # The dots below what somebody asserts.
    assert contrast(mixed(colours["said"], colours["paper"], 0.75), colours["paper"]) >= 3


def test_dark_colours_are_the_same_however_they_are_chosen() -> None:
    assert schemes()["dark"] == schemes()["auto"]
    assert schemes()["dark"].keys() == schemes()["light"].keys()
    assert all(schemes()["dark"][name] != schemes()["light"][name] for name in (*TEXT, *GROUNDS))


def test_every_colour_has_a_name() -> None:
    named = [(rule.sheet, rule.selector, found[0]) for sheet in SHEETS if sheet != "print.css" for rule in rules(sheet)
             if "::backdrop" not in rule.selector
             for line in rule.body.split(";") if not line.strip().startswith("--d-")
             if (found := LITERAL.search(line))]
    assert named == []


def test_what_is_written_on_paper_in_its_own_colour_can_be_read() -> None:
    found = [colour for rule in rules("print.css") for colour in re.findall(r"(?<![-\w])color:\s*(#\w+)", rule.body)]
    assert found
    assert [colour for colour in found if contrast(colour, "#fff") < 4.5] == []


def test_text_has_a_colour_of_text() -> None:
    allowed = {*TEXT, *(text for text, _ in REVERSED)}
    other = [(rule.sheet, rule.selector, name) for sheet in SHEETS for rule in rules(sheet)
             for name in re.findall(r"(?<![-\w])color:\s*var\(--d-([a-z0-9-]+)\)", rule.body)
             if name not in allowed and not re.search(r"::(before|after)$", rule.selector)]
    assert other == []


def test_contrast_is_computed_as_the_guidelines_say() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"


# Readers' own choices ---------------------------------------------------------------------------------

_STATUSES = """() => [...document.querySelectorAll('.d-status')].map(status => {
  const sign = status.querySelector('svg'), shape = sign?.innerHTML || '';
  const style = getComputedStyle(sign?.querySelector('*') || status);
  return {css: status.className, shape, word: status.textContent.trim(), size: sign?.getBoundingClientRect().width,
          drawn: [style.fill, style.stroke], ground: getComputedStyle(document.body).backgroundColor};
})"""


def test_forced_colours_leave_statuses_sign_and_word(http_reader: Reader) -> None:
    http_reader.page.emulate_media(forced_colors="active")
    found = http_reader.open("events/index.html").evaluate(_STATUSES)
    shapes = {status["css"]: (status["shape"], status["word"]) for status in found}
    assert len(shapes) > 2
    assert len(set(shapes.values())) == len(shapes)
    assert all(status["size"] > 8 and any(colour not in ("none", status["ground"]) for colour in status["drawn"])
               for status in found)


_GROUNDS = """() => [...document.querySelectorAll('mark[data-q]')].map(mark => {
  const style = getComputedStyle(mark);
  return [style.backgroundColor, style.borderBottomStyle, style.color];
})"""


def test_forced_colours_leave_cited_passages_marked(http_reader: Reader) -> None:
    http_reader.page.emulate_media(forced_colors="active")
    page = http_reader.open("sources/avisa-2021-03-05.html")
    body = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    found = page.evaluate(_GROUNDS)
    assert found
    assert all(ground != body and line != "none" and ground != ink for ground, line, ink in found)


@pytest.mark.parametrize("uri", ["index.html", "events/oslo-talks.html"])
def test_forced_colours_leave_the_focus_visible(http_reader: Reader, uri: str) -> None:
    http_reader.page.emulate_media(forced_colors="active")
    page = http_reader.open(uri)
    for _ in range(4):
        page.keyboard.press("Tab")
        style, width, colour, ground = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return [style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor,"
            " getComputedStyle(document.body).backgroundColor] }")
        assert style != "none" and width >= 1 and colour != ground


@pytest.mark.parametrize("uri", KINDS)
def test_nothing_moves_where_that_is_asked_for(http_reader: Reader, uri: str) -> None:
    http_reader.page.emulate_media(reduced_motion="reduce")
    page = http_reader.open(uri)
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter(element => {
      const style = getComputedStyle(element);
      return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0)
        || style.scrollBehavior === 'smooth';
    }).map(element => element.className)""")
    assert moving == []


def test_more_contrast_makes_labels_as_dark_as_text(http_reader: Reader) -> None:
    colours = []
    for wish in ("no-preference", "more"):
        http_reader.page.emulate_media(contrast=wish)  # type: ignore[arg-type]
        page = http_reader.open("events/oslo-talks.html")
        colours.append(page.evaluate("() => ['.d-facts dt', 'body'].map("
                                     "name => getComputedStyle(document.querySelector(name)).color)"))
    assert colours[0][0] != colours[0][1] and colours[1][0] == colours[1][1]


# Zoom and spacing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("uri", KINDS)
def test_at_four_times_the_size_no_bar_stands_before_the_text(http_reader: Reader, uri: str) -> None:
    """1280 by 1024 pixels at 400 %."""
    http_reader.page.set_viewport_size({"width": 320, "height": 256})
    page = http_reader.open(uri)
    page.evaluate("() => scrollTo(0, document.body.scrollHeight / 2)")
    covered = page.evaluate("""() => [...document.querySelectorAll('body *')].filter(element => {
      const box = element.getBoundingClientRect();
      return ['fixed', 'sticky'].includes(getComputedStyle(element).position) && box.top < 256 && box.bottom > 0
        && box.width > 100 && getComputedStyle(element).visibility === 'visible'
        && element.checkVisibility({opacityProperty: true});
    }).reduce((sum, element) => sum + element.getBoundingClientRect().height, 0)""")
    assert covered < 256 / 4
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


#: WCAG 1.4.12. Sheets made by script are not the page's own, so that its policy does not stand in the way.
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
#: Shortened on purpose is what says so with dots, and is whole in the page's text and in a list.
_CLIPPED = """() => [...document.querySelectorAll('.d-page *, .d-mast *, .d-colophon *')].filter(element => {
  const style = getComputedStyle(element);
  if (element.closest('.d-vh, svg, [hidden]') || !element.textContent.trim()) return false;
  if (!element.checkVisibility() || style.clipPath !== 'none' || style.textOverflow === 'ellipsis') return false;
  const hidden = axis => ['hidden', 'clip'].includes(axis);
  return hidden(style.overflowY) && element.scrollHeight > element.clientHeight + 2
    || hidden(style.overflowX) && element.scrollWidth > element.clientWidth + 2;
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("uri", KINDS)
def test_wider_spacing_cuts_nothing_off(http_reader: Reader, uri: str) -> None:
    page = http_reader.open(uri)
    page.evaluate(_SPACED)
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_CLIPPED) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_clipped_text_is_noticed(http_reader: Reader) -> None:
    page = http_reader.open("index.html")
    page.evaluate("() => Object.assign(document.querySelector('h1').style, {height: '1em', overflow: 'hidden'})")
    page.evaluate(_SPACED)
    assert len(page.evaluate(_CLIPPED)) > 0


# Paper ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("uri", KINDS)
def test_a_page_fits_on_paper_in_light_colours(http_reader: Reader, uri: str) -> None:
    """As wide as a sheet of A4 less its margins, from the dark scheme."""
    http_reader.page.emulate_media(media="print", color_scheme="dark")
    http_reader.page.set_viewport_size({"width": 643, "height": 972})
    page = http_reader.open(uri)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 643
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_paper_shows_what_is_folded_and_the_addresses(http_reader: Reader) -> None:
    http_reader.page.emulate_media(media="print")
    page = http_reader.open("events/oslo-talks.html")
    assert _shown_address(page).startswith("https://")
    page.evaluate("() => document.querySelector('.d-page').insertAdjacentHTML('beforeend',"
                  " '<div class=\"md-typeset\"><details><summary>x</summary><p id=\"folded\">y</p></details></div>')")
    assert page.evaluate("() => document.getElementById('folded').checkVisibility({contentVisibilityAuto: true})")


def _shown_address(page: Page) -> str:
    text: str = page.evaluate(
        "() => getComputedStyle(document.querySelector('a[data-url]'), '::after').content.replaceAll('\"', '').trim()")
    return text.rpartition(" ")[2]


# Old browsers -----------------------------------------------------------------------------------------

#: What browsers of a few years ago leave out: a rule with a selector they do not know, a declaration.
_UNKNOWN_RULE = re.compile(r"[^{}]*(?::has\(|::details-content)[^{}]*\{[^{}]*\}")
_UNKNOWN_LINE = re.compile(r"(?<=[{;])\s*[^{};]*(?:color-mix\(|text-wrap|font-size-adjust)[^{};]*(?:;|(?=\}))")


def _older(route: Route) -> None:
    """Answer with a style sheet as an older browser understands it."""
    answer = route.fetch()
    text = _UNKNOWN_LINE.sub("", _UNKNOWN_RULE.sub("", answer.text()))
    assert ":has(" not in text.replace("@supports", "")
    route.fulfill(response=answer, body=text)


@pytest.mark.parametrize("uri", ["index.html", "events/oslo-talks.html", "sources/avisa-2021-03-05.html"])
def test_an_older_browser_shows_pages_that_fit(http_reader: Reader, uri: str) -> None:
    http_reader.page.route("**/assets/*.css", _older)
    page = http_reader.open(uri)
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_an_older_browser_lights_the_beginning_of_a_passage(http_reader: Reader) -> None:
    http_reader.page.route("**/*.css", _older)
    page = http_reader.open("sources/avisa-2021-03-05.html")
    anchor = page.locator(".d-anchor").first
    page.evaluate("anchor => { location.hash = anchor }", anchor.get_attribute("id"))
    ground, other = page.evaluate("""() => [document.querySelector(':target + .d-mark'), document.body]
      .map(element => getComputedStyle(element).backgroundColor)""")
    unlit = page.evaluate("() => getComputedStyle([...document.querySelectorAll('.d-mark')].at(-1)).backgroundColor")
    assert len({ground, other, unlit}) == 3

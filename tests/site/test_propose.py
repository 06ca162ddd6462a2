"""Proposing a statement on a source's page: from words selected in a browser to a file that the check accepts."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.adapters.cli import run
from generator.diagnostics import Diagnostics, Severity
from generator.linking.matching import Match, match_quote
from generator.model.text import Article
from generator.pipeline import check
from generator.reading.folder_tree import load_tree
from tests.support.golden import make_project
from tests.support.hostile import HOSTILE, usable
from tests.support.reader import Reader, serving

FORGE = "https://forge.example/desk/ferry"
AVISA = "sources/avisa-2021-03-05.html"
VARSEL = "sources/avisa-2021-03-02.html"
#: White space of all kinds, letters with marks, other scripts, and what means something to YAML.
AWKWARD = [
    'Han sa: "nei" # og gikk', "- ikke en liste: det er tekst", "? % @ ` & * ! | > ' \" {[",
    "C:\\sti\\til\\fil \\n \\u0041", "  foran\tog\u00a0imellom \u3000 og bak  ", "عقد الاجتماع في أوسلو",
    "奥斯陆会议没有结果。", "Cafe\u0301 og A\u030angstro\u0308m", "--- tre streker ---", "null", "~", "key: >-",
    "🚢⚓ avgang", "linje\u2028skille og\u200bnull og\ufeffmerke", "--- # ...", "et\x85tegn", "en\x07lyd", *HOSTILE,
]


def set_repository(project: Path, *lines: str) -> None:
    """Name another forge in the project's settings, or none."""
    path = project / "content/dossier.yml"
    text, found = re.subn(r"(?m)^repository:\n(?:  .*\n)+", "".join(f"{line}\n" for line in lines),
                          path.read_text(encoding="utf-8"))
    assert found == 1
    path.write_text(text, encoding="utf-8")


def add_awkward_article(project: Path) -> None:
    """Add a source whose paragraphs are awkward texts."""
    seed = "\n".join(["Tittelen", *AWKWARD, ""]).encode()
    (project / "seeds/awkward.txt").write_bytes(seed)
    (project / "content/sources/awkward.yml").write_text(
        f"seed: awkward.txt\nsha256: {hashlib.sha256(seed).hexdigest()}\npublisher: avisa\ntitle: Tittelen\n"
        "published: 2021-03-15\nlanguage: nb\nextent: complete\nrights: {publish_text: full, basis: quotation}\n"
        "apparatus: [{line: 1, kind: title}]\n", encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden dossier at a forge that takes new files by address, with an awkward article, built."""
    folder = make_project(tmp_path_factory.mktemp("propose") / "project")
    set_repository(folder, "repository:", f"  url: {FORGE}", "  branch: main", "  forge: github")
    add_awkward_article(folder)
    assert run(["build", "--project", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def unforged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden dossier without a repository, built."""
    folder = make_project(tmp_path_factory.mktemp("unforged") / "project")
    set_repository(folder)
    assert run(["build", "--project", str(folder)]) == 0
    return folder


@pytest.fixture
def reader(browser: Browser, project: Path) -> Iterator[Reader]:
    """A reader of the built site from disk, whose forge answers with an empty page."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route(f"{FORGE}/**", lambda route: route.fulfill(body="new file"))
    yield Reader(context.new_page(), f"{(project / 'site').as_uri()}/", others=(FORGE,)).listen()
    context.close()


_RANGE = """([first, last]) => {
  const nodes = [];
  const walker = document.createTreeWalker(document.querySelector('.d-article'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest('.d-note, summary')) nodes.push(walker.currentNode);
  const at = nodes.findIndex(node => node.data.includes(first));
  const to = nodes.findIndex((node, index) => index >= at && node.data.includes(last));
  const range = document.createRange();
  range.setStart(nodes[at], nodes[at].data.indexOf(first));
  range.setEnd(nodes[to], nodes[to].data.indexOf(last, at === to ? range.startOffset : 0) + last.length);
  nodes[at].parentElement.scrollIntoView({block: 'center'});
  return range;
}"""

#: Left, right and middle of words on the screen.
_BOX = f"""words => {{
  const box = ({_RANGE})(words).getBoundingClientRect();
  return [box.left, box.right, box.top + box.height / 2];
}}"""


def select(page: Page, first: str, last: str = "") -> None:
    """Select from the first to the last of these words, each inside one stretch of the article."""
    page.evaluate(f"words => {{ const found = ({_RANGE})(words), all = getSelection();"
                  " all.removeAllRanges(); all.addRange(found); }", [first, last or first])
    expect(page.locator(".d-pick")).to_be_visible()


def open_dialog(page: Page) -> None:
    """Press the button beside the selection."""
    page.locator(".d-pick").click()
    expect(page.locator("dialog")).to_be_visible()


def shown(page: Page, name: str) -> str:
    """What the dialog shows of the quote."""
    return page.locator(f"[data-out={name}]").text_content() or ""


def fill(page: Page, *, says: str = "They did not meet.", record: str = "oslo-talks", stage: str = "happened") -> None:
    """Fill in what every proposal for an event needs."""
    page.get_by_label("The sentence").fill(says)
    page.locator("[data-field=for]").select_option(record)
    if stage:
        page.locator("[data-field=stage]").select_option(stage)


def file_text(page: Page) -> str:
    """The text of the file that the dialog shows."""
    return page.locator("[data-out=file]").input_value()


def errors_of(project: Path, files: dict[str, str], folder: Path) -> list[str]:
    """The errors of the project with these files beside its own."""
    rmtree(folder, ignore_errors=True)
    for name in ("content", "seeds"):
        copytree(project / name, folder / name)
    (folder / "content/proposals").mkdir()
    for path, text in files.items():
        (folder / path).write_bytes(text.encode())
    checked = check(load_tree(folder, Diagnostics()))
    assert checked.content is not None
    assert checked.content.proposals.keys() == files.keys() or checked.diagnostics.has_errors
    return [f"{each.span} {each.code}" for each in checked.diagnostics if each.severity is Severity.ERROR]


# The way to the file ----------------------------------------------------------------------------------


def test_words_selected_by_mouse_become_a_file_that_the_check_accepts(
    reader: Reader, project: Path, tmp_path: Path
) -> None:
    page = reader.open(AVISA)
    left, right, middle = page.evaluate(_BOX, ["artementet deltok", "deltok"])
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=4)
    page.mouse.up()
    open_dialog(page)
    assert shown(page, "quote") == "Departementet deltok"
    fill(page, says='The ministry: "present" # or not')
    page.locator("[data-field=translation]").fill("The ministry took part")
    page.get_by_label("Your name").fill("A reader: # one")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Continue at forge.example").click()
    url = urlsplit(opened.value.url)
    assert f"https://{url.netloc}{url.path}" == f"{FORGE}/new/main"
    given = parse_qs(url.query)
    assert given.keys() == {"filename", "value"}
    [path], [text] = given["filename"], given["value"]
    assert re.fullmatch(r"content/proposals/\d{4}-\d\d-\d\d-the-ministry-present-or-not\.yml", path)
    assert "Proposed by: A reader: # one" in text
    assert errors_of(project, {path: text}, tmp_path / "with") == []
    assert reader.errors == []


def test_it_works_by_keyboard(reader: Reader) -> None:
    page = reader.open(AVISA)
    select(page, "Rederiet anslår", "Rederiet")  # as the browser's own search leaves it selected
    page.keyboard.press("Shift+Control+ArrowRight")
    page.keyboard.press("Shift+Control+ArrowRight")
    button = page.locator("[data-do=ask]")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    assert shown(page, "quote").startswith("Rederiet anslår")
    expect(page.get_by_label("The sentence")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body"
                             " || document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_without_a_selection_the_words_can_be_typed(reader: Reader) -> None:
    page = reader.open(VARSEL)
    page.locator("[data-do=ask]").click()
    expect(page.locator("[data-why=empty]")).to_be_visible()
    words = page.get_by_label("Words of the article")
    words.fill("Words that nobody printed")
    expect(page.locator("[data-why=absent]")).to_be_visible()
    words.fill("  Minst 1200\nav dem er  skoleelever ")
    expect(page.locator("[data-part=fields]")).to_be_visible()
    assert shown(page, "quote") == "Minst 1200 av dem er skoleelever"


def test_it_works_over_http(page: Page, project: Path) -> None:
    with serving(project / "site") as address:
        over_http = Reader(page, address).listen()
        over_http.open(VARSEL)
        select(page, "mannskapene i land")
        open_dialog(page)
        expect(page.locator("[data-field=for] option[value=oslo-talks]")).to_be_attached()
        assert (over_http.foreign, over_http.errors) == ([], [])


def test_it_works_by_touch(browser: Browser, project: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{(project / 'site').as_uri()}/{AVISA}")
    select(page, "Rederiet anslår")
    page.locator(".d-pick").tap()
    expect(page.locator("dialog")).to_be_visible()
    assert shown(page, "quote") == "Rederiet anslår"
    context.close()


# The quote ------------------------------------------------------------------------------------------


def test_numbers_of_references_are_no_part_of_a_quote(reader: Reader) -> None:
    page = reader.open(AVISA)
    select(page, "satte inn vikarer", "avviser dette")
    open_dialog(page)
    assert shown(page, "quote") == "satte inn vikarer om bord på nattfergen. Nordferje avviser dette"


def test_words_that_stand_twice_get_a_prefix(reader: Reader, project: Path, tmp_path: Path) -> None:
    page = reader.open(VARSEL)
    select(page, "Ferger kan bli")
    open_dialog(page)
    assert (shown(page, "quote"), shown(page, "prefix")) == ("Ferger kan bli", "Nyheter")
    expect(page.locator("[data-part=context]")).to_be_visible()
    fill(page)
    assert errors_of(project, {"content/proposals/twice.yml": file_text(page)}, tmp_path / "with") == []


@pytest.mark.parametrize(("uri", "first", "last", "why"), [
    (VARSEL, "opplyser forbundet", "et møte i Oslo", "paragraphs"),
    (VARSEL, "anslår NTB", "Minst 1200", "boilerplate"),
    (AVISA, "forhandlingsleder", "withheld", "withheld"),
    ("sources/awkward.html", "imellom", "bak", ""),
])
def test_what_cannot_be_quoted_is_refused_in_words(reader: Reader, uri: str, first: str, last: str, why: str) -> None:
    page = reader.open(uri)
    select(page, first, last)
    open_dialog(page)
    refused = page.locator("[data-why]:visible").evaluate_all("found => found.map(one => one.dataset.why)")
    assert refused == ([why] if why else [])
    expect(page.locator("[data-part=fields]")).to_be_visible(visible=not why)
    expect(page.locator("[data-do=go]")).to_be_visible(visible=not why)


def test_folded_words_are_refused(reader: Reader) -> None:
    page = reader.open(VARSEL)
    page.locator(".d-fold summary").first.click()
    select(page, "Les også: Slik reiser du uten ferge")
    open_dialog(page)
    expect(page.locator("[data-why=boilerplate]")).to_be_visible()


#: Every run of one to three words of every paragraph: paragraph, first word, last word, and what becomes of it.
_ALL_RUNS = """() => {
  const quoting = window.dossierQuoting, article = quoting.readArticle(document.querySelector('.d-article'));
  const found = [];
  let start = 0;
  article.kinds.split('|').slice(0, -1).forEach((kinds, paragraph) => {
    const words = [], text = article.text.slice(start, start + kinds.length);
    for (let at = 0; at <= text.length; at++) if (at === 0 || text[at - 1] === ' ') words.push(start + at);
    words.forEach((from, first) => [0, 1, 2].forEach(more => {
      if (first + more >= words.length) return;
      const next = words[first + more + 1], to = next === undefined ? start + kinds.length : next - 1;
      found.push([paragraph, first, first + more, quoting.anchorAt(article, from, to)]);
    }));
    start += kinds.length + 1;
  });
  return found;
}"""


def _word_extents(article: Article) -> list[list[tuple[int, int]]]:
    return [[(paragraph.start + word.start(), paragraph.start + word.end())
             for word in re.finditer(r"\S+", article.text[paragraph.start:paragraph.end])]
            for paragraph in article.paragraphs]


@pytest.mark.parametrize("source_id", [
    "avisa-2021-03-02", "avisa-2021-03-05", "fjordradio-undated", "kystposten-2021-03-09"])
def test_every_run_of_words_is_anchored_where_it_stands(reader: Reader, project: Path, source_id: str) -> None:
    dossier = check(load_tree(project, Diagnostics())).dossier
    assert dossier is not None
    article = dossier.articles[source_id]
    page = reader.open(f"sources/{source_id}.html")
    is_whole = page.locator(".d-gap").count() == 0
    runs, extents = page.evaluate(_ALL_RUNS), _word_extents(article)
    wrong = []
    for paragraph, first, last, anchor in runs:
        start, end = (extents[paragraph][first][0], extents[paragraph][last][1]) if is_whole else (0, 0)
        if "why" in anchor:
            assert anchor["why"] in {"boilerplate", "withheld"}
            assert not is_whole or article.is_boilerplate(start, end)
            continue
        found = match_quote(article, **anchor)
        if not isinstance(found, Match) or is_whole and (found.start, found.end) != (start, end):
            wrong.append((anchor, found))
    assert wrong == []
    assert sum("why" not in anchor for *_, anchor in runs) > 100


# The file -------------------------------------------------------------------------------------------

_ALL_FILES = """async says => {
  const found = [], dialog = document.querySelector('dialog');
  const paragraphs = document.querySelectorAll('.d-article p[data-line]');
  for (let at = 0; at < paragraphs.length; at++) {
    getSelection().selectAllChildren(paragraphs[at]);
    await new Promise(done => setTimeout(done, 30));
    document.querySelector('[data-do=ask]').click();
    const field = dialog.querySelector('[data-field=says]');
    field.value = says[at % says.length];
    field.dispatchEvent(new Event('input', {bubbles: true}));
    const why = [...dialog.querySelectorAll('[data-why]')].filter(one => !one.hidden).map(one => one.dataset.why);
    found.push([paragraphs[at].textContent, why[0] || '', dialog.querySelector('[data-out=file]').value]);
    dialog.close();
  }
  return found;
}"""


def test_any_words_make_a_file_that_the_check_accepts(reader: Reader, project: Path, tmp_path: Path) -> None:
    page = reader.open("sources/awkward.html")
    page.locator("[data-do=ask]").click()
    page.get_by_label("Words of the article").fill("Tittelen")
    fill(page)
    page.locator("[data-do=close]").click()
    says = [usable(text) for text in HOSTILE if usable(text).strip()]
    found = page.evaluate(_ALL_FILES, says)
    assert {why for _, why, _ in found} == {"", "characters"}
    assert all("\ufffd" in words for words, why, _ in found if why)
    files = {f"content/proposals/file-{number}.yml": text
             for number, (_, why, text) in enumerate(found) if not why}
    assert len(files) > 80
    assert errors_of(project, files, tmp_path / "with") == []


def test_a_speaker_and_a_question_need_no_stage(reader: Reader, project: Path, tmp_path: Path) -> None:
    page = reader.open(AVISA)
    select(page, "mer enn 300 sjøfolk er i streik")
    open_dialog(page)
    fill(page, record="crews-on-strike", stage="")
    expect(page.locator("[data-field=stage]")).to_be_hidden()
    page.locator("[data-field=by]").select_option("nordferje")
    page.locator("[data-field=by_why]").fill("The sentence before names it.")
    text = file_text(page)
    assert "stage:" not in text
    assert errors_of(project, {"content/proposals/account.yml": text}, tmp_path / "with") == []


def test_nothing_is_opened_before_all_is_given(reader: Reader) -> None:
    page = reader.open(AVISA)
    select(page, "Rederiet anslår")
    open_dialog(page)
    page.get_by_label("The sentence").fill("   ")
    page.get_by_role("link", name="Continue at").click()
    expect(page.get_by_label("The sentence")).to_be_focused()
    fill(page, stage="")
    page.get_by_role("link", name="Continue at").click()
    expect(page.locator("[data-field=stage]")).to_be_focused()
    assert len(page.context.pages) == 1


def test_a_text_too_long_for_an_address_is_copied(reader: Reader) -> None:
    page = reader.open(AVISA)
    select(page, "Rederiet anslår")
    open_dialog(page)
    fill(page, says="word " * 1500)
    expect(page.locator("[data-part=paste]")).to_be_visible()
    query = parse_qs(urlsplit(page.get_by_role("link", name="Continue at").get_attribute("href") or "").query)
    assert query.keys() == {"filename"}


def test_without_a_repository_the_text_is_copied(browser: Browser, unforged: Path, tmp_path: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    with serving(unforged / "site") as address:
        page = context.new_page()
        page.goto(f"{address}{AVISA}")
        select(page, "Rederiet anslår")
        open_dialog(page)
        fill(page)
        expect(page.locator("[data-do=go]")).to_be_hidden()
        expect(page.locator("[data-part=hand]")).to_be_visible()
        page.get_by_role("button", name="Copy the text").click()
        expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert errors_of(unforged, {"content/proposals/copied.yml": copied}, tmp_path / "with") == []


# The page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1440])
def test_the_dialog_fits_the_screen(reader: Reader, scheme: str, width: int) -> None:
    reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    reader.page.set_viewport_size({"width": width, "height": 700})
    page = reader.open(AVISA)
    select(page, "Rederiet anslår")
    open_dialog(page)
    fill(page, says="Donaudampfschifffahrtsgesellschaft" * 5)
    page.locator("summary", has_text="The file").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth && box.getBoundingClientRect().left >= 0)"
                         "(document.querySelector('dialog'))")
    assert reader.errors == []


def test_it_is_not_printed(reader: Reader) -> None:
    page = reader.open(AVISA)
    select(page, "Rederiet anslår")
    page.emulate_media(media="print")
    expect(page.locator(".d-pick")).to_be_hidden()
    expect(page.locator("[data-do=ask]")).to_be_hidden()
    page.goto(f"{reader.base}events/oslo-talks.html")
    assert page.locator(".d-editline").count() > 0
    expect(page.locator(".d-editline").first).to_be_hidden()


def test_it_needs_a_script(browser: Browser, project: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{(project / 'site').as_uri()}/{AVISA}")
    assert page.locator("[data-do=ask], .d-pick, dialog").count() == 0
    context.close()


def test_a_source_without_words_offers_nothing(reader: Reader) -> None:
    page = reader.open("sources/havnebladet-2021-03-12.html")
    assert page.locator("[data-propose]").count() == 0


# The line of a statement ----------------------------------------------------------------------------


@pytest.mark.parametrize("uri", ["events/oslo-talks", "claims/crews-on-strike"])
def test_a_quote_leads_to_the_line_of_its_statement(reader: Reader, project: Path, uri: str) -> None:
    page = reader.open(f"{uri}.html")
    links = page.locator(".d-editline").evaluate_all("links => links.map(link => link.href)")
    assert links
    for link in links:
        found = re.fullmatch(rf"{re.escape(FORGE)}/edit/main/(content/\S+\.yml)#L(\d+)", link)
        assert found
        line = (project / found[1]).read_text(encoding="utf-8").splitlines()[int(found[2]) - 1]
        assert line.lstrip().startswith("- ")


def test_without_a_repository_no_line_is_linked(unforged: Path) -> None:
    assert "d-editline" not in (unforged / "site/events/oslo-talks.html").read_text(encoding="utf-8")

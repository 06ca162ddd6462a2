"""The editors' guide: its walk-throughs played to the end, and its pages on the site.

What the guide shows of the program's words is what the program says at that point; `...` stands for lines left out.
"""

import re
from functools import cache

import pytest

from generator.diagnostics import CODES
from generator.model.field_guide import model_guide
from generator.model.records import RECORD_MODELS
from generator.model.tree import Tree
from generator.model.uris import GUIDE, GUIDE_FIELDS, GUIDE_FINDINGS
from generator.pipeline import build
from generator.reading.words import load_words
from generator.rendering.blocks import render_markdown
from generator.rendering.context import Context
from generator.rendering.guide import findings_body, guide_text, reference_body
from generator.rendering.views.guide import render_guide
from tests.support.cases import parse_case
from tests.support.contributing import guide_in_contributing
from tests.support.golden import ROOT, golden_build
from tests.support.walkthroughs import CHAPTERS, Shown, play

WORDS = load_words("en")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> list[Shown]:
    """Everything the guide shows of the program's words."""
    folder = tmp_path_factory.mktemp("guide")
    return list(play(guide_text(WORDS), folder / "projects", folder / "home"))


def _agree(shown: str, said: str, *, is_whole: bool) -> bool:
    """Whether the lines are said in this order, one behind the other but for those left out at `...`."""
    lines = [re.escape(line.strip()) + r"\n" if line.strip() != "..." else r"(?:.*\n)*?"
             for line in shown.splitlines()]
    text = "".join(f"{line.strip()}\n" for line in said.splitlines())
    pattern = "".join(lines)
    return bool(re.fullmatch(pattern, text) if is_whole else re.search(rf"^{pattern}", text, re.MULTILINE))


def test_the_guide_shows_what_the_program_says(played: list[Shown]) -> None:
    assert [(one.part, one.shown, one.said) for one in played
            if not _agree(one.shown, one.said, is_whole=one.kind == "console")] == []


def test_lines_left_out_are_all_that_may_differ() -> None:
    assert _agree("a\n...\nd", "a\nb\nc\nd\n", is_whole=True)
    assert not _agree("a\nd", "a\nb\nd\n", is_whole=True)
    assert not _agree("a\n...\nd", "a\nb\n", is_whole=True)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_walk_through_goes_both_ways_and_ends_without_problems(chapter: str, played: list[Shown]) -> None:
    for way, kind, end in (("In the browser", "comment", "**No problems found.**"),
                           ("On the command line", "console", "$ dossier check\nno problems found")):
        shown = [one.shown for one in played if one.kind == kind and one.part == f"{way}: {chapter.lower()}"]
        assert any(end in text for text in shown[-2:]), f"{way}: {chapter}"


def test_labels_of_the_site_are_those_that_readers_see() -> None:
    labels = {text.replace("{host}", "github.com") for text in WORDS.texts.values()}
    chapters = re.split(r"^## ", guide_text(WORDS), flags=re.MULTILINE)
    walks = "".join(text for text in chapters if text.partition("\n")[0] in CHAPTERS)
    prose = re.sub(r"^(?:>.*|```.*?^```)$", "", walks, flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"\*\*([^*\n]+)\*\*", prose)) - labels == set()


def test_contributing_holds_the_guide() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert guide_in_contributing(text) == guide_text(WORDS), "run `python -m tests.support.contributing`"


# On the site ----------------------------------------------------------------------------------------


@cache
def _pages() -> dict[str, str]:
    return {file.uri: file.text for file in golden_build().files if file.uri.startswith("guide/")}


def test_there_are_three_pages() -> None:
    assert _pages().keys() == {GUIDE, GUIDE_FIELDS, GUIDE_FINDINGS}


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_its_place_on_the_site(code: str) -> None:
    assert f'<h2 id="h-{code}">' in _pages()[GUIDE_FINDINGS]


def test_every_field_stands_on_the_site() -> None:
    fields = {field.name for model in RECORD_MODELS.values() for field in model_guide(model).fields}
    assert {name for name in fields if f"| `{name}` | " not in _pages()[GUIDE_FIELDS]} == set()


@pytest.mark.parametrize(("uri", "body"), [
    (GUIDE, guide_text(WORDS)), (GUIDE_FIELDS, "\n\n".join(reference_body(WORDS))),
    (GUIDE_FINDINGS, "\n\n".join(findings_body(WORDS)))], ids=[GUIDE, GUIDE_FIELDS, GUIDE_FINDINGS])
def test_nothing_but_links_and_code_differs_from_the_files(uri: str, body: str) -> None:
    """Paragraphs without either stand on the page as they stand in the repository's files."""
    plain = [part for part in re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL).split("\n\n")
             if "](" not in part and not part.startswith("#")]
    assert plain and [part for part in plain if part.strip("\n") not in _pages()[uri]] == []


def test_the_pages_lead_to_no_file_of_the_repository() -> None:
    targets = {target for text in _pages().values() for target in re.findall(r"\]\(([^)\s]+)\)", text)}
    assert {target for target in targets if not re.match(r"https:|#h-|(index|fields|findings)\.md(#h-|$)", target)} == set()


def test_examples_are_one_block_without_empty_lines() -> None:
    for text in _pages().values():
        for figure in re.findall(r'<figure class="d-code.*?</figure>', text, re.DOTALL):
            assert "\n" not in figure


def test_words_of_a_dossier_do_not_become_markup() -> None:
    public = golden_build().public
    assert public is not None
    words = WORDS.with_overrides({key: "<script>" for key in WORDS.texts if key.startswith("guide.")})
    pages = [render_markdown(page).text for page in render_guide(Context(public, words))]
    assert not any("<script>" in text for text in pages)


def test_the_pages_are_the_same_for_every_dossier() -> None:
    other = {file.uri: file.text for file in build(Tree.of(parse_case("--- expect\n").files)).files}
    address = re.compile(rf'<li class="d-guide__more"><a href="[^"]*">{WORDS("guide.repository")}</a></li>\n')
    # A tab says which dossier it belongs to.
    tab = re.compile(r"^head_title: .*\n", re.MULTILINE)
    assert {uri: tab.sub("", address.sub("", text)) for uri, text in _pages().items()} == {
        uri: tab.sub("", other[uri]) for uri in _pages()}
    assert address.search(_pages()[GUIDE]) and not address.search(other[GUIDE])


def test_in_another_language_the_guide_says_in_which_it_is_written() -> None:
    files = parse_case("--- in content/dossier.yml\n- languages: [en]\n+ languages: [id]\n--- expect\n").files
    page = next(file.text for file in build(Tree.of(files)).files if file.uri == GUIDE)
    assert 'lang: "en"' in page and '<div lang="id">\n<h1>' in page
    assert 'lang: "en"' not in _pages()[GUIDE]

"""What can be checked of a quote: where it was matched, in which bytes, who read it; and the margin of its article."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from generator.model.dossier import LinkedStatement, Passage, PublicDossier
from generator.releasing.release import release_dossier
from generator.rendering.context import Context, LinkView
from generator.rendering.figures.coverage import coverage_strip
from generator.rendering.views.article import CarriedView, InlineView, MarginNote, ParagraphView, PassageView
from generator.rendering.views.common import Numbering
from generator.rendering.views.event import render_event
from generator.rendering.views.glances import BROUGHT_ALONG, glance_block
from generator.rendering.views.legend import whole_percent
from generator.rendering.views.margin import notes_beside
from generator.rendering.views.source import lit_css, passage_views, render_source
from tests.releasing.test_removal import release
from tests.rendering.pages import Element, golden_context, page_html, read_html, small_context

SOURCE = "avisa-2021-03-05"


@cache
def golden() -> Context:
    return golden_context()


def source_page(context: Context, source_id: str = SOURCE) -> Element:
    return page_html(render_source(context.record(source_id), context)[0])


def event_page(context: Context, event_id: str = "oslo-talks") -> Element:
    return page_html(render_event(context.record(event_id), context))


# Provenance -----------------------------------------------------------------------------------------


def quotes_of(context: Context, event_id: str) -> Iterator[tuple[LinkedStatement, Passage]]:
    for statement in context.dossier.events[event_id].statements:
        yield from ((statement, quote.passage) for quote in statement.quotes)


def test_a_quote_says_where_it_was_matched_and_in_which_bytes() -> None:
    page = event_page(golden())
    for _, passage in quotes_of(golden(), "oslo-talks"):
        quote = next(each for each in page.all("article") if each.attributes.get("id") == passage.id)
        [verified] = quote.all("p", "d-verified")
        article = golden().dossier.articles[passage.source_id]
        line = article.text.count("\n", 0, passage.start) + 1
        assert re.search(rf"\b{line}\b.*\b{passage.start}–{passage.end}\b", verified.text())
        [link] = verified.all("a", "d-hash")
        assert link.attributes["title"] == golden().record(passage.source_id).record.sha256
        assert link.attributes["title"].startswith(link.text().rstrip("…"))
        assert link.attributes["href"] == f"../sources/{passage.source_id}.html#h-check"


def test_the_source_says_how_words_are_matched_and_gives_the_whole_hash() -> None:
    [check] = source_page(golden()).all("details", "d-check")
    record = golden().record(SOURCE).record
    assert check.attributes["id"] == "h-check"
    assert record.sha256 in check.text() and record.seed in check.text()


BLOCK = {
    "seeds/a.txt": "Ingen møtte\n\nPartene møttes\ni Oslo torsdag.\n\nEn.\n\nTo.\n\nTre.\n",
    "content/sources/avisa-1.yml": "\n".join([
        "seed: a.txt", "title: Ingen møtte", "publisher: avisa", "published: 2021-03-05", "language: nb",
        "paragraphs: block", "rights: {holder: avisa, publish_text: full, basis: permission}",
        "publisher_why: It says so.", "apparatus: [{line: 1, kind: title}]", ""]),
    "content/events/meeting.yml": "\n".join([
        "title: A meeting", "type: talks", "date: 2021-03-04", "statements:",
        "  - says: The parties met.", "    stage: happened", "    from: avisa-1", "    date_words: torsdag",
        "    checked: {date: 2021-03-20, by: A. Reader}",
        "    quote: Partene møttes i Oslo torsdag.", "    translation: The parties met in Oslo on Thursday.", ""]),
}


def block(*more: str) -> Context:
    files = dict(BLOCK)
    files["content/sources/avisa-1.yml"] += f"sha256: {hashlib.sha256(files['seeds/a.txt'].encode()).hexdigest()}\n"
    files["content/sources/avisa-1.yml"] += "".join(f"{line}\n" for line in more)
    return small_context(files)


def test_words_over_the_end_of_a_line_name_both_lines_and_a_second_reading_its_aspects() -> None:
    [verified] = event_page(block(), "meeting").all("p", "d-verified")
    assert "3–4" in verified.text()
    assert "A. Reader" in verified.text() and "20 March 2021" in verified.text()
    assert "wording, translation and date" in verified.text()


def test_where_words_are_withheld_no_hash_helps_to_guess_them() -> None:
    public = release(f"--- in content/sources/{SOURCE}.yml\n- extent: complete\n+ extent: complete\n"
                     "+ withhold: {passages: [{text: møttes torsdag}], reason_class: safety, date: 2021-03-30}\n")
    context = Context(public, golden().words)
    digest = golden().record(SOURCE).record.sha256
    event, source = event_page(context), source_page(context)
    assert digest[:12] not in "".join(str(item.attributes) + item.text() for item in [*event.walk(), *source.walk()])
    assert source.all("details", "d-check") and not event.all("a", "d-hash")
    [withheld] = event.all("p", "d-withheld")
    assert "safety" in withheld.text() and "30 March 2021" in withheld.text()


# The margin -----------------------------------------------------------------------------------------


def note(number: int, *lengths: int) -> MarginNote:
    carries = tuple(CarriedView("x" * length, "", None, LinkView("A record")) for length in lengths)
    return MarginNote(PassageView(number, Passage("a", number, number + 1), carries), carries)


def paragraph(length: int, *notes: MarginNote) -> ParagraphView:
    return ParagraphView("", "1", (InlineView("words", "x" * length),), notes)


def test_notes_that_fit_beside_their_paragraph_all_stand_there() -> None:
    assert list(notes_beside([paragraph(1200, note(1, 60), note(2, 60, 60))])) == [[1, 2]]


def test_a_short_paragraph_keeps_its_first_note_and_folds_the_rest() -> None:
    crowded = paragraph(60, note(1, 90, 90), note(2, 90), note(3, 90))
    assert list(notes_beside([crowded])) == [[1, 0, 0]]


def test_a_margin_that_is_ahead_leaves_less_room_for_the_next_paragraph() -> None:
    alone, behind = paragraph(400, note(2, 80), note(3, 80)), paragraph(60, note(1, 400))
    [free] = notes_beside([alone])
    [_, pushed] = notes_beside([behind, alone])
    assert sum(pushed) < sum(free)


def test_neighbouring_paragraphs_that_carry_nothing_are_told_apart_once() -> None:
    page = source_page(block(), "avisa-1")
    [word] = page.all("p", "d-note--none")
    assert "3" in word.text()
    assert [each.text() for each in page.all("p", "d-unused")] == ["En.", "To.", "Tre."]


def test_a_reason_stands_instead() -> None:
    page = source_page(block("uncarried: [{starts: To., why: A number.}]"), "avisa-1")
    assert len(page.all("p", "d-note--none")) == 2
    [reason] = page.all("div", "d-note--ed")
    assert "A number." in reason.text()


# Legend and lit passages ----------------------------------------------------------------------------


def test_the_legend_explains_what_can_be_seen_and_nothing_else() -> None:
    def samples(page: Element) -> list[str]:
        return [item.classes[-1].rpartition("--")[2] for item in page.all("span", "d-legend__s")]

    assert samples(source_page(block(), "avisa-1")) == ["used", "unused"]
    assert samples(source_page(golden())) == ["used", "shared", "unused"]


def test_the_strip_is_as_long_as_the_text_and_filled_where_it_is_quoted() -> None:
    [svg] = read_html(str(coverage_strip([(10, 60), (80, 130)], [(10, 35), (50, 90)]))).all("svg")
    quoted = [(float(each.attributes["x"]), float(each.attributes["width"])) for each in svg.all("rect", "d-cover__q")]
    assert quoted == [(0.0, 150.0), (240.0, 60.0), (300.0, 60.0)]
    assert svg.attributes["aria-hidden"] == "true"


@pytest.mark.parametrize(("part", "total", "expected"), [
    (0, 1000, 0), (1, 1000, 1), (4, 1000, 1), (500, 1000, 50), (999, 1000, 99), (1000, 1000, 100), (0, 0, 0)])
def test_only_nothing_is_no_percent_and_only_all_a_hundred(part: int, total: int, expected: int) -> None:
    assert whole_percent(part, total) == expected


def test_passages_are_lit_without_what_older_browsers_lack() -> None:
    css = lit_css(passage_views("kystposten-2021-03-09", "sources/x.md", golden()))
    targets = css.splitlines()[1]
    assert ":has" not in targets
    for view in passage_views("kystposten-2021-03-09", "sources/x.md", golden()):
        assert f'#{view.id}:target~.d-mark[data-q~="{view.span}"]' in targets
    page = source_page(golden(), "kystposten-2021-03-09")
    for text in page.all("p"):
        marks = [index for index, child in enumerate(text.children) if isinstance(child, Element) and child.tag == "mark"]
        anchors = [index for index, child in enumerate(text.children)
                   if isinstance(child, Element) and "d-anchor" in child.classes]
        assert len(marks) == len(text.all("mark")) and len(anchors) == len(text.all("span", "d-anchor"))


def test_an_article_without_a_passage_has_a_style_sheet_without_rules() -> None:
    assert "{" not in lit_css(())


# Rights ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["excerpts", "none"])
def test_what_rights_withhold_is_one_gap_with_its_counts(level: str) -> None:
    context = block()
    content = context.dossier.content
    settings = content.settings.model.model_copy(update={"publish_text": level})
    dossier = replace(context.dossier, content=replace(content, settings=replace(content.settings, model=settings)))
    public: PublicDossier = release_dossier(dossier)
    page = source_page(Context(public, context.words), "avisa-1")
    gaps = [each.text() for each in page.all("span", "d-gap")]
    # The title, and three paragraphs as one; where nothing is shown, the passage too.
    assert len(gaps) == (2 if level == "excerpts" else 3)
    assert "3 paragraphs" in gaps[-1] and "10" in gaps[-1]
    assert [each for each in page.all("span", "d-anchor")] and "En." not in page.text()
    assert not page.all("p", "d-note--none")


# Previews -------------------------------------------------------------------------------------------


def test_a_page_of_lists_brings_so_many_quotes_along_and_no_more() -> None:
    numbering, statement = Numbering(), next(iter(golden().dossier.all_statements()))
    for start in range(BROUGHT_ALONG + 5):
        quote = replace(statement.quotes[0], passage=Passage(SOURCE, start, start + 1))
        numbering.cite(quote.passage, replace(statement, id=f"s-{start}", quotes=(quote,)))
    brought = read_html(glance_block(golden(), numbering, "actors/x.md").html).all("article")
    assert [each.attributes["data-quote"] for each in brought] == [
        f"q-{SOURCE}-{start}-{start + 1}" for start in range(BROUGHT_ALONG)]
    assert not any("id" in each.attributes for item in brought for each in item.walk())


def test_nothing_of_a_preview_is_shown_before_it_is_asked_for() -> None:
    [aside] = event_page(golden()).all("aside", "d-glances")
    assert "hidden" in aside.attributes

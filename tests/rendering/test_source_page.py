"""A source's page: the article exactly as printed, every passage marked, anchored and led back."""

import hashlib
from dataclasses import replace
from functools import cache

import pytest

from generator.model.dossier import Dossier, PublicDossier
from generator.model.records import Kind
from generator.model.text import Article
from generator.rendering.context import Context
from generator.rendering.views.source import passage_views, render_source
from tests.rendering.pages import Element, golden_context, page_html, small_context

SOURCE_IDS = ("avisa-2021-03-02", "avisa-2021-03-05", "fjordradio-undated", "havnebladet-2021-03-12",
              "kystposten-2021-03-09")


@cache
def golden() -> Context:
    return golden_context()


def rendered(source_id: str, context: Context) -> Element:
    page, _ = render_source(context.record(source_id), context)
    return page_html(page)


def is_ours(element: Element) -> bool:
    """Whether the words in it are the site's, not the article's."""
    return bool({"d-ref", "d-gap"} & set(element.classes)) or element.tag == "b"


def left_of(article: Article, start: int, end: int) -> str:
    """The text of an extent without the words that the record withholds."""
    gone = {at for words in article.forbidden for at in range(words.start, words.end)}
    return "".join(article.text[at] for at in range(start, end) if at not in gone)


def printed_paragraphs(root: Element) -> list[str]:
    article = root.all("div", "d-article")[0]
    return [item.text(is_ours) for item in article.all("p") if "lang" in item.attributes]


def marks_of(root: Element, span: str) -> list[Element]:
    return [mark for mark in root.all("mark") if span in mark.attributes["data-q"].split()]


@pytest.mark.parametrize("source_id", SOURCE_IDS)
def test_the_article_stands_there_character_by_character(source_id: str) -> None:
    article = golden().dossier.articles[source_id]
    expected = [left_of(article, each.start, each.end) for each in article.paragraphs]
    assert printed_paragraphs(rendered(source_id, golden())) == expected


@pytest.mark.parametrize("source_id", SOURCE_IDS)
def test_marks_of_a_passage_are_its_words_between_anchor_and_reference(source_id: str) -> None:
    context = golden()
    root, article = rendered(source_id, context), context.dossier.articles[source_id]
    for view in passage_views(source_id, "sources/x.md", context):
        marks = marks_of(root, view.span)
        assert "".join(mark.text(is_ours) for mark in marks) == left_of(
            article, view.passage.start, view.passage.end)
        order = [item for item in root.walk() if item in marks or item.attributes.get("id") == view.id
                 or (item.tag == "a" and item.attributes.get("href") == f"#n{view.number}")]
        assert order[0].attributes.get("id") == view.id
        assert "d-ref" in order[-1].classes


@pytest.mark.parametrize("source_id", SOURCE_IDS)
def test_a_note_leads_to_every_statement_of_its_passage(source_id: str) -> None:
    root = rendered(source_id, golden())
    notes = {note.attributes.get("data-q"): note for note in root.all("div", "d-note")}
    for passage, statements in golden().dossier.sources[source_id].passages:
        note = notes[f"{passage.start}-{passage.end}"]
        targets = {link.attributes["href"] for link in note.all("a")}
        for statement in statements:
            assert f"../{statement.kind.folder}/{statement.record_id}.html#{statement.id}" in targets


@pytest.mark.parametrize("source_id", SOURCE_IDS)
def test_ids_are_unique_and_links_on_the_page_resolve(source_id: str) -> None:
    root = rendered(source_id, golden())
    ids = [item.attributes["id"] for item in root.walk() if "id" in item.attributes]
    assert len(ids) == len(set(ids))
    hrefs = [item.attributes["href"] for item in root.all("a")]
    own = {href[1:] for href in hrefs if href.startswith("#")}
    assert own and own <= set(ids)


def test_words_that_give_an_office_are_marked_and_lead_to_the_actor() -> None:
    context = golden()
    facts = context.dossier.actors["torbein-fergestad"]
    quote = next(each for each in facts.role_passages
                 if each and each.passage.source_id == "kystposten-2021-03-09")
    root = rendered("kystposten-2021-03-09", context)
    span = f"{quote.passage.start}-{quote.passage.end}"
    assert marks_of(root, span)
    note = next(each for each in root.all("div", "d-note") if each.attributes.get("data-q") == span)
    assert "../actors/torbein-fergestad.html" in {link.attributes["href"] for link in note.all("a")}


def test_overlapping_quotes_share_a_stretch_of_its_own() -> None:
    root = rendered("avisa-2021-03-05", golden())
    shared = [mark for mark in root.all("mark") if len(mark.attributes["data-q"].split()) > 1]
    assert shared and all("d-mark--2" in mark.classes for mark in shared)
    assert all("d-mark--2" not in mark.classes for mark in root.all("mark") if mark not in shared)


def test_a_paragraph_without_a_statement_gives_the_reason() -> None:
    root = rendered("avisa-2021-03-05", golden())
    reasons = [note.text() for note in root.all("div", "d-note--ed")]
    assert any("The weather says nothing of the strike." in reason for reason in reasons)
    unused = root.all("p", "d-unused")
    assert any(item.text().startswith("Været i nord") for item in unused)
    assert not any(item.all("mark") for item in unused)


def test_neighbouring_boilerplate_shares_one_fold_that_names_its_kinds() -> None:
    folds = rendered("avisa-2021-03-05", golden()).all("details", "d-fold")
    assert [len(fold.all("p")) for fold in folds] == [1, 3]
    summary = folds[1].all("summary")[0].text()
    assert "3 lines" in summary and "menu" in summary and "teaser" in summary


def test_lang_stands_on_printed_words_only() -> None:
    root = rendered("avisa-2021-03-05", golden())
    for note in root.all("div", "d-note") + root.all("summary"):
        assert "lang" not in note.attributes
    containers = root.all("div") + root.all("details") + root.all("ol")
    assert all("lang" not in item.attributes for item in containers)
    assert root.all("h1")[0].attributes["lang"] == "nb"


def test_a_supplied_title_is_ours_and_says_so() -> None:
    root = rendered("fjordradio-undated", golden())
    assert "lang" not in root.all("h1")[0].attributes
    assert root.all("p", "d-supplied")


def test_an_inferred_publisher_shows_its_reason_and_the_hash_stands_in_full() -> None:
    root = rendered("avisa-2021-03-05", golden())
    head = root.all("dl", "d-bib")[0]
    assert "Mest lest i Avisa" in head.text()
    assert head.all("code")[0].attributes["title"] == golden().record("avisa-2021-03-05").record.sha256


def test_the_stylesheet_lights_every_passage_and_the_page_links_it() -> None:
    page, stylesheet = render_source(golden().record("avisa-2021-03-05"), golden())
    assert stylesheet.uri == "sources/avisa-2021-03-05.lit.css"
    assert [link.attributes["href"] for link in page_html(page).all("link")] == ["avisa-2021-03-05.lit.css"]
    for view in passage_views("avisa-2021-03-05", page.uri, golden()):
        assert f"#{view.id}:target" in stylesheet.text
        assert f'[data-q~="{view.span}"]' in stylesheet.text


# Withheld words -------------------------------------------------------------------------------------


def masked(source_id: str, *gaps: tuple[int, int]) -> Context:
    """The golden dossier with these extents of one article withheld."""
    context = golden()
    article: Article = context.dossier.articles[source_id]
    text = list(article.text)
    for start, end in gaps:
        text[start:end] = "\ufffc" * (end - start)
    article = replace(article, text="".join(text), withheld=gaps)
    dossier: Dossier = replace(context.dossier, articles={**context.dossier.articles, source_id: article})
    return Context(PublicDossier(dossier), context.words)


def test_withheld_words_are_labelled_gaps_and_never_characters() -> None:
    text = golden().dossier.articles["avisa-2021-03-05"].text
    start = text.index("Været i nord")
    root = rendered("avisa-2021-03-05", masked("avisa-2021-03-05", (start, start + 12)))
    assert [gap.text() for gap in root.all("span", "d-gap")] == ["[withheld: 12 characters]"]
    assert "\ufffc" not in root.text() and "Været i nord" not in root.text()


def test_a_withheld_passage_keeps_its_anchor_and_its_note() -> None:
    passage = golden().dossier.sources["avisa-2021-03-05"].passages[0][0]
    context = masked("avisa-2021-03-05", (passage.start, passage.end))
    root = rendered("avisa-2021-03-05", context)
    assert any(item.attributes.get("id") == passage.id for item in root.all("span"))
    marks = marks_of(root, f"{passage.start}-{passage.end}")
    assert marks and all(mark.all("span", "d-gap") for mark in marks)
    listed = next(link for link in root.all("ol", "d-passages")[0].all("a")
                  if link.attributes["href"] == f"#{passage.id}")
    assert str(passage.start) in listed.text() and "lang" not in listed.attributes


# Awkward text ---------------------------------------------------------------------------------------

LINE = "Nordferje\u00a0møtte <b>ingen</b>.\tLes også: {{ 7*7 }} *andre* saker & mer. Ferdig torsdag."
SMALL = {
    "seeds/a.txt": f"Ingen møtte\n{LINE}\n",
    "content/sources/avisa-1.yml": "\n".join([
        "seed: a.txt",
        "title: Ingen møtte", "title_translation: Nobody met", "publisher: avisa", "published: 2021-03-05",
        "language: nb", "rights: {holder: avisa, publish_text: full, basis: permission}",
        "publisher_why: It says so.", "apparatus: [{line: 1, kind: title}]",
        "boilerplate: [{text: 'Les også: {{ 7*7 }} *andre* saker & mer.', kind: related_link}]", ""]),
    "content/events/meeting.yml": "\n".join([
        "title: A <i>meeting</i> of nobody", "type: talks", "date: 2021-03-04", "date_why: It says so.",
        "statements:",
        "  - says: The operator met <script>alert(1)</script> nobody.",
        "    stage: happened", "    who: {participant: nordferje}", "    from: avisa-1",
        "    quote: \"Nordferje møtte <b>ingen</b>\"", "    translation: Nordferje met nobody", ""]),
}


def small() -> Context:
    files = dict(SMALL)
    digest = hashlib.sha256(files["seeds/a.txt"].encode()).hexdigest()
    files["content/sources/avisa-1.yml"] += f"sha256: {digest}\n"
    return small_context(files)


def test_markup_characters_come_out_as_text_and_white_space_stays() -> None:
    context = small()
    root = rendered("avisa-1", context)
    assert not any("meeting" in item.text() for item in root.all("i"))
    assert not root.all("script")
    assert "<script>alert(1)</script>" in root.text()
    mark = root.all("mark")[0]
    assert mark.text() == "Nordferje\u00a0møtte <b>ingen</b>"
    assert printed_paragraphs(root)[1] == LINE


def test_boilerplate_inside_a_paragraph_is_set_apart_and_labelled() -> None:
    root = rendered("avisa-1", small())
    cut = root.all("small")[0]
    assert cut.all("b")[0].text() == "[link to another article] "
    assert "Les også: {{ 7*7 }} *andre* saker & mer." in cut.text()
    # A nested element of the same tag would end the search plugin's exclusion early.
    assert not cut.all("small")


def test_every_source_of_the_golden_dossier_is_tested() -> None:
    assert {record.id for record in golden().dossier.content.of_kind(Kind.SOURCE)} == set(SOURCE_IDS)

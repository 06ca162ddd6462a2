"""What is searched: what the pages print of records and articles, and nothing else."""

import pytest

from generator.model.dates import parse_edtf
from generator.reading.words import load_words
from generator.rendering.context import Context
from generator.rendering.search.documents import Field, days_of, search_documents
from tests.rendering.pages import golden_context
from tests.support.golden import golden_build


def _article(source_id: str) -> str:
    return "\n".join(text.text for document in search_documents(golden_context()) if document.kind == "passage"
                     and document.sources == (source_id,) for text in document.texts)


def test_of_an_article_its_words_are_searched_and_no_boilerplate() -> None:
    printed = golden_context().dossier.articles["avisa-2021-03-05"].text
    found = _article("avisa-2021-03-05")
    assert "møttes torsdag i Oslo i seks timer, uten å komme til enighet" in found
    assert "Les også" in printed and "Les også" not in found


def test_no_phrase_is_found_across_words_that_are_withheld() -> None:
    """On the page `[withheld since …]` stands between them."""
    runs = [text.text for document in search_documents(golden_context()) if document.kind == "passage"
            for text in document.texts]
    assert any(run.endswith("Gråholmen") or "på Gråholmen" in run for run in runs)
    assert not any("Gråholmen , sier" in run or "Gråholmen sier" in run for run in runs)


def test_links_in_the_editors_texts_are_searched_as_plain_words() -> None:
    assert not any("[[" in text.text for document in search_documents(golden_context()) for text in document.texts)


def test_headlines_and_captions_of_an_article_are_apparatus() -> None:
    kinds = {text.text: document.kind for document in search_documents(golden_context()) for text in document.texts
             if "#" in document.id}
    assert kinds["Streikende i tog gjennom Bergen mandag."] == kinds["Foto: Sjur Linse"] == "apparatus"
    assert kinds["Flere hundre sjøfolk gikk tilbake på jobb tirsdag morgen."] == "passage"


@pytest.mark.parametrize("date", ["-0004-02-29", "0000-02-29", "-0044-03-15/-0043-01-02", "Y12021"])
def test_a_date_of_any_year_has_its_place(date: str) -> None:
    first, last = days_of(parse_edtf(date))
    assert 1 <= first <= last


def test_translations_and_months_in_the_languages_of_the_articles_are_searched() -> None:
    documents = {document.id: document for document in search_documents(golden_context())}
    talks = documents["oslo-talks"].texts
    assert {text.field for text in talks} >= {Field.STATEMENT, Field.QUOTE, Field.TRANSLATION, Field.DATE}
    [dates] = [text.text for text in talks if text.field is Field.DATE]
    assert "2021-03-04" in dates and "March" in dates and "mars" in dates


def test_who_speaks_in_a_claim_is_one_of_its_actors() -> None:
    context = golden_context()
    said = {document.id: set(document.actors) for document in search_documents(context) if document.kind == "claim"}
    speakers = {claim_id: {actor for account in facts.accounts for actor in account.statement.by if actor != "outlet"}
                for claim_id, facts in context.dossier.claims.items()}
    assert any(speakers.values())
    assert all(speakers[claim_id] <= said[claim_id] for claim_id in said)


def test_a_withdrawn_record_is_found_by_what_it_was_called_and_says_so() -> None:
    public = golden_build().public
    assert public and public.withdrawn
    context = Context(public, load_words("en"))
    found = {document.id: document for document in search_documents(context)}
    for record_id in public.withdrawn:
        document = found[record_id]
        assert document.note == "Withdrawn" and not document.sources
        assert [text.text for text in document.texts if text.field is Field.NAME] == [context.title(record_id)]

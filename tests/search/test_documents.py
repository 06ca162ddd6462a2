"""What is searched: what the pages print of records and articles, and nothing else."""

from generator.rendering.search.documents import search_documents
from tests.rendering.pages import golden_context


def _article(source_id: str) -> str:
    return "\n".join(text.text for document in search_documents(golden_context()) if document.kind == "passage"
                     and document.sources == (source_id,) for text in document.texts)


def test_of_an_article_its_words_are_searched_and_no_boilerplate() -> None:
    printed = golden_context().dossier.articles["avisa-2021-03-05"].text
    found = _article("avisa-2021-03-05")
    assert "møttes torsdag i Oslo i seks timer, uten å komme til enighet" in found
    assert "Les også" in printed and "Les også" not in found

"""Article text: lines, paragraphs, stretches, sentences and normalisation, by offset."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.normal import normalise, normalise_quote
from generator.model.text import Article, Region, parse_article

#: Characters in which offsets go wrong: line ends, marks, joining letters, what lies beyond the first plane.
TRICKY = st.text(st.sampled_from(
    "aÅeØ. \t\r\n\u0301\u0323\u00a0\u00ad\u2028\u0085\ufeff\u1100\u1161\u11a8\U0001f6a2\u2000\u0958\u093c"))
ANY_TEXT = TRICKY | st.text()


def extents(article: Article) -> list[str]:
    return [article.text[paragraph.start:paragraph.end] for paragraph in article.paragraphs]


def kinds(article: Article, index: int = 0) -> list[tuple[str, str, str]]:
    stretches = article.paragraphs[index].stretches
    return [(each.kind, each.label, article.text[each.start:each.end]) for each in stretches]


# Lines and paragraphs -------------------------------------------------------------------------------


def test_lines_end_in_lf_crlf_or_cr_and_nothing_else():
    article = parse_article("a", "en\nto\r\ntre\rfire\u2028\x0b\x0c\u0085slutt\n")
    spans = [article.line_span(number) for number in range(1, article.line_count + 1)]
    assert [article.text[start:end] for start, end in spans] == [
        "en", "to", "tre", "fire\u2028\x0b\x0c\u0085slutt"]
    assert [article.line_of(article.text.index(word)) for word in ("en", "to", "tre", "fire", "slutt")] == [
        1, 2, 3, 4, 4]
    with pytest.raises(IndexError):
        article.line_span(5)


def test_each_line_is_a_paragraph_without_white_space_at_its_ends():
    article = parse_article("a", "\ufeffStreik!\r\n\u00a0\r\n  Ferja ligger.\u00a0\r\n")
    assert extents(article) == ["Streik!", "Ferja ligger."]
    assert article.paragraphs[0].start == 1
    assert article.text.index("Ferja") == article.paragraphs[1].start == 15


def test_blocks_are_separated_by_blank_lines():
    article = parse_article("a", "\n en\nto \n\u00a0\n\ntre\n", mode="block")
    assert extents(article) == ["en\nto", "tre"]


def test_a_text_of_a_byte_order_mark_alone_has_no_paragraph():
    for text in ("", "\ufeff", "\ufeff\r\n"):
        assert parse_article("a", text).paragraphs == ()
        assert parse_article("a", text, mode="block").paragraphs == ()


def test_paragraph_at_an_offset():
    article = parse_article("a", "en\n\nto")
    assert [found.index if (found := article.paragraph_at(offset)) else None for offset in range(7)] == [
        0, 0, None, None, 1, 1, None]


# Stretches ------------------------------------------------------------------------------------------


def test_regions_cut_a_paragraph_into_stretches():
    text = "OSLO (NTB) - Ferja ligger.(Les også: Buss) Ingen seiler."
    caption, link = text.index(" - ") + 3, text.index("(Les")
    article = parse_article("a", text, regions=[
        Region("apparatus", "dateline", 0, caption), Region("boilerplate", "related_link", link, link + 16)])
    assert kinds(article) == [
        ("apparatus", "dateline", "OSLO (NTB) - "), ("body", "", "Ferja ligger."),
        ("boilerplate", "related_link", "(Les også: Buss)"), ("body", "", " Ingen seiler.")]
    assert article.body_length == len("Ferja ligger. Ingen seiler.")
    assert article.is_boilerplate(link - 5, link + 1)
    assert not article.is_boilerplate(link - 5, link)


def test_the_higher_rank_wins_and_white_space_alone_is_no_body():
    text = "Bilde av ferja Foto: NTB\nMeny\n\nMer meny"
    article = parse_article("a", text, mode="block", regions=[
        Region("apparatus", "caption", 0, 14), Region("apparatus", "credit", 15, 24, rank=1),
        Region("boilerplate", "menu", 0, 29, rank=-1), Region("boilerplate", "menu", 25, 40)])
    assert kinds(article) == [("apparatus", "caption", "Bilde av ferja"), ("boilerplate", "menu", " "),
                              ("apparatus", "credit", "Foto: NTB"), ("boilerplate", "menu", "\nMeny")]
    assert not article.paragraphs[1].has_body
    without_rule = parse_article("a", text, regions=[
        Region("apparatus", "caption", 0, 14), Region("apparatus", "credit", 15, 24)])
    assert [kind for kind, _, _ in kinds(without_rule)] == ["apparatus", "apparatus"]


def test_stretches_in_an_extent_over_several_paragraphs():
    article = parse_article("a", "en\nto\ntre", regions=[Region("boilerplate", "menu", 3, 5)])
    assert [each.kind for each in article.stretches_in(1, 7)] == ["body", "boilerplate", "body"]
    assert article.stretches_in(2, 3) == []


# Sentences ------------------------------------------------------------------------------------------


def sentence(text: str, words: str, **options: list[str]) -> str:
    article = parse_article("a", text, **options)
    at = text.index(words)
    start, end = article.sentence_around(at, at + len(words))
    return text[start:end]


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Ferja ligger. Ingen seiler! Hvorfor?", "seiler", "Ingen seiler!"),
    ("Han ropte: «Stopp!» Så gikk de.", "Stopp", "Han ropte: «Stopp!»"),
    ("Det kostet 5.000 kroner 8.10.2020 og 8/10/2020. 300 var der.", "kroner",
     "Det kostet 5.000 kroner 8.10.2020 og 8/10/2020."),
    ("Leder S.H. Hansen og K. Dahl kom. De sa nei.", "kom", "Leder S.H. Hansen og K. Dahl kom."),
    ("De venter … men ingen kommer. Slutt.", "venter", "De venter … men ingen kommer."),
    ("Møtet var kl. 17 med dr. Dahl. De sa nei.", "med", "Møtet var kl. 17 med dr. Dahl."),
    ("Ferja ligger. Ingen seiler. Alle venter.", "ligger. Ingen", "Ferja ligger. Ingen seiler."),
])
def test_sentence_around_words(text: str, words: str, expected: str):
    assert sentence(text, words, abbreviations=["kl.", "Dr"]) == expected


def test_a_sentence_does_not_enter_apparatus_boilerplate_or_the_next_paragraph():
    text = "OSLO: Ferja ligger (Les også) stille\nIngen seiler"
    article = parse_article("a", text, regions=[
        Region("apparatus", "dateline", 0, 5), Region("boilerplate", "related_link", 19, 29)])
    assert article.sentence_around(12, 14) == (6, 18)
    assert article.sentence_around(31, 33) == (30, 36)
    assert article.sentence_around(1, 2) == (0, 5)


# Properties -----------------------------------------------------------------------------------------


@given(ANY_TEXT, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 2))),
       st.sampled_from(["line", "block"]))
def test_stretches_partition_every_paragraph(text: str, cuts: list[tuple[int, int, int]], mode: str):
    regions = [Region("boilerplate" if rank else "apparatus", str(rank), start, end, rank)
               for start, end, rank in cuts]
    article = parse_article("a", text, mode=mode, regions=regions)
    for paragraph in article.paragraphs:
        bounds = [(each.start, each.end) for each in paragraph.stretches]
        assert bounds[0][0] == paragraph.start and bounds[-1][1] == paragraph.end
        assert all(before[1] == behind[0] for before, behind in zip(bounds, bounds[1:], strict=False))
        assert all(start < end for start, end in bounds)
        assert text[paragraph.start:paragraph.end].strip() == text[paragraph.start:paragraph.end]
        assert all(text[each.start:each.end].strip() for each in paragraph.stretches if each.kind == "body")
    covered = "".join(text[each.start:each.end] for each in article.paragraphs)
    assert "".join(covered.split()) == "".join(text.removeprefix("\ufeff").split())


@given(ANY_TEXT)
def test_normalised_text_is_nfc_with_single_spaces(text: str):
    words = unicodedata.normalize("NFC", text)
    assert normalise(text).text.strip() == " ".join(words.split()) == normalise_quote(text)


@given(ANY_TEXT)
def test_every_boundary_leads_back_to_the_words_it_came_from(text: str):
    normal = normalise(text)
    assert normal.offset(len(normal.text)) == len(text)
    bounds = [position for position in range(len(normal.text) + 1) if normal.is_boundary(position)]
    for start, end in zip(bounds, bounds[1:], strict=False):
        piece = text[normal.offset(start):normal.offset(end)]
        assert normalise_quote(piece) == normal.text[start:end].strip()
        assert normal.position(normal.offset(start)) == start


@given(ANY_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_sentence_holds_its_words_and_stays_in_their_paragraphs(text: str, one: int, other: int):
    article = parse_article("a", text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    around = article.sentence_around(start, end)
    assert around[0] <= start and end <= around[1]

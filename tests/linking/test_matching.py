"""Quotes to offsets: exact places, and the reasons and hints where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.linking.matching import Match, Mismatch, is_printed, match_quote
from generator.model.normal import normalise_quote
from generator.model.text import Article, Region, parse_article
from tests.linking.test_text import ANY_TEXT

TEXT = (
    "Seks timer uten enighet\r\n"
    "OSLO (NTB) - Nordferje og Sjømannsforbundet møttes torsdag\u00a0i Oslo i seks timer.\r\n"
    "Mer enn 300 sjøfolk er i streik, sier forbundet.(Les også: Slik går bussene) Streiken fortsetter.\r\n"
    "– Vi gir oss ikke, sa lederen i Nord-Norge. «Ingen seiler», la hun til.\r\n"
    "Les også: Ferja ligger til kai\r\n"
    "Seks timer uten enighet\r\n"
)


def article(text: str = TEXT) -> Article:
    links = ("(Les også: Slik går bussene)", "Les også: Ferja ligger til kai")
    regions = [Region("boilerplate", "related_link", text.index(words), text.index(words) + len(words))
               for words in links if words in text]
    return parse_article("avisa", text, regions=regions)


def found(text: str, match: Match | Mismatch) -> str:
    assert isinstance(match, Match), match
    return text[match.start:match.end]


def missed(quote: str, **options: object) -> tuple[str, str]:
    result = match_quote(article(), quote=quote, **options)
    assert isinstance(result, Mismatch), result
    return result.code, result.hint.key


def test_white_space_is_the_only_thing_folded():
    match = match_quote(article(), quote=" møttes\n  torsdag i Oslo ")
    assert found(TEXT, match) == "møttes torsdag\u00a0i Oslo"


@pytest.mark.parametrize("text", [
    "Sjo\u0308 og A\u030as ved Tromso\u0308ya \U0001f6a2 ligger",
    "\ufeffÅs og Tromsöya\r\n \U0001f6a2  ligger"])
def test_offsets_count_code_points_of_the_printed_text(text: str):
    place = match_quote(parse_article("a", text), quote="ligger")
    assert found(text, place) == "ligger"
    assert normalise_quote(found(text, match_quote(parse_article("a", text), quote="Tromsöya"))) == "Tromsöya"


def test_a_letter_is_not_cut_from_its_mark():
    assert isinstance(match_quote(parse_article("a", "x\u0302y"), quote="x"), Mismatch)
    assert isinstance(match_quote(parse_article("a", "q\u0323\u0307y e\u0301"), quote="q\u0323"), Mismatch)


def test_prefix_suffix_and_line_choose_among_several():
    title = "Seks timer uten enighet"
    assert missed(title) == ("quote-ambiguous", "prefix")
    first, last = TEXT.index(title), TEXT.rindex(title)
    assert match_quote(article(), quote=title, line=6) == Match(last, last + len(title))
    assert match_quote(article(), quote=title, prefix="til kai") == Match(last, last + len(title))
    assert match_quote(article(), quote=title, suffix="OSLO (NTB)") == Match(first, first + len(title))


def test_the_prefix_of_the_hint_settles_it():
    text = "Han sa ja. Hun sa ja. Så sa ja.\n"
    result = match_quote(parse_article("a", text), quote="sa ja")
    assert isinstance(result, Mismatch) and result.arguments["count"] == 3
    settled = match_quote(parse_article("a", text), quote="sa ja", prefix=str(result.arguments["passage"]))
    assert isinstance(settled, Match)


def test_where_the_words_before_are_alike_those_behind_or_the_line_settle_it():
    alike = "en to " * 10
    result = match_quote(parse_article("a", f"{alike}ja tre {alike}ja fire"), quote="ja")
    assert isinstance(result, Mismatch)
    assert (result.hint.key, result.arguments["passage"]) == ("suffix", "tre")
    result = match_quote(parse_article("a", f"{alike}\nja\n{alike}\nja\n{alike}"), quote="ja")
    assert isinstance(result, Mismatch)
    assert (result.hint.key, result.arguments["lines"]) == ("line", "2, 4")


def test_boilerplate_is_not_counted():
    text = "Les også: Ferja ligger til kai\nFerja ligger til kai"
    assert found(text, match_quote(article(text), quote="Ferja ligger til kai")) == "Ferja ligger til kai"


@pytest.mark.parametrize(("quote", "options", "code", "hint"), [
    ("Slik går bussene", {}, "quote-in-boilerplate", "whole"),
    ("sier forbundet.(Les også", {}, "quote-in-boilerplate", "part"),
    ("sier forbundet. Streiken fortsetter.", {}, "quote-not-in-source", "boilerplate-inside"),
    ("i seks timer. Mer enn 300", {}, "quote-not-in-source", "paragraphs"),
    ("mer enn 300 sjøfolk", {}, "quote-not-in-source", "case"),
    ("\"Ingen seiler\", la hun til", {}, "quote-not-in-source", "quotation-marks"),
    ("lederen i Nord–Norge", {}, "quote-not-in-source", "hyphens"),
    ("300 sjofolk er i streik", {}, "quote-not-in-source", "diacritics"),
    ("Sjømanns\u00adforbundet", {}, "quote-not-in-source", "invisible"),
    ("300 sjøfolk er i strejk, sier", {}, "quote-not-in-source", "spelling"),
    ("Over 300 sjøfolk er nå i streik, sa forbundet", {}, "quote-not-in-source", "closest"),
    ("Qwxz zzyq vvbn", {}, "quote-not-in-source", "nothing-close"),
    ("", {}, "quote-not-in-source", "nothing-close"),
    ("møttes torsdag", {"prefix": "Nordferje"}, "quote-not-in-source", "prefix"),
    ("møttes torsdag", {"suffix": "i Bergen"}, "quote-not-in-source", "suffix"),
    ("møttes torsdag", {"line": 1}, "quote-not-in-source", "line"),
])
def test_reasons(quote: str, options: dict[str, object], code: str, hint: str):
    assert missed(quote, **options) == (code, hint)


def test_hints_name_what_is_printed():
    result = match_quote(article(), quote="300 sjøfolk er i strejk, sier")
    assert isinstance(result, Mismatch)
    assert result.arguments == {"line": 3, "passage": "300 sjøfolk er i streik, sier", "given": "strejk,",
                                "printed": "streik,"}
    case = match_quote(article(), quote="MER ENN 300 SJØFOLK")
    assert isinstance(case, Mismatch)
    assert case.arguments == {"line": 3, "passage": "Mer enn 300 sjøfolk"}


def test_a_quote_of_another_source_is_found_there():
    other = parse_article("bladet", "Rederiet svarte ikke på spørsmål.")
    result = match_quote(article(), quote="Rederiet svarte ikke", others=[article(), other])
    assert isinstance(result, Mismatch)
    assert (result.hint.key, result.arguments["other"]) == ("other-source", "bladet")


def test_printed_words_may_stand_anywhere():
    assert is_printed(article(), "Slik går bussene")
    assert is_printed(article(), "til kai\nSeks timer")
    assert not is_printed(article(), "Rederiet")
    assert not is_printed(article(), " ")


@given(ANY_TEXT, st.integers(0, 60), st.integers(1, 20))
def test_a_match_holds_the_very_words(text: str, start: int, length: int):
    quote = text[start:start + length]
    for mode in ("line", "block"):
        result = match_quote(parse_article("a", text, mode=mode), quote=quote)
        if isinstance(result, Match):
            assert normalise_quote(text[result.start:result.end]) == normalise_quote(quote)


@given(ANY_TEXT, ANY_TEXT, st.none() | ANY_TEXT, st.none() | ANY_TEXT)
def test_any_texts_give_a_match_or_a_reason(text: str, quote: str, prefix: str | None, suffix: str | None):
    result = match_quote(parse_article("a", text), quote=quote, prefix=prefix, suffix=suffix)
    assert isinstance(result, Match) or result.code.startswith("quote-")


@given(st.lists(st.sampled_from(["ja", "nei", "så", "\n", "."]), max_size=30).map(" ".join))
def test_the_hint_of_an_ambiguous_quote_can_be_pasted(text: str):
    read = parse_article("a", text)
    result = match_quote(read, quote="ja")
    if isinstance(result, Mismatch) and result.hint.key in ("prefix", "suffix"):
        assert result.code == "quote-ambiguous"
        pasted = {result.hint.key: str(result.arguments["passage"])}
        assert isinstance(match_quote(read, quote="ja", **pasted), Match)

"""A source record and its seed: decoding, hash, regions, and words that must be printed."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics, Span
from generator.linking.articles import link_article, paragraphs_starting
from generator.model.content import LoadedRecord
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from generator.model.records import Kind, Source
from generator.model.settings import DossierSettings, LanguageRules, SourceRules
from generator.model.text import Article

PATH = "content/sources/avisa.yml"
SEED = (
    "Seks timer uten enighet\r\n"
    "Kari Nordmann | Innenriks\r\n"
    "Ferja ved kai. Foto: NTB\r\n"
    "\r\n"
    "OSLO (NTB) - Partene møttes torsdag. Kl. 17 Dahl gikk. (Les også: Buss)\r\n"
    "Les også: Slik går bussene\r\n"
    "Ingen seiler.\r\n"
    "Meny\r\n"
    "Sport\r\n"
    "(NTB/kn)"
)


def node_of(value: Any, lines: list[int]) -> Node:
    """The value as nodes, each scalar and mapping on a line of its own, so that places can be told apart."""
    if isinstance(value, dict):
        span = Span(PATH, lines[0])
        entries = []
        for key, item in value.items():
            lines[0] += 1
            entries.append((ScalarNode(key, Span(PATH, lines[0])), node_of(item, lines)))
        return MappingNode(tuple(entries), span)
    if isinstance(value, list):
        return SequenceNode(tuple(node_of(item, lines) for item in value), Span(PATH, lines[0]))
    return ScalarNode(str(value), Span(PATH, lines[0], 10))


def source(seed: bytes, **fields: Any) -> LoadedRecord[Source]:
    values = {"seed": "avisa.txt", "sha256": hashlib.sha256(seed).hexdigest(), "language": "nb",
              "title": "Seks timer uten enighet",
              "rights": {"publish_text": "full", "basis": "licence"}, **fields}
    values = {key: value for key, value in values.items() if value is not None}
    node = node_of(values, [0])
    assert isinstance(node, MappingNode)
    return LoadedRecord(Kind.SOURCE, "avisa", PATH, node, Source.model_validate(plain_value(node)))


def settings(**fields: Any) -> DossierSettings:
    defaults = {"sources": SourceRules(), "text_rules": {}}
    return DossierSettings.model_construct(**{**defaults, **fields})


def link(
    seed: str | bytes = SEED, dossier: DossierSettings | None = None, **fields: Any
) -> tuple[Article | None, list[tuple[str, str, Span]], LoadedRecord[Source]]:
    data = seed.encode() if isinstance(seed, str) else seed
    loaded, diagnostics = source(data, **fields), Diagnostics()
    article = link_article(loaded, data, dossier or settings(), diagnostics)
    return article, [(each.code, each.hint, each.span) for each in diagnostics], loaded


def stretches(article: Article | None) -> list[tuple[str, str]]:
    assert article is not None
    return [(each.label, article.text[each.start:each.end])
            for each in article.stretches("apparatus", "boilerplate")]


# Bytes ----------------------------------------------------------------------------------------------


def test_a_seed_without_findings():
    article, findings, _ = link(authors="Kari Nordmann", section="Innenriks", desk_code="NTB/kn",
                                relays=[{"actor": "ntb", "words": "OSLO (NTB)"}])
    assert findings == []
    assert article is not None and article.text == SEED and article.source_id == "avisa"


@pytest.mark.parametrize(("data", "fields", "line", "column", "hint"), [
    ("Seks timer\r\nSjø".encode("windows-1252"), {}, 2, 3, "encoding"),
    ("Sj\udcff".encode("utf-8", "surrogateescape"), {}, 1, 3, "encoding"),
    ("\ufeffSeks\ntimer".encode("utf-16"), {}, 1, 1, "utf-16"),
    (b"a\0\n\0b\0c", {"encoding": "utf-16"}, 2, 2, "encoding"),
    ("Sjø i Å".encode(), {"encoding": "utf-16"}, 1, 5, "utf-8"),
])
def test_bytes_that_do_not_fit_are_named_in_the_seed(data, fields, line, column, hint):
    article, findings, _ = link(data, **fields)
    assert article is None
    assert [(code, key, str(span)) for code, key, span in findings] == [
        ("seed-undecodable", hint, f"seeds/avisa.txt:{line}:{column}")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-15"])
def test_offsets_index_the_decoded_bytes(encoding: str):
    data = SEED.encode(encoding)
    article, findings, _ = link(data, encoding=encoding)
    assert findings == []
    assert article is not None and article.text == data.decode(encoding)


def test_a_byte_order_mark_counts_but_belongs_to_no_line_start():
    article, findings, _ = link("\ufeff" + SEED, apparatus=[{"starts": "Seks timer", "kind": "title"}])
    assert findings == []
    assert article is not None and article.paragraphs[0].start == 1
    assert stretches(article) == [("title", "Seks timer uten enighet")]


def test_utf_16_without_a_mark_is_read_low_byte_first():
    article, findings, _ = link(SEED.encode("utf-16-le"), encoding="utf-16")
    assert findings == [] and article is not None and article.text == SEED


def test_a_changed_seed_is_one_finding_and_no_article():
    article, findings, loaded = link(sha256="0" * 64, title="Noe annet")
    assert article is None
    assert findings == [("seed-changed", "restore", loaded.span("sha256"))]


def test_a_missing_hash_prints_the_line_to_paste():
    data, diagnostics = SEED.encode(), Diagnostics()
    loaded = source(data, sha256=None)
    assert link_article(loaded, data, settings(), diagnostics) is not None
    finding, = diagnostics
    assert (finding.code, finding.span) == ("seed-hash-missing", loaded.key_span("seed"))
    assert finding.arguments["sha256"] == hashlib.sha256(data).hexdigest()


# Regions --------------------------------------------------------------------------------------------


def test_the_four_ways_of_naming_a_region():
    article, findings, _ = link(
        apparatus=[{"line": 1, "kind": "title"}, {"text": "OSLO (NTB)", "kind": "dateline"}],
        boilerplate=[{"starts": "Les også:", "kind": "related_link"}, {"lines": "8-9", "kind": "menu"}])
    assert findings == []
    assert stretches(article) == [
        ("title", "Seks timer uten enighet"), ("dateline", "OSLO (NTB)"),
        ("related_link", "Les også: Slik går bussene"), ("menu", "Meny"), ("menu", "Sport")]


def test_rules_of_the_dossier_hold_where_they_fit_and_own_regions_win():
    rules = SourceRules.model_validate({
        "apparatus": [{"text": "NTB", "kind": "credit"}, {"starts": "Sist oppdatert", "kind": "date"}],
        "boilerplate": [{"starts": "Les også:", "kind": "related_link"},
                        {"starts": "Ferja", "kind": "promotion"}]})
    article, findings, _ = link(dossier=settings(sources=rules), apparatus=[{"line": 3, "kind": "caption"}])
    assert findings == []
    assert stretches(article) == [
        ("caption", "Ferja ved kai. Foto: NTB"), ("credit", "NTB"),
        ("related_link", "Les også: Slik går bussene"), ("credit", "NTB")]


@pytest.mark.parametrize(("region", "way", "hint"), [
    ({"starts": "Les ogsa:"}, "starts", "closest"),
    ({"starts": "Ingen seil"}, "starts", "closest"),
    ({"starts": "Qwertyuiop"}, "starts", "nothing-close"),
    ({"line": 11}, "line", "last-line"),
    ({"line": 4}, "line", "blank-line"),
    ({"lines": "8-20"}, "lines", "last-line"),
    ({"text": "Meny Sport"}, "text", "paragraphs"),
    ({"text": "oslo (NTB)"}, "text", "case"),
])
def test_a_region_of_the_source_must_be_found(region: dict[str, Any], way: str, hint: str):
    _, findings, loaded = link(boilerplate=[{**region, "kind": "menu"}])
    assert findings == [("region-not-found", hint, loaded.span("boilerplate", 0, way))]


def test_a_text_that_stands_twice_names_no_region():
    article, findings, loaded = link(
        apparatus=[{"line": 1, "kind": "title"}, {"text": "NTB", "kind": "credit"}])
    assert findings == [("region-ambiguous", "line", loaded.span("apparatus", 1, "text"))]
    assert stretches(article) == [("title", "Seks timer uten enighet")]


def test_a_text_is_looked_for_outside_the_lines_named_first_and_may_stand_inside_one():
    _, findings, _ = link(apparatus=[{"line": 5, "kind": "caption"}, {"line": 10, "kind": "desk_code"},
                                     {"text": "NTB", "kind": "credit"}])
    assert findings == []
    article, findings, _ = link(
        apparatus=[{"line": 3, "kind": "caption"}, {"text": "Foto: NTB", "kind": "credit"}])
    assert findings == []
    assert stretches(article) == [("caption", "Ferja ved kai. "), ("credit", "Foto: NTB")]


def test_regions_of_different_kinds_may_not_overlap():
    _, findings, loaded = link(apparatus=[{"line": 6, "kind": "caption"}],
                               boilerplate=[{"starts": "Les også:", "kind": "related_link"}])
    assert findings == [("region-overlap", "narrow", loaded.span("boilerplate", 0))]
    _, findings, loaded = link(
        boilerplate=[{"lines": "8-9", "kind": "menu"}, {"lines": "9-10", "kind": "teaser"}])
    assert findings == [("region-overlap", "narrow", loaded.span("boilerplate", 1))]
    _, findings, loaded = link(apparatus=[{"line": 1, "kind": "title"}, {"line": 1, "kind": "section"}])
    assert findings == [("region-overlap", "narrow", loaded.span("apparatus", 1))]


def test_regions_that_agree_may_overlap():
    article, findings, _ = link(
        boilerplate=[{"lines": "8-9", "kind": "menu"}, {"starts": "Meny", "kind": "menu"}])
    assert findings == []
    assert stretches(article) == [("menu", "Meny"), ("menu", "Sport")]


# Printed words --------------------------------------------------------------------------------------


def test_the_title_must_be_printed_and_may_be_broken_or_boilerplate():
    _, findings, _ = link("Seks timer\r\n  uten enighet",
                          boilerplate=[{"lines": "1-2", "kind": "page_furniture"}])
    assert findings == []
    _, findings, loaded = link(title="Seks timer uten Enighet")
    assert findings == [("title-not-in-seed", "case", loaded.span("title"))]


@pytest.mark.parametrize(("fields", "path"), [
    ({"authors": ["Kari Nordmann", "Ola Nordmann"]}, ("authors", 1)),
    ({"authors": "Ola Nordmann"}, ("authors",)),
    ({"editors": ["Ola Nordmann"]}, ("editors", 0)),
    ({"desk_code": "zzz-99"}, ("desk_code",)),
    ({"section": "Utenriks"}, ("section",)),
    ({"relays": [{"actor": "ntb"}, {"actor": "dpa", "words": "(DPA)"}]}, ("relays", 1, "words")),
    ({"uncarried": [{"starts": "seiler.", "why": "x"}]}, ("uncarried", 0, "starts")),
])
def test_words_that_are_not_printed(fields: dict[str, Any], path: tuple[Any, ...]):
    _, findings, loaded = link(**fields)
    assert [(code, span) for code, _, span in findings] == [("words-not-in-seed", loaded.span(*path))]


def test_an_uncarried_paragraph_starts_with_its_words_or_its_body_does():
    article, findings, _ = link(
        apparatus=[{"text": "OSLO (NTB) -", "kind": "dateline"}],
        uncarried=[{"starts": "OSLO (NTB) - Partene", "why": "x"}, {"starts": "Partene møttes", "why": "x"}])
    assert findings == []
    assert article is not None
    assert [paragraph.index for paragraph in paragraphs_starting(article, "Partene")] == [3]
    assert paragraphs_starting(article, "Part") == []


def test_abbreviations_come_from_the_rules_of_the_language():
    rules = {"nb": LanguageRules(abbreviations=["kl."])}
    article, _, _ = link(dossier=settings(text_rules=rules), language="nb-NO")
    assert article is not None
    at = SEED.index("Dahl")
    start, end = article.sentence_around(at, at + 4)
    assert SEED[start:end] == "Kl. 17 Dahl gikk."


@given(st.binary(), st.sampled_from(["utf-8", "utf-16", "windows-1252", "iso-8859-1"]), st.text(min_size=1))
def test_any_bytes_give_an_article_or_a_finding(data: bytes, encoding: str, words: str):
    article, findings, _ = link(data, encoding=encoding, title=words, paragraphs="block",
                                apparatus=[{"text": words, "kind": "title"}, {"line": 1, "kind": "title"}],
                                boilerplate=[{"starts": words, "kind": "menu"}])
    assert article is not None or findings

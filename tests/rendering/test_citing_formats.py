"""CSL-JSON, BibTeX and RIS as real parsers read them, with texts that mean something to each."""

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pybtex.database import BibliographyData, parse_string

from generator.model.records import Kind
from generator.reading.words import load_words
from generator.rendering.citing.bibtex import bibtex
from generator.rendering.citing.citation import (
    Citation, CitedTitle, dossier_citation, page_citation, source_citation,
)
from generator.rendering.citing.csl import csl_json
from generator.rendering.citing.dates import CitedDate
from generator.rendering.citing.files import FORMATS
from generator.rendering.citing.ris import ris
from generator.rendering.citing.wikipedia import cite_template
from generator.rendering.markup import visible_text
from tests.rendering.citations import ARTICLE, DOSSIER, PAGE, article, issued
from tests.rendering.pages import golden_context, small_context
from tests.support.golden import golden_build
from tests.support.hostile import HOSTILE

WORDS = load_words("en")
BREAKING = ["{", "}", "}}", "\\", "\\}", "a{b", "50 % & more", "$x$", "#1", "a_b", "~", "^", '"', "@article{x,", " and ",
            "Nordferje and Co", "TY  - NEWS", "ER  - ", "</script>", "{{cite}}", "a|b", "[[x]]", "''b''", "~~~~", "<ref>"]
TEXTS = [text for text in dict.fromkeys(map(visible_text, [*HOSTILE, *BREAKING])) if text]

_DATE = {"type": "object", "additionalProperties": False, "properties": {
    "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": {
        "type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}},
    "circa": {"type": "boolean"}, "literal": {"type": "string"}}}
_NAMES = {"type": "array", "minItems": 1, "items": {
    "type": "object", "additionalProperties": False, "required": ["literal"], "properties": {"literal": {"type": "string"}}}}
#: What of the schema of CSL data may occur here, and nothing else; the schema itself comes with no package.
CSL_SHAPE = Draft202012Validator({"type": "array", "items": {
    "type": "object", "additionalProperties": False, "required": ["type", "id", "title"], "properties": {
        **{name: {"type": "string", "minLength": 1} for name in (
            "id", "title", "container-title", "version", "language", "URL", "note")},
        "type": {"enum": ["article-newspaper", "webpage"]},
        "author": _NAMES, "editor": _NAMES, "issued": _DATE, "accessed": _DATE}}})


def hostile(text: str) -> Citation:
    """An article of which every text is this one."""
    return article(title=CitedTitle(text, text), authors=(text, text), editors=(text,), container=text, notes=(text,))


def read_bibtex(text: str) -> BibliographyData:
    """The entries; a mistake in the file is an exception."""
    return parse_string(text, "bibtex")


def read_ris(text: str) -> list[dict[str, Any]]:
    """The entries, which must end their lines as the format asks for."""
    assert "\n" not in text.replace("\r\n", "")
    return rispy.loads(text.replace("\r\n", "\n"))


# The golden dossier ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def golden() -> dict[str, Citation]:
    """The dossier and its sources by their keys."""
    context = golden_context()
    found = [dossier_citation(context), *(
        source_citation(record, context) for record in context.dossier.content.of_kind(Kind.SOURCE))]
    return {citation.key: citation for citation in found}


def test_every_format_holds_every_citation(golden: dict[str, Citation]) -> None:
    citations = list(golden.values())
    items = json.loads(csl_json(citations))
    CSL_SHAPE.validate(items)
    assert [item["id"] for item in items] == list(golden)
    assert list(read_bibtex(bibtex(citations, WORDS)).entries) == list(golden)
    assert [entry["id"] for entry in read_ris(ris(citations))] == list(golden)


def test_an_article_as_reference_managers_read_it(golden: dict[str, Citation]) -> None:
    citation = golden["ferry-strike-avisa-2021-03-02"]
    [item] = json.loads(csl_json([citation]))
    assert item["title"] == "Ferger kan bli stående [Ferries may be left lying]"
    assert item["author"] == [{"literal": "Kari Nordmann"}, {"literal": "Ola Nordmann"}]
    assert item["issued"] == {"date-parts": [[2021, 3, 2]]} and item["accessed"] == {"date-parts": [[2021, 3, 11]]}
    entry = read_bibtex(bibtex([citation], WORDS)).entries[citation.key]
    assert entry.type == "article" and entry.fields["journal"] == "Avisa"
    assert [(person.last_names, person.first_names) for person in entry.persons["author"]] == [
        (["{Kari Nordmann}"], []), (["{Ola Nordmann}"], [])]
    assert [entry.fields[name] for name in ("date", "year", "month", "urldate")] == [
        "2021-03-02", "2021", "March", "2021-03-11"]
    [row] = read_ris(ris([citation]))
    assert row["type_of_reference"] == "NEWS" and row["secondary_title"] == "Avisa"
    assert row["authors"] == ["Kari Nordmann", "Ola Nordmann"] and row["date"] == "2021/03/02/"


def test_what_is_inferred_is_said_in_the_note(golden: dict[str, Citation]) -> None:
    citation = golden["ferry-strike-fjordradio-undated"]
    [item] = json.loads(csl_json([citation]))
    assert item["issued"]["circa"] is True
    for words in ("this one is the editors’", "about 10 March 2021", "No date is printed.", citation.sha256):
        assert words in item["note"] and any(words in note for note in read_ris(ris([citation]))[0]["notes"])


def test_files_stand_beside_sources_and_one_for_all_in_the_data() -> None:
    built = {file.uri: file.text for file in golden_build().files}
    for extension in FORMATS:
        assert f"data/bibliography.{extension}" in built
        sources = {record.id for record in golden_context().dossier.content.of_kind(Kind.SOURCE)}
        found = {uri for uri in built if uri.startswith("sources/") and uri.endswith(f".{extension}")}
        assert found == {f"sources/{source_id}.{extension}" for source_id in sources}
    assert len(json.loads(built["data/bibliography.csl.json"])) == 6


def test_what_is_withheld_stands_in_no_citation() -> None:
    cited = [file.text for file in golden_build().files if file.uri.endswith((".bib", ".ris", ".csl.json"))]
    assert cited and not any("Per Bølgen" in text for text in cited)


def test_a_page_and_a_record_of_one_name_have_keys_of_their_own() -> None:
    context = small_context({})
    assert page_citation("x", "timeline.md", context).key != page_citation("x", "actors/timeline.md", context, "timeline").key
    assert page_citation("x", "events/in/2.md", context).key == "small_events-in-2"


# Dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "parts", "biblatex", "in_ris"), [
    ("2021-03", [[2021, 3]], "2021-03", "2021/03//"),
    ("2021", [[2021]], "2021", "2021///"),
    ("2021-03-10~", [[2021, 3, 10]], "2021-03-10~", "2021/03/10/"),
    ("2021-03-XX", [[2021, 3]], "2021-03", "2021/03//"),
    ("[2021-03-30..2021-04-02]", [[2021, 3, 30], [2021, 4, 2]], "2021-03-30~/2021-04-02~", "2021///"),
    ("2021-03-30/2021-04-02", [[2021, 3, 30], [2021, 4, 2]], "2021-03-30/2021-04-02", "2021///"),
    ("2020/2021", [[2020], [2021]], "2020/2021", None),
])
def test_dates_keep_their_precision(written: str, parts: list[list[int]], biblatex: str, in_ris: str | None) -> None:
    citation = article(issued=issued(written))
    [item] = json.loads(csl_json([citation]))
    assert item["issued"]["date-parts"] == parts
    assert read_bibtex(bibtex([citation], WORDS)).entries[citation.key].fields["date"] == biblatex
    assert read_ris(ris([citation]))[0].get("date") == in_ris


def test_an_unknown_date_is_left_out() -> None:
    citation = article(issued=CitedDate())
    [item] = json.loads(csl_json([citation]))
    fields = read_bibtex(bibtex([citation], WORDS)).entries[citation.key].fields
    assert "issued" not in item and not {"date", "year", "month"} & set(map(str.lower, fields))
    assert not {"date", "year"} & read_ris(ris([citation]))[0].keys()


def test_an_open_end_is_said_in_words() -> None:
    citation = article(issued=issued("2021-03-10/.."))
    [item] = json.loads(csl_json([citation]))
    assert item["issued"] == {"literal": "2021-03-10/.."}
    CSL_SHAPE.validate([item])


# Hostile text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text_in_every_format(text: str) -> None:
    citation = hostile(text)
    title = f"{text} [{text}]"
    [item] = json.loads(csl_json([citation]))
    assert item["title"] == title and item["author"] == [{"literal": text}, {"literal": text}]
    assert "</" not in csl_json([citation])
    entry = read_bibtex(bibtex([citation, PAGE], WORDS)).entries[citation.key]
    assert len(entry.persons["author"]) == 2
    assert all(person.last_names and not person.first_names for person in entry.persons["author"])
    first, second = read_ris(ris([citation, DOSSIER]))
    assert first["title"] == title.strip() and first["authors"] == [text, text] and second["id"] == DOSSIER.key


@given(st.text(max_size=40))
def test_any_text_leaves_the_entry_behind_it_whole(text: str) -> None:
    citation = hostile(visible_text(text) or "x")
    assert list(read_bibtex(bibtex([citation, DOSSIER], WORDS)).entries) == [citation.key, DOSSIER.key]
    assert [entry["id"] for entry in read_ris(ris([citation, DOSSIER]))] == [citation.key, DOSSIER.key]
    assert len(json.loads(csl_json([citation, DOSSIER]))) == 2


@pytest.mark.parametrize(("text", "written"), [
    ("50 % & more", r"50 \% \& more"), ("a_b #1 $x$", r"a\_b \#1 \$x\$"),
    ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
    ("}{", r"\textbraceright{}\textbraceleft{}"),
])
def test_what_tex_reads_as_commands_is_written_as_text(text: str, written: str) -> None:
    entry = read_bibtex(bibtex([article(title=CitedTitle(text))], WORDS)).entries[ARTICLE.key]
    assert entry.fields["title"] == f"{{{written}}}"


@pytest.mark.parametrize("url", ["https://a.example/%7Bx%7D?q=50%25#a_b", "https://a.example/{x}\\y"])
def test_an_address_is_whole_and_balanced(url: str) -> None:
    found = read_bibtex(bibtex([article(url=url)], WORDS)).entries[ARTICLE.key].fields["url"]
    assert found == url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_no_markup_of_wikipedia(text: str) -> None:
    template = cite_template(hostile(text), WORDS)
    inner = template.removeprefix("{{cite news |").removesuffix("}}")
    assert not re.search(r"[{}\[\]<>]|''|~~|__", inner)
    fields = dict(field.split("=", 1) for field in inner.split(" |"))
    assert html.unescape(fields["title"]) == html.unescape(text.replace("&", "&amp;"))


def test_a_page_without_address_has_no_template_of_wikipedia() -> None:
    assert cite_template(PAGE, WORDS).startswith("{{cite web |title=")
    assert cite_template(article(), WORDS).startswith("{{cite news |")
    assert cite_template(replace(PAGE, url=""), WORDS) == ""

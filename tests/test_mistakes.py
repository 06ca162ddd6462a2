"""What editors are likely to do wrong: each mistake has one finding, and the whole text that is printed is known."""

import re

import pytest

from generator.adapters.findings import finding_hint
from generator.reading.words import load_words
from tests.support.cases import case_findings, parse_case
from tests.support.mistakes import mistake_paths, printed_text

MISTAKES = mistake_paths()


def _read(name: str) -> str:
    return MISTAKES[name].read_text(encoding="utf-8")


def test_there_are_as_many_mistakes_as_the_guide_promises() -> None:
    assert len(MISTAKES) >= 25


@pytest.mark.parametrize("name", MISTAKES)
def test_the_whole_printed_text_is_the_agreed_one(name: str) -> None:
    assert printed_text(_read(name)) == parse_case(_read(name)).printed


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_mistake_has_one_finding_with_a_hint(name: str, language: str) -> None:
    findings = list(case_findings(parse_case(_read(name))))
    assert len(findings) == 1
    assert finding_hint(findings[0], load_words(language))


@pytest.mark.parametrize("name", MISTAKES)
def test_the_text_in_indonesian_is_its_own_and_complete(name: str) -> None:
    english, indonesian = (printed_text(_read(name), language).splitlines() for language in ("en", "id"))
    assert not set(english) & set(indonesian)
    assert not re.search(r"\{\w+\}", "\n".join(indonesian))


@pytest.mark.parametrize("name", MISTAKES)
def test_the_place_is_a_place_in_the_file(name: str) -> None:
    case = parse_case(_read(name))
    span = next(iter(case_findings(case))).span
    lines = case.files[span.path].splitlines()
    assert span.column <= len(lines[span.line - 1]) + 1

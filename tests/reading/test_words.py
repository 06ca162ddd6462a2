"""The words files: dotted keys, English below every language."""

import pytest

from generator.reading.words import load_words


def test_nested_keys_become_dotted_ones() -> None:
    assert load_words("en")("finding.summary.clean") == "no problems found"


def test_a_language_lies_over_english() -> None:
    words = load_words("id")
    assert words("finding.summary.clean") == "tidak ada masalah"
    assert words("bad-date.explain") == load_words("en")("bad-date.explain")


@pytest.mark.parametrize("language", ["en-GB", "nn", "xx-unheard-of", ""])
def test_a_language_without_a_folder_is_english(language: str) -> None:
    assert load_words(language).texts == load_words("en").texts


def test_a_region_takes_the_words_of_its_language() -> None:
    assert load_words("id-ID").texts == load_words("id").texts


def test_no_language_leads_out_of_the_folder() -> None:
    assert load_words("..").texts == load_words("en").texts


@pytest.mark.parametrize("text", ["{", "{0}", "{n.__class__}", "{n!r:>99999}", "{other}", "}{"])
def test_words_of_a_dossier_cannot_end_the_build(text: str) -> None:
    words = load_words("en").with_overrides({"finding.summary.clean": text})
    assert words("finding.summary.clean", n=1) == text

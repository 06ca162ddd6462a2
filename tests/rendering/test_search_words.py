"""How search folds and cuts words, which forms it takes for one family, and how it writes numbers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.rendering.search.encoding import ALPHABET, encode_list, encode_number, encode_numbers
from generator.rendering.search.families import LARGEST_FAMILY, link_families, unprinted_forms
from generator.rendering.search.files import _as_compared
from generator.rendering.search.indonesian import derived_forms, word_families
from generator.rendering.search.tokens import fold, parse_words
from tests.support.hostile import HOSTILE

# Folding and cutting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "folded"), [
    ("Tromsø", "tromso"), ("TROMSØ", "tromso"), ("Élan", "elan"), ("STRASSE", "strasse"), ("Straße", "strasse"),
    ("İstanbul", "istanbul"), ("Şükrü", "sukru"), ("ığdır", "igdir"), ("Łódź", "lodz"), ("Ærø", "aero"),
    ("ԱԲ", "աբ"), ("ΟΔΟΣ", "οδοσ"), ("東京", "東京"),
])
def test_case_and_diacritics_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("text", "forms"), [
    ("Nagorny-Sund ferry", ["nagorny", "sund", "nagornysund", "ferry"]),
    ("N.A.T.O", ["n", "a", "t", "o", "nato"]),
    ("O'Hara", ["o", "hara", "ohara"]),
    ("8/3/2021", ["8", "3", "2021", "832021"]),
    ("a -- b", ["a", "b"]),
    ("フェリー", ["フ", "ェ", "リ", "ー"]),
    ("<b>x</b>", ["b", "x", "b"]),
    ("RO og ro", ["ro", "RO", "og", "ro"]),
    ("the U.S. port", ["the", "u", "s", "us", "US", "port"]),
    ("ÅØ ÉÉ", ["ao", "AØ", "ee", "EE"]),
    ("", []),
])
def test_words_are_cut_and_joined_forms_stand_beside(text: str, forms: list[str]) -> None:
    assert [word.form for word in parse_words(text)] == forms


@pytest.mark.parametrize("text", ["Ro", "rO", "SKIP", "R", "R2", "N.A.T.O", "a.B", "ǅA"])
def test_only_two_or_three_capitals_are_an_abbreviation(text: str) -> None:
    assert not [word for word in parse_words(text) if word.kind == "abbreviation"]


def test_a_joined_form_stands_at_the_place_of_its_first_part() -> None:
    words = {word.form: word.position for word in parse_words("the Nagorny-Sund ferry")}
    assert words == {"the": 0, "nagorny": 1, "sund": 2, "nagornysund": 1, "ferry": 3}


@example("\u103b \u0e31")  # Marks without a letter.
@given(st.text() | st.sampled_from(HOSTILE))
def test_no_word_holds_markup_or_space(text: str) -> None:
    assert all(character.isalnum() for word in parse_words(text) for character in word.form)


# Numbers ------------------------------------------------------------------------------------------------


def decoded(text: str) -> list[int]:
    """The numbers in a text as the client reads them."""
    found, value, shift = [], 0, 0
    for character in text:
        digit = ALPHABET.index(character)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            found.append(value)
            value = shift = 0
    return found


@given(st.lists(st.integers(min_value=0, max_value=10_000_000)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decoded(encode_numbers(numbers)) == numbers
    assert "".join(map(encode_number, numbers)) == encode_numbers(numbers)


@given(st.sets(st.integers(min_value=0, max_value=10_000_000)))
def test_a_rising_list_comes_back(numbers: set[int]) -> None:
    count, *steps = decoded(encode_list(sorted(numbers)))
    assert count == len(numbers)
    assert [sum(steps[:end + 1]) for end in range(len(steps))] == sorted(numbers)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=8))
def test_forms_stand_in_the_order_in_which_a_browser_compares_them(forms: list[str]) -> None:
    def units(form: str) -> list[int]:
        data = form.encode("utf-16-be")
        return [data[at] << 8 | data[at + 1] for at in range(0, len(data), 2)]

    assert sorted(forms, key=_as_compared) == sorted(forms, key=units)


# Families -----------------------------------------------------------------------------------------------


def family(forms: str, form: str, language: str = "id") -> set[str]:
    """The other forms that a form leads to, of these printed ones."""
    return set(link_families({language: dict.fromkeys(forms.split(), 1)}).get(form, ()))


@pytest.mark.parametrize("forms", [
    "berunding perundingan merundingkan",
    "pertemuan bertemu ditemui menemui",
    "pengeboman dibom bom",
    "kesepakatan menyepakati sepakat disepakati",
    "tembakan menembak penembakan",
    "penulis tulisan menulis ditulis",
    "kapal kapalnya",
    "perang peperangan",
])
def test_indonesian_forms_of_one_root_meet(forms: str) -> None:
    for form in forms.split():
        assert family(forms, form) == set(forms.split()) - {form}


@pytest.mark.parametrize(("forms", "form"), [
    ("perang serang menyerang diserang", "perang"), ("masalah masa", "masalah"), ("kapal pal", "kapal"),
    ("berita rita", "berita"), ("dengan deng", "dengan"), ("menteri teri", "menteri"),
])
def test_what_only_looks_affixed_meets_nothing(forms: str, form: str) -> None:
    assert family(forms, form) == set()


@pytest.mark.parametrize(("printed", "asked"), [
    ("berunding", "perundingan"), ("perundingan", "berunding"), ("berunding", "merundingkan"),
    ("bertemu", "pertemuan"), ("pengeboman", "dibom"), ("undangan", "mengundang"), ("telepon", "menelepon"),
    ("perang", "peperangan"), ("bantuan", "membantu"),
])
def test_a_form_that_is_not_printed_leads_to_the_one_that_is(printed: str, asked: str) -> None:
    assert unprinted_forms({"id": {printed: 1}}).get(asked) == printed


def test_forms_that_others_speak_for_go_before_those_of_a_word_alone() -> None:
    assert unprinted_forms({"id": {"tulis": 1, "menulis": 5, "tulisan": 1, "tuli": 9}})["ditulis"] == "menulis"


@pytest.mark.parametrize("printed", ["dengan", "x", "bom", "internasional"])
def test_no_forms_are_made_of_what_is_no_root(printed: str) -> None:
    assert unprinted_forms({"id": {printed: 1}}) == {}


@given(st.sets(st.text("abegiknprstu", min_size=1, max_size=12), max_size=30))
def test_indonesian_families_take_any_words_and_do_not_depend_on_their_order(forms: set[str]) -> None:
    roots = word_families(sorted(forms))
    assert roots.keys() == forms
    assert roots == word_families(sorted(forms, reverse=True))
    assert all(len(root) <= len(form) for form, root in roots.items())


@given(st.text("abegiknprstu", min_size=2, max_size=10))
def test_derived_forms_are_words(root: str) -> None:
    forms = derived_forms(root)
    assert len(set(forms)) == len(forms)
    assert all(form.isalpha() for form in forms)


@pytest.mark.parametrize(("language", "forms", "form", "expected"), [
    ("en", "negotiates negotiation negotiated ferry", "negotiates", {"negotiation", "negotiated"}),
    ("nb", "streik streiken streiker avtale", "streik", {"streiken", "streiker"}),
    ("nb", "avtale avtalen avtaler", "avtale", {"avtalen", "avtaler"}),
])
def test_forms_of_other_languages_meet(language: str, forms: str, form: str, expected: set[str]) -> None:
    assert family(forms, form, language) == expected


@pytest.mark.parametrize("language", ["xx", "zz-Latn", "not a code", "tlh"])
def test_a_language_without_rules_has_no_families(language: str) -> None:
    assert link_families({language: {"talk": 1, "talks": 2}}) == {}


def test_a_form_of_two_languages_has_the_families_of_both() -> None:
    related = link_families({"en": {"land": 1, "lands": 1}, "nb": {"land": 1, "landet": 1}})
    assert set(related["land"]) == {"lands", "landet"}


def test_a_family_is_bounded_and_keeps_what_is_printed_most() -> None:
    counts = {f"{prefix}{suffix}": 1 for prefix in ("meninjau", "ditinjau", "peninjau") for suffix in ("", "kan", "an")}
    forms = {**counts, "tinjau": 1, "tinjauan": 99}
    related = link_families({"id": forms})["tinjau"]
    assert related[0] == "tinjauan" and len(related) <= LARGEST_FAMILY

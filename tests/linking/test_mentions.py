"""Names in texts: which spelling stands where, for whom, and which capitalised words are left."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.linking.mentions import (
    NameIndex, Spelling, capitalised_names, find_mentions, names_in, words_capitalised_inside,
)
from generator.linking.tokens import parse_tokens, spelling_key
from generator.model.text import Region, parse_article
from tests.linking.test_text import ANY_TEXT


def printed(text: str, *spellings: str, **options: Any) -> list[str]:
    """The places where these spellings, each of its own record, are found."""
    index = NameIndex((Spelling(f"r{at}", spelling) for at, spelling in enumerate(spellings)), **options)
    return [text[found.start:found.end] for found in index.occurrences(text)]


def records(text: str, *pairs: tuple[str, str], **options: Any) -> list[str | None]:
    index = NameIndex((Spelling(*pair) for pair in pairs), **options)
    return [found.record_id for found in index.occurrences(text)]


@pytest.mark.parametrize(("spelling", "text", "expected"), [
    ("Oslo", "Oslo, i OSLO og oslo; Oslofjorden, Oslos og Oslo's", ["Oslo", "OSLO", "oslo"]),
    ("NTB", "NTB, ntb, Ntb og (NTB)", ["NTB", "NTB"]),
    ("Tromsø", "TROMSØ Tromso Tromso\u0308 Tromsøya", ["TROMSØ", "Tromso", "Tromso\u0308"]),
    ("Łódź", "Lodz, ŁÓDŹ", ["Lodz", "ŁÓDŹ"]),
    ("Straße", "STRASSE strasse", ["STRASSE", "strasse"]),
    ("Nord-Norge", "Nord-Norge Nord\u2011Norge Nord–Norge Nord\u00a0Norge Nord - Norge",
     ["Nord-Norge", "Nord\u2011Norge", "Nord–Norge", "Nord\u00a0Norge", "Nord - Norge"]),
    ("Nord Norge", "Nord, Norge. Nord. Norge Nord – Norge NordNorge", []),
    ("O'Leary", "O’Leary, O'LEARY, O’Learys og O Leary", ["O’Leary", "O'LEARY"]),
    ("S.H. Hansen", "S.H. Hansen, S. H. Hansen og SH Hansen", ["S.H. Hansen", "S. H. Hansen"]),
    ("Avisa.no", "AVISA.NO Avisa. No", ["AVISA.NO"]),
    ("(NTB)", "NTB", ["NTB"]),
    ("…", "… …", []),
    ("\u0301", "\u0301 e\u0301", []),
])
def test_one_spelling(spelling: str, text: str, expected: list[str]):
    assert printed(text, spelling) == expected


def test_the_longest_spelling_wins():
    names = (("person", "Kari Nordmann"), ("family", "Nordmann"), ("ministry", "Nordmann Departement"))
    assert records("Kari Nordmann Departement", *names) == ["person"]
    assert records("Nordmann Departement, Nordmann og Kari.", *names) == ["ministry", "family"]


def test_words_that_name_nobody_hide_the_name_inside():
    names = (("norway", "Norge"), ("", "statsministeren i Norge"))
    assert names_in("Statsministeren i Norge kom.", [Spelling(*pair) for pair in names]) == set()
    assert names_in("Norge kom.", [Spelling(*pair) for pair in names]) == {"norway"}


def test_a_shared_spelling_goes_to_nobody_unless_resolved():
    names = (("city", "Bergen"), ("person", "Bergen"), ("person", "Kari Bergen"))
    assert records("Bergen og Kari Bergen", *names) == [None, "person"]
    assert records("Bergen", *names, resolve={spelling_key("BERGEN".title()): "city"}) == ["city"]
    index = NameIndex(Spelling(*pair) for pair in names)
    assert index.shared == {"bergen": ("city", "person")}
    assert index.names_in("Bergen") == {"city", "person"}


def test_the_spelling_printed_exactly_so_goes_first():
    names = (("town", "Ås"), ("railway", "AS"), ("hill", "As"))
    assert records("AS Ås As ås", *names) == ["railway", "town", "hill", None]
    assert records("Ås", *names, resolve={"as": None}) == [None]


def test_mentions_stand_in_body_and_apparatus_of_one_paragraph():
    text = "OSLO (NTB) - Kari\nNordmann kom til Oslo. Les: Oslo"
    article = parse_article("avisa", text, regions=[
        Region("apparatus", "dateline", 0, 10),
        Region("boilerplate", "related_link", text.index("Les"), len(text))])
    mentions = find_mentions([Spelling("oslo", "Oslo"), Spelling("kari", "Kari Nordmann")], [article])
    assert [(each.record_id, each.source_id, each.start) for each in mentions] == [
        ("oslo", "avisa", 0), ("oslo", "avisa", text.index("Oslo"))]


# Capitalised words ----------------------------------------------------------------------------------


def left_over(text: str, *names: str, not_names: tuple[str, ...] = (), **options: Any) -> list[str]:
    article = parse_article("avisa", text, **options)
    covered = [(found.start, found.end) for found in NameIndex(
        Spelling(name, name) for name in names).occurrences(text)]
    runs = capitalised_names(article, capitalised_inside=words_capitalised_inside([article]), covered=covered,
                             not_names=NameIndex(Spelling("-", word) for word in not_names))
    assert all(text[run.start:run.end] == run.text for run in runs)
    return [run.text for run in runs]


@pytest.mark.parametrize(("text", "expected"), [
    ("Ferja ligger i Nord-Norge. Ingen seiler.", ["Nord-Norge"]),
    ("Kari Nordmann kom, Ola gikk.", ["Kari Nordmann", "Ola"]),
    ("Oslo venter. Vi bor i Oslo.", ["Oslo", "Oslo"]),
    ("Lederen sa: «Vi gir oss ikke.» Så gikk hun.", []),
    ("– Departementet (NTB) svarte ikke Robert O’Leary.", ["NTB", "Robert O’Leary"]),
    ("OSLO - Ferja ligger. NTB melder det. – Vi gir oss.", ["OSLO", "NTB"]),
    ("I 2021 kom Ås, Å og 3. mai.", ["Ås", "Å"]),
])
def test_runs_of_capitalised_words(text: str, expected: list[str]):
    assert left_over(text) == expected


def test_what_records_and_not_names_explain_is_left_out():
    text = "Statsråd Kari Nordmann møtte Ola Dahl Torsdag i Oslo."
    assert left_over(text, "Kari Nordmann", "Oslo", not_names=("torsdag", "Statsråd")) == ["Ola Dahl"]


def test_apparatus_and_boilerplate_hold_no_names_to_resolve():
    assert left_over("OSLO: ferja ligger", regions=[Region("apparatus", "dateline", 0, 5)]) == []


@given(ANY_TEXT, st.lists(st.tuples(st.sampled_from(["a", "b", ""]), ANY_TEXT), max_size=4))
def test_any_texts_and_spellings(text: str, names: list[tuple[str, str]]):
    spellings = [Spelling(*pair) for pair in names]
    article = parse_article("avisa", text)
    last = 0
    for mention in find_mentions(spellings, [article]):
        assert last <= mention.start < mention.end
        last = mention.end
        keys = {spelling_key(name).casefold() for bearer, name in names if bearer == mention.record_id}
        assert spelling_key(text[mention.start:mention.end]).casefold() in keys
    runs = capitalised_names(article, capitalised_inside=words_capitalised_inside([article]))
    assert [text[run.start:run.end] for run in runs] == [run.text for run in runs]


@given(ANY_TEXT)
def test_a_name_is_found_in_itself(name: str):
    found = list(NameIndex([Spelling("r", name)]).occurrences(f"- {name} -"))
    assert bool(found) == bool(parse_tokens(name))

"""What holds a record is found however a file writes it, and nothing else is."""

from functools import cache

import pytest

from generator.editing.recall import Search, Wanted, readable, wanted_of
from generator.model.dossier import Dossier
from generator.model.records import Kind
from tests.support.golden import golden_build

WANTED = Wanted(Kind.SOURCE, ("avisa-2021", "avisa-5-mars"), "Seks timer", words=("møttes torsdag & fredag i «Oslo»",),
                sentences=("They met for six hours.",), names=("Seks timer",))


@cache
def dossier() -> Dossier:
    found = golden_build().checked.dossier
    assert found is not None
    return found


def reasons(path: str, text: str, wanted: Wanted = WANTED) -> tuple[str, ...]:
    return next((held.reasons for held in Search(wanted).in_files([(path, text)])), ())


@pytest.mark.parametrize(("path", "text"), [
    ("a.html", "<p>… <mark>møttes <a id=x></a>torsdag</mark><mark> &amp; fredag</mark> i\n «Oslo» …</p>"),
    ("a.md", "<q class=\"d-w\">m&#248;ttes torsdag &#38; fredag i &laquo;Oslo&raquo;</q>"),
    ("a.json", '{"quote": "m\\u00f8ttes torsdag \\u0026 fredag i «Oslo»"}'),
    ("search_index.json", '{"text": "<p>m\\u00f8ttes torsdag &amp; fredag<\\/p>\\n<p>i «Oslo»<\\/p>"}'),
    ("a.csv", 'avis,"møttes torsdag & fredag i «Oslo»"'),
    ("a.txt", "møttes torsdag\u00a0& fredag\u2009i «Oslo»"),
])
def test_words_are_found_in_every_form(path: str, text: str) -> None:
    assert reasons(path, text) == ("words",)


@pytest.mark.parametrize(("path", "text", "found"), [
    ("sources/avisa-2021.html", "", ("page",)),
    ("dist/bundle.zip!/sources/avisa-5-mars.html", "", ("page",)),
    ("events/x.html", '<a href="../sources/avisa-2021.html#x">', ("id",)),
    ("events/x.html", '<a id="q-avisa-2021-10-20">', ("id",)),
    ("data/dossier.json", '{"source": "avisa-2021"}', ("id",)),
    ("events/x.html", "<h1>They met for <a>six</a> hours.</h1>", ("sentence",)),
    ("events/x.html", "<td>Seks timer</td>", ("name",)),
    ("events/x.html", '<a href="avisa-2021-03.html">Seks timers</a>', ()),
    ("events/avisa-2021.html", "", ()),
])
def test_each_way_of_holding_a_record_is_told(path: str, text: str, found: tuple[str, ...]) -> None:
    assert reasons(path, text) == found


@pytest.mark.parametrize(("text", "found"), [
    ("Oslo is a city, to oslo and back", ()), ('<a href="places/oslo.html">', ("id",)), ('"place": "oslo"', ("id",)),
    ("1,oslo,2", ("id",)), ("events/oslo-talks.html", ()), ('"record#oslo"', ()),
])
def test_an_id_that_is_a_word_counts_only_as_an_address_or_value(text: str, found: tuple[str, ...]) -> None:
    assert reasons("x.csv", text, Wanted(Kind.PLACE, ("oslo",), "", (), (), ())) == found


def test_escapes_of_json_are_no_escapes_elsewhere() -> None:
    assert readable("a.txt", "C:\\new") == "C:\\new"


def test_an_event_is_wanted_with_its_sentences_words_and_former_ids() -> None:
    wanted = wanted_of(dossier().record("oslo-talks"), dossier())
    assert wanted.ids == ("oslo-talks", "talks-in-oslo", "ministry-talks")
    assert "They parted without agreement." in wanted.sentences
    assert "Departementet deltok ikke, ifølge Sjømannsforbundet" in wanted.words
    assert wanted.record_paths()[0] == "content/events/oslo-talks.yml"


def test_every_page_of_a_source_is_found_where_its_words_stand() -> None:
    wanted = wanted_of(dossier().record("avisa-2021-03-05"), dossier())
    held = {item.path: item for item in Search(wanted).in_files((file.uri, file.text) for file in golden_build().files)}
    assert held["sources/avisa-2021-03-05.md"].reasons[:3] == ("page", "id", "words")
    for path in ("events/oslo-talks.md", "claims/crews-on-strike.md", "data/dossier.json"):
        assert {"id", "words"} <= set(held[path].reasons), path
    assert "data/dossier.schema.json" not in held

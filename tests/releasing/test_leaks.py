"""Nothing that may not be published is in the public dossier or in any file made of it."""

import unicodedata

import pytest

from generator.model.outputs import OutputFile
from tests.support.golden import golden_build
from tests.support.leaks import leaks_in, of_the_dossier, strings_in, withheld_words

DISTINCTIVE = [
    "leid lokale", "all stillhet", "hver for seg", "Været i nord", "måkene", "Toget ble flyttet",
    "Tips oss", "Side 1 av 1", "undertegnes", "Nesten 400", "samtaler på et hotell", "2 millioner", "Båtmessen",
    "third conversation, in silence", "third-conversation", "strike-committee",
    "rented room, and the parties", "to be settled", "a body of its own",
    "Per Bølgen", "er åpen for alle", "is open to all", "9d7946c697d9a0d6e6501382abe82bdfa71d872a445a43134432a349fa194e75",
]


def test_withheld_words_are_found_at_all() -> None:
    built = golden_build()
    assert built.checked.dossier and built.public
    found = withheld_words(built.checked.dossier, built.public)
    origins = set(found.values())
    assert found["per bølgen"] == "kystposten-2021-03-09" and found["er åpen for alle"] == "fjordradio-undated"
    assert {"avisa-2021-03-05", "havnebladet-2021-03-12", "rented-room", "third-conversation",
            "strike-committee"} <= origins


def test_no_file_holds_withheld_words() -> None:
    built = golden_build()
    assert built.checked.dossier and built.public
    assert leaks_in(of_the_dossier(built.files), withheld_words(built.checked.dossier, built.public)) == []


@pytest.mark.parametrize("words", DISTINCTIVE)
def test_no_file_holds_distinctive_words(words: str) -> None:
    found = [file.uri for file in of_the_dossier(golden_build().files)
             if words.casefold() in unicodedata.normalize("NFC", file.text).casefold()]
    assert found == []


def test_the_public_dossier_holds_no_withheld_words() -> None:
    built = golden_build()
    assert built.checked.dossier and built.public
    text = unicodedata.normalize("NFC", " ".join(strings_in(built.public))).casefold()
    assert [words for words in DISTINCTIVE if words.casefold() in text] == []


@pytest.mark.parametrize("text", [
    "<p>Møtet ble holdt i et <mark>leid</mark> lokale ved havnen, og</p>",
    "M&oslash;tet ble holdt i et leid lokale ved havnen, og partene",
])
def test_a_leak_would_be_found(text: str) -> None:
    built = golden_build()
    assert built.checked.dossier and built.public
    assert leaks_in([OutputFile("x.md", text)], withheld_words(built.checked.dossier, built.public))

"""What the engine makes of words in Indonesian, of words that stand together, and of names with two letters wrong."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.adapters.cli import run
from tests.adapters.tiny import make_project
from tests.search.engine import Engine, running_engine
from tests.support.node_packages import find_node

ARTICLE = """Perundingan enam jam
OSLO (NTB)
Perusahaan feri dan serikat pelaut mengadakan perundingan di Oslo, Kamis, selama enam jam.
Dermaga itu pernah di bom, kata wali kota.
Kapal-kapal Nordferja menunggu di pelabuhan.
"""
EVENT = """\
title: {title}
type: talks
date: 2021-03-04
place: oslo
statements:
  - says: {says}
    stage: happened
    date_words: Kamis
    from: avisa-2021-03-05
    quote: mengadakan perundingan di Oslo, Kamis, selama enam jam
    translation: held talks in Oslo for six hours
"""
EVENTS = {
    # Shorter, with both words, far apart.
    "apart": ("An hour on the quay", "The fees of the operator were what the union had come for, at the old harbour."),
    "together": ("Six hours in a room", "The operator and the union spoke of the night ferry, of the weather, of the crews and, "
                 "when both had all but left the table and the room, of harbour fees for the new boats in the fjord."),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine of a small dossier on an article in Indonesian."""
    project = make_project(tmp_path_factory.mktemp("ranking") / "project")
    _write(project)
    assert run(["build", "--project", str(project)]) == 0
    with running_engine(find_node(), project / "site") as found:
        yield found


def _write(project: Path) -> None:
    (project / "seeds/avisa-ferge.txt").write_bytes(ARTICLE.encode())
    source = project / "content/sources/avisa-2021-03-05.yml"
    lines = [f"sha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}" if line.startswith("sha256:")
             else "title: Perundingan enam jam" if line.startswith("title:")
             else "language: id" if line.startswith("language:") else line
             for line in source.read_text(encoding="utf-8").splitlines()]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (project / "content/events/oslo-talks.yml").unlink()
    for name, (title, says) in EVENTS.items():
        (project / f"content/events/{name}.yml").write_text(EVENT.format(title=title, says=says), encoding="utf-8")
    for name, printed in (("nordferje", "Perusahaan feri"), ("union-of-seamen", "serikat pelaut")):
        path = project / f"content/actors/{name}.yml"
        text = path.read_text(encoding="utf-8").partition("names:")[0]
        path.write_text(f"{text}names:\n  - {{value: {printed}, kind: as_printed, language: id}}\n", encoding="utf-8")


def test_words_that_stand_together_come_before_a_shorter_text_with_both(engine: Engine) -> None:
    assert engine.find("fees").pages[0] == "events/apart.html"
    assert engine.find("harbour fees").pages[0] == "events/together.html"


@pytest.mark.parametrize("asked", ["berunding", "merundingkan", "dirundingkan", "perundingannya", "runding"])
def test_forms_that_are_printed_nowhere_find_their_family(engine: Engine, asked: str) -> None:
    assert any(page.startswith("sources/") for page in engine.find(asked).pages)


@pytest.mark.parametrize(("asked", "printed"), [("dibom", "di bom"), ("kapal", "Kapal-kapal")])
def test_words_in_two_find_words_in_one_and_the_other_way_round(engine: Engine, asked: str, printed: str) -> None:
    assert any(printed in result.shown for result in engine.find(asked).results)


@pytest.mark.parametrize("typed", ["nurdferja", "nodrferej", "ordferjen"])
def test_of_long_names_two_letters_may_be_wrong(engine: Engine, typed: str) -> None:
    found = engine.find(typed)
    assert found.pages[0] == "actors/nordferje.html"
    assert [note["word"] for note in found.notes if note["kind"] == "typo"] == [typed]


def test_three_wrong_letters_are_too_many(engine: Engine) -> None:
    assert "actors/nordferje.html" not in engine.find("nurdfarja").pages


def test_a_name_printed_with_another_letter_leads_to_the_name_too(engine: Engine) -> None:
    found = engine.find("nordferja")
    assert any(page.startswith("sources/") for page in found.pages) and "actors/nordferje.html" in found.pages
    assert "nordferje" in {note.get("form") for note in found.notes}


def test_no_phrase_runs_from_one_text_into_the_next(engine: Engine) -> None:
    """A title, then the date, then what is said, then the quote."""
    assert engine.find('"on the quay"').count and engine.find('"4 march"').count and engine.find('"old harbour"').count
    assert not engine.find('"quay 4 march"').count
    assert not engine.find('"old harbour mengadakan"').count

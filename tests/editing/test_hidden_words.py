"""What a source withholds is not repeated by what is told about the change: not by the diff, not by the findings."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.adapters.cli import cli
from generator.adapters.comparison_output import comparison_json
from generator.editing.diff import Side, compare_sides, read_side
from generator.editing.hidden_words import HiddenWords
from generator.model.tree import Tree
from generator.rendering.site import render_part
from tests.support.golden import golden_tree

PAPER = "content/sources/avisa-2021-03-05.yml"
ROOM = "content/events/rented-room.yml"
#: Words of the article, quoted by `rented-room`, and what its record says of them.
WORDS = "leid lokale ved havnen"
BY_WORDS = "withhold:\n  passages: [{text: %s}]\n  reason_class: safety\n  date: 2021-03-20\n"
BY_LINE = "withhold:\n  passages: [{line: 7}]\n  reason_class: safety\n  date: 2021-03-20\n"

Edit = Callable[[str], str]


def edited(edits: Mapping[str, Edit | None]) -> Side:
    files = dict(golden_tree())
    for path, edit in edits.items():
        if edit is None:
            del files[path]
        else:
            files[path] = edit(files[path].decode()).encode()
    return read_side("new", Tree(files))


def withheld(text: str) -> Edit:
    return lambda record: record + text


def told(old: Side, new: Side) -> str:
    """All that a comparison says, as one text."""
    words = old.checked.words
    return json.dumps(json.loads(comparison_json(compare_sides(old, new, words, render_part), words)), ensure_ascii=False)


@pytest.mark.parametrize("way", [BY_WORDS % WORDS, BY_LINE])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_takedown_does_not_repeat_what_it_takes_out(way: str, backwards: bool) -> None:
    before = edited({})
    after = edited({PAPER: withheld(way), ROOM: lambda text: text.replace(WORDS, "leid lokale")})
    sides = (after, before) if backwards else (before, after)
    text = told(*sides)
    assert WORDS not in text and "avisa-2021-03-05" in text
    assert "[…]" in text


def test_a_removed_statement_goes_without_words_sentence_and_translation() -> None:
    before = edited({})
    statement = next(item for item in before.checked.dossier.statements["rented-room"])  # type: ignore[union-attr]
    after = edited({PAPER: withheld(BY_LINE), ROOM: lambda text: text.partition("statements:")[0] + "draft: true\n"})
    citation = statement.statement.citations[0]
    assert citation.translation is not None
    shown = told(before, edited({ROOM: lambda text: text.partition("statements:")[0] + "draft: true\n"}))
    hidden = told(before, after)
    for words in (" ".join(citation.quote.split()), *statement.statement.says.values()):
        assert words in shown and words not in hidden


def test_words_that_are_not_found_are_not_repeated_either(tmp_path: Path) -> None:
    """Neither those that the editor wrote, nor those of the article that are like them."""
    mistyped = "leid lokale ved havna"
    for path, data in {**golden_tree(), PAPER: golden_tree()[PAPER] + (BY_WORDS % mistyped).encode()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    for form in ("json", "github", "sarif"):
        output = CliRunner().invoke(cli, ["check", "--project", str(tmp_path), "--format", form]).output
        assert "region-not-found" in output
        assert "lokale ved" not in output


def test_only_whole_words_are_hidden() -> None:
    hidden = HiddenWords(frozenset({("per", "bølgen")}))
    assert hidden.hide("Tekst: PER  bølgen, foto: Per Bølgene") == "Tekst: […], foto: Per Bølgene"
    assert hidden.hide("per-bølgen per bølgen") == "[…]"
    assert HiddenWords().hide("Per Bølgen") == "Per Bølgen"

"""What a source withholds is not repeated by what is told about the change: not by the diff, not by the findings."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.adapters import cli
from generator.adapters.comparison_output import comparison_json
from generator.checks.coverage import coverage_report
from generator.editing.diff import Side, compare_sides, read_side
from generator.editing.hidden_words import HiddenWords
from generator.editing.suggestions import suggest
from generator.model.tree import Tree
from generator.rendering.site import render_part
from tests.support.golden import golden_tree

PAPER = "content/sources/avisa-2021-03-05.yml"
STOPPAGE = "content/events/earlier-stoppage.yml"
#: Words of the article in line 11, which the last statement of that event quotes.
WORDS = "leie inn skyssbåter"
BY_WORDS = "withhold:\n  passages: [{text: %s}]\n  reason_class: safety\n  date: 2021-03-20\n"
BY_LINE = "withhold:\n  passages: [{line: 11}]\n  reason_class: safety\n  date: 2021-03-20\n"

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


def without_last_statement(text: str) -> str:
    return text[:text.index("  - says: Ten years before")]


@pytest.mark.parametrize("way", [BY_WORDS % WORDS, BY_LINE])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_takedown_does_not_repeat_what_it_takes_out(way: str, backwards: bool) -> None:
    """Nor does the undoing of one, before it is accepted."""
    kept, gone = edited({}), edited({STOPPAGE: without_last_statement})
    marked = edited({PAPER: withheld(way), STOPPAGE: without_last_statement})
    lost = ("leie inn skyssbåter", "Ten years before, the ferries", "several councils then had to hire")
    assert all(words in told(kept, gone) for words in lost[:2])
    text = told(marked, kept) if backwards else told(kept, marked)
    # A sentence that is said again is the editors' own, and will be read.
    assert not [words for words in (lost[::2] if backwards else lost) if words in text]
    assert "[…]" in text


def test_a_sentence_that_is_still_said_is_told() -> None:
    """The words go from its quote, and the translation with them; what the editors say stays theirs."""
    text = told(edited({}), edited({
        PAPER: withheld(BY_LINE), STOPPAGE: lambda text: text.replace("    date: 2011~", "    date: 2012~")}))
    assert "Ten years before, the ferries had stopped" in text and WORDS not in text


def test_words_that_are_not_found_are_not_repeated_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither those that the editor wrote, nor those of the article that are like them."""
    mistyped = "leie inn skysbåter"
    for path, data in {**golden_tree(), PAPER: golden_tree()[PAPER] + (BY_WORDS % mistyped).encode()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    for form in ("json", "github", "sarif", "text"):
        assert cli.run(["check", "--project", str(tmp_path), "--format", form]) == 1
        output = capsys.readouterr().out
        assert "region-not-found" in output
        assert "leie inn" not in output


def test_withheld_words_are_for_nobody_to_use() -> None:
    """No paragraph is asked for whose words are withheld, and a passage of some does not show them."""
    before, after = (edited({PAPER: edit, STOPPAGE: without_last_statement}).checked.dossier
                     for edit in (withheld(""), withheld(BY_LINE)))
    assert before is not None and after is not None
    missing = [{paragraph.line for source in coverage_report(dossier).sources for paragraph in source.missing
                if source.source_id == "avisa-2021-03-05"} for dossier in (before, after)]
    assert missing[0] - missing[1] == {11}
    suggested = [str([item.arguments for item in suggest(dossier)]) for dossier in (before, after)]
    assert WORDS in suggested[0] and WORDS not in suggested[1]


def test_only_whole_words_are_hidden() -> None:
    hidden = HiddenWords(frozenset({("per", "bølgen")}))
    assert hidden.hide("Tekst: PER  bølgen, foto: Per Bølgene") == "Tekst: […], foto: Per Bølgene"
    assert hidden.hide("per-bølgen per bølgen") == "[…]"
    assert HiddenWords().hide("Per Bølgen") == "Per Bølgen"

"""What an editor of a record sees: completion of keys, ids and terms, help in the model's words, mistakes in their place."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from generator.editing.schema_lines import schema_line
from generator.model.records import Event
from generator.model.statements import Statement
from tests.editor.language_server import LanguageServer
from tests.support.golden import files_below, golden_tree

PATH = "content/events/new-event.yml"
ACTORS = {path.rpartition("/")[2].removesuffix(".yml") for path in golden_tree().files_below("content/actors")}
SOURCES = {path.rpartition("/")[2].removesuffix(".yml") for path in golden_tree().files_below("content/sources")}
EVENT = "title: Talks\ntype: talks\nstatements:\n  - says: They met.\n    stage: happened\n    from: avisa-2021-03-05\n    quote: x\n"


_NUMBERS = count()


class Editor:
    """A file open in an editor, a new one each time; `|` in a text is the cursor."""

    def __init__(self, server: LanguageServer, project: Path) -> None:
        self._server = server
        self._project = project

    def completions(self, marked: str, path: str = PATH) -> dict[str, dict[str, Any]]:
        """What is offered at the cursor, by its label."""
        file, line, character, _ = self._open(marked, path)
        return {item["label"]: item for item in self._server.completions(file, line, character)}

    def hover(self, marked: str, path: str = PATH) -> str:
        """The help for what the cursor stands on."""
        file, line, character, _ = self._open(marked, path)
        return self._server.hover(file, line, character)

    def mistakes(self, text: str, path: str = PATH) -> list[tuple[int, int, int]]:
        """Line, column and last column of each mistake, counted from 1, the schema line left out."""
        *_, findings = self._open(f"{text}|", path)
        places = [(found["range"]["start"], found["range"]["end"]) for found in findings]
        return sorted((start["line"], start["character"] + 1, end["character"]) for start, end in places)

    def _open(self, marked: str, path: str) -> tuple[Path, int, int, list[dict[str, Any]]]:
        before, _, after = marked.partition("|")
        text = f"{schema_line(path)}\n{before}{after}"
        above = f"{schema_line(path)}\n{before}"
        file = self._project / path.replace(".yml", f"-{next(_NUMBERS)}.yml")
        return file, above.count("\n"), len(above) - above.rfind("\n") - 1, self._server.open(file, text)


@pytest.fixture
def editor(server: LanguageServer, editor_project: Path) -> Editor:
    return Editor(server, editor_project)


def test_golden_files_have_no_mistake(server: LanguageServer, editor_project: Path) -> None:
    files = {path: data for path, data in files_below(editor_project / "content").items() if schema_line(f"content/{path}")}
    assert [path for path, data in files.items() if data.splitlines()[0].decode() != schema_line(f"content/{path}")] == []
    # That the schemas take every golden file is tested without a server; this is about the line.
    for path in list(files)[::4]:
        assert server.open(editor_project / "content" / path, files[path].decode()) == [], path


# Completion -----------------------------------------------------------------------------------------


def test_keys_that_are_left_are_offered_with_their_help(editor: Editor) -> None:
    offered = editor.completions("title: Talks\n|\n")
    fields = {info.alias or name: info for name, info in Event.model_fields.items() if not info.exclude}
    assert fields.keys() - {"title"} <= offered.keys()
    assert "title" not in offered
    assert offered["related"]["documentation"] == fields["related"].description


def test_keys_of_a_statement_are_offered(editor: Editor) -> None:
    offered = editor.completions("title: Talks\nstatements:\n  - says: They met.\n    |\n")
    assert {"stage", "from", "quote", "by", "who"} <= offered.keys() and "title" not in offered


@pytest.mark.parametrize(("marked", "wanted"), [
    (f"{EVENT}    by: |\n", ACTORS),
    (f"{EVENT}    by: [nordferje, |]\n", ACTORS),
    (f"{EVENT}    by:\n      - |\n", ACTORS),
    (f"{EVENT}    who: |\n", ACTORS),
    (f"{EVENT}    who: {{party: |}}\n", ACTORS),
    (f"{EVENT}    who:\n      party: [|]\n", ACTORS),
    ("title: Talks\nstatements:\n  - says: They met.\n    from: |\n", SOURCES),
    ("title: Talks\ntype: |\n", {"talks", "vote", "protest"}),
    (f"{EVENT}place: |\n", {"oslo", "bergen", "norway"}),
    (f"{EVENT}related: [{{event: |}}]\n", {"ferry-strike", "oslo-talks"}),
    (f"{EVENT}    answers: |\n", {"crews-on-strike"}),
    (f"{EVENT}    stage: |\n".replace("    stage: happened\n", ""), {"happened", "called_off"}),
    (f"{EVENT}    figure: {{words: x, unit: |}}\n", {"persons"}),
    (f"{EVENT}note: {{text: x, reference: |}}\n", {"gazetteer"}),
])
def test_ids_and_terms_are_offered_and_nothing_else(editor: Editor, marked: str, wanted: set[str]) -> None:
    offered = editor.completions(marked).keys()
    assert wanted <= offered
    assert not {"true", "false"} & offered


def test_roles_are_offered_as_keys(editor: Editor) -> None:
    offered = editor.completions(f"{EVENT}    who:\n      |\n")
    assert {"participant", "not_present", "party"} <= offered.keys()


def test_an_id_is_offered_with_the_name_of_its_record(editor: Editor) -> None:
    assert editor.completions(f"{EVENT}    by: |\n")["union-of-seamen"]["documentation"] == "Seamen's Union"


def test_a_proposal_is_completed_as_a_statement_is(editor: Editor) -> None:
    path = "content/proposals/2021-03-21-vote.yml"
    assert {"oslo-talks", "crews-on-strike"} <= editor.completions("for: |\n", path).keys()
    assert {"quote", "stage"} <= editor.completions("for: oslo-talks\n|\n", path).keys()


# Help -----------------------------------------------------------------------------------------------


def plain(help_text: str) -> str:
    """The help without the marks that Markdown needs."""
    return help_text.replace("\\", "")


@pytest.mark.parametrize(("marked", "model", "field"), [
    ("title: Talks\nre|lated: []\n", Event, "related"),
    ("title: Talks\nty|pe: talks\n", Event, "type"),
    (EVENT.replace("stage", "sta|ge"), Statement, "stage"),
    (EVENT.replace("from", "fr|om"), Statement, "from_"),
])
def test_help_is_the_words_of_the_model(editor: Editor, marked: str, model: Any, field: str) -> None:
    assert model.model_fields[field].description in plain(editor.hover(marked))


# Mistakes -------------------------------------------------------------------------------------------


def test_a_good_record_has_no_mistake(editor: Editor) -> None:
    assert editor.mistakes(EVENT) == []


@pytest.mark.parametrize(("text", "place"), [
    (EVENT.replace("happened", "happend"), (5, 12, 18)),
    (EVENT.replace("    from:", "    form:"), (6, 5, 8)),
    (EVENT.replace("type:", "tpye:"), (2, 1, 4)),
    (EVENT + "draft: maybe\n", (8, 8, 12)),
    (EVENT + "    by: [{x: y}]\n", (8, 10, 15)),
])
def test_a_mistake_is_shown_where_it_stands(editor: Editor, text: str, place: tuple[int, int, int]) -> None:
    assert place in editor.mistakes(text)


def test_a_record_that_the_schemas_have_not_heard_of_is_no_mistake(editor: Editor) -> None:
    assert editor.mistakes(EVENT + "    by: made-a-minute-ago\n") == []

"""The documents of this repository against the program: commands, fields, findings, examples, links.

Reads nothing of the dossier that stands here: what the documents show is their own, or the invented one.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from generator.adapters.cli import dossier
from generator.adapters.findings import findings_text, finding_hint, finding_message
from generator.diagnostics import CODES
from generator.model.dates import parse_edtf
from generator.model.field_guide import model_guide
from generator.model.proposals import Proposal
from generator.model.records import RECORD_MODELS
from generator.model.searches import ExpectedSearch, SearchList
from generator.model.settings import DossierSettings, Reference, Term
from generator.model.tree import Tree
from generator.pipeline import check
from generator.reading.words import load_words
from generator.rendering.guide import COMMAND, reference_files
from tests.support.cases import CASES_PATH, case_findings, parse_case

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = {path: (ROOT / path).read_text(encoding="utf-8") for path in (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/reference.md", "docs/findings.md", "docs/takedown.md",
    "docs/other-builders.md", "docs/bundle.md",
    "tests/cases/README.md", "tests/golden/README.md")}
WORDS = load_words("en")
CASE_PATHS = sorted(CASES_PATH.rglob("*.case"))
LARGEST_IMAGE = 150_000

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\[\]]*(?:\[[^\]]*\])?[^\[\]]*\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Example:
    """A fenced block: its language, the file its title names, whether it adds to that file (`in PATH`)."""

    language: str
    path: str
    adds: bool
    body: str


def _examples(document: str) -> Iterator[Example]:
    for match in _FENCE.finditer(DOCUMENTS[document]):
        language, _, title = match["info"].partition(" ")
        path = re.fullmatch(r'title="([^"]+)"', title)[1] if title else ""
        yield Example(language, path.removeprefix("in "), path.startswith("in "), match["body"])


def _prose(document: str) -> str:
    return _FENCE.sub("", DOCUMENTS[document])


def _codes_in_prose(document: str) -> Iterator[str]:
    yield from _CODE.findall(_prose(document))


# Findings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_sentence_and_its_paragraph(code: str) -> None:
    assert WORDS.has(f"{code}.message") and WORDS.has(f"{code}.explain")


def test_no_finding_has_words_without_a_code_or_a_hint_that_nothing_names() -> None:
    texts = {node.value for path in (ROOT / "generator").rglob("*.py")
             for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    keys = [key.split(".") for key in WORDS.texts
            if key != "guide.explain" and key.endswith((".message", ".explain")) or ".hints." in key]
    assert {code for code, *_ in keys} <= CODES.keys()
    assert {".".join(key) for key in keys if key[1] == "hints" and key[2] not in {"default", *texts}} == set()


@pytest.mark.parametrize("path", CASE_PATHS, ids=lambda path: path.relative_to(CASES_PATH).as_posix())
def test_every_finding_of_a_case_is_said_in_full(path: Path) -> None:
    for finding in case_findings(parse_case(path.read_text(encoding="utf-8"))):
        if finding.hint:
            assert WORDS.has(f"{finding.code}.hints.{finding.hint}"), f"{finding.code}: {finding.hint}"
        said = f"{finding_message(finding, WORDS)} {finding_hint(finding, WORDS)}"
        values = {str(value) for value in finding.arguments.values()}
        unfilled = [left for left in re.findall(r"{\w+}", said) if not any(left in value for value in values)]
        assert not unfilled, said


# The reference --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", reference_files(WORDS))
def test_reference_is_up_to_date(name: str) -> None:
    assert DOCUMENTS[f"docs/{name}"] == reference_files(WORDS)[name], f"run `{COMMAND}`"


@pytest.mark.parametrize("language", ["en", "id"])
def test_reference_names_every_field_with_a_description(language: str) -> None:
    text = reference_files(load_words(language))["reference.md"]
    for model in _models():
        for field in model_guide(model).fields:
            assert field.description, f"{model.__name__}.{field.name}"
            assert f"| `{field.name}` | " in text
    assert "guide." not in text.replace("guide.md", "")


@cache
def _models() -> tuple[type[BaseModel], ...]:
    """Every model that editors write in YAML."""
    found: dict[type[BaseModel], None] = {}

    def add(model: type[BaseModel]) -> None:
        if model not in found:
            found[model] = None
            for part in model_guide(model).parts:
                add(part)

    for model in (*RECORD_MODELS.values(), Proposal, DossierSettings, Term, Reference, SearchList, ExpectedSearch):
        add(model)
    return tuple(found)


# Commands -------------------------------------------------------------------------------------------


def _command_lines(document: str) -> Iterator[str]:
    """What follows `dossier` or `python -m generator` wherever a document shows it as a command."""
    lines = list(_codes_in_prose(document))
    for example in _examples(document):
        if example.language == "sh":
            lines += [line.partition("#")[0] for line in example.body.splitlines()]
    for line in lines:
        match = re.match(r"(?:dossier|(?:\S*/)?python -m generator)(?: (.*))?$", line.strip())
        if match:
            yield match[1] or ""


def _resolve(line: str) -> tuple[click.Command, list[str]]:
    """The command that a line calls and what is left of the line; it must be there."""
    command: click.Command = dossier
    rest = line.split()
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        assert rest[0] in command.commands, f"there is no command `{line}`"
        command = command.commands[rest.pop(0)]
    return command, rest


def _options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


def _commands(group: click.Group = dossier) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from _commands(command)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_and_options_named_in_documents_exist(document: str) -> None:
    for line in _command_lines(document):
        command, rest = _resolve(line)
        assert {word for word in rest if word.startswith("-")} <= _options(command), line
    lone = {code.split()[0] for code in _codes_in_prose(document) if re.match("--[a-z]", code)}
    assert lone <= {name for command in _commands() for name in _options(command)}


def test_readme_names_every_command() -> None:
    named = {_resolve(line)[0] for line in _command_lines("README.md")}
    assert {command.name for command in _commands() if not isinstance(command, click.Group)} == {
        command.name for command in named if not isinstance(command, click.Group)}


@pytest.mark.parametrize("command", list(_commands()), ids=lambda command: command.name)
def test_every_command_and_option_has_help(command: click.Command) -> None:
    assert command.help
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_named_in_documents_exist(document: str) -> None:
    codes = [*_codes_in_prose(document), *(line for example in _examples(document) if example.language == "sh"
                                           for line in example.body.splitlines())]
    calls = [re.fullmatch(r"make ([a-z-]+)(?: \w+=\S*| +#.*)*", code) for code in codes]
    assert {call[1] for call in calls if call} <= set(_make_targets())


def _make_targets() -> list[str]:
    return re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_readme_names_every_make_target() -> None:
    shown = [name for name in _make_targets() if name not in ("help", "env")]
    assert [name for name in shown if f"make {name}" not in DOCUMENTS["README.md"]] == []


# Examples -------------------------------------------------------------------------------------------


def test_the_first_example_of_the_guide_has_no_findings() -> None:
    """The others stand in walk-throughs, which `tests/test_guide.py` plays."""
    example = next(_examples("CONTRIBUTING.md"))
    files = parse_case(f"--- {example.path}\n{example.body}--- expect\n").files
    assert list(check(Tree.of(files)).diagnostics) == []


def test_least_dossier_of_the_readme_has_no_findings() -> None:
    files = {example.path: example.body for example in _examples("README.md") if example.path}
    assert list(files) == ["content/dossier.yml"]
    assert list(check(Tree.of(files)).diagnostics) == []


def test_yaml_examples_say_which_file_they_are() -> None:
    assert [example.body for document in DOCUMENTS for example in _examples(document)
            if example.language in ("yaml", "yml") and not example.path] == []


def test_findings_shown_in_the_guide_are_those_of_the_program() -> None:
    shown = {example.body.rstrip("\n") for example in _examples("CONTRIBUTING.md") if not example.language}
    made = {findings_text(case_findings(parse_case(path.read_text(encoding="utf-8"))), WORDS)
            for path in (CASES_PATH / "guide").glob("*.case")}
    assert shown == made


def test_fields_named_in_the_guide_exist() -> None:
    guides = [field for model in _models() for field in model_guide(model).fields]
    fields = {field.name for field in guides}
    choices = {value for field in guides if field.shape.name == "choice" for value in field.shape.values}
    known = fields | choices | {f"{field}_why" for field in fields}
    named = {match[1] for code in _codes_in_prose("CONTRIBUTING.md")
             if (match := re.match(r"([a-z]+(?:_[a-z]+)+|[a-z_]+(?=:(?: |$)))(?:: .*|:)?$", code))}
    assert named - known == set()


def test_dates_shown_in_the_guide_are_dates() -> None:
    dates = [code for code in _codes_in_prose("CONTRIBUTING.md") if re.fullmatch(r"\d{4}-[\d~?X%/.-]+", code)]
    assert [parse_edtf(date).text for date in dates] == dates


# Links and paths ------------------------------------------------------------------------------------


def _anchors(document: str) -> set[str]:
    """The anchors a forge gives to headings: small letters, hyphens for spaces, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", _prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    for target in _LINK.findall(_prose(document)):
        if re.match(r"(https?|mailto):", target):
            continue
        path, _, anchor = target.partition("#")
        file_path = (ROOT / document).parent / path if path else ROOT / document
        assert file_path.is_file(), target
        name = file_path.resolve().relative_to(ROOT).as_posix()
        assert not anchor or anchor in _anchors(name), target


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_paths_of_the_program_named_in_documents_exist(document: str) -> None:
    paths = [code for code in _codes_in_prose(document)
             if re.fullmatch(r"(generator|tests|docs|site-overrides|\.ci|\.github)/[\w./-]*", code)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_images_of_the_documents_are_small_and_used() -> None:
    images = sorted((ROOT / "docs" / "images").iterdir())
    assert [path.name for path in images if path.stat().st_size > LARGEST_IMAGE] == []
    assert [path.name for path in images if f"docs/images/{path.name}" not in DOCUMENTS["README.md"]] == []

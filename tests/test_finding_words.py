"""The words of findings are held to the code: every hint a stage names is written, every place can be filled."""

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.diagnostics import CODES
from generator.reading.words import load_words

GENERATOR = Path(__file__).resolve().parents[1] / "generator"
WORDS = load_words("en").texts


@dataclass(frozen=True)
class Call:
    """A call that adds a finding: where it stands, its code, the hints it can name and the arguments it gives."""

    place: str
    code: str
    hints: frozenset[str]
    arguments: frozenset[str] | None


def _calls() -> Iterator[Call]:
    for path in sorted(GENERATOR.rglob("*.py")):
        if "publishing" in path.parts:
            continue  # the checker of built sites has findings of its own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("add", "fail") and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and code.value in CODES:
                    yield _call(f"{path.relative_to(GENERATOR)}:{node.lineno}", code.value, node)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _call(place: str, code: str, node: ast.Call) -> Call:
    hints = {text for keyword in node.keywords if keyword.arg == "hint" for text in _texts(keyword.value)}
    named = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
    has_more = any(keyword.arg is None for keyword in node.keywords) or _name(node.func) == "fail"
    return Call(place, code, frozenset(hints), None if has_more else named)


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts an expression can come to: itself, or the branches of a condition, never what it asks."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


CALLS = list(_calls())


def test_the_calls_are_found() -> None:
    assert len({call.code for call in CALLS}) > 40


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.place}-{call.code}")
def test_every_hint_in_use_has_its_words(call: Call) -> None:
    missing = {hint for hint in call.hints if f"{call.code}.hints.{hint}" not in WORDS}
    assert not missing


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.place}-{call.code}")
def test_every_place_in_the_sentence_and_its_hints_is_filled(call: Call) -> None:
    if call.arguments is None:
        return
    keys = [f"{call.code}.message", *(f"{call.code}.hints.{hint}" for hint in call.hints)]
    for key in keys:
        assert _places(WORDS[key]) <= call.arguments, key


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}

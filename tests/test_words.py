"""The words of the interface against the code: none is missing or left over, every language has them all."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from pydantic import BaseModel

from generator.diagnostics import CODES
from generator.editing.suggestions import TOPICS
from generator.editing.comparison import FileFate, RecordFate, StatementFate
from generator.editing.recall import Reason
from generator.model.dossier import StatusKind
from generator.model.field_guide import Shape, model_guide
from generator.model.records import (
    ApparatusKind, BoilerplateKind, Claim, Coordinates, Event, EventRelation, Finding, Kind, Name,
    RECORD_MODELS, Rights, Source, WithholdingReason,
)
from generator.model.settings import DossierSettings, Reference, Term
from generator.model.statements import Comparator, Order, Outcome, Stage, Statement, TranslationMethod
from generator.reading.words import _load_folder, load_words
from generator.rendering.citing.files import FORMATS
from generator.rendering.search.vocabulary import KINDS, REMARKS, VOICES
from generator.rendering.views.cite import _STYLES as _CITED_IN
from generator.rendering.figures.time_legend import Sample
from generator.rendering.views.index import _TABLES
from generator.rendering.views.search import _NARROWED, _SAID, _WAYS
from generator.rendering.views.map import COURSES

GENERATOR = Path(__file__).parent.parent / "generator"
LANGUAGES = sorted(path.name for path in (GENERATOR / "words").iterdir() if (path / "pages.yml").is_file())


def _choices(model: type[BaseModel], field: str) -> tuple[str, ...]:
    return next(guide.shape.values for guide in model_guide(model).fields if guide.name == field)


def _shapes(models: Iterable[type[BaseModel]]) -> set[str]:
    """The names of all shapes that fields of these models and of the models in them have."""
    names: set[str] = set()
    for model in models:
        guide = model_guide(model)
        names |= _shapes(guide.parts)
        for field in guide.fields:
            shape: Shape | None = field.shape
            while shape is not None:
                names.add(shape.name)
                shape = shape.of
    return names


def _said_of_changes(name: str) -> tuple[str, ...]:
    """The last parts of keys that are given to a `Remark` or a `Refusal` of `editing/changes.py`; whole keys apart."""
    position = {"Remark": 1, "Refusal": 0}[name]
    texts = (path.read_text(encoding="utf-8") for path in sorted(GENERATOR.rglob("*.py")))
    calls = (node for text in texts if "generator.editing.changes import" in text for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name)
    literals = (literal for call in calls for literal in ast.walk(call.args[position]))
    return tuple(dict.fromkeys(literal.value for literal in literals
                               if isinstance(literal, ast.Constant) and re.fullmatch("[a-z-]+", str(literal.value))))


_LEFT = ("conflict", "unread", "unformatted")
_FOLDERS = tuple(kind.folder for kind in Kind)

#: What fills the variable of a key that is put together, where no list in the same function says so.
MEMBERS: dict[str, Iterable[str]] = {
    "build.published.*": (*_FOLDERS, "statements", "quotes"),
    "bundle.missing.*": ("rights", "withheld", "draft", "withdrawn", "settings"),
    "nav.*": _FOLDERS,
    "count.*": (*_FOLDERS, "sayings", "passages", "quotes", "printed", "prints", "accounts", "articles"),
    "index.*": _FOLDERS,
    "column.*": [name for columns, _ in _TABLES.values() for name in columns],
    "assist.suggest.topic.*": TOPICS,
    "boilerplate.*": get_args(BoilerplateKind),
    "stretch.*": get_args(ApparatusKind),
    "search.*": _SAID,
    "search.by.*": _NARROWED,
    "search.example.*": _WAYS,
    "search.meaning.*": _WAYS,
    "search.kind.*": KINDS,
    "search.kinds.*": KINDS,
    "search.remark.*": REMARKS,
    "search.voice.*": VOICES,
    "citing.*": ("page", "source", "dossier"),
    "citing.style.*": _CITED_IN,
    "citing.format.*": tuple(extension.replace(".", "_") for extension in FORMATS),
    **{f"citing.{part}.*": ("chicago", "apa", "mla") for part in ("day", "month", "date")},
    "claim-kind.*": _choices(Claim, "kind"),
    "review.*": _choices(Claim, "review"),
    "finding.*": _choices(Finding, "is"),
    "finding.kind.*": tuple(kind.value for kind in Kind),
    "comparator.*": get_args(Comparator),
    "order.*": get_args(Order),
    "outcome.*": get_args(Outcome),
    "translation.*": get_args(TranslationMethod),
    "coordinates.*": ("not_found", "not_looked_up"),
    "precision.*": _choices(Coordinates, "precision"),
    "date_of.*": _choices(Statement, "date_of"),
    "ground.*": _choices(Statement, "ground"),
    "event-kind.*": tuple(kind for kind in _choices(Event, "kind") if kind != "single"),
    "extent.*": _choices(Source, "extent"),
    "publish-text.*": _choices(Rights, "publish_text"),
    "kind.*": tuple(kind.value for kind in Kind),
    "withheld.reason.*": get_args(WithholdingReason),
    "evidence.aspect.*": ("wording", "translation", "date"),
    "legend.*": ("used", "shared", "unused"),
    "legend.level.*": tuple(level for level in _choices(Rights, "publish_text") if level != "full"),
    "legend.*_why": ("used", "shared", "unused"),
    "names.*": _choices(Name, "kind"),
    "neighbour.*": ("before", "after"),
    "reporting.point.*": ("happening", "start", "end"),
    "reporting.same_day.*": ("happening", "start", "end"),
    "reporting.short.*": (*(kind for kind in get_args(StatusKind)), "touches"),
    "relation.*": (*_choices(EventRelation, "relation"), "has_part", "answered_by", "follows_from"),
    "state.column.*": ("source", "passages", "unused", "coverage", "record", "statements", "quotes", "date", "what"),
    "judging.fate.*": (*get_args(RecordFate), *get_args(FileFate)),
    "judging.statement.*": get_args(StatementFate),
    "judging.value.*": ("changed", "added", "removed"),
    "relations.mark.*": ("named", "said", "expected", "absent"),
    "relations.spoke.*": ("named", "said", "expected", "absent"),
    "relations.state.*": ("said", "expected", "absent"),
    "recall.reason.*": get_args(Reason),
    "map.course.*": COURSES,
    "map.key.*": ("point", "district", "region", "country"),
    "judging.git.*": ("missing", "no-repository", "unknown-revision", "shallow", "incomplete", "failed"),
    "timeline.drawing.*": ("articles", "before", "after", "undated"),
    "timeline.sample.*": get_args(Sample),
    "timeline.filter.*": ("kind", "actor", "status", "article", "by"),
    "timeline.any.*": ("kind", "actor", "status", "article", "by"),
    "propose.stage.*": get_args(Stage),
    "print.number.*": ("event", "claim", "source"),
    "print.statement.*": tuple(kind.value for kind in Kind),
    "rewrite.done.*": tuple(key for key in _said_of_changes("Remark") if key not in _LEFT),
    "rewrite.left.*": tuple(key for key in _said_of_changes("Remark") if key in _LEFT),
    "rewrite.refused.*": _said_of_changes("Refusal"),
    "guide.reference.*": ("kinds", "parts", "whole"),
    "guide.shape.*": _shapes([*RECORD_MODELS.values(), DossierSettings, Term, Reference]),
}

#: Put together and only looked up where they are there: every key of the group may be used.
OPTIONAL = {"back.*", "field.*"}

#: Terms that need no vocabulary file of the dossier, by the name of the vocabulary.
TERMS = {"statuses": get_args(StatusKind), "roles": ("participant", "not_present")}

#: Arguments of findings that are keys of words themselves: `expected="lines"` shows `finding.expected.lines`.
_ARGUMENT_GROUPS = ("finding.shape.", "finding.expected.", "finding.kind.")


@dataclass(frozen=True)
class Use:
    """A key in the code: whole, or with `*` for what is filled in; `counts` where it is asked for a number.

    `arguments` are the names of the values given with it; `*` where they are not written out.
    """

    key: str
    place: str
    counts: bool
    members: tuple[str, ...] = ()
    arguments: frozenset[str] = frozenset()


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple((path.relative_to(GENERATOR.parent).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
                 for path in sorted(GENERATOR.rglob("*.py")))


@cache
def _uses() -> tuple[Use, ...]:
    """Every key that is asked for with `words(...)`, `words.count(...)` or `words.has(...)`."""
    return tuple(use for path, tree in _trees() for use in _uses_in(path, tree, ()))


def _uses_in(path: str, node: ast.AST, scopes: tuple[ast.AST, ...]) -> Iterator[Use]:
    """The uses below a node; `scopes` are the functions and loops around it, the innermost last."""
    if isinstance(node, (ast.FunctionDef, ast.For)) or hasattr(node, "generators"):
        scopes = (*scopes, node)
    name = _asked_for(node)
    if name and isinstance(node, ast.Call) and node.args:
        for literal in ast.walk(_value(node.args[0], scopes)):
            if isinstance(literal, (ast.Constant, ast.JoinedStr)):
                use = _use(literal, f"{path}:{node.lineno}", name == "count", scopes)
                if use:
                    given = frozenset(keyword.arg or "*" for keyword in node.keywords)
                    yield replace(use, arguments=frozenset("*") if name == "has" else given)
    for child in ast.iter_child_nodes(node):
        yield from _uses_in(path, child, scopes)


def _asked_for(node: ast.AST) -> str:
    """`words`, `count` or `has` where the node is a call of one of them on the words."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Name):
        return function.id if function.id == "words" else ""
    if not isinstance(function, ast.Attribute):
        return ""
    owner = function.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return "words" if function.attr == "words" else \
        function.attr if name == "words" and function.attr in ("count", "has") else ""


def _value(node: ast.expr, scopes: tuple[ast.AST, ...]) -> ast.expr:
    """What a name was given in the innermost scope that gives it something; any other node as it is."""
    if isinstance(node, ast.Name):
        for scope in reversed(scopes):
            for inner in ast.walk(scope):
                if isinstance(inner, ast.Assign) and any(
                        isinstance(target, ast.Name) and target.id == node.id for target in inner.targets):
                    return inner.value
    return node


def _use(
    literal: ast.Constant | ast.JoinedStr, place: str, counts: bool, scopes: tuple[ast.AST, ...]
) -> Use | None:
    if isinstance(literal, ast.Constant):
        return Use(literal.value, place, counts) if _is_key(literal.value) else None
    pattern = "".join(part.value if isinstance(part, ast.Constant) else "*" for part in literal.values)
    if pattern.startswith("*") or not _is_key(pattern.replace("*", "x")):
        return None
    variable = next(part.value for part in literal.values if isinstance(part, ast.FormattedValue))
    members = _listed(variable.id, scopes) if isinstance(variable, ast.Name) else ()
    return Use(pattern, place, counts, members)


def _is_key(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+", text) is not None


def _listed(name: str, scopes: tuple[ast.AST, ...]) -> tuple[str, ...]:
    """The constants that the innermost loop over a written-out list gives to the name."""
    for scope in reversed(scopes):
        for loop in [scope] if isinstance(scope, ast.For) else getattr(scope, "generators", []):
            targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
            names = [target.id if isinstance(target, ast.Name) else "" for target in targets]
            items = _value(loop.iter, scopes)
            if name in names and isinstance(items, (ast.Tuple, ast.List)):
                index = names.index(name)
                given = [item.elts[index] if len(names) > 1 and isinstance(item, ast.Tuple) else item
                         for item in items.elts]
                return tuple(item.value for item in given if isinstance(item, ast.Constant))
    return ()


def _keys_of(use: Use) -> tuple[str, ...]:
    if "*" not in use.key or use.key in OPTIONAL:
        return () if "*" in use.key else (use.key,)
    return tuple(use.key.replace("*", member) for member in use.members or MEMBERS.get(use.key, ()))


def test_every_key_that_is_put_together_is_known_with_its_members() -> None:
    unknown = {f"{use.place}: {use.key}" for use in _uses()
               if "*" in use.key and use.key not in OPTIONAL and not use.members and use.key not in MEMBERS}
    assert not unknown, "add these keys to MEMBERS"
    assert MEMBERS.keys() <= {use.key for use in _uses()}


def test_every_value_that_words_name_is_given() -> None:
    texts = load_words("en").texts
    lacking = {f"{use.place}: {key} {{{name}}}" for use in _uses() for key in _keys_of(use)
               for form in (key, f"{key}.one", f"{key}.other") if form in texts and "*" not in use.arguments
               for name in _placeholders(texts[form]) - use.arguments - ({"n"} if use.counts else set())}
    assert not lacking


def test_every_key_that_is_asked_for_has_words() -> None:
    words = load_words("en")
    missing = {f"{use.place}: {key}" for use in _uses() for key in _keys_of(use)
               if not words.has(f"{key}.other" if use.counts else key)}
    assert not missing


def test_terms_that_every_dossier_has_have_words() -> None:
    words = load_words("en")
    assert [f"{group}.{term}" for group, terms in TERMS.items() for term in terms
            if not words.has(f"{group}.{term}")] == []


def test_no_words_are_left_over() -> None:
    asked = {key for use in _uses() for key in _keys_of(use)}
    asked |= {f"{group}.{term}" for group, terms in TERMS.items() for term in terms}
    constants = {node.value for _, tree in _trees() for node in ast.walk(tree)
                 if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    optional = tuple(pattern.removesuffix("*") for pattern in OPTIONAL)
    left = [key for key in load_words("en").texts
            if re.sub(r"\.(one|other)$", "", key) not in asked | constants and key not in asked | constants
            and not key.startswith(optional) and key.partition(".")[0] not in CODES
            and not _is_argument(key, constants) and not _is_of_dates(key)]
    assert left == []


def _is_argument(key: str, constants: set[str]) -> bool:
    return key.startswith(_ARGUMENT_GROUPS) and key.rpartition(".")[2] in constants | set(Kind)


def _is_of_dates(key: str) -> bool:
    """`date.spring` is put together in `model/date_words.py`, which knows no words but a mapping of them."""
    source = (GENERATOR / "model" / "date_words.py").read_text(encoding="utf-8")
    return key.startswith("date.") and key.removeprefix("date.") in source


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_of_the_interface(language: str) -> None:
    english, own = _own_texts("en"), _own_texts(language)
    wanted = {key for key in english if not key.endswith(".explain")}
    assert {"missing": sorted(wanted - own.keys()), "left over": sorted(own.keys() - english.keys())} == {
        "missing": [], "left over": []}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_values(language: str) -> None:
    english, own = _own_texts("en"), _own_texts(language)
    assert [key for key in own if not key.endswith(".explain") and key in english
            and _placeholders(own[key]) != _placeholders(english[key])] == []


def _own_texts(language: str) -> dict[str, str]:
    """The words that the files of this language hold themselves, without what they are laid over."""
    return dict(_load_folder(language))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}

"""What a YAML parser complains of, turned into what an editor can mend.

Owns the table from the parsers' sentences to hints, and where to point: often not where the parser stumbled,
but where the mistake began. Knows the words of both parsers of PyYAML without importing them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics import Diagnostics, Span
from generator.reading.yaml_text import shorten


@dataclass(frozen=True, slots=True)
class Place:
    """A parser's mark: line and column, both from 0, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What a parser said: the sentence, what it was doing, where it stumbled and where that had begun."""

    sentence: str
    context: str
    place: Place
    start: Place


#: Sentence (with its context before it) to hint, first match counts; True: point to where it began.
_HINTS: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(pattern), hint, at_start) for pattern, hint, at_start in (
        (r"mapping (values|keys) are not allowed|unexpected ':'", "colon", False),
        (r"sequence entries are not allowed", "dash", False),
        (r"quoted scalar.*(end of stream|document (separator|indicator))", "quote", True),
        (r"double-quoted scalar|escape|hexdecimal", "escape", True),
        (r"cannot start any token", "character", False),
        (r"scanning an? (alias|anchor)", "star", True),
        (r"scanning a block scalar", "block", True),
        (r"could not find expected ':'", "key", True),
        (r"flow (sequence|mapping|node)", "bracket", False),
        (r"block (mapping|sequence|collection|node)|<document start>", "indentation", False),
    )
)
_TAG = re.compile(r"ing an? (\w+ )?tag\b|tag handle")
_LONE_KEY = re.compile(r" *(- +)*[\w-]+ *")
_FIELD = re.compile(r" *(?:- +)*(?=[\w-]+:(?: |$))")
_FIELD_WITHOUT_SPACE = re.compile(r" *(?:- +)*[a-z_]+:[^\s/]")
_OPENED_BLOCK = re.compile(r"[:-] +[>|][-+0-9]*$")
_CLOSED_TEXT = re.compile(r"[\"'\]}] *$")
_COMMENT = re.compile(r"\S +#")


def report_problem(path: str, lines: Sequence[str], problem: Problem, diagnostics: Diagnostics) -> None:
    """Add the one finding that a parser's complaint amounts to: `yaml-tag` or `yaml-syntax` with a hint."""
    sentence = f"{problem.context}: {problem.sentence}"
    if _TAG.search(sentence):
        diagnostics.add("yaml-tag", span_at(path, problem.start), tag=word_at(lines, problem.start))
        return
    hint, place = _hint_and_place(sentence, lines, problem)
    text, depth = shorten(_line(lines, place)), None
    if hint == "indentation":
        place, depth = _start_of_field(lines, place), _fitting_depth(lines, place)
    if depth is not None:
        hint = "depth"
    diagnostics.add("yaml-syntax", span_at(path, place), hint=hint, text=text, problem=problem.sentence,
                    spaces=place.column, depth=depth or 0)


def word_at(lines: Sequence[str], place: Place) -> str:
    """The word that stands at a place, as a finding shows it."""
    return shorten(_line(lines, place)[place.column:].partition(" ")[0])


def span_at(path: str, place: Place) -> Span:
    """The span of one character."""
    return Span(path, place.line + 1, place.column + 1, place.line + 1, place.column + 2)


def _hint_and_place(sentence: str, lines: Sequence[str], problem: Problem) -> tuple[str, Place]:
    hint, at_start = next(
        ((hint, at_start) for pattern, hint, at_start in _HINTS if pattern.search(sentence)), ("other", False)
    )
    if hint == "bracket" and problem.place.line != problem.start.line:
        at_start = True
    place = problem.start if at_start else problem.place
    if hint in ("indentation", "bracket") and _CLOSED_TEXT.search(_line(lines, place)[:place.column]):
        hint = "text-behind"
    if hint == "colon" and _LONE_KEY.fullmatch(_line(lines, place)[:place.column]):
        hint = "indentation"
    if hint == "key":
        hint = _missing_key_hint(lines, place)
    return hint, place


def _missing_key_hint(lines: Sequence[str], place: Place) -> str:
    """What a line without `field:` probably is."""
    above = lines[place.line - 1].rstrip() if place.line > 0 else ""
    if _FIELD_WITHOUT_SPACE.match(_line(lines, place)):
        return "no-space"
    if _OPENED_BLOCK.search(above):
        return "block-depth"
    return "comment" if _COMMENT.search(above) else "key"


def _start_of_field(lines: Sequence[str], place: Place) -> Place:
    """The first letter of a line's field, where the parser stumbled over its colon or value."""
    field = _FIELD.match(_line(lines, place))
    return Place(place.line, field.end()) if field and field.end() < place.column else place


def _fitting_depth(lines: Sequence[str], place: Place) -> int | None:
    """The depth nearest to this line's that a field above it has; None where the line is at fault in another way."""
    field = _FIELD.match(_line(lines, place))
    if field is None or "-" in field[0]:
        return None
    depths = [above.end() for line in lines[:place.line] if (above := _FIELD.match(line))]
    nearest = min(reversed(depths), key=lambda depth: abs(depth - field.end()), default=None)
    return nearest if nearest != field.end() else None


def _line(lines: Sequence[str], place: Place) -> str:
    return lines[place.line] if place.line < len(lines) else ""

"""Why a text is not a date, and what its writer probably meant.

Owns the table of usual slips (`9/10/2020`, `2020-1-5`, `20201009`) and the corrections they suggest. Knows
nothing of the grammar: `dates.py` asks here once a text is refused, and keeps the corrections that parse.
"""

import re
from collections.abc import Callable
from typing import NamedTuple


class Explanation(NamedTuple):
    """A reason key and the corrections it suggests, not yet checked against the grammar."""

    reason: str
    candidates: tuple[str, ...] = ()


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_INTERVAL_PIECES = re.compile("(/)")
_SET_PIECES = re.compile(r"(\.\.|, *|\[|\])")
_TO_THE_DAY = r"[0-9]{4}(?:-[0-9]{2}){0,2}"


def explain(text: str) -> Explanation | None:
    """What is wrong with a text that is no date, or None where it is no usual slip.

    A slip in a part of an interval or a set is explained with all parts corrected that can be.
    """
    return _explain_whole(text) or _explain_pieces(text)


def _explain_pieces(text: str) -> Explanation | None:
    pieces = (_SET_PIECES if text.startswith("[") else _INTERVAL_PIECES).split(text)
    # Every other piece is what separates them.
    found = [
        _explain_whole(piece) if len(pieces) > 1 and piece and not number % 2 else None
        for number, piece in enumerate(pieces)
    ]
    first = next((explanation for explanation in found if explanation), None)
    if first is None:
        return None
    mended = (
        explanation.candidates[0] if explanation and len(explanation.candidates) == 1 else piece
        for explanation, piece in zip(found, pieces, strict=True)
    )
    return Explanation(first.reason, ("".join(mended),))


def _explain_whole(text: str) -> Explanation | None:
    for pattern, explain_match in _SLIPS:
        match = pattern.fullmatch(text)
        if match:
            return explain_match(match)
    return None


def _iso(year: str, month: str, day: str | None = None) -> str:
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def _day_and_month(match: re.Match[str]) -> Explanation:
    """`9/10/2020` may be read two ways; which one is the writer's to say."""
    first, second, year = match.groups()
    return Explanation("day-month-order", (_iso(year, second, first), _iso(year, first, second)))


def _as(reason: str, build: Callable[..., str] | None = None) -> Callable[[re.Match[str]], Explanation]:
    """An explanation whose one candidate is built from the match's groups."""
    return lambda match: Explanation(reason, (build(*match.groups()),) if build else ())


# The first that matches the whole text wins.
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Explanation]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), explain_match)
    for pattern, explain_match in (
        (r"\s*", _as("empty")),
        (r"\s+(.*\S)\s*|(.*\S)\s+", _as("white-space", lambda a, b: (a or b).strip())),
        (rf"({_TO_THE_DAY}) *(?:-|{_DASHES.pattern}) *({_TO_THE_DAY})",
         _as("interval-slash", "{}/{}".format)),
        (rf"(.*{_DASHES.pattern}.*)", _as("dash", lambda a: _DASHES.sub("-", a))),
        (r"([0-9]{4})[/.]([0-9]{1,2})(?:[/.]([0-9]{1,2}))?", _as("slashes", _iso)),
        (r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", _day_and_month),
        (r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}", _as("two-digit-year")),
        (r"([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})", _as("short-end", "{0}{1}/{0}{2}".format)),
        (r"([0-9]{4}-)([0-9]{2}-[0-9]{2})/([0-9]{2}-[0-9]{2})", _as("short-end", "{0}{1}/{0}{2}".format)),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})?", _as("no-hyphens", _iso)),
        (r"(-?[0-9]{4})-([0-9])(?:-([0-9]{1,2}))?", _as("missing-zero", _iso)),
        (r"(-?[0-9]{4})-([0-9]{2})-([0-9])", _as("missing-zero", _iso)),
        (r"(-?[0-9]{4})-(1[3-9]|2[0-9]|3[01])-(0[1-9]|1[0-2])",
         _as("no-such-month", lambda year, day, month: _iso(year, month, day))),
        (r"(-?[0-9]{4})-00(?:-00)?", _as("zero", lambda year: year)),
        (r"(-?[0-9]{4}-[0-9]{2})-00", _as("zero", lambda month: month)),
        (r"([+-]?)([1-9][0-9]{4,11})", _as("long-year", lambda sign, year: f"Y{sign.strip('+')}{year}")),
        (r"([-0-9XxUu]*[xUu][-0-9XxUu]*)", _as("capital-x", lambda a: re.sub("[xUu]", "X", a))),
        (r"([^.\[\]]+\.\.[^.\[\]]+)", _as("span-without-brackets", lambda a: f"[{a}]")),
        (r"\{.*\}", _as("all-of-a-set")),
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ t_]+([0-9]{2}:[0-9]{2}\S*)",
         _as("time-separator", lambda day, time: f"{day}T{time.upper()}")),
        (r"(\S+T[0-9:]+[+-][0-9]{2})([0-9]{2})", _as("offset-colon", lambda a, b: f"{a}:{b}")),
        (r"[0-9]{1,2}[:.][0-9]{2}.*", _as("time-without-date")),
        (r"([0-9]{2}[1-9])0s", _as("in-words", "{}X".format)),
        (r"(?![-0-9]*T[0-9]).*[^\W\dXYTZ_]{2}.*", _as("in-words")),
    )
)

"""Test cases as text files: a dossier laid over a small valid one, and the findings it must have.

Owns the format that `tests/cases/README.md` describes. Knows the pipeline's check, no rule.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator import pipeline
from generator.checks.coverage import check_coverage
from generator.diagnostics import Diagnostics
from generator.model.tree import Tree

CASES_PATH = Path(__file__).parent.parent / "cases"
_SECTION = re.compile(r"^--- (.+)\n", re.MULTILINE)
_FINDING = re.compile(r"(?P<place>\S.*?:\d+:\d+):? (?P<severity>error|warning)\[?\s*(?P<code>[a-z0-9-]+)\]?")
_COMPUTED = re.compile(r"^sha256: \(computed\)$", re.MULTILINE)
_SEED = re.compile(r"^seed: (.+)$", re.MULTILINE)

#: Place, severity and code: what a test asserts of a finding.
Found = tuple[str, str, str]


class CaseError(Exception):
    """A case that is not written as the format says."""


@dataclass(frozen=True)
class Case:
    """A dossier as files, and all findings it must have."""

    files: dict[str, str]
    expected: tuple[Found, ...]
    with_coverage: bool
    printed: str = ""


def parse_case(text: str) -> Case:
    """Lay the sections of a case over the base dossier. Raises CaseError.

    `printed` is empty unless the case holds all that is printed, its last line being the summary.
    """
    files = dict(base_files())
    expected: tuple[Found, ...] | None = None
    with_coverage, printed = False, ""
    for header, body in _sections(text):
        if header in ("expect", "expect coverage"):
            expected, with_coverage = tuple(_findings(body)), header == "expect coverage"
        elif header == "prints":
            expected, printed = tuple(_findings("".join(body.splitlines(keepends=True)[:-1]))), body
        elif header.startswith("in "):
            path = header.removeprefix("in ")
            files[path] = _changed(files[path], body)
        elif header.startswith("remove "):
            del files[header.removeprefix("remove ")]
        else:
            files[header] = body
    if expected is None:
        raise CaseError("there is no section `expect`")
    return Case(_with_hashes(files), expected, with_coverage, printed)


def run_case(case: Case) -> tuple[Found, ...]:
    """The findings of a case's dossier, in the order they are shown."""
    return tuple((str(found.span), found.severity.label, found.code) for found in case_findings(case))


def case_findings(case: Case) -> Diagnostics:
    """The findings of a case's dossier, with all that is shown of them."""
    checked = pipeline.check(Tree.of(case.files))
    if checked.dossier is not None and case.with_coverage:
        check_coverage(checked.dossier, checked.diagnostics)
    return checked.diagnostics


@lru_cache
def base_files() -> dict[str, str]:
    """The base dossier, path to text."""
    root = CASES_PATH / "base"
    return {path.relative_to(root).as_posix(): path.read_bytes().decode()
            for path in sorted(root.rglob("*")) if path.is_file()}


def _sections(text: str) -> Iterator[tuple[str, str]]:
    parts = _SECTION.split(text)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _findings(body: str) -> Iterator[Found]:
    for line in body.splitlines():
        if not line.strip() or line[0].isspace():
            continue
        match = _FINDING.match(line)
        if match is None:
            raise CaseError(f"no finding: {line}")
        yield match["place"], match["severity"], match["code"]


def _changed(text: str, body: str) -> str:
    """The text with each run of `- ` lines replaced by the `+ ` lines behind it."""
    for match in re.finditer(r"((?:^-(?: .*)?\n)*)((?:^\+(?: .*)?\n)*)", body, re.MULTILINE):
        if not match[0]:
            continue
        old, new = ("".join(f"{line[2:]}\n" for line in part.splitlines()) for part in match.groups())
        count = f"\n{text}".count(f"\n{old}")
        if old and count != 1:
            raise CaseError(f"found {count} times:\n{old}")
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}", 1)[1:] if old else text + new
    return text


def _with_hashes(files: dict[str, str]) -> dict[str, str]:
    def computed(text: str) -> str:
        seed = _SEED.search(text)
        if seed is None or f"seeds/{seed[1]}" not in files:
            return "sha256: " + "0" * 64
        return "sha256: " + hashlib.sha256(files[f"seeds/{seed[1]}"].encode()).hexdigest()

    return {path: _COMPUTED.sub(lambda _, text=text: computed(text), text) for path, text in files.items()}

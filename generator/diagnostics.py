"""Findings and where they point: the user interface of the editors.

Owns `Span`, `Severity`, `Diagnostic` and `Diagnostics`, the collector every stage adds to.
A finding holds its code and arguments; its sentence is made from `words/` where it is shown.
Knows nothing of YAML, records or pages. First module of the pipeline: everything may import it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Severity(IntEnum):
    """How bad a finding is; an error stops the build, a warning is shown."""

    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """The word printed before the code: `error` or `warning`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file: project-relative `/`-separated path, 1-based lines and columns.

    Columns count code points; `end_line`/`end_column` point behind the last one (0 where unknown).
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of; `role` is the key of a word saying what stands there."""

    span: Span
    role: str = "related.see"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a registered code, its place, and the values its sentence and hint name.

    `arguments` fill the placeholders of the message `<code>` and the hint chosen by `hint`
    (a key below `<code>.hints` in the words files; empty: no hint). Values are plain strings or numbers.
    """

    code: str
    span: Span
    severity: Severity
    arguments: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of findings on show: by place, then code, then what they name."""
        return (self.span, self.code, sorted((key, str(value)) for key, value in self.arguments.items()))

    @property
    def identity(self) -> tuple[Any, ...]:
        """Two findings with one identity are the same finding."""
        return (self.span.path, self.span.line, self.span.column, self.code, tuple(sorted(
            (key, str(value)) for key, value in self.arguments.items())))


class Diagnostics:
    """The collector: stages add, nobody removes. Iterating gives sorted findings without repeats."""

    def __init__(self, findings: Iterable[Diagnostic] = ()) -> None:
        self._findings: list[Diagnostic] = list(findings)

    def add(
        self, code: str, span: Span, /, *, hint: str = "", related: Iterable[Related] = (), **arguments: Any
    ) -> None:
        """Add a finding of a registered code; its severity comes from the table of codes."""
        self._findings.append(
            Diagnostic(code, span, severity_of(code), arguments, hint, tuple(related))
        )

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Add findings made elsewhere."""
        self._findings.extend(findings)

    def __iter__(self) -> Iterator[Diagnostic]:
        unique = {finding.identity: finding for finding in self._findings}
        return iter(sorted(unique.values(), key=lambda finding: finding.sort_key))

    def __len__(self) -> int:
        return len({finding.identity for finding in self._findings})

    def count(self, severity: Severity) -> int:
        """How many different findings have this severity."""
        return sum(1 for finding in self if finding.severity is severity)

    @property
    def has_errors(self) -> bool:
        """Whether the gate before rendering stays shut."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)


def severity_of(code: str) -> Severity:
    """The severity of a registered code; an unregistered one is a fault of ours (KeyError)."""
    return CODES[code]


_E, _W = Severity.ERROR, Severity.WARNING

#: Every code there is. Its sentence, hints and paragraph for the editors' guide stand in `words/en/findings.yml`.
CODES: dict[str, Severity] = {
    # files and YAML
    "file-unreadable": _E,
    "file-too-large": _E,
    "file-empty": _E,
    "file-name": _E,
    "file-name-case": _E,
    "file-unexpected": _E,
    "file-missing": _E,
    "path-outside": _E,
    "not-utf8": _E,
    "yaml-syntax": _E,
    "yaml-tag": _E,
    "yaml-depth": _E,
    "yaml-alias": _E,
    "yaml-comment-cut": _E,
    "yaml-bom": _E,
    "yaml-tab": _E,
    "duplicate-key": _E,
    # the shape of records
    "not-a-mapping": _E,
    "unknown-key": _E,
    "wrong-type": _E,
    "missing-field": _E,
    "empty-value": _E,
    "conflicting-fields": _E,
    "bad-value": _E,
    "bad-id": _E,
    "bad-date": _E,
    "bad-time": _E,
    "bad-link": _E,
    "bad-markup": _E,
    "proposed-value": _E,
    "unknown-language": _E,
    # references between records
    "duplicate-id": _E,
    "unknown-record": _E,
    "wrong-kind": _E,
    "self-reference": _E,
    "unknown-term": _E,
    "unknown-reference": _E,
    "unknown-statement": _E,
    "reference-withdrawn": _E,
    # seeds and quotes
    "seed-missing": _E,
    "seed-changed": _E,
    "seed-hash-missing": _E,
    "seed-undecodable": _E,
    "seed-without-record": _E,
    "seed-shared": _E,
    "region-not-found": _E,
    "region-ambiguous": _E,
    "region-overlap": _E,
    "quote-not-in-source": _E,
    "quote-ambiguous": _E,
    "quote-in-boilerplate": _E,
    "quote-cut": _W,
    "translation-conflict": _E,
    "withheld-words-quoted": _W,
    "withheld-words-left": _E,
    "words-not-in-seed": _E,
    "title-not-in-seed": _E,
    # editorial rules
    "date-without-words": _E,
    "date-words-not-in-quote": _E,
    "time-outside-date": _E,
    "happened-after-publication": _E,
    "place-not-named": _E,
    "speaker-not-named": _E,
    "participant-not-named": _E,
    "harm-without-speaker": _E,
    "title-states-allegation": _W,
    "headline-only": _W,
    "figure-words-not-in-quote": _E,
    "stage-missing": _E,
    "stage-refused": _E,
    "spelling-not-found": _W,
    "spelling-ambiguous": _W,
    "person-without-role": _E,
    "outside-knowledge": _E,
    "missing-language": _E,
    "same-name": _W,
    "language-without-rules": _W,
    "page-collision": _E,
    "finding-without-reason": _E,
    "claim-without-accounts": _E,
    # coverage, held by `make check-dossier`
    "paragraph-uncarried": _E,
    "uncarried-but-quoted": _E,
    "name-unresolved": _E,
}

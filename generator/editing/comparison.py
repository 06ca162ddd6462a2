"""What a change means, as values: records, statements, quotes, fields, findings and pages, before and after.

Owns the shapes that `diff.py` fills and that text, Markdown and JSON are made of. Every text in them is untrusted
and in one piece; every order is final.
"""

from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Diagnostic
from generator.model.records import Kind

RecordFate = Literal["added", "removed", "renamed", "changed", "unreadable"]
StatementFate = Literal["added", "lost", "changed", "moved_in", "moved_out"]
FileFate = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A field, or something computed, before and after in words; an empty text says that there was nothing.

    `name` is the field's key in the YAML, else the key of the words that say what was computed.
    """

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Exact words of a source."""

    source_id: str
    words: str


@dataclass(frozen=True, slots=True)
class LostQuote:
    """Words that were found in their source before and are not any more."""

    statement: str
    quote: QuotedWords
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What became of one statement: its sentence as it is now, else as it was, and its words.

    `elsewhere` is the record it moved to or came from.
    """

    fate: StatementFate
    id: str
    says: str
    quotes: tuple[QuotedWords, ...]
    fields: tuple[ValueChange, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record. `path` is its file, on the side that has it; `old_id` where it was renamed."""

    fate: RecordFate
    kind: Kind
    id: str
    title: str
    path: str
    old_id: str = ""
    is_draft: bool = False
    fields: tuple[ValueChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    lost_quotes: tuple[LostQuote, ...] = ()
    computed: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A seed, hand-written page, vocabulary or settings file that differs, and in which fields."""

    fate: FileFate
    path: str
    fields: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something, before and after; `name` is the key of its word."""

    name: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Pages:
    """The files of the site that a change adds, takes away or alters, by their source path; each sorted."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.added) + len(self.removed) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two sides, which `old` and `new` name.

    `pages` is None where a side has errors, so that it has no pages; `old_errors` and `new_errors` say how many.
    """

    old: str
    new: str
    records: tuple[RecordChange, ...]
    seeds: tuple[FileChange, ...]
    files: tuple[FileChange, ...]
    counts: tuple[Count, ...]
    findings_new: tuple[Diagnostic, ...]
    findings_gone: tuple[Diagnostic, ...]
    old_errors: int
    new_errors: int
    pages: Pages | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        pages = self.pages.total if self.pages else 0
        return not (self.records or self.seeds or self.files or self.findings_new or self.findings_gone or pages)

    @property
    def has_new_errors(self) -> bool:
        """Whether the new side has an error that the old one did not have."""
        return any(finding.severity.label == "error" for finding in self.findings_new)

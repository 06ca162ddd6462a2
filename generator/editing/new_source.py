"""A new article: its bytes or the text of a web page as a seed, and a record of proposals beside it.

Owns `new_source`: what is written where, and what is refused. Nothing that exists is touched, and the record is read
once more by the pipeline before anything is handed on. Bytes in, `NewSource` out; adapters read and write the disk.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from generator.diagnostics import Diagnostic
from generator.editing.article_dates import DateReader
from generator.editing.article_layout import read_layout
from generator.editing.changes import Refusal
from generator.editing.habits import learn_habits
from generator.editing.page_text import Page, PageFacts, read_page
from generator.editing.relay_words import NewcomerNamed
from generator.editing.source_fields import (
    Evidence, Proposed, Reason, SourceProposal, proposed_id, propose_fields,
)
from generator.editing.yaml_writing import entry_lines, flow_text
from generator.model.dossier import Dossier
from generator.model.fields import id_fault
from generator.model.normal import normalise_quote
from generator.model.text import BYTE_ORDER_MARK
from generator.model.tree import Tree
from generator.model.words import Words
from generator.pipeline import Checked, check
from generator.reading.proposed_values import MARK

_IS_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
                      re.IGNORECASE | re.DOTALL)
_PAGE_NAME = re.compile(r"\.(?:html?|xhtml)$", re.IGNORECASE)
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_LARGEST = 1_000_000
_SAME_ARTICLE = 0.7


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as an editor has it: its name, its bytes, and when it was last changed."""

    name: str
    data: bytes
    changed: datetime


@dataclass(frozen=True, slots=True)
class NewSource:
    """The files to write, the proposals in the record, and what `check` will say of the two then.

    An article that lies in `seeds/` already without a record is not among the files.
    """

    source_id: str
    seed_path: str
    files: Mapping[str, bytes]
    proposal: SourceProposal
    newcomers: tuple[NewcomerNamed, ...]
    findings: tuple[Diagnostic, ...]
    similar: str
    is_page: bool

    @property
    def record_path(self) -> str:
        """The record's path in the project."""
        return next(path for path in self.files if path.startswith("content/"))


@dataclass(frozen=True, slots=True)
class _Received:
    """The received file as a seed: its bytes, how they are read, and the page it was taken from."""

    seed: bytes
    encoding: str
    text: str
    page: Page | None


def new_source(received: ReceivedFile, tree: Tree, checked: Checked, source_id: str = "") -> NewSource:
    """Take in an article. Raises `Refusal` where it is there already, cannot be read, or an id or name is taken."""
    dossier = checked.dossier
    if dossier is None:
        raise Refusal("assist.refused.no-dossier")
    read = _read(received)
    habits = learn_habits(dossier)
    waiting = _waiting_seed(read.seed, tree, habits.seeds, checked)
    settings = dossier.content.settings.model
    dates = DateReader(dict.fromkeys([*habits.languages, *settings.languages]))
    layout = read_layout(read.text, read.page, habits, settings.sources, dates)
    facts = read.page.facts if read.page else PageFacts()
    proposal = propose_fields(Evidence(layout, facts, habits, settings, dates))
    chosen = _free_id(source_id, proposal, checked)
    seed_name = waiting or _seed_name(received.name, chosen, tree, is_page=read.page is not None)
    record = "".join(f"{line}\n" for line in _record_lines(received, read, seed_name, proposal, checked.words))
    seed_path, record_path = f"seeds/{seed_name}", f"content/sources/{chosen}.yml"
    files = {record_path: record.encode(), **({} if waiting else {seed_path: read.seed})}
    findings = tuple(finding for finding in check(Tree({**tree, **files})).diagnostics
                     if finding.span.path in (seed_path, record_path))
    return NewSource(chosen, seed_path, files, proposal, proposal.newcomers, findings, _similar(read.text, dossier),
                     read.page is not None)


def _read(received: ReceivedFile) -> _Received:
    data = received.data
    if not data.strip():
        raise Refusal("assist.refused.empty", name=received.name)
    if len(data) > _LARGEST:
        raise Refusal("assist.refused.large", name=received.name, size=len(data), most=_LARGEST)
    if _PAGE_NAME.search(received.name) or _IS_PAGE.match(data[:4000].removeprefix(b"\xef\xbb\xbf")):
        page = read_page(data)
        if not page.lines:
            raise Refusal("assist.refused.no-text", name=received.name)
        return _Received(page.text.encode(), "utf-8", page.text, page)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("assist.refused.no-text", name=received.name)
    encoding, text = _decoded(data)
    return _Received(data, encoding, text, None)


def _decoded(data: bytes) -> tuple[str, str]:
    """How the bytes are read: UTF-16 by its mark, UTF-8 where they fit, else the usual set of one byte a letter."""
    candidates = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "windows-1252")
    for encoding in candidates:
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "iso-8859-1", data.decode("iso-8859-1")


# Names and refusals ---------------------------------------------------------------------------------


def _waiting_seed(seed: bytes, tree: Tree, seeds: Mapping[str, str], checked: Checked) -> str:
    """The name of the seed with these bytes that no record names yet; refused where one does; empty: there is none."""
    assert checked.content is not None
    broken = {name: each.id for each in checked.content.broken.values() for name in each.texts("seed")}
    path = next((path for path in tree.files_below("seeds") if tree[path] == seed), "")
    name = path.removeprefix("seeds/")
    record = seeds.get(name) or broken.get(name)
    if record:
        raise Refusal("assist.refused.known-seed", path=path, record=record)
    return name


def _free_id(wanted: str, proposal: SourceProposal, checked: Checked) -> str:
    assert checked.content is not None
    taken = checked.content.records.keys() | checked.content.broken.keys()
    if wanted:
        if id_fault(wanted):
            raise Refusal("assist.refused.bad-id", id=wanted)
        if wanted in taken:
            raise Refusal("assist.refused.taken-id", id=wanted)
        return wanted
    stem = proposed_id(proposal)
    return next(each for each in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if each not in taken)


def _seed_name(name: str, source_id: str, tree: Tree, *, is_page: bool) -> str:
    """The file's own name where it is a plain one and free, else the id's."""
    stem = _PAGE_NAME.sub("", name) + ".txt" if is_page else name
    taken = {path.casefold() for path in tree.files_below("seeds")}
    for candidate in (stem, f"{source_id}.txt"):
        if _SAFE_NAME.fullmatch(candidate) and f"seeds/{candidate}".casefold() not in taken:
            return candidate
    raise Refusal("assist.refused.taken-seed", path=f"seeds/{stem}")


def _similar(text: str, dossier: Dossier) -> str:
    """The source most of whose paragraphs this article repeats; empty where there is none."""
    lines = {normalise_quote(line) for line in text.splitlines() if len(line) > 60}
    for source_id, article in dossier.articles.items():
        known = {normalise_quote(article.text[each.start:each.end]) for each in article.paragraphs}
        if lines and len(lines & known) >= _SAME_ARTICLE * len(lines):
            return source_id
    return ""


# The record -----------------------------------------------------------------------------------------


def _record_lines(
    received: ReceivedFile, read: _Received, seed_name: str, proposal: SourceProposal, words: Words
) -> Iterator[str]:
    yield from (f"# {line}" for line in words("assist.source.head").splitlines())
    yield from entry_lines("seed", seed_name, 0)
    yield f"sha256: {hashlib.sha256(read.seed).hexdigest()}"
    if read.encoding != "utf-8":
        yield from _marked(Proposed("encoding", read.encoding, Reason("assist.why.encoding")), words)
    for each in proposal.fields:
        yield from _marked(each, words)
        if each.field == "title" and _wants_translation(proposal, words):
            yield f"# {words('assist.source.title-translation')}"
            yield "# title_translation:"
    yield from _retrieval_lines(received, read, words)
    for named in proposal.newcomers:
        yield f"# {_one_line(words('assist.source.newcomer', line=named.line, name=named.name, words=named.words))}"
    yield from (f"# {line}" for line in words("assist.source.foot").splitlines())


def _wants_translation(proposal: SourceProposal, words: Words) -> bool:
    return str(proposal.value("language")).split("-")[0] != words.language.split("-")[0]


def _marked(proposed: Proposed, words: Words) -> Iterator[str]:
    """The mark with the reason, then the field in block form, remarks behind the items of a list."""
    yield f"{MARK} {_said(proposed.why, words)}"
    value = proposed.value
    if not proposed.remarks:
        yield from entry_lines(proposed.field, value[0] if isinstance(value, list) and len(value) == 1 else value, 0)
        return
    yield f"{proposed.field}:"
    for item, remark in zip(value, proposed.remarks, strict=True):
        yield f"  - {flow_text(item)}   # {_said(remark, words)}"


def _said(reason: Reason, words: Words) -> str:
    return _one_line(words(reason.key, **reason.arguments))


def _one_line(text: str) -> str:
    """Untrusted words in a comment: on one line, without what steers a terminal or ends a line of YAML."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _retrieval_lines(received: ReceivedFile, read: _Received, words: Words) -> Iterator[str]:
    if read.page is None:
        return
    method: dict[str, Any] = {
        "at": received.changed.strftime("%Y-%m-%dT%H:%MZ"),
        "method": _one_line(words("assist.source.method", name=received.name.replace(BYTE_ORDER_MARK, ""),
                                  library=f"selectolax {version('selectolax')}",
                                  sha256=hashlib.sha256(received.data).hexdigest()))}
    yield from _marked(Proposed("retrieved", method, Reason("assist.why.retrieved")), words)

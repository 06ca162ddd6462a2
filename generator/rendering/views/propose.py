"""How a reader proposes a statement from an article: the dialog's words, the forge's new-file page, the records' names.

Owns what the script `assets/propose.js` is told; the page is complete without it. The article's text is not told
twice: the script reads the paragraphs of the page. Sends nothing anywhere.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args
from urllib.parse import quote, urlsplit

from generator.model.content import LoadedRecord
from generator.model.outputs import OutputFile
from generator.model.records import Kind, Source
from generator.model.statements import Stage
from generator.model.text import Article
from generator.model.uris import PROPOSE_RECORDS, Link
from generator.rendering.blocks import Html
from generator.rendering.context import Context
from generator.rendering.markup import render_html


@dataclass(frozen=True, slots=True)
class NewFileView:
    """A forge's page for a new file; `value` is empty where the forge takes no text with the address."""

    url: str = ""
    name: str = ""
    value: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class ProposeView:
    """The dialog of a source's page; `stages` are pairs of a term and what it says."""

    source_id: str
    lang: str
    is_foreign: bool
    new_file: NewFileView
    records_href: str
    stages: tuple[tuple[str, str], ...]
    words: dict[str, Any] = field(default_factory=dict)


def propose_blocks(record: LoadedRecord[Source], uri: str, context: Context) -> tuple[Html, ...]:
    """The block that the script fills, empty for readers without scripts; none where no words are published."""
    if not _has_words(context.dossier.articles[record.id]):
        return ()
    language = record.record.language
    new_file = new_file_view(context)
    view = ProposeView(
        source_id=record.id, lang=language, is_foreign=language != context.language, new_file=new_file,
        records_href=Link(PROPOSE_RECORDS).html_href(uri), stages=tuple(_stages(context)),
        words=_words(new_file.host, context))
    return (Html(render_html("propose.html", view)),)


def _has_words(article: Article) -> bool:
    """Whether any of the article's own words are published."""
    return any(not any(start <= stretch.start and stretch.end <= end for start, end in article.withheld)
               for stretch in article.stretches("body"))


def new_file_view(context: Context) -> NewFileView:
    """The new-file page of the dossier's forge, which takes name and text with its address; GitLab's only the name.

    Sources: GitHub's new-file page; docs.gitea.com, Integrations; gitlab.com/gitlab-org/gitlab/-/issues/337038.
    """
    repository = context.dossier.content.settings.model.repository
    if repository is None or repository.forge == "other":
        return NewFileView()
    base, branch = repository.url.rstrip("/"), quote(repository.branch)
    host = urlsplit(repository.url).hostname or base
    match repository.forge:
        case "github":
            return NewFileView(f"{base}/new/{branch}", "filename", "value", host)
        case "gitea":
            return NewFileView(f"{base}/_new/{branch}/", "filename", "value", host)
        case "gitlab":
            return NewFileView(f"{base}/-/new/{branch}", "file_name", "", host)


def _stages(context: Context) -> Iterator[tuple[str, str]]:
    for stage in get_args(Stage):
        yield stage, f"{context.term('statuses', stage)}: {context.words(f'propose.stage.{stage}')}"


def _words(host: str, context: Context) -> dict[str, Any]:
    words: dict[str, Any] = {key: context.words(f"propose.{key}") for key in (
        "action", "ask", "words", "words_help", "quote", "context", "line", "says", "says_help", "for", "find_record",
        "choose", "report", "translation", "by", "by_none", "find_speaker", "by_why", "name", "name_help",
        "proposed_by", "file", "copy_text", "copied", "by_hand", "paste", "next", "unloaded", "close")}
    words |= {key: context.words(f"nav.{key}") for key in ("events", "claims", "actors")}
    words["go"] = context.words("propose.go", host=host)
    words["refused"] = {why: context.words(f"propose.refused.{why}") for why in (
        "empty", "paragraphs", "boilerplate", "withheld", "characters", "absent")}
    return words


def records_script(context: Context) -> OutputFile:
    """The names of events, claims and actors as a classic script, which a page may load from disk too.

    Each is `[id, name]`; an event whose statements need a stage has a third item.
    """
    content = context.dossier.content
    names = {kind.folder: [[record.id, context.title(record.id), *_needs_stage(record)]
                           for record in content.of_kind(kind)] for kind in (Kind.EVENT, Kind.CLAIM, Kind.ACTOR)}
    lines = ",\n".join(f"{json.dumps(folder)}: {json.dumps(records)}" for folder, records in names.items())
    return OutputFile(PROPOSE_RECORDS, f"window.dossierRecords = {{\n{lines}\n}};\n".replace("</", "<\\/"))


def _needs_stage(record: LoadedRecord[Any]) -> list[int]:
    return [1] if record.kind is Kind.EVENT and record.record.kind != "background" else []

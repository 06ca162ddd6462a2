"""What stands at the end of every record's page: replies, corrections, where to change it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dossier import LinkedStatement
from generator.rendering.blocks import Block, Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import CorrectionView, ReplyView, correction_views, reply_views


@dataclass(frozen=True, slots=True)
class EndMatterView:
    """Replies, corrections, what was looked for in vain, and where the record can be changed."""

    replies: tuple[ReplyView, ...]
    corrections: tuple[CorrectionView, ...]
    not_found: str
    edit: LinkView
    labels: dict[str, str]


def edit_link(path: str, context: Context, line: int = 0) -> LinkView:
    """A link to the file at the forge, or its path where there is none."""
    repository = context.dossier.content.settings.model.repository
    if repository is None or repository.forge == "other":
        return LinkView(path)
    base = repository.url.rstrip("/")
    middle = {"github": "edit", "gitlab": "-/edit", "gitea": "_edit"}[repository.forge]
    anchor = f"#L{line}" if line else ""
    return LinkView(path, f"{base}/{middle}/{repository.branch}/{path}{anchor}")


def line_links(statements: Iterable[LinkedStatement], context: Context) -> tuple[LinkView, ...]:
    """Links to the lines at which these statements are written; none where the dossier names no forge."""
    found: dict[LinkView, None] = {}
    for statement in statements:
        record = context.record(statement.record_id)
        line = record.span(*statement.path).line
        link = edit_link(record.path, context, line)
        if link.href:
            found[LinkView(context.words("propose.edit_line", line=line), link.href)] = None
    return tuple(found)


def end_blocks(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[Block, ...]:
    """The end matter of a record's page."""
    labels = {key: context.words(f"end.{key}") for key in ("corrections", "edit", "edit_file", "not_found")}
    labels |= {key: context.words(f"reply.{key}") for key in ("replies", "reply", "answer")}
    missing = ", ".join(context.words(f"field.{name}") if context.words.has(f"field.{name}") else name
                        for name in record.record.not_found)
    view = EndMatterView(reply_views(record.record, uri, context), correction_views(record.record, uri, context), missing, edit_link(record.path, context), labels)
    return (Html(render_html("end_matter.html", view)),)

"""How to cite a page: one line, and folded below it the other styles and the formats of reference managers.

A source is cited as the article it is, every other page as a page. The formats are text, so that they can be
copied without a script; for sources they are files beside the page.
"""

from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.uris import Link, bibliography_uri, source_citation_uri
from generator.rendering.citing.citation import Citation, citation_of, dossier_citation, page_citation
from generator.rendering.citing.files import FORMATS
from generator.rendering.citing.styles import Piece, Pieces, apa, chicago, chicago_note, mla, plain, plain_with_hash
from generator.rendering.citing.wikipedia import cite_template
from generator.rendering.context import Context, LinkView

#: The styles below the fold, in the order in which they are listed.
_STYLES = {"chicago_note": chicago_note, "chicago": chicago, "apa": apa, "mla": mla}


@dataclass(frozen=True, slots=True)
class StyleView:
    """A citation in one style; `is_code` for the template of Wikipedia."""

    name: str
    pieces: Pieces
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class FormatView:
    """A citation in the format of a reference manager, and the name of the file that a script makes of it."""

    name: str
    file_name: str
    text: str


@dataclass(frozen=True, slots=True)
class CiteAsView:
    """How to cite a page: the line that is always seen, and what is folded below it."""

    label: str
    more: str
    line: Pieces
    styles: tuple[StyleView, ...]
    formats: tuple[FormatView, ...]
    files_label: str
    files: tuple[LinkView, ...]
    words: dict[str, str]


def cite_as_view(record: LoadedRecord[Any] | None, uri: str, context: Context) -> CiteAsView:
    """How to cite a record's page, or the dossier itself where there is no record."""
    citation = citation_of(record, uri, context) if record else dossier_citation(context)
    return _view(citation, uri, record.id if record and citation.kind == "source" else "", context)


def cite_page_view(title: str, uri: str, context: Context) -> CiteAsView:
    """How to cite a page that is no record's, such as the timeline."""
    return _view(page_citation(title, uri, context), uri, "", context)


def _view(citation: Citation, uri: str, source_id: str, context: Context) -> CiteAsView:
    words = context.words
    is_page = citation.kind == "page"
    styles = [StyleView(words(f"citing.style.{name}"), style(citation, words)) for name, style in _STYLES.items()]
    if citation.kind == "source":
        styles.append(StyleView(words("citing.style.plain"), plain_with_hash(citation, words)))
    template = cite_template(citation, words)
    if template:
        styles.append(StyleView(words("citing.style.wikipedia"), (Piece(template),), is_code=True))
    return CiteAsView(
        words(f"citing.{citation.kind}"), words("citing.more"), plain(citation, words), tuple(styles),
        () if source_id else _formats(citation, context),
        "" if is_page else words("citing.files" if source_id else "citing.all_sources"),
        () if is_page else _files(source_id, uri, context),
        {key: words(f"citing.{key}") for key in ("copy", "copied", "save", "link", "statement_link")})


def _formats(citation: Citation, context: Context) -> tuple[FormatView, ...]:
    """The formats as text; line ends of RIS are the script's, since HTML has no word for them."""
    return tuple(
        FormatView(_name(extension, context), f"{citation.key}.{extension}",
                   written([citation], context.words).replace("\r\n", "\n").rstrip("\n"))
        for extension, written in FORMATS.items())


def _files(source_id: str, uri: str, context: Context) -> tuple[LinkView, ...]:
    """The files of a source, or of the dossier with all its sources."""
    uris = ((extension, source_citation_uri(source_id, extension) if source_id else bibliography_uri(extension))
            for extension in FORMATS)
    return tuple(LinkView(_name(extension, context), Link(file_uri).html_href(uri)) for extension, file_uri in uris)


def _name(extension: str, context: Context) -> str:
    name = extension.replace(".", "_")
    return context.words(f"citing.format.{name}")

"""The files of citations: three for each source beside its page, three for the dossier with all its sources.

Sources are few and cited most, so theirs are files, which a reference manager can be pointed to without a
script. Every other page gives the same three formats as text: files for each would be three more per record.
"""

from collections.abc import Callable, Iterator, Sequence

from generator.model.outputs import OutputFile
from generator.model.records import Kind
from generator.model.uris import CITATION_ENDINGS, bibliography_uri, source_citation_uri
from generator.model.words import Words
from generator.rendering.citing.bibtex import bibtex
from generator.rendering.citing.citation import Citation, dossier_citation, source_citation
from generator.rendering.citing.csl import csl_json
from generator.rendering.citing.ris import ris
from generator.rendering.context import Context

Format = Callable[[Sequence[Citation], Words], str]

#: The formats by the ending of their files, in the order in which readers are offered them.
FORMATS: dict[str, Format] = dict(zip(CITATION_ENDINGS, (
    bibtex, lambda citations, words: ris(citations), lambda citations, words: csl_json(citations)), strict=True))


def render_citation_files(context: Context, record_ids: frozenset[str] | None = None) -> Iterator[OutputFile]:
    """The files of the sources, or of those that are named; the dossier's only where none are named."""
    citations = []
    for record in context.dossier.content.of_kind(Kind.SOURCE):
        if record_ids is not None and record.id not in record_ids:
            continue
        citation = source_citation(record, context)
        citations.append(citation)
        for extension, written in FORMATS.items():
            yield OutputFile(source_citation_uri(record.id, extension), written([citation], context.words), record.path)
    if record_ids is None:
        everything = [dossier_citation(context), *citations]
        for extension, written in FORMATS.items():
            yield OutputFile(bibliography_uri(extension), written(everything, context.words))

"""page-collision: no two pages of the site have one address.

A page written by hand must not stand where a record, a redirect from a former id or a page or file that is made
of all records stands, in whatever case its name is written; home, the page about the dossier and the accessibility
statement may be written by hand. And a former id leads to one record and is not the id of another.
"""

import re

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.dossier import Dossier
from generator.model.records import Kind
from generator.model.uris import (
    CITATION_ENDINGS, DATA, DOSSIER_JSON, DOSSIER_SCHEMA, GUIDE, GUIDE_FIELDS, GUIDE_FINDINGS, MAP, PRINT_EDITION,
    PROPOSE_RECORDS, RELATIONS, REPORTING, SEARCH, STATE, TIMELINE, bibliography_uri, index_uri, lit_css_uri, record_uri,
    source_citation_uri,
)

_PAGE_ENDINGS = (".md", ".html")
#: Folders of the further parts of split lists, and that of the search's index.
_PARTS = (*(f"{folder}/in/" for folder in ("timeline", "reporting", "relations", "print",
                                           *(kind.folder for kind in Kind))), "search/")
#: Where the lists of an actor or a place go on.
_RECORD_PARTS = re.compile(r"(?:actors|places)/[^/]+/[^/]+/in/")


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report former ids in use and hand-written pages in the place of others."""
    taken = {_address(record_uri(record.kind, record.id)): Span(record.path)
             for record in (*dossier.content.records.values(), *dossier.content.broken.values())}
    _check_former_ids(dossier, taken, diagnostics)
    reserved = _reserved_addresses(dossier)
    for page in dossier.content.pages:
        address, span = _address(page), Span(f"content/pages/{page}")
        if address in reserved or address.startswith(_PARTS) or _RECORD_PARTS.match(address):
            diagnostics.add("page-collision", span, hint="reserved", page=page)
        elif address in taken:
            diagnostics.add("page-collision", span, hint="page", page=page,
                            related=[Related(taken[address], "related.first")])
        elif page.casefold().endswith(_PAGE_ENDINGS):
            taken[address] = span


def _check_former_ids(dossier: Dossier, taken: dict[str, Span], diagnostics: Diagnostics) -> None:
    """Report former ids that are in use; the pages of the others are added to what is taken."""
    content = dossier.content
    known = (*content.records.values(), *content.broken.values())
    claimed = {record.id: Span(record.path) for record in known}
    for record in content.records.values():
        for index, former in enumerate(record.record.former_ids):
            span = record.span("former_ids", index)
            if former in claimed:
                diagnostics.add("page-collision", span, hint="former", page=former,
                                related=[Related(claimed[former], "related.first")])
            else:
                claimed[former] = taken[_address(record_uri(record.kind, former))] = span


def _reserved_addresses(dossier: Dossier) -> set[str]:
    """What the generator writes beside the pages of records."""
    uris = [TIMELINE, REPORTING, MAP, RELATIONS, SEARCH, STATE, GUIDE, GUIDE_FIELDS, GUIDE_FINDINGS, PRINT_EDITION, DATA,
            DOSSIER_JSON, DOSSIER_SCHEMA, PROPOSE_RECORDS, *map(index_uri, Kind),
            *map(bibliography_uri, CITATION_ENDINGS)]
    for record in dossier.content.of_kind(Kind.SOURCE):
        uris += [lit_css_uri(record.id), *(source_citation_uri(record.id, ending) for ending in CITATION_ENDINGS)]
    return set(map(_address, uris))


def _address(uri: str) -> str:
    """What two files share that the builder gives one address, on a disk that knows no case."""
    folded = uri.casefold()
    for ending in _PAGE_ENDINGS:
        if folded.endswith(ending):
            stem = folded.removesuffix(ending)
            folder, slash, name = stem.rpartition("/")
            return f"{folder}{slash}index" if name == "readme" else stem
    return folded

"""page-collision: no two pages of the site have one address.

A page written by hand must not stand where a record, a redirect from a former id, an index, or the data stand, in
whatever case its name is written; and a former id leads to one record and is not the id of another.
"""

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.dossier import Dossier
from generator.model.records import Kind
from generator.model.uris import DOSSIER_JSON, DOSSIER_SCHEMA, index_uri, lit_css_uri, record_uri

_PAGE_ENDINGS = (".md", ".html")


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report former ids in use and hand-written pages in the place of made ones."""
    made = {_address(record_uri(record.kind, record.id)): Span(record.path)
            for record in (*dossier.content.records.values(), *dossier.content.broken.values())}
    _check_former_ids(dossier, made, diagnostics)
    reserved = {_address(uri) for uri in (*map(index_uri, Kind), DOSSIER_JSON, DOSSIER_SCHEMA)}
    reserved |= {_address(lit_css_uri(record.id)) for record in dossier.content.of_kind(Kind.SOURCE)}
    parts = tuple(f"{kind.folder}/in/" for kind in Kind)
    for page in dossier.content.pages:
        address, span = _address(page), Span(f"content/pages/{page}")
        if address in made:
            diagnostics.add("page-collision", span, hint="page", page=page,
                            related=[Related(made[address], "related.record")])
        elif address in reserved or address.startswith(parts):
            diagnostics.add("page-collision", span, hint="reserved", page=page)


def _check_former_ids(dossier: Dossier, made: dict[str, Span], diagnostics: Diagnostics) -> None:
    """Report former ids that are taken; the others are added to what is made."""
    content = dossier.content
    claimed: dict[str, Span] = {record.id: Span(record.path)
                                for record in (*content.records.values(), *content.broken.values())}
    for record in content.records.values():
        for index, former in enumerate(record.record.former_ids):
            span = record.span("former_ids", index)
            if former in claimed:
                diagnostics.add("page-collision", span, hint="former", page=former,
                                related=[Related(claimed[former], "related.first")])
            else:
                claimed[former] = made[_address(record_uri(record.kind, former))] = span


def _address(uri: str) -> str:
    """What two files share that the builder gives one address, on a disk that knows no case."""
    folded = uri.casefold()
    for ending in _PAGE_ENDINGS:
        if folded.endswith(ending):
            stem = folded.removesuffix(ending)
            folder, slash, name = stem.rpartition("/")
            return f"{folder}{slash}index" if name == "readme" else stem
    return folded

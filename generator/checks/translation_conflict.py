"""translation-conflict: one passage has one translation, given once; every quote of it shares it."""

from generator.checks.statements import whole_statements
from generator.diagnostics import Diagnostics, Related, Span
from generator.model.dossier import Dossier, Passage
from generator.model.statements import Translation


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report the second of two different translations of one passage."""
    first: dict[Passage, tuple[Translation, Span]] = {}
    for home, statement in whole_statements(dossier):
        citations = statement.statement.citations
        for quote, citation in zip(statement.quotes, citations, strict=True):
            if citation.translation is None:
                continue
            span = home.span(*quote.path, "translation")
            known, place = first.setdefault(quote.passage, (citation.translation, span))
            if known != citation.translation:
                diagnostics.add("translation-conflict", span, hint="once", quote=quote.words,
                                related=[Related(place, "related.other")])

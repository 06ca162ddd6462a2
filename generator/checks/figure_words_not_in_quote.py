"""figure-words-not-in-quote: the `words` of a figure stand in one of the statement's quotes, as printed."""

from generator.checks.statements import holds_words, whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report figures whose words no quote of their statement holds."""
    for home, statement in whole_statements(dossier):
        figure = statement.statement.figure
        if figure and not any(holds_words(quote.words or "", figure.words) for quote in statement.quotes):
            diagnostics.add("figure-words-not-in-quote", home.span(*statement.path, "figure", "words"),
                            hint="copy", words=figure.words)

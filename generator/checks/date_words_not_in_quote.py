"""date-words-not-in-quote: `date_words` stand in the quote they belong to, as printed."""

from generator.checks.statements import holds_words, whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report `date_words` that their quote does not hold."""
    for home, statement in whole_statements(dossier):
        for quote in statement.quotes:
            if quote.date_words and not holds_words(quote.words or "", quote.date_words):
                diagnostics.add("date-words-not-in-quote", home.span(*quote.path, "date_words"), hint="copy",
                                words=quote.date_words, quote=quote.words)

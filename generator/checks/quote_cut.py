"""quote-cut: the words left out of a quote's sentence do not turn its sense.

An exact quote can reverse its text. Looked for in the rest of the sentence, in the word lists of
`dossier.yml` for the article's language: a negation or a condition anywhere, a deputy right before the
quote, and a reporting word where the statement names no speaker and does not say that the words rest on
hearsay. Words that another quote of the same record holds are not cut off. `quote_why` (`quotes_why`) says
why a cut does no harm.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.checks.statements import whole_statements
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier, LinkedQuote, LinkedStatement
from generator.model.settings import LanguageRules


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report quotes whose sentence goes on with words that may turn them."""
    for home, statement in whole_statements(dossier):
        if statement.statement.reasons.keys() & {"quote", "quotes"}:
            continue
        for quote in statement.quotes:
            rules = rules_for(dossier, quote.passage.source_id)
            found = _first_turn(dossier, statement, quote, rules) if rules else None
            if found:
                diagnostics.add("quote-cut", home.span(*quote.path, "quote"), hint=found[0], word=found[1],
                                quote=quote.words)


def rules_for(dossier: Dossier, source_id: str) -> LanguageRules | None:
    """The word lists of a source's language, else of the language it is a variety of."""
    language = dossier.record(source_id).record.language
    rules = dossier.content.settings.model.text_rules
    return rules.get(language) or rules.get(language.partition("-")[0])


def _first_turn(
    dossier: Dossier, statement: LinkedStatement, quote: LinkedQuote, rules: LanguageRules
) -> tuple[str, str] | None:
    """The sort and the words of the first turn among the cut words."""
    if not quote.before.strip() and not quote.after.strip():
        return None
    for before in _matches(rules.deputy, quote.before):
        if not quote.before[before.end():].strip():
            return "deputy", before.group()
    sorts = {"negation": rules.negation, "condition": rules.condition}
    if not (statement.statement.by or statement.statement.by_one_of or statement.statement.ground):
        sorts["reporting"] = rules.reporting
    shown = _shown_extents(dossier, statement, quote)
    for start, text in _cut_texts(quote):
        for sort, words in sorts.items():
            for match in _matches(words, text):
                low, high = start + match.start(), start + match.end()
                if not any(first <= low and high <= last for first, last in shown):
                    return sort, match.group()
    return None


def _cut_texts(quote: LinkedQuote) -> tuple[tuple[int, str], tuple[int, str]]:
    """The words before and behind, each with its offset in the seed."""
    return (quote.passage.start - len(quote.before), quote.before), (quote.passage.end, quote.after)


def _shown_extents(
    dossier: Dossier, statement: LinkedStatement, quote: LinkedQuote
) -> Sequence[tuple[int, int]]:
    """The extents of the same article that quotes of the same record hold."""
    passages = (other.passage for each in dossier.statements[statement.record_id] for other in each.quotes)
    return [(passage.start, passage.end) for passage in passages
            if passage.source_id == quote.passage.source_id]


def _matches(words: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    pattern = _pattern(tuple(words))
    return pattern.finditer(text) if pattern else iter(())


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of these words or runs of words, whole, in any case."""
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, entry.split())) for entry in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)

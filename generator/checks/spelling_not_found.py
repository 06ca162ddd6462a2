"""spelling-not-found: a spelling that is `as_printed` stands in some article, in its body or apparatus.

Letter case is not told apart. With an article missing (its seed changed, say) nothing is reported.
"""

import re
from functools import cached_property

from generator.checks.spellings import written_spellings
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.normal import normalise_quote
from generator.model.records import Kind

_WORD = re.compile(r"\w+")


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report printed spellings that no article prints."""
    if len(dossier.articles) < sum(1 for known in dossier.content.of_kind(Kind.SOURCE)) or any(
            broken.kind is Kind.SOURCE for broken in dossier.content.broken.values()):
        return
    print_ = _Print(dossier)
    for spelling in written_spellings(dossier):
        if spelling.name and spelling.name.kind == "as_printed" and not print_.holds(spelling.text):
            diagnostics.add("spelling-not-found", spelling.record.span(*spelling.path), hint="kind",
                            spelling=spelling.text)


class _Print:
    """Everything printed: first the names found in it, then, for the few that are none, the whole text."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    def holds(self, spelling: str) -> bool:
        wanted = normalise_quote(spelling).casefold()
        if wanted in self._names:
            return True
        if not self._words.issuperset(_WORD.findall(wanted)):
            return False
        return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self._text) is not None

    @cached_property
    def _names(self) -> set[str]:
        texts = {source_id: article.text for source_id, article in self._dossier.articles.items()}
        return {normalise_quote(texts[mention.source_id][mention.start:mention.end]).casefold()
                for mentions in self._dossier.mentions.values() for mention in mentions}

    @cached_property
    def _words(self) -> set[str]:
        return set(_WORD.findall(self._text))

    @cached_property
    def _text(self) -> str:
        """All stretches but boilerplate, each on a line of its own."""
        return "\n".join(
            normalise_quote(article.text[stretch.start:stretch.end])
            for article in self._dossier.articles.values()
            for stretch in article.stretches("body", "apparatus")).casefold()

"""What the search client must say and know besides the index: words of its interface, kinds, statuses, synonyms.

Owns how a group of synonyms becomes words to look for. The words of the interface are data in `words/`.
"""

from collections.abc import Container
from typing import Any

from generator.model.records import Kind
from generator.rendering.context import Context
from generator.rendering.glyphs import glyph_shape
from generator.rendering.search.tokens import fold, parse_words

#: The kinds of documents that a reader is told.
KINDS = ("event", "claim", "actor", "place", "source", "passage")
#: They in the order of their numbers in `rank`; an article's apparatus is a passage that counts less.
RANKED = (*KINDS, "apparatus")
#: What is said of a question, and of the text in which a result was found.
REMARKS = ("also", "typo", "ignored", "reversed", "loose", "partly", "rest")
VOICES = ("statement", "quote", "translation", "passage")


def synonym_groups(context: Context) -> list[list[list[Any]]]:
    """Groups of forms; each form as printed, then its folded words, abbreviations as they are written."""
    return [[[form, *_terms(form)] for form in forms]
            for _, forms in sorted(context.dossier.content.synonyms.items())]


def _terms(form: str) -> list[str]:
    words = parse_words(form)
    written = {word.position: word.form for word in words if word.kind == "abbreviation"}
    return [written[word.position] if fold(written.get(word.position, "")) == word.form else word.form
            for word in words if word.kind == "word"]


def ambiguous_forms(groups: list[list[list[Any]]], small: Container[str]) -> list[str]:
    """Abbreviations among synonyms, folded, whose letters are a word too: `as` is looked for as the word."""
    terms = {term for forms in groups for form in forms for term in form[1:]}
    return sorted(fold(term) for term in terms if fold(term) != term and fold(term) in small)


def head_words(context: Context) -> dict[str, Any]:
    """Kinds, statuses and types by id with their labels, signs of statuses, words too common to be asked for."""
    content = context.dossier.content
    statuses = sorted({facts.status.kind for facts in context.dossier.events.values()})
    # The client fills the gaps.
    gaps = {name: f"{{{name}}}" for name in ("n", "word", "names", "forms", "text")}
    findings = sorted({claim.record.finding.is_ for claim in content.of_kind(Kind.CLAIM) if claim.record.finding})
    types = {term: context.term("event-types", term) for term in content.vocabulary.get("event-types", {})}
    kinds = [kind if kind in KINDS else "passage" for kind in RANKED]
    return {
        "kinds": [[kind, context.words(f"search.kind.{kind}"), context.words(f"search.kinds.{kind}")]
                  for kind in kinds],
        "statuses": {**{status: context.term("statuses", status) for status in statuses},
                     **{finding: context.words(f"finding.{finding}") for finding in findings}},
        "glyphs": {status: str(glyph_shape(status.replace("_", "-"))) for status in statuses},
        "remarks": {name: context.words(f"search.remark.{name}", **gaps) for name in REMARKS},
        "voices": {name: context.words(f"search.voice.{name}") for name in VOICES},
        "types": types, "language": context.language,
        "common": sorted({word.form for word in parse_words(context.words("search.common"))}),
    }

"""What the search client must say and know besides the index: words of its interface, kinds, statuses, synonyms.

Owns how a group of synonyms becomes words to look for. The words of the interface are data in `words/`.
"""

from typing import Any

from generator.rendering.context import Context
from generator.rendering.glyphs import glyph_shape
from generator.rendering.search.tokens import parse_words

#: The kinds of documents in the order of their numbers in `rank`.
KINDS = ("event", "claim", "actor", "place", "source", "passage")


def synonym_groups(context: Context) -> list[list[list[Any]]]:
    """Groups of forms; each form as printed, then its folded words."""
    return [[[form, *(word.form for word in parse_words(form) if not word.is_joined)] for form in forms]
            for _, forms in sorted(context.dossier.content.synonyms.items())]


def head_words(context: Context) -> dict[str, Any]:
    """Kinds, statuses and types by id with their labels, signs of statuses, words too common to be asked for."""
    content = context.dossier.content
    statuses = sorted({facts.status.kind for facts in context.dossier.events.values()})
    types = {term: context.term("event-types", term) for term in content.vocabulary.get("event-types", {})}
    return {
        "kinds": [[kind, context.words(f"search.kind.{kind}"), context.words(f"search.kinds.{kind}")] for kind in KINDS],
        "statuses": {status: context.term("statuses", status) for status in statuses},
        "glyphs": {status: str(glyph_shape(status.replace("_", "-"))) for status in statuses},
        "types": types, "language": context.language,
        "common": sorted({word.form for word in parse_words(context.words("search.common"))}),
    }

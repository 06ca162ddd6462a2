"""Which printed forms of a language belong together: `negotiates` and `negotiation`, `berunding` and `perundingan`.

Owns the choice of the method for a language: Snowball's stemmers, rules of our own for Indonesian, whose families
Snowball splits, none where there is neither. Forms that are only ever names stay by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

import snowballstemmer
from babel import Locale, UnknownLocaleError

from generator.rendering.search import indonesian
from generator.rendering.search.tokens import fold

#: Members of a family that a word leads to, at most: those printed most often.
LARGEST_FAMILY = 24


def link_families(forms: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[str, ...]]:
    """For each form the others of its families, most frequent first.

    `forms` holds, by language, how often each form is printed. A form of two languages has the families of both.
    """
    related: dict[str, dict[str, int]] = defaultdict(dict)
    for language in sorted(forms):
        for members in _families(forms[language], language):
            for form in members:
                related[form] |= {other: forms[language][other] for other in members if other != form}
    return {form: tuple(sorted(others, key=lambda other: (-others[other], other)))[:LARGEST_FAMILY]
            for form, others in related.items()}


def _families(counts: Mapping[str, int], language: str) -> list[list[str]]:
    by_root: dict[str, list[str]] = defaultdict(list)
    for form, root in _roots(counts, language).items():
        by_root[root].append(form)
    return [sorted(members) for members in by_root.values() if len(members) > 1]


def _roots(forms: Iterable[str], language: str) -> Mapping[str, str]:
    main = language.split("-")[0]
    words = sorted(form for form in forms if form.isalpha())
    if main == "id":
        return indonesian.word_families(words)
    stemmer = _stemmer(main)
    # A stem is folded too: some rules give letters back that folding takes away.
    return {word: fold(stemmer.stemWord(word)) for word in words} if stemmer else {}


@lru_cache(maxsize=None)
def _stemmer(language: str) -> "snowballstemmer.stemmer | None":
    """Snowball's stemmer for a language code; None where there is none."""
    try:
        name = Locale.parse({"nb": "no", "nn": "no"}.get(language, language)).get_display_name("en")
    except (UnknownLocaleError, ValueError):
        return None
    known = (name or "").lower()
    return snowballstemmer.stemmer(known) if known in snowballstemmer.algorithms() else None


def unprinted_forms(forms: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Regular forms of printed words that are nowhere printed, each with the printed form it leads to.

    Indonesian alone, whose forms differ at the front, where neither a stem nor a beginning finds them. The forms of a
    root that other forms speak for go before those of a word that merely may be one.
    """
    counts = next((forms[language] for language in forms if language.split("-")[0] == "id"), {})
    leads: dict[str, str] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for form, root in _roots(counts, "id").items():
        members[root].append(form)
    single = [root for root in sorted(members) if len(members[root]) == 1]
    derived = chain(
        ((root, indonesian.derived_forms(root)) for root in sorted(members) if len(members[root]) > 1),
        ((form, indonesian.derived_forms(root)) for form in single for root in indonesian.likely_roots(form)),
        ((form, indonesian.common_forms(root)) for form in single for root in indonesian.plain_roots(form)))
    for root, found in derived:
        shown = max(members[root], key=lambda form: (counts[form], form))
        for form in found:
            if form not in counts:
                leads.setdefault(form, shown)
    return leads

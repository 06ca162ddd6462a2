"""The closest of several known words, for hints. Never used to guess what an editor meant to publish."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def closest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to this one, or an empty string where none is near."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else ""

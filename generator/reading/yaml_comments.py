"""Comments that cut a text: `quote: No #1 of all` is, to YAML, the text `No`.

Owns the fields in which a comment behind an unquoted text counts as a mistake, and the restoring of the text.
Knows nothing of parsers and positions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Fields that hold words; elsewhere (ids, dates, types) `value # remark` is an ordinary comment.
TEXT_FIELDS = frozenset({
    "area", "author", "authors", "basis", "description", "desk_code", "editors", "holder", "label", "limits",
    "name", "not_names", "note", "plural", "population", "prefix", "public_role", "question", "quote", "says",
    "section", "spelling", "starts", "subtitle", "suffix", "text", "title", "title_supplied",
    "title_translation", "translation", "value", "what", "why", "words",
})  # fmt: skip
_TEXT_ENDINGS = ("_why", "_words")

# `translation: {text: ..., by: ...}` is no mapping of languages, though `by` could be one.
_LANGUAGE_KEY = re.compile(r"(?!by$)[a-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that a comment cut: the field, the words lost, and the value to go on with.

    `value` is whole again where that saves a second finding about the same mistake.
    """

    key: str
    lost: str
    value: str


def find_cut(value: str, behind: str, keys: Sequence[str]) -> Cut | None:
    """What a comment behind a plain value took from it, or None.

    `behind` is the rest of the line; `keys` lead from the top to the value. A comment counts as cutting where
    the field holds words, or where no space follows its `#`; without any value, only where both hold.
    """
    lost = behind.strip()
    if not lost.startswith("#") or behind.startswith("#") or not keys:
        return None
    is_text, is_tight = _holds_words(keys), lost[1:2].strip() != ""
    if not (is_text or is_tight) or (not value and not (is_text and is_tight)):
        return None
    is_restored = is_text and keys[-1] != "value"
    return Cut(keys[-1], lost, (value + behind).strip() if is_restored else value)


def _holds_words(keys: Sequence[str]) -> bool:
    key = keys[-1]
    if _is_text_field(key):
        return True
    return len(keys) > 1 and _is_text_field(keys[-2]) and _LANGUAGE_KEY.fullmatch(key) is not None


def _is_text_field(key: str) -> bool:
    return key in TEXT_FIELDS or key.endswith(_TEXT_ENDINGS)

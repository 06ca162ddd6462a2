"""Words of the interface and of findings in one language, looked up by key.

Owns how placeholders and plurals are filled. The words themselves are data in `words/<language>/*.yml`, loaded by
`reading/words.py`; a dossier may override any by `content/vocabulary/words.yml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class _Arguments(dict[str, Any]):
    """Placeholders without a value stay as they are written, rather than ending the build."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by dotted key; `texts` of the chosen language laid over those of English."""

    language: str
    texts: Mapping[str, str]
    overrides: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, /, **arguments: Any) -> str:
        """The words under a key with its placeholders filled; a key that is missing shows itself."""
        text = self.overrides.get(key) or self.texts.get(key)
        if text is None:
            return key
        return text.format_map(_Arguments(arguments)) if "{" in text else text

    def has(self, key: str) -> bool:
        """Whether there are words under this key."""
        return key in self.overrides or key in self.texts

    def count(self, key: str, number: int, /, **arguments: Any) -> str:
        """The form for this number: `key.one` or `key.other`, with `{n}` filled."""
        form = f"{key}.one" if number == 1 and self.has(f"{key}.one") else f"{key}.other"
        return self(form, n=number, **arguments)

    def with_overrides(self, overrides: Mapping[str, str]) -> "Words":
        """The same words with some replaced."""
        return Words(self.language, self.texts, {**self.overrides, **overrides})

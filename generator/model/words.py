"""Words of the interface and of findings in one language, looked up by key.

Owns how placeholders and plurals are filled. The words themselves are data in `words/<language>/*.yml`, loaded by
`reading/words.py`; a dossier may override any by `content/vocabulary/words.yml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """Words by dotted key; `texts` of the chosen language laid over those of English."""

    language: str
    texts: Mapping[str, str]
    overrides: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, /, **arguments: Any) -> str:
        """The words under a key with its placeholders filled; a key that is missing shows itself.

        Placeholders without a value and other braces stay as they are: a dossier's own words cannot end the build.
        """
        text = self.overrides.get(key) or self.texts.get(key)
        if text is None:
            return key
        if "{" not in text:
            return text
        return _PLACEHOLDER.sub(lambda found: str(arguments.get(found[1], found[0])), text)

    def has(self, key: str) -> bool:
        """Whether there are words under this key."""
        return key in self.overrides or key in self.texts

    def count(self, key: str, number: int, /, **arguments: Any) -> str:
        """The form for this number: `key.one` or `key.other`, with `{n}` filled."""
        form = f"{key}.one" if number == 1 and self.has(f"{key}.one") else f"{key}.other"
        return self(form, n=number, **arguments)

    def unit(self, key: str, number: int, /) -> str:
        """What stands beside a number in `count`, for a number that stands in a place of its own."""
        return self.count(key, number).removeprefix(str(number))

    def with_overrides(self, overrides: Mapping[str, str]) -> "Words":
        """The same words with some replaced."""
        return Words(self.language, self.texts, {**self.overrides, **overrides})

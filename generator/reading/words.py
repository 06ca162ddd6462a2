"""The words of the interface and of findings from `generator/words/<language>/*.yml`,
and longer texts from `*.md` beside them.

Owns how these files become dotted keys and which language stands below which. Knows no record and no dossier;
a dossier lays its own words over these afterwards. Read through the same YAML events as everything else.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostics
from generator.model.nodes import plain_value
from generator.model.words import Words
from generator.reading.yaml_events import parse_yaml

#: The language every key is complete in.
FALLBACK_LANGUAGE = "en"

_WORDS_PATH = Path(__file__).resolve().parent.parent / "words"


class WordsError(Exception):
    """A words file of this program cannot be read: a fault of ours, with the first finding's code and place."""


@lru_cache
def load_words(language: str) -> Words:
    """The words of a language laid over the English ones.

    `nb-NO` takes the folder `nb` where it has none of its own; a language without any folder is English.
    """
    texts = dict(_load_folder(FALLBACK_LANGUAGE))
    for candidate in _folders_for(language):
        texts.update(_load_folder(candidate))
    return Words(language, texts)


def _folders_for(language: str) -> Iterator[str]:
    """The folders of a language from the most general to the most particular, those that are there."""
    parts = language.split("-") if language.replace("-", "").isalnum() else []
    for length in range(1, len(parts) + 1):
        name = "-".join(parts[:length])
        if name != FALLBACK_LANGUAGE and (_WORDS_PATH / name).is_dir():
            yield name


def _load_folder(language: str) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((_WORDS_PATH / language).glob("*.yml")):
        diagnostics = Diagnostics()
        node = parse_yaml(f"words/{language}/{path.name}", path.read_bytes(), diagnostics)
        if node is None or diagnostics.has_errors:
            first = next(iter(diagnostics))
            raise WordsError(f"{first.span}: {first.code}")
        texts.update(_flattened(plain_value(node), ""))
    for path in sorted((_WORDS_PATH / language).glob("*.md")):
        texts[f"{path.stem}.explain"] = path.read_text(encoding="utf-8")
    return texts


def _flattened(value: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """Nested mappings as dotted keys: `shape: {list: ...}` becomes `shape.list`."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flattened(below, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, str):
        yield prefix, value.rstrip("\n")

"""Citations as CSL-JSON, which Zotero, Pandoc and every processor of the Citation Style Language read.

The format: https://docs.citationstyles.org/en/stable/specification.html and its schema `csl-data.json`.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.rendering.citing.citation import Citation
from generator.rendering.citing.dates import CitedDate


def csl_json(citations: Iterable[Citation]) -> str:
    """An array of items; `</` cannot end a script that the text stands in."""
    items = ",\n".join(_lines(csl_item(citation)) for citation in citations)
    return f"[\n{items}\n]\n".replace("</", "<\\/")


def _lines(item: dict[str, Any]) -> str:
    """An item with a field a line."""
    fields = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in item.items())
    return f" {{\n{fields}\n }}"


def csl_item(citation: Citation) -> dict[str, Any]:
    """One item; what nobody knows is left out, never guessed."""
    is_source = citation.kind == "source"
    fields = {
        "id": citation.key, "type": "article-newspaper" if is_source else "webpage",
        "title": citation.title.on_one_line,
        "author": [{"literal": name} for name in citation.authors],
        "editor": [{"literal": name} for name in citation.editors],
        "container-title": citation.container,
        "version": "" if is_source else citation.edition.version,
        "issued": _date(citation.issued), "accessed": _date(citation.accessed) if citation.url else None,
        "language": citation.language, "URL": citation.url, "note": " ".join(citation.notes)}
    return {key: value for key, value in fields.items() if value}


def _date(date: CitedDate) -> dict[str, Any] | None:
    """The parts of a date; one that has none, in words."""
    if not date.first:
        return {"literal": date.words} if date.words else None
    parts = [list(end) for end in (date.first, date.last) if end]
    return {"date-parts": parts, **({"circa": True} if date.is_circa else {})}

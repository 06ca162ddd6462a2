"""duplicate-id, page-collision: the key of a statement is its anchor on the page, so it is there only once.

Two statements of a record do not share a key, and no key looks like an anchor that the page makes itself:
`c1`, `n1`, or what starts with `q-`, `s-`, `h-`.
"""

import re
from typing import Any

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, LinkedStatement

_MADE_ANCHOR = re.compile(r"[cn]\d+|[qsh]-.*")


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report keys that another anchor of their page has."""
    for record_id, statements in dossier.statements.items():
        _check_keys(dossier.record(record_id), statements, diagnostics)


def _check_keys(
    record: LoadedRecord[Any], statements: tuple[LinkedStatement, ...], diagnostics: Diagnostics
) -> None:
    first: dict[str, Span] = {}
    for statement in statements:
        key = statement.statement.key
        if key is None:
            continue
        span = record.span(*statement.path, "key")
        if first.setdefault(key, span) is not span:
            diagnostics.add("duplicate-id", span, hint="key", id=key, first=str(first[key]),
                            related=[Related(first[key], "related.first")])
        elif _MADE_ANCHOR.fullmatch(key):
            diagnostics.add("page-collision", span, hint="anchor", page=key)

"""claim-without-accounts: somebody answers a claim's question, in its accounts or by `answers` elsewhere."""

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Diagnostics
from generator.model.content import BrokenRecord
from generator.model.dossier import Dossier
from generator.model.nodes import plain_value


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report claims that no statement answers.

    A record with findings of its own may hold the answer; one that cannot be read at all may hold any.
    """
    asked = [claim_id for claim_id, facts in dossier.claims.items() if not facts.accounts]
    if not asked or any(broken.node is None for broken in dossier.content.broken.values()):
        return
    perhaps = {text for broken in dossier.content.broken.values() for text in _texts(broken)}
    for claim_id in asked:
        record = dossier.record(claim_id)
        if claim_id not in perhaps and not record.record.withdrawn:
            diagnostics.add("claim-without-accounts", record.span("question"), hint="accounts", id=claim_id)


def _texts(broken: BrokenRecord) -> Iterator[str]:
    waiting: list[Any] = [plain_value(broken.node)] if broken.node else []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value

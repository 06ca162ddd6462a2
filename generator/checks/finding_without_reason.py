"""finding-without-reason: what the editors conclude says why.

`misreported` and `contradicted` also name the reference that shows it.
"""

from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Kind

#: Findings that rest on something outside the articles.
_REFERENCED = ("misreported", "contradicted")


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report findings without reasons, and findings against an account without a reference."""
    for record in dossier.content.of_kind(Kind.CLAIM):
        finding = record.record.finding
        if finding is None:
            continue
        missing = "why" if not finding.why else \
            "reference" if finding.is_ in _REFERENCED and not finding.reference else ""
        if missing:
            diagnostics.add("finding-without-reason", record.span("finding", "is"), hint=missing,
                            finding=finding.is_, field=missing)

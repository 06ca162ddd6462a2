"""stage-missing, stage-refused: statements in events say which stage they report; accounts have none.

A background event needs no stage: nobody follows its course.
"""

from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report events' statements without a stage and accounts with one."""
    for statement in dossier.all_statements():
        home, stage = dossier.record(statement.record_id), statement.statement.stage
        if home.kind is Kind.CLAIM and stage:
            diagnostics.add("stage-refused", home.key_span(*statement.path, "stage"), hint="remove",
                            stage=stage)
        elif home.kind is Kind.EVENT and not stage and home.record.kind != "background":
            diagnostics.add("stage-missing", home.span(*statement.path), hint="add")

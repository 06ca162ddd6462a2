"""seed-missing, seed-without-record, seed-shared: every seed has one source, and every source its seed."""

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.closest import closest
from generator.model.content import Content
from generator.model.dossier import Dossier
from generator.model.records import Kind


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report sources without their seed, seeds of two sources, and seeds of none."""
    content = dossier.content
    taken: dict[str, Span] = {}
    meant: set[str] = set()
    for record in content.of_kind(Kind.SOURCE):
        seed, span = record.record.seed, record.span("seed")
        if seed not in content.seeds:
            suggestion = closest(seed, content.seeds)
            meant.add(suggestion)
            diagnostics.add("seed-missing", span, hint="closest" if suggestion else "add", seed=seed,
                            suggestion=suggestion)
        elif seed in taken:
            diagnostics.add("seed-shared", span, hint="one", seed=seed,
                            related=[Related(taken[seed], "related.first")])
        else:
            taken[seed] = span
    _check_orphans(content, taken.keys() | meant | _broken_seeds(content), diagnostics)


def _check_orphans(content: Content, taken: set[str], diagnostics: Diagnostics) -> None:
    """Report seeds nobody names or may have meant; none while a source that cannot be read may name one."""
    if any(broken.kind is Kind.SOURCE and not broken.texts("seed") for broken in content.broken.values()):
        return
    for seed in sorted(content.seeds.keys() - taken):
        diagnostics.add("seed-without-record", Span(f"seeds/{seed}"), hint="record", seed=seed)


def _broken_seeds(content: Content) -> set[str]:
    sources = (broken for broken in content.broken.values() if broken.kind is Kind.SOURCE)
    return {seed for source in sources for seed in source.texts("seed")}

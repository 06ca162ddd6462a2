"""The state of the dossier as an outline for editors and as JSON for programs.

Owns the order of the report. Beside what the site's page says it names drafts, and how many unused paragraphs have a
reason; the words are the page's.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from generator.adapters.outline import Line
from generator.checks.coverage import CoverageReport
from generator.editing.phrases import Phrases
from generator.model.state import Counted, DossierState, SourceUse
from generator.model.words import Words

#: Version of the JSON form; keys may be added to it, none changes or goes without a new number.
JSON_FORMAT = 1


def state_lines(state: DossierState, coverage: CoverageReport, errors: int, phrases: Phrases) -> Iterator[Line]:
    """Everything that is open, each list under its heading with its number."""
    words, excused = phrases.words, _excused(coverage)
    yield Line(0, words("state.title"))
    if errors:
        yield Line(1, words.count("judging.errors.report", errors), is_strong=True)
    yield Line(1, f"{words.count('count.statements', state.statements)}, {words.count('count.quotes', state.quotes)}")
    yield Line(0, words("state.sources"))
    yield from (Line(1, _source(use, excused.get(use.source_id, 0), phrases)) for use in state.sources)
    for label, counted in ((words("state.unread"), state.unread), (words("state.untranslated"), state.untranslated),
                           (words("state.single_article"), state.single_article),
                           (words("state.headline_only"), state.headline_only)):
        yield from _counted(label, counted, phrases)
    for label, ids in (
            (words("state.single_article_events"), state.single_article_events),
            (words("state.headline_only_events"), state.headline_only_events),
            (words("state.differing_events"), state.differing_events),
            (words("state.unresolved_claims"), state.unresolved_claims),
            (words("state.open_claims"), state.open_claims),
            (words("state.unlocated_places"), state.unlocated_places),
            (words("judging.report.drafts"), state.drafts)):
        yield from _listed(label, [phrases.record(record_id) for record_id in ids])
    yield from _listed(words("state.corrections"), [
        f"{phrases.date(item.date)}, {phrases.record(record_id)}: {phrases.text(item.what)} {phrases.text(item.why)}"
        for record_id, item in state.corrections])
    yield from _listed(words("state.outlet_corrections"), [
        f"{phrases.published(item.date)}, {phrases.record(record_id)}: {phrases.text(item.what)}"
        for record_id, item in state.outlet_corrections])


def _excused(coverage: CoverageReport) -> Mapping[str, int]:
    """By source, how many paragraphs carry no statement for a reason that somebody gave."""
    return {source.source_id: len(source.uncarried) - len(source.missing) for source in coverage.sources}


def _source(use: SourceUse, excused: int, phrases: Phrases) -> str:
    return phrases.words(
        "judging.report.source", source=phrases.record(use.source_id), passages=use.passages, unused=use.unused,
        paragraphs=use.paragraphs, excused=excused, percent=int(use.coverage * 100 + 0.5))


def _counted(label: str, counted: Counted, phrases: Phrases) -> Iterator[Line]:
    """Records with most of it first; the heading says how many there are in all."""
    if counted:
        yield Line(0, f"{label}: {sum(number for _, number in counted)}")
        yield from (Line(1, f"{phrases.record(record_id)}: {number}")
                    for record_id, number in sorted(counted, key=lambda item: (-item[1], item[0])))


def _listed(label: str, items: Sequence[str]) -> Iterator[Line]:
    if items:
        yield Line(0, f"{label}: {len(items)}")
        yield from (Line(1, item) for item in items)


def state_json(state: DossierState, coverage: CoverageReport, errors: int, words: Words) -> str:
    """The state as one JSON object.

    `format` is JSON_FORMAT, `errors` how many findings stand in the way of publishing, the other keys are the fields of
    `DossierState`; a source has `excused` beside `unused`, a correction the words in the dossier's language.
    """
    excused = _excused(coverage)
    data: dict[str, Any] = {
        **{name: getattr(state, name) for name in type(state).__dataclass_fields__},
        "sources": [{**asdict(use), "excused": excused.get(use.source_id, 0)} for use in state.sources],
        "corrections": [_correction(record_id, item, words) for record_id, item in state.corrections],
        "outlet_corrections": [_correction(record_id, item, words) for record_id, item in state.outlet_corrections]}
    for name in ("unread", "untranslated", "single_article", "headline_only"):
        data[name] = dict(getattr(state, name))
    return json.dumps({"format": JSON_FORMAT, "errors": errors, **data}, indent=2)


def _correction(record_id: str, item: Any, words: Words) -> dict[str, str]:
    texts = {name: getattr(item, name, None) or {} for name in ("what", "why")}
    return {"record": record_id, "date": item.date.text,
            **{name: text.get(words.language) or next(iter(text.values()), "") for name, text in texts.items()}}

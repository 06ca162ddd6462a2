"""What nobody typed and a change alters all the same: status, outcome, participants, figures, relays, coverage.

Says in words what linking computed of each record, so that two sides can be set side by side. Computes nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.editing.comparison import ValueChange
from generator.editing.phrases import Phrases
from generator.model.dossier import (
    ClaimFacts, Dossier, EventFacts, LinkedStatement, OutcomeReport, Participation, PrintedName, Relays, SourceFacts,
    Status,
)
from generator.model.records import Kind

#: The facts of a record by its kind: the field of the dossier that holds them.
_FACTS = {Kind.EVENT: "events", Kind.CLAIM: "claims", Kind.ACTOR: "actors", Kind.PLACE: "places",
          Kind.SOURCE: "sources"}

Said = dict[str, str]


def facts_of(dossier: Dossier, kind: Kind, record_id: str) -> Any:
    """What linking computed of a record; None where it could not be linked."""
    return getattr(dossier, _FACTS[kind]).get(record_id)


def compare_computed(before: Any, after: Any, kind: Kind, old: Phrases, new: Phrases) -> Iterator[ValueChange]:
    """What was computed of one record, where it reads otherwise now; either side may have nothing."""
    if before == after:
        return
    first = _said(before, kind, old) if before is not None else {}
    second = _said(after, kind, new) if after is not None else {}
    for name in dict.fromkeys([*first, *second]):
        if first.get(name, "") != second.get(name, ""):
            yield ValueChange(name, first.get(name, ""), second.get(name, ""))


def _said(facts: Any, kind: Kind, phrases: Phrases) -> Said:
    match kind:
        case Kind.EVENT:
            return _said_of_event(facts, phrases)
        case Kind.CLAIM:
            return _said_of_claim(facts, phrases)
        case Kind.SOURCE:
            return _said_of_source(facts, phrases)
    return {"judging.computed.printed": _printed(facts.printed, phrases)}


def _said_of_event(facts: EventFacts, phrases: Phrases) -> Said:
    return {
        "judging.computed.status": _status(facts.status, phrases),
        "judging.computed.outcome": "; ".join(_outcome(report, phrases) for report in facts.outcomes),
        "judging.computed.participants": "; ".join(_participation(item, phrases) for item in facts.participations),
        "judging.computed.relays": _relays(facts.relays, phrases),
        "judging.computed.only_headline": phrases.words("judging.yes") if facts.only_headline else "",
    }


def _said_of_claim(facts: ClaimFacts, phrases: Phrases) -> Said:
    differing = {key for pair in facts.differing for key in (pair.first, pair.second)}
    return {
        "judging.computed.accounts": str(len(facts.accounts)),
        "judging.computed.figures": "; ".join(
            f"{phrases.text(item.statement.says)}" for item in facts.accounts if item.key in differing),
        "judging.computed.relays": _relays(facts.relays, phrases),
    }


def _said_of_source(facts: SourceFacts, phrases: Phrases) -> Said:
    words = phrases.words
    return {
        "judging.computed.coverage": words("judging.percent", number=f"{facts.coverage * 100:.0f}"),
        "judging.computed.passages": str(len(facts.passages)),
        "judging.computed.uncarried": str(len(facts.uncarried_paragraphs)),
        "judging.computed.unread": str(facts.unread),
        "judging.computed.as_of": phrases.published(facts.as_of) if facts.as_of else "",
    }


def _status(status: Status, phrases: Phrases) -> str:
    words, parts = phrases.words, [phrases.term("statuses", status.kind)]
    if status.speakers:
        parts.append(words("judging.said_by", names=_names(status.speakers, phrases)))
    if status.source_id and status.as_of:
        parts.append(words("status.as_last_reported", date=phrases.published(status.as_of),
                           source=phrases.title(status.source_id)))
    elif status.source_id:
        parts.append(words("status.as_last_reported_undated", source=phrases.title(status.source_id)))
    return ", ".join(parts)


def _outcome(report: OutcomeReport, phrases: Phrases) -> str:
    said = phrases.words(f"outcome.{report.outcome}")
    by = [phrases.words("judging.said_by", names=_names(report.speakers, phrases))] if report.speakers else []
    return ", ".join([said, *by, phrases.title(report.source_id)])


def _participation(item: Participation, phrases: Phrases) -> str:
    return f"{phrases.title(item.actor_id)}: {phrases.term('roles', item.role)}"


def _relays(relays: Relays, phrases: Phrases) -> str:
    articles = phrases.words.count("relays.articles", len(relays.source_ids))
    named = phrases.words("relays.named", names=_names(relays.relay_ids, phrases)) if relays.relay_ids \
        else phrases.words("relays.none")
    return f"{articles} {named}"


def _printed(printed: Sequence[PrintedName], phrases: Phrases) -> str:
    total = sum(item.count for item in printed)
    articles = phrases.words.count("names.articles", len(printed))
    return phrases.words.count("names.printed", total, articles=articles) if printed \
        else phrases.words("names.not_printed")


def _names(record_ids: Sequence[str], phrases: Phrases) -> str:
    return ", ".join(map(phrases.title, record_ids))


def count_quotes(statements: Sequence[LinkedStatement]) -> int:
    """How many quotes these statements have that are found in their sources."""
    return sum(len(item.quotes) for item in statements)

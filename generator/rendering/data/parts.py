"""The parts that many records of `data/dossier.json` share: texts, dates, remarks, relays, passages.

Owns what a missing key means here: whatever is None or empty is left out by `present`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dates import EdtfDate, Published
from generator.model.dossier import LinkedQuote, PrintedName, Relays
from generator.model.fields import Remark
from generator.model.records import Reply
from generator.model.text import WithheldWords
from generator.model.uris import HOME, Link, record_uri
from generator.rendering.context import Context

Data = dict[str, Any]


def present(**items: Any) -> Data:
    """The items that say something: neither None nor empty nor false."""
    return {name: value for name, value in items.items() if value or (value == 0 and value is not False)}


def texts(text: Mapping[str, str] | None, context: Context) -> dict[str, str]:
    """A text for readers by language, links in it as plain words; empty where there is none."""
    return {language or context.language: context.plain(words) for language, words in (text or {}).items()}


def date(value: EdtfDate | None) -> Data | None:
    """A date with its precision."""
    if value is None:
        return None
    return {
        "text": value.text, "precision": value.precision,
        "earliest": value.earliest.iso if value.earliest else None,
        "latest": value.latest.iso if value.latest else None,
        "approximate": value.is_approximate, "uncertain": value.is_uncertain,
        **present(time=value.time.iso if value.time else None)}


def published(value: Published | None) -> Data | None:
    """A moment of publication, with its time of day where known."""
    if value is None:
        return None
    found = date(value.date)
    assert found is not None
    return {**found, "text": value.text, **present(time=value.time.iso if value.time else None)}


def remark(value: Remark | None, context: Context) -> Data | None:
    """A remark of the editors, with its references."""
    if value is None:
        return None
    return {"text": texts(value.text, context), **present(reference=list(value.reference))}


def reasons(value: Mapping[str, Mapping[str, str]], context: Context) -> Data:
    """Why inferred fields hold what they hold, by field."""
    return {name: texts(text, context) for name, text in value.items()}


def common(found: LoadedRecord[Any], context: Context) -> Data:
    """What every record holds."""
    record = found.record
    return {
        "id": found.id, "page": page(found),
        **present(
            note=remark(record.note, context), former_ids=list(record.former_ids),
            not_found=list(record.not_found), reasons=reasons(record.reasons, context),
            corrections=[{"date": date(item.date), "what": texts(item.what, context), "why": texts(item.why, context)}
                         for item in record.corrections],
            replies=[_reply(item, context) for item in record.replies])}


def _reply(item: Reply, context: Context) -> Data:
    return {"date": date(item.date), "words": texts(item.words, context),
            **present(who=item.who, name=item.name, reference=list(item.reference),
                      answer=texts(item.answer, context))}


def page(found: LoadedRecord[Any]) -> str:
    """The address of a record's page, relative to the site's root."""
    return Link(record_uri(found.kind, found.id)).html_href(HOME)


def relays(value: Relays) -> Data:
    """The articles and the outlets they relay."""
    return {"sources": list(value.source_ids), "outlets": list(value.relay_ids)}


def printed(names: Iterable[PrintedName]) -> list[Data]:
    """Where a record's names are printed, by source."""
    return [{"source": name.source_id, "count": name.count, "spellings": list(name.spellings)} for name in names]


def passage(quote: LinkedQuote) -> Data:
    """The place of a quote and its words, null where they are withheld."""
    place = quote.passage
    return {"id": place.id, "source": place.source_id, "start": place.start, "end": place.end, "quote": quote.words,
            **present(withheld=quote.withheld and withheld(quote.withheld))}


def withheld(words: WithheldWords) -> Data:
    """Why and since when words are withheld."""
    return {"reason_class": words.reason, "date": date(words.date)}

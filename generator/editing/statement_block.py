"""A statement as a block of YAML to paste: the words exact, what only an editor can know left open.

Owns its layout. What is open stands there empty, so that `check` leads to it; what may apply stands in remarks.
"""

from collections.abc import Iterator
from typing import get_args

from generator.editing.article_dates import DateReader
from generator.editing.passages import FoundPassage, uses_of
from generator.editing.yaml_writing import folded_lines, quoted, scalar_text
from generator.model.content import in_language
from generator.model.dossier import Dossier
from generator.model.records import Kind
from generator.model.statements import Stage
from generator.model.words import Words

_INDENT = 4


def statement_block(dossier: Dossier, found: FoundPassage, words: Words) -> list[str]:
    """The lines of the block, its dash indented by two as below `statements:`."""
    head, first, *rest = _fields(dossier, found, words)
    return [f"  {head}", f"  - {first}", *(" " * _INDENT + line for line in rest)]


def _fields(dossier: Dossier, found: FoundPassage, words: Words) -> Iterator[str]:
    # Remarks stand above the fields: behind a text they would cut it.
    yield f"# {words('assist.block.says')}"
    yield "says:"
    yield f"# {words('assist.block.stage', stages=', '.join(get_args(Stage)))}"
    yield "stage:"
    source = dossier.record(found.passage.source_id).record
    carriers = {source.publisher, *(relay.actor for relay in source.relays)}
    actors = [each for each in found.named if dossier.record(each).kind is Kind.ACTOR and each not in carriers]
    places = [each for each in found.named if dossier.record(each).kind is Kind.PLACE]
    if actors:
        yield f"# by: {actors[0]}   # {words('assist.block.by', ids=', '.join(actors))}"
        yield f"# who: [{', '.join(actors)}]   # {words('assist.block.who')}"
    if places:
        yield f"# place: {places[0]}   # {words('assist.block.place', ids=', '.join(places))}"
    yield from _date_lines(dossier, found, words)
    yield f"from: {found.passage.source_id}"
    first, *rest = folded_lines(found.words, 2, width=120 - _INDENT)
    yield f"quote: {first}"
    yield from rest
    if found.prefix:
        yield f"prefix: {quoted(found.prefix)}"
    if found.suffix:
        yield f"suffix: {quoted(found.suffix)}"
    if found.needs_line:
        yield f"line: {found.line}"
    yield from _translation_lines(dossier, found, words)


def _date_lines(dossier: Dossier, found: FoundPassage, words: Words) -> Iterator[str]:
    """The words of a day in the passage; the day itself as a remark, since the event may have it already."""
    source = dossier.record(found.passage.source_id).record
    reader = DateReader([source.language])
    dates = reader.find(found.words)
    weekday = reader.find_weekday(found.words)
    if dates:
        printed = found.words[dates[0].start:dates[0].end].rstrip(".")
        yield f"date_words: {scalar_text(printed)}"
        if dates[0].iso_day:
            yield f"# date: {dates[0].iso_day}   # {words('assist.block.date')}"
    elif weekday:
        yield f"date_words: {scalar_text(weekday)}"


def _translation_lines(dossier: Dossier, found: FoundPassage, words: Words) -> Iterator[str]:
    """A place for the translation, unless the language is the dossier's or the passage has one."""
    language = dossier.content.language
    if str(dossier.record(found.passage.source_id).record.language).split("-")[0] == language.split("-")[0]:
        return
    for statement, quote in uses_of(dossier, found.passage):
        if quote.passage == found.passage and quote.translation is not None:
            text = " ".join(in_language(quote.translation.text, language).split())
            yield f"# {words('assist.block.translated', id=statement.record_id, text=text)}"
            return
    yield f"# {words('assist.block.translation', language=language)}"
    yield "translation:"

"""Statements, quotes and the evidence list as `data/dossier.json` has them; `event_shapes.py` has their shape."""

from collections.abc import Iterable, Iterator

from generator.model.dossier import LinkedQuote, LinkedStatement, Piece
from generator.model.statements import Figure, Translation
from generator.rendering.context import Context
from generator.rendering.data.parts import Data, date, passage, present, reasons, remark, texts


def statement_data(linked: LinkedStatement, context: Context) -> Data:
    """A statement with everything its editors wrote and the places of its quotes."""
    model = linked.statement
    figure, checked = model.figure, model.checked
    return {
        "key": linked.key, "id": linked.id, "record": linked.record_id, "says": _says(linked, context),
        "quotes": [_quote(quote, context) for quote in linked.quotes],
        **present(
            links=list(_links(linked.pieces)), by=list(model.by), by_one_of=list(model.by_one_of),
            mutual=model.mutual, direct=model.direct, spoken_language=model.spoken_language, ground=model.ground,
            via=list(model.via), stage=model.stage, outcome=model.outcome,
            who={role: list(actors) for role, actors in model.who.items()}, place=model.place,
            date=date(model.date), date_of=model.date_of if model.date else None, figure=figure and _figure(figure),
            answers=list(model.answers), also_in=list(model.also_in), note=remark(model.note, context),
            checked=checked and {"date": date(checked.date), **present(by=checked.by)},
            reasons=reasons(model.reasons, context))}


def evidence_data(statements: Iterable[LinkedStatement]) -> Iterator[Data]:
    """One entry per quote of every statement."""
    for linked in statements:
        for quote in linked.quotes:
            place = quote.passage
            yield {"record": linked.record_id, "statement": linked.key, "source": place.source_id,
                   "quote": quote.words, "start": place.start, "end": place.end}


def _says(linked: LinkedStatement, context: Context) -> Data:
    """The sentence by language; in the site's language exactly the text that `links` points into."""
    found = texts(linked.statement.says, context)
    if context.language in found and linked.pieces:
        found[context.language] = "".join(piece.text for piece in linked.pieces)
    return found


def _links(pieces: Iterable[Piece]) -> Iterator[Data]:
    """Where records are named in the sentence, in code points of its plain text."""
    at = 0
    for piece in pieces:
        if piece.record_id:
            yield {"record": piece.record_id, "start": at, "end": at + len(piece.text)}
        at += len(piece.text)


def _quote(quote: LinkedQuote, context: Context) -> Data:
    translation = quote.translation
    return {
        **passage(quote),
        **present(before=quote.before, after=quote.after, stretch=quote.stretch, date_words=quote.date_words,
                  translation=translation and _translation(translation, context))}


def _translation(translation: Translation, context: Context) -> Data:
    default = context.dossier.content.settings.model.translations
    return {"text": texts(translation.text, context), "method": translation.method or default.method,
            **present(by=translation.by, checked_by=translation.checked_by, note=texts(translation.note, context))}


def _figure(figure: Figure) -> Data:
    return {"comparator": figure.comparator, "unit": figure.unit, "cumulative": figure.cumulative,
            **present(words=figure.words, value=figure.value, low=figure.low, high=figure.high, order=figure.order,
                      population=figure.population, area=figure.area, since=date(figure.since),
                      until=date(figure.until))}

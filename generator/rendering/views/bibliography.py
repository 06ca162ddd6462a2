"""The bibliographic head of a source: what is printed, what is inferred and why, which copy is held.

A list of facts in a fixed order; what nobody knows says so.
"""

from collections.abc import Iterator, Sequence

from generator.model.content import LoadedRecord
from generator.model.dates import Published
from generator.model.records import Original, Source
from generator.rendering.context import Context, LinkView
from generator.rendering.views.common import published_view, reference_views
from generator.rendering.views.facts import FactView, ValueView

_SHORT_HASH = 12


def bibliography(
    record: LoadedRecord[Source], passages: Sequence[object], uri: str, context: Context
) -> Iterator[FactView]:
    """The facts of a source's head, in reading order."""
    source = record.record
    yield from _printed(source, uri, context)
    yield from _dates(source, context)
    yield FactView(context.words("bib.language"), (ValueView(
        text=context.language_name(source.language), why=_why(source, "language", context)),))
    yield from _relays(record, uri, context)
    yield FactView(context.words("bib.extent"), (ValueView(
        text=context.words(f"extent.{source.extent}"), why=_why(source, "extent", context)),))
    yield FactView(context.words("bib.copy"), tuple(_copy(source, context)))
    yield FactView(context.words("bib.rights"), tuple(_rights(source, uri, context)))
    yield from _use(record, passages, context)
    yield from _elsewhere(source, uri, context)


def _why(source: Source, field: str, context: Context) -> str:
    """`Inferred: REASON` beside a field whose value is inferred."""
    reason = context.text(source.reasons.get(field))
    return context.words("bib.inferred", why=reason) if reason else ""


def _printed(source: Source, uri: str, context: Context) -> Iterator[FactView]:
    why = _why(source, "publisher", context)
    publisher = ValueView(link=context.link(source.publisher, uri), why=why) if source.publisher \
        else ValueView(text=context.words("source.no_publisher"), why=why)
    yield FactView(context.words("bib.publisher"), (publisher,))
    for field, names in (("authors", source.authors), ("editors", source.editors)):
        if names:
            yield FactView(context.words(f"bib.{field}"), (ValueView(
                text=", ".join(names), why=_why(source, field, context)),))
    for field in ("desk_code", "section"):
        if printed := getattr(source, field):
            yield FactView(context.words(f"bib.{field}"), (ValueView(
                pieces=(LinkView(printed, lang=source.language),), why=_why(source, field, context)),))


def _dates(source: Source, context: Context) -> Iterator[FactView]:
    published = _date(source.published, source, "published", context) if source.published \
        else ValueView(text=context.words("source.undated"), why=_why(source, "published", context))
    yield FactView(context.words("bib.published"), (published,))
    for field in ("written_as_of", "captured_not_before"):
        if date := getattr(source, field):
            yield FactView(context.words(f"bib.{field}"), (_date(date, source, field, context),))


def _date(date: Published, source: Source, field: str, context: Context) -> ValueView:
    return ValueView(date=published_view(date, context), why=_why(source, field, context))


def _relays(record: LoadedRecord[Source], uri: str, context: Context) -> Iterator[FactView]:
    source = record.record
    printed: dict[str, list[LinkView]] = {}
    for relay in source.relays:
        printed.setdefault(relay.actor, []).extend(
            [LinkView(relay.words, lang=source.language)] if relay.words else [])
    values = [ValueView(link=context.link(actor_id, uri), words=tuple(words))
              for actor_id, words in printed.items()]
    yield FactView(context.words("bib.relays"), tuple(values) or (
        ValueView(text=context.words("bib.no_relay"), why=_why(source, "relays", context)),))
    counts: dict[str, int] = {}
    for _, statements in context.dossier.sources[record.id].passages:
        for actor_id in dict.fromkeys(actor for item in statements for actor in item.statement.via):
            counts[actor_id] = counts.get(actor_id, 0) + 1
    if counts:
        yield FactView(context.words("bib.via"), tuple(
            ValueView(link=context.link(actor_id, uri), why=context.words.count("bib.via_passages", count))
            for actor_id, count in sorted(counts.items())))


def _copy(source: Source, context: Context) -> Iterator[ValueView]:
    """The copy the words were compared with: how it came, its file and hash, and where the article stands."""
    if source.retrieved:
        parts = [context.published(source.retrieved.at), source.retrieved.method,
                 context.words("bib.retrieved_by", name=source.retrieved.by) if source.retrieved.by else None]
        yield ValueView(text=", ".join(part for part in parts if part),
                        why=_why(source, "retrieved", context))
    elif source.url is None:
        yield ValueView(text=context.words("bib.without_address"))
    digest = source.sha256 or ""
    short = context.words("bib.sha256", start=digest[:_SHORT_HASH]) if digest else ""
    yield ValueView(text=f"{source.seed} ", code=(short, digest))
    for field in ("url", "archived"):
        if address := getattr(source, field):
            yield ValueView(link=LinkView(context.words(f"bib.{field}"), address),
                            why=_why(source, field, context))
    missing = [context.words(f"field.{field}") for field in ("url", "archived", "retrieved")
               if field in source.not_found]
    if missing:
        yield ValueView(why=context.words("bib.looked_in_vain", fields=", ".join(missing)))


def _rights(source: Source, uri: str, context: Context) -> Iterator[ValueView]:
    rights = source.rights
    if rights.holder:
        yield ValueView(link=context.link(rights.holder, uri))
    why = context.words("bib.basis", basis=rights.basis)
    yield ValueView(text=context.words(f"publish-text.{rights.publish_text}"),
                    why=" ".join(filter(None, [why, context.text(rights.note)])))
    for item in source.withhold:
        yield ValueView(text=context.words("withheld.since", date=context.date(item.date),
                                           reason=context.words(f"withheld.reason.{item.reason_class}")))


def _use(
    record: LoadedRecord[Source], passages: Sequence[object], context: Context
) -> Iterator[FactView]:
    facts = context.dossier.sources[record.id]
    percent = int(facts.coverage * 100 + 0.5)
    yield FactView(context.words("bib.used"), (ValueView(
        text=context.words.count("bib.passages", len(passages), percent=percent)),))
    statements = {item.key for _, found in facts.passages for item in found}
    if facts.unread:
        yield FactView(context.words("fact.second_read"), (ValueView(
            text=context.words.count("fact.unread", facts.unread, total=len(statements))),))


def _elsewhere(source: Source, uri: str, context: Context) -> Iterator[FactView]:
    """Corrections that the outlet printed, and the texts it relays."""
    if source.outlet_corrections:
        yield FactView(context.words("bib.outlet_corrections"), tuple(
            ValueView(text=f"{context.published(item.date)}: {context.text(item.what)}",
                      references=reference_views(item.reference, context))
            for item in source.outlet_corrections))
    if source.originals:
        yield FactView(context.words("bib.originals"), tuple(
            _original(item, uri, context) for item in source.originals))


def _original(original: Original, uri: str, context: Context) -> ValueView:
    seen = context.words("bib.seen" if original.seen else "bib.not_seen")
    return ValueView(link=context.link(original.actor, uri) if original.actor else None,
                     why=" ".join(filter(None, [seen, context.text(original.note)])),
                     references=reference_views(original.reference, context))

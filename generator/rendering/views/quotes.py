"""The words of a page: every quote once, in full, with translation, speaker, ground and the way to its passage."""

from dataclasses import dataclass
from typing import Any

from generator.model.dossier import LinkedQuote, LinkedStatement, Passage
from generator.model.records import Kind
from generator.model.uris import Link, record_uri
from generator.rendering.blocks import Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.amendments import quote_amendments, withheld_text
from generator.rendering.views.common import (
    DateView, NoteView, Numbering, StatusView, date_view, note_view, page_labels, speaker_text, status_view,
)
from generator.rendering.views.frame import line_links

#: The place on a source's page that says how words are matched.
CHECK_ANCHOR = "h-check"
_SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class TranslationView:
    """A translation, labelled with who or what made it."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssertionView:
    """Who says what a quote carries, and at which stage: one per different pair."""

    speaker: str
    is_said: bool
    status: StatusView | None
    date: DateView | None


@dataclass(frozen=True, slots=True)
class VerifiedView:
    """Where the words were matched, in which bytes, and what of them somebody else has read.

    `digest` is the SHA-256 of the seed, empty where it would help to guess withheld words; `short` its first digits.
    `href` leads to how the check is made, on the source's page.
    """

    matched: str
    short: str
    digest: str
    href: str
    read: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote with all that is known of it. Where its words are withheld, `withheld` stands in their place."""

    id: str
    number: int
    back_href: str
    lang: str
    before: str
    words: str
    after: str
    hangs: bool
    withheld: str
    translation: TranslationView | None
    assertions: tuple[AssertionView, ...]
    source: LinkView
    source_url: str
    relays: str
    remarks: tuple[str, ...]
    verified: VerifiedView
    edits: tuple[LinkView, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class QuotesView:
    """All quotes of a page."""

    quotes: tuple[QuoteView, ...]
    words: dict[str, Any]


def quotes_block(numbering: Numbering, from_uri: str, context: Context) -> Html:
    """The block with every quote that the page's sentences cite; to be made after all of them were numbered."""
    return Html(render_html("quotes.html", QuotesView(
        quote_views(numbering, from_uri, context), page_labels(context))))


def quote_views(numbering: Numbering, from_uri: str, context: Context) -> tuple[QuoteView, ...]:
    """The quotes of a page in the order of their numbers."""
    return tuple(
        _quote_view(number, numbering.statements[passage], passage, from_uri, context)
        for passage, number in numbering.numbers.items())


def _quote_view(
    number: int, statements: list[LinkedStatement], passage: object, from_uri: str, context: Context
) -> QuoteView:
    statement = statements[0]
    quote = next(item for item in statement.quotes if item.passage == passage)
    before, after = quote_edges(quote)
    place = Link(record_uri(Kind.SOURCE, quote.passage.source_id), quote.passage.id)
    source = context.record(quote.passage.source_id).record
    return QuoteView(
        id=quote.passage.id, number=number, back_href=f"#c{number}", lang=source.language,
        before=before, words=quote.words or "", after=after, hangs=not before.strip(),
        withheld=withheld_text(quote, context),
        translation=translation_view(quote, context),
        assertions=_assertions(statements, context),
        source=LinkView(context.source_label(quote.passage.source_id), place.html_href(from_uri)),
        source_url=place.absolute_url(context.site_url) if context.site_url else "",
        relays=relay_text(statement, quote, context),
        remarks=tuple(dict.fromkeys(remark for item in statements for remark in quote_remarks(item, quote, context))),
        verified=verified_view(_least_read(statements), quote, from_uri, context), edits=line_links(statements, context),
        notes=tuple(note for item in statements
                    for note in [note_view(item.statement.note, context.words("label.note"), from_uri, context)]
                    if note))


def _least_read(statements: list[LinkedStatement]) -> LinkedStatement:
    """The statement of a quote by which its second reading is told: one that nobody second-read, if there is one."""
    return next((item for item in statements if item.statement.checked is None), statements[0])


def quote_edges(quote: LinkedQuote) -> tuple[str, str]:
    """The rest of the quote's sentence, before and after it."""
    return _flat(quote.before), _flat(quote.after)


def _flat(text: str) -> str:
    """The rest of a sentence on one line; one space is kept at either end, where the words go on."""
    flat = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{flat}{' ' if flat and text[-1:].isspace() else ''}"


def translation_view(quote: LinkedQuote, context: Context) -> TranslationView | None:
    """A quote's translation under a label that names its method."""
    found = quote.translation
    if found is None:
        return None
    default = context.dossier.content.settings.model.translations
    parts = [context.words(f"translation.{found.method or default.method}")]
    if by := (found.by or default.by):
        parts.append(context.words("translation.by", name=by))
    if found.checked_by:
        parts.append(context.words("translation.checked_by", name=found.checked_by))
    return TranslationView(", ".join(parts), context.text(found.text), context.text(found.note))


def _assertions(statements: list[LinkedStatement], context: Context) -> tuple[AssertionView, ...]:
    found: dict[AssertionView, None] = {}
    for item in statements:
        model = item.statement
        status = status_view(item.status, context) if item.status else None
        shown_date = date_view(model.date, context) if model.date else None
        speaker = speaker_text(item, context)
        found[AssertionView(speaker or context.words("speaker.own_words"), bool(speaker), status, shown_date)] = None
    return tuple(found)


def relay_text(statement: LinkedStatement, quote: LinkedQuote, context: Context) -> str:
    """`relaying NTB`, or that no relay is named; a headline is the outlet's own whatever the text below relays."""
    source_id = quote.passage.source_id
    if quote.stretch == "title" and not statement.statement.via:
        return "."
    source = context.record(source_id).record
    relays = statement.statement.via or tuple(dict.fromkeys(relay.actor for relay in source.relays))
    if relays:
        return context.words("quote.relaying", names=context.names(relays))
    return context.words("quote.no_relay")


def quote_remarks(statement: LinkedStatement, quote: LinkedQuote, context: Context) -> list[str]:
    """What a reader must know of the words: where they stand, that they are speech, what they rest on."""
    model = statement.statement
    found = []
    if not quote.is_body:
        found.append(context.words("quote.not_body", kind=context.words(f"stretch.{quote.stretch}")))
    if model.direct:
        found.append(context.words("quote.direct"))
    if model.spoken_language:
        found.append(context.words("quote.spoken_language", language=_language(model.spoken_language, context)))
    if model.ground:
        found.append(context.words(f"ground.{model.ground}"))
    return [*found, *quote_amendments(quote, context)]


def _language(name: str, context: Context) -> str:
    return context.language_name(name) if len(name) <= 3 else name


def verified_view(
    statement: LinkedStatement, quote: LinkedQuote, from_uri: str, context: Context
) -> VerifiedView:
    """Where the words were matched, and what was second-read."""
    passage = quote.passage
    source = context.record(passage.source_id).record
    matched = context.words("evidence.matched", lines=lines_text(passage, context), start=passage.start, end=passage.end)
    digest = source.sha256 or ""
    return VerifiedView(
        matched, digest[:_SHORT_HASH], digest,
        Link(record_uri(Kind.SOURCE, passage.source_id), CHECK_ANCHOR).html_href(from_uri) if digest else "",
        _second_reading(statement, quote, context))


def lines_text(passage: Passage, context: Context) -> str:
    """`line 3`, or `lines 3–5` for words that a line end parts; counted as editors' tools count them."""
    article = context.dossier.articles[passage.source_id]
    first, last = article.line_of(passage.start), article.line_of(passage.end - 1)
    if first == last:
        return context.words("evidence.line", line=first)
    return context.words("evidence.lines", first=first, last=last)


def _second_reading(statement: LinkedStatement, quote: LinkedQuote, context: Context) -> str:
    """Who compared what with the source, and when; that nobody did."""
    checked = statement.statement.checked
    if checked is None:
        return context.words("evidence.not_second_read")
    has = {"wording": True, "translation": quote.translation is not None,
           "date": bool(quote.date_words or statement.statement.date)}
    aspects = context.join([context.words(f"evidence.aspect.{name}") for name, is_there in has.items() if is_there])
    date = context.date(checked.date)
    if checked.by:
        return context.words("evidence.second_read_by", date=date, name=checked.by, aspects=aspects)
    return context.words("evidence.second_read", date=date, aspects=aspects)

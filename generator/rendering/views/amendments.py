"""What was put right afterwards: corrections of ours, replies of those concerned, corrections of the outlet, gaps.

Owns how each is said: in a line near the head of a record's page, in full at its end, and all corrections of the
dossier in one list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.content import LoadedRecord
from generator.model.dates import EdtfDate
from generator.model.dossier import LinkedQuote
from generator.model.records import Record, Reply
from generator.model.text import WithheldWords
from generator.rendering.blocks import Html
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html
from generator.rendering.views.common import DateView, date_view, reader_text_view, reference_views

Paragraphs = tuple[tuple[LinkView, ...], ...]
#: The anchors of the two sections at the end of a record's page.
_CORRECTIONS, _REPLIES = "#h-corrections", "#h-replies"


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A mistake of ours that was mended: what was changed, and why."""

    date: DateView
    what: Paragraphs
    why: Paragraphs


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What somebody concerned replied, and our answer; `who` is `NAME says`."""

    who: LinkView
    date: DateView
    words: Paragraphs
    references: tuple[LinkView, ...]
    answer: Paragraphs


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A line near the head: a label, which leads to the section at the end, and words."""

    label: str
    href: str
    pieces: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryView:
    """A correction or a withdrawal in the list of the whole dossier."""

    date: DateView
    record: LinkView
    label: str
    text: Paragraphs
    why: Paragraphs


@dataclass(frozen=True, slots=True)
class EntriesView:
    """All corrections and withdrawals, newest first; `none` says so where there are none."""

    entries: tuple[EntryView, ...]
    none: str


# On a record's page ---------------------------------------------------------------------------------


def notice_blocks(record: LoadedRecord[Any], uri: str, context: Context) -> tuple[Html, ...]:
    """The lines near the head of a record's page; nothing where nothing was amended."""
    notices = tuple(_notices(record.record, uri, context))
    return (Html(render_html("notices.html", notices)),) if notices else ()


def _notices(record: Record, uri: str, context: Context) -> Iterator[NoticeView]:
    corrections = _newest_first(record.corrections)
    if corrections:
        date, what = corrections[0].date, reader_text_view(context.text(corrections[0].what), uri, context)
        more = len(corrections) - 1
        earlier = (LinkView(f" ({context.words.count('correction.earlier', more)})"),) if more else ()
        yield NoticeView(context.words("correction.notice", date=context.date(date)), _CORRECTIONS,
                         (*(piece for paragraph in what[:1] for piece in paragraph), *earlier))
    for reply in _newest_first(record.replies):
        yield NoticeView(context.words("reply.notice", name=_name(reply, context), date=context.date(reply.date)),
                         _REPLIES)


def correction_views(record: Record, uri: str, context: Context) -> tuple[CorrectionView, ...]:
    """The corrections of a record, newest first."""
    return tuple(CorrectionView(
        date_view(item.date, context), reader_text_view(context.text(item.what), uri, context),
        reader_text_view(context.text(item.why), uri, context)) for item in _newest_first(record.corrections))


def reply_views(record: Record, uri: str, context: Context) -> tuple[ReplyView, ...]:
    """The replies to a record, in the order they came."""
    return tuple(_reply_view(reply, uri, context) for reply in sorted(record.replies, key=lambda one: one.date.sort_key))


def _reply_view(reply: Reply, uri: str, context: Context) -> ReplyView:
    speaker = context.words("speaker.says", name=_name(reply, context))
    return ReplyView(
        context.link(reply.who, uri, speaker) if reply.who else LinkView(speaker),
        date_view(reply.date, context), reader_text_view(context.text(reply.words), uri, context),
        reference_views(reply.reference, context), reader_text_view(context.text(reply.answer), uri, context))


def _name(reply: Reply, context: Context) -> str:
    return context.title(reply.who) if reply.who else reply.name or ""


def _newest_first(items: Iterable[Any]) -> list[Any]:
    """Anything that has a date, the newest first; of one day the one written last."""
    return sorted(items, key=lambda item: item.date.sort_key)[::-1]


# Of the whole dossier -------------------------------------------------------------------------------


def corrections_block(uri: str, context: Context) -> Html:
    """Every correction and withdrawal of the dossier, newest first."""
    found = [(item.date, record.id, context.words("correction.label"), item.what, item.why)
             for record in context.dossier.content.records.values() for item in record.record.corrections]
    found += [(record.record.withdrawn.date, record.id, context.words("withdrawn.label"), None,
               record.record.withdrawn.why) for record in context.public.withdrawn.values()]
    ordered = sorted(found, key=lambda item: (item[0].sort_key, item[1]))[::-1]
    view = EntriesView(tuple(_entry(item, uri, context) for item in ordered), context.words("correction.none"))
    return Html(render_html("corrections.html", view))


def _entry(item: tuple[EdtfDate, str, str, Any, Any], uri: str, context: Context) -> EntryView:
    date, record_id, label, what, why = item
    anchor = _CORRECTIONS[1:] if what else ""
    return EntryView(date_view(date, context), context.link(record_id, uri, anchor=anchor), label,
                     reader_text_view(context.text(what), uri, context),
                     reader_text_view(context.text(why), uri, context))


# Quotes and articles --------------------------------------------------------------------------------


def withheld_text(quote: LinkedQuote, context: Context) -> str:
    """How much is withheld in the place of a quote's words, and why; empty where they stand there."""
    if quote.words is not None:
        return ""
    count = context.words.count("article.withheld", quote.passage.end - quote.passage.start)
    if quote.withheld is None:
        return f"{count} {context.words('quote.withheld')}"
    why = context.words("withheld.quote", reason=reason_text(quote.withheld, context),
                        date=context.date(quote.withheld.date))
    return f"{count} {why}"


def quote_amendments(quote: LinkedQuote, context: Context) -> list[str]:
    """That a quote's outlet has corrected the article."""
    source = context.record(quote.passage.source_id).record
    return [context.words("outlet_correction.quote", date=context.published(item.date, with_time=False))
            for item in sorted(source.outlet_corrections, key=lambda item: item.date.date.sort_key)]


def reason_text(words: WithheldWords, context: Context) -> str:
    """The class of the reason in words."""
    return context.words(f"withheld.reason.{words.reason}")


def gap_text(words: WithheldWords, length: int, context: Context) -> str:
    """What stands in the place of withheld words."""
    return context.words.count("withheld.gap", length, reason=reason_text(words, context),
                               date=context.date(words.date))

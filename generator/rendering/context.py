"""What every view is built from: the public dossier, the words of its language, and the few things all pages say alike.

Owns titles, labels and links of records, and dates in words. Computes nothing about the dossier.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from babel import Locale, UnknownLocaleError, localedata
from babel.numbers import format_decimal

from generator.model.content import LoadedRecord, in_language
from generator.model.date_words import date_in_words, published_in_words, time_in_words, within_note
from generator.model.dates import EdtfDate, EventTime, Published, parse_edtf
from generator.model.dossier import Dossier, PublicDossier
from generator.model.pieces import link_text
from generator.model.records import Kind
from generator.model.uris import Link, record_uri
from generator.model.words import Words

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class LinkView:
    """Words that lead somewhere; `href` is empty where they do not, `lang` where they are in the site's language."""

    text: str
    href: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Context:
    """The public dossier and its words; memoises what thousands of pages ask for."""

    public: PublicDossier
    words: Words
    _titles: dict[str, str] = field(default_factory=dict)
    _sources: dict[str, str] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)

    @property
    def dossier(self) -> Dossier:
        """The linked dossier, without what may not be published."""
        return self.public.dossier

    @property
    def language(self) -> str:
        """The site's language."""
        return self.dossier.content.language

    @property
    def site_url(self) -> str:
        """Where the site will stand; empty where nobody knows."""
        return self.dossier.content.settings.model.site_url or ""

    def record(self, record_id: str) -> LoadedRecord[Any]:
        """The record of this id."""
        return self.dossier.content.records[record_id]

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` makes, made when it is first asked for under this key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def text(self, text: Mapping[str, str] | None) -> str:
        """Text for readers in the site's language; empty where there is none."""
        return in_language(text, self.language)

    def plain(self, text: str) -> str:
        """A text for readers with its links as plain words."""
        if "[[" not in text:
            return text
        return "".join(piece.text for piece in link_text(text, self.title, self.dossier.content.records))

    def title(self, record_id: str) -> str:
        """What a record is called in links: its name, title or question; the id where it is not published."""
        if record_id not in self._titles:
            self._titles[record_id] = self._title(record_id)
        return self._titles[record_id]

    def _title(self, record_id: str) -> str:
        found = self.dossier.content.records.get(record_id) or self.public.withdrawn.get(record_id)
        if found is None:
            return record_id
        record = found.record
        if found.kind is Kind.SOURCE:
            return record.title or self.text(record.title_supplied)
        return self.text(getattr(record, {Kind.EVENT: "title", Kind.CLAIM: "question"}.get(found.kind, "name")))

    def place_of(self, record_id: str, anchor: str = "") -> Link | None:
        """The place of a record on the site; None where it has no page."""
        found = self.dossier.content.records.get(record_id) or self.public.withdrawn.get(record_id)
        return Link(record_uri(found.kind, record_id), anchor) if found else None

    def link(self, record_id: str, from_uri: str, text: str = "", anchor: str = "") -> LinkView:
        """A link to a record from a page; no address where it has no page or is the page itself."""
        place = self.place_of(record_id, anchor)
        href = place.html_href(from_uri) if place and (place.uri != from_uri or anchor) else ""
        lang = self.record(record_id).record.language if not text and self._is_printed_title(record_id) else ""
        shown = text or self.title(record_id)
        if record_id in self.public.withdrawn:
            shown = self.words("withdrawn.mark", title=shown)
        return LinkView(shown, href, lang)

    @property
    def linked_ids(self) -> Collection[str]:
        """The ids that have a page: of records and of what was withdrawn."""
        records, withdrawn = self.dossier.content.records, self.public.withdrawn
        return _Either(records, withdrawn) if withdrawn else records

    def _is_printed_title(self, record_id: str) -> bool:
        found = self.dossier.content.records.get(record_id)
        return found is not None and found.kind is Kind.SOURCE and found.record.title is not None

    def source_label(self, source_id: str) -> str:
        """A source in few words: `Avisa, 5 March 2021`."""
        if source_id not in self._sources:
            record = self.record(source_id).record
            outlet = self.title(record.publisher) if record.publisher else self.words("source.no_publisher")
            when = self.published(record.published, short=False, with_time=False) if record.published \
                else self.words("source.undated")
            self._sources[source_id] = f"{outlet}, {when}"
        return self._sources[source_id]

    def published(self, published: Published, *, short: bool = False, with_time: bool = True,
                  weekday: bool = False) -> str:
        """A date of publication in words."""
        if not with_time:
            return date_in_words(published.date, self.language, self._date_words, short=short, weekday=weekday)
        return published_in_words(published, self.language, self._date_words, weekday=weekday, short=short)

    def date(self, date: EdtfDate, *, weekday: bool = False, short: bool = False, with_year: bool = True) -> str:
        """A date in words."""
        return date_in_words(date, self.language, self._date_words, weekday=weekday, short=short,
                             with_year=with_year)

    def month(self, date: EdtfDate) -> str:
        """The month a date begins in, or its year where no month is known: `March 2021`."""
        start = date.start if date.kind in ("interval", "span") and date.start else date
        if start.kind == "set":
            start = min(start.members, key=lambda member: member.sort_key)
            start = start.start or start
        first = start.earliest
        if first is None or not 1 <= first.year <= 9999 or start.kind in ("year", "decade", "century", "season"):
            return self.date(start)
        return self.date(parse_edtf(f"{first.year:04}-{first.month:02}"))

    def within(self, date: EdtfDate) -> str:
        """The remark that one day of a span is meant; empty where none is needed."""
        return within_note(date, self._date_words) or ""

    @property
    def _date_words(self) -> Mapping[str, str]:
        return _DateWords(self.words)

    def join(self, parts: Sequence[str], *, key: str = "list.and") -> str:
        """Several in one phrase: `a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        return self.words(key, first=", ".join(parts[:-1]), last=parts[-1])

    def names(self, record_ids: Sequence[str], *, key: str = "list.and") -> str:
        """Several records' titles in one phrase."""
        return self.join([self.title(record_id) for record_id in record_ids], key=key)

    def term(self, vocabulary: str, term: str, *, plural: bool = False) -> str:
        """A term's label."""
        found = self.dossier.content.vocabulary.get(vocabulary, {}).get(term)
        if found is None:
            return self.words(f"{vocabulary}.{term}") if self.words.has(f"{vocabulary}.{term}") else term
        return self.text(found.plural) if plural and found.plural else self.text(found.label)

    def clock_time(self, time: EventTime) -> str:
        """A time of day with its offset: `21:30 UTC+1`."""
        return time_in_words(time.time, self.language, with_offset=True)

    def number(self, value: float) -> str:
        """A number as the site's language writes it."""
        return format_decimal(value, locale=self._locale)

    @property
    def _locale(self) -> str:
        code = self.language.replace("-", "_")
        return code if localedata.exists(code) else "en"

    def language_name(self, code: str) -> str:
        """A language's name in the site's language."""
        rules = self.dossier.content.settings.model.text_rules.get(code)
        if rules and rules.name:
            return self.text(rules.name)
        try:
            return Locale.parse(code.replace("-", "_")).get_display_name(self.language) or code
        except (UnknownLocaleError, ValueError):
            return code


@dataclass(frozen=True, slots=True)
class _Either(Collection[str]):
    """The members of two collections, without a copy of either."""

    first: Collection[str]
    second: Collection[str]

    def __contains__(self, item: object) -> bool:
        return item in self.first or item in self.second

    def __iter__(self) -> Iterator[str]:
        return chain(self.first, self.second)

    def __len__(self) -> int:
        return len(self.first) + len(self.second)


@dataclass(frozen=True, slots=True)
class _DateWords(Mapping[str, str]):
    """The interface words as the mapping that dates in words are made with."""

    words: Words

    def __getitem__(self, key: str) -> str:
        return self.words.overrides.get(key) or self.words.texts[key]

    def __iter__(self) -> Any:
        return iter(self.words.texts)

    def __len__(self) -> int:
        return len(self.words.texts)

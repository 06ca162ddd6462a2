"""What a field holds, said in words: dates in words, records by their titles, terms by their labels.

Owns how a value of a record reads in a comparison, and when two values are the same. Knows no page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from generator.model.content import Content, LoadedRecord, in_language
from generator.model.date_words import date_in_words, published_in_words
from generator.model.dates import EdtfDate, EventTime, Published
from generator.model.dossier import Path
from generator.model.fields import CitesReference, Marker, NamesStatement, RefersTo, TermIn, marked_values
from generator.model.records import Kind
from generator.model.words import Words

#: Fields that hold one more level of text beside others, and are compared by themselves.
REASONS = "reasons"
_LINKED_ID = re.compile(r"\[\[([a-z0-9-]+)")

Markers = Mapping[Path, tuple[Marker, ...]]


def title_of(record: LoadedRecord[Any], language: str) -> str:
    """What a record is called."""
    model = record.record
    if record.kind is Kind.SOURCE:
        return model.title or in_language(model.title_supplied, language)
    return in_language(getattr(model, {Kind.EVENT: "title", Kind.CLAIM: "question"}.get(record.kind, "name")), language)


def markers_of(model: BaseModel) -> Markers:
    """What the values of a model name, by their path of YAML keys; a role and its actors share a path's start."""
    found: dict[Path, tuple[Marker, ...]] = {}
    for path, marker, _ in marked_values(model):
        found[path] = (*found.get(path, ()), marker)
    return found


@dataclass(frozen=True)
class Phrases:
    """One side of a comparison as words; `renamed` leads from ids that records had to those they have now."""

    content: Content
    words: Words
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language that the words are in."""
        return self.words.language

    def title(self, record_id: str) -> str:
        """A record's title; the id where it is not there or has none."""
        record = self.content.records.get(record_id)
        return (title_of(record, self.content.language) if record else "") or record_id

    def record(self, record_id: str) -> str:
        """A record as an editor finds it: `Oslo (oslo)`."""
        title = self.title(record_id)
        return title if title == record_id else f"{title} ({record_id})"

    def term(self, vocabulary: str, term: str) -> str:
        """A term's label: the dossier's, else that of every dossier, else the term."""
        found = self.content.vocabulary.get(vocabulary, {}).get(term)
        if found is not None:
            return in_language(found.label, self.content.language)
        return self.words(f"{vocabulary}.{term}") if self.words.has(f"{vocabulary}.{term}") else term

    def text(self, text: Mapping[str, str] | None) -> str:
        """Text for readers in all its languages."""
        if not text or len(text) == 1:
            return next(iter((text or {}).values()), "")
        first = self.content.language
        return " / ".join(f"{code or first}: {said}" for code, said in text.items())

    def date(self, date: EdtfDate) -> str:
        """A date in words."""
        return date_in_words(date, self.language, self._date_words, weekday=True)

    def published(self, published: Published) -> str:
        """A date of publication in words."""
        return published_in_words(published, self.language, self._date_words)

    @cached_property
    def _date_words(self) -> Mapping[str, str]:
        return {**self.words.texts, **self.words.overrides}

    # Values as words ----------------------------------------------------------------------------------

    def say(self, value: Any, path: Path = (), markers: Markers | None = None) -> str:
        """A value of a record in words; empty where there is none."""
        if value is None or value == () or value == {}:
            return ""
        markers = markers or {}
        match value:
            case bool():
                return self.words("judging.yes") if value else self.words("judging.no")
            case EdtfDate():
                return self.date(value)
            case Published():
                return self.published(value)
            case EventTime():
                return value.text
            case BaseModel():
                return "; ".join(self._members(value, path, markers))
            case Mapping():
                return self._say_mapping(value, path, markers)
            case tuple():
                said = (self.say(item, (*path, index), markers) for index, item in enumerate(value))
                return "; ".join(text for text in said if text)
        return self._say_text(str(value), markers.get(path, ()))

    def _members(self, model: BaseModel, path: Path, markers: Markers) -> list[str]:
        found = []
        for name, info in type(model).model_fields.items():
            value, key = getattr(model, name), info.alias or name
            if name != REASONS and value not in (None, (), {}) and value != info.default:
                found.append(f"{key.replace('_', ' ')}: {self.say(value, (*path, key), markers)}")
        return found

    def _say_mapping(self, value: Mapping[str, Any], path: Path, markers: Markers) -> str:
        if all(isinstance(text, str) for text in value.values()) and path not in markers and not any(
                (*path, key) in markers for key in value):
            return self.text(value)
        if path in markers and not isinstance(next(iter(value.values())), (tuple, BaseModel)):
            return self.text(value)
        return "; ".join(f"{self._say_text(key, markers.get((*path, key), ()))}: "
                         f"{self.say(item, (*path, key), markers)}" for key, item in value.items())

    def _say_text(self, text: str, markers: tuple[Marker, ...]) -> str:
        for marker in markers:
            match marker:
                case RefersTo():
                    return self.record(text)
                case TermIn(vocabulary=vocabulary):
                    return self.term(vocabulary, text)
        return text

    # Values as they are compared -------------------------------------------------------------------------

    def plain(self, value: Any, path: Path = (), markers: Markers | None = None) -> Any:
        """A value in a form that can be compared: dates as written, ids of renamed records as they are now."""
        markers = markers or {}
        match value:
            case EdtfDate() | Published() | EventTime():
                return value.text
            case BaseModel():
                return tuple((name, self.plain(getattr(value, name), (*path, info.alias or name), markers))
                             for name, info in type(value).model_fields.items())
            case Mapping():
                return tuple((key, self.plain(item, (*path, key), markers)) for key, item in value.items())
            case tuple() | list():
                return tuple(self.plain(item, (*path, index), markers) for index, item in enumerate(value))
            case str() if self.renamed:
                return self._with_new_ids(value, markers.get(path, ()))
        return value

    def _with_new_ids(self, text: str, markers: tuple[Marker, ...]) -> str:
        if any(isinstance(marker, RefersTo) for marker in markers):
            return self.renamed.get(text, text)
        if any(isinstance(marker, NamesStatement) for marker in markers):
            record_id, hash_sign, key = text.partition("#")
            return self.renamed.get(record_id, record_id) + hash_sign + key
        if "[[" in text and not any(isinstance(marker, CitesReference) for marker in markers):
            return _LINKED_ID.sub(lambda found: "[[" + self.renamed.get(found[1], found[1]), text)
        return text

"""Names of records in the editors' text become pieces that lead to them.

Spans over plain text, never over HTML: a piece is text, and whoever renders it escapes it.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from generator.linking.references import names_of
from generator.model.content import Content
from generator.model.dossier import Piece
from generator.model.pieces import link_targets, link_text
from generator.model.records import Kind

_WORD = re.compile(r"\w+", re.UNICODE)


class RecordNames:
    """The spellings that the editors' text is searched for, and who bears each."""

    def __init__(self, content: Content) -> None:
        self._bearers: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        self._by_first_word: dict[str, list[str]] = {}
        for record in content.records.values():
            self._titles[record.id] = _own_name(record)
            if record.record.draft or record.record.withdrawn:
                continue
            for name in names_of(record):
                self._bearers.setdefault(name, []).append(record.id)
        for name in sorted(self._bearers, key=lambda text: (-len(text), text)):
            first = _WORD.search(name)
            if first:
                self._by_first_word.setdefault(first.group(), []).append(name)

    def name_of(self, record_id: str) -> str:
        """The name shown for `[[id]]`; the id itself where it names nothing."""
        return self._titles.get(record_id, record_id)

    @property
    def ids(self) -> Collection[str]:
        """The ids of all records."""
        return self._titles.keys()

    def find(self, text: str, start: int, preferred: Iterable[str]) -> tuple[int, int, str] | None:
        """The longest name that starts at this word of the text, and its one bearer."""
        word = _WORD.match(text, start)
        if word is None:
            return None
        for name in self._by_first_word.get(word.group(), ()):
            if text.startswith(name, start) and not _is_word_at(text, start + len(name)):
                bearer = _bearer(self._bearers[name], preferred)
                return (start, start + len(name), bearer) if bearer else None
        return None


def _own_name(record: object) -> str:
    model = record.record  # type: ignore[attr-defined]
    for field in ("name", "title", "question", "title_supplied"):
        value = getattr(model, field, None)
        if value:
            return value if isinstance(value, str) else next(iter(value.values()))
    return record.id  # type: ignore[attr-defined]


def _bearer(bearers: Sequence[str], preferred: Iterable[str]) -> str:
    if len(bearers) == 1:
        return bearers[0]
    among = [record_id for record_id in bearers if record_id in set(preferred)]
    return among[0] if len(among) == 1 else ""


def _is_word_at(text: str, index: int) -> bool:
    return index < len(text) and (text[index].isalnum() or text[index] == "_")


def link_says(text: str, names: RecordNames, *, own_id: str = "", preferred: Iterable[str] = ()) -> tuple[Piece, ...]:
    """A sentence in pieces: `[[id]]`, `[[id|words]]`, and the first occurrence of each record's name.

    `own_id` is never linked; `preferred` settles a name that several records bear.
    """
    linked = {own_id, *link_targets(text)}
    return link_text(text, names.name_of, names.ids, own_id=own_id,
                     between=lambda part: _link_names(part, names, linked, preferred))


def _link_names(
    text: str, names: RecordNames, linked: set[str], preferred: Iterable[str]
) -> list[Piece]:
    pieces: list[Piece] = []
    position = start = 0
    for word in _WORD.finditer(text):
        if word.start() < start:
            continue
        found = names.find(text, word.start(), preferred)
        if found is None:
            continue
        _, start, bearer = found
        if bearer in linked:
            continue
        linked.add(bearer)
        pieces += [Piece(text[position:word.start()]), Piece(text[word.start():start], bearer)]
        position = start
    return [*pieces, Piece(text[position:])]


def preferred_records(statement: object, content: Content) -> tuple[str, ...]:
    """The records a name in this statement most likely means: its participants, speakers and places."""
    model = statement.statement  # type: ignore[attr-defined]
    home = content.records[statement.record_id]  # type: ignore[attr-defined]
    place = getattr(home.record, "place", None) if home.kind is Kind.EVENT else None
    return (*(actor for actors in model.who.values() for actor in actors), *model.by,
            *((model.place,) if model.place else ()), *((place,) if place else ()))

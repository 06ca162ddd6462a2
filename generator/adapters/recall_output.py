"""What holds a record, as an outline for whoever takes it back and as JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from generator.adapters.outline import Line
from generator.editing.recall import REASONS, Held, Wanted
from generator.model.words import Words
from generator.reading.git_history import History

#: Version of the JSON form; keys may be added to it, none changes or goes without a new number.
JSON_FORMAT = 1


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """A place that was searched: `rendered` for what the files on disk would become, else a built folder.

    `is_searched` is False where there is no such folder, or nothing can be rendered for errors.
    """

    place: str
    is_searched: bool
    files: tuple[Held, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """Everything that was found. `from_revision` is the commit a record was read from that is not in the files."""

    wanted: Wanted
    from_revision: str
    places: tuple[FoundFiles, ...]
    history: History | None


def recall_lines(recalled: Recalled, words: Words) -> Iterator[Line]:
    """What holds the record, place by place, then git's history, then what cannot be seen from here."""
    wanted = recalled.wanted
    yield Line(0, words("recall.title", record=f"{wanted.title} ({wanted.ids[0]})"))
    if recalled.from_revision:
        yield Line(1, words("recall.gone", revision=recalled.from_revision[:12]))
    if wanted.ids[1:]:
        yield Line(1, words("recall.former", ids=", ".join(wanted.ids[1:])))
    for place in recalled.places:
        yield from _place(place, words)
    yield from _history(recalled.history, words)
    yield Line(0, words("recall.unseen"))
    yield from (Line(1, text) for text in (words("recall.unseen_forge"), words("recall.unseen_copies")))


def _place(place: FoundFiles, words: Words) -> Iterator[Line]:
    name = words("recall.rendered") if place.place == "rendered" else words("recall.folder", folder=place.place)
    yield Line(0, name)
    if not place.is_searched:
        yield Line(1, words("recall.not_rendered") if place.place == "rendered" else words("recall.no_folder"))
    elif not place.files:
        yield Line(1, words("recall.nothing"))
    for held in sorted(place.files, key=lambda item: (min(map(REASONS.index, item.reasons)), item.path)):
        reasons = ", ".join(words(f"recall.reason.{reason}") for reason in held.reasons)
        yield Line(1, f"{held.path}: {reasons}")
    yield from (Line(1, words("recall.unread", path=path)) for path in place.unread)


def _history(history: History | None, words: Words) -> Iterator[Line]:
    yield Line(0, words("recall.history"))
    if history is None:
        yield Line(1, words("recall.no_git"))
        return
    if not history.commits:
        yield Line(1, words("recall.nothing"))
        return
    last, first = history.commits[0], history.commits[-1]
    yield Line(1, words.count("recall.commits", len(history.commits), first=f"{first.day} {first.id[:12]}",
                              last=f"{last.day} {last.id[:12]}"))
    yield from _references([ref.name for ref in history.references if ref.holds_now], words("recall.holds_now"))
    yield from _references([ref.name for ref in history.references if not ref.holds_now], words("recall.holds_past"))


def _references(names: Sequence[str], label: str) -> Iterator[Line]:
    if names:
        yield Line(1, label)
        yield from (Line(2, name.removeprefix("refs/")) for name in names)


def recall_json(recalled: Recalled) -> str:
    """What was found as one JSON object.

    `format` is JSON_FORMAT; `record`, `former_ids`, `kind`, `from_revision`; `places` as `FoundFiles`, a file's
    `reasons` being `page`, `id`, `words`, `sentence` or `name`; `history` as `History`, null without git. The words
    themselves are not repeated.
    """
    wanted = recalled.wanted
    return json.dumps({
        "format": JSON_FORMAT, "record": wanted.ids[0], "former_ids": list(wanted.ids[1:]), "kind": wanted.kind.value,
        "from_revision": recalled.from_revision, "places": [asdict(place) for place in recalled.places],
        "history": asdict(recalled.history) if recalled.history else None}, indent=2)

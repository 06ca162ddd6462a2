"""The fields of a new source's record as proposals: each a value and the reason that speaks for it.

Owns how a layout, a page's facts and the dossier's habits become values. Every value is proposed, none is decided;
relays are found in `relay_words.py`. Knows no YAML text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from generator.editing.article_dates import DateReader, PrintedDate, offset_text, parse_stamp
from generator.editing.article_layout import Guess, Layout, line_groups
from generator.editing.habits import Habits, common_words
from generator.editing.page_text import PageFacts
from generator.editing.relay_words import NewcomerNamed, RelayFound, and_word, find_relays
from generator.linking.matching import is_printed
from generator.linking.tokens import fold_diacritics
from generator.model.fields import ID_PATTERN
from generator.model.normal import normalise_quote
from generator.model.settings import DossierSettings
from generator.reading.yaml_text import has_unprintable

_LEAST_LIKENESS = 0.15
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is proposed: the key of a sentence and its values."""

    key: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A field and its proposed value; `remarks` stand behind the items of a list, one each."""

    field: str
    value: Any
    why: Reason
    remarks: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a proposal may rest on."""

    layout: Layout
    facts: PageFacts
    habits: Habits
    settings: DossierSettings
    dates: DateReader


@dataclass(frozen=True, slots=True)
class SourceProposal:
    """The proposed fields in the order of the record, and named outlets that have no record yet."""

    fields: tuple[Proposed, ...]
    newcomers: tuple[NewcomerNamed, ...]

    def value(self, name: str) -> Any:
        """The proposed value of a field, or None."""
        return next((each.value for each in self.fields if each.field == name), None)


def propose_fields(evidence: Evidence) -> SourceProposal:
    """Everything that can be proposed of a new article; what nothing speaks for is left out."""
    language = _language(evidence)
    named, newcomers = find_relays(evidence.layout, evidence.habits, evidence.settings, language.value)
    publisher = _publisher(evidence, {each.actor for each in named})
    publisher_id = publisher.value if publisher else ""
    relays = [each for each in named if each.actor != publisher_id]
    fields = (
        publisher, _title(evidence), _people(evidence, "authors", "byline", language.value),
        _people(evidence, "editors", "editor", language.value), _desk_code(evidence), _section(evidence),
        _published(evidence, publisher_id, language.value), language, _relays(relays), _url(evidence.facts),
        _rights(evidence.habits, publisher_id), _paragraphs(evidence.layout),
        _regions(evidence.layout, "apparatus"), _regions(evidence.layout, "boilerplate"))
    return SourceProposal(tuple(each for each in map(_writable, fields) if each is not None), tuple(newcomers))


def _writable(proposed: Proposed | None) -> Proposed | None:
    """The proposal without what a record cannot hold, such as control characters; a title is supplied instead."""
    if proposed is None or not any(map(has_unprintable, _texts(proposed.value))):
        return proposed
    if proposed.field in ("title", "title_supplied"):
        shown = " ".join("".join(mark for mark in str(proposed.value) if not has_unprintable(mark)).split())
        return Proposed("title_supplied", shown or "?", Reason("assist.why.untitled"))
    if not isinstance(proposed.value, list):
        return None
    kept = [at for at, item in enumerate(proposed.value) if not any(map(has_unprintable, _texts(item)))]
    remarks = tuple(proposed.remarks[at] for at in kept) if proposed.remarks else ()
    return replace(proposed, value=[proposed.value[at] for at in kept], remarks=remarks) if kept else None


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else [str(value)]


def proposed_id(proposal: SourceProposal) -> str:
    """An id of the publisher, else of the title's first words, and the day of publication."""
    title = str(proposal.value("title") or proposal.value("title_supplied") or "")
    name = str(proposal.value("publisher") or "") or "-".join(_slug(title).split("-")[:4])
    day = str(proposal.value("published") or "").partition("T")[0]
    proposed = _slug(f"{name or 'article'}-{day or 'undated'}")[:70].strip("-")
    return proposed if ID_PATTERN.fullmatch(proposed) else "article"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold_diacritics(text).casefold()).strip("-")


# Who, what, when ------------------------------------------------------------------------------------


def _publisher(evidence: Evidence, relayed: Set[str]) -> Proposed | None:
    """The outlet that the page names, that has a line of its own or whose desk code it is, else the one most named."""
    habits, layout = evidence.habits, evidence.layout
    outlets = {outlet: names for outlet, names in habits.outlets.items()
               if outlet in habits.publishers and outlet not in relayed}
    said = evidence.facts.publisher.casefold()
    for outlet, names in outlets.items():
        if said and any(name.casefold() in said for name in names):
            return Proposed("publisher", outlet, Reason("assist.why.page", {"words": evidence.facts.publisher}))
    for guess in layout.of_label("publisher"):
        named = [outlet for outlet, names in outlets.items() if any(_is_named(name, guess.words) for name in names)]
        if named:
            return _printed("publisher", named[0], guess)
    for guess in layout.of_label("desk_code"):
        if habits.desk_codes.get(guess.words):
            return _printed("publisher", habits.desk_codes[guess.words], guess)
    text = layout.article.normal.text
    counts = {outlet: sum(1 for name in names for _ in _named(name, text)) for outlet, names in outlets.items()}
    best = max(counts, key=lambda outlet: counts[outlet], default="")
    if not best or not counts[best]:
        return None
    return Proposed("publisher", best, Reason("assist.why.named", {"n": counts[best]}))


def _is_named(name: str, text: str) -> bool:
    return next(_named(name, text), None) is not None


def _named(name: str, text: str) -> Iterator[re.Match[str]]:
    """The places of a name as whole words, in its own spelling or in capitals."""
    return re.finditer(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)", text)


def _title(evidence: Evidence) -> Proposed:
    layout = evidence.layout
    title = next(layout.of_label("title"), None)
    said = normalise_quote(evidence.facts.title)
    if said and is_printed(layout.article, said):
        return Proposed("title", said, Reason("assist.why.page", {"words": said[:_SHOWN]}))
    if title:
        return _printed("title", title.words, title)
    first = layout.body[0] if layout.body else None
    words = normalise_quote(layout.article.text[first.start:first.end]).split() if first else []
    return Proposed("title_supplied", " ".join(words[:8]) or "?", Reason("assist.why.untitled"))


def _people(evidence: Evidence, name: str, label: str, language: str) -> Proposed | None:
    article, known = evidence.layout.article, tuple(evidence.habits.people)
    if label == "byline":
        said = [person for person in evidence.facts.authors if is_printed(article, person)]
        if said:
            return Proposed(name, said, Reason("assist.why.page", {"words": ", ".join(said)}))
    for guess in evidence.layout.of_label(label):
        split = _split_names(_behind_opening(guess.words, evidence.habits), language, evidence.dates)
        # A name known from another article leaves behind what stands before it here.
        people = [next((person for person in known if person in name), name) for name in split]
        if people:
            return _printed(name, people, guess)
    return None


def _behind_opening(words: str, habits: Habits) -> str:
    opening = max((each for each in habits.openings if words.casefold().startswith(each)), key=len, default="")
    rest = words[len(opening):].strip()
    head, colon, behind = rest.partition(":")
    return behind.strip() if colon and len(head) < 30 else rest


def _split_names(words: str, language: str, dates: DateReader) -> Iterator[str]:
    """The names of a byline: without a date behind them, parted at commas, strokes and the language's "and"."""
    date = next(iter(dates.find(words)), None)
    words = re.split(r"\s+[|–—-]\s+", words[:date.start] if date else words)[0]
    for name in re.split(rf"\s*[,/&;]\s*|\s+(?:{and_word(language)})\s+", words):
        lead = re.match(r"(?:[^\W\d_A-Z][^\W\d_A-Z]*\s+)*", name)
        name = name[lead.end():].strip(" .,()") if lead else name
        if re.fullmatch(r"[^\W\d_].{1,60}", name) and name[0].isupper():
            yield name


def _published(evidence: Evidence, publisher: str, language: str) -> Proposed | None:
    stamp = parse_stamp(evidence.facts.published)
    if stamp:
        return Proposed("published", stamp, Reason("assist.why.page", {"words": evidence.facts.published[:_SHOWN]}))
    for guess in evidence.layout.of_label("date", "byline", "dateline", "page_mark"):
        for date in evidence.dates.find(guess.words):
            if date.year:
                return _dated(date, guess, evidence.habits, publisher, language)
    return None


def _dated(date: PrintedDate, guess: Guess, habits: Habits, publisher: str, language: str) -> Proposed:
    arguments = {"line": guess.first, "words": _start(guess)}
    if not date.weekday_fits:
        return Proposed("published", date.iso, Reason("assist.why.weekday", arguments))
    if date.is_ordered_by_custom:
        return Proposed("published", date.iso, Reason("assist.why.order", arguments))
    offsets = habits.offsets.get(publisher) or habits.offsets.get(f"language:{language}") or frozenset()
    if date.hour is not None and date.offset is None and len(offsets) == 1:
        offset = offset_text(next(iter(offsets)))
        return Proposed("published", date.iso + offset, Reason("assist.why.offset", {**arguments, "offset": offset}))
    return Proposed("published", date.iso, Reason("assist.why.line", arguments))


def _printed(name: str, value: Any, guess: Guess) -> Proposed:
    """A value that a line of the article gives."""
    return Proposed(name, value, Reason("assist.why.line", {"line": guess.first, "words": _start(guess)}))


def _start(guess: Guess) -> str:
    return guess.words if len(guess.words) <= _SHOWN else f"{guess.words[:_SHOWN - 1]}…"


# The rest -------------------------------------------------------------------------------------------


def _language(evidence: Evidence) -> Proposed:
    """The language the page names, else the one of the dossier's articles most like this one in its small words."""
    said = evidence.facts.language.replace("_", "-").strip()
    if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", said):
        known = [language for language in evidence.habits.languages if language.split("-")[0] == said.split("-")[0]]
        return Proposed("language", known[0] if known else said, Reason("assist.why.page", {"words": said}))
    words = common_words(evidence.layout.article.text)
    likeness = {language: sum(word.casefold() in known for word in words) / max(1, len(words))
                for language, known in sorted(evidence.habits.languages.items())}
    best = max(likeness, key=lambda language: likeness[language], default="")
    if not best:
        return Proposed("language", evidence.settings.language, Reason("assist.why.language-unknown"))
    sure = likeness[best] >= _LEAST_LIKENESS
    return Proposed("language", best, Reason("assist.why.language" if sure else "assist.why.language-unknown"))


def _desk_code(evidence: Evidence) -> Proposed | None:
    guess = next(evidence.layout.of_label("desk_code"), None)
    return guess and _printed("desk_code", guess.words, guess)


def _section(evidence: Evidence) -> Proposed | None:
    guess = next(evidence.layout.of_label("section"), None)
    if guess:
        return _printed("section", guess.words, guess)
    said = normalise_quote(evidence.facts.section)
    is_there = said and is_printed(evidence.layout.article, said)
    return Proposed("section", said, Reason("assist.why.page", {"words": said})) if is_there else None


def _relays(relays: Sequence[RelayFound]) -> Proposed | None:
    if not relays:
        return None
    return Proposed("relays", [{"actor": each.actor, "words": each.words} for each in relays],
                    Reason("assist.why.relays"), tuple(_at(each.line) for each in relays))


def _at(line: int) -> Reason:
    return Reason("assist.remark.line", {"line": line})


def _url(facts: PageFacts) -> Proposed | None:
    is_plain = re.fullmatch(r"https?://[^\s<>\"\\^`{|}]+", facts.url)
    return Proposed("url", facts.url, Reason("assist.why.address")) if is_plain else None


def _rights(habits: Habits, publisher: str) -> Proposed:
    """What holds for the publisher's other articles; for a new one excerpts, which a right to quote may cover."""
    known = habits.rights.get(publisher) if publisher else None
    holder = {"holder": publisher} if publisher else {}
    if known:
        return Proposed("rights", {**holder, "publish_text": known.publish_text, "basis": known.basis},
                        Reason("assist.why.rights-known"))
    return Proposed("rights", {**holder, "publish_text": "excerpts", "basis": "quotation"}, Reason("assist.why.rights"))


def _paragraphs(layout: Layout) -> Proposed | None:
    article = layout.article
    is_block = any(article.line_of(each.start) != article.line_of(each.end - 1) for each in article.paragraphs)
    return Proposed("paragraphs", "block", Reason("assist.why.blocks")) if is_block else None


def _regions(layout: Layout, kind: str) -> Proposed | None:
    """The regions of one kind: whole lines by number, parts of lines by their words."""
    items: list[dict[str, str]] = []
    remarks: list[Reason] = []
    for guess, last in line_groups(layout.guesses):
        if guess.kind == kind:
            where = {"line": str(guess.first)} if last == guess.first else {"lines": f"{guess.first}-{last}"}
            items.append({**where, "kind": guess.label})
            remarks.append(Reason("assist.remark.words", {"words": _start(guess)}))
    for guess in layout.inside:
        if guess.kind == kind:
            items.append({"text": guess.text, "kind": guess.label})
            remarks.append(_at(guess.first))
    return Proposed(kind, items, Reason("assist.why.regions"), tuple(remarks)) if items else None

"""Which statement of the old side is which of the new one, and what became of each.

A statement is known by its key, else by the passages it quotes, else by the words of its quotes, else by likeness:
in this order, each once. Compares statements of one record; what moved between records is found in `diff.py`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from rapidfuzz import fuzz

from generator.editing.comparison import LostQuote, QuotedWords, StatementChange, ValueChange
from generator.editing.phrases import Markers, Phrases, markers_of
from generator.model.content import LoadedRecord
from generator.model.dossier import LinkedStatement, Path
from generator.model.normal import normalise_quote
from generator.model.statements import CITATION_FIELDS, Citation

#: From this likeness (0 to 100) of sentence and quotes on, one statement is the other, changed.
_ALIKE = 70
#: Pairs that are compared by likeness in one record, at most: more would not stay linear.
_MOST_PAIRS = 2500
_QUOTE_FIELDS = {*CITATION_FIELDS, "quotes"}

Pair = tuple[LinkedStatement, LinkedStatement]


@dataclass(frozen=True, slots=True)
class Matching:
    """Statements that both sides have, and those that only one has, in file order."""

    pairs: tuple[Pair, ...]
    lost: tuple[LinkedStatement, ...]
    added: tuple[LinkedStatement, ...]


def match_statements(old: Sequence[LinkedStatement], new: Sequence[LinkedStatement], phrases: Phrases) -> Matching:
    """Tell which statement is which; `phrases` are those of the old side, which knows renamed sources."""
    pairs: list[Pair] = []
    left, right = list(old), list(new)
    names: tuple[Callable[[LinkedStatement], Hashable], ...] = (
        lambda item: item.statement.key, lambda item: (item.id, _says(item)), lambda item: item.id,
        lambda item: _quoted(item, phrases), lambda item: min(_quoted(item, phrases), default=None))
    for name in names:
        left, right = _pair_by(name, left, right, pairs)
    left, right = _pair_by_likeness(left, right, pairs)
    pairs.sort(key=lambda pair: pair[1].path[1:])
    return Matching(tuple(pairs), tuple(left), tuple(right))


def _pair_by(
    name: Callable[[LinkedStatement], Hashable], old: list[LinkedStatement], new: list[LinkedStatement],
    pairs: list[Pair],
) -> tuple[list[LinkedStatement], list[LinkedStatement]]:
    """Pair those that have one name; what has no name (None) or finds no partner is returned."""
    waiting: dict[Hashable, list[LinkedStatement]] = {}
    for item in new:
        if name(item) is not None:
            waiting.setdefault(name(item), []).append(item)
    left, taken = [], set()
    for item in old:
        partners = waiting.get(name(item)) if name(item) is not None else None
        if partners:
            partner = partners.pop(0)
            taken.add(partner.path)
            pairs.append((item, partner))
        else:
            left.append(item)
    return left, [item for item in new if item.path not in taken]


def _pair_by_likeness(
    old: list[LinkedStatement], new: list[LinkedStatement], pairs: list[Pair]
) -> tuple[list[LinkedStatement], list[LinkedStatement]]:
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return old, new
    scored = sorted(((fuzz.ratio(_whole(a), _whole(b)), -first, -second)
                     for first, a in enumerate(old) for second, b in enumerate(new)), reverse=True)
    used_old: set[int] = set()
    used_new: set[int] = set()
    for score, first, second in scored:
        if score >= _ALIKE and -first not in used_old and -second not in used_new:
            used_old.add(-first)
            used_new.add(-second)
            pairs.append((old[-first], new[-second]))
    return ([item for index, item in enumerate(old) if index not in used_old],
            [item for index, item in enumerate(new) if index not in used_new])


def _whole(item: LinkedStatement) -> str:
    return " ".join([_says(item), *(citation.quote for citation in item.statement.citations)])


def _says(item: LinkedStatement) -> str:
    return next(iter(item.statement.says.values()), "")


def _quoted(item: LinkedStatement, phrases: Phrases) -> tuple[tuple[str, str], ...]:
    """Sources and words of its quotes, whether or not they are found there."""
    return tuple(sorted((phrases.renamed.get(citation.from_, citation.from_), normalise_quote(citation.quote))
                        for citation in item.statement.citations))


def quoted_words(item: LinkedStatement) -> tuple[QuotedWords, ...]:
    """The words a statement quotes, as written."""
    return tuple(QuotedWords(citation.from_, " ".join(citation.quote.split()))
                 for citation in item.statement.citations)


def says(item: LinkedStatement, phrases: Phrases) -> str:
    """The statement's sentence."""
    return phrases.text(item.statement.says)


# What changed ---------------------------------------------------------------------------------------


def compare_statements(
    pairs: Iterable[Pair], old: Phrases, new: Phrases
) -> Iterator[StatementChange]:
    """The statements of both sides that differ, in the order of the new file."""
    for before, after in pairs:
        fields = tuple(_changed_fields(before, after, old, new))
        if fields:
            yield StatementChange("changed", after.id, says(after, new), quoted_words(after), fields)


def _changed_fields(before: LinkedStatement, after: LinkedStatement, old: Phrases, new: Phrases
                    ) -> Iterator[ValueChange]:
    first, second = before.statement, after.statement
    old_markers, new_markers = markers_of(first), markers_of(second)
    for name, info in type(first).model_fields.items():
        key = info.alias or name
        if key in _QUOTE_FIELDS or getattr(first, name) == getattr(second, name):
            continue
        yield from changed_value(key, getattr(first, name), getattr(second, name), old, new, old_markers, new_markers)
    yield from _changed_citations(first.citations, second.citations, old, new)


def _changed_citations(
    before: Sequence[Citation], after: Sequence[Citation], old: Phrases, new: Phrases
) -> Iterator[ValueChange]:
    """Words, translations and date words of the quotes, by the quote's place where its words changed too."""
    for name in ("quote", "translation", "date_words"):
        first = [_citation_value(citation, name, old) for citation in before]
        second = [_citation_value(citation, name, new) for citation in after]
        kept = {value for value in second if value}
        gone = [value for value in first if value and value not in kept]
        came = [value for value in second if value and value not in first]
        if gone or came:
            yield ValueChange(name, "; ".join(gone), "; ".join(came))


def _citation_value(citation: Citation, name: str, phrases: Phrases) -> str:
    if name == "quote":
        source_id = phrases.renamed.get(citation.from_, citation.from_)
        return f"{' '.join(citation.quote.split())} [{source_id}]"
    value = getattr(citation, name)
    return phrases.say(value.text if name == "translation" and value is not None else value)


def changed_value(
    name: str, before: object, after: object, old: Phrases, new: Phrases, old_markers: Markers, new_markers: Markers,
    path: Path = (),
) -> Iterator[ValueChange]:
    """A field before and after, where it says something else; of lists only what came and went.

    `path` leads to the field where that is not its name alone.
    """
    path = path or (name,)
    first, second = old.plain(before, path, old_markers), new.plain(after, path, new_markers)
    if first == second:
        return
    if name == "reasons":
        yield from _changed_reasons(before, after, old, new)
    elif isinstance(before, BaseModel) and type(before) is type(after):
        for key, info in type(before).model_fields.items():
            step = info.alias or key
            yield from changed_value(f"{name}.{step}" if key != "reasons" else key, getattr(before, key),
                                     getattr(after, key), old, new, old_markers, new_markers, (*path, step))
    else:
        if isinstance(before, tuple) and isinstance(after, tuple):
            texts = _came_and_gone(path, (before, first, old, old_markers), (after, second, new, new_markers))
        else:
            texts = old.say(before, path, old_markers), new.say(after, path, new_markers)
        if texts[0] == texts[1]:
            texts = _raw(before, texts[0]), _raw(after, texts[1])
        if texts[0] != texts[1]:
            yield ValueChange(name, *texts)


def _changed_reasons(before: Any, after: Any, old: Phrases, new: Phrases) -> Iterator[ValueChange]:
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield ValueChange(f"{key}_why", old.text(before.get(key)), new.text(after.get(key)))


def _came_and_gone(path: Path, before: tuple[Any, Any, Phrases, Markers], after: tuple[Any, Any, Phrases, Markers]
                   ) -> tuple[str, str]:
    """Of two lists (their items, those in plain form, words and markers): what only one has, else both whole."""
    was, is_now = ([(plain, phrases.say(item, (*path, index), markers))
                    for index, (item, plain) in enumerate(zip(items, plains, strict=True))]
                   for items, plains, phrases, markers in (before, after))
    before_plain, after_plain = ({plain for plain, _ in items} for items in (was, is_now))
    gone = [said for plain, said in was if plain not in after_plain]
    came = [said for plain, said in is_now if plain not in before_plain]
    if not gone and not came:
        gone, came = [said for _, said in was], [said for _, said in is_now]
    return "; ".join(gone), "; ".join(came)


def _raw(value: object, otherwise: str) -> str:
    """How a date is written, where two dates read alike."""
    return str(getattr(value, "text", otherwise))


def lost_quotes(
    pairs: Iterable[Pair], record: LoadedRecord[object], new: Phrases
) -> Iterator[LostQuote]:
    """The quotes of the new side that are not found in their source, where the old side found the statement's words."""
    for before, after in pairs:
        found = {quote.path for quote in after.quotes}
        if not before.quotes:
            continue
        for index, citation in enumerate(after.statement.citations):
            path = (*after.path, "quotes", index) if after.statement.quotes is not None else after.path
            if path not in found:
                span = record.span(*path, "quote")
                yield LostQuote(says(after, new), QuotedWords(citation.from_, " ".join(citation.quote.split())),
                                record.path, span.line)

"""Names in texts: where a spelling stands as whole words, and which capitalised words no record explains.

Owns `NameIndex`, built once over all spellings, and one pass over each text. Knows records by id alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from generator.linking.tokens import Token, is_capitals, parse_tokens, spelling_key
from generator.model.dossier import Mention
from generator.model.normal import normalise_quote
from generator.model.sentences import OPENING_MARKS, split_sentences
from generator.model.text import Article


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling and the record that bears it; an empty id: words that name nobody, such as an office."""

    record_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a spelling stands: all records that bear it, and the one it is counted for, if one is."""

    start: int
    end: int
    bearers: tuple[str, ...]
    record_id: str | None


@dataclass(slots=True)
class _Form:
    """What one key stands for: how many words it has, and who bears which exact spelling."""

    key: str
    is_capitals: bool
    bearers: dict[str, set[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Branch:
    """Where spellings that start with the same words go on, and the forms that end here, capitals first."""

    following: "dict[tuple[str, str], _Branch]" = field(default_factory=dict)
    forms: list[_Form] = field(default_factory=list)


class NameIndex:
    """All spellings as a tree of their words, so that a text is read once however many there are.

    Of several that start at one word the longest holds, and a shorter one inside it is no occurrence; of two
    equally long the one in capitals. A spelling that several records bear is counted for the one that
    `resolve` names by its `spelling_key` (None: for none), or else for the only one that bears it printed
    exactly so (`Bodø`, not `Bodo`), or else for none.
    """

    def __init__(
        self, spellings: Iterable[Spelling], resolve: Mapping[str, str | None] | None = None
    ) -> None:
        self._resolve = resolve or {}
        self._forms: dict[str, _Form] = {}
        self._first: dict[str, _Branch] = {}
        for spelling in spellings:
            self._add(spelling)

    def _add(self, spelling: Spelling) -> None:
        key = spelling_key(spelling.text)
        if not key:
            return
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = _Form(key, is_capitals(spelling.text))
            first, *rest = parse_tokens(spelling.text)
            branch = self._first.setdefault(first.folded, _Branch())
            for token in rest:
                branch = branch.following.setdefault((token.gap, token.folded), _Branch())
            branch.forms.append(form)
            branch.forms.sort(key=lambda each: not each.is_capitals)
        form.bearers.setdefault(spelling.record_id, set()).add(normalise_quote(spelling.text))

    @property
    def shared(self) -> dict[str, tuple[str, ...]]:
        """The keys that several records bear, each with their ids in order."""
        found = {key: _named(form) for key, form in sorted(self._forms.items())}
        return {key: bearers for key, bearers in found.items() if len(bearers) > 1}

    def occurrences(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Occurrence]:
        """Every place of a spelling in `text[start:end]`, in order, none overlapping."""
        tokens = parse_tokens(text, start, end)
        behind = 0
        for at, token in enumerate(tokens):
            if at < behind or token.folded not in self._first:
                continue
            found = self._longest(text, tokens, at)
            if found:
                form, behind = found
                yield self._occurrence(form, text, token.start, tokens[behind - 1].end)

    def _longest(self, text: str, tokens: list[Token], at: int) -> tuple[_Form, int] | None:
        """The form of most words that starts at this token, and the index of the token behind it."""
        found = None
        branch: _Branch | None = self._first[tokens[at].folded]
        behind = at + 1
        while branch:
            for form in branch.forms:
                printed = text[tokens[at].start:tokens[behind - 1].end]
                if not form.is_capitals or spelling_key(printed) == form.key:
                    found = form, behind
                    break
            following = tokens[behind] if behind < len(tokens) else None
            branch = branch.following.get((following.gap, following.folded)) if following else None
            behind += 1
        return found

    def _occurrence(self, form: _Form, text: str, start: int, end: int) -> Occurrence:
        bearers = _named(form)
        if len(bearers) == 1:
            return Occurrence(start, end, bearers, bearers[0])
        if form.key in self._resolve:
            return Occurrence(start, end, bearers, self._resolve[form.key])
        printed = normalise_quote(text[start:end])
        exact = [record_id for record_id in bearers if printed in form.bearers[record_id]]
        return Occurrence(start, end, bearers, exact[0] if len(exact) == 1 else None)

    def names_in(self, text: str) -> set[str]:
        """The records named in a text by any spelling, not as a part of a longer one; all bearers of each."""
        return {record_id for found in self.occurrences(text) for record_id in found.bearers}


def _named(form: _Form) -> tuple[str, ...]:
    return tuple(sorted(record_id for record_id in form.bearers if record_id))


def names_in(text: str, spellings: Iterable[Spelling]) -> set[str]:
    """The records that these spellings name in a text; build a `NameIndex` to ask more than once."""
    return NameIndex(spellings).names_in(text)


def find_mentions(
    spellings: Iterable[Spelling] | NameIndex,
    articles: Iterable[Article],
    resolve: Mapping[str, str | None] | None = None,
) -> list[Mention]:
    """Where names stand in body and apparatus of these articles, never in boilerplate, in order of place."""
    index = spellings if isinstance(spellings, NameIndex) else NameIndex(spellings, resolve)
    return [
        Mention(found.record_id, article.source_id, found.start, found.end)
        for article in articles
        for stretch in article.stretches("body", "apparatus")
        for found in index.occurrences(article.text, stretch.start, stretch.end)
        if found.record_id
    ]


# Capitalised words ----------------------------------------------------------------------------------


_SPACED_DASH = re.compile(r"\W*\s[-‐‑‒–—―]\s+")
_QUOTATION_MARKS = OPENING_MARKS.translate(str.maketrans("", "", "([{¿¡"))


@dataclass(frozen=True, slots=True)
class CapitalisedRun:
    """Capitalised words of a body that follow one another directly; offsets into the decoded seed."""

    start: int
    end: int
    text: str


def words_capitalised_inside(articles: Iterable[Article]) -> frozenset[str]:
    """The words that stand capitalised inside a sentence of some body, folded as in `tokens.fold_token`."""
    return frozenset(
        token.folded
        for article in articles
        for tokens in _body_sentences(article)
        for at, token in enumerate(tokens)
        if _is_capitalised(article.text, token) and not _opens_sentence(article.text, tokens, at))


def capitalised_names(
    article: Article,
    *,
    capitalised_inside: Set[str],
    covered: Iterable[tuple[int, int]] = (),
    not_names: NameIndex | None = None,
) -> list[CapitalisedRun]:
    """The runs of capitalised words in the body that neither `covered` extents nor `not_names` explain.

    The first word of a sentence or of speech counts only where a capitalised word follows directly, where it
    stands capitalised inside a sentence elsewhere (`words_capitalised_inside`), or where it is all capitals.
    White space or a hyphen without any joins two words; a hyphen with white space parts them.
    """
    explained = _offsets_of(covered)
    if not_names is not None:
        for stretch in article.stretches("body"):
            explained |= _offsets_of((found.start, found.end) for found in not_names.occurrences(
                article.text, stretch.start, stretch.end))
    runs: list[CapitalisedRun] = []
    for tokens in _body_sentences(article):
        runs += _runs_in_sentence(article.text, tokens, capitalised_inside, explained)
    return runs


def _offsets_of(extents: Iterable[tuple[int, int]]) -> set[int]:
    return {offset for start, end in extents for offset in range(start, end)}


def _body_sentences(article: Article) -> Iterator[list[Token]]:
    for stretch in article.stretches("body"):
        for start, end in split_sentences(article.text, stretch.start, stretch.end, article.abbreviations):
            yield parse_tokens(article.text, start, end)


def _is_capitalised(text: str, token: Token) -> bool:
    return text[token.start].isupper() or text[token.start].istitle()


def _opens_sentence(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a capital may be owed to the place: first in the sentence or behind a quotation mark or dash.

    Of a word all in capitals it is not.
    """
    token = tokens[at]
    if token.end - token.start > 1 and text[token.start:token.end].isupper():
        return False
    return at == 0 or text[token.start - 1] in _QUOTATION_MARKS or bool(
        _SPACED_DASH.fullmatch(text, tokens[at - 1].end, token.start))


def _runs_in_sentence(
    text: str, tokens: list[Token], capitalised_inside: Set[str], explained: Set[int]
) -> Iterator[CapitalisedRun]:
    run: list[Token] = []
    for at, token in enumerate(tokens):
        follows = at + 1 < len(tokens) and _joins(text, token, tokens[at + 1]) and _is_capitalised(
            text, tokens[at + 1])
        counts = _is_capitalised(text, token) and (
            not _opens_sentence(text, tokens, at) or follows or token.folded in capitalised_inside)
        is_open = counts and token.start not in explained
        if run and not (is_open and _joins(text, run[-1], token)):
            yield _run(text, run)
            run = []
        if is_open:
            run.append(token)
    if run:
        yield _run(text, run)


def _joins(text: str, before: Token, behind: Token) -> bool:
    """Whether nothing but white space or one hyphen stands between two words."""
    between = text[before.end:behind.start]
    return behind.gap == " " and (between.isspace() or len(between) == 1)


def _run(text: str, tokens: list[Token]) -> CapitalisedRun:
    start, end = tokens[0].start, tokens[-1].end
    return CapitalisedRun(start, end, text[start:end])

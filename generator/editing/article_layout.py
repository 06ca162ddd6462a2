"""What each paragraph of a new article seems to be: title, byline, date line, caption, cross-link, page furniture.

Owns the guesses, each with its reason, by place, form and the habits of the dossier's other articles. Every guess is
a proposal; a paragraph nothing speaks against stays body. Knows no YAML.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from generator.editing.article_dates import DateReader
from generator.editing.habits import Habits
from generator.editing.page_text import Page
from generator.model.normal import normalise_quote, starts_with_words
from generator.model.settings import SourceRules
from generator.model.text import Article, Paragraph, parse_article

#: Lines above and below the text in which title, byline, date and marks stand.
_MOST_AT_TOP = 14
_LONGEST_LINE = 110
_LONGEST_TITLE = 200
_LONGEST_NAME = 50
#: Nobody breaks lines at more letters than this.
_WIDEST = 120
_LINES_WITH_DATELINE = 5
_LEAST_CAPTION = 12
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)]*[\s*]*$")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|(?:van|von|de|da|di|al|bin|of|og|and|dan|&|/|,))"
                   r"(?: (?:[^\W\d_a-z][\w.'’-]*|(?:van|von|de|da|di|al|bin|og|and|dan|&|/|,))){1,7}")
_DESK_CODE = re.compile(r"\(?[^\W\d_]{1,6}(?:[/-][\w]{1,6}){0,3}\)?")
_PAGE_MARK = re.compile(r"\W{2,}|\S{1,10} \d{1,3} \S{1,4} \d{1,3}")
_DATELINE = re.compile(r"(?P<place>[^\W\d_][^:;()–—-]{1,40}?)(?:\s*\([^()]{2,20}\)(?:\s*[:–—-])?|\s*[:–—-])(?=\s)")
#: What stands in several lines of one sort.
_IN_GROUPS = ("page_furniture", "menu", "teaser", "caption")
_BRACKETED = re.compile(r"\([^()]{4,300}\)")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a paragraph, or `text` inside it, seems to be; lines are 1-based, `why` is the key of the reason's words."""

    kind: str
    label: str
    first: int
    last: int
    words: str
    why: str
    text: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """An article cut into paragraphs, and the guesses by paragraph's index; `inside` are those within paragraphs."""

    article: Article
    guesses: Mapping[int, Guess]
    inside: tuple[Guess, ...]

    def of_label(self, *labels: str) -> Iterator[Guess]:
        """The guesses with one of these labels, in order."""
        yield from (guess for guess in (*self.guesses.values(), *self.inside) if guess.label in labels)

    @property
    def body(self) -> list[Paragraph]:
        """The paragraphs nothing was guessed of."""
        return [each for each in self.article.paragraphs if each.index not in self.guesses]


def read_layout(text: str, page: Page | None, habits: Habits, rules: SourceRules, dates: DateReader) -> Layout:
    """Guess the layout of an article given as the text of its seed, and as the page it was taken from, if it was."""
    article = parse_article("", text, mode=paragraph_mode(text))
    reader = _Reader(article, page, habits, rules, dates)
    guesses = dict(sorted(reader.guess().items()))
    return Layout(article, guesses, tuple(_inside(article, guesses, habits)))


def paragraph_mode(text: str) -> Literal["line", "block"]:
    """`block` where lines look broken at a fixed width with blank lines between paragraphs, else `line`."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    inner = [line for line, following in pairwise(lines) if line and following]
    if "" not in lines or len(inner) < 4:
        return "line"
    if max(map(len, lines)) > _WIDEST:
        return "line"
    open_ends = sum(1 for line in inner if not _SENTENCE_END.search(line))
    return "block" if 40 <= median(map(len, inner)) <= 100 and open_ends >= 0.6 * len(inner) else "line"


class _Reader:
    """The paragraphs of one article with all that speaks for what they are."""

    def __init__(self, article: Article, page: Page | None, habits: Habits, rules: SourceRules,
                 dates: DateReader) -> None:
        self._article, self._habits, self._dates = article, habits, dates
        self._words = [normalise_quote(article.text[each.start:each.end]) for each in article.paragraphs]
        self._parts = self._parts_of(page)
        self._facts = page.facts if page else None
        self._ruled = tuple(region.starts for region in (*rules.apparatus, *rules.boilerplate) if region.starts)
        self._rule_labels = {region.starts: region for region in rules.apparatus if region.starts}
        self._title = ""

    def _parts_of(self, page: Page | None) -> list[str]:
        """The part of the page each paragraph stood in: a page's lines are its paragraphs."""
        return [line.part for line in page.lines] if page and len(page.lines) == len(self._words) else \
            [""] * len(self._words)

    def guess(self) -> dict[int, Guess]:
        """The guesses: by part of the page, by form at the top and the bottom, by habit anywhere."""
        first, last = self._text_bounds()
        found: dict[int, Guess] = {}
        for index in range(len(self._words)):
            guess = self._by_rule(index) or self._by_habit(index) or self._by_part(index)
            if guess is None and index < first:
                guess = self._at_top(index, found)
            if guess is None and index > last:
                guess = self._at_bottom(index)
            if guess is not None:
                found[index] = guess
        self._complete_bottom(found, last)
        return found

    def _text_bounds(self) -> tuple[int, int]:
        """The first and the last paragraph that is surely text: long, and ending as sentences do."""
        sure = [index for index, words in enumerate(self._words) if self._parts[index] == ""
                and len(words) > 60 and (_SENTENCE_END.search(words) or len(words) > 2 * _LONGEST_LINE)]
        return (min(sure[0], _MOST_AT_TOP), sure[-1]) if sure else (min(len(self._words), 2), len(self._words))

    def _guess(self, index: int, kind: str, label: str, why: str, other: str = "") -> Guess:
        paragraph = self._article.paragraphs[index]
        return Guess(kind, label, self._article.line_of(paragraph.start), self._article.line_of(paragraph.end - 1),
                     self._words[index], why, other=other)

    # One paragraph

    def _by_rule(self, index: int) -> Guess | None:
        """What `dossier.yml` says of every article; its labels still tell who wrote it and whom it relays."""
        starts = next((start for start in self._ruled if starts_with_words(self._words[index], start)), None)
        if starts is None:
            return None
        region = self._rule_labels.get(starts)
        return self._guess(index, "rule", region.kind if region else "", "assist.why.rule")

    def _by_habit(self, index: int) -> Guess | None:
        words = self._words[index].casefold()
        custom = self._habits.lines.get(words)
        if custom:
            return self._guess(index, custom.kind, custom.label, "assist.why.recurs", custom.source_id)
        if len(words) > 2 * _LONGEST_LINE:
            return None
        for opening, custom in self._habits.openings.items():
            if starts_with_words(words, opening) and len(words) > len(opening):
                is_name = custom.label not in ("byline", "editor") or len(words) <= len(opening) + _LONGEST_NAME
                if is_name:
                    return self._guess(index, custom.kind, custom.label, "assist.why.opening", custom.source_id)
        return None

    def _by_part(self, index: int) -> Guess | None:
        part = self._parts[index]
        if part == "title" and not self._title:
            self._title = self._words[index]
        if part in ("title", "byline", "date", "caption"):
            return self._guess(index, "apparatus", part, "assist.why.part")
        return self._guess(index, "boilerplate", part, "assist.why.part") if part else None

    def _at_top(self, index: int, found: Mapping[int, Guess]) -> Guess | None:
        words = self._words[index]
        if self._is_outlet(words) or self._opens_with_outlet(words):
            return self._guess(index, "apparatus", self._sort_of_outlet(words), "assist.why.outlet")
        if _PAGE_MARK.fullmatch(words):
            return self._guess(index, "apparatus", "page_mark", "assist.why.mark")
        if len(words) <= _LONGEST_LINE and any(date.year for date in self._dates.find(words)):
            return self._guess(index, "apparatus", "date", "assist.why.date")
        if self._title:
            return self._below_title(index, found)
        if len(words) <= _LONGEST_TITLE and "title" not in self._parts:
            if " " not in words and index + 1 < len(self._words) and " " in self._words[index + 1]:
                return self._guess(index, "apparatus", "section", "assist.why.section")
            self._title = words
            return self._guess(index, "apparatus", "title", "assist.why.title")
        return None

    def _below_title(self, index: int, found: Mapping[int, Guess]) -> Guess | None:
        words = self._words[index]
        if words == self._title:
            return self._guess(index, "apparatus", "title", "assist.why.title-again")
        person = re.split(r"\s[|–—-]\s", words)[0]
        has_byline = any(guess.label == "byline" for guess in found.values())
        if len(words) <= _LONGEST_NAME and _NAME.fullmatch(person) and not has_byline:
            return self._guess(index, "apparatus", "byline", "assist.why.name")
        before = self._words[index - 1]
        behind = self._words[index + 1] if index + 1 < len(self._words) else ""
        is_twice = behind.startswith(words) or (words.startswith(before) and len(before) > _LEAST_CAPTION)
        return self._guess(index, "apparatus", "caption", "assist.why.caption") if is_twice and \
            len(words) > _LEAST_CAPTION else None

    def _is_outlet(self, words: str) -> bool:
        return any(words.casefold() == name.casefold() for names in self._habits.outlets.values() for name in names)

    def _sort_of_outlet(self, words: str) -> str:
        """A line with the name of an outlet that only others relay is a credit, not the masthead."""
        named = {outlet for outlet, names in self._habits.outlets.items()
                 if any(starts_with_words(words.casefold(), name.casefold()) for name in names)}
        return "publisher" if named & self._habits.publishers else "credit"

    def _opens_with_outlet(self, words: str) -> bool:
        """Whether an outlet's name in capitals opens a short line, as mastheads do."""
        return len(words) <= _LONGEST_NAME and any(
            starts_with_words(words, name.upper()) for names in self._habits.outlets.values() for name in names)

    def _at_bottom(self, index: int) -> Guess | None:
        words = self._words[index]
        if _PAGE_MARK.fullmatch(words):
            return self._guess(index, "apparatus", "page_mark", "assist.why.mark")
        if words in self._habits.desk_codes or (_DESK_CODE.fullmatch(words) and not words.isdigit()
                                                and ("/" in words or words.startswith("("))):
            return self._guess(index, "apparatus", "desk_code", "assist.why.desk")
        if words == self._title:
            return self._guess(index, "apparatus", "title", "assist.why.title-again")
        return None

    def _complete_bottom(self, found: dict[int, Guess], last: int) -> None:
        """Short lines below the last sentence, and whatever stands between them and the end, are the page's."""
        behind = [index for index in range(last + 1, len(self._words)) if index not in found]
        start = next((index for index in behind if len(self._words[index]) <= _LONGEST_LINE
                      and not _SENTENCE_END.search(self._words[index])), len(self._words))
        for index in behind:
            if index >= start:
                found[index] = self._guess(index, "boilerplate", "page_furniture", "assist.why.bottom")


# Inside paragraphs ----------------------------------------------------------------------------------


def _inside(article: Article, guesses: Mapping[int, Guess], habits: Habits) -> Iterator[Guess]:
    body = [each for each in article.paragraphs if each.index not in guesses]
    for paragraph in body[:_LINES_WITH_DATELINE]:
        dateline = _dateline(article, paragraph)
        if dateline and article.text.count(dateline) == 1:
            yield _within(article, paragraph, "apparatus", "dateline", dateline, "assist.why.dateline")
            break
    for paragraph in body:
        for match in _BRACKETED.finditer(article.text, paragraph.start, paragraph.end):
            words = normalise_quote(match[0])
            opening = next((each for each in habits.inserted if words.casefold().startswith(each)), None)
            if opening and article.normal.text.count(words) == 1:
                custom = habits.inserted[opening]
                yield _within(article, paragraph, custom.kind, custom.label, words, "assist.why.opening",
                              custom.source_id)


def _dateline(article: Article, paragraph: Paragraph) -> str:
    """The place, in capitals or with an agency in brackets, before the first words of the text."""
    match = _DATELINE.match(article.text, paragraph.start, min(paragraph.end, paragraph.start + 70))
    return match[0].strip() if match and match["place"].isupper() else ""


def _within(article: Article, paragraph: Paragraph, kind: str, label: str, text: str, why: str,
            other: str = "") -> Guess:
    line = article.line_of(paragraph.start)
    return Guess(kind, label, line, line, text, why, text, other)


def line_groups(guesses: Mapping[int, Guess]) -> Iterator[tuple[Guess, int]]:
    """The guesses on whole lines, page furniture of neighbouring paragraphs as one: the first, and the last line."""
    group: list[tuple[int, Guess]] = []
    for index, guess in guesses.items():
        joins = guess.label in _IN_GROUPS and group and group[-1][1].label == guess.label
        if group and not (joins and index == group[-1][0] + 1):
            yield group[0][1], group[-1][1].last
            group = []
        group.append((index, guess))
    if group:
        yield group[0][1], group[-1][1].last

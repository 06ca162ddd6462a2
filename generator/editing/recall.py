"""What holds a record or its words: pages, data, index parts, exports, archives; for whoever has to take it back.

Owns what is looked for and how a file's text is read for it. The files are passed in, rendered now or built before;
what was published elsewhere (a forge's releases, caches, other archives) nobody can see from here.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from generator.editing.phrases import title_of
from generator.model.content import LoadedRecord
from generator.model.dossier import Dossier, LinkedStatement
from generator.model.normal import normalise_quote
from generator.model.records import Kind

#: Why a file is listed, the plainest first: its own page, its id, words it quotes, sentences about it, its name.
Reason = Literal["page", "id", "words", "sentence", "name"]
REASONS: tuple[Reason, ...] = ("page", "id", "words", "sentence", "name")

#: Shorter stretches of an article are found everywhere.
_SHORTEST_STRETCH = 25
_SHORTEST_NAME = 3
_LINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_INLINE_TAG = re.compile(r"</?(?:mark|a|span|q|i|b|em|strong|time|cite|abbr|code)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_JSON_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(.))', re.DOTALL)
_JSON_ENDINGS = (".json", ".jsonl", ".jsonld", ".geojson", ".js")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record as it may stand in a file: its ids, the `/`-separated paths of its page, its words.

    `ids` begins with the id it has now; all texts are brought to one form of white space.
    """

    kind: Kind
    ids: tuple[str, ...]
    title: str
    words: tuple[str, ...]
    sentences: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The pages of the record and of the ids it had, without their ending."""
        return tuple(f"{self.kind.folder}/{record_id}" for record_id in self.ids)

    def record_paths(self, seed: str = "") -> tuple[str, ...]:
        """The files of the record in the repository, its article too."""
        return (*(f"content/{path}.yml" for path in self.paths), *([f"seeds/{seed}"] if seed else []))


@dataclass(frozen=True, slots=True)
class Held:
    """A file that holds the record, and in which ways."""

    path: str
    reasons: tuple[Reason, ...]


def wanted_of(record: LoadedRecord[Any], dossier: Dossier) -> Wanted:
    """What to look for: the record's ids, names, sentences and the exact words it rests on."""
    statements = _statements_of(record, dossier)
    words = [quote.words for item in statements for quote in item.quotes if quote.words]
    words += [citation.quote for item in statements for citation in item.statement.citations]
    if record.kind is Kind.SOURCE and (article := dossier.articles.get(record.id)):
        words += [article.text[stretch.start:stretch.end] for paragraph in article.paragraphs
                  for stretch in paragraph.stretches if stretch.end - stretch.start >= _SHORTEST_STRETCH]
    own = statements if record.kind is not Kind.SOURCE else ()
    sentences = [_plain(text) for item in own for text in item.statement.says.values()]
    return Wanted(record.kind, (record.id, *record.record.former_ids), title_of(record, dossier.content.language),
                  _forms(words), _forms(sentences), _forms(_names(record), shortest=_SHORTEST_NAME))


def _statements_of(record: LoadedRecord[Any], dossier: Dossier) -> tuple[LinkedStatement, ...]:
    """A record's own statements; of a source those that quote it."""
    if record.kind is not Kind.SOURCE:
        return dossier.statements.get(record.id, ())
    return tuple(item for item in dossier.all_statements()
                 if any(citation.from_ == record.id for citation in item.statement.citations))


def _names(record: LoadedRecord[Any]) -> Iterator[str]:
    model = record.record
    if record.kind in (Kind.ACTOR, Kind.PLACE):
        yield from model.name.values()
        yield from (name.value for name in model.names)
    elif record.kind is Kind.SOURCE:
        yield from (title for title in (model.title, *(model.title_supplied or {}).values()) if title)
    else:
        yield from (model.title if record.kind is Kind.EVENT else model.question).values()


def _plain(text: str) -> str:
    """A sentence without the marks of its links, up to the first that shows another record's name."""
    first = next((match for match in _LINK.finditer(text) if match[2] is None), None)
    return _LINK.sub(lambda match: match[2] or "", text[:first.start()] if first else text)


def _forms(texts: Iterable[str], *, shortest: int = 1) -> tuple[str, ...]:
    found = (normalise_quote(text).strip() for text in texts)
    return tuple(dict.fromkeys(text for text in found if len(text) >= shortest))


# Searching ------------------------------------------------------------------------------------------


class Search:
    """A search for one record through many files."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._id = re.compile("|".join(map(_id_pattern, wanted.ids)), re.MULTILINE)
        names = "|".join(map(re.escape, sorted(wanted.names, key=len, reverse=True)))
        self._name = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def in_files(self, files: Iterable[tuple[str, str]]) -> tuple[Held, ...]:
        """The files, given as path and text, that hold the record, in their order."""
        found = (Held(path, tuple(self._reasons(path, text))) for path, text in files)
        return tuple(held for held in found if held.reasons)

    def _reasons(self, path: str, text: str) -> Iterator[Reason]:
        place = path.rpartition("!/")[2]
        if any(place == page or place.endswith(f"/{page}") for page in self._pages()):
            yield "page"
        if self._id.search(text):
            yield "id"
        plain = readable(path, text)
        if any(words in plain for words in self._wanted.words):
            yield "words"
        if any(sentence in plain for sentence in self._wanted.sentences):
            yield "sentence"
        if self._name and self._name.search(plain):
            yield "name"

    def _pages(self) -> Iterator[str]:
        for path in self._wanted.paths:
            yield from (f"{path}.html", f"{path}.md", f"{path}.lit.css", f"{path}/index.html")


def _id_pattern(record_id: str) -> str:
    """An id as addresses and data have it; one without hyphens may be an ordinary word elsewhere."""
    escaped = re.escape(record_id)
    # A quote's id holds that of its source.
    quote_id = rf"(?<![\w-])q-{escaped}-\d"
    if "-" in record_id:
        return rf"(?<![\w-]){escaped}(?![\w-])|{quote_id}"
    return (rf"(?<![\w-]){escaped}(?=\.(?:html|md|yml|lit\.css)\b|#)|(?<=[\"'/]){escaped}(?=[\"'/])"
            rf"|(?:^|(?<=[,;|\t])){escaped}(?=[,;|\t]|$)|{quote_id}")


def readable(path: str, text: str) -> str:
    """A file's text as a reader or program gets it: escapes resolved, tags taken out, white space as one space."""
    if path.endswith(_JSON_ENDINGS) and "\\" in text:
        text = _JSON_ESCAPE.sub(_unescaped, text)
    if path.endswith((".csv", ".tsv")):
        text = text.replace('""', '"')
    if "<" in text:
        text = _TAG.sub(" ", _INLINE_TAG.sub("", text))
    return normalise_quote(html.unescape(text))


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return {"n": " ", "t": " ", "r": " ", "b": " ", "f": " "}.get(match[2], match[2])

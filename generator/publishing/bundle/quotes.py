"""The quotes of a bundle, held against its articles: as statements name them, as evidence, and as pages print them.

Owns that comparison. A bundle without the editors' files holds no articles: then the three are held against each other
alone. What else a page says is not looked at here; building the bundle anew shows it.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal, get_args

from generator.model.records import Source
from generator.model.text import codec_of
from generator.publishing.bundle.opening import MOST_HELD, BundleError, OpenedBundle

#: Where the exports, the pages and the editors' files stand in the payload.
DATA_FILE = "data/site/data/dossier.json"
_PAGES, _PROJECT = "data/site/", "data/project/"
SEEDS_FOLDER = f"{_PROJECT}seeds/"
#: What the data may come to: bytes, and marks between values, since each value takes far more memory than its mark.
#: A dossier of 10,000 records has 53 MB with 2.3 million marks.
MOST_DATA, MOST_MARKS = 120_000_000, 4_000_000
_ENCODINGS = get_args(Source.model_fields["encoding"].annotation)
#: A quotation on a page, by its id, and its words; before and behind them stands what the article goes on with.
_PRINTED_ID = re.compile(r'(?:class="d-quote" id|data-quote)="(q-[^"]+)"')
_PRINTED_WORDS = re.compile(r"<q>(.*?)</q>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

QuoteFault = Literal["seed-changed", "seed-missing", "seed-unreadable", "quote-differs", "quote-unmatched",
                     "page-quote-differs", "data-unreadable"]
#: A fault and the file or quote it is about.
Found = tuple[QuoteFault, str]


@dataclass(frozen=True, slots=True)
class QuoteComparison:
    """The faults; how many quotes were compared with articles, None where there are none; how many printed ones."""

    faults: tuple[Found, ...]
    with_articles: int | None = None
    on_pages: int = 0


@dataclass(frozen=True, slots=True)
class _Quote:
    """`words` is None where they are withheld."""

    statement: str
    source_id: str
    start: int
    end: int
    words: str | None

    @property
    def id(self) -> str:
        return f"q-{self.source_id}-{self.start}-{self.end}"

    @property
    def name(self) -> str:
        return f"{self.statement} ({self.source_id}, {self.start}-{self.end})"


@dataclass(frozen=True, slots=True)
class _Seed:
    path: str
    sha256: object
    encoding: str


def compare_quotes(bundle: OpenedBundle) -> QuoteComparison:
    """Compare each quote of statements, of the evidence and of pages with each other and with its article."""
    try:
        seeds, evidence, stated = _read_data(bundle)
    except (BundleError, KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return QuoteComparison((("data-unreadable", DATA_FILE),))
    faults: list[Found] = [("quote-unmatched", quote.name) for quote in {*evidence} ^ {*stated}]
    compared = None
    if any(path.startswith(_PROJECT) for path in bundle.files):
        found, compared = _compare_with_seeds(bundle, seeds, evidence)
        faults += found
    found, on_pages = _compare_pages(bundle, {quote.id: _plain(quote.words or "") for quote in evidence})
    return QuoteComparison((*faults, *found), compared, on_pages)


def _read_data(bundle: OpenedBundle) -> tuple[Mapping[str, _Seed], list[_Quote], list[_Quote]]:
    """The seeds by source, the quotes of the evidence, and those of statements; another shape raises what it may."""
    if DATA_FILE not in bundle.files:
        raise ValueError
    written = bundle.read(DATA_FILE, MOST_DATA)
    if sum(map(written.count, (b",", b"[", b"{"))) > MOST_MARKS:
        raise ValueError
    data = json.loads(written)
    seeds = {str(source["id"]): _Seed(f"{SEEDS_FOLDER}{source['seed']}", source.get("sha256"),
                                      str(source.get("encoding", "utf-8"))) for source in data["sources"]}
    evidence = [_quote(entry, str(entry["statement"])) for entry in data["evidence"]]
    stated = [_quote(entry, str(item["key"])) for item in data["statements"] for entry in item["quotes"]]
    if any(quote.source_id not in seeds for quote in evidence):
        raise ValueError
    return seeds, evidence, stated


def _quote(entry: Mapping[str, Any], statement: str) -> _Quote:
    start, end, words = entry["start"], entry["end"], entry["quote"]
    is_place = type(start) is int and type(end) is int and 0 <= start <= end
    if not is_place or not (words is None or isinstance(words, str)):
        raise TypeError
    return _Quote(statement, str(entry["source"]), start, end, words)


# Articles ---------------------------------------------------------------------------------------------


def _compare_with_seeds(
    bundle: OpenedBundle, seeds: Mapping[str, _Seed], evidence: Iterable[_Quote]
) -> tuple[list[Found], int]:
    """One article after the other, so that one at a time is held; together they have the memory of one."""
    quotes: defaultdict[str, list[_Quote]] = defaultdict(list)
    for quote in evidence:
        quotes[quote.source_id].append(quote)
    faults: list[Found] = []
    compared, left = 0, MOST_HELD
    for source_id, seed in seeds.items():
        if seed.path not in bundle.files:
            faults.append(("seed-missing", seed.path))
            continue
        try:
            data = bundle.read(seed.path, left)
            left -= len(data)
            if seed.sha256 not in (None, hashlib.sha256(data).hexdigest()):
                faults.append(("seed-changed", seed.path))
                continue
            text = _decoded(data, seed.encoding)
        except (BundleError, ValueError):
            faults.append(("seed-unreadable", seed.path))
            continue
        compared += len(quotes[source_id])
        faults += [("quote-differs", quote.name) for quote in quotes[source_id] if not _stands_in(quote, text)]
    return faults, compared


def _decoded(data: bytes, encoding: str) -> str:
    """An article's text. Raises ValueError; only encodings that a record can name are tried."""
    if encoding not in _ENCODINGS:
        raise ValueError
    return data.decode(codec_of(data, encoding))


def _stands_in(quote: _Quote, text: str) -> bool:
    """Whether the article has the words just there; nothing is cut out of it, however long a quote says it is."""
    words = quote.words
    return words is not None and quote.end - quote.start == len(words) and text.startswith(words, quote.start)


# Pages ------------------------------------------------------------------------------------------------


def _compare_pages(bundle: OpenedBundle, words: Mapping[str, str]) -> tuple[list[Found], int]:
    """Each quotation of a page that carries the id of a quote with the words of that quote."""
    faults: list[Found] = []
    compared = 0
    for path in bundle.files:
        if not (path.startswith(_PAGES) and path.endswith(".html")):
            continue
        try:
            page = bundle.read(path, MOST_DATA).decode("utf-8", "replace")
        except BundleError:
            # That it cannot be read is told of the file.
            continue
        for quote_id, printed in _printed(page):
            compared += 1
            if words.get(quote_id) != printed:
                faults.append(("page-quote-differs", f"{path} ({quote_id})"))
    return faults, compared


def _printed(page: str) -> Iterator[tuple[str, str]]:
    """The quotations of a page: id and words."""
    for piece in page.split("<article ")[1:]:
        article = piece.partition("</article>")[0]
        quote_id, words = _PRINTED_ID.match(article), _PRINTED_WORDS.search(article)
        if quote_id and words:
            yield unescape(quote_id[1]), _plain(unescape(_TAG.sub("", words[1])))


def _plain(words: str) -> str:
    """Words without line breaks, which a browser shows as spaces."""
    return " ".join(words.split())

"""The search engine of a built site, asked from Python; runs in Node, since no page is needed to rank.

Owns how the engine is asked. Knows nothing of what a dossier holds.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HOST = Path(__file__).with_name("engine.js")


@dataclass(frozen=True, slots=True)
class Result:
    """A result as the search shows it; `url` is from the site's root, `excerpt` pieces of text, each marked or not.

    `text` says what the excerpt is: a name, a statement, a quote.
    """

    url: str
    kind: str
    title: str
    excerpt: tuple[tuple[str, bool], ...]
    language: str
    text: str
    status: str

    @property
    def shown(self) -> str:
        """The excerpt as one text."""
        return "".join(words for words, _ in self.excerpt)

    @property
    def marked(self) -> list[str]:
        """What of the excerpt is marked."""
        return [words for words, is_marked in self.excerpt if is_marked]

    @property
    def page(self) -> str:
        """The page it leads to."""
        return self.url.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """The first results, how many there are in all, what was tried instead, and whether words had to be left out.

    The first `strict` of all results hold every word.
    """

    results: tuple[Result, ...]
    count: int
    notes: tuple[dict[str, Any], ...]
    strict: int
    is_loose: bool

    @property
    def pages(self) -> list[str]:
        """The pages of the results, each once, in order."""
        return list(dict.fromkeys(result.page for result in self.results))


class Engine:
    """A running engine. Requests are answered one after the other."""

    def __init__(self, process: "subprocess.Popen[str]", site: Path) -> None:
        """Take a process that reads requests about a site and writes answers."""
        self._process = process
        self.site = site

    def _ask(self, **request: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["answer"]

    def find(self, query: str, *, is_open: bool = False, most: int = 20) -> Found:
        """What a query finds; `is_open` while its last word is still being typed."""
        found = self._ask(ask="find", query=query, isOpen=is_open, most=most)
        results = tuple(Result(item["url"], item["kind"], item["title"],
                               tuple((words, bool(marked)) for words, marked in item["excerpt"]), item["language"],
                               item["text"], item["status"]) for item in found["results"])
        return Found(results, found["count"], tuple(found["notes"]), found["strict"], found["isLoose"])

    def fold(self, text: str) -> str:
        """A text without case and diacritics."""
        return str(self._ask(ask="fold", text=text))

    def words(self, text: str) -> list[tuple[str, str, str, str]]:
        """The words of a text, each with forms that stand beside it, often none: joined, written, initials."""
        found = self._ask(ask="words", text=text)
        return [(form, joined, written, initials) for form, joined, written, initials in found]

    def loaded(self) -> list[str]:
        """The files of the index loaded so far."""
        return [str(file) for file in self._ask(ask="loaded")]


@contextmanager
def running_engine(node: Path, site: Path) -> Iterator[Engine]:
    """The engine of a site, until the end of the block."""
    with subprocess.Popen([node, _HOST, site], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                          encoding="utf-8") as process:
        try:
            yield Engine(process, site)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=10)

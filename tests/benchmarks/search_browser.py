"""What a reader's browser waits for and loads when it searches: a server that compresses and counts, and a browser.

Each engine has a page with a function `ask(query)` that resolves once the first results with their excerpts are
there. For the dossier's own search that is the field in the masthead, drawn results included; for the others it is
their engine alone, which is in their favour. Nothing is measured over a network: bytes are what a server sends.
"""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.search_sites import PAGES_PATH
from tests.support.tools import browser_arguments, find_browser

TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
         ".json": "application/json", ".wasm": "application/wasm"}
TIMEOUT = 180_000
_AGAIN = 5

#: The page of each engine, and which files are its own: those that stand on every page apart.
ENGINES = {
    "own": ("index.html", lambda path: path.startswith("/search/") and path.endswith(".js")
            or path == "/assets/search-engine.js"),
    "material": ("bench/material.html", lambda path: path == "/search/search_index.json" or "/workers/" in path),
    "pagefind": ("bench/pagefind.html", lambda path: path.startswith("/pagefind/")),
}


@dataclass
class Served:
    """A folder over HTTP: where, and the bytes of bodies sent since `sent` was last emptied."""

    site: Path
    address: str = ""
    sent: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, path: str) -> bytes | None:
        """A file as it is sent: text compressed once, so that no answer waits for it twice."""
        if path not in self.bodies:
            file = self.site / path.lstrip("/")
            if not file.is_file():
                return None
            data = file.read_bytes()
            self.bodies[path] = gzip.compress(data, 6, mtime=0) if file.suffix in TYPES else data
        return self.bodies[path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, *arguments: Any, served: Served) -> None:
        self.served = served
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        body = self.served.body(path)
        self.send_response(200 if body is not None else 404)
        suffix = Path(path).suffix
        if body is not None and suffix in TYPES:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")
        self.wfile.flush()
        self.served.sent[path] += len(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[Served]:
    """Serve a built site on this machine alone."""
    served = Served(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, served=served))
    served.address = f"http://127.0.0.1:{server.server_address[1]}/"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


def measure(site: Path, queries: Mapping[str, str], engines: list[str], openings: int) -> dict[str, Any]:
    """What each engine needs for each query, as plain values: results, bytes by file, milliseconds."""
    executable = find_browser()
    if executable is None:
        raise SystemExit("no browser was found")
    with serving(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=browser_arguments())
        try:
            return {engine: {name: _measure_query(browser, served, engine, query, openings)
                             for name, query in queries.items()} for engine in engines}
        finally:
            browser.close()


def _measure_query(browser: Browser, served: Served, engine: str, query: str, openings: int) -> dict[str, Any]:
    """The first opening counts the bytes and lets the server compress; the next ones are timed."""
    with _opened(browser, served, engine) as page:
        count = _ask(page, query)[0]
        sent = own_bytes(served.sent, engine)
    times: dict[str, list[float]] = {"opening": [], "again": []}
    for _ in range(openings):
        with _opened(browser, served, engine) as page:
            times["opening"].append(_ask(page, query)[1])
            for _ in range(_AGAIN):
                _ask(page, query[:-1])
                times["again"].append(_ask(page, query)[1])
    return {"results": count, "sent": sent, **times}


@contextmanager
def _opened(browser: Browser, served: Served, engine: str) -> Iterator[Page]:
    """The engine's page, loaded whole, in a browser that has never seen it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        served.sent.clear()
        page.goto(served.address + ENGINES[engine][0], wait_until="load")
        if engine == "own":
            page.evaluate((PAGES_PATH / "own.js").read_text(encoding="utf-8") + "; window.ask = ask; 0")
        if engine == "material":
            worker = next((served.site / "assets/javascripts/workers").glob("*.js"))
            page.evaluate("href => { document.head.append(Object.assign(document.createElement('link'), {href})) }",
                          f"../assets/javascripts/workers/{worker.name}")
        yield page


def _ask(page: Page, query: str) -> tuple[int, float]:
    """The number of results, and milliseconds from asking to having them."""
    count, time = page.evaluate(
        "async query => { const began = performance.now(), count = await ask(query);"
        " return [count, performance.now() - began]; }", query)
    return count, time


def own_bytes(sent: Mapping[str, int], engine: str) -> dict[str, int]:
    """The bytes of the engine's files by kind of file, numbers left out."""
    found: Counter[str] = Counter()
    for path, size in sent.items():
        if ENGINES[engine][1](path):
            folder, _, name = path.rpartition("/")
            found[folder if name.removesuffix(".js").isdigit() else path] += size
    return dict(found)


def middle_and_worst(values: list[float]) -> tuple[float, float]:
    """The median and the largest."""
    return median(values), max(values)

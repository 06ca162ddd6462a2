"""A reader of a built site: a page in a browser that reaches nothing but this site, and what went wrong in it.

Owns how a site is served and how a page is watched. Knows nothing of what the pages hold.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import ConsoleMessage, Page, Request, Route

#: The path of the golden dossier's `site_url`: the page for wrong addresses takes its files from there.
PUBLISHED_PATH = "/ferry"

#: Every way a page may keep something fails, as where a reader forbids it.
BLOCKED_STORAGE = """for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, {get() { throw new DOMException('storage is blocked', 'SecurityError') }});
Object.defineProperty(document, 'cookie', {
  get() { throw new DOMException('cookies are blocked', 'SecurityError') },
  set() { throw new DOMException('cookies are blocked', 'SecurityError') }});"""


class _Published(SimpleHTTPRequestHandler):
    """Serves a folder under the path that the dossier names as its address, and says nothing."""

    def translate_path(self, path: str) -> str:
        """The file for a path of the published site."""
        return super().translate_path(path.removeprefix(PUBLISHED_PATH))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a built site over HTTP; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Published, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{PUBLISHED_PATH}/"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Reader:
    """A page in a browser, and what went wrong in it.

    `others` are addresses beside the site's that the test itself answers, by their beginning.
    """

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    others: tuple[str, ...] = ()

    def listen(self) -> "Reader":
        """From now on refuse what is not of the site, and note errors, violations of the policy and requests."""
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._note_failure)
        self.page.route(lambda url: not self._is_ours(url), self._refuse)
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " event => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))")
        return self

    def _is_ours(self, url: str) -> bool:
        return url.startswith((self.base, *self.others, "data:", "blob:"))

    def _refuse(self, route: Route) -> None:
        self.errors.append(f"refused {route.request.url}")
        route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def _note_failure(self, request: Request) -> None:
        # A page that is left while it loads breaks off what it still waits for.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"{request.failure} {request.url}")

    def open(self, uri: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.base + uri)
        return self.page

    @property
    def foreign(self) -> list[str]:
        """Requests that left the site, or tried to."""
        return [url for url in self.requests if not url.startswith((self.base, "data:", "blob:"))]

    @property
    def place(self) -> str:
        """Where the reader is, from the site's root."""
        return self.page.url.removeprefix(self.base)

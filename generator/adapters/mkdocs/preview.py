"""The findings on every page of a preview, until they are mended.

Owns their panel and how it gets into a page: put in as the page is served, so that the last good pages show it too
and nothing of it is ever written. It needs no script and no style of its own, and so fits every page's policy.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from generator.adapters.findings import finding_hint, finding_message, findings_summary, visible
from generator.diagnostics import Diagnostic
from generator.model.words import Words
from generator.pipeline import Checked

#: What a server calls to answer a request (PEP 3333).
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
#: Findings listed, at most; the summary counts all.
_LISTED = 100


class FindingsPanel:
    """What stands above every page of a preview; empty where nothing is to be mended."""

    def __init__(self) -> None:
        self.html = ""

    def show(self, checked: Checked, *, is_kept: bool) -> None:
        """Show these findings from now on; `is_kept` says that the pages are those of the last good build."""
        self.html = panel_html(checked, is_kept=is_kept)

    def around(self, application: Application) -> Application:
        """The application with the panel in every page that it serves."""
        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            begun: list[Any] = []
            body = application(environ, lambda *arguments: begun.extend(arguments))
            status, headers, *rest = begun
            if not self.html or not _is_page(headers):
                start_response(status, headers, *rest)
                return body
            page = with_panel(_read(body), self.html)
            kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
            start_response(status, [*kept, ("Content-Length", str(len(page)))], *rest)
            return [page]

        return serve


def with_panel(page: bytes, panel: str) -> bytes:
    """The page with the panel as the first element of its body; unchanged where it has none."""
    return _BODY.sub(lambda found: found[0] + panel.encode(), page, count=1)


def panel_html(checked: Checked, *, is_kept: bool) -> str:
    """The findings as HTML, every text escaped; empty where there are none."""
    findings, words = list(checked.diagnostics), checked.words
    if not findings:
        return ""
    summary = findings_summary(checked.diagnostics, words)
    kept = f" {escape(words('preview.kept'))}" if is_kept else ""
    items = "".join(_item(finding, words) for finding in findings[:_LISTED])
    more = len(findings) - _LISTED
    items += f"<li>{escape(words.count('record.more', more))}</li>" if more > 0 else ""
    return (f'<aside class="d-preview" lang="{escape(words.language)}" aria-label="{escape(words("preview.findings"))}">'
            f"<details open><summary>{escape(summary)}.{kept}</summary><ol>{items}</ol></details></aside>")


def _item(finding: Diagnostic, words: Words) -> str:
    span, label = finding.span, finding.severity.label
    place = f"{visible(span.path, 400)}:{span.line}:{span.column}"
    hint = finding_hint(finding, words)
    below = f"<p>{escape(words('finding.hint'))}: {escape(hint)}</p>" if hint else ""
    return (f'<li class="d-preview__{label}"><code>{escape(place)}</code> <b>{label}[{escape(finding.code)}]</b> '
            f"{escape(finding_message(finding, words))}{below}</li>")


def _is_page(headers: Iterable[tuple[str, str]]) -> bool:
    return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)


def _read(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()

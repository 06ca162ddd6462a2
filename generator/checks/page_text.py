"""not-utf8: pages written by hand are UTF-8, as the builder reads them."""

from generator.diagnostics import Diagnostics, Span
from generator.model.dossier import Dossier


def check(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Report the first byte of a Markdown page that does not fit."""
    for page, data in dossier.content.pages.items():
        if not page.casefold().endswith(".md"):
            continue
        try:
            data.decode()
        except UnicodeDecodeError as error:
            before = data[:error.start].decode()
            span = Span(f"content/pages/{page}", before.count("\n") + 1, len(before) - before.rfind("\n"))
            diagnostics.add("not-utf8", span, byte=f"0x{data[error.start]:02x}")

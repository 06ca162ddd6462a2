"""What a preview shows before there has been a single good build: the findings, on a page of their own.

Owns that page and nothing else. As soon as the content is mended the real pages take its place.
"""

from html import escape

from generator.adapters.findings import finding_lines, findings_summary
from generator.model.outputs import OutputFile, SectionPage, SiteSettings
from generator.pipeline import Checked

_URI = "index.md"


def stand_in(checked: Checked) -> tuple[tuple[OutputFile, ...], SiteSettings]:
    """One page with all findings, and settings for a site of that page."""
    words = checked.words
    title = words("preview.title")
    shown = "\n".join(line for finding in checked.diagnostics for line in finding_lines(finding, words))
    page = (f"# {title}\n\n{words('preview.explanation')}\n\n"
            f"<pre>{escape(shown)}</pre>\n\n{escape(findings_summary(checked.diagnostics, words))}\n")
    settings = SiteSettings(
        title=title, subtitle="", language=words.language, period="", colophon="", site_url="", description="",
        nav=(SectionPage(title, _URI),), words={})
    return (OutputFile(_URI, page),), settings

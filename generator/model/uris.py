"""The page of a kind and id, and the links between pages.

Owns every address on the site. A link is an object with two serialisers: raw HTML gets the built page's relative
address, Markdown the source page's, which the builder rewrites itself.
"""

from dataclasses import dataclass

from generator.model.records import Kind

HOME = "index.md"
TIMELINE = "timeline.md"
DATA = "data.md"
ABOUT = "about.md"
MAP = "map.md"
REPORTING = "reporting.md"
RELATIONS = "relations.md"
PRINT_EDITION = "print.md"
ACCESSIBILITY = "accessibility.md"
SEARCH = "search.md"
STATE = "state.md"
GUIDE = "guide/index.md"
GUIDE_FIELDS = "guide/fields.md"
GUIDE_FINDINGS = "guide/findings.md"
DOSSIER_JSON = "data/dossier.json"
DOSSIER_SCHEMA = "data/dossier.schema.json"
#: What the dialog for proposals loads: the names of records.
PROPOSE_RECORDS = "data/records.js"
#: The endings of the files that cite, one for each format of reference managers.
CITATION_ENDINGS = ("bib", "ris", "csl.json")


def record_uri(kind: Kind, record_id: str) -> str:
    """The source path of a record's page: `events/oslo-talks.md`."""
    return f"{kind.folder}/{record_id}.md"


def index_uri(kind: Kind) -> str:
    """The source path of a kind's index."""
    return f"{kind.folder}/index.md"


def part_uri(folder: str, number: int) -> str:
    """The source path of a further part of a split list: `events/in/2.md`."""
    return f"{folder}/in/{number}.md"


def timeline_part_uri(key: str) -> str:
    """The source path of a period of a long timeline: `timeline/in/2031-03.md`."""
    return f"timeline/in/{key}.md"


def lit_css_uri(source_id: str) -> str:
    """The stylesheet that lights the passages of one source."""
    return f"sources/{source_id}.lit.css"


def source_citation_uri(source_id: str, extension: str) -> str:
    """The file that cites one source: `sources/avisa-2021-03-05.bib`."""
    return f"sources/{source_id}.{extension}"


def bibliography_uri(extension: str) -> str:
    """The file that cites the dossier and all its sources: `data/bibliography.bib`."""
    return f"data/bibliography.{extension}"


def paragraph_anchor(start: int) -> str:
    """The anchor of an article's paragraph on its source's page, by the offset of its first character."""
    return f"p-{start}"


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the site: a page or file, and an anchor in it."""

    uri: str
    anchor: str = ""

    def html_href(self, from_uri: str) -> str:
        """The address in raw HTML on the page `from_uri`; only the anchor where it is the same page."""
        fragment = f"#{self.anchor}" if self.anchor else ""
        if self.uri == from_uri and fragment:
            return fragment
        return relative_url(_built(self.uri), _built(from_uri)) + fragment

    def markdown_href(self, from_uri: str) -> str:
        """The address in Markdown on the page `from_uri`."""
        fragment = f"#{self.anchor}" if self.anchor else ""
        return relative_url(self.uri, from_uri) + fragment

    def absolute_url(self, site_url: str) -> str:
        """The address on the published site, for print and citation."""
        fragment = f"#{self.anchor}" if self.anchor else ""
        path = _built(self.uri)
        return site_url.rstrip("/") + "/" + ("" if path == "index.html" else path) + fragment


def _built(uri: str) -> str:
    return uri.removesuffix(".md") + ".html" if uri.endswith(".md") else uri


def relative_url(target: str, base: str) -> str:
    """The `/`-separated path from the folder of `base` to `target`, both without `.` and `..`."""
    folder, parts = base.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(folder), len(parts) - 1) and folder[shared] == parts[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folder) - shared), *parts[shared:]])

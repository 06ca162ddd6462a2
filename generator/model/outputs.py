"""What rendering hands to publishing: files by their place on the site, as bytes or text.

Knows nothing of MkDocs: `uri` is the site's `/`-separated source path; a page's ends in `.md`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One generated file. `edit_path` is the YAML or Markdown file that an edit link leads to."""

    uri: str
    text: str
    edit_path: str = ""
    edit_line: int = 0

    @property
    def is_page(self) -> bool:
        """Whether the builder turns it into a page; everything else is copied as it is."""
        return self.uri.endswith(".md")


@dataclass(frozen=True, slots=True)
class SectionPage:
    """An entry of the site's navigation."""

    title: str
    uri: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the builder's settings take from the dossier: every text is plain, to be escaped where it is shown."""

    title: str
    subtitle: str
    language: str
    period: str
    colophon: str
    site_url: str
    description: str
    nav: tuple[SectionPage, ...]
    words: dict[str, str]

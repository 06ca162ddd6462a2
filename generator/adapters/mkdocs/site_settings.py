"""From the dossier's settings to those of MkDocs.

Owns which of the builder's settings come from `content/dossier.yml`. The theme prints settings without escaping,
so every text is escaped here, once. Knows no records.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import slugify_unicode

from generator.model.outputs import SiteSettings

if TYPE_CHECKING:
    # `dossier markdown` takes the same settings where MkDocs is not installed.
    from mkdocs.config.defaults import MkDocsConfig


def apply_settings(config: "MkDocsConfig", site: SiteSettings, *, keep_site_url: bool) -> None:
    """Set title, description, address, language, navigation and the texts of the page shell.

    An address in `mkdocs.yml` wins over the dossier's; `keep_site_url` says that the server has set its own.
    """
    config.site_name = escape(site.title)
    config.site_description = escape(site.description) or None
    if not keep_site_url and not config.site_url and site.site_url:
        config.site_url = site.site_url.rstrip("/") + "/"
    config.theme["language"] = theme_language(config.theme.dirs, site.language)
    config.nav = navigation(site)
    config.extra.update(shell_texts(site))
    name_schemes(config.theme.get("palette"), site)
    # Ids of headings are made of titles: with a prefix they never meet those of quotes and statements.
    config.mdx_configs.setdefault("toc", {})["slugify"] = heading_id
    # Each page says itself where it is edited: its YAML file, not a file below `docs_dir`.
    config.repo_url = config.repo_name = config.edit_uri = None


def heading_id(title: str, separator: str) -> str:
    """The id of a heading: `h-the-words`."""
    return f"h-{slugify_unicode(title, separator)}"


def navigation(site: SiteSettings) -> list[dict[str, str]]:
    """The `nav` of `mkdocs.yml`: one entry for each section page."""
    return [{escape(page.title): page.uri} for page in site.nav]


def shell_texts(site: SiteSettings) -> dict[str, Any]:
    """The `extra` of `mkdocs.yml` that masthead and colophon show."""
    return {
        "subtitle": escape(site.subtitle), "period": escape(site.period), "colophon": escape(site.colophon),
        "words": {key: escape(text) for key, text in site.words.items()},
    }


def name_schemes(palette: Any, site: SiteSettings) -> None:
    """Name the switch of each colour scheme after the scheme that it leads to."""
    leads_to = {"auto": "scheme_light", "default": "scheme_dark", "slate": "scheme_system"}
    for scheme in palette if isinstance(palette, list) else ():
        # The page that stands in while there is nothing to show has no words of its own.
        name = site.words.get(leads_to.get(scheme.get("scheme"), ""))
        if name and isinstance(scheme.get("toggle"), dict):
            scheme["toggle"]["name"] = escape(name)


def theme_language(theme_dirs: Iterable[str | Path], language: str) -> str:
    """The most particular form of this language that the theme in these folders knows, else English."""
    folders = [Path(folder, "partials", "languages") for folder in theme_dirs]
    parts = language.split("-")
    names = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if any((folder / f"{name}.html").is_file() for folder in folders)), "en")

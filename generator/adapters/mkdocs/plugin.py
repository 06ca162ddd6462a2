"""The MkDocs plugin `dossier`: the pipeline runs once per build and hands its files to the builder.

Owns the order of the builder's events. With an error the gate is shut before the builder has emptied anything.
Only this package imports mkdocs.
"""

import logging
import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.adapters.build_date import EPOCH_VARIABLE, build_epoch
from generator.adapters.findings import finding_lines, findings_summary
from generator.adapters.mkdocs.policy import add_policy
from generator.adapters.mkdocs.preview import FindingsPanel
from generator.adapters.mkdocs.site_settings import apply_settings
from generator.adapters.mkdocs.standin import stand_in
from generator.adapters.project import ProjectPaths, build_project
from generator.diagnostics import Severity
from generator.model.outputs import OutputFile, SiteSettings
from generator.pipeline import Built
from generator.publishing.bundle.offline import without_outside_links
from generator.publishing.writing import WriteError, write_files

log = logging.getLogger("mkdocs.plugins.dossier")


_THEME_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
#: Front matter that only generated pages may have.
_WRITTEN_HERE = ("head_title", "modified", "citation", "styles", "scripts", "redirect_to")


class _NoOptions(Config):
    """The plugin has none: what the site is called and holds stands in `content/`."""


class DossierPlugin(BasePlugin[_NoOptions]):
    """Registers what the pipeline made as files of the site; one instance lives through all builds of a server."""

    def __init__(self) -> None:
        self.prebuilt: Built | None = None
        self.page_built: Callable[[], None] = lambda: None
        #: What every page of an offline edition says of itself; empty for a site.
        self.edition = ""
        self.is_preview = False
        self.is_shut = False
        self._has_good_pages = False
        self._panel = FindingsPanel()
        self._files: dict[str, OutputFile] = {}
        self._given_epoch: str | None = None
        self._has_set_epoch = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Begin anew: MkDocs keeps the instance between the builds of a server, and for the whole process."""
        self.is_preview = command == "serve"
        self.is_shut = self._has_good_pages = False

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Run the pipeline. First of all plugins, since others read the language and the title."""
        paths = ProjectPaths(_project_path(config))
        built = self.prebuilt or build_project(paths.root, lambda stage: None)[0]
        if self.prebuilt is None:
            _log_findings(built)
        self.is_shut = built.site is None
        self._panel.show(built.checked, is_kept=self.is_shut)
        if built.site is None:
            files, site = self._without_pages(built)
        else:
            files, site = built.files, built.site
            self._has_good_pages = True
        self._files = {file.uri: file for file in files}
        apply_settings(config, site, keep_site_url=self.is_preview)
        config.extra["edition"] = escape(self.edition)
        self._set_epoch(paths.root, built)
        return config

    def _without_pages(self, built: Built) -> tuple[tuple[OutputFile, ...], SiteSettings]:
        """What to show behind a shut gate: a preview's first page says what is wrong; all else ends here."""
        summary = findings_summary(built.checked.diagnostics, built.checked.words)
        if not self.is_preview or self._has_good_pages:
            raise PluginError(summary)
        log.error(summary)
        return stand_in(built.checked)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Write what changed below `build/` and register every generated file."""
        paths = ProjectPaths(_project_path(config))
        if self.is_shut:
            for page in files.documentation_pages():
                files.remove(page)
        try:
            write_files(self._files.values(), paths.pages, paths.pages_manifest)
        except WriteError as error:
            raise PluginError(str(error)) from error
        _leave_out_theme_search(files, config)
        for uri in self._files:
            replaced = files.get_file_from_path(uri)
            if replaced is not None:
                files.remove(replaced)
            files.append(File.generated(config, uri, abs_src_path=str(paths.pages / uri)))
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the templates which file the page is edited in, and search engines where one that moved is now."""
        if self.edition and "assets" in re.split(r"[/\\]", str(page.meta.get("template", "")).casefold()):
            # A template is a program, and what stands there may be a bundle's own (adapters/bundle.py).
            del page.meta["template"]
        file = self._files.get(page.file.src_uri)
        if file is None:
            # The templates print these as they are: the generator escapes them, a hand-written page does not.
            for name in _WRITTEN_HERE:
                page.meta.pop(name, None)
        if file is not None and page.canonical_url and page.meta.get("redirect_to"):
            page.canonical_url = urljoin(page.canonical_url, str(page.meta["redirect_to"]))
        if file is not None and file.edit_path:
            page.meta["edit_path"] = file.edit_path
            page.meta["edit_line"] = file.edit_line
        return markdown

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Give the page its policy. Last of all plugins, since they may add scripts."""
        self.page_built()
        return self._finished(output)

    @event_priority(-100)
    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Give pages that are templates, such as 404.html, their policy."""
        if not template_name.endswith(".html"):
            return output_content
        return self._finished(output_content)

    def _finished(self, html: str) -> str:
        """The page with its policy; of an offline edition without links to the outside, and with its name for print."""
        if self.edition:
            # A style sheet takes from the root alone what it prints in the margin of every sheet.
            named = html.replace("<html", f'<html data-edition="{escape(self.edition)}."', 1)
            html = without_outside_links(named)
        return add_policy(html, is_preview=self.is_preview)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Leave the environment as it was found."""
        self._restore_epoch()

    def on_build_error(self, error: Exception) -> None:
        """Leave the environment as it was found."""
        self._restore_epoch()

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch what editors write; keep the last good pages while they hold a mistake, and show it on them."""
        for path in ProjectPaths(_project_path(config)).watched:
            server.watch(str(path))
        server.builder = self._keep_pages(server.builder)
        server.set_app(self._panel.around(server.get_app()))
        return server

    def _keep_pages(self, rebuild: Callable[..., None]) -> Callable[..., None]:
        def rebuild_or_keep() -> None:
            try:
                rebuild()
            except Abort:
                # Raised before the builder empties its folder, so the last good pages are all still there.
                if not self.is_shut:
                    raise
                log.info("The pages shown are the last good ones.")

        return rebuild_or_keep

    def _set_epoch(self, project_path: Path, built: Built) -> None:
        self._given_epoch = os.environ.get(EPOCH_VARIABLE)
        content = built.checked.content
        edition = content.settings.model.date if content else None
        os.environ[EPOCH_VARIABLE] = str(build_epoch(project_path, edition))
        self._has_set_epoch = True

    def _restore_epoch(self) -> None:
        if not self._has_set_epoch:
            return
        self._has_set_epoch = False
        if self._given_epoch is None:
            os.environ.pop(EPOCH_VARIABLE, None)
        else:
            os.environ[EPOCH_VARIABLE] = self._given_epoch


def _leave_out_theme_search(files: Files, config: MkDocsConfig) -> None:
    """Of the theme's files those that its search alone needs, where no such search is set up: more than 1 MB."""
    if any(name.rpartition("/")[2] == "search" for name in config.plugins):
        return
    for file in list(files):
        if file.src_uri.startswith(_THEME_SEARCH):
            files.remove(file)


def _project_path(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _log_findings(built: Built) -> None:
    """Errors as errors; warnings below the level at which `--strict` counts, so that it judges the builder's own."""
    for finding in built.checked.diagnostics:
        level = logging.ERROR if finding.severity is Severity.ERROR else logging.INFO
        log.log(level, "%s", "\n".join(finding_lines(finding, built.checked.words)))

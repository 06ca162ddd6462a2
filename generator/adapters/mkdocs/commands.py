"""MkDocs called from the command line of the dossier: one build into a given folder, and the preview server.

Owns how the builder is configured, started and listened to. Knows nothing of records; what to build is handed over.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from generator.adapters.builder import CONFIG_NAME, BuilderError
from generator.adapters.mkdocs.plugin import DossierPlugin
from generator.pipeline import Built
from generator.publishing.writing import WriteError, explain


class _Messages(logging.Handler):
    """Keeps what the builder has to say."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.texts.append(record.getMessage())


def site_path(project_path: Path) -> Path:
    """Where `mkdocs.yml` of this project says that the site stands. Raises `BuilderError`."""
    return Path(_load(project_path).site_dir)


def build_site(
    project_path: Path, target_path: Path, built: Built, page_built: Callable[[], None], *, edition: str = ""
) -> tuple[str, ...]:
    """Build the pages into a folder, calling back after each; returns the builder's warnings.

    `edition` makes it an offline edition, and is what every page says of itself then.

    Raises `BuilderError` where the builder gives up or its configuration is wrong, `WriteError` where the disk refuses.
    """
    config = _load(project_path, site_dir=str(target_path))
    plugin = _plugin_of(config)
    with _listening(logging.WARNING) as messages, _handed_over(plugin, built, page_built, edition):
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except MkDocsException as error:
            raise BuilderError(messages.texts[-1] if messages.texts else str(error)) from error
        except OSError as error:
            # A template that is missing is an error of this kind too, without a number from the system.
            if error.errno is None:
                raise
            raise WriteError(explain(error, target_path)) from error
        finally:
            config.plugins.on_shutdown()
    return tuple(messages.texts)


@contextmanager
def _handed_over(
    plugin: DossierPlugin, built: Built, page_built: Callable[[], None], edition: str
) -> Iterator[None]:
    """Let the plugin use what is built already; MkDocs keeps its instance for the whole process."""
    plugin.prebuilt, plugin.page_built, plugin.edition = built, page_built, edition
    try:
        yield
    finally:
        plugin.prebuilt, plugin.page_built, plugin.edition = None, lambda: None, ""


def serve_site(project_path: Path, address: str | None) -> None:
    """Show the site on this machine and rebuild it on every change, until interrupted.

    `address` is `host:port`. Raises `BuilderError` where the configuration is wrong or the first build fails.
    """
    _plugin_of(_load(project_path))
    options = {"dev_addr": address} if address else {}
    try:
        serve(str(project_path / CONFIG_NAME), **options)
    except MkDocsException as error:
        raise BuilderError(str(error)) from error
    except OSError as error:
        raise BuilderError(f"the pages cannot be served: {error.strerror or error}") from error


def _load(project_path: Path, **settings: str) -> MkDocsConfig:
    config_path = project_path / CONFIG_NAME
    if not config_path.is_file():
        raise BuilderError(f"there is no {CONFIG_NAME} in '{project_path}'")
    with _listening(logging.ERROR) as messages:
        try:
            return load_config(str(config_path), **settings)
        except (Abort, ConfigurationError) as error:
            raise BuilderError("; ".join(messages.texts) or str(error)) from error


def _plugin_of(config: MkDocsConfig) -> DossierPlugin:
    plugin = next((plugin for plugin in config.plugins.values() if isinstance(plugin, DossierPlugin)), None)
    if plugin is None:
        raise BuilderError(f"{CONFIG_NAME} does not list the plugin 'dossier'")
    return plugin


@contextmanager
def _listening(level: int) -> Iterator[_Messages]:
    """Keep the builder's messages from this level up instead of printing them."""
    logger, messages = logging.getLogger("mkdocs"), _Messages(level)
    propagate = logger.propagate
    logger.addHandler(messages)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(messages)
        logger.propagate = propagate

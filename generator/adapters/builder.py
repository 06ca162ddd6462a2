"""The builder as commands call it: loaded when something is to be built, so that all else works without MkDocs.

Owns what the rest of the program knows of it: the name of its settings, its one error, three functions.
"""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from generator.pipeline import Built

CONFIG_NAME = "mkdocs.yml"


class BuilderError(Exception):
    """The builder cannot build these pages; the message is one sentence, more may have been logged before it."""


def site_path(project_path: Path) -> Path:
    """Where `mkdocs.yml` of this project says that the site stands. Raises `BuilderError`."""
    found: Path = _commands().site_path(project_path)
    return found


def build_site(
    project_path: Path, target_path: Path, built: Built, page_built: Callable[[], None], *, edition: str = ""
) -> tuple[str, ...]:
    """Build the pages into a folder, calling back after each; returns the builder's warnings.

    `edition` makes it an offline edition, and is what every page says of itself then.

    Raises `BuilderError` where the builder gives up, its configuration is wrong or it is not installed.
    """
    warnings: tuple[str, ...] = _commands().build_site(project_path, target_path, built, page_built, edition=edition)
    return warnings


def serve_site(project_path: Path, address: str | None) -> None:
    """Show the site on this machine and rebuild it on every change, until interrupted.

    `address` is `host:port`. Raises `BuilderError` where the configuration is wrong or the first build fails.
    """
    _commands().serve_site(project_path, address)


def _commands() -> ModuleType:
    try:
        from generator.adapters.mkdocs import commands
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "mkdocs":
            raise
        raise BuilderError("MkDocs is not installed here; `dossier markdown` writes what other builders take") from None
    return commands

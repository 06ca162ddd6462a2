"""`dossier build`, step by step: check, render, build beside the site, exchange last.

Owns the order of the steps and that whatever fails leaves the site in place whole. Prints nothing: progress and
result go to the caller.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.adapters.builder import build_site, site_path
from generator.adapters.project import ProjectPaths, build_project
from generator.model.tree import Tree
from generator.pipeline import Built, Progress
from generator.publishing.exchange import (
    ExchangeReport, build_lock, discard_new_site, exchange_site, prepare_exchange,
)

#: Called after each page of the site with how many are built and how many there will be at least.
PageProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build came to; without `exchange` the gate was shut and the site is the one of before."""

    built: Built
    tree: Tree
    site_path: Path
    builder_warnings: tuple[str, ...] = ()
    exchange: ExchangeReport | None = None


def build_dossier(project_path: Path, progress: Progress, page_progress: PageProgress) -> BuildResult:
    """Build the site of a project. Raises `WriteError` and `BuilderError`; the last site then stays as it was."""
    root = project_path.resolve()
    target_path = site_path(root)
    with build_lock(ProjectPaths(root).lock):
        new_path = prepare_exchange(target_path)
        try:
            built, tree = build_project(root, progress)
            if built.site is None:
                return BuildResult(built, tree, target_path)
            progress("stage.building")
            warnings = build_site(root, new_path, built, _counter(built, page_progress))
            progress("stage.exchanging")
            return BuildResult(built, tree, target_path, warnings, exchange_site(target_path))
        finally:
            discard_new_site(target_path)


def _counter(built: Built, page_progress: PageProgress) -> Callable[[], None]:
    total = sum(file.is_page for file in built.files)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        page_progress(done, max(done, total))

    return count

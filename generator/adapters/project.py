"""A project folder taken through the pipeline, as every command and the MkDocs plugin need it.

Owns the way from a folder to `Built` and the one rule that needs rendered pages: no generated file silently
takes the place of a hand-written one. Neither prints nor writes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import pipeline
from generator.diagnostics import Diagnostics, Span
from generator.model.content import Content
from generator.model.outputs import OutputFile
from generator.model.tree import Tree
from generator.pipeline import Built, Checked, Progress
from generator.reading.folder_tree import load_tree

#: A hand-written page with these bytes is a template: the generated page of the same name is made from it.
PLACEHOLDER = b"dossier:"

PAGES_FOLDER = "content/pages"


@dataclass(frozen=True, slots=True)
class ProjectPaths:
    """The folders of a project that commands write to or read."""

    root: Path

    @property
    def pages(self) -> Path:
        """Where generated pages are written for the builder."""
        return self.root / "build" / "pages"

    @property
    def pages_manifest(self) -> Path:
        """The list of what stands in `pages`."""
        return self.root / "build" / "pages.json"

    @property
    def lock(self) -> Path:
        """The lock of a running build."""
        return self.root / "build" / "lock"

    @property
    def overrides(self) -> Path:
        """The templates and assets laid over the theme's."""
        return self.root / "site-overrides"

    @property
    def watched(self) -> tuple[Path, ...]:
        """What a preview watches; never `build`, which it writes itself."""
        folders = (self.root / "content", self.root / "seeds", self.overrides)
        return tuple(path for path in folders if path.is_dir())


def check_project(root: Path, progress: Progress) -> tuple[Checked, Tree]:
    """Read, link and check the project in this folder."""
    diagnostics = Diagnostics()
    tree = load_tree(root, diagnostics)
    return pipeline.check(tree, progress, diagnostics), tree


def build_project(root: Path, progress: Progress) -> tuple[Built, Tree]:
    """Check and render the project in this folder; without files where anything is wrong."""
    diagnostics = Diagnostics()
    tree = load_tree(root, diagnostics)
    built = pipeline.build(tree, progress, diagnostics)
    if built.checked.content is not None:
        collisions = list(_collisions(built.checked.content, built.files))
        for uri in collisions:
            diagnostics.add("page-collision", Span(f"{PAGES_FOLDER}/{uri}"), hint="reserved", page=uri)
        if collisions:
            built = replace(built, public=None, files=(), site=None)
    return built, tree


def _collisions(content: Content, files: Iterable[OutputFile]) -> Iterator[str]:
    """The hand-written files that a generated one would replace without having been made from it."""
    generated = {_address(file.uri) for file in files}
    for uri, text in content.pages.items():
        if _address(uri) in generated and not (uri.endswith(".md") and PLACEHOLDER in text):
            yield uri


def _address(uri: str) -> str:
    """What two files must not share: the builder takes `README.md` for `index.md`, some disks `A` for `a`."""
    folder, slash, name = uri.casefold().rpartition("/")
    return f"{folder}{slash}{'index.md' if name == 'readme.md' else name}"

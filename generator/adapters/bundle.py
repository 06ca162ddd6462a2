"""`dossier bundle`: the site as an offline edition, with its sources where they may be given away, in one zip.

Owns what goes into a bundle and under which name. Prints nothing: progress and result go to the caller.
"""

import json
import platform
import re
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.adapters.build_date import build_epoch
from generator.adapters.builder import CONFIG_NAME, build_site
from generator.adapters.project import PAGES_FOLDER, ProjectPaths, build_project
from generator.model.content import Content
from generator.model.records import Kind
from generator.model.settings import DossierSettings
from generator.model.tree import Tree
from generator.pipeline import Built, Progress
from generator.publishing.bundle.archive import file_digest, write_archive
from generator.publishing.bundle.bag import PAYLOAD, make_bag
from generator.publishing.bundle.folders import put_in_place, refuse_filled, work_folder
from generator.publishing.bundle.offline import is_left_out, without_map
from generator.publishing.bundle.opening import BundleError, OpenedBundle
from generator.publishing.exchange import build_lock
from generator.publishing.writing import CopiedFile, WriteError, write_files
from generator.rendering.context import Context
from generator.rendering.start import render_start

SITE, PROJECT = "site", "project"
_OVERRIDES = "site-overrides"
#: What editors put beside records and is shown as it is.
_CONTENT_FOLDERS = ("content/pages/", "content/geo/")
#: Where this program's own settings and page shell stand.
_OWN_ROOT = Path(__file__).resolve().parents[2]
VERSIONS = "versions.json"
START_NAMES = ("START-HERE.html", "index.html")
#: The packages whose versions decide what a page looks like.
_PACKAGES = ("mkdocs", "mkdocs-material", "PyYAML", "Jinja2", "Markdown", "pymdown-extensions", "pydantic", "Babel",
             "snowballstemmer")


@dataclass(frozen=True, slots=True)
class BundleResult:
    """What bundling came to; without `path` the gate was shut and nothing was written."""

    built: Built
    tree: Tree
    builder_warnings: tuple[str, ...] = ()
    path: Path | None = None
    sha256: str = ""
    size: int = 0
    missing: tuple[str, ...] = ()
    #: Whether there was no such zip before, byte for byte.
    is_new: bool = True


def bundle_dossier(project_path: Path, folder_path: Path, progress: Progress) -> BundleResult:
    """Make the bundle of a project in a folder. Raises `WriteError` and `BuilderError`; the last one then stays."""
    root = project_path.resolve()
    with build_lock(ProjectPaths(root).lock), work_folder(root / "build" / "edition") as work_path:
        built, tree = build_project(root, progress)
        if built.site is None or built.public is None or built.checked.content is None:
            return BundleResult(built, tree)
        _refuse_links(ProjectPaths(root).overrides)
        content = built.checked.content
        settings = content.settings.model
        context = Context(built.public, built.checked.words)
        missing = tuple(reasons_to_withhold(content, tree))
        site, warnings = _site_files(root, work_path / SITE, built, context, progress)
        payload = {f"{SITE}/{name}": data for name, data in site.items()}
        if not missing:
            payload |= {f"{PROJECT}/{name}": data for name, data in _project_files(root, tree, content)}
        revision = source_revision(root)
        start = render_start(context, missing, revision).encode()
        tags = {VERSIONS: _versions(revision), **dict.fromkeys(START_NAMES, start)}
        epoch = build_epoch(root, settings.date)
        bag = make_bag(payload, tags, _bag_info(settings, context, revision, epoch))
        name = bundle_name(settings)
        progress("stage.bundling")
        path = folder_path.resolve() / f"{name}.zip"
        before = file_digest(path) if path.is_file() else ""
        digest = write_archive(path, name, bag.files, epoch)
        return BundleResult(built, tree, warnings, path, digest, path.stat().st_size, missing, digest != before)


def build_from_bundle(
    bundle: OpenedBundle, target_path: Path, progress: Progress, *, is_trusted: bool = False
) -> tuple[Built, Tree]:
    """Build the offline edition anew from the files in a bundle into an empty or missing folder.

    Settings and templates of a builder are programs: unless the bundle is trusted they must be this program's own.
    Raises `BundleError` where they are not or the bundle holds none, `WriteError` and `BuilderError` where it cannot
    be built.
    """
    files = _files_to_build(bundle)
    if not is_trusted and (foreign := _foreign_code(files)):
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise BundleError(f"its builder settings or templates are not those of this program ({foreign[0]}{more}), and "
                          "could run anything here; --trust builds it nevertheless")
    refuse_filled(target_path)
    with work_folder(target_path.with_name(f".{target_path.name}.part")) as work_path:
        root = work_path / PROJECT
        write_files([CopiedFile(path, data) for path, data in files.items()], root, work_path / "project.json")
        built, tree = build_project(root, progress)
        if built.site is not None and built.public is not None:
            context = Context(built.public, built.checked.words)
            site, _ = _site_files(root, work_path / "built", built, context, progress)
            write_files([CopiedFile(path, data) for path, data in site.items()], work_path / SITE, work_path / "site.json")
            put_in_place(work_path / SITE, target_path)
    return built, tree


def _files_to_build(bundle: OpenedBundle) -> dict[str, bytes]:
    """The editors' files in a bundle by their paths in a project, and nothing else that may stand beside them."""
    prefix = f"{PAYLOAD}{PROJECT}/"
    names = [path.removeprefix(prefix) for path in bundle.files if path.startswith(prefix)]
    files = {name: bundle.read(prefix + name) for name in names
             if name == CONFIG_NAME or name.startswith(("content/", "seeds/", f"{_OVERRIDES}/"))}
    if CONFIG_NAME not in files:
        raise BundleError("it does not hold the files it was made from; its first page says why")
    # The builder wants its folder, be there no hand-written page.
    return {f"{PAGES_FOLDER}/.keep": b"", **files}


def _foreign_code(files: Mapping[str, bytes]) -> list[str]:
    """The files that the builder would run and that are not this program's own, byte for byte.

    Style sheets, scripts and pictures of the page shell are none: the builder copies them, and no page of an offline
    edition can name one as its template.
    """
    shell = (name for name in files if name.startswith(f"{_OVERRIDES}/") and not name.startswith(f"{_OVERRIDES}/assets/"))
    code = sorted([CONFIG_NAME, *shell])
    return [name for name in code if _own_file(name) != files[name]]


def _own_file(name: str) -> bytes | None:
    try:
        return (_OWN_ROOT / name).read_bytes()
    except OSError:
        return None


def bundle_name(settings: DossierSettings) -> str:
    """`<id>-<version>`, in letters that every system can hold."""
    return f"{settings.id}-{re.sub('[^A-Za-z0-9._-]+', '-', settings.version).strip('.-') or '0'}"


def reasons_to_withhold(content: Content, tree: Tree) -> Iterator[str]:
    """Why the editors' files may not be given away, as keys of `bundle.missing.*`; none where they may."""
    sources = content.of_kind(Kind.SOURCE)
    levels = {source.record.rights.publish_text for source in sources} | {content.settings.model.publish_text}
    if levels != {"full"}:
        yield "rights"
    if any(source.record.withhold for source in sources):
        yield "withheld"
    if any(record.record.draft for record in content.records.values()) or content.proposals:
        yield "draft"
    if any(record.record.withdrawn for record in content.records.values()):
        yield "withdrawn"


def _site_files(
    root: Path, target: Path, built: Built, context: Context, progress: Progress
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The offline edition of the site, built in a folder that is not there yet."""
    progress("stage.building")
    date = context.date(context.dossier.content.settings.model.date)
    warnings = build_site(root, target, built, lambda: None, edition=context.words("bundle.edition", date=date))
    files = {path.relative_to(target).as_posix(): path for path in sorted(target.rglob("*")) if path.is_file()}
    return {name: without_map(name, path.read_bytes()) for name, path in files.items() if not is_left_out(name)}, warnings


def _project_files(root: Path, tree: Tree, content: Content) -> Iterator[tuple[str, bytes]]:
    """What the site is made of: `mkdocs.yml`, `content/`, the seeds that records name, `site-overrides/`."""
    yield CONFIG_NAME, (root / CONFIG_NAME).read_bytes()
    seeds = {f"seeds/{source.record.seed}" for source in content.of_kind(Kind.SOURCE)}
    for path in (*tree.files_below("content"), *tree.files_below("seeds")):
        if path in seeds or path.startswith(_CONTENT_FOLDERS) or path.endswith((".yml", ".yaml")):
            yield path, tree[path]
    overrides = ProjectPaths(root).overrides
    for file in sorted(overrides.rglob("*")):
        is_hidden = any(part.startswith(".") for part in file.relative_to(overrides).parts)
        if file.is_file() and not file.is_symlink() and not is_hidden:
            yield file.relative_to(root).as_posix(), file.read_bytes()


def _refuse_links(folder: Path) -> None:
    """The builder would copy what a link leads to, wherever that is, and the site built anew would lack it."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise WriteError(f"'{path}' is a symbolic link; what it leads to may not be of the dossier")


def source_revision(root: Path) -> str:
    """The commit that the project stands at, with `+` where files differ from it; empty outside a repository."""
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", "content", "seeds", "site-overrides", CONFIG_NAME)
    return f"{commit}+" if commit and changed else commit


def _git(root: Path, *arguments: str) -> str:
    try:
        found = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""


def _versions(revision: str) -> bytes:
    """The revision, whether files differ from it, the generator and everything that decides what a page looks like."""
    found = {"dossier-generator": _version_of("dossier-generator"), "python": platform.python_version(),
             "zlib": zlib.ZLIB_RUNTIME_VERSION, **{name.lower(): _version_of(name) for name in _PACKAGES}}
    said = {"revision": revision.removesuffix("+"), "has_changes_since": revision.endswith("+"), "versions": found}
    return (json.dumps(said, indent=1, sort_keys=True) + "\n").encode()


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _bag_info(settings: DossierSettings, context: Context, revision: str, epoch: int) -> Iterator[tuple[str, str]]:
    yield "Source-Organization", context.text(settings.publisher)
    yield "External-Description", context.text(settings.title)
    yield "External-Identifier", f"{settings.id}-{settings.version}"
    yield "Bagging-Date", datetime.fromtimestamp(epoch, UTC).date().isoformat()
    yield "Dossier-Version", settings.version
    yield "Dossier-Date", settings.date.text
    if revision:
        yield "Source-Revision", revision
    yield "Licence", settings.licence.name

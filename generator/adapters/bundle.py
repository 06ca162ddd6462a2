"""`dossier bundle`: the site as an offline edition, with its sources where they may be given away, in one zip.

Owns what goes into a bundle and under which name. Prints nothing: progress and result go to the caller.
"""

import json
import os
import platform
import re
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from generator.adapters.build_date import build_epoch
from generator.adapters.builder import CONFIG_NAME, build_site
from generator.adapters.project import PAGES_FOLDER, ProjectPaths, build_project
from generator.adapters.signatures import signature_path
from generator.diagnostics import Diagnostics
from generator.model.content import Content
from generator.model.nodes import plain_value
from generator.model.records import Kind
from generator.model.settings import DossierSettings
from generator.model.tree import Tree
from generator.pipeline import Built, Progress
from generator.publishing.bundle.archive import day_of, file_digest, write_archive
from generator.publishing.bundle.bag import PAYLOAD, make_bag
from generator.publishing.bundle.folders import put_in_place, refuse_filled, work_folder, work_folder_beside
from generator.publishing.bundle.offline import is_left_out, without_map
from generator.publishing.bundle.opening import BundleError, OpenedBundle
from generator.publishing.exchange import build_lock
from generator.publishing.writing import CopiedFile, WriteError, write_files
from generator.reading.yaml_events import parse_yaml
from generator.rendering.context import Context
from generator.rendering.start import render_start

SITE, PROJECT = "site", "project"
_OVERRIDES = "site-overrides"
#: What editors' files are, besides the builder's settings.
_FOLDERS = ("content/", "seeds/", f"{_OVERRIDES}/")
#: Where this program's own settings and page shell stand.
_OWN_ROOT = Path(__file__).resolve().parents[2]
_OWN_NAME = "dossier-generator"
VERSIONS = "versions.json"
START_NAMES = ("START-HERE.html", "index.html")


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
    revision: str = ""
    #: The SHA-256 of another edition under the same name, which this one replaced.
    replaced: str = ""


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
        project = dict(_project_files(root, tree))
        missing = (*reasons_to_withhold(content), *(["settings"] if _needs_more(root, project) else []))
        site, warnings = _site_files(root, work_path / SITE, built, context, progress)
        payload = {f"{SITE}/{name}": data for name, data in site.items()}
        if not missing:
            payload |= {f"{PROJECT}/{name}": data for name, data in project.items()}
        revision = source_revision(root)
        start = render_start(context, bundle_name(settings), missing, revision).encode()
        tags = {VERSIONS: _versions(revision), **dict.fromkeys(START_NAMES, start)}
        epoch = build_epoch(root, settings.date)
        bag = make_bag(payload, tags, _bag_info(settings, context, revision, epoch))
        name = bundle_name(settings)
        progress("stage.bundling")
        path = folder_path.resolve() / f"{name}.zip"
        before = file_digest(path) if path.is_file() else ""
        digest = write_archive(path, name, bag.files, epoch, ask=lambda digest: _refuse_signed(path, before, digest))
        return BundleResult(built, tree, warnings, path, digest, path.stat().st_size, missing, revision,
                            before if before != digest else "")


def _refuse_signed(path: Path, before: str, digest: str) -> None:
    """What somebody signed under this name others may hold already: nothing else takes its place."""
    if digest != before and (signature := signature_path(path)).exists():
        raise WriteError(
            f"'{path.name}' was not written: '{signature}' signs another edition ({before or 'no longer there'}) of the "
            "same version; raise the version in content/dossier.yml, remove both files, or name another folder with "
            "--output")


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
    with work_folder_beside(target_path) as work_path:
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
    wanted = [prefix + name for name in names if name == CONFIG_NAME or name.startswith(_FOLDERS)]
    if prefix + CONFIG_NAME not in wanted:
        raise BundleError("it does not hold the files it was made from; its first page says why")
    files = {path.removeprefix(prefix): data for path, data in bundle.read_all(wanted).items()}
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


def reasons_to_withhold(content: Content) -> Iterator[str]:
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


def _project_files(root: Path, tree: Tree) -> Iterator[tuple[str, bytes]]:
    """What the site is made of: `mkdocs.yml`, `content/`, `seeds/`, `site-overrides/`.

    Of the two in the middle every file has a meaning: hidden ones are not read, and any other is an error.
    """
    yield CONFIG_NAME, (root / CONFIG_NAME).read_bytes()
    yield from ((path, tree[path]) for path in (*tree.files_below("content"), *tree.files_below("seeds")))
    overrides = ProjectPaths(root).overrides
    for file in sorted(overrides.rglob("*")):
        # In `.icons` the theme looks for the pictures of a project; what is hidden else is nobody's to give away.
        below = file.relative_to(overrides).as_posix().removeprefix(".icons/")
        is_hidden = any(part.startswith(".") for part in below.split("/"))
        if file.is_file() and not file.is_symlink() and not is_hidden:
            yield file.relative_to(root).as_posix(), file.read_bytes()


def _needs_more(root: Path, project: Mapping[str, bytes]) -> bool:
    """Whether the builder's settings name a file or a folder that is not among the editors' files.

    Tags are passed over, since what they stand for is not asked of the builder here.
    """
    config = parse_yaml(CONFIG_NAME, re.sub(rb"(?<=[\s\[,])![^\s,\]]*", b"", project[CONFIG_NAME]), Diagnostics())
    for key, value in _settings(plain_value(config) if config else {}):
        name = os.path.normpath(value).replace(os.sep, "/")
        place = root / value if "\0" not in value else root
        is_folder = key.endswith(("_dir", "_path")) and key != "site_dir" and place.is_dir()
        if (place.is_file() and name not in project) or (is_folder and not f"{name}/".startswith(_FOLDERS)):
            return True
    return False


def _settings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text among the builder's settings, and the key it stands under."""
    if isinstance(value, str) and value:
        yield key, value
    elif isinstance(value, list):
        for item in value:
            yield from _settings(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _settings(item, str(name))


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
    # What it asks for itself, without what only tests and saved web pages need.
    needed = [re.split(r"[^\w.-]", line)[0].lower() for line in requires(_OWN_NAME) or [] if "extra ==" not in line]
    found = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION,
             **{name: version(name) for name in (_OWN_NAME, *needed)}}
    said = {"revision": revision.removesuffix("+"), "has_changes_since": revision.endswith("+"), "versions": found}
    return (json.dumps(said, indent=1, sort_keys=True) + "\n").encode()


def _bag_info(settings: DossierSettings, context: Context, revision: str, epoch: int) -> Iterator[tuple[str, str]]:
    yield "Source-Organization", context.text(settings.publisher)
    yield "External-Description", context.text(settings.title)
    yield "External-Identifier", f"{settings.id}-{settings.version}"
    yield "Bagging-Date", day_of(epoch).date().isoformat()
    yield "Dossier-Version", settings.version
    yield "Dossier-Date", settings.date.text
    if revision:
        yield "Source-Revision", revision
    yield "Licence", settings.licence.name

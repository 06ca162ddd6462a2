"""The built site put in place of the last one in one step, and the lock that lets one build run at a time.

Owns the folders beside the site (`site.new`, `site.old`) and what happens to them after an interruption.
Knows nothing of what is in them. Last step of `dossier build`.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.publishing.writing import WriteError


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """How many files of the new site are new or changed, kept from the last one, and gone."""

    changed: int
    kept: int
    removed: int


def new_site_path(site_path: Path) -> Path:
    """The folder a site is built in before it is put in place."""
    return site_path.with_name(f"{site_path.name}.new")


def old_site_path(site_path: Path) -> Path:
    """Where the last site stands between the two renames."""
    return site_path.with_name(f"{site_path.name}.old")


def prepare_exchange(site_path: Path) -> Path:
    """Mend what an interrupted exchange left, and give an empty folder to build in.

    With the site missing and the old one there, the run before ended between the two renames: the old one
    goes back. Raises `WriteError` where a link or a file stands in a folder's place.
    """
    old, new = old_site_path(site_path), new_site_path(site_path)
    for path in (site_path, old, new):
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise WriteError(f"'{path}' is not a folder of its own; move it away")
    try:
        if old.is_dir() and not site_path.exists():
            os.replace(old, site_path)
        _remove_tree(old)
        _remove_tree(new)
        new.mkdir(parents=True)
    except OSError as error:
        raise WriteError(f"'{new}' cannot be prepared: {error.strerror or error}") from error
    return new


def exchange_site(site_path: Path) -> ExchangeReport:
    """Put the new site in place; files whose bytes did not change stay the files they were, with their times."""
    old, new = old_site_path(site_path), new_site_path(site_path)
    try:
        before, after = set(_files_below(site_path)), set(_files_below(new))
        kept = sum(_keep_if_same(site_path / name, new / name) for name in sorted(before & after))
        if kept == len(before) == len(after):
            _remove_tree(new)
            return ExchangeReport(0, kept, 0)
        _swap(site_path, new, old)
    except OSError as error:
        raise WriteError(f"'{site_path}' cannot be exchanged: {error.strerror or error}") from error
    # What is left of the last site does no harm; the next run removes it.
    shutil.rmtree(old, ignore_errors=True)
    return ExchangeReport(len(after) - kept, kept, len(before - after))


def _swap(site_path: Path, new: Path, old: Path) -> None:
    """Two renames; where the second fails or is interrupted, the first is taken back."""
    had_site = site_path.exists()
    if had_site:
        os.replace(site_path, old)
    try:
        os.replace(new, site_path)
    except BaseException:
        if had_site:
            os.replace(old, site_path)
        raise


def discard_new_site(site_path: Path) -> None:
    """Throw away what a failed build has made; the site in place stays as it was."""
    shutil.rmtree(new_site_path(site_path), ignore_errors=True)


def _remove_tree(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _files_below(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix()


def _keep_if_same(old: Path, new: Path) -> bool:
    """Put the old file in the new one's place where they hold the same bytes."""
    if old.stat().st_size != new.stat().st_size or old.read_bytes() != new.read_bytes():
        return False
    beside = new.with_name(f".{new.name[:60]}.part")
    try:
        os.link(old, beside)
        os.replace(beside, new)
    except OSError:
        # No hard links here: the same bytes with the old file's times are as good.
        beside.unlink(missing_ok=True)
        state = old.stat()
        os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
    return True


# The lock -------------------------------------------------------------------------------------------


@contextmanager
def build_lock(lock_path: Path) -> Iterator[None]:
    """Hold the lock while building; raises `WriteError` at once where another build holds it.

    The system lets go of it when the process ends, however it ends.
    """
    try:
        lock_path.parent.mkdir(parents=True, exist_ok=True)
        file = lock_path.open("a+b")
    except OSError as error:
        raise WriteError(f"'{lock_path}' cannot be written: {error.strerror or error}") from error
    with file:
        try:
            _lock(file)
        except OSError:
            raise WriteError("another build is running here; wait for it to end") from None
        yield


if os.name == "nt":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

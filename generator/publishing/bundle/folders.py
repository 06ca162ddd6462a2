"""The folders that bundles are made and built anew in: there for one run, and put in place whole.

Owns what a killed run may leave, which the next one removes. Knows nothing of what is in them.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publishing.writing import WriteError, explain


def refuse_filled(path: Path) -> None:
    """Raise `WriteError` for anything but an empty or missing folder."""
    try:
        is_filled = path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir())))
    except OSError as error:
        raise WriteError(explain(error, path)) from error
    if is_filled:
        raise WriteError(f"'{path}' is not an empty folder")


def put_in_place(made_path: Path, target_path: Path) -> None:
    """Put a folder that is finished where an empty one or none is. Raises `WriteError`."""
    try:
        if target_path.exists():
            target_path.rmdir()
        os.replace(made_path, target_path)
    except OSError as error:
        raise WriteError(explain(error, target_path)) from error


@contextmanager
def work_folder(path: Path) -> Iterator[Path]:
    """An empty folder, gone afterwards; always the same one, so that a run that was killed leaves one at most."""
    try:
        if path.is_symlink():
            raise WriteError(f"'{path}' is a symbolic link; nothing is written through it")
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
    except OSError as error:
        raise WriteError(explain(error, path)) from error
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def work_folder_beside(path: Path) -> Iterator[Path]:
    """An empty folder beside a path, gone afterwards; a new one each time, since what stands there may be anybody's."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made_path = Path(tempfile.mkdtemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent))
    except OSError as error:
        raise WriteError(explain(error, path)) from error
    try:
        yield made_path
    finally:
        shutil.rmtree(made_path, ignore_errors=True)

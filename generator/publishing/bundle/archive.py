"""Files as one zip, the same bytes wherever and whenever it is made, whole or not at all.

Owns the form of the archive: one top folder, sorted names, one date, one way to compress. Refuses names that some
system cannot hold.
"""

import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from generator.publishing.writing import BAD_PART, WriteError, explain

#: What a bundle may come to, unpacked; and how many files a zip can hold without an extension of its form.
MOST_BYTES, MOST_FILES = 4_000_000_000, 65_535
#: Windows opens no path of 260; some of it belongs to the folder the bundle is unpacked in.
LONGEST_PATH = 179
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\..*)?$", re.IGNORECASE)
#: What a zip can say of a day at the earliest and at the latest.
_FIRST, _LAST = 315532800, 4354819198


def write_archive(
    path: Path, top: str, files: Mapping[str, bytes], epoch: int, *, ask: Callable[[str], None] = lambda digest: None
) -> str:
    """Write the files below a top folder into a zip; returns its SHA-256. A zip that was there stays until the end.

    `epoch` dates every file, in seconds since 1970 UTC. `ask` is told the SHA-256 before the zip takes its place and
    may refuse by raising. What an interrupted run left is overwritten. Raises `WriteError`.
    """
    check_names(top, files)
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # A link in its place would be written through.
            beside.unlink(missing_ok=True)
            with beside.open("xb") as file:
                _write(file, top, files, epoch)
                file.flush()
                os.fsync(file.fileno())
            digest = file_digest(beside)
            ask(digest)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except zipfile.LargeZipFile as error:
        raise WriteError(f"'{path}' would be larger than a zip of 2 GB") from error
    except OSError as error:
        raise WriteError(explain(error, path)) from error
    return digest


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, however large it is."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def day_of(epoch: int) -> datetime:
    """The moment that so many seconds since 1970 are, or the nearest that a zip can name."""
    return datetime.fromtimestamp(min(max(epoch, _FIRST), _LAST), UTC)


def _write(file: BinaryIO, top: str, files: Mapping[str, bytes], epoch: int) -> None:
    moment = day_of(epoch)
    date_time = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second // 2 * 2)
    with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # A plain file that its owner may write: the same from every system.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[name], compresslevel=9)


def check_names(top: str, files: Mapping[str, bytes]) -> None:
    """Raise `WriteError` for a name that Windows cannot hold, two that some disks take for one, or too many files."""
    seen: dict[str, str] = {}
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise WriteError(f"a bundle holds at most {MOST_FILES} files and {MOST_BYTES // 10**6} MB")
    for name in files:
        path = f"{top}/{name}"
        if len(path) > LONGEST_PATH:
            raise WriteError(f"'{path}' is {len(path)} characters long; in a bundle at most {LONGEST_PATH} are")
        if "%" in path:
            # RFC 8493 encodes it in manifests, sha256sum does not: no line would suit both.
            raise WriteError(f"'{path}' has a percent sign in its name, which sha256sum would not find; rename it")
        parts = path.split("/")
        if any(not part or part in (".", "..") or BAD_PART.search(part) or _DEVICES.match(part) for part in parts):
            raise WriteError(f"'{ascii(path)[1:-1]}' is no name that every system can hold")
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            raise WriteError(f"'{other}' and '{path}' are one file on some disks")

"""A BagIt bag (RFC 8493) as paths and bytes: payload below `data/`, manifests, and the tag files beside them.

Owns the names and forms of the tag files. Pure: reads and writes no file.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PAYLOAD = "data/"
BAG_DECLARATION = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
_LINE_LENGTH = 79


@dataclass(frozen=True, slots=True)
class Bag:
    """Every file of a bag by its path below the top folder, in the order of the paths."""

    files: Mapping[str, bytes]


def make_bag(payload: Mapping[str, bytes], tags: Mapping[str, bytes], info: Iterable[tuple[str, str]]) -> Bag:
    """A bag of a payload (paths below `data/`), tag files beside it, and what `bag-info.txt` says.

    `Payload-Oxum`, octets and number of files, is added to the information.
    """
    data = {f"{PAYLOAD}{path}": content for path, content in payload.items()}
    oxum = f"{sum(map(len, data.values()))}.{len(data)}"
    beside = {
        **tags,
        BAG_DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        BAG_INFO: _info([*info, ("Payload-Oxum", oxum)]),
        MANIFEST: manifest(data),
    }
    files = {**data, **beside, TAG_MANIFEST: manifest(beside)}
    return Bag({path: files[path] for path in sorted(files)})


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file, as `sha256sum --check` reads it: digest, two spaces, path."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {_written(path)}\n" for path in sorted(files))
    return "".join(lines).encode()


def parse_manifest(data: bytes) -> dict[str, str]:
    """Paths with their digests in lower case. Raises ValueError with the number of a line that is none."""
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        digest, _, path = line.partition(" ")
        path = path.strip().removeprefix("*")
        if len(digest) != 64 or not set(digest.lower()) <= set("0123456789abcdef") or not path:
            raise ValueError(number)
        found[_read(path)] = digest.lower()
    return found


def _written(path: str) -> str:
    """A path as manifests write it: RFC 8493 encodes line ends and the percent sign alone."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _read(path: str) -> str:
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def _info(pairs: Iterable[tuple[str, str]]) -> bytes:
    """`Label: value` lines; a value longer than a line goes on in the next, indented."""
    lines = []
    for label, value in pairs:
        line = f"{label}:"
        for word in value.split():
            if len(line) + 1 + len(word) > _LINE_LENGTH and line.strip() and not line.endswith(":"):
                lines.append(line)
                line = f"  {word}"
            else:
                line = f"{line} {word}"
        lines.append(line)
    return ("\n".join(lines) + "\n").encode()

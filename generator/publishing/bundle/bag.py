"""A BagIt bag (RFC 8493) as paths and bytes: payload below `data/`, manifests, and the tag files beside them.

Owns the names and forms of the tag files. Pure: reads and writes no file.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PAYLOAD = "data/"
BAG_DECLARATION = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
#: What a bag may have besides and ours do not: lists with other digests, and of files to be fetched from elsewhere.
OTHER_LISTS = re.compile(r"(tag)?manifest-[^/]*\.txt|fetch\.txt")
_DECLARED = re.compile(rb"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)?")
_OXUM = re.compile(r"^Payload-Oxum:[ \t]*(.*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
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
    beside = {
        **tags,
        BAG_DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        BAG_INFO: _info([*info, ("Payload-Oxum", oxum(map(len, data.values())))]),
        MANIFEST: manifest(data),
    }
    files = {**data, **beside, TAG_MANIFEST: manifest(beside)}
    return Bag({path: files[path] for path in sorted(files)})


def oxum(sizes: Iterable[int]) -> str:
    """What a payload comes to: octets, a dot, files."""
    found = list(sizes)
    return f"{sum(found)}.{len(found)}"


def is_declaration(data: bytes) -> bool:
    """Whether these are the two lines that every bag begins with."""
    return _DECLARED.fullmatch(data) is not None


def parse_oxums(data: bytes) -> list[str]:
    """What the information says that the payload comes to, each time it says so. Raises ValueError."""
    return _OXUM.findall(data.decode("utf-8").replace("\r", "\n"))


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file, as `sha256sum --check` reads it: digest, two spaces, path.

    Paths must be such as `check_names` lets through: line ends and percent signs would have to be encoded.
    """
    return "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()


def parse_manifest(data: bytes) -> dict[str, str]:
    """Paths with their digests in lower case.

    Raises ValueError with the number of a line that is none, or that lists a path again.
    """
    found: dict[str, str] = {}
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(data.count(b"\n", 0, error.start) + 1) from error
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        digest, _, path = line.rstrip("\n").partition(" ")
        path = _read(path.lstrip(" \t").removeprefix("*"))
        if len(digest) != 64 or not set(digest.lower()) <= set("0123456789abcdef") or not path or path in found:
            raise ValueError(number)
        found[path] = digest.lower()
    return found


def _read(path: str) -> str:
    """A path as other programs may have written it: RFC 8493 encodes line ends and the percent sign alone."""
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

"""Which files of a dossier are read at all, by their names and sizes: the same for a folder and a git revision.

Owns the folders, the limits and the names that are refused or passed over. Touches no disk and no bytes.
"""

import unicodedata
from collections.abc import Iterable

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.geo import BASE_MAP_PATH
from generator.reading.yaml_text import MAX_YAML_BYTES

#: The folders an editor writes in; nothing outside them is read, be it inside the project.
FOLDERS = ("content", "seeds")

MAX_FILE_BYTES = 4_000_000

_YAML_ENDINGS = (".yml", ".yaml")
_BACKUP_STARTS = (".", "~$")
_BACKUP_ENDINGS = ("~", ".bak", ".orig", ".swp", ".swo", ".tmp")


def size_limit(path: str) -> int:
    """The most bytes that a file at this path may have."""
    is_yaml = path.endswith(_YAML_ENDINGS) or path == BASE_MAP_PATH
    return MAX_YAML_BYTES if is_yaml else MAX_FILE_BYTES


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is hidden or an editor's backup."""
    is_backup = name.startswith(_BACKUP_STARTS) or name.endswith(_BACKUP_ENDINGS)
    return is_backup or (name.startswith("#") and name.endswith("#"))


def check_plain_name(folder: str, name: str, diagnostics: Diagnostics) -> bool:
    """Whether the name can be shown on every page and terminal; else a finding is added."""
    if name.isprintable() and "\\" not in name:
        return True
    # Bytes that are no UTF-8 arrive as lone surrogates, which no page and no terminal could show.
    shown = ascii(name)[1:-1]
    diagnostics.add("file-name", Span(f"{folder}/{shown}"), hint="characters", name=shown)
    return False


def check_case(folder: str, names: Iterable[str], diagnostics: Diagnostics) -> None:
    """Report the names in one folder that some file systems take for one."""
    first_names: dict[str, str] = {}
    for name in names:
        first = first_names.setdefault(_folded(name), name)
        if first != name:
            related = [Related(Span(f"{folder}/{first}"), "related.first")]
            diagnostics.add("file-name-case", Span(f"{folder}/{name}"), related=related, name=name, other=first)


def _folded(name: str) -> str:
    """What file systems that ignore case, or the composition of letters, take for one name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())

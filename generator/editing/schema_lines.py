"""The line at the head of a file by which an editor's YAML server finds the schema of its kind.

Owns where the schemas lie and which file has which; reads and writes nothing. The line is a comment like any other.
"""

from collections.abc import Mapping

from generator.editing.remarks import SCHEMA_MARK
from generator.model.proposals import PROPOSALS_FOLDER
from generator.model.records import Kind
from generator.model.searches import SEARCHES_PATH
from generator.model.settings import VOCABULARIES

#: The committed schemas of a project; a project without this folder gets no such lines.
SCHEMAS_FOLDER = "schemas"
#: Those that know the ids and terms of the project too: made on each machine, not committed.
LOCAL_SCHEMAS_FOLDER = f"{SCHEMAS_FOLDER}/local"

_FOLDERS: Mapping[str, str] = {**{f"content/{kind.folder}": kind.value for kind in Kind}, PROPOSALS_FOLDER: "proposal"}
_FILES: Mapping[str, str] = {
    "content/dossier.yml": "dossier", "content/references.yml": "references", SEARCHES_PATH: "searches",
    "content/vocabulary/synonyms.yml": "synonyms",
    **{f"content/vocabulary/{name}.yml": "vocabulary" for name in VOCABULARIES}}


def schema_line(path: str) -> str:
    """The line for the file at this project-relative path; empty for a file that has no schema."""
    folder, _, name = path.rpartition("/")
    kind = _FILES.get(path) or (_FOLDERS.get(folder) if name.endswith(".yml") else None)
    if kind is None:
        return ""
    return f"# {SCHEMA_MARK} $schema={'../' * path.count('/')}{LOCAL_SCHEMAS_FOLDER}/{kind}.schema.json"


def with_schema_lines(files: Mapping[str, bytes], *, wanted: bool) -> dict[str, bytes]:
    """New files by path, each with its line where lines are wanted."""
    return {path: with_schema_line(path, data) if wanted else data for path, data in files.items()}


def with_schema_line(path: str, data: bytes) -> bytes:
    """The file with its line at the head; as it is where it has a line of the kind already, or no schema."""
    line = schema_line(path)
    first = data.partition(b"\n")[0]
    if not line or SCHEMA_MARK.encode() in first:
        return data
    line_break = b"\r\n" if first.endswith(b"\r") else b"\n"
    return line.encode() + line_break + data

"""The one date of a build, so that the same input gives the same bytes.

`SOURCE_DATE_EPOCH`, else the last commit, else the date of the edition in `dossier.yml`. Never the clock.
"""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from generator.model.dates import EdtfDate

#: The standard's environment variable: seconds since 1970-01-01 UTC (reproducible-builds.org).
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
#: In 2106: what gzip, in which site maps are packed, can say at the latest; a zip can say a little more.
_LATEST = 2**32 - 1


def build_epoch(project_path: Path, edition: EdtfDate | None) -> int:
    """The date of the build in seconds since 1970-01-01 UTC; 0 where nothing gives one, at most `_LATEST`."""
    given = os.environ.get(EPOCH_VARIABLE, "")
    if given.isascii() and given.isdigit():
        return min(int(given), _LATEST)
    committed = _commit_epoch(project_path)
    return min(committed if committed is not None else _edition_epoch(edition), _LATEST)


def _commit_epoch(project_path: Path) -> int | None:
    """When the last commit that touched the project was made; None outside a repository or without git."""
    try:
        found = subprocess.run(
            ["git", "log", "-1", "--format=%ct", "--", "."], cwd=project_path, capture_output=True, text=True,
            check=False, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    shown = found.stdout.strip()
    return int(shown) if found.returncode == 0 and shown.isdigit() else None


def _edition_epoch(edition: EdtfDate | None) -> int:
    day = edition.earliest if edition else None
    if day is None or not 1970 <= day.year <= 9999:
        return 0
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())

"""The part of a pull request's check that holds a token: fetches the report of a run, and posts the comment.

The report was written by somebody else's code and is read as hostile: limited in size, never unpacked onto the disk,
its number believed only where the forge says the same. Python alone, so that nothing is installed beside the token.

Usage: pull_request.py fetch FOLDER | post FILE NUMBER
Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN; for `fetch` RUN_ID, HEAD_SHA, HEAD_REPOSITORY too.
`fetch` writes findings.json and diff.md and prints `number=N`, or writes nothing where there is nothing to comment on.
"""

import io
import json
import os
import re
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ARTEFACT = "change"
MOST_BYTES = 2_000_000
MOST_PAGES = 30
PER_PAGE = 100
AUTHOR = "github-actions[bot]"


class Refused(Exception):
    """What was found is not what it must be; the message is one sentence."""


def request(path: str, *, method: str = "GET", body: Any = None, limit: int = 10_000_000) -> bytes:
    """Ask the forge's API; raises `Refused` where it says no or answers with more than `limit` bytes."""
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(f"{os.environ['GITHUB_API_URL']}/{path}", data=data, method=method)
    asked.add_header("Accept", "application/vnd.github+json")
    # The forge sends downloads on to another host, which must not see the token.
    asked.add_unredirected_header("Authorization", f"Bearer {os.environ['GITHUB_TOKEN']}")
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            found: bytes = answer.read(limit + 1)
    except urllib.error.HTTPError as error:
        raise Refused(f"{method} {path}: {error.code} {error.reason}") from error
    if len(found) > limit:
        raise Refused(f"{method} {path}: more than {limit} bytes")
    return found


def listed(path: str, key: str = "") -> Iterator[dict[str, Any]]:
    """The items of a list of the API, page by page."""
    for page in range(1, MOST_PAGES + 1):
        found = json.loads(request(f"{path}?per_page={PER_PAGE}&page={page}"))
        items = found[key] if key else found
        yield from items
        if len(items) < PER_PAGE:
            return


# The report -----------------------------------------------------------------------------------------


def fetch(folder: Path) -> None:
    """Write the report of the run into the folder, if it belongs to an open pull request at this very commit."""
    repository, run_id = os.environ["GITHUB_REPOSITORY"], os.environ["RUN_ID"]
    if not run_id.isdecimal():
        raise Refused("RUN_ID is no number")
    artefacts = [item for item in listed(f"repos/{repository}/actions/runs/{run_id}/artifacts", "artifacts")
                 if item["name"] == ARTEFACT and not item["expired"]]
    if not artefacts:
        print("The run left no report.", file=sys.stderr)
        return
    if artefacts[0]["size_in_bytes"] > MOST_BYTES:
        raise Refused(f"the report takes more than {MOST_BYTES} bytes")
    archive = request(f"repos/{repository}/actions/artifacts/{int(artefacts[0]['id'])}/zip", limit=MOST_BYTES)
    files = read_archive(archive)
    number = pull_request_number(files.pop("number", b""))
    if "findings.json" not in files:
        raise Refused("the report has no findings; the log of the check says why")
    if not is_at_this_commit(repository, number):
        print(f"Pull request {number} is closed, or is at another commit by now.", file=sys.stderr)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    print(f"number={number}")


def read_archive(data: bytes) -> dict[str, bytes]:
    """The files of a report by name; others are left alone. Nothing is unpacked beyond the limit, or onto the disk."""
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name, limit in (("number", 20), ("findings.json", MOST_BYTES), ("diff.md", MOST_BYTES)):
                if name in archive.NameToInfo:
                    with archive.open(name) as file:
                        found[name] = file.read(limit + 1)
                    if len(found[name]) > limit:
                        raise Refused(f"{name} takes more than {limit} bytes")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused("the report is no archive that can be read") from error
    return found


def pull_request_number(data: bytes) -> int:
    """The number in a report's file `number`."""
    match = re.fullmatch(rb"([1-9][0-9]{0,9})\n?", data)
    if not match:
        raise Refused("the report has no number of a pull request")
    return int(match[1])


def is_at_this_commit(repository: str, number: int) -> bool:
    """Whether the forge says that this pull request is open and stands at the commit that the run checked.

    A report that names somebody else's pull request stops here.
    """
    pull = json.loads(request(f"repos/{repository}/pulls/{number}"))
    head = pull["head"]
    return bool(pull["state"] == "open" and head["sha"] == os.environ["HEAD_SHA"]
                and (head["repo"] or {}).get("full_name") == os.environ["HEAD_REPOSITORY"])


# The comment ----------------------------------------------------------------------------------------


def post(file: Path, number: int) -> None:
    """Make this the one comment of ours on the pull request; it is found again by its first line."""
    repository, text = os.environ["GITHUB_REPOSITORY"], file.read_text(encoding="utf-8")
    marker = text.partition("\n")[0]
    ours = [item["id"] for item in listed(f"repos/{repository}/issues/{number}/comments")
            if item["user"] and item["user"]["login"] == AUTHOR and (item["body"] or "").startswith(marker)]
    if ours:
        request(f"repos/{repository}/issues/comments/{int(ours[0])}", method="PATCH", body={"body": text})
    else:
        request(f"repos/{repository}/issues/{number}/comments", method="POST", body={"body": text})


def main(arguments: list[str]) -> int:
    """Run `fetch FOLDER` or `post FILE NUMBER`; returns the exit code."""
    try:
        match arguments:
            case ["fetch", folder]:
                fetch(Path(folder))
            case ["post", file, number] if re.fullmatch("[1-9][0-9]{0,9}", number):
                post(Path(file), int(number))
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except Refused as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

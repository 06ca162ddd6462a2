"""The walk-throughs of the editors' guide, played: their files written, their commands run, what is then said kept.

Owns how an example of the guide changes a project. Knows the command line, no wording. Each `###` part begins where its
`##` chapter began; a chapter begins where the last part of the one before it ended.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from click.testing import CliRunner

from generator.adapters.cli import dossier
from tests.support.cases import _changed, parse_case

_PIECE = re.compile(
    r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$|^(?P<level>##+) (?P<title>[^\n]+)$|(?P<quoted>(?:^>[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="(?P<in>in )?(?P<path>[^"]+)"')
_IDENTITY = ("-c", "user.name=editor", "-c", "user.email=editor@example.org")

#: Chapters with walk-throughs, and what is different in their dossier at the start: path, text, other text.
CHAPTERS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "Add an article": (),
    "Correct a date": (("content/events/bergen-talks.yml", "date: 2021-03-06", "date: 2021-03-07"),),
    "Dispute a claim": (),
}


@dataclass(frozen=True)
class Shown:
    """What the guide shows, and what the program says at this point: both whole, without the last line end."""

    kind: Literal["console", "comment"]
    part: str
    shown: str
    said: str


def play(text: str, folder: Path, home: Path) -> Iterator[Shown]:
    """Play all chapters below a folder; the article lies in `Downloads` of the given home."""
    start: dict[str, bytes] = {path: data.encode() for path, data in parse_case("--- expect\n").files.items()}
    chapter, part = "", ""
    project: Path | None = None
    is_begun = False
    for number, match in enumerate(_PIECE.finditer(text)):
        if match["level"]:
            if match["level"] == "##":
                start = _files(project) if project else start
                chapter = match["title"]
            part, is_begun = match["title"], False
        elif chapter in CHAPTERS:
            if not is_begun or project is None:
                project, is_begun = folder / str(number), True
                _begin(project, _different(start, chapter))
            yield from _piece(match, part, project, home)


def _piece(match: re.Match[str], part: str, project: Path, home: Path) -> Iterator[Shown]:
    if match["quoted"]:
        shown = "\n".join(line.removeprefix(">").removeprefix(" ") for line in match["quoted"].splitlines())
        yield Shown("comment", part, shown, _comment(project))
        return
    language, title = match["info"].split(" ")[0], _TITLE.search(match["info"])
    if language == "console":
        commands = re.findall(r"^\$ (.+)$", match["body"], re.MULTILINE)
        said = "\n".join(f"$ {command}\n{_run(command, project, home)}" for command in commands)
        yield Shown("console", part, match["body"].rstrip("\n"), said.rstrip("\n"))
    elif title:
        _write(language, title["path"], bool(title["in"]), match["body"], project, home)


def _begin(project: Path, files: Mapping[str, bytes]) -> None:
    """A repository with these files, committed on its branch `main`."""
    for path, data in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)
    for arguments in (("init", "--quiet", "--initial-branch=main"), ("add", "--all"),
                      (*_IDENTITY, "commit", "--quiet", "--message=Before")):
        subprocess.run(("git", *arguments), cwd=project, check=True, capture_output=True)


def _different(files: Mapping[str, bytes], chapter: str) -> dict[str, bytes]:
    found = dict(files)
    for path, old, new in CHAPTERS[chapter]:
        text = found[path].decode()
        assert text.count(old) == 1, f"{path}: {old}"
        found[path] = text.replace(old, new).encode()
    return found


def _files(project: Path) -> dict[str, bytes]:
    return {path.relative_to(project).as_posix(): path.read_bytes() for folder in ("content", "seeds")
            for path in sorted((project / folder).rglob("*")) if path.is_file()}


def _run(command: str, project: Path, home: Path) -> str:
    words = [word.strip('"').replace("~", str(home), 1) for word in re.findall(r'"[^"]*"|\S+', command)]
    assert words[0] == "dossier", command
    result = CliRunner().invoke(dossier, [*words[1:], "--project", str(project)])
    assert result.exit_code in (0, 1), result.output
    return result.output.rstrip("\n") + "\n"


def _comment(project: Path) -> str:
    """The comment that a pull request with the files as they are now gets."""
    findings, change = project.parent / f"{project.name}.json", project.parent / f"{project.name}.md"
    for path, command in ((findings, ("check", "--format", "json")), (change, ("diff", "main", "--format", "markdown"))):
        result = CliRunner().invoke(dossier, [*command, "--project", str(project)])
        path.write_text(result.stdout, encoding="utf-8")
    result = CliRunner().invoke(dossier, ["comment", "--findings", str(findings), "--diff", str(change)])
    assert result.exit_code == 0, result.output
    return result.stdout


def _write(language: str, path: str, is_added: bool, body: str, project: Path, home: Path) -> None:
    if language == "text":
        _save(home / "Downloads" / path, body)
        return
    place = project / path
    before = place.read_text(encoding="utf-8") if place.is_file() else ""
    text = _changed(before, body) if language == "diff" else added(before, body) if is_added else body
    _save(place, text)
    # An article that no command took in was uploaded.
    for name in re.findall(r"^seed: (.+)$", text, re.MULTILINE):
        if not (project / "seeds" / name).is_file():
            _save(project / "seeds" / name, (home / "Downloads" / name).read_text(encoding="utf-8"))


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def added(text: str, body: str) -> str:
    """A record with further fields at its end; a list that it has already gets longer."""
    for chunk in re.findall(r"^[a-z0-9_]+:.*\n(?:[ -].*\n)*", body, re.MULTILINE):
        head, _, items = chunk.partition("\n")
        found = re.search(rf"^{re.escape(head)}\n(?:[ -].*\n)*", text, re.MULTILINE) if head.endswith(":") else None
        text = text[:found.end()] + items + text[found.end():] if found else text + chunk
    return text

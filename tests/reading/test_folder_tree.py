"""From disk to a tree: what is read, what is refused, and that nothing outside the two folders is touched."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostics
from generator.model.tree import Tree
from generator.reading import folder_tree
from generator.reading.file_rules import MAX_FILE_BYTES
from generator.reading.folder_tree import load_tree
from generator.reading.yaml_text import MAX_YAML_BYTES


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    path = tmp_path / "project"
    for folder in ("content/events", "content/actors", "seeds"):
        (path / folder).mkdir(parents=True)
    (path / "content/dossier.yml").write_bytes(b"format: 1\n")
    return path


def load(project_path: Path) -> tuple[Tree, list[str]]:
    diagnostics = Diagnostics()
    tree = load_tree(project_path, diagnostics)
    return tree, [f"{found.span} {found.code} {found.hint}".rstrip() for found in diagnostics]


def link(path: Path, target: Path | str) -> None:
    try:
        path.symlink_to(target)
    except (OSError, NotImplementedError):
        pytest.skip("symbolic links cannot be made here")


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


# What is read


def test_files_of_both_folders_are_read_byte_for_byte_in_order(project_path: Path) -> None:
    (project_path / "seeds/avisa.txt").write_bytes(b"\xef\xbb\xbfSeks\r\ntimer\xff")
    (project_path / "content/events/b.yml").write_bytes(b"b")
    (project_path / "content/events/a.yml").write_bytes(b"a")
    (project_path / "README.md").write_bytes(b"outside both folders")
    tree, findings = load(project_path)
    assert findings == []
    assert list(tree.items()) == [
        ("content/dossier.yml", b"format: 1\n"),
        ("content/events/a.yml", b"a"),
        ("content/events/b.yml", b"b"),
        ("seeds/avisa.txt", b"\xef\xbb\xbfSeks\r\ntimer\xff"),
    ]


def test_missing_folders_are_an_empty_tree(tmp_path: Path) -> None:
    assert load(tmp_path) == (Tree({}), [])
    assert load(tmp_path / "nowhere") == (Tree({}), [])


@pytest.mark.parametrize("name", [
    ".hidden.yml", "a.yml~", "#a.yml#", ".a.yml.swp", "a.yml.bak", "a.yml.orig", "~$a.yml",
])  # fmt: skip
def test_hidden_files_and_backups_are_ignored(project_path: Path, name: str) -> None:
    (project_path / "content/events" / name).write_bytes(b"x")
    (project_path / "content/.cache").mkdir()
    (project_path / "content/.cache/a.yml").write_bytes(b"x")
    tree, findings = load(project_path)
    assert (list(tree), findings) == (["content/dossier.yml"], [])


# Links


def test_a_link_to_a_file_of_the_dossier_is_followed(project_path: Path) -> None:
    link(project_path / "seeds/avisa.txt", "../content/dossier.yml")
    tree, findings = load(project_path)
    assert tree["seeds/avisa.txt"] == b"format: 1\n"
    assert findings == []


@pytest.mark.parametrize("target", [
    "../../secret.txt", "/etc/passwd", "/dev/zero", "../../gone", "../README.md", "../..", "..",
])  # fmt: skip
def test_a_link_that_leaves_the_dossier_is_refused(project_path: Path, target: str) -> None:
    (project_path.parent / "secret.txt").write_bytes(b"secret")
    (project_path / "README.md").write_bytes(b"in the project, but not in the dossier")
    link(project_path / "seeds/avisa.txt", target)
    tree, findings = load(project_path)
    assert (list(tree), findings) == (["content/dossier.yml"], ["seeds/avisa.txt:1:1 path-outside"])


def test_a_link_to_a_folder_beside_whose_name_begins_alike_is_refused(project_path: Path) -> None:
    (project_path / "seeds-private").mkdir()
    (project_path / "seeds-private/a.txt").write_bytes(b"secret")
    link(project_path / "seeds/a.txt", "../seeds-private/a.txt")
    assert load(project_path)[1] == ["seeds/a.txt:1:1 path-outside"]


def test_a_folder_that_is_a_link_out_is_refused(project_path: Path) -> None:
    outside = project_path.parent / "outside"
    outside.mkdir()
    (outside / "a.yml").write_bytes(b"secret")
    link(project_path / "content/places", outside)
    (project_path / "seeds").rmdir()
    link(project_path / "seeds", outside)
    tree, findings = load(project_path)
    assert list(tree) == ["content/dossier.yml"]
    assert findings == ["content/places:1:1 path-outside", "seeds:1:1 path-outside"]


def test_links_between_folders_cannot_go_round(project_path: Path) -> None:
    link(project_path / "content/events/actors", "../actors")
    link(project_path / "content/actors/events", "../events")
    link(project_path / "content/actors/self", ".")
    tree, findings = load(project_path)
    assert list(tree) == ["content/dossier.yml"]
    assert findings == [
        f"content/{path}:1:1 file-unreadable folder-link"
        for path in ("actors/events", "actors/self", "events/actors")
    ]


def test_a_link_to_itself_and_a_broken_one_are_unreadable(project_path: Path) -> None:
    link(project_path / "seeds/loop.txt", "loop.txt")
    link(project_path / "seeds/gone.txt", "nowhere.txt")
    tree, findings = load(project_path)
    assert list(tree) == ["content/dossier.yml"]
    assert findings == [
        "seeds/gone.txt:1:1 file-unreadable broken-link", "seeds/loop.txt:1:1 file-unreadable link-loop",
    ]


def test_a_project_reached_by_a_link_is_read(project_path: Path) -> None:
    link(project_path.parent / "alias", project_path)
    assert load(project_path.parent / "alias") == load(project_path)


# What is no ordinary file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_a_fifo_is_refused_without_waiting(project_path: Path) -> None:
    os.mkfifo(project_path / "seeds/pipe.txt")
    assert load(project_path)[1] == ["seeds/pipe.txt:1:1 file-unreadable not-a-file"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in folders on this system")
def test_a_socket_is_refused(project_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project_path / "seeds")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert load(project_path)[1] == ["seeds/s.txt:1:1 file-unreadable not-a-file"]


def test_a_file_in_a_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").write_bytes(b"a: b")
    assert load(tmp_path) == (Tree({}), ["content:1:1 file-unreadable not-a-folder"])


# Size


@pytest.mark.parametrize(("name", "limit"), [
    ("content/events/a.yml", MAX_YAML_BYTES), ("content/events/a.yaml", MAX_YAML_BYTES),
    ("seeds/a.txt", MAX_FILE_BYTES), ("content/map.json", MAX_FILE_BYTES),
])  # fmt: skip
def test_size_is_allowed_to_its_limit_and_not_beyond(project_path: Path, name: str, limit: int) -> None:
    sparse(project_path / name, limit)
    assert len(load(project_path)[0][name]) == limit
    sparse(project_path / name, limit + 1)
    tree, findings = load(project_path)
    assert (name in tree, findings) == (False, [f"{name}:1:1 file-too-large"])


def test_a_huge_file_is_never_read(project_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sparse(project_path / "content/events/huge.yml", 50_000_000)
    asked: list[int] = []
    monkeypatch.setattr(folder_tree, "_read_open_file", lambda *_: asked.append(1) or b"")
    load(project_path)
    assert len(asked) == 1, "the small file alone is read"


# Errors and names


@pytest.mark.parametrize(("broken", "place"), [("open", "content/dossier.yml"), ("scandir", "content")])
def test_what_may_not_be_read_is_reported(
    project_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, place: str
) -> None:
    def refuse(path: str, *_: object) -> object:
        if Path(path) == project_path.resolve() / place:
            raise PermissionError(13, "no")
        return original(path, *_)

    original: Callable[..., object] = getattr(os, broken)
    monkeypatch.setattr(folder_tree.os, broken, refuse)
    tree, findings = load(project_path)
    assert (list(tree), findings) == ([], [f"{place}:1:1 file-unreadable permission"])


@pytest.mark.parametrize("names", [
    ("Oslo.yml", "oslo.yml"), ("stra\u00dfe.yml", "strasse.yml"), ("\u00e9.yml", "e\u0301.yml"),
])  # fmt: skip
def test_names_that_some_disks_hold_for_one_are_reported(project_path: Path, names: tuple[str, str]) -> None:
    first, second = sorted(names)
    for name in names:
        (project_path / "content/events" / name).write_bytes(b"a: b")
    if len(os.listdir(project_path / "content/events")) < 2:
        pytest.skip("this disk itself takes the two names for one")
    diagnostics = Diagnostics()
    tree = load_tree(project_path, diagnostics)
    [finding] = diagnostics
    assert len(tree) == 3
    assert (str(finding.span), finding.code) == (f"content/events/{second}:1:1", "file-name-case")
    assert str(finding.related[0].span) == f"content/events/{first}:1:1"


def test_folders_that_differ_in_case_are_reported(project_path: Path) -> None:
    (project_path / "content/Events").mkdir(exist_ok=True)
    if len(os.listdir(project_path / "content")) < 4:
        pytest.skip("this disk itself takes the two names for one")
    assert load(project_path)[1] == ["content/events:1:1 file-name-case"]


@pytest.mark.parametrize("name", [b"\xe9.yml", b"a\nb.yml", b"a\\b.yml", b"\xe2\x80\xaea.yml"])
def test_names_that_cannot_be_shown_are_refused(project_path: Path, name: bytes) -> None:
    path = os.fsencode(project_path / "content/events") + b"/" + name
    try:
        Path(os.fsdecode(path)).write_bytes(b"a: b")
    except (OSError, ValueError):
        pytest.skip("this disk refuses the name")
    tree, findings = load(project_path)
    assert list(tree) == ["content/dossier.yml"]
    assert len(findings) == 1 and findings[0].endswith(" file-name characters")
    assert findings[0].isascii() and findings[0].isprintable()


# The tree itself


def test_a_tree_is_made_of_texts_and_bytes_and_stays_as_it_is() -> None:
    files: dict[str, bytes | str] = {"seeds/b.txt": b"\xff", "content/a.yml": "a: é"}
    tree = Tree.of(files)
    files["seeds/c.txt"] = "late"
    assert dict(tree) == {"content/a.yml": b"a: \xc3\xa9", "seeds/b.txt": b"\xff"}
    assert tree == Tree.of(dict(sorted(tree.items(), reverse=True)))
    assert tree.get("seeds/c.txt") is None
    with pytest.raises(TypeError):
        tree["seeds/c.txt"] = b""  # type: ignore[index]


def test_files_below_a_folder_are_those_whose_path_passes_it() -> None:
    below = ["content/events/a.yml", "content/events/d/b.yml"]
    tree = Tree.of(dict.fromkeys([*below, "content/events.yml", "content/events-old/c.yml", "seeds/a"], ""))
    assert tree.files_below("content/events") == tuple(below)
    assert tree.files_below("content/events/") == tree.files_below("content/events")
    assert len(tree.files_below("content")) == 4
    assert tree.files_below("content/places") == ()

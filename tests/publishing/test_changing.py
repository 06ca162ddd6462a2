"""Changes to files that somebody works on: all of them or none."""

from pathlib import Path

import pytest

from generator.publishing import writing
from generator.publishing.writing import WriteError, change_files

BEFORE = {"a.yml": b"a", "b.yml": b"b", "c/d.yml": b"d"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the files."""
    for path, data in BEFORE.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_made_and_removed(folder: Path) -> None:
    change_files(folder, BEFORE, {"a.yml": b"A", "e/f.yml": b"new"}, ["c/d.yml"])
    assert held(folder) == {"a.yml": b"A", "b.yml": b"b", "e/f.yml": b"new"}


def test_a_file_that_was_changed_meanwhile_stops_everything(folder: Path) -> None:
    (folder / "b.yml").write_bytes(b"by another")
    with pytest.raises(WriteError, match="b.yml"):
        change_files(folder, BEFORE, {"a.yml": b"A", "b.yml": b"B"})
    assert held(folder) == {**BEFORE, "b.yml": b"by another"}


def test_a_new_file_takes_nobodys_place(folder: Path) -> None:
    (folder / "new.yml").write_bytes(b"by another")
    with pytest.raises(WriteError):
        change_files(folder, BEFORE, {"new.yml": b"mine"})
    assert held(folder)["new.yml"] == b"by another"


def test_nothing_is_written_through_a_link(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.yml"
    outside.write_bytes(b"a")
    (folder / "a.yml").unlink()
    (folder / "a.yml").symlink_to(outside)
    with pytest.raises(WriteError):
        change_files(folder, BEFORE, {"a.yml": b"A"})
    assert outside.read_bytes() == b"a"


@pytest.mark.parametrize("path", ["../x.yml", "/x.yml", "a//b", "c/../x.yml"])
def test_nothing_is_written_outside(folder: Path, path: str) -> None:
    with pytest.raises(WriteError):
        change_files(folder, BEFORE, {path: b"A"})
    assert held(folder) == BEFORE


def test_a_disk_that_refuses_half_way_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = writing._replace
    refused: list[Path] = []

    def replace(path: Path, data: bytes) -> None:
        if path.name == "b.yml" and not refused:
            refused.append(path)
            raise OSError(28, "full", str(path))
        whole(path, data)

    monkeypatch.setattr(writing, "_replace", replace)
    with pytest.raises(WriteError):
        change_files(folder, BEFORE, {"a.yml": b"A", "new.yml": b"n", "b.yml": b"B"}, ["c/d.yml"])
    assert held(folder) == BEFORE

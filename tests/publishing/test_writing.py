"""Writing: only what changed, only below the folder, and whole."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.outputs import OutputFile
from generator.publishing import writing
from generator.publishing.writing import CopiedFile, WriteError, write_bytes, write_files

FILES = (OutputFile("index.md", "# Home\n"), OutputFile("events/oslo-talks.md", "# Talks\n"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "build" / "pages"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "build" / "pages.json"


def _state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
            for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_with_their_folders(root: Path, manifest: Path) -> None:
    report = write_files(FILES, root, manifest)
    assert report.written == ("events/oslo-talks.md", "index.md")
    assert (root / "events/oslo-talks.md").read_bytes() == b"# Talks\n"


def test_writing_twice_touches_nothing(root: Path, manifest: Path) -> None:
    write_files(FILES, root, manifest)
    before = _state(root.parent)
    report = write_files(FILES, root, manifest)
    assert not report.has_changes
    assert report.unchanged == ("events/oslo-talks.md", "index.md")
    assert _state(root.parent) == before


def test_one_change_writes_one_file(root: Path, manifest: Path) -> None:
    write_files(FILES, root, manifest)
    report = write_files((FILES[0], OutputFile("events/oslo-talks.md", "# Other\n")), root, manifest)
    assert (report.written, report.unchanged, report.removed) == (("events/oslo-talks.md",), ("index.md",), ())


def test_what_is_no_longer_made_goes_with_its_empty_folder(root: Path, manifest: Path) -> None:
    write_files(FILES, root, manifest)
    report = write_files(FILES[:1], root, manifest)
    assert report.removed == ("events/oslo-talks.md",)
    assert not (root / "events").exists()


def test_what_somebody_else_put_there_stays(root: Path, manifest: Path) -> None:
    write_files(FILES, root, manifest)
    (root / "events" / "notes.txt").write_text("mine")
    write_files(FILES[:1], root, manifest)
    assert (root / "events" / "notes.txt").read_text() == "mine"


def test_a_file_that_was_damaged_is_written_again(root: Path, manifest: Path) -> None:
    write_files(FILES, root, manifest)
    (root / "index.md").write_text("# Hame\n")
    assert write_files(FILES, root, manifest).written == ("index.md",)


@pytest.mark.parametrize("uri", [
    "../out.md", "/etc/out.md", "a/../../out.md", "a\\b.md", "C:/out.md", "", "a//b.md", "./a.md", "a\0.md", "a./b",
])
def test_an_address_that_leads_elsewhere_is_refused(uri: str, root: Path, manifest: Path) -> None:
    with pytest.raises(WriteError):
        write_files([OutputFile(uri, "x")], root, manifest)
    assert not root.exists() or not any(root.iterdir())


@given(st.text(max_size=30))
def test_no_address_ever_writes_outside(tmp_path_factory: pytest.TempPathFactory, uri: str) -> None:
    base = tmp_path_factory.mktemp("write")
    root = base / "deep" / "pages"
    try:
        write_files([OutputFile(uri, "x")], root, base / "manifest.json")
    except WriteError:
        return
    written = [path for path in base.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert len(written) == 1
    assert root.resolve() in written[0].resolve().parents


@pytest.mark.parametrize("uris", [("a.md", "a.md"), ("a.md", "A.md")])
def test_two_files_of_one_name_are_refused(uris: tuple[str, str], root: Path, manifest: Path) -> None:
    with pytest.raises(WriteError, match="two files"):
        write_files([OutputFile(uri, uri) for uri in uris], root, manifest)


@pytest.mark.parametrize("link", ["index.md", "events"])
def test_a_link_is_never_written_through(link: str, root: Path, manifest: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "oslo-talks.md").write_text("untouched")
    root.mkdir(parents=True)
    (root / link).symlink_to(outside if link == "events" else outside / "oslo-talks.md")
    with pytest.raises(WriteError, match="symbolic link"):
        write_files(FILES, root, manifest)
    assert (outside / "oslo-talks.md").read_text() == "untouched"


def test_a_manifest_cannot_have_anything_removed_outside(root: Path, manifest: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    manifest.parent.mkdir()
    manifest.write_text('{"format": 1, "files": ["../../kept.txt", 3]}')
    assert write_files(FILES, root, manifest).removed == ()
    assert kept.exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', "\x00", "[" * 100_000])
def test_a_damaged_manifest_counts_as_none(text: str, root: Path, manifest: Path) -> None:
    manifest.parent.mkdir()
    manifest.write_text(text)
    assert len(write_files(FILES, root, manifest).written) == 2


def test_a_full_disk_is_said_and_leaves_the_old_file(
    root: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(FILES, root, manifest)

    def fail(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(root / "index.md"))

    monkeypatch.setattr(writing.os, "replace", fail)
    with pytest.raises(WriteError, match="no space left"):
        write_files([OutputFile("index.md", "# New\n"), FILES[1]], root, manifest)
    assert (root / "index.md").read_bytes() == b"# Home\n"
    assert not list(root.rglob("*.part"))


@pytest.mark.parametrize(("code", "said"), [(errno.ENOSPC, "there is no space left for 'here'"), (errno.EACCES, "'here' may")])
def test_where_a_copy_fails_its_place_is_named_and_not_the_source(code: int, said: str, tmp_path: Path) -> None:
    # As `shutil.copyfile` and `os.replace` raise it: first where the bytes come from.
    error = OSError(code, os.strerror(code), "source", None, "here")
    assert writing.explain(error, tmp_path).startswith(said)


def test_what_an_interrupted_run_wrote_is_known_to_the_next(
    root: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = os.replace, []

    def stop_at_third(source: Path, target: Path) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(writing.os, "replace", stop_at_third)
    with pytest.raises(KeyboardInterrupt):
        write_files(FILES, root, manifest)
    monkeypatch.undo()
    assert (root / "index.md").exists()
    write_files([OutputFile("about.md", "x")], root, manifest)
    assert [path.name for path in root.rglob("*") if path.is_file()] == ["about.md"]


def test_what_a_killed_run_left_half_written_goes_and_nothing_else(
    root: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(FILES, root, manifest)
    (root / ".notes.part").write_bytes(b"somebody's own")
    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", lambda *arguments, **options: None)
        killed.setattr(writing.os, "replace", lambda *arguments: None)
        write_files([OutputFile("actors/half.md", "half")], root, manifest)
    assert len(list(root.rglob("*.part"))) > 1
    write_files(FILES, root, manifest)
    assert [path.name for path in root.rglob("*.part")] == [".notes.part"]


def test_bytes_pass_through_and_odd_text_does_not_end_the_run(root: Path, manifest: Path) -> None:
    write_files([CopiedFile("a.png", b"\x89PNG\xff"), OutputFile("b.md", "lone \ud800")], root, manifest)
    assert (root / "a.png").read_bytes() == b"\x89PNG\xff"
    assert (root / "b.md").read_bytes() == b"lone ?"


def test_a_single_file_is_written_whole_with_its_folder(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a" / "b.json", b"{}")
    assert (tmp_path / "a" / "b.json").read_bytes() == b"{}"
    with pytest.raises(WriteError):
        write_bytes(tmp_path / "a" / "b.json" / "c", b"{}")

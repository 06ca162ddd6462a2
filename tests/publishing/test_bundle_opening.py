"""Bundles from anybody: what is no bundle, or one made to do harm, is refused with a reason and nothing is written."""

import hashlib
import os
import struct
import zipfile
from pathlib import Path

import pytest

from generator.publishing.bundle import opening
from generator.publishing.bundle.opening import BundleError, DamagedFile, open_bundle

def make_zip(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def refusal(path: Path) -> str:
    """The reason for which a bundle is not opened."""
    with pytest.raises(BundleError) as raised, open_bundle(path):
        pass
    assert not isinstance(raised.value, DamagedFile)
    return str(raised.value)


def test_a_zip_and_its_folder_hold_the_same(tmp_path: Path) -> None:
    large = os.urandom(3_000_000)
    path = make_zip(tmp_path / "a.zip", ("b/å.txt", b"1"), ("b/data/c", large))
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    for place in (path, tmp_path / "b"):
        with open_bundle(place) as bundle:
            assert bundle.top == "b"
            assert list(bundle.files) == ["data/c", "å.txt"]
            assert bundle.read("å.txt") == b"1"
            assert bundle.digest("data/c") == hashlib.sha256(large).hexdigest()


NAMES = ["../a", "b/../../a", "/a", "b/./a", "b//a", "C:/a", "b\\..\\a", "\\\\host\\a", "b/a\x1b[2J", "b/a:stream"]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    said = refusal(make_zip(tmp_path / "a.zip", ("b/ok", b""), (name, b"")))
    assert "leads out" in said
    assert said.isprintable()


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/ok", b""), ("b/aXb", b""))
    path.write_bytes(path.read_bytes().replace(b"b/aXb", b"b/a\0b"))
    assert "leads out" in refusal(path)


def test_a_folder_that_climbs_is_refused(tmp_path: Path) -> None:
    assert "leads out" in refusal(make_zip(tmp_path / "a.zip", ("b/ok", b""), ("b/../../x/", b"")))


def _entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    return entry


@pytest.mark.parametrize(("mode", "said"), [(0o120777, "is a link"), (0o010644, "no plain file"), (0o020644, "no plain file")])
def test_links_and_devices_are_refused(tmp_path: Path, mode: int, said: str) -> None:
    assert said in refusal(make_zip(tmp_path / "a.zip", ("b/ok", b""), (_entry("b/link", mode), b"/etc/passwd")))


DOUBLES = [("b/a", "b/a"), ("b/a", "b/A"), ("b/\u00e5", "b/a\u030a"), ("b/a", "b/a/c")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", DOUBLES)
def test_two_files_of_one_place_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    said = refusal(make_zip(tmp_path / "a.zip", *((name, b"") for name in names)))
    assert "twice" in said or "a file and a folder" in said


def test_files_outside_one_top_folder_are_refused(tmp_path: Path) -> None:
    assert "top folder" in refusal(make_zip(tmp_path / "a.zip", ("b/a", b""), ("c/a", b"")))
    assert "top folder" in refusal(make_zip(tmp_path / "b.zip", ("b/a", b""), ("c", b"")))
    assert "top folder" in refusal(make_zip(tmp_path / "c.zip"))


def _patch_central(path: Path, offset: int, form: str, value: int) -> None:
    """Change a field of the last file's entry in the central directory (APPNOTE.TXT 4.3.12)."""
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, data.rindex(b"PK\x01\x02") + offset, value)
    path.write_bytes(data)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", b"1"))
    _patch_central(path, 8, "<H", 1)
    assert "encrypted" in refusal(path)


def test_other_compressions_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("b/a", b"1")
    assert "compressed" in refusal(tmp_path / "a.zip")


def test_a_file_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    assert "times its size" in refusal(make_zip(tmp_path / "a.zip", ("b/a", bytes(5_000_000))))


def test_more_than_a_bundle_can_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", b"1" * 50), ("b/c", b"1" * 50))
    monkeypatch.setattr(opening, "MOST_BYTES", 99)
    assert "unpacks to more" in refusal(path)
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    monkeypatch.setattr(opening, "MOST_FILES", 1)
    assert "2 files" in refusal(path)


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", os.urandom(900)), ("b/c", os.urandom(900)))
    # The second entry's bytes are the first one's: a small zip that unpacks to many times its size.
    _patch_central(path, 42, "<I", 0)
    assert "shares its bytes" in refusal(path)


@pytest.mark.parametrize("size", [0, 1_999])
def test_a_declared_size_that_lies_is_found_while_unpacking(tmp_path: Path, size: int) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", b"1" * 2_000))
    _patch_central(path, 24, "<I", size)
    with open_bundle(path) as bundle, pytest.raises(DamagedFile):
        bundle.digest("a")


def test_one_damaged_file_does_not_hide_the_others(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", os.urandom(500)), ("b/c", b"whole"))
    data = bytearray(path.read_bytes())
    data[200] ^= 255
    path.write_bytes(data)
    with open_bundle(path) as bundle:
        with pytest.raises(DamagedFile):
            bundle.read("a")
        assert bundle.read("c") == b"whole"


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", bytes(100)])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert "no zip" in refusal(tmp_path / "a.zip")


def test_a_zip_cut_anywhere_is_refused_or_told(tmp_path: Path) -> None:
    whole = make_zip(tmp_path / "a.zip", ("b/a", os.urandom(300)), ("b/c", b"2")).read_bytes()
    for length in range(len(whole)):
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        with pytest.raises(BundleError), open_bundle(tmp_path / "cut.zip"):
            pass


def test_a_file_that_no_memory_should_hold_is_hashed_but_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", os.urandom(3_000_000)))
    monkeypatch.setattr(opening, "MOST_HELD", 2_000_000)
    with open_bundle(path) as bundle:
        assert len(bundle.digest("a")) == 64
        with pytest.raises(BundleError):
            bundle.read("a")


# A folder ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "missing"])
def test_links_in_a_folder_are_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/link").symlink_to(target)
    assert "is a link" in refusal(tmp_path / "b")


def test_a_pipe_in_a_folder_does_not_hold_anybody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no plain file" in refusal(tmp_path)


def test_a_folder_with_more_than_a_bundle_can_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"12")
    monkeypatch.setattr(opening, "MOST_BYTES", 1)
    assert "more than a bundle" in refusal(tmp_path)

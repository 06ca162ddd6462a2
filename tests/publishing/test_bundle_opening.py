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
            assert bundle.digest_and_size("data/c") == (hashlib.sha256(large).hexdigest(), 3_000_000)


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
    assert "leads out" in refusal(make_zip(tmp_path / "a.zip", ("b/ok", b""), ("b/../../x/y", b"")))


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
    _patch(path, path.read_bytes().rindex(b"PK\x01\x02") + offset, form, value)


def _patch(path: Path, place: int, form: str, value: int) -> None:
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, place, value)
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


def test_many_files_that_together_unpack_to_far_more_are_refused(tmp_path: Path) -> None:
    entries = [(f"b/{number}", bytes(500_000)) for number in range(30)]
    assert "times its size" in refusal(make_zip(tmp_path / "a.zip", *entries))


def test_a_directory_that_no_memory_should_hold_is_not_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", b"1"))
    _patch(path, path.stat().st_size - 10, "<I", 2**31)
    assert "lists more" in refusal(path)


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


# What belongs to no file ------------------------------------------------------------------------------


def _small(folder: Path) -> Path:
    return make_zip(folder / "a.zip", ("b/a", b"first"), ("b/c", b"second"))


def test_what_stands_before_the_first_file_is_refused(tmp_path: Path) -> None:
    hidden = make_zip(tmp_path / "hidden.zip", ("b/index.html", b"another page")).read_bytes()
    for before in (hidden, b"x"):
        path = _small(tmp_path)
        path.write_bytes(before + path.read_bytes())
        assert "belongs to no file" in refusal(path)


def test_a_file_that_the_directory_does_not_list_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("b/a", "b/hidden", "b/c"):
            archive.writestr(name, b"1")
        del archive.filelist[1], archive.NameToInfo["b/hidden"]
    assert "belongs to no file" in refusal(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("b/a", "b/hidden"):
            archive.writestr(name, b"1")
        del archive.filelist[1], archive.NameToInfo["b/hidden"]
    assert "belongs to no file" in refusal(tmp_path / "a.zip")


def test_what_stands_behind_the_files_is_refused(tmp_path: Path) -> None:
    path = _small(tmp_path)
    path.write_bytes(path.read_bytes() + b"x")
    assert "no zip" in refusal(path)
    with zipfile.ZipFile(_small(tmp_path), "a") as archive:
        archive.comment = b"x"
    assert "no zip" in refusal(tmp_path / "a.zip")
    entry = _entry("b/a")
    entry.comment = b"x"
    assert "belongs to no file" in refusal(make_zip(tmp_path / "a.zip", (entry, b"1")))


def test_extra_fields_are_refused(tmp_path: Path) -> None:
    entry = _entry("b/a")
    entry.extra = b"\x99\x99\x04\x00junk"
    assert "belongs to no file" in refusal(make_zip(tmp_path / "a.zip", (entry, b"1")))


@pytest.mark.parametrize(("place", "form", "value"), [(6, "<H", 2), (8, "<H", 8), (14, "<I", 1), (18, "<I", 1), (30, "<B", 99)])
def test_a_header_that_says_anything_else_than_the_directory_is_refused(
    tmp_path: Path, place: int, form: str, value: int
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b/a", b"first")
    _patch(tmp_path / "a.zip", place, form, value)
    assert "belongs to no file" in refusal(tmp_path / "a.zip")


@pytest.mark.parametrize(("name", "mode"), [("b/data/", 0o040755), ("b/link/", 0o120777), ("other/", 0o040755), ("b/a/", 0o040755)])
def test_folders_of_their_own_are_refused(tmp_path: Path, name: str, mode: int) -> None:
    assert "a folder of its own" in refusal(make_zip(tmp_path / "a.zip", ("b/a", b""), (_entry(name, mode), b"data")))


@pytest.mark.parametrize("size", [0, 1_999])
def test_a_declared_size_that_lies_is_found_while_unpacking(tmp_path: Path, size: int) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", b"1" * 2_000))
    _patch_central(path, 24, "<I", size)
    _patch(path, 22, "<I", size)
    with open_bundle(path) as bundle, pytest.raises(DamagedFile):
        bundle.digest_and_size("a")


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
        assert bundle.digest_and_size("a")[1] == 3_000_000
        with pytest.raises(BundleError):
            bundle.read("a")


def test_files_are_held_up_to_a_limit_for_all_of_them(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", ("b/a", b"1" * 50), ("b/c", b"1" * 50))
    with open_bundle(path) as bundle:
        assert bundle.read_all(["a", "c"], 100) == {"a": b"1" * 50, "c": b"1" * 50}
        with pytest.raises(BundleError, match="'c'"):
            bundle.read_all(["a", "c"], 99)


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

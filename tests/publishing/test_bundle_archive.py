"""A bag as a zip: what RFC 8493 asks of its tag files, names that every system can hold, the same bytes again."""

import errno
import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from generator.publishing.bundle import archive as archiving
from generator.publishing.bundle.archive import LONGEST_PATH, check_names, write_archive
from generator.publishing.bundle.bag import Bag, make_bag, parse_manifest
from generator.publishing.writing import WriteError
from tests.support.tools import find_program, require_tool

PAYLOAD = {"site/index.html": b"<p>a", "site/100.txt": b"", "site/å b.txt": "å".encode()}
TAGS = {"START-HERE.html": b"start"}
EPOCH = 1_616_198_400


def bag() -> Bag:
    return make_bag(PAYLOAD, TAGS, [("Source-Organization", "An invented desk"), ("External-Description", "word " * 40)])


# The bag ----------------------------------------------------------------------------------------------


def test_the_declaration_is_the_two_lines_of_the_standard() -> None:
    assert bag().files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_the_manifest_lists_the_payload_and_the_tag_manifest_all_else_but_itself() -> None:
    files = bag().files
    listed, beside = parse_manifest(files["manifest-sha256.txt"]), parse_manifest(files["tagmanifest-sha256.txt"])
    assert set(listed) == {f"data/{path}" for path in PAYLOAD}
    assert set(beside) == {"START-HERE.html", "bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
    assert {*listed, *beside, "tagmanifest-sha256.txt"} == set(files)
    for path, digest in {**listed, **beside}.items():
        assert digest == hashlib.sha256(files[path]).hexdigest()


def test_what_other_programs_encode_in_manifests_is_read() -> None:
    assert list(parse_manifest(b"a" * 64 + b" *data/100%25%0A.txt\r\n")) == ["data/100%\n.txt"]


def test_the_information_counts_the_payload_and_folds_long_values() -> None:
    lines = bag().files["bag-info.txt"].decode().splitlines()
    assert lines[-1] == "Payload-Oxum: 6.3"
    assert max(map(len, lines)) <= 79
    assert sum(line.startswith("  word") for line in lines) > 1


def test_a_line_that_is_no_utf8_is_named_too() -> None:
    with pytest.raises(ValueError) as raised:
        parse_manifest(b"a" * 64 + b"  data/b\n" + b"c" * 64 + b"  data/\xff\n")
    assert raised.value.args == (2,)


@pytest.mark.parametrize("line", ["abc  data/a", "g" * 64 + "  data/a", "a" * 64, "a" * 64 + "  ", "", "c" * 64 + "  data/b"])
def test_what_is_no_line_of_a_manifest_is_named_by_its_number(line: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_manifest(f"{'a' * 64}  data/b\n{line}\n".encode())
    assert raised.value.args == (2,)


def test_sha256sum_accepts_the_manifests(tmp_path: Path) -> None:
    sha256sum = require_tool("sha256sum", find_program("sha256sum"), "install coreutils")
    write_archive(tmp_path / "b.zip", "b", bag().files, EPOCH)
    shutil.unpack_archive(tmp_path / "b.zip", tmp_path)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run([sha256sum, "--check", "--strict", name], cwd=tmp_path / "b", capture_output=True)
        assert done.returncode == 0, done.stderr
    (tmp_path / "b/data/site/index.html").write_bytes(b"<p>b")
    assert subprocess.run([sha256sum, "--check", "manifest-sha256.txt"], cwd=tmp_path / "b", capture_output=True).returncode


# The zip ----------------------------------------------------------------------------------------------


def test_the_order_of_the_files_does_not_show(tmp_path: Path) -> None:
    files = dict(bag().files)
    first = write_archive(tmp_path / "1.zip", "b", files, EPOCH)
    second = write_archive(tmp_path / "2.zip", "b", dict(reversed(files.items())), EPOCH)
    assert first == second == hashlib.sha256((tmp_path / "2.zip").read_bytes()).hexdigest()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert {entry.filename.partition("/")[0] for entry in archive.infolist()} == {"b"}
        assert {entry.date_time for entry in archive.infolist()} == {(2021, 3, 20, 0, 0, 0)}
        assert archive.testzip() is None


@pytest.mark.parametrize("epoch", [-1, 0, 2**40])
def test_a_day_that_no_zip_can_name_becomes_the_nearest(tmp_path: Path, epoch: int) -> None:
    write_archive(tmp_path / "a.zip", "b", {"a": b""}, epoch)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.infolist()[0].date_time[0] in (1980, 2107)


BAD_NAMES = ["con", "aux.txt", "a/NUL", "COM1.html", "lpt¹", "a:b", "a\\b", "a/../b", "/a", "a//b", "a ", "a.", "a?", "a\x01", "a\x7f"]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_some_system_cannot_hold_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError):
        write_archive(tmp_path / "a.zip", "b", {name: b""}, EPOCH)
    assert list(tmp_path.iterdir()) == []


def test_a_percent_sign_which_sha256sum_would_not_find_is_refused_with_the_file() -> None:
    with pytest.raises(WriteError, match="'b/data/100%.txt' has a percent sign"):
        check_names("b", {"data/100%.txt": b""})


def test_more_than_can_be_opened_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("MOST_FILES", 1), ("MOST_BYTES", 3)):
        with monkeypatch.context() as fewer, pytest.raises(WriteError, match="at most"):
            fewer.setattr(archiving, name, most)
            check_names("b", {"a": b"12", "c": b"34"})


def test_paths_are_shorter_than_180_characters() -> None:
    check_names("b", {"a" * (LONGEST_PATH - 2): b""})
    with pytest.raises(WriteError):
        check_names("b", {"a" * (LONGEST_PATH - 1): b""})
    assert LONGEST_PATH < 180


@pytest.mark.parametrize("names", [("a", "A"), ("s/ß", "s/SS"), ("\u00e5", "a\u030a")])
def test_two_names_that_some_disk_takes_for_one_are_refused(names: tuple[str, str]) -> None:
    with pytest.raises(WriteError):
        check_names("b", dict.fromkeys(names, b""))


@pytest.mark.parametrize("code", ["ENOSPC", "EACCES"])
def test_a_disk_that_refuses_leaves_the_last_zip_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    path = tmp_path / "a.zip"
    before = write_archive(path, "b", {"a": b"1"}, EPOCH)

    def refuse(*arguments: object) -> None:
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)))

    monkeypatch.setattr(archiving.os, "fsync", refuse)
    with pytest.raises(WriteError):
        write_archive(path, "b", {"a": b"2"}, EPOCH)
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_what_an_interrupted_run_left_is_overwritten_and_no_link_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / ".a.zip.part").symlink_to(other)
    write_archive(tmp_path / "a.zip", "b", {"a": b"1"}, EPOCH)
    assert other.read_bytes() == b"mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip", "other"]

"""The exchange of the built site: the last one stays whole until the new one is in place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publishing import exchange
from generator.publishing.exchange import (
    build_lock, discard_new_site, exchange_site, new_site_path, old_site_path, prepare_exchange,
)
from generator.publishing.writing import WriteError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in place with two files."""
    folder = tmp_path / "site"
    (folder / "events").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "events" / "a.html").write_text("a")
    return folder


def _texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def _build(site: Path, texts: dict[str, str]) -> None:
    new = prepare_exchange(site)
    for name, text in texts.items():
        (new / name).parent.mkdir(exist_ok=True)
        (new / name).write_text(text)


def test_the_first_site_is_put_in_place(tmp_path: Path) -> None:
    _build(tmp_path / "site", {"index.html": "home"})
    assert exchange_site(tmp_path / "site").changed == 1
    assert _texts(tmp_path / "site") == {"index.html": "home"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_unchanged_files_stay_the_files_they_were(site: Path) -> None:
    before = (site / "index.html").stat()
    _build(site, {"index.html": "home", "events/b.html": "b"})
    report = exchange_site(site)
    after = (site / "index.html").stat()
    assert (report.changed, report.kept, report.removed) == (1, 1, 1)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert _texts(site) == {"index.html": "home", "events/b.html": "b"}


def test_without_hard_links_the_times_stay(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(exchange.os, "link", refuse)
    before = (site / "index.html").stat().st_mtime_ns
    _build(site, {"index.html": "home", "events/a.html": "changed"})
    exchange_site(site)
    assert (site / "index.html").stat().st_mtime_ns == before


def test_a_site_without_any_change_is_not_touched(site: Path) -> None:
    before = (site.stat().st_ino, (site / "index.html").stat().st_ino)
    _build(site, {"index.html": "home", "events/a.html": "a"})
    assert exchange_site(site).changed == 0
    assert (site.stat().st_ino, (site / "index.html").stat().st_ino) == before
    assert not new_site_path(site).exists()


def test_killed_between_the_renames_the_next_run_puts_the_old_one_back(site: Path) -> None:
    _build(site, {"index.html": "new"})
    os.replace(site, old_site_path(site))
    prepare_exchange(site)
    assert _texts(site) == {"index.html": "home", "events/a.html": "a"}
    assert not old_site_path(site).exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_interrupted_between_the_renames_the_first_is_taken_back(
    error: type[BaseException], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def stop_at_second(source: Path, target: Path) -> None:
        if Path(source) == new_site_path(site):
            raise error
        replace(source, target)

    _build(site, {"index.html": "new"})
    monkeypatch.setattr(exchange.os, "replace", stop_at_second)
    with pytest.raises((KeyboardInterrupt, WriteError)):
        exchange_site(site)
    assert _texts(site) == {"index.html": "home", "events/a.html": "a"}


def test_interrupted_behind_the_renames_the_new_one_stays(site: Path) -> None:
    old_site_path(site).mkdir()
    (old_site_path(site) / "index.html").write_text("older")
    prepare_exchange(site)
    assert _texts(site)["index.html"] == "home"
    assert not old_site_path(site).exists()


def test_a_failed_build_leaves_the_site_whole(site: Path) -> None:
    _build(site, {"index.html": "half"})
    discard_new_site(site)
    assert _texts(site) == {"index.html": "home", "events/a.html": "a"}
    assert not new_site_path(site).exists()


def test_a_link_in_a_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept.txt").write_text("mine")
    (tmp_path / "site.new").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteError):
        prepare_exchange(tmp_path / "site")
    assert (tmp_path / "elsewhere" / "kept.txt").exists()


def test_only_one_build_holds_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "build" / "lock"
    with build_lock(lock), pytest.raises(WriteError, match="another build"):
        with build_lock(lock):
            pass
    with build_lock(lock):
        pass


def test_a_killed_build_leaves_no_lock_behind(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = ("import os, sys; from pathlib import Path; from generator.publishing.exchange import build_lock\n"
            "with build_lock(Path(sys.argv[1])):\n    os._exit(9)")
    ended = subprocess.run([sys.executable, "-c", code, str(lock)], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == 9
    with build_lock(lock):
        assert lock.exists()

"""The same bundle on another day, in another folder, locale, time zone and order of files; and whole when it is killed.

Each run is a process of its own, as an editor's is.
"""

import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.adapters.tiny import ROOT, make_project

#: Runs a command with directories listed in another order, another day wherever a program may ask for it, and a mask
#: that lets nobody else read. The other day comes first: what is imported later takes the classes it finds.
_OTHERWISE = """import datetime, os, random, sys, time
LATER = datetime.timedelta(days=400)
now, gmtime, localtime, strftime = time.time, time.gmtime, time.localtime, time.strftime
Date, DateTime = datetime.date, datetime.datetime
class Real(type):
    def __instancecheck__(cls, value): return isinstance(value, cls.__bases__[0])
    def __subclasscheck__(cls, other): return issubclass(other, cls.__bases__[0])
class LaterDate(Date, metaclass=Real):
    @classmethod
    def today(cls): return Date.today() + LATER
class LaterDateTime(DateTime, metaclass=Real):
    @classmethod
    def now(cls, tz=None): return DateTime.now(tz) + LATER
    @classmethod
    def today(cls): return DateTime.today() + LATER
    @classmethod
    def utcnow(cls): return DateTime.utcnow() + LATER
datetime.date, datetime.datetime = LaterDate, LaterDateTime
time.time = lambda: now() + LATER.total_seconds()
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: strftime(form, localtime(time.time()) if moment is None else moment)
scandir, listdir = os.scandir, os.listdir
class Listed(list):
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def close(self): pass
    def __next__(self):
        if not self: raise StopIteration
        return self.pop()
    def __iter__(self): return iter(list.copy(self))
def shuffled(found):
    found = Listed(found)
    random.Random(7).shuffle(found)
    return found
os.scandir = lambda path=".": shuffled(scandir(path))
os.listdir = lambda path=".": list(shuffled(listdir(path)))
os.umask(0o077)
import locale
locale.setlocale(locale.LC_ALL, "")
from generator.adapters.cli import run
sys.exit(run(sys.argv[1:]))
"""


def run_dossier(*arguments: object, program: tuple[str, ...] = ("-m", "generator"), **environment: str) -> int:
    done = subprocess.run([sys.executable, *program, *map(str, arguments)], cwd=ROOT, capture_output=True, timeout=300,
                          env={**_plain_environment(), **environment})
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return done.returncode


def _plain_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "TZ", "LC_ALL", "LANG")}


def _other_locale() -> str:
    """An installed locale that is no form of C, since letters and dates differ most there; else C with other letters."""
    found = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split() \
        if shutil.which("locale") else []
    return next((name for name in found if not name.startswith(("C", "POSIX"))), "C.UTF-8")


def bundle_bytes(project: Path) -> bytes:
    return (project / "dist/ferry-strike-1.0.0.zip").read_bytes()


def test_the_same_files_give_the_same_bundle(tmp_path: Path) -> None:
    first, second = make_project(tmp_path / "one"), make_project(tmp_path / "a much longer name, å" / "two")
    for path in second.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert run_dossier("bundle", "--project", first, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="POSIX",
                       PYTHONCOERCECLOCALE="0", PYTHONUTF8="0") == 0
    assert run_dossier("bundle", "--project", second, program=("-c", _OTHERWISE), PYTHONHASHSEED="2",
                       TZ="Pacific/Kiritimati", LC_ALL=_other_locale(), PYTHONUTF8="0") == 0
    with zipfile.ZipFile(first / "dist/ferry-strike-1.0.0.zip") as one, \
            zipfile.ZipFile(second / "dist/ferry-strike-1.0.0.zip") as other:
        assert one.namelist() == other.namelist()
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == []
    assert bundle_bytes(first) == bundle_bytes(second)


# Killed -----------------------------------------------------------------------------------------------


def _killed(lines: int, delay: float, *arguments: object) -> bool:
    """Start a command and kill it some seconds after so many lines of progress; whether it was still at work."""
    process = subprocess.Popen([sys.executable, "-m", "generator", *map(str, arguments)], cwd=ROOT,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_plain_environment())
    assert process.stderr is not None
    with process.stderr as progress:
        for _ in range(lines):
            progress.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        return process.wait() != 0


def _names(project: Path) -> set[str]:
    return {path.relative_to(project).as_posix() for path in project.rglob("*")}


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_bundle_or_build_killed_at_any_moment_leaves_the_last_one_whole(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run_dossier("bundle", "--project", project) == 0
    assert run_dossier("build", "--project", project) == 0
    names, bundle, site = _names(project), bundle_bytes(project), _digests(project / "site")
    moments = random.Random(5)
    was_killed = 0
    # The last lines stand before the builder runs, before the zip is written and before the folders are exchanged.
    for command, lines in (("bundle", 2), ("build", 6), ("bundle", 6), ("build", 5), ("bundle", 7), ("build", 7), ("bundle", 7)):
        was_killed += _killed(lines, moments.uniform(0, 0.25), command, "--project", project)
        assert bundle_bytes(project) == bundle
        # Between two renames the last site stands beside; the next run puts it back.
        assert _digests(project / ("site" if (project / "site").is_dir() else "site.old")) == site
    assert was_killed
    assert run_dossier("bundle", "--project", project) == 0
    assert run_dossier("build", "--project", project) == 0
    assert _names(project) == names
    assert _changed(bundle, bundle_bytes(project)) == []
    assert bundle_bytes(project) == bundle


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_building_from_a_bundle_killed_at_any_moment_leaves_nothing_half(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run_dossier("bundle", "--project", project) == 0
    bundle, target = project / "dist/ferry-strike-1.0.0.zip", tmp_path / "site"
    moments, was_killed = random.Random(5), 0
    for lines in (1, 5, 6, 6, 6):
        was_killed += _killed(lines, moments.uniform(0, 0.5), "build", "--from-bundle", bundle, "--output", target)
        assert not target.exists() or (target / "index.html").is_file()
        shutil.rmtree(target, ignore_errors=True)
    assert was_killed
    assert run_dossier("build", "--from-bundle", bundle, "--output", target) == 0
    with zipfile.ZipFile(bundle) as archive:
        names = {name.partition("/data/site/")[2] for name in archive.namelist()} - {""}
    assert _digests(target).keys() == names


def _changed(before: bytes, after: bytes) -> list[str]:
    """The files of two bundles that differ, so that a failure says where."""
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        files = [{name: archive.read(name) for name in archive.namelist()} for archive in (one, other)]
        return sorted(name for name in files[0].keys() | files[1].keys() if files[0].get(name) != files[1].get(name))


def _digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}


def test_what_killed_runs_left_is_gone_after_the_next(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run_dossier("bundle", "--project", project) == 0
    names, bundle = _names(project), bundle_bytes(project)
    for name in ("build/edition/site/index.html", "dist/.ferry-strike-1.0.0.zip.part"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(b"half")
    assert run_dossier("bundle", "--project", project) == 0
    assert (_names(project), bundle_bytes(project)) == (names, bundle)


# A full disk ------------------------------------------------------------------------------------------

_LIMITED = """import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from generator.adapters.cli import run
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
@pytest.mark.parametrize("limit", [2_000, 60_000, 200_000])
def test_a_disk_that_takes_no_more_is_told_and_leaves_the_last_one(tmp_path: Path, limit: int) -> None:
    project = make_project(tmp_path / "project")
    assert run_dossier("bundle", "--project", project) == 0
    assert run_dossier("build", "--project", project) == 0
    bundle, site = bundle_bytes(project), _digests(project / "site")
    shutil.rmtree(project / "build")
    for command in ("bundle", "build"):
        done = subprocess.run([sys.executable, "-c", _LIMITED, str(limit), command, "--project", str(project)], cwd=ROOT,
                              capture_output=True, text=True, timeout=300, env=_plain_environment())
        if command == "build" and limit == 200_000 and done.returncode == 0:
            continue  # No file of this site is so large; the bundle is.
        assert done.returncode == 1, done.stderr
        last = done.stderr.strip().splitlines()[-1]
        assert last.startswith("dossier: ") and "cannot be written" in last and "fault" not in last
        assert (bundle_bytes(project), _digests(project / "site")) == (bundle, site)
        assert not [path for path in project.rglob("*") if path.name.endswith(".part") or path.name == "edition"]

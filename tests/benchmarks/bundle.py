"""`python -m tests.benchmarks.bundle`: how large a bundle is, by what it holds, how long it takes, and how it is verified.

The dossier that stands here and synthetic ones, each in a process of its own. An exclamation mark where an aim is
missed. Seconds of two machines, or of two days, cannot be compared.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from tests.benchmarks.synthetic import make_dossier
from tests.support.golden import ROOT

#: In bytes: the bundle of the dossier that stands here.
AIM = 2_000_000
_PARTS = ("site/data/", "site/search/", "site/assets/", "site/", "project/seeds/", "project/")


def main() -> None:
    """Measure as the command line says, and print a row for each dossier."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bundle", description="How large bundles are.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[5000], help="numbers of records of synthetic dossiers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dossier-benchmark-") as folder:
        if (ROOT / "content/dossier.yml").is_file():
            print(measure("this dossier", ROOT, Path(folder, "own"), AIM))
        for size in options.sizes:
            project = Path(folder, str(size))
            _write_dossier(project, size)
            print(measure(f"{size} records", project, project / "dist", None))


def _write_dossier(project: Path, size: int) -> None:
    for path, data in make_dossier(size, 1).items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for file in (ROOT / "mkdocs.yml", *(ROOT / "site-overrides").rglob("*")):
        if file.is_file():
            target = project / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


def measure(name: str, project: Path, folder: Path, aim: int | None) -> str:
    """One row: size, files, seconds, and the compressed size of each part."""
    made = _seconds("bundle", "--project", project, "--output", folder)
    path = next(folder.glob("*.zip"))
    verified = _seconds("verify", path)
    sizes, count = parts_of(path)
    size = path.stat().st_size
    mark = "!" if aim is not None and size > aim else ""
    parts = ", ".join(f"{part} {sizes[part] / 1000:.0f}" for part in _PARTS if sizes[part])
    return (f"{name}: {size / 1000:.0f} kB{mark}, {count} files, made in {made:.1f} s, verified in {verified:.1f} s\n"
            f"  compressed, kB: {parts}")


def parts_of(path: Path) -> tuple[Counter[str], int]:
    """The compressed bytes of each part of a bundle, and its number of files."""
    sizes: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            name = entry.filename.partition("/data/")[2]
            sizes[next((part for part in _PARTS if name.startswith(part)), "beside")] += entry.compress_size
        return sizes, len(archive.infolist())


def _seconds(*arguments: object) -> float:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "generator", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"dossier {arguments[0]} failed:\n{done.stderr}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

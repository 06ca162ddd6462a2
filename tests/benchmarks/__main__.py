"""`python -m tests.benchmarks`: what dossiers of several sizes cost, the generator beside MkDocs, in one run.

Every size is measured in processes of its own, several times; the quickest run of each stage counts. Ratios
of one run can be compared; seconds of two machines, or of two days, cannot. The pages are the same for both:
the generator writes them as a plain Markdown tree, MkDocs with Material builds that tree.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.synthetic import make_dossier
from tests.benchmarks.weight import AIMS
from tests.support.repository import make_repository

ROOT = Path(__file__).resolve().parents[2]
_CLOCKS = {"wall": 0, "cpu": 1}
#: What an editor waits for, measured beside the stages of a build.
_COMMANDS = ("check", "diff")

#: What one size cost: `generator`, the commands, and `mkdocs` where it was asked for, as `measure.py` prints them.
Measured = dict[str, Any]


def main() -> None:
    """Measure as the command line says, and print the table."""
    options = _parse_options()
    found: dict[int, Measured] = {}
    # Nothing is removed before the end: on some file systems new files are slow to make right after that.
    with tempfile.TemporaryDirectory(prefix="dossier-benchmark-") as folder:
        for size in options.sizes:
            found[size] = measure_size(size, Path(folder) / str(size), seed=options.seed,
                                       repeat=options.repeat, with_mkdocs=options.mkdocs)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print("\n".join(table(found, options.clock)))


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        description="What synthetic dossiers of several sizes cost, the generator beside MkDocs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000], help="numbers of records")
    parser.add_argument("--mkdocs", action=argparse.BooleanOptionalAction, default=True,
                        help="build the same pages with MkDocs too")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each size; the quickest stages count")
    parser.add_argument("--clock", choices=list(_CLOCKS), default="cpu",
                        help="processor time, which other work on the machine disturbs less, or wall clock")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the dossiers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures here")
    return parser.parse_args()


def measure_size(size: int, folder: Path, *, seed: int, repeat: int, with_mkdocs: bool) -> Measured:
    """Write a dossier of so many records into the folder and measure it there, cold each time.

    It is a repository with one commit and one record changed since.
    """
    project = folder / "project"
    for path, data in make_dossier(size, seed).items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "site-overrides", project / "site-overrides")
    make_repository(project, {})
    _change_one_record(project)
    runs: dict[str, list[Measured]] = {"generator": [], "mkdocs": [], **{name: [] for name in _COMMANDS}}
    for number in range(repeat):
        tree = folder / f"tree-{number}"
        runs["generator"].append(_measure("generator", project, tree))
        if with_mkdocs:
            runs["mkdocs"].append(_measure("mkdocs", tree))
        for name in _COMMANDS:
            runs[name].append(_measure(name, project))
    return {name: _quickest(measured) for name, measured in runs.items() if measured}


def _change_one_record(project: Path) -> None:
    """Another title for the first event: the change that `diff` is measured on."""
    path = min((project / "content" / "events").iterdir())
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{first} again\n{rest}", encoding="utf-8")


def _measure(*arguments: object) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.measure", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"measuring {arguments[0]} failed, see above")
    return json.loads(done.stdout.splitlines()[-1])


def _quickest(runs: Sequence[Measured]) -> Measured:
    """The first run with the least time of each stage in any run, by each clock."""
    stages = {stage: [min(run["stages"][stage][clock] for run in runs) for clock in _CLOCKS.values()]
              for stage in runs[0]["stages"]}
    return {**runs[0], "stages": stages, "peak": min(run["peak"] for run in runs)}


# The table ------------------------------------------------------------------------------------------


def table(found: Mapping[int, Measured], clock: str) -> list[str]:
    """The lines of the table: a row a stage, a column a size, in seconds and milliseconds a page."""
    sizes = list(found)
    rows = [_row(f"{clock} time", [f"{size} records" for size in sizes])]
    rows.append(_row("", ["s        ms/page"] * len(sizes)))
    for stage in found[sizes[0]]["generator"]["stages"]:
        rows.append(_row(f"  {stage}", [_time(found[size], [stage], clock) for size in sizes]))
    rows.append(_row("generator", [_time(found[size], None, clock) for size in sizes]))
    if all("mkdocs" in measured for measured in found.values()):
        rows.append(_row("MkDocs", [_time(found[size], ["mkdocs"], clock) for size in sizes]))
        ratios = [seconds(found[size], clock) / seconds(found[size], clock, "mkdocs") for size in sizes]
        rows.append(_row("generator : MkDocs", [f"{ratio:.2f}" for ratio in ratios]))
    for stage, name in ((stage, name) for name in _COMMANDS for stage in found[sizes[0]][name]["stages"]):
        rows.append(_row(stage, [f"{seconds(found[size], clock, name):8.2f} {'':>8}" for size in sizes]))
    for first, second in zip(sizes, sizes[1:]):
        rows.append(f"growth per page from {first} to {second}: {_growth(found, first, second, clock)}")
    return [*rows, *_sizes(found)]


def seconds(measured: Measured, clock: str, program: str = "generator", stage: str = "") -> float:
    """The time of one stage or of all stages of a program."""
    stages = measured[program]["stages"]
    return sum(times[_CLOCKS[clock]] for name, times in stages.items() if not stage or name == stage)


def _time(measured: Measured, stages: Sequence[str] | None, clock: str) -> str:
    program = "mkdocs" if stages == ["mkdocs"] else "generator"
    time = sum(seconds(measured, clock, program, stage) for stage in stages or [""])
    return f"{time:8.2f} {1000 * time / measured['generator']['pages']:8.2f}"


def _growth(found: Mapping[int, Measured], first: int, second: int, clock: str) -> str:
    parts = []
    for program in ("generator", "mkdocs"):
        if program in found[first] and program in found[second]:
            one, other = (seconds(found[size], clock, program) / found[size]["generator"]["pages"]
                          for size in (first, second))
            parts.append(f"{'MkDocs' if program == 'mkdocs' else program} {100 * (other / one - 1):+.0f} %")
    return ", ".join(parts)


def _sizes(found: Mapping[int, Measured]) -> list[str]:
    rows = [_row("pages", [f"{measured['generator']['pages']}" for measured in found.values()]),
            _row("statements", [f"{measured['generator']['statements']}" for measured in found.values()])]
    for program in ("generator", "mkdocs"):
        if all(program in measured for measured in found.values()):
            name = "MkDocs" if program == "mkdocs" else program
            for key, label in (("peak", "peak memory"), ("bytes", "written")):
                values = [f"{measured[program][key] / 2 ** 20:.1f} MB" for measured in found.values()]
                rows.append(_row(f"{name}, {label}", values))
    largest = [f"{measured['generator']['largest'] / 2 ** 10:.0f} KB" for measured in found.values()]
    return [*rows, _row("largest file", largest), *_weights(found)]


def _weights(found: Mapping[int, Measured]) -> list[str]:
    """The largest page of each kind and what it loads; an exclamation mark where an aim is missed."""
    if not all("mkdocs" in measured for measured in found.values()):
        return []
    sites = [measured["mkdocs"] for measured in found.values()]
    rows = ["", _row("largest page, kB", ["alone  loaded, gzip"] * len(sites))]
    for kind in sorted({kind for site in sites for kind in site["kinds"]}):
        cells = [f"{_aimed(site, kind, 'largest')} {_aimed(site, kind, 'loaded'):>9}" for site in sites]
        rows.append(_row(f"  {kind}", cells))
    rows.append(_row("own scripts, kB gzip", [_kilobytes("scripts", site["scripts"]) for site in sites]))
    return rows


def _aimed(site: Measured, kind: str, what: str) -> str:
    return _kilobytes(what, site["kinds"][kind][what]) if kind in site["kinds"] else "-"


def _kilobytes(what: str, size: int) -> str:
    return f"{size / 1000:.1f}{'!' if size > AIMS[what] else ' '}"


def _row(label: str, cells: Sequence[str]) -> str:
    return f"{label:<24}" + "".join(f"{cell:>20}" for cell in cells)


if __name__ == "__main__":
    main()

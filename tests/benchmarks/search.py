"""`python -m tests.benchmarks.search`: the dossier's search beside Material's and Pagefind's, in one run.

Synthetic dossiers, one built site each, served compressed on this machine to a real browser that has nothing in its
cache. For the dossier the field in the masthead is measured with its drawn results, for the others their engine
alone: index loaded, results and excerpts of the first at hand. `--own` builds two pages instead of all and measures
the dossier's search alone, which is quick at 10,000 records. Times of a busy machine are too long; bytes are exact.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.search_browser import measure, middle_and_worst
from tests.benchmarks.search_sites import ROOT
from tests.support.node_packages import install_packages

#: For the first query at 10,000 pages, in bytes; from key press to results, from opening to the first result, in ms.
AIMS = {"sent": 150_000, "again": 50, "opening": 400}
NAMES = {"own": "dossier", "material": "Material", "pagefind": "Pagefind"}
_INDEXES = {"own": ("search", "*.js"), "material": ("search", "search_index.json"), "pagefind": ("pagefind", "*.pf_*")}

#: What one size came to: what `search_sites` prints, `measured` by engine and query, `index` sizes by engine.
Found = dict[str, Any]


def main() -> None:
    """Measure as the command line says, and print the table."""
    options = _parse_options()
    found: dict[int, Found] = {}
    with tempfile.TemporaryDirectory(prefix="dossier-search-benchmark-") as name:
        folder = Path(name)
        pagefind = "-" if options.own else str(_install_pagefind(folder))
        for size in options.sizes:
            found[size] = measure_size(size, folder / str(size), options, pagefind)
            print("\n".join(table(size, found[size])), end="\n\n", flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.search", formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        description="The dossier's search beside Material's and Pagefind's.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000], help="numbers of records")
    parser.add_argument("--own", action="store_true", help="the dossier's search alone, on two built pages")
    parser.add_argument("--openings", type=int, default=3, help="how often each query is asked anew and timed")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the dossiers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures here")
    return parser.parse_args()


def _install_pagefind(folder: Path) -> Path:
    """Pagefind's program as the lock beside this module names it."""
    target = folder / "node"
    target.mkdir()
    packages = install_packages(Path(__file__).parent / "pagefind", target)
    found = next(packages.glob("@pagefind/*/bin/pagefind_extended"), None)
    if found is None:
        raise SystemExit("Pagefind's program is packed for Linux here; `--own` needs none")
    return found


def measure_size(size: int, folder: Path, options: argparse.Namespace, pagefind: str) -> Found:
    """Build the site of so many records in the folder and search it."""
    command = [sys.executable, "-m", "tests.benchmarks.search_sites", str(size), str(folder), str(options.seed),
               pagefind]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, env=environ)
    if done.returncode:
        raise SystemExit("the site could not be built, see above")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    site = folder / "tree/site"
    engines = ["own"] if pagefind == "-" else list(NAMES)
    found["measured"] = measure(site, found["queries"], engines, options.openings)
    found["index"] = {engine: _size_of(site, engine) for engine in engines}
    return found


def _size_of(site: Path, engine: str) -> int:
    """The bytes of an index as it lies on the disk."""
    folder, pattern = _INDEXES[engine]
    return sum(path.stat().st_size for path in (site / folder).rglob(pattern))


# The table ------------------------------------------------------------------------------------------


def table(size: int, found: Found) -> list[str]:
    """The lines for one size: a column an engine; median and worst of all queries; `!` where an aim is missed."""
    measured: Mapping[str, Mapping[str, Any]] = found["measured"]
    engines = list(measured)

    def row(label: str, cell: Callable[[str], str]) -> str:
        return f"{label:<38}" + "".join(f"{cell(engine):>18}" for engine in engines)

    def spread(key: str, unit: float) -> Callable[[str], str]:
        return lambda engine: _spread(key, measured[engine], unit)

    return [
        row(f"{size} records, {found['pages']} pages", lambda engine: NAMES[engine]),
        row("index on disk, MB", lambda engine: f"{found['index'][engine] / 1e6:.2f}"),
        row("index, ms of processor time a page",
            lambda engine: f"{1000 * found['seconds'].get(engine, 0) / found['pages']:.2f}"),
        row("first query, kB sent: median, worst", spread("sent", 1000)),
        row("opening to first result, ms", spread("opening", 1)),
        row("key press to results, ms", spread("again", 1)),
        "  results; of the dossier the lines it shows, at most nine",
        *(row(f"  '{query}' ({name})", lambda engine, name=name: f"{measured[engine][name]['results']}")
          for name, query in found["queries"].items()),
        "  the dossier's worst first query, kB: " + _weights(measured["own"]),
    ]


def _spread(key: str, by_query: Mapping[str, Any], unit: float) -> str:
    """Median and worst of all queries; of bytes, the sum of each."""
    values = [value for item in by_query.values()
              for value in ([sum(item["sent"].values())] if key == "sent" else item[key])]
    middle, worst = middle_and_worst(values)
    return f"{middle / unit:.0f}  {worst / unit:.0f}{'!' if worst > AIMS[key] else ' '}"


def _weights(by_query: Mapping[str, Any]) -> str:
    """What the heaviest first query of the dossier's own search is made of."""
    name, item = max(by_query.items(), key=lambda pair: sum(pair[1]["sent"].values()))
    parts = sorted(item["sent"].items(), key=lambda pair: -pair[1])
    return f"{name}: " + ", ".join(f"{path.strip('/')} {size / 1000:.1f}" for path, size in parts)


if __name__ == "__main__":
    main()

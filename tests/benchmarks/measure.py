"""One measurement in a process of its own, so that its peak of memory is its own: printed as JSON.

`python -m tests.benchmarks.measure generator PROJECT TREE` takes a project through all stages and writes the
plain Markdown tree; `... mkdocs TREE` builds that tree; `... check PROJECT` and `... diff PROJECT` run these commands
of an editor, the second against HEAD. Imports and reading of settings are not counted.
"""

import io
import json
import logging
import os
import resource
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter, process_time

from generator import pipeline
from generator.adapters import cli
from generator.adapters.markdown_tree import write_markdown_tree
from generator.diagnostics import Diagnostics
from generator.reading.folder_tree import load_tree
from tests.benchmarks.weight import own_scripts, weigh

#: Wall clock and processor time, in seconds.
Times = tuple[float, float]
#: Measures something in these folders; what it found is printed.
Measure = Callable[..., dict[str, object]]


def _now() -> Times:
    """Both clocks; the processor time of git and other programs that were waited for counts too."""
    children = os.times()
    return perf_counter(), process_time() + children.children_user + children.children_system


class StageClock:
    """Time by stage: each lasts until the next begins."""

    def __init__(self) -> None:
        self.stages: dict[str, Times] = {}
        self._stage, self._began = "", _now()

    def begin(self, stage: str) -> None:
        """End the stage that is running, if any, and begin this one."""
        now = _now()
        if self._stage:
            self.stages[self._stage] = (now[0] - self._began[0], now[1] - self._began[1])
        self._stage, self._began = stage.removeprefix("stage."), now


def measure_generator(project: Path, tree: Path) -> dict[str, object]:
    """The generator's own stages, cold."""
    clock, diagnostics = StageClock(), Diagnostics()
    clock.begin("folder")
    built = pipeline.build(load_tree(project, diagnostics), clock.begin, diagnostics)
    if built.site is None:
        raise SystemExit("\n".join(f"{found.span} {found.code}" for found in diagnostics))
    clock.begin("writing")
    report = write_markdown_tree(project, built, tree)
    clock.begin("")
    dossier = built.checked.dossier
    return {
        "stages": clock.stages, "peak": _peak(), "pages": sum(file.is_page for file in built.files),
        "files": len(report.written), "bytes": sum(len(file.text.encode()) for file in built.files),
        "largest": max(len(file.text.encode()) for file in built.files),
        "statements": len(dossier.all_statements()) if dossier else 0}


def measure_mkdocs(tree: Path) -> dict[str, object]:
    """MkDocs with Material on the tree."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(tree / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    clock = StageClock()
    clock.begin("mkdocs")
    build(config)
    clock.begin("")
    written = [path for path in (tree / "site").rglob("*") if path.is_file()]
    return {"stages": clock.stages, "peak": _peak(), "files": len(written),
            "bytes": sum(path.stat().st_size for path in written),
            "kinds": weigh(tree / "site"), "scripts": own_scripts(tree / "site")}


def measure_command(*arguments: str) -> Measure:
    """A command on a project as an editor runs it, what it prints included."""
    def measured(project: Path) -> dict[str, object]:
        clock, printed = StageClock(), io.StringIO()
        clock.begin(f"dossier {' '.join(arguments)}")
        with redirect_stdout(printed):
            code = cli.run([*arguments, "--project", str(project)])
        clock.begin("")
        if code != cli.CLEAN:
            raise SystemExit(printed.getvalue())
        return {"stages": clock.stages, "peak": _peak()}

    return measured


def _peak() -> int:
    """The most memory this process held at once, in bytes."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux counts what the process that started this one held into `ru_maxrss`.
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


_MEASURES: dict[str, Measure] = {
    "generator": measure_generator, "mkdocs": measure_mkdocs,
    "check": measure_command("check"), "diff": measure_command("diff", "HEAD")}


if __name__ == "__main__":
    measure = _MEASURES[sys.argv[1]]
    print(json.dumps(measure(*map(Path, sys.argv[2:]))))

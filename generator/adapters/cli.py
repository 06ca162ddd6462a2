"""The command `dossier`: its group, and what every command shares.

Owns exit codes and how a fault of ours is reported: 0 clean, 1 problems, 2 wrong usage, 3 a fault of ours.
The commands themselves stand in `commands/`; the work is done elsewhere.
"""

import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from generator.adapters.commands.assist import new, quote, suggest
from generator.adapters.commands.base_map import base_map
from generator.adapters.commands.build import build, check_site, markdown, serve
from generator.adapters.commands.bundle import bundle, verify
from generator.adapters.commands.check import check, explain
from generator.adapters.commands.comment import comment
from generator.adapters.commands.export import export
from generator.adapters.commands.judge import diff, report
from generator.adapters.commands.recall import recall
from generator.adapters.commands.rewriting import accept, fmt, merge, rename
from generator.adapters.findings import visible
from generator.adapters.builder import BuilderError
from generator.publishing.writing import WriteError

CLEAN, PROBLEMS, WRONG_USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--debug", is_flag=True, help="Print the traceback of a fault of this program.")
def dossier(debug: bool) -> None:
    """Source articles and curated YAML become a checked, cross-linked site.

    Exit codes: 0 clean, 1 problems, 2 wrong usage, 3 a fault of this program.
    """


for command in (check, build, serve, markdown, export, explain, check_site, rename, merge, accept, fmt, comment, diff, report, recall, new, quote, suggest, bundle, verify):
    dossier.add_command(command)
new.add_command(base_map)


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit code instead of leaving."""
    try:
        returned = dossier.main(list(arguments), prog_name="dossier", standalone_mode=False)
        return returned if isinstance(returned, int) else CLEAN
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (WriteError, BuilderError) as error:
        click.echo(f"dossier: {visible(str(error), 600)}", err=True)
        return PROBLEMS
    except BrokenPipeError:
        # Whoever read our output has seen enough (`dossier check | head`).
        sys.stderr.close()
        return PROBLEMS
    except Exception as error:
        _report_fault(error, show="--debug" in arguments)
        return OUR_FAULT


def _report_fault(error: Exception, *, show: bool) -> None:
    """One sentence and where the traceback is; the traceback itself only where it was asked for."""
    said = visible(f"{type(error).__name__}: {error}", 300)
    click.echo(f"dossier: a fault of this program, not of the dossier: {said}", err=True)
    if show:
        click.echo("".join(traceback.format_exception(error)), err=True)
        return
    try:
        with tempfile.NamedTemporaryFile("w", prefix="dossier-fault-", suffix=".txt", delete=False,
                                         encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(error)))
        click.echo(f"The traceback stands in {Path(file.name)}; `dossier --debug ...` prints it.", err=True)
    except OSError:
        click.echo("`dossier --debug ...` prints the traceback.", err=True)

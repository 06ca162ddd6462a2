"""What the commands share: the option that names the project, progress, and findings on the screen."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.adapters.findings import findings_text
from generator.diagnostics import Diagnostics
from generator.editing.hidden_words import discreet_findings, hidden_words
from generator.model.dossier import Dossier
from generator.model.tree import Tree
from generator.model.words import Words
from generator.reading.words import load_words

Command = TypeVar("Command", bound=Callable[..., Any])

PROBLEMS = 1

project_option = click.option(
    "--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", metavar="DIR",
    help="The project's folder, the one that holds content/ and seeds/.  [default: the current one]")

strict_option = click.option("--strict", is_flag=True, help="Warnings count as problems too.")


def show_stage(stage: str) -> None:
    """Say on the error stream which stage begins; standard output is for results."""
    click.echo(f"{load_words('en')(stage)} ...", err=True)


def show_findings(diagnostics: Diagnostics, words: Words, tree: Tree, dossier: Dossier | None = None) -> None:
    """Print findings and their summary; on a terminal in colour and with the line in question.

    Anywhere else it may be a log that others read: words that a source of the dossier withholds are not repeated.
    """
    is_terminal = sys.stdout.isatty()
    if not is_terminal:
        diagnostics = discreet_findings(diagnostics, hidden_words(dossier))
    click.echo(findings_text(diagnostics, words, files=tree if is_terminal else None, colour=is_terminal))


def exit_code(diagnostics: Diagnostics, *, strict: bool) -> int:
    """0 where nothing stands in the way, 1 where something does."""
    return PROBLEMS if diagnostics.has_errors or (strict and len(diagnostics)) else 0

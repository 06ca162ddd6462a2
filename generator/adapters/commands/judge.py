"""`dossier diff` and `dossier report`: what a change means, and what is still open."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.adapters.commands.options import PROBLEMS, project_option, show_findings
from generator.adapters.comparison_output import comparison_json, comparison_lines
from generator.adapters.outline import Line, outline_markdown, outline_text
from generator.adapters.project import check_project
from generator.adapters.state_output import state_json, state_lines
from generator.checks.coverage import coverage_report
from generator.diagnostics import Diagnostics, Severity
from generator.editing.diff import Side, compare_sides, read_side
from generator.editing.phrases import Phrases
from generator.model.state import state_of
from generator.model.tree import Tree
from generator.model.words import Words
from generator.reading.folder_tree import load_tree
from generator.reading.git import GitError, merge_base
from generator.reading.git_tree import load_git_tree
from generator.reading.words import load_words
from generator.rendering.site import render_part

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="Text for a terminal, Markdown for a comment at a forge, or one JSON object with documented keys.")

language_option = click.option(
    "--language", metavar="CODE", help="The language of the report, such as id.  [default: the dossier's]")


@click.command()
@project_option
@format_option
@language_option
@click.option("--merge-base", "from_fork", is_flag=True,
              help="Compare with where HEAD's branch left BASE, not with what BASE has become since.")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.pass_context
def diff(context: click.Context, project: Path, form: str, language: str | None, from_fork: bool, base: str,
         head: str | None) -> None:
    """Say in words what a change means: from the revision BASE to HEAD, or to the files as they are on disk.

    Both revisions are read from git; the files on disk are never touched. BASE and HEAD are branches, tags or
    commits, and a bare repository will do for --project.

    \b
    Example:
      dossier diff main
      dossier diff v1.0.0 v1.1.0 --format markdown

    Exit codes: 0 whatever differs, 1 if the new side has errors that the old one does not have.
    """
    root = project.resolve()
    try:
        revision = merge_base(root, base, head or "HEAD") if from_fork else base
        old, new = _read(root, revision, base), _read(root, head, head or "")
    except GitError as error:
        raise click.UsageError(_explained(error, load_words(language or "en"))) from error
    words = load_words(language) if language else new.checked.words
    comparison = compare_sides(old, new if new.name else _named(new, words("judging.work_tree")), words, render_part)
    if form == "json":
        click.echo(comparison_json(comparison, words))
    else:
        print_lines(comparison_lines(comparison, words), form, words)
    context.exit(PROBLEMS if comparison.has_new_errors else 0)


def _read(root: Path, revision: str | None, name: str) -> Side:
    """One side: a revision, or the files on disk."""
    diagnostics = Diagnostics()
    tree: Tree = load_git_tree(root, revision, diagnostics) if revision else load_tree(root, diagnostics)
    return read_side(name, tree, diagnostics)


def _named(side: Side, name: str) -> Side:
    return Side(name, side.tree, side.checked, side.public)


def _explained(error: GitError, words: Words) -> str:
    """What git cannot do, in one sentence."""
    return words(f"judging.git.{error.reason}", value=error.value)


@click.command()
@project_option
@format_option
@language_option
def report(project: Path, form: str, language: str | None) -> None:
    """Say what is still open: what nobody read twice, what rests on one article, what no statement uses.

    What is published of it stands on the page "State of the dossier"; this report also counts drafts, and reads the
    files as they are on disk, mistakes included.

    \b
    Example:
      dossier report
      dossier report --format markdown --language id
    """
    checked, tree = check_project(project.resolve(), lambda stage: None)
    if checked.dossier is None:
        show_findings(checked.diagnostics, checked.words, tree)
        raise click.exceptions.Exit(PROBLEMS)
    words = load_words(language) if language else checked.words
    state, coverage = state_of(checked.dossier), coverage_report(checked.dossier)
    errors = checked.diagnostics.count(Severity.ERROR)
    if form == "json":
        click.echo(state_json(state, coverage, errors, words))
        return
    print_lines(state_lines(state, coverage, errors, Phrases(checked.dossier.content, words)), form, words)


def print_lines(lines: Iterable[Line], form: str, words: Words) -> None:
    """Print an outline as text or Markdown."""
    click.echo(outline_text(lines) if form == "text" else outline_markdown(lines, more=words("judging.cut")))

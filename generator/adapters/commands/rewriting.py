"""`dossier rename`, `merge`, `accept` and `fmt`: changes to the editors' own files, whole or not at all.

Shows what a change does and writes it. The change itself is worked out in `editing/`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from generator import pipeline
from generator.adapters.commands.options import PROBLEMS, project_option, show_findings
from generator.adapters.findings import visible
from generator.diagnostics import Diagnostics
from generator.editing.accept import accept_proposal
from generator.editing.changes import ProjectChange, Refusal, Remark
from generator.editing.format_files import format_files, yaml_files
from generator.editing.merge import merge_records
from generator.editing.rename import rename_record
from generator.editing.schema_lines import SCHEMAS_FOLDER
from generator.model.content import Content
from generator.model.proposals import PROPOSALS_FOLDER
from generator.model.records import Kind
from generator.model.tree import Tree
from generator.model.words import Words
from generator.pipeline import Checked
from generator.publishing.writing import change_files
from generator.reading.folder_tree import load_tree
from generator.reading.words import load_words

_kind = click.Choice([kind.value for kind in Kind])
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would be changed.")


@click.command()
@project_option
@_dry_run
@click.argument("kind", type=_kind, metavar="KIND")
@click.argument("old")
@click.argument("new")
@click.pass_context
def rename(context: click.Context, project: Path, dry_run: bool, kind: str, old: str, new: str) -> None:
    """Give a record another id; every reference follows and the old page's address leads to the new one.

    KIND is source, actor, place, event or claim.

    Example: dossier rename event oslo-talks talks-in-oslo
    """
    _run(context, project, dry_run, lambda tree, checked, words: rename_record(
        tree, _content(checked), Kind(kind), old, new))


@click.command()
@project_option
@_dry_run
@click.argument("kind", type=_kind, metavar="KIND")
@click.argument("other", metavar="FROM")
@click.argument("into", metavar="INTO")
@click.pass_context
def merge(context: click.Context, project: Path, dry_run: bool, kind: str, other: str, into: str) -> None:
    """Make one record of two: FROM is laid into INTO, and everything that names FROM names INTO.

    KIND is actor, place, event or claim. What cannot be joined is kept as a comment at the end of INTO's file.

    Example: dossier merge actor nordferje-as nordferje
    """
    _run(context, project, dry_run, lambda tree, checked, words: _merged(
        tree, checked, words, Kind(kind), other, into), may_break=True)


def _merged(tree: Tree, checked: Checked, words: Words, kind: Kind, other: str, into: str) -> ProjectChange:
    _content(checked)
    assert checked.dossier is not None
    return merge_records(tree, checked.dossier, kind, other, into, heading=words("rewrite.heading", id=other))


@click.command()
@project_option
@_dry_run
@click.argument("file")
@click.pass_context
def accept(context: click.Context, project: Path, dry_run: bool, file: str) -> None:
    """Move a proposed statement into the record it is for, and remove the proposal.

    FILE is the proposal's file, or its name in content/proposals/.

    Example: dossier accept content/proposals/2021-03-21-vote.yml
    """
    _run(context, project, dry_run, lambda tree, checked, words: accept_proposal(
        tree, checked, _project_path(tree, project, file, PROPOSALS_FOLDER)))


@click.command()
@project_option
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say which files are not in form.")
@click.argument("files", nargs=-1)
@click.pass_context
def fmt(context: click.Context, project: Path, only_check: bool, files: tuple[str, ...]) -> None:
    """Bring the records into one form: order of keys, indentation, blocks. Values and comments stay as they are.

    In a project with a folder schemas/ each file gets the line by which an editor finds its schema.

    FILES are some files below content/; without any, all are taken.

    Example: dossier fmt --check
    """
    tree, words = load_tree(project, Diagnostics()), load_words("en")
    paths = [_project_path(tree, project, file, "content") for file in files] or yaml_files(tree)
    unknown = [path for path in paths if path not in tree]
    if unknown:
        raise click.BadParameter(f"there is no file '{visible(unknown[0])}'", param_hint="FILES")
    change = format_files(tree, paths, schema_lines=(project / SCHEMAS_FOLDER).is_dir())
    _show(change, words)
    if only_check:
        click.echo(words.count("rewrite.unformed", len(change.written)) if change.written
                   else words("rewrite.all_in_form"))
    else:
        change_files(project, tree, change.written)
        click.echo(words.count("rewrite.formed", len(change.written)))
    is_unread = any(remark.key == "unread" for remark in change.left)
    context.exit(PROBLEMS if is_unread or (only_check and change.written) else 0)


# What the commands share ----------------------------------------------------------------------------


def _run(
    context: click.Context, project: Path, dry_run: bool, make: Callable[[Tree, Checked, Words], ProjectChange], *,
    may_break: bool = False,
) -> None:
    """Work out a change, hold the outcome to the rules, show it and write it.

    What brings new errors is not written, unless it leaves things to the editor anyway.
    """
    diagnostics = Diagnostics()
    tree = load_tree(project, diagnostics)
    checked = pipeline.check(tree, diagnostics=diagnostics)
    words = checked.words
    try:
        change = make(tree, checked, words)
    except Refusal as refusal:
        _show_refusal(refusal, words)
        context.exit(PROBLEMS)
    after = pipeline.check(change.applied_to(tree))
    new = _new_findings(checked.diagnostics, after.diagnostics)
    if new.has_errors and not may_break:
        click.echo(words("rewrite.would-break"))
        show_findings(new, words, change.applied_to(tree))
        context.exit(PROBLEMS)
    _show(change, words)
    if not dry_run:
        change_files(project, tree, change.written, change.removed)
    key = "rewrite.planned" if dry_run else "rewrite.changed"
    click.echo(words.count(key, len(change.written.keys() | change.removed)))
    if len(new):
        show_findings(new, words, change.applied_to(tree))
    context.exit(PROBLEMS if new.has_errors else 0)


def _content(checked: Checked) -> Content:
    if checked.content is None:
        raise Refusal("no-settings")
    return checked.content


def _new_findings(before: Diagnostics, after: Diagnostics) -> Diagnostics:
    """The findings of codes that there are more of than before; a renamed record's old ones come back otherwise."""
    counts = Counter(finding.code for finding in before)
    more = {code for code, number in Counter(finding.code for finding in after).items() if number > counts[code]}
    known = {finding.identity for finding in before}
    return Diagnostics(finding for finding in after if finding.code in more and finding.identity not in known)


def _show(change: ProjectChange, words: Words) -> None:
    for remark in change.done:
        click.echo(_sentence(remark, words(f"rewrite.done.{remark.key}", **_visible(remark))))
    for remark in change.left:
        click.echo(_sentence(remark, words(f"rewrite.left.{remark.key}", **_visible(remark))))


def _sentence(remark: Remark, text: str) -> str:
    return f"{visible(remark.path)}: {text}"


def _visible(remark: Remark | Refusal) -> dict[str, object]:
    return {key: visible(value, 400) if isinstance(value, str) else value for key, value in remark.arguments.items()}


def _show_refusal(refusal: Refusal, words: Words) -> None:
    place = f"{refusal.span}: " if refusal.span else ""
    click.echo(f"{visible(place)}{words(f'rewrite.refused.{refusal.reason}', **_visible(refusal))}")
    click.echo(words("rewrite.nothing"))


def _project_path(tree: Tree, project: Path, file: str, folder: str) -> str:
    """The path in the project that an editor means: as given, from where they stand, or a name in the folder."""
    given = file.replace("\\", "/").removeprefix("./")
    candidates: Iterable[str] = (given, f"{folder}/{given}", f"{folder}/{given}.yml")
    found = next((path for path in candidates if path in tree), "")
    if found:
        return found
    try:
        return Path(file).resolve().relative_to(project.resolve()).as_posix()
    except ValueError:
        return given

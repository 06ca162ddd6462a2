"""`dossier comment`: the check of a pull request as one comment, from files that anybody may have written."""

import re
from pathlib import Path

import click

from generator.adapters.commands.options import PROBLEMS
from generator.adapters.findings import finding_hint, finding_message
from generator.diagnostics import Diagnostic
from generator.editing.pull_comment import MOST_BYTES, BadReport, parse_diff, parse_report, render_comment
from generator.model.words import Words
from generator.reading.words import load_words

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILES_URL = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._-]+)+")


@click.command()
@click.option("--findings", required=True, type=_FILE, metavar="FILE",
              help="What `dossier check --format json` wrote.")
@click.option("--diff", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="What `dossier diff` wrote as Markdown; the comment says so where it is missing.")
@click.option("--language", default="en", show_default=True, help="The language of the comment.")
@click.option("--files-url", default="", metavar="URL",
              help="Where a forge shows the files of the change, such as https://host/owner/name/blob/COMMIT.")
@click.pass_context
def comment(context: click.Context, findings: Path, diff: Path | None, language: str, files_url: str) -> None:
    """Print the comment on a pull request as Markdown: its findings, and what it changes.

    Both files are taken for hostile: they are refused where they are too large or not of the right shape, and nothing
    in them can mention anybody, link anywhere or hide anything.

    Example: dossier comment --findings findings.json --diff diff.md --language id
    """
    if files_url and not _FILES_URL.fullmatch(files_url):
        raise click.BadParameter("an address such as https://host/owner/name/blob/COMMIT", param_hint="--files-url")
    try:
        found = parse_report(_limited(findings))
        change = parse_diff(_limited(diff)) if diff and diff.is_file() else None
    except BadReport as error:
        click.echo(f"dossier: {error}", err=True)
        context.exit(PROBLEMS)
    click.echo(render_comment(found, change, load_words(language), _say, files_url=files_url), nl=False)


def _limited(path: Path) -> bytes:
    """At most one byte more than is allowed: enough to see that it is too much."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _say(finding: Diagnostic, words: Words) -> tuple[str, str]:
    return finding_message(finding, words), finding_hint(finding, words)

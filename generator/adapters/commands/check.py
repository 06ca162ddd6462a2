"""`dossier check` and `dossier explain`: what is wrong, and what a code means."""

from importlib import metadata
from pathlib import Path

import click

from generator.adapters.commands.options import (
    exit_code, project_option, show_findings, strict_option,
)
from generator.adapters.findings import findings_json
from generator.adapters.findings_forge import findings_github, findings_sarif
from generator.adapters.project import check_project
from generator.checks.coverage import check_coverage
from generator.diagnostics import CODES
from generator.editing.hidden_words import discreet_findings, hidden_words
from generator.model.closest import closest
from generator.pipeline import Checked
from generator.reading.words import load_words

#: The name this program is installed by.
_DISTRIBUTION = "dossier-generator"


@click.command()
@project_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text",
              show_default=True,
              help="Findings as text, as one JSON object with documented keys, as workflow commands of GitHub, or as "
                   "SARIF 2.1.0; for the last two, run it in the repository's root.")
@strict_option
@click.option("--coverage", is_flag=True,
              help="Also find paragraphs that carry no statement and names without a record.")
@click.pass_context
def check(context: click.Context, project: Path, form: str, strict: bool, coverage: bool) -> None:
    """Check the content and build nothing.

    \b
    Example:
      dossier check
      dossier check --strict --format github
    """
    checked, tree = check_project(project, lambda stage: None)
    if coverage and checked.dossier is not None:
        check_coverage(checked.dossier, checked.diagnostics)
    if form == "text":
        show_findings(checked.diagnostics, checked.words, tree, checked.dossier)
    else:
        click.echo(_for_programs(form, checked, _place_below_here(project)))
    context.exit(exit_code(checked.diagnostics, strict=strict))


def _for_programs(form: str, checked: Checked, folder: str) -> str:
    """The findings in a form that a program reads; `folder` is the project's, as seen from here.

    These go to a forge and stay there: words that a source withholds are not repeated in them.
    """
    diagnostics = discreet_findings(checked.diagnostics, hidden_words(checked.dossier))
    match form:
        case "github":
            return findings_github(diagnostics, checked.words, folder=folder)
        case "sarif":
            version = metadata.version(_DISTRIBUTION)
            return findings_sarif(diagnostics, checked.words, version=version, folder=folder)
    return findings_json(diagnostics, checked.words)


def _place_below_here(project: Path) -> str:
    """The project's folder from the current one, with a slash behind; empty where it is that one or lies outside."""
    try:
        place = project.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return ""
    return "" if place == "." else f"{place}/"


@click.command()
@click.argument("code")
@click.option("--language", default="en", show_default=True, help="The language of the explanation.")
def explain(code: str, language: str) -> None:
    """Say what a code of a finding means, with an example of wrong and right."""
    if code not in CODES:
        suggestion = closest(code, CODES)
        raise click.BadParameter(
            f"there is no code '{code}'" + (f"; did you mean '{suggestion}'?" if suggestion else ""),
            param_hint="CODE")
    # Read as it stands: an explanation shows YAML, whose braces are no placeholders.
    explanation = load_words(language).texts.get(f"{code}.explain", "")
    click.echo(f"{CODES[code].label}[{code}]\n\n{explanation}")

"""`dossier check` and `dossier explain`: what is wrong, and what a code means."""

from pathlib import Path

import click

from generator.adapters.commands.options import (
    exit_code, project_option, show_findings, strict_option,
)
from generator.adapters.findings import findings_json
from generator.adapters.project import check_project
from generator.checks.coverage import check_coverage
from generator.diagnostics import CODES
from generator.model.closest import closest
from generator.reading.words import load_words


@click.command()
@project_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Findings as text, or as one JSON object with documented keys.")
@strict_option
@click.option("--coverage", is_flag=True,
              help="Also find paragraphs that carry no statement and names without a record.")
@click.pass_context
def check(context: click.Context, project: Path, form: str, strict: bool, coverage: bool) -> None:
    """Check the content and build nothing."""
    checked, tree = check_project(project, lambda stage: None)
    if coverage and checked.dossier is not None:
        check_coverage(checked.dossier, checked.diagnostics)
    if form == "json":
        click.echo(findings_json(checked.diagnostics, checked.words))
    else:
        show_findings(checked.diagnostics, checked.words, tree)
    context.exit(exit_code(checked.diagnostics, strict=strict))


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

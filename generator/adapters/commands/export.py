"""`dossier export`: schemas, the editors' reference, the site's data, and how far the articles are used up."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from generator.adapters.commands.options import exit_code, project_option, show_findings
from generator.adapters.findings import visible
from generator.adapters.project import build_project, check_project
from generator.checks.coverage import CoverageReport, SourceCoverage, coverage_report
from generator.diagnostics import Diagnostics
from generator.model.uris import DOSSIER_JSON
from generator.model.words import Words
from generator.publishing.writing import write_bytes, write_bytes_if_changed
from generator.reading.completion_schemas import Known, completing_schemas, known_in
from generator.reading.content import load_content
from generator.reading.folder_tree import load_tree
from generator.reading.schemas import record_schemas
from generator.reading.words import load_words
from generator.rendering.guide import reference_files


@click.group()
def export() -> None:
    """Write schemas, data, figures or the editors' reference."""


@export.command()
@click.argument("target", metavar="DIR|KIND")
@click.option("--with-ids", is_flag=True,
              help="Also offer the ids, terms and references that the project holds, for completion in an editor.")
@project_option
def schema(target: str, with_ids: bool, project: Path) -> None:
    """Write the JSON Schemas of all kinds of records into DIR, or print that of one KIND.

    With ids they hold what there is now; content with mistakes in it will do.

    Example: dossier export schema schemas/local --with-ids
    """
    schemas = completing_schemas(_known(project)) if with_ids else record_schemas()
    if target in schemas:
        click.echo(_json(schemas[target]))
        return
    for kind, content in schemas.items():
        path = Path(target) / f"{kind}.schema.json"
        write_bytes_if_changed(path, (_json(content) + "\n").encode())
        click.echo(path)


def _known(project: Path) -> Known:
    """What may be named in the project; nothing where not even its settings can be read."""
    diagnostics = Diagnostics()
    content = load_content(load_tree(project.resolve(), diagnostics), diagnostics)
    return Known() if content is None else known_in(content)


@export.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--language", default="en", show_default=True, help="The language of headings, shapes and findings.")
def reference(folder: Path, language: str) -> None:
    """Write the editors' reference into DIR: every record and field, and what each finding means."""
    for name, text in reference_files(load_words(language)).items():
        write_bytes(folder / name, text.encode())
        click.echo(folder / name)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


@export.command()
@project_option
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), metavar="FILE")
@click.pass_context
def data(context: click.Context, project: Path, file: Path) -> None:
    """Write everything that is published as one JSON file, as the site has it (`-`: standard output)."""
    built, tree = build_project(project.resolve(), lambda stage: None)
    diagnostics = built.checked.diagnostics
    if built.site is None:
        show_findings(diagnostics, built.checked.words, tree)
        context.exit(exit_code(diagnostics, strict=False))
    text = next(output.text for output in built.files if output.uri == DOSSIER_JSON)
    if str(file) == "-":
        click.echo(text, nl=False)
    else:
        write_bytes(file, text.encode())


@export.command()
@project_option
@click.pass_context
def coverage(context: click.Context, project: Path) -> None:
    """Print, for each source, which paragraphs carry statements, and the names that are no record's."""
    checked, tree = check_project(project.resolve(), lambda stage: None)
    if checked.dossier is None or checked.diagnostics.has_errors:
        show_findings(checked.diagnostics, checked.words, tree)
    else:
        _print_coverage(coverage_report(checked.dossier), checked.words)
    context.exit(exit_code(checked.diagnostics, strict=False))


def _print_coverage(report: CoverageReport, words: Words) -> None:
    # Piped, the table keeps its full width instead of being cut to a terminal's.
    console = Console(width=None if Console().is_terminal else 200, highlight=False, markup=False, emoji=False)
    table = Table(box=None, pad_edge=False)
    table.add_column(words("export.coverage.source"))
    for name in ("carried", "excused", "open", "quoted", "unresolved"):
        table.add_column(words(f"export.coverage.{name}"), justify="right")
    for source in report.sources:
        names = sum(name.source_id == source.source_id for name in report.names)
        table.add_row(source.source_id, *_figures((source,)), str(names))
    table.add_row(words("export.coverage.total"), *_figures(report.sources), str(len(report.names)))
    console.print(table)
    for name in report.names:
        console.print(f"  {name.source_id}:{name.line}:{name.column}: {visible(name.text)} ({name.count})")


def _figures(sources: tuple[SourceCoverage, ...]) -> tuple[str, ...]:
    """Paragraphs carried, excused and open, and the share of the body's characters that is quoted."""
    missing = sum(len(source.missing) for source in sources)
    excused = sum(len(source.uncarried) for source in sources) - missing
    length = sum(source.body_length for source in sources)
    share = sum(source.covered for source in sources) / length if length else 0.0
    return (str(sum(source.carried for source in sources)), str(excused), str(missing), f"{share:.0%}")

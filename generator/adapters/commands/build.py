"""`dossier build`, `serve`, `markdown` and `check-site`: what is published, shown, handed on and held to account."""

import logging
import os
import re
import sys
from pathlib import Path

import click

from generator.adapters.bundle import build_from_bundle
from generator.adapters.commands.options import (
    PROBLEMS, exit_code, project_option, show_findings, show_stage, strict_option,
)
from generator.adapters.markdown_tree import ForeignFolder, write_markdown_tree
from generator.adapters.builder import serve_site
from generator.adapters.project import build_project
from generator.adapters.site_build import BuildResult, build_dossier
from generator.diagnostics import Severity
from generator.model.records import Kind
from generator.model.words import Words
from generator.publishing.bundle.opening import BundleError, open_bundle
from generator.publishing.bundle.verifying import verify_bundle
from generator.publishing.site_check import HtmlParserMissing
from generator.publishing.site_check import check_site as find_site_faults
from generator.publishing.site_check import site_report

_PAGES_PER_LINE = 500


@click.command()
@project_option
@strict_option
@click.option("--from-bundle", "bundle", type=click.Path(exists=True, path_type=Path), metavar="FILE",
              help="Build what a bundle holds, not the project.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="With --from-bundle: an empty or missing folder.  [default: <id>-<version> of the bundle, here]")
@click.option("--trust", is_flag=True,
              help="With --from-bundle: run the bundle's own builder settings and templates, which are programs.")
@click.pass_context
def build(
    context: click.Context, project: Path, strict: bool, bundle: Path | None, output: Path | None, trust: bool
) -> None:
    """Check the content and build the site.

    The new site is built beside the last one and takes its place at the end; whatever goes wrong, the last
    one stays.

    Example: dossier build --from-bundle ferry-strike-1.0.zip
    """
    if bundle is None and (output is not None or trust):
        raise click.UsageError("--output and --trust go with --from-bundle")
    if bundle is not None:
        context.exit(_build_bundle(bundle, output, strict=strict, is_trusted=trust))
    result = build_dossier(project, show_stage, _show_pages)
    diagnostics, words = result.built.checked.diagnostics, result.built.checked.words
    if len(diagnostics):
        show_findings(diagnostics, words, result.tree, result.built.checked.dossier)
    for warning in result.builder_warnings:
        click.echo(f"mkdocs: {warning}")
    if result.exchange is not None:
        click.echo(_published(result, words))
        click.echo(words("build.published.open", path=_shown_path(result.site_path / "index.html")))
    has_problems = strict and bool(result.builder_warnings)
    context.exit(PROBLEMS if has_problems else exit_code(diagnostics, strict=strict))


def _build_bundle(bundle_path: Path, output: Path | None, *, strict: bool, is_trusted: bool) -> int:
    """Build what a bundle holds; a bundle that does not hold what its manifests list is refused."""
    try:
        with open_bundle(bundle_path) as bundle:
            target = _target(bundle_path, output or Path(_plain_name(bundle.top)))
            # The folder one is in may be the one that is replaced.
            shown = _shown_path(target / "index.html")
            if faults := verify_bundle(bundle).faults:
                raise BundleError(f"{len(faults)} of its files or quotes are not as they should be; see dossier verify")
            built, tree = build_from_bundle(bundle, target, show_stage, is_trusted=is_trusted)
    except BundleError as error:
        click.echo(f"dossier: the bundle is not built: {error}", err=True)
        return PROBLEMS
    diagnostics, words = built.checked.diagnostics, built.checked.words
    if len(diagnostics):
        show_findings(diagnostics, words, tree, built.checked.dossier)
    if built.site is not None:
        click.echo(words("build.published.open", path=shown))
    return exit_code(diagnostics, strict=strict)


def _plain_name(top: str) -> str:
    """The name of a bundle's folder, for a new one here. Raises `BundleError` for one that may mean something else."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", top):
        raise BundleError("its folder has no plain name; name another with --output")
    return top


def _target(bundle_path: Path, output: Path) -> Path:
    """Where a bundle is built. Raises `BundleError` for a place within it: it would not be whole any more."""
    target = Path(os.path.abspath(output))
    if bundle_path.is_dir() and target.resolve().is_relative_to(bundle_path.resolve()):
        raise BundleError("its pages cannot be built within it; name another folder with --output")
    return target


def _show_pages(done: int, total: int) -> None:
    """A line that counts up on a terminal, now and then a line elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r  {done} / {total} ", err=True, nl=done == total)
    elif done % _PAGES_PER_LINE == 0 or done == total:
        click.echo(f"  {done} / {total}", err=True)


def _published(result: BuildResult, words: Words) -> str:
    """One sentence: how many records, statements and quotes, and how many warnings."""
    public = result.built.public
    assert public is not None
    numbers = {f"{kind.value}s": len(public.dossier.content.of_kind(kind))
               for kind in (Kind.EVENT, Kind.ACTOR, Kind.SOURCE, Kind.PLACE, Kind.CLAIM)}
    statements = public.dossier.all_statements()
    numbers["statements"] = len(statements)
    numbers["quotes"] = sum(len(statement.quotes) for statement in statements)
    counts = ", ".join(words.count(f"build.published.{name}", number) for name, number in numbers.items())
    found = result.built.checked.diagnostics.count(Severity.WARNING) + len(result.builder_warnings)
    warnings = words.count("finding.summary.warnings", found) if found else words("build.published.no_warnings")
    return words("build.published.line", counts=counts, warnings=warnings)


def _shown_path(path: Path) -> Path:
    """The path as a reader would type it here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


@click.command()
@project_option
@click.option("--dev-addr", metavar="HOST:PORT", help="Where to serve.  [default: as in mkdocs.yml, 127.0.0.1:8000]")
@click.option("--port", type=click.IntRange(1, 65535), help="The port on 127.0.0.1.")
def serve(project: Path, dev_addr: str | None, port: int | None) -> None:
    """Show the site in a browser and rebuild it on every change.

    With a mistake in the content the last good pages stay and the findings are printed.
    """
    if dev_addr and port:
        raise click.UsageError("give either --dev-addr or --port")
    _print_builder_log()
    serve_site(project.resolve(), f"127.0.0.1:{port}" if port else dev_addr)


def _print_builder_log() -> None:
    logger, handler = logging.getLogger("mkdocs"), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)-8s %(message)s"))
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


@click.command()
@project_option
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.pass_context
def markdown(context: click.Context, project: Path, folder: Path) -> None:
    """Write the complete Markdown tree with a mkdocs.yml that needs no plugin of ours into DIR.

    A folder that holds other files is refused; one that this command made before is brought up to date.
    """
    root = project.resolve()
    built, tree = build_project(root, show_stage)
    diagnostics, words = built.checked.diagnostics, built.checked.words
    if len(diagnostics):
        show_findings(diagnostics, words, tree, built.checked.dossier)
    if built.site is not None:
        try:
            report = write_markdown_tree(root, built, folder.resolve())
        except ForeignFolder as error:
            raise click.BadParameter(str(error), param_hint="DIR") from error
        click.echo(f"{len(report.written)} written, {len(report.unchanged)} unchanged, "
                   f"{len(report.removed)} removed in {_shown_path(folder)}")
    context.exit(exit_code(diagnostics, strict=False))


@click.command("check-site")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.pass_context
def check_site(context: click.Context, folder: Path) -> None:
    """Check a built site: links, anchors, loads, policies, ids, well-formed HTML."""
    try:
        findings = find_site_faults(folder)
    except FileNotFoundError as error:
        raise click.BadParameter(str(error), param_hint="DIR") from error
    except HtmlParserMissing as error:
        raise click.ClickException(str(error)) from error
    click.echo(site_report(findings))
    context.exit(PROBLEMS if findings else 0)

"""`dossier bundle` and `dossier verify`: the offline bundle, made and held to account."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from generator.adapters.bundle import BundleResult, bundle_dossier
from generator.adapters.commands.options import PROBLEMS, exit_code, project_option, show_findings, show_stage
from generator.adapters.signatures import SignatureError, check_signature, remove_signature, sign_file, signature_path
from generator.publishing.bundle.archive import file_digest
from generator.publishing.bundle.opening import BundleError, open_bundle, shown_name
from generator.publishing.bundle.verifying import BundleFault, Verification, verify_bundle

_SHOWN = {
    "changed": "changed",
    "unreadable": "damaged, it cannot be read",
    "missing": "missing",
    "extra": "not listed in a manifest",
    "no-manifest": "missing, so nothing vouches for the files",
    "bad-manifest": "this line is no line of a manifest",
    "no-bag": "missing, so this is no BagIt bag",
    "seed-changed": "the article is not the one its record was made from",
    "seed-missing": "the article is missing",
    "seed-unreadable": "the article cannot be read in its encoding",
    "quote-differs": "the article does not hold the quote",
    "data-unreadable": "the data cannot be read, so not every quote was compared",
}


@click.command()
@project_option
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Where the zip is written.  [default: dist in the project]")
@click.option("--sign", "key", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="KEY",
              help="Sign the zip with this SSH key; the signature is written beside it.")
@click.pass_context
def bundle(context: click.Context, project: Path, output: Path | None, key: Path | None) -> None:
    """Make one zip that opens from disk, holds the data and, where rights allow, everything it was made from.

    Its SHA-256 is printed, to be published where the zip itself does not lie.

    Example: dossier bundle --sign ~/.ssh/id_ed25519
    """
    result = bundle_dossier(project, output or project.resolve() / "dist", show_stage)
    diagnostics = result.built.checked.diagnostics
    if len(diagnostics):
        show_findings(diagnostics, result.built.checked.words, result.tree, result.built.checked.dossier)
    for warning in result.builder_warnings:
        click.echo(f"mkdocs: {warning}")
    if result.path is not None:
        click.echo(_made(result))
        if key is not None:
            context.exit(_sign(result.path, key))
        if result.is_new:
            remove_signature(result.path)
    context.exit(exit_code(diagnostics, strict=False))


def _made(result: BundleResult) -> str:
    """What was made, its size, its hash to be published elsewhere, and what could not go in."""
    without = "".join(f"\nwithout the editors' files: {reason}" for reason in result.missing)
    return f"{result.path}  {result.size / 1000:.0f} kB\nsha256  {result.sha256}{without}"


def _sign(path: Path, key: Path) -> int:
    try:
        click.echo(f"signature  {sign_file(path, key)}")
    except SignatureError as error:
        click.echo(f"dossier: {error}", err=True)
        return PROBLEMS
    return 0


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path), metavar="FILE")
@click.option("--signature", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="SIG",
              help="The signature of the zip.  [default: FILE.sig, where there is one]")
@click.option("--signers", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Who may sign: an allowed_signers file as ssh-keygen reads it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="JSON for programs.")
@click.pass_context
def verify(context: click.Context, file: Path, signature: Path | None, signers: Path | None, form: str) -> None:
    """Name every changed, missing and extra file of a bundle, and every quote its article does not hold.

    FILE is the zip or the folder it was unpacked to. Compare the SHA-256 of a zip with the one its makers publish:
    whoever changes a file can change the lists of files too. Exit codes: 0 nothing is wrong, 1 something is.

    \b
    Examples:
      dossier verify ferry-strike-1.0.zip
      dossier verify ferry-strike-1.0.zip --signers allowed_signers
    """
    if file.is_dir() and (signature or signers):
        raise click.UsageError("only a zip is signed, not the folder it was unpacked to")
    try:
        with open_bundle(file) as opened:
            found = verify_bundle(opened)
        digest = file_digest(file) if file.is_file() else ""
        is_signed_well, said = _signature(file, signature, signers)
    except (BundleError, SignatureError) as error:
        click.echo(f"dossier: {error}", err=True)
        context.exit(PROBLEMS)
    click.echo(_as_json(found, digest, said) if form == "json" else _as_text(found, digest, said))
    context.exit(0 if is_signed_well and not found.faults else PROBLEMS)


def _signature(file: Path, given: Path | None, signers: Path | None) -> tuple[bool, str]:
    """Whether the signature is as it should be, and what to say of it; nothing where there is and should be none."""
    beside = signature_path(file)
    signature = given or (beside if file.is_file() and beside.is_file() else None)
    return check_signature(file, signature, signers) if signature or signers else (True, "")


def _as_text(found: Verification, digest: str, signature: str) -> str:
    lines = [*map(_line, found.faults), _summary(found)]
    return "\n".join([*lines, *([f"sha256  {digest}"] if digest else []), *([signature] if signature else [])])


def _as_json(found: Verification, digest: str, signature: str) -> str:
    return json.dumps({"sha256": digest or None, "signature": signature or None, **asdict(found)}, indent=1)


def _line(fault: BundleFault) -> str:
    return f"{shown_name(fault.name)[1:-1]}: {_SHOWN[fault.kind]}"


def _summary(found: Verification) -> str:
    quotes = "quotes not checkable here: the articles are not in the bundle" if found.quotes is None \
        else f"{_count(found.quotes, 'quote')} compared with the articles"
    faults = f"{_count(len(found.faults), 'fault')} found" if found.faults else "no faults found"
    return f"{_count(found.files, 'file')} compared; {quotes}; {faults}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

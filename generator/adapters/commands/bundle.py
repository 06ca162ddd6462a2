"""`dossier bundle` and `dossier verify`: the offline bundle, made and held to account."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from generator.adapters.bundle import BundleResult, bundle_dossier
from generator.adapters.commands.options import PROBLEMS, exit_code, project_option, show_findings, show_stage
from generator.adapters.signatures import (
    SignatureCheck, SignatureError, check_signature, sign_file, signature_path, try_key,
)
from generator.publishing.bundle.archive import file_digest
from generator.publishing.bundle.opening import BundleError, open_bundle, shown_name
from generator.publishing.bundle.verifying import BundleFault, Verification, verify_bundle

_SHOWN = {
    "changed": "changed",
    "unreadable": "damaged, it cannot be read",
    "missing": "missing",
    "extra": "not listed in a manifest",
    "no-manifest": "missing, so nothing vouches for the files",
    "bad-manifest": "this line is no line of a manifest, or lists a file again",
    "no-bag": "missing or not as it should be, so this is no BagIt bag",
    "wrong-oxum": "the payload is not as large as it says",
    "other-list": "a list that no bundle has; nothing in it was compared",
    "seed-changed": "the article is not the one its record was made from",
    "seed-missing": "the article is missing",
    "seed-unreadable": "the article cannot be read in its encoding",
    "quote-differs": "the article does not hold the quote",
    "quote-unmatched": "the quote of the statement and the one of the evidence differ",
    "page-quote-differs": "the page prints the quote in other words than the data",
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

    Its SHA-256 is printed, to be published where the zip itself does not lie. Another zip of the same version is
    replaced with a warning; one that is signed stays, and nothing is written.

    Example: dossier bundle --sign ~/.ssh/id_ed25519
    """
    try:
        if key is not None:
            try_key(key)
        result = bundle_dossier(project, output or project.resolve() / "dist", show_stage)
        diagnostics = result.built.checked.diagnostics
        if len(diagnostics):
            show_findings(diagnostics, result.built.checked.words, result.tree, result.built.checked.dossier)
        for warning in result.builder_warnings:
            click.echo(f"mkdocs: {warning}")
        if result.path is not None:
            click.echo(_made(result))
            if key is not None:
                click.echo(_signed(result.path, key))
    except SignatureError as error:
        click.echo(f"dossier: {error}", err=True)
        context.exit(PROBLEMS)
    context.exit(exit_code(diagnostics, strict=False))


def _made(result: BundleResult) -> str:
    """What was made, its size, its hash to be published elsewhere, of what files, and what could not go in."""
    words, changed = result.built.checked.words, "; files differ from it" if result.revision.endswith("+") else ""
    lines = [f"{result.path}  {result.size / 1000:.0f} kB", f"sha256  {result.sha256}",
             f"revision  {result.revision.removesuffix('+') or 'not known: no repository'}{changed}"]
    if result.replaced:
        lines.append(f"warning: another edition of the same version was replaced, its sha256 was {result.replaced}; "
                     "raise the version in content/dossier.yml for each edition that others get")
    if result.missing:
        lines += [words("bundle.missing.files"), *(f"  {words(f'bundle.missing.{key}')}" for key in result.missing)]
    return "\n".join(lines)


def _signed(path: Path, key: Path) -> str:
    """Where the signature stands, and with which key it was made. Raises `SignatureError`."""
    signature = sign_file(path, key)
    return f"signature  {signature}\nkey  {check_signature(path, signature, None).fingerprint}"


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
        check = _signature(file, signature, signers) if file.is_file() else SignatureCheck(True, "")
    except (BundleError, SignatureError) as error:
        click.echo(f"dossier: {error}", err=True)
        context.exit(PROBLEMS)
    is_well = not found.faults and check.is_well
    click.echo(_as_json(found, digest, check, is_well) if form == "json" else _as_text(found, digest, check, is_well))
    context.exit(0 if is_well else PROBLEMS)


def _signature(file: Path, given: Path | None, signers: Path | None) -> SignatureCheck:
    beside = signature_path(file)
    return check_signature(file, given or (beside if beside.is_file() else None), signers)


def _as_text(found: Verification, digest: str, check: SignatureCheck, is_well: bool) -> str:
    """The faults, what was compared, the hash, and one verdict on it all."""
    verdict = [_count(len(found.faults), "fault") if found.faults else "whole", *([check.said] if check.said else [])]
    return "\n".join([*map(_line, found.faults), _summary(found), *([f"sha256  {digest}"] if digest else []),
                      f"{'in order' if is_well else 'NOT in order'}: {'; '.join(verdict)}"])


def _as_json(found: Verification, digest: str, check: SignatureCheck, is_well: bool) -> str:
    said = {"signed": check.is_signed, "signer": check.signer or None, "fingerprint": check.fingerprint or None,
            "signature": check.said or None}
    return json.dumps({"ok": is_well, "sha256": digest or None, **said, **asdict(found)}, indent=1)


def _line(fault: BundleFault) -> str:
    return f"{shown_name(fault.name)[1:-1]}: {_SHOWN[fault.kind]}"


def _summary(found: Verification) -> str:
    quotes = "quotes not checkable here: the articles are not in the bundle" if found.quotes is None \
        else f"{_count(found.quotes, 'quote')} compared with the articles"
    pages = f"{_count(found.on_pages, 'quotation')} on pages compared with the data"
    faults = f"{_count(len(found.faults), 'fault')} found" if found.faults else "no faults found"
    rest = "other words of pages" if found.quotes is None \
        else "other words of pages and of the editors' files; dossier build --from-bundle makes the pages anew"
    return f"{_count(found.files, 'file')} compared; {quotes}; {pages}; {faults}\nnot compared: {rest}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

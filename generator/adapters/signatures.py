"""Signatures of bundles with SSH keys, made and checked by `ssh-keygen`.

Owns the namespace that such signatures are for, and what is said of one. Keys never pass through this program.
"""

import subprocess
from pathlib import Path
from typing import IO

#: A signature made for anything else does not count (ssh-keygen(1), -Y sign, -n).
NAMESPACE = "dossier-bundle"
_PROGRAM = "ssh-keygen"


class SignatureError(Exception):
    """Nothing could be signed or checked; the message is one sentence."""


def signature_path(path: Path) -> Path:
    """Where the signature of a file stands."""
    return path.with_name(f"{path.name}.sig")


def remove_signature(path: Path) -> None:
    """Remove the signature of what stood at this path before: it would not fit what stands there now."""
    signature_path(path).unlink(missing_ok=True)


def sign_file(path: Path, key_path: Path) -> Path:
    """Sign a file with an SSH key; returns the signature's path, `FILE.sig`. Raises `SignatureError`.

    A key with a passphrase is asked for on the terminal, by `ssh-keygen` itself or the reader's agent.
    """
    signature = signature_path(path)
    remove_signature(path)
    # The terminal stays its standard input: it asks there, and gives up where that is none (sshkey, RP_ALLOW_STDIN).
    done = _run("-Y", "sign", "-f", str(key_path.absolute()), "-n", NAMESPACE, str(path.absolute()), stdin=None)
    if done.returncode != 0 or not signature.is_file():
        raise SignatureError(f"the bundle is there, but could not be signed: {_last_line(done)}")
    return signature


def check_signature(path: Path, signature: Path | None, signers_path: Path | None) -> tuple[bool, str]:
    """Whether a file is signed, and by one of the signers where they are given; and what to tell the reader.

    Raises `SignatureError` where that cannot be found out.
    """
    if signature is None:
        return False, "not signed: there is no signature beside it"
    given = ("-n", NAMESPACE, "-s", str(signature.absolute()))
    if signers_path is None:
        done = _check("-Y", "check-novalidate", *given, file=path)
        return done.returncode == 0, (
            f"signed, {_last_line(done)}; by whom is not known without --signers" if done.returncode == 0
            else f"the signature does not fit this file: {_last_line(done)}")
    signers = ("-f", str(signers_path.absolute()))
    found = _check("-Y", "find-principals", *given, *signers, file=path)
    name = found.stdout.decode(errors="replace").split("\n")[0].strip()
    if found.returncode != 0 or not name:
        return False, "signed by nobody that --signers names"
    done = _check("-Y", "verify", *given, *signers, "-I", name, file=path)
    return done.returncode == 0, (
        f"signed by {name}" if done.returncode == 0 else f"the signature does not fit this file: {_last_line(done)}")


def _check(*arguments: str, file: Path) -> "subprocess.CompletedProcess[bytes]":
    with file.open("rb") as given:
        return _run(*arguments, stdin=given)


def _run(*arguments: str, stdin: IO[bytes] | None) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run([_PROGRAM, *arguments], stdin=stdin, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise SignatureError(f"{_PROGRAM} was not found; it comes with OpenSSH") from error
    except OSError as error:
        raise SignatureError(f"{_PROGRAM} cannot be run: {error.strerror or error}") from error


def _last_line(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What the program said at the end: before it, it may have told what it was about to do."""
    lines = [line.strip() for line in (done.stdout + done.stderr).decode(errors="replace").splitlines() if line.strip()]
    shown = lines[-1] if lines else f"{_PROGRAM} gave no reason"
    return "".join(letter if letter.isprintable() else "?" for letter in shown)

"""Signatures of bundles with SSH keys, made and checked by `ssh-keygen`.

Owns the namespace that such signatures are for, and what is said of one. Keys never pass through this program.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.publishing.bundle.folders import work_folder
from generator.publishing.writing import explain

#: A signature made for anything else does not count (ssh-keygen(1), -Y sign, -n).
NAMESPACE = "dossier-bundle"
_PROGRAM = "ssh-keygen"
#: A line of an allowed_signers file: whom it names, in quotation marks where there are spaces, and more.
_SIGNER = re.compile(r'\s*(?:"([^"]*)"|([^\s"#]+))\s+\S')
_KEY_TYPE = re.compile(r"(sk-)?(ssh|ecdsa)-[\w.@-]+$")
#: What is said of a line that holds the right key: it has expired, or is for another purpose.
_REMARK = re.compile(r":(\d+): (key .*)")
_BEGIN = b"-----BEGIN SSH SIGNATURE-----"


class SignatureError(Exception):
    """Nothing could be signed or checked; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What is known of a signature: whether it is as it should be, in words too; who made it, with which key."""

    is_well: bool
    said: str
    is_signed: bool = False
    signer: str = ""
    fingerprint: str = ""


def signature_path(path: Path) -> Path:
    """Where the signature of a file stands."""
    return path.with_name(f"{path.name}.sig")


def try_key(key_path: Path) -> None:
    """Sign something small, before the long work of making what is to be signed. Raises `SignatureError`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "trial")
        path.write_bytes(b"")
        _sign(path, key_path)


def sign_file(path: Path, key_path: Path) -> Path:
    """Sign a file with an SSH key; returns the signature's path, `FILE.sig`. Raises `SignatureError`.

    A key with a passphrase is asked for on the terminal, by `ssh-keygen` itself or the reader's agent. Until a new
    signature is made, the last one stays.
    """
    # It writes beside what it signs and asks before it overwrites, so a copy is signed.
    with work_folder(path.with_name(f".{path.name}.signing")) as folder:
        try:
            os.replace(_sign(Path(shutil.copy(path, folder)), key_path), signature_path(path))
        except OSError as error:
            raise SignatureError(explain(error, signature_path(path))) from error
    return signature_path(path)


def _sign(path: Path, key_path: Path) -> Path:
    # The terminal stays its standard input: it asks there, and gives up where that is none (sshkey, RP_ALLOW_STDIN).
    done = _run("-Y", "sign", "-f", str(key_path.absolute()), "-n", NAMESPACE, str(path.absolute()), stdin=None)
    if done.returncode != 0 or not signature_path(path).is_file():
        raise SignatureError(f"the key cannot sign: {_last_line(done)}")
    return signature_path(path)


# Checking ---------------------------------------------------------------------------------------------


def check_signature(path: Path, signature: Path | None, signers_path: Path | None) -> SignatureCheck:
    """Whether a file is signed, and by one of the signers where they are given.

    Raises `SignatureError` where that cannot be found out.
    """
    names = list(_names_in(_read(signers_path))) if signers_path else []
    if signature is None:
        return SignatureCheck(signers_path is None, "not signed: there is no signature beside it")
    if not _read(signature).startswith(_BEGIN):
        return SignatureCheck(False, "the signature is damaged: the file is no SSH signature")
    given = ("-n", NAMESPACE, "-s", str(signature.absolute()))
    fits = _check("-Y", "check-novalidate", *given, file=path)
    if fits.returncode != 0:
        return SignatureCheck(False, _why_not(_printed(fits)))
    found = re.search(r"\S+ key SHA256:\S+", _printed(fits))
    key = found[0] if found else ""
    fingerprint = key.rpartition(" ")[2]
    if signers_path is None:
        said = f"signed with the {key}; by whom is not known without --signers"
        return SignatureCheck(True, said, True, "", fingerprint)
    return _check_signer(path, given, signers_path, names, key)


def _check_signer(
    path: Path, given: tuple[str, ...], signers_path: Path, names: list[str], key: str
) -> SignatureCheck:
    """Which of the signers made a signature that fits; a key may be named on several lines, for several purposes."""
    fingerprint = key.rpartition(" ")[2]
    signers = ("-f", str(signers_path.absolute()))
    asked = [_check("-Y", "find-principals", *given, *signers, file=path)]
    found = asked[0].stdout.decode(errors="replace").splitlines()
    for name in dict.fromkeys([*found, *names]):
        asked.append(_check("-Y", "verify", *given, *signers, "-I", name, file=path))
        if asked[-1].returncode == 0:
            return SignatureCheck(True, f"signed by {_visible(name)} with the {key}", True, name, fingerprint)
    remarks = (_REMARK.search(_printed(done)) for done in asked)
    why = next((f"line {found[1]} of the file of --signers names it, and {_visible(found[2])}"
                for found in remarks if found), "nobody that --signers names has this key")
    return SignatureCheck(False, f"signed with the {key}, but {why}", True, "", fingerprint)


def _why_not(printed: str) -> str:
    """Why a signature does not count, from what `ssh-keygen` printed."""
    if "incorrect signature" in printed:
        return "the signature does not fit this file: one of the two was changed"
    if "namespace" in printed:
        return "the signature was made for another purpose than a bundle"
    return f"the signature is damaged: {_visible(printed.splitlines()[0]) if printed else 'no reason was given'}"


def _names_in(signers: bytes) -> Iterator[str]:
    """Everybody that an allowed_signers file names. Raises `SignatureError` where nobody is."""
    if b"\0" in signers:
        raise SignatureError("the file of --signers is no plain text; save it as UTF-8")
    is_empty = True
    for number, line in enumerate(signers.decode(errors="replace").splitlines(), 1):
        if (found := _SIGNER.match(line)) is None:
            continue
        if _KEY_TYPE.match(found[1] or found[2] or ""):
            raise SignatureError(f"line {number} of the file of --signers begins with a key; a line is a name, such as "
                                 "an address, and then the key")
        is_empty = False
        yield from (name for name in (found[1] or found[2] or "").split(",") if name and not name.startswith("!"))
    if is_empty:
        raise SignatureError("the file of --signers names nobody; each line of it is a name and a key")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SignatureError(f"'{path}' cannot be read: {error.strerror or error}") from error


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


def _printed(done: "subprocess.CompletedProcess[bytes]") -> str:
    return (done.stdout + done.stderr).decode(errors="replace").strip()


def _last_line(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What the program said at the end: before it, it may have told what it was about to do."""
    lines = [line.strip() for line in _printed(done).splitlines() if line.strip()]
    return _visible(lines[-1]) if lines else f"{_PROGRAM} gave no reason"


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)

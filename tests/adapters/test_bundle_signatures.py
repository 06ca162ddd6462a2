"""Bundles signed with SSH keys and verified: the right key, the wrong one, a changed zip, a passphrase, no ssh-keygen."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.adapters import cli, signatures
from generator.publishing.bundle.archive import write_archive
from generator.publishing.bundle.opening import open_bundle
from tests.adapters.tiny import ROOT, make_project
from tests.support.tools import find_program, require_tool


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two keys, `a` without and `b` with a passphrase, and a list that names the first's owner."""
    program = require_tool("ssh-keygen", find_program("ssh-keygen"), "install OpenSSH (Debian: apt-get install openssh-client)")
    folder = tmp_path_factory.mktemp("keys")
    for name, passphrase in (("a", ""), ("b", "a long secret")):
        subprocess.run([program, "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", folder / name], check=True)
    (folder / "signers").write_text(f"editors@example.org {(folder / 'a.pub').read_text()}")
    return folder


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Path:
    """A bundle signed with the first key; never changed by a test."""
    project = make_project(tmp_path_factory.mktemp("signed") / "project")
    assert cli.run(["bundle", "--project", str(project), "--sign", str(keys / "a")]) == 0
    return project / "dist/ferry-strike-1.0.0.zip"


@pytest.fixture
def copy(signed: Path, tmp_path: Path) -> Path:
    """A signed bundle that a test may change."""
    shutil.copy(signed.with_name(f"{signed.name}.sig"), tmp_path)
    return Path(shutil.copy(signed, tmp_path))


def verify(*arguments: object) -> int:
    return cli.run(["verify", *map(str, arguments)])


def fingerprint(key: Path) -> str:
    """The fingerprint of a public key."""
    return subprocess.run(["ssh-keygen", "-lf", key], capture_output=True, text=True, check=True).stdout.split()[1]


def test_a_signature_of_somebody_who_is_named(signed: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(signed, "--signers", keys / "signers") == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("in order: whole; signed by editors@example.org with the ED25519 key SHA256:")
    assert said.endswith(fingerprint(keys / "a.pub"))


def test_without_a_list_of_signers_nobody_knows_by_whom(
    signed: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(signed) == 0
    out = capsys.readouterr().out
    assert "not known without --signers" in out and fingerprint(keys / "a.pub") in out


def test_a_signature_of_somebody_else(copy: Path, keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = tmp_path / "others"
    others.write_text(f"editors@example.org {(keys / 'b.pub').read_text()}")
    assert verify(copy, "--signers", others) == 1
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("NOT in order: whole; signed with the ED25519 key SHA256:")
    assert "nobody that --signers names has this key" in said


def test_a_key_on_two_lines_for_two_purposes(
    copy: Path, keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = (keys / "a.pub").read_text()
    (tmp_path / "two").write_text(f'commits@example.org namespaces="git" {key}editors@example.org {key}')
    assert verify(copy, "--signers", tmp_path / "two") == 0
    assert "signed by editors@example.org" in capsys.readouterr().out


@pytest.mark.parametrize(("options", "remark"), [
    ('namespaces="git"', "not permitted"), ('valid-before="20200101"', "expired")])
def test_a_named_key_that_does_not_count(
    copy: Path, keys: Path, tmp_path: Path, options: str, remark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "signers").write_text(f"editors@example.org {options} {(keys / 'a.pub').read_text()}")
    assert verify(copy, "--signers", tmp_path / "signers") == 1
    said = capsys.readouterr().out.splitlines()[-1]
    assert "line 1 of the file of --signers names it" in said and remark in said


@pytest.mark.parametrize(("signers", "said"), [
    (b"", "names nobody"), (b"# nobody yet\n", "names nobody"), (b"editors@example.org\n", "names nobody"),
    (b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 a\n", "begins with a key"), ("editors".encode("utf-16"), "no plain text")])
def test_a_file_of_signers_that_is_none(
    signed: Path, tmp_path: Path, signers: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "signers").write_bytes(signers)
    assert verify(signed, "--signers", tmp_path / "signers") == 1
    assert said in capsys.readouterr().err


def test_a_zip_that_was_changed_since(copy: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Packed anew on another day: the files are the same.
    with open_bundle(copy) as bundle:
        top, files = bundle.top, {name: bundle.read(name) for name in bundle.files}
    write_archive(copy, top, files, 0)
    for options in ((), ("--signers", keys / "signers")):
        assert verify(copy, *options) == 1
        out = capsys.readouterr().out
        assert "no faults found" in out and "does not fit this file" in out


def test_a_signature_for_another_purpose_does_not_count(
    copy: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.with_name(f"{copy.name}.sig").unlink()
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", keys / "a", "-n", "file", copy], check=True, capture_output=True)
    assert verify(copy, "--signers", keys / "signers") == 1
    assert "for another purpose" in capsys.readouterr().out


def test_no_signature_where_one_is_asked_for(copy: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy.with_name(f"{copy.name}.sig").unlink()
    assert verify(copy, "--signers", keys / "signers") == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("NOT in order: whole; not signed")
    assert verify(copy) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("in order: whole; not signed")


def test_something_else_in_place_of_a_signature(copy: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signature = copy.with_name(f"{copy.name}.sig")
    whole = signature.read_bytes()
    for damaged in (b"\x1b[2J", b"", whole[:120], whole.replace(b"U1NIU0lH", b"U1NIU0lI")):
        signature.write_bytes(damaged)
        for options in ((), ("--signers", keys / "signers")):
            assert verify(copy, *options) == 1
            assert "the signature is damaged" in capsys.readouterr().out.splitlines()[-1], damaged


def test_json_says_who_signed(signed: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(signed, "--signers", keys / "signers", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["signed"], found["signer"]) == (True, True, "editors@example.org")
    assert found["fingerprint"] == fingerprint(keys / "a.pub")
    assert verify(signed, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["signer"] is None


def test_a_folder_has_no_signature(tmp_path: Path, keys: Path) -> None:
    assert verify(tmp_path, "--signers", keys / "signers") == 2


def test_without_ssh_keygen_it_is_said_what_is_missing(
    copy: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(keys / "nowhere"))
    assert verify(copy) == 1
    assert "ssh-keygen was not found" in capsys.readouterr().err
    with pytest.raises(signatures.SignatureError):
        signatures.sign_file(copy, keys / "a")


def test_a_key_that_cannot_sign_is_noticed_before_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "key").write_bytes(b"no key")
    assert cli.run(["bundle", "--project", str(project), "--sign", str(tmp_path / "key")]) == 1
    assert "the key cannot sign" in capsys.readouterr().err
    assert not (project / "dist").exists()


def test_what_cannot_be_signed_anew_keeps_its_signature(copy: Path, keys: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"no key")
    with pytest.raises(signatures.SignatureError):
        signatures.sign_file(copy, tmp_path / "key")
    assert verify(copy, "--signers", keys / "signers") == 0
    signatures.sign_file(copy, keys / "a")
    assert verify(copy, "--signers", keys / "signers") == 0
    assert {path.name for path in tmp_path.iterdir()} == {copy.name, f"{copy.name}.sig", "key"}


def test_no_other_edition_takes_the_place_of_a_signed_one(
    tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "project")
    assert cli.run(["bundle", "--project", str(project), "--sign", str(keys / "a")]) == 0
    assert cli.run(["bundle", "--project", str(project)]) == 0  # The same bytes, so the signature still fits.
    before = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}
    (project / "content/pages/more.md").write_text("# More\n")
    for options in ((), ("--sign", str(keys / "a"))):
        capsys.readouterr()
        assert cli.run(["bundle", "--project", str(project), *options]) == 1
        assert "raise the version" in capsys.readouterr().err
        assert {path.name: path.read_bytes() for path in (project / "dist").iterdir()} == before
    assert cli.run(["bundle", "--project", str(project), "--output", str(tmp_path / "elsewhere")]) == 0


def test_another_edition_is_replaced_with_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "project")
    assert cli.run(["bundle", "--project", str(project)]) == 0
    before = re.findall("sha256  ([0-9a-f]{64})", capsys.readouterr().out)[0]
    assert cli.run(["bundle", "--project", str(project)]) == 0
    assert "warning" not in capsys.readouterr().out
    (project / "content/pages/more.md").write_text("# More\n")
    assert cli.run(["bundle", "--project", str(project)]) == 0
    out = capsys.readouterr().out
    assert f"its sha256 was {before}" in out and f"sha256  {before}" not in out and "raise the version" in out


_SIGN = """import sys
from pathlib import Path
from generator.adapters.signatures import sign_file
print(sign_file(Path(sys.argv[1]), Path(sys.argv[2])).name)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_passphrase_is_asked_for_on_the_terminal(tmp_path: Path, keys: Path) -> None:
    import pty
    (tmp_path / "a.zip").write_bytes(b"1")
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-c", _SIGN, str(tmp_path / "a.zip"), str(keys / "b")],
                  {key: value for key, value in os.environ.items() if not key.startswith("SSH_")})
    shown = b""
    while b"passphrase" not in shown:
        shown += os.read(terminal, 1024)
    os.write(terminal, b"a long secret\n")
    try:
        while block := os.read(terminal, 1024):
            shown += block
    except OSError:
        pass  # So a terminal ends on Linux.
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, shown
    assert (tmp_path / "a.zip.sig").read_bytes().startswith(b"-----BEGIN SSH SIGNATURE-----")

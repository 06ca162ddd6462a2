"""Bundles signed with SSH keys and verified: the right key, the wrong one, a changed zip, a passphrase, no ssh-keygen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.adapters import cli, signatures
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


def test_a_signature_of_somebody_who_is_named(signed: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(signed, "--signers", keys / "signers") == 0
    assert "signed by editors@example.org" in capsys.readouterr().out


def test_without_a_list_of_signers_nobody_knows_by_whom(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(signed) == 0
    assert "not known without --signers" in capsys.readouterr().out


def test_a_signature_of_somebody_else(copy: Path, keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = tmp_path / "others"
    others.write_text(f"editors@example.org {(keys / 'b.pub').read_text()}")
    assert verify(copy, "--signers", others) == 1
    assert "signed by nobody that --signers names" in capsys.readouterr().out


def test_a_zip_that_was_changed_since(copy: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Bytes behind the last file that no unpacking meets.
    data = copy.read_bytes()
    copy.write_bytes(data[:-2] + (1).to_bytes(2, "little") + b"x")
    for options in ((), ("--signers", keys / "signers")):
        assert verify(copy, *options) == 1
        out = capsys.readouterr().out
        assert "no faults found" in out and "does not fit this file" in out


def test_a_signature_for_another_purpose_does_not_count(copy: Path, keys: Path) -> None:
    signature = copy.with_name(f"{copy.name}.sig")
    signature.unlink()
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", keys / "a", "-n", "file", copy], check=True, capture_output=True)
    assert verify(copy, "--signers", keys / "signers") == 1


def test_no_signature_where_one_is_asked_for(copy: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy.with_name(f"{copy.name}.sig").unlink()
    assert verify(copy, "--signers", keys / "signers") == 1
    assert "not signed" in capsys.readouterr().out
    assert verify(copy) == 0


def test_something_else_in_place_of_a_signature(copy: Path, keys: Path) -> None:
    copy.with_name(f"{copy.name}.sig").write_bytes(b"\x1b[2J")
    assert verify(copy) == 1
    assert verify(copy, "--signers", keys / "signers") == 1


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


def test_a_key_that_cannot_sign_leaves_the_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "key").write_bytes(b"no key")
    assert cli.run(["bundle", "--project", str(project), "--sign", str(tmp_path / "key")]) == 1
    assert "could not be signed" in capsys.readouterr().err
    assert [path.name for path in (project / "dist").iterdir()] == ["ferry-strike-1.0.0.zip"]


def test_another_bundle_does_not_keep_the_signature_of_the_last(tmp_path: Path, keys: Path) -> None:
    project = make_project(tmp_path / "project")
    assert cli.run(["bundle", "--project", str(project), "--sign", str(keys / "a")]) == 0
    signature = project / "dist/ferry-strike-1.0.0.zip.sig"
    assert cli.run(["bundle", "--project", str(project)]) == 0
    assert signature.is_file()  # The same bytes, so it still fits.
    (project / "content/pages/more.md").write_text("# More\n")
    assert cli.run(["bundle", "--project", str(project)]) == 0
    assert not signature.exists()


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

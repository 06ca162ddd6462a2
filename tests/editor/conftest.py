"""The real YAML language server over the golden dossier, as an editor runs it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.adapters.cli import dossier
from tests.editor.language_server import LanguageServer
from tests.support.golden import DOSSIER_PATH
from tests.support.tools import find_program, require_tool

HERE = Path(__file__).parent
HOW_TO_GET_NODE = "install Node.js 18 or newer with npm (Debian: apt-get install nodejs npm)"


@pytest.fixture(scope="session")
def node() -> Path:
    """The program that runs the server."""
    return require_tool("node", find_program("node"), HOW_TO_GET_NODE)


@pytest.fixture(scope="session")
def server_script(node: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server of the lock beside this file, installed where the tests leave nothing in the checkout."""
    npm = require_tool("npm", find_program("npm"), HOW_TO_GET_NODE)
    root = tmp_path_factory.mktemp("language-server")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, root)
    done = subprocess.run([npm, "ci"], cwd=root, capture_output=True, text=True, timeout=300)
    script = root / "node_modules/yaml-language-server/bin/yaml-language-server"
    reason = f"`npm ci` in tests/editor must succeed: {done.stderr.strip()[-300:]}"
    return require_tool("the YAML language server", script if done.returncode == 0 and script.is_file() else None, reason)


@pytest.fixture(scope="session")
def editor_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the golden dossier with both kinds of schemas and a schema line in every record."""
    root = tmp_path_factory.mktemp("editor") / "a dossier"
    shutil.copytree(DOSSIER_PATH, root)
    for arguments in (["export", "schema", str(root / "schemas")],
                      ["export", "schema", str(root / "schemas/local"), "--with-ids", "--project", str(root)],
                      ["fmt", "--project", str(root)]):
        result = CliRunner().invoke(dossier, arguments)
        assert result.exit_code == 0, result.output
    return root


@pytest.fixture(scope="session")
def server(node: Path, server_script: Path, editor_project: Path) -> Iterator[LanguageServer]:
    """The running server; it may ask no other host."""
    settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
                "http": {"proxy": "http://127.0.0.1:9", "proxyStrictSSL": True}}
    with LanguageServer(node, server_script, editor_project, settings) as found:
        yield found



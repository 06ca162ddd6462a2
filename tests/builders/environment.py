"""The builders that the lock beside this module names, in an environment of their own, and how a reader runs them.

Owns how they are installed: beside the generator's own packages they might not be installable. Commands come from
`docs/other-builders.md`, so that what it says is what is tested.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.support.tools import require_tool

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "other-builders.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def install_builders(folder: Path) -> Path:
    """Make the environment in a folder; gives the folder of its programs, or skips or fails by name."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    done = subprocess.run(
        [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
         "--only-binary", ":all:", "--requirement", HERE / "requirements.lock"], capture_output=True, text=True)
    reason = f"pip must install tests/builders/requirements.lock: {done.stderr.strip()[-300:]}"
    return require_tool("the other builders", programs if done.returncode == 0 else None, reason)


def commands(builder: str) -> list[list[str]]:
    """The commands below the heading `With BUILDER`, each as its words."""
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## With {builder}\n")[2].partition("\n## ")[0]
    return [shlex.split(line) for block in _BLOCK.findall(section) for line in block.splitlines()]


def build(builder: str, tree: Path, programs: Path) -> Path:
    """Build a tree as the page says, but for the installation; gives the folder of the site."""
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    for program, *arguments in commands(builder):
        if program == "pip":
            continue
        done = subprocess.run([programs / program, *arguments], cwd=tree, capture_output=True, text=True, env=environ)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
    return tree / "site"

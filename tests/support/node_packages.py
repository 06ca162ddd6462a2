"""Packages of Node that tests use, as a lock names them, installed where they leave nothing in the checkout.

Owns how they are installed. Knows nothing of what the packages do.
"""

import shutil
import subprocess
from pathlib import Path

from tests.support.tools import find_program, require_tool

HOW_TO_GET_NODE = "install Node.js 18 or newer with npm (Debian: apt-get install nodejs npm)"


def find_node() -> Path:
    """Node itself; a named skip or failure without it."""
    return require_tool("node", find_program("node"), HOW_TO_GET_NODE)


def install_packages(lock_path: Path, folder: Path) -> Path:
    """Install into a folder what the lock in `lock_path` names; gives the folder of the packages.

    A named skip or failure without npm, or where the registry cannot be reached.
    """
    npm = require_tool("npm", find_program("npm"), HOW_TO_GET_NODE)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(lock_path / name, folder)
    done = subprocess.run([npm, "ci"], cwd=folder, capture_output=True, text=True, timeout=300)
    packages = folder / "node_modules"
    reason = f"`npm ci` in {lock_path.name} must succeed: {done.stderr.strip()[-300:]}"
    return require_tool("the locked packages", packages if done.returncode == 0 else None, reason)

"""The shape of the code: who may import whom, what only one module does, what no file may know.

Reads the sources as text and syntax trees; runs nothing. The order is that of the stages, earliest first.
"""

import ast
import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostics
from generator.model.nodes import MappingNode, plain_value
from generator.reading.yaml_events import parse_yaml

ROOT = Path(__file__).resolve().parents[1]
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

#: What each part may import besides itself. A part that is not here may not exist.
BASE = {"diagnostics", "model"}
STAGES = {"reading", "linking", "checks", "releasing", "rendering", "publishing"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "diagnostics": set(),
    "words": set(),
    "model": {"diagnostics"},
    "reading": BASE,
    "linking": BASE,
    "checks": BASE,
    "releasing": BASE | {"linking"},
    "rendering": BASE,
    "publishing": BASE,
    "pipeline": BASE | STAGES,
    "editing": BASE | STAGES | {"pipeline"},
    "adapters": BASE | STAGES | {"pipeline", "editing"},
    "__main__": {"adapters"},
}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LONGEST_MODULE = 450
LONGEST_FUNCTION = 60

#: The modules that may change the disk, and why it takes more than one.
WRITERS = {
    "publishing/writing.py": "writes every output file",
    "publishing/exchange.py": "moves finished folders, and links unchanged files",
    "adapters/mkdocs/policy.py": "finishes the pages of other builders, from a copy beside their tree",
    "publishing/bundle/archive.py": "writes the zip of a bundle, beside the last one first",
    "publishing/bundle/folders.py": "makes the folders of one run, and puts finished ones in place",
    "adapters/signatures.py": "puts a finished signature in its place; signs a trial among the system's temporary files",
    "adapters/cli.py": "keeps the traceback of a fault of ours among the system's temporary files",
}


@dataclass(frozen=True)
class Module:
    """A module of the generator: its path below `generator/`, and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The package below `generator`, or the module where it stands in none."""
        return self.name.partition("/")[0].removesuffix(".py")


@cache
def modules() -> dict[str, Module]:
    """Every module of the generator by its path."""
    found = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name, text = path.relative_to(ROOT / "generator").as_posix(), path.read_text(encoding="utf-8")
        found[name] = Module(name, text, ast.parse(text))
    return found


def imported(module: Module) -> Iterator[str]:
    """The dotted names a module imports, at any depth of its code."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_package(module: Module, package: str) -> bool:
    """Whether a module imports anything of a package."""
    return any(name == package or name.startswith(f"{package}.") for name in imported(module))


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, FUNCTIONS))


# Imports --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", modules())
def test_imports_point_to_earlier_parts_only(name: str) -> None:
    module = modules()[name]
    used = {found.split(".")[1] for found in imported(module) if found.startswith("generator.")}
    assert used - {module.part} <= MAY_IMPORT[module.part]


def test_the_words_are_data() -> None:
    files = [path for path in (ROOT / "generator/words").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} - {".pyc"} == {".yml", ".md", ".py"}
    assert [path.name for path in files if path.suffix == ".py"] == ["__init__.py"]
    assert [type(node) for node in modules()["words/__init__.py"].tree.body] == [ast.Expr]


def test_one_module_imports_yaml() -> None:
    found = {name for name, module in modules().items() if imports_package(module, "yaml")}
    assert found == {"reading/yaml_events.py"}


def test_one_package_imports_mkdocs() -> None:
    found = {name for name, module in modules().items() if imports_package(module, "mkdocs")}
    assert {name.rpartition("/")[0] for name in found} == {"adapters/mkdocs"}


# What only one does ---------------------------------------------------------------------------------

_METHODS = {"write_text", "write_bytes", "symlink_to", "hardlink_to", "touch", "unlink", "rmdir", "mkdir"}
_FUNCTIONS = {"os": {"replace", "rename", "remove", "unlink", "link", "symlink", "makedirs"},
              "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
              "tempfile": {"NamedTemporaryFile", "TemporaryFile", "mkdtemp", "mkstemp", "TemporaryDirectory"}}
_FLAGS = {"O_WRONLY", "O_RDWR", "O_APPEND", "O_CREAT", "O_TRUNC"}


def changes_the_disk(node: ast.AST) -> bool:
    """Whether an expression writes, makes, moves or removes files, or is a flag that lets `os.open` do so."""
    if isinstance(node, ast.Attribute):
        return node.attr in _FLAGS
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    if name == "open":
        return _opens_for_writing(node)
    owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    return name in _FUNCTIONS[owner] if owner in _FUNCTIONS else bool(owner) and name in _METHODS


def _opens_for_writing(call: ast.Call) -> bool:
    given = (*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode"))
    modes = (each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return any(re.fullmatch("[rbt]*[wax+][wrbt+]*", mode) for mode in modes)


def test_only_the_writers_change_the_disk() -> None:
    found = {name for name, module in modules().items() if any(map(changes_the_disk, ast.walk(module.tree)))}
    assert found == WRITERS.keys()


@pytest.mark.parametrize("source", [
    "open(path, 'w')", "open(path, mode='r+b')", "path.open('w')", "path.open(mode='ab')",
    "path.write_text(x)", "os.replace(a, b)", "shutil.rmtree(path)", "tempfile.mkdtemp()", "os.O_CREAT",
])
def test_a_write_is_seen(source: str) -> None:
    assert changes_the_disk(ast.parse(source, mode="eval").body)


@pytest.mark.parametrize("source", [
    "open(path)", "open(descriptor, 'rb')", "path.open()", "path.read_bytes()", "os.scandir(path)",
    "text.replace('w', 'a')", "link(view)", "os.O_RDONLY",
])
def test_a_read_is_no_write(source: str) -> None:
    assert not changes_the_disk(ast.parse(source, mode="eval").body)


def test_only_adapters_print() -> None:
    ways = ("print", "click.echo", "sys.stdout.write", "sys.stderr.write")
    printing = {module.part for module in modules().values() for node in ast.walk(module.tree)
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ways}
    assert printing == {"adapters"}


# Size and documentation -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", modules())
def test_modules_and_functions_are_short(name: str) -> None:
    module = modules()[name]
    assert module.text.count("\n") <= LONGEST_MODULE
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(module)}
    assert {function: length for function, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("name", modules())
def test_what_is_public_is_documented(name: str) -> None:
    module = modules()[name]
    assert ast.get_docstring(module.tree)
    assert [node.name for node in _public(module.tree) if not ast.get_docstring(node)] == []


def _public(node: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Public classes and functions at a module's top level, and the public methods of those classes."""
    for child in node.body:
        if isinstance(child, (*FUNCTIONS, ast.ClassDef)) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)


# What the code must not know ------------------------------------------------------------------------


@cache
def tracked_files() -> tuple[Path, ...]:
    """The files of the repository, new ones included; none where it is no git checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        pytest.skip("this is no git checkout")
    paths = (ROOT / name for name in found.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file() and not path.is_symlink())


def below(*folders: str) -> Iterator[tuple[str, str]]:
    """Name and text of the tracked files below these folders; without any, of all but the dossier itself."""
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        is_there = name.startswith(tuple(f"{folder}/" for folder in folders or ("content", "seeds")))
        if is_there == bool(folders):
            yield name, path.read_bytes().decode("utf-8", errors="replace")


#: The id of the dossier that this repository was made for, as a hash: this file must not name its subject
#: either. Another dossier may rightly be about what the tests' examples are about.
FIRST_DOSSIER = "bfa83458631f87f969ed064fbd16fe692977b2f0074485bfa002fdfabea26620"


def is_first_dossier() -> bool:
    """Whether `content/` holds the dossier that the code was written beside."""
    path = ROOT / "content/dossier.yml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = re.search(r"^id: *(\S+)", text, re.MULTILINE)
    return found is not None and hashlib.sha256(found[1].encode()).hexdigest() == FIRST_DOSSIER


def subject_words() -> set[str]:
    """The names of the dossier's actors and places, in every spelling, and their ids; short ones left out."""
    found: set[str] = set()
    for folder in ("actors", "places"):
        for path in sorted((ROOT / "content" / folder).glob("*.yml")):
            node = parse_yaml(path.name, path.read_bytes(), Diagnostics())
            if isinstance(node, MappingNode):
                found.add(path.stem)
                found |= _names_in(plain_value(node))
    return {word for word in found if len(word) > 3}


def _names_in(record: dict[str, object]) -> set[str]:
    names = record.get("names")
    spellings = [record.get("name")]
    if isinstance(names, list):
        spellings += [name.get("value") for name in names if isinstance(name, dict)]
    return {spelling for spelling in spellings if isinstance(spelling, str)}


def test_nothing_knows_the_subject_of_the_dossier_beside_it() -> None:
    if not is_first_dossier():
        pytest.skip("content/ holds another dossier than the first")
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(subject_words())))})(?!\w)")
    found = {(name, match[0]) for name, text in below("generator", "site-overrides", "tests")
             for match in pattern.finditer(text)}
    assert found == set()


#: Written apart, so that this file does not hold what it looks for.
MACHINE_PATHS = ("/" + "work/", "/" + "root/", "/" + "home/", "/tmp" + "/w/", "C:" + "\\Users")
#: A lock or a settings file that names a mirror ties everybody to it; the ordinary registries need no naming.
REGISTRY = re.compile(r"(?:index-url|find-links|registry|proxy)\s*[=:]?\s*['\"]?https?://", re.IGNORECASE)
DOWNLOADS = ("files.python" + "hosted.org", "pypi." + "org/simple", "registry.npm" + "js.org")


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert [(name, path) for name, text in below() for path in MACHINE_PATHS if path in text] == []


def test_no_file_names_a_registry() -> None:
    found = [name for name, text in below()
             if REGISTRY.search(text) or any(host in text.lower() for host in DOWNLOADS)]
    assert found == []

"""The sites that searches are measured on, in a process of their own: one build that holds all three indexes.

`python -m tests.benchmarks.search_sites RECORDS FOLDER SEED PAGEFIND` writes a synthetic dossier as a plain tree,
builds it with MkDocs and Material's search plugin switched on, and lets Pagefind index the built pages of records.
With `-` for PAGEFIND the tree is cut to two pages before it is built: enough for the dossier's own search, which
asks only for its own files. Printed as JSON: pages, processor seconds of each index, and the queries.
"""

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from generator import pipeline
from generator.adapters.markdown_tree import write_markdown_tree
from generator.model.tree import Tree
from generator.rendering import site as rendering
from tests.benchmarks.synthetic import make_dossier
from tests.benchmarks.written import ENGLISH

ROOT = Path(__file__).resolve().parents[2]
PAGES_PATH = Path(__file__).parent / "search_pages"
#: The pages of records: lists repeat what stands there.
_RECORDS = ("events", "actors", "sources", "places", "claims")
RECORDS_GLOB = f"{{{','.join(_RECORDS)}}}/*.html"
#: What on them says nothing of its own, which whoever sets up Material's search would mark for it.
_APART = re.compile(r'<(?:figure|details|aside class="d-(?:glances|citeas)")(?=[ >])')
_KEPT_ALONE = {"index.md", "search.md"}


def make_site(records: int, folder: Path, seed: int, pagefind: str) -> dict[str, Any]:
    """Build `folder/tree/site`; see the module."""
    tree = make_dossier(records, seed)
    project = folder / "project"
    _write_project(tree, project)
    seconds: dict[str, float] = {}
    pages = _write_tree(tree, project, folder / "tree", seconds)
    if pagefind == "-":
        _cut_to_two_pages(folder / "tree")
    _build(folder / "tree", seconds)
    if pagefind != "-":
        _run_pagefind(pagefind, folder / "tree/site", seconds)
    shutil.copytree(PAGES_PATH, folder / "tree/site/bench")
    return {"pages": pages, "seconds": seconds, "queries": dict(queries(tree))}


def _write_project(tree: Tree, project: Path) -> None:
    for path, data in tree.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "site-overrides", project / "site-overrides")


def _write_tree(tree: Tree, project: Path, folder: Path, seconds: dict[str, float]) -> int:
    """The plain tree with Material's search plugin in its settings; returns the number of pages."""
    timed = _timed(rendering.render_search_files, seconds, "own")
    rendering.render_search_files, kept = timed, rendering.render_search_files
    try:
        built = pipeline.build(tree)
    finally:
        rendering.render_search_files = kept
    if built.site is None:
        raise SystemExit("\n".join(f"{found.span} {found.code}" for found in built.checked.diagnostics))
    write_markdown_tree(project, built, folder)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"plugins": []', '"plugins": ["search"]'), encoding="utf-8")
    _mark_for_material(folder / "docs")
    return sum(file.is_page for file in built.files)


def _mark_for_material(folder: Path) -> None:
    """Say in front matter and attributes what its search is to leave out, as its documentation tells."""
    for path in folder.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        if path.parent.name in _RECORDS and path.name != "index.md":
            marked = _APART.sub(r"\g<0> data-search-exclude", text)
        else:
            marked = text.replace("---\n", "---\nsearch: {exclude: true}\n", 1)
        path.write_text(marked, encoding="utf-8")


def _cut_to_two_pages(folder: Path) -> None:
    for path in (folder / "docs").rglob("*.md"):
        if path.relative_to(folder / "docs").as_posix() not in _KEPT_ALONE:
            path.unlink()


def _build(folder: Path, seconds: dict[str, float]) -> None:
    """MkDocs with Material; what the search plugin takes of it is noted."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    for methods in config.plugins.events.values():
        methods[:] = [_timed(method, seconds, "material") if _is_search(method) else method for method in methods]
    build(config)


def _is_search(method: Callable[..., Any]) -> bool:
    return type(getattr(method, "__self__", None)).__name__ == "SearchPlugin"


def _timed(function: Callable[..., Any], seconds: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        began = process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds[name] = seconds.get(name, 0) + process_time() - began

    return timed


def _run_pagefind(program: str, site: Path, seconds: dict[str, float]) -> None:
    before = os.times()
    subprocess.run([program, "--site", site, "--root-selector", "#d-content", "--glob", RECORDS_GLOB, "--silent"],
                   check=True, stdout=sys.stderr)
    after = os.times()
    seconds["pagefind"] = (after.children_user - before.children_user
                           + after.children_system - before.children_system)


# Queries --------------------------------------------------------------------------------------------


def queries(tree: Tree) -> Iterator[tuple[str, str]]:
    """What is asked: a word on most pages, one on few, two words, a name with a letter wrong, the start of a name."""
    persons = [name for name in names(tree, "actors") if len(name.split()) == 2 and len(name.split()[1]) > 6]
    rare = max(names(tree, "places"), key=lambda name: (len(name), name)).split()[0]
    family = persons[len(persons) // 2].split()[1]
    yield "common", "harbour"
    yield "rare", rare
    yield "two words", f"{ENGLISH[25]} {ENGLISH[10]}"
    yield "misspelt", f"{family[:3]}{'x' if family[3] != 'x' else 'z'}{family[4:]}"
    yield "prefix", persons[0].split()[1][:4]


def names(tree: Tree, kind: str) -> list[str]:
    """The names of all records of a kind, in the order of their files."""
    found = (re.match(r"name: (.+)", data.decode()) for path, data in tree.items()
             if path.startswith(f"content/{kind}/"))
    return [match[1].strip("'\"") for match in found if match]


if __name__ == "__main__":
    print(json.dumps(make_site(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))

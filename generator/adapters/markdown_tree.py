"""`dossier markdown`: the whole site as Markdown that builds with MkDocs and Material alone.

Owns the folder's form: `mkdocs.yml`, `docs/` with every page and file, `overrides/` with the page shell, `policy.py`
for finished pages. What the plugin sets while building stands written out. Other builders start from here.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.adapters.mkdocs import policy
from generator.adapters.mkdocs.site_settings import name_schemes, navigation, shell_texts, theme_language
from generator.adapters.plain_headings import with_heading_ids
from generator.adapters.project import ProjectPaths
from generator.diagnostics import Diagnostics
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from generator.model.outputs import OutputFile, SiteSettings
from generator.pipeline import Built
from generator.publishing.writing import CopiedFile, WriteError, WriteReport, write_files
from generator.reading.yaml_events import parse_yaml

MANIFEST_NAME = ".dossier-markdown.json"
#: The hook of builders that have hooks, and a program for the sites of those that have none.
POLICY_NAME = "policy.py"

_PLUGIN = "dossier"
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class ForeignFolder(Exception):
    """The folder holds files that this command did not write."""


def write_markdown_tree(project_path: Path, built: Built, folder_path: Path) -> WriteReport:
    """Write the tree into a folder that is empty, missing, or was written by this function before.

    Raises `ForeignFolder` for any other, and `WriteError`.
    """
    manifest_path = folder_path / MANIFEST_NAME
    if folder_path.exists() and not manifest_path.is_file() and any(folder_path.iterdir()):
        raise ForeignFolder(f"'{folder_path}' holds files that this command did not write")
    if built.site is None:
        raise ValueError("nothing was rendered")
    return write_files(_files(project_path, built, built.site), folder_path, manifest_path)


def _files(project_path: Path, built: Built, site: SiteSettings) -> Iterator[OutputFile | CopiedFile]:
    made = {file.uri for file in built.files}
    for file in built.files:
        yield OutputFile(f"docs/{file.uri}", with_heading_ids(file.text) if file.is_page else file.text)
    pages = built.checked.content.pages if built.checked.content else {}
    for uri, data in pages.items():
        if uri not in made:
            yield CopiedFile(f"docs/{uri}", data)
    overrides_path = ProjectPaths(project_path).overrides
    for path in sorted(overrides_path.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield CopiedFile(f"overrides/{path.relative_to(overrides_path).as_posix()}", path.read_bytes())
    yield CopiedFile(POLICY_NAME, Path(policy.__file__).read_bytes())
    yield OutputFile("mkdocs.yml", _settings_text(project_path / "mkdocs.yml", site))


def _settings_text(config_path: Path, site: SiteSettings) -> str:
    """The project's own builder settings with the dossier's texts in them and without its plugin."""
    settings = _read_settings(config_path)
    settings.pop("site_dir", None)
    settings.update({
        "site_name": escape(site.title), "site_description": escape(site.description), "docs_dir": "docs",
        "nav": navigation(site),
        "extra": {**(settings.get("extra") or {}), **shell_texts(site)},
        "plugins": [plugin for plugin in settings.get("plugins") or [] if plugin != _PLUGIN],
        "hooks": [*(settings.get("hooks") or []), POLICY_NAME],
    })
    if site.site_url:
        settings.setdefault("site_url", site.site_url)
    theme = settings.get("theme")
    theme = dict(theme) if isinstance(theme, dict) else {"name": theme or "material"}
    folders = _material_dirs()
    language = theme_language(folders, site.language) if folders else site.language
    # Zensical has two looks; the style sheets here go on from Material's.
    settings["theme"] = {**theme, "custom_dir": "overrides", "language": language, "variant": "classic"}
    name_schemes(theme.get("palette"), site)
    return "# Written by `dossier markdown`: builds with MkDocs and Material alone.\n" + "".join(_yaml(settings, ""))


def _material_dirs() -> list[Path]:
    """Where the theme that is to build the folder has its templates, if it is installed here."""
    found = find_spec("material")
    return [Path(folder, "templates") for folder in found.submodule_search_locations or ()] if found else []


def _read_settings(path: Path) -> dict[str, Any]:
    diagnostics = Diagnostics()
    try:
        node = parse_yaml(path.name, path.read_bytes(), diagnostics)
    except OSError as error:
        raise WriteError(f"'{path}' cannot be read: {error.strerror or error}") from error
    if not isinstance(node, MappingNode) or diagnostics.has_errors:
        raise WriteError(f"'{path}' is not plain YAML, so it cannot be carried over")
    return {key.value: _typed(value) for key, value in node.entries}


def _typed(node: Node) -> Any:
    """The node with the types a builder expects: plain `true`, `false`, `null` and whole numbers are no texts."""
    if isinstance(node, SequenceNode):
        return [_typed(item) for item in node.items]
    if isinstance(node, MappingNode):
        return {key.value: _typed(value) for key, value in node.entries}
    assert isinstance(node, ScalarNode)
    value = plain_value(node)
    if not node.is_plain or not isinstance(value, str):
        return value
    if value.isascii() and value.isdigit():
        return int(value)
    return _WORDS.get(value.lower(), value)


def _yaml(value: Any, indent: str) -> Iterator[str]:
    """A mapping or list as YAML in block form; keys and scalars as JSON, which every YAML reader takes."""
    items = value.items() if isinstance(value, Mapping) else ((None, item) for item in value)
    for key, item in items:
        start = f"{indent}- " if key is None else f"{indent}{json.dumps(key, ensure_ascii=False)}:"
        if isinstance(item, (Mapping, list)) and item:
            lines = list(_yaml(item, indent + "  "))
            if key is None:
                yield start + lines[0][len(indent) + 2:]
                yield from lines[1:]
            else:
                yield start + "\n"
                yield from lines
        else:
            text = json.dumps(item, ensure_ascii=False)
            yield f"{start}{text}\n" if key is None else f"{start} {text}\n"

"""`dossier new base-map`: the lines that maps are drawn on, from a world's TopoJSON.

Reads the project and the file, and writes `content/geo/base-map.json`; what is kept is worked out in `editing/`.
"""

import json
from pathlib import Path

import click

from generator.adapters.commands.assist import refuse
from generator.adapters.commands.options import project_option
from generator.adapters.project import check_project
from generator.diagnostics import Severity
from generator.editing.base_map import Origin, make_base_map, wanted_layers
from generator.editing.changes import Refusal
from generator.model.geo import BASE_MAP_PATH
from generator.publishing.writing import change_files
from generator.releasing.release import release_dossier
from generator.rendering.views.map_places import find_map

_LARGEST = 30_000_000


@click.command("base-map")
@project_option
@click.option("--title", default="Natural Earth", show_default=True, metavar="WORDS", help="What the lines come from.")
@click.option("--version", default="4.1.0", show_default=True, metavar="WORDS", help="Its version.")
@click.option("--licence", default="public domain", show_default=True, metavar="WORDS",
              help="Under which terms it may be used.")
@click.option("--url", default="https://www.naturalearthdata.com/", show_default=True, help="Its address.")
@click.option("--pixels-off", type=click.FloatRange(0.3, 10), default=1.0, show_default=True, metavar="N",
              help="How far a line may be off in its largest drawing; more makes a smaller file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.pass_context
def base_map(
    context: click.Context, project: Path, title: str, version: str, licence: str, url: str, pixels_off: float,
    file: Path,
) -> None:
    """Make the base map of the dossier anew from a TopoJSON file with the objects `land` and `countries`.

    Such a file is countries-10m.json of the npm package world-atlas. Only what the maps show is kept, as fine as they
    show it, and no names. Run it again when places were added far from the others.

    Example: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && dossier new base-map package/countries-10m.json
    """
    checked, tree = check_project(project, lambda stage: None)
    try:
        # A base map that is broken itself is what this command mends.
        if checked.dossier is None or any(finding.severity is Severity.ERROR and finding.span.path != BASE_MAP_PATH
                                          for finding in checked.diagnostics):
            raise Refusal("assist.refused.errors")
        found = find_map(release_dossier(checked.dossier).dossier)
        if found is None:
            raise Refusal("assist.refused.no-coordinates")
        if file.stat().st_size > _LARGEST:
            raise Refusal("assist.refused.no-topology")
        origin = Origin(title, version, licence, url, _came_in(file), f"dossier new base-map --pixels-off {pixels_off:g} {file.name}")
        data = make_base_map(file.read_bytes(), wanted_layers(found), origin, pixels_off)
    except Refusal as refusal:
        refuse(context, refusal, checked.words)
        return
    change_files(project, {path: tree[path] for path in (BASE_MAP_PATH,) if path in tree}, {BASE_MAP_PATH: data})
    click.echo(checked.words("assist.base-map.written", path=BASE_MAP_PATH, size=f"{len(data) / 1000:.1f}"))


def _came_in(file: Path) -> str:
    """The file's name, and the package it lies in with its licence, where that says so itself."""
    try:
        package = json.loads((file.parent / "package.json").read_bytes())
        return f"{file.name} of the npm package {package['name']} {package['version']} ({package['license']} licence)"
    except (OSError, ValueError, KeyError, TypeError):
        return file.name

"""The base map made of a world's lines: what is kept of them, what is refused, what the command writes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adapters import cli
from generator.diagnostics import Diagnostics
from generator.editing.base_map import Origin, Wanted, make_base_map, read_topology
from generator.editing.changes import Refusal
from generator.editing.format_files import yaml_files
from generator.model.geo import BASE_MAP_PATH, BaseMap
from generator.reading.file_rules import size_limit
from generator.reading.folder_tree import load_tree
from generator.reading.validation import validate_node
from generator.reading.yaml_events import parse_yaml
from generator.reading.yaml_text import MAX_YAML_BYTES
from tests.support.golden import ROOT, make_project

ORIGIN = Origin("Lines", "1", "public domain", "https://lines.example/", "lines.json", "dossier new base-map lines.json")
OF_NORWAY = Wanted((4.0, 57.0, 32.0, 72.0), 0.02)


def world(**changes: Any) -> bytes:
    """Two square countries side by side, from 5 to 15 and 15 to 25 degrees east, with one border and a far island.

    The border bends by a tenth of a degree in its middle, which no map of this size shows.
    """
    made = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "arcs": [
            [[150, 600], [0, 50], [1, 0], [-1, 50]],                 # the border, northwards
            [[150, 700], [-100, 0], [0, -100], [100, 0]],           # the west country's coast
            [[150, 600], [100, 0], [0, 100], [-100, 0]],            # the east country's coast
            [[1790, -200], [10, 0], [0, 10], [-10, 0], [0, -10]],   # the island
        ],
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": [
                {"type": "Polygon", "id": "001", "properties": {"name": "Vestland"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"name": "Østland"}, "arcs": [[[2, -1]], [[3]]]}]},
            "land": {"type": "GeometryCollection", "geometries": [
                {"type": "MultiPolygon", "arcs": [[[2, 1]], [[3]]]}]}},
    }
    return json.dumps({**made, **changes}).encode()


def read(data: bytes) -> BaseMap:
    """A base map as the build reads it, without any finding."""
    diagnostics = Diagnostics()
    node = parse_yaml(BASE_MAP_PATH, data, diagnostics)
    assert node is not None
    found = validate_node(BaseMap, node, diagnostics)
    assert found is not None and not list(diagnostics)
    return found


def made(*wanted: Wanted, pixels_off: float = 1.0) -> BaseMap:
    """The base map of the two countries."""
    return read(make_base_map(world(), wanted or (OF_NORWAY,), ORIGIN, pixels_off))


# What is kept -----------------------------------------------------------------------------------------


def test_a_border_is_what_two_countries_share_and_a_coast_what_one_has() -> None:
    [layer] = made().layers
    assert layer.border_lines == (((15.0, 60.0), (15.0, 65.0), (15.1, 65.0), (15.0, 70.0)),)
    [ring] = layer.land_lines
    assert set(ring) >= {(5.0, 60.0), (5.0, 70.0), (25.0, 60.0), (25.0, 70.0)}
    assert (15.1, 65.0) not in ring


def test_neither_names_nor_codes_of_countries_are_kept() -> None:
    text = make_base_map(world(), [OF_NORWAY], ORIGIN).decode()
    assert "Vestland" not in text and "land\": [" in text and "001" not in text


def test_what_no_reader_would_see_is_thinned() -> None:
    [layer] = made(Wanted(OF_NORWAY.box, 0.2)).layers
    assert layer.border_lines == (((15.0, 60.0), (15.0, 70.0)),)
    assert len(made(pixels_off=10).layers[0].border_lines[0]) == 2


def test_land_is_cut_at_the_edges_of_its_layer() -> None:
    [layer] = made(Wanted((10.0, 62.0, 20.0, 68.0), 0.02)).layers
    corners = {(lon, lat) for lon in (layer.west, layer.east) for lat in (layer.south, layer.north)}
    assert corners <= set(layer.land_lines[0])
    assert all(layer.south <= lat <= layer.north for _, lat in layer.border_lines[0])


def test_edges_are_as_fine_as_the_lines_that_end_there() -> None:
    [layer] = made(Wanted((178.98768, -20.0123, 179.01234, -19.98765), 0.00005)).layers
    assert layer.grid == 10_000
    assert max(lon for lon, _ in layer.land_lines[0]) == layer.east


def test_a_layer_over_the_date_line_has_the_island_that_ends_there() -> None:
    [layer] = made(Wanted((175.0, -25.0, 190.0, -15.0), 0.02)).layers
    assert layer.east > 180 and {lon for lon, _ in layer.land_lines[0]} == {179.0, 180.0}
    [layer] = made(Wanted((-190.0, -25.0, -175.0, -15.0), 0.02)).layers
    assert layer.west < -180 and {lon for lon, _ in layer.land_lines[0]} == {-181.0, -180.0}


def test_land_over_the_date_line_is_drawn_on_both_sides_of_it_and_nowhere_else() -> None:
    """The ring leaps from one end of the coordinates to the other, as in files whose cuts were stitched."""
    arcs = [[[1600, 600], [390, 0], [-3590, 0], [0, 100], [3590, 0], [-390, 0], [0, -100]]]
    data = world(arcs=arcs, objects={"countries": {"geometries": []}, "land": {"geometries": [
        {"type": "Polygon", "arcs": [[0]]}]}})
    for box in ((150.0, 50.0, 210.0, 80.0), (-210.0, 50.0, -150.0, 80.0)):
        [layer] = read(make_base_map(data, [Wanted(box, 0.02)], ORIGIN)).layers
        [ring] = layer.land_lines
        west = box[0] + 10
        assert {lon for lon, _ in ring} <= {west, west + 39, west + 40} and {lat for _, lat in ring} == {60, 70}
    with_none = read(make_base_map(data, [Wanted((0.0, 50.0, 60.0, 80.0), 0.02)], ORIGIN)).layers[0]
    assert with_none.land == ()


def test_land_around_a_pole_reaches_it() -> None:
    arcs = [[[-1800, -700], [900, 50], [900, -50], [900, 50], [900, -50]]]
    data = world(arcs=arcs, objects={"countries": {"geometries": []}, "land": {"geometries": [
        {"type": "Polygon", "arcs": [[0]]}]}})
    [layer] = read(make_base_map(data, [Wanted((-20.0, -89.0, 40.0, -50.0), 0.02)], ORIGIN)).layers
    [ring] = layer.land_lines
    assert {layer.south} < {lat for _, lat in ring} and max(lat for _, lat in ring) <= -65
    assert {layer.west, layer.east} <= {lon for lon, _ in ring}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert make_base_map(world(), [OF_NORWAY], ORIGIN) == make_base_map(world(), [OF_NORWAY], ORIGIN)


def test_the_file_says_where_it_comes_from() -> None:
    found = made()
    assert (found.title, found.version, found.licence, found.file) == ("Lines", "1", "public domain", "lines.json")
    assert found.made_with and len(found.sha256) == 64


# What is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [
    b"", b"{}", b"[]", b"[" * 100_000, b"\xff", b'{"arcs": []}', world(objects={}), world(arcs=[[[0]]]),
    world(arcs=[]), world(transform=None), world(arcs=[[], []]), world(arcs=[[[1e308, 1e308]]]),
    world().replace(b"1790", b"Infinity"), world().replace(b"1790", b"NaN"), world(transform={"scale": [1], "translate": [0, 0]})])
def test_what_is_no_topology_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        read_topology(data)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=4),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(("type", "arcs", "geometries", "scale", "translate")), inner, max_size=4)))
@settings(deadline=None)
def test_no_part_of_the_file_can_do_harm(part: Any) -> None:
    for field in ("arcs", "objects", "transform"):
        try:
            make_base_map(world(**{field: part}), [OF_NORWAY], ORIGIN)
        except Refusal:
            pass


# The command ------------------------------------------------------------------------------------------


def test_the_command_writes_a_file_that_check_takes(tmp_path: Path) -> None:
    project, lines = make_project(tmp_path / "project"), tmp_path / "lines.json"
    lines.write_bytes(world())
    (project / BASE_MAP_PATH).write_bytes(b"broken: {")
    assert cli.run(["check", "--project", str(project)]) == 1
    assert cli.run(["new", "base-map", "--project", str(project), str(lines)]) == 0
    assert cli.run(["check", "--project", str(project)]) == 0
    assert read((project / BASE_MAP_PATH).read_bytes()).layers[0].border_lines


def test_the_command_says_which_package_the_lines_came_in(tmp_path: Path) -> None:
    project, lines = make_project(tmp_path / "project"), tmp_path / "lines.json"
    lines.write_bytes(world())
    (tmp_path / "package.json").write_text('{"name": "atlas", "version": "2", "license": "ISC"}')
    assert cli.run(["new", "base-map", "--project", str(project), str(lines)]) == 0
    found = read((project / BASE_MAP_PATH).read_bytes())
    assert found.file and "atlas 2" in found.file and "ISC" in found.file


def test_the_command_refuses_what_is_no_topology_and_leaves_the_old_file(tmp_path: Path) -> None:
    project, lines = make_project(tmp_path / "project"), tmp_path / "lines.json"
    lines.write_bytes(b"{}")
    before = (project / BASE_MAP_PATH).read_bytes()
    assert cli.run(["new", "base-map", "--project", str(project), str(lines)]) == 1
    assert (project / BASE_MAP_PATH).read_bytes() == before


# The files of this repository -------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["content", "tests/golden/dossier/content"])
def test_base_maps_of_this_repository_are_small_and_say_their_licence(folder: str) -> None:
    path = ROOT / folder / "geo" / "base-map.json"
    if not path.is_file():
        pytest.skip("this dossier has no map")
    found = read(path.read_bytes())
    assert "public domain" in found.licence and path.stat().st_size < 40_000


def test_a_base_map_is_no_file_that_is_brought_into_form(tmp_path: Path) -> None:
    tree = load_tree(make_project(tmp_path / "project"), Diagnostics())
    assert BASE_MAP_PATH in tree and BASE_MAP_PATH not in yaml_files(tree)
    assert size_limit(BASE_MAP_PATH) == MAX_YAML_BYTES

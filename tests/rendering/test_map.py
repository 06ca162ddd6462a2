"""The map's page and the locators: what is drawn, named and listed, and when there is no map at all."""

import re
from functools import cache

import pytest

from generator.diagnostics import Diagnostics
from generator.model.tree import Tree
from generator.model.uris import MAP
from generator.pipeline import Built, build
from generator.reading.folder_tree import load_tree
from generator.rendering.context import Context
from generator.rendering.views.map import render_map
from generator.rendering.views.place import render_place
from tests.rendering.pages import GOLDEN, Element, _context, page_html

BASE_MAP = "content/geo/base-map.json"
QUAY = "content/places/graholmen.yml"
NEAR_BERGEN = "{lat: 60.41, lon: 5.4, precision: building, reference: port-register}"


@cache
def golden_files() -> dict[str, bytes]:
    """The files of the golden dossier."""
    return dict(load_tree(GOLDEN, Diagnostics()))


def context_with(**changes: str) -> Context:
    """The golden dossier with files changed or added; the name of a place stands for its file."""
    paths = {f"content/places/{name.replace('_', '-')}.yml": text.encode() for name, text in changes.items()}
    return _context(Tree({**golden_files(), **paths}))


def map_page(context: Context) -> Element:
    """The HTML of the map's page."""
    [page] = render_map(context)
    return page_html(page)


def quay_on_the_map() -> Context:
    """The golden dossier, the position of the disputed quay known."""
    text = golden_files()[QUAY].decode().replace("not_found: [coordinates, identifiers]\n",
                                                 f"coordinates: {NEAR_BERGEN}\nnot_found: [identifiers]\n")
    return context_with(graholmen=text)


def drawings(root: Element, width: str) -> list[Element]:
    """The drawings for wide or narrow screens."""
    [drawn] = root.all("div", f"d-map__set--{width}")
    return drawn.all("svg")


def targets(element: Element) -> list[str]:
    """Where the links in an element lead."""
    return [link.attributes["href"] for link in element.all("a")]


def row_of(root: Element, place_id: str) -> Element:
    """The table's row of a place."""
    return next(row for row in root.all("tr") if f"places/{place_id}.html" in targets(row))


# What is drawn ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_place_with_coordinates_is_named_once_and_leads_to_its_page(width: str) -> None:
    links = [target for svg in drawings(map_page(context_with()), width) for target in targets(svg)]
    assert sorted(links) == [f"places/{name}.html" for name in ("bergen", "nordleia", "oslo", "tromso")]


def test_a_drawing_with_links_is_a_group_with_a_title() -> None:
    for svg in map_page(context_with()).all("svg", "d-map__svg"):
        assert svg.attributes["role"] == "group"
        [title] = [child for child in svg.children if isinstance(child, Element) and child.tag == "title"]
        assert title.attributes["id"] == svg.attributes["aria-labelledby"] and title.text()


def test_ids_on_the_page_are_unique() -> None:
    ids = [element.attributes["id"] for element in map_page(quay_on_the_map()).walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_a_region_is_a_ring_without_a_middle_and_the_key_says_what_it_means() -> None:
    root = map_page(context_with())
    [link] = [link for link in drawings(root, "wide")[0].all("a") if link.attributes["href"] == "places/nordleia.html"]
    assert link.all("circle", "d-map__edge--region") and not link.all("circle", "d-map__p")
    [key] = root.all("p", "d-key")
    assert [sign.all("circle", "d-map__edge--region") != [] for sign in key.all("svg")] == [False, True]


def test_the_number_of_events_stands_by_the_mark_and_in_the_table() -> None:
    context = context_with()
    root = map_page(context)
    for place_id in ("bergen", "oslo", "nordleia", "tromso"):
        count = len(context.dossier.places[place_id].event_ids)
        [link] = [link for link in drawings(root, "wide")[0].all("a") if targets_page(link) == place_id]
        shown = [tspan.text() for tspan in link.all("tspan", "d-map__n")]
        assert shown == ([str(count)] if count else [])
        assert row_of(root, place_id).all("td", "d-table__n")[0].text().startswith(str(count))


def targets_page(link: Element) -> str:
    """The id of the place a link leads to."""
    return link.attributes["href"].removeprefix("places/").removesuffix(".html")


def test_land_coasts_and_borders_are_drawn_and_no_state_is_filled() -> None:
    svg = drawings(map_page(context_with()), "wide")[0]
    assert [len(svg.all("path", f"d-map__{layer}")) for layer in ("land", "coast", "border")] == [1, 1, 1]
    assert all(path.attributes["d"].startswith("M") for path in svg.all("path"))


def test_every_name_of_a_disputed_place_stands_in_the_drawing_with_its_language() -> None:
    root = map_page(quay_on_the_map())
    marks = [link for svg in drawings(root, "wide") for link in svg.all("a") if targets_page(link) == "graholmen"]
    [mark] = marks
    names = {tspan.text(): tspan.attributes.get("lang") for tspan in mark.all("tspan") if "d-map__n" not in tspan.classes}
    assert names == {"Gråholmen quay": None, "Gråholmen": "nb", "Statsholmen": "nb"}


def test_a_place_nobody_disputes_bears_its_name_and_those_in_the_language_of_the_site() -> None:
    other = golden_files()["content/places/bergen.yml"].decode().replace(
        "names:\n", "names:\n  - {value: Old Capital, kind: alias, language: en, reference: gazetteer}\n")
    [mark] = [link for link in drawings(map_page(context_with(bergen=other)), "wide")[0].all("a")
              if targets_page(link) == "bergen"]
    names = [tspan.text() for tspan in mark.all("tspan") if "d-map__n" not in tspan.classes]
    assert names == ["Bergen", "Old Capital"]
    assert "Bjørgvin" in row_of(map_page(context_with()), "bergen").text()


def test_where_places_crowd_an_inset_names_them() -> None:
    main, inset = drawings(map_page(quay_on_the_map()), "wide")
    assert "places/graholmen.html" not in targets(main) and "places/bergen.html" not in targets(main)
    assert {"places/graholmen.html", "places/bergen.html"} <= set(targets(inset))
    assert [box.text() for box in main.all("text", "d-map__letter")] == ["A"]
    assert [box.text() for box in inset.all("text", "d-map__letter")] == ["A"]
    assert len(main.all("polygon", "d-map__box")) == 1 and len(main.all("circle", "d-map__q")) == 2


FAR = "name: Ottawa\ntype: city\ncoordinates: {lat: 45.42, lon: -75.7, precision: locality, reference: gazetteer}\n"


def test_what_lies_beyond_is_named_at_the_edge_with_its_distance() -> None:
    root = map_page(context_with(ottawa=FAR))
    for width in ("wide", "narrow"):
        [mark] = drawings(root, width)[0].all("a", "d-map__far")
        assert mark.attributes["href"] == "places/ottawa.html" and mark.all("polygon", "d-map__arrow")
        x = min(float(pair.split(",")[0]) for pair in mark.all("polygon")[0].attributes["points"].split())
        assert x < 20, "Ottawa lies to the west"
        assert re.search(r"\d,\d00 km", mark.text())
    assert re.search(r"5,\d00 km", row_of(root, "ottawa").text())


# What is listed ---------------------------------------------------------------------------------------


def test_the_table_says_type_position_precision_and_reference() -> None:
    context = context_with()
    row = row_of(map_page(context), "oslo")
    assert "59.91°\N{NO-BREAK SPACE}N, 10.75°\N{NO-BREAK SPACE}E" in row.text() and context.words("precision.locality") in row.text()
    [reference] = row.all("a", "d-map__ref")
    [item] = [item for item in map_page(context).all("li") if f"#{item.attributes.get('id')}" == reference.attributes["href"]]
    assert context.dossier.content.references["gazetteer"].title in item.text()


def test_a_disputed_place_leads_to_the_claim_wherever_it_is_listed() -> None:
    claim = "claims/quay-belongs-to.html"
    assert claim in targets(row_of(map_page(quay_on_the_map()), "graholmen"))
    [item] = [item for item in map_page(context_with()).all("li") if "places/graholmen.html" in targets(item)]
    assert claim in targets(item) and "Statsholmen" in item.text()


def test_places_without_coordinates_are_listed_with_the_reason() -> None:
    context = context_with(askoy="name: Askøy\ntype: city\n")
    found = {targets(item)[0]: item.text() for item in map_page(context).all("ul", "d-list")[0].all("li")}
    assert context.words("map.why.not_found") in found["places/graholmen.html"]
    assert context.words("map.why.not_looked_up") in found["places/askoy.html"]
    assert context.words("record.not_a_place") in found["places/vestlandet-ferry.html"]
    assert context.words("map.why.actor") in found["actors/norway.html"]


# Where there is none ----------------------------------------------------------------------------------


def built(files: dict[str, bytes]) -> Built:
    """What the pipeline makes of these files, without errors."""
    made = build(Tree(files))
    assert made.site is not None
    return made


def test_without_a_base_map_there_is_no_map() -> None:
    made = built({path: data for path, data in golden_files().items() if path != BASE_MAP})
    assert made.site and MAP not in {page.uri for page in made.site.nav}
    assert not [file.uri for file in made.files if file.uri == MAP or "map.html" in file.text]


def test_without_coordinates_there_is_no_map() -> None:
    files = {path: re.sub(rb"coordinates(_why)?: .*\n", b"", data) if path.startswith("content/places/") else data
             for path, data in golden_files().items()}
    made = built({**files, QUAY: golden_files()[QUAY]})
    assert made.site and MAP not in {page.uri for page in made.site.nav}
    assert not [file.uri for file in made.files if file.uri == MAP or "map.html" in file.text]


def test_with_both_the_map_stands_behind_the_timeline() -> None:
    made = built(golden_files())
    assert made.site and [page.uri for page in made.site.nav][:3] == ["index.md", "timeline.md", MAP]
    assert MAP in {file.uri for file in made.files}


# Locators ---------------------------------------------------------------------------------------------


def locators(place_id: str, context: Context) -> list[Element]:
    """The small drawings on a place's page."""
    return page_html(render_place(context.record(place_id), context)[0]).all("figure", "d-map--locator")


def test_a_place_shows_where_it_lies_among_the_others() -> None:
    context = context_with()
    [figure] = locators("oslo", context)
    [svg] = figure.all("svg")
    assert len(svg.all("circle", "d-map__p")) == 1 and len(svg.all("circle", "d-map__q")) == 3
    assert svg.attributes["role"] == "img" and not svg.all("a")
    assert targets(figure) == ["../map.html"]


@pytest.mark.parametrize("place_id", ["graholmen", "vestlandet-ferry"])
def test_a_place_that_is_on_no_map_has_no_locator(place_id: str) -> None:
    assert locators(place_id, context_with()) == []


def test_a_place_beyond_the_frame_has_no_locator() -> None:
    assert locators("ottawa", context_with(ottawa=FAR)) == []


# Many places ------------------------------------------------------------------------------------------


def test_of_a_thousand_places_the_most_used_are_named_and_the_rest_is_counted() -> None:
    places = {f"place-{index}": f"name: Place number {index}\ntype: city\ncoordinates: "
              f"{{lat: {58 + index % 37 * 0.35:.2f}, lon: {5 + index % 61 * 0.4:.2f}, precision: locality, "
              f"reference: gazetteer}}\n" for index in range(1000)}
    context = context_with(**places)
    [page] = render_map(context)
    root = page_html(page)
    assert sum(len(getattr(block, "html", "")) for block in page.blocks) < 500_000
    for width in ("wide", "narrow"):
        marks = [link for svg in drawings(root, width) for link in svg.all("a")]
        assert len({targets_page(link) for link in marks}) <= 40
        assert {"oslo", "bergen"} <= {targets_page(link) for link in marks}
    assert len(root.all("tbody")[0].all("tr")) == 100
    notes = " ".join(note.text() for note in root.all("p", "d-map__note"))
    assert "360" in notes and "604" in notes
    assert "places/index.html" in targets(root.all("p", "d-more")[0])


# Untrusted names --------------------------------------------------------------------------------------


def test_a_name_in_a_drawing_is_text() -> None:
    hostile = FAR.replace("name: Ottawa", "name: \"</text></svg><script>alert(1)</script>{{ x }}\"").replace("-75.7", "12.1")
    hostile = hostile.replace("45.42", "62.5")
    root = map_page(context_with(ottawa=hostile))
    assert not root.all("script")
    assert any("</text></svg>" in text.text() for text in drawings(root, "wide")[0].all("a"))

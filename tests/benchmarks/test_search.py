"""How searches are measured: what is asked, which bytes count, what the table marks."""

from generator.model.tree import Tree
from tests.benchmarks.search import table
from tests.benchmarks.search_browser import own_bytes
from tests.benchmarks.search_sites import names, queries
from tests.benchmarks.synthetic import make_dossier


def test_the_misspelt_name_is_nobodys_and_the_rare_word_a_places() -> None:
    tree: Tree = make_dossier(100)
    asked = dict(queries(tree))
    assert asked["misspelt"] not in {part for name in names(tree, "actors") for part in name.split()}
    assert asked["rare"] in {name.split()[0] for name in names(tree, "places")}
    assert any(part.startswith(asked["prefix"]) for name in names(tree, "actors") for part in name.split())


def test_only_an_engines_own_files_count() -> None:
    sent = {"/index.html": 1, "/assets/search.js": 2, "/assets/search-engine.js": 4, "/search/head.js": 8,
            "/search/t/0.js": 16, "/search/t/1.js": 32, "/search/search_index.json": 64, "/pagefind/x.pf_meta": 128}
    assert own_bytes(sent, "own") == {"/assets/search-engine.js": 4, "/search/head.js": 8, "/search/t": 48}
    assert own_bytes(sent, "material") == {"/search/search_index.json": 64}
    assert own_bytes(sent, "pagefind") == {"/pagefind/x.pf_meta": 128}


def test_a_missed_aim_is_marked() -> None:
    item = {"results": 3, "sent": {"/search/head.js": 160_000}, "opening": [100, 500], "again": [10, 20]}
    lines = table(100, {"pages": 110, "queries": {"common": "quay"}, "seconds": {"own": 1.1}, "index": {"own": 2_000_000},
                        "measured": {"own": {"common": item}}})
    marked = {line.split(",")[0] for line in lines if line.rstrip().endswith("!")}
    assert marked == {"first query", "opening to first result"}

"""How the weight of pages is found, on a small site."""

import gzip
from pathlib import Path

from tests.benchmarks.weight import loads_of, own_scripts, weigh


def make_site(folder: Path) -> Path:
    """Two pages of one kind, what they load, and what no page names."""
    files = {
        "index.html": '<link rel="stylesheet" href="assets/a.css"><link rel="canonical" href="assets/b.css">'
                      '<script src="assets/c.js"></script><div class="d-page d-page--home">',
        "events/x.html": '<link rel=stylesheet href=../assets/a.css><script src="../assets/c.js"></script>'
                         '<script src="../assets/d.js"></script><div class="d-page d-page--event">',
        "events/y.html": '<script src="https://x.example/e.js"></script><div id="x" class="d-page d-page--event">',
        "assets/a.css": "a", "assets/b.css": "b", "assets/c.js": "c", "assets/d.js": "d",
        "assets/javascripts/bundle.js": "bundle", "assets/javascripts/workers/search.js": "worker",
    }
    for uri, text in files.items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_text(text, encoding="utf-8")
    return folder


def test_a_page_loads_what_it_names_and_the_worker(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert {path.name for path in loads_of(site, site / "index.html")} == {"index.html", "a.css", "c.js", "search.js"}
    assert {path.name for path in loads_of(site, site / "events/y.html")} == {"y.html", "search.js"}


def test_the_largest_page_of_a_kind_is_weighed(tmp_path: Path) -> None:
    found = weigh(make_site(tmp_path))
    assert {kind: (weight["pages"], weight["largest_uri"]) for kind, weight in found.items()} == {
        "home": (1, "index.html"), "event": (2, "events/x.html")}
    assert found["event"]["scripts"] == len(gzip.compress(b"c", 9)) + len(gzip.compress(b"d", 9))


def test_scripts_of_the_theme_are_not_ours(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert own_scripts(site) == len(gzip.compress(b"c", 9)) + len(gzip.compress(b"d", 9))

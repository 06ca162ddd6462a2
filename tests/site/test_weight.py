"""What a browser truly loads for a page, held to the aims of the benchmarks."""

from pathlib import Path

import pytest

from tests.benchmarks.weight import AIMS, compressed, is_own_script, loads_of, own_scripts, search_scripts
from tests.support.reader import Reader


def loaded(reader: Reader, site: Path, uri: str) -> set[Path]:
    """The files a page asked for, until nothing more came."""
    reader.open(uri).wait_for_load_state("networkidle")
    uris = {url.removeprefix(reader.base).partition("?")[0].partition("#")[0] for url in reader.requests}
    return {(site / name).resolve() for name in uris}


@pytest.mark.parametrize("uri", ["index.html", "events/oslo-talks.html"])
def test_a_page_is_light_with_all_it_loads(http_reader: Reader, golden_site: Path, uri: str) -> None:
    found = loaded(http_reader, golden_site, uri)
    assert len(found) > 5
    assert sum(map(compressed, found)) < AIMS["loaded"]
    # The benchmarks compute the same without a browser.
    assert found <= loads_of(golden_site, golden_site / uri)


def test_our_scripts_are_few(golden_site: Path) -> None:
    assert 0 < own_scripts(golden_site) < AIMS["scripts"]
    assert 0 < search_scripts(golden_site) < AIMS["search"]


def test_scripts_of_the_theme_are_told_apart(golden_site: Path) -> None:
    assert [path.name for path in golden_site.rglob("bundle*.js") if is_own_script(path)] == []

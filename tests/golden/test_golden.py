"""The golden dossier becomes exactly the files expected of it, and has the findings it is meant to have."""

import difflib

import pytest

from generator.diagnostics import Severity
from tests.support.golden import EXPECTED_PATH, files_below, files_of_the_dossier, golden_build, golden_tree

HOW_TO_UPDATE = "if the change is meant, run `python -m tests.golden.update` and read the difference in git"
EXPECTED = files_below(EXPECTED_PATH)
_MOST_LINES = 60


def test_findings_are_those_it_is_meant_to_have() -> None:
    found = [(found.code, found.span.path, found.severity) for found in golden_build().checked.diagnostics]
    assert found == [
        ("withheld-words-quoted", "content/claims/quay-belongs-to.yml", Severity.WARNING),
        ("quote-cut", "content/events/bergen-talks.yml", Severity.WARNING),
        ("headline-only", "content/events/harbour-march.yml", Severity.WARNING),
    ]


def test_the_files_are_those_expected() -> None:
    made = files_of_the_dossier().keys()
    missing, unexpected = sorted(EXPECTED.keys() - made), sorted(made - EXPECTED.keys())
    assert (missing, unexpected) == ([], []), HOW_TO_UPDATE


@pytest.mark.parametrize("uri", EXPECTED)
def test_the_file_is_as_expected(uri: str) -> None:
    made = files_of_the_dossier()
    if made.get(uri) != EXPECTED[uri]:
        pytest.fail(f"{_difference(EXPECTED[uri], made.get(uri, b''), uri)}\n{HOW_TO_UPDATE}", pytrace=False)


def _difference(old: bytes, new: bytes, uri: str) -> str:
    lines = list(difflib.unified_diff(
        *(data.decode(errors="backslashreplace").splitlines() for data in (old, new)),
        f"expected/{uri}", f"generated/{uri}", n=1, lineterm=""))
    more = [f"... and {len(lines) - _MOST_LINES} lines more"] if len(lines) > _MOST_LINES else []
    return "\n".join([*lines[:_MOST_LINES], *more]) or f"{uri} differs in its line ends only"


def test_every_record_has_a_page() -> None:
    public = golden_build().public
    assert public is not None
    expected = {f"{record.kind.folder}/{record.id}.md" for record in public.dossier.content.records.values()}
    assert expected <= {file.uri for file in golden_build().files}


def test_everything_in_the_dossier_is_read() -> None:
    content = golden_build().checked.content
    assert content is not None
    read = {record.path for record in content.records.values()} | {f"seeds/{name}" for name in content.seeds}
    assert read <= golden_tree().keys()
    assert all(path in read for path in golden_tree() if path.startswith(("seeds/", "content/events/")))

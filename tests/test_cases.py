"""Every case under `tests/cases/` has exactly the findings it lists, and every code is found by some test."""

from pathlib import Path

import pytest

from generator.diagnostics import CODES
from tests.support.cases import CASES_PATH, CaseError, parse_case, run_case

CASES = {path.relative_to(CASES_PATH).with_suffix("").as_posix(): path
         for path in sorted(CASES_PATH.rglob("*.case"))}
TESTS_PATH = Path(__file__).parent

#: Codes that bytes, links or sizes bring about which no case can hold, and the tests that find them.
TESTED_APART = {
    "file-name-case": "reading/test_folder_tree.py",
    "file-too-large": "reading/test_folder_tree.py",
    "file-unreadable": "reading/test_folder_tree.py",
    "path-outside": "reading/test_folder_tree.py",
    "not-utf8": "reading/test_yaml_events.py",
    "yaml-bom": "reading/test_yaml_events.py",
    "yaml-depth": "reading/test_yaml_events.py",
}


def _read(name: str) -> str:
    return CASES[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_case_has_the_findings_it_lists(name: str) -> None:
    case = parse_case(_read(name))
    assert sorted(run_case(case)) == sorted(case.expected)


def test_base_dossier_has_no_findings() -> None:
    assert run_case(parse_case("--- expect coverage\n")) == ()


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_found_by_some_test(code: str) -> None:
    if code in TESTED_APART:
        assert code in (TESTS_PATH / TESTED_APART[code]).read_text(encoding="utf-8")
    else:
        assert any(code == found for name in CASES for _, _, found in parse_case(_read(name)).expected)


def test_a_folder_of_cases_is_a_code_that_some_case_in_it_finds() -> None:
    for folder in sorted((CASES_PATH / "checks").iterdir()):
        assert folder.name in CODES
        texts = (path.read_text(encoding="utf-8") for path in folder.glob("*.case"))
        assert any(f"[{folder.name}]" in text for text in texts), folder


@pytest.mark.parametrize("text", [
    "no section at all\n",
    "--- in content/events/oslo-talks.yml\n- place: nowhere\n+ place: oslo\n--- expect\n",
    "--- expect\nthis is no finding\n",
])
def test_a_case_that_is_not_written_as_agreed_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        parse_case(text)


def test_a_pasted_report_is_read_as_printed() -> None:
    case = parse_case(
        "--- expect\n"
        "content/a.yml:12:9: error[unknown-record]: no actor has the id 'a'\n"
        "    hint: the closest is 'b'\n")
    assert case.expected == (("content/a.yml:12:9", "error", "unknown-record"),)

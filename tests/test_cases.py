"""Every case under `tests/cases/` has exactly the findings it lists, and every code has a case."""

from pathlib import Path

import pytest

from generator.diagnostics import CODES
from tests.support.cases import CASES_PATH, CaseError, parse_case, run_case

CASES = {path.relative_to(CASES_PATH).with_suffix("").as_posix(): path
         for path in sorted(CASES_PATH.rglob("*.case"))}
TESTS_PATH = Path(__file__).parent


@pytest.mark.parametrize("name", CASES)
def test_case_has_the_findings_it_lists(name: str) -> None:
    case = parse_case(CASES[name].read_text(encoding="utf-8"))
    assert run_case(case) == tuple(sorted(case.expected, key=_place)) or run_case(case) == case.expected

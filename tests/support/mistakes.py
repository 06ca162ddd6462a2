"""`python -m tests.support.mistakes`: writes what is printed for each mistake into its case, to be read and judged.

Owns where the cases of usual mistakes stand and how their printed text is made. Knows no rule.
"""

from pathlib import Path

from generator.adapters.findings import findings_text
from generator.reading.words import load_words
from tests.support.cases import CASES_PATH, case_findings, parse_case

_HEADER = "--- prints\n"


def mistake_paths() -> dict[str, Path]:
    """The cases of usual mistakes, name to file."""
    return {path.stem: path for path in sorted((CASES_PATH / "mistakes").glob("*.case"))}


def printed_text(case_text: str, language: str = "en") -> str:
    """What `dossier check` prints for a case where its output is no terminal."""
    return findings_text(case_findings(parse_case(case_text)), load_words(language)) + "\n"


def main() -> None:
    """Write the texts anew."""
    for path in mistake_paths().values():
        text = path.read_text(encoding="utf-8")
        mistake = text.partition(_HEADER)[0]
        path.write_text(mistake + _HEADER + printed_text(text), encoding="utf-8")


if __name__ == "__main__":
    main()

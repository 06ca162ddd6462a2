"""`python -m tests.support.contributing`: CONTRIBUTING.md gets the text of the editors' guide.

The text is written in `generator/words/en/guide.md`, from where the site has it too.
"""

from generator.reading.words import load_words
from generator.rendering.guide import guide_text
from tests.support.golden import ROOT

_BEGIN = "<!-- From generator/words/en/guide.md; `python -m tests.support.contributing` brings it up to date. -->\n\n"
_END = "\n<!-- End of the guide. -->\n"


def guide_in_contributing(text: str) -> str:
    """What stands between the two marks. Raises ValueError where one of them is missing."""
    return text[text.index(_BEGIN) + len(_BEGIN):text.index(_END)]


def with_guide(text: str, guide: str) -> str:
    """The document with this text between its marks."""
    return text.replace(_BEGIN + guide_in_contributing(text) + _END, _BEGIN + guide + _END)


if __name__ == "__main__":
    path = ROOT / "CONTRIBUTING.md"
    path.write_text(with_guide(path.read_text(encoding="utf-8"), guide_text(load_words("en"))), encoding="utf-8")

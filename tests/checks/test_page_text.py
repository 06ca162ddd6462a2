"""Pages that are not UTF-8: bytes that no case file can hold."""

from generator.checks.page_text import check
from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.model.tree import Tree
from generator.reading.content import load_content
from tests.support.cases import parse_case


def test_the_first_byte_of_a_page_that_does_not_fit_is_reported() -> None:
    tree = Tree.of({**parse_case("--- expect\n").files, "content/pages/about.md": b"# \xc3\x85\n\xc5 \xff\n"})
    content = load_content(tree, Diagnostics())
    assert content is not None
    diagnostics = Diagnostics()
    check(link_content(content, Diagnostics()), diagnostics)
    assert [(str(found.span), found.code) for found in diagnostics] == [("content/pages/about.md:2:1", "not-utf8")]

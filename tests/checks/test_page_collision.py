"""No page written by hand takes the place of a generated one; what a single finding looks like stands in the cases."""

from generator.model.tree import Tree
from generator.model.uris import ABOUT, ACCESSIBILITY, HOME
from generator.pipeline import check
from tests.support.golden import golden_build, golden_tree

#: What editors may write themselves.
OF_EDITORS = {HOME, ABOUT, ACCESSIBILITY}


def test_everything_that_is_generated_keeps_its_address() -> None:
    generated = {file.uri for file in golden_build().files} - OF_EDITORS
    written = {f"content/pages/{uri}": b"<p>By hand</p>" for uri in generated}
    found = check(Tree({**golden_tree(), **written})).diagnostics
    assert {finding.span.path for finding in found if finding.code == "page-collision"} == written.keys()
    assert len(generated) > 50

"""`python -m tests.search [PROJECT]`: tries `content/searches.yml` of a project in the search of its built `site/`.

Fails where fewer searches succeed than are recorded. Needs Node: without it, it says so, and fails where `CI` is set.
"""

import os
import sys
from pathlib import Path

from generator.diagnostics import Diagnostics
from generator.reading.content import load_content
from generator.reading.folder_tree import load_tree
from tests.search.engine import running_engine
from tests.search.relevance import record_pages, report, try_searches
from tests.support.node_packages import HOW_TO_GET_NODE
from tests.support.tools import find_program


def main(project: Path) -> int:
    """Exit code 1 where the score has fallen or cannot be known."""
    node = find_program("node")
    if node is None:
        print(f"Search: not tried, node was not found: {HOW_TO_GET_NODE}")
        return int(bool(os.environ.get("CI")))
    found = Diagnostics()
    content = load_content(load_tree(project, found), found)
    if content is None or content.searches is None:
        print("Search: not tried, content/searches.yml is missing or wrong: run `dossier check`")
        return 1
    searches = content.searches.model
    with running_engine(node, project / "site") as engine:
        outcomes = try_searches(engine, searches.searches, record_pages(content))
    print(report(outcomes, searches.score))
    return int(sum(outcome.is_hit for outcome in outcomes) < searches.score)


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2])))

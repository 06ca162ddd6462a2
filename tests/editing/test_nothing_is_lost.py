"""Records and proposals written in any style: merged or accepted, no value and no comment of theirs is lost."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.editing.accept import accept_proposal
from generator.editing.merge import merge_records
from generator.editing.remarks import all_comments
from generator.editing.rename import rename_record
from generator.editing.yaml_source import YamlSource, parse_source
from generator.editing.yaml_writing import flow_text
from generator.model.nodes import plain_value
from generator.model.records import Kind
from generator.model.tree import Tree
from tests.editing.random_yaml import Writer
from tests.support.golden import golden_tree

PROPOSAL = "content/proposals/2021-03-21-made-up.yml"
INTO = "content/events/members-vote.yml"
PAIRS = [
    (Kind.ACTOR, "torbein-fergestad", "ingfrid-fergestad"), (Kind.ACTOR, "havnebladet", "fjordradio"),
    (Kind.EVENT, "bergen-talks", "hotel-talks"), (Kind.EVENT, "sailing-again", "members-vote"),
    (Kind.CLAIM, "quay-belongs-to", "crews-on-strike"), (Kind.PLACE, "graholmen", "bergen"),
]
some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


class Tidy(Writer):
    """A writer of records: no comment behind a text, since that would cut it, and no anchors."""

    def entry(self, head: str, value: Any, indent: int) -> None:
        self.anchors = []
        if isinstance(value, str):
            self.scalar(head, value, indent)
        elif self.choose(True, False):
            self.lines.append(f"{head} {self.flow(value)}")
        else:
            self.lines.append(head)
            (self.mapping if isinstance(value, dict) else self.sequence)(value, indent + self.choose(2, 4))

    def tail(self) -> str:
        return ""


def source_of(path: str, data: bytes) -> YamlSource:
    """A file that can be read."""
    source = parse_source(path, data)
    assert source is not None, data.decode()
    return source


def rewritten(draw: Any, path: str, tree: Tree) -> bytes:
    """A file of the golden dossier in another style."""
    writer = Tidy(draw, mark=path)
    value = plain_value(source_of(path, tree[path]).node)
    writer.mapping(value, 0)
    data = ("\n".join(writer.lines) + "\n").encode()
    assert plain_value(source_of(path, data).node) == value
    return data


def leaves(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(item)


def letters(text: str) -> str:
    """A text without what quotes, breaks and comment marks add to it."""
    return re.sub(r"[\s#\"'\\]", "", text)


@some
@given(st.data(), st.sampled_from(PAIRS))
def test_merged_records(data: st.DataObject, pair: tuple[Kind, str, str]) -> None:
    kind, other, own = pair
    paths = {name: f"content/{kind.folder}/{name}.yml" for name in (other, own)}
    tree = golden_tree()
    tree = Tree({**tree, **{path: rewritten(data.draw, path, tree) for path in paths.values()}})
    dossier = pipeline.check(tree).dossier
    assert dossier is not None
    change = merge_records(tree, dossier, kind, other, own, heading="From the other record:")
    after = change.written[paths[own]].decode()
    kept = Counter(line.strip("# ") for line in after.splitlines())
    for path in paths.values():
        source = source_of(path, tree[path])
        assert [remark for remark in all_comments(source) if not kept[remark.strip("# ")]] == []
        value = {key: item for key, item in plain_value(source.node).items() if key not in ("related", "relations")}
        assert [leaf for leaf in leaves(value) if leaf not in (other, own)
                and letters(leaf.replace(f"[[{other}", f"[[{own}")) not in letters(after)] == []


@some
@given(st.data())
def test_accepted_proposals(data: st.DataObject) -> None:
    value = {"for": "members-vote", "says": "The members were to vote: море, կոչ # 1 and 'more'.", "stage": "expected",
             "who": {"party": ["union-of-seamen"]}, "who_why": "Its members.", "from": "kystposten-2021-03-09",
             "quote": "Medlemmene skal etter planen stemme", "translation": "The members are by plan to vote"}
    writer = Tidy(data.draw)
    writer.mapping({key: value[key] for key in data.draw(st.permutations(list(value)))}, 0)
    tree = golden_tree()
    tree = Tree.of({**tree, PROPOSAL: "\n".join(writer.lines) + "\n", INTO: rewritten(data.draw, INTO, tree)})
    change = accept_proposal(tree, pipeline.check(tree), PROPOSAL)
    before, after = (source_of(INTO, each[INTO]) for each in (tree, change.written))
    statement = {key: item for key, item in value.items() if key != "for"}
    record, both = plain_value(before.node), plain_value(after.node)
    assert both == {**record, "statements": [*record["statements"], statement]}
    remarks = (*all_comments(before), *all_comments(source_of(PROPOSAL, tree[PROPOSAL])))
    assert Counter(all_comments(after)) == Counter(remarks)
    assert change.removed == {PROPOSAL}


@some
@given(st.data(), st.sampled_from([("actor", "nordferje"), ("event", "oslo-talks"), ("source", "kystposten-2021-03-09")]))
def test_renamed_records(data: st.DataObject, renamed: tuple[str, str]) -> None:
    kind, old = renamed
    tree = golden_tree()
    paths = data.draw(st.lists(st.sampled_from([path for path in tree if path.startswith("content/events/")]),
                               unique=True, min_size=1, max_size=4))
    tree = Tree({**tree, **{path: rewritten(data.draw, path, tree) for path in paths}})
    content = pipeline.check(tree).content
    assert content is not None
    change = rename_record(tree, content, Kind(kind), old, "wholly-new")
    own = f"content/{kind}s/wholly-new.yml"
    for path, after in change.written.items():
        if path != own:
            assert after.replace(b"wholly-new", old.encode()) == tree[path]
    (gone,) = change.removed
    assert Counter(all_comments(source_of(gone, tree[gone]))) == Counter(all_comments(source_of(own, change.written[own])))


def test_a_text_line_that_begins_with_a_hash_is_no_comment() -> None:
    proposal = ("says: >-\n  The members were to vote:\n  # 1 of all.\nfor: members-vote\nstage: expected\n# a remark\n"
                "from: kystposten-2021-03-09\nquote: Medlemmene skal etter planen stemme\n"
                "translation: The members are by plan to vote\n")
    tree = golden_tree()
    flow = flow_text(plain_value(source_of(INTO, tree[INTO]).node))
    tree = Tree.of({**tree, PROPOSAL: proposal, INTO: f"{flow}\n"})
    change = accept_proposal(tree, pipeline.check(tree), PROPOSAL)
    assert list(all_comments(source_of(INTO, change.written[INTO]))) == ["# a remark"]

"""Round trip: what is not meant stays as it is, byte by byte, in any file that can be read."""

from collections import Counter
from collections.abc import Iterator

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.editing.formatting import format_source
from generator.editing.naming import Move
from generator.editing.remarks import all_comments
from generator.editing.surgery import Append, CannotEdit, Change, Path, Put, Remove, changed_value, edit_source
from generator.editing.yaml_source import YamlSource, parse_source
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from generator.model.records import Kind
from tests.editing.random_yaml import NEW, OLD, PATH, texts, yaml_sources

MOVE = Move(Kind.EVENT, OLD, NEW)
thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def nodes(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every node below one, with its path."""
    yield path, node
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from nodes(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.items):
            yield from nodes(item, (*path, index))


def turned(source: YamlSource) -> list[Change]:
    """The changes that turn every id and every link."""
    found: list[Change] = []
    for path, node in nodes(source.node):
        if isinstance(node, ScalarNode) and node.value == OLD:
            found.append(Put(path, NEW, MOVE.id_words))
        elif isinstance(node, ScalarNode) and MOVE.text(node.value) != node.value:
            found.append(Put(path, MOVE.text(node.value), MOVE.link_words))
    return found


@thorough
@given(yaml_sources())
def test_turning_names_back_gives_the_file_as_it_was(source: YamlSource) -> None:
    changes = turned(source)
    assume(changes)
    data = edit_source(source, changes)
    read = parse_source(PATH, data)
    assert read is not None
    assert plain_value(read.node) == changed_value(plain_value(source.node), changes)
    assert data.decode().replace(NEW, OLD) == source.text


@thorough
@given(yaml_sources())
def test_comments_are_never_taken_for_names(source: YamlSource) -> None:
    changes = turned(source)
    assume(changes)
    read = parse_source(PATH, edit_source(source, changes))
    assert read is not None
    assert list(all_comments(read)) == list(all_comments(source))


@thorough
@given(yaml_sources(), st.data(), texts)
def test_an_item_is_added_and_nothing_else(source: YamlSource, data: st.DataObject, text: str) -> None:
    lists = [path for path, node in nodes(source.node) if isinstance(node, SequenceNode)]
    assume(lists)
    change = Append(data.draw(st.sampled_from(lists)), {"says": text, "from": OLD})
    try:
        after = edit_source(source, [change]).decode()
    except CannotEdit:
        # Where an alias repeats the list, one cannot grow alone.
        assert "*" in source.text and "&" in source.text
        return
    assert _without_insertion(after, source.text)


def _without_insertion(after: str, before: str) -> bool:
    """Whether the one text is the other with one stretch inserted."""
    start = next((index for index, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
                 len(before))
    rest = before[start:]
    return after.endswith(rest) or after.rstrip("\r\n").endswith(rest)


@thorough
@given(yaml_sources(), st.data())
def test_what_is_left_behind_a_removal_stands_as_it_stood(source: YamlSource, data: st.DataObject) -> None:
    paths = [path for path, _ in nodes(source.node) if path]
    path = data.draw(st.sampled_from(paths))
    try:
        after = edit_source(source, [Remove(path)])
    except CannotEdit:
        # The last of a collection cannot go alone, nor what an alias repeats.
        above = next(node for each, node in nodes(source.node) if each == path[:-1])
        assert "*" in source.text or len(source.slots(above)) == 1
        return
    read = parse_source(PATH, after)
    assert read is not None
    assert plain_value(read.node) == changed_value(plain_value(source.node), [Remove(path)])
    assert Counter(all_comments(read)) == Counter(all_comments(source))
    assert Counter(_letters(after.decode())) <= Counter(_letters(source.text))


def _letters(text: str) -> str:
    return "".join(text.split())


@thorough
@given(yaml_sources())
def test_form_changes_neither_value_nor_comments_and_stays(source: YamlSource) -> None:
    data = format_source(source)
    read = parse_source(PATH, data)
    assert read is not None
    assert plain_value(read.node) == plain_value(source.node)
    assert Counter(all_comments(read)) == Counter(all_comments(source))
    assert format_source(read) == data
    assert data.endswith(b"\n")

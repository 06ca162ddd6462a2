"""YAML to nodes: values and spans, what is refused and where, and that no bytes at all raise or crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from generator.reading.yaml_events import HAS_LIBYAML, MAX_ALIASED_NODES, MAX_DEPTH, parse_yaml
from generator.reading.yaml_text import MAX_YAML_BYTES

PATH = "content/events/ferry-strike.yml"
needs_libyaml = pytest.mark.skipif(not HAS_LIBYAML, reason="PyYAML is installed without libyaml")
PARSERS = [
    pytest.param(True, id="libyaml", marks=needs_libyaml),
    pytest.param(False, id="python"),
]
both_parsers = pytest.mark.parametrize("use_libyaml", PARSERS)


def read(data: str | bytes, use_libyaml: bool = HAS_LIBYAML) -> tuple[Node | None, Diagnostics]:
    diagnostics = Diagnostics()
    content = data.encode() if isinstance(data, str) else data
    return parse_yaml(PATH, content, diagnostics, use_libyaml=use_libyaml), diagnostics


def shown(diagnostics: Diagnostics) -> list[str]:
    """Findings as `line:column code hint`."""
    return [
        f"{finding.span.line}:{finding.span.column} {finding.code} {finding.hint}".rstrip()
        for finding in diagnostics
    ]


def place(node: Node | None) -> tuple[int, int, int, int]:
    assert node is not None
    return (node.span.line, node.span.column, node.span.end_line, node.span.end_column)


def mapping(data: str, use_libyaml: bool) -> MappingNode:
    node, diagnostics = read(data, use_libyaml)
    assert shown(diagnostics) == []
    assert isinstance(node, MappingNode)
    return node


# Values and spans


@both_parsers
def test_every_scalar_stays_text(use_libyaml: bool) -> None:
    node = mapping("a: no\nb: 12:30\nc: 2021-03-04\nd: 0x10\ne: ~\n'f': '~'\n<<: {g: on}\n", use_libyaml)
    assert plain_value(node) == {
        "a": "no", "b": "12:30", "c": "2021-03-04", "d": "0x10", "e": None, "f": "~", "<<": {"g": "on"},
    }


@both_parsers
def test_spans_count_lines_and_code_points_from_one(use_libyaml: bool) -> None:
    node = mapping("🚢é: 🚢b\r\nwho:\r\n  - 'kari' # who\r\n  - {a: b}\r\nlast: c\r\n", use_libyaml)
    assert place(node) == (1, 1, 5, 8)
    assert place(node.get("🚢é")) == (1, 5, 1, 7)
    people = node.get("who")
    assert isinstance(people, SequenceNode)
    assert place(people) == (3, 3, 4, 11)
    assert [place(item) for item in people.items] == [(3, 5, 3, 11), (4, 5, 4, 11)]


@both_parsers
def test_block_text_ends_with_its_last_line(use_libyaml: bool) -> None:
    text = "a:\n  quote: >-\n    Nordferje\n    og forbundet\n\n\n  # remark\n  b: |\n   x"
    node = mapping(text, use_libyaml).get("a")
    assert isinstance(node, MappingNode)
    assert plain_value(node) == {"quote": "Nordferje og forbundet", "b": "x\n"}
    assert place(node.get("quote")) == (2, 10, 4, 17)
    assert place(node.get("b")) == (8, 6, 9, 5)
    assert place(node) == (2, 3, 9, 5)


@both_parsers
def test_a_missing_value_stands_behind_its_key(use_libyaml: bool) -> None:
    node = mapping("title:   \nplace: oslo\n", use_libyaml)
    assert plain_value(node) == {"title": None, "place": "oslo"}
    assert place(node.get("title")) == (1, 6, 1, 6)


@both_parsers
def test_plain_and_quoted_are_told_apart(use_libyaml: bool) -> None:
    node = mapping("a: x\nb: 'x'\nc: \"x\"\nd: |-\n  x\n", use_libyaml)
    values = [value for _, value in node.entries]
    assert all(isinstance(value, ScalarNode) and value.value == "x" for value in values)
    plain = [isinstance(value, ScalarNode) and value.is_plain for value in values]
    assert plain == [True, False, False, False]


@both_parsers
def test_an_alias_stands_for_the_anchored_node(use_libyaml: bool) -> None:
    node = mapping("a: &who [kari, ola]\nb: *who\nc:\n- d: *who\n", use_libyaml)
    people = ["kari", "ola"]
    assert plain_value(node) == {"a": people, "b": people, "c": [{"d": people}]}
    assert place(node.get("b")) == place(node.get("a"))
    assert place(node)[2:] == (4, 10)


@both_parsers
@pytest.mark.parametrize("text", [
    "a: b\nc: d", "a: b\r\nc: d\r\n", "a: b\rc: d", "---\na: b\nc: d\n...\n", "a:\tb\t\nc: d",
])  # fmt: skip
def test_line_ends_marks_and_inner_tabs_change_nothing(text: str, use_libyaml: bool) -> None:
    assert plain_value(mapping(text, use_libyaml)) == {"a": "b", "c": "d"}


@both_parsers
def test_a_question_mark_between_brackets_is_text(use_libyaml: bool) -> None:
    text = "{question: How many? , note: who ?then, list: [a?, b:c]}\n"
    assert plain_value(mapping(text, use_libyaml)) == {
        "question": "How many?", "note": "who ?then", "list": ["a?", "b:c"],
    }


# What is refused, and where


REFUSED = {
    "empty": ("", "1:1 file-empty"),
    "only comments": ("# nothing\n\n", "1:1 file-empty"),
    "only a document mark": ("---\n", "1:1 file-empty"),
    "not UTF-8": (b"a: b\r\n\xc3\xa9c: \xe9\n", "2:5 not-utf8"),
    "UTF-16": ("a: b\n".encode("utf-16"), "1:1 not-utf8"),
    "UTF-16 without BOM": ("a: b\n".encode("utf-16-le"), "1:2 yaml-syntax control-character"),
    "inner BOM": ("a: b\nc: \ufeffd\n", "2:4 yaml-bom"),
    "control character": ("a: b\nc: d\x07\n", "2:5 yaml-syntax control-character"),
    "NUL": ("a: b\0c\n", "1:5 yaml-syntax control-character"),
    "hidden line break": ("a: b\u2028c\n", "1:5 yaml-syntax line-separator"),
    "tab as indentation": ("a:\n  \tb: c\n\td: e\n", "2:3 yaml-tab"),
    "directive": ("a: b\n%YAML 1.1\n---\n", "2:1 yaml-syntax directive"),
    "two documents": ("a: b\n---\nc: d\n", "2:1 yaml-syntax documents"),
    "tag": ("a: !ship b\n", "1:4 yaml-tag"),
    "core tag": ("a:\n  - !!str 12\n", "2:5 yaml-tag"),
    "Python tag": ("a: !!python/object/apply:os.system [ls]\n", "1:4 yaml-tag"),
    "tag of a mapping": ("a: !!map {b: c}\n", "1:4 yaml-tag"),
    "malformed tag": ("a: !<b c\n", "1:4 yaml-tag"),
    "undeclared tag": ("a: !b!c d\n", "1:4 yaml-tag"),
    "list as key": ("[a]: b\n", "1:1 yaml-syntax complex-key"),
    "mapping as key": ("a:\n  ? {b: c}\n  : d\n", "2:5 yaml-syntax complex-key"),
    "alias as key": ("a: &x b\n*x : c\n", "2:1 yaml-alias key"),
    "unknown alias": ("quote: *starred* words\n", "1:8 yaml-syntax star"),
    "alias to nothing": ("a: *b\n", "1:4 yaml-alias unknown"),
    "alias to itself": ("a: &x [b, *x]\n", "1:11 yaml-alias recursive"),
    "colon in a text": ("a: b\nquote: He said: no\n", "2:15 yaml-syntax colon"),
    "indented key": ("a: b\n c: d\n", "2:2 yaml-syntax depth"),
    "key between two depths": ("a:\n  b: c\n d: e\n", "3:2 yaml-syntax depth"),
    "mapping behind list": ("- a\nb: c\n", "2:1 yaml-syntax indentation"),
    "dash behind key": ("a: - b\n", "1:4 yaml-syntax dash"),
    "line without colon": ("a: b\nwords\nc: d\n", "2:1 yaml-syntax key"),
    "open single quote": ("a: 'b\nc: d\n", "1:4 yaml-syntax quote"),
    "open double quote": ("a: b\nc: \"d\n\n", "2:4 yaml-syntax quote"),
    "words behind a quote": ('a: "b" said c\n', "1:8 yaml-syntax text-behind"),
    "words behind brackets": ("a: [b] c\n", "1:8 yaml-syntax text-behind"),
    "open bracket": ("a: [b, c\nd: e\n", "1:4 yaml-syntax bracket"),
    "open brace": ("a: {b: c\n", "1:4 yaml-syntax bracket"),
    "no space behind a colon": ("{a:}\n", "1:3 yaml-syntax colon"),
    "reserved sign": ("a: @b\n", "1:4 yaml-syntax character"),
    "words behind a block mark": ("a: > b\n", "1:4 yaml-syntax block"),
    "comment glued to a block mark": ("a: >#b\n  c\n", "1:4 yaml-syntax block"),
    "unknown escape": ('a: "\\q"\n', "1:4 yaml-syntax escape"),
    "half an escape": ('a: "\\x4"\n', "1:4 yaml-syntax escape"),
    "escaped control character": ('a: "b\\0"\n', "1:4 yaml-syntax escape"),
    "escaped half character": ('a: "\\ud800"\n', "1:4 yaml-syntax escape"),
    "escaped nothing": ('a: "\\UFFFFFFFF"\n', "1:4 yaml-syntax escape"),
}


@both_parsers
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_gives_one_finding(name: str, use_libyaml: bool) -> None:
    data, expected = REFUSED[name]
    node, diagnostics = read(data, use_libyaml)
    assert node is None
    assert shown(diagnostics) == [expected]


@both_parsers
def test_a_bom_at_the_start_is_a_finding_but_the_file_is_read(use_libyaml: bool) -> None:
    node, diagnostics = read("\ufeffa: b\n", use_libyaml)
    assert shown(diagnostics) == ["1:1 yaml-bom"]
    assert isinstance(node, MappingNode)
    assert place(node.get("a")) == (1, 4, 1, 5)


@both_parsers
def test_an_entry_without_its_dash_is_one_mistake(use_libyaml: bool) -> None:
    _, diagnostics = read("a:\n  - b: 1\n    c: 2\n    b: 3\n    c: 4\n", use_libyaml)
    assert shown(diagnostics) == ["4:5 duplicate-key dash"]


@both_parsers
def test_of_equal_keys_the_first_stays_and_each_other_is_reported(use_libyaml: bool) -> None:
    node, diagnostics = read("a: b\n'a': {a: c}\nd: {a: e, a: [f]}\na: g\n", use_libyaml)
    assert node is not None
    assert plain_value(node) == {"a": "b", "d": {"a": "e"}}
    assert shown(diagnostics) == ["2:1 duplicate-key one", "3:11 duplicate-key one", "4:1 duplicate-key one"]
    assert [str(finding.related[0].span) for finding in diagnostics] == [
        f"{PATH}:1:1", f"{PATH}:3:5", f"{PATH}:1:1",
    ]


@both_parsers
@pytest.mark.parametrize("data", ["just words\n", "- a\n- b\n", "~\n", "'quoted'\n"])
def test_a_top_that_is_no_mapping_is_left_to_the_caller(data: str, use_libyaml: bool) -> None:
    node, diagnostics = read(data, use_libyaml)
    assert node is not None and not isinstance(node, MappingNode)
    assert shown(diagnostics) == []


# Comments that cut a text


CUT = {
    "quote: No #1 of all\n": ("1:11", {"quote": "No #1 of all"}),
    "quote: #1 of all\n": ("1:8", {"quote": "#1 of all"}),
    "says: The ship   # a remark\n": ("1:18", {"says": "The ship   # a remark"}),
    "quote: No\n  end #1 at all\n": ("2:7", {"quote": "No end #1 at all"}),
    "title:\n  en: Ferry # 1\n": ("2:13", {"title": {"en": "Ferry # 1"}}),
    "by_why: so # 1\n": ("1:12", {"by_why": "so # 1"}),
    "not_names:\n  - Quay # 4\n": ("2:10", {"not_names": ["Quay # 4"]}),
    "type: talks #vocabulary\n": ("1:13", {"type": "talks"}),
    "figure: {value: 300 # men\n  }\n": ("1:21", {"figure": {"value": "300"}}),
}


@both_parsers
@pytest.mark.parametrize("text", CUT)
def test_a_comment_that_cuts_a_text_is_reported(text: str, use_libyaml: bool) -> None:
    position, value = CUT[text]
    node, diagnostics = read(text, use_libyaml)
    assert shown(diagnostics) == [f"{position} yaml-comment-cut"]
    assert node is not None and plain_value(node) == value


@both_parsers
@pytest.mark.parametrize("text", [
    "type: talks   # vocabulary/event-types.yml\n",
    "type: talks # vocabulary\n",
    "quote: 'No' #1\n",
    "quote: C#1 of all\n",
    "quote: >-  # the words\n  No #1 of all\n",
    "quote:  # the words\n  No\n",
    "# quote: No #1\nquote: No\n#1\n",
    "translation: {text: 'No', by: kari} # quote\n",
    "translation:\n  text: 'No'\n  by: kari # second reader\n",
    "who: [kari] #1\n",
])  # fmt: skip
def test_an_ordinary_comment_is_none(text: str, use_libyaml: bool) -> None:
    assert shown(read(text, use_libyaml)[1]) == []


@both_parsers
@pytest.mark.parametrize("text", [
    "{quote: No #1, title: a}\n", "quote: No #1\n  of all\n", "quote: No #1\n  of: all\n",
])  # fmt: skip
def test_what_a_cut_breaks_is_not_reported_again(text: str, use_libyaml: bool) -> None:
    node, diagnostics = read(text, use_libyaml)
    assert node is None
    assert [finding.code for finding in diagnostics] == ["yaml-comment-cut"]


# Bounds


@both_parsers
@pytest.mark.parametrize(("unit", "code"), [
    ("[", "yaml-depth"), ("{a: ", "yaml-depth"), ("- ", "yaml-depth"), ("[[],", "yaml-depth"),
    ("{", "yaml-syntax"), ("? ", "yaml-syntax"), ("- ? ", "yaml-syntax"),
])  # fmt: skip
def test_200_000_openings_end_in_one_finding(unit: str, code: str, use_libyaml: bool) -> None:
    node, diagnostics = read(unit * 200_000, use_libyaml)
    assert node is None
    assert [finding.code for finding in diagnostics] == [code]


@both_parsers
def test_depth_is_allowed_to_its_limit_and_not_beyond(use_libyaml: bool) -> None:
    deepest, diagnostics = read("[" * MAX_DEPTH + "]" * MAX_DEPTH, use_libyaml)
    assert deepest is not None and not len(diagnostics)
    lines = [" " * depth + "a:" for depth in range(MAX_DEPTH + 1)]
    assert read("\n".join(lines[:-1]), use_libyaml)[0] is not None
    assert shown(read("\n".join(lines), use_libyaml)[1]) == [f"{MAX_DEPTH + 1}:{MAX_DEPTH + 1} yaml-depth"]


@both_parsers
def test_aliases_cannot_make_it_deeper(use_libyaml: bool) -> None:
    half = MAX_DEPTH // 2
    text = f"- &a {'[' * half}{']' * half}\n- {'[' * half}*a{']' * half}\n"
    assert shown(read(text, use_libyaml)[1]) == [f"2:{3 + half} yaml-depth"]


@both_parsers
def test_an_alias_bomb_is_refused(use_libyaml: bool) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
    )
    node, diagnostics = read(bomb, use_libyaml)
    assert node is None
    assert [(finding.code, finding.hint) for finding in diagnostics] == [("yaml-alias", "too-many")]


@both_parsers
def test_aliases_are_bounded_but_plain_nodes_are_not(use_libyaml: bool) -> None:
    allowed = "[&a x" + ", *a" * MAX_ALIASED_NODES + "]"
    assert shown(read(allowed, use_libyaml)[1]) == []
    assert read(allowed[:-1] + ", *a]", use_libyaml)[0] is None
    assert shown(read("[x" + ", x" * (MAX_ALIASED_NODES + 1) + "]", use_libyaml)[1]) == []


def test_a_large_file_is_refused_unread() -> None:
    node, diagnostics = read(b"a" * (MAX_YAML_BYTES + 1))
    assert node is None
    assert shown(diagnostics) == ["1:1 file-too-large"]
    assert read(b"a" * MAX_YAML_BYTES)[0] is not None


# Anything at all


WORDS = [
    "a", "quote", "says", "é", "🚢", "1", "~", "<<", " ", "\t", "\n", "\n  ", "\n    ", "\r\n", "---", "...",
    ": ", ":", "- ", "-", "[", "]", "{", "}", ", ", ",", "?", '"', "'", "&a ", "*a", "|\n ", ">-\n  ",
    " #", " # ", "#", "%", "@", "`", "\\", "\\x41",
]  # fmt: skip
# Of two mistakes in one file the parsers may meet another first, and these words make nearly all such files.
ODD_WORDS = ["!", "!!str ", "!<", "? ", ">-#", "\x00", "\u2028", "\ufeff", "\\uD800"]


def texts_of(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=20).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from([HAS_LIBYAML, False]))
def test_any_bytes_give_a_node_or_a_finding(data: bytes, use_libyaml: bool) -> None:
    node, diagnostics = read(data, use_libyaml)
    assert node is not None or len(diagnostics)


@given(texts_of(WORDS + ODD_WORDS), st.sampled_from([HAS_LIBYAML, False]))
def test_any_signs_give_a_node_or_a_finding(text: str, use_libyaml: bool) -> None:
    node, diagnostics = read(text, use_libyaml)
    assert node is not None or len(diagnostics)
    assert all(1 <= finding.span.line <= text.count("\n") + text.count("\r") + 2 for finding in diagnostics)


@needs_libyaml
@given(texts_of([word for word in WORDS if word != "?"]))
def test_both_parsers_read_the_same(text: str) -> None:
    fast, fast_findings = read(text, use_libyaml=True)
    slow, slow_findings = read(text, use_libyaml=False)
    assert shown(fast_findings) == shown(slow_findings)
    assert fast == slow

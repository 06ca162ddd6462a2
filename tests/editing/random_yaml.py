"""YAML files as people write them, made up at random: comments, anchors, all styles of scalars, many scripts.

Owns how a value is put into lines. Every file it makes can be read without a finding.
"""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from generator.editing.yaml_source import YamlSource, parse_source
from generator.editing.yaml_writing import can_fold, folded_lines, plain_is_safe, quoted

PATH = "content/events/made-up.yml"
#: The id that stands in many places; no other text holds it or `NEW`.
OLD, NEW = "old-id", "brand-new-name"

_WORDS = ("Sjømann", "ferge", "կոչ", "море", "سفينة", "船", "🚢", "x", "No. 1", "a:b", "#1", "'n'", '"q"', "[a]", "{b}", "- c",
          "&d", "*e", "!f", "50 %", "@g", "`h`", "nb\u00a0sp", "?", "|", ">", "true", "null", "~", "12:30", "1_0", f"[[{OLD}]]",
          f"[[{OLD}|words]]")
texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30).map(" ".join)
paragraphs = st.lists(texts, min_size=1, max_size=3).map("\n".join)
scalars = st.one_of(st.just(OLD), texts, paragraphs)
keys = st.sampled_from([f"k{number}" for number in range(9)] + ["ключ", "մեկ", "says-so"])
values = st.recursive(
    scalars,
    lambda below: st.one_of(st.lists(below, min_size=1, max_size=3), st.dictionaries(keys, below, min_size=1, max_size=3)),
    max_leaves=12)


@dataclass
class Writer:
    """One file on its way: `draw` makes every choice of style."""

    draw: Any
    lines: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    mark: str = ""

    def choose(self, *of: Any) -> Any:
        return self.draw(st.sampled_from(of))

    def mapping(self, value: dict[str, Any], indent: int) -> None:
        for key, item in value.items():
            self.remarks(indent)
            self.entry(" " * indent + f"{key}:", item, indent)

    def sequence(self, value: list[Any], indent: int) -> None:
        for item in value:
            self.remarks(indent)
            self.entry(" " * indent + "-", item, indent)

    def remarks(self, indent: int) -> None:
        for _ in range(self.choose(0, 0, 0, 0, 1, 2)):
            self.lines.append(self.choose("", f"{' ' * indent}# [of] 'mine' {self.mark}{len(self.lines)}: {self.choose('é', 'ж', OLD)}"))

    def entry(self, head: str, value: Any, indent: int) -> None:
        if self.anchors and self.choose(*range(8)) == 0:
            self.lines.append(f"{head} *{self.choose(*self.anchors)}")
            return
        anchor = f"a{len(self.lines)}" if self.choose(*range(8)) == 0 else ""
        head = f"{head} &{anchor}" if anchor else head
        if isinstance(value, str):
            self.scalar(head, value, indent)
        elif self.choose(True, False, False):
            self.lines.append(f"{head} {self.flow(value)}{self.tail()}")
        else:
            self.lines.append(head + self.tail())
            step = self.choose(2, 2, 4)
            (self.mapping if isinstance(value, dict) else self.sequence)(value, indent + step)
        if anchor:
            self.anchors.append(anchor)

    def tail(self) -> str:
        return self.choose("", "", "", "   # behind", " # " + OLD)

    def scalar(self, head: str, value: str, indent: int) -> None:
        style = self.choose("plain", "single", "double", "folded", "literal")
        if style == "folded" and can_fold(value):
            first, *rest = folded_lines(value, indent + self.choose(1, 2, 3), width=self.choose(20, 80, 10**6))
            self.lines += [f"{head} {first}", *rest]
        elif style == "literal" and can_fold(value):
            self.lines += [f"{head} |-", *(" " * (indent + 3) + line for line in value.split("\n"))]
        elif style == "plain" and plain_is_safe(value, in_flow=False):
            self.lines.append(f"{head} {value}{self.tail()}")
        elif style == "single" and "\n" not in value:
            self.lines.append(f"{head} '{value.replace(chr(39), chr(39) * 2)}'{self.tail()}")
        else:
            self.lines.append(f"{head} {quoted(value)}{self.tail()}")

    def flow(self, value: Any) -> str:
        space = self.choose("", " ")
        if isinstance(value, dict):
            return "{" + space + ", ".join(f"{key}: {self.flow(item)}" for key, item in value.items()) + space + "}"
        if isinstance(value, list):
            return "[" + space + ",  ".join(map(self.flow, value)) + space + "]"
        return value if plain_is_safe(value, in_flow=True) and self.choose(True, False) else quoted(value)


@st.composite
def yaml_sources(draw: Any) -> YamlSource:
    """A file with a mapping at its top."""
    writer = Writer(draw)
    writer.mapping(draw(st.dictionaries(keys, values, min_size=1, max_size=6)), 0)
    writer.remarks(0)
    line_break = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = line_break.join(writer.lines) + draw(st.sampled_from([line_break, ""]))
    source = parse_source(PATH, text.encode())
    assert source is not None, text
    return source

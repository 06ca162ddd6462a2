"""YAML text to positioned nodes; the only module that imports `yaml`.

Owns the rules of the YAML an editor may write: no tags, bounded depth and aliases, keys that are scalars and
unique, one document. Reads parse events, never `compose`: libyaml's crashes at 200,000 brackets.
Knows nothing of records; scalars stay text.
"""

import re
from typing import Any, NoReturn

import yaml

from generator.diagnostics import Diagnostics, Related, Span
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.reading.yaml_comments import find_cut
from generator.reading.yaml_problems import Place, Problem, report_problem, span_at, word_at
from generator.reading.yaml_text import decode_yaml, has_unprintable, shorten

MAX_DEPTH = 64
#: How many nodes the aliases of one file may add to it, each counted as often as it is repeated.
MAX_ALIASED_NODES = 10_000

_TAG = re.compile(r"!(?![\w-]*!$)(?:[-\w;/?:@&=+$.!~*'()]|%[0-9A-Fa-f]{2})*", re.ASCII)
# libyaml takes `>#` for a block with a comment, the parser in Python does not.
#: A key in braces that swallowed its value.
_RUN_TOGETHER = re.compile(r"[a-z_]+(:| +)(?=\S)")
_TIGHT_BLOCK_COMMENT = re.compile(r"(?:&\S+ +)?([>|])[-+0-9]*#")

HAS_LIBYAML = bool(yaml.__with_libyaml__)


def parse_yaml(
    path: str, data: bytes, diagnostics: Diagnostics, *, use_libyaml: bool = HAS_LIBYAML
) -> Node | None:
    """Read one YAML file into nodes whose spans carry `path`.

    None, with at least one finding, where the file is empty or cannot be read to its end. A node may come
    with findings too (BOM, duplicate key, cut comment). Never raises on any bytes. With and without libyaml
    the nodes and findings are the same; in a file with two mistakes another one may be met first.
    """
    text = decode_yaml(path, data, diagnostics)
    if text is None:
        return None
    builder = _Builder(path, text, diagnostics)
    try:
        root = builder.build(_Parser(text, use_libyaml))
    except _Stop:
        return None
    if root is None:
        diagnostics.add("file-empty", Span(path))
    return root


class _Stop(Exception):
    """Reading of this file ends; the finding that says why is made."""


class _PythonLoader(yaml.BaseLoader):
    """PyYAML's own scanner, brought to read between brackets what libyaml reads there."""

    def parse_flow_sequence_entry_mapping_key(self) -> yaml.Event:
        """The key behind a `?` in a list; libyaml stumbles where none follows."""
        event = super().parse_flow_sequence_entry_mapping_key()
        if event.start_mark is event.end_mark:
            self._complain("expected the node content")
        return event

    def scan_flow_scalar(self, style: str) -> yaml.ScalarToken:
        """A quoted scalar; escapes are made characters without a look at whether there is such a one."""
        start = self.get_mark()
        try:
            return super().scan_flow_scalar(style)
        except (ValueError, OverflowError):
            raise yaml.scanner.ScannerError(
                "while scanning a quoted scalar", start, "found an invalid escape", self.get_mark()
            ) from None

    def scan_tag(self) -> yaml.TagToken:
        """A tag of any meaning, since it will be refused, if libyaml would take its letters."""
        start = self.get_mark()
        length = 0
        while self.peek(length) not in "\0 \n,":
            length += 1
        is_ended = self.peek(length) != "," or self.flow_level
        if not is_ended or not _TAG.fullmatch(self.prefix(length)):
            raise yaml.scanner.ScannerError("while scanning a tag", start, "expected a tag", start)
        self.forward(length)
        return yaml.TagToken((None, "!"), start, self.get_mark())

    def scan_plain(self) -> yaml.ScalarToken:
        """A plain scalar; between brackets a `?` inside it is a letter, and `a:` needs a space behind it."""
        if not self.flow_level:
            return super().scan_plain()
        chunks: list[str] = []
        spaces: list[str] = []
        start = end = self.get_mark()
        while self.peek() != "#" and (length := self._flow_word_length()):
            chunks += [*spaces, self.prefix(length)]
            self.allow_simple_key = False
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            if not spaces:
                break
        return yaml.ScalarToken("".join(chunks), True, start, end)

    def _flow_word_length(self) -> int:
        length = 0
        while (letter := self.peek(length)) not in "\0 \n,[]{}":
            if letter == ":" and self.peek(length + 1) in "\0 \n":
                break
            if letter == ":" and self.peek(length + 1) in ",?[]{}":
                self.forward(length)
                self._complain("found unexpected ':'")
            length += 1
        return length

    def _complain(self, problem: str) -> NoReturn:
        mark = self.get_mark()
        raise yaml.scanner.ScannerError("while parsing a flow node", mark, problem, mark)


class _Parser:
    """One of PyYAML's two parsers on one text."""

    def __init__(self, text: str, use_libyaml: bool) -> None:
        self._parser = (yaml.CBaseLoader if use_libyaml else _PythonLoader)(text)
        self.next_event = self._parser.get_event

    def close(self) -> None:
        """Let go of the text, which the parser's references to itself would keep."""
        self._parser.dispose()


class _Frame:
    """A collection that is being read, and the key whose value comes next."""

    __slots__ = ("anchor", "entries", "first_count", "is_flow", "is_mapping", "is_run_together", "items", "key",
                 "keys", "start")

    def __init__(self, event: Any, is_mapping: bool, first_count: int) -> None:
        self.start = event.start_mark
        self.anchor: str | None = event.anchor
        self.is_flow: bool = bool(event.flow_style)
        self.is_mapping = is_mapping
        self.is_run_together = False
        self.first_count = first_count
        self.items: list[Node] = []
        self.entries: list[tuple[ScalarNode, Node]] = []
        self.keys: dict[str, ScalarNode] = {}
        self.key: ScalarNode | None = None

    @property
    def awaits_key(self) -> bool:
        return self.is_mapping and self.key is None


class _Anchored:
    """A node with an anchor, how many nodes it stands for and how many collections deep it goes."""

    __slots__ = ("depth", "node", "size")

    def __init__(self, node: Node, size: int) -> None:
        self.node = node
        self.size = size
        self.depth = _depth(node)


class _Builder:
    """The reading of one file: takes events one by one and puts nodes together."""

    def __init__(self, path: str, text: str, diagnostics: Diagnostics) -> None:
        self.path = path
        self.diagnostics = diagnostics
        self.lines = text.split("\n")
        self.has_hash = "#" in text
        self.has_cut_flow = False
        self.last_cut_line = -1
        self.root: Node | None = None
        self.frames: list[_Frame] = []
        self.frame: _Frame | None = None
        self.documents = 0
        self.count = 0
        self.aliased_count = 0
        self.anchors: dict[str, _Anchored | None] = {}
        self.end = (1, 1)

    def build(self, parser: _Parser) -> Node | None:
        """The file's node, None for a file that says nothing; raises _Stop where it cannot be read."""
        try:
            while (event := parser.next_event()) is not None:
                handler = _HANDLERS.get(type(event))
                if handler is not None:
                    handler(self, event)
        except yaml.MarkedYAMLError as error:
            self._refuse_syntax(error)
        finally:
            parser.close()
        return self.root

    # Events

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse_line(_place(event.start_mark), "documents")

    def _end_document(self, _: Any) -> None:
        root = self.root
        if isinstance(root, ScalarNode) and root.is_plain and not root.value:
            self.root = None

    def _take_scalar(self, event: Any) -> None:
        value, style = event.value, event.style
        span = self._scalar_span(event)
        node = ScalarNode(value, span, not style)
        if event.tag is not None:
            self._refuse_tag(event)
        if style == '"' and has_unprintable(value):
            self._refuse_line(_place(event.start_mark), "escape")
        if not style and (self.frame is None or not self.frame.awaits_key):
            node = self._complete_value(node, event.end_mark)
        self.count += 1
        self.end = (span.end_line, span.end_column)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(node, 1)
        self._place(node)

    def _start_collection(self, event: Any) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if self.frame is not None and self.frame.awaits_key:
            self._refuse_line(_place(event.start_mark), "complex-key")
        if len(self.frames) >= MAX_DEPTH:
            self._refuse("yaml-depth", self._event_span(event), limit=MAX_DEPTH)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.frame = _Frame(event, isinstance(event, yaml.MappingStartEvent), self.count)
        self.frames.append(self.frame)

    def _end_collection(self, event: Any) -> None:
        frame = self.frames.pop()
        self.frame = self.frames[-1] if self.frames else None
        if frame.is_flow:
            self.end = (event.end_mark.line + 1, event.end_mark.column + 1)
        span = self._collection_span(frame)
        node = (
            MappingNode(tuple(frame.entries), span) if frame.is_mapping
            else SequenceNode(tuple(frame.items), span)
        )
        self.count += 1
        if frame.anchor is not None:
            self.anchors[frame.anchor] = _Anchored(node, self.count - frame.first_count)
        self._place(node)

    def _take_alias(self, event: Any) -> None:
        name, span = event.anchor, self._event_span(event)
        anchored = self.anchors.get(name)
        if self.frame is not None and self.frame.awaits_key:
            self._refuse("yaml-alias", span, hint="key", name=name)
        if anchored is None:
            hint = "recursive" if name in self.anchors else "unknown"
            self._refuse("yaml-alias", span, hint=hint, name=name)
        self.aliased_count += anchored.size
        self.count += anchored.size
        if self.aliased_count > MAX_ALIASED_NODES:
            self._refuse("yaml-alias", span, hint="too-many", name=name, limit=MAX_ALIASED_NODES)
        if len(self.frames) + anchored.depth > MAX_DEPTH:
            self._refuse("yaml-depth", span, limit=MAX_DEPTH)
        self.end = (span.end_line, span.end_column)
        self._place(anchored.node)

    # Nodes

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs; of two equal keys the first keeps its value."""
        frame = self.frame
        if frame is None:
            self.root = node
        elif not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            assert isinstance(node, ScalarNode)
            frame.key = node
        else:
            key, frame.key = frame.key, None
            first = frame.keys.setdefault(key.value, key)
            if first is key:
                frame.entries.append((key, node))
            else:
                self._take_duplicate(frame, first, key, node)

    def _take_duplicate(self, frame: _Frame, first: ScalarNode, key: ScalarNode, node: Node) -> None:
        """A field again: one finding for a whole entry whose dash is missing, or for an empty line before the field."""
        at = next(at for at, (known, _) in enumerate(frame.entries) if known is first)
        kept = frame.entries[at][1]
        if isinstance(kept, ScalarNode) and kept.is_plain and not kept.value:
            frame.entries[at] = (first, node)
        around = self.frames[-2] if len(self.frames) > 1 else None
        is_entry = not frame.is_flow and around is not None and not around.is_mapping
        if frame.is_run_together and at:
            return
        frame.is_run_together = is_entry or not at
        self.diagnostics.add("duplicate-key", key.span, hint="dash" if is_entry and not at else "one", key=key.value,
                             related=[Related(first.span, "related.first")])

    def _complete_value(self, node: ScalarNode, end_mark: Any) -> ScalarNode:
        """A plain value as it counts: a cut one is whole again, a missing one stands behind its key."""
        if self.has_hash and "#" in self.lines[end_mark.line]:
            node = self._uncut(node, self.lines[end_mark.line][end_mark.column:])
        key = self.frame.key if self.frame is not None else None
        span = node.span
        if key is None or node.value or (span.line, span.column) != (span.end_line, span.end_column):
            return node
        if self.frame is not None and self.frame.is_flow and (field := _RUN_TOGETHER.match(key.value)):
            start = Place(key.span.line - 1, key.span.column - 1)
            self._refuse_line(start, "no-space" if field[1] == ":" else "no-colon")
        line, column = key.span.end_line, key.span.end_column
        return ScalarNode("", Span(self.path, line, column, line, column), True)

    def _uncut(self, node: ScalarNode, behind: str) -> ScalarNode:
        keys = [frame.key.value for frame in self.frames if frame.key is not None]
        cut = find_cut(node.value, behind, keys)
        if cut is None:
            return node
        line = node.span.end_line
        column = node.span.end_column + len(behind) - len(behind.lstrip(" "))
        span = Span(self.path, line, column, line, column + len(cut.lost))
        self.diagnostics.add("yaml-comment-cut", span, key=cut.key, text=shorten(cut.lost))
        self.last_cut_line = line
        self.has_cut_flow |= self.frame is not None and self.frame.is_flow
        return ScalarNode(cut.value, node.span, True)

    # Spans

    def _event_span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _scalar_span(self, event: Any) -> Span:
        start, end, style = event.start_mark, event.end_mark, event.style
        if style != ">" and style != "|":
            return Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if self.has_hash and (tight := _TIGHT_BLOCK_COMMENT.match(self.lines[start.line], start.column)):
            self._refuse_line(Place(start.line, tight.start(1)), "block")
        # The parsers end a block on the next line that is not empty.
        last = end.line - 1
        while last > start.line and not self.lines[last].strip():
            last -= 1
        return Span(self.path, start.line + 1, start.column + 1, last + 1, len(self.lines[last].rstrip()) + 1)

    def _collection_span(self, frame: _Frame) -> Span:
        """From the first key or the opening sign to the end of the last value or the closing sign."""
        if frame.entries and not frame.is_flow:
            first = frame.entries[0][0].span
            return Span(self.path, first.line, first.column, *self.end)
        return Span(self.path, frame.start.line + 1, frame.start.column + 1, *self.end)

    # Findings

    def _refuse_tag(self, event: Any) -> NoReturn:
        place = _place(event.start_mark)
        self._refuse("yaml-tag", span_at(self.path, place), tag=word_at(self.lines, place))

    def _refuse_syntax(self, error: yaml.MarkedYAMLError) -> NoReturn:
        place = _place(error.problem_mark or error.context_mark)
        # A comment that cut a text between brackets took the closing one with it, one that cut a text of
        # several lines left the next line alone: one mistake, one finding.
        is_explained = self.has_cut_flow or place.line + 1 == self.last_cut_line + 1
        if not is_explained:
            start = _place(error.context_mark or error.problem_mark)
            problem = Problem(str(error.problem), str(error.context), place, start)
            report_problem(self.path, self.lines, problem, self.diagnostics)
        raise _Stop

    def _refuse_line(self, place: Place, hint: str) -> NoReturn:
        text = shorten(self.lines[place.line])
        self._refuse("yaml-syntax", span_at(self.path, place), hint=hint, text=text, problem=hint)

    def _refuse(self, code: str, span: Span, /, *, hint: str = "", **arguments: Any) -> NoReturn:
        self.diagnostics.add(code, span, hint=hint, **arguments)
        raise _Stop


def _place(mark: Any) -> Place:
    return Place(mark.line, mark.column)


def _depth(node: Node) -> int:
    """How many collections stand in one another, the node itself counted; bounded by MAX_DEPTH."""
    match node:
        case SequenceNode(items=items):
            return 1 + max(map(_depth, items), default=0)
        case MappingNode(entries=entries):
            return 1 + max((_depth(value) for _, value in entries), default=0)
        case _:
            return 0


_HANDLERS = {
    yaml.DocumentStartEvent: _Builder._start_document,
    yaml.DocumentEndEvent: _Builder._end_document,
    yaml.ScalarEvent: _Builder._take_scalar,
    yaml.SequenceStartEvent: _Builder._start_collection,
    yaml.MappingStartEvent: _Builder._start_collection,
    yaml.SequenceEndEvent: _Builder._end_collection,
    yaml.MappingEndEvent: _Builder._end_collection,
    yaml.AliasEvent: _Builder._take_alias,
}

"""One record's fields laid into another's: lists and notes joined without repeats, what is missing added.

Owns what counts as the same and what is a conflict. A conflict changes nothing: the other record's words are kept as
a comment at the end, for the editor to settle.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.editing.remarks import SCHEMA_MARK
from generator.editing.surgery import AddComment, AddEntry, Append, Change, Path, Put, Remove
from generator.editing.yaml_source import Slot, YamlSource
from generator.model.nodes import Node, SequenceNode, plain_value

#: Fields that say what the record is called; an actor's or place's other name becomes a spelling.
_OWN_NAME = "name"


@dataclass
class Joined:
    """What joining two records comes to: the changes to the one that stays, and the fields left to the editor."""

    changes: list[Change] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Joining:
    """The joining of one record's file into another's; `gone` are paths of the latter that go anyway.

    `printed` are the spellings that articles print, `language` is the one of texts that name none.
    """

    source: YamlSource
    into: YamlSource
    own_id: str
    other_id: str
    printed: frozenset[str]
    language: str
    gone: frozenset[Path] = frozenset()
    joined: Joined = field(default_factory=Joined)

    def join(self) -> Joined:
        """Lay every field of the one record into the other."""
        ours, theirs = _values(self.into.node), _values(self.source.node)
        for slot in self.source.slots(self.source.node):
            key = str(slot.step)
            if key in ("former_ids", "not_found"):
                continue
            if key not in ours or (key,) in self.gone:
                self._add(slot, ours, theirs)
            elif not _same(ours[key], theirs[key]):
                self._join_field(slot, ours, theirs)
        self._join_not_found(ours, theirs)
        self._join_former_ids(ours, theirs)
        self._keep_comments()
        return self.joined

    def _keep_comments(self) -> None:
        """The comments of what is not taken over, so that these are not lost either."""
        taken = [line for change in self.joined.changes for line in getattr(change, "lines", ())]
        text = "\n".join((*taken, *self.joined.comments))
        remarks = (self.source.text[start:end].rstrip() for start, end in self.source.comments)
        self.joined.comments += [remark for remark in remarks if remark not in text and SCHEMA_MARK not in remark]

    # Whole fields

    def _add(self, slot: Slot, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        key = str(slot.step)
        base = key.removesuffix("_why")
        if base != key and base in ours and not _same(ours[base], theirs.get(base)):
            self._conflict(slot)
        elif (key,) in self.gone:
            self._conflict(slot)
        else:
            self._take(AddEntry(key, theirs[key], self._entry_lines(slot)), key)

    def _join_not_found(self, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        """What either record has is looked for in vain no more."""
        key, found = "not_found", {*ours, *theirs}
        before = ours.get(key, [])
        names = [name for name in _union(before, theirs.get(key, [])) if name not in found]
        if not before:
            self.joined.changes += [AddEntry(key, names)] if names else []
        elif not set(names) & set(before):
            self.joined.changes.append(Put((key,), names) if names else Remove((key,)))
        else:
            self.joined.changes += [Remove((key, index)) for index, name in enumerate(before) if name in found]
            self.joined.changes += [Append((key,), name) for name in names if name not in before]

    def _join_field(self, slot: Slot, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        key = str(slot.step)
        mine, other = ours[key], theirs[key]
        if key == _OWN_NAME:
            self._join_name(slot, ours, theirs)
        elif key == "note":
            self._join_note(slot, mine, other)
        elif key == "identifiers":
            self._join_identifiers(slot, mine, other)
        elif isinstance(mine, list) and isinstance(other, list):
            self._join_list(slot, mine, other)
        elif key == "about":
            self._put_union(key, mine, other)
        else:
            self._conflict(slot)

    def _take(self, change: Change, key: str) -> None:
        self.joined.changes.append(change)
        if key not in self.joined.added:
            self.joined.added.append(key)

    def _conflict(self, slot: Slot) -> None:
        self.joined.conflicts.append(str(slot.step))
        self.joined.comments += self._entry_lines(slot)

    # Names

    def _join_name(self, slot: Slot, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        """Another name is a spelling where an article prints it; else whether it is one is for the editor to say."""
        spellings = [item.get("value") for item in (*ours.get("names", []), *theirs.get("names", []))]
        known = {*_texts(ours["name"]), *spellings}
        new = [text for text in _texts(theirs["name"]) if text not in known]
        can_add = isinstance(ours.get("names"), list) or "names" not in theirs
        if not can_add or any(text not in self.printed for text in new):
            self._conflict(slot)
            return
        items = [{"value": text, "kind": "as_printed"} for text in new]
        if items and "names" not in ours:
            self._take(AddEntry("names", items), "names")
        for item in items if "names" in ours else ():
            self._take(Append(("names",), item), "names")

    # Lists

    def _join_list(self, slot: Slot, mine: list[Any], other: list[Any]) -> None:
        key = str(slot.step)
        lines = dict(self._item_lines(slot.value))
        for index, item in enumerate(other):
            if any(_same(item, each) for each in mine):
                continue
            if key == "names" and self._is_known_spelling(item, mine):
                if not any(item.items() <= each.items() for each in mine):
                    self.joined.conflicts.append(f"{key}: {item.get('value', '')}")
                    self.joined.comments += lines.get(index) or [f"- {_one_line(item)}"]
                continue
            self._take(Append((key,), item, tuple(lines.get(index, ()))), key)

    @staticmethod
    def _is_known_spelling(item: Mapping[str, Any], mine: list[Any]) -> bool:
        return any(each.get("value") == item.get("value") and each.get("language") == item.get("language")
                   for each in mine)

    def _put_union(self, key: str, mine: Any, other: Any) -> None:
        self._take(Put((key,), _union(mine, other)), key)

    def _join_former_ids(self, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        before = ours.get("former_ids", [])
        new = [each for each in (*theirs.get("former_ids", []), self.other_id)
               if each not in before and each != self.own_id]
        changes = [Append(("former_ids",), each) for each in new] if before else [AddEntry("former_ids", new)]
        self.joined.changes += changes

    # Mappings and notes

    def _join_identifiers(self, slot: Slot, mine: Any, other: Any) -> None:
        if any(name in mine and mine[name] != value for name, value in other.items() if name != "reference"):
            self._conflict(slot)
            return
        for name, value in other.items():
            path = ("identifiers", name)
            if name not in mine:
                self._take(Put(path, value), "identifiers")
            elif name == "reference" and _union(mine[name], value) != _union(mine[name], []):
                self._take(Put(path, _union(mine[name], value)), "identifiers")

    def _join_note(self, slot: Slot, mine: Any, other: Any) -> None:
        (own, own_references), (text, references) = self._note(mine), self._note(other)
        for language, words in text.items():
            if words not in own.get(language, ""):
                own[language] = f"{own[language]}\n{words}" if language in own else words
        value: Any = own if len(own) > 1 else next(iter(own.values()))
        union = _union(own_references, references)
        value = {"text": value, "reference": union} if union else value
        held = next(each for each in self.into.slots(self.into.node) if each.step == "note")
        if held.is_alias or self.into.comments_in(held.value_start, held.value_end):
            self._conflict(slot)
        elif value != mine:
            self._take(Put(("note",), value), "note")

    def _note(self, note: Any) -> tuple[dict[str, str], list[str]]:
        """A note in one shape: its texts by language, and its references."""
        has_text = isinstance(note, Mapping) and "text" in note
        text, references = (note["text"], note.get("reference", [])) if has_text else (note, [])
        texts = dict(text) if isinstance(text, Mapping) else {self.language: text}
        return texts, _union(references, [])

    # How it is written

    def _entry_lines(self, slot: Slot) -> tuple[str, ...]:
        """A field as the other record writes it, its comments above included; nothing where that cannot be taken."""
        source = self.source
        start = _above(source, slot.start)
        if source.column(slot.start):
            return ()
        return tuple(source.text[start:source.line_end(slot.value_end)].splitlines())

    def _item_lines(self, node: Node) -> Iterator[tuple[int, list[str]]]:
        """The items of a list in block form as written, from column 0 on, comments above them included."""
        source = self.source
        if not isinstance(node, SequenceNode) or source.is_flow(node):
            return
        for slot in source.slots(node):
            indent = source.column(slot.start)
            if source.text[source.line_start(slot.start):slot.start].strip():
                return
            text = source.text[_above(source, slot.start):source.line_end(slot.value_end)]
            yield int(slot.step), [_dedented(line, indent) for line in text.splitlines()]


def _above(source: YamlSource, offset: int) -> int:
    """Where the comments start that stand right above a line."""
    start = source.line_start(offset)
    while start > 0:
        before = source.line_start(start - 1)
        if not source.text[before:start].lstrip().startswith("#"):
            break
        start = before
    return start


def _dedented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))):]


def _values(node: Node) -> dict[str, Any]:
    value = plain_value(node)
    return value if isinstance(value, dict) else {}


def _same(mine: Any, other: Any) -> bool:
    return bool(mine == other or _union(mine, []) == _union(other, []))


def _union(mine: Any, other: Any) -> list[Any]:
    """Both as one list without repeats; a single value stands for a list of one."""
    found: list[Any] = []
    for value in (mine, other):
        for item in value if isinstance(value, list) else [value]:
            if item not in found:
                found.append(item)
    return found


def _texts(value: Any) -> list[str]:
    return list(value.values()) if isinstance(value, Mapping) else [value]


def _one_line(item: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in item.items())


def conflict_comment(heading: str, joined: Joined) -> list[Change]:
    """The fields left to the editor as comment lines at the end of the file; none where there are none."""
    lines = [f"# {line}".rstrip() for line in (heading, *joined.comments)]
    return [AddComment(tuple(lines))] if joined.comments else []

"""Results for people as an outline: headings and indented lines, serialised as text for a terminal or as Markdown.

Owns how untrusted text gets there: it can steer no terminal, and in Markdown it is neither markup nor a link nor
somebody's name called out. Knows nothing of what is reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.adapters.findings import visible
from generator.editing.inert_markdown import inert_text

_LONGEST = 600
#: A forge refuses comments above 65,536 characters.
LONGEST_MARKDOWN = 60_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an outline: depth 0 is a heading, 1 a point below it, 2 and more points below that one."""

    depth: int
    text: str
    is_strong: bool = False


def outline_text(lines: Iterable[Line]) -> str:
    """The outline as plain text: headings apart, points indented by their depth."""
    found: list[str] = []
    for line in lines:
        if line.depth == 0 and found:
            found.append("")
        found.append("  " * line.depth + visible(line.text, _LONGEST))
    return "\n".join(found)


def outline_markdown(lines: Iterable[Line], *, more: str) -> str:
    """The outline as Markdown: headings and nested lists; cut, with the line `more`, before a forge refuses it."""
    found: list[str] = []
    size, before = 0, -1
    for line in lines:
        text = inert_text(visible(line.text, _LONGEST))
        shown = f"**{text}**" if line.is_strong else text
        added = f"### {shown}\n" if line.depth == 0 else "  " * (line.depth - 1) + f"- {shown}"
        if line.depth == 0 and before > 0:
            added = "\n" + added
        size += len(added) + 1
        if size > LONGEST_MARKDOWN:
            found.append(f"\n{inert_text(more)}")
            break
        found.append(added)
        before = line.depth
    return "\n".join(found)

"""The fact panel: labels with values, and how each is known. The same on every page kind."""

from dataclasses import dataclass

from generator.rendering.context import LinkView
from generator.rendering.views.common import DateView

#: Characters of reasons from which a fact is long.
_LONG_REASON = 160


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact of the panel: label, values, and how each is known."""

    label: str
    values: tuple["ValueView", ...]

    @property
    def is_long(self) -> bool:
        """Whether its reasons want more room than a value does."""
        return sum(len(value.why) for value in self.values) > _LONG_REASON


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value: a link, a date or words; `why` says how it is known, `words` are the source's, `said` whose.

    `pieces` are plain and linked words in a row, `code` is a machine's name shown short with its full form,
    `references` are what the editors rest it on.
    """

    link: LinkView | None = None
    pieces: tuple[LinkView, ...] = ()
    date: DateView | None = None
    text: str = ""
    words: tuple[LinkView, ...] = ()
    why: str = ""
    said: str = ""
    code: tuple[str, str] = ("", "")
    references: tuple[LinkView, ...] = ()

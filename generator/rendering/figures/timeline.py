"""What a timeline is drawn from, the same for the wide and the narrow drawing.

Owns the frozen input of both, and which events stand in the frame, before it, after it, or without a day.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from markupsafe import Markup

from generator.model.days import Day
from generator.rendering.figures.svg import named_link, text_width
from generator.rendering.figures.time_scale import Frame, TickWords
from generator.rendering.figures.time_shapes import TimeShape

#: Above this many events in the frame labels give way to the numbers of the list.
LABELLED = 44
#: Events beyond an edge that are listed there; of more, the number is said.
LISTED = 12
LABEL_SIZE, SMALL_SIZE = 14.0, 13.0


class DrawingWords(TickWords, Protocol):
    """The words of a drawing; they come from the page."""

    def day(self, day: Day) -> str:
        """A day in short, without its year."""

    def quiet(self, days: int, *, is_short: bool = False) -> str:
        """So many days to which no event is dated; in short only their number."""

    def more(self, number: int) -> str:
        """So many further ones, in the list."""

    def of(self, key: str) -> str:
        """A label: `articles`, `before`, `after`, `undated`."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event as it is drawn. `spoken` is all of it in words; `lane` an index; `number` its place in the list."""

    id: str
    number: int
    title: str
    when: str
    spoken: str
    href: str
    lane: int
    status: str
    shape: TimeShape | None
    announced: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """An article on the axis."""

    day: int
    label: str
    spoken: str
    href: str


@dataclass(frozen=True)
class TimelineView:
    """A timeline ready to be drawn: events in the order of the list, lanes by their names.

    `unplaced` are the articles that no day of publication is known of, and that the axis therefore lacks.
    """

    title: str
    frame: Frame
    lanes: tuple[str, ...]
    events: tuple[TimelineEvent, ...]
    publications: tuple[Publication, ...]
    quiet: tuple[tuple[int, int], ...]
    words: DrawingWords
    unplaced: tuple[str, ...] = ()

    @cached_property
    def drawn(self) -> list[tuple[TimelineEvent, TimeShape]]:
        """The events that have a day in the frame, in order."""
        return [(event, event.shape) for event in self.events
                if event.shape and self.frame.touches(event.shape.first, event.shape.last)]

    @property
    def before(self) -> list[TimelineEvent]:
        """The events that were over before the frame begins."""
        return [event for event in self.events if event.shape and event.shape.last is not None
                and event.shape.last < self.frame.first]

    @property
    def after(self) -> list[TimelineEvent]:
        """The events that begin when the frame is over."""
        return [event for event in self.events if event.shape and event.shape.first is not None
                and event.shape.first > self.frame.last]

    @property
    def undated(self) -> list[TimelineEvent]:
        """The events without a date."""
        return [event for event in self.events if event.shape is None]

    @cached_property
    def is_numbered(self) -> bool:
        """Whether numbers stand in place of labels."""
        return len(self.drawn) > LABELLED


def event_link(event: TimelineEvent, drawing: Markup, *, is_numbered: bool = False) -> Markup:
    """A link to an event's page around what is drawn of it, in the colour of its status, known to the filters."""
    name = f"{event.number}, {event.spoken}" if is_numbered else event.spoken
    return named_link(name, drawing, css=f"d-tm d-tm--{event.status}", href=event.href, data_e=event.id)


def quiet_text(words: DrawingWords, days: int, width: float) -> str:
    """What is said of a quiet stretch in so much room; nothing where there is too little."""
    texts = (words.quiet(days, is_short=is_short) for is_short in (False, True))
    return next((text for text in texts if text_width(text, LABEL_SIZE) <= width), "")

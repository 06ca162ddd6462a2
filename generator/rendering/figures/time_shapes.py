"""What a date looks like in time: the stretches it may mean, which of their ends are known, and what surrounds them.

Owns the way from an EDTF date to drawable stretches, the frame of a drawing, and its quiet stretches. Knows no
coordinates: a drawing of any direction is made from these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from generator.model.dates import Day, EdtfDate, day_number
from generator.rendering.figures.time_scale import Frame

End = Literal["sharp", "open", "unknown"]
ShapeKind = Literal["day", "lasted", "within", "set"]

#: Beyond the dossier's period a drawing reaches this share of it further, where events stand there.
_REACH = 0.12
#: A period that its events fill by less than this share is drawn only as far as they go.
_FILLED = 0.4
#: Days without an event, at least, for a quiet stretch to be said, and the share of the frame they must be.
_QUIET_DAYS = 3
_QUIET_SHARE = 0.08
#: A date that may mean more than this share of the frame's days is dated to none of them.
_WIDE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, None where that end is open or unknown.

    `sure_first` and `sure_last` are the days between which something that lasted certainly did; both None where
    it is one unknown day, or where no day is certain.
    """

    first: int | None
    last: int | None
    is_within: bool = False
    before: End = "sharp"
    after: End = "sharp"
    sure_first: int | None = None
    sure_last: int | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is a single known day."""
        return self.first is not None and self.first == self.last


@dataclass(frozen=True, slots=True)
class TimeShape:
    """A date as stretches, in order: one, or one of several."""

    stretches: tuple[Stretch, ...]
    is_about: bool = False
    is_uncertain: bool = False

    @property
    def kind(self) -> ShapeKind:
        """How it is drawn."""
        if len(self.stretches) > 1:
            return "set"
        only = self.stretches[0]
        if only.is_within:
            return "within"
        return "day" if only.is_day else "lasted"

    @property
    def first(self) -> int | None:
        """The earliest day of all; None where one stretch is open that way."""
        return None if any(item.first is None for item in self.stretches) \
            else min(item.first for item in self.stretches if item.first is not None)

    @property
    def last(self) -> int | None:
        """The latest day of all; None where one stretch is open that way."""
        return None if any(item.last is None for item in self.stretches) \
            else max(item.last for item in self.stretches if item.last is not None)

    def anchor(self, frame: Frame) -> int:
        """The first day of it that the frame shows."""
        return frame.first if self.first is None else min(frame.last, max(frame.first, self.first))


def shape_of(date: EdtfDate) -> TimeShape:
    """The shape of any date."""
    members = date.members or (date,)
    return TimeShape(tuple(sorted(map(_stretch, members), key=_order)), date.is_approximate, date.is_uncertain)


def _order(stretch: Stretch) -> tuple[float, float]:
    return (float("-inf") if stretch.first is None else stretch.first,
            float("inf") if stretch.last is None else stretch.last)


def _stretch(date: EdtfDate) -> Stretch:
    first, last = _number(date.earliest), _number(date.latest)
    before: End = "sharp" if first is not None else "unknown" if date.start_is_unknown else "open"
    after: End = "sharp" if last is not None else "unknown" if date.end_is_unknown else "open"
    if date.kind != "interval":
        return Stretch(first, last, not date.is_single_day, before, after)
    sure_first = _number(date.start.latest) if date.start else None
    sure_last = _number(date.end.earliest) if date.end else None
    if sure_first is not None and sure_last is not None and sure_first > sure_last:
        sure_first = sure_last = None
    return Stretch(first, last, False, before, after, sure_first, sure_last)


def _number(day: Day | None) -> int | None:
    return None if day is None else day_number(day)


def choose_frame(shapes: Iterable[TimeShape], period: tuple[int | None, int | None]) -> Frame | None:
    """The days to draw: the period, a little beyond it where events stand there, less where they fill little of it.

    What lies further off stays outside. None where no event has a day.
    """
    bounds = [(shape.first, shape.last) for shape in shapes if shape.first is not None or shape.last is not None]
    known = [day for bound in bounds for day in bound if day is not None]
    if not known:
        return None
    first = period[0] if period[0] is not None else min(known)
    last = max(first, period[1] if period[1] is not None else max(known))
    reach = max(3, int((last - first + 1) * _REACH))
    near = [day for day in known if first - reach <= day <= last + reach]
    if not near:
        return Frame(min(known), max(known))
    wide = Frame(min(first, *near), max(last, *near))
    if max(near) - min(near) + 1 < _FILLED * wide.days:
        margin = max(1, (max(near) - min(near) + 1) // 20)
        return Frame(min(near) - margin, max(near) + margin)
    return wide


def quiet_stretches(shapes: Sequence[TimeShape], frame: Frame) -> list[tuple[int, int]]:
    """The stretches inside the frame, first and last day, to whose days no event is dated.

    What lasted is dated to its first and last day; a date that may mean a good part of the frame to none.
    """
    least = max(_QUIET_DAYS, ceil(frame.days * _QUIET_SHARE))
    widest = max(1, int(frame.days * _WIDE_SHARE))
    dated = sorted(part for shape in shapes for stretch in shape.stretches for part in _dated(stretch, widest)
                   if frame.touches(*part))
    found = []
    reached: int | None = None
    for first, last in dated:
        if reached is not None and first - reached - 1 >= least:
            found.append((reached + 1, first - 1))
        reached = last if reached is None else max(reached, last)
    return found


def _dated(stretch: Stretch, widest: int) -> list[tuple[int, int]]:
    """The short stretches of days that a stretch is dated to."""
    if stretch.is_within or stretch.is_day:
        parts = [(stretch.first, stretch.last)]
    else:
        parts = [(stretch.first, stretch.sure_first), (stretch.sure_last, stretch.last)]
    return [(first, last) for first, last in parts
            if first is not None and last is not None and 0 <= last - first < widest]

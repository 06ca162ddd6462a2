"""Rows of a drawing in which nothing touches: each thing takes the first row where it is free.

Owns the packing alone; knows neither what it packs nor where rows stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

#: A stretch of a row: the row counted from the first of what is placed, where it begins and ends.
Taken = tuple[int, float, float]

_GAP = 10.0


@dataclass(slots=True)
class Rows:
    """The rows of one lane, and what is taken in each."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def first_free(self, wanted: Sequence[Taken]) -> int:
        """The first row at which all of it is free."""
        row = 0
        while not all(self._is_free(row + offset, start, end) for offset, start, end in wanted):
            row += 1
        return row

    def take(self, row: int, wanted: Sequence[Taken]) -> None:
        """Take it at this row."""
        for offset, start, end in wanted:
            while len(self.taken) <= row + offset:
                self.taken.append([])
            self.taken[row + offset].append((start, end))

    def _is_free(self, row: int, start: float, end: float) -> bool:
        return row >= len(self.taken) or all(
            end + _GAP <= begun or ended + _GAP <= start for begun, ended in self.taken[row])

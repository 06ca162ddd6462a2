"""How drawings of time name months and years: in the site's language, whatever the year.

For every drawing with an axis; what else a drawing says is its own view's.
"""

from dataclasses import dataclass

from generator.model.dates import Day, edtf_of, parse_edtf
from generator.rendering.context import Context


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of an axis (`TickWords` of `figures/time_scale.py`)."""

    context: Context

    def month(self, day: Day, *, with_year: bool) -> str:
        """`March 2021` or `Mar`; of a year too long for months the year."""
        return self.context.date(parse_edtf(edtf_of(day, "month")), short=not with_year, with_year=with_year)

    def year(self, day: Day) -> str:
        """`2021`."""
        return self.context.date(parse_edtf(edtf_of(day, "year")))

"""`content/searches.yml`: what readers type and the page that must come first, which `make check-dossier` tries.

Owns the shape of the file. Nothing of it is published.
"""

from pydantic import Field

from generator.model.fields import FrozenModel, Number, Text, record_references
from generator.model.records import Kind

SEARCHES_PATH = "content/searches.yml"

Wanted = record_references(*(kind.value for kind in Kind))


class ExpectedSearch(FrozenModel):
    """Something that a reader types, and the page that it must lead to."""

    ask: Text = Field(description="What is typed, quotation marks and filters included.")
    find: Wanted = Field(  # type: ignore[valid-type]
        description="The id of the record whose page must come, or a list of ids: one of them.")
    among: Number = Field(1, description="Among how many of the first pages it must be.")


class SearchList(FrozenModel):
    """The searches of a dossier and how many of them must succeed."""

    score: Number = Field(description="How many of the searches succeed; raise it when more do.")
    searches: tuple[ExpectedSearch, ...] = Field(description="The searches.")

"""A proposed statement: what somebody would add to an event or a claim, in a file of its own until it is accepted.

Owns its shape. It is held to every rule of a statement and published nowhere.
"""

from pydantic import Field

from generator.model.fields import record_reference
from generator.model.statements import Statement

#: Where proposals stand, one a file: `content/proposals/2021-03-09-vote.yml`.
PROPOSALS_FOLDER = "content/proposals"


class Proposal(Statement):
    """A statement that somebody proposes, in `content/proposals/`; published once it is moved into its record."""

    for_: record_reference("event", "claim") = Field(  # type: ignore[valid-type]
        alias="for", description="The event or claim that the statement is proposed for.")

    @property
    def statement(self) -> Statement:
        """The statement as it will stand in its record."""
        return Statement.model_construct(**{name: getattr(self, name) for name in Statement.model_fields})

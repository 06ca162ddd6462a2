"""Linked facts with other words: every statement and quote in them replaced by what may be published of it.

Owns where facts hold statements and quotes. Which words go is settled in `rights.py` and `withholding.py`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.model.content import Content
from generator.model.dossier import Dossier, LinkedQuote, LinkedStatement


def all_quotes(dossier: Dossier) -> Iterator[LinkedQuote]:
    """The quotes of all statements, offices and relations."""
    for statement in dossier.all_statements():
        yield from statement.quotes
    for facts in dossier.actors.values():
        yield from (quote for quote in (*facts.role_passages, *facts.relation_passages) if quote is not None)


def swap_words(dossier: Dossier, content: Content, published: Callable[[LinkedQuote], LinkedQuote]) -> Dossier:
    """Every fact that holds statements or quotes, with those that are left of them; `content` has their models."""
    swap = _Swap(content, published)
    return replace(
        dossier, content=content,
        statements={record_id: swap.many(found) for record_id, found in dossier.statements.items()},
        events={record_id: replace(facts, statements=swap.many(facts.statements), guests=swap.many(facts.guests))
                for record_id, facts in dossier.events.items()},
        claims={record_id: replace(facts, accounts=swap.many(facts.accounts))
                for record_id, facts in dossier.claims.items()},
        actors={record_id: replace(facts, sayings=swap.many(facts.sayings),
                                   role_passages=tuple(map(swap.quote, facts.role_passages)),
                                   relation_passages=tuple(map(swap.quote, facts.relation_passages)))
                for record_id, facts in dossier.actors.items()},
        places={record_id: replace(facts, statements=swap.many(facts.statements))
                for record_id, facts in dossier.places.items()},
        sources={record_id: replace(facts, passages=tuple(
            (passage, swap.many(found)) for passage, found in facts.passages))
            for record_id, facts in dossier.sources.items()},
        back_links={record_id: tuple(
            link if link.statement is None else replace(link, statement=swap.one(link.statement)) for link in links)
            for record_id, links in dossier.back_links.items()})


@dataclass(slots=True)
class _Swap:
    """Linked statements and quotes to those that may be published; each statement is made once."""

    content: Content
    published: Callable[[LinkedQuote], LinkedQuote]
    _made: dict[str, LinkedStatement] = field(default_factory=dict)

    def many(self, statements: Iterable[LinkedStatement]) -> tuple[LinkedStatement, ...]:
        """The published form of these statements."""
        return tuple(map(self.one, statements))

    def one(self, linked: LinkedStatement) -> LinkedStatement:
        """The published form of a statement, with the model that its record now holds."""
        if linked.key not in self._made:
            name, index = linked.path
            model = getattr(self.content.records[linked.record_id].record, str(name))[index]
            quotes = tuple(map(self.published, linked.quotes))
            is_same = model is linked.statement and all(a is b for a, b in zip(quotes, linked.quotes))
            self._made[linked.key] = linked if is_same else replace(linked, statement=model, quotes=quotes)
        return self._made[linked.key]

    def quote(self, quote: LinkedQuote | None) -> LinkedQuote | None:
        """The published form of a quote that may be missing."""
        return None if quote is None else self.published(quote)

"""What rights withhold, taken out of records and linked facts; texts of articles are cut in `excerpts.py`.

Owns the effective level of each source, the stricter of its own and the dossier's, and what each level takes.
The editors' own sentences, titles and printed names stay: they are facts, and nobody else's words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.linking.names import LinkedNames
from generator.linking.quotes import STATEMENT_FIELDS
from generator.model.content import Content, LoadedFile, LoadedRecord
from generator.model.dossier import Dossier, LinkedQuote, LinkedStatement, Passage
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.model.normal import normalise_quote
from generator.model.records import Actor, ActorRelation, ActorRole, Kind, Source
from generator.model.settings import DossierSettings, SourceRules
from generator.model.statements import Citation, Statement
from generator.releasing.excerpts import withhold_text
from generator.releasing.removal import source_ids

Level = Literal["full", "excerpts", "none"]
_LEVELS: tuple[Level, ...] = ("full", "excerpts", "none")
#: Restricted sources by id; a source that may be shown in full is not in it.
Levels = Mapping[str, Level]


def restricted_sources(content: Content) -> Levels:
    """The level of every source that may not be shown in full."""
    ceiling = content.settings.model.publish_text
    found = {record.id: max(record.record.rights.publish_text, ceiling, key=_LEVELS.index)
             for record in content.of_kind(Kind.SOURCE)}
    return {source_id: level for source_id, level in found.items() if level != "full"}


def withhold(dossier: Dossier) -> Dossier:
    """The dossier without anything that rights withhold, and without seeds."""
    levels = restricted_sources(dossier.content)
    if not levels:
        return replace(dossier, content=replace(dossier.content, seeds={}))
    content = _content(dossier.content, levels)
    articles = {**dossier.articles, **_articles(dossier, levels)}
    return replace(_with_facts(dossier, content, levels), content=content, articles=articles,
                   names=LinkedNames(content, articles))


# Records --------------------------------------------------------------------------------------------


def _content(content: Content, levels: Levels) -> Content:
    settings = LoadedFile(content.settings.path, _blank(content.settings.node), _settings(content.settings.model))
    return replace(content, settings=settings, seeds={},
                   records={record.id: _record(record, levels) for record in content.records.values()})


def _settings(settings: DossierSettings) -> DossierSettings:
    """The settings without the words by which articles are cut up and read."""
    return settings.model_copy(update={"sources": SourceRules(), "not_names": ()})


def _record(record: LoadedRecord[Any], levels: Levels) -> LoadedRecord[Any]:
    """The record without withheld words; its nodes keep their places and lose their texts with them."""
    changed = _model(record, levels)
    if changed is record.record:
        return record
    node = _blank(record.node)
    assert isinstance(node, MappingNode)
    return replace(record, node=node, record=changed)


def _model(record: LoadedRecord[Any], levels: Levels) -> Any:
    model = record.record
    if isinstance(model, Source):
        return _source(model, levels[record.id]) if record.id in levels else model
    if isinstance(model, Actor):
        return _changed(model, {
            "roles": tuple(_cited(role, levels) for role in model.roles),
            "relations": tuple(_cited(relation, levels) for relation in model.relations)})
    if field_name := STATEMENT_FIELDS.get(record.kind):
        return _changed(model, {
            field_name: tuple(withhold_words(statement, levels) for statement in getattr(model, field_name))})
    return model


def _changed(model: Any, update: Mapping[str, Any]) -> Any:
    """The model with these fields, or itself where they hold what they held."""
    same = all(len(new) == len(old := getattr(model, name)) and all(a is b for a, b in zip(new, old))
               for name, new in update.items())
    return model if same else model.model_copy(update=update)


def _source(source: Source, level: Level) -> Source:
    regions = {name: tuple(region.model_copy(update={"starts": None, "text": None})
                           for region in getattr(source, name)) for name in ("apparatus", "boilerplate")}
    relays = source.relays if level == "excerpts" else tuple(
        relay.model_copy(update={"words": None}) for relay in source.relays)
    return source.model_copy(update={
        **regions, "relays": relays,
        "uncarried": tuple(item.model_copy(update={"starts": ""}) for item in source.uncarried),
        "rights": source.rights.model_copy(update={"publish_text": level})})


def _cited(item: Any, levels: Levels) -> Any:
    """Anything that has `from_`, `quote`, `prefix` and `suffix`, without the words that its source withholds."""
    level = levels.get(item.from_)
    if level is None:
        return item
    update: dict[str, Any] = {"prefix": None, "suffix": None}
    if level == "none":
        is_required = isinstance(item, (ActorRole, Citation))
        update |= {"quote": "" if is_required else None, "line": None}
        if not isinstance(item, (ActorRole, ActorRelation)):
            update |= {"translation": None, "date_words": None}
    return item.model_copy(update=update)


def withhold_words(statement: Statement, levels: Levels) -> Statement:
    """The statement without the words that its sources withhold; itself where there are none."""
    if not any(source_id in levels for source_id in source_ids(statement)):
        return statement
    if statement.quotes is None:
        released = _cited(statement, levels)
    else:
        released = statement.model_copy(update={"quotes": tuple(_cited(each, levels) for each in statement.quotes)})
    figure = released.figure
    if figure is not None and "none" in levels.values() and not _are_shown(figure.words, released):
        released = released.model_copy(update={"figure": figure.model_copy(update={"words": ""})})
    return released


def _are_shown(words: str, statement: Statement) -> bool:
    return any(normalise_quote(words) in normalise_quote(citation.quote or "") for citation in statement.citations)


def _blank(node: Node) -> Node:
    """The node with its keys and places, every text empty."""
    match node:
        case ScalarNode():
            return replace(node, value="")
        case SequenceNode():
            return replace(node, items=tuple(map(_blank, node.items)))
        case MappingNode():
            return replace(node, entries=tuple((key, _blank(value)) for key, value in node.entries))


# Linked facts ---------------------------------------------------------------------------------------


def _articles(dossier: Dossier, levels: Levels) -> Mapping[str, Any]:
    shown: dict[str, list[LinkedQuote]] = {}
    for quote in _all_quotes(dossier):
        if levels.get(quote.passage.source_id) == "excerpts":
            shown.setdefault(quote.passage.source_id, []).append(quote)
    return {source_id: withhold_text(dossier.articles[source_id], shown.get(source_id, ()))
            for source_id in levels if source_id in dossier.articles}


def _all_quotes(dossier: Dossier) -> Iterable[LinkedQuote]:
    for statement in dossier.all_statements():
        yield from statement.quotes
    for facts in dossier.actors.values():
        yield from (quote for quote in (*facts.role_passages, *facts.relation_passages) if quote is not None)


def _with_facts(dossier: Dossier, content: Content, levels: Levels) -> Dossier:
    """Every fact that holds statements or quotes, with those that are left of them."""
    swap = _Swap(content, levels)
    return replace(
        dossier,
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
    levels: Levels
    _made: dict[str, LinkedStatement] = field(default_factory=dict)

    def many(self, statements: Iterable[LinkedStatement]) -> tuple[LinkedStatement, ...]:
        """The published form of these statements."""
        return tuple(map(self.one, statements))

    def one(self, linked: LinkedStatement) -> LinkedStatement:
        """The published form of a statement, with the model that its record now holds."""
        if linked.key not in self._made:
            name, index = linked.path
            model = getattr(self.content.records[linked.record_id].record, str(name))[index]
            self._made[linked.key] = linked if model is linked.statement else replace(
                linked, statement=model,
                quotes=tuple(quote for each in linked.quotes if (quote := self.quote(each))))
        return self._made[linked.key]

    def quote(self, quote: LinkedQuote | None) -> LinkedQuote | None:
        """The published form of a quote: its place alone where no words may be shown."""
        if quote is None or self.levels.get(quote.passage.source_id) != "none":
            return quote
        return replace(quote, words=None, before="", after="", translation=None, date_words=None)

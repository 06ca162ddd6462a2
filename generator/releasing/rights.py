"""What rights withhold, taken out of records and linked facts; texts of articles are cut in `excerpts.py`.

Owns the effective level of each source, the stricter of its own and the dossier's, and what each level takes.
The editors' own sentences, titles and printed names stay: they are facts, and nobody else's words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from generator.linking.names import LinkedNames
from generator.linking.quotes import STATEMENT_FIELDS
from generator.model.content import Content, LoadedFile, LoadedRecord
from generator.model.dossier import Dossier, LinkedQuote, Path
from generator.model.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.model.normal import normalise_quote
from generator.model.records import Actor, ActorRelation, ActorRole, Kind, Source
from generator.model.settings import DossierSettings, SourceRules
from generator.model.statements import Citation, Statement
from generator.releasing.excerpts import withhold_text
from generator.releasing.removal import source_ids
from generator.releasing.swapping import all_quotes, swap_words

Level = Literal["full", "excerpts", "none"]
_LEVELS: tuple[Level, ...] = ("full", "excerpts", "none")
#: Restricted sources by id; a source that may be shown in full is not in it.
Levels = Mapping[str, Level]
#: What may be shown of the words at a path of a record: called with its id, the path and the source they are from.
LevelOf = Callable[[str, Path, str], Level | None]


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

    def published(quote: LinkedQuote) -> LinkedQuote:
        return without_words(quote) if levels.get(quote.passage.source_id) == "none" else quote

    return replace(swap_words(dossier, content, published), articles=articles, names=LinkedNames(content, articles))


def without_words(quote: LinkedQuote) -> LinkedQuote:
    """A quote of which its place alone is left."""
    return replace(quote, words=None, before="", after="", translation=None, date_words=None)


# Records --------------------------------------------------------------------------------------------


def _content(content: Content, levels: Levels) -> Content:
    return replace(content, settings=settings_without_words(content.settings), seeds={},
                   records={record.id: _record(record, levels) for record in content.records.values()})


def settings_without_words(settings: LoadedFile[DossierSettings]) -> LoadedFile[DossierSettings]:
    """The settings without the words by which articles are cut up and read."""
    model = settings.model.model_copy(update={"sources": SourceRules(), "not_names": ()})
    return LoadedFile(settings.path, _blank(settings.node), model)


def _record(record: LoadedRecord[Any], levels: Levels) -> LoadedRecord[Any]:
    if isinstance(record.record, Source):
        return with_model(record, _source(record.record, levels[record.id]) if record.id in levels else record.record)
    return with_model(record, with_citations(record, lambda record_id, path, source_id: levels.get(source_id)))


def with_model(record: LoadedRecord[Any], changed: Any) -> LoadedRecord[Any]:
    """The record with another model; its nodes keep their places and lose their texts with the words that went."""
    if changed is record.record:
        return record
    node = _blank(record.node)
    assert isinstance(node, MappingNode)
    return replace(record, node=node, record=changed)


def with_citations(record: LoadedRecord[Any], level_of: LevelOf) -> Any:
    """The model of a record that cites sources, with as much of each citation as may be shown."""
    model = record.record
    if isinstance(model, Actor):
        return _changed(model, {
            name: tuple(_cited(item, level_of(record.id, (name, index), item.from_) if item.from_ else None)
                        for index, item in enumerate(getattr(model, name)))
            for name in ("roles", "relations")})
    if field_name := STATEMENT_FIELDS.get(record.kind):
        return _changed(model, {field_name: tuple(
            withhold_words(statement, _levels_of(record.id, (field_name, index), statement, level_of))
            for index, statement in enumerate(getattr(model, field_name)))})
    return model


def _levels_of(record_id: str, path: Path, statement: Statement, level_of: LevelOf) -> list[Level | None]:
    if statement.quotes is None:
        return [level_of(record_id, path, source_id) for source_id in source_ids(statement)]
    return [level_of(record_id, (*path, "quotes", index), citation.from_)
            for index, citation in enumerate(statement.quotes)]


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


def _cited(item: Any, level: Level | None) -> Any:
    """Anything that has `from_`, `quote`, `prefix` and `suffix`, without the words that this level withholds."""
    if level is None:
        return item
    update: dict[str, Any] = {"prefix": None, "suffix": None}
    if level == "none":
        is_required = isinstance(item, (ActorRole, Citation))
        update |= {"quote": "" if is_required else None, "line": None}
        if not isinstance(item, (ActorRole, ActorRelation)):
            update |= {"translation": None, "date_words": None}
    return item.model_copy(update=update)


def withhold_words(statement: Statement, levels: Sequence[Level | None]) -> Statement:
    """The statement with as much of its citations as these levels allow, in their order; itself for no level."""
    if not any(levels):
        return statement
    if statement.quotes is None:
        released = _cited(statement, levels[0])
    else:
        released = statement.model_copy(update={"quotes": tuple(map(_cited, statement.quotes, levels))})
    figure = released.figure
    if figure is not None and "none" in levels and not _are_shown(figure.words, released):
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


# Articles -------------------------------------------------------------------------------------------


def _articles(dossier: Dossier, levels: Levels) -> Mapping[str, Any]:
    shown: dict[str, list[LinkedQuote]] = {}
    for quote in all_quotes(dossier):
        if levels.get(quote.passage.source_id) == "excerpts":
            shown.setdefault(quote.passage.source_id, []).append(quote)
    return {source_id: withhold_text(dossier.articles[source_id], shown.get(source_id, ()))
            for source_id in levels if source_id in dossier.articles}

"""The order in which `dossier fmt` puts the keys of a record: as the models declare them, the words at the end.

Owns the few places where that order reads better than the declared one: what all records share stands last, and in a
statement what is said stands before the words that carry it. Knows types only, no files.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from generator.model.proposals import PROPOSALS_FOLDER, Proposal
from generator.model.records import RECORD_MODELS, Kind, Record
from generator.model.searches import SEARCHES_PATH, SearchList
from generator.model.settings import DossierSettings, Reference, Term
from generator.model.statements import Statement

#: Keys of a statement behind all others, in this order.
_STATEMENT_ENDS = ("answers", "also_in", "from", "quote", "prefix", "suffix", "line", "quotes", "translation", "note",
                   "key", "checked")
_STATEMENT_STARTS = ("for", "says", "stage", "outcome")
_RECORD_ENDS = ("not_found", "note", "corrections", "draft", "former_ids", "withdrawn")
_WHY = "_why"

_FILES: Mapping[str, Any] = {
    **{f"content/{kind.folder}/": RECORD_MODELS[kind] for kind in Kind},
    f"{PROPOSALS_FOLDER}/": Proposal,
    "content/dossier.yml": DossierSettings,
    "content/references.yml": Mapping[str, Reference],
    "content/vocabulary/words.yml": Mapping[str, str],
    "content/vocabulary/synonyms.yml": Mapping[str, Sequence[str]],
    SEARCHES_PATH: SearchList,
    "content/vocabulary/": Mapping[str, Term],
}


def type_of_file(path: str) -> Any:
    """What a YAML file of a dossier holds, as a type; None for a file that is none."""
    return next((held for start, held in _FILES.items() if path.startswith(start)), None)


def type_below(held: Any, step: str | int) -> Any:
    """What stands at a key or index of a value of this type; None where that is not known."""
    for each in _alternatives(held):
        if isinstance(step, int) and get_origin(each) in (tuple, list, Sequence):
            return get_args(each)[0]
        if isinstance(step, str) and isinstance(each, type) and issubclass(each, BaseModel):
            found = next((info.annotation for name, info in each.model_fields.items()
                          if step == (info.alias or name)), None)
            if found is not None:
                return found
        if isinstance(step, str) and _is_mapping(each):
            return get_args(each)[1]
    return None


def ordered_keys(held: Any, keys: Sequence[str]) -> list[str]:
    """The keys in the order of this type; those of a mapping without declared keys stay as they stand."""
    model = next((each for each in _alternatives(held) if isinstance(each, type) and issubclass(each, BaseModel)), None)
    ranks = _ranks(model) if model is not None else {}
    if not all(key.removesuffix(_WHY) in ranks or key in ranks for key in keys):
        return list(keys)
    return sorted(keys, key=lambda key: (ranks.get(key, ranks.get(key.removesuffix(_WHY), 0)), key not in ranks))


@cache
def _ranks(model: type[BaseModel]) -> dict[str, int]:
    names = [info.alias or name for name, info in model.model_fields.items()]
    starts, ends = (), ()
    if issubclass(model, Statement):
        starts, ends = _STATEMENT_STARTS, _STATEMENT_ENDS
    elif issubclass(model, Record):
        ends = _RECORD_ENDS
    between = [name for name in names if name not in starts and name not in ends]
    return {name: rank for rank, name in enumerate((*starts, *between, *ends))}


def _alternatives(held: Any) -> list[Any]:
    """A type without `Annotated`, and each of its alternatives where it has several."""
    if get_origin(held) is Annotated:
        return _alternatives(get_args(held)[0])
    if get_origin(held) in (Union, UnionType):
        return [each for part in get_args(held) for each in _alternatives(part)]
    return [held]


def _is_mapping(held: Any) -> bool:
    origin = get_origin(held)
    return isinstance(origin, type) and issubclass(origin, Mapping)

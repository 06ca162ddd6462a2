"""What becomes of a reference to a record that is taken out: one declared rule per field.

Owns the table and how a value's path leads into it. A field that refers to records and stands in neither list is
a fault of ours, which a test finds. Whether a whole statement goes is settled in `removal.py`.
"""

from generator.model.dossier import Path

#: The id goes: out of its list, or the optional field as a whole. An emptied list goes with it.
DROP_VALUE = frozenset({
    "about", "also_in", "answers", "by", "by_one_of", "holder", "mentions", "of", "originals.actor", "place",
    "publisher", "records", "used_by", "via", "who",
})

#: The id cannot be missing, or what it limits would say more without it: the mapping it stands in goes.
DROP_ITEM = frozenset({
    "accounts.from", "figure.area", "quotes.from", "related.event", "relations.actor", "relations.from",
    "relays.actor", "replies.who", "roles.from", "statements.from",
})

#: Lists whose item goes with them when they are emptied.
NEEDED_LISTS = frozenset({"records"})


def field_name(path: Path) -> str:
    """The name under which the tables list the field at a path: `by`, or `relays.actor` where that tells more."""
    steps = [step for step in path if isinstance(step, str)]
    name = ".".join(steps[-2:])
    if "who" in steps and name not in DROP_ITEM:
        return "who"
    return name if name in DROP_ITEM | DROP_VALUE else steps[-1]


def path_to_drop(path: Path) -> Path:
    """What goes where the id at this path goes. Raises KeyError for a field without a rule."""
    name = field_name(path)
    if name in DROP_ITEM:
        return path[:-1]
    if name in DROP_VALUE:
        return path
    raise KeyError(name)

"""From the dossier to what may be published: removed records taken out, the rest linked anew, words withheld.

Words come last and on linked facts, since quotes could not be found again in a text that was cut: first what
rights withhold, then what a source's record does.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.model.content import Content, LoadedFile, LoadedRecord
from generator.model.dossier import Dossier, PublicDossier
from generator.model.fields import ForReaders, marked_values
from generator.model.markup import linked_ids
from generator.releasing.pruning import make_tombstones, prune_content, removed_names
from generator.releasing.removal import Removal, find_removal
from generator.releasing.rights import withhold
from generator.releasing.withholding import take_out


def release_dossier(dossier: Dossier) -> PublicDossier:
    """The public dossier of one that has no errors.

    Raises RuntimeError where what is left does not link: a fault of ours, never of the content.
    """
    removal = find_removal(dossier.content)
    released = _without(dossier, removal) if removal.record_ids or removal.statements else dossier
    withdrawn = make_tombstones(dossier.content, removal)
    pages = {**released.content.records, **withdrawn}
    public = take_out(withhold(released), released.articles)
    return PublicDossier(public, withdrawn, _redirects(pages), _citing(released.content, withdrawn))


def _without(dossier: Dossier, removal: Removal) -> Dossier:
    """The dossier linked anew without what is removed."""
    content = prune_content(dossier.content, removal)
    diagnostics = Diagnostics()
    linked = link_content(_with_not_names(content, removed_names(dossier.content, removal)), diagnostics)
    if diagnostics.has_errors:
        places = ", ".join(f"{finding.code} at {finding.span}" for finding in diagnostics)
        raise RuntimeError(f"what is left of the dossier does not link: {places}")
    return replace(linked, content=content)


def _with_not_names(content: Content, names: tuple[str, ...]) -> Content:
    """The content with the names of removed records looked for, but borne by nobody."""
    settings = content.settings
    model = settings.model.model_copy(update={"not_names": (*settings.model.not_names, *names)})
    return replace(content, settings=LoadedFile(settings.path, settings.node, model))


def _redirects(records: dict[str, LoadedRecord[object]]) -> dict[str, str]:
    """Former ids of everything that has a page, to the id it has now."""
    found = {former: record_id for record_id, record in records.items()
             for former in record.record.former_ids}  # type: ignore[attr-defined]
    return dict(sorted(found.items()))


def _citing(content: Content, withdrawn: Mapping[str, LoadedRecord[Any]]) -> dict[str, tuple[str, ...]]:
    """The records whose texts link to a withdrawn one, by its id, sorted."""
    found: dict[str, dict[str, None]] = {}
    for record in content.records.values() if withdrawn else ():
        for _, marker, value in marked_values(record.record):
            if isinstance(marker, ForReaders):
                for target in (target for text in value.values() for target in linked_ids(text)):
                    if target in withdrawn:
                        found.setdefault(target, {})[record.id] = None
    return {target: tuple(sorted(record_ids)) for target, record_ids in sorted(found.items())}

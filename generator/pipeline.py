"""The stages in order, and the gate: with an error nothing is rendered.

The only module that knows all stages. It neither prints nor writes: adapters do.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.checks import check_dossier
from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.linking.proposals import in_proposals, with_proposals
from generator.model.content import Content
from generator.model.dossier import Dossier, PublicDossier
from generator.model.garbage import garbage_collection_held
from generator.model.outputs import OutputFile, SiteSettings
from generator.model.tree import Tree
from generator.model.words import Words
from generator.reading.content import load_content
from generator.reading.words import load_words
from generator.releasing.release import release_dossier
from generator.rendering.site import render_site, render_site_settings

#: Called with the key of each stage as it begins (`stage.reading` ...), for progress.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading, linking and checking leave: findings, and the dossier as far as it could be linked."""

    diagnostics: Diagnostics
    content: Content | None
    dossier: Dossier | None
    words: Words


@dataclass(frozen=True, slots=True)
class Built:
    """What a run leaves; without `public` the gate was shut and there are no files."""

    checked: Checked
    public: PublicDossier | None = None
    files: tuple[OutputFile, ...] = ()
    site: SiteSettings | None = None


@garbage_collection_held()
def check(tree: Tree, progress: Progress = lambda stage: None, diagnostics: Diagnostics | None = None) -> Checked:
    """Read, link and check a tree of files; `diagnostics` may hold findings of reading the folder."""
    diagnostics = diagnostics if diagnostics is not None else Diagnostics()
    progress("stage.reading")
    content = load_content(tree, diagnostics)
    words = load_words(content.language if content else "en")
    if content is None:
        return Checked(diagnostics, None, None, words)
    words = words.with_overrides(content.words)
    progress("stage.linking")
    dossier = link_content(content, diagnostics)
    progress("stage.checking")
    check_dossier(dossier, diagnostics)
    _check_proposals(content, diagnostics)
    return Checked(diagnostics, content, dossier, words)


def _check_proposals(content: Content, diagnostics: Diagnostics) -> None:
    """Hold the proposed statements to every rule, each as if it stood in its record."""
    if not content.proposals:
        return
    found = Diagnostics()
    check_dossier(link_content(with_proposals(content, found), found), found)
    diagnostics.extend(in_proposals(content, found))


@garbage_collection_held()
def build(tree: Tree, progress: Progress = lambda stage: None, diagnostics: Diagnostics | None = None) -> Built:
    """Check a tree and, where it has no errors, render everything that is published."""
    checked = check(tree, progress, diagnostics)
    if checked.dossier is None or checked.diagnostics.has_errors:
        return Built(checked)
    progress("stage.releasing")
    public = release_dossier(checked.dossier)
    progress("stage.rendering")
    files = render_site(public, checked.words)
    return Built(checked, public, files, render_site_settings(public, checked.words))

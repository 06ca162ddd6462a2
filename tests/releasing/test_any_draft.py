"""Whatever is made a draft or withdrawn in the golden dossier: the rest links, and nothing names what is gone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.model.dossier import Dossier, PublicDossier
from generator.model.fields import RefersTo, marked_values
from generator.model.tree import Tree
from generator.reading.content import load_content
from generator.releasing.release import release_dossier
from tests.support.golden import golden_build, golden_tree
from tests.support.leaks import strings_in

DRAFT, WITHDRAWN = b"\ndraft: true\n", b"\nwithdrawn: {date: 2021-03-20, why: For this test.}\n"


def golden_ids() -> list[str]:
    dossier = golden_build().checked.dossier
    assert dossier
    return sorted(found.id for found in dossier.content.records.values()
                  if not found.record.draft and not found.record.withdrawn)


def with_removed(drafts: set[str], withdrawn: set[str]) -> Dossier:
    """The golden dossier with these records made drafts or withdrawn."""
    known = golden_build().checked.content
    assert known
    files = dict(golden_tree())
    for record_id in drafts | withdrawn:
        files[known.records[record_id].path] += DRAFT if record_id in drafts else WITHDRAWN
    diagnostics = Diagnostics()
    content = load_content(Tree(files), diagnostics)
    assert content is not None
    dossier = link_content(content, diagnostics)
    assert not diagnostics.has_errors
    return dossier


def names_in(public: PublicDossier) -> set[str]:
    """Every id that a field of a published record or of the settings names."""
    content = public.dossier.content
    models = (content.settings.model, *(found.record for found in content.records.values()))
    return {value for model in models for _, marker, value in marked_values(model) if isinstance(marker, RefersTo)}


@settings(max_examples=40)
@given(drafts=st.sets(st.sampled_from(golden_ids()), max_size=4),
       withdrawn=st.sets(st.sampled_from(golden_ids()), max_size=3))
def test_the_rest_links_and_names_nothing_that_is_gone(drafts: set[str], withdrawn: set[str]) -> None:
    dossier = with_removed(drafts, withdrawn)
    public = release_dossier(dossier)
    gone = dossier.content.records.keys() - public.dossier.content.records.keys()
    assert drafts | withdrawn <= gone
    assert not names_in(public) & gone
    assert withdrawn - drafts <= public.withdrawn.keys() and not drafts & public.withdrawn.keys()
    facts = {text for facts in (public.dossier.events, public.dossier.claims, public.dossier.actors,
                                public.dossier.places, public.dossier.sources, public.dossier.back_links)
             for text in strings_in(facts)}
    assert not facts & gone

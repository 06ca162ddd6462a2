"""What is open in the golden dossier is counted by what it is; what is not published is not on its page."""

from functools import cache

from generator.model.records import Kind
from generator.model.state import DossierState, state_of
from generator.model.uris import STATE
from tests.support.golden import golden_build


@cache
def public_state() -> DossierState:
    public = golden_build().public
    assert public is not None
    return state_of(public.dossier)


def test_statements_are_counted_by_record() -> None:
    public = golden_build().public
    assert public is not None
    statements = public.dossier.all_statements()
    state = public_state()
    assert state.statements == len(statements)
    assert sum(number for _, number in state.unread) == sum(item.statement.checked is None for item in statements)
    assert sum(number for _, number in state.single_article) == sum(len(item.source_ids) == 1 for item in statements)
    assert all(number > 0 for counted in (state.unread, state.untranslated, state.headline_only) for _, number in counted)


def test_what_stands_in_a_headline_or_caption_only_is_listed() -> None:
    state = public_state()
    assert state.headline_only_events == ("harbour-march",)
    assert "harbour-march" in dict(state.headline_only)


def test_claims_are_unresolved_or_open_and_never_both() -> None:
    state = public_state()
    assert "crews-on-strike" in state.unresolved_claims
    assert not set(state.unresolved_claims) & set(state.open_claims)


def test_every_source_says_how_far_it_is_used() -> None:
    public = golden_build().public
    assert public is not None
    uses = {use.source_id: use for use in public_state().sources}
    assert set(uses) == {record.id for record in public.dossier.content.of_kind(Kind.SOURCE)}
    assert all(0 <= use.unused <= use.paragraphs and 0 <= use.coverage <= 1 for use in uses.values())
    assert uses["avisa-2021-03-05"].unused == 1


def test_corrections_are_listed_the_newest_first() -> None:
    dates = [item.date.text for _, item in public_state().corrections]
    assert dates == sorted(dates, reverse=True) and len(dates) > 1
    assert [record_id for record_id, _ in public_state().outlet_corrections] == ["kystposten-2021-03-09"]


def test_drafts_are_told_to_editors_and_to_nobody_else() -> None:
    checked = golden_build().checked.dossier
    assert checked is not None
    drafts = state_of(checked).drafts
    assert drafts and public_state().drafts == ()
    page = next(file.text for file in golden_build().files if file.uri == STATE)
    assert not [draft for draft in drafts if draft in page]


def test_the_page_is_reached_from_method_and_data() -> None:
    pages = {file.uri: file.text for file in golden_build().files}
    assert all('href="state.html"' in pages[uri] for uri in ("about.md", "data.md"))
    assert 'href="state.html"' not in pages[STATE]

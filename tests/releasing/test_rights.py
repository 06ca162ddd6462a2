"""What rights withhold is gone from texts, records and facts; what may be shown stays at its offsets."""

import pytest

from generator.model.dossier import PublicDossier
from generator.model.nodes import plain_value
from tests.releasing.test_removal import release
from tests.support.leaks import strings_in

SOURCE = "avisa-2021-03-05"


def with_level(level: str, more: str = "") -> PublicDossier:
    return release(f"--- in content/sources/{SOURCE}.yml\n- rights: {{publish_text: full, basis: invented}}\n"
                   f"+ rights: {{publish_text: {level}, basis: invented}}\n{more}")


def test_excerpts_keep_quoted_sentences_at_their_offsets() -> None:
    full, public = release("").dossier, with_level("excerpts").dossier
    article, whole = public.articles[SOURCE], full.articles[SOURCE]
    assert len(article.text) == len(whole.text) and article.line_starts == whole.line_starts
    for linked in public.all_statements():
        for quote in linked.quotes:
            passage = quote.passage
            assert public.articles[passage.source_id].text[passage.start:passage.end] == quote.words
    assert "uten enighet" not in article.text and "Dersom" not in article.text
    assert "Departementet deltok ikke, ifølge Sjømannsforbundet." in article.text
    assert "Dersom" not in article.normal.text and "█" in article.normal.text


def test_withheld_extents_are_exactly_what_was_replaced() -> None:
    full, public = release("").dossier, with_level("excerpts").dossier
    whole, cut = full.articles[SOURCE].text, public.articles[SOURCE].text
    withheld = {at for start, end in public.articles[SOURCE].withheld for at in range(start, end)}
    assert withheld
    assert {at for at in range(len(whole)) if whole[at] != cut[at]} <= withheld
    assert all(cut[at] in "█\n" for at in withheld)
    assert public.articles["kystposten-2021-03-09"].withheld == ()


def test_excerpts_drop_context_and_first_words_of_what_is_not_shown() -> None:
    public = with_level("excerpts", "--- in content/events/bergen-talks.yml\n-     date_words: lørdag\n"
                                    "+     date_words: lørdag\n+     prefix: satte inn vikarer på nattfergen.\n")
    statement = public.dossier.statements["bergen-talks"][0].statement
    assert (statement.quote, statement.prefix) == ("Partene møtes igjen i Bergen lørdag.", None)
    source = public.dossier.record(SOURCE).record
    assert [region.text for region in source.apparatus] == [None] * 4
    assert [item.starts for item in source.uncarried] == [""]
    assert source.relays[0].words == "(NTB)"


def test_none_leaves_no_words_in_records_or_facts() -> None:
    public = with_level("none")
    dossier = public.dossier
    [first, *_] = dossier.statements["oslo-talks"]
    assert (first.quotes[0].words, first.quotes[0].before, first.quotes[0].translation) == (None, "", None)
    assert (first.statement.quote, first.statement.translation, first.statement.date_words) == (None, None, None)
    assert first.statement is dossier.record("oslo-talks").record.statements[0]
    assert dossier.events["oslo-talks"].statements == dossier.statements["oslo-talks"]
    figures = {account.from_: account.figure.words for account in dossier.record("crews-on-strike").record.accounts}
    assert figures == {SOURCE: "", "kystposten-2021-03-09": "Om lag 240"}
    assert dossier.record(SOURCE).record.relays[0].words is None
    assert set(dossier.articles[SOURCE].text) <= {"█", "\n"}
    assert "Seks timer uten enighet" in strings_in(public)
    texts = " ".join(strings_in(public))
    forbidden = ("møttes torsdag", "Departementet", "Mer enn 300", "on Thursday")
    assert [words for words in forbidden if words in texts] == []


def test_nodes_keep_places_and_lose_texts() -> None:
    found = with_level("none").dossier.record("oslo-talks")
    assert found.span("statements", 1, "quote").line == 20
    values = set(strings_in(plain_value(found.node)))
    assert "statements" in values and values.isdisjoint({"oslo", "happened", "union-of-seamen"})


def test_facts_computed_of_the_whole_text_stay() -> None:
    full, public = release("").dossier, with_level("none").dossier
    assert public.mentions == full.mentions
    assert public.sources[SOURCE].covered == full.sources[SOURCE].covered
    assert public.actors["nordferje"].printed == full.actors["nordferje"].printed
    assert public.events["oslo-talks"].status == full.events["oslo-talks"].status
    assert public.claims["crews-on-strike"].differing == full.claims["crews-on-strike"].differing


@pytest.mark.parametrize(("own", "ceiling", "effective"), [
    ("full", "excerpts", "excerpts"), ("excerpts", "full", "excerpts"), ("none", "excerpts", "none"),
    ("excerpts", "none", "none"), ("full", "full", "full"),
])
def test_the_stricter_right_holds(own: str, ceiling: str, effective: str) -> None:
    public = with_level(own, f"--- in content/dossier.yml\n- licence: {{name: CC BY 4.0}}\n"
                             f"+ licence: {{name: CC BY 4.0}}\n+ publish_text: {ceiling}\n")
    assert public.dossier.record(SOURCE).record.rights.publish_text == effective
    assert bool(public.dossier.articles[SOURCE].withheld) == (effective != "full")


def test_offices_lose_their_words_with_their_source() -> None:
    land = "går mannskapene i land,"
    office = ("--- in content/actors/nordferje.yml\n- type: company\n+ type: company\n+ roles:\n"
              f"+   - {{title: Employer, from: {SOURCE}, quote: sier Nordferje, prefix: '{land}'}}\n"
              "+ relations:\n"
              f"+   - {{actor: ntb, relation: member_of, from: {SOURCE}, quote: OSLO (NTB)}}\n")
    shown = with_level("excerpts", office).dossier
    assert "går mannskapene i land, sier Nordferje" in shown.articles[SOURCE].text
    hidden = with_level("none", office).dossier
    facts, actor = hidden.actors["nordferje"], hidden.record("nordferje").record
    assert [quote and quote.words for quote in (*facts.role_passages, *facts.relation_passages)] == [None, None]
    assert (actor.roles[0].quote, actor.roles[0].prefix, actor.relations[0].quote) == ("", None, None)

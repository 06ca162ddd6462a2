"""Drafts and withdrawn records go with everything that names them; what is left says nothing more than before."""

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.model.dossier import PublicDossier
from generator.model.fields import RefersTo
from generator.model.records import RECORD_MODELS
from generator.model.settings import DossierSettings
from generator.model.tree import Tree
from generator.reading.content import load_content
from generator.releasing.release import release_dossier
from generator.releasing.rules import DROP_ITEM, DROP_VALUE
from tests.support.cases import parse_case

DRAFT_ACTOR = "name: {title}\ntype: organisation\ndraft: true\n"


def release(text: str) -> PublicDossier:
    """Release the base dossier with these changes; what they break beyond linking does not matter here."""
    diagnostics = Diagnostics()
    content = load_content(Tree.of(parse_case(text + "--- expect\n").files), diagnostics)
    assert content is not None and not diagnostics.has_errors, [str(found) for found in diagnostics]
    dossier = link_content(content, diagnostics)
    assert not diagnostics.has_errors, [str(found) for found in diagnostics]
    return release_dossier(dossier)


def record(public: PublicDossier, record_id: str) -> Any:
    return public.dossier.record(record_id).record


def make_draft(path: str, line: str) -> str:
    return f"--- in {path}\n- {line}\n+ {line}\n+ draft: true\n"


UNION_IS_DRAFT = make_draft("content/actors/union-of-seamen.yml", "name: Seamen's Union")
OSLO_IS_DRAFT = make_draft("content/places/oslo.yml", "name: Oslo")
AVISA_ARTICLE_IS_DRAFT = make_draft("content/sources/avisa-2021-03-05.yml", "seed: avisa.txt")


def test_nothing_to_take_out_leaves_all_but_the_seeds() -> None:
    public = release("")
    assert public.dossier.content.seeds == {}
    assert public.withdrawn == {} and public.redirects == {}
    assert len(public.dossier.all_statements()) == 7


def test_words_of_a_removed_speaker_do_not_become_the_outlets() -> None:
    public = release(UNION_IS_DRAFT)
    sentences = [linked.statement.says[""] for linked in public.dossier.statements["oslo-talks"]]
    assert sentences == ["The operator and the union met for six hours in Oslo."]
    assert record(public, "oslo-talks").statements[0].who == {"party": ("nordferje",)}
    assert "relief-crews" not in public.dossier.content.records


@pytest.mark.parametrize(("field", "left"), [
    ("by: [union-of-seamen, nordferje]", ("nordferje",)),
    ("by: [union-of-seamen, nordferje]\n    mutual: true", None),
    ("by_one_of: [union-of-seamen, nordferje, outlet]", None),
    ("by: nordferje\n    via: union-of-seamen", None),
    ("by: nordferje\n    via: [union-of-seamen, ntb]", ("nordferje",)),
])
def test_several_speakers(field: str, left: tuple[str, ...] | None) -> None:
    public = release(UNION_IS_DRAFT + "--- in content/claims/crews-on-strike.yml\n-     by: nordferje\n"
                     + "".join(f"+ {line}\n" for line in f"    {field}".splitlines()))
    accounts = public.dossier.statements.get("crews-on-strike", ())
    assert [linked.statement.by for linked in accounts] == ([left] if left else [])
    assert ("crews-on-strike" in public.dossier.content.records) == (left is not None)


def test_article_taken_out_takes_its_statements_and_emptied_events() -> None:
    public = release(AVISA_ARTICLE_IS_DRAFT)
    assert set(public.dossier.events) == {"bergen-agreement"}
    assert record(public, "bergen-agreement").related == ()
    assert [len(facts.accounts) for facts in public.dossier.claims.values()] == [1]
    assert public.dossier.actors["avisa"].published_ids == ()


def test_one_quote_of_several_may_go() -> None:
    public = release(AVISA_ARTICLE_IS_DRAFT + """\
--- content/events/strike.yml
title: Seamen on strike
type: talks
statements:
  - says: Many seamen were on strike.
    stage: happened
    quotes:
      - from: avisa-2021-03-05
        quote: Mer enn 300 sjøfolk er i streik
      - from: kystposten-2021-03-09
        quote: Om lag 240 sjøfolk var i streik
""")
    [linked] = public.dossier.statements["strike"]
    assert linked.source_ids == ("kystposten-2021-03-09",)
    span = public.dossier.record("strike").span(*linked.quotes[0].path, "quote")
    assert (span.line, linked.quotes[0].path) == (10, ("statements", 0, "quotes", 0))


def test_place_goes_with_the_reason_for_it() -> None:
    public = release(OSLO_IS_DRAFT + "--- in content/events/oslo-talks.yml\n- place: oslo\n+ place: oslo\n"
                                     "+ place_why: The office of Oslo.\n")
    assert record(public, "oslo-talks").place is None
    assert record(public, "oslo-talks").reasons == {}


def test_figure_without_its_area_would_count_more() -> None:
    area = "unit: persons, area: oslo, population: strikers}\n"
    public = release(OSLO_IS_DRAFT + "--- in content/claims/crews-on-strike.yml\n"
                     "-     figure: {words: Om lag 240, comparator: about, value: 240, unit: persons, "
                     "population: strikers}\n"
                     f"+     figure: {{words: Om lag 240, comparator: about, value: 240, {area}")
    accounts = record(public, "crews-on-strike").accounts
    assert [account.figure is None for account in accounts] == [False, True]


def test_claim_answered_only_from_what_is_removed_goes() -> None:
    public = release(UNION_IS_DRAFT + """\
--- content/claims/relief.yml
question: Were there relief crews?
--- in content/events/relief-crews.yml
-     stage: alleged
+     stage: alleged
+     answers: relief
""")
    assert "relief" not in public.dossier.content.records


def test_contradiction_with_a_removed_statement_goes() -> None:
    public = release(AVISA_ARTICLE_IS_DRAFT + """\
--- in content/claims/crews-on-strike.yml
-   - says: More than 300 seamen were on strike, the union said.
+   - key: many
+     says: More than 300 seamen were on strike, the union said.
-   - says: About 240 seamen were on strike, the operator said.
+   - key: few
+     says: About 240 seamen were on strike, the operator said.
- finding: {is: contested, why: The two sides count differently.}
+ contradicts:
+   - {statements: [crews-on-strike#many, crews-on-strike#few], why: They differ.}
""")
    assert record(public, "crews-on-strike").contradicts == ()


@pytest.mark.parametrize(("text", "shown"), [
    ("See [[oslo]].", "See […]."),
    ("See [[oslo|that town]] and [[bergen]].", "See that town and [[bergen]]."),
    ("See [[old-talks]].", "See [[old-talks]]."),
])
def test_links_to_drafts_become_plain_words_and_those_to_withdrawn_records_stay(text: str, shown: str) -> None:
    public = release(OSLO_IS_DRAFT + f"""\
--- in content/events/relief-crews.yml
- type: conduct
+ type: conduct
+ note: "{text}"
--- content/events/old-talks.yml
title: Talks of old
type: talks
withdrawn: {{date: 2021-04-01, why: "It was no event; see [[oslo]]."}}
former_ids: [older-talks]
statements:
  - says: They are to meet again.
    stage: expected
    from: avisa-2021-03-05
    quote: Partene møtes igjen
""")
    assert record(public, "relief-crews").note.text == {"": shown}
    tombstone = public.withdrawn["old-talks"].record
    assert tombstone.withdrawn.why == {"": "It was no event; see […]."}
    assert (tombstone.statements, tombstone.title) == ((), {"": "Talks of old"})
    assert public.redirects == {"older-talks": "old-talks"}
    assert "old-talks" not in public.dossier.content.records
    assert public.citing == ({"old-talks": ("relief-crews",)} if "old-talks" in text else {})


def test_a_sentence_names_a_withdrawn_record_in_plain_words() -> None:
    public = release("""\
--- in content/events/oslo-talks.yml
-   - says: The ministry did not attend, according to the union.
+   - says: The ministry did not attend [[fergeland]], according to the union.
--- content/actors/fergeland.yml
name: Fergeland
type: company
withdrawn: {date: 2021-04-01, why: It was another.}
""")
    assert record(public, "oslo-talks").statements[1].says == {
        "": "The ministry did not attend Fergeland, according to the union."}


def test_a_reply_goes_with_the_draft_that_gave_it() -> None:
    replies = ("--- in content/events/oslo-talks.yml\n- type: talks\n+ type: talks\n+ replies:\n"
               "+   - {who: union-of-seamen, date: 2021-03-30, words: We spoke for seven hours.}\n"
               "+   - {name: A reader, date: 2021-03-31, words: So it was.}\n")
    assert [reply.who for reply in record(release(replies), "oslo-talks").replies] == ["union-of-seamen", None]
    assert [reply.name for reply in record(release(replies + UNION_IS_DRAFT), "oslo-talks").replies] == ["A reader"]


def test_name_inside_the_name_of_a_draft_is_not_counted_as_printed() -> None:
    changes = "--- content/actors/night-ferry.yml\nname: Nattfergen\ntype: organisation\n"
    longer = ("--- content/actors/relief.yml\nname: vikarer på nattfergen\ntype: organisation\ndraft: true\n")
    printed = release(changes).dossier.actors["night-ferry"].printed
    assert [name.count for name in printed] == [1]
    public = release(changes + longer)
    assert public.dossier.actors["night-ferry"].printed == ()
    assert "vikarer på nattfergen" not in public.dossier.content.settings.model.not_names


def test_places_in_files_hold_behind_what_is_removed() -> None:
    public = release(UNION_IS_DRAFT)
    [linked] = public.dossier.statements["crews-on-strike"]
    assert linked.path == ("accounts", 0)
    assert public.dossier.record("crews-on-strike").span(*linked.path, "says").line == 10


def test_every_field_that_names_a_record_has_a_rule() -> None:
    named = {name for model in (*RECORD_MODELS.values(), DossierSettings) for name in _reference_fields(model)}
    without = {name for name in named if name not in DROP_ITEM | DROP_VALUE
               and name.rpartition(".")[2] not in DROP_ITEM | DROP_VALUE}
    assert named and without == set()


def _reference_fields(model: type[BaseModel], container: str = "") -> set[str]:
    """`container.field` for every field below a model whose values are ids of records."""
    found: set[str] = set()
    for name, info in model.model_fields.items():
        alias = info.alias or name
        if _refers(info.annotation) or any(isinstance(item, RefersTo) for item in info.metadata):
            found.add(f"{container}.{alias}")
        for inner in _models_in(info.annotation):
            found |= _reference_fields(inner, alias)
    return found


def _refers(annotation: Any) -> bool:
    if any(isinstance(item, RefersTo) for item in getattr(annotation, "__metadata__", ())):
        return True
    return any(_refers(argument) for argument in get_args(annotation))


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for argument in get_args(annotation) for model in _models_in(argument)}

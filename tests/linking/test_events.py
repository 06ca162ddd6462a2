"""What follows for an event from its statements: status as last reported, outcomes, ids of statements.

Two articles, of 5 and 9 March, tell of one event; each test says what they report.
"""

from generator import pipeline
from generator.model.dossier import EventFacts
from generator.model.tree import Tree
from tests.support.cases import parse_case

EARLY = "from: avisa-2021-03-05\n    quote: Partene møtes igjen i Bergen lørdag."
LATE = "from: kystposten-2021-03-09\n    quote: Om lag 240 sjøfolk var i streik, sier Nordferje."
HEARSAY = "from: avisa-2021-03-05\n    quote: Sjømannsforbundet hevder at Nordferje satte inn vikarer på nattfergen."


def facts_of(*statements: str, sections: str = "") -> EventFacts:
    """The facts of an event with these statements; each is a block of fields."""
    written = "".join(f"  - says: Words.\n    {statement}\n" for statement in statements)
    event = "title: Talks reported\ntype: talks\nkind: background\nstatements:\n"
    case = parse_case(f"{sections}--- content/events/reported.yml\n{event}{written}--- expect\n")
    dossier = pipeline.check(Tree.of(case.files)).dossier
    assert dossier is not None and len(dossier.statements["reported"]) == len(statements)
    return dossier.events["reported"]


def test_a_later_report_goes_further() -> None:
    status = facts_of(f"stage: expected\n    {EARLY}", f"stage: happened\n    {LATE}").status
    assert (status.kind, status.source_id) == ("happened", "kystposten-2021-03-09")


def test_a_later_plan_takes_nothing_back() -> None:
    status = facts_of(f"stage: happened\n    {EARLY}", f"stage: proposed\n    {LATE}").status
    assert (status.kind, status.source_id) == ("happened", "avisa-2021-03-05")


def test_accounts_differ() -> None:
    for stages in (("happened", "did_not_happen"), ("alleged", "denied"), ("happened", "called_off")):
        one, other = (f"stage: {stage}\n    {words}" for stage, words in zip(stages, (EARLY, LATE), strict=True))
        assert facts_of(one, other).status.kind == "differ", stages


def test_a_plan_called_off() -> None:
    assert facts_of(f"stage: expected\n    {EARLY}", f"stage: called_off\n    {LATE}").status.kind == "called_off"


def test_a_plan_made_again_is_not_called_off() -> None:
    status = facts_of(f"stage: called_off\n    {EARLY}", f"stage: expected\n    {LATE}").status
    assert (status.kind, status.source_id) == ("differ", "kystposten-2021-03-09")


def test_somebody_says_it_happened() -> None:
    status = facts_of(f"stage: happened\n    by: nordferje\n    {LATE}").status
    assert (status.kind, status.speakers) == ("said", ("nordferje",))


def test_the_order_of_reports_is_that_of_one_clock() -> None:
    """Half past six in the evening of UTC is later than half past one of the next day seven hours to the east."""
    sections = ("--- in content/sources/avisa-2021-03-05.yml\n- published: 2021-03-05T06:10+01:00\n"
                "+ published: 2021-03-09T01:30+07:00\n"
                "--- in content/sources/kystposten-2021-03-09.yml\n- published: 2021-03-09\n"
                "+ published: 2021-03-08T18:31Z\n")
    reports = facts_of(f"stage: expected\n    {EARLY}", f"stage: expected\n    {LATE}", sections=sections).reports
    assert [report.source_id for report in reports] == ["avisa-2021-03-05", "kystposten-2021-03-09"]


def test_no_outcome_supersedes_one() -> None:
    outcomes = facts_of(f"stage: happened\n    outcome: agreed\n    {EARLY}",
                        f"stage: happened\n    outcome: none_reported\n    {LATE}").outcomes
    assert [report.outcome for report in outcomes] == ["agreed"]


def test_an_outcome_of_several_speakers_names_all_and_the_outlets_own_words_none() -> None:
    said = [f"stage: happened\n    outcome: refused\n    by: {actor}\n    {HEARSAY}"
            for actor in ("nordferje", "union-of-seamen")]
    own = f"stage: happened\n    outcome: refused\n    {EARLY}"
    assert facts_of(*said).outcomes[0].speakers == ("nordferje", "union-of-seamen")
    assert facts_of(*said, own).outcomes[0].speakers == ()


def test_ids_do_not_depend_on_the_order_of_statements() -> None:
    """Neither those of other words, nor those of several statements over the same words."""
    written = [f"stage: expected\n    {EARLY}", f"stage: alleged\n    by: union-of-seamen\n    {HEARSAY}",
               f"stage: denied\n    by: nordferje\n    {HEARSAY}"]

    def ids(statements: list[str]) -> dict[str, str]:
        return {str(item.statement.stage): item.id for item in facts_of(*statements).statements}

    assert ids(written) == ids(written[::-1])
    assert len(set(ids(written).values())) == 3

"""Pages of events and claims: nobody's word passes for the outlet's, and what the words rest on is said."""

import pytest

from generator import pipeline
from generator.model.dossier import PublicDossier
from generator.model.records import Kind
from generator.model.tree import Tree
from generator.rendering.context import Context
from generator.rendering.views.claim import render_claim
from generator.rendering.views.event import render_event
from generator.rendering.views.index import render_index
from tests.rendering.pages import Element, golden_context, page_html
from tests.support.cases import parse_case

WORDS = "    from: avisa-2021-03-05\n" \
        "    quote: Sjømannsforbundet hevder at Nordferje satte inn vikarer på nattfergen.\n"


def context_of(path: str, record: str) -> Context:
    """The base dossier with one more record."""
    checked = pipeline.check(Tree.of(parse_case(f"--- {path}\n{record}--- expect\n").files))
    assert checked.dossier is not None and not checked.diagnostics.has_errors, list(checked.diagnostics)
    return Context(PublicDossier(checked.dossier), checked.words)


def participants(fields: str) -> list[Element]:
    """The values of the fact panel that lead to the operator."""
    event = ("title: Stand-ins aboard\ntype: talks\nkind: background\nstatements:\n  - says: Words.\n"
             f"    who: nordferje\n{fields}{WORDS}")
    context = context_of("content/events/stand-ins.yml", event)
    page = page_html(render_event(context.record("stand-ins"), context))
    return [value for value in page.all("dd")
            if any("nordferje" in link.attributes["href"] for link in value.all("a"))]


@pytest.mark.parametrize("fields", [
    "    stage: happened\n    by: union-of-seamen\n",
    "    stage: happened\n    by_one_of: [union-of-seamen, outlet]\n",
    "    stage: happened\n    ground: unattributed\n",
])
def test_a_participant_by_hearsay_is_marked_so(fields: str) -> None:
    assert [len(value.all("span", "d-said")) for value in participants(fields)] == [1]


def test_a_participant_in_the_outlets_words_is_not() -> None:
    assert [len(value.all("span", "d-said")) for value in participants("    stage: happened\n")] == [0]


@pytest.mark.parametrize("field", ["direct: true", "ground: witnessed", "spoken_language: en"])
def test_an_account_says_what_its_words_are(field: str) -> None:
    def remarks(fields: str) -> int:
        claim = f"question: Who was aboard?\nabout: nordferje\naccounts:\n  - says: Words.\n{fields}{WORDS}"
        context = context_of("content/claims/who-was-aboard.yml", claim)
        return len(page_html(render_claim(context.record("who-was-aboard"), context)).all("p", "d-attr--r"))

    assert remarks(f"    {field}\n") == remarks("") + 1


def test_who_was_not_present_is_kept_out_of_counts() -> None:
    context = golden_context()
    facts = context.dossier.actors["ministry-of-transport"]
    absent = [event_id for event_id, parts in facts.participations.items()
              if all(part.role == "not_present" for part in parts)]
    assert absent
    rows = [row for page in render_index(Kind.ACTOR, context) for row in page_html(page).all("tr")
            if any(link.attributes["href"] == "ministry-of-transport.html" for link in row.all("a"))]
    counts = [cell.text(lambda item: item.tag == "span") for cell in rows[0].all("td", "d-table__n")]
    assert counts[0] == str(len(facts.event_ids) - len(absent))


def test_a_quote_of_two_statements_is_second_read_when_both_are() -> None:
    def shown(*fields: str) -> tuple[list[str], int]:
        said = "".join(f"  - says: Words {number}.\n    stage: happened\n{field}{WORDS}"
                       for number, field in enumerate(fields))
        context = context_of("content/events/stand-ins.yml",
                             f"title: Stand-ins aboard\ntype: talks\nkind: background\nstatements:\n{said}")
        page = page_html(render_event(context.record("stand-ins"), context))
        return [item.text() for item in page.all("p", "d-verified")], len(page.all("p", "d-attr--r"))

    read, unread = "    checked: 2021-03-20\n", "    direct: true\n"
    assert shown(read, unread) == shown(unread, unread) == shown(unread, read)
    assert shown(read, read)[0] != shown(unread, unread)[0]

"""Who stands with whom: what is drawn and listed, what is left out and said so, and labels that never collide."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.records import Kind
from generator.rendering.blocks import Block, Html, Page, render_markdown
from generator.rendering.context import Context, LinkView
from generator.rendering.figures import event_relations, relations
from generator.rendering.figures.event_relations import EventDrawing, Spoke, SpokeGroup
from generator.rendering.figures.relations import ActorDrawing, Column, Strand
from generator.rendering.figures.sheet import Sheet
from generator.rendering.views import relation_table
from generator.rendering.views.relation_table import render_relations, role_letters
from generator.rendering.views.relations import DRAWN, actor_relation_blocks, event_relation_blocks
from tests.rendering.pages import Element, golden_context, page_html, read_html, small_context
from tests.support.hostile import HOSTILE


@cache
def golden() -> Context:
    return golden_context()


def element_of(blocks: tuple[Block, ...]) -> Element:
    return read_html("\n".join(block.html for block in blocks if isinstance(block, Html)))


def drawing_of(root: Element, kind: str) -> Element:
    (found,) = root.all("svg", f"d-tl--{kind}")
    return found


def targets(root: Element) -> list[str]:
    return [link.attributes["href"] for link in root.all("a")]


# Geometry -------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(["Oslo", "Wide WWWW MMMM " * 12, "x" * 300, "one two three " * 20, "海" * 60, *HOSTILE])
LINKS = st.builds(LinkView, TEXTS, st.just("../actors/a.html"))
KINDS = st.sampled_from(["named", "said", "expected", "absent"])


@st.composite
def actor_drawings(draw: st.DrawFn) -> ActorDrawing:
    columns = tuple(draw(st.lists(st.builds(Column, LINKS, TEXTS), max_size=relations.MOST_COLUMNS)))
    joined = [draw_strand(draw, len(columns)) for _ in range(draw(st.integers(0, 8)))]
    tied = [replace(draw_strand(draw, 0), beads=(None,) * len(columns), events=0, count="",
                    arrow=draw(st.sampled_from([1, -1]))) for _ in range(draw(st.integers(0 if joined else 1, 4)))]
    used = [index for index in range(len(columns)) if any(strand.beads[index] for strand in joined)]
    return ActorDrawing(
        "drawing", draw(TEXTS), tuple(columns[index] for index in used),
        tuple(replace(strand, beads=tuple(strand.beads[index] for index in used)) for strand in (*joined, *tied)),
        draw(st.none() | LINKS))


def draw_strand(draw: st.DrawFn, columns: int) -> Strand:
    beads = draw(st.lists(st.none() | KINDS, min_size=columns, max_size=columns))
    if columns and not any(beads):
        beads[draw(st.integers(0, columns - 1))] = "named"
    return Strand(draw(LINKS), "12 events", 12, draw(st.just("") | TEXTS), tuple(beads),
                  draw(st.sampled_from(["", "doubt", "plan"])))


SPOKES = st.builds(Spoke, LINKS, st.none() | KINDS, st.sampled_from(["", "here", "there"]))
GROUPS = st.lists(st.builds(SpokeGroup, TEXTS, st.lists(SPOKES, min_size=1, max_size=4).map(tuple),
                            st.none() | LINKS), max_size=4).map(tuple)
EVENT_DRAWINGS = st.builds(EventDrawing, st.just("drawing"), TEXTS, st.just("") | TEXTS, GROUPS, GROUPS)


def assert_legible(sheet: Sheet) -> None:
    """No label runs into another or out of the drawing, and none is too small to read."""
    for label in sheet.labels:
        left, top, right, bottom = label.box
        assert left >= -0.01 and top >= -0.01 and right <= sheet.width + 0.01 and bottom <= sheet.height + 0.01, label
        assert label.size >= 12
    for first, second in combinations(sheet.labels, 2):
        one, two = first.box, second.box
        is_apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] + 1.5 or two[3] <= one[1] + 1.5
        assert is_apart, (first, second)


@settings(max_examples=40, deadline=None)
@given(actor_drawings())
def test_labels_of_an_actors_drawing_never_collide(drawing: ActorDrawing) -> None:
    for make in (relations.wide_sheet, relations.narrow_sheet):
        assert_legible(make(drawing))
    assert relations.draw_actor(drawing, "d") == relations.draw_actor(drawing, "d")


@settings(max_examples=40, deadline=None)
@given(EVENT_DRAWINGS)
def test_labels_of_an_events_drawing_never_collide(drawing: EventDrawing) -> None:
    for make in (event_relations.wide_sheet, event_relations.narrow_sheet):
        assert_legible(make(drawing))


@settings(max_examples=40, deadline=None)
@given(actor_drawings())
def test_a_drawing_is_well_formed_whatever_it_says(drawing: ActorDrawing) -> None:
    for svg in relations.draw_actor(drawing, "d"):
        (root,) = read_html(svg).all("svg")
        assert root.attributes["role"] == "group"
        assert not {item.tag for item in root.walk()} - {
            "title", "path", "circle", "rect", "a", "text", "tspan", "g"}


# An actor -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor_id", sorted(golden().dossier.actors))
def test_the_list_says_what_the_drawing_shows(actor_id: str) -> None:
    blocks = actor_relation_blocks(actor_id, golden())
    nearest = golden().dossier.actors[actor_id].neighbours.nearest
    assert bool(blocks) == bool(nearest)
    root = element_of(blocks)
    assert len(root.all("figure")) == (len(nearest) > 1)
    listed = {href for found in root.all("ul", "d-met") for href in targets(found)}
    for svg in root.all("svg", "d-rel"):
        assert {href for href in targets(svg) if href.startswith("..")} <= listed


def test_neighbours_are_those_whom_events_or_records_name() -> None:
    for actor_id, facts in golden().dossier.actors.items():
        named = {part.actor_id for event_id in facts.participations
                 for part in golden().dossier.events[event_id].participations} - {actor_id}
        tied = {item.actor_id for item in facts.neighbours.nearest if item.ties}
        assert {item.actor_id for item in facts.neighbours.nearest} == named | tied
        assert facts.neighbours.total == len(named | tied)


def test_ties_are_seen_from_both_ends() -> None:
    actors = golden().dossier.actors
    seen = 0
    for actor_id, facts in actors.items():
        for item in facts.neighbours.nearest:
            back = next(other for other in actors[item.actor_id].neighbours.nearest if other.actor_id == actor_id)
            assert sorted(tie.is_own for tie in item.ties) == sorted(not tie.is_own for tie in back.ties)
            assert item.event_ids == back.event_ids and item.absent_ids == back.absent_ids
            seen += len(item.ties)
    assert seen


def test_who_is_only_said_to_be_absent_is_marked_and_not_counted() -> None:
    neighbours = golden().dossier.actors["union-of-seamen"].neighbours.nearest
    ministry = next(item for item in neighbours if item.actor_id == "ministry-of-transport")
    assert "oslo-talks" in ministry.absent_ids and "oslo-talks" not in ministry.event_ids
    root = element_of(actor_relation_blocks("union-of-seamen", golden()))
    assert drawing_of(root, "wide").all("path", "d-bead--absent")
    assert drawing_of(root, "narrow").all("path", "d-bead--absent")


def test_what_rests_on_a_speaker_alone_is_drawn_otherwise_and_names_the_speaker() -> None:
    found = 0
    for actor_id in golden().dossier.actors:
        root = element_of(actor_relation_blocks(actor_id, golden()))
        if any(svg.all("circle", "d-bead--said") for svg in root.all("svg", "d-rel")):
            assert [item for met in root.all("ul", "d-met") for item in met.all("span", "d-said")]
            found += 1
    assert found


def test_an_actor_alone_has_neither_drawing_nor_list() -> None:
    assert actor_relation_blocks("nordferje", small_context({})) == ()


def many(number: int) -> Context:
    """A dossier with one event that names so many actors."""
    files = {f"content/actors/crew-{index}.yml": f"name: Crew {index}\ntype: company\n" for index in range(number)}
    crews = ", ".join(f"crew-{index}" for index in range(number))
    return small_context({**files, **ARTICLE, "content/events/meeting.yml": meeting("Crews meet", f"participant: [{crews}]")})


ARTICLE = {
    "seeds/a.txt": "Crews met on Monday.\n",
    "content/sources/a.yml": "seed: a.txt\npublisher: avisa\ntitle_supplied: A\nlanguage: en\n"
                             "published: 2021-03-02\nrights: {publish_text: full, basis: permission}\n"}


def meeting(title: str, who: str) -> str:
    """An event that the article tells of, with whom it names."""
    return "\n".join([
        f"title: {title}", "type: talks", "date: 2021-03-01", "date_why: Monday.", "statements:",
        "  - says: The crews met.", "    stage: happened", f"    who: {{{who}}}",
        "    who_why: All crews are meant.", "    from: a", "    quote: Crews met on Monday", ""])


def test_of_five_hundred_neighbours_twelve_are_drawn_and_the_rest_are_counted() -> None:
    context = many(501)
    root = element_of(actor_relation_blocks("crew-0", context))
    drawn = {href for href in targets(drawing_of(root, "wide")) if href.startswith("crew")}
    assert len(drawn) == DRAWN
    assert str(500 - DRAWN) in drawing_of(root, "wide").text() and str(500 - DRAWN) in drawing_of(root, "narrow").text()
    assert "../relations.html" in targets(root) and "#named-with" in targets(root)
    event = element_of(event_relation_blocks("meeting", context))
    assert len([href for href in targets(drawing_of(event, "wide")) if href.startswith("../actors/")]) == DRAWN
    assert str(501 - DRAWN) in drawing_of(event, "wide").text()


def test_above_so_many_events_a_bar_counts_them() -> None:
    context = golden()
    events = tuple(context.dossier.events)[:relations.MOST_COLUMNS + 1]
    strand = Strand(LinkView("A", "a.html"), "13 events", len(events), "", ())
    sheet = relations.wide_sheet(ActorDrawing("t", "n", (), (strand, replace(strand, events=1)), None))
    long, short = (float(read_html(mark).all("rect")[0].attributes["width"]) for mark in sheet.marks if "<rect" in mark)
    assert long == pytest.approx(short * len(events), rel=0.01)


def test_where_bars_stand_the_line_of_one_who_was_absent_is_explained() -> None:
    files = {f"content/actors/crew-{index}.yml": f"name: Crew {index}\ntype: company\n" for index in range(3)}
    for number in range(relations.MOST_COLUMNS + 1):
        absent = ", not_present: [crew-2]" if not number else ""
        files[f"content/events/meeting-{number}.yml"] = meeting(f"Crews meet {number}", f"participant: [crew-0, crew-1]{absent}")
    root = element_of(actor_relation_blocks("crew-0", small_context({**files, **ARTICLE})))
    assert drawing_of(root, "wide").all("rect", "d-bar") and drawing_of(root, "wide").all("path", "d-rel__plan")
    assert [mark for key in root.all("figcaption") for mark in key.all("path", "d-rel__plan")]


# An event -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event_id", golden().dossier.event_order)
def test_an_event_shows_its_neighbours_from_two_on(event_id: str) -> None:
    facts = golden().dossier.events[event_id]
    claims = [claim_id for claim_id in facts.claim_ids if claim_id in golden().dossier.claims]
    number = len({part.actor_id for part in facts.participations}) + len(facts.related) + len(claims)
    root = element_of(event_relation_blocks(event_id, golden()))
    assert len(root.all("svg", "d-rel")) == (2 if number > 1 else 0)
    for svg in root.all("svg", "d-rel"):
        assert 2 <= len(targets(svg)) <= DRAWN + 3


def test_a_relation_has_its_direction() -> None:
    heads = 0
    for event_id, facts in golden().dossier.events.items():
        root = element_of(event_relation_blocks(event_id, golden()))
        directed = [relation for relation, _ in facts.related if relation not in ("part_of", "has_part")]
        for svg in root.all("svg", "d-rel"):
            assert len(svg.all("path", "d-rel__head")) == len(directed)
            heads += len(directed)
    assert heads


def test_who_was_not_there_is_no_part_of_the_event() -> None:
    root = element_of(event_relation_blocks("oslo-talks", golden()))
    svg = drawing_of(root, "wide")
    assert len(svg.all("path", "d-bead--absent")) == 1
    assert "Not present" in svg.text()


# The table ------------------------------------------------------------------------------------------


def cells_of(page: Page) -> dict[tuple[str, str], str]:
    """What the table says in words, by actor and event as it links to them."""
    (table,) = page_html(page).all("table")
    heads = [targets(head)[0] for head in table.all("th", "d-rel-t__e") if targets(head)]
    found = {}
    for row in table.all("tr")[1:]:
        actor = targets(row.all("th")[0])[0]
        for event, cell in zip(heads, row.all("td")[1:], strict=True):
            if cell.children:
                found[actor, event] = cell.all("span", "d-rel-t__r")[0].text()
    return found


def test_the_table_has_every_part_in_an_event_with_its_role_in_words() -> None:
    (page,) = render_relations(golden())
    cells = cells_of(page)
    expected = {(f"actors/{part.actor_id}.html", f"events/{event_id}.html")
                for event_id, facts in golden().dossier.events.items() for part in facts.participations}
    assert cells.keys() == expected
    assert "Not present" in cells["actors/ministry-of-transport.html", "events/oslo-talks.html"]


def test_actors_named_in_most_events_come_first() -> None:
    (page,) = render_relations(golden())
    counts = [int(str(row.all("td")[0].children[0])) for row in page_html(page).all("tr")[1:]]
    assert counts == sorted(counts, reverse=True) and counts[0] > 1


def test_a_large_table_is_an_overview_and_parts_that_hold_every_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relation_table, "COLUMNS", 4)
    overview, *parts = render_relations(golden())
    naming = [event_id for event_id in golden().dossier.event_order if golden().dossier.events[event_id].participations]
    shown = [href for page in parts for head in page_html(page).all("th", "d-rel-t__e") for href in targets(head)]
    assert shown == [f"../../events/{event_id}.html" for event_id in naming]
    assert [page.uri for page in parts] == [f"relations/in/{number}.md" for number in range(1, len(parts) + 1)]
    periods = [href for head in page_html(overview).all("th", "d-rel-t__e") for href in targets(head)]
    assert periods and set(periods) <= {f"relations/in/{number}.html" for number in range(1, len(parts) + 1)}
    totals = [int(str(row.all("td")[0].children[0])) for row in page_html(overview).all("tr")[1:]]
    assert totals == [int(str(row.all("td")[0].children[0])) for row in page_html(*_whole()).all("tr")[1:]]


def _whole() -> list[Page]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relation_table, "COLUMNS", 1000)
        return render_relations(golden())


def test_rows_that_find_no_room_are_counted() -> None:
    (page,) = render_relations(many(501))
    rows = page_html(page).all("tr")
    assert len(rows) == relation_table.ROWS + 1
    assert str(501 - relation_table.ROWS) in page_html(page).text()
    assert len(render_markdown(page).text.encode()) < 500_000


def test_a_dossier_without_events_has_a_table_page_that_says_so() -> None:
    (page,) = render_relations(small_context({}))
    assert not page_html(page).all("table")
    assert page_html(page).text().strip()


@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_no_two_roles_have_one_sign(labels: list[str]) -> None:
    roles = [(f"role-{index}", label) for index, label in enumerate(labels)]
    signs = role_letters(roles, [role for role, _ in roles])
    assert signs.keys() == {role for role, _ in roles}
    assert len({sign.casefold() for sign in signs.values()}) == len(labels)
    assert all(1 <= len(sign) <= 3 for sign in signs.values())
    assert signs == role_letters(list(reversed(roles)), [role for role, _ in roles])


def test_neighbours_without_an_event_come_last() -> None:
    for facts in golden().dossier.actors.values():
        joined = [bool(item.event_ids or item.absent_ids) for item in facts.neighbours.nearest]
        assert joined == sorted(joined, reverse=True)


def test_every_actors_index_leads_to_the_table() -> None:
    from generator.rendering.views.index import render_index
    (page,) = render_index(Kind.ACTOR, golden())
    assert "../relations.html" in targets(page_html(page))

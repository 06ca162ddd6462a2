"""What a change means: each kind of edit of the golden dossier is told as what it is, and as nothing else."""

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from generator.editing.comparison import Comparison, RecordChange, StatementChange
from generator.editing.diff import RenderPart, Side, compare_sides, read_side
from generator.model.dossier import PublicDossier
from generator.model.outputs import OutputFile
from generator.model.tree import Tree
from generator.model.uris import CITATION_ENDINGS, bibliography_uri
from generator.model.words import Words
from generator.rendering.site import render_part
from tests.support.golden import golden_tree

OSLO = "content/events/oslo-talks.yml"
STRIKE = "content/claims/crews-on-strike.yml"
PAPER = "content/sources/avisa-2021-03-05.yml"
DATA = "data/dossier.json"

Edits = Mapping[str, "str | Callable[[str], str] | None"]


@cache
def golden_side() -> Side:
    return read_side("old", golden_tree())


def edited(edits: Edits) -> Side:
    """The golden dossier with files written, changed by a function, or removed (None)."""
    files: dict[str, bytes] = dict(golden_tree())
    for path, edit in edits.items():
        text = edit(files[path].decode()) if callable(edit) else edit
        if text is None:
            del files[path]
        else:
            assert path not in files or files[path] != text.encode(), f"the edit of {path} changes nothing"
            files[path] = text.encode()
    return read_side("new", Tree(files))


def replaced(old: str, new: str) -> Callable[[str], str]:
    """An edit of one place."""
    return lambda text: text.replace(old, new, 1)


def compared(edits: Edits, *, backwards: bool = False, render: RenderPart = lambda *_: ()) -> Comparison:
    """The comparison with the golden dossier; no page is made where no function that makes them is given."""
    sides = (edited(edits), golden_side()) if backwards else (golden_side(), edited(edits))
    return compare_sides(*sides, golden_side().checked.words, render)


def record_of(comparison: Comparison, record_id: str) -> RecordChange:
    return next(record for record in comparison.records if record.id == record_id)


def fields_of(change: RecordChange | StatementChange) -> dict[str, tuple[str, str]]:
    return {field.name: (field.old, field.new) for field in change.fields}


def computed_of(change: RecordChange) -> dict[str, tuple[str, str]]:
    return {item.name.rpartition(".")[2]: (item.old, item.new) for item in change.computed}


def test_nothing_differs_from_itself() -> None:
    comparison = compare_sides(golden_side(), golden_side(), golden_side().checked.words, render_part)
    assert comparison.is_empty and comparison.counts == () and not comparison.has_new_errors


def test_the_form_of_a_file_is_no_change() -> None:
    comparison = compared({
        OSLO: lambda text: "# A remark.\n" + text.replace("quote: >-\n      Nordferje og", 'quote: "Nordferje og').replace(
            "i seks timer\n    translation: Nordferje", 'i seks timer"\n    translation: Nordferje')})
    assert (comparison.records, comparison.files) == ((), ())


# Fields ---------------------------------------------------------------------------------------------


def test_a_date_is_told_in_words() -> None:
    comparison = compared({OSLO: replaced("date: 2021-03-04", "date: 2021-03-03")})
    assert [(record.fate, record.id) for record in comparison.records] == [("changed", "oslo-talks")]
    assert fields_of(comparison.records[0]) == {"date": ("Thursday 4 March 2021", "Wednesday 3 March 2021")}


def test_dates_that_read_alike_are_told_as_written() -> None:
    comparison = compared({OSLO: replaced("date: 2021-03-04 ", "date: 2021-03-04/2021-03-04 ")})
    assert fields_of(record_of(comparison, "oslo-talks"))["date"][0] != fields_of(record_of(comparison, "oslo-talks"))["date"][1]


@pytest.mark.parametrize(("old", "new", "field", "said"), [
    ("place: oslo", "place: bergen", "place", ("Oslo (oslo)", "Bergen (bergen)")),
    ("type: talks ", "type: incident ", "type", ("Talks", "Incident")),
    ("date_why: The article", "date_why: This article", "date_why", (
        'The article of Friday 5 March says "Thursday".', 'This article of Friday 5 March says "Thursday".')),
    ("note: The article calls it a negotiation; the union calls it a talk.\n", "", "note", (
        "text: The article calls it a negotiation; the union calls it a talk.", "")),
    ("former_ids: [talks-in-oslo, ministry-talks]", "former_ids: [talks-in-oslo]", "former_ids", ("ministry-talks", "")),
])
def test_a_field_is_told_with_old_and_new(old: str, new: str, field: str, said: tuple[str, str]) -> None:
    assert fields_of(record_of(compared({OSLO: replaced(old, new)}), "oslo-talks")) == {field: said}


# Statements -----------------------------------------------------------------------------------------


def test_a_new_sentence_for_the_same_words_is_a_changed_statement() -> None:
    comparison = compared({OSLO: replaced("They parted without agreement.", "They did not agree.")})
    (statement,) = record_of(comparison, "oslo-talks").statements
    assert statement.fate == "changed"
    assert fields_of(statement) == {"says": ("They parted without agreement.", "They did not agree.")}


def test_statements_in_another_order_are_the_same() -> None:
    def swap(text: str) -> str:
        head, first, second = text.partition("  - says: They parted")
        statements, rest, end = (first + second).partition("  - says: The ministry")
        start, mark, opening = head.partition("statements:\n")
        return start + mark + statements + opening + rest + end

    comparison = compared({OSLO: swap})
    assert comparison.records == ()


def test_a_longer_quote_is_a_changed_statement_with_its_words() -> None:
    comparison = compared({STRIKE: replaced("quote: Rederiet anslår tallet til om lag 240\n", "quote: Rederiet anslår tallet til om lag 240.\n")})
    changes = [item for record in comparison.records for item in record.statements]
    if not golden_contains("Rederiet anslår tallet til om lag 240."):
        pytest.skip("the article has no full stop there")
    assert [(item.fate, set(fields_of(item))) for item in changes] == [("changed", {"quote"})]


def golden_contains(words: str) -> bool:
    return any(words in data.decode(errors="replace") for path, data in golden_tree().items() if path.startswith("seeds/"))


def test_added_and_lost_statements_are_told_with_their_words() -> None:
    lost = """  - says: The operator put the number at about 240.
    by: nordferje
    by_why: '"Rederiet" is the operator.'
    figure: {words: om lag 240, comparator: about, value: 240, unit: persons, population: strikers, since: 2021-03-04, until: 2021-03-04}
    from: avisa-2021-03-05
    quote: Rederiet anslår tallet til om lag 240
    translation: The company puts the number at about 240
"""
    forward, backward = (compared({STRIKE: replaced(lost, "")}, backwards=way) for way in (False, True))
    for comparison, fate in ((forward, "lost"), (backward, "added")):
        (statement,) = record_of(comparison, "crews-on-strike").statements
        assert (statement.fate, statement.says) == (fate, "The operator put the number at about 240.")
        assert [(quote.source_id, quote.words) for quote in statement.quotes] == [
            ("avisa-2021-03-05", "Rederiet anslår tallet til om lag 240")]
    counts = {count.name.rpartition(".")[2]: count.new - count.old for count in backward.counts}
    assert (counts["statements"], counts["quotes"]) == (1, 1)
    assert computed_of(record_of(forward, "crews-on-strike"))["accounts"] == ("5", "4")


def test_figures_that_no_longer_differ_are_told() -> None:
    comparison = compared({STRIKE: replaced("value: 240", "value: 310")})
    assert "figures" in computed_of(record_of(comparison, "crews-on-strike"))


def test_a_statement_that_went_to_another_record_moved() -> None:
    moved = """  - says: They parted without agreement.
    stage: happened
    outcome: none_reported
    from: avisa-2021-03-05
    quote: >-
      møttes torsdag i Oslo i seks timer, uten å komme til enighet
    translation: met on Thursday in Oslo for six hours, without reaching agreement
"""
    comparison = compared({OSLO: replaced(moved, ""),
                           "content/events/rented-room.yml": replaced("related:", moved + "related:")})
    fates = {(record.id, item.fate, item.elsewhere) for record in comparison.records for item in record.statements}
    assert fates == {("oslo-talks", "moved_out", "rented-room"), ("rented-room", "moved_in", "oslo-talks")}


def test_words_that_are_no_longer_found_are_told_with_their_line() -> None:
    comparison = compared({OSLO: replaced("Departementet deltok ikke, ifølge", "Departementet deltok aldri, ifølge")})
    (lost,) = record_of(comparison, "oslo-talks").lost_quotes
    assert lost.quote.words == "Departementet deltok aldri, ifølge Sjømannsforbundet"
    line = golden_tree()[OSLO].decode().split("\n").index("      Departementet deltok ikke, ifølge Sjømannsforbundet")
    assert (lost.path, lost.line) == (OSLO, line)
    assert [finding.code for finding in comparison.findings_new] == ["quote-not-in-source"]
    assert comparison.has_new_errors and comparison.pages is None


# What follows ---------------------------------------------------------------------------------------


def test_status_and_outcome_before_and_after_are_told() -> None:
    comparison = compared({OSLO: replaced("    outcome: none_reported\n", "    outcome: refused\n")})
    assert "outcome" in computed_of(record_of(comparison, "oslo-talks"))
    comparison = compared({"content/events/members-vote.yml": lambda text: text.replace("stage: expected", "stage: called_off")})
    assert "status" in computed_of(record_of(comparison, "members-vote"))


def test_coverage_of_the_article_is_told() -> None:
    comparison = compared({OSLO: lambda text: text[:text.index("  - says: They parted")] + text[text.index("related:"):]})
    old, new = computed_of(record_of(comparison, "avisa-2021-03-05"))["coverage"]
    assert int(old.removesuffix(" %")) > int(new.removesuffix(" %"))


# Records --------------------------------------------------------------------------------------------

NEW_PLACE = "name: Narvik\ntype: city\n"


def test_a_new_record_is_told_with_its_fields() -> None:
    comparison = compared({"content/places/narvik.yml": NEW_PLACE}, render=render_part)
    (record,) = comparison.records
    assert (record.fate, record.id, record.title) == ("added", "narvik", "Narvik")
    assert fields_of(record) == {"name": ("", "Narvik"), "type": ("", "City")}
    assert comparison.pages is not None and comparison.pages.added == ("places/narvik.md",)


def test_a_removed_record_is_told() -> None:
    comparison = compared({"content/places/narvik.yml": NEW_PLACE}, backwards=True, render=render_part)
    assert [(record.fate, record.id) for record in comparison.records] == [("removed", "narvik")]
    assert comparison.pages is not None and comparison.pages.removed == ("places/narvik.md",)


def rename(old: str, new: str, *, keeps_former: bool) -> Edits:
    """The edits that rename an actor everywhere."""
    path = f"content/actors/{old}.yml"
    text = golden_tree()[path].decode() + (f"former_ids: [{old}]\n" if keeps_former else "")
    edits: dict[str, str | None] = {path: None, f"content/actors/{new}.yml": text}
    for other, data in golden_tree().items():
        changed = data.decode(errors="replace")
        for opening, closing in (("[", "]"), ("[", ","), (" ", "]"), (" ", ","), (": ", "\n"), (": ", "}")):
            changed = changed.replace(f"{opening}{old}{closing}", f"{opening}{new}{closing}")
        if other.startswith(("content/events", "content/claims", "content/actors", "content/places")) \
                and other != path and changed != data.decode(errors="replace"):
            edits[other] = changed
    return edits


@pytest.mark.parametrize("keeps_former", [True, False])
def test_a_renamed_record_is_told_once_and_not_where_it_is_named(keeps_former: bool) -> None:
    comparison = compared(rename("kystposten", "coast-post", keeps_former=keeps_former) | {
        "content/sources/kystposten-2021-03-09.yml": lambda text: text.replace("publisher: kystposten", "publisher: coast-post").replace(
            "holder: kystposten", "holder: coast-post").replace("actor: kystposten", "actor: coast-post")},
        render=render_part)
    assert [finding.code for finding in comparison.findings_new] == []
    assert [(record.fate, record.old_id, record.id, record.fields) for record in comparison.records] == [
        ("renamed", "kystposten", "coast-post", ())]
    assert comparison.pages is not None
    assert comparison.pages.added == ("actors/coast-post.md",)
    # A former id keeps a page that leads to the new one.
    assert comparison.pages.removed == (() if keeps_former else ("actors/kystposten.md",))


def test_a_record_that_cannot_be_read_is_told_and_the_rest_compared() -> None:
    comparison = compared({OSLO: "title: [\n", "content/places/bergen.yml": replaced("name: Bergen", "name: Bergen city")})
    assert [(record.fate, record.id) for record in comparison.records if record.fate == "unreadable"] == [
        ("unreadable", "oslo-talks")]
    assert fields_of(record_of(comparison, "bergen")) == {"name": ("Bergen", "Bergen city")}
    assert comparison.new_errors and comparison.old_errors == 0


def test_a_side_without_settings_is_compared_by_its_files() -> None:
    comparison = compared({"content/dossier.yml": "format: [\n", "seeds/new.txt": "x\n"})
    assert [(file.fate, file.path) for file in comparison.seeds] == [("added", "seeds/new.txt")]
    assert "content/dossier.yml" in {file.path for file in comparison.files}
    assert comparison.has_new_errors


# Files and findings ---------------------------------------------------------------------------------


def test_seeds_settings_references_vocabulary_and_pages_are_told() -> None:
    comparison = compared({
        "content/dossier.yml": lambda text: text + "not_names: []\n" if "not_names" not in text
        else text.replace("not_names: [", "not_names: [Ekstra, ", 1),
        "content/vocabulary/place-types.yml": lambda text: text + "islet: {label: Islet}\n",
        "content/pages/about.md": lambda text: text + "\nMore.\n"})
    found = {file.path: (file.fate, tuple(field.name for field in file.fields)) for file in comparison.files}
    assert found["content/vocabulary/place-types.yml"] == ("changed", ("islet",))
    assert found["content/pages/about.md"] == ("changed", ())
    assert found["content/dossier.yml"] == ("changed", ("not_names",))


def test_a_changed_seed_is_told() -> None:
    path = next(path for path in golden_tree() if path.startswith("seeds/"))
    comparison = compared({path: lambda text: text + "\nEn linje til.\n"})
    assert [(file.fate, file.path) for file in comparison.seeds] == [("changed", path)]
    assert "seed-changed" in {finding.code for finding in comparison.findings_new}


def test_a_finding_whose_line_moved_is_neither_new_nor_gone() -> None:
    comparison = compared({"content/events/bergen-talks.yml": lambda text: "# One line more.\n" + text})
    assert (comparison.findings_new, comparison.findings_gone) == ((), ())


def test_a_mended_finding_is_gone() -> None:
    comparison = compared({OSLO: replaced("place: oslo", "place: osslo")}, backwards=True)
    assert [finding.code for finding in comparison.findings_gone] == ["unknown-record"]
    assert comparison.findings_new == () and not comparison.has_new_errors
    assert comparison.old_errors == 1


# Pages ----------------------------------------------------------------------------------------------

PAGE_EDITS: dict[str, Edits] = {
    "title of an event": {OSLO: replaced("Ferry operator and union meet", "Operator and union meet")},
    "date of an event": {OSLO: replaced("date: 2021-03-04", "date: 2021-03-03")},
    "place of an event": {OSLO: lambda text: text.replace(
        "place: oslo", "place: bergen").replace("date_why:", "place_why: For a test.\ndate_why:", 1)},
    "sentence": {OSLO: replaced("They parted without agreement.", "They did not agree.")},
    "outcome": {OSLO: replaced("    outcome: none_reported\n", "    outcome: refused\n")},
    "stage": {"content/events/members-vote.yml": lambda text: text.replace("stage: expected", "stage: called_off")},
    "lost statements": {OSLO: lambda text: text[:text.index("  - says: They parted")] + text[text.index("related:"):]},
    "name of an actor": {"content/actors/nordferje.yml": replaced("name: Nordferje", "name: Nordferje AS")},
    "name of an outlet": {"content/actors/avisa.yml": replaced("name: ", "name: The ")},
    "name of a place": {"content/places/oslo.yml": replaced("name: Oslo", "name: Oslo city\nnames: [{value: Oslo, kind: alias, reference: gazetteer}]")},
    "spelling": {"content/places/bergen.yml": replaced("Bjørgvin", "Björgvin")},
    "question": {STRIKE: replaced("How many seamen were", "How many seamen had been")},
    "finding": {STRIKE: replaced("is: unresolved", "is: contested")},
    "figure": {STRIKE: replaced("value: 240", "value: 310")},
    "title of a source": {PAPER: replaced("title_translation: ", "title_translation: On ")},
    "reference": {"content/references.yml": replaced("title: ", "title: The ")},
    "draft": {"content/places/bergen.yml": lambda text: text + "draft: true\n"},
    "withdrawn": {"content/claims/mediator-on-legality.yml": lambda text: text + "withdrawn: {date: 2021-04-01, why: For a test.}\n"},
    "new place": {"content/places/narvik.yml": NEW_PLACE},
    "page": {"content/pages/about.md": lambda text: text + "\nMore.\n"},
    "term": {"content/vocabulary/place-types.yml": replaced("label: ", "label: A ")},
}


@pytest.mark.parametrize("edit", PAGE_EDITS)
def test_the_pages_told_are_those_that_differ_when_all_are_made(edit: str) -> None:
    new = edited(PAGE_EDITS[edit])
    assert new.public is not None, [str(finding) for finding in new.checked.diagnostics]
    told, true = (compare_sides(golden_side(), new, golden_side().checked.words, render).pages
                  for render in (render_part, _render_all))
    assert told is not None and true is not None
    # The page of downloads shows how large the data is; the print edition and the bibliography say everything once more.
    repeated = ("data.md", "print.md", DATA, *map(bibliography_uri, CITATION_ENDINGS))
    for one, other in ((told.changed, true.changed), (told.added, true.added), (told.removed, true.removed)):
        assert _without(one, *repeated) == _without(other, *repeated)


def _render_all(public: PublicDossier, words: Words, ids: frozenset[str] | None) -> tuple[OutputFile, ...]:
    del ids
    return render_part(public, words, None)


def _without(uris: tuple[str, ...], *left_out: str) -> set[str]:
    # The index of the search says everything once more too.
    return {uri for uri in uris if uri not in left_out and not uri.startswith("search/")}


# Proposals ------------------------------------------------------------------------------------------


def test_a_proposal_is_told_with_what_it_proposes() -> None:
    (file,) = compared({"content/proposals/2021-03-21-fleet.yml": """\
for: crews-on-strike
says: Half the fleet lay at the quay.
from: avisa-2021-03-05
quote: Halve flåten ligger ved kai
translation: Half the fleet lies at the quay
"""}).files
    assert file.fate == "added"
    told = {field.name: field.new for field in file.fields}
    assert told["for"] == "How many seamen were on strike? (crews-on-strike)"
    assert told["says"] == "Half the fleet lay at the quay." and told["quote"] == "Halve flåten ligger ved kai"
    assert not any(field.old for field in file.fields)

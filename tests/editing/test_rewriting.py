"""`dossier rename`, `merge`, `accept` and `fmt` as an editor meets them, on a copy of the golden dossier."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import pipeline
from generator.adapters import cli
from generator.editing.formatting import format_source
from generator.editing.yaml_source import parse_source
from generator.model.nodes import plain_value
from generator.model.tree import Tree
from generator.pipeline import build
from tests.support.golden import DOSSIER_PATH, files_below, golden_build, golden_tree

PROPOSAL = "content/proposals/2021-03-21-vote.yml"
PROPOSED = """\
# yaml-language-server: $schema=../../schemas/proposal.schema.json
# A reader sent this.
for: members-vote   # the vote
says: The members were to vote.
stage: expected   # they had not yet
from: kystposten-2021-03-09
# The beginning is enough.
quote: >-
  Medlemmene skal
  etter planen stemme
translation: 'The members are by plan to vote'
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the golden dossier."""
    for path, data in files_below(DOSSIER_PATH).items():
        write(tmp_path, path, data.decode() if path.endswith((".yml", ".md")) else data)
    return tmp_path


def write(project: Path, path: str, text: str | bytes) -> None:
    """Put a file into a project."""
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode() if isinstance(text, str) else text)


def read(project: Path, path: str) -> str:
    """A file of a project."""
    return (project / path).read_bytes().decode()


def replace(project: Path, path: str, old: str, new: str) -> None:
    """Change a text that stands once in a file."""
    text = read(project, path)
    assert text.count(old) == 1
    write(project, path, text.replace(old, new))


def run(project: Path, *arguments: str) -> int:
    """Run a command of the project."""
    command, *rest = arguments
    return cli.run([command, "--project", str(project), *rest])


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    diff = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [line[1:] for line in diff if line[0] == "-"], [line[1:] for line in diff if line[0] == "+"]


def findings(tree: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Code and place of every finding of a code that the golden dossier does not have."""
    known = {found.code for found in pipeline.check(golden_tree()).diagnostics}
    return [(found.code, str(found.span)) for found in pipeline.check(Tree(dict(tree))).diagnostics
            if found.code not in known]


# rename ---------------------------------------------------------------------------------------------


def test_a_renamed_event_keeps_everything_else(project: Path) -> None:
    assert run(project, "rename", "event", "night-ferry", "ferry-by-night") == 0
    before, after = golden_tree(), files_below(project)
    assert after.keys() == {*before, "content/events/ferry-by-night.yml"} - {"content/events/night-ferry.yml"}
    assert after["content/events/ferry-by-night.yml"] == before["content/events/night-ferry.yml"] \
        + b"former_ids: [night-ferry]\n"
    changed = {path for path in before if path in after and after[path] != before[path]}
    assert changed == {"content/claims/replacement-crews.yml", "content/searches.yml"}
    assert changed_lines(before["content/claims/replacement-crews.yml"].decode(),
                         after["content/claims/replacement-crews.yml"].decode())[1] == [
        "about: [ferry-by-night, third-conversation]",
        "  - statements: [ferry-by-night#seen, ferry-by-night#denied]",
        "  - statements: [ferry-by-night#alleged, ferry-by-night#denied]"]
    assert findings(after) == []


@pytest.mark.parametrize(("kind", "old", "new"), [
    ("actor", "nordferje", "ferries-of-the-north"), ("actor", "norway", "kingdom"), ("place", "tromso", "tromsoe"),
    ("source", "avisa-2021-03-05", "avisa-of-friday"), ("claim", "quay-belongs-to", "whose-quay"),
    ("event", "ferry-strike", "great-stoppage"), ("actor", "torbein-fergestad", "new-director"),
])
def test_every_reference_follows(project: Path, kind: str, old: str, new: str) -> None:
    page = "content/pages/reading.md"
    write(project, page, f"[there](../{kind}s/{old}.md#top) and [on]({kind}s/{old}.html) {kind}s/{old}s.md")
    assert run(project, "rename", kind, old, new) == 0
    after = files_below(project)
    assert findings(after) == []
    assert read(project, page) == \
        f"[there](../{kind}s/{new}.md#top) and [on]({kind}s/{new}.html) {kind}s/{old}s.md"
    for path, data in golden_tree().items():
        if path.endswith(".yml") and path != f"content/{kind}s/{old}.yml":
            assert after[path].replace(new.encode(), old.encode()) == data
    built = build(Tree(after))
    assert built.public is not None
    assert built.public.redirects[old] == new


def test_a_record_may_take_a_former_id_of_its_own(project: Path) -> None:
    assert run(project, "rename", "event", "oslo-talks", "talks-in-oslo") == 0
    assert "former_ids: [ministry-talks, oslo-talks]\n" in read(project, "content/events/talks-in-oslo.yml")


def test_renamed_back_and_forth_the_old_address_leads_on(project: Path) -> None:
    assert run(project, "rename", "place", "oslo", "the-town") == 0
    assert run(project, "rename", "place", "the-town", "oslo") == 0
    assert read(project, "content/places/oslo.yml").endswith("former_ids: [the-town]\n")


def test_words_that_only_look_like_the_id_stay(project: Path) -> None:
    replace(project, "content/places/oslo.yml", "type: city", "type: city   # oslo, not oslo-talks")
    replace(project, "content/events/oslo-talks.yml", "note: The article",
            "note: oslo [[oslo]] [[ oslo | oslo]] oslo. The article")
    assert run(project, "rename", "place", "oslo", "the-town") == 0
    assert "type: city   # oslo, not oslo-talks" in read(project, "content/places/the-town.yml")
    assert "note: oslo [[the-town]] [[ the-town | oslo]] oslo. The article" in read(
        project, "content/events/oslo-talks.yml")


def test_a_proposal_follows(project: Path) -> None:
    write(project, PROPOSAL, PROPOSED)
    assert run(project, "rename", "event", "members-vote", "the-vote") == 0
    assert read(project, PROPOSAL) == PROPOSED.replace("members-vote", "the-vote")


def test_passages_of_a_source_are_followed_on_pages(project: Path) -> None:
    write(project, "content/pages/reading.md", "[x](sources/avisa-2021-03-05.md#q-avisa-2021-03-05-10-20)")
    assert run(project, "rename", "source", "avisa-2021-03-05", "avisa-friday") == 0
    assert read(project, "content/pages/reading.md") == "[x](sources/avisa-friday.md#q-avisa-friday-10-20)"


@pytest.mark.parametrize("arguments", [
    ("rename", "event", "nowhere", "x"), ("rename", "event", "oslo", "x"), ("rename", "place", "oslo", "oslo"),
    ("rename", "place", "oslo", "Oslo"), ("rename", "place", "oslo", "bergen"), ("rename", "place", "oslo", "nf-rederi"),
    ("rename", "place", "oslo", "index"), ("rename", "actor", "ntb", "outlet"), ("rename", "event", "rented-room", "x"),
    ("rename", "event", "talks-in-oslo", "x"), ("rename", "place", "oslo", "reading"),
    ("merge", "event", "rented-room", "oslo-talks"), ("merge", "event", "oslo-talks", "rented-room"),
    ("merge", "source", "avisa-2021-03-05", "avisa-2021-03-02"), ("merge", "place", "oslo", "oslo"),
    ("merge", "event", "third-conversation", "oslo-talks"), ("merge", "actor", "oslo", "bergen"),
    ("accept", "nothing.yml"),
])
def test_what_must_not_be_is_refused_and_nothing_changes(
    project: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "content/pages/places/reading.md", "# Reading")
    before = files_below(project)
    assert run(project, *arguments) == 1
    assert files_below(project) == before
    assert "Nothing was changed." in capsys.readouterr().out


def test_a_record_that_cannot_be_read_stops_a_rename(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(project, "content/events/summons.yml", "type: invitation", "typ: invitation")
    before = files_below(project)
    assert run(project, "rename", "place", "oslo", "the-town") == 1
    assert files_below(project) == before
    assert "content/events/summons.yml" in capsys.readouterr().out


def test_a_name_behind_an_anchor_elsewhere_is_left_to_the_editor(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "content/events/oslo-talks.yml"
    replace(project, path, "place: oslo", "place: *town")
    replace(project, path, "date_why: The article", "note: &town oslo\ndate_why: The article")
    replace(project, path, "note: The article calls", "time_why: The article calls")
    before = files_below(project)
    assert run(project, "rename", "place", "oslo", "the-town") == 1
    assert files_below(project) == before
    assert path in capsys.readouterr().out


def test_an_anchored_name_is_turned_once_for_all_its_aliases(project: Path) -> None:
    path = "content/events/summons.yml"
    replace(project, path, "invited: [nordferje,", "invited: [&firm nordferje,")
    write(project, path, read(project, path) + "note: x\n")
    assert run(project, "rename", "actor", "nordferje", "firm") == 0
    assert "invited: [&firm firm," in read(project, path)


def test_a_dry_run_says_what_would_be_and_does_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "rename", "--dry-run", "place", "oslo", "the-town") == 0
    assert files_below(project) == dict(golden_tree())
    assert "content/places/the-town.yml" in capsys.readouterr().out


def test_line_ends_stay(project: Path) -> None:
    path = "content/events/summons.yml"
    write(project, path, read(project, path).replace("\n", "\r\n"))
    before = read(project, path)
    assert run(project, "rename", "place", "oslo", "the-town") == 0
    assert read(project, path) == before.replace("place: oslo", "place: the-town")


# merge ----------------------------------------------------------------------------------------------


def test_two_actors_become_one(project: Path) -> None:
    write(project, "content/actors/nf.yml", """\
# Made by mistake.
name: NF Rederi
type: organisation
names:
  - {value: rederiet, kind: as_printed, language: nb, mentions: false}
  # The short name.
  - {value: NF, kind: alias, language: nb, reference: gazetteer}
relations:
  - {actor: nordferje, relation: part_of, reference: gazetteer}
  - {actor: norway, relation: part_of, reference: gazetteer}   # of the state
note: {text: "See [[nf]].", reference: ferry-yearbook}
""")
    replace(project, "content/events/oslo-talks.yml", "{party: [nordferje,", "{party: [nf, nordferje,")
    assert findings({**files_below(project)}) != []
    assert run(project, "merge", "actor", "nf", "nordferje") == 0
    before, after = golden_tree()["content/actors/nordferje.yml"].decode(), read(project, "content/actors/nordferje.yml")
    gone, come = changed_lines(before, after)
    assert gone == ["former_ids: [nf-rederi]"]
    assert come == [
        "  # The short name.",
        "  - {value: NF, kind: alias, language: nb, reference: gazetteer}",
        "former_ids: [nf-rederi, nf]",
        "relations:",
        "  - {actor: norway, relation: part_of, reference: gazetteer}   # of the state",
        'note: {text: "See [[nordferje]].", reference: ferry-yearbook}',
        "# From the record 'nf', merged into this one: settle by hand, then remove these lines.",
        "# type: organisation",
        "# # Made by mistake."]
    assert not (project / "content/actors/nf.yml").exists()
    assert "{party: [nordferje, union-of-seamen]}" in read(project, "content/events/oslo-talks.yml")
    assert findings(files_below(project)) == []


def test_two_events_become_one_with_all_their_statements(project: Path) -> None:
    assert run(project, "merge", "event", "bergen-talks", "oslo-talks") in (0, 1)
    before, after = golden_tree(), files_below(project)
    own, other, both = (plain_value(parse_source(path, data).node) for path, data in (  # type: ignore[union-attr]
        ("a", before["content/events/oslo-talks.yml"]), ("b", before["content/events/bergen-talks.yml"]),
        ("c", after["content/events/oslo-talks.yml"])))
    assert both["statements"] == [*own["statements"], *other["statements"]]
    assert both["former_ids"] == ["talks-in-oslo", "ministry-talks", "bergen-talks"]
    assert own["note"] in both["note"] and other["note"] in both["note"]
    text = after["content/events/oslo-talks.yml"].decode()
    assert all(f"# {field}: {other[field]}" in text for field in ("title", "date", "place"))
    assert "content/events/bergen-talks.yml" not in after


@pytest.mark.parametrize(("kind", "other", "own"), [
    ("actor", "torbein-fergestad", "ingfrid-fergestad"), ("actor", "union-of-seamen", "nordferje"),
    ("claim", "stranded-passengers", "crews-on-strike"), ("claim", "length-of-earlier-stoppage", "quay-belongs-to"),
    ("event", "ferry-strike", "sailing-again"), ("place", "tromso", "bergen"), ("place", "vestlandet-ferry", "nordleia"),
])
def test_nothing_of_a_merged_record_is_lost(project: Path, kind: str, other: str, own: str) -> None:
    gone = read(project, f"content/{kind}s/{other}.yml")
    assert run(project, "merge", kind, other, own) in (0, 1)
    after = read(project, f"content/{kind}s/{own}.yml")
    values = [line.split(": ", 1)[-1].strip(" -") for line in gone.splitlines()]
    kept = after.replace(own, "ID")
    assert [value for value in values if value.replace(other, "ID").replace(own, "ID") not in kept
            and not value.endswith(":")] == []


@pytest.mark.parametrize(("mine", "theirs", "joined"), [
    ("not_found: [identifiers, coordinates]\n", "", "not_found: [identifiers]\n"),
    ("not_found: [coordinates]\n", "not_found: [identifiers]\n", "not_found: [identifiers]\n"),
    ("not_found: [coordinates]\n", "", ""),
    ("", "not_found: [identifiers, note]\n", "not_found: [identifiers, note]\n"),
    ("not_found: [note, coordinates]\n", "not_found: [note, identifiers]\n", "not_found: [note, identifiers]\n"),
])
def test_what_one_record_has_was_not_looked_for_in_vain(project: Path, mine: str, theirs: str, joined: str) -> None:
    write(project, "content/places/wharf.yml", f"name: Wharf\ntype: quay\n{mine}")
    write(project, "content/places/pier.yml", f"name: Wharf\ntype: quay\n{theirs}"
                                              "coordinates: {lat: 60, lon: 5, precision: region, reference: gazetteer}\n")
    assert run(project, "merge", "place", "pier", "wharf") == 0
    text = read(project, "content/places/wharf.yml")
    assert "".join(line for line in text.splitlines(True) if line.startswith("not_found")) == joined


def test_a_key_that_both_records_have_is_settled_first(project: Path) -> None:
    write(project, "content/events/night-ferry.yml", read(project, "content/events/night-ferry.yml").replace(
        "key: seen", "key: began").replace("#seen", "#began"))
    write(project, "content/claims/replacement-crews.yml", read(project, "content/claims/replacement-crews.yml").replace(
        "#seen", "#began"))
    before = files_below(project)
    assert run(project, "merge", "event", "night-ferry", "ferry-strike") == 1
    assert files_below(project) == before


# accept ---------------------------------------------------------------------------------------------


def test_a_proposal_moves_into_its_record_as_it_is_written(project: Path) -> None:
    write(project, PROPOSAL, PROPOSED)
    assert run(project, "accept", PROPOSAL) == 0
    assert not (project / PROPOSAL).exists()
    path = "content/events/members-vote.yml"
    assert read(project, path) == golden_tree()[path].decode() + """\
  # A reader sent this.
  # the vote
  - says: The members were to vote.
    stage: expected   # they had not yet
    from: kystposten-2021-03-09
    # The beginning is enough.
    quote: >-
      Medlemmene skal
      etter planen stemme
    translation: 'The members are by plan to vote'
"""
    assert findings(files_below(project)) == []


def test_a_claim_without_accounts_gets_its_first(project: Path) -> None:
    write(project, PROPOSAL, "for: replacement-crews\n" + """\
says: There were none, it is said.
by: nordferje
from: kystposten-2021-03-09
quote: – Det var ingen vikarer om bord, sier Nordferje
""")
    assert run(project, "accept", "2021-03-21-vote") == 0
    assert read(project, "content/claims/replacement-crews.yml").endswith("""\
accounts:
  - says: There were none, it is said.
    by: nordferje
    from: kystposten-2021-03-09
    quote: – Det var ingen vikarer om bord, sier Nordferje
""")


def test_a_proposal_in_flow_form_with_anchors_is_written_anew(project: Path) -> None:
    write(project, PROPOSAL, '{for: members-vote, says: The members were to vote., stage: expected, '
                             'from: kystposten-2021-03-09, quote: Medlemmene skal etter planen stemme}')
    assert run(project, "accept", PROPOSAL) == 0
    assert findings(files_below(project)) == []


@pytest.mark.parametrize(("old", "new"), [
    ("Medlemmene skal", "Medlemmer skal"), ("for: members-vote", "for: members-votes"), ("stage: expected", "stag: expected"),
    ("for: members-vote", "for: rented-room"),
])
def test_a_proposal_with_errors_stays(project: Path, old: str, new: str) -> None:
    write(project, PROPOSAL, PROPOSED.replace(old, new))
    before = files_below(project)
    assert run(project, "accept", PROPOSAL) == 1
    assert files_below(project) == before


def test_a_proposal_is_published_nowhere() -> None:
    with_proposal = build(Tree.of({**golden_tree(), PROPOSAL: PROPOSED}))
    assert with_proposal.files == golden_build().files
    assert len(with_proposal.files) > 20


# fmt ------------------------------------------------------------------------------------------------


def test_form_is_reached_once_and_changes_nothing_but_form(project: Path) -> None:
    assert run(project, "fmt", "--check") == 1
    assert files_below(project) == dict(golden_tree())
    assert run(project, "fmt") == 0
    assert run(project, "fmt", "--check") == 0
    after = files_below(project)
    for path, data in golden_tree().items():
        if path.endswith(".yml"):
            assert _value(path, after[path]) == _value(path, data)
        else:
            assert after[path] == data
    assert findings(after) == []


def _value(path: str, data: bytes) -> object:
    source = parse_source(path, data)
    assert source is not None
    return plain_value(source.node)


def test_the_built_site_does_not_depend_on_form(project: Path) -> None:
    assert run(project, "fmt") == 0
    built = {file.uri: file for file in build(Tree(files_below(project))).files}
    assert built.keys() == {file.uri for file in golden_build().files}


def test_the_one_form() -> None:
    text = """\
# yaml-language-server: $schema=x
# A remark on the file.

type: talks    # a term
title:   'Talks'
# Why there is no date.
not_found:
    - date
statements:
- quote: møttes
    torsdag
  from: avisa-2021-03-05   # the paper

  stage: happened
  # Who came.
  who:
      party: [ nordferje,   union-of-seamen ]
  says: >
    The operator and the union met for six hours in Oslo, and the ministry, which had been asked to come, stayed away from it for reasons unknown.
  who_why: "It's \\u00e5pen"
- {says: They parted., stage: happened, from: avisa-2021-03-05, quote: uten}
# The end.
"""
    source = parse_source("content/events/x.yml", text.encode())
    assert source is not None
    assert format_source(source).decode() == """\
# yaml-language-server: $schema=x
# A remark on the file.

title:   'Talks'
type: talks    # a term
statements:
  - says: >
      The operator and the union met for six hours in Oslo, and the ministry, which had been asked to come, stayed away
      from it for reasons unknown.
    stage: happened
    # Who came.
    who:
      party: [nordferje, union-of-seamen]
    who_why: "It's \\u00e5pen"
    from: avisa-2021-03-05   # the paper
    quote: >-
      møttes torsdag
  - says: They parted.
    stage: happened
    from: avisa-2021-03-05
    quote: >-
      uten
# Why there is no date.
not_found: [date]
# The end.
""".replace("title:   'Talks'", "title: 'Talks'")


def test_a_file_that_cannot_be_read_is_named_and_left(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "content/places/oslo.yml", "name: [Oslo\n")
    assert run(project, "fmt", "content/places/oslo.yml") == 1
    assert read(project, "content/places/oslo.yml") == "name: [Oslo\n"
    assert "content/places/oslo.yml" in capsys.readouterr().out


def test_one_file_is_formatted_by_itself(project: Path) -> None:
    path = "content/events/summons.yml"
    assert run(project, "fmt", os.fspath(project / path)) == 0
    changed = {name for name, data in files_below(project).items() if data != golden_tree()[name]}
    assert changed == {path}


def test_a_file_that_is_not_there_is_wrong_usage(project: Path) -> None:
    assert run(project, "fmt", "content/events/nothing.yml") == 2

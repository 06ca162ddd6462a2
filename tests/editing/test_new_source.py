"""A new article becomes a seed and a record of proposals: what is proposed, what waits, what is refused."""

import hashlib
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.diagnostics import Diagnostics
from generator.editing.article_layout import paragraph_mode
from generator.editing.changes import Refusal
from generator.editing.new_source import NewSource, ReceivedFile, new_source
from generator.editing.page_text import read_page
from generator.model.nodes import plain_value
from generator.model.tree import Tree
from generator.pipeline import Checked
from generator.reading.proposed_values import MARK
from generator.reading.yaml_events import parse_yaml
from tests.editing.articles import PAGE, TEXT
from tests.support.golden import golden_tree

WHEN = datetime(2021, 3, 15, 9, 30, tzinfo=UTC)


@cache
def _checked() -> Checked:
    return pipeline.check(golden_tree())


def _take_in(data: str | bytes, name: str = "ny.txt", source_id: str = "") -> NewSource:
    received = ReceivedFile(name, data.encode() if isinstance(data, str) else data, WHEN)
    return new_source(received, golden_tree(), _checked(), source_id)


def _record(made: NewSource) -> dict[str, object]:
    node = parse_yaml("x.yml", made.files[made.record_path], Diagnostics())
    assert node is not None
    return plain_value(node)


def _confirmed(made: NewSource) -> Tree:
    """The project once an editor has taken out every mark."""
    lines = made.files[made.record_path].decode().splitlines(keepends=True)
    record = "".join(line for line in lines if not line.startswith(MARK)).encode()
    return Tree({**golden_tree(), **made.files, made.record_path: record})


def test_a_text_becomes_seed_and_record() -> None:
    made = _take_in(TEXT, "smaabaater.txt")
    assert made.files[made.seed_path] == TEXT.encode()
    assert (made.seed_path, made.source_id) == ("seeds/smaabaater.txt", "havnebladet-2021-03-14")
    record = _record(made)
    assert record["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert {name: record[name] for name in ("publisher", "title", "authors", "published", "language", "desk_code")} == {
        "publisher": "havnebladet", "title": "Småbåter stengte havnen i Nordleia", "language": "nb", "desk_code": "hb/ak",
        "authors": ["Astrid Kaiberg", "Per Bølgen"], "published": "2021-03-14T08:15+01:00"}
    assert record["relays"] == [{"actor": "ntb", "words": "melder NTB"}, {"actor": "ntb", "words": "Kilde: NTB"}]
    assert record["apparatus"] == [
        {"line": "1", "kind": "date"}, {"line": "3", "kind": "publisher"}, {"line": "5", "kind": "title"},
        {"line": "6", "kind": "byline"}, {"line": "16", "kind": "desk_code"},
        {"text": "NORDLEIA:", "kind": "dateline"}]
    assert record["boilerplate"] == [
        {"lines": "19-21", "kind": "page_furniture"},
        {"text": "(les også: Slik reiser du uten ferge)", "kind": "related_link"}]
    assert [named.name for named in made.newcomers] == ["Morgenposten"]


def test_a_page_becomes_text_and_record() -> None:
    made = _take_in(PAGE, "smaabaater.html")
    text = made.files[made.seed_path].decode()
    assert made.seed_path == "seeds/smaabaater.txt"
    assert "lørdag 13.\xa0mars innløpet" in text and "Forsiden Sport" in text and "badebukser" in text
    assert "alert(1)" not in text and "<" not in text
    record = _record(made)
    assert {name: record[name] for name in ("publisher", "title", "authors", "published", "language", "url")} == {
        "publisher": "kystposten", "title": "Småbåter & ferger", "authors": "Astrid Kaiberg", "language": "nb",
        "published": "2021-03-14T08:15+01:00", "url": "https://kystposten.example/smaabaater"}
    kinds = {text.splitlines()[int(region["line"]) - 1]: region["kind"]
             for region in [*record["apparatus"], *record["boilerplate"]] if "line" in region}
    assert kinds["Av Astrid Kaiberg"] == "byline" and kinds["Båtene i innløpet."] == "caption"
    assert kinds["Slik reiser du uten ferge"] == "related_link" and kinds["Forsiden Sport"] == "menu"
    assert record["retrieved"]["at"] == "2021-03-15T09:30Z"
    assert hashlib.sha256(PAGE.encode()).hexdigest() in record["retrieved"]["method"]


@pytest.mark.parametrize("article", [TEXT, PAGE], ids=["text", "page"])
def test_every_proposal_waits_and_passes_once_it_is_confirmed(article: str) -> None:
    made = _take_in(article)
    codes = {finding.code for finding in made.findings}
    assert codes == {"proposed-value"}
    assert len(made.findings) == len(made.proposal.fields) + (article is PAGE)
    before = list(_checked().diagnostics)
    after = list(pipeline.check(_confirmed(made)).diagnostics)
    assert [finding.sort_key for finding in after] == [finding.sort_key for finding in before]


def test_a_mark_left_shuts_the_gate() -> None:
    made = _take_in(TEXT)
    assert pipeline.build(Tree({**golden_tree(), **made.files})).files == ()


@pytest.mark.parametrize(("data", "encoding"), [
    (TEXT.encode("utf-16"), "utf-16"), (TEXT.replace("–", "-").encode("windows-1252"), "windows-1252"),
    (TEXT.encode("utf-8-sig"), None)])
def test_the_encoding_is_proposed(data: bytes, encoding: str | None) -> None:
    made = _take_in(data)
    assert made.files[made.seed_path] == data
    assert _record(made).get("encoding") == encoding
    assert {finding.code for finding in made.findings} == {"proposed-value"}


def test_a_weekday_that_does_not_fit_is_said() -> None:
    made = _take_in(TEXT.replace("Søndag", "Mandag"))
    published = next(each for each in made.proposal.fields if each.field == "published")
    assert published.why.key == "assist.why.weekday"


def test_lines_broken_at_one_width_are_blocks() -> None:
    broken = ("En linje som brytes på samme bredde som alle de andre,\nog som fortsetter her uten at den er kommet til\n"
              "enden av setningen, før den en gang langt om lenge\nslutter.\n\n") * 3
    assert (paragraph_mode(broken), paragraph_mode(TEXT)) == ("block", "line")


def test_ids_and_names_already_taken_are_passed_by() -> None:
    made = _take_in(TEXT.replace("14. mars", "12. mars").replace("Søndag", "Fredag"), "avisa-ferge.txt")
    assert (made.source_id, made.seed_path) == ("havnebladet-2021-03-12-2", "seeds/havnebladet-2021-03-12-2.txt")


def test_the_same_article_once_more_is_noticed() -> None:
    again = golden_tree()["seeds/avisa-ferge.txt"] + b"\nEnda en linje.\n"
    assert _take_in(again).similar == "avisa-2021-03-05"


def test_an_article_that_lies_there_without_a_record_gets_one() -> None:
    tree = Tree({**golden_tree(), "seeds/venter.txt": TEXT.encode()})
    made = new_source(ReceivedFile("venter.txt", TEXT.encode(), WHEN), tree, pipeline.check(tree))
    assert (made.seed_path, list(made.files)) == ("seeds/venter.txt", [made.record_path])
    assert {finding.code for finding in made.findings} == {"proposed-value"}


@pytest.mark.parametrize(("data", "source_id", "reason"), [
    (golden_tree()["seeds/avisa-ferge.txt"], "", "assist.refused.known-seed"),
    (b" \n", "", "assist.refused.empty"), (b"x" * 1_000_001, "", "assist.refused.large"),
    (b"\x89PNG\0\0", "", "assist.refused.no-text"), (b"<html><script>x</script></html>", "", "assist.refused.no-text"),
    (TEXT.encode(), "Not An Id", "assist.refused.bad-id"), (TEXT.encode(), "oslo-talks", "assist.refused.taken-id"),
])
def test_what_is_refused(data: bytes, source_id: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        _take_in(data, source_id=source_id)
    assert refused.value.reason == reason


_LINES = st.lists(st.one_of(
    st.sampled_from(TEXT.splitlines()), st.text(max_size=120), st.sampled_from(
        ["# proposed: x", "- {a: b}", '"', ">-", "(les også: x)", "Kilde: NTB", "5. mars 2021", "Av Ola Nordmann"])),
    min_size=1, max_size=14)


@settings(max_examples=60)
@given(_LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_any_text_gives_a_record_that_passes_once_it_is_confirmed(lines: list[str], end: str) -> None:
    try:
        made = _take_in(end.join(lines).encode("utf-8", errors="replace"))
    except Refusal:
        return
    assert {finding.code for finding in made.findings} <= {"proposed-value"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_a_page(data: bytes) -> None:
    page = read_page(b"<html><body>" + data)
    assert all(line.text.strip() and "\n" not in line.text for line in page.lines)

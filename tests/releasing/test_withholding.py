"""Words that a source withholds are in nothing that is published; all else stays at its place."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.model.dossier import PublicDossier
from generator.model.outputs import OutputFile
from generator.model.tree import Tree
from generator.model.uris import DOSSIER_JSON
from generator.reading.content import load_content
from generator.reading.words import load_words
from generator.releasing.release import release_dossier
from generator.rendering.site import render_site
from tests.releasing.test_removal import release
from tests.rendering.test_data import faults
from tests.support.golden import golden_build, golden_tree
from tests.support.leaks import leaks_in, of_the_dossier, strings_in, withheld_words, words_in

SOURCE = "avisa-2021-03-05"
PATH = f"content/sources/{SOURCE}.yml"


def withheld(passages: str, more: str = "", reason: str = "personal_data") -> PublicDossier:
    return release(f"--- in {PATH}\n- extent: complete\n+ extent: complete\n"
                   f"+ withhold: {{passages: {passages}, reason_class: {reason}, date: 2021-03-30}}\n{more}")


def rendered(public: PublicDossier) -> tuple[OutputFile, ...]:
    return of_the_dossier(render_site(public, load_words("en")))


def published(public: PublicDossier) -> str:
    """Everything that any file, or the dossier the files are made of, holds as text."""
    texts = [*strings_in(public), *(file.text for file in rendered(public)),
             *(file.uri for file in rendered(public))]
    return unicodedata.normalize("NFC", " ".join(texts)).casefold()


def test_a_quote_that_holds_withheld_words_keeps_its_sentence_and_loses_its_words() -> None:
    public = withheld("[{text: møttes torsdag}]", reason="court_order")
    [first, second] = public.dossier.statements["oslo-talks"]
    [quote] = first.quotes
    assert (quote.words, quote.before, quote.after, quote.translation, quote.date_words) == (None, "", "", None, None)
    assert quote.withheld and (quote.withheld.reason, quote.withheld.date.text) == ("court_order", "2021-03-30")
    assert first.statement.says == {"": "The operator and the union met for six hours in Oslo."}
    assert (first.statement.quote, first.statement.translation, first.statement.date_words) == (None, None, None)
    assert first.statement is public.dossier.record("oslo-talks").record.statements[0]
    assert public.dossier.events["oslo-talks"].statements == (first, second)
    assert second.quotes[0].words == "Departementet deltok ikke, ifølge Sjømannsforbundet"
    assert "møttes" not in published(public) and "met on thursday" not in published(public)


def test_the_article_keeps_every_other_word_at_its_place() -> None:
    whole, left = release("").dossier.articles[SOURCE], withheld("[{text: møttes torsdag}, {line: 8}]").dossier.articles[SOURCE]
    gone = {at for start, end in left.withheld for at in range(start, end)}
    assert "".join(whole.text[at] for at in sorted(gone)) == f"møttes torsdag{whole.text.split(chr(10))[7]}"
    assert all(left.text[at] == (whole.text[at] if at not in gone else "█") for at in range(len(whole.text)))
    assert [(words.start, words.end) for words in left.forbidden] == list(left.withheld)


def test_words_are_withheld_wherever_they_stand_even_over_the_end_of_a_line() -> None:
    text = withheld("[{text: Sjømannsforbundet}, {text: enighet Kari}]").dossier.articles[SOURCE].text
    assert "Sjømannsforbundet" not in text
    assert text.startswith(f"Seks timer uten {'█' * 7}\n{'█' * 4} Nordmann")


def test_a_mark_stands_in_the_rest_of_a_sentence() -> None:
    public = withheld("[{text: i streik}]", """\
--- in content/claims/crews-on-strike.yml
-     figure: {words: Mer enn 300, comparator: more_than, value: 300, unit: persons, population: strikers}
-     from: avisa-2021-03-05
-     quote: Mer enn 300 sjøfolk er i streik, sier Sjømannsforbundet.
+     figure: {words: Mer enn 300, comparator: more_than, value: 300, unit: persons, population: strikers}
+     from: avisa-2021-03-05
+     quote: Mer enn 300 sjøfolk
""")
    quote = public.dossier.claims["crews-on-strike"].accounts[0].quotes[0]
    assert (quote.words, quote.after) == ("Mer enn 300 sjøfolk", " er […], sier Sjømannsforbundet.")
    assert quote.withheld is None


def test_a_figure_loses_words_that_no_quote_shows() -> None:
    accounts = withheld("[{text: sjøfolk er i}]").dossier.record("crews-on-strike").record.accounts
    assert [account.figure.words for account in accounts] == ["", "Om lag 240"]


def test_only_the_quote_that_holds_them_loses_its_words() -> None:
    public = withheld("[{text: i streik}]", """\
--- in content/claims/crews-on-strike.yml
-     from: avisa-2021-03-05
-     quote: Mer enn 300 sjøfolk er i streik, sier Sjømannsforbundet.
+     quotes:
+       - {from: avisa-2021-03-05, quote: Mer enn 300 sjøfolk, suffix: er i streik, translation: More than 300 seamen}
+       - {from: avisa-2021-03-05, quote: "streik, sier Sjømannsforbundet.", translation: "on strike, says the union"}
""")
    citations = public.dossier.record("crews-on-strike").record.accounts[0].quotes
    assert [(each.quote, each.suffix, each.translation is None) for each in citations] == [
        ("Mer enn 300 sjøfolk", None, False), ("", None, True)]
    assert "on strike, says" not in published(public)


def test_what_was_copied_from_the_seed_goes_unless_it_can_still_be_read() -> None:
    changes = (f"--- in {PATH}\n- authors: [Kari Nordmann]\n+ authors: [Kari Nordmann]\n"
               "+ title_translation: Six hours without agreement\n")
    source = withheld("[{text: timer uten}, {line: 2}, {text: (NTB)}]", changes).dossier.record(SOURCE).record
    assert (source.title, source.title_translation, source.authors, source.sha256) == ("Seks […] enighet", None, (), None)
    assert source.relays[0].words is None and source.relays[0].actor == "ntb"
    assert [region.text for region in source.apparatus] == [None] * 4
    assert source.withhold[0].passages == ()
    kept = withheld("[{text: Dersom partene}]", changes).dossier.record(SOURCE).record
    assert (kept.title, kept.authors, [item.starts for item in kept.uncarried]) == (
        "Seks timer uten enighet", ("Kari Nordmann",), [""])


def test_names_printed_among_withheld_words_alone_are_neither_listed_nor_counted() -> None:
    actors = ("--- content/actors/kari.yml\nname: A reporter\ntype: organisation\nnames:\n"
              "  - {value: Kari Nordmann, kind: as_printed, mentions: false}\n"
              "  - {value: NORDMANN, kind: as_printed}\n")
    public = withheld("[{line: 2}, {starts: OSLO (NTB)}]", actors)
    assert public.dossier.record("kari").record.names == ()
    assert public.dossier.actors["kari"].printed == () and "kari" not in public.dossier.mentions
    before = release(actors).dossier
    assert [item.count for item in before.actors["nordferje"].printed] > \
        [item.count for item in public.dossier.actors["nordferje"].printed]
    assert "nordmann" not in published(public)


@pytest.mark.parametrize("level", ["excerpts", "none"])
def test_they_stay_away_from_what_rights_leave(level: str) -> None:
    rights = (f"--- in {PATH}\n- rights: {{publish_text: full, basis: invented}}\n"
              f"+ rights: {{publish_text: {level}, basis: invented}}\n")
    public = withheld("[{text: deltok ikke}]", rights)
    quote = public.dossier.statements["oslo-talks"][1].quotes[0]
    assert quote.words is None and quote.withheld
    assert "deltok ikke" not in published(public)
    assert ("møttes torsdag" in published(public)) == (level == "excerpts")


def test_offices_lose_their_words() -> None:
    office = ("--- in content/actors/nordferje.yml\n- type: company\n+ type: company\n+ roles:\n"
              f"+   - {{title: Employer, from: {SOURCE}, quote: sier Nordferje, prefix: 'land,'}}\n")
    public = withheld("[{text: går mannskapene i land, reason: x}]".replace(", reason: x", "")
                      .replace("land}", "'land, sier'}").replace("går mannskapene i 'land, sier'", "'i land, sier'"), office)
    facts, actor = public.dossier.actors["nordferje"], public.dossier.record("nordferje").record
    assert facts.role_passages[0] and facts.role_passages[0].words is None
    assert (actor.roles[0].quote, actor.roles[0].prefix) == ("", None)


def test_pages_and_data_say_that_something_is_withheld() -> None:
    public = withheld("[{text: møttes torsdag}]", reason="safety")
    files = {file.uri: file.text for file in rendered(public)}
    assert "withheld since 30 March 2021" in files[f"sources/{SOURCE}.md"]
    assert "withheld since 30 March 2021: safety" in files["events/oslo-talks.md"]
    data = json.loads(files[DOSSIER_JSON])
    assert faults(data) == []
    [source] = [each for each in data["sources"] if each["id"] == SOURCE]
    marked = [stretch for paragraph in source["paragraphs"] for stretch in paragraph["stretches"] if "withheld" in stretch]
    assert [(each["text"], each["withheld"]["reason_class"]) for each in marked] == [(None, "safety")]
    statement = next(each for each in data["statements"] if each["record"] == "oslo-talks")
    assert (statement["quotes"][0]["quote"], statement["quotes"][0]["withheld"]["date"]["text"]) == (None, "2021-03-30")
    assert [each["quote"] for each in data["evidence"] if each["statement"] == statement["key"]] == [None]


def printed_lines() -> list[tuple[str, int]]:
    """Every line of the golden articles that is not blank, by source and number."""
    dossier = golden_build().checked.dossier
    assert dossier
    return [(source_id, number) for source_id, article in dossier.articles.items()
            for number in range(1, article.line_count + 1)
            if article.text[slice(*article.line_span(number))].strip("\ufeff \t\u00a0")]


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(printed_lines()), min_size=1, max_size=4))
def test_no_file_holds_any_line_that_is_withheld(lines: set[tuple[str, int]]) -> None:
    known = golden_build().checked.content
    assert known
    files = dict(golden_tree())
    for source_id in {source_id for source_id, _ in lines}:
        path, numbers = known.records[source_id].path, [number for found, number in lines if found == source_id]
        text = files[path].decode().partition("withhold:")[0]
        passages = ", ".join(f"{{line: {number}}}" for number in sorted(numbers))
        files[path] = f"{text}withhold: {{passages: [{passages}], reason_class: other, date: 2021-03-30}}\n".encode()
    diagnostics = Diagnostics()
    content = load_content(Tree(files), diagnostics)
    assert content is not None
    dossier = link_content(content, diagnostics)
    assert not diagnostics.has_errors
    public = release_dossier(dossier)
    # Words of the articles only: those of a translation may stand together on a page by chance.
    printed = " | ".join(words_in(article.text) for article in dossier.articles.values())
    forbidden = {run: origin for run, origin in withheld_words(dossier, public).items() if run in printed}
    assert leaks_in(rendered(public), forbidden) == []

"""The figures of `dossier export coverage`; what is reported as findings stands in the cases."""

from generator.checks.coverage import CoverageReport, coverage_report
from generator.diagnostics import Diagnostics
from generator.linking.link import link_content
from generator.model.tree import Tree
from generator.reading.content import load_content
from tests.support.cases import parse_case


def _report(changes: str) -> CoverageReport:
    content = load_content(Tree.of(parse_case(f"{changes}--- expect\n").files), Diagnostics())
    assert content is not None
    return coverage_report(link_content(content, Diagnostics()))


def test_paragraphs_are_carried_excused_or_missing() -> None:
    avisa, kystposten = _report("--- remove content/events/bergen-agreement.yml\n").sources
    assert (avisa.paragraphs, avisa.carried, [paragraph.excuse for paragraph in avisa.uncarried]) == (5, 4, [0])
    assert avisa.missing == ()
    assert (kystposten.paragraphs, kystposten.carried) == (2, 1)
    assert [(paragraph.line, paragraph.excuse) for paragraph in kystposten.missing] == [(3, None)]
    assert 0 < kystposten.covered < kystposten.body_length


def test_a_name_is_counted_in_all_articles_and_shown_where_it_is_first_printed() -> None:
    (name,) = _report("--- remove content/places/bergen.yml\n").names
    assert (name.text, name.source_id, name.line, name.column, name.count) == (
        "Bergen", "avisa-2021-03-05", 8, 23, 2)


def test_articles_that_are_used_up_leave_nothing() -> None:
    report = _report("")
    assert report.names == ()
    assert not any(source.missing for source in report.sources)

"""The accessibility statement: what was tested, what was not, what is known to be hard, and whom to tell.

Says only what holds for every dossier that this program builds; an editor's own page of that name takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.settings import Repository
from generator.model.uris import ACCESSIBILITY
from generator.rendering.blocks import Block, Heading, Html, Page, PageMeta, Prose
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html

#: Where readers of each forge report.
_ISSUES = {"github": "/issues", "gitlab": "/-/issues", "gitea": "/issues"}


@dataclass(frozen=True, slots=True)
class PointsView:
    """Sentences in a list."""

    items: tuple[str, ...]


def render_accessibility(context: Context) -> list[Page]:
    """The statement; nothing where the editors wrote their own."""
    if ACCESSIBILITY in context.dossier.content.pages:
        return []
    words, settings = context.words, context.dossier.content.settings.model
    title = words("accessibility.title")
    blocks: list[Block] = [
        Html(render_html("kicker.html", (words("nav.about"), ""))), Heading(1, title),
        Html(render_html("standfirst.html", words("accessibility.standfirst"))),
        Heading(2, words("accessibility.tested")), Prose(words("accessibility.tested_how")),
        _points([words(f"accessibility.tests.{key}") for key in (
            "axe", "valid", "keyboard", "contrast", "reflow", "spacing", "forced", "motion", "scripts", "paper")]),
        Heading(2, words("accessibility.untested")),
        _points([words(f"accessibility.no_test.{key}") for key in ("people", "readers", "browsers", "texts", "pdf")]),
        Heading(2, words("accessibility.limits")),
        _points([words(f"accessibility.limit.{key}") for key in ("names", "drawings", "search", "numbers")]),
        Heading(2, words("accessibility.report")), _report(context),
        Prose(words("accessibility.dated", version=settings.version, date=context.date(settings.date)))]
    return [Page(ACCESSIBILITY, PageMeta("statement", title, words("accessibility.standfirst")), tuple(blocks))]


def _points(items: Sequence[str]) -> Html:
    return Html(render_html("points.html", PointsView(tuple(items))))


def _report(context: Context) -> Html:
    """Whom to tell: the publisher, and where issues are kept if that is known."""
    settings = context.dossier.content.settings.model
    publisher = context.words("accessibility.publisher", name=context.text(settings.publisher).rstrip("."))
    issues = _issues(settings.repository)
    link = LinkView(context.words("accessibility.issues"), issues) if issues else LinkView("")
    return Html(render_html("report.html", (publisher, link)))


def _issues(repository: Repository | None) -> str:
    if repository is None:
        return ""
    return repository.url.rstrip("/") + _ISSUES.get(repository.forge, "")

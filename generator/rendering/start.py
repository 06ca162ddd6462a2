"""The first page of a bundle, outside the site: what this is, how to open it, how to verify it, what is not in it."""

from dataclasses import dataclass

from generator.rendering.context import Context
from generator.rendering.markup import render_html


@dataclass(frozen=True, slots=True)
class StartView:
    """A page of its own: texts in the site's language."""

    language: str
    title: str
    subtitle: str
    edition: str
    open: str
    parts: tuple[tuple[str, str], ...]
    missing_label: str
    missing: tuple[str, ...]
    verify_label: str
    verify: tuple[str, ...]
    revision: str


def render_start(context: Context, missing: tuple[str, ...], revision: str) -> str:
    """The page as finished HTML; `missing` are the reasons for which the editors' files are not in the bundle."""
    settings, words = context.dossier.content.settings.model, context.words
    parts = [("data/site/", words("bundle.part.site")), ("data/site/data/", words("bundle.part.data"))]
    if not missing:
        parts.append(("data/project/", words("bundle.part.project")))
    parts.append(("manifest-sha256.txt", words("bundle.part.manifest")))
    return render_html("bundle_start.html", StartView(
        context.language, context.text(settings.title), context.text(settings.subtitle),
        words("bundle.edition", date=context.date(settings.date)), words("bundle.open"), tuple(parts),
        words("bundle.missing.label"), tuple(words(f"bundle.missing.{reason}") for reason in missing),
        words("bundle.verify.label"), (words("bundle.verify.sha256"), words("bundle.verify.dossier")),
        _revision(context, revision))) + "\n"


def _revision(context: Context, revision: str) -> str:
    """Which revision the files are of, and whether they differ from it; empty where nobody knows."""
    key = "bundle.revision.changed" if revision.endswith("+") else "bundle.revision.exact"
    return context.words(key, revision=revision.removesuffix("+")) if revision else ""

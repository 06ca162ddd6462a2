"""The first page of a bundle, outside the site: what this is, how to open it, how to verify it, what is not in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.records import Kind
from generator.model.uris import Link, record_uri
from generator.rendering.context import Context, LinkView
from generator.rendering.markup import render_html

#: Where the site stands, seen from this page.
_SITE = "data/site/"
_LISTS = "manifest-sha256.txt tagmanifest-sha256.txt"


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why something is missing, and the articles it concerns, each with what is shown of it."""

    text: str
    articles: tuple[tuple[LinkView, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """What to do, and the commands for it, each with the system it is for."""

    text: str
    commands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StartView:
    """A page of its own: texts in the site's language."""

    language: str
    title: str
    subtitle: str
    edition: str
    open: str
    facts: tuple[tuple[str, str], ...]
    parts_label: str
    parts: tuple[tuple[str, str], ...]
    missing_label: str
    missing_files: str
    missing: tuple[ReasonView, ...]
    verify_label: str
    verify: tuple[StepView, ...]


def render_start(context: Context, name: str, missing: Sequence[str], revision: str) -> str:
    """The page as finished HTML. `name` is the zip's without its ending; `missing` are the reasons for which the
    editors' files are not in the bundle, as keys of `bundle.missing.*`.
    """
    settings, words = context.dossier.content.settings.model, context.words
    parts = [(_SITE, words("bundle.part.site")), (f"{_SITE}data/", words("bundle.part.data"))]
    if not missing:
        parts.append(("data/project/", words("bundle.part.project")))
    parts += [("manifest-sha256.txt", words("bundle.part.manifest")),
              ("tagmanifest-sha256.txt", words("bundle.part.tagmanifest")),
              ("versions.json", words("bundle.part.versions"))]
    return render_html("bundle_start.html", StartView(
        context.language, context.text(settings.title), context.text(settings.subtitle),
        words("bundle.edition", date=context.date(settings.date)), words("bundle.open"),
        tuple((label, text) for label, text in _facts(context, revision) if text),
        words("bundle.part.label"), tuple(parts),
        words("bundle.missing.label"), words("bundle.missing.files"),
        tuple(ReasonView(words(f"bundle.missing.{reason}"), tuple(_restricted(context)) if reason == "rights" else ())
              for reason in missing),
        words("bundle.verify.label"), tuple(_steps(context, name)))) + "\n"


def _facts(context: Context, revision: str) -> Iterator[tuple[str, str]]:
    """Who answers for the dossier, under which terms, where it is kept and where to ask; empty where nobody knows."""
    settings, words = context.dossier.content.settings.model, context.words
    yield words("print.published"), context.text(settings.publisher)
    yield words("print.version"), settings.version
    address = f" ({settings.licence.url})" if settings.licence.url else ""
    yield words("print.licence"), f"{settings.licence.name}{address}. {context.text(settings.licence.note)}".strip()
    yield words("bundle.rights.label"), words("bundle.rights.text")
    yield words("print.address"), context.site_url
    yield words("bundle.corrections.label"), words(
        "bundle.corrections.online" if context.site_url else "bundle.corrections.ask")
    yield words("bundle.revision.label"), _revision(context, revision)


def _revision(context: Context, revision: str) -> str:
    """Which revision the files are of, and whether they differ from it; empty where nobody knows."""
    key = "bundle.revision.changed" if revision.endswith("+") else "bundle.revision.exact"
    return context.words(key, revision=revision.removesuffix("+")) if revision else ""


def _restricted(context: Context) -> Iterator[tuple[LinkView, str]]:
    """The published articles that may not be given away in full, and what may."""
    for source in context.dossier.content.of_kind(Kind.SOURCE):
        level = source.record.rights.publish_text
        if level != "full":
            href = _SITE + Link(record_uri(Kind.SOURCE, source.id)).html_href("index.md")
            title = LinkView(context.title(source.id), href, source.record.language if source.record.title else "")
            yield title, f"({context.source_label(source.id)}). {context.words(f'publish-text.{level}')}."


def _steps(context: Context, name: str) -> Iterator[StepView]:
    settings, words = context.dossier.content.settings.model, context.words
    yield StepView(words("bundle.verify.lists"), (
        ("Linux", f"sha256sum --check --quiet {_LISTS}"), ("macOS", f"shasum -a 256 -c {_LISTS}"),
        (words("bundle.verify.windows"), "Get-FileHash -Algorithm SHA256 START-HERE.html")))
    yield StepView(words("bundle.verify.hash"))
    yield StepView(words("bundle.verify.signature", file=f"{name}.zip.sig"), (
        ("", f"ssh-keygen -Y verify -f allowed_signers -I NAME -n dossier-bundle -s {name}.zip.sig < {name}.zip"),))
    yield StepView(words("bundle.verify.dossier"), (("", f"dossier verify {name}.zip"),))
    key = "bundle.program.repository" if settings.repository else "bundle.program.ask"
    yield StepView(words(key, url=settings.repository.url if settings.repository else ""))

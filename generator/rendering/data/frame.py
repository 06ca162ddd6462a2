"""Settings, vocabularies and references as `data/dossier.json` has them. Their shape is `shapes.py`."""

from generator.model.settings import DossierSettings, Reference, Term
from generator.rendering.context import Context
from generator.rendering.data.parts import Data, date, present, published, texts


def settings_data(context: Context) -> Data:
    """What readers may know of `dossier.yml`; rules for reading articles are not among it."""
    found: DossierSettings = context.dossier.content.settings.model
    repository = found.repository
    return {
        "id": found.id, "title": texts(found.title, context), "version": found.version, "date": date(found.date),
        "languages": list(found.languages), "period": date(found.period),
        "publisher": texts(found.publisher, context), "publish_text": found.publish_text,
        "licence": {"name": found.licence.name,
                    **present(url=found.licence.url, note=texts(found.licence.note, context))},
        "limits": [texts(limit, context) for limit in found.limits],
        "translations": {"method": found.translations.method, **present(by=found.translations.by)},
        **present(
            subtitle=texts(found.subtitle, context), site_url=found.site_url,
            repository=repository and {"url": repository.url, "branch": repository.branch,
                                       "forge": repository.forge})}


def vocabulary_data(context: Context) -> Data:
    """The terms of every vocabulary."""
    return {name: {key: _term(term, context) for key, term in terms.items()}
            for name, terms in context.dossier.content.vocabulary.items()}


def _term(term: Term, context: Context) -> Data:
    return {"label": texts(term.label, context), **present(
        plural=texts(term.plural, context), description=texts(term.description, context), codes=dict(term.codes),
        glyph=term.glyph, harms=term.harms, is_person=term.is_person, is_speech=term.is_speech,
        serves_as_place=term.serves_as_place)}


def references_data(context: Context) -> Data:
    """What the editors cite from elsewhere, by key."""
    return {key: _reference(found, context) for key, found in context.dossier.content.references.items()}


def _reference(found: Reference, context: Context) -> Data:
    return {"title": found.title, **present(
        publisher=found.publisher, author=found.author, date=published(found.date), url=found.url,
        accessed=date(found.accessed), licence=found.licence, note=texts(found.note, context))}

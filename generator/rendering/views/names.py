"""The names of actors and places in their fact panels: spellings, who uses them, identifiers elsewhere."""

from collections.abc import Iterator, Sequence

from generator.model.dossier import PrintedName
from generator.model.fields import Remark
from generator.model.records import Identifiers, Name
from generator.rendering.context import Context, LinkView
from generator.rendering.views.common import NoteView, reader_text_view, reference_views
from generator.rendering.views.facts import FactView, ValueView

_KINDS = ("as_printed", "alias", "former", "transliteration")
#: Where catalogues have public addresses for an identifier.
_ADDRESSES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "geonames": "https://www.geonames.org/{}",
    "viaf": "https://viaf.org/viaf/{}",
}


def name_facts(names: Sequence[Name], printed: Sequence[PrintedName], context: Context) -> Iterator[FactView]:
    """Names by kind, and how often any of them is printed."""
    for kind in _KINDS:
        values = [_name_value(name, context) for name in names if name.kind == kind]
        if kind == "as_printed":
            values.append(ValueView(why=_printed_text(printed, context)))
        if values:
            yield FactView(context.words(f"names.{kind}"), tuple(values))


def _name_value(name: Name, context: Context) -> ValueView:
    remarks = [
        context.words("names.used_by", names=context.names(name.used_by)) if name.used_by else "",
        "" if name.mentions else context.words("names.not_looked_for"),
        _plain(context.text(name.note), context)]
    why = " ".join(remark for remark in remarks if remark)
    shown = LinkView(name.value, lang=name.language or "")
    references = reference_views(name.reference, context)
    if name.kind == "as_printed":
        return ValueView(words=(shown,), why=why, references=references)
    return ValueView(pieces=(shown,), why=why, references=references)


def _plain(text: str, context: Context) -> str:
    """A text of the editors without its links."""
    paragraphs = reader_text_view(text, "", context)
    return " ".join("".join(piece.text for piece in paragraph) for paragraph in paragraphs)


def _printed_text(printed: Sequence[PrintedName], context: Context) -> str:
    if not printed:
        return context.words("names.not_printed")
    return context.words.count("names.printed", sum(item.count for item in printed),
                               articles=articles_text(len(printed), context))


def articles_text(number: int, context: Context) -> str:
    """`3 articles`."""
    return context.words.count("names.articles", number)


def identifier_facts(identifiers: Identifiers | None, context: Context) -> Iterator[FactView]:
    """Identifiers, as links where the catalogue has public addresses."""
    if identifiers is None:
        return
    values = []
    for catalogue in ("wikidata", "geonames", "viaf", "iso_3166"):
        if found := getattr(identifiers, catalogue):
            address = _ADDRESSES.get(catalogue, "").format(found)
            values.append(ValueView(link=LinkView(context.words(f"names.{catalogue}", id=found), address)))
    if identifiers.reference:
        values.append(ValueView(references=reference_views(identifiers.reference, context)))
    if values:
        yield FactView(context.words("fact.identifiers"), tuple(values))


def description_view(
    description: Remark | None, from_uri: str, own_id: str, context: Context
) -> NoteView | None:
    """The editors' description with what it rests on."""
    if description is None:
        return None
    return NoteView(context.words("record.description"),
                    reader_text_view(context.text(description.text), from_uri, context, own_id=own_id),
                    reference_views(description.reference, context))

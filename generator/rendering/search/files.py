"""The index as files: classic scripts that hand their data to `dossierSearch`, so that they load from disk too.

Owns how the index is split, so that a query loads only what it needs: one head, then terms, their places and documents
in small files, each named by its number. The head says with which form or document each begins.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log2
from typing import Any

from generator.model.outputs import OutputFile
from generator.rendering.context import Context
from generator.rendering.search.documents import SearchDocument, search_documents
from generator.rendering.search.encoding import ALPHABET, encode_list, encode_number, encode_numbers
from generator.rendering.search.postings import Posting, Postings, link_postings
from generator.rendering.search.vocabulary import RANKED, ambiguous_forms, head_words, synonym_groups

#: Characters of one file of terms, and of documents, about: a query loads a few of each.
_TERMS_LENGTH, _DOCUMENTS_LENGTH = 7_000, 12_000
#: One of forms that are not printed: few queries load one, every query loads the list of them.
_UNPRINTED_LENGTH = 28_000


def render_search_files(context: Context) -> tuple[OutputFile, ...]:
    """Every file of the index."""
    documents = tuple(search_documents(context))
    postings = link_postings(documents)
    terms = list(_split(postings.by_form, lambda form: len(form) + 3 * len(postings.by_form[form]), _TERMS_LENGTH))
    unprinted = list(_split(postings.unprinted, lambda form: 2 * len(form), _UNPRINTED_LENGTH))
    chunks = list(_chunks(documents))
    synonyms = synonym_groups(context)
    head = {
        "count": len(documents), "terms": [forms[0] for forms in terms],
        "unprinted": [forms[0] for forms in unprinted], "chunks": encode_list(start for start, _ in chunks),
        "synonyms": synonyms, "small": ambiguous_forms(synonyms, postings.small), **head_words(context)}
    numbers = {document.id: number for number, document in enumerate(documents)}
    return (
        _file("head", head), _file("rank", _rank(documents, postings)), _file("facets", _facets(documents, numbers)),
        _file("names", [_names(postings.names - postings.small), _names(postings.names & postings.small)]),
        *(_file("t", {form: _term(form, postings) for form in forms}, at) for at, forms in enumerate(terms)),
        *(_file("p", {form: _places(postings.by_form[form]) for form in forms}, at) for at, forms in enumerate(terms)),
        *(_file("f", {form: postings.unprinted[form] for form in forms}, at) for at, forms in enumerate(unprinted)),
        *(_file("d", texts, at) for at, (_, texts) in enumerate(chunks)))


def _names(names: Iterable[str]) -> str:
    """Names that are long enough to be mistyped."""
    return " ".join(sorted(name for name in names if len(name) > 3))


def _file(name: str, data: Any, number: int | None = None) -> OutputFile:
    """A file of its own, or one of many of a name."""
    # The texts are the dossier's: none may end a script element, wherever the file is pasted.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    uri = f"search/{name}.js" if number is None else f"search/{name}/{number}.js"
    return OutputFile(uri, f'dossierSearch("{name}",{number or 0},{text});\n')


def _split(forms: Iterable[str], length_of: Callable[[str], int], longest: int) -> Iterator[list[str]]:
    """Forms in the order in which a browser compares them, in runs of about one length."""
    run: list[str] = []
    length = 0
    for form in sorted(forms, key=_as_compared):
        if run and length + length_of(form) > longest:
            yield run
            run, length = [], 0
        run.append(form)
        length += length_of(form)
    if run:
        yield run


def _as_compared(form: str) -> bytes:
    """JavaScript compares texts by their UTF-16 units."""
    return form.encode("utf-16-be", "surrogatepass")


# Terms ------------------------------------------------------------------------------------------------


def _term(form: str, postings: Postings) -> list[str]:
    """The documents of a form, and the others of its families where it has any."""
    found = [_documents(postings.by_form[form])]
    related = postings.related.get(form)
    return [*found, " ".join(related)] if related else found


def _documents(found: Sequence[Posting]) -> str:
    """For each document how far it is from the one before, and a digit whose bits are the fields."""
    parts, last = [], 0
    for posting in found:
        parts.append(encode_number(posting.document - last) + _mask(posting.fields))
        last = posting.document
    return "".join(parts)


def _mask(bits: int) -> str:
    """Six bits, one character."""
    return ALPHABET[bits]


def _places(found: Sequence[Posting]) -> str:
    """For each document, in the same order, its places."""
    return "".join(encode_list(sorted(set(posting.positions))) for posting in found)


# Documents --------------------------------------------------------------------------------------------


def _rank(documents: Sequence[SearchDocument], postings: Postings) -> list[str]:
    """Kind, length of the name and length in doublings of each document: what ranking needs besides the terms."""
    return ["".join(ALPHABET[RANKED.index(document.kind)] for document in documents),
            "".join(ALPHABET[min(length, 63)] for length in postings.name_lengths),
            "".join(ALPHABET[min(round(4 * log2(1 + length)), 63)] for length in postings.lengths)]


def _facets(documents: Sequence[SearchDocument], numbers: dict[str, int]) -> dict[str, Any]:
    """What results are narrowed by, a column each; actors and sources are numbers of their documents."""
    statuses, types = _codes(documents, "status"), _codes(documents, "type")
    days = (day for document in documents
            for day in (document.first_day, document.last_day - document.first_day))
    return {
        "statuses": statuses, "status": encode_numbers(statuses.index(document.status) for document in documents),
        "types": types, "type": encode_numbers(types.index(document.type) for document in documents),
        "days": encode_numbers(days), "actors": _columns(documents, "actors", numbers),
        "sources": _columns(documents, "sources", numbers)}


def _codes(documents: Sequence[SearchDocument], name: str) -> list[str]:
    return sorted({getattr(document, name) for document in documents})


def _columns(documents: Sequence[SearchDocument], name: str, numbers: dict[str, int]) -> str:
    return "".join(encode_list(sorted({numbers[item] for item in getattr(document, name) if item in numbers}))
                   for document in documents)


def _chunks(documents: Sequence[SearchDocument]) -> Iterator[tuple[int, list[Any]]]:
    """Documents with all their texts in runs of about one length, and the number each run starts with."""
    run: list[Any] = []
    start = length = 0
    for number, document in enumerate(documents):
        own = sum(len(text.text) + 12 for text in document.texts) + 80
        if run and length + own > _DOCUMENTS_LENGTH:
            yield start, run
            run, start, length = [], number, 0
        run.append(_shown(document))
        length += own
    if run:
        yield start, run


def _shown(document: SearchDocument) -> list[Any]:
    """Address, title, its language, note, status, and the texts: field, language, words, anchor where there is one."""
    texts = [[int(text.field), text.language, text.text, *([text.anchor] if text.anchor else [])]
             for text in document.texts]
    return [document.url, document.title, document.title_language, document.note, document.status, texts]

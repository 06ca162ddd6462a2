"""A citation in the styles that readers are asked for: Chicago, APA, MLA, and one in plain words.

Owns the order of the parts and their punctuation; the words between them are the interface's. Titles keep the
letters they are printed with. Where no name is given the outlet or the title comes first, as each style has it.
Rules: The Chicago Manual of Style (18th edition, 13 and 14), APA (7th, 9 and 10), MLA Handbook (9th, 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.words import Words
from generator.rendering.citing.citation import Citation
from generator.rendering.citing.dates import CitedDate, style_date

_MLA_NAMES, _CHICAGO_NAMES, _APA_NAMES = 2, 6, 20
_ENDS = (".", "?", "!", "…")
#: Stands in a sentence where pieces of their own look take its place.
_MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a citation; `lang` where they are not in the site's language."""

    text: str
    is_italic: bool = False
    lang: str = ""
    is_address: bool = False


Pieces = tuple[Piece, ...]


def plain_text(pieces: Sequence[Piece]) -> str:
    """The words of the pieces."""
    return "".join(piece.text for piece in pieces)


def chicago_note(citation: Citation, words: Words) -> Pieces:
    """Chicago, notes and bibliography: the note, `Author, “Title,” *Outlet*, March 5, 2021, URL.`"""
    date = _chicago_date(citation.issued, words)
    authors = _names(citation.authors, words, most=2, shown=1)
    parts: list[Pieces] = [(Piece(authors),)] if authors else []
    if citation.kind == "source":
        parts += [_title(citation, words, ","), _outlet(citation, words), (Piece(date or words("citing.no_date")),)]
        return _sentences([(*_joined(parts, ", "), *_comma_address(citation.url))], _held(citation, "chicago", words))
    parts += [_title(citation, words, ","), (Piece(words("citing.version_inside", version=citation.edition.version)),)]
    parts += [(Piece(citation.container),)] if citation.container else []
    return _sentences([(*_joined([*parts, (Piece(date),)], ", "), *_comma_address(citation.url))])


def chicago(citation: Citation, words: Words) -> Pieces:
    """Chicago, notes and bibliography: the entry, `Author. “Title.” *Outlet*, March 5, 2021. URL.`"""
    date = _chicago_date(citation.issued, words)
    authors = _names(citation.authors, words, most=_CHICAGO_NAMES, shown=3, has_comma=True)
    sentences: list[Pieces] = [(Piece(authors),)] if authors else []
    if citation.kind == "source":
        outlet = _outlet(citation, words)
        if not authors:
            sentences.append(outlet)
        sentences.append(_title(citation, words, "."))
        dated = (Piece(date or words("citing.no_date")),)
        sentences.append((*outlet, Piece(", "), *dated) if authors else dated)
        return _sentences([*sentences, _address(citation.url)], _held(citation, "chicago", words))
    where = (Piece(f"{citation.container}, "),) if citation.container else ()
    version = (Piece(words("citing.version", version=citation.edition.version)),)
    return _sentences([*sentences, _title(citation, words, "."), version, (*where, Piece(date)),
                       _address(citation.url)])


def apa(citation: Citation, words: Words) -> Pieces:
    """APA: `Author. (2021, March 5). Title [Translation]. *Outlet*. URL`"""
    date = (Piece(f"({_apa_date(citation.issued, words)})"),)
    title = (Piece(citation.title.on_one_line, citation.kind != "source", citation.title.language),)
    if citation.kind != "source":
        title = (*title, Piece(f" ({words('citing.version', version=citation.edition.version)})"))
    authors = _apa_names(citation.authors)
    first = [(Piece(authors),), date, title] if authors else [title, date]
    where = _outlet(citation, words) if citation.kind == "source" else (Piece(citation.container),)
    # No full stop behind an address, which would seem to belong to it.
    return _sentences([*first, where], _held(citation, "apa", words) if citation.kind == "source" else (),
                      address=citation.url)


def mla(citation: Citation, words: Words) -> Pieces:
    """MLA: `Author. “Title.” *Outlet*, 5 Mar. 2021, URL.`"""
    edition, date = citation.edition, _mla_date(citation.issued, words)
    if citation.kind == "source":
        authors = _names(citation.authors, words, most=_MLA_NAMES, shown=1, has_comma=True)
        where = [_outlet(citation, words), (Piece(date),) if date else (), _address(citation.url)]
        accessed = style_date(citation.accessed, "mla", words)
        seen = (Piece(words("citing.accessed", date=accessed)),) if accessed else ()
        return _sentences([(Piece(authors),) if authors else (), _title(citation, words, "."),
                           _joined(where, ", "), seen], _held(citation, "mla", words))
    # A body that is both author and publisher is named as publisher alone.
    version = "citing.version" if citation.kind == "dossier" else "citing.version_inside"
    rest = _joined([(Piece(words(version, version=edition.version)),), (Piece(edition.publisher),), (Piece(date),),
                    _address(citation.url)], ", ")
    if citation.kind == "dossier":
        return _sentences([(Piece(edition.title, True),), rest])
    return _sentences([_title(citation, words, "."), (Piece(edition.title, True), Piece(", "), *rest)])


def plain_with_hash(citation: Citation, words: Words) -> Pieces:
    """In plain words, for filings and reports: with the hash of the copy that is held of a source."""
    if not citation.sha256:
        return plain(citation, words)
    copy = words("citing.plain_hash", hash=citation.sha256)
    return (*plain(citation, words)[:-1], Piece(f"; {copy}."))


def plain(citation: Citation, words: Words) -> Pieces:
    """In plain words, of no house style; the dates are in the words that pages have for them."""
    edition = citation.edition
    if citation.kind != "source":
        title = (*_title(citation, words, ""), Piece(f", {words('citing.in')} ")) if citation.kind == "page" else ()
        version = words("citing.plain_version", version=edition.version, date=edition.date.words)
        return (*title, Piece(edition.title, True), Piece(f", {version}."), *_spaced(_address(edition.url)))
    names = ", ".join(citation.authors)
    date = citation.issued.words or words("citing.undated")
    dated = f"[{date}]" if citation.issued.is_inferred else date
    held = words("citing.plain_held", dossier=_MARK, version=edition.version, date=edition.date.words)
    before, _, after = held.partition(_MARK)
    return (*((Piece(f"{names}: "),) if names else ()), *_title(citation, words, ""), Piece(", "),
            *_outlet(citation, words), Piece(f", {dated}"), *_comma_address(citation.url), Piece(f"; {before}"),
            Piece(edition.title, True), Piece(after), *_comma_address(edition.url), Piece("."))


# Parts ----------------------------------------------------------------------------------------------


def _title(citation: Citation, words: Words, mark: str) -> Pieces:
    """The title in quotation marks, its translation behind them in brackets; a supplied one in brackets alone."""
    title = citation.title
    if citation.kind == "dossier" and not title.translation:
        return _quoted(title.text, "", mark, words)
    if title.is_supplied:
        return (Piece(f"[{title.text}]{mark}"),)
    if not title.translation:
        return _quoted(title.text, title.language, mark, words)
    return (*_quoted(title.text, title.language, "", words), Piece(f" [{title.translation}]{mark}"))


def _quoted(text: str, lang: str, mark: str, words: Words) -> Pieces:
    """Words in quotation marks; a full stop falls away behind a mark that ends a sentence itself."""
    needed = "" if mark == "." and text.endswith(_ENDS) else mark
    before, _, after = words("citing.quoted", title=_MARK, mark=needed).partition(_MARK)
    return Piece(before), Piece(text, lang=lang), Piece(after)


def _outlet(citation: Citation, words: Words) -> Pieces:
    if not citation.container:
        return (Piece(words("citing.no_outlet")),)
    if citation.is_container_inferred:
        return Piece("["), Piece(citation.container, True), Piece("]")
    return (Piece(citation.container, True),)


def _held(citation: Citation, style: str, words: Words) -> Pieces:
    """The sentence that says in which edition of the dossier the copy is held."""
    edition = citation.edition
    date = style_date(edition.date, "mla" if style == "mla" else "chicago", words) or edition.date.words
    held = words("citing.held", dossier=_MARK, version=edition.version, date=date)
    before, _, after = held.partition(_MARK)
    end = (Piece("."),) if style != "apa" or not edition.url else ()
    return (Piece(f" {before}"), Piece(edition.title, True), Piece(after), *_comma_address(edition.url), *end)


def _names(names: Sequence[str], words: Words, *, most: int, shown: int, has_comma: bool = False) -> str:
    """Names as printed; of more than `most` only the first few."""
    if len(names) > most:
        first = ", ".join(names[:shown])
        return words("citing.and_others_comma" if has_comma else "citing.and_others", names=first)
    if len(names) < 2:
        return "".join(names)
    key = "citing.and_two" if len(names) == 2 else "citing.and_more"
    return words(key, first=", ".join(names[:-1]), last=names[-1])


def _apa_names(names: Sequence[str]) -> str:
    if len(names) > _APA_NAMES:
        return ", ".join(names[:_APA_NAMES - 1]) + f", … {names[-1]}"
    return " & ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, & {names[-1]}"


def _chicago_date(date: CitedDate, words: Words) -> str:
    said = style_date(date, "chicago", words)
    if not said:
        return _said_otherwise(date)
    mark = "?" if date.is_circa else ""
    return f"[{said}{mark}]" if date.is_circa or date.is_inferred else said


def _apa_date(date: CitedDate, words: Words) -> str:
    said = style_date(date, "apa", words)
    if not said:
        return _said_otherwise(date) or words("citing.no_date")
    said = words("citing.circa_apa", date=said) if date.is_circa else said
    return f"[{said}]" if date.is_inferred and not date.is_circa else said


def _mla_date(date: CitedDate, words: Words) -> str:
    said = style_date(date, "mla", words)
    if not said:
        return _said_otherwise(date)
    said = words("citing.circa", date=said) if date.is_circa else said
    return f"[{said}]" if date.is_inferred else said


def _said_otherwise(date: CitedDate) -> str:
    """A date without parts, such as one with an open end, in the words pages have for it."""
    return f"[{date.words}]" if date.words and date.is_inferred else date.words


# Sentences ------------------------------------------------------------------------------------------


def _address(url: str) -> Pieces:
    return (Piece(url, is_address=True),) if url else ()


def _spaced(pieces: Pieces) -> Pieces:
    return (Piece(" "), *pieces) if pieces else ()


def _comma_address(url: str) -> Pieces:
    return (Piece(", "), Piece(url, is_address=True)) if url else ()


def _joined(parts: Sequence[Pieces], between: str) -> Pieces:
    """The parts that there are; a comma that a part ends with already is not said twice."""
    found: list[Piece] = []
    for part in filter(plain_text, parts):
        if found:
            has_comma = plain_text(found).rstrip("”’»\"'").endswith(between.strip())
            found.append(Piece(" " if has_comma else between))
        found += part
    return tuple(found)


def _sentences(parts: Sequence[Pieces], more: Pieces = (), *, address: str = "") -> Pieces:
    """Each part as a sentence; `more` ends itself, and an `address` before it takes no full stop."""
    found: list[Piece] = []
    for part in filter(plain_text, parts):
        text = plain_text(part)
        is_ended = text.rstrip("”’»\"'").endswith(_ENDS) and not part[-1].is_address
        found += [*([Piece(" ")] if found else []), *part, *([] if is_ended else [Piece(".")])]
    return (*found, *_spaced(_address(address)), *more)

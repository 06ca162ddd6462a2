"""Citations as BibTeX in UTF-8: entries that old styles know, with the fields that biblatex adds.

Owns what of untrusted text would be TeX. Names and titles stand in braces of their own: nothing takes them
apart or changes their capitals.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from generator.model.words import Words
from generator.rendering.citing.citation import Citation
from generator.rendering.citing.dates import CitedDate, english_month

#: Braces as commands: an escaped brace would still be counted by BibTeX.
_TEX = {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", **{mark: f"\\{mark}" for mark in "$&#%_"}}
_TABLE = str.maketrans(_TEX)


def bibtex(citations: Iterable[Citation], words: Words) -> str:
    """The entries, one below the other."""
    return "\n".join(_entry(citation, words) for citation in citations)


def _entry(citation: Citation, words: Words) -> str:
    """An article of a newspaper, or a page as `misc`."""
    is_source = citation.kind == "source"
    version = words("citing.version", version=citation.edition.version)
    where = ", ".join(filter(None, [citation.container, version]))
    fields = [
        ("author", _names(citation.authors)), ("editor", _names(citation.editors)),
        ("title", f"{{{_tex(citation.title.on_one_line)}}}"),
        ("journal", _tex(citation.container) if is_source else ""), ("entrysubtype", "newspaper" if is_source else ""),
        ("howpublished", "" if is_source else _tex(where)),
        ("version", "" if is_source else _tex(citation.edition.version)),
        *_dates(citation.issued, "date"),
        ("url", _address(citation.url)), ("urldate", _day(citation.accessed) if citation.url else ""),
        ("language", _tex(citation.language)), ("note", _tex(" ".join(citation.notes)))]
    # The macro of a month stands without braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields if value]
    return "\n".join([f"@{'article' if is_source else 'misc'}{{{citation.key},", *lines, "}"]) + "\n"


def _tex(text: str) -> str:
    return text.translate(_TABLE)


def _names(names: Sequence[str]) -> str:
    return " and ".join(f"{{{_tex(name)}}}" for name in names)


def _dates(date: CitedDate, name: str) -> list[tuple[str, str]]:
    """The date for biblatex, whose EDTF has `~` for about; year and month for older styles, as far as they go."""
    if not date.first:
        return []
    shared = date.shared
    mark = "~" if date.is_circa else ""
    ends = "/".join(f"{end}{mark}" for end in date.iso.split("/"))
    return [(name, ends), ("year", f"{shared[0]:04}" if shared else ""),
            *([("month", english_month(shared[1]))] if len(shared) > 1 else [])]


def _day(date: CitedDate) -> str:
    return date.iso if len(date.first) == 3 and not date.last else ""


def _address(url: str) -> str:
    """The address without characters that braces or TeX would stumble over; it is given verbatim otherwise."""
    return quote(url, safe="%/:?#@!$&'()*+,;=~-._")

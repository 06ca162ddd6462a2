"""Citations as RIS, which older reference managers read: a tag and a value a line, each line ended by CR and LF.

Tags as Zotero and EndNote read them. The format knows no escape: a value is one line, and of a name that has a
comma a reader makes family and given name, which only CSL-JSON and BibTeX can forbid.
"""

from collections.abc import Iterable

from generator.rendering.citing.citation import Citation
from generator.rendering.citing.dates import CitedDate

LINE_END = "\r\n"


def ris(citations: Iterable[Citation]) -> str:
    """The entries, one below the other, in the line ends that the format asks for."""
    return LINE_END.join(line for citation in citations for line in (*_entry(citation), "")) + LINE_END


def _entry(citation: Citation) -> list[str]:
    is_source = citation.kind == "source"
    fields = [
        ("ID", citation.key), ("TI", citation.title.on_one_line),
        *(("AU", name) for name in citation.authors), *(("ED", name) for name in citation.editors),
        ("T2", citation.container), ("ET", "" if is_source else citation.edition.version),
        ("PY", f"{citation.issued.shared[0]:04}" if citation.issued.shared else ""), ("DA", _date(citation.issued)),
        ("UR", citation.url), ("Y2", _date(citation.accessed) if citation.url else ""), ("LA", citation.language),
        *(("N1", note) for note in citation.notes)]
    kind = "NEWS" if is_source else "ELEC"
    return [f"TY  - {kind}", *(f"{tag}  - {value}" for tag, value in fields if value), "ER  - "]


def _date(date: CitedDate) -> str:
    """`2021/03/05/`, `2021/03//`, `2021///`: no more than both ends of a range agree on."""
    parts = date.shared
    if not parts:
        return ""
    year, month, day = (*(f"{part:0{4 if index == 0 else 2}}" for index, part in enumerate(parts)), "", "")[:3]
    return f"{year}/{month}/{day}/"

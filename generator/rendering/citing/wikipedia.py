"""A citation as a template of Wikipedia: `cite news` for an article, `cite web` for a page.

Owns what of untrusted text would be markup there. Parameters: https://en.wikipedia.org/wiki/Template:Cite_news
"""

import re
from urllib.parse import quote

from generator.model.words import Words
from generator.rendering.citing.citation import Citation
from generator.rendering.citing.dates import CitedDate, iso_of

#: A lone apostrophe, tilde or underscore is no markup inside a value.
_MARKUP = re.compile(r"[{}\[\]<>|&]|'(?=')|(?<=')'|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_")


def cite_template(citation: Citation, words: Words) -> str:
    """The template; empty for a page without an address, which `cite web` refuses."""
    if citation.kind != "source" and not citation.url:
        return ""
    fields = _article(citation) if citation.kind == "source" else _page(citation, words)
    name = "cite news" if citation.kind == "source" else "cite web"
    return "{{" + " |".join([name, *(f"{key}={value}" for key, value in fields if value)]) + "}}"


def _article(citation: Citation) -> list[tuple[str, str]]:
    authors = [(f"author{number}" if len(citation.authors) > 1 else "author", _value(name))
               for number, name in enumerate(citation.authors, 1)]
    title = citation.title
    # A title in brackets would be taken for a link: the template's own way of naming what has no title.
    return [*authors, ("title", _value(title.text)), ("trans-title", _value(title.translation)),
            ("work", _value(citation.container)), ("date", _date(citation.issued) or "n.d."),
            ("language", citation.language), ("url", _address(citation.url)),
            ("access-date", _date(citation.accessed) if citation.url else "")]


def _page(citation: Citation, words: Words) -> list[tuple[str, str]]:
    return [("title", _value(citation.title.text)), ("website", _value(citation.container)),
            ("publisher", _value(citation.edition.publisher)),
            ("type", _value(words("citing.version", version=citation.edition.version))),
            ("date", _date(citation.issued)), ("language", citation.language), ("url", _address(citation.url))]


def _date(date: CitedDate) -> str:
    """ISO 8601 for a day; else the year, since the template reads no ranges of digits."""
    parts = date.shared
    if not parts:
        return ""
    if date.is_circa:
        return f"c. {iso_of(parts[:1])}"
    # Digits of year and month alone would be read as two years.
    return iso_of(parts) if len(parts) == 3 else iso_of(parts[:1])


def _value(text: str) -> str:
    """Text that is no markup: what could be such as character references."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)


def _address(url: str) -> str:
    return quote(url, safe="%/:?#@!$&()*+,;=~-._")

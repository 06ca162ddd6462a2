"""Headings as HTML with the ids that links lead to, for builders that make other ids.

The plugin tells MkDocs how ids are made; a plain tree cannot, since settings hold no functions. Works on one Markdown
page; the first heading stays as it is, since builders take the page's name from it and nothing links to it.
"""

import re
from functools import lru_cache

from markdown import Markdown
from markdown.extensions.toc import unique

from generator.adapters.mkdocs.site_settings import heading_id

_HEADING = re.compile(r"#{2,6} [^\n]*")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_ID = re.compile(r'(?<= id=")[^"]*')


def with_heading_ids(text: str) -> str:
    """The page with its headings of the second and lower levels as HTML, each with the id it has on MkDocs's page.

    A heading with a link stays Markdown, since builders rewrite no links in HTML.
    """
    parts, used, is_code = [], set[str](), False
    for part in text.split("\n\n"):
        lines = part.strip("\n")
        if not is_code and _HEADING.fullmatch(lines):
            part = part.replace(lines, _ID.sub(lambda found: unique(found[0], used), _html(lines), count=1))
        is_code ^= len(_FENCE.findall(part)) % 2 == 1
        parts.append(part)
    return "\n\n".join(parts)


@lru_cache(maxsize=4096)
def _html(line: str) -> str:
    html = Markdown(extensions=["toc"], extension_configs={"toc": {"slugify": heading_id}}).convert(line)
    return line if "<a " in html else html

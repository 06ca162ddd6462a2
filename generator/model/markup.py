"""The one markup of the editors' texts: `[[id]]` and `[[id|words]]`.

Owns its pattern and what can be wrong with it. Where a link leads is settled by `linking/says.py`.
"""

import re
from collections.abc import Iterator

LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]*))?\]\]")
_SHOWN = 40


def linked_ids(text: str) -> Iterator[str]:
    """The ids that the links of a text name, in order."""
    return (match[1].strip() for match in LINK.finditer(text))


def markup_fault(text: str) -> tuple[str, str] | None:
    """The first fault as the key of its hint and the words from there on; None where every link is whole."""
    rest = LINK.sub(lambda match: " " * len(match[0]), text)
    opening, closing = rest.find("[["), rest.find("]]")
    if opening < 0 and closing < 0:
        return None
    if opening < 0 or 0 <= closing < opening:
        return "not-opened", text[max(0, closing - _SHOWN):closing + 2]
    return "not-closed" if closing < 0 else "form", text[opening:opening + _SHOWN]

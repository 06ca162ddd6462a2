"""Citations as tests make them: an invented article and page, with what a case changes."""

from dataclasses import replace
from typing import Any

from generator.model.dates import parse_published
from generator.rendering.citing.citation import Citation, CitedTitle, Edition
from generator.rendering.citing.dates import CitedDate, cited_date

EDITION = Edition("The Ferry Strike", "The invented research desk", "1.0", CitedDate((2021, 3, 20), words="20 March 2021"),
                  "https://dossier.example/ferry/sources/avisa.html")
ARTICLE = Citation(
    "source", "ferry-strike-avisa", CitedTitle("Seks timer uten enighet", language="nb"), EDITION, "nb",
    authors=("Kari Nordmann",), container="Avisa", issued=CitedDate((2021, 3, 5), words="5 March 2021"))
PAGE = Citation(
    "page", "ferry-strike-oslo-talks", CitedTitle("Ferry operator and union meet in Oslo"), EDITION, "en",
    authors=(EDITION.publisher,), container=EDITION.title, issued=EDITION.date, url="https://dossier.example/ferry/oslo.html")
DOSSIER = replace(PAGE, kind="dossier", key="ferry-strike", title=CitedTitle(EDITION.title), container="",
                  url="https://dossier.example/ferry/")


def article(**changes: Any) -> Citation:
    """The article with some fields changed."""
    return replace(ARTICLE, **changes)


def issued(text: str, *, is_inferred: bool = False) -> CitedDate:
    """A date of publication as editors write it."""
    return cited_date(parse_published(text).date, words=text, is_inferred=is_inferred)

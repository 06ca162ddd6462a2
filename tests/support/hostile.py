"""Texts that mean something to HTML, Markdown, templates or scripts, and must mean nothing on a page.

Owns how such texts take the place of a dossier's, numbered, so that a test can tell where each came out.
"""

import re
from dataclasses import dataclass

from tests.support.rewriting import Replace

#: Texts are cut and filled up to this many characters, so that nothing depends on how long they are.
LENGTH = 48
STAND_IN = "z" * LENGTH

HOSTILE = [
    "<b>x</b>", "<script>alert(1)</script>", "</script>", "<img src=x onerror=alert(1)>", "<a id=q>",
    "</p></div>", "</article>", "<style>", "<!-- dossier:course -->", "<!--", "-->", "]]>", "<![CDATA[",
    "<?php ?>", "<!doctype x>", "&lt;", "&amp;", "&#60;", "&notit", "*a*", "**b**", "__c__", "_d_", "`e`",
    "```", "~~~", "# f", "## g", "- h", "+ i", "1. j", "> k", "    l", "\tm", "| n | o |", "---", "===",
    "\\*p\\*", "\\", "[q](javascript:alert(1))", "![r](s.png)", "<http://t.example>", "http://u.example",
    "[v]: http://w.example", "[^1]", "[TOC]", "*[x]: y", ": z", "!!! note", "=== \"tab\"",
    "--8<-- \"file\"", "{: #id .class }", "{#id}", "{{ 7*7 }}", "{% raw %}", "{% endraw %}", "{# no #}",
    "${7*7}", "%(x)s", "{}", "{0}", "{name}", "wzxhzdk:0", "klzzwxh:0001", "STX", "amp;", "\u202e",
    "\u2066", "\u200b", "\ufeff", "\xa0", "\u2028", "\x85", "\n", "\t", '"', "'", "\"><", "😀", "e\u0301",
    "ﬁ", "%3Cb%3E", "=cmd|'x'!A0", "@x", "None", "nan", "a" * LENGTH, "javascript:alert(1)",
    "data:text/html,x", "#q-", "|", "[", "]", "<", ">", "&", "/", ";",
]


@dataclass(frozen=True)
class Wording:
    """Texts that stand for those of the dossier: the n-th is numbered, the number before it or behind it.

    With the numbers first, records are sorted by them; with the numbers behind, only if there is one text.
    """

    texts: tuple[str, ...]
    is_number_first: bool

    def text(self, number: int) -> str:
        """The n-th text."""
        middle = self.texts[number % len(self.texts)]
        return f"{number:04}{middle}" if self.is_number_first else f"{middle}{number:04}"

    @property
    def replace(self) -> Replace:
        """A function that gives one text after the other."""
        numbers = iter(range(10_000))
        return lambda old: self.text(next(numbers))


def usable(text: str) -> str:
    """A text of the length all have, without double brackets (links) and empty lines (paragraphs)."""
    text = re.sub(r"([\[\]])(?=\1)", r"\1.", re.sub(r"\n(?=\s*\n)", " ", text))
    return f"{text}{STAND_IN.replace('z', 'x')}"[:LENGTH - 1] + "x"

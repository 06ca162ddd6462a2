"""Untrusted text becomes HTML or Markdown here and nowhere else, and templates are loaded here.

Owns escaping. Every text of records and articles passes through `escape_html` (templates do it by themselves) or
`escape_markdown`; control characters that HTML forbids are made visible.
"""

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "\t": "&#9;", "\r": "&#13;",
         "\n": "&#10;", "\x85": "&#133;"}
_HTML_SPECIAL = re.compile("[&<>\"'\t\r\n\x85]")
_MARKDOWN_SPECIAL = re.compile(r"""[\\`*_{}\[\]()#+\-.!|<>&~^=:"'$@/%;]""")


def escape_html(text: object) -> Markup:
    """Text as HTML text or attribute value: no character of it is markup, none is changed by a Markdown pass.

    Line ends and tabs become character references, so that the text stays on one line of the page's source.
    """
    if hasattr(text, "__html__"):
        return Markup(text.__html__())
    text = str(text)
    # Most texts have nothing to escape.
    if not _HTML_SPECIAL.search(text) and not _FORBIDDEN.search(text):
        return Markup(text)
    visible = _FORBIDDEN.sub("\ufffd", text)
    return Markup(_HTML_SPECIAL.sub(lambda match: _HTML[match[0]], visible))


def visible_text(text: str) -> str:
    """Text on one line, without characters that HTML forbids."""
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())


def escape_markdown(text: str) -> str:
    """Text as Markdown that renders to exactly this text: every special character as a reference."""
    return _MARKDOWN_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", visible_text(text))


class _Environment(Environment):
    """Jinja with our escaping: its own leaves line ends, tabs and control characters as they are."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment; a template sees its view and nothing else."""
    made = _Environment(
        loader=PackageLoader("generator.rendering", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_finalise)
    return made


def _finalise(value: Any) -> Any:
    """What an expression prints: our escaping, and nothing for None."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else escape_html(value)


@lru_cache(maxsize=None)
def template(name: str) -> Template:
    """A template by its file name below `templates/`."""
    return environment().get_template(name)


def render_html(template_name: str, view: object) -> str:
    """The HTML a template makes of its view, without empty lines: Markdown would end a block at one."""
    html = template(template_name).render(v=view)
    return "\n".join(line for line in html.split("\n") if line.strip())

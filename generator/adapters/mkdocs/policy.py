"""The content security policy of a built page, written into the page itself.

Owns which loads and scripts a page may have: its own files, and the inline scripts that stand in it, by hash.
Works on finished HTML, page by page, since the theme's scripts differ with a page's depth. Knows no records.

`dossier markdown` puts a copy beside its tree: it is the hook of builders that have hooks; `python policy.py SITE`
does the same to a site that another builder made. So this module imports nothing but Python's own.
"""

import base64
import hashlib
import re
import sys
from functools import lru_cache
from pathlib import Path

#: Everything is refused that is not named; `data:` images are the icons in the theme's stylesheet.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src {scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)

_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
_RUNS = {"", "module", "text/javascript", "application/javascript"}
_MARK = '<meta http-equiv="Content-Security-Policy"'


def add_policy(html: str, *, is_preview: bool = False) -> str:
    """The page with its policy as the first element behind the charset; unchanged where it has no head.

    A preview allows any inline script, since the server adds one of its own to every page it shows.
    """
    place = _CHARSET.search(html) or _HEAD.search(html)
    if place is None:
        return html
    policy = page_policy(html, is_preview=is_preview)
    element = f'\n      {_MARK} content="{policy}">'
    return html[:place.end()] + element + html[place.end():]


def page_policy(html: str, *, is_preview: bool = False) -> str:
    """The policy that fits exactly the inline scripts of this page."""
    hashes = ["'unsafe-inline'"] if is_preview else sorted(set(map(_hash, _inline_scripts(html))))
    return "; ".join(_DIRECTIVES).format(scripts=" ".join(["'self'", *hashes]))


def _inline_scripts(html: str) -> list[str]:
    """The text of every script that a browser would run and that has no `src`; data blocks are not run."""
    found = []
    for attributes, text in _SCRIPT.findall(html):
        kind = _TYPE.search(attributes)
        runs = (kind[1].lower() if kind else "") in _RUNS
        if runs and not re.search(r"\bsrc\s*=", attributes, re.IGNORECASE):
            found.append(text)
    return found


@lru_cache(maxsize=256)
def _hash(text: str) -> str:
    # A browser hashes the text with line ends as its parser reads them.
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return f"'sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}'"


# In a plain tree ------------------------------------------------------------------------------------

_commands: list[str] = []


def on_startup(*, command: str, dirty: bool) -> None:
    """As a hook: a preview's pages get a script of the server's."""
    _commands[:] = [command]


def on_post_page(output: str, **_: object) -> str:
    """As a hook: the finished page with its policy."""
    return add_policy(output, is_preview=_commands == ["serve"])


def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    """As a hook: pages that are templates, such as 404.html, with their policy."""
    return on_post_page(output_content) if template_name.endswith(".html") else output_content


def add_policies(site_path: Path) -> int:
    """Give every page of a built site its policy, in place; returns how many had none."""
    count = 0
    for path in sorted(site_path.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if _MARK not in html:
            path.write_text(add_policy(html), encoding="utf-8", newline="")
            count += 1
    return count


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python policy.py SITE")
    print(f"{add_policies(Path(sys.argv[1]))} pages got their policy")

"""The content security policy of a built page, held against what the page itself contains.

Owns the parsing of policies and the rules of W3C Content Security Policy Level 3 that a static page needs.
Knows one page at a time and no files. Used by `site_check` only.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from generator.publishing.site_page import InlineCode, PagePolicy, SiteFinding, SitePage

Directives = Mapping[str, Sequence[str]]

#: Directives asked in turn for each kind of code or load; the first that is present decides.
_CHAINS = {
    "script": ("script-src-elem", "script-src", "default-src"),
    "handler": ("script-src-attr", "script-src", "default-src"),
    "style": ("style-src-elem", "style-src", "default-src"),
    "style-attribute": ("style-src-attr", "style-src", "default-src"),
    "image": ("img-src", "default-src"),
    "media": ("media-src", "default-src"),
    "frame": ("frame-src", "child-src", "script-src", "default-src"),
    "object": ("object-src", "default-src"),
    "manifest": ("manifest-src", "default-src"),
    "connect": ("connect-src", "default-src"),
}
_CODES = {"script": "csp-inline-script", "handler": "csp-handler"}
_SCHEMES = {"data:", "blob:"}
_UNSAFE_FOR_SCRIPTS = {"'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
_HASH = re.compile(r"'(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+=*)'")


def check_policy(page: SitePage) -> Iterator[SiteFinding]:
    """Faults of the page's policies and what they would block of the page's own."""
    if not page.policies:
        yield SiteFinding(page.uri, 1, "csp-missing", "no Content-Security-Policy in a meta element")
    for policy in page.policies:
        directives = _parse_policy(policy.content)
        yield from _check_strength(page.uri, policy, directives)
        yield from _check_inline(page, directives)
        yield from _check_loads(page, directives)


def _parse_policy(content: str) -> Directives:
    """Sources by directive name; of two directives with one name the first counts."""
    directives: dict[str, Sequence[str]] = {}
    for part in content.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    return directives


def _check_strength(uri: str, policy: PagePolicy, directives: Directives) -> Iterator[SiteFinding]:
    if policy.late:
        yield SiteFinding(uri, policy.line, "csp-late", "the policy stands after a script, style or link")
    default = directives.get("default-src")
    if default is None or list(default) not in (["'none'"], ["'self'"]):
        detail = " ".join(default) if default is not None else "is missing"
        yield SiteFinding(uri, policy.line, "csp-default", f"default-src {detail}")
    for name, sources in directives.items():
        for source in sources:
            if name.startswith("script-src") and source.lower() in _UNSAFE_FOR_SCRIPTS:
                yield SiteFinding(uri, policy.line, "csp-unsafe", f"{name} {source}")
            elif name.endswith(("-src", "-src-elem", "-src-attr", "-action", "-uri")) and _is_foreign(source):
                yield SiteFinding(uri, policy.line, "csp-foreign-host", f"{name} {source}")


def _is_foreign(source: str) -> bool:
    return not source.startswith("'") and source.lower() not in _SCHEMES


def _sources(directives: Directives, kind: str) -> Sequence[str] | None:
    """The sources allowed for this kind; None where the policy says nothing and so allows all."""
    return next((directives[name] for name in _CHAINS[kind] if name in directives), None)


def _check_inline(page: SitePage, directives: Directives) -> Iterator[SiteFinding]:
    for code in page.inline:
        sources = _sources(directives, code.kind)
        if sources is not None and not _allows(sources, code):
            detail = f"{_hash('sha256', code.text)} {' '.join(code.text.split())[:60]}"
            yield SiteFinding(page.uri, code.line, _CODES.get(code.kind, "csp-inline-style"), detail)


def _allows(sources: Sequence[str], code: InlineCode) -> bool:
    hashes = [match for source in sources if (match := _HASH.fullmatch(source))]
    if "'unsafe-inline'" in sources and not hashes:
        return True
    if code.kind in {"handler", "style-attribute"} and "'unsafe-hashes'" not in sources:
        return False
    return any(f"'{match[1]}-{_plain(match[2])}'" == _hash(match[1], code.text) for match in hashes)


def _plain(digest: str) -> str:
    """Base64 in its usual alphabet: a policy may use the one for addresses."""
    return digest.replace("-", "+").replace("_", "/")


def _hash(algorithm: str, text: str) -> str:
    """The hash source of the text as a browser computes it: line ends as the HTML parser reads them."""
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return f"'{algorithm}-{base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}'"


def _check_loads(page: SitePage, directives: Directives) -> Iterator[SiteFinding]:
    for reference in page.references:
        if reference.kind not in _CHAINS or reference.url.startswith("#"):
            continue
        sources = _sources(directives, reference.kind)
        needed = "data:" if reference.url.lower().startswith("data:") else "'self'"
        if sources is not None and needed not in sources:
            detail = f"{reference.kind} needs {needed}: {reference.url[:60]}"
            yield SiteFinding(page.uri, reference.line, "csp-blocks-own", detail)

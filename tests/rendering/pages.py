"""What tests of pages share: a linked dossier ready to be rendered, and HTML read as elements."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from generator.diagnostics import Diagnostics
from generator.model.dossier import PublicDossier
from generator.model.tree import Tree
from generator.pipeline import check
from generator.reading.folder_tree import load_tree
from generator.releasing.release import release_dossier
from generator.rendering.blocks import Html, Page
from generator.rendering.context import Context

GOLDEN = Path(__file__).parent.parent / "golden" / "dossier"
_VOID = ("link", "br", "img", "meta", "wbr")


@dataclass
class Element:
    """An element with its attributes and what it holds, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    def text(self, skip: "Callable[[Element], bool]" = lambda element: False) -> str:
        """All text in it, without the elements that `skip` names."""
        return "".join(child if isinstance(child, str) else "" if skip(child) else child.text(skip)
                       for child in self.children)

    def all(self, tag: str = "", css: str = "") -> "list[Element]":
        """Everything below it with this tag and class, in order."""
        return [item for item in self.walk()
                if (not tag or item.tag == tag) and (not css or css in item.classes)]

    def walk(self) -> "Iterator[Element]":
        """Every element below it, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Element:
    """HTML as elements; fails where a tag is not closed by its own."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.root


def page_html(page: Page) -> Element:
    """The HTML blocks of a page."""
    return read_html("\n".join(block.html for block in page.blocks if isinstance(block, Html)))


def golden_context() -> Context:
    """The golden dossier, linked, with nothing taken out."""
    return _context(load_tree(GOLDEN, Diagnostics()))


def context_with(changes: Mapping[str, tuple[str, str]], *, is_public: bool = False) -> Context:
    """The golden dossier with a text replaced in some of its files."""
    files = dict(load_tree(GOLDEN, Diagnostics()).items())
    for path, (old, new) in changes.items():
        text = files[path].decode()
        assert old in text, path
        files[path] = text.replace(old, new).encode()
    checked = check(Tree.of(files))
    assert checked.dossier is not None, list(checked.diagnostics)
    return Context(release_dossier(checked.dossier) if is_public else PublicDossier(checked.dossier), checked.words)


def small_context(files: Mapping[str, str]) -> Context:
    """A dossier of one outlet, one operator and these files."""
    return _context(Tree.of({**_SMALL, **files}))


def _context(tree: Tree) -> Context:
    checked = check(tree)
    errors = [f"{finding.code} at {finding.span}" for finding in checked.diagnostics
              if finding.severity.value == "error"]
    assert checked.dossier is not None and not errors, errors
    return Context(PublicDossier(checked.dossier), checked.words)


_SMALL = {
    "content/dossier.yml": "\n".join([
        "format: 1", "id: small", "title: Small", "version: 1.0", "date: 2021-03-20", "languages: en",
        "period: 2021-03-01/2021-03-19", "licence: {name: CC BY 4.0}", "publisher: A desk", ""]),
    "content/vocabulary/actor-types.yml": "outlet: {label: Outlet}\ncompany: {label: Company}\n",
    "content/vocabulary/event-types.yml": "talks: {label: Talks}\n",
    "content/vocabulary/place-types.yml": "city: {label: City}\n",
    "content/actors/avisa.yml": "name: Avisa\ntype: outlet\n",
    "content/actors/nordferje.yml": "name: Nordferje\ntype: company\n",
}

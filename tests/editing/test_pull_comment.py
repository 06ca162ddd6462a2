"""The comment on a pull request: what it says, and that nothing in a hostile report reaches the forge alive."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.adapters.cli import dossier
from generator.adapters.findings import finding_hint, finding_message, findings_json
from generator.diagnostics import Diagnostic, Diagnostics, Span
from generator.editing.inert_markdown import inert_code, inert_markdown, inert_sentence, inert_text
from generator.editing.pull_comment import (
    MARKER, MOST_BYTES, BadReport, parse_diff, parse_report, render_comment,
)
from generator.model.words import Words
from generator.reading.words import load_words

FORGE = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
FILES_URL = "https://forge.example/kystnytt/dossier/blob/0123abc"
PATH = "content/events/oslo-talks.yml"
#: Everything in a text that a forge acts on although it is no Markdown: mentions, references, addresses.
ALIVE = re.compile(r"@\w|#\d|\bGH-\d|://|\bwww\.", re.IGNORECASE)
HOSTILE = [
    "@everyone look", "see #1", "owner/name#12", "GH-7", "https://evil.example/", "www.evil.example", "a@b.example",
    "[click](https://evil.example)", "![x](https://evil.example/x.png)", "<img src=x onerror=alert(1)>",
    "<!-- hidden -->", "</details></td>", "`` ` ``", "`a` `b", "\\`a`", "**bold", "[ref]: https://evil.example",
    "| a | b |\n|---|---|", "```\nfence", "~~~", "&lt;b&gt;", "&#64;everyone", "$x$", "/merge", "- [ ] task",
    "1. one", " - a", "    pre", "  2) b", "+", "===", "a\u202eb", "\u200b@\u200beverybody", "<https://evil.example>", "[a][b]", "# heading", "a\rb\n# c",
]


def say(finding: Diagnostic, words: Words) -> tuple[str, str]:
    return finding_message(finding, words), finding_hint(finding, words)


def report(*findings: dict[str, Any]) -> bytes:
    return json.dumps({"format": 1, "findings": findings}).encode()


def item(**changes: Any) -> dict[str, Any]:
    return {"code": "unknown-record", "severity": "error", "path": PATH, "line": 12, "column": 3, "message": "m",
            "hint": "h", "hint_name": "", "arguments": {}} | changes


def comment(data: bytes, diff: str = "", language: str = "en", files_url: str = "") -> str:
    return render_comment(parse_report(data), diff, load_words(language), say, files_url=files_url)


class _Page(HTMLParser):
    """The elements of a rendered comment, where its links lead, and its text outside of code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.targets: list[str] = []
        self.text = ""
        self.said = ""
        self._code = 0
        self.comments: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._code += tag == "code"
        # A forge looks for mentions in one stretch of text at a time, and in none of code.
        self.said += " " if tag == "code" else ""
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.said += "" if self._code else data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def rendered(markdown: str) -> _Page:
    return _Page(FORGE.render(markdown))


# Inert text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    page = rendered(inert_text(text))
    assert page.tags <= {"p"} and not page.comments
    assert not ALIVE.search(page.text)
    assert page.text.replace("\u200b", "").split() == re.sub("[\u200b\u202e]", " ", text).replace(
        "\u200b", "").split() or "\u200b" in text


@given(st.text(max_size=60) | st.text(alphabet="@#`*_[]()<>!|~&\\$:/ \n-a1.w", max_size=40))
def test_no_text_becomes_anything_else(text: str) -> None:
    for shown in (inert_text(text), inert_sentence(text), inert_code(text)):
        page = rendered(shown)
        assert page.tags <= {"p", "code"} and not page.targets and not page.comments
        assert not ALIVE.search(page.said)


@given(st.text(alphabet="@#`*_[]()<>!|~&;\\$:/ \n-a1.wlt", max_size=80))
def test_no_markdown_becomes_more_than_headings_lists_bold_and_code(text: str) -> None:
    page = rendered(inert_markdown(text))
    assert page.tags <= {"p", "code", "strong", "ul", "ol", "li", "h4", "h5", "h6", "pre", "blockquote", "h1", "h2", "hr"}
    assert not page.targets and not page.comments
    assert not ALIVE.search(page.said)


def test_markdown_keeps_what_a_description_of_a_change_needs() -> None:
    page = FORGE.render(inert_markdown(
        "# Changed\n\n- **says** of `oslo-talks`: 6 \\* 7, [a page](events/x.html), R&amp;D\n  - old: a_b"))
    assert "<h4>Changed</h4>" in page
    assert "<strong>says</strong> of <code>oslo-talks</code>: 6 * 7, a page, R&amp;D" in page
    assert page.count("<ul>") == 2 and "old: a_b" in page


# The report -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [
    b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"format": 1}', b'{"format": 2, "findings": []}',
    report(item(line="12")), report(item(line=0)), report(item(line=True)), report(item(code="Not A Code")),
    report(item(code="a\nb")), report(item(path="")), report(item(path="x" * 501)), report(item(message="x" * 10_001)),
    report(item(severity="fatal")), report(item(arguments={"x": ["y"]})), report(item(arguments={"x": {"y": 1}})),
    report(item(line=10**400)), report(*[item()] * 10_001), b" " * (MOST_BYTES + 1),
    json.dumps({"format": 1, "findings": [item()]}).replace("12", "NaN").encode(),
])
def test_a_report_of_another_shape_is_refused(data: bytes) -> None:
    with pytest.raises(BadReport):
        parse_report(data)


@pytest.mark.parametrize("data", [b"\xff\xfe", b" " * (MOST_BYTES + 1)])
def test_a_description_that_is_no_text_or_too_long_is_refused(data: bytes) -> None:
    with pytest.raises(BadReport):
        parse_diff(data)


@given(st.binary(max_size=200))
def test_no_bytes_are_a_fault_of_ours(data: bytes) -> None:
    for parse in (parse_report, parse_diff):
        try:
            parse(data)
        except BadReport:
            pass


def test_a_report_of_the_program_is_read_back_in_full() -> None:
    found = Diagnostics()
    found.add("unknown-record", Span(PATH, 3, 9), hint="closest", kind="actor", id="nordferj", suggestion="nordferje")
    data = findings_json(found, load_words("en")).encode()
    [read] = parse_report(data)
    [original] = found
    assert read.finding is not None
    assert say(read.finding, load_words("id")) == say(original, load_words("id"))
    assert (read.severity, read.span) == (original.severity, Span(PATH, 3, 9))


# The comment ----------------------------------------------------------------------------------------


def test_comment_says_where_what_and_what_to_do() -> None:
    found = Diagnostics()
    found.add("unknown-record", Span(PATH, 3, 9), hint="closest", kind="actor", id="nordferj", suggestion="nordferje")
    found.add("headline-only", Span(PATH, 8, 5))
    text = comment(findings_json(found, load_words("en")).encode(), "- **Added** event `oslo-talks`", "en", FILES_URL)
    assert text.startswith(MARKER)
    page = rendered(text)
    assert page.targets == [f"{FILES_URL}/{PATH}#L3", f"{FILES_URL}/{PATH}#L8"]
    assert "1 error, 1 warning in 1 file" in page.text
    assert "nordferje" in page.text and "line 3" in page.text and "Added event oslo-talks" in page.text


def test_errors_come_first_and_what_is_too_much_is_counted() -> None:
    items = [item(code="headline-only", severity="warning", line=line) for line in range(1, 60)] + [item(line=999)]
    text = comment(report(*items), files_url=FILES_URL)
    page = rendered(text)
    assert page.targets[0].endswith("#L999") and len(page.targets) == 40
    assert load_words("en").count("comment.more", 20) in text


def test_comment_speaks_the_language_asked_for() -> None:
    data = report(item(hint_name="closest"))
    english, indonesian = comment(data, language="en"), comment(data, language="id")
    assert load_words("id")("comment.instead") in indonesian
    assert not {load_words("en")(key) for key in ("comment.title", "comment.instead", "comment.change")} & set(
        re.split(r"[#*\n]+ ?", indonesian))
    assert english.splitlines()[0] == indonesian.splitlines()[0] == MARKER


def test_a_code_that_this_program_does_not_know_shows_the_words_of_the_report() -> None:
    page = rendered(comment(report(item(code="of-the-future", message="a new <b>rule</b> @all", hint="try `it`"))))
    assert "a new <b>rule</b>" in page.text and "try it" in page.text
    assert not ALIVE.search(page.said) and "b" not in page.tags


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_in_a_report_is_alive_in_the_comment(text: str) -> None:
    values = {"id": text, "kind": text, "suggestion": text, "value": text}
    data = report(item(path=text, arguments=values), item(code="of-the-future", message=text, hint=text))
    page = rendered(comment(data, text, files_url=FILES_URL))
    assert all(target.startswith(f"{FILES_URL}/") for target in page.targets)
    assert page.tags <= {"h2", "h3", "h4", "p", "strong", "ul", "ol", "li", "code", "br", "a", "pre", "hr", "h1",
                         "blockquote"}
    assert page.comments == [MARKER.removeprefix("<!--").removesuffix("-->")]
    assert not ALIVE.search(page.said)


def test_comment_stays_below_the_limit_of_a_forge_and_says_what_it_left_out() -> None:
    items = [item(arguments={"id": "<" * 400}, path="&" * 500, code="unknown-record") for _ in range(500)]
    text = comment(report(*items), "- <>\n" * 50_000)
    assert len(text) < 65_536
    assert load_words("en")("comment.cut") in text


# The command ----------------------------------------------------------------------------------------


def test_command_prints_the_comment(tmp_path: Any) -> None:
    (tmp_path / "findings.json").write_bytes(report(item()))
    (tmp_path / "diff.md").write_text("- **Added** event `oslo-talks`\n", encoding="utf-8")
    arguments = ["comment", "--findings", str(tmp_path / "findings.json"), "--diff", str(tmp_path / "diff.md")]
    result = CliRunner().invoke(dossier, [*arguments, "--language", "id", "--files-url", FILES_URL])
    assert result.exit_code == 0
    assert result.output == comment(report(item()), "- **Added** event `oslo-talks`\n", "id", FILES_URL)


@pytest.mark.parametrize(("findings", "url", "code"), [
    (b"{}", FILES_URL, 1), (report(item()), "javascript:alert(1)", 2), (report(item()), "https://a.example/)[x](y", 2),
])
def test_command_refuses_what_it_cannot_trust(tmp_path: Any, findings: bytes, url: str, code: int) -> None:
    (tmp_path / "findings.json").write_bytes(findings)
    (tmp_path / "diff.md").write_text("", encoding="utf-8")
    result = CliRunner().invoke(dossier, [
        "comment", "--findings", str(tmp_path / "findings.json"), "--diff", str(tmp_path / "diff.md"),
        "--files-url", url])
    assert result.exit_code == code


def test_command_says_that_the_change_is_not_known(tmp_path: Any) -> None:
    (tmp_path / "findings.json").write_bytes(report())
    result = CliRunner().invoke(dossier, [
        "comment", "--findings", str(tmp_path / "findings.json"), "--diff", str(tmp_path / "missing.md")])
    assert result.exit_code == 0
    assert load_words("en")("comment.unknown_change") in result.output

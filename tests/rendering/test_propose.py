"""What a source's page tells the dialog for proposals: the forge's new-file page, and the records there are."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from generator.model.content import LoadedFile
from generator.model.records import Kind
from generator.model.settings import Repository
from generator.model.uris import PROPOSE_RECORDS
from generator.rendering.context import Context
from generator.rendering.views.propose import NewFileView, new_file_view, propose_blocks, records_script
from tests.rendering.pages import golden_context, read_html, small_context


def at_forge(repository: Repository | None) -> Context:
    """The golden dossier at another forge."""
    context = golden_context()
    dossier = context.dossier
    settings = dossier.content.settings
    model = settings.model.model_copy(update={"repository": repository})
    content = replace(dossier.content, settings=LoadedFile(settings.path, settings.node, model))
    return Context(replace(context.public, dossier=replace(dossier, content=content)), context.words)


@pytest.mark.parametrize(("forge", "expected"), [
    ("github", NewFileView("https://f.example/a/b/new/some/branch", "filename", "value", "f.example")),
    ("gitea", NewFileView("https://f.example/a/b/_new/some/branch/", "filename", "value", "f.example")),
    ("gitlab", NewFileView("https://f.example/a/b/-/new/some/branch", "file_name", "", "f.example")),
    ("other", NewFileView()),
])
def test_each_forge_has_its_page_for_a_new_file(forge: str, expected: NewFileView) -> None:
    repository = Repository.model_validate({"url": "https://f.example/a/b/", "branch": "some/branch", "forge": forge})
    assert new_file_view(at_forge(repository)) == expected


def test_a_branch_cannot_end_the_path() -> None:
    repository = Repository.model_validate({"url": "https://f.example/a/b", "branch": "x?value=y#z", "forge": "github"})
    url = urlsplit(new_file_view(at_forge(repository)).url)
    assert (url.query, url.fragment) == ("", "")


def test_without_a_repository_there_is_no_page_for_a_new_file() -> None:
    assert new_file_view(at_forge(None)) == NewFileView()


def test_the_records_are_named_and_say_whether_they_need_a_stage() -> None:
    context = golden_context()
    file = records_script(context)
    assert file.uri == PROPOSE_RECORDS
    found = json.loads(file.text.removeprefix("window.dossierRecords = ").rstrip(";\n"))
    for kind in (Kind.EVENT, Kind.CLAIM, Kind.ACTOR):
        assert [[record.id, context.title(record.id)] for record in context.dossier.content.of_kind(kind)] == [
            item[:2] for item in found[kind.folder]]
    without = {item[0] for item in found["events"] if len(item) == 2}
    assert without == {record.id for record in context.dossier.content.of_kind(Kind.EVENT)
                       if record.record.kind == "background"} != set()


def test_a_title_cannot_end_the_script() -> None:
    title = "</script><b>\u2028"
    context = small_context({"content/actors/nordferje.yml": f"name: {json.dumps(title)}\ntype: company\n"})
    text = records_script(context).text
    assert "</" not in text and text.isascii()
    assert json.loads(text.removeprefix("window.dossierRecords = ").rstrip(";\n"))["actors"][1] == ["nordferje", title]


def test_nothing_of_the_article_is_told_twice() -> None:
    context = golden_context()
    source_id = "avisa-2021-03-02"
    [block] = propose_blocks(context.record(source_id), f"sources/{source_id}.md", context)
    text = read_html(block.html).text()
    article = context.dossier.articles[source_id]
    assert not [each for each in article.paragraphs if article.text[each.start:each.end] in text]

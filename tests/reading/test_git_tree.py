"""A revision gives the tree that a folder with the same files gives, and touches neither work tree nor index."""

import os
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostics
from generator.model.tree import Tree
from generator.reading.file_rules import MAX_FILE_BYTES
from generator.reading.folder_tree import load_tree
from generator.reading.git import GitError, merge_base
from generator.reading.git_tree import load_git_tree
from tests.support.repository import Repository, make_repository

FILES = {"content/dossier.yml": "format: 1\n", "content/events/a.yml": "title: «A»\n", "seeds/a.txt": b"\xff\x00\r\n",
         "README.md": "not a part of the dossier\n"}
OWN = {path: FILES[path] for path in FILES if path != "README.md"}


def _read(path: Path, revision: str) -> tuple[Tree, list[tuple[str, str, str]]]:
    diagnostics = Diagnostics()
    tree = load_git_tree(path, revision, diagnostics)
    return tree, [(finding.code, finding.span.path, finding.hint) for finding in diagnostics]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make_repository(tmp_path / "a repository", FILES)


def test_a_revision_holds_the_files_of_content_and_seeds(repository: Repository) -> None:
    assert _read(repository.path, "HEAD") == (Tree.of(OWN), [])


def test_every_revision_is_read_as_it_was(repository: Repository) -> None:
    repository.git("tag", "v1")
    repository.commit({"content/events/a.yml": None, "content/events/b.yml": "title: B\n"})
    assert "content/events/b.yml" not in _read(repository.path, "v1")[0]
    assert set(_read(repository.path, "HEAD~1")[0]) == set(OWN)
    assert "content/events/a.yml" not in _read(repository.path, "main")[0]


def test_neither_work_tree_nor_index_is_looked_at_or_changed(repository: Repository) -> None:
    (repository.path / "content/events/a.yml").write_text("title: on disk\n")
    (repository.path / "content/events/b.yml").write_text("title: staged\n")
    repository.git("add", "content/events/b.yml")
    before = repository.git("status", "--porcelain")
    assert _read(repository.path, "HEAD")[0] == Tree.of(OWN)
    assert repository.git("status", "--porcelain") == before


def test_a_project_may_be_a_folder_of_its_repository(tmp_path: Path) -> None:
    repository = make_repository(tmp_path, {f"dossiers/first/{path}": data for path, data in FILES.items()})
    assert _read(repository.path / "dossiers/first", "HEAD")[0] == Tree.of(OWN)


def test_a_bare_repository_will_do(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "--quiet", "--bare", str(repository.path), str(tmp_path / "bare.git"))
    assert _read(tmp_path / "bare.git", "main")[0] == Tree.of(OWN)


def test_names_and_sizes_are_judged_as_in_a_folder(repository: Repository) -> None:
    repository.commit({"content/.hidden/x.yml": "a: 1\n", "content/events/a.yml~": "a: 1\n", "content/events/A.yml": "a: 1\n",
                       "content/a\tb.yml": "a: 1\n", "seeds/large.txt": b"x" * (MAX_FILE_BYTES + 1)})
    from_disk = Diagnostics()
    expected = load_tree(repository.path, from_disk)
    tree, found = _read(repository.path, "HEAD")
    assert tree == expected
    assert found == [(finding.code, finding.span.path, finding.hint) for finding in from_disk]
    assert {code for code, *_ in found} == {"file-name", "file-name-case", "file-too-large"}


@pytest.mark.parametrize(("target", "code", "hint"), [
    ("../../README.md", "path-outside", ""), ("/etc/hostname", "path-outside", ""), ("../../../elsewhere", "path-outside", ""),
    ("nothing.yml", "file-unreadable", "broken-link"), ("link.yml", "file-unreadable", "link-loop"),
    ("../events", "file-unreadable", "folder-link"),
])
def test_a_link_that_leads_astray_is_refused(repository: Repository, target: str, code: str, hint: str) -> None:
    os.symlink(target, repository.path / "content/events/link.yml")
    repository.commit({})
    tree, found = _read(repository.path, "HEAD")
    assert tree == Tree.of(OWN)
    assert found == [(code, "content/events/link.yml", hint)]


def test_a_link_within_the_dossier_is_read(repository: Repository) -> None:
    os.symlink("../../seeds/a.txt", repository.path / "content/events/b.txt")
    repository.commit({})
    assert _read(repository.path, "HEAD")[0]["content/events/b.txt"] == FILES["seeds/a.txt"]


def test_a_folder_of_the_dossier_that_is_a_link_is_refused(tmp_path: Path) -> None:
    repository = make_repository(tmp_path, {"content/a.yml": "a: 1\n", "elsewhere/a.txt": "x\n"})
    os.symlink("elsewhere", tmp_path / "seeds")
    repository.commit({})
    tree, found = _read(tmp_path, "HEAD")
    assert (list(tree), found) == (["content/a.yml"], [("path-outside", "seeds", "")])


def test_a_submodule_is_refused(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD").strip()
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/other")
    repository.git("commit", "--quiet", "--message", "a submodule")
    assert _read(repository.path, "HEAD") == (Tree.of(OWN), [("file-unreadable", "content/other", "submodule")])


@pytest.mark.parametrize("revision", ["nothing", "--help", "-1", "", "HEAD:README.md", "a b", "main\0x", "@{9}"])
def test_what_is_no_revision_is_refused(repository: Repository, revision: str) -> None:
    with pytest.raises(GitError) as error:
        _read(repository.path, revision)
    assert error.value.reason == "unknown-revision"


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"content/events/b.yml": "title: B\n"})
    repository.git("clone", "--quiet", "--depth", "1", repository.path.as_uri(), str(tmp_path / "shallow"))
    assert "content/events/b.yml" in _read(tmp_path / "shallow", "HEAD")[0]
    with pytest.raises(GitError) as error:
        _read(tmp_path / "shallow", "HEAD~1")
    assert error.value.reason == "shallow"


def test_a_folder_without_repository_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError) as error:
        _read(tmp_path, "HEAD")
    assert error.value.reason == "no-repository"


def test_without_git_says_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.path))
    with pytest.raises(GitError) as error:
        _read(repository.path, "HEAD")
    assert error.value.reason == "missing"


def test_the_merge_base_is_where_a_branch_began(repository: Repository) -> None:
    began = repository.git("rev-parse", "HEAD").strip()
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit({"content/events/b.yml": "title: B\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"content/events/c.yml": "title: C\n"})
    assert merge_base(repository.path, "main", "change") == began

"""`dossier recall`: everything already published that holds a record, for the runbook of a takedown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from generator.adapters.commands.judge import format_option, language_option, print_lines
from generator.adapters.commands.options import project_option
from generator.adapters.project import build_project
from generator.adapters.recall_output import FoundFiles, Recalled, recall_json, recall_lines
from generator.diagnostics import Diagnostics
from generator.editing.recall import Search, Wanted, wanted_of
from generator.model.closest import closest
from generator.model.dossier import Dossier
from generator.model.records import Kind
from generator.pipeline import Built, check
from generator.reading.built_files import built_files
from generator.reading.git import GitError
from generator.reading.git_history import History, history_of, last_revision_with
from generator.reading.git_tree import load_git_tree
from generator.reading.words import load_words

#: The folders that hold what was built here.
_BUILT = ("site", "dist", "build/pages")


@click.command()
@project_option
@format_option
@language_option
@click.argument("record_id", metavar="ID")
def recall(project: Path, form: str, language: str | None, record_id: str) -> None:
    """List everything published that holds a record or its words, and why: before and after taking it back.

    Searched are the pages and data that the files on disk would become, the folders site/, dist/ and build/pages with
    the archives in them, and git's commits, branches and tags. A record that is no longer there is read from the last
    commit that had it. Nothing is changed.

    \b
    Example:
      dossier recall oslo-talks
      dossier recall avisa-2021-03-05 --format markdown
    """
    root = project.resolve()
    built, _ = build_project(root, lambda stage: None)
    wanted, seed, revision = _find(root, built, record_id)
    search = Search(wanted)
    places = [FoundFiles("rendered", built.site is not None,
                         search.in_files((file.uri, file.text) for file in built.files))]
    places += [_search_folder(root, folder, search) for folder in _BUILT]
    recalled = Recalled(wanted, revision, tuple(places), _history(root, wanted.record_paths(seed)))
    words = load_words(language) if language else built.checked.words
    if form == "json":
        click.echo(recall_json(recalled))
    else:
        print_lines(recall_lines(recalled, words), form, words)


def _find(root: Path, built: Built, record_id: str) -> tuple[Wanted, str, str]:
    """What to look for, the record's seed, and the commit it was read from where the files do not have it."""
    dossier = built.checked.dossier
    if dossier is not None and (found := _wanted(dossier, record_id)):
        return *found, ""
    for path in (f"content/{kind.folder}/{record_id}.yml" for kind in Kind):
        revision = _last_revision(root, path)
        past = _dossier_at(root, revision) if revision else None
        if past is not None and (found := _wanted(past, record_id)):
            return *found, revision
    known = dossier.content.records if dossier else {}
    near = closest(record_id, known)
    hint = f"; did you mean '{near}'?" if near else ""
    raise click.BadParameter(f"no record has the id '{record_id}', now or in git{hint}", param_hint="ID")


def _wanted(dossier: Dossier, record_id: str) -> tuple[Wanted, str] | None:
    """What to look for of a record that has this id or had it once."""
    record = dossier.content.records.get(record_id) or next(
        (record for record in dossier.content.records.values() if record_id in record.record.former_ids), None)
    if record is None:
        return None
    wanted = wanted_of(record, dossier)
    return replace(wanted, ids=tuple(dict.fromkeys(wanted.ids))), getattr(record.record, "seed", "")


def _last_revision(root: Path, path: str) -> str:
    try:
        return last_revision_with(root, path)
    except GitError:
        return ""


def _dossier_at(root: Path, revision: str) -> Dossier | None:
    try:
        return check(load_git_tree(root, revision, Diagnostics())).dossier
    except GitError:
        return None


def _search_folder(root: Path, folder: str, search: Search) -> FoundFiles:
    if not (root / folder).is_dir():
        return FoundFiles(folder, False)
    unread: list[str] = []
    found = search.in_files(_readable_files(root, folder, unread))
    return FoundFiles(folder, True, found, tuple(unread))


def _readable_files(root: Path, folder: str, unread: list[str]) -> Iterator[tuple[str, str]]:
    """Path and text of each file; the paths of those that cannot be read are added to `unread`."""
    for file in built_files(root, folder):
        if file.text is None:
            unread.append(file.path)
        else:
            yield file.path, file.text


def _history(root: Path, paths: tuple[str, ...]) -> History | None:
    try:
        return history_of(root, paths)
    except GitError:
        return None

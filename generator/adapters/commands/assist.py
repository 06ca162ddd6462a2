"""`dossier new`, `quote` and `suggest`: a start for a record, the exact words for a statement, what to do next.

Reads the project, prints, and writes new files only. What is proposed is worked out in `editing/`.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.adapters.commands.options import PROBLEMS, project_option
from generator.adapters.findings import visible
from generator.adapters.project import check_project
from generator.editing.changes import Refusal
from generator.editing.new_source import NewSource, ReceivedFile, new_source
from generator.editing.page_text import HtmlReaderMissing
from generator.editing.passages import FoundPassage, find_passages
from generator.editing.schema_lines import SCHEMAS_FOLDER, with_schema_lines
from generator.editing.skeletons import KINDS, new_record
from generator.editing.statement_block import statement_block
from generator.editing.suggestions import TOPICS, Suggestion, suggest as find_suggestions
from generator.model.content import in_language
from generator.model.dossier import Dossier
from generator.model.records import Kind
from generator.model.words import Words
from generator.pipeline import Checked
from generator.publishing.writing import change_files

#: Version of the JSON form of suggestions; keys may be added to it, none changes or goes without a new number.
JSON_FORMAT = 1

_SHOWN = 200


# new ------------------------------------------------------------------------------------------------


@click.group()
def new() -> None:
    """Start a record: an article with all that can be proposed of it, or an explained skeleton.

    Example: dossier new source article.html
    """


@new.command("source")
@project_option
@click.option("--id", "source_id", metavar="ID", default="", help="The record's id.  [default: of outlet and date]")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.pass_context
def source(context: click.Context, project: Path, source_id: str, file: Path) -> None:
    """Take an article (a text file or a saved web page) into seeds/ and write its record.

    Title, date, byline, publisher, relays and so on are proposed; each waits below a line that begins with
    `# proposed:` until somebody has compared it and taken that line out. Nothing that exists is overwritten.

    Example: dossier new source ~/Downloads/article.html --id avisa-2021-03-12
    """
    checked, tree = check_project(project, lambda stage: None)
    received = ReceivedFile(file.name, file.read_bytes(), datetime.fromtimestamp(file.stat().st_mtime, UTC))
    try:
        made = new_source(received, tree, checked, source_id)
    except Refusal as refusal:
        refuse(context, refusal, checked.words)
    except HtmlReaderMissing as error:
        raise click.ClickException(str(error)) from error
    change_files(project, {}, with_schema_lines(made.files, wanted=(project / SCHEMAS_FOLDER).is_dir()))
    _show_source(made, checked.words)


def _show_source(made: NewSource, words: Words) -> None:
    click.echo(words("assist.source.written", path=made.seed_path))
    click.echo(words("assist.source.record", path=made.record_path))
    click.echo(words("assist.source.proposed"))
    for each in made.proposal.fields:
        value = each.value if isinstance(each.value, str) else json.dumps(each.value, ensure_ascii=False)
        click.echo(words("assist.source.field", field=each.field, value=visible(value, _SHOWN)))
    for named in made.newcomers:
        click.echo(visible(words("assist.source.newcomer", line=named.line, name=named.name, words=named.words), 400))
    if made.similar:
        click.echo(words("assist.source.similar", id=made.similar))
    if made.is_page:
        click.echo(words("assist.source.page"))
    left = sum(1 for finding in made.findings if finding.code == "proposed-value")
    click.echo(words.count("assist.source.left", left, path=made.record_path))
    click.echo(words("assist.source.next", id=made.source_id))


def _skeleton_command(kind: Kind) -> click.Command:
    """`dossier new event ID` and its like."""
    @click.command(kind.value, help=(
        f"Write a new {kind.value} with its fields explained and the terms that are allowed.\n\n"
        f"What must be filled in stands there empty; `dossier check` leads to it.\n\n"
        f"Example: dossier new {kind.value} {_EXAMPLES[kind]}"))
    @project_option
    @click.option("--title", default="", metavar="WORDS", help="Its title, name or question.")
    @click.argument("record_id", metavar="ID")
    @click.pass_context
    def command(context: click.Context, project: Path, title: str, record_id: str) -> None:
        checked, _ = check_project(project, lambda stage: None)
        try:
            if checked.content is None:
                raise Refusal("assist.refused.no-dossier")
            path, data = new_record(checked.content, kind, record_id, checked.words, title=title)
        except Refusal as refusal:
            refuse(context, refusal, checked.words)
        change_files(project, {}, with_schema_lines({path: data}, wanted=(project / SCHEMAS_FOLDER).is_dir()))
        click.echo(checked.words("assist.skeleton.written", path=path))

    return command


_EXAMPLES = {Kind.ACTOR: "mediator", Kind.EVENT: 'harbour-blockade --title "Boats block the harbour"',
             Kind.PLACE: "bergen", Kind.CLAIM: 'boats-in-the-harbour --title "How many boats were there?"'}

for _kind in KINDS:
    new.add_command(_skeleton_command(_kind))


def refuse(context: click.Context, refusal: Refusal, words: Words) -> None:
    """Say why nothing was done, and leave with the exit code for problems."""
    arguments = {key: visible(value, _SHOWN) if isinstance(value, str) else value
                 for key, value in refusal.arguments.items()}
    click.echo(words(refusal.reason, **arguments), err=True)
    context.exit(PROBLEMS)


# quote ----------------------------------------------------------------------------------------------


@click.command()
@project_option
@click.option("--source", "source_id", metavar="ID", default="", help="Look in this article only.")
@click.option("--pick", type=click.IntRange(1), default=1, show_default=True, metavar="N",
              help="Print the statement for the N-th passage found.")
@click.argument("words_given", metavar="WORDS")
@click.pass_context
def quote(context: click.Context, project: Path, source_id: str, pick: int, words_given: str) -> None:
    """Find a passage by words as you remember them, and print the statement to paste.

    Exact words are looked for first, then whatever comes close. Nothing is written.

    Example: dossier quote "møttes torsdag i Oslo" --source avisa-2021-03-05
    """
    checked, _ = check_project(project, lambda stage: None)
    dossier, words = _dossier(context, checked), checked.words
    if source_id and source_id not in dossier.articles:
        raise click.BadParameter(f"there is no article '{visible(source_id)}'", param_hint="--source")
    found = find_passages(dossier, words_given, source_id)
    if not found:
        click.echo(words("assist.quote.nothing"))
        context.exit(PROBLEMS)
    if pick > len(found):
        raise click.BadParameter(f"{len(found)} found", param_hint="--pick")
    for number, passage in enumerate(found, start=1):
        _show_passage(number, passage, dossier, words)
    chosen = found[pick - 1]
    click.echo(f"\n{words('assist.quote.paste', n=pick)}\n")
    click.echo("\n".join(statement_block(dossier, chosen, words)))


def _show_passage(number: int, found: FoundPassage, dossier: Dossier, words: Words) -> None:
    key = "assist.quote.exact" if found.is_exact else "assist.quote.close"
    click.echo(words(key, n=number, source=found.passage.source_id, line=found.line, likeness=round(found.likeness)))
    click.echo(f"   {visible(found.words, 600)}")
    if found.sentence != found.words:
        click.echo(f"   {words('assist.quote.sentence', words=visible(found.sentence, 600))}")
    if found.stretch:
        click.echo(f"   {words('assist.quote.stretch', label=found.stretch)}")
    passage = found.passage
    if touched := dossier.articles[passage.source_id].forbidden_in(passage.start, passage.end):
        click.echo(f"   {words('assist.quote.withheld', source=passage.source_id, date=touched[0].date.text)}")
    for statement, other in found.uses:
        is_same = other.passage == found.passage
        says = in_language(statement.statement.says, dossier.content.language)
        click.echo("   " + words("assist.quote.used" if is_same else "assist.quote.touched", id=statement.record_id,
                                 says=visible(says, _SHOWN)))


def _dossier(context: click.Context, checked: Checked) -> Dossier:
    if checked.dossier is None:
        refuse(context, Refusal("assist.refused.no-dossier"), checked.words)
    assert checked.dossier is not None
    return checked.dossier


# suggest --------------------------------------------------------------------------------------------


@click.command()
@project_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Suggestions as text, or as one JSON object.")
@click.option("--only", type=click.Choice(TOPICS), help="Only suggestions about this.")
@click.pass_context
def suggest(context: click.Context, project: Path, form: str, only: str | None) -> None:
    """List what might be done next: unused passages, unknown names, dates nobody has, thin events, duplicates.

    Nothing in the list is an error, and nothing is written.

    Example: dossier suggest --only name
    """
    checked, _ = check_project(project, lambda stage: None)
    found = [each for each in find_suggestions(_dossier(context, checked)) if only in (None, each.topic)]
    if checked.diagnostics.has_errors:
        click.echo(checked.words("assist.suggest.errors"), err=True)
    click.echo(_suggestions_json(found, checked.words) if form == "json" else _suggestions_text(found, checked.words))


def _suggestions_text(found: Sequence[Suggestion], words: Words) -> str:
    if not found:
        return words("assist.suggest.nothing")
    lines: list[str] = []
    for topic in TOPICS:
        about = [each for each in found if each.topic == topic]
        if about:
            lines += ["", words(f"assist.suggest.topic.{topic}", n=len(about))]
            lines += [f"  {visible(str(each.span), 400)}: {_sentence(each, words)}" for each in about]
    return "\n".join(lines[1:])


def _sentence(each: Suggestion, words: Words) -> str:
    return words(each.key, **{key: visible(value, _SHOWN) if isinstance(value, str) else value
                              for key, value in each.arguments.items()})


def _suggestions_json(found: Sequence[Suggestion], words: Words) -> str:
    """`suggestions` holds `topic`, `key`, `path`, `line`, `column`, `message` and the untouched `arguments`."""
    return json.dumps({"format": JSON_FORMAT, "suggestions": [
        {"topic": each.topic, "key": each.key.rpartition(".")[2], "path": each.span.path, "line": each.span.line,
         "column": each.span.column, "message": _sentence(each, words), "arguments": dict(each.arguments)}
        for each in found]}, indent=2)

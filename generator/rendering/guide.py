"""The editors' reference as Markdown: every record and field, and every finding, out of the program itself.

Owns their layout. Knows no dossier; words come from `words/`, fields from `model/field_guide.py`. As files of the
repository both texts get a level-1 heading and a line that says how they were made; the site makes pages of their
parts and of the guide's text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from generator.diagnostics import CODES
from generator.model.field_guide import FieldGuide, ModelGuide, Shape, field_names, model_guide
from generator.model.proposals import Proposal
from generator.model.records import Kind, RECORD_MODELS, Record
from generator.model.searches import ExpectedSearch, SearchList
from generator.model.settings import DossierSettings, Reference, Term, VOCABULARIES
from generator.model.statements import Statement
from generator.model.words import Words

#: The command that writes both files anew.
COMMAND = "python -m generator export reference docs"

#: The kinds in the order an editor meets them.
_KINDS = (Kind.EVENT, Kind.CLAIM, Kind.SOURCE, Kind.ACTOR, Kind.PLACE)


def reference_files(words: Words) -> Mapping[str, str]:
    """Both texts by the name of their file."""
    return {"reference.md": reference_markdown(words), "findings.md": findings_markdown(words)}


def guide_text(words: Words) -> str:
    """The walk-throughs for editors, Markdown with links as they stand in the repository's root."""
    # Read as it stands: braces in it are YAML.
    return words.texts["guide.explain"]


def _file(title: str, words: Words, parts: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", words("guide.made", command=COMMAND), *parts]) + "\n"


# Records and fields ---------------------------------------------------------------------------------


def reference_markdown(words: Words) -> str:
    """The file about records and fields."""
    return _file(words("guide.reference.title"), words, reference_body(words))


def reference_body(words: Words) -> list[str]:
    """Every kind of record, its parts, and the files that hold for the whole dossier, as parts of a text."""
    parts = [words("guide.reference.intro"), *_contents(words)]
    parts += [f"## {words('guide.reference.every')}", words("guide.reference.reasons"),
              _table(model_guide(Record), words)]
    for kind in _KINDS:
        path = f"content/{kind.folder}/ID.yml"
        parts += _section(_kind_guide(kind), words("guide.reference.file", path=path), words)
    parts += _section(model_guide(Proposal, without=field_names(Statement)), "", words)
    for model in _parts_of([Record, *(RECORD_MODELS[kind] for kind in _KINDS), DossierSettings]):
        parts += _section(model_guide(model), "", words)
    names = ", ".join(f"`{name}`" for name in VOCABULARIES)
    parts += _section(model_guide(DossierSettings), "", words)
    parts += _section(model_guide(Term), words("guide.reference.vocabularies", names=names), words)
    parts += _section(model_guide(Reference), words("guide.reference.references"), words)
    parts += _section(model_guide(SearchList), words("guide.reference.searches"), words)
    parts += _section(model_guide(ExpectedSearch), "", words)
    return [part for part in parts if part]


def _kind_guide(kind: Kind) -> ModelGuide:
    return model_guide(RECORD_MODELS[kind], without=field_names(Record))


def _parts_of(models: Iterable[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The models inside these, each once, those inside them right behind."""
    seen: set[type[BaseModel]] = set()

    def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for part in model_guide(model).parts:
            if part not in seen:
                seen.add(part)
                yield part
                yield from below(part)

    for model in models:
        yield from below(model)


def _contents(words: Words) -> list[str]:
    """The sections in groups, each name leading to its section."""
    parts = _parts_of([Record, *(RECORD_MODELS[kind] for kind in _KINDS), DossierSettings])
    groups = {
        "kinds": [words("guide.reference.every"),
                  *(_heading(RECORD_MODELS[kind].__name__) for kind in _KINDS),
                  _heading(Proposal.__name__)],
        "parts": [_heading(model.__name__) for model in parts],
        "whole": [_heading(model.__name__) for model in (DossierSettings, Term, Reference, SearchList, ExpectedSearch)],
    }
    lines = (f"- {words(f'guide.reference.{group}')}: {', '.join(map(_link, names))}"
             for group, names in groups.items())
    return [f"**{words('guide.reference.contents')}**", "\n".join(lines)]


def _section(guide: ModelGuide, extra: str, words: Words) -> list[str]:
    return [f"## {_heading(guide.name)}", " ".join(text for text in (guide.description, extra) if text),
            _table(guide, words)]


def _table(guide: ModelGuide, words: Words) -> str:
    names = [words(f"guide.column.{name}") for name in ("field", "takes", "required", "description")]
    rows = [names, ["---"] * len(names), *(_row(field, words) for field in guide.fields)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def _row(field: FieldGuide, words: Words) -> list[str]:
    required = words("guide.column.yes") if field.is_required else \
        words("guide.column.default", value=field.default) if field.default else ""
    return [f"`{field.name}`", _shape(field.shape, words), required, field.description]


def _shape(shape: Shape, words: Words) -> str:
    """What a field takes, in words; models lead to their sections."""
    kinds = shape.values if shape.name == "record" else ()
    named = {
        "kinds": _either([words(f"finding.kind.{kind}") for kind in kinds], words),
        "vocabulary": shape.values[0] if shape.values else "",
        "values": ", ".join(f"`{value}`" for value in shape.values),
        "model": _link(_heading(shape.values[0])) if shape.values else "",
        "field": shape.values[-1] if shape.values else "",
        "of": _shape(shape.of, words) if shape.of else "",
    }
    return words(f"guide.shape.{shape.name}", **named)


def _either(names: list[str], words: Words) -> str:
    return "".join(names) if len(names) < 2 else words("list.or", first=", ".join(names[:-1]), last=names[-1])


def _heading(name: str) -> str:
    """A model's name as words: `ActorRole` becomes `Actor role`."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda match: " " + match[0].lower(), name)


def _link(heading: str) -> str:
    return f"[{heading}](#{heading.lower().replace(' ', '-')})"


# Findings -------------------------------------------------------------------------------------------


def findings_markdown(words: Words) -> str:
    """The file about findings."""
    return _file(words("guide.findings.title"), words, findings_body(words))


def findings_body(words: Words) -> list[str]:
    """Every code with its severity, sentence, explanation and hints, as parts of a text."""
    parts = [words("guide.findings.intro"), " · ".join(_link(code) for code in CODES)]
    for code in CODES:
        parts += _finding(code, words)
    return parts


def _finding(code: str, words: Words) -> Iterator[str]:
    # Read as they stand: their braces are what is filled in later.
    texts = words.texts
    yield f"## {code}"
    yield words("guide.findings.severity", severity=f"**{CODES[code].label}**",
                message=_code(texts.get(f"{code}.message", "")))
    if explanation := texts.get(f"{code}.explain", ""):
        yield explanation
    prefix = f"{code}.hints."
    hints = [text for key, text in texts.items() if key.startswith(prefix)]
    if hints:
        yield "\n".join([f"{words('guide.findings.hints')}:\n", *(f"- {_code(hint)}" for hint in hints)])


def _code(text: str) -> str:
    """A text as code, whatever backticks it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, space = "`" * (longest + 1), " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"

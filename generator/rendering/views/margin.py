"""Which notes stand in the margin beside their paragraph, and which are folded: an estimate from lengths of text.

The notes of a paragraph should begin beside it. Its first always stands; what would begin below its end is folded,
so that no note drifts away from its words. Heights are in lines of the article.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from generator.rendering.context import Context
from generator.rendering.views.article import CarriedView, MarginNote, ParagraphView, PartView

#: Characters in a line of the article, of a note's sentence, and of the line below it.
_TEXT, _SENTENCE, _META = 64, 36, 38
#: Heights of a line of a note's sentence and of the line below it, of the space between notes and paragraphs.
_SENTENCE_LINE, _META_LINE, _SPACE = 0.65, 0.6, 0.55


def with_margin(parts: Sequence[PartView], context: Context) -> tuple[PartView, ...]:
    """The article with notes folded that would drift away, and with a word where no statement rests on the text."""
    paragraphs = [view for part in parts if not part.fold for view in part.paragraphs]
    beside = dict(zip(map(id, paragraphs), notes_beside(paragraphs)))
    unused = _unused_words(paragraphs, context)
    return tuple(part if part.fold else replace(part, paragraphs=tuple(
        _arranged(view, beside[id(view)], unused.get(id(view), ""), context) for view in part.paragraphs))
        for part in parts)


def _arranged(view: ParagraphView, shown: Sequence[int], unused: str, context: Context) -> ParagraphView:
    notes = [_cut(note, count, context) for note, count in zip(view.notes, shown) if count]
    folded = view.notes[len(notes):]
    fold = context.words.count("margin.more", len(folded)) if folded else ""
    return replace(view, notes=tuple(notes), folded=folded, fold=fold, unused=unused)


def _cut(note: MarginNote, shown: int, context: Context) -> MarginNote:
    """The note with so much of what its passage carries, the rest folded in it."""
    more = note.carries[shown:]
    if not more:
        return note
    return replace(note, carries=note.carries[:shown], more=more, fold=context.words.count("margin.carries", len(more)))


def _unused_words(paragraphs: Sequence[ParagraphView], context: Context) -> dict[int, str]:
    """What stands at the first of neighbouring paragraphs that are not used, by its identity."""
    runs = ([*run] for is_unused, run in groupby(paragraphs, key=lambda view: view.is_unused) if is_unused)
    return {id(run[0]): context.words.count("margin.unused", len(run)) for run in runs}


def notes_beside(paragraphs: Sequence[ParagraphView]) -> Iterator[list[int]]:
    """For each note of each paragraph, how much of what it carries stands beside the text; none: it is folded."""
    text = margin = top = 0.0
    for view in paragraphs:
        # A paragraph never begins above the notes of the one before it.
        text = max(text, top)
        end, shown = text + _height(view), []
        if view.notes:
            top = margin = max(margin, text)
        for note in view.notes:
            count, margin = _fitting(note, margin, end, is_first=not shown)
            shown.append(count)
        yield shown
        text = end + _SPACE


def _fitting(note: MarginNote, top: float, end: float, *, is_first: bool) -> tuple[int, float]:
    """How much of a note stands beside a paragraph that ends at `end`, and where the note ends."""
    count, at = 0, top
    for item in note.carries:
        if at >= end - 1 and not (is_first and count == 0):
            break
        at += _carried_height(item)
        count += 1
    folded = _META_LINE if count < len(note.carries) else 0.0
    return count, at + folded + (_SPACE if count else 0.0)


def _height(view: ParagraphView) -> float:
    return float(max(1, ceil(sum(len(piece.text) + len(piece.gap) for piece in view.pieces) / _TEXT)))


def _carried_height(item: CarriedView) -> float:
    status = len(item.status.label) + 4 if item.status else 0
    below = len(item.speaker) + status + len(item.link.text) + len(item.fact) + 2
    return ceil(len(item.sentence) / _SENTENCE) * _SENTENCE_LINE + ceil(below / _META) * _META_LINE

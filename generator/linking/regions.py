"""Where the regions that editors name stand in an article: apparatus, boilerplate, and words to be withheld.

Owns the four ways of naming a region and which region wins where several meet. A source's own regions must
be found, `text` exactly once (cutting a second place unseen would be a silent loss); a rule of `dossier.yml`
holds wherever it fits. Own regions win over rules, boilerplate over apparatus among rules, and of two own
regions of one sort the narrower. Words to be withheld are so wherever they stand: one place left would be a leak. Knows articles and the YAML place of each region, no quotes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz import fuzz, process

from generator.diagnostics import Diagnostics, Related
from generator.linking.matching import find_places
from generator.linking.mismatches import Hint, explain_absence
from generator.model.content import LoadedRecord
from generator.model.normal import normalise_quote, starts_with_words
from generator.model.nodes import Step
from generator.model.records import ApparatusRegion, BoilerplateRegion, Source, WithheldRegion
from generator.model.settings import SourceRules
from generator.model.text import BYTE_ORDER_MARK, Article, Extent, Region, WithheldWords

NamedRegion = ApparatusRegion | BoilerplateRegion
#: Longer than any seed, so that the narrower of two regions ranks higher and an own region above every rule.
_BEYOND_LENGTH = 1 << 40
_MOST_LINES_COMPARED = 5000
_MOST_PLACES = 2000
_LIKE_ENOUGH = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A place of a source's own region, and where the editor wrote it: its list and index."""

    field: str
    index: int
    region: Region


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str


def link_regions(
    loaded: LoadedRecord[Source], article: Article, rules: SourceRules, diagnostics: Diagnostics
) -> list[Region]:
    """All regions of an article with their ranks: its record's own and those of the rules for all sources."""
    lines = _read_lines(article)
    found = _find_own(loaded, article, lines, diagnostics)
    _check_overlaps(loaded, found, diagnostics)
    return [each.region for each in found] + list(_find_by_rules(article, lines, rules))


def _read_lines(article: Article) -> list[_Line]:
    spans = (article.line_span(number) for number in range(1, article.line_count + 1))
    return [_Line(start, end, normalise_quote(article.text[start:end].removeprefix(BYTE_ORDER_MARK)))
            for start, end in spans]


def _region(named: NamedRegion, extent: Extent, *, is_own: bool) -> Region:
    is_boilerplate = isinstance(named, BoilerplateRegion)
    level = 2 if is_own else 1 if is_boilerplate else 0
    rank = level * _BEYOND_LENGTH - (extent[1] - extent[0])
    return Region("boilerplate" if is_boilerplate else "apparatus", named.kind, *extent, rank=rank)


# Rules for all sources ------------------------------------------------------------------------------


def _find_by_rules(article: Article, lines: Sequence[_Line], rules: SourceRules) -> Iterator[Region]:
    for named in (*rules.apparatus, *rules.boilerplate):
        extents = _line_extents(named, lines) if named.text is None else _text_extents(article, named.text)
        yield from (_region(named, extent, is_own=False) for extent in extents)


def _line_extents(named: NamedRegion | WithheldRegion, lines: Sequence[_Line]) -> list[Extent]:
    """The lines a region names by `starts`, `line` or `lines`; none where there are none or all are blank."""
    if named.starts is not None:
        words = normalise_quote(named.starts)
        return [(line.start, line.end) for line in lines if starts_with_words(line.words, words)]
    first, last = named.lines or (named.line or 1, named.line or 1)
    chosen = lines[first - 1:last]
    if last > len(lines) or not any(line.words for line in chosen):
        return []
    return [(chosen[0].start, chosen[-1].end)]


def _text_extents(article: Article, text: str) -> list[Extent]:
    places = islice(find_places(article, normalise_quote(text)), _MOST_PLACES)
    return [(place.start, place.end) for place in places
            if (paragraph := article.paragraph_at(place.start)) and place.end <= paragraph.end]


# A source's own regions -----------------------------------------------------------------------------


def _find_own(
    loaded: LoadedRecord[Source], article: Article, lines: Sequence[_Line], diagnostics: Diagnostics
) -> list[_Found]:
    named = [(field, index, region) for field in ("apparatus", "boilerplate")
             for index, region in enumerate(getattr(loaded.record, field))]
    found: list[_Found] = []
    for field, index, region in named:
        if region.text is None:
            extents = _line_extents(region, lines)
            found += [_Found(field, index, _region(region, extent, is_own=True)) for extent in extents]
            if not extents:
                _report_missing(loaded, (field, index), region, _explain_lines(region, lines), diagnostics)
    by_line = [each.region for each in found]
    for field, index, region in named:
        if region.text is not None:
            extents = _choose_text(article, region.text, by_line)
            if len(extents) == 1:
                found.append(_Found(field, index, _region(region, extents[0], is_own=True)))
            else:
                _report_text(loaded, article, (field, index), region, extents, diagnostics)
    return found


def _choose_text(article: Article, text: str, by_line: Sequence[Region]) -> list[Extent]:
    """The places that may be meant: outside the regions named by line, or else inside them."""
    extents = _text_extents(article, text)
    outside = [extent for extent in extents
               if not any(region.start <= extent[0] and extent[1] <= region.end for region in by_line)]
    return outside or extents


def _report_text(
    loaded: LoadedRecord[Source], article: Article, place: tuple[str, int], region: NamedRegion,
    extents: Sequence[Extent], diagnostics: Diagnostics,
) -> None:
    words = normalise_quote(region.text or "")
    if not extents:
        crossing = [(each.start, each.end) for each in islice(find_places(article, words), 1)]
        _report_missing(loaded, place, region, explain_absence(article, words, crossing), diagnostics)
        return
    numbers = ", ".join(str(article.line_of(start)) for start, _ in extents[:5])
    diagnostics.add("region-ambiguous", loaded.span(*place, "text"), hint="line", words=region.text,
                    count=len(extents), lines=numbers, seed=loaded.record.seed)


def _report_missing(
    loaded: LoadedRecord[Source], place: tuple[Step, ...], region: NamedRegion | WithheldRegion, hint: Hint,
    diagnostics: Diagnostics,
) -> None:
    way = next(name for name in ("starts", "line", "lines", "text") if getattr(region, name) is not None)
    value = getattr(region, way)
    words = "–".join(str(part) for part in value) if isinstance(value, tuple) else value
    diagnostics.add("region-not-found", loaded.span(*place, way), hint=hint.key,
                    **{**hint.arguments, "way": way, "words": words, "seed": loaded.record.seed})


def _explain_lines(region: NamedRegion | WithheldRegion, lines: Sequence[_Line]) -> Hint:
    if region.starts is None:
        last = region.lines[1] if region.lines else region.line or 1
        return Hint("last-line", {"count": len(lines)}) if last > len(lines) else Hint("blank-line")
    words = normalise_quote(region.starts)
    starts = [line.words[:len(words)] for line in lines[:_MOST_LINES_COMPARED]]
    closest = process.extractOne(words, starts, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    if closest is None:
        return Hint("nothing-close")
    return Hint("closest", {"line": closest[2] + 1, "passage": lines[closest[2]].words[:len(words) + 40]})


# Overlaps -------------------------------------------------------------------------------------------


def _check_overlaps(loaded: LoadedRecord[Source], found: Sequence[_Found], diagnostics: Diagnostics) -> None:
    """Report every two of a source's own regions that cannot both hold, once each pair, at the later one."""
    open_regions: list[_Found] = []
    reported: set[frozenset[tuple[str, int]]] = set()
    for each in sorted(found, key=lambda each: (each.region.start, each.region.end)):
        open_regions = [other for other in open_regions if other.region.end > each.region.start]
        for other in open_regions:
            pair = frozenset({(each.field, each.index), (other.field, other.index)})
            if len(pair) == 2 and pair not in reported and _contradict(each.region, other.region):
                reported.add(pair)
                first, second = sorted((each, other), key=lambda one: (one.field, one.index))
                _report_overlap(loaded, first, second, diagnostics)
        open_regions.append(each)


def _contradict(one: Region, other: Region) -> bool:
    """Whether two overlapping regions say different things of the same words.

    A credit inside a caption does not: the narrower of two regions of one sort is the more exact.
    """
    if one.kind != other.kind:
        return True
    is_nested = (one.start <= other.start and other.end <= one.end) or (
        other.start <= one.start and one.end <= other.end)
    is_same = (one.start, one.end) == (other.start, other.end)
    return one.label != other.label and (is_same or not is_nested)


def _report_overlap(
    loaded: LoadedRecord[Source], first: _Found, second: _Found, diagnostics: Diagnostics
) -> None:
    diagnostics.add("region-overlap", loaded.span(second.field, second.index), hint="narrow",
                    related=[Related(loaded.span(first.field, first.index))],
                    kind=second.region.label, other=first.region.label, seed=loaded.record.seed)


# Words to be withheld -------------------------------------------------------------------------------


def link_withheld(
    loaded: LoadedRecord[Source], article: Article, diagnostics: Diagnostics
) -> tuple[WithheldWords, ...]:
    """The extents of all words that the record withholds, sorted and disjoint; what is not found is reported."""
    lines = _read_lines(article) if loaded.record.withhold else []
    found: list[WithheldWords] = []
    for index, item in enumerate(loaded.record.withhold):
        for position, region in enumerate(item.passages):
            extents = _extents_to_withhold(region, article, lines)
            found += [WithheldWords(*extent, item.reason_class, item.date) for extent in extents]
            if not extents:
                hint = _explain_lines(region, lines) if region.text is None \
                    else explain_absence(article, normalise_quote(region.text), ())
                _report_missing(loaded, ("withhold", index, "passages", position), region, _discreet(hint), diagnostics)
    return tuple(_disjoint(found))


def _discreet(hint: Hint) -> Hint:
    """A hint that names the line and leaves out what it reads: those may be the very words that are to go."""
    kept = {name: value if isinstance(value, int) else "[…]" for name, value in hint.arguments.items()}
    return Hint(hint.key, kept)


def _extents_to_withhold(region: WithheldRegion, article: Article, lines: Sequence[_Line]) -> list[Extent]:
    if region.text is None:
        return _line_extents(region, lines)
    return [(place.start, place.end) for place in find_places(article, normalise_quote(region.text))]


def _disjoint(found: Sequence[WithheldWords]) -> Iterator[WithheldWords]:
    """In order of place; where two overlap, the later one begins behind the earlier."""
    at = 0
    for each in sorted(found, key=lambda each: (each.start, each.end)):
        if each.end > at:
            yield replace(each, start=max(at, each.start))
            at = each.end

"""A source record and its seed become an `Article`, or findings that say where they do not fit.

Owns decoding, the hash check, and what the source's own record says about its text: title, people, relay
words, uncarried paragraphs. Its regions are found in `linking/regions.py`. Reads no file: bytes come in.
"""

import hashlib
from dataclasses import replace

from generator.diagnostics import Diagnostics, Span
from generator.linking.matching import is_printed
from generator.linking.mismatches import explain_absence
from generator.linking.regions import link_regions, link_withheld
from generator.model.content import LoadedRecord
from generator.model.nodes import Step
from generator.model.normal import normalise_quote, starts_with_words
from generator.model.records import Source
from generator.model.settings import DossierSettings
from generator.model.text import Article, Paragraph, codec_of, parse_article


def link_article(
    loaded: LoadedRecord[Source], seed: bytes, settings: DossierSettings, diagnostics: Diagnostics
) -> Article | None:
    """The article of a source, cut into paragraphs and stretches.

    None where the seed cannot be decoded, or is not the one that the record's hash names: its quotes are then
    not to be judged, so that one change gives one finding. Everything else is reported and survived.
    """
    if not _check_hash(loaded, seed, diagnostics):
        return None
    text = decode_seed(loaded, seed, diagnostics)
    if text is None:
        return None
    article = parse_article(loaded.id, text, mode=loaded.record.paragraphs,
                            abbreviations=_abbreviations(loaded.record.language, settings))
    article = article.with_regions(link_regions(loaded, article, settings.sources, diagnostics))
    _check_printed(loaded, article, diagnostics)
    _check_uncarried(loaded, article, diagnostics)
    return replace(article, forbidden=link_withheld(loaded, article, diagnostics))


def decode_seed(loaded: LoadedRecord[Source], seed: bytes, diagnostics: Diagnostics) -> str | None:
    """The seed's text as its `encoding` says, or None with a finding at the first byte that does not fit.

    Exactly what `seed.decode(encoding)` gives: a byte order mark counts in UTF-8, and is no character in UTF-16.
    """
    encoding = codec_of(seed, loaded.record.encoding)
    try:
        return seed.decode(encoding)
    except UnicodeDecodeError as error:
        before = seed[:error.start].decode(encoding, "ignore") + "\N{REPLACEMENT CHARACTER}"
        line_starts = parse_article("", before).line_starts
        line, column = len(line_starts), len(before) - line_starts[-1]
        diagnostics.add("seed-undecodable", Span(f"seeds/{loaded.record.seed}", line, column),
                        encoding=loaded.record.encoding, bytes=seed[error.start:error.end][:4].hex(" "),
                        hint=_encoding_hint(seed), source=loaded.id)
        return None


def _encoding_hint(seed: bytes) -> str:
    if seed.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        seed.decode("utf-8")
    except UnicodeDecodeError:
        return "encoding"
    return "encoding" if b"\0" in seed else "utf-8"


def _check_hash(loaded: LoadedRecord[Source], seed: bytes, diagnostics: Diagnostics) -> bool:
    """Whether the seed may be used; without a hash it may, with a finding that prints the line to paste."""
    found, recorded = hashlib.sha256(seed).hexdigest(), loaded.record.sha256
    if recorded is None:
        diagnostics.add("seed-hash-missing", loaded.key_span("seed"), hint="paste",
                        seed=loaded.record.seed, sha256=found)
        return True
    if recorded != found:
        diagnostics.add("seed-changed", loaded.span("sha256"), hint="restore",
                        seed=loaded.record.seed, recorded=recorded, found=found)
    return recorded == found


def _abbreviations(language: str, settings: DossierSettings) -> tuple[str, ...]:
    rules = settings.text_rules.get(language) or settings.text_rules.get(language.split("-")[0])
    return rules.abbreviations if rules else ()


# What the record says is printed --------------------------------------------------------------------


def _check_printed(loaded: LoadedRecord[Source], article: Article, diagnostics: Diagnostics) -> None:
    source = loaded.record
    if source.title is not None:
        _check_words(loaded, article, ("title",), source.title, diagnostics, code="title-not-in-seed")
    for field in ("authors", "editors"):
        for index, words in enumerate(getattr(source, field)):
            _check_words(loaded, article, (field, index), words, diagnostics)
    for field in ("desk_code", "section"):
        if getattr(source, field) is not None:
            _check_words(loaded, article, (field,), getattr(source, field), diagnostics)
    for index, relay in enumerate(source.relays):
        if relay.words is not None:
            _check_words(loaded, article, ("relays", index, "words"), relay.words, diagnostics)


def _check_words(
    loaded: LoadedRecord[Source], article: Article, path: tuple[Step, ...], words: str,
    diagnostics: Diagnostics, *, code: str = "words-not-in-seed",
) -> None:
    if is_printed(article, words):
        return
    hint = explain_absence(article, normalise_quote(words), ())
    diagnostics.add(code, loaded.span(*path), hint=hint.key, field=str(path[0]), words=words,
                    seed=loaded.record.seed, **hint.arguments)


def _check_uncarried(loaded: LoadedRecord[Source], article: Article, diagnostics: Diagnostics) -> None:
    for index, uncarried in enumerate(loaded.record.uncarried):
        if not paragraphs_starting(article, uncarried.starts):
            diagnostics.add("words-not-in-seed", loaded.span("uncarried", index, "starts"),
                            hint="paragraph-start", field="uncarried", words=uncarried.starts,
                            seed=loaded.record.seed)


def paragraphs_starting(article: Article, words: str) -> list[Paragraph]:
    """The paragraphs with body that start with these words, or whose first body does (behind a date line)."""
    wanted = normalise_quote(words)
    return [paragraph for paragraph in article.paragraphs if any(
        starts_with_words(normalise_quote(article.text[start:paragraph.end]), wanted)
        for start in _starts_of(paragraph))]


def _starts_of(paragraph: Paragraph) -> set[int]:
    body = next((each.start for each in paragraph.stretches if each.kind == "body"), None)
    return set() if body is None else {paragraph.start, body}

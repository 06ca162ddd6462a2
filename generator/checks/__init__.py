"""The editorial rules over the linked dossier: one rule a module, whose docstring is its documentation.

A rule is a function `check(dossier, diagnostics)`; it only adds findings. Rules know the model, never how
it was read or linked. `coverage.py` is asked for by itself, since a dossier may be checked before it is
complete.
"""

from collections.abc import Callable

from generator.checks import (
    claim_without_accounts, date_without_words, date_words_not_in_quote, figure_words_not_in_quote,
    finding_without_reason, happened_after_publication, harm_without_speaker, headline_only,
    language_without_rules, languages, markup, outside_knowledge, page_collision, page_text,
    participant_not_named, person_without_role, place_not_named, quote_cut, reference_withdrawn,
    same_name, seeds, speaker_not_named, spelling_ambiguous, spelling_not_found, stages, statement_keys,
    time_outside_date, title_states_allegation, translation_conflict, withheld_words,
)
from generator.diagnostics import Diagnostics
from generator.model.dossier import Dossier

Rule = Callable[[Dossier, Diagnostics], None]

#: Every rule, in the order in which the editors' guide tells of them.
RULES: tuple[Rule, ...] = (
    # what the words carry
    date_without_words.check,
    date_words_not_in_quote.check,
    figure_words_not_in_quote.check,
    time_outside_date.check,
    happened_after_publication.check,
    place_not_named.check,
    speaker_not_named.check,
    participant_not_named.check,
    harm_without_speaker.check,
    quote_cut.check,
    headline_only.check,
    title_states_allegation.check,
    # statements, events and claims
    stages.check,
    claim_without_accounts.check,
    finding_without_reason.check,
    translation_conflict.check,
    withheld_words.check,
    statement_keys.check,
    # texts for readers
    languages.check,
    markup.check,
    # actors and places
    person_without_role.check,
    outside_knowledge.check,
    same_name.check,
    spelling_not_found.check,
    spelling_ambiguous.check,
    # files and pages
    seeds.check,
    language_without_rules.check,
    page_text.check,
    page_collision.check,
    reference_withdrawn.check,
)


def check_dossier(dossier: Dossier, diagnostics: Diagnostics) -> None:
    """Hold the dossier to every rule."""
    for rule in RULES:
        rule(dossier, diagnostics)

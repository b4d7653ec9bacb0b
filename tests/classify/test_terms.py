"""Phrases of grounds: whatever the way they are looked for, what is there is counted."""

from __future__ import annotations

from collections import Counter

import pytest

from woo_gronden.classify.features import fold
from woo_gronden.classify.terms import all_terms, count_terms

TEXTS = [
    "",
    "bsn",
    "Het BSN is verwijderd, evenals namen en parafen van medewerkers.",
    "De AIVD en de MIVD; taxaties, privacy en de onderhandelingspositie van de gemeente.",
    "Persoonlijke beleidsopvattingen in stukken voor intern beraad blijven vertrouwelijk.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_phrase_that_is_there_counts_once_a_label(text: str) -> None:
    folded = fold(text)
    expected = Counter(label for label, phrases in all_terms().items() for phrase in phrases if phrase in folded)
    assert count_terms(folded) == expected


def test_a_phrase_of_three_letters_is_found() -> None:
    assert count_terms(fold("het bsn")) != {}

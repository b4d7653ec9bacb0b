"""Citations out, arguments left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.classify import mask_citations, mask_statute

CITED = [
    "artikel 10, tweede lid, aanhef en onder e, van de Wob",
    "artikel 5.1, eerste lid, onder c, van de Woo",
    "art. 5.1 lid 2 sub i Woo",
    "artt. 10.2.e en 10.2.g Wob",
    "artikel 11, eerste lid, van de Wet openbaarheid van bestuur",
    "artlkel 10, tweede lid, onder g, Wob",
    "5.1.2.e",
    "5.1.2e",
    "10.2.g",
    "(10)(2e)",
    "11.1",
    "512e",
    "de e-grond",
    "het tweede lid, onder d",
    "artikel 5.2 Woo",
]


@pytest.mark.parametrize("citation", CITED)
def test_a_citation_goes_in_any_notation(citation: str) -> None:
    left = mask_citations(f"De namen zijn weggelakt, {citation}; zij treden niet naar buiten.")
    assert not any(char.isdigit() for char in left), left
    assert "grond" not in left
    assert "De namen zijn weggelakt" in left
    assert "zij treden niet naar buiten" in left


@pytest.mark.parametrize(
    "text",
    [
        "Het gaat om een bedrag van 10.000 euro.",
        "Op 11 mei 2021 vond overleg plaats.",
        "Onder deze omstandigheden weegt openbaarheid minder zwaar.",
        "De leden van de raad zijn ten tweede male gehoord.",
        "Daarvoor bestaat onvoldoende grond.",
        "In totaal 1.250 documenten, 12 procent.",
    ],
)
def test_what_cites_nothing_stays(text: str) -> None:
    assert mask_citations(text) == text


def test_spans_of_a_finder_go_first() -> None:
    text = "Zie (X-99) hierover."
    assert mask_citations(text, [(5, 9)]).split() == ["Zie", "(", ")", "hierover."]


def test_the_statutes_words_go() -> None:
    text = "Het belang van de eerbiediging van de persoonlijke levenssfeer van omwonenden weegt zwaarder."
    assert mask_statute(text) == "Het belang van van omwonenden weegt zwaarder."


def test_the_statutes_words_go_over_a_line_end() -> None:
    assert "intern" not in mask_statute("opgesteld ten behoeve van\nintern beraad")


@given(st.text(max_size=300))
def test_masking_never_fails_nor_grows(text: str) -> None:
    assert len(mask_citations(text)) <= len(text)
    assert len(mask_statute(text)) <= len(text)

"""Codes of a letter's own key in its sentences."""

from __future__ import annotations

import pytest

from tests.structure.letters import letter
from woo_gronden.structure.legend_mentions import find_code_mentions
from woo_gronden.structure.legends import LegendEntry

KEY = "Code 2: artikel 5.1, eerste lid, onder c"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Deze gegevens maken wij niet openbaar (code 2).", ["code 2"]),
        ("De tarieven zijn gelakt met lakcode 2 en code 7.", ["lakcode 2"]),
        ("De postcode 2000 en code 2.1 en code 21 en code 2a zijn iets anders.", []),
        ("De grond 2 is bouwrijp.", []),
    ],
)
def test_codes_in_sentences(sentence: str, found: list[str]) -> None:
    document = letter(f"{KEY}\n{sentence}")
    entry = LegendEntry("2", ("woo:5.1.1c",), 0, len(KEY), 1)
    mentions = find_code_mentions(document, [entry])
    assert [mention.text for mention in mentions] == found
    assert all(mention.grounds == ("woo:5.1.1c",) for mention in mentions)


def test_no_key_no_mention() -> None:
    assert find_code_mentions(letter("Niet openbaar (code 2)."), []) == []

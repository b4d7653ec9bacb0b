from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.redactions.stamps import is_stamp, print_stamp
from woo_gronden.schema import BBox, RawWord

STAMPS = [
    "10.2.e", "5.1.2.e", "5.1.2e", "512e", "5.1.2.e 5.2.1", "5.1.2.e, 5.1.2.i", "art. 10 lid 2 sub e", "(10)(2e)",
    "10 2 e", "10.1.c + 10.2.g + 11.1", "11.1", "E", "BRW", "J K", "5.1.2.e Woo", "artikel 5.1 lid 2 onder e Woo",
    "buiten verzoek", "valt buiten reikwijdte", "geanonimiseerd", "privacy", "10.2.e/10.2.g",
]  # fmt: skip
NO_STAMPS = [
    "", "Naam:", "Adres:", "Versturen", "T 070 379 6313", "06-12345678", "12-05-2019", "2019", "144 melding",
    "Nr Titel Grond", "1.250,00", "EUR 300", "de heer Kwartelmans", "Kwartelmans", "16:05", "31.12.2020",
]  # fmt: skip


@pytest.mark.parametrize("text", STAMPS)
def test_stamps(text):
    assert is_stamp(text.split())


@pytest.mark.parametrize("text", NO_STAMPS)
def test_no_stamps(text):
    assert not is_stamp(text.split())


@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_words(words):
    assert is_stamp(words) in (True, False)


def _word(text: str, x: float, y: float) -> RawWord:
    return RawWord(text, BBox(x, y, x + 20, y + 10), 0, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], None),
        ([("5.1.2e", 0, 0)], "5.1.2e"),
        ([("e", 30, 0), ("10.2", 0, 1)], "10.2 e"),
        ([("10.2.e", 0, 0), ("10.2.e", 30, 0), ("10.2.e", 60, 0)], "10.2.e"),
        ([("10.2.e", 0, 0), ("10.2.e", 0, 14)], "10.2.e"),
        ([("5.1.2.e", 0, 0), ("5.2.1", 0, 14)], "5.1.2.e 5.2.1"),
    ],
)
def test_printed_once_in_reading_order(words, said):
    assert print_stamp([_word(*word) for word in words]) == said

"""Phrases gathered by their letters match what they match one by one, the longest first."""

from __future__ import annotations

import re

import pytest

from woo_gronden.structure.passages_text import fold, phrase_pattern

PHRASES = ["weiger ik", "weiger", "weegt * op tegen", "wijs ik af", "w", "maak ik", "maak", "* openbaar", "weegt"]


@pytest.mark.parametrize(("text", "found"), [
    ("daarom weiger ik dit", "weiger ik"),
    ("ik weiger dit", "weiger"),
    ("dat weegt niet op tegen het belang", "weegt niet op tegen"),
    ("dat weegt zwaar", "weegt"),
    ("dit wijs ik af", "wijs ik af"),
    ("hierom maak ik dit", "maak ik"),
    ("in w staat", "w"),
    ("weigeren of zwijgen", None),
])  # fmt: skip
@pytest.mark.parametrize("phrases", [PHRASES, [phrase for phrase in PHRASES if not phrase.startswith("*")]])
def test_the_longest_phrase_speaks(phrases, text, found):
    match = phrase_pattern(phrases).search(fold(text))
    assert (match and match.group()) == (found and fold(found))


def test_a_phrase_may_end_in_the_middle_of_a_word():
    assert phrase_pattern(["weiger", "wei"], stem=True).search(fold("geweigerd")) is None
    assert re.match(phrase_pattern(["weiger", "wei"], stem=True), fold("weigeren")).group() == fold("weiger")

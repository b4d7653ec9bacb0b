"""Phrases gathered by their letters match what they match one by one, the longest first."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from woo_gronden.knowledge import load_list
from woo_gronden.structure.passages_text import (
    Cue,
    PhraseLists,
    Phrases,
    cue_pattern,
    fold,
    is_sentence,
    phrase_pattern,
    possible_cues,
    words_of,
)

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


@pytest.mark.parametrize("name", get_args(Cue))
def test_a_cue_is_possible_wherever_one_of_its_phrases_stands(name):
    for phrase in load_list("woo_gronden.structure", f"data/cues_{name}.txt"):
        words = fold(f"hier ({phrase.replace('*', 'een twee')}), daar")
        assert cue_pattern(name).search(words)
        assert name in possible_cues(words_of(words))


@pytest.mark.parametrize("text", ["Weigeren mag", "wij weigeren", "dit maakt  openbaar", "geweigerd", "wei ik", ""])
@pytest.mark.parametrize("phrases", [["weiger", "wei ik"], ["weiger", "maakt openbaar"], []])
def test_phrases_find_what_their_pattern_finds(phrases, text):
    words, pattern, sought = fold(text), phrase_pattern(phrases, stem=True), Phrases(phrases)
    for found, expected in ((sought.search(words), pattern.search(words)), (sought.match(words), pattern.match(words))):
        assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize(("text", "prose"), [
    ("Dit besluit bestaat uit drie delen", True),
    ("De brief staat op de lijst", True),
    ("Belangen van de Staat", False),
    ("Memo aan bestuur, 3 mei", False),
])  # fmt: skip
def test_a_sentence_has_a_verb(text, prose):
    words = fold(text)
    assert is_sentence(words, words_of(words)) is prose


@pytest.mark.parametrize("mark", ["", "é", "\u2019"])
def test_plain_text_is_folded_and_parted_as_other_text(mark):
    every = "".join(map(chr, range(128))) + " Geweigerd op 10.2.e, Overwegingen_1 "
    assert fold(every) + fold(mark) == fold(every + mark)
    assert words_of(fold(every)) == set(re.findall(r"\w+", fold(every)))


def test_lists_that_a_text_may_have_a_phrase_of():
    lists = [Phrases(["economische belangen"]), Phrases(["privacy", "belangen van"]), Phrases([])]
    sought = PhraseLists(lists)
    assert sought.possible(fold("de privacy en economische belangen")) == [0, 1]
    assert sought.possible(fold("niets daarvan")) == []

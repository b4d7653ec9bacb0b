"""How passages reason, and how much of them is their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.schema import Passage
from woo_gronden.structure.passages_text import cue_pattern, fold, sentences
from woo_gronden.structure.reasons import find_interests, find_reasoning, own_words_share


def passage(text: str, *grounds: str) -> Passage:
    return Passage(0, len(text), text, grounds or ("woo:5.1.2e",), "motivation", False, "rule:words", 0.8, 1, 1)


@pytest.mark.parametrize(
    ("text", "ground", "weighing"),
    [
        ("Het belang van de privacy weegt zwaarder dan het belang van openbaarheid.", "woo:5.1.2e", "weighed"),
        ("Openbaarmaking zou het toezicht ernstig belemmeren.", "woo:5.1.2d", "harm"),
        ("De namen zijn onleesbaar gemaakt.", "woo:5.1.2e", "stated"),
        ("De tarieven zijn vertrouwelijk verstrekt en niet openbaar gemaakt.", "woo:5.1.1c", "absolute"),
    ],
)
def test_weighing(text: str, ground: str, weighing: str) -> None:
    assert find_reasoning(passage(text, ground)).weighing == weighing


def test_interests() -> None:
    text = "De privacy van medewerkers weegt zwaarder dan het belang van openbaarheid."
    assert find_interests(text) == ("openness", "private life")


def test_a_sentence_that_stands_elsewhere_is_not_ones_own() -> None:
    text = "De namen van alle medewerkers zijn verwijderd. De brug over de gracht is hier het onderwerp van gesprek."
    others = ["Eerst dit. De namen van alle medewerkers zijn verwijderd."]
    assert 0.4 < own_words_share(passage(text), others) < 0.7
    assert own_words_share(passage(text), []) == 1.0
    assert own_words_share(passage(text), [text.upper()]) == 0.0


def test_document_numbers_do_not_make_a_sentence_new() -> None:
    assert (
        own_words_share(
            passage("In document 12 staan namen van drie medewerkers."),
            ["In document 7 staan namen van drie medewerkers."],
        )
        == 0.0
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Op grond van art. 10 Wob. Dit is zo.", 2),
        ("Zie 5.1.2.e en d.d. 4 mei. Nee.", 2),
        ("De heer A. Bakker schrijft. Goed.", 2),
        ("De uitspraak (nr. 4). Dat is zo.3 Verder niet.", 3),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


@given(st.text(max_size=200))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "hit", "miss"),
    [
        ("withhold", "zijn onleesbaar gemaakt", "is goed leesbaar"),
        ("weigh", "weegt naar mijn oordeel zwaarder", "is zwaar"),
        ("norm", "blijft verstrekking van informatie achterwege", "blijft liggen"),
        ("disclosed", "is reeds openbaar", "opent de vergadering"),
        ("other_voice", "u stelt dat", "ik stel vast"),
        ("closing", "wordt gepubliceerd op de website", "de publicist"),
    ],
)
def test_cues(name: str, hit: str, miss: str) -> None:
    assert cue_pattern(name).search(fold(hit))  # type: ignore[arg-type]
    assert not cue_pattern(name).search(fold(miss))  # type: ignore[arg-type]

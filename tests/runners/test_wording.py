"""Boilerplate: sentences that other letters of a run have too."""

from __future__ import annotations

from typing import Any

import pytest

from woo_gronden.runners.wording import MIN_LETTERS, Wording

STOCK = "De namen van medewerkers maken wij niet openbaar omdat hun privacy zwaarder weegt."
OWN = "In deze zaak speelt dat de vogelwacht haar nesten geheim wil houden voor rovers."


def _rows(letter: str, text: str, authority: str | None = "gm1", sha256: str = "") -> dict[str, list[dict[str, Any]]]:
    key = {"document_id": letter}
    return {
        "documents": [key | {"sha256": sha256 or letter}],
        "decisions": [key | {"authority_id": authority, "authority": None}],
        "passages": [key | {"text": text}],
    }


def _counted(*letters: dict[str, list[dict[str, Any]]]) -> list[tuple[float | None, int | None]]:
    wording = Wording()
    for rows in letters:
        wording.add(rows)
    passages = [wording.with_counts(row) for rows in letters for row in rows["passages"]]
    return [(row["own_words"], row["boilerplate"]) for row in passages]


def test_sentences_that_letters_share() -> None:
    letters = [_rows(str(n), STOCK) for n in range(MIN_LETTERS)]
    found = _counted(*letters, _rows("own", OWN), _rows("half", f"{STOCK} {OWN.replace('vogelwacht', 'boswacht')}"))
    assert found[0] == (0.0, MIN_LETTERS)
    assert found[-2] == (1.0, 0)
    assert found[-1][0] == pytest.approx(0.5, abs=0.1)


def test_few_letters_say_nothing_of_own_words() -> None:
    assert _counted(_rows("a", STOCK), _rows("b", STOCK)) == [(None, 1), (None, 1)]


def test_other_authorities_count_for_own_words_only() -> None:
    found = _counted(*(_rows(str(n), STOCK, f"gm{n}") for n in range(MIN_LETTERS)))
    assert set(found) == {(0.0, 0)}


def test_no_authority_no_count() -> None:
    assert _counted(_rows("a", STOCK, None)) == [(None, None)]


def test_a_letter_held_twice_counts_once() -> None:
    assert _counted(_rows("a", STOCK, sha256="same"), _rows("b", STOCK, sha256="same")) == [(None, 0), (None, 0)]


def test_figures_make_no_sentence_new() -> None:
    assert _counted(_rows("a", f"{STOCK[:-1]} (1)."), _rows("b", f"{STOCK[:-1]} (27).")) == [(None, 1), (None, 1)]

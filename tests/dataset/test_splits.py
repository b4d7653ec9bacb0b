"""Splits are fixed by names alone."""

from __future__ import annotations

from collections import Counter

import pytest

from woo_gronden.dataset.splits import authority_split_of, release_dossier_id, split_of

# Two authorities whose splits differ.
DIFFERENT = ["gemeente 0", "gemeente 1"]


@pytest.mark.parametrize(
    ("key", "split"),
    [("a", "train"), ("24", "validation"), ("27", "test")],
)
def test_splits_stay_what_they_were(key: str, split: str) -> None:
    # A change here moves dossiers of published releases from training to test.
    assert split_of(key) == split


def test_splits_are_eighty_ten_ten() -> None:
    found = Counter(split_of(str(number)) for number in range(10_000))
    assert found["train"] == pytest.approx(8000, abs=150)
    assert found["validation"] == pytest.approx(1000, abs=100)


@pytest.mark.parametrize(
    ("one", "other"),
    [("de minister van Economische Zaken", "Minister van Economische Zaken"), ("B&W  Wiekslag", "b & w wiekslag")],
)
def test_an_authority_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert authority_split_of([one]) == authority_split_of([other])


@pytest.mark.parametrize("authorities", [[], [None], DIFFERENT])
def test_an_authority_that_is_not_known_is_in_no_split(authorities: list[str | None]) -> None:
    assert authority_split_of(authorities) == "unassigned"


def test_a_dossier_s_key_is_always_the_same() -> None:
    assert release_dossier_id("bron/een") == "7af41e97040ab72b"

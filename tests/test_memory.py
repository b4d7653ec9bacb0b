"""How often the collector looks: seldom inside, as before outside, and never where the user has turned it off."""

from __future__ import annotations

import gc

import pytest

from woo_gronden.memory import ALLOCATIONS, few_collections


@pytest.fixture(autouse=True)
def _as_before():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_collector_looks_seldom_inside_and_as_before_outside():
    gc.set_threshold(700, 10, 10)
    with few_collections():
        assert gc.get_threshold() == (ALLOCATIONS, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)


def test_an_error_leaves_the_collector_as_it_was():
    gc.set_threshold(700, 10, 10)
    with pytest.raises(ValueError, match="broken"), few_collections():
        raise ValueError("broken")
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("threshold", [0, ALLOCATIONS * 2])
def test_what_the_user_has_chosen_stays(threshold):
    gc.set_threshold(threshold, 10, 10)
    with few_collections():
        assert gc.get_threshold() == (threshold, 10, 10)

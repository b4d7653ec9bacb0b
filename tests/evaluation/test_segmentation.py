"""Panoptic quality of streams of pages, by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from woo_gronden.evaluation.segmentation import one_a_page, one_in_all, score_stream


@pytest.mark.parametrize(
    ("true", "found", "pages", "panoptic", "recognition"),
    [
        ([1, 3], [1, 3], 5, 1.0, 1.0),
        # 1-2 and 3-5 against 1-5: the second is 3 of 5 pages of it, the first is lost.
        ([1, 3], [1], 5, 2 / 3 * 0.6, 2 / 3),
        # One cut too many in four pages: 1-3 of 1-4 is right, the rest is false.
        ([1], [1, 4], 4, 2 / 3 * 0.75, 2 / 3),
        # Halves are never more than half.
        ([1], [1, 3], 4, 0.0, 0.0),
    ],
)
def test_by_hand(true, found, pages, panoptic, recognition):
    quality = score_stream(true, found, pages)
    assert quality.panoptic == pytest.approx(panoptic)
    assert quality.recognition == pytest.approx(recognition)


# A busy machine draws slowly; that says nothing of the code.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(2, 12)), st.sets(st.integers(2, 12)))
def test_between_zero_and_one_and_one_only_when_equal(one, other):
    true, found = [1, *sorted(one)], [1, *sorted(other)]
    quality = score_stream(true, found, 12)
    assert 0 <= quality.panoptic <= quality.recognition <= 1
    assert (quality.panoptic == pytest.approx(1.0)) is (true == found)


@pytest.mark.parametrize("starts", [[], [2], [1, 1], [3, 1], [1, 9]])
def test_no_stream(starts):
    with pytest.raises(ValueError, match="first pages"):
        score_stream([1], starts, 5)


def test_baselines():
    assert (one_a_page(3), one_in_all(3)) == ([1, 2, 3], [1])

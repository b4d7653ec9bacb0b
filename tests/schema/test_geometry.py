"""Boxes."""

from __future__ import annotations

import pytest

from woo_gronden.schema import BBox, union


def test_the_box_around_boxes() -> None:
    assert union([BBox(2, 3, 4, 5), BBox(1, 4, 3, 9), BBox(2, 2, 8, 3)]) == BBox(1, 2, 8, 9)
    assert union(box for box in [BBox(2, 3, 4, 5)]) == BBox(2, 3, 4, 5)


def test_around_none_there_is_no_box() -> None:
    # StopIteration would end a loop of the caller in silence.
    with pytest.raises(ValueError, match="no box"):
        union([])

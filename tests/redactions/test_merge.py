from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_gronden.redactions.mark import Mark
from woo_gronden.redactions.merge import merge_marks
from woo_gronden.schema import BBox


def _mark(x0, y0, x1, y1, detector="shape", kind="black", code=None):
    return Mark(BBox(x0, y0, x1, y1), kind, detector, 0.9, code)


ROWS = [
    # the same box seen by two is one that names both, the exact one's box kept
    ([_mark(0, 0, 50, 10), _mark(1, 1, 52, 11, "pixel")], [(0, 0, 50, 10)], [("shape", "pixel")]),
    ([_mark(0, 0, 50, 10, "annotation"), _mark(0, 0, 50, 10)], [(0, 0, 50, 10)], [("annotation", "shape")]),
    # pieces that touch in one line are one; on two lines, or with a code each, they are two
    ([_mark(0, 0, 20, 10), _mark(20, 0, 50, 10)], [(0, 0, 50, 10)], [("shape",)]),
    ([_mark(0, 0, 50, 10), _mark(0, 10, 50, 20)], [(0, 0, 50, 10), (0, 10, 50, 20)], [("shape",)] * 2),
    (
        [_mark(0, 0, 20, 10, code="5.1.2e"), _mark(20, 0, 50, 10, code="5.2.1")],
        [(0, 0, 20, 10), (20, 0, 50, 10)],
        [("shape",)] * 2,
    ),
    ([_mark(0, 0, 20, 10), _mark(20, 0, 50, 10, kind="gray")], [(0, 0, 20, 10), (20, 0, 50, 10)], [("shape",)] * 2),
    # one area in pixels that is three lines of boxes names each
    (
        [_mark(0, 0, 50, 10), _mark(0, 11, 50, 21), _mark(0, 22, 50, 32), _mark(0, 0, 50, 32, "pixel")],
        [(0, 0, 50, 10), (0, 11, 50, 21), (0, 22, 50, 32)],
        [("shape", "pixel")] * 3,
    ),
    # a large area in pixels with one small exact box in it is that area
    ([_mark(0, 0, 20, 10), _mark(0, 0, 100, 100, "pixel")], [(0, 0, 100, 100)], [("pixel", "shape")]),
    (
        [_mark(0, 0, 20, 10), _mark(200, 0, 220, 10, "pixel")],
        [(0, 0, 20, 10), (200, 0, 220, 10)],
        [("shape",), ("pixel",)],
    ),
    ([], [], []),
]


@pytest.mark.parametrize(("marks", "boxes", "detectors"), ROWS)
def test_rows(marks, boxes, detectors):
    regions = merge_marks(marks)
    assert [tuple(r.mark.bbox) for r in regions] == boxes
    assert [r.detectors for r in regions] == detectors


def test_words_and_code_of_both_are_kept():
    one = Mark(BBox(0, 0, 50, 10), "black", "shape", 0.9, None, frozenset({1}), frozenset())
    other = Mark(BBox(0, 0, 50, 10), "gray", "pixel", 0.5, "5.1.2e", frozenset({2}), frozenset({3}))
    (region,) = merge_marks([one, other])
    assert (region.mark.kind, region.mark.code) == ("black", "5.1.2e")
    assert region.mark.covered == {1, 2}
    assert region.mark.stamps == {3}


_BOXES = st.tuples(*[st.integers(0, 60)] * 2, *[st.integers(4, 40)] * 2)
_DETECTORS = st.sampled_from(["shape", "annotation", "image", "hidden-text", "pixel"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_BOXES, _DETECTORS), max_size=12), st.randoms())
def test_nothing_is_lost_and_every_detector_named_once(drawn, chance: random.Random):
    marks = [
        Mark(BBox(x, y, x + w, y + h), "black", detector, 0.9, None, frozenset({number}))
        for number, ((x, y, w, h), detector) in enumerate(drawn)
    ]
    chance.shuffle(marks)
    regions = merge_marks(marks)
    assert len(regions) <= len(marks)
    assert {i for r in regions for i in r.mark.covered} == set(range(len(marks)))
    assert all(len(set(r.detectors)) == len(r.detectors) for r in regions)
    assert {m.detector for m in marks} == {d for r in regions for d in r.detectors}

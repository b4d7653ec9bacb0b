"""What is left out because it cannot matter: each shortcut against the long way it spares."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from woo_gronden.redactions.drawing import to_gray
from woo_gronden.redactions.pixels import solid
from woo_gronden.redactions.pixels.page import Box, find_components, view_page
from woo_gronden.redactions.pixels.tokens import join_tokens
from woo_gronden.redactions.sight import _differs, _quantiles

SEEDS = range(40)


def _typed(seed: int) -> np.ndarray:
    """Lines of letters and figures, dark on light, some of which touch, some framed."""
    rng = np.random.default_rng(seed)
    page = np.full((500, 700), 255, np.uint8)
    for line in range(40, 480, 40):
        text = "".join(rng.choice(list("aeo8BQ .ldgij"), 24))
        cv2.putText(page, text, (20, line), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, int(rng.integers(1, 5)), cv2.LINE_AA)
    cv2.rectangle(page, (300, 300), (500, 420), 0, 2)
    return page


@pytest.mark.parametrize("seed", SEEDS)
def test_what_differs_by_a_part_of_its_points_differs_by_all(seed):
    rng = np.random.default_rng(seed)
    ink = rng.random((int(rng.integers(2, 40)), int(rng.integers(2, 90)))) < rng.random() * 0.2
    levels = np.where(ink, rng.integers(0, 200), rng.integers(150, 256)).astype(np.uint8)
    for noise, least in ((0.02, 25), (0.02, 60), (0.05, 25)):
        low, high = _quantiles(levels, noise, 1 - noise)
        assert not _differs(levels, noise, least) or high - low >= least


def test_a_word_differs_from_its_paper():
    assert _differs(_typed(0)[20:45, 20:200], 0.02, 60)


@pytest.mark.parametrize("seed", SEEDS)
def test_marks_that_are_out_of_reach_would_not_have_been_joined(seed):
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 300, (120, 2)).tolist()
    marks = [Box(x, y, x + int(rng.integers(1, 20)), y + int(rng.integers(1, 30))) for x, y in corners]
    tokens: list[Box] = []
    for mark in sorted(marks, key=lambda box: box.x0):
        for i, token in enumerate(tokens):
            shared = min(token.y1, mark.y1) - max(token.y0, mark.y0)
            close = mark.x0 - token.x1 <= 0.65 * max(token.height, mark.height)
            if close and shared >= 0.5 * min(token.height, mark.height):
                tokens[i] = Box(*np.minimum(token[:2], mark[:2]).tolist(), *np.maximum(token[2:], mark[2:]).tolist())
                break
        else:
            tokens.append(mark)
    assert join_tokens(marks) == tokens


@pytest.mark.parametrize("seed", range(8))
def test_holes_are_filled_as_if_no_letter_had_been_dropped(seed, monkeypatch):
    view = view_page(_typed(seed), 150)
    dark = np.where(view.gray < solid.DARK, 255, 0).astype(np.uint8)
    kept = solid._drop_narrow(dark, 22, 11)
    assert 0 < np.count_nonzero(kept) < np.count_nonzero(dark)
    filled = solid.fill_runs(dark.copy(), view)
    monkeypatch.setattr(solid, "_drop_narrow", lambda mask, *_: mask)
    assert np.array_equal(filled, solid.fill_runs(dark.copy(), view))


@pytest.mark.parametrize("seed", range(8))
def test_components_are_those_that_opencv_labels(seed):
    ink = np.where(_typed(seed) < 100, 1, 0).astype(np.uint8)
    ink[10, 10] = 1  # a single pixel is none
    _, _, known, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    known = known[1:][known[1:, cv2.CC_STAT_AREA] > 1, :4]
    assert sorted(map(tuple, find_components(ink).tolist())) == sorted(map(tuple, known.tolist()))


def test_grey_given_as_rgb_is_searched_as_one_channel():
    gray = _typed(1)
    shown = np.broadcast_to(gray[..., None], (*gray.shape, 3))
    view = view_page(shown, 150)
    assert view.image.ndim == 2
    assert np.shares_memory(to_gray(shown[5:20]), gray)
    same = view_page(np.ascontiguousarray(shown), 150)
    assert np.array_equal(view.gray, same.gray)
    assert np.array_equal(view.chroma, same.chroma)

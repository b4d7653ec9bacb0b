"""Codes that stand in a name's place without a box: found by their points, read, and widened over a faint patch."""

from __future__ import annotations

import numpy as np

from woo_gronden.redactions.codes_model import read_tokens
from woo_gronden.redactions.pixels.page import Box, PageView, Pixels, find_components, pair_up
from woo_gronden.taxonomy.codes import parse_code

INK, FINE_INK = 70, 40
"""Grey levels under the paper from which a pixel is ink; the points of a code of 5 point type keep 45."""

LOW, HIGH = 4.0, 30.0
"""Points that a letter of a code is high."""

POINT = 3.4
"""Points that a full stop measures at most, either way."""

COLON = 7.0
"""Points up to which two dots one above the other are a colon: that of 14 point type, less than lines are apart."""

APART = 3.5
"""Heights of a letter that two stops of one code stand apart at most: two digits and what is between."""

LEAST_POINTS = 2
"""Full stops in a code: 5.1.2e, 10.2.e; a number with one is a number."""

AROUND = 0.25
"""Share of a code's height that people draw around it."""

SURE = 0.5
"""Probability from which a reading is a code."""

ALONE = 0.93
"""The same where no frame stands around it: dates and numbers of sections are read as codes up to 0.92."""

FAINT = 4
"""Grey levels under the paper from which a pixel belongs to the faint patch that a scanned sticker leaves."""

PATCH = 0.12
"""Share of faint pixels from which a patch goes on; clean paper has under 0.02."""


RUN = 9.0
"""Points over which the specks of a patch are counted."""


def find_code_words(view: PageView) -> list[tuple[Box, float]]:
    """Each code printed on the page's own ground, in a frame or without, as tight as it is printed."""
    # Twice: thin type falls apart in firm ink, type on a faint patch of specks runs together in fine ink.
    words = [*_pointed_words(view, INK), *_pointed_words(view, FINE_INK)]
    found: list[tuple[Box, float]] = []
    for word, said in zip(words, read_tokens([_trim(view.close_up(word), view) for word in words]), strict=True):
        # 5.2.1 without a letter is the number of a section.
        if said.score < SURE or not said.text[-1:].isalpha() or not parse_code(said.text):
            continue
        if all(word.cut(other).area == 0 for other, _ in found):
            found.append((word, said.score))
    return found


def _trim(picture: Pixels, view: PageView) -> Pixels:
    """A word as fine as the page was given, without the paper around it that its working pixels brought along."""
    ink = picture < view.paper - INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else picture


def widen_word(word: Box, view: PageView) -> Box:
    """``word`` with what stands for its box: the faint patch to its right, or a little room around."""
    return _widen(word, view)


def _pointed_words(view: PageView, fade: int) -> list[Box]:
    """Runs of letters and full stops with at least two stops, each between two letters on its line."""
    import cv2

    ink = cv2.threshold(view.gray, view.paper - fade, 1, cv2.THRESH_BINARY_INV)[1]
    s = find_components(ink)
    width, height = s[:, 2], s[:, 3]
    point = view.px(POINT)
    dots = s[(width <= point) & (height <= point)]
    letters = s[(height >= view.px(LOW)) & (height <= view.px(HIGH)) & (width <= 1.6 * height + 2)]
    if not len(dots) or not len(letters):
        return []
    dots = _without_colons(_in_rows(dots, view), view)
    pairs = _neighbours(dots, letters)
    runs: list[set[int]] = []
    for before, after in pairs:
        joined = {before, after}
        for run in [r for r in runs if r & joined]:
            joined |= run
            runs.remove(run)
        runs.append(joined)
    found = []
    for run in runs:
        if len(run) <= LEAST_POINTS or len(run) > 5:
            continue
        box = _union(letters[sorted(run)])
        found.append(_with_letter(box, letters))
    return found


def _in_rows(dots: np.ndarray, view: PageView) -> np.ndarray:
    """``dots`` that have another on their line, as near as two stops of one code stand."""
    dots = dots[np.argsort(dots[:, 1] + dots[:, 3], kind="stable")]
    bottoms = dots[:, 1] + dots[:, 3]
    slack, far = 0.3 * view.px(HIGH) + 3, APART * view.px(HIGH)
    own, other = pair_up(bottoms, bottoms - slack, bottoms + slack)
    near = np.abs(dots[other, 0] - dots[own, 0]) <= far
    return np.asarray(dots[np.bincount(own[near], minlength=len(dots)) > 1])


def _without_colons(dots: np.ndarray, view: PageView) -> np.ndarray:
    """``dots`` that have no other straight above: the colon before a code is no part of it."""
    dots = dots[np.argsort(dots[:, 1], kind="stable")]
    own, other = pair_up(dots[:, 1], dots[:, 1] - view.px(COLON), dots[:, 1] - 1)
    aside = np.abs(2 * (dots[own, 0] - dots[other, 0]) + dots[own, 2] - dots[other, 2])
    return np.asarray(np.delete(dots, own[aside <= 3], axis=0))


def _neighbours(dots: np.ndarray, letters: np.ndarray) -> list[tuple[int, int]]:
    """For each stop the letters left and right of it that stand on its line."""
    letters_bottom = letters[:, 1] + letters[:, 3]
    order = np.argsort(letters_bottom, kind="stable")
    bottoms = dots[:, 1] + dots[:, 3]
    slack = 0.15 * int(letters[:, 3].max()) + 1.5
    dot, place = pair_up(letters_bottom[order], bottoms - slack, bottoms + slack)
    letter = order[place]
    x, width, height = dots[dot, 0], dots[dot, 2], dots[dot, 3]
    left, tall = letters[letter, 0], letters[letter, 3]
    right = left + letters[letter, 2]
    level = np.abs(letters_bottom[letter] - bottoms[dot]) <= 0.15 * tall + 1.5
    level &= np.maximum(width, height) <= 0.3 * tall + 1
    before = level & (right <= x + 1) & (x - right <= 0.5 * tall + 1)
    after = level & (left >= x + width - 1) & (left - x - width <= 0.8 * tall + 1)
    nearest_before = _least_of_each(dot[before], -right[before], letter[before])
    nearest_after = _least_of_each(dot[after], left[after], letter[after])
    return [(nearest_before[i], nearest_after[i]) for i in sorted(nearest_before.keys() & nearest_after.keys())]


def _least_of_each(owners: np.ndarray, values: np.ndarray, items: np.ndarray) -> dict[int, int]:
    """For each owner the item of the least value."""
    order = np.lexsort((values, owners))
    each, first = np.unique(owners[order], return_index=True)
    return dict(zip(each.tolist(), items[order][first].tolist(), strict=True))


def _union(parts: np.ndarray) -> Box:
    x1, y1 = (parts[:, 0] + parts[:, 2]).max(), (parts[:, 1] + parts[:, 3]).max()
    return Box(int(parts[:, 0].min()), int(parts[:, 1].min()), int(x1), int(y1))


def _with_letter(box: Box, letters: np.ndarray) -> Box:
    """The run with the letter that follows its last digit without a stop: 5.1.2e."""
    x, y, w, h = letters.T
    close = (x >= box.x1 - 1) & (x - box.x1 <= 0.3 * box.height) & (np.abs(y + h - box.y1) <= 0.15 * box.height + 1)
    close &= w <= box.height
    return _union(np.vstack([letters[close], [[box.x0, box.y0, box.width, box.height]]]))


def _widen(word: Box, view: PageView) -> Box:
    """``word`` drawn out to the right over the faint patch it stands on, to the next ink or the patch's end."""
    y0, y1 = max(0, word.y0 - 1), min(view.height, word.y1 + 1)
    window = view.px(RUN)
    band = view.gray[y0:y1, word.x1 + 2 :]
    pad = max(1, round(AROUND * word.height))
    drawn = Box(word.x0 - pad, word.y0 - pad, word.x1 + pad, word.y1 + pad)
    if band.shape[1] < window:
        return drawn
    faint = (band < view.paper - FAINT).mean(axis=0)
    ink = (band < view.paper - INK).mean(axis=0) > 0.1
    goes_on = np.convolve(faint, np.ones(window) / window, "valid") >= PATCH
    end = 0
    while end < len(goes_on) and goes_on[end] and not ink[end]:
        end += 1
    if end < window:
        return drawn
    # The code stands at the upper left of its patch.
    return Box(word.x0, word.y0, word.x1 + 2 + end, word.y1 + pad)

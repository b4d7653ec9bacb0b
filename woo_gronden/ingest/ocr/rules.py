"""The rules of tables in a picture: seen, and taken out before the words between them are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np

LEVEL, UPRIGHT = 0.33, 0.16
"""Inches from which a level or an upright stretch of ink is a rule: longer than any letter, higher than a line."""

THICKEST = 0.035
"""Inches up to which such a stretch is a rule; a bar that blacks out a word is thicker."""

ROWS = 3
"""Level rules that an upright one must meet to part columns: that of a frame around a word meets two, the stroke of a
large letter none."""

COLUMNS = 2
"""Places of such uprights from which a page holds a table."""

NARROWEST = 1.0
"""Inches from the first of those places to the last: the strokes of an ornament in a letterhead stand closer."""

BREADTH = 0.1
"""Inches over which the pieces of one upright rule stand: more than the lean that is left on a page put straight. In a
photograph or a grey field stroke stands beside stroke."""

REACH = 0.04
"""Inches between two rules that meet: a scan leaves gaps where they cross, and pieces of one rule a little apart."""

_INK = 170
# Pixels of a line that are looked at together in the search of lines that may hold a rule at all.
_STEP = 4


def without_rules(gray: np.ndarray, dpi: float) -> tuple[np.ndarray, tuple[BBox, ...]]:
    """The picture with the rules of its tables painted white, and those rules, in pixels.

    A page without a table is given back as it is. Rules are stretches of ink that stay when everything narrower than
    a stroke of text is worn away; a table is where upright ones meet several level ones.
    """
    import cv2
    import numpy as np

    ink = (gray < _INK).astype(np.uint8)
    wide, high = (round(inches * dpi) // 2 * 2 + 1 for inches in (LEVEL, UPRIGHT))
    level = _stretches(ink, wide, THICKEST * dpi)
    if len(level) < ROWS:
        return gray, ()
    upright = [_turned(box) for box in _stretches(ink.T, high, THICKEST * dpi)]
    rules = _of_tables(level, upright, dpi)
    if not rules:
        return gray, ()
    strokes = np.zeros_like(ink)
    for rule in rules:
        x0, y0, x1, y1 = (round(side) for side in rule)
        shape = (1, wide) if rule.width > rule.height else (high, 1)
        strokes[y0:y1, x0:x1] |= _opened(ink[y0:y1, x0:x1], shape)
    cleared = gray.copy()
    cleared[cv2.dilate(strokes, np.ones((3, 3), np.uint8)) > 0] = 255
    return cleared, rules


def _of_tables(level: Sequence[BBox], upright: Sequence[BBox], dpi: float) -> tuple[BBox, ...]:
    """The rules of tables among those of a page, level ones first."""
    import numpy as np

    if not upright:
        return ()
    flat, tall = np.array(level), np.array(upright)
    reach = REACH * dpi
    starts_before = tall[:, None, :2] <= flat[None, :, 2:] + reach
    ends_after = flat[None, :, :2] <= tall[:, None, 2:] + reach
    meet = np.asarray(np.all(starts_before & ends_after, axis=2))
    middles = tall[:, 0::2].mean(axis=1)
    rows, columns = _places(flat[:, 1::2].mean(axis=1), reach), _places(middles, reach)
    parting = [
        n
        for n in np.unique(columns)
        if len(np.unique(rows[meet[columns == n].any(axis=0)])) >= ROWS
        and np.ptp(middles[columns == n]) <= BREADTH * dpi
    ]
    of_column = np.isin(columns, parting)
    if len(parting) < COLUMNS or np.ptp(tall[of_column, 0]) < NARROWEST * dpi:
        return ()
    x0, y0 = tall[of_column, :2].min(axis=0) - reach
    x1, y1 = tall[of_column, 2:].max(axis=0) + reach
    within, beside = (
        (some[:, 0] <= x1) & (some[:, 2] >= x0) & (some[:, 1] <= y1) & (some[:, 3] >= y0) for some in (flat, tall)
    )
    # An upright that meets no level rule is a stroke of a large letter in a cell.
    parts = beside & (of_column | meet.any(axis=1))
    return (
        *(box for box, kept in zip(level, within, strict=True) if kept),
        *(box for box, kept in zip(upright, parts, strict=True) if kept),
    )


def _places(middles: np.ndarray, apart: float) -> np.ndarray:
    """The number of the place at which each rule stands; pieces of one rule share it."""
    import numpy as np

    order = np.argsort(middles, kind="stable")
    places = np.empty(len(middles), int)
    places[order] = np.cumsum(np.diff(middles[order], prepend=middles[order[0]]) > apart)
    return places


def _stretches(ink: np.ndarray, length: int, thickest: float) -> list[BBox]:
    """The thin level stretches of ink at least ``length`` long.

    Only lines of the picture that can hold one are looked at, with an empty line where others are left out: most lines
    of a page cannot, and a search of the whole costs as much as a tenth of its reading.
    """
    import cv2
    import numpy as np

    lines = np.flatnonzero(_may_hold(ink, length))
    if not len(lines):
        return []
    places = np.arange(len(lines)) + np.cumsum(np.diff(lines, prepend=lines[0]) > 1)
    picked = np.zeros((places[-1] + 1, ink.shape[1]), np.uint8)
    picked[places] = ink[lines]
    count, _, stats, _ = cv2.connectedComponentsWithStats(_opened(picked, (1, length)), connectivity=8)
    back = np.zeros(len(picked), int)
    back[places] = lines
    boxes = []
    for x, y, width, height, _ in stats[1:count]:
        if min(width, height) <= thickest:
            top = float(back[y])
            boxes.append(BBox(float(x), top, float(x + width), top + float(height)))
    return boxes


def _may_hold(ink: np.ndarray, length: int) -> np.ndarray:
    """Which lines of the picture may hold a stretch of ``length``: those with as many whole steps in a row."""
    import numpy as np

    end = ink.shape[1] // _STEP * _STEP
    steps = ink[:, 0:end:_STEP]
    for first in range(1, _STEP):
        steps = steps & ink[:, first:end:_STEP]
    whole = (length - _STEP + 1) // _STEP
    return np.asarray(_worn(np.ascontiguousarray(steps), (1, whole)).any(axis=1))


def _opened(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """What stays of the ink when all that does not hold ``shape`` is worn away."""
    import cv2
    import numpy as np

    return np.asarray(cv2.dilate(_worn(ink, shape), np.ones(shape, np.uint8)))


def _worn(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    import cv2
    import numpy as np

    # Beyond the edge lies no ink, or the dark rim of a scan would pass for the start of a rule.
    return np.asarray(cv2.erode(ink, np.ones(shape, np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0))


def _turned(box: BBox) -> BBox:
    return BBox(box.y0, box.x0, box.y1, box.x1)

"""The rules of tables in a picture: seen, and taken out before the words between them are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np

LEVEL, UPRIGHT = 0.33, 0.16
"""Inches from which a level or an upright stretch of ink is a rule: longer than any letter, higher than a line."""

THICKEST = 0.035
"""Inches up to which such a stretch is a rule; a bar that blacks out a word is thicker."""

LEAST = 3
"""Rules of each direction from which a page is taken to hold a table: a letterhead has a line or two."""

_INK = 170


def without_rules(gray: np.ndarray, dpi: float) -> tuple[np.ndarray, tuple[BBox, ...]]:
    """The picture with the rules of its tables painted white, and those rules, in pixels.

    A page without a table is given back as it is. Rules are found as stretches of ink that stay when everything
    narrower than a stroke of text is worn away.
    """
    import cv2
    import numpy as np

    ink = (gray < _INK).astype(np.uint8)
    level, seen = _stretches(ink, round(LEVEL * dpi), 1, THICKEST * dpi)
    if len(level) < LEAST:
        return gray, ()
    upright, stood = _stretches(ink, 1, round(UPRIGHT * dpi), THICKEST * dpi)
    if len(upright) < LEAST:
        return gray, ()
    cleared = gray.copy()
    cleared[cv2.dilate(seen | stood, np.ones((3, 3), np.uint8)) > 0] = 255
    return cleared, (*level, *upright)


def _stretches(ink: np.ndarray, width: int, height: int, thickest: float) -> tuple[list[BBox], np.ndarray]:
    """The thin stretches of ink at least ``width`` wide and ``height`` high, and where their ink is."""
    import cv2
    import numpy as np

    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    thin = [n for n in range(1, count) if min(stats[n][2], stats[n][3]) <= thickest]
    boxes = [BBox(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in (stats[n] for n in thin)]
    return boxes, np.isin(labels, thin).astype(np.uint8)

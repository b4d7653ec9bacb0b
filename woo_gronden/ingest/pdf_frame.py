"""From what a PDF page holds to the page as it is shown, which may be turned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from woo_gronden.schema import BBox

ToShown = Callable[[float, float, float, float], BBox]


def page_frame(page: Any) -> BBox:
    """The shown page itself."""
    return BBox(0.0, 0.0, float(page.rect.width), float(page.rect.height))


def shown_frame(page: Any) -> ToShown:
    """The function that takes a box of the unrotated page to the page as it is shown."""
    if not page.rotation:
        return BBox
    a, b, c, d, e, f = tuple(page.rotation_matrix)

    def turn(x0: float, y0: float, x1: float, y1: float) -> BBox:
        left, top = a * x0 + c * y0 + e, b * x0 + d * y0 + f
        right, bottom = a * x1 + c * y1 + e, b * x1 + d * y1 + f
        return BBox(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    return turn

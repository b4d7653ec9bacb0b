"""The outlines of painted paths: the loose parts of each, and which of them are upright rectangles."""

from __future__ import annotations

from typing import Any, NamedTuple

import pymupdf

from woo_gronden.schema import BBox

Point = tuple[float, float]

SAME = 0.1
"""Points within which two corners are one."""

# Most loose rectangles of one path, a drawing otherwise: to tell whether they lie within each other takes their square.
_MOST = 5000
# Points of an upright rectangle as it is drawn: the last side may be left out, or drawn to the first corner and closed.
_CORNERS = (4, 6)


class Outline(NamedTuple):
    """A loose part of a path: its box, without what a pen adds, and whether it is that box."""

    box: BBox
    is_rect: bool


class Outlines:
    """Reads the outlines of the paths of a page."""

    def __init__(self) -> None:
        self._walker = _Walker()
        self._bounds = pymupdf.mupdf.fz_rect()

    def read(self, path: Any, matrix: Any) -> list[Outline]:
        """The loose parts of a path; those that lie within each other (a frame, a ring) are one, and no rectangle.

        Empty where the path has no line. ``path`` and ``matrix`` are MuPDF's.
        """
        mupdf, bounds = pymupdf.mupdf, self._bounds
        if mupdf.ll_fz_path_is_rect_with_bounds(path, matrix, bounds):  # nearly all: rules, underlining, boxes
            box = BBox(bounds.x0, bounds.y0, bounds.x1, bounds.y1)
            return [Outline(box, box.width > SAME and box.height > SAME)]
        boxes = self._walker.boxes_of(path, matrix)
        if 0 < len(boxes) <= _MOST and not _are_nested(boxes):
            return [Outline(box, True) for box in boxes]
        whole = mupdf.ll_fz_bound_path(path, None, matrix)
        return [] if whole.x0 > whole.x1 else [Outline(BBox(whole.x0, whole.y0, whole.x1, whole.y1), False)]


def _are_nested(boxes: list[BBox]) -> bool:
    """Whether one of the boxes, in order from the left, lies within another."""
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other.x0 >= box.x1:
                break
            if other.overlap(box) > 0.9 or box.overlap(other) > 0.9:
                return True
    return False


class _Walker(pymupdf.mupdf.FzPathWalker2):  # type: ignore[misc]  # MuPDF's classes have no types
    """Goes along a path and keeps the boxes of its parts, as long as all of them are rectangles."""

    def __init__(self) -> None:
        super().__init__()
        for name in ("moveto", "lineto", "curveto", "closepath"):
            getattr(self, f"use_virtual_{name}")()
        self._matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._points: list[Point] = []
        self._boxes: set[BBox] = set()
        self._are_rects = True

    def boxes_of(self, path: Any, matrix: Any) -> list[BBox]:
        """The boxes of the path's parts in order from the left; none where a part is no upright rectangle."""
        self._matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        self._points, self._boxes, self._are_rects = [], set(), True
        pymupdf.mupdf.ll_fz_walk_path(path, self.m_internal, self.m_internal)
        self._end_part()
        return sorted(self._boxes) if self._are_rects else []

    def _end_part(self) -> None:
        if self._are_rects and len(self._points) > 1:
            box = _rectangle_of(self._points)
            if box is None:
                self._are_rects = False
            else:
                self._boxes.add(box)
        self._points = []

    def moveto(self, _context: Any, x: float, y: float) -> None:
        self._end_part()
        self.lineto(_context, x, y)

    def lineto(self, _context: Any, x: float, y: float) -> None:
        if self._are_rects:
            a, b, c, d, e, f = self._matrix
            self._points.append((a * x + c * y + e, b * x + d * y + f))
            self._are_rects = len(self._points) <= _CORNERS[1]

    def curveto(self, *_: Any) -> None:
        self._are_rects = False

    def closepath(self, *_: Any) -> None:
        """The last side, to the first corner, tells nothing that the corners do not."""


def _rectangle_of(points: list[Point]) -> BBox | None:
    """The upright rectangle whose corners the points are, closed or not."""
    if not _CORNERS[0] <= len(points) <= _CORNERS[1]:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = BBox(min(xs), min(ys), max(xs), max(ys))
    if box.width <= SAME or box.height <= SAME:
        return None
    on_sides = all(
        (abs(x - box.x0) <= SAME or abs(x - box.x1) <= SAME) and (abs(y - box.y0) <= SAME or abs(y - box.y1) <= SAME)
        for x, y in points
    )
    return box if on_sides else None

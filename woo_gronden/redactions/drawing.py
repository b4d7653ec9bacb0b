"""A page as pixels to look at, drawn as a whole or in bands as they are asked for."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from woo_gronden.schema import BBox, RawPage, Render

if TYPE_CHECKING:
    import numpy as np

# Resolution at which the page is looked at, in dots per inch: a word of 7 points is 10 pixels high, enough to tell ink
# from none, at half the cost of the resolution at which pixels are searched.
LOOK_DPI = 100.0
# Pixels, the height of a band: a line or two. Most pages that are looked at have a few boxes, and most of what drawing
# costs is by the area.
_BAND = 32
# Pixels; less than what rounding makes of an edge. MuPDF takes an edge within a thousandth of a pixel for the pixel's.
_NEARLY = 0.001
# Pixels around an image that are drawn with it: at the edge of what is drawn its points come out a little different.
_AROUND = 8


class Drawing:
    """A page that is drawn already: ``size`` is its height and width in pixels."""

    def __init__(self, image: np.ndarray) -> None:
        self._color = image
        self.size: tuple[int, int] = (image.shape[0], image.shape[1])

    def part(self, rows: slice, columns: slice, *, color: bool) -> np.ndarray:
        """The pixels in ``rows`` and ``columns``, in RGB or as grey levels."""
        seen = self._color[rows, columns]
        # Words take a twentieth of a page: its other points are not made grey.
        return seen if color or not seen.size else to_gray(seen)


class BandedDrawing(Drawing):
    """A page drawn in bands; an image on it in one piece with the band that touches it."""

    def __init__(self, page: RawPage, render: Render) -> None:
        import numpy as np

        zoom = LOOK_DPI / 72
        self._render, self._zoom = render, zoom
        height, width = (max(1, ceil(side * zoom - _NEARLY)) for side in (page.height, page.width))
        super().__init__(np.empty((height, width, 3), dtype=np.uint8))
        self._levels = np.empty((height, width), dtype=np.uint8)
        self._drawn = [False] * ceil(height / _BAND)
        self._images = [
            (int(image.bbox.y0 * zoom) - _AROUND, ceil(image.bbox.y1 * zoom) + _AROUND) for image in page.images
        ]

    def part(self, rows: slice, columns: slice, *, color: bool) -> np.ndarray:
        """The pixels in ``rows`` and ``columns``, in RGB or as grey levels; drawn where they are not yet."""
        height = self.size[0]
        if rows.start < height:
            self._draw(rows.start, min(rows.stop, height))
        return (self._color if color else self._levels)[rows, columns]

    def _draw(self, top: int, bottom: int) -> None:
        if all(self._drawn[top // _BAND : ceil(bottom / _BAND)]):
            return
        for first, last in self._images:
            if first < bottom and last > top:
                top, bottom = min(top, max(0, first)), max(bottom, min(last, self.size[0]))
        one, other = top // _BAND, ceil(bottom / _BAND)
        while one < other and self._drawn[one]:
            one += 1
        while other > one and self._drawn[other - 1]:
            other -= 1
        height, width = self.size
        top, bottom = one * _BAND, min(other * _BAND, height)
        # A hair within the pixels' edges, so that no more of them are drawn.
        clip = BBox(0.0, (top + 10 * _NEARLY) / self._zoom, width / self._zoom, (bottom - 10 * _NEARLY) / self._zoom)
        seen = self._render(LOOK_DPI, clip)[..., :3]
        if seen.shape != (bottom - top, width, 3):
            # No page of a PDF, or one that is too large to be drawn at this resolution.
            whole = self._render(LOOK_DPI, None)[..., :3]
            self._color, self._levels = whole, to_gray(whole)
            self.size = (whole.shape[0], whole.shape[1])
            self._drawn = [True] * ceil(whole.shape[0] / _BAND)
            return
        self._color[top:bottom] = seen
        self._levels[top:bottom] = to_gray(seen)
        self._drawn[one:other] = [True] * (other - one)


def thin(image: np.ndarray) -> np.ndarray:
    """The one channel of a grey picture that is RGB only by showing it three times; another as it is."""
    return image[..., 0] if image.ndim == 3 and image.strides[2] == 0 else image


def to_gray(image: np.ndarray) -> np.ndarray:
    """A picture, RGB or grey, as grey levels."""
    import cv2
    import numpy as np

    image = thin(image)
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))

"""A page image brought to one working size, with what every pixel finder needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.drawing import thin, to_gray

Pixels = NDArray[np.uint8]

WORK_DPI = 150.0
"""Pixels per inch that the finders work at: the lowest at which a hairline frame and a 6 point code survive."""

SLACK = 0.02
"""Share by which the working size may be off where that spares a second step: a scan of 300 dpi is just halved."""

LONG_SIDE_INCH = 11.69
"""Long side of A4, for images that do not say their resolution: released pages are A4 or Letter."""

COUNTED = 2000
"""Pixels from which counting all levels is faster than sorting out one."""

PAPER_FLOOR = 200
"""Grey level, 0 to 255, above which the most common level is taken for the paper; darker paper was not seen."""


class Box(NamedTuple):
    """A rectangle in pixels, ``[x0, x1) x [y0, y1)``."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> int:
        """Area in pixels; 0 when turned inside out."""
        return max(0, self.width) * max(0, self.height)

    def cut(self, other: Box) -> Box:
        """The part that both cover, of area 0 where they do not meet."""
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def share_in(self, other: Box) -> float:
        """Share of this box that lies in ``other``."""
        return self._shared(other) / (self.area or 1)

    def iou(self, other: Box) -> float:
        """Intersection over union."""
        both = self._shared(other)
        return both / (self.area + other.area - both) if both else 0.0

    def _shared(self, other: Box) -> int:
        """Area that both cover. Most pairs lie apart: those are told without a box."""
        if self.x1 <= other.x0 or other.x1 <= self.x0 or self.y1 <= other.y0 or other.y1 <= self.y0:
            return 0
        return self.cut(other).area


@dataclass(frozen=True, slots=True)
class PageView:
    """A page at working size.

    ``gray`` is the page, ``chroma`` how far each pixel is from grey (largest minus smallest channel),
    ``paper`` the grey level of the paper, ``scale`` working pixels per pixel of the page as given, ``em`` the working
    pixels in a point, ``image`` the page as given.
    """

    gray: Pixels
    chroma: Pixels
    paper: int
    scale: float
    em: float
    image: Pixels

    @property
    def width(self) -> int:
        """Width in working pixels."""
        return int(self.gray.shape[1])

    @property
    def height(self) -> int:
        """Height in working pixels."""
        return int(self.gray.shape[0])

    def px(self, points: float) -> int:
        """Working pixels in ``points``, at least 1."""
        return max(1, round(points * self.em))

    def close_up(self, box: Box) -> Pixels:
        """The grey pixels in ``box``, as fine as the page was given."""
        return self.close_up_pixels(*(round(edge / self.scale) for edge in box))

    def close_up_pixels(self, x0: int, y0: int, x1: int, y1: int) -> Pixels:
        """The grey pixels of the image as given, in its own coordinates."""
        part = self.image[max(0, y0) : y1, max(0, x0) : x1]
        return to_gray(part) if part.size else np.zeros((0, 0), np.uint8)

    def part(self, box: Box) -> Pixels:
        """The grey pixels in ``box``."""
        return self.gray[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1]


def estimate_dpi(width: int, height: int) -> float:
    """The resolution of a page image that does not say it, taking its long side for that of A4."""
    return max(width, height) / LONG_SIDE_INCH


def view_page(image: Pixels | PageView, dpi: float | None = None) -> PageView:
    """``image`` at working size.

    Args:
        image: ``(height, width, 3)`` RGB or ``(height, width)`` grey, uint8; what is at working size stays as it is.
        dpi: its resolution; None takes the page for A4.
    """
    import cv2

    if isinstance(image, PageView):
        return image
    dpi, image = dpi or estimate_dpi(image.shape[1], image.shape[0]), thin(image)
    small, scale = image, min(1.0, WORK_DPI / dpi)
    if scale < 1.0:
        small = _shrink(image, scale)
        scale = small.shape[1] / image.shape[1]
    if small.ndim == 2:
        gray, chroma = small, np.zeros_like(small)
    else:
        gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
        red, green, blue = cv2.split(small)
        chroma = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return PageView(gray, chroma, paper_level(gray), scale, dpi * scale / 72, image)


def _shrink(image: Pixels, scale: float) -> Pixels:
    """``image`` at about ``scale`` of its size: halved while twice too large, the rest of the way between neighbours.

    A mean over areas that are no whole pixels takes three to six times as long. Halving smooths over five pixels: a
    plain mean of four leaves the specks and the broken lines that scanners make.
    """
    import cv2

    while scale < 0.5 * (1 + SLACK):
        image, scale = np.asarray(cv2.pyrDown(image)), 2 * scale
    if scale > 1 / (1 + SLACK):
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR))


def paper_level(gray: Pixels) -> int:
    """The most common bright grey level, 255 where the page has no bright part."""
    import cv2

    counts = cv2.calcHist([np.ascontiguousarray(gray[::4, ::4])], [0], None, [256], [0, 256]).ravel()
    bright = counts[PAPER_FLOOR:]
    return PAPER_FLOOR + int(bright.argmax()) if bright.sum() else 255


def find_components(mask: Pixels) -> NDArray[np.int64]:
    """One row for each connected region of more than a pixel, corners connecting: left, top, width, height."""
    import cv2

    # By their outlines, which need no picture of numbers as large as the page four times over.
    outlines, nesting = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if nesting is None:
        return np.zeros((0, 4), np.int64)
    sizes = np.fromiter(map(len, outlines), np.int64, len(outlines))
    points, starts = np.concatenate(outlines)[:, 0], sizes.cumsum() - sizes
    least, most = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    # Not those of holes, which have another around them; and backwards, which is top to bottom.
    outer = (nesting[0, :, 3] < 0) & (sizes > 1)
    return np.asarray(np.concatenate([least, most - least + 1], axis=1)[outer][::-1], np.int64)


def pair_up(levels: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each of ``low`` and ``high`` its index beside that of each of the sorted ``levels`` from one to the other."""
    first, last = np.searchsorted(levels, low, "left"), np.searchsorted(levels, high, "right")
    counts = last - first
    own = np.repeat(np.arange(len(counts)), counts)
    return own, np.arange(len(own)) - np.repeat(counts.cumsum() - counts - first, counts)


def level_at(gray: NDArray[Any], share: float) -> float:
    """The level that ``share`` of the pixels do not pass, as ``np.percentile`` gives it, at a tenth of its cost."""
    import cv2

    low = int(share * (gray.size - 1))
    high = min(low + 1, gray.size - 1)
    if gray.dtype == np.uint8 and gray.size > COUNTED:
        counts = cv2.calcHist([gray], [0], None, [256], [0, 256]).ravel().cumsum(dtype=np.int64)
        first, second = np.searchsorted(counts, (low + 1, high + 1)).tolist()
    else:
        ends = np.partition(gray.ravel(), (low, high))
        first, second = float(ends[low]), float(ends[high])
    return float(first + (share * (gray.size - 1) - low) * (second - first))

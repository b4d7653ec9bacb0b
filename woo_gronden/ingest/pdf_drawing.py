"""PDF pages as pixels: drawn by MuPDF or, of a page that is one picture and nothing else, taken from the file.

MuPDF scales such a picture even where its own pixels are asked for, which takes longer than unpacking it and blurs it.
"""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pymupdf

from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)

MAX_RENDER_PIXELS = 40_000_000
"""Pixels of one picture, 120 MB as RGB: A3 at 300 dpi is 17 million. Larger pages come out at a lower resolution."""

# Share by which a picture's resolution may be off from what is asked for, and that across from that down.
_SAME, _SQUARE = 0.01, 0.0005
# Levels between the channels, in the mean of 8 by 8 pixels, from which a picture shows colour: the search for regions
# takes the same for it.
_COLOR = 26
_JPEG_END = b"\xff\xd9"
# Points by which a picture, or a clip, may miss the edges of its page.
_EDGE = 0.75

# Quarter turns counter-clockwise that bring a picture on its page, by the signs of its matrix; none of them mirrors it.
_TURNS = {(1, 0, 0, 1): 0, (0, -1, 1, 0): 1, (-1, 0, 0, -1): 2, (0, 1, -1, 0): 3}


class PageDrawing:
    """What is to be drawn of a page, read once for all parts and resolutions that are asked for."""

    def __init__(self, page: Any) -> None:
        self._paper = page.rect
        self._list = page.get_displaylist()

    def render(self, dpi: float, clip: BBox | None) -> np.ndarray:
        """The page, or the part of it in ``clip``, as RGB; see :data:`woo_gronden.schema.page.Render`."""
        if clip is None and self._scan is not None and abs(self._scan.dpi / dpi - 1) <= _SAME:
            try:
                return _pixels_of(self._scan)
            except (RuntimeError, pymupdf.mupdf.FzErrorBase):
                log.debug("a scan cannot be unpacked; what can be drawn of it is drawn")
        return self._draw(dpi, clip)

    def _draw(self, dpi: float, clip: BBox | None) -> np.ndarray:
        import numpy as np

        area = self._paper if clip is None else pymupdf.Rect(*clip) & self._paper
        zoom = dpi / 72
        pixels = max(1.0, area.width * area.height * zoom * zoom)
        if pixels > MAX_RENDER_PIXELS:
            zoom *= (MAX_RENDER_PIXELS / pixels) ** 0.5
        if area.is_empty:
            return np.full((1, 1, 3), 255, dtype=np.uint8)
        image = self._list.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csRGB, alpha=0, clip=area)
        return _array_of(image)

    @cached_property
    def _scan(self) -> _Scan | None:
        """The picture that is the page; None where there is more to see, or less."""
        device, mupdf = _Shown(tuple(self._paper)), pymupdf.mupdf
        mupdf.fz_run_display_list(
            self._list.this, device, mupdf.FzMatrix(), mupdf.FzRect(*self._paper), mupdf.FzCookie()
        )
        mupdf.fz_close_device(device)
        return None if device.more or device.image is None else _scan_of(device.image, device.matrix, self._paper)


class _Scan(NamedTuple):
    """A picture that is a page: its dots per inch, how it is turned, the pixels of it (turned) that lie on the page."""

    image: Any
    dpi: float
    quarters: int
    rows: slice
    columns: slice


class _Shown(pymupdf.mupdf.FzDevice2):  # type: ignore[misc]  # MuPDF's classes have no types
    """A device that keeps the one image a page shows, and whether anything else shows or may hide part of it."""

    def __init__(self, paper: tuple[float, ...]) -> None:
        super().__init__()
        self.image: Any = None
        self.matrix: tuple[float, ...] = ()
        self.more = False
        self._paper = paper
        for seen in (
            *("fill_path", "stroke_path", "fill_text", "stroke_text", "fill_shade", "fill_image", "fill_image_mask"),
            *("clip_path", "clip_stroke_path", "clip_text", "clip_stroke_text", "clip_image_mask"),
            *("begin_mask", "begin_group", "begin_tile"),
        ):
            getattr(self, f"use_virtual_{seen}")()

    def _more(self, *_: Any) -> None:
        self.more = True

    fill_path = stroke_path = fill_text = stroke_text = fill_shade = fill_image_mask = _more
    clip_stroke_path = clip_text = clip_stroke_text = clip_image_mask = begin_mask = begin_group = _more

    def begin_tile(self, *_: Any) -> int:
        self.more = True
        return 0

    def fill_image(self, _context: Any, image: Any, matrix: Any, alpha: float, *_: Any) -> None:
        mupdf = pymupdf.mupdf
        self.more = self.more or self.image is not None or alpha < 1
        self.image = mupdf.FzImage(mupdf.ll_fz_keep_image(image))
        self.matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def clip_path(self, _context: Any, path: Any, _even_odd: int, matrix: Any, _area: Any) -> None:
        """A clip that leaves all of the page open hides nothing."""
        x0, y0, x1, y1 = self._paper
        mupdf = pymupdf.mupdf
        open_ = mupdf.ll_fz_bound_path(path, None, matrix)
        inside = open_.x0 <= x0 + _EDGE and open_.y0 <= y0 + _EDGE and open_.x1 >= x1 - _EDGE and open_.y1 >= y1 - _EDGE
        self.more = self.more or not (inside and mupdf.ll_fz_path_is_rect(path, matrix))


def _scan_of(image: Any, matrix: tuple[float, ...], paper: Any) -> _Scan | None:
    """The image as the page, where it covers the page squarely and has no more pixels than are ever drawn."""
    a, b, c, d, e, f = matrix
    least = 1e-3 * max(abs(side) for side in (a, b, c, d))
    signs = tuple((side > least) - (side < -least) for side in (a, b, c, d))
    # One with a mask, or with a colour that is left out, shows the paper in places.
    masked = bool(image.m_internal.mask) or bool(image.m_internal.use_colorkey)
    if signs not in _TURNS or masked or image.w() * image.h() > MAX_RENDER_PIXELS:
        return None
    quarters = _TURNS[signs]
    x0, y0, x1, y1 = e + min(a + c, 0.0), f + min(b + d, 0.0), e + max(a + c, 0.0), f + max(b + d, 0.0)
    missed = max(x0 - paper.x0, y0 - paper.y0, paper.x1 - x1, paper.y1 - y1)
    width, height = (image.h(), image.w()) if quarters % 2 else (image.w(), image.h())
    across, down = width / (x1 - x0), height / (y1 - y0)
    if missed > _EDGE or abs(across / down - 1) > _SQUARE:
        return None
    rows = slice(max(0, round((paper.y0 - y0) * down)), height - max(0, round((y1 - paper.y1) * down)))
    columns = slice(max(0, round((paper.x0 - x0) * across)), width - max(0, round((x1 - paper.x1) * across)))
    return _Scan(image, across * 72, quarters, rows, columns)


def _pixels_of(scan: _Scan) -> np.ndarray:
    import numpy as np

    unpacked = _gray_jpeg(scan.image)
    if unpacked is None:
        unpacked = _unpack(scan.image)
    seen = np.rot90(unpacked, scan.quarters)[scan.rows, scan.columns]
    # OpenCV would copy a turned one for each use.
    seen = seen if scan.quarters == 0 else np.ascontiguousarray(seen)
    # Grey is RGB that has its one channel in memory once.
    return np.broadcast_to(seen, (*seen.shape[:2], 3)) if seen.shape[2] == 1 else seen


def _unpack(image: Any) -> np.ndarray:
    mupdf = pymupdf.mupdf
    size = mupdf.FzMatrix(image.w(), 0, 0, image.h(), 0, 0)
    whole = mupdf.FzIrect(mupdf.fz_infinite_irect)
    pixmap = pymupdf.Pixmap("raw", mupdf.fz_get_pixmap_from_image(image, whole, size)[0])
    if pixmap.n not in (1, 3) or not mupdf.fz_colorspace_is_device(pixmap.colorspace.this):
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    return _array_of(pixmap)


def _gray_jpeg(image: Any) -> np.ndarray | None:
    """A JPEG that shows no colour, as grey: OpenCV unpacks it in a fifth of the time that MuPDF takes; None of others.

    Those in colour are left to MuPDF: colour that is kept at half the size is spread otherwise by OpenCV.
    """
    import cv2
    import numpy as np

    mupdf, inner = pymupdf.mupdf, image.m_internal
    packed = mupdf.fz_compressed_image_buffer(image)
    if not packed.m_internal or packed.m_internal.params.type != mupdf.FZ_IMAGE_JPEG or inner.n not in (1, 3):
        return None
    data = mupdf.FzBuffer(mupdf.ll_fz_keep_buffer(packed.m_internal.buffer))
    head = mupdf.fz_new_image_from_buffer(data).m_internal
    content = mupdf.fz_buffer_extract_copy(data)
    is_plain = mupdf.fz_colorspace_is_device(image.colorspace()) and not inner.use_decode
    # What the file says of a picture may not be so, and it may break off.
    is_whole = (head.w, head.h, head.n) == (inner.w, inner.h, inner.n) and content.rstrip(b"\0\r\n")[-2:] == _JPEG_END
    if not is_plain or not is_whole:
        return None
    levels = np.frombuffer(content, np.uint8)
    if inner.n == 3:
        small = cv2.imdecode(levels, cv2.IMREAD_REDUCED_COLOR_8 | cv2.IMREAD_IGNORE_ORIENTATION)
        if small is None or _shows_color(small):
            return None
    gray = cv2.imdecode(levels, cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION)
    return None if gray is None else gray[..., None]


def _shows_color(small: np.ndarray) -> bool:
    """Whether a picture at an eighth of its size has a coloured place of more than a point each way, as a region is."""
    import cv2
    import numpy as np

    one, other, third = cv2.split(small)
    spread = cv2.subtract(cv2.max(cv2.max(one, other), third), cv2.min(cv2.min(one, other), third))
    return int(cv2.erode(spread, np.ones((2, 2), np.uint8)).max()) >= _COLOR


class _Samples:
    """The memory of a pixmap, kept while an array shares it. Read only: MuPDF may have it for another use too."""

    def __init__(self, pixmap: Any) -> None:
        self._pixmap = pixmap
        self.__array_interface__ = {
            "version": 3,
            "typestr": "|u1",
            "shape": (pixmap.height, pixmap.width, pixmap.n),
            "strides": (pixmap.stride, pixmap.n, 1),
            "data": (pixmap.samples_ptr, True),
        }


def _array_of(pixmap: Any) -> np.ndarray:
    """A pixmap as an array that shares its memory."""
    import numpy as np

    return np.asarray(_Samples(pixmap), dtype=np.uint8)

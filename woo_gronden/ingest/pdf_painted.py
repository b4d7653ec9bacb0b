"""What MuPDF paints on a page, in order: one run of the page for the images, and for where in it words are painted."""

from __future__ import annotations

from typing import Any, NamedTuple

import pymupdf


class PaintedImage(NamedTuple):
    """An image or a mask that was painted: its place in the drawing order, its box, its own pixels."""

    order: int
    box: tuple[float, float, float, float]
    width: int
    height: int


class Painted(NamedTuple):
    """The images of a page, and the places in the drawing order from its first text to its last."""

    images: list[PaintedImage]
    texts: range


class _Painting(pymupdf.mupdf.FzDevice2):  # type: ignore[misc]  # MuPDF's classes have no types
    """A device that counts what is painted, as PyMuPDF does to number paths, and notes images, first and last text."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.images: list[PaintedImage] = []
        self.texts = range(0)
        self.use_virtual_fill_path()
        self.use_virtual_stroke_path()
        self.use_virtual_fill_text()
        self.use_virtual_stroke_text()
        self.use_virtual_ignore_text()
        self.use_virtual_fill_shade()
        self.use_virtual_fill_image()
        self.use_virtual_fill_image_mask()

    def _count(self, *_: Any) -> None:
        self.count += 1

    def _text(self, *_: Any) -> None:
        self.texts = range(self.texts.start if self.texts else self.count, self.count + 1)
        self.count += 1

    fill_path = stroke_path = fill_shade = _count
    fill_text = stroke_text = ignore_text = _text

    def _note(self, _context: Any, image: Any, matrix: Any, *_: Any) -> None:
        box = pymupdf.mupdf.ll_fz_transform_rect(pymupdf.mupdf.fz_unit_rect, matrix)
        self.images.append(PaintedImage(self.count, (box.x0, box.y0, box.x1, box.y1), image.w, image.h))
        self.count += 1

    fill_image = fill_image_mask = _note


def read_painted(page: Any) -> Painted:
    """What a page paints; images in points of the page before it is turned."""
    device, rotation = _Painting(), page.rotation
    if rotation:
        page.set_rotation(0)
    try:
        mupdf = pymupdf.mupdf
        mupdf.fz_run_page(page.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_close_device(device)
    finally:
        if rotation:
            page.set_rotation(rotation)
    return Painted(device.images, device.texts)

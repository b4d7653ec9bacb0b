"""Pictures of pages, as any reader of the file sees them, with what can still be read through painted over."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from woo_gronden.errors import InputError
from woo_gronden.ingest import open_source
from woo_gronden.schema import BBox, Redaction

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

# Dots an inch: print of 8 points reads well at the first; long bundles take the second, so that a browser opens them.
_DPI, _DPI_LONG = 110, 75
_LONG = 150
# Of 100: text stays sharp, a page of letters takes some 40 kB.
_QUALITY = 45
# Mean difference between the colour channels, of 255, from which a page is kept in colour.
_COLORED = 1.5
# The paint over a box that can be read through.
_PAINT = (70, 70, 70)


class Picture(NamedTuple):
    """A page of ``width`` by ``height`` points; ``webp`` is its picture in base64, empty where it must not be shown."""

    number: int
    width: float
    height: float
    webp: str


def draw_pages(path: Path, redactions: Sequence[Redaction], unsafe: bool, total: int) -> Iterator[Picture]:
    """The pages of one file, drawn one at a time.

    Args:
        path: the file.
        redactions: its regions; those with text that can be read through are painted over.
        unsafe: the redactions of some page could not be read, so no picture is given.
        total: pages drawn in all, which decides how finely.

    Raises:
        InputError: the file cannot be opened.
    """
    dpi = _DPI if total <= _LONG else _DPI_LONG
    with open_source(path) as opened:
        for page in opened.pages():
            if unsafe or page.render is None:
                yield Picture(page.number, page.width, page.height, "")
                continue
            pixels = page.render(dpi, None)
            boxes = [found.bbox for found in redactions if found.page == page.number and found.text_recoverable]
            yield Picture(page.number, page.width, page.height, _encode(_paint(pixels, boxes, dpi)))


def draw_page(path: Path, number: int, covered: Sequence[BBox]) -> Image:
    """One page at 110 dots an inch, ``covered`` painted over.

    Raises:
        InputError: the file cannot be opened, or has no such page.
    """
    with open_source(path) as opened:
        page = next(iter(opened.pages(number, number)), None) if number <= opened.page_count else None
        if page is None or page.render is None:
            raise InputError(path, "there is no such page", number)
        return _image(_paint(page.render(_DPI, None), covered, _DPI))


def _paint(pixels: np.ndarray, boxes: Sequence[BBox], dpi: float) -> np.ndarray:
    painted = pixels.copy()
    for box in boxes:
        x0, y0, x1, y1 = (round(value) for value in box.scale(dpi / 72))
        # A dot around: the edge of a letter may reach over the edge of its box.
        painted[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = _PAINT
    return painted


def _encode(pixels: np.ndarray) -> str:
    file = io.BytesIO()
    _image(pixels).save(file, "WEBP", quality=_QUALITY, method=4)
    return base64.b64encode(file.getvalue()).decode("ascii")


def _image(pixels: np.ndarray) -> Image:
    import numpy as np
    from PIL import Image

    spread = pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2)
    image = Image.fromarray(pixels)
    return image.convert("L") if spread.mean() < _COLORED else image

"""Pages as pictures, with the boxes of a stretch on them; what text still stands under a redaction is painted over."""

from __future__ import annotations

import base64
import io
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from woo_gronden.ingest import open_source
from woo_gronden.schema import Extraction

if TYPE_CHECKING:
    import numpy as np

# Enough to read eleven-point type on a screen.
DPI = 90.0
_POINTS = 72.0


def draw_pages(path: Path, extraction: Extraction, pages: Collection[int]) -> dict[int, str]:
    """``pages`` of a file as grey PNG in data URIs, by number.

    A page on which redactions could not be looked for shows no picture: nobody knows what it would show.
    """
    if any(failure.stage == "redactions" for failure in extraction.failures):
        return {}
    drawn = {}
    with open_source(path) as opened:
        for number in sorted(pages):
            for raw in opened.pages(number, number):
                if raw.render is not None:
                    drawn[number] = _data_uri(_covered(raw.render(DPI, None), extraction, number))
    return drawn


def _covered(pixels: np.ndarray, extraction: Extraction, number: int) -> np.ndarray:
    """The picture with every redaction that still has its text made black: a marked, never applied one shows it."""
    covered: np.ndarray = pixels.copy()
    for redaction in extraction.redactions:
        if redaction.page == number and redaction.text_recoverable:
            x0, y0, x1, y1 = (round(value * DPI / _POINTS) for value in redaction.bbox)
            covered[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = 0
    return covered


def _data_uri(pixels: np.ndarray) -> str:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).convert("L").quantize(16).save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")

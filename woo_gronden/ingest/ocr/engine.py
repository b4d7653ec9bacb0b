"""What every recognition engine gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np


class OcrWord(NamedTuple):
    """A word read from pixels. ``bbox`` in pixels of the picture, ``confidence`` from 0 to 1."""

    text: str
    bbox: BBox
    confidence: float
    block: int
    line: int


class Engine(Protocol):
    """A recogniser. Pictures are uint8 arrays, grey ``(height, width)`` or RGB ``(height, width, 3)``."""

    @property
    def name(self) -> str:
        """``tesseract`` or ``rapidocr``."""
        ...

    def read_page(self, image: np.ndarray, dpi: float) -> list[OcrWord]:
        """The words of an upright page in reading order; empty when nothing is read."""
        ...

    def read_blocks(self, images: Sequence[np.ndarray], dpi: float) -> list[list[OcrWord]]:
        """The words of each picture, from top to bottom; a picture holds one column of lines and nothing else."""
        ...

    def read_lines(self, images: Sequence[np.ndarray]) -> list[str]:
        """The text of each short crop of one line (a code on a box), "" where nothing is read."""
        ...

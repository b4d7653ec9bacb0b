"""A page as the file holds it, before anything is masked or put in reading order.

A :class:`RawPage` is what ``ingest`` hands to ``redactions``: everything that is on the page, text under boxes
included. It goes nowhere else. What the rest of the house reads is a :class:`~woo_gronden.schema.document.Document`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from woo_gronden.schema.geometry import BBox

if TYPE_CHECKING:
    import numpy as np

RGB = tuple[float, float, float]
"""A colour, three numbers from 0 to 1."""

Render = Callable[[float, BBox | None], "np.ndarray"]
"""``render(dpi, clip)``: the page, or the part in ``clip`` (points), as an ``(height, width, 3)`` uint8 RGB array,
which may be read only."""


class RawWord(NamedTuple):
    """A word of the text layer.

    ``order`` is its place in the drawing order, on the scale of :attr:`Shape.order`: larger is painted later, -1 not
    known (words that were recognised). ``visible`` is False for text that is painted without ink (render mode 3,
    opacity 0).
    """

    text: str
    bbox: BBox
    block: int
    line: int
    order: int = -1
    size: float = 0.0
    bold: bool = False
    color: RGB = (0.0, 0.0, 0.0)
    visible: bool = True
    upright: bool = True


class Shape(NamedTuple):
    """A vector path, clipped to what is seen of it. ``fill`` and ``stroke`` are None where the path has none."""

    bbox: BBox
    fill: RGB | None
    stroke: RGB | None
    opacity: float
    order: int
    is_rect: bool
    line_width: float = 0.0


class Veil(NamedTuple):
    """An area filled with a pattern or a shading: what it looks like only a look at the drawn page tells."""

    bbox: BBox
    order: int


class ImageArea(NamedTuple):
    """An image placed on the page. ``width`` and ``height`` are its own pixels; ``xref`` its number in the file."""

    bbox: BBox
    order: int
    width: int
    height: int
    xref: int = 0


class RawAnnotation(NamedTuple):
    """An annotation or form field. ``kind`` is the PDF subtype (``Redact``, ``Square``, ``Widget``...)."""

    kind: str
    bbox: BBox
    fill: RGB | None
    stroke: RGB | None
    opacity: float
    overlay_text: str
    contents: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as the file holds it; boxes in points of the shown page.

    ``source`` says where ``words`` come from: the text layer (``native``), recognition (``ocr``), nowhere (``none``).
    ``scan_share`` is the share, 0 to 1, of the page that images cover; ``rules`` are the thin lines of its tables.
    """

    number: int
    width: float
    height: float
    rotation: int
    source: Literal["native", "ocr", "none"]
    words: tuple[RawWord, ...]
    shapes: tuple[Shape, ...] = ()
    images: tuple[ImageArea, ...] = ()
    annotations: tuple[RawAnnotation, ...] = ()
    veils: tuple[Veil, ...] = ()
    scan_share: float = 0.0
    rules: tuple[BBox, ...] = ()
    render: Render | None = field(default=None, repr=False, compare=False)

"""A page being drawn, with the places on it that are in use and those that hide something."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Edges = tuple[int, int, int, int]
Color = tuple[int, int, int]

WIDTH, HEIGHT = 1240, 1754
FONT_FOLDER = Path("/usr/share/fonts/truetype")
TEXT_FONTS = ("LiberationSans-Regular", "LiberationSerif-Regular", "Carlito-Regular", "DejaVuSans", "OpenSans-Regular")
HEAVY_FONTS = ("LiberationSans-Bold", "DejaVuSans-Bold", "Carlito-Bold", "OpenSans-Bold", "Lato-Black", "Lato-Heavy")


@dataclass
class Canvas:
    """A page being drawn: ``truth`` holds the boxes that hide something, ``taken`` every place that is in use."""

    rng: np.random.Generator
    image: Pixels = field(default_factory=lambda: np.full((HEIGHT, WIDTH, 3), 255, np.uint8))
    truth: list[Edges] = field(default_factory=list)
    taken: list[Edges] = field(default_factory=list)

    def fill(self, box: Edges, color: Color) -> None:
        """Paint a rectangle."""
        self.image[box[1] : box[3], box[0] : box[2]] = color

    def write(self, text: str, x: int, y: int, size: int, color: Color, heavy: bool = False) -> Edges:
        """Set ``text`` with its top left at ``x``, ``y``; the box of its ink comes back."""
        from PIL import Image, ImageDraw

        names = HEAVY_FONTS if heavy else TEXT_FONTS
        font = _font(str(self.rng.choice(names)), size)
        left, top, right, bottom = (int(v) for v in font.getbbox(text))
        patch = Image.new("L", (max(1, right + 2), max(1, bottom + 2)), 0)
        ImageDraw.Draw(patch).text((0, 0), text, fill=255, font=font)
        ink = np.asarray(patch, np.float32)[:, :, None] / 255
        part = self.image[y : y + ink.shape[0], x : x + ink.shape[1]]
        ink = ink[: part.shape[0], : part.shape[1]]
        part[:] = (part * (1 - ink) + np.array(color, np.float32) * ink).astype(np.uint8)
        return (x + left, y + top, x + right, y + bottom)

    def place(self, width: int, height: int) -> Edges | None:
        """A free place of that size, marked as taken; None where none was met."""
        for _ in range(30):
            x = int(self.rng.integers(40, max(41, WIDTH - width - 40)))
            y = int(self.rng.integers(40, max(41, HEIGHT - height - 40)))
            box = (x, y, x + width, y + height)
            if all(box[2] < t[0] or t[2] < box[0] or box[3] < t[1] or t[3] < box[1] for t in self.taken):
                self.taken.append((x - 12, y - 12, box[2] + 12, box[3] + 12))
                return box
        return None


@cache
def _font(name: str, size: int) -> Any:
    from PIL import ImageFont

    found = sorted(FONT_FOLDER.rglob(f"{name}.ttf"))
    return ImageFont.truetype(str(found[0]), size) if found else ImageFont.load_default(size)

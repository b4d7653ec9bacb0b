"""One colour a ground, the same in every picture; the Wob ground has that of its Woo counterpart."""

from __future__ import annotations

import colorsys
from functools import cache

from woo_gronden.taxonomy import all_grounds

# Ink for what names no ground.
NO_GROUND = "#4a4a4a"

# Neighbours in the law's order get hues far apart: the golden angle, as a share of the circle.
_STEP = 0.381966
_SATURATION = 0.75
# WCAG 2.2, 1.4.3: white letters on the colour, and the colour as letters on white.
_CONTRAST = 4.6


@cache
def ground_colors() -> dict[str, str]:
    """A colour (``#rrggbb``) for every ground id, dark enough to carry white text (contrast 4.6 or more)."""
    colors: dict[str, str] = {}
    for ground in all_grounds():
        known = next((colors[other] for other in ground.counterparts if other in colors), None)
        colors[ground.id] = known or _color(len(colors))
    return colors


def color_of(ground: str) -> str:
    """The colour of a ground or of a provision that holds it (``woo:5.1.2`` takes that of its first letter)."""
    colors = ground_colors()
    part_of = (color for known, color in colors.items() if ground and known.startswith(ground))
    return colors.get(ground) or next(part_of, NO_GROUND)


def _color(place: int) -> str:
    hue = (place * _STEP) % 1
    lightness = 0.5
    while _contrast_with_white(rgb := colorsys.hls_to_rgb(hue, lightness, _SATURATION)) < _CONTRAST:
        lightness -= 0.01
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _contrast_with_white(rgb: tuple[float, float, float]) -> float:
    # Relative luminance as WCAG defines it.
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)

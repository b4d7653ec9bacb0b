"""Drawings in a text: bars, a map, a signature. Things that are dark or framed and yet hide nothing."""

from __future__ import annotations

import random

from demo_maker.fonts import text_width
from demo_maker.pdf import BLACK, Color, Page

WATER: Color = (0.45, 0.65, 0.85)
ROAD: Color = (0.55, 0.55, 0.55)
MEADOW: Color = (0.88, 0.94, 0.82)
INK: Color = (0.1, 0.15, 0.5)
BAR: Color = (0.2, 0.2, 0.25)


def draw_bars(page: Page, area: tuple[float, float, float, float], values: list[tuple[str, float]]) -> None:
    """A bar chart of ``(label, value)`` in ``area``, dark bars on a pale ground."""
    x0, y0, x1, y1 = area
    page.rect(x0, y0, x1, y1, (0.96, 0.96, 0.96), ROAD)
    most, step = max(value for _, value in values), (x1 - x0 - 40) / len(values)
    floor = y1 - 24
    for n, (label, value) in enumerate(values):
        left = x0 + 20 + n * step + step * 0.2
        top = floor - (floor - y0 - 22) * value / most
        page.rect(left, top, left + step * 0.6, floor, BAR)
        for text, y in ((f"{value:g}", top - 4), (label, floor + 12)):
            page.text(left + step * 0.3 - text_width(text, "Helvetica", 8) / 2, y, text, "Helvetica", 8)
    page.line(x0 + 12, floor, x1 - 12, floor)


def draw_map(page: Page, area: tuple[float, float, float, float], seed: str) -> None:
    """A sketch map: meadow, a water course, roads, houses, a north arrow."""
    hand = random.Random(seed)
    x0, y0, x1, y1 = area
    width, height = x1 - x0, y1 - y0
    page.rect(x0, y0, x1, y1, MEADOW, ROAD, 0.8)

    def at(across: float, down: float) -> tuple[float, float]:
        return (x0 + width * across, y0 + height * down)

    water = [at(0.0, 0.7), at(0.25, 0.4), at(0.4, 0.95), at(0.6, 0.62), at(0.75, 0.4), at(0.85, 0.5), at(1.0, 0.3)]
    page.curve(water, WATER, 9)
    page.curve([at(0.12, 0.0), at(0.2, 0.4), at(0.1, 0.6), at(0.18, 1.0)], ROAD, 2.5)
    page.curve([at(0.14, 0.25), at(0.4, 0.15), at(0.7, 0.3), at(1.0, 0.12)], ROAD, 1.5)
    for _ in range(9):
        x, y = at(0.2 + hand.random() * 0.6, 0.05 + hand.random() * 0.15)
        page.rect(x, y, x + 5 + hand.random() * 6, y + 4 + hand.random() * 4, (0.5, 0.3, 0.25))
    tip = at(0.95, 0.75)
    page.polygon([tip, (tip[0] - 5, tip[1] + 18), (tip[0] + 5, tip[1] + 18)], BLACK)
    page.text(tip[0] - 3, tip[1] + 29, "N", "Helvetica-Bold", 9)


def draw_signature(page: Page, x: float, y: float, seed: str) -> None:
    """A scrawl of a pen, about 90 points wide, with its baseline at ``y``."""
    hand = random.Random(seed)
    points = [(x, y)]
    for n in range(7):
        for _ in range(3):
            last = points[-1][0]
            points.append((last + 1 + hand.random() * 6, y - 14 + hand.random() * 22 - (6 if n < 2 else 0)))
    page.curve(points, INK, 1.1)
    page.curve([(x - 4, y + 6), (x + 30, y + 1), (x + 60, y + 2), (x + 92, y - 5)], INK, 0.9)

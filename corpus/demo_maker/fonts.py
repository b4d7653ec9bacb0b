"""Widths of the base-14 fonts. Every viewer has these fonts, so none is embedded."""

from __future__ import annotations

from functools import cache

import pymupdf

# Name in a PDF, and PyMuPDF's short name for the metrics.
BASE_FONTS = {
    "Helvetica": "helv",
    "Helvetica-Bold": "hebo",
    "Helvetica-Oblique": "heit",
    "Times-Roman": "tiro",
    "Times-Bold": "tibo",
    "Times-Italic": "tiit",
    "Courier": "cour",
    "Courier-Bold": "cobo",
}

FAMILIES = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "mono": ("Courier", "Courier-Bold", "Courier"),
}


@cache
def _advances(font: str) -> dict[str, int]:
    metrics = pymupdf.Font(BASE_FONTS[font])
    letters = bytes(range(32, 256)).decode("cp1252", errors="ignore")
    return {letter: round(metrics.glyph_advance(ord(letter)) * 1000) for letter in letters}


def text_width(text: str, font: str, size: float) -> float:
    """Width in points of ``text``; raises KeyError for a letter outside Windows-1252."""
    advances = _advances(font)
    return sum(advances[letter] for letter in text) * size / 1000
